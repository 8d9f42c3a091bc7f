"""Articles that tests share: one holds every block and inline of the model."""

from __future__ import annotations

import io
from functools import lru_cache

from publish.model import (
    Article,
    Break,
    Cell,
    Code,
    CodeSpan,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
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


@lru_cache(maxsize=8)
def picture(width: int = 64, height: int = 48, kind: str = "PNG") -> bytes:
    """A small picture: a brown boat's worth of pixels on blue."""
    from PIL import Image as Pillow
    from PIL import ImageDraw

    image = Pillow.new("RGB", (width, height), "#2a4d8f")
    draw = ImageDraw.Draw(image)
    hull = [(8, height - 20), (width - 8, height - 20), (width // 2, height - 6)]
    draw.polygon(hull, "#8b5a2b")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def words(text: str) -> tuple[Text]:
    """`text` as inlines."""
    return (Text(text),)


def para(text: str) -> Paragraph:
    """`text` as a paragraph."""
    return Paragraph(words(text))


def every_block() -> Article:
    """An article that holds every block and every inline of the model."""
    boat = Image("boat.png", "A brown rowing boat on blue water.", "image/png", picture())
    head = tuple(Cell(words(name), header=True) for name in ("Day", "Boats", "Lost"))
    return Article(
        Metadata(
            title="The Boats of Port Merrow",
            subtitle="How a village keeps count of what the tide takes",
            authors=("Ana Reyes", "Tom Okafor"),
            publisher="The Merrow Post",
            place="Port Merrow",
            published="2024-03-09",
            modified="2024-03-11",
            language="en",
            source="https://example.org/boats",
            rights="© 2024 The Merrow Post",
        ),
        (
            Paragraph(
                (
                    PageMark("1"),
                    Text("Port Merrow — The tide went out "),
                    Emphasis(words("before")),
                    Text(" breakfast. Mara counted "),
                    Strong(words("seven boats")),
                    Text(" on the sand, and wrote "),
                    CodeSpan("n = 7"),
                    Text(" in her book."),
                    Note(words("She began the book in 1998. It has 212 pages."), "1"),
                    Text(" “"),
                    Foreign(words("Il faut compter"), "fr"),
                    Text("”, her grandmother said; see "),
                    Link(words("the harbour’s register"), "https://example.org/register?a=1&b=2"),
                    Text("."),
                )
            ),
            Heading(2, words("The seventh boat")),
            Paragraph(
                (
                    Text("It had no name,"),
                    LineBreak(),
                    Text("it had no oars. "),
                    PageMark("2"),
                    Text("Nobody had seen it arrive."),
                )
            ),
            Quote(
                (para("Count them twice. The sea counts too."), para("It never forgets.")),
                words("Elsie Brandt, harbour master"),
            ),
            Heading(3, words("What was in it")),
            Listing(
                (
                    (para("A lantern."),),
                    (
                        para("Two ropes:"),
                        Listing(((para("one of hemp;"),), (para("one of wire."),)), True, 3),
                    ),
                    (para("A letter."),),
                )
            ),
            Figure(boat, words("The seventh boat at low tide."), words("Photo: L. Hart")),
            Table(
                (
                    head,
                    (Cell(words("Monday"), header=True), Cell(words("7")), Cell(words("0"))),
                    (Cell(words("Tuesday"), header=True), Cell(words("none seen"), colspan=2)),
                ),
                words("Boats by day"),
            ),
            Break(),
            Code('for boat in boats:\n    print(boat, "<&>")', "python"),
            Heading(2, words("After the storm")),
            Paragraph((Text("A sketch "), Image("s.png", "", "image/png", picture(40, 32)))),
            Figure(None, words("A picture that did not survive.")),
            para("On Wednesday there were six."),
        ),
    )
