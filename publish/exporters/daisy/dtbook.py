"""The text of a DAISY 3 book: DTBook 2005-3, made of the XHTML of each stretch.

DTBook knows no ``figure``, ``pre`` or ``hr``; it has levels around headings and elements of its
own for sentences, notes and page numbers.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from publish.exporters.daisy.plan import Plan, Stretch

BOOK = "book.xml"
_NAMESPACE = "http://www.daisy.org/z3986/2005/dtbook/"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def dtbook(
    plan: Plan, *, identifier: str, title: str, authors: Iterable[str], language: str
) -> str:
    """The whole text. Elements that are played name their place in the SMIL files."""
    root = etree.Element("dtbook", {"version": "2005-3", f"{_XML}lang": language})
    head = etree.SubElement(root, "head")
    for name, content in (("dtb:uid", identifier), ("dc:Title", title)):
        etree.SubElement(head, "meta", {"name": name, "content": content})
    book = etree.SubElement(root, "book")
    front = etree.SubElement(book, "frontmatter")
    etree.SubElement(front, "doctitle").text = title
    for author in authors:
        etree.SubElement(front, "docauthor").text = author
    levels = _Levels(etree.SubElement(book, "bodymatter"))
    for stretch in plan.stretches:
        for block in _blocks(stretch, language):
            levels.add(block)
    levels.close()
    whole = etree.tostring(root, encoding="unicode")
    # The namespace is that of every element: written once here rather than into each name above.
    whole = whole.replace("<dtbook ", f'<dtbook xmlns="{_NAMESPACE}" ', 1)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<!DOCTYPE dtbook PUBLIC "-//NISO//DTD dtbook 2005-3//EN"'
        f' "http://www.daisy.org/z3986/2005/dtbook-2005-3.dtd">\n{whole}\n'
    )


class _Levels:
    """Puts blocks under nested levels, one for each heading."""

    def __init__(self, body: etree._Element) -> None:
        self.open = [body]

    def add(self, block: etree._Element) -> None:
        if block.tag in _HEADINGS:
            rank = _HEADINGS.index(str(block.tag)) + 1
            self.close(rank)
            # A rank that is skipped gets a level without a heading of its own.
            while len(self.open) <= rank:
                self.open.append(self._level())
        elif len(self.open) == 1:
            self.open.append(self._level())
        self.open[-1].append(block)

    def close(self, rank: int = 1) -> None:
        """Close the levels of `rank` and below; none of them may be empty."""
        while len(self.open) > rank:
            level = self.open.pop()
            if level[-1].tag in _HEADINGS:
                etree.SubElement(level, "p")

    def _level(self) -> etree._Element:
        return etree.SubElement(self.open[-1], f"level{len(self.open)}")


def _blocks(stretch: Stretch, language: str) -> list[etree._Element]:
    root = etree.fromstring(f"<body>{stretch.body}</body>".encode())
    played = {moment.id for moment in stretch.moments}
    pages = {entry.id for entry in stretch.entries if not entry.rank}
    for element in list(root.iter()):
        _convert(element, stretch, played, pages)
    blocks: list[etree._Element] = []
    for block in root:
        # Notes stand in their level one by one.
        blocks += list(block) if block.get("class") == "notes" else [block]
    for block in blocks:
        block.tail = "\n"
        if stretch.language != language:
            block.set(f"{_XML}lang", block.get(f"{_XML}lang", stretch.language))
    return blocks


def _convert(element: etree._Element, stretch: Stretch, played: set[str], pages: set[str]) -> None:
    element.attrib.pop("lang", "")
    id_ = element.get("id", "")
    match element.tag, element.get("class", ""):
        case "span", _ if id_ in pages:
            _page(element)
        case "span", _ if id_ in played and not _in_sentence(element):
            element.tag = "sent"
        case "span", "mark":
            element.attrib.clear()
        case "b", _:
            element.tag = "strong"
        case ("ul" | "ol") as kind, _:
            element.tag = "list"
            element.set("type", str(kind))
        case "div", "figure" if element.find("img") is not None:
            element.tag = "imggroup"
        case "p", "figcaption":
            parent = element.getparent()
            if parent is not None and parent.tag == "imggroup":
                element.tag = "caption"
        case "div", "aside":
            element.tag = "note"
        case "sup", _ if len(element) == 1 and (element[0].get("href") or "").startswith("#"):
            target = element[0].get("href", "")
            element.tag = "noteref"
            element.text = _text(element)
            element.remove(element[0])
            element.set("idref", target)
        case "a", _ if (element.get("href") or "").startswith("#"):
            _drop(element)  # the way back from a note
        case "a", _:
            element.set("external", "true")
        case "hr", _:
            element.tag = "p"
            element.text = "* * *"
        case "pre", _:
            _lines(element)
        case _:
            pass
    if id_ in played or id_ in pages:
        element.set("smilref", f"{stretch.smil}#{id_}-par")


def _in_sentence(element: etree._Element) -> bool:
    """Whether this, a picture in words, stands in a sentence; those do not nest."""
    return any(above.tag == "sent" for above in element.iterancestors())


def _page(element: etree._Element) -> None:
    """A page number; one at the very start of a sentence goes before it."""
    element.tag = "pagenum"
    element.set("page", element.get("class", "").removeprefix("page-"))
    element.attrib.pop("class", "")
    sentence = element.getparent()
    if sentence is not None and sentence.tag == "sent" and not sentence.text:
        rest, element.tail = (element.tail or "").lstrip(), None
        sentence.addprevious(element)
        element.tail = " "
        sentence.text = rest
    parent = element.getparent()
    if parent is not None and parent.tag in ("td", "th"):
        # A cell takes no page number, but a span that holds one.
        span = etree.Element("span")
        element.addprevious(span)
        span.tail, element.tail = element.tail, None
        span.append(element)


def _lines(element: etree._Element) -> None:
    """Computer text as a group of lines: DTBook has no preformatted text."""
    text = _text(element)
    for child in list(element):
        element.remove(child)
    element.text = None
    element.tag = "linegroup"
    element.set("class", "code")
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        etree.SubElement(element, "line").text = "\u00a0" * indent + line[indent:]


def _text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
