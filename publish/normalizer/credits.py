"""Picture credits: who took a picture, from the line or the end of the line that says so."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from publish.normalizer.patterns import either

_LONGEST = 120
#: Characters of a caption with its credit.
_SHORTEST = 24
_STOPS = (".", "!", "?", ":", "")
#: Words after which who took the picture follows without a colon.
_BY = frozenset(("by", "of", "von", "de", "di", "credit", "via"))


_PARTING = str.maketrans("/()[]", "     ")
#: "Jane Doe/Harbour Courier"
_NAMES = re.compile(r"[A-ZÀ-Ý][\w.'’-]* [A-ZÀ-Ý][\w.'’-]+/[A-ZÀ-Ý]")


@dataclass(frozen=True, slots=True)
class _Data:
    first: frozenset[str]
    named: re.Pattern[str]
    alone: re.Pattern[str]
    tail: re.Pattern[str]
    ends: frozenset[str]
    ending: frozenset[str]
    last: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=1)
def _data() -> _Data:
    file = resources.files("publish.normalizer") / "data" / "captions.toml"
    tables = tomllib.loads(file.read_text("utf-8"))

    word, pictures = either(tables["credit"]), either(tables["pictures"])
    by = either([each for each in tables["credit"] if _names_whom(each)])
    courtesy = [each for each in tables["credit"] if each.endswith("courtesy of")]
    sources = either((*tables["agencies"], *tables["pictures"]))
    name = r"[^\W\d_][\w.'’+-]*(?: [^\W\d_][\w.'’+-]*){0,4}"
    many = rf"(?:{name} ?/ ?){{1,3}}"
    filed = rf"{sources}(?: {either(tables['filed'])})?"
    # "Jane Doe/Getty Images", "REUTERS/Jane Doe", "AP Photo/Jane Doe", "© Jane Doe / AFP",
    # "Jane Doe / AP file", "Jane Doe/Moment via Getty Images"
    shape = (
        rf"(?:© ?)?{many}{filed}(?: ?/ ?{name}){{0,2}}"
        rf"|(?:© ?)?{sources} ?/ ?{name}(?: ?/ ?{name})?"
        rf"|{name}(?: ?/ ?{name})? via {sources}"
        rf"|© ?(?:{sources}|{name})|{pictures}"
    )
    capital = r"(?-i:[A-ZÀ-Ý@][\w.'’+-]*)"
    person = rf"{capital}(?: {capital}){{1,3}}"
    house = rf"{capital}(?: (?:{capital}|&|{either(tables['joining'])})){{0,5}}"
    ended = r"[.!?…”\"’»] "
    staff = (
        rf"(?:(?<={ended})|(?<={ended}[(\[])|(?<={ended}[|] ))"
        rf"(?:{person}/{house}|{house} (?:photo|foto|bild)(?: ?/ ?{house})?)"
    )
    # "Photo by Jane Doe", "Courtesy of the Harbour Museum", "photos © Jane Doe, 2018", "Photo
    # supplied"
    worded = (
        rf"{by} (?:{either(tables['joining'])} )?{house}(?: ?/ ?{house})?"
        r"(?:, [^.!?:()\[\]]{2,40})?"
        rf"|{either(courtesy)} [^.!?:()\[\]]{{2,60}}"
        rf"|{word} ?© ?{house}(?:, \d{{4}})?"
        rf"|{either(tables['nobody'])}"
    )
    ends = frozenset(
        each.split()[-1].rpartition("/")[2]
        for name in ("agencies", "pictures")
        for each in tables[name]
    )
    return _Data(
        frozenset(each.split()[0] for each in tables["credit"]),
        re.compile(
            rf"[(\[]?(?P<word>{word})(?P<colon> ?:)? (?P<who>[^\W\d_©].{{1,100}}?|© ?.{{2,100}}?)"
            r"[)\]]?",
            re.IGNORECASE,
        ),
        re.compile(rf"[(\[]?(?P<credit>{shape})[)\]]?", re.IGNORECASE),
        re.compile(
            r"(?P<text>.{15,}?[^\s(\[|/©–—-])\s*"
            rf"(?:(?<=[.!?…”»\"’)])\s*[|–—-]?\s*|\s[|–—]\s|[(\[]|, (?=\w+ ?©)"
            rf"| - (?={word} ?:)| (?=©))\s*"
            rf"(?P<credit>(?:{word}) ?: ?[‘“'\"]?(?=(?-i:[A-ZÀ-Ý©@])|{sources})"
            rf"(?:[^.!?:()\[\]]|(?<=\b[^\W\d_])\.){{2,80}}"
            rf"|{shape}|(?<=\[){sources}|{worded}|{staff}) ?[)\]]?\.?",
            re.IGNORECASE,
        ),
        ends,
        frozenset((")", "]", *(c for end in ends for c in (end[-1], end[-1].upper())))),
        frozenset(each.split()[-1] for each in tables["credit"]),
        frozenset(
            word
            for each in (*tables["credit"], *tables["nobody"])
            for word in each.split()
            if word not in _BY or word in ("credit", "via")
        ),
    )


def _names_whom(word: str) -> bool:
    """Whether a word for a credit is one after which a name follows without a colon."""
    return word.split()[-1] in _BY or "courtesy" in word


def _parts(text: str) -> list[str]:
    return text.casefold().translate(_PARTING).split()


def credit_of(line: str) -> str:
    """Who is credited, where a line opens with a word for it ("Photo:") and says nothing else;
    empty otherwise."""
    if len(line) > _LONGEST or line.endswith((".", "?", "!", ":")):
        return ""
    data = _data()
    if line[:40].lstrip("([").partition(" ")[0].rstrip(":").casefold() not in data.first:
        return ""
    match = data.named.fullmatch(line)
    if not match:
        return ""
    word = match["word"].casefold()
    by = word.split()[-1] in _BY
    if match["colon"] or (by and match["who"][0].isupper()) or "courtesy" in word:
        return line.strip("()[]")
    return ""


def credit_alone(line: str) -> str:
    """Who is credited, where a line is a picture's source and nothing else ("Jane Doe/Getty
    Images", "© AFP"); empty otherwise."""
    if len(line) > _LONGEST or not may_credit(line):
        return ""
    match = _data().alone.fullmatch(line)
    return match["credit"] if match else ""


def with_credit(line: str) -> tuple[str, str]:
    """A caption and its credit, where a line ends in one ("... at the pier. (Photo: Jane Doe)");
    both empty otherwise."""
    if not may_credit(line):
        return "", ""
    match = _data().tail.fullmatch(line)
    return (match["text"].strip(), match["credit"].strip()) if match else ("", "")


def may_credit(line: str) -> bool:
    """A quick look, whether `credit_alone` or `with_credit` may find anything: most lines end in no
    source and hold none of the marks before one."""
    last = line[-1]
    data = _data()
    if last in _STOPS:
        # "Photo courtesy of the Harbour Museum." after a sentence
        start = line.rfind(". ", -_LONGEST, -1) + 2
        return start > 1 and line[start:].lstrip("([").partition(" ")[0].casefold() in data.first
    end = line[-100:]
    if "©" in end:
        return True
    colon = end.rfind(":")
    if colon > 0 and end[:colon].rstrip().rpartition(" ")[2].strip("([|").casefold() in data.last:
        return True
    if "/" in end and (_NAMES.search(end) or not data.ends.isdisjoint(_parts(end))):
        return True
    # Most lines end in no letter that an agency's name does.
    may_end = last in data.ending or not last.isascii()
    if may_end and end.rstrip(")] ").rpartition(" ")[2].casefold() in data.ends:
        return True
    return len(line) > _SHORTEST and not data.words.isdisjoint(_parts(end))
