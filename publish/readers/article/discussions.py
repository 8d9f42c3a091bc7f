"""The readers' comments of a page, known by what the page calls their container."""

from __future__ import annotations

import re

from publish.readers.dom.parsing import Element

#: Programs that pages take comments from.
_PROGRAMS = frozenset(("disqus", "livefyre", "fyre", "intensedebate", "talkback"))
#: What a container is for, as the last word of its name: "article-comments", "js_replies".
_MANY = frozenset(("comments", "commentlist", "replies", "responses"))
#: And as the whole of it.
_WHOLE = frozenset(("comment", "respond"))
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
_HINTS = ("omment", "isqus", "espon", "epli", "fyre", "ensede", "alkback")
_NAMING = ("id", "class", "role", "aria-label", "data-component")
#: A container that holds one of these holds more than comments.
_PAGE_PARTS = ("h1", "main")


def is_discussion(element: Element) -> bool:
    """Whether `element` is called the place of comments, and holds no heading of a page."""
    if not element.keys():
        return False
    named = " ".join(name for key in _NAMING if (name := element.get(key)))
    if not any(hint in named for hint in _HINTS):
        return False
    return (
        any(map(_names_discussion, named.split()))
        and next(element.iter(*_PAGE_PARTS), None) is None
    )


def _names_discussion(name: str) -> bool:
    words = [word.lower() for word in _WORDS.findall(name)]
    if not words or not _OF_PAGE.isdisjoint(words):
        return False
    if words[-1] in _MANY or not _PROGRAMS.isdisjoint(words):
        return True
    if len(words) == 1:
        return words[0] in _WHOLE
    return words[0] in ("comment", "comments") and words[1] in _PARTS
