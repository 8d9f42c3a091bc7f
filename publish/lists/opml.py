"""OPML: lists of subscriptions (http://opml.org/spec2.opml)."""

from __future__ import annotations

from publish.errors import InputUnusable
from publish.lists.item import Item
from publish.readers.source import Source


def opml(source: Source) -> list[Item]:
    """The feeds and links that an OPML file names.

    Raises:
        InputUnusable: it is no XML.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(source.data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputUnusable(f"The list {source.name} is broken: {error}.") from error
    if root is None:
        raise InputUnusable(f"The list {source.name} is broken: it is no XML.")
    found = []
    for outline in root.iter("outline"):
        title = outline.get("title") or outline.get("text") or ""
        feed = outline.get("xmlUrl")
        page = outline.get("url") or outline.get("htmlUrl")
        if feed:
            found.append(Item(feed, title, feed=True))
        elif page:
            found.append(Item(page, title))
    return found
