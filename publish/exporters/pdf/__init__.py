"""Large print on paper: tagged PDF (PDF/UA-1) set by Typst, to a page of published guidance.

The article goes to the typesetter as data beside a fixed template, so nothing in it can act as
markup. What no font can draw is put into words and noted; a page never shows an empty box.
"""

from __future__ import annotations

import json
import tempfile
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from publish.edition import Edition
from publish.errors import OutputError, extra_missing
from publish.exporters.paper import calmed, profile_for
from publish.exporters.pdf.content import Composer
from publish.files import write_bytes
from publish.report import Notice


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as PDF/UA-1.

    Raises:
        NeedsExtra: Typst is not installed.
        OutputError: the file cannot be written, or the pages could not be set.
        UnknownName, UsageError: the profile or a measure of `PaperOptions` is wrong.
    """
    profile = profile_for(edition.options.paper)
    if find_spec("typst") is None:
        raise extra_missing("The PDF edition", "pdf")
    composer = Composer(edition, calmed(edition), profile)
    data = composer.compose()
    with tempfile.TemporaryDirectory(prefix="publish-pdf-") as name:
        folder = Path(name)
        for picture in composer.pictures.kept.values():
            (folder / picture.name).write_bytes(picture.data)
        (folder / "data.json").write_text(json.dumps(data), encoding="utf-8", newline="\n")
        template = resources.files("publish") / "data" / "paper" / "article.typ"
        (folder / "article.typ").write_bytes(template.read_bytes())
        fonts = sorted({face.path.parent for face in composer.drawn.faces})
        write_bytes(target, _set(folder, fonts, target))
    return composer.notices()


def _set(folder: Path, fonts: list[Path], target: Path) -> bytes:
    import typst

    try:
        return bytes(
            typst.compile(
                folder / "article.typ",
                root=folder,
                font_paths=list(fonts),
                ignore_system_fonts=True,
                pdf_standards=["ua-1"],
                format="pdf",
            )
        )
    except typst.TypstError as error:
        raise OutputError(
            f"The pages of {target} could not be set: {error}.",
            "Please report this with the article.",
        ) from error
