"""An edition's material: the cleaned article or articles, cut into sentences, and the options.

Made once by the pipeline and given to every exporter, so that all editions agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publish.model import Article, Metadata
from publish.segment import front_matter, segment
from publish.walk import Front

if TYPE_CHECKING:
    from publish.narration.narration import Narration


@dataclass(frozen=True, slots=True)
class Part:
    """One article of an edition: its front matter and its blocks, both cut into sentences."""

    front: Front
    article: Article


@dataclass(frozen=True, slots=True)
class TextOptions:
    """Options of the plain-text editions.

    Attributes:
        profile: a page of ``data/text/profiles.toml``; what is set otherwise goes before it.
        columns: characters a line of large print; 40 fits 18 point on A4 and Letter.
        spacing: 1 for single-spaced lines, 2 for an empty line below each, 3 for two.
        page_breaks: a form feed before each section.
        page_lines: lines a page of large print holds, its number included; 0 for no pages.
        page_numbers: the number of the page in its last line.
        ascii_only: letters without accents, straight quotes, other scripts in Latin letters, for
            printers that know nothing else.
    """

    profile: str = ""
    columns: int = 40
    spacing: int = 1
    page_breaks: bool = False
    page_lines: int = 0
    page_numbers: bool = True
    ascii_only: bool = False


@dataclass(frozen=True, slots=True)
class BrailleOptions:
    """Options of the braille editions.

    Attributes:
        table: a table of liblouis ("en-us-g2.ctb"); empty for the one of the article's language.
        grade: 1 for uncontracted, 2 for contracted braille, where the language has both.
        cells: a line's.
        lines: a page's, the one with the page number among them.
    """

    table: str = ""
    grade: int = 2
    cells: int = 40
    lines: int = 25


@dataclass(frozen=True, slots=True)
class HtmlOptions:
    """Options of the web page.

    Attributes:
        sound_beside: the sound in a file of its own beside the page, not inside it.
    """

    sound_beside: bool = False


@dataclass(frozen=True, slots=True)
class PaperOptions:
    """Options of the editions on paper: PDF and Word.

    Attributes:
        profile: a page of ``data/paper/profiles.toml``.
        size: of the text in points; 0 for the profile's.
        spacing: of lines, as a multiple of single; 0 for the profile's.
        paper: ``a4``, ``a3``, ``letter`` or ``legal``; empty for the profile's.
    """

    profile: str = "rnib-large"
    size: float = 0
    spacing: float = 0
    paper: str = ""


@dataclass(frozen=True, slots=True)
class AudioOptions:
    """Options of the audio editions.

    Attributes:
        chapter_files: ending of the files that a playlist names: mp3, m4b, opus, flac, ogg, wav.
    """

    chapter_files: str = "mp3"


@dataclass(frozen=True, slots=True)
class DaisyOptions:
    """Options of the talking books.

    Attributes:
        folder: write the book's folder, too, as it goes on a player's card.
    """

    folder: bool = False


@dataclass(frozen=True, slots=True)
class EpubOptions:
    """Options of the EPUB editions.

    Attributes:
        profiles: of ``dyslexic`` and ``large-print``; the later one wins where they differ.
        certifier: who vouches for conformance to EPUB Accessibility; without one none is claimed.
        words: mark each word as it is heard, where the engine gives the times of words.
    """

    profiles: tuple[str, ...] = ()
    certifier: str = ""
    words: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for, by family of formats."""

    text: TextOptions = field(default_factory=TextOptions)
    braille: BrailleOptions = field(default_factory=BrailleOptions)
    epub: EpubOptions = field(default_factory=EpubOptions)
    html: HtmlOptions = field(default_factory=HtmlOptions)
    paper: PaperOptions = field(default_factory=PaperOptions)
    audio: AudioOptions = field(default_factory=AudioOptions)
    daisy: DaisyOptions = field(default_factory=DaisyOptions)
    cover: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Edition:
    """What an exporter is given.

    Attributes:
        meta: of the whole: the article's own, or the bound book's.
        parts: one for each article; more than one only in a bound book.
        narration: the spoken article, shared by all editions with audio; None when no format
            of this build needs it.
    """

    meta: Metadata
    parts: tuple[Part, ...]
    options: Options = field(default_factory=Options)
    narration: Narration | None = None

    @property
    def authors(self) -> tuple[str, ...]:
        """The book's own authors, or those of all its articles, each once."""
        if self.meta.authors:
            return self.meta.authors
        return tuple(dict.fromkeys(n for part in self.parts for n in part.article.meta.authors))

    @property
    def bound(self) -> bool:
        """Whether several articles are bound into this edition."""
        return len(self.parts) > 1


def make_parts(articles: tuple[Article, ...]) -> tuple[Part, ...]:
    """Cut each article into sentences; ids get ``a<number>`` before them in a bound book."""
    many = len(articles) > 1
    return tuple(
        Part(front_matter(article, prefix), segment(article, prefix))
        for number, article in enumerate(articles, 1)
        for prefix in (f"a{number}" if many else "",)
    )
