"""Where sentences end: candidates by one pattern, each judged by the words around it.

The order of the tests in ``_ends`` is the order of their certainty. Word lists come from
``publish.boundaries.language``. Lines are joined only where they look wrapped at a width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.boundaries.language import Words, words

Span = tuple[int, int]

# A line longer than this is a paragraph of its own, not a piece of wrapped text (characters).
_WIDEST_WRAP = 120
_NARROWEST_WRAP = 40
# No word that may end a sentence is longer (characters); it bounds the look back.
_LONGEST_WORD = 60

_CLOSERS = "\"'”’»›)\\]}」』】）»＂"
_OPENERS = "\"'“‘„‚«‹»›(\\[{¿¡「『【（—–•‣⁃*\\-"
# Pictures of feelings go with the sentence before them.
_FACES = "\U0001f300-\U0001faff\ufe0f\u200d❤☺"
# Terminators of scripts that put them at ends of sentences and nowhere else.
_CERTAIN = "。！？｡．؟۔।॥։።፧၊။។៕"

# It starts with one class of characters, which the engine searches for quickly.
_CANDIDATE = re.compile(
    rf"[{_CERTAIN}.!?…](?:"
    rf"(?<=[{_CERTAIN}])(?P<certain>[{_CERTAIN}]*[{_CLOSERS}]*)"
    rf"|(?<![.!?…].)(?P<mark>(?<=(?<!\.\ )\.)(?:\ \.){{2,}}+|[.!?…]*+)"
    rf"(?P<close>(?:\[\d+\]|[{_CLOSERS}]|\ [»”](?=\s|$)|\ ?[{_FACES}]+)*+)"
    rf"(?:\ +|(?=[A-ZÀ-Þ“\"]))(?P<open>(?:[{_OPENERS}]\ ?)*+)(?P<next>[^\s{_OPENERS}]))"
)
_BLANK_LINE = re.compile(r"\n[ \t\r]*(?:\n[ \t\r]*)+|[\u2028\u2029\f\v]+")
_SPACES = re.compile(r"[^\S ]")
_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]$")
_MARKER = re.compile(r"(?P<bullet>[•‣⁃*-] ?)?(?P<name>\d{1,3}|[a-z])(?P<style>\.\)|\)|\.) ")
_LEADING = re.compile(rf"^[{_OPENERS}“”‘’]+")
_NAMED_SPEAKER = re.compile(
    r"(?:[A-Z][\w.’'-]*,?\s){1,4}(?:\d{1,3},\s)?(?:(?:\w+ly|also|later|once|then)\s)?(?P<verb>[a-z]+)\b"
)
# A name with a capital inside, which may end in a mark: "SoundStage! Hi-Fi".
_CAMEL = re.compile(r"[a-z][A-Z][^\W\d_]*!$")
# What starts with a small letter and stands apart from the sentence before it.
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter)\S")
# The parts of "ex-Gov.", "July 31-Aug." and "l'art.".
_PARTS = re.compile(r"[-–—/]|['’](?=\w\w)")
# "z. B.", "u. a.": the letter before a letter.
_SPACED_LETTER = re.compile(r"(?<![\w.])[^\W\d_]\. $")
# After a closed quotation the sentence goes on: "「…。」と", "“……。”他说".
_QUOTED_ON = re.compile(r"[とのはをに、，]|って|[^\W\d_]{0,4}[说說道问問喊答]")
# A face, or words left out: ". :)", ". [...]".
_ASIDE = re.compile(r"[:;]-?[()DP]|[\[(](?:\.{2,3}|…)[\])]")
_ROMAN = re.compile(r"[IVXLC]+\b")


def sentences(text: str, language: str = "en") -> list[str]:
    """Return the sentences of a text, in order, with the whitespace between them left out.

    ``language`` is a BCP 47 tag. A blank line always ends a sentence; a single line break does
    unless its lines look wrapped at a width.
    """
    return [text[start:end] for start, end in spans(text, language)]


def spans(text: str, language: str = "en") -> list[Span]:
    """Return the half-open character spans of the sentences of a text, in order.

    Every character that is not whitespace lies in exactly one span, and no span is empty or
    starts or ends with whitespace.
    """
    lists = words(language)
    found: list[Span] = []
    flat = _SPACES.sub(" ", text)
    for start, end in _blocks(text):
        for left, right in _within(flat, start, end, lists):
            piece = flat[left:right]
            left += len(piece) - len(piece.lstrip())
            right -= len(piece) - len(piece.rstrip())
            if left < right:
                found.append((left, right))
    return found


def _blocks(text: str) -> Iterator[Span]:
    """Yield the stretches that no sentence crosses: paragraphs, and lines that are not wrapped."""
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        yield from _lines(text, start, blank.start())
        start = blank.end()
    yield from _lines(text, start, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    if text.find("\n", start, end) < 0:
        yield start, end
        return
    lines = text[start:end].split("\n")
    width = max(map(len, lines))
    wrapped = _NARROWEST_WRAP <= width <= _WIDEST_WRAP
    here = start
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        stop = here + len(line)
        first = after.split(maxsplit=1)[0] if after.strip() else ""
        goes_on = first[:1].islower() or (
            wrapped and len(line.rstrip()) + 1 + len(first) > width and first[:1].isalnum()
        )
        here = stop + 1
        if first and goes_on:
            continue
        yield start, stop
        start = here


def _within(text: str, start: int, end: int, lists: Words) -> Iterator[Span]:
    """Yield the sentences of one block."""
    items = _inline_items(text, start, end)
    begin = start
    position = start
    while candidate := _CANDIDATE.search(text, position, end):
        while items and items[0] <= candidate.start():
            yield begin, items[0]
            begin = items.pop(0)
        cut = _cut(text, begin, candidate, lists)
        if cut is not None and cut > begin:
            yield begin, cut
            begin = cut
        position = max(candidate.start() + 1, candidate.end("certain"), candidate.end("close"))
    for item in items:
        yield begin, item
        begin = item
    yield begin, end


def _inline_items(text: str, start: int, end: int) -> list[int]:
    """Return where the items after the first begin, in a block that is a list on one line."""
    first = _MARKER.match(text, start, end)
    if not first:
        return []
    bullet, name, style = first["bullet"] or "", first["name"], first["style"]
    found: list[int] = []
    place = first.end()
    while True:
        name = str(int(name) + 1) if name.isdigit() else chr(ord(name) + 1)
        place = text.find(f" {bullet}{name}{style} ", place, end)
        if place < 0:
            return found
        place += 1
        found.append(place)


def _cut(text: str, begin: int, candidate: re.Match[str], lists: Words) -> int | None:
    """Return where the sentence ends at a candidate, or None where it goes on."""
    if candidate["certain"] is not None:
        end = candidate.end("certain")
        return None if text[end - 1] in "」』”" and _QUOTED_ON.match(text, end) else end
    if " " in candidate["mark"]:
        return _spaced_ellipsis(text, candidate)
    if not _ends(text, begin, candidate, lists):
        return None
    return candidate.end("close")


def _spaced_ellipsis(text: str, candidate: re.Match[str]) -> int | None:
    """Judge ". . ." : four points hold a full stop, first if it is joined to the word before."""
    dots = candidate["mark"].count(".") + 1
    start = candidate.start()
    joined = start > 0 and not text[start - 1].isspace()
    following = candidate["next"]
    if candidate["close"] or not (following.isupper() or following.isdigit()):
        return None
    if dots == 3:
        return candidate.end("close") if joined else None
    return start + 1 if joined else candidate.end("close")


def _ends(text: str, begin: int, candidate: re.Match[str], lists: Words) -> bool:
    close, following = candidate["close"], candidate["next"]
    start = candidate.start()
    mark = text[start : candidate.end("mark")]
    next_at = candidate.start("next")
    word_match = _WORD.match(text, next_at, next_at + _LONGEST_WORD)
    word = word_match.group() if word_match else following
    if following.islower() and not word[1:2].isupper() and not _ADDRESS.match(text, next_at):
        return False
    head = word.replace("’", "'").split("'")[0].split("-")[0].lower()
    opens = head in lists.openers
    if candidate.end("close") == candidate.start("open") == next_at:
        return _unspaced(text, candidate, opens)
    if following in ",;:.!?)]}%&/+=<>" or following in _CLOSERS:
        omission = text.startswith("...", next_at) and candidate["open"].strip() in ('"', "“")
        return omission or bool(_ASIDE.match(text, candidate.start("open")))
    if mark[0] in ".…" and len(mark) > 1 and mark.strip("….") == "":
        bracketed = close[:1] in ("]", ")") and text[start - 1 : start] in ("[", "(")
        return not bracketed and not (text[start - 1 : start].isspace() and head == "i")
    if mark != ".":
        return _after_exclamation(text, candidate, lists, opens)
    return _after_full_stop(text, begin, candidate, lists, word, opens)


def _unspaced(text: str, candidate: re.Match[str], opens: bool) -> bool:
    """Judge 'ended.The next' and 'ended."The next', where a page has lost its space."""
    if candidate["mark"] or not candidate["next"].isupper():
        return False
    start = candidate.start()
    before = text[_token_start(text, 0, start) : start]
    plain = len(before) > 1 and before.strip("\"'“‘(").isalpha() and before[-1].islower()
    after = text[candidate.start("next") : candidate.start("next") + 40].split(" ")[0]
    return opens and plain and "." not in after.rstrip(".")


def _after_exclamation(text: str, candidate: re.Match[str], lists: Words, opens: bool) -> bool:
    start = candidate.start()
    name = text[_token_start(text, 0, start) : start + 1].lstrip("\"'“‘(")
    named = name in lists.exclaimed or _CAMEL.search(name)
    if named and not candidate["close"] and not candidate["mark"]:
        return opens
    if candidate["close"].strip(" )") and not candidate["open"]:
        at = candidate.start("next")
        speaker = _NAMED_SPEAKER.match(text, at, at + 3 * _LONGEST_WORD)
        if speaker and speaker["verb"] in lists.speech:
            return False
    return True


def _after_full_stop(
    text: str, begin: int, candidate: re.Match[str], lists: Words, word: str, opens: bool
) -> bool:
    start = candidate.start()
    token_at = _token_start(text, begin, start)
    token = _LEADING.sub("", text[token_at:start])
    if not token:
        return True
    quoted = any(mark in candidate["close"] for mark in "\"”»’'")
    last = _PARTS.split(token)[-1] or token
    low = last.lower()
    digit = candidate["next"].isdigit()
    alone = not _WORD.search(text, begin, token_at)
    if token.isdigit():
        if alone and candidate["close"] in ("", ")"):
            return False
        return not (lists.ordinal_dot and len(token) <= 2 and not opens and not quoted)
    if len(token) == 1 and token.isalpha():
        return _after_initial(text, begin, token_at, candidate, lists, opens, alone)
    if low.lstrip("0123456789:.") in lists.clock:
        return word.split("-")[0] not in lists.after_clock and not _leads_in(
            text, begin, start, lists
        )
    if low in lists.numbered and (digit or _ROMAN.match(text, candidate.start("next"))):
        return False
    if len(token) > 1 and token.isupper() and "." not in token and not word.isupper():
        return True
    if low in lists.joins or (low in lists.titles and last[0].isupper()):
        return quoted or (opens and last.islower() and low not in lists.mid)
    if low in lists.either or last in lists.cased or _INITIALS.match(token):
        return opens or bool(candidate["open"].strip(" (")) or (quoted and len(token) > 2)
    return True


def _token_start(text: str, begin: int, end: int) -> int:
    """Return where the token that ends at `end` starts, looking back no further than `begin`."""
    begin = max(begin, end - _LONGEST_WORD)
    return max(text.rfind(" ", begin, end) + 1, begin)


def _after_initial(
    text: str,
    begin: int,
    token_at: int,
    candidate: re.Match[str],
    lists: Words,
    opens: bool,
    alone: bool,
) -> bool:
    """Judge a single letter: an item's name, a person's initial, the pronoun, or "vitamin C."."""
    if alone:
        return False
    letter = text[candidate.start() - 1]
    before = text[begin:token_at].rstrip().rsplit(" ", 1)[-1]
    named = before[:1].isupper() and not before.endswith((",", ";", ":"))
    if letter == "I" and not named:
        return True
    if text[candidate.start("next") + 1 : candidate.start("next") + 2] == ".":
        return False
    if letter.islower() and _SPACED_LETTER.search(text, max(begin, token_at - 4), token_at):
        return opens
    if letter.islower():
        return not candidate["next"].isdigit() and (letter not in lists.joins or opens)
    if candidate["close"].strip() or candidate["open"].strip(" \"“'‘("):
        return True
    return opens and not named


def _leads_in(text: str, begin: int, end: int, lists: Words) -> bool:
    """Tell whether a sentence so far is only its time: "At 5 a.m."."""
    lead = text[begin:end].split()
    return 2 <= len(lead) <= 4 and all(
        piece.lower() in lists.lead_in or piece[0].isdigit() or piece.lower() in lists.clock
        for piece in lead
    )
