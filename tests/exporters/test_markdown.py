from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.exporters import EXPORTERS
from publish.model import (
    Article,
    Block,
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
    LineBreak,
    Link,
    Listing,
    Metadata,
    Note,
    PageMark,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from publish.readers.markdown import read
from publish.readers.source import from_path
from publish.segment import join
from tests.exporters.editions import article, edition
from tests.samples import every_block, para, picture, words


def round_trip(source: Article, folder: Path) -> tuple[Article, str]:
    target = folder / "article.md"
    EXPORTERS.get("md")(edition(source), target)
    return read(from_path(target))[0], target.read_text("utf-8")


def test_every_block_is_read_back_as_it_was(tmp_path: Path) -> None:
    back, _ = round_trip(every_block(), tmp_path)
    assert back.meta == every_block().meta
    for old, new in zip(every_block().blocks, back.blocks, strict=True):
        assert new == old


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "1. no list",
        "2024) no list",
        "- no list",
        "+ no list",
        "> no quote",
        "---",
        "===",
        "***",
        "a * b * c and _d_ and **e** and `f` and ~~g~~",
        "[no](link) ![no](image) [^1] [x]: y",
        "<b>no</b> & &amp; &#65; a < b",
        "back\\slash \\* and \\",
        ": no definition",
        "| no | table |",
        "https://example.org/a_b*c?x=1&copy=2",
        "tail #",
        "~~~",
        "$5 and 10%",
        "line — dash",
    ],
)
def test_text_that_looks_like_markdown_stays_text(text: str, tmp_path: Path) -> None:
    source = article(Heading(2, words(text)), para(text), Listing(((para(text),),)))
    back, _ = round_trip(source, tmp_path)
    assert back.blocks == source.blocks


TEXTS = (
    st.text(st.sampled_from("ab é*_`[]()<>&#!~\\|-—.1日"), min_size=1, max_size=12)
    .map(lambda s: " ".join(s.split()))
    .filter(lambda s: bool(s) and any(c.isalnum() for c in s))
)
LEAF: st.SearchStrategy[Inline] = st.one_of(
    TEXTS.map(Text),
    TEXTS.map(CodeSpan),
    st.builds(PageMark, st.sampled_from(("1", "xii"))),
)


def nest(children: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    inside = st.lists(children, min_size=1, max_size=3).map(lambda c: (Text("x"), *c, Text("y")))
    return st.one_of(inside.map(Emphasis), inside.map(Strong))


NESTED = st.recursive(LEAF, nest, max_leaves=4)
INLINE = st.one_of(LEAF, NESTED, NESTED.map(lambda i: Foreign((i,), "fr"))).map(lambda i: (i,))
# Two line ends together begin a paragraph to every reader.
RUN = st.one_of(INLINE, st.just((LineBreak(), Text("q "))))
CONTENT = st.lists(RUN, max_size=4).map(
    lambda c: (Text("A "), *(i for r in c for i in r), Text(" z"))
)


def tidied(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    from publish.readers.inlines import tidy

    return tidy(content)


CONTENTS = CONTENT.map(tidied)
LINKED = st.builds(
    lambda a, b: (*a, Text(" "), Link(b, "https://example.org/a?b=(c)"), Text(" z")),
    CONTENTS,
    CONTENTS,
)
PARAGRAPH = st.one_of(CONTENTS, CONTENTS).map(Paragraph)
CODE = st.builds(Code, st.sampled_from(("x = 1", "```\na\n```", "<&>\n\n  y")), st.just("python"))


def blocks_in(children: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    run = st.lists(children, max_size=2).map(tuple)
    item = st.builds(lambda p, rest: (p, *rest), PARAGRAPH, run)
    return st.one_of(
        st.builds(Quote, item, st.sampled_from(((), words("Ann Lee")))),
        st.builds(Listing, st.lists(item, min_size=1, max_size=3).map(tuple), st.booleans()),
    )


TABLE = st.builds(
    lambda cells, header: Table(
        tuple(tuple(Cell(c, header and not n) for c in cells[n * 2 : n * 2 + 2]) for n in range(2))
    ),
    st.lists(CONTENTS, min_size=4, max_size=4),
    st.booleans(),
)
BLOCK = st.recursive(st.one_of(PARAGRAPH, CODE, TABLE), blocks_in, max_leaves=4)  # type: ignore[arg-type]
BLOCKS = st.lists(
    st.one_of(BLOCK, st.just(Break()), st.builds(Heading, st.integers(2, 6), st.just(words("T")))),
    max_size=4,
).map(tuple)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(BLOCKS)
def test_any_article_is_read_back(tmp_path_factory: pytest.TempPathFactory, blocks: tuple) -> None:  # type: ignore[type-arg]
    source = Article(Metadata(title="A title", language="en"), blocks)
    back, text = round_trip(source, tmp_path_factory.mktemp("md"))
    assert back.blocks == join(source).blocks, text


def test_emphasis_inside_strong_keeps_its_sign(tmp_path: Path) -> None:
    source = article(Paragraph((Strong((Emphasis(words("so")), Text(" much"))), Text("!"))))
    back, text = round_trip(source, tmp_path)
    assert back.blocks == source.blocks
    assert "**_so_ much**!" in text


BLOCKS_WITH_FEET = [
    Paragraph((Text("A"), Note(words("first"), "1"), Text(" b"), Note(words("second"), "*"))),
    Paragraph((Text("A"), Note((Text("one"), LineBreak(), Text("two")), "1"), Text("."))),
    Quote((Paragraph((Text("In a quote."), Note(words("n"), "1"))),), words("Ann")),
    Figure(Image("a.png", None, "image/png", picture()), words("cap"), words("credit")),
    Figure(Image("https://example.org/a(1).jpg", "A [boat]")),
    Figure(None, words("Only a caption."), words("L. Hart")),
    Table(
        (
            (Cell(words("a | b"), header=True), Cell((Strong(words("c")),), header=True)),
            (Cell((Text("x"), Note(words("n"), "1"))), Cell(())),
        )
    ),
    Table(
        (
            (Cell(words("h"), header=True, rowspan=2), Cell((Strong(words("<c>")),), colspan=2)),
            (Cell(words("d")), Cell(words("e"))),
        ),
        (Emphasis(words("cap")),),
    ),
    Code("```\n~~~", "c++"),
]


@pytest.mark.parametrize("block", BLOCKS_WITH_FEET)
def test_notes_pictures_and_tables_are_read_back(block: Block, tmp_path: Path) -> None:
    source = article(para("Before."), block, para("After."), title="T")
    back, text = round_trip(source, tmp_path)
    assert back.blocks == source.blocks, text
