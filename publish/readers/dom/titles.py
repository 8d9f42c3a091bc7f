"""The title of a page: its heading where the head confirms it, else the head's, less the site."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from publish.readers.dates import iso_date
from publish.readers.dom.head import Head
from publish.readers.dom.parsing import Element, page_text

#: What stands between a title and its site's name; a colon or a bare hyphen belongs to titles.
_SEPARATOR = re.compile(r"\s+[|•·»«›‹~/]\s*|\s*[|»]\s+|\s+[–—-]{1,2}\s+|\s+::?\s+")
_WORD = re.compile(r"\w+")
_HEADLINE = re.compile(
    r"(?:^|[-_ ])(?:head-?line|(?:entry|post|article|page|blog|story|news)?[-_]?title)(?:$|[-_ ])",
    re.IGNORECASE,
)
#: Share of words that a heading and the head's title have in common when they mean the same.
_SAME = 0.5
#: The only heading of the first rank heads the article though the head words it in another way,
#: from this share on. Of 44 such headings in 339 pages 15 are the title and 5 are not; below it,
#: and of headings of fewer words (names of blogs and sections), most are not.
_AKIN, _FEWEST_WORDS = 0.2, 3
_COMMENTS = re.compile(r"comment|respond|repl(?:y|ies)", re.IGNORECASE)
#: A heading longer than this is a paragraph (characters).
_LONGEST = 250


def find_title(root: Element, head: Head, site: str, host: str = "") -> str:
    """The article's title; empty when the page has none.

    Args:
        site: the publisher's name, which titles carry and lose here.
        host: the page's host name, for the same purpose.
    """
    names = _names(site, host)
    every = [title for title in _stated(root, head) if title]
    stated = [title for title in every if _key(title) not in names]
    clean = [without_site(title, names) for title in stated]
    best, best_match = "", 0.0
    headings = [(text, weight) for text, weight in _headings(root) if _key(text) not in names]
    wordings = [_Wording.of(title) for title in dict.fromkeys((*stated, *clean))]
    for text, weight in headings:
        match = weight * _Wording.of(text).match(wordings)
        if match > best_match + 0.01:
            best, best_match = text, match
    first = [text for text, weight in headings if weight == 1.0]
    alone = first[0] if len(first) == 1 and len(_WORD.findall(first[0])) >= _FEWEST_WORDS else ""
    if best_match >= _SAME or (alone and best == alone and best_match >= _AKIN):
        return _undated(without_site(best, names), clean)
    if clean:
        return clean[0]
    return headings[0][0] if headings else next(iter(every), "")


def _undated(heading: str, stated: list[str]) -> str:
    """`heading`, or the stated title that it is but for a date before or after it."""
    for title in stated:
        rest = heading.replace(title, " ").split()
        if title in heading and 2 <= len(rest) <= 4 and len(iso_date(" ".join(rest))) == 10:
            return title
    return heading


def without_site(title: str, names: frozenset[str]) -> str:
    """`title` less the parts before or after it that name the site, or come after a bar."""
    parts = _SEPARATOR.split(title)
    if len(parts) == 1:
        return title
    separators = [m[0] for m in _SEPARATOR.finditer(title)]
    while len(parts) > 1:
        tail, mark = parts[-1], separators[-1]
        if _is_site(tail, names) or "|" in mark or "•" in mark or ("·" in mark and len(tail) < 40):
            if len(_WORD.findall(tail)) > 2 * sum(len(_WORD.findall(p)) for p in parts[:-1]):
                break  # the site comes first here
            parts.pop()
            separators.pop()
        else:
            break
    while len(parts) > 1 and (_is_site(parts[0], names) or "|" in separators[0]):
        parts.pop(0)
        separators.pop(0)
    out = parts[0]
    for separator, part in zip(separators, parts[1:], strict=True):
        out += separator + part
    return out.strip(" |–—-•·»")


def _is_site(part: str, names: frozenset[str]) -> bool:
    key = _key(part)
    return any(
        key == name or (len(key) > 3 and len(name) > 3 and (key in name or name in key))
        for name in names
        if name
    )


def _names(site: str, host: str) -> frozenset[str]:
    labels = [label for label in host.lower().removeprefix("www.").split(".") if len(label) > 3]
    return frozenset(_key(name) for name in (site, *labels[:2]) if name)


def _key(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))


def _stated(root: Element, head: Head) -> Iterator[str]:
    for item in head.articles():
        if isinstance(item.get("headline"), str):
            yield _plain(item["headline"])
            break
    yield _plain(head.first("og:title"))
    yield _plain(
        head.first("twitter:title", "parsely-title", "dc.title", "citation_title", "headline")
    )
    title = next(root.iter("title"), None)
    yield page_text(title) if title is not None else ""


def _headings(root: Element) -> Iterator[tuple[str, float]]:
    """Headings with a weight: those of the first rank, then others that are classed as titles."""
    for heading in root.iter("h1"):
        text = page_text(heading)
        if text and len(text) <= _LONGEST:
            yield text, 1.0
    for heading in root.iter("h2", "h3", "div", "p", "span"):
        classes = heading.get("class") or heading.get("itemprop")
        if classes and _is_headline(classes):
            text = page_text(heading)
            if text and len(text) <= _LONGEST and not _COMMENTS.search(classes):
                yield text, 0.8


@lru_cache(maxsize=4096)
def _is_headline(classes: str) -> bool:
    low = classes.lower()
    return ("title" in low or "head" in low) and bool(_HEADLINE.search(classes))


@dataclass(frozen=True, slots=True)
class _Wording:
    """The words of a title or heading, as one string and each by itself."""

    key: str
    words: frozenset[str]

    @classmethod
    def of(cls, text: str) -> _Wording:
        words = _WORD.findall(text.lower())
        return cls("".join(words), frozenset(words))

    def match(self, titles: Iterable[_Wording]) -> float:
        """How much it has in common with one of `titles` at most: 1 where they are equal, else
        the shared words over all words."""
        best = 0.0
        for title in titles:
            if title.key == self.key:
                return 1.0
            shared = len(self.words & title.words)
            if shared:
                every = len(self.words) + len(title.words) - shared
                best = max(best, 0.95 * shared / every)
        return best


def _plain(value: str) -> str:
    return " ".join(re.sub(r"<[^>]{1,100}>", "", html.unescape(value)).split())
