"""Every edition that is text, in full, of the article that holds every block.

A golden is what was read by a person and found right. After a change that is meant:

    pytest tests/exporters/test_goldens.py --record-goldens

and read the difference before it is committed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.edition import Edition
from publish.exporters import EXPORTERS, format_named
from publish.version import __version__
from tests.exporters.extraction import pages, styled
from tests.narration.speaking import edition_of
from tests.needs import liblouis
from tests.samples import every_block

GOLDENS = Path(__file__).parent.parent / "goldens"
FORMATS = [
    *("large-print", "text", "md", "json", "vtt", "srt", "lrc"),
    *("epub", "epub-audio", "html", "html-text", "daisy", "daisy-audio", "daisy-text"),
    *("pdf", "docx"),
    *("daisy3", "daisy3-text"),
    *(pytest.param(name, marks=liblouis) for name in ("brf", "pef")),
]
_TEXT = (".html", ".xhtml", ".smil", ".opf", ".ncx", ".xml", ".res")
#: What does not belong to the edition: styles and scripts, data, the version, sizes of sound.
_LEFT_OUT = (
    (r"<style>.*?</style>", "<style>…</style>"),
    (r"<script>.*?</script>", "<script>…</script>"),
    (r"sha256-[\w+/=]+", "sha256-…"),
    (r"(data:[\w/+-]+;base64),[\w+/=]+", r"\1,…"),
    (r'(name="ncc:kByteSize" content=")\d+', r"\1…"),
    (re.escape(__version__), "VERSION"),
    # Times follow from how the speech is worded; other tests look at them.
    (r"\d+(:\d\d)+[.,]\d+|(?<=\W)\d\d:\d\d:\d\d(?=\W)|(?<=npt=)[\d.]+s|(?<=dur=\")[\d.]+s", "…"),
    (r'(\["[\w-]+"), [\d.]+, [\d.]+\]', r"\1, …]"),
)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    cache = tmp_path_factory.mktemp("cache")
    with edition_of(every_block(), cache) as made:
        yield made


def readable(path: Path) -> str:
    """The edition as text; of an archive every file that is text, and the names of the others;
    of pages and Word files what they show, in its structure."""
    if path.suffix in (".pdf", ".docx"):
        whole = pages(path) if path.suffix == ".pdf" else styled(path)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            pieces = [
                f"==== {name}\n{archive.read(name).decode() if name.endswith(_TEXT) else ''}\n"
                for name in sorted(archive.namelist())
            ]
        whole = "".join(pieces)
    else:
        # Form feeds and carriage returns would not come back from a file opened as text.
        whole = path.read_bytes().decode().replace("\r\n", "↵\n").replace("\f", "⇟\n")
    for pattern, instead in _LEFT_OUT:
        whole = re.sub(pattern, instead, whole, flags=re.DOTALL)
    return whole


@pytest.mark.parametrize("name", FORMATS)
def test_the_edition_is_as_it_was_read(
    name: str, edition: Edition, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    target = tmp_path / f"every-block{format_named(name).ending}"
    EXPORTERS.get(name)(edition, target)
    made = readable(target)
    golden = GOLDENS / f"{name}.txt"
    if request.config.getoption("--record-goldens"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, encoding="utf-8", newline="\n")
    assert made == golden.read_text("utf-8")
