"""Numbers of other languages in words, as num2words has them, made to fit what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from publish.narration.spoken.tables import table

# Longer runs of digits are said one by one.
_LONGEST = 15


@lru_cache(maxsize=8192)
def words(code: str, number: int | float, kind: str = "cardinal") -> str:
    """Return a number in words, or an empty text where num2words can't say it."""
    from num2words import num2words

    try:
        return str(num2words(number, lang=code, to=kind))
    except (NotImplementedError, OverflowError, LookupError, TypeError, ValueError):
        return ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """How a language writes numbers, and what num2words calls it.

    ``voice`` is the name that num2words knows ("pt_BR"); ``data`` the row of ``other.toml``, or
    what Babel knows of the language.
    """

    code: str
    voice: str
    data: dict[str, Any] = field(hash=False)

    @property
    def number(self) -> str:
        """The pattern of a number with its fraction."""
        group, point = re.escape(self.data["group"]), re.escape(self.data["point"])
        whole = rf"(?:\d{{1,3}}(?:[{group}]\d{{3}})+(?!\d)|\d+)"
        return rf"{whole}(?:{point}\d+)?"

    def parts(self, written: str) -> tuple[str, str]:
        """Return the digits before and behind the point, without the signs that group them."""
        whole, _, fraction = written.lstrip("-−").partition(self.data["point"])
        return re.sub(f"[{re.escape(self.data['group'])}]", "", whole), fraction

    def value(self, written: str) -> float:
        """Return the value of a written number."""
        whole, fraction = self.parts(written)
        return float(f"{whole or 0}.{fraction or 0}")

    def amount(self, written: str) -> str | None:
        """Return a written number in words; None where num2words can't say it."""
        minus = written.startswith(("-", "−"))
        whole, fraction = self.parts(written)
        if self.data.get("years_as_hundreds") and re.fullmatch(r"1[1-9]\d\d", written):
            return words(self.voice, int(written), "year") or None
        if len(whole) > _LONGEST or (len(whole) > 1 and whole[0] == "0"):
            said = " ".join(words(self.voice, int(digit)) for digit in whole)
        else:
            said = words(self.voice, -int(whole) if minus else int(whole))
        if not said or not fraction:
            return said or None
        comma = self.data["comma"]
        if not comma:
            return words(self.voice, float(f"{'-' if minus else ''}{whole}.{fraction}")) or None
        if len(fraction) <= 2 and fraction[0] != "0":
            return f"{said} {comma} {words(self.voice, int(fraction))}"
        return f"{said} {comma} {' '.join(words(self.voice, int(d)) for d in fraction)}"

    def counting(self, written: str, feminine: bool = False) -> str | None:
        """Return a number as it stands before what it counts: "un", "eine", "veintiún"."""
        said = self.amount(written)
        if said is None or self.parts(written)[1]:
            return said
        endings: list[tuple[str, str, str]] = self.data.get("counting", [])
        for ending, masculine, female in endings:
            if said == ending or (ending[0] == "-" and said.endswith(ending[1:])):
                return said.removesuffix(ending.lstrip("-")) + (female if feminine else masculine)
        return said


def speaker(language: str) -> Speaker | None:
    """Return how a BCP 47 language says numbers; None where num2words does not know it.

    A country's own words hold where num2words has them ("pt-BR", "fr-CH").
    """
    from num2words import CONVERTER_CLASSES

    parts = language.replace("_", "-").split("-")
    code = parts[0].lower()
    country = f"{code}_{parts[-1].upper()}"
    if code not in CONVERTER_CLASSES:
        return None
    voice = country if country in CONVERTER_CLASSES else code
    return Speaker(code, voice, table("other").get(code) or _bare(code))


def _bare(code: str) -> dict[str, str]:
    """Return what is known of a language without a row in the table: how it writes numbers."""
    from babel import Locale, UnknownLocaleError

    try:
        symbols = Locale.parse(code).number_symbols["latn"]
    except (UnknownLocaleError, KeyError, ValueError):
        symbols = {"group": ",", "decimal": "."}
    known = {"group": symbols["group"], "point": symbols["decimal"]}
    return {**dict.fromkeys(("comma", "percent", "ordinal", "date", "first_day"), ""), **known}
