"""XML of documents: no entities that could explode, no network, no namespaces left in the way."""

from __future__ import annotations

from lxml import etree

from publish.readers.dom.charset import decode_markup
from publish.readers.dom.doctype import without_doctype
from publish.readers.dom.parsing import Element, parse
from publish.readers.source import Source
from publish.report import Notice


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

    Named characters (``&nbsp;``) and the page's own short entities are known; what is not
    well-formed is read as HTML.
    """
    data, unknown = without_doctype(data)
    notices: tuple[Notice, ...] = ()
    if unknown:
        names = ", ".join(f"&{name};" for name in unknown[:5])
        message = f"Names that stand for nothing known were left as they are: {names}."
        notices = (Notice("entity-unknown", message),)
    root = parse_xml(data)
    if root is None:
        text, wrong = decode_markup(Source("the page", data)) if data.strip() else ("", ())
        root, more = parse(text)
        return root, (*notices, *wrong, *more)
    for element in root.iter("*"):
        tag = element.tag
        if isinstance(tag, str) and tag.startswith("{"):
            element.tag = tag.rpartition("}")[2]
    return root, notices
