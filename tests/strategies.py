"""Random articles for property tests: every node of the model, and text that hurts."""

from __future__ import annotations

from hypothesis import strategies as st

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
    Inlines,
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
from tests.samples import picture

_PHRASES = (
    "The tide went out.",
    "Seven boats lay there! ",
    " ",
    "",
    "]]>",
    "<script>alert('x')</script>",
    "&amp; &lt; &#0;",
    "\x00\x0b\x1f\x7f\x85\ufffe\ud800",
    "\u202e\u200f\u2028",
    "قوارب في الميناء.",
    "船が七つ。",
    "e\u0301\u0301\u0301 🚢",
    "line\nline\ttab\r\n",
    "\"quoted\" 'single'",
)
_LANGUAGES = ("", "en", "fr", "ar", "zh-Hant", "en_GB", "english", "x", "de-DE-1996", "he-Latn")
_ADDRESSES = (
    "https://example.org/a?b=1&c=2#d",
    "http://example.org/a b/ü/%zz",
    "http://[bad",
    "http://1.2.3.999/",
    "javascript:alert(1)",
    "mailto:a@example.org",
    "../there.html",
    "#note",
    "",
    "http://exa mple.org/",
    "https://пример.example/путь",
    "HTTP://user:pw@EXAMPLE.org:99999/",
    "http://example.org:80/\\x",
    "ftp://example.org/",
    "http://ex_ample..org",
    "//example.org/x",
)

texts = st.one_of(st.sampled_from(_PHRASES), st.text(max_size=30))
labels = st.one_of(st.sampled_from(("1", "1", "iv", "", "*", "<&>", "12a")), st.text(max_size=6))
addresses = st.one_of(st.sampled_from(_ADDRESSES), st.text(max_size=20))
languages = st.sampled_from(_LANGUAGES)

_DATA = (b"", b"broken", picture(), picture(20, 20, "WEBP"), picture(10, 10, "GIF"))
images = st.builds(
    Image,
    source=texts,
    alt=st.one_of(st.none(), texts),
    media_type=st.sampled_from(("", "image/png", "nonsense")),
    data=st.sampled_from(_DATA),
)

_leaf = st.one_of(
    st.builds(Text, texts),
    st.builds(Text, texts),
    st.builds(CodeSpan, texts),
    st.just(LineBreak()),
    st.builds(PageMark, labels),
    images,
)


def _row(children: st.SearchStrategy[Inlines]) -> st.SearchStrategy[Inlines]:
    inner = st.one_of(
        _leaf,
        st.builds(Emphasis, children),
        st.builds(Strong, children),
        st.builds(Link, children, addresses),
        st.builds(Note, children, labels),
        st.builds(Foreign, children, languages),
    )
    return st.lists(inner, max_size=4).map(tuple)


inlines: st.SearchStrategy[Inlines] = st.recursive(
    st.lists(_leaf, max_size=4).map(tuple), _row, max_leaves=8
)

_spans = st.integers(-1, 3)
_cells = st.builds(Cell, inlines, st.booleans(), _spans, _spans)
_plain = st.one_of(
    st.builds(Paragraph, inlines),
    st.builds(Paragraph, inlines),
    st.builds(Heading, st.integers(1, 6), inlines),
    st.builds(Figure, st.one_of(st.none(), images), inlines, inlines),
    st.builds(
        Table, st.lists(st.lists(_cells, max_size=3).map(tuple), max_size=3).map(tuple), inlines
    ),
    st.builds(Code, texts, texts),
    st.just(Break()),
)


def _nested(children: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(children, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Quote, blocks, inlines),
        st.builds(
            Listing, st.lists(blocks, max_size=3).map(tuple), st.booleans(), st.integers(-3, 5)
        ),
    )


blocks: st.SearchStrategy[Block] = st.recursive(_plain, _nested, max_leaves=6)

dates = st.sampled_from(("", "2024", "2024-02", "2024-02-30", "2024-03-09T10:00:00Z", "soon"))
metadata = st.builds(
    Metadata,
    title=texts,
    subtitle=texts,
    authors=st.lists(texts, max_size=3).map(tuple),
    publisher=texts,
    published=dates,
    modified=dates,
    language=languages,
    source=st.one_of(addresses, st.just("folder/file.txt")),
    rights=texts,
)
articles = st.builds(Article, metadata, st.lists(blocks, max_size=8).map(tuple))
