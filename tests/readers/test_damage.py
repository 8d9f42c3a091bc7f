"""Damaged files: each is read, or refused in the user's words; nothing else happens."""

import io
import random
import zipfile
from contextlib import suppress

import pytest

from publish.errors import PublishError
from publish.readers import read
from publish.readers.source import Source
from tests.readers.pdf.test_reader import pdf, prose
from tests.readers.test_docx import document, item, styled
from tests.readers.test_epub import book
from tests.readers.web_page import PAGE

SOURCES = [
    book(),
    document(styled("H1", "First") + item(0, "one") + item(1, "two")),
    pdf(prose(72, 700, "The tide went out before breakfast.", "Mara counted seven boats.")),
    Source("page.html", PAGE.encode(), ".html"),
    Source(
        "a.md", b"---\ntitle: T\n---\n| a | b |\n|---|---|\n| 1 | 2 |\n\nx[^1]\n\n[^1]: y\n", ".md"
    ),
]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """`data` with some bytes changed, taken out or doubled."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(out) or 1)
        match chance.randrange(3):
            case 0 if out:
                out[at] = chance.randrange(256)
            case 1:
                del out[at : at + chance.randint(1, 40)]
            case _:
                out[at:at] = out[at : at + 60]
    return bytes(out)


def damaged_inside(source: Source, chance: random.Random) -> bytes:
    """An archive, whole itself, with damaged files in it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source.data)) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, damaged(data, chance) if chance.random() < 0.5 else data)
    return out.getvalue()


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.suffix)
def test_damage(source: Source):
    chance = random.Random(3)
    for turn in range(40):
        packed = source.suffix in (".epub", ".docx") and turn % 3
        data = damaged_inside(source, chance) if packed else damaged(source.data, chance)
        with suppress(PublishError):
            read(Source(source.name, data, source.suffix))
