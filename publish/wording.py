"""The words that editions add to an article, in its language: "By", "Figure", "List of 3 items".

One TOML file a language in ``data/wording``; a language without a file gets English words, since a
label cannot be empty. `wording` takes a BCP 47 tag and goes by its first part.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language. Templates take their value at ``{}``."""

    language: str
    phrases: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.phrases[name]

    def say(self, name: str, *values: object) -> str:
        """The phrase `name` with `values` filled in, in order."""
        return self.phrases[name].format(*values)

    def count(self, name: str, number: int) -> str:
        """The phrase for `number` things: `name` with ``_one`` for 1, with ``_many`` otherwise."""
        return self.say(f"{name}_{'one' if number == 1 else 'many'}", number)

    def by(self, names: str) -> str:
        """The byline for `names`."""
        return self.say("by", names)

    def updated(self, date: str) -> str:
        """The note of an update on `date`."""
        return self.say("updated", date)

    def join(self, names: Sequence[str]) -> str:
        """Names as a list in words: "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        return self.say("and", ", ".join(names[:-1]), names[-1])

    def date(self, iso: str) -> str:
        """An ISO 8601 date as a reader says it; what is no date comes back as it is."""
        parts = iso.split("T")[0].split("-")
        months = self.phrases["months"].split()
        try:
            numbers = [int(part) for part in parts]
            if len(numbers) == 1:
                return iso
            month = months[numbers[1] - 1].replace("_", " ")
            if len(numbers) == 2:
                return self.say("month", month, numbers[0])
            datetime.date(*numbers)
            return self.say("date", numbers[2], month, numbers[0])
        except (ValueError, IndexError, TypeError):
            return iso


@lru_cache(maxsize=64)
def wording(language: str) -> Wording:
    """The words of `language` (BCP 47); English where this package has none of its own."""
    code = language.lower().replace("_", "-").split("-")[0] or "en"
    folder = resources.files("publish") / "data" / "wording"
    english = tomllib.loads((folder / "en.toml").read_text("utf-8"))
    own = folder / f"{code}.toml"
    if code.isalpha() and own.is_file():
        return Wording(code, {**english, **tomllib.loads(own.read_text("utf-8"))})
    return Wording("en", english)
