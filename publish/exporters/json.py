"""The article itself as JSON, for other programs and to be read back without loss.

Its schema is ``publish/data/article.schema.json``. Sentences keep the ids that all editions share;
`publish.readers.json` takes them out again.
"""

from __future__ import annotations

import json
from pathlib import Path

from publish.edition import Edition
from publish.files import write_text
from publish.interchange import FORMAT, VERSION, Json, encode
from publish.report import Notice


def export(edition: Edition, target: Path) -> tuple[Notice, ...]:
    """Write `edition` as JSON: UTF-8, indented, the same bytes for the same edition.

    Raises:
        OutputError: the file cannot be written.
    """
    data: Json = {"format": FORMAT, "version": VERSION}
    if edition.bound:
        data["book"] = encode(edition.meta)
    data["articles"] = [encode(part.article) for part in edition.parts]
    write_text(target, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    return ()
