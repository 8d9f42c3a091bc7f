"""XML of documents: no entities of its own, no network, no namespaces left in the way."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

from publish.readers.dom.parsing import Element, parse
from publish.report import Notice

_ENTITY = re.compile(rb"&([a-zA-Z][a-zA-Z0-9]{1,30});")
_PREDEFINED = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)


def parse_xml(data: bytes) -> Element | None:
    """The tree of a well-formed file, with its namespaces; None where it is none.

    Entities that the file defines itself are not expanded.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root: Element = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def parse_xhtml(data: bytes) -> tuple[Element, tuple[Notice, ...]]:
    """The tree of an XHTML page without namespaces, and what of it could not be carried.

    Named characters (``&nbsp;``) are known; what is not well-formed is read as HTML.
    """
    root = parse_xml(_DOCTYPE.sub(b"", _ENTITY.sub(_character, data), count=1))
    if root is None:
        return parse(data.decode("utf-8", "replace").lstrip("\ufeff"))
    for element in root.iter("*"):
        tag = element.tag
        if isinstance(tag, str) and tag.startswith("{"):
            element.tag = tag.rpartition("}")[2]
    return root, ()


def _character(match: re.Match[bytes]) -> bytes:
    if match[1] in _PREDEFINED:
        return match[0]
    return html5.get(f"{match[1].decode('ascii')};", match[0].decode("ascii")).encode("utf-8")
