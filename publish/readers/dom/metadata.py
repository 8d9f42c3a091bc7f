"""The metadata of a page."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from publish.model import Metadata
from publish.readers.dom.head import Head
from publish.readers.dom.page_dates import find_dates
from publish.readers.dom.parsing import Element
from publish.readers.dom.people import find_authors
from publish.readers.dom.titles import find_title


def read_metadata(root: Element, head: Head, address: str, name: str) -> Metadata:
    """What the page says of itself; the deck is found with the article, see `article.deck`.

    Args:
        address: where the page was fetched from; may be empty.
        name: what the source is called where the page gives no address.
    """
    source = canonical(root, head, address)
    host = urlsplit(source).hostname or ""
    site = publisher(head)
    published, modified = find_dates(root, head, source)
    return Metadata(
        title=find_title(root, head, site, host),
        authors=find_authors(root, head, site),
        publisher=site,
        published=published,
        modified=modified,
        language=language(root, head),
        source=source or name,
        rights=_rights(root, head),
    )


def canonical(root: Element, head: Head, address: str) -> str:
    """The page's own address for itself, or `address`."""
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            found = _absolute(address, str(link.get("href")))
            if found:
                return found
    return _absolute(address, head.first("og:url", "twitter:url")) or address


def _absolute(base: str, value: str) -> str:
    try:
        joined = urljoin(base, value.strip())
        return joined if urlsplit(joined).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def language(root: Element, head: Head) -> str:
    """BCP 47, from the root element or the head; empty when neither says."""
    value = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    value = value or head.first("content-language", "dc.language", "language", "og:locale")
    value = value.strip().replace("_", "-").split(",")[0]
    return value if re.fullmatch(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}", value) else ""


def publisher(head: Head) -> str:
    """Who publishes the page; empty when it does not say."""
    by_id: dict[str, dict[str, Any]] = {
        str(item["@id"]): item for item in head.data if item.get("@id") and item.get("name")
    }
    for item in head.articles():
        value = item.get("publisher")
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name") or by_id.get(str(value.get("@id")), {}).get("name")
        if isinstance(value, str) and value.strip():
            return " ".join(html.unescape(value).split())
    found = head.first("og:site_name", "application-name", "dc.publisher", "citation_journal_title")
    return html.unescape(found)


def _rights(root: Element, head: Head) -> str:
    stated = head.first("dcterms.rights", "dc.rights", "copyright", "rights", "dcterms.license")
    if stated:
        return html.unescape(stated)
    for item in head.articles():
        for key in ("copyrightNotice", "license"):
            if isinstance(item.get(key), str):
                return str(item[key])
    for link in root.iter("a", "link"):
        if "license" in (link.get("rel") or "").split() and link.get("href"):
            return str(link.get("href"))
    return ""


def with_deck(meta: Metadata, deck: str) -> Metadata:
    """`meta` with the deck as its subtitle."""
    return replace(meta, subtitle=deck)
