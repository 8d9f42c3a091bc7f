"""Sentence ids, made once: every passage of an article cut into `Sentence` nodes.

Editions render those nodes (a span, a `par`, a cue), so that the ids agree in all of them. An id is
``p<passage>s<sentence>``, both counted from 1 in reading order, so that an edit inside one passage
leaves the ids of all others as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from publish.boundaries import spans
from publish.model import (
    Article,
    Block,
    Blocks,
    Code,
    CodeSpan,
    Emphasis,
    Figure,
    Foreign,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Listing,
    Note,
    Quote,
    Sentence,
    Strong,
    Text,
)
from publish.walk import Front, Role, language_of, map_passages, plain_text
from publish.wording import wording


def segment(article: Article, prefix: str = "") -> Article:
    """`article` with every passage cut into sentences.

    Args:
        prefix: put before each id; keeps the ids of articles bound into one book apart.
    """
    return replace(
        article, blocks=_Segmenter(language_of(article.meta), prefix).run(article.blocks)
    )


def front_matter(article: Article, prefix: str = "") -> Front:
    """Title, deck, byline and date line of `article` as sentences, worded in its language.

    The ids are ``title``, ``subtitle``, ``byline`` and ``dateline`` with `prefix` before them.
    """
    meta = article.meta
    words = wording(language_of(meta))

    def line(name: str, text: str) -> Inlines:
        return (Sentence(f"{prefix}{name}", (Text(text),)),) if text else ()

    published = words.date(meta.published) if meta.published else ""
    modified = words.updated(words.date(meta.modified)) if meta.modified else ""
    when = ", ".join(part for part in (meta.publisher, published, modified) if part)
    return Front(
        title=line("title", meta.title),
        subtitle=line("subtitle", meta.subtitle),
        byline=line("byline", words.by(words.join(meta.authors)) if meta.authors else ""),
        dateline=line("dateline", when),
    )


class _Segmenter:
    def __init__(self, language: str, prefix: str) -> None:
        self.language = language
        self.prefix = prefix
        self.passage = 0

    def run(self, blocks: Blocks) -> Blocks:
        return tuple(self.block(block) for block in blocks)

    def block(self, block: Block) -> Block:
        """Number what `map_passages` does not reach (code, images), then cut the passages."""
        match block:
            case Code():
                return replace(block, id=self.next_id())
            case Figure(image=Image() as image):
                block = replace(block, image=replace(image, id=self.next_id()))
                return map_passages(block, self.cut)
            case Quote():
                blocks = tuple(self.inside(b, Role.QUOTE) for b in block.blocks)
                who = self.cut(block.attribution, Role.ATTRIBUTION)
                return replace(block, blocks=blocks, attribution=who)
            case Listing():
                items = tuple(tuple(self.inside(b, Role.ITEM) for b in i) for i in block.items)
                return replace(block, items=items)
            case _:
                return map_passages(block, self.cut)

    def inside(self, block: Block, role: Role) -> Block:
        if isinstance(block, Code | Figure | Quote | Listing):
            return self.block(block)
        return map_passages(block, self.cut, role)

    def next_id(self) -> str:
        self.passage += 1
        return f"{self.prefix}p{self.passage}s1"

    def cut(self, inlines: Inlines, role: Role) -> Inlines:
        if not inlines:
            return inlines
        self.passage += 1
        number = self.passage
        text = plain_text(inlines)
        found = spans(text, self.language)
        cuts = [at for span in found for at in span]
        new: list[Inline] = []
        sentence = 0
        for index, piece in enumerate(split(inlines, cuts)):
            if index % 2:  # pieces alternate: what stands between sentences, a sentence, ...
                sentence += 1
                piece = self.notes(piece)
                new.append(Sentence(f"{self.prefix}p{number}s{sentence}", piece))
            else:
                new.extend(self.notes(piece))
        return tuple(new)

    def notes(self, inlines: Inlines) -> Inlines:
        """`inlines` with the text of notes cut into sentences, and images numbered."""
        new: list[Inline] = []
        for inline in inlines:
            match inline:
                case Note():
                    new.append(replace(inline, children=self.cut(inline.children, Role.NOTE)))
                case Image():
                    new.append(replace(inline, id=self.next_id()))
                case Emphasis() | Strong() | Link() | Foreign() | Sentence():
                    new.append(replace(inline, children=self.notes(inline.children)))
                case _:
                    new.append(inline)
        return tuple(new)


def split(inlines: Inlines, cuts: list[int]) -> list[Inlines]:
    """`inlines` cut at character offsets of their plain text, in ascending order.

    Emphasis and the like are closed at a cut and opened again after it. What has no characters
    (a note, an image, a page mark) stays with the piece that ends there.

    Returns:
        One piece more than there are cuts; pieces may be empty.
    """
    pieces, _ = _split(inlines, cuts, 0)
    return pieces


def _split(inlines: Inlines, cuts: list[int], start: int) -> tuple[list[Inlines], int]:
    pieces: list[list[Inline]] = [[] for _ in range(len(cuts) + 1)]
    at = start
    current = 0
    for inline in inlines:
        # A cut takes effect at the first thing with characters behind it.
        match inline:
            case Text(value) | CodeSpan(value):
                offset = 0
                while offset < len(value):
                    while current < len(cuts) and cuts[current] <= at:
                        current += 1
                    end = len(value)
                    if current < len(cuts):
                        end = min(end, offset + cuts[current] - at)
                    pieces[current].append(replace(inline, value=value[offset:end]))
                    at += end - offset
                    offset = end
            case LineBreak():
                while current < len(cuts) and cuts[current] <= at:
                    current += 1
                pieces[current].append(inline)
                at += 1
            case Emphasis() | Strong() | Link() | Foreign() | Sentence():
                inner, end = _split(inline.children, cuts, at)
                if end == at:
                    pieces[current].append(inline)
                for index, piece in enumerate(inner):
                    if piece and end > at:
                        pieces[index].append(replace(inline, children=piece))
                        current = max(current, index)
                at = end
            case _:
                # The gap before the first sentence is no home for a mark at its very start.
                if current < len(cuts) and cuts[current] == at == start == 0:
                    current += 1
                pieces[current].append(inline)
    return [tuple(piece) for piece in pieces], at


def join(article: Article) -> Article:
    """`article` as it was before `segment`: without sentences and ids.

    What was cut in two, an emphasis or a text, is one again. The inverse of `segment` for articles
    in which no two neighbours could be one.
    """
    return replace(article, blocks=tuple(_joined_block(block) for block in article.blocks))


def _joined_block(block: Block) -> Block:
    match block:
        case Code():
            return replace(block, id="")
        case Quote():
            return replace(
                block,
                blocks=tuple(_joined_block(b) for b in block.blocks),
                attribution=_joined(block.attribution),
            )
        case Listing():
            return replace(
                block, items=tuple(tuple(_joined_block(b) for b in i) for i in block.items)
            )
        case Figure(image=Image() as image):
            block = replace(block, image=replace(image, id=""))
            return map_passages(block, lambda content, _: _joined(content))
        case _:
            return map_passages(block, lambda content, _: _joined(content))


def _joined(inlines: Inlines) -> Inlines:
    new: list[Inline] = []
    for inline in _unwrapped(inlines):
        last = new[-1] if new else None
        match inline:
            case Text() if isinstance(last, Text):
                new[-1] = Text(last.value + inline.value)
            case CodeSpan() if isinstance(last, CodeSpan):
                new[-1] = CodeSpan(last.value + inline.value)
            case Emphasis() | Strong() | Link() | Foreign():
                if type(last) is type(inline) and replace(last, children=()) == replace(
                    inline, children=()
                ):
                    new[-1] = replace(last, children=(*last.children, *inline.children))
                else:
                    new.append(inline)
            case Image():
                new.append(replace(inline, id=""))
            case _:
                new.append(inline)
    return tuple(
        replace(i, children=_joined(i.children))
        if isinstance(i, Emphasis | Strong | Link | Foreign | Note)
        else i
        for i in new
    )


def _unwrapped(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, Sentence):
            yield from _unwrapped(inline.children)
        else:
            yield inline
