"""Running text in capitals put into ordinary letters, for readers of large print.

Words in capitals have one shape, a rectangle, and lose the outline that a reader with low vision
goes by. (RNIB Clear Print and the APH large print guidelines both advise against capitals.) Only
the case of letters changes: never a letter, never their number.

What a word looks like in ordinary letters is learned from the article itself: a name keeps its
capital ("ALEPPO" where the text says "Aleppo"), an abbreviation that the text writes in capitals
among small letters stays. Where the article does not tell, a list of abbreviations and the shape of
the word decide; a heading's unknown words get a capital, a sentence's none.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib import resources

from publish.model import (
    Article,
    CodeSpan,
    Emphasis,
    Foreign,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    PageMark,
    Sentence,
    Strong,
    Text,
)
from publish.walk import Front, Role, language_of, map_passages, passages, plain_text

_WORD = re.compile(r"[^\W_]+(?:[.&'’-][^\W_]+)*\.?")
_PART = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœаеёиоуыэюяαεηιουωάέήίόύώ]", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[IVXLC]{2})(?:X[LC]|L?X{0,3}|C)(?:IX|IV|V?I{0,3})")
#: What may stand between the end of a sentence and the next word.
_BETWEEN = frozenset(" \t\n\u00a0\u202f'\"‘’“”«»()[]¿¡—–-")
#: The end of "U.S." or "J.": no sentence ends there as far as one can see.
_INITIAL = re.compile(r"(?:^|[\W_])[^\W\d_]\.$")
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH|S|E|ER|ÈME|E)")

#: Fewer words in capitals than this amid ordinary text may be a name or emphasis; from four on it
#: is running text. A shorter run counts when it opens the passage, as the lead of a story does.
_RUN = 4
_LEAD = 2
#: A one-word heading up to this length that nothing is known about may be an abbreviation.
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Casing:
    """What is known of the words of one article: lower-case word -> how it is written."""

    forms: dict[str, str]
    language: str


@lru_cache(maxsize=1)
def _acronyms() -> frozenset[str]:
    text = (resources.files("publish") / "data" / "casing" / "acronyms.txt").read_text("utf-8")
    return frozenset(w for line in text.splitlines() if line[:1] != "#" for w in line.split())


@lru_cache(maxsize=16)
def _small(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The small words of a language, and those that are always capitals."""
    text = (resources.files("publish") / "data" / "casing" / "small.toml").read_text("utf-8")
    data = tomllib.loads(text)
    always = data.pop("always")
    return frozenset(data.get(language, "").split()), frozenset(always.get(language, "").split())


def lower(word: str, language: str) -> str:
    """`word` in small letters, of the same length; Turkish and Azeri keep their two i's."""
    if language in ("tr", "az"):
        word = word.replace("I", "ı").replace("İ", "i")
    small = word.lower()
    return small if len(small) == len(word) else word


def _capital(word: str, language: str) -> str:
    """`word` with a capital initial, also behind a hyphen."""
    out = lower(word, language)
    for part in re.finditer(r"(?:^|(?<=-))[^\W\d_]", word):
        out = out[: part.start()] + word[part.start()] + out[part.end() :]
    return out


def _shouted(word: str) -> bool:
    letters = "".join(_PART.findall(word))
    return letters.isupper() and letters.lower() != letters


def learn(articles: Iterable[Article]) -> Casing:
    """What the ordinary sentences of `articles` tell about the case of their words."""
    seen: dict[str, Counter[str]] = {}
    language = "en"
    for article in articles:
        language = language_of(article.meta).lower().split("-")[0]
        for passage in passages(article.blocks):
            if passage.role == Role.HEADING:
                continue
            text = plain_text(passage.content)
            words = list(_WORD.finditer(text))
            shouted = [_shouted(w.group()) for w in words]
            for index, match in enumerate(words):
                neighbours = shouted[max(0, index - 1) : index] + shouted[index + 1 : index + 2]
                if shouted[index] and (any(neighbours) or len(words) == 1):
                    continue  # amid capitals a word tells nothing
                word = match.group().removesuffix(".")
                # At a sentence's start a capital says little: it counts only when nothing else does
                first = _opens(text, match.start())
                seen.setdefault(word.lower(), Counter())[word] += 1 if first else 100
    forms = {}
    for key, counts in seen.items():
        form, weight = max(counts.items(), key=lambda item: (item[1], item[0]))
        if weight >= 100 or form == key or not form.istitle():
            forms[key] = form
    return Casing(forms, language)


def calm(article: Article, front: Front) -> tuple[Article, Front]:
    """`article` and its front matter without running text in capitals."""
    texts = (*front.passages(), *passages(article.blocks))
    if not any(_may_shout(plain_text(passage.content, notes=True)) for passage in texts):
        return article, front  # most articles: there is nothing to learn for
    casing = learn((article,))
    blocks = tuple(map_passages(block, partial(_calm, casing)) for block in article.blocks)
    front = Front(
        title=_calm(casing, front.title, Role.TITLE),
        subtitle=_calm(casing, front.subtitle, Role.SUBTITLE),
        byline=_calm(casing, front.byline, Role.BYLINE),
        dateline=front.dateline,
    )
    return replace(article, blocks=blocks), front


def _calm(casing: Casing, content: Inlines, role: Role) -> Inlines:
    text = plain_text(content)
    new = calm_text(text, casing, name=role in _NAMING)
    content = content if new == text else _put(content, new)
    return _notes(casing, content)


_NAMING = frozenset({Role.TITLE, Role.HEADING, Role.BYLINE, Role.CELL})


def calm_text(text: str, casing: Casing, *, name: bool = False) -> str:
    """`text` with its runs of capitals in ordinary letters; of the same length.

    Args:
        name: whether an unknown word gets a capital initial (headings), or none (sentences).
    """
    if not _may_shout(text):
        return text
    words = list(_WORD.finditer(text))
    out = text
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and _in_run(words[end].group()):
            end += 1
        if end > start and _is_running(words, start, end, casing):
            out = _recase(out, words[start:end], casing, name)
        start = max(end, start + 1)
    return out


def _may_shout(text: str) -> bool:
    """Whether `text` holds two words in capitals, or is nothing else: quickly told."""
    pieces = text.split()
    shouted = sum(len(piece) > 1 and piece.isupper() for piece in pieces)
    return shouted > 1 or (shouted == 1 and text.isupper())


def _in_run(word: str) -> bool:
    """Whether a run of capitals goes on over `word`; figures do not end it."""
    return _shouted(word) or not any(c.isalpha() for c in word)


def _is_running(words: list[re.Match[str]], start: int, end: int, casing: Casing) -> bool:
    run = [w.group() for w in words[start:end]]
    plain = [w for w in run if _shouted(w) and not _is_acronym(w, casing)]
    if not plain:
        return False
    if len(run) == len(words):  # the whole passage
        return len(run) > 1 or len(plain[0]) > _SHORT or plain[0].lower() in casing.forms
    return len(plain) >= (_LEAD if start == 0 else _RUN)


def _is_acronym(word: str, casing: Casing) -> bool:
    bare = word.removesuffix(".")
    if "." in bare:  # U.S.
        return True
    known = casing.forms.get(bare.lower())
    if known is not None:
        return known == bare
    if any(c.isdigit() for c in bare):
        start = bare.split("-")[0]
        return not _ORDINAL.fullmatch(bare) and (len(start) < 4 or start in _acronyms())
    head = re.split(r"['’&-]", bare)[0]
    if head in _acronyms():
        return True
    if _ROMAN.fullmatch(bare):
        return True
    return bare.isascii() and 1 < len(bare) <= 5 and not _VOWEL.search(bare)


def _recase(text: str, run: list[re.Match[str]], casing: Casing, name: bool) -> str:
    small, always = _small(casing.language)
    plain = [w.group() for w in run if lower(w.group(), casing.language) not in small]
    # A short run without small words is a name: FREE SYRIAN ARMY.
    name = name or (len(run) < _RUN and len(plain) == len(run))
    pieces: list[str] = []
    at = 0
    for match in run:
        word = match.group()
        if not _shouted(word) or _is_acronym(word, casing):
            continue
        bare = word.removesuffix(".")
        down = lower(bare, casing.language)
        first = _opens(text, match.start())
        if bare in always:
            new = bare
        elif len(bare) == 1 and down not in small:
            new = bare  # an initial
        elif down in casing.forms and len(casing.forms[down]) == len(bare):
            new = casing.forms[down]
        elif down in small:
            new = down
        elif name or casing.language == "de":  # most unknown German words are nouns
            new = _capital(bare, casing.language)
        else:
            new = down
        # Only English gives the known words of a title capitals, too.
        title = name and casing.language == "en" and down not in small
        if new == down and (first or title):
            new = _capital(bare, casing.language)
        pieces += (text[at : match.start()], new)
        at = match.start() + len(bare)
    return "".join(pieces) + text[at:]


def _opens(text: str, at: int) -> bool:
    """Whether the word at `at` opens a sentence, as far as the signs before it tell."""
    while at and text[at - 1] in _BETWEEN:
        at -= 1
    if _INITIAL.search(text[max(0, at - 3) : at]):
        return False
    return not at or text[at - 1] in ".!?…:"


def _put(inlines: Inlines, text: str) -> Inlines:
    """`inlines` with their characters replaced, one for one, by those of `text`."""
    new, _ = _place(inlines, text, 0)
    return new


def _place(inlines: Inlines, text: str, at: int) -> tuple[Inlines, int]:
    new: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(value):
                new.append(Text(text[at : at + len(value)]))
                at += len(value)
            case CodeSpan(value):
                new.append(inline)
                at += len(value)
            case LineBreak():
                new.append(inline)
                at += 1
            case Emphasis() | Strong() | Link() | Foreign() | Sentence():
                children, at = _place(inline.children, text, at)
                new.append(replace(inline, children=children))
            case Note() | Image() | PageMark():
                new.append(inline)
    return tuple(new), at


def _notes(casing: Casing, inlines: Inlines) -> Inlines:
    new: list[Inline] = []
    for inline in inlines:
        match inline:
            case Note():
                new.append(replace(inline, children=_calm(casing, inline.children, Role.NOTE)))
            case Emphasis() | Strong() | Link() | Foreign() | Sentence():
                new.append(replace(inline, children=_notes(casing, inline.children)))
            case _:
                new.append(inline)
    return tuple(new)
