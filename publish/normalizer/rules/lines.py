"""The lines of an article as rules read them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from publish.model import Article, Block, Blocks, Heading, Listing, Paragraph, Text
from publish.normalizer.phrases import Hit, phrases
from publish.walk import block_text, plain_text

#: Picks those of many lines that it has a use for, each by itself.
Pick = Callable[[Iterable[str]], Iterable[str]]


class Memory:
    """What was found out about the lines of one article, so that no text is looked at twice.

    Attributes:
        gone: how many lines of debris the rules before the line model have taken in this round.
        discussed: readers' comments stood below it.
        cuts: numbers of the source's lines above which the head or the number of a page stood.
    """

    def __init__(self) -> None:
        self.gone = 0
        self.discussed = False
        self.cuts: set[int] = set()
        self._picked: dict[Pick, tuple[set[str], set[str]]] = {}
        self._looked_up: set[str] = set()
        self._known: dict[str, Hit] = {}

    def picked(self, texts: set[str], pick: Pick) -> set[str]:
        """What `pick` picks of `texts`, and what it picked before."""
        seen, picked = self._picked.setdefault(pick, (set(), set()))
        if fresh := texts - seen:
            picked.update(pick(fresh))
            seen |= fresh
        return picked

    def known(self, texts: set[str]) -> Mapping[str, Hit]:
        """Those of `texts`, and of others before them, that the debris data knows."""
        if fresh := texts - self._looked_up:
            self._known.update(phrases().known(fresh))
            self._looked_up |= fresh
        return self._known

    def hit(self, line: str) -> Hit | None:
        """What the debris data knows `line` as."""
        if line not in self._looked_up:
            self.known({line})
        return self._known.get(line)


class Lines(list[str | None]):
    """For each block of an article its `plain_line`.

    Attributes:
        texts: those that are not empty.
        memory: what was found out about the lines of the same article before.
    """

    def __init__(self, lines: Iterable[str | None], memory: Memory | None = None) -> None:
        super().__init__(lines)
        self.texts = set(filter(None, self))
        self.memory = memory or Memory()

    def known(self) -> Mapping[str, Hit]:
        """The lines that the debris data knows; lines that are gone may be among them."""
        return self.memory.known(self.texts)

    def picked(self, pick: Pick) -> set[str]:
        """Those lines, none of them empty, that `pick` picks; lines that are gone may be among
        them."""
        return self.memory.picked(self.texts, pick)

    def places(self, pick: Pick) -> list[int]:
        """Where the lines stand that `pick` picks."""
        return self.places_of(self.picked(pick))

    def places_of(self, texts: Collection[str]) -> list[int]:
        """Where the lines stand that are one of `texts`."""
        if self.texts.isdisjoint(texts):
            return []
        return [at for at, line in enumerate(self) if line in texts]


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
    if type(block) is Paragraph and len(content := block.content) == 1:
        inline = content[0]
        if type(inline) is Text:
            return inline.value
    return None


def plain_lines(blocks: Blocks, memory: Memory | None = None) -> Lines:
    """The `plain_line` of each block; written out, since every rule waits for it.

    Args:
        memory: what was found out about the lines of the same article before.
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
        memory,
    )


def lines_of(article: Article) -> Lines:
    """The lines of an article of which nothing is known yet."""
    return plain_lines(article.blocks)


def text_of(block: Block) -> str:
    """The characters of a block; the common kinds are read without a walk."""
    line = plain_line(block)
    if line is not None:
        return line
    line = line_of(block)
    if line is None and isinstance(block, Listing):
        lines = [plain_line(inner) for item in block.items for inner in item]
        known = [line for line in lines if line is not None]
        line = "\n".join(known) if len(known) == len(lines) else None
    return block_text(block) if line is None else line
