"""Debris that can be named: whole lines known by their words, from the data files.

``data/debris/<language>.toml`` has a table for each family and in it a line for each pattern, with
the reason it is there ("heading of links" is known to the rule for teasers)::

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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from publish.normalizer.forms import EDGE, UNITS, WIDE_BRACKETS, expand, first_word, normal

#: Confidence of a plain, a wildcard and a doubtful pattern. `--review` asks below 0.8.
SURE, LIKELY, DOUBTFUL = 0.99, 0.9, 0.6

#: No known control or prompt is longer; a longer line is not looked up.
LONGEST = 200

#: Some rules ask about a line in more than one round.
_RECENT = 1024

#: Families whose loose patterns an author's own sentence may begin like ("Read more about it in
#: the guide below."); without a full stop it is a link.
_PROMPTS = frozenset(("related", "subscribe", "app"))

#: The reason that the data files give for a heading of links.
_HEADS_LINKS = "heading of links"

#: What only an author writes: speech in quotation marks ("Listen!") or behind a dash, an item by
#: its number ("2. Share"), a sentence of one word ("More."). Of 404 pages no debris has such a
#: form, but pagers in guillemets, without a mark at the end.
_OWN = re.compile(
    r"[\"“„«»‘'「『].*[.!?…,。！？،؟]\s*[\"“”»«’'」』][.,]?"
    r"|[–—―] ?[^\W\d_].*[^.][.!?]"
    r"|\d{1,3}[.)] +[^\W\d_].*"
    r"|[^\W\d_]+\."
)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a line was recognised as; `heads_links` where links to other articles stand below."""

    family: str
    confidence: float
    heads_links: bool = False


class Phrases:
    """The compiled patterns of all languages.

    Most lines of most articles are none of them, so a line's first word is looked up before
    anything else is done with it.
    """

    def __init__(self, families: Iterable[tuple[str, str, float, bool]]) -> None:
        self._exact: dict[str, Hit] = {}
        self._floating: list[_Loose] = []
        loose: dict[str, list[_Loose]] = {}
        for family, pattern, confidence, heads in families:
            sure = Hit(family, confidence, heads)
            likely = Hit(family, min(confidence, LIKELY), heads)
            for form in expand(pattern):
                if "*" not in form:
                    self._exact.setdefault(form, sure)
                    continue
                made = _Loose.of(form, likely)
                if made.head:
                    loose.setdefault(first_word(form), []).append(made)
                else:
                    self._floating.append(made)
        self._loose = {first: _by_second(forms) for first, forms in loose.items()}
        self._heads = _by_first(self._exact, loose)
        self._sought = tuple({form.sought for form in self._floating})
        self.look_up = lru_cache(maxsize=_RECENT)(self._look_up)

    def _look_up(self, line: str) -> Hit | None:
        """What `line` is known as; None for a line that is not."""
        return self.known((line,)).get(line)

    def known(self, lines: Iterable[str]) -> dict[str, Hit]:
        """Those of `lines` that are known, with what they are known as: quicker than one by one."""
        return dict(self._find_all([line for line in lines if len(line) <= LONGEST]))

    def _find_all(self, lines: Sequence[str]) -> Iterator[tuple[str, Hit]]:
        heads = self._heads
        edged = [line.strip(EDGE).casefold() for line in lines]
        together = "\n".join(edged)
        if "（" in together or "【" in together:
            edged = [" ".join(folded.translate(WIDE_BRACKETS).split()) for folded in edged]
        sought = [word for word in self._sought if word in together]
        for line, folded in zip(lines, edged, strict=True):
            first = folded.partition(" ")[0]
            if not first.isalpha():
                first = "#" if first[:1].isdigit() else first_word(first)
            if first not in heads or not heads[first].may_begin(folded):
                if not sought or not any(word in folded for word in sought):
                    continue
                first = ""
            hit = self._find(line, folded, first)
            if hit and not _OWN.fullmatch(line.strip()):
                yield line, hit

    def _find(self, line: str, folded: str, first: str) -> Hit | None:
        """What a line is known as, by its first word, or, where that is not known, by a word that
        it holds."""
        if first:
            if hit := self._exact.get(folded):
                return hit
            folded = normal(folded)
            if hit := self._exact.get(folded):
                return hit
            if by_second := self._loose.get(first):
                second = folded.partition(" ")[2].partition(" ")[0]
                for form in by_second.get(second) or by_second[""]:
                    if form.matches(folded):
                        hit = form.hit
                        return None if hit.family in _PROMPTS and _is_sentence(line) else hit
        for word in self._sought:
            if word in folded:
                folded = normal(folded)
                return next((f.hit for f in self._floating if f.matches(folded)), None)
        return None


@dataclass(frozen=True, slots=True)
class _Loose:
    """A form with wildcards, and what is literal before the first and after the last of them.

    Most lines are told from it by those; its regular expression is compiled when one is not.
    """

    form: str
    head: str
    tail: str
    hit: Hit

    @classmethod
    def of(cls, form: str, hit: Hit) -> _Loose:
        words = form.split()
        wild = [at for at, word in enumerate(words) if "*" in word]
        head = "".join(f"{word} " for word in words[: wild[0]])
        return cls(form, head, "".join(f" {word}" for word in words[wild[-1] + 1 :]), hit)

    @property
    def second(self) -> str:
        """Its second word; empty where that is not literal."""
        return self.head.partition(" ")[2].partition(" ")[0]

    @property
    def sought(self) -> str:
        """The longest of its literal words."""
        return max(self.form.split(), key=lambda word: "*" not in word and len(word))

    def matches(self, folded: str) -> bool:
        return (
            folded.startswith(self.head)
            and folded.endswith(self.tail)
            and _compiled(self.form).fullmatch(folded) is not None
        )


@dataclass(frozen=True, slots=True)
class _Head:
    """What is known of the lines that begin with a word: most lines are told from them by their
    second word or their last.

    Attributes:
        second: their second words, "" for a line of one word; None where a wildcard may be one.
        last: the last words of those that do not end in a wildcard.
        loose: the second words of those that do; None where a wildcard may be one.
    """

    second: frozenset[str] | None
    last: frozenset[str]
    loose: frozenset[str] | None

    @classmethod
    def of(cls, exact: Iterable[str], loose: Sequence[_Loose]) -> _Head:
        """What is told by the forms that begin with the word."""
        second = {form.partition(" ")[2].partition(" ")[0] for form in exact}
        last = {form.rpartition(" ")[2] for form in exact}
        last.update(form.tail.rpartition(" ")[2] for form in loose if form.tail)
        loosely = {form.second for form in loose}
        unended = {form.second for form in loose if not form.tail}
        return cls(
            None if "" in loosely else frozenset(second | loosely),
            frozenset(last),
            None if "" in unended else frozenset(unended),
        )

    def may_begin(self, folded: str) -> bool:
        """Whether a line that begins with the word may be known. A word that is not written in
        letters alone may become another one before it is looked up."""
        if "\t" in folded or "\xa0" in folded:
            return True
        second = folded.partition(" ")[2].partition(" ")[0]
        plain = second.isalpha() and second not in UNITS if second else " " not in folded
        if plain and self.second is not None and second not in self.second:
            return False
        last = folded.rpartition(" ")[2]
        if last in self.last or last in UNITS or not last.isalpha():
            return True
        return not plain or self.loose is None or second in self.loose


def _by_first(exact: Iterable[str], loose: Mapping[str, Sequence[_Loose]]) -> dict[str, _Head]:
    """For each first word of `exact` and `loose` forms what tells the lines that it begins."""
    found: dict[str, list[str]] = {first: [] for first in loose}
    for form in exact:
        found.setdefault(first_word(form), []).append(form)
    return {first: _Head.of(forms, loose.get(first, ())) for first, forms in found.items()}


def _by_second(forms: Sequence[_Loose]) -> dict[str, list[_Loose]]:
    """For each second word the forms that a line with it may match, in their order; under "" those
    that do not say what their second word is."""
    return {
        word: [form for form in forms if form.second in ("", word)]
        for word in ("", *(form.second for form in forms))
    }


@lru_cache(maxsize=4096)  # all of them; compiled when a line first needs them
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(" ".join(_WILD.get(word) or re.escape(word) for word in form.split()))


_WILD = {"*": r"\S+(?: \S+){0,5}", "**": r".{1,150}"}


def _is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does; a link's words do not."""
    return line.rstrip().endswith((".", "!", "?")) and not line.rstrip().endswith("...")


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The patterns of this package, read once."""
    return Phrases(_patterns())


def _patterns() -> Iterator[tuple[str, str, float, bool]]:
    folder = resources.files("publish.normalizer") / "data" / "debris"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        for family, table in tomllib.loads(file.read_text("utf-8")).items():
            for pattern, reason in table.items():
                if isinstance(reason, dict):
                    yield from ((family, form, DOUBTFUL, False) for form in reason)
                else:
                    confidence = LIKELY if "*" in pattern else SURE
                    yield family, pattern, confidence, reason == _HEADS_LINKS
