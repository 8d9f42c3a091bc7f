"""BRF: cells as the 64 characters of North American ASCII braille, pages apart by form feeds."""

from __future__ import annotations

#: The character of each six-dot pattern from U+2800 to U+283F, in order of their code points.
NABCC = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
_SIX_DOTS = 0x3F
_TABLE = {0x2800 + p: NABCC[p & _SIX_DOTS] for p in range(256)}


def to_brf(pages: list[list[str]]) -> tuple[bytes, int]:
    """`pages` of Unicode braille as a BRF file; lines end as embossers expect, in CR LF.

    Returns:
        The file, and how many cells had dots 7 or 8, which BRF cannot show.
    """
    deep = sum(cell > "\u283f" for page in pages for line in page for cell in line)
    sheets = ("".join(f"{_line(line)}\r\n" for line in page) + "\f" for page in pages)
    return "".join(sheets).encode("ascii"), deep


def _line(cells: str) -> str:
    return cells.translate(_TABLE).rstrip(" ")


def from_brf(data: bytes) -> list[list[str]]:
    """The pages of a BRF file in Unicode braille."""
    back = {ord(character): 0x2800 + p for p, character in enumerate(NABCC)}
    text = data.decode("ascii").upper()
    return [
        [line.translate(back) for line in page.split("\r\n")[:-1]]
        for page in text.split("\f")
        if page
    ]
