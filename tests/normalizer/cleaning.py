"""A text cleaned, with what must hold for every text."""

from __future__ import annotations

from publish.normalizer import audit, cleaned_text, normalize
from publish.readers.source import Source
from publish.readers.text import read


def cleaned(text: str) -> str:
    """The cleaned text, from which the original comes back and in which nothing is left to do."""
    data = text.encode()
    once = normalize(read(Source("a.txt", data, ".txt"))[0])
    made = audit.record(
        "a.txt", once.article, once.changes, data=data, encoding="utf-8", errors="strict"
    )
    out = cleaned_text(once.article)
    assert audit.restore(out, audit.from_json(audit.to_json(made))) == data
    again = normalize(once.article)
    assert again.article == once.article and not again.changes
    return out
