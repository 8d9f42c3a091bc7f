"""Writing the script of an article: every sentence once, what is no sentence announced in words."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Protocol, assert_never

from publish.errors import UsageError
from publish.model import (
    Article,
    Block,
    Blocks,
    Break,
    Cell,
    Code,
    CodeSpan,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Listing,
    Note,
    PageMark,
    Paragraph,
    Quote,
    Sentence,
    Strong,
    Table,
    Text,
)
from publish.narration.options import SKIPPABLE, NarrationOptions
from publish.narration.reading import readable
from publish.narration.script import Script, ScriptChapter, Turn, Utterance
from publish.walk import Chapter, Front, Role, chapters, flatten, language_of, plain_text
from publish.wording import Wording, wording


class SpokenPart(Protocol):
    """What is read of an edition's part: an article cut into sentences, with its front matter."""

    @property
    def front(self) -> Front: ...

    @property
    def article(self) -> Article: ...


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds of silence: `after` by role or kind, `before` by what starts, at a chapter's end."""

    after: dict[str, float]
    before: dict[str, float]
    chapter_end: float


@lru_cache(maxsize=1)
def pauses() -> Pauses:
    """The table of ``pauses.toml``."""
    text = (resources.files("publish.narration") / "pauses.toml").read_text("utf-8")
    table = tomllib.loads(text)
    before = table.pop("before")
    chapter = table.pop("chapter")
    return Pauses(table, before, chapter["end"])


def make_script(
    parts: Sequence[SpokenPart],
    options: NarrationOptions,
    speak: Callable[[str, str], str] | None = None,
) -> Script:
    """The script of `parts`: their chapters as ``walk.chapters`` cuts them, in order.

    Args:
        speak: gives the spoken form of a text in a language; the text itself when None.

    Raises:
        UsageError: `options.skip` holds something that cannot be skipped.
    """
    for name in sorted(options.skip):
        if name not in SKIPPABLE:
            raise UsageError(
                f"“{name}” cannot be skipped.", f"--skip takes: {', '.join(SKIPPABLE)}."
            )
    say = speak or _as_written
    found: list[ScriptChapter] = []
    for number, part in enumerate(parts):
        language = language_of(part.article.meta)
        for index, chapter in enumerate(chapters(part.article.blocks)):
            writer = _Writer(options, language, say)
            if index == 0:
                writer.front(part.front)
            writer.chapter(chapter)
            title = _title(part, chapter, bound=len(parts) > 1, words=wording(language))
            found.append(ScriptChapter(title, number, index, writer.finish()))
    language = language_of(parts[0].article.meta) if parts else "en"
    return Script(tuple(found), language)


def _as_written(text: str, language: str) -> str:
    return text


def _title(part: SpokenPart, chapter: Chapter, *, bound: bool, words: Wording) -> str:
    article = " ".join(plain_text(part.front.title).split())
    heading = " ".join(plain_text(chapter.heading.content).split()) if chapter.heading else ""
    if bound and article and heading:
        return f"{article}: {heading}"
    return heading or article or words["untitled"]


class _Writer:
    """Writes one chapter."""

    def __init__(
        self, options: NarrationOptions, language: str, speak: Callable[[str, str], str]
    ) -> None:
        self.options = options
        self.language = language
        self.words = wording(language)
        self.pauses = pauses()
        self.speak = speak
        self.said: list[Utterance] = []
        self.announced: set[str] = set()

    def finish(self) -> tuple[Utterance, ...]:
        self.wait(self.pauses.chapter_end)
        return tuple(self.said)

    def skips(self, kind: str) -> bool:
        return kind in self.options.skip

    # Utterances.

    def wait(self, seconds: float) -> None:
        """Let at least `seconds` of silence stand after what was said so far."""
        if self.said:
            last = self.said[-1]
            self.said[-1] = replace(last, pause=max(last.pause, seconds))

    def say(
        self, id: str, text: str, role: Role, pause: float, *, language: str = "", own: bool = False
    ) -> None:
        tongue = language or self.language
        spoken = self.form(text, tongue)
        voice = "" if own else dict(self.options.voice_for).get(role, "")
        if not spoken:
            pause = 0.0
        self.said.append(Utterance(id, text, spoken, pause, tongue, role, voice, own))

    def form(self, text: str, language: str) -> str:
        """What is said for a text; empty when nothing is."""
        spoken = readable(text, links=not self.skips("links"))
        return self.speak(spoken, language) if spoken else ""

    def announce(self, name: str, text: str, role: Role, near: str) -> None:
        """Say words of our own. The id comes from the sentence they stand at, so it is stable."""
        if not near:
            return
        id, number = f"{near}-{name}", 1
        while id in self.announced:
            number += 1
            id = f"{near}-{name}{number}"
        self.announced.add(id)
        ends = name.endswith("end")
        if not ends:
            self.wait(self.pauses.before["announcement"])
        pause = self.pauses.after[role] if ends else self.pauses.after["announcement"]
        self.say(id, text.strip(), role, pause, own=True)

    def passage(self, inlines: Inlines, role: Role) -> None:
        """Say the sentences of a passage; the last takes the pause of its role."""
        before = len(self.said)
        self.sentences(inlines, role)
        if len(self.said) > before:
            self.wait(self.pauses.after[role])

    def sentences(self, inlines: Inlines, role: Role) -> None:
        for inline in inlines:
            match inline:
                case Sentence():
                    self.sentence(inline, role)
                case Note():
                    self.note(inline)
                case Emphasis() | Strong() | Link() | Foreign():
                    self.sentences(inline.children, role)
                case Text() | CodeSpan() | Image() | LineBreak() | PageMark():
                    pass  # the white space between sentences
                case _:
                    assert_never(inline)

    def sentence(self, sentence: Sentence, role: Role) -> None:
        text = plain_text(sentence.children)
        runs = language_runs(sentence.children, self.language)
        language = runs[0][1] if len(runs) == 1 else self.language
        self.say(sentence.id, text, role, self.pauses.after["sentence"], language=language)
        if len(runs) > 1 and self.said[-1].spoken:
            turns = tuple(t for run in runs if (t := Turn(self.form(*run), run[1])).spoken)
            spoken = " ".join(turn.spoken for turn in turns)
            self.said[-1] = replace(self.said[-1], spoken=spoken, turns=turns)
        for inline in flatten_outside_notes(sentence.children):
            match inline:
                case Note():
                    self.note(inline)
                case Image():
                    self.image(inline, captioned=True)
                case _:
                    pass

    def note(self, note: Note) -> None:
        if self.skips("notes"):
            return
        near = _first(note.children)
        label = note.label if any(c.isalnum() for c in note.label) else ""
        words = self.words.say("note", label) if label else self.words["notes"]
        self.announce("note", f"{words}:", Role.NOTE, near)
        self.passage(note.children, Role.NOTE)

    def image(self, image: Image, *, captioned: bool) -> None:
        """Say what a picture shows. One without any description is named only if nothing else is
        said about it; one that is decoration is passed over."""
        if self.skips("images") or image.alt == "" or (image.alt is None and captioned):
            return
        text = self.words.say("image", image.alt) if image.alt else self.words["image_unknown"]
        pause = self.pauses.after[Role.IMAGE]
        if image.id:
            self.say(image.id, text, Role.IMAGE, pause)

    # Blocks.

    def front(self, front: Front) -> None:
        for passage in front.passages():
            self.passage(passage.content, passage.role)

    def chapter(self, chapter: Chapter) -> None:
        if chapter.heading:
            self.block(chapter.heading)
        self.blocks(chapter.blocks)

    def blocks(self, blocks: Blocks, role: Role = Role.PARAGRAPH) -> None:
        for block in blocks:
            self.block(block, role)

    def block(self, block: Block, role: Role = Role.PARAGRAPH) -> None:
        match block:
            case Heading():
                self.wait(self.pauses.before["heading"])
                self.passage(block.content, Role.HEADING)
            case Paragraph():
                self.passage(block.content, role)
            case Quote():
                self.quote(block)
            case Listing():
                self.listing(block)
            case Figure():
                self.figure(block)
            case Table():
                self.table(block)
            case Code():
                self.code(block)
            case Break():
                self.wait(self.pauses.before["break"])
            case _:
                assert_never(block)

    def quote(self, quote: Quote) -> None:
        if self.skips("quotes"):
            return
        near = _first_of(quote.blocks) or _first(quote.attribution)
        self.announce("quote", self.words["quote"], Role.QUOTE, near)
        self.blocks(quote.blocks, Role.QUOTE)
        self.passage(quote.attribution, Role.ATTRIBUTION)
        self.announce("quote-end", self.words["quote_end"], Role.QUOTE, near)

    def listing(self, listing: Listing) -> None:
        near = _first_of(tuple(block for item in listing.items for block in item))
        count = self.words.count("list", len(listing.items))
        self.announce("list", count, Role.ITEM, near)
        for item in listing.items:
            self.blocks(item, Role.ITEM)
        self.announce("list-end", self.words["list_end"], Role.ITEM, near)

    def figure(self, figure: Figure) -> None:
        if figure.image:
            self.image(figure.image, captioned=bool(figure.caption))
        if not self.skips("captions"):
            self.captioned(figure.caption)
            self.passage(figure.credit, Role.CREDIT)

    def captioned(self, caption: Inlines) -> None:
        words = self.words.say("caption", "")
        self.announce("caption", words, Role.CAPTION, _first(caption))
        self.passage(caption, Role.CAPTION)

    def table(self, table: Table) -> None:
        if self.skips("tables"):
            return
        near = _first(table.caption) or _first_cell(table.rows)
        columns = max((sum(cell.colspan for cell in row) for row in table.rows), default=0)
        words = self.words.say("table", len(table.rows), columns)
        self.announce("table", words, Role.CELL, near)
        self.passage(table.caption, Role.CAPTION)
        for row in table.rows:
            self.wait(self.pauses.before["row"])
            for cell in row:
                self.passage(cell.content, Role.CELL)
        self.announce("table-end", self.words["table_end"], Role.CELL, near)

    def code(self, code: Code) -> None:
        if self.skips("code") or not code.id:
            return
        self.announce("code", self.words["code"], Role.CODE, code.id)
        self.say(code.id, code.value, Role.CODE, self.pauses.after[Role.CODE])
        self.announce("code-end", self.words["code_end"], Role.CODE, code.id)


def flatten_outside_notes(inlines: Inlines) -> list[Inline]:
    """Notes and images of a sentence in order; what a note holds is the note's own."""
    found: list[Inline] = []
    for inline in inlines:
        match inline:
            case Note() | Image():
                found.append(inline)
            case Emphasis() | Strong() | Link() | Foreign() | Sentence():
                found.extend(flatten_outside_notes(inline.children))
            case _:
                pass
    return found


def language_runs(inlines: Inlines, language: str) -> list[tuple[str, str]]:
    """The text of a sentence in runs of one language each; `language` is that around it.

    A run without a letter or a digit goes to the one before it: quotation marks have no language.
    """
    runs: list[tuple[str, str]] = []
    for text, tongue in _tongues(inlines, language):
        if runs and (runs[-1][1] == tongue or not any(c.isalnum() for c in text)):
            runs[-1] = (runs[-1][0] + text, runs[-1][1])
        elif runs and not any(c.isalnum() for c in runs[-1][0]):
            runs[-1] = (runs[-1][0] + text, tongue)
        elif text:
            runs.append((text, tongue))
    return runs or [("", language)]


def _tongues(inlines: Inlines, language: str) -> Iterator[tuple[str, str]]:
    for inline in inlines:
        match inline:
            case Foreign():
                yield from _tongues(inline.children, inline.language)
            case Emphasis() | Strong() | Link() | Sentence():
                yield from _tongues(inline.children, language)
            case Text(value) | CodeSpan(value):
                yield value, language
            case LineBreak():
                yield "\n", language
            case Note() | Image() | PageMark():
                pass
            case _:
                assert_never(inline)


def _first(inlines: Inlines) -> str:
    """The id of the first sentence in `inlines`, at any depth."""
    return next((i.id for i in flatten(inlines) if isinstance(i, Sentence)), "")


def _first_cell(rows: tuple[tuple[Cell, ...], ...]) -> str:
    return next((id for row in rows for cell in row if (id := _first(cell.content))), "")


def _first_of(blocks: Blocks) -> str:
    """The id of the first sentence, picture or code in `blocks`."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                id = _first(block.content)
            case Quote():
                id = _first_of(block.blocks) or _first(block.attribution)
            case Listing():
                id = _first_of(tuple(inner for item in block.items for inner in item))
            case Figure():
                id = (block.image.id if block.image else "") or _first(block.caption)
                id = id or _first(block.credit)
            case Table():
                id = _first(block.caption) or _first_cell(block.rows)
            case Code():
                id = block.id
            case Break():
                id = ""
            case _:
                assert_never(block)
        if id:
            return id
    return ""
