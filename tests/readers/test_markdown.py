"""Markdown to the model."""

from pathlib import Path

import pytest

from publish.errors import InputUnusable
from publish.model import (
    Break,
    Cell,
    Code,
    CodeSpan,
    Emphasis,
    Figure,
    Heading,
    Image,
    LineBreak,
    Link,
    Listing,
    Note,
    Origin,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from publish.readers import read
from publish.readers.source import Source, from_path
from tests.samples import para, picture, words


def blocks(text: str):
    return read(Source("a.md", text.encode(), ".md"))[0].blocks


def test_inlines():
    (first,) = blocks("Some *stressed*, **strong** `code` [there](https://example.org/x).  \nNext.")
    assert first == Paragraph(
        (
            Text("Some "),
            Emphasis(words("stressed")),
            Text(", "),
            Strong(words("strong")),
            Text(" "),
            CodeSpan("code"),
            Text(" "),
            Link(words("there"), "https://example.org/x"),
            Text("."),
            LineBreak(),
            Text("Next."),
        )
    )


def test_blocks():
    text = """## Part

- one
- two

  more
1. a

> said
>
> — Elsie

***

| a | b |
|---|--:|
| 1 | 2 |

```python
x = 1
```
"""
    assert blocks(text) == (
        Heading(2, words("Part")),
        Listing(((para("one"),), (para("two"), para("more")))),
        Listing(((para("a"),),), ordered=True),
        Quote((para("said"),), words("Elsie")),
        Break(),
        Table(
            (
                (Cell(words("a"), header=True), Cell(words("b"), header=True)),
                (Cell(words("1")), Cell(words("2"))),
            )
        ),
        Code("x = 1", "python"),
    )


def test_footnotes_stand_at_their_mark_and_nowhere_else():
    (first,) = blocks("A claim[^a] here.\n\n[^a]: Its *source*.\n")
    assert first == Paragraph(
        (
            Text("A claim"),
            Note((Text("Its "), Emphasis(words("source")), Text(".")), "1"),
            Text(" here."),
        )
    )


def test_pictures_are_read_from_beside_the_text(tmp_path: Path):
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "b.png").write_bytes(picture())
    (tmp_path.parent / "outside.png").write_bytes(picture())
    (tmp_path / "a.md").write_text(
        "![A boat](img/b.png)\n\n![](../outside.png)\n", encoding="utf-8"
    )
    article, notices = read(from_path(tmp_path / "a.md"))
    assert article.blocks == (
        Figure(Image("img/b.png", "A boat", "image/png", picture())),
        Figure(Image("../outside.png", "")),
    )
    assert [notice.code for notice in notices] == ["image-missing"]


def test_first_heading_is_the_title():
    article, _ = read(Source("a.md", b"# The *Boats*\n\nText.\n", ".md"))
    assert article.meta.title == "The Boats"
    assert article.blocks == (para("Text."),)


@pytest.mark.parametrize(
    "head",
    [
        '---\ntitle: "Boats: a tale" \nauthors:\n  - Ana Reyes\n  - Tom Okafor\n'
        "date: March 9, 2024 # day\nlang: en_GB\n---\n",
        '+++\ntitle = "Boats: a tale"\nauthors = ["Ana Reyes", "Tom Okafor"]\n'
        'date = 2024-03-09\nlanguage = "en-GB"\n+++\n',
        "---\ntitle: >\n  Boats:\n  a tale\nauthor: Ana Reyes and Tom Okafor\n"
        "published: 2024-03-09T10:00:00Z\nlanguage: en-GB\n---\n",
    ],
)
def test_front_matter(head: str):
    article, notices = read(Source("a.md", f"{head}\n# Boats: a tale\n\nText.\n".encode(), ".md"))
    meta = article.meta
    assert (meta.title, meta.authors, meta.published, meta.language, notices) == (
        "Boats: a tale",
        ("Ana Reyes", "Tom Okafor"),
        "2024-03-09",
        "en-GB",
        (),
    )
    assert article.blocks == (para("Text."),)


def test_a_rule_at_the_top_is_no_front_matter():
    assert blocks("---\n\nText.\n\n---\n\nMore.\n") == (
        Break(),
        para("Text."),
        Break(),
        para("More."),
    )


def test_origins_are_lines_of_the_file():
    article, _ = read(Source("a.md", b"---\ntitle: T\n---\nOne\ntwo.\n\nThree.\n", ".md"))
    assert [block.origin for block in article.blocks] == [
        Origin("a.md", 4, 5),
        Origin("a.md", 7, 7),
    ]


def test_empty():
    with pytest.raises(InputUnusable, match=r"a\.md is empty"):
        read(Source("a.md", b" \n", ".md"))
