"""Debris that can be named: whole lines known by their words, from the data files.

``data/debris/<language>.toml`` has a table for each family and in it a line for each pattern, with
the reason it is there::

    [comments]
    "join the conversation [now]" = "invitation above a comment form"

A pattern is a whole line, in lower case: ``[x]`` may be missing, ``(x|y)`` is either, ``#`` is a
number, ``*`` one to six words, ``**`` anything up to the line's end. Numbers, case, brackets,
bullets and arrows at the ends, marks between words ("Share | Print"), and the kind of apostrophe
make no difference. A table
``[comments.doubtful]`` holds patterns that an article might use itself; they are removed too, with
less confidence, and ``--review`` asks about them. All languages are looked up at once: pages mix
them (an English share bar under a Spanish article), and a whole line is rarely ambiguous.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

#: Confidence of a plain, a wildcard and a doubtful pattern. `--review` asks below 0.8.
SURE, LIKELY, DOUBTFUL = 0.99, 0.9, 0.6

#: No known control or prompt is longer; a longer line is not looked up.
LONGEST = 200

_EDGE = " \t\xa0*•·▪●○◦■□–—|»«›‹:.!?…→←↑↓>+▶►▼▲×✕✖+-=~_/\\\"'“”‘’,;"
_NUMBER = re.compile(r"[$€£]?\d[\d.,:/]*(?: ?[km]\b)?\+?")
_DIGIT = re.compile(r"\d")
_BRACKETS = str.maketrans("", "", "()[]{}")
_JOINT = re.compile(r" [-–—|·•/:»>] |[?!] ")
_GROUP = re.compile(r"\[([^\[\]()]*)\]|\(([^\[\]()]*)\)")


@dataclass(frozen=True, slots=True)
class Hit:
    """What a line was recognised as."""

    family: str
    confidence: float


class Phrases:
    """The compiled patterns of all languages."""

    def __init__(self, families: Iterator[tuple[str, str, float]]) -> None:
        self.exact: dict[str, Hit] = {}
        self.loose: dict[str, list[tuple[re.Pattern[str], Hit]]] = {}
        for family, pattern, confidence in families:
            for form in expand(pattern):
                self._add(form, family, confidence)
        self.triggers = frozenset(self.loose)

    def _add(self, form: str, family: str, confidence: float) -> None:
        if "*" not in form:
            self.exact.setdefault(form, Hit(family, confidence))
            return
        words = [word for word in form.split() if "*" not in word]
        trigger = max(words, key=len)
        parts = (re.escape(word) for word in form.split())
        body = " ".join(
            r"\S+(?: \S+){0,5}" if p == r"\*" else r".{1,150}" if p == r"\*\*" else p for p in parts
        )
        hit = Hit(family, min(confidence, LIKELY))
        self.loose.setdefault(trigger, []).append((re.compile(body), hit))

    def look_up(self, line: str) -> Hit | None:
        """What `line` is known as; None for a line that is not."""
        if len(line) > LONGEST:
            return None
        folded = key(line)
        hit = self.exact.get(folded)
        if hit or self.triggers.isdisjoint(words := folded.split()):
            return hit
        for word in self.triggers.intersection(words):
            for pattern, hit in self.loose[word]:
                if pattern.fullmatch(folded):
                    return hit
        return None


def key(line: str) -> str:
    """`line` as it is looked up."""
    folded = line.strip(_EDGE).casefold()
    if not folded.isascii():
        folded = folded.replace("’", "'").replace("\xa0", " ")
    if "(" in folded or "[" in folded or "{" in folded:
        folded = folded.translate(_BRACKETS).strip(_EDGE)
    if _DIGIT.search(folded):
        folded = _NUMBER.sub("#", folded)
    if " " in folded and _JOINT.search(folded):
        folded = _JOINT.sub(" ", folded)
    return " ".join(folded.split()) if "  " in folded or "\t" in folded else folded


def expand(pattern: str) -> Iterator[str]:
    """Every form that the optional and alternative parts of `pattern` make."""
    group = _GROUP.search(pattern)
    if not group:
        form = " ".join(pattern.split())
        if form:
            yield form if "*" in form else key(form)
        return
    choices = group[2].split("|") if group[1] is None else [*group[1].split("|"), ""]
    for choice in choices:
        yield from expand(pattern[: group.start()] + choice + pattern[group.end() :])


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The patterns of this package, read once."""
    return Phrases(_patterns())


def _patterns() -> Iterator[tuple[str, str, float]]:
    folder = resources.files("publish.normalizer") / "data" / "debris"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        for family, table in tomllib.loads(file.read_text("utf-8")).items():
            for pattern, reason in table.items():
                if isinstance(reason, dict):
                    yield from ((family, form, DOUBTFUL) for form in reason)
                else:
                    yield family, pattern, LIKELY if "*" in pattern else SURE
