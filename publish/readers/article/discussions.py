"""The readers' comments of a page, known by what the page calls their container."""

from __future__ import annotations

import re
from functools import lru_cache

from publish.readers.dom.parsing import Element

#: Programs that pages take comments from.
_PROGRAMS = frozenset(("disqus", "livefyre", "fyre", "intensedebate", "talkback"))
#: The whole name of a container.
_WHOLE = frozenset(("comment", "comments", "commentlist", "respond", "responses", "replies"))
#: The last word of a class: "pb-f-page-comments", "js_replies". An id of that form may be that of
#: a section about comments.
_LAST = frozenset(("comments", "commentlist", "replies"))
#: A last word that means readers together with one of `_WHOSE`: "ReaderReaction",
#: "in_article_forums".
_SAYINGS = _LAST | {
    *("discussion", "discussions", "forum", "forums", "opinions", "reaction", "reactions"),
    "responses",
}
_WHOSE = frozenset(
    (
        *("article", "blog", "entry", "post", "reader", "readers", "story", "user", "users"),
        "visitor",
    )
)
#: What follows "comment" in the name of a container: "commentList", "comments-holder".
_PARTS = frozenset(
    (
        *("area", "block", "body", "box", "children", "container", "content", "feed", "form"),
        *("holder", "item", "items", "list", "module", "respond", "section", "stream", "text"),
        *("thread", "threads", "tree", "widget", "wrap", "wrapper"),
    )
)
#: What makes a name say something of the page: "has-comments", "comments-open".
_OF_PAGE = frozenset(("no", "has", "with", "without", "hide", "open", "closed"))
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: One of these stands in every name that means comments.
_HINTS = (
    *("comment", "disqus", "fyre", "intensedebate", "talkback", "repl", "respon", "discussion"),
    *("forum", "opinions", "reaction"),
)
_CLASSES = ("class", "data-component")
_NAMES = ("id", "aria-label")
#: A container that holds one of these holds more than comments.
_PAGE_PARTS = ("h1", "main")


def is_discussion(element: Element) -> bool:
    """Whether `element` is called the place of comments, and holds no heading of a page."""
    keys = element.keys()
    for key in keys:
        if key in _CLASSES:
            named = _has_class(element.get(key) or "")
        else:
            named = key in _NAMES and _is_named(element.get(key) or "", is_class=False)
        if named:
            return next(element.iter(*_PAGE_PARTS), None) is None
    return False


@lru_cache(maxsize=4096)
def _has_class(names: str) -> bool:
    return _may_be(names) and any(_is_named(name, is_class=True) for name in names.split())


def _may_be(names: str) -> bool:
    low = names.lower()
    return any(map(low.__contains__, _HINTS))


@lru_cache(maxsize=4096)
def _is_named(name: str, *, is_class: bool) -> bool:
    if not _may_be(name):
        return False
    words = [word.lower() for word in _WORDS.findall(name)]
    if not words or not _OF_PAGE.isdisjoint(words):
        return False
    if len(words) == 1:
        return words[0] in _WHOLE or words[0] in _PROGRAMS
    return (
        not _PROGRAMS.isdisjoint(words)
        or (is_class and words[-1] in _LAST)
        or (words[-1] in _SAYINGS and not _WHOSE.isdisjoint(words))
        or (words[0] in ("comment", "comments") and words[1] in _PARTS)
    )
