"""What recurs across the articles of one source is the source's, not the articles'.

A first pass shows articles of one source to a `Learner`; what it has `Learned` makes a rule that
removes the lines which many of them share: menus, notices, prompts. Only hashes are kept.

Authors repeat themselves, too: a column has its standing headline, a series its section headings
("Abstract", "What we like"), a writer a byline. Those stand alone, above text of the article's own,
where furniture stands in groups around it. So a shared line goes only

- beside another shared line, or
- at the article's end, with nothing below it, where nearly all articles have it;

and a byline, a date, a marked heading of text below it, and the last line above a paragraph inside
the text stay. Measured on 96 pages of 40 sites with two to six pages each, where a line of two
pages counts as shared: of 3589 lines of debris around the articles it takes 868, of 5337 lines of
the articles 7 that were right, beside 26 of two pages about one event (hence `FEWEST`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlsplit

from publish.model import Article, Block, Heading, Listing, Quote
from publish.normalizer import names
from publish.normalizer.rules.blocks import with_blocks
from publish.normalizer.rules.headings import is_heading
from publish.normalizer.rules.lines import Lines, line_of
from publish.normalizer.rules.opening import SENTENCE_END, is_credit_line, is_text, looks_like_title
from publish.normalizer.rules.rule import Kind, ScoredRule, Scores, Verdict

NAME = "furniture"
#: Of fewer articles nothing is learned: in two or three, chance and a shared author do as much.
FEWEST = 5
#: Of the articles so many hold a line that is furniture. Menus and prompts stand in nearly all;
#: lines of a site's sections, series and authors in a third and less.
OFTEN, EVERYWHERE = 0.5, 0.8
#: Lines of one article that are looked at, half from either end: furniture stands around the text,
#: and a book among the articles must not fill the memory.
_MOST_LINES = 2000
#: Two articles of which most of the longer lines are the same are two versions of one, and count
#: once: else what they tell would be furniture.
_SAME, _LONG = 0.7, 60


@dataclass(frozen=True, slots=True)
class Learned:
    """The lines that many articles of a source share.

    Attributes:
        host: the source; empty for articles that tell no address, whose folder is the source.
        name: what explanations call the source.
        articles: how many were looked at.
        often: hashes of the lines.
        everywhere: those of them that nearly all articles have.
    """

    host: str
    name: str
    articles: int
    often: frozenset[int]
    everywhere: frozenset[int]

    def rule(self) -> ScoredRule:
        """The rule that removes them."""
        what = f"many of the {self.articles} articles of {self.name} that were looked at have it"

        def scored(article: Article, _: Lines) -> tuple[Article, Scores]:
            return _without(article, self)

        return ScoredRule.of(NAME, Kind.REMOVES, what, scored)

    def traits(self, article: Article) -> str:
        """All that this has to say of `article`: what does not change it leaves editions alone."""
        marks = [_mark(block, self) for block in article.blocks]
        return ",".join(f"{at}:{mark}" for at, mark in enumerate(marks) if mark)


class Learner:
    """Counts in how many articles each line stands."""

    def __init__(self) -> None:
        self.articles = 0
        self._counts: Counter[int] = Counter()
        self._versions: dict[int, int] = {}

    def learn(self, article: Article) -> None:
        """Take note of the lines of one article, as it was read."""
        lines = [line for block in _ends(article.blocks) for line in lines_of(block)]
        if not lines or self._is_known(lines):
            return
        self.articles += 1
        self._counts.update({_hash(line) for line in lines if _has_word(line)})

    def _is_known(self, lines: Iterable[str]) -> bool:
        """Whether this is a version of an article that was seen before."""
        long = {_hash(line) for line in lines if len(line) >= _LONG}
        seen = Counter(self._versions[each] for each in long if each in self._versions)
        if seen and seen.most_common(1)[0][1] >= _SAME * len(long):
            return True
        for each in long:
            self._versions.setdefault(each, self.articles)
        return False

    def learned(self, host: str, name: str, fewest: int = FEWEST) -> Learned | None:
        """What the articles share; None where they are too few, or share nothing."""
        if self.articles < fewest:
            return None
        share = {each: count / self.articles for each, count in self._counts.items() if count > 1}
        often = frozenset(each for each, much in share.items() if much >= OFTEN)
        everywhere = frozenset(each for each in often if share[each] >= EVERYWHERE)
        return Learned(host, name, self.articles, often, everywhere) if often else None


def of_source(article: Article, known: Iterable[Learned]) -> Learned | None:
    """What was learned of the source of `article`: of its host, or of its folder if it tells no
    address."""
    host = host_of(article)
    return next((each for each in known if each.host == host), None)


def host_of(article: Article) -> str:
    """The host that an article is from, as far as it tells."""
    return host_in(article.meta.source)


def host_in(address: str) -> str:
    """The host of a web address; empty for anything else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = parts.hostname if parts.scheme in ("http", "https") else ""
    return (host or "").lower().removeprefix("www.")


def lines_of(block: Block) -> Iterable[str]:
    """The lines of a block as furniture has them: of a paragraph, a heading, a list of links."""
    line = line_of(block)
    if line is not None:
        return (line,)
    if isinstance(block, Listing):
        return [line for item in block.items for inner in item for line in lines_of(inner)]
    if isinstance(block, Quote):
        return [line for inner in block.blocks for line in lines_of(inner)]
    return ()


def _ends(blocks: Sequence[Block]) -> Sequence[Block]:
    if len(blocks) <= _MOST_LINES:
        return blocks
    return (*blocks[: _MOST_LINES // 2], *blocks[-_MOST_LINES // 2 :])


def _mark(block: Block, known: Learned) -> str:
    """ "" for a block of the article's own, "o" for one that is often there, "e" everywhere."""
    lines = [line for line in lines_of(block) if _has_word(line)]
    hashes = [_hash(line) for line in lines]
    if not hashes or not all(each in known.often for each in hashes):
        return ""
    return "e" if all(each in known.everywhere for each in hashes) else "o"


def _without(article: Article, known: Learned) -> tuple[Article, Scores]:
    blocks = article.blocks
    marks = [_mark(block, known) for block in blocks]
    if not any(marks):
        return article, {}
    own = [at for at, mark in enumerate(marks) if not mark]
    text = [at for at in own if _is_running(blocks[at])]
    first, last = (text[0], text[-1]) if text else (len(blocks), -1)
    for at in range(first):
        # A name below the title says who wrote it, on every article of one author.
        if marks[at] and own and own[0] < at and names.listed(line_of(blocks[at]) or ""):
            marks[at] = ""
    for at, block in enumerate(blocks):
        if marks[at] and is_credit_line(line_of(block) or "", article.meta.language):
            marks[at] = ""
    gone = [at for at in range(len(blocks)) if _goes(blocks, marks, at, first, last)]
    if not gone or len(gone) == len(blocks):
        return article, {}
    verdicts = {id(blocks[at]): Verdict(0.95 if marks[at] == "e" else 0.85) for at in gone}
    left = [block for block in blocks if id(block) not in verdicts]
    return with_blocks(article, left), verdicts


def _goes(blocks: Sequence[Block], marks: Sequence[str], at: int, first: int, last: int) -> bool:
    if not marks[at]:
        return False
    above = at > 0 and marks[at - 1]
    below = at + 1 < len(blocks) and marks[at + 1]
    if at + 1 == len(blocks):
        return bool(above) or (marks[at] == "e" and at > last)
    if at == 0 and marks[at] == "e" and not below:
        # The name of the site or of the series, above each article's own title.
        return looks_like_title(line_of(blocks[1]) or "")
    if not below and _is_running(blocks[at + 1]):
        # What stands right above text of the article's own may head it.
        line = line_of(blocks[at]) or ""
        inside = first < at < last
        if isinstance(blocks[at], Heading) or (inside and is_heading(line)):
            return False
    return bool(above or below)


def _is_running(block: Block) -> bool:
    line = line_of(block)
    return line is not None and (is_text(line) or (len(line) > 60 and line.endswith(SENTENCE_END)))


def _has_word(line: str) -> bool:
    return any(map(str.isalpha, line))


def _hash(line: str) -> int:
    folded = " ".join(line.split()).casefold()
    return int.from_bytes(blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest())
