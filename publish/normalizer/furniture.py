"""What recurs across the articles of one source is the source's, not the articles'.

A first pass shows every article to a `Learner`; its rule then removes the lines that many of them
share. Only hashes are kept, and no more than a fixed number of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from publish.model import Article
from publish.normalizer.rules.rule import LineRule, Rule, line_of

#: A line of at least so many articles, and of this share of them, is furniture. Series share a
#: heading or a signature in a few articles; menus, notices and prompts stand in most.
LEAST_ARTICLES, LEAST_SHARE = 3, 0.3
#: Hashes kept at once: 200,000 take some 25 MB. When there are more, those seen once go (lossy
#: counting: a line of a third of the articles comes again before it could be forgotten).
_MOST_HASHES = 200_000


class Learner:
    """Counts in how many articles each line stands."""

    def __init__(self) -> None:
        self.articles = 0
        self._counts: Counter[int] = Counter()

    def learn(self, article: Article) -> None:
        """Take note of the lines of one article, as it was read."""
        self.articles += 1
        self._counts.update({_hash(line) for line in _lines(article)})
        floor = 1
        while len(self._counts) > _MOST_HASHES:
            self._counts = Counter({h: n for h, n in self._counts.items() if n > floor})
            floor += 1

    def rule(self) -> Rule | None:
        """The rule that removes what was learned; None where there is nothing to remove."""
        least = max(LEAST_ARTICLES, LEAST_SHARE * self.articles)
        known = {h: n / self.articles for h, n in self._counts.items() if n >= least}
        if not known:
            return None

        def judge(line: str) -> float:
            share = known.get(_hash(line), 0.0)
            return 0.5 + share / 2 if share else 0.0

        what = f"it stands in many of the {self.articles} articles of this source"
        return LineRule.of("furniture", what, judge)


def _lines(article: Article) -> Iterable[str]:
    return (line for block in article.blocks if (line := line_of(block)))


def _hash(line: str) -> int:
    folded = " ".join(line.split()).casefold()
    return int.from_bytes(blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest())
