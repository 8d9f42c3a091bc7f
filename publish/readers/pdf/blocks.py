"""Lines in reading order made into headings, paragraphs, lists and pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from publish.model import (
    Block,
    Figure,
    Heading,
    Image,
    Inline,
    Listing,
    Origin,
    PageMark,
    Paragraph,
    Text,
)
from publish.readers.inlines import tidy
from publish.readers.pdf.lines import Line

#: Type this much larger than the body's is a heading's.
LARGER = 1.12
#: A heading is short (characters); what is longer is a deck or a quotation in large type.
_LONGEST_HEADING = 220
#: Lines farther apart than this share of the usual distance begin a new paragraph.
_APART = 1.35
#: First lines are set in by at least this much (font sizes).
_INDENT = 0.9
#: A last line ends at least this far before the column's edge (share of its width).
_SHORT = 0.9
_BULLET = re.compile(r"[•●▪■◦‣∙·–—-]\s+(?=\S)|[\uf0b7\uf0a7]\s*")
_NUMBERED = re.compile(r"\(?(\d{1,3})[.)]\s+(?=\S)")
#: The number of a heading, which stands before it as a cell does: "1", "2.3", "A".
_HANGING = re.compile(r"(?:\d{1,3}|[A-Z])(?:\.\d{1,3})*\.?")
_CLOSED = (".", "!", "?", ":", "”", '"', "’", "»", ")", "…")


@dataclass(slots=True)
class _Part:
    """Lines of one paragraph or heading, as inlines are made of them."""

    lines: list[Line]
    page: int
    marks: dict[int, str] = field(default_factory=dict)  # index of a line -> page that begins there


@dataclass(frozen=True, slots=True)
class Flow:
    """A line with the page it is on and the label of that page."""

    line: Line
    page: int
    label: str
    picture: bytes = b""


def body_size(lines: Iterable[Line]) -> float:
    """The size of most characters, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def to_blocks(flow: Sequence[Flow], name: str) -> tuple[str, tuple[Block, ...]]:
    """The title that the first page sets in the largest type ("" for none), and the blocks."""
    text = [each.line for each in flow if each.line.picture < 0]
    body = body_size(text)
    leading = _leading(text, body)
    hyphens = _Hyphens(text)
    parts = _parts(flow, body, leading)
    levels = _levels(parts, body)
    title, blocks = "", list[Block]()
    for part in parts:
        first = part.lines[0]
        origin = Origin(name, part.page, part.page)
        if first.picture >= 0:
            picture = next((f.picture for f in flow if f.line is first), b"")
            from publish.readers.pictures import media_type

            blocks.append(Figure(Image("", None, media_type(picture), picture), origin=origin))
            continue
        content = tidy(_inlines(part, hyphens))
        level = levels.get(_rank(part, body), 0)
        plain = "".join(i.value for i in content if isinstance(i, Text))
        if level and len(plain) <= _LONGEST_HEADING and not plain.endswith((",", ";")):
            if level == 1 and not title and part.page == 1 and not blocks:
                title = plain
                blocks.extend(Paragraph((mark,)) for mark in content if isinstance(mark, PageMark))
                continue
            blocks.append(Heading(level, content, origin))
        else:
            blocks.append(Paragraph(content, origin))
    return title, tuple(_with_lists(_marks_moved(blocks)))


def _leading(lines: Sequence[Line], body: float) -> float:
    steps: Counter[float] = Counter()
    for above, below in pairwise(lines):
        step = above.bottom - below.bottom
        if above.size == below.size == body and 0 < step < 4 * body:
            steps[round(step * 2) / 2] += 1
    return steps.most_common(1)[0][0] if steps else body * 1.2


def _parts(flow: Sequence[Flow], body: float, leading: float) -> list[_Part]:
    parts: list[_Part] = []
    label = ""
    column: list[Line] = []
    for at, each in enumerate(flow):
        line = each.line
        turned = at == 0 or each.page != flow[at - 1].page
        previous = parts[-1].lines[-1] if parts else None
        if previous is None or turned or line.bottom > previous.bottom + line.size:
            column = [
                f.line
                for f in flow[at:]
                if f.page == each.page and abs(f.line.left - line.left) < 40
            ]
        fresh = previous is None or _begins(previous, line, column, leading, turned)
        # A row of cells after another is no part of it, though nothing else parts the two.
        fresh = fresh or (_in_row(flow, at) and not _beside(flow, at) and _in_row(flow, at - 1))
        if fresh:
            parts.append(_Part([line], each.page))
        else:
            parts[-1].lines.append(line)
        if turned and each.label and each.label != label:
            label = each.label
            parts[-1].marks[len(parts[-1].lines) - 1] = label
    return parts


def _beside(flow: Sequence[Flow], at: int) -> bool:
    """Whether the line at `at` stands in one row with the line before it, to its right."""
    if not 0 < at < len(flow) or flow[at].page != flow[at - 1].page:
        return False
    return _level(flow[at - 1].line, flow[at].line)


def _level(left: Line, right: Line) -> bool:
    return abs(left.middle - right.middle) < 0.4 * right.size and right.left > left.right


def _in_row(flow: Sequence[Flow], at: int) -> bool:
    return _beside(flow, at) or _beside(flow, at + 1)


def _begins(above: Line, line: Line, column: Sequence[Line], leading: float, turned: bool) -> bool:
    """Whether `line` begins a paragraph, after `above`."""
    if above.picture >= 0 or line.picture >= 0:
        return True
    if _HANGING.fullmatch(above.text) and above.size == line.size and _level(above, line):
        return False
    if abs(above.size - line.size) > 0.6 or above.bold != line.bold:
        return True
    if _BULLET.match(line.text) or _NUMBERED.match(line.text):
        return True
    jumped = turned or line.bottom > above.bottom + line.size  # the next column or page
    ended = above.text.endswith(_CLOSED)
    if jumped:
        return ended or (line.text[:1].isupper() and not above.text.endswith(("-", ",")))
    step = above.bottom - line.bottom
    if step > _APART * max(leading * line.size / max(above.size, 1), line.size * 1.1):
        return True
    right = max((each.right for each in column), default=above.right)
    left = min(above.left, line.left)
    if line.left - above.left > _INDENT * line.size and ended:
        return True
    return ended and above.right < left + _SHORT * (right - left) and line.text[:1].isupper()


def _rank(part: _Part, body: float) -> tuple[float, bool]:
    line = part.lines[0]
    return (line.size, line.bold)


def _levels(parts: Sequence[_Part], body: float) -> dict[tuple[float, bool], int]:
    """Kinds of type that head sections: larger ones, then bold lines of the body's size."""
    kinds = {
        _rank(part, body)
        for part in parts
        if part.lines[0].picture < 0 and part.lines[0].size >= LARGER * body
    }
    ranked = sorted({size for size, _ in kinds}, reverse=True)[:4]
    levels = {kind: min(ranked.index(kind[0]) + 1, 5) for kind in kinds if kind[0] in ranked}
    bold = [
        part
        for part in parts
        if _rank(part, body) == (body, True)
        and len(part.lines) <= 2
        and not part.lines[-1].text.endswith((".", ",", ";", ":"))
    ]
    plain = sum(len(p.lines) for p in parts if not p.lines[0].bold)
    if bold and len(bold) * 4 < plain:
        levels[(body, True)] = min(len(ranked) + 1, 6)
    return levels


class _Hyphens:
    """Whether a word parted at a line's end keeps its hyphen: as the rest of the text has it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._words: set[str] = set()
        for line in lines:
            self._words.update(re.findall(r"\w+(?:-\w+)*", line.text.casefold())[:-1])

    def join(self, above: str, below: str) -> str:
        """Two lines as one text."""
        head = re.search(r"(\w+)-$", above)
        tail = re.match(r"\w+", below)
        if not head or not tail:
            return above + below if above.endswith(("-", "—", "–", "/")) else f"{above} {below}"
        joined, kept = f"{head[1]}{tail[0]}".casefold(), f"{head[1]}-{tail[0]}".casefold()
        if (kept in self._words and joined not in self._words) or not tail[0][0].islower():
            return above + below
        return above[:-1] + below


def _inlines(part: _Part, hyphens: _Hyphens) -> list[Inline]:
    out: list[Inline] = []
    text = ""
    for number, line in enumerate(part.lines):
        if number in part.marks:
            if text:
                joined = hyphens.join(text, line.text)
                # A word that runs over the page's edge stands before the mark as a whole.
                cut = len(joined) - len(line.text)
                if not joined[:cut].endswith(" "):
                    space = joined.find(" ", cut)
                    cut = space + 1 if space >= 0 else len(joined)
                out.append(Text(joined[:cut]))
                text = joined[cut:]
            else:
                text = line.text
            out.append(PageMark(part.marks[number]))
        else:
            text = hyphens.join(text, line.text) if text else line.text
    return [*out, Text(text)]


def _marks_moved(blocks: Sequence[Block]) -> list[Block]:
    """Page marks without a text of their own put before the text that follows."""
    out: list[Block] = []
    owed: list[Inline] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if all(isinstance(inline, PageMark) for inline in block.content):
                owed.extend(block.content)
                continue
            block = Paragraph((*owed, *block.content), block.origin)
            owed = []
        elif isinstance(block, Heading) and owed:
            block = Heading(block.level, (*owed, *block.content), block.origin)
            owed = []
        out.append(block)
    return out


def _with_lists(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that begin with a bullet, or with numbers that count on, as lists."""
    out: list[Block] = []
    for block in blocks:
        item = _item(block)
        last = out[-1] if out else None
        if item is None:
            out.append(block)
            continue
        number, paragraph = item
        if isinstance(last, Listing) and number == _next(last):
            items = (*last.items, (paragraph,))
            out[-1] = Listing(items, last.ordered, last.start, last.origin)
            continue
        if number is None or number == 1:
            out.append(Listing(((paragraph,),), number is not None, number or 1, paragraph.origin))
        else:
            out.append(block)
    return out


def _next(listing: Listing) -> int | None:
    """The number that the next item of `listing` bears; None where its items bear none."""
    return listing.start + len(listing.items) if listing.ordered else None


def _item(block: Block) -> tuple[int | None, Paragraph] | None:
    if not isinstance(block, Paragraph):
        return None
    at = next((n for n, inline in enumerate(block.content) if isinstance(inline, Text)), None)
    if at is None:
        return None
    first = block.content[at]
    assert isinstance(first, Text)
    match = _BULLET.match(first.value) or _NUMBERED.match(first.value)
    if not match or (match[0][0] in "–—-" and len(first.value) < 3):
        return None
    rest = (*block.content[:at], Text(first.value[match.end() :]), *block.content[at + 1 :])
    number = int(match[1]) if match.re is _NUMBERED else None
    return number, Paragraph(rest, block.origin)
