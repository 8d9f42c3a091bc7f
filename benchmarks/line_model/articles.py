"""Articles written for this project, of kinds that the measuring data has few of: short ones,
lists, credits, tables of times, question and answer.

They stand in `articles/*.txt`, each below a line `=== headline | author | YYYY-MM-DD`, of which
the last two may be empty.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.line_model.corpus import Document, Labelled
from benchmarks.line_model.labels import BLANK, KEEP

FOLDER = Path(__file__).parent / "articles"
GROUP = "written"

_BARS = 2


def read() -> list[Document]:
    """All written articles, each as a site of its own.

    Raises:
        SystemExit: a headline lacks its bars, or an article its text.
    """
    return [document for path in sorted(FOLDER.glob("*.txt")) for document in _read(path)]


def _read(path: Path) -> Iterator[Document]:
    parts = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)
    for number, part in enumerate(parts[1:], 1):
        header, _, body = part.partition("\n")
        lines = body.strip("\n").split("\n")
        if header.count("|") < _BARS or not lines[0]:
            raise SystemExit(f"{path.name}: the article {header!r} has no bars or no text.")
        title, author, date = (cell.strip() for cell in header.rsplit("|", _BARS))
        name = f"{GROUP}-{path.stem}-{number}"
        page = Labelled(lines, "".join(KEEP if line.strip() else BLANK for line in lines))
        yield Document(
            name=name,
            group=GROUP,
            language="en",
            site=name,
            title=title,
            authors=(author.lower(),) if author else (),
            date=date,
            window=page,
            page=page,
            gold=lines,
        )
