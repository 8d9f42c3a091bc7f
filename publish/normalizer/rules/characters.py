"""A quick look at a line: most lines have nothing wrong with their characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from publish.model import Block, Figure, Heading, Inlines, Listing, Paragraph, Quote, Text
from publish.normalizer.rules.encoding import SUSPECT
from publish.walk import Passage, passages, plain_text


def spotless(line: str) -> bool:
    """Whether no repair of characters or spaces has anything to do in `line`.

    What is printable in Python's sense holds no control, no invisible character, and no space
    but the plain one.
    """
    return not flawed((line,))


def flawed(lines: Iterable[str]) -> set[str]:
    """Those of `lines` that are not `spotless`; written out, since it looks at every line."""
    return {
        line
        for line in lines
        if not line.isprintable()
        or "  " in line
        or ("&" in line and ";" in line)
        or line[:1] == " "
        or line[-1:] == " "
        or not (line.isascii() or SUSPECT.search(line) is None)
    }


def spotless_inside(block: Block) -> bool:
    """Whether the same holds for all that stands in a block of any kind."""
    return not flawed(map(_as_line, passages((block,))))


def _as_line(passage: Passage) -> str:
    """A passage as a line that is flawed where one of its runs of characters may be mended."""
    plain = _plain(passage.content)
    # Runs within a passage keep their outer spaces.
    return plain[0] if plain else f"|{plain_text(passage.content, notes=True)}|"


def plain_passages(block: Block) -> Sequence[str] | None:
    """The passages of a block that holds nothing but plain ones; None where it holds more."""
    if isinstance(block, Heading | Paragraph):
        return _plain(block.content)
    if isinstance(block, Listing):
        return _within([inner for item in block.items for inner in item])
    if isinstance(block, Quote) and not block.attribution:
        return _within(block.blocks)
    if isinstance(block, Figure):
        passages = [_plain(part) for part in (block.caption, block.credit) if part]
        return [text for (text,) in filter(None, passages)] if all(passages) else None
    return None


def _plain(content: Inlines) -> tuple[str] | None:
    if len(content) == 1 and type(content[0]) is Text:
        return (content[0].value,)
    return None


def _within(blocks: Iterable[Block]) -> Sequence[str] | None:
    found: list[str] = []
    for block in blocks:
        passages = plain_passages(block)
        if passages is None:
            return None
        found += passages
    return found
