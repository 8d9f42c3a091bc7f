"""Writing the script of an article: every sentence once, what is no sentence announced in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, assert_never

from publish.errors import UsageError
from publish.model import (
    Article,
    Block,
    Blocks,
    Break,
    Code,
    CodeSpan,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
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
from publish.narration.anchors import asides, first_in, first_in_blocks, first_in_rows
from publish.narration.engines import Sound
from publish.narration.languages import language_runs
from publish.narration.options import SKIPPABLE, NarrationOptions
from publish.narration.pauses import pauses
from publish.narration.reading import readable
from publish.narration.script import Said, Script, ScriptChapter, Turn, Utterance
from publish.walk import Chapter, Front, Role, chapters, language_of, plain_text
from publish.wording import Wording, wording


class SpokenPart(Protocol):
    """What is read of an edition's part: an article cut into sentences, with its front matter."""

    @property
    def front(self) -> Front: ...

    @property
    def article(self) -> Article: ...


def make_script(
    parts: Sequence[SpokenPart],
    options: NarrationOptions,
    speak: Callable[[str, str], Said] | None = None,
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


def _as_written(text: str, language: str) -> Said:
    return Said(text)


def _title(part: SpokenPart, chapter: Chapter, *, bound: bool, words: Wording) -> str:
    article = " ".join(plain_text(part.front.title).split())
    heading = " ".join(plain_text(chapter.heading.content).split()) if chapter.heading else ""
    if bound and article and heading:
        return f"{article}: {heading}"
    return heading or article or words["untitled"]


class _Writer:
    """Writes one chapter."""

    def __init__(
        self, options: NarrationOptions, language: str, speak: Callable[[str, str], Said]
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
        said = self.form(text, tongue)
        voice = "" if own else dict(self.options.voice_for).get(role, "")
        if not said.text:
            pause = 0.0
        spoken = text if said.text == text else said.text  # most sentences: one string is enough
        self.said.append(
            Utterance(id, text, spoken, pause, tongue, role, voice, own, pronunciations=said.sounds)
        )

    def form(self, text: str, language: str) -> Said:
        """What is said for a text; empty when nothing is."""
        spoken = readable(text, links=not self.skips("links"))
        return self.speak(spoken, language) if spoken else Said("")

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
            self.said[-1] = self.in_turns(self.said[-1], runs)
        for inline in asides(sentence.children):
            match inline:
                case Note():
                    self.note(inline)
                case Image():
                    self.image(inline, captioned=True)
                case _:
                    pass

    def in_turns(self, utterance: Utterance, runs: list[tuple[str, str]]) -> Utterance:
        """`utterance` as it is said when each run is said in its language."""
        turns: list[Turn] = []
        sounds: list[Sound] = []
        at = 0
        for text, language in runs:
            said = self.form(text, language)
            if said.text:
                turns.append(Turn(said.text, language))
                sounds += [replace(s, first=s.first + at, last=s.last + at) for s in said.sounds]
                at += len(said.text) + 1
        spoken = " ".join(turn.spoken for turn in turns)
        return replace(utterance, spoken=spoken, turns=tuple(turns), pronunciations=tuple(sounds))

    def note(self, note: Note) -> None:
        if self.skips("notes"):
            return
        near = first_in(note.children)
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
        near = first_in_blocks(quote.blocks) or first_in(quote.attribution)
        self.announce("quote", self.words["quote"], Role.QUOTE, near)
        self.blocks(quote.blocks, Role.QUOTE)
        self.passage(quote.attribution, Role.ATTRIBUTION)
        self.announce("quote-end", self.words["quote_end"], Role.QUOTE, near)

    def listing(self, listing: Listing) -> None:
        near = first_in_blocks(tuple(block for item in listing.items for block in item))
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
        self.announce("caption", words, Role.CAPTION, first_in(caption))
        self.passage(caption, Role.CAPTION)

    def table(self, table: Table) -> None:
        if self.skips("tables"):
            return
        near = first_in(table.caption) or first_in_rows(table.rows)
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
