"""Teasers whose headline runs into its summary: "Bridge Closed For GoodThe bridge is old."

A menu that shows other articles comes out so where its page sets headline and summary side by
side with nothing between. Many names have a capital inside, and so have headings that ran into the
author's own paragraphs: teasers are only taken for such above the first paragraph, several of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from publish.normalizer.rules.opening import SENTENCE_END, is_prose

#: A word that ends and the next that begins with a capital, or a closing mark and such a word.
_SEAM = re.compile(
    r"(?<=[^\W\d_A-Z]{2})(?=[A-Z][a-z]*[\s'’,])|(?<=[\w?!][)\]?!\"”’])(?=[A-Z][a-z]*\s)"
    r"|(?<=\d)(?=[A-Z][a-z]+\s)|(?<=[^\W\d_A-Z]{2})(?=\d+-)"
)
_WORD = re.compile(r"[^\W\d_][\w'’]*")
#: Words on either side of the seam, and how many such lines a menu has. Of 404 labelled pages one
#: has so many above its text, 25 of them, all debris; elsewhere 168 such lines are debris and 79
#: the article's, most of these with a name that has a capital inside.
_HEADLINE, _SUMMARY, _FEWEST = 3, 4, 3
#: Characters of a headline, and the first of its summary.
_LONGEST = 160
#: The share of a headline's words of more than three letters that begin with a capital.
_CAPITALS, _LONG_WORD = 0.8, 3
#: Words of a paragraph, and how many the text below must have.
_PROSE, _PARAGRAPHS = 20, 3


def above_text(lines: Sequence[str | None]) -> list[int]:
    """Where the teasers stand that run together, above the first paragraph of the text."""
    sure = 0
    for at, line in enumerate(lines):
        if line is None:
            return []
        if line.count(" ") < _HEADLINE + _SUMMARY - 1 or not line.endswith(SENTENCE_END):
            continue
        if _is_glued(line):
            sure += 1
        elif is_prose(line, _PROSE):
            if sure < _FEWEST:
                return []
            paragraphs = (other for other in lines[at:] if other is None or is_prose(other, _PROSE))
            if len(list(islice(paragraphs, _PARAGRAPHS))) < _PARAGRAPHS:
                return []
            return [above for above in range(at) if _is_glued(lines[above] or "")]
    return []


def _is_glued(line: str) -> bool:
    """Whether a line is a headline with more behind it."""
    seams = (seam.start() for seam in _SEAM.finditer(line, 0, _LONGEST))
    return any(
        line.count(" ", 0, seam) >= _HEADLINE - 1
        and line.count(" ", seam) >= _SUMMARY - 1
        and _is_headline(line[:seam])
        for seam in seams
    )


def _is_headline(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if len(word) > _LONG_WORD]
    return len(words) > 1 and sum(w[0].isupper() for w in words) >= _CAPITALS * len(words)
