"""Pieces of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MADE = "<!-- Made from the code by `python -m manual`: change the code, not this page. -->"


def page(title: str, *parts: str) -> str:
    """A page with its mark of origin; empty parts are left out."""
    return "\n\n".join([f"# {title}", MADE, *(p.strip() for p in parts if p)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar inside a cell is kept from ending it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(c.replace("|", r"\|") for c in r) + " |" for r in lines)


def marked_up(text: str) -> str:
    """A help text with its options, files and quoted names set as code."""
    text = re.sub(r"'([^']+)'", r"`\1`", text)
    text = re.sub(
        r"(?<![`\w-])(--[a-z][a-z-]*(?: (?:https?://\S+\w/?|[a-z]+\.[a-z]+))?)", r"`\1`", text
    )
    return re.sub(
        r"(?<![`\w/.])((?:PUBLISH_[A-Z]+=\d+)|[a-z]+\.(?:toml|tsv|epub|xml|json|html))\b(?!`)",
        r"`\1`",
        text,
    )
