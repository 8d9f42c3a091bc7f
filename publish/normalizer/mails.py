"""The heads of e-mails: what their lines are called in each language, and what they say."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.utils import parsedate
from functools import lru_cache
from importlib import resources

from publish.normalizer import dates, names
from publish.normalizer.patterns import either

#: Two such lines ("From: Merrow", "To: Skarrow") are in any time table.
FEWEST = 3
#: Lines of this field ("Attachments:") stand among the others, and count for nothing.
OTHER = "other"
#: Fields that hold addresses.
ADDRESSES = frozenset(("from", "to", "cc", "bcc", "reply"))
#: Chinese names have two or three characters; those of papers and offices mostly four and more.
_LONGEST_UNSPACED = 3

_ADDRESS = re.compile(
    r"(?:[<(\[]\s*)?(?:mailto:)?(?<![\w.+%'-])[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+(?:\s*[>)\]])?"
)
#: The space that a form leaves.
_BLANK = re.compile(r"[\s_.…·-]{3,}")
_LETTER = re.compile(r"[^\W\d_]")
#: "Lind, Petra"
_SURNAME_FIRST = re.compile(r"([^\s,]+), ([^\s,]+(?: [^\s,]+)?)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a head: its field as the data file has it, its name folded, and what it says."""

    field: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class _Data:
    line: re.Pattern[str]
    fields: dict[str, str]
    languages: dict[str, tuple[str, ...]]
    prefixes: re.Pattern[str]
    mark: re.Pattern[str]
    offices: frozenset[str]


@lru_cache(maxsize=1)
def _data() -> _Data:
    file = resources.files("publish.normalizer") / "data" / "mail.toml"
    tables = tomllib.loads(file.read_text("utf-8"))
    prefixes, marks, offices = (
        dict.fromkeys(word for words in tables.pop(name).values() for word in words)
        for name in ("prefixes", "marks", "offices")
    )
    fields: dict[str, str] = {}
    languages: dict[str, tuple[str, ...]] = {}
    for field, forms in tables.items():
        for language, words in forms.items():
            for word in words:
                fields[word] = field
                languages[word] = (*languages.get(word, ()), language)
    return _Data(
        # A name that was bold comes as "*From:*" or "**From**:".
        re.compile(rf"\s*\**({either(fields)})\s?\**\s?[:：]\**\s*(.*)", re.IGNORECASE),
        fields,
        languages,
        # "Re: AW: ", "Re[2]: "
        re.compile(rf"\s*(?:{either(prefixes)}\s?(?:[\[(]\d+[\])])?\s?[:：]\s*)+", re.IGNORECASE),
        # Between dashes more may stand: "--- Forwarded by Ana Reyes on 3 May ---".
        re.compile(
            rf"\s*([-_=*–—]{{2,}}\s*)?{either(marks)}(?(1)(?!\w).{{0,80}}|\s*[:：]?\s*)",
            re.IGNORECASE,
        ),
        frozenset(offices),
    )


def named(lines: Iterable[str]) -> list[str]:
    """Those of `lines` that begin with the name of a line of a head and a colon."""
    match = _data().line.fullmatch
    return [line for line in lines if (":" in line or "：" in line) and match(line)]


def entry(line: str) -> Entry | None:
    """What a line says that begins with such a name; None for any other line."""
    match = _data().line.fullmatch(line)
    name = match[1].casefold() if match else ""
    field = _data().fields.get(name)
    return Entry(field, name, match[2].strip()) if match and field else None


def marks_message(line: str) -> bool:
    """Whether a line says that a message begins below it that was forwarded or answered."""
    return _data().mark.fullmatch(line) is not None


def has_address(text: str) -> bool:
    """Whether an e-mail address stands in `text`."""
    return "@" in text and _ADDRESS.search(text) is not None


def is_head(entries: Sequence[Entry]) -> bool:
    """Whether lines can only be the head of an e-mail, and no form, poem or time table."""
    said = {entry.field: entry.value for entry in entries}
    said.pop(OTHER, "")
    if len(said) < FEWEST or said.keys().isdisjoint(("from", "subject")):
        return False
    if any(map(_BLANK.fullmatch, said.values())):
        return False
    if any(has_address(said.get(field, "")) for field in ADDRESSES):
        return True
    if not _LETTER.search(said.get("subject", "")):
        return False
    return bool(day(entries) or _names(said.get("from", "")))


def sender(text: str) -> tuple[str, ...]:
    """The persons that a From line names; empty where it gives an address, a paper or an office."""
    offices = _data().offices
    return tuple(name for name in _names(text) if offices.isdisjoint(name.casefold().split()))


def _names(text: str) -> tuple[str, ...]:
    """The names in a From line, of whatever sends e-mails."""
    name = _ADDRESS.sub(" ", text).partition(" via ")[0].strip(" \t\xa0<>()[]\"'“”„‘’;,")
    if turned := _SURNAME_FIRST.fullmatch(name):
        name = f"{turned[2]} {turned[1]}"
    if name.lower() != name.upper():
        return names.listed(name)
    fits = len(name.split()) > 1 or len(name) <= _LONGEST_UNSPACED
    return (name,) if fits and names.is_name(name, single=True) else ()


def day(entries: Sequence[Entry], language: str = "") -> str:
    """When an e-mail was sent by its head, as ISO 8601; empty where the head gives no day.

    Args:
        language: of the text; that of the head itself where it is not known.
    """
    text = next((entry.value for entry in entries if entry.field == "date"), "")[: dates.LONGEST]
    if not language:
        languages = Counter(known for one in entries for known in _data().languages[one.name])
        language = max(languages, key=lambda known: languages[known], default="")
    found = dates.find(text, language, short=True)
    if found and len(found.iso) == len("2024-03-05"):
        return found.iso
    parsed = parsedate(text)  # "Fri Oct 14 06:31:07 2022"
    try:
        return datetime.date(*parsed[:3]).isoformat() if parsed else ""
    except ValueError:
        return ""


def subject(text: str) -> str:
    """What a Subject line says, without what mail programs put in front: "Re:", "Fwd:"."""
    return _data().prefixes.sub("", text, count=1) if _data().prefixes.match(text) else text
