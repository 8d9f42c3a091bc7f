"""The lines of an article as rules read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from publish.model import Article, Block, Blocks, Heading, Listing, Paragraph, Text
from publish.walk import block_text, plain_text

#: Picks those of many lines that it has a use for, each by itself.
Pick = Callable[[Iterable[str]], Iterable[str]]


class Picked:
    """What was picked from the lines of one article, so that no text is looked at twice."""

    def __init__(self) -> None:
        self._known: dict[Pick, tuple[set[str], set[str]]] = {}

    def of(self, texts: set[str], pick: Pick) -> set[str]:
        """What `pick` picked of `texts` and of those before them."""
        seen, picked = self._known.setdefault(pick, (set(), set()))
        if fresh := texts - seen:
            picked.update(pick(fresh))
            seen |= fresh
        return picked


class Lines(list[str | None]):
    """For each block of an article its `plain_line`."""

    def __init__(self, lines: Iterable[str | None], picked: Picked | None = None) -> None:
        super().__init__(lines)
        self._texts = {line for line in self if line}
        self._picked = picked or Picked()

    def picked(self, pick: Pick) -> set[str]:
        """Those lines, none of them empty, that `pick` picks; lines that are gone may be among
        them."""
        return self._picked.of(self._texts, pick)

    def places(self, pick: Pick) -> list[int]:
        """Where the lines stand that `pick` picks."""
        picked = self.picked(pick)
        if picked.isdisjoint(self._texts):
            return []
        return [at for at, line in enumerate(self) if line in picked]


def line_of(block: Block) -> str | None:
    """The text of a paragraph or heading; None for other blocks."""
    if type(block) is Paragraph or type(block) is Heading:
        content = block.content
        if len(content) == 1 and type(content[0]) is Text:
            return content[0].value
        return plain_text(content)
    return None


def plain_line(block: Block) -> str | None:
    """The text of a paragraph that holds nothing but text; None for all else."""
    if type(block) is Paragraph and len(block.content) == 1:
        inline = block.content[0]
        if type(inline) is Text:
            return inline.value
    return None


def plain_lines(blocks: Blocks, picked: Picked | None = None) -> Lines:
    """The `plain_line` of each block; written out, since every rule waits for it.

    Args:
        picked: what was picked from the lines of the same article before.
    """
    return Lines(
        [
            content[0].value
            if type(block) is Paragraph
            and len(content := block.content) == 1
            and type(content[0]) is Text
            else None
            for block in blocks
        ],
        picked,
    )


def lines_of(article: Article) -> Lines:
    """The lines of an article of which nothing is known yet."""
    return plain_lines(article.blocks)


def text_of(block: Block) -> str:
    """The characters of a block; the common kinds are read without a walk."""
    line = line_of(block)
    if line is None and isinstance(block, Listing):
        lines = [plain_line(inner) for item in block.items for inner in item]
        known = [line for line in lines if line is not None]
        line = "\n".join(known) if len(known) == len(lines) else None
    return block_text(block) if line is None else line
