"""Which braille code an article gets: liblouis's table for its language, and its own marks."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from publish.edition import BrailleOptions
from publish.errors import UnknownName
from publish.exporters.braille.louis import Louis, Translator, table_missing
from publish.exporters.markup import language_tag

#: The cell that ends a line within a word which no line can hold, where the code names none.
HYPHEN = "⠤"
#: Tags of what is in no language that is known, figures above all. The code for it is the English
#: one without contractions, which has a sign for each letter, figure and mark.
_NO_LANGUAGE = frozenset({"mis", "mul", "und", "zxx"})


@dataclass(frozen=True, slots=True)
class Code:
    """A braille code at work. `opens` and `closes` enclose a transcriber's note, in cells."""

    translator: Translator
    opens: str
    closes: str
    continues: str


def code_for(louis: Louis, language: str, options: BrailleOptions) -> Code:
    """The code for `language`: the table that the user named, or the language's own.

    Args:
        language: BCP 47; anything else counts as no language that is known.

    Raises:
        UnknownName: no table is known for the language, or the named one is not there.
    """
    subtag = language_tag(language).split("-")[0]
    grade = options.grade
    if not subtag or subtag in _NO_LANGUAGE:
        subtag, grade = "en", 1
    own = _tables().get(subtag, {})
    table = options.table or own.get(str(grade)) or own.get("1") or ""
    table = table or _asked(louis, language, options.grade)
    if not table:
        raise UnknownName(
            f"No braille table is known for the language “{language}”.",
            "Name a table of liblouis, such as en-ueb-g1.ctb.",
        )
    if not louis.check(table):
        raise table_missing(table)
    translator = Translator(louis, table)
    return Code(
        translator,
        own.get("opens") or translator.cells("["),
        own.get("closes") or translator.cells("]"),
        own.get("continues", HYPHEN),
    )


def _asked(louis: Louis, language: str, grade: int) -> str:
    """What liblouis's own index of tables has for a language that is not in ours."""
    for query in (f"language:{language} grade:{grade}", f"language:{language}"):
        if found := louis.find(query):
            return found
    return ""


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    data = resources.files(__package__) / "tables.toml"
    return tomllib.loads(data.read_text("utf-8"))
