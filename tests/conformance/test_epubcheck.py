"""EPUBCheck says nothing, neither error nor warning nor usage, whatever the article."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.checks.epub import check
from publish.edition import EpubOptions, Options
from publish.exporters.epub import export, export_audio
from publish.model import Article, Heading, Image, Metadata, Paragraph, Text
from tests.exporters.epub.helpers import build, edition
from tests.narration.speaking import edition_of
from tests.samples import every_block, para, picture, words
from tests.strategies import articles


def sections(count: int, title: str) -> Article:
    blocks = [
        block
        for number in range(count)
        for block in (
            Heading(1, words(f"Section {number}")),
            para(f"The {number}. boat lay on the sand. Mara wrote its name down."),
        )
    ]
    return Article(Metadata(title), tuple(blocks))


def hard_cases() -> Iterable[tuple[str, tuple[Article, ...]]]:
    """A name and the articles of each book."""
    yield "every-block", (every_block(),)
    yield "one-word", (Article(Metadata("One"), (para("Word"),)),)
    yield "nothing-known", (Article(Metadata(), (para("No title stands above this."),)),)
    yield "no-text", (Article(Metadata("Empty"), ()),)
    yield "long-title", (Article(Metadata("Tide and time " * 360), (para("Text."),)),)
    control = "Bell \x07, zero \x00, vertical \x0b, half a pair \ud800, no character \ufffe."
    markup = "]]> <script>alert(1)</script> &nbsp; <!-- -- > <?xml?>"
    wild = (para(control), para(markup), Heading(2, words(markup)))
    yield "controls-and-markup", (Article(Metadata(control + markup, markup, (markup,)), wild),)
    broken = (
        Paragraph((Image("gone.png", "Gone"), Text(" and "), Image("b.png", None, "", b"broken"))),
        Paragraph((Image("huge.png", "Huge", "image/png", picture(3000, 2400)),)),
        Paragraph((Image("w.webp", "Web", "image/webp", picture(40, 40, "WEBP")),)),
        Paragraph((Image("c.tif", "Press", "image/tiff", picture(40, 40, "TIFF")),)),
    )
    yield "pictures", (Article(Metadata("Pictures"), broken),)
    yield "chinese", (Article(Metadata("七条船", language="zh"), (para("潮水退了。船有七条。"),)),)
    mixed = para("قال: “Count them twice” ثم كتب 船 و 7.")
    yield "arabic", (Article(Metadata("قوارب الميناء", language="ar"), (mixed,)),)
    yield "sections-300", (sections(300, "Three hundred"),)
    long = tuple(para(f"Sentence {n} of a long text without headings. " * 9) for n in range(500))
    yield "no-headings", (Article(Metadata("Long"), long),)
    yield (
        "bound",
        (every_block(), Article(Metadata("كتاب", language="ar"), (mixed,)), every_block()),
    )
    yield "bound-untitled", (Article(), Article(Metadata(), (para("Text."),)))


def test_hard_cases(tmp_path: Path) -> None:
    books: list[Path] = []
    for name, bound in hard_cases():
        book = tmp_path / f"{name}.epub"
        build(book, *bound, title="Bound" if len(bound) > 1 else "")
        books.append(book)
    look = Options(epub=EpubOptions(("dyslexic", "large-print"), "Merrow Readers"))
    books.append(tmp_path / "profiles.epub")
    build(books[-1], every_block(), options=look)
    faults = [line for o in check(books) if o.findings for line in o.lines()]
    assert not faults, "\n".join(faults)


@pytest.mark.timeout(900)  # EPUBCheck itself takes most of a minute, more on a busy machine
def test_a_book_of_5000_sections(tmp_path: Path) -> None:
    book = tmp_path / "book.epub"
    build(book, sections(5000, "Five thousand"))
    assert not check([book])[0].findings


def test_random_articles(tmp_path: Path) -> None:
    made: dict[Path, str] = {}

    @settings(
        max_examples=60,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(articles, min_size=1, max_size=2))
    def write(several: list[Article]) -> None:
        book = tmp_path / f"{len(made)}.epub"
        export(edition(*several, title="Bound"), book)
        made[book] = repr(several)

    write()
    _pass(made)


def test_random_articles_that_read_themselves_aloud(tmp_path: Path) -> None:
    made: dict[Path, str] = {}

    @settings(
        max_examples=15,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(articles)
    def write(article: Article) -> None:
        book = tmp_path / f"{len(made)}.audio.epub"
        with edition_of(article, tmp_path / "cache") as spoken:
            export_audio(spoken, book)
        made[book] = repr(article)

    write()
    _pass(made)


def _pass(made: dict[Path, str]) -> None:
    """Fail with the articles whose books EPUBCheck has something to say about."""
    faulty = [outcome for outcome in check(list(made)) if outcome.findings]
    lines = [line for o in faulty[:3] for line in (*o.lines(), made[o.path])]
    assert not faulty, "\n".join(lines)
