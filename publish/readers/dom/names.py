"""The elements of HTML by what they are here. Names are lower case, without a namespace."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Elements that stand on lines of their own; inside an inline element they make it a container.
BLOCKS = _names(
    """address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend
    li listing main menu nav noframes ol optgroup option p plaintext pre search section summary
    table tbody td tfoot th thead tr ul xmp"""
)

#: What may stand in a page's head; anything else begins its body.
HEAD = _names("base basefont bgsound link meta noscript object script style template title")

#: Elements whose text is never the reader's: code, machinery, controls.
SILENT = _names(
    """area base button canvas col colgroup datalist dialog frame head input link map meta meter
    noscript output param progress rp script select source style template textarea title track
    wbr"""
)

#: Of these, what a page may forget to close; then they hold the page's own text.
UNCLOSED = _names("button canvas dialog map select")

#: Elements that play something: their text is a fallback, their content cannot be carried.
MEDIA = _names("audio video iframe object embed")

HEADINGS = {f"h{level}": level for level in range(1, 7)}
EMPHASIS = _names("em i cite dfn var")
STRONG = _names("strong b")
CODE = _names("code kbd samp tt")

#: Elements without an end tag.
VOID = _names(
    """area base basefont bgsound br col embed frame hr img input keygen link meta param source
    track wbr"""
)

#: Of these, the ones that libxml2 does not know: what follows an open one becomes its content.
OPEN_VOID = _names("bgsound embed keygen source track wbr")
