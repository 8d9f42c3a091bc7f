"""What paper editions have in common: the page, and the words on it before they are set."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from publish.casing import calm
from publish.edition import Edition, PaperOptions, Part
from publish.errors import UsageError
from publish.registry import unknown_name

#: Width and height in points.
PAPERS: dict[str, tuple[float, float]] = {
    "a4": (595.3, 841.9),
    "a3": (841.9, 1190.6),
    "us-letter": (612.0, 792.0),
    "us-legal": (612.0, 1008.0),
}
#: Nobody can hold a page of less than this many lines or letters; nothing smaller is accessible.
SIZES = (12.0, 96.0)
SPACINGS = (1.0, 3.0)


@dataclass(frozen=True, slots=True)
class Profile:
    """A page. Lengths are points; the data file tells the source of each value.

    Attributes:
        spacing: of lines, as a multiple of a font's single line.
        paragraph: space between paragraphs.
        headings: sizes of the title, a section, a subsection and the rest.
        emphasis: how stressed text is set: ``bold``, ``underline`` or ``italic``.
    """

    name: str
    about: str
    size: float
    spacing: float
    paragraph: float
    margin: float
    paper: str
    headings: tuple[float, ...]
    emphasis: str

    @property
    def width(self) -> float:
        """Of the text."""
        return PAPERS[self.paper][0] - 2 * self.margin

    @property
    def height(self) -> float:
        """Of the text."""
        return PAPERS[self.paper][1] - 2 * self.margin

    def heading(self, rank: int) -> float:
        """The size of a heading; the title has rank 1."""
        return self.headings[min(rank, len(self.headings)) - 1]


@lru_cache(maxsize=1)
def profiles() -> dict[str, Profile]:
    """The profiles of the data file by name."""
    text = (resources.files("publish") / "data" / "paper" / "profiles.toml").read_text("utf-8")
    return {
        name: Profile(**{**values, "name": name, "headings": tuple(values["headings"])})
        for name, values in tomllib.loads(text).items()
    }


def profile_for(options: PaperOptions) -> Profile:
    """The profile that was asked for, with what was asked for otherwise put in its place.

    Raises:
        UnknownName: there is no such profile or paper.
        UsageError: a size or spacing out of range.
    """
    known = profiles()
    if options.profile not in known:
        raise unknown_name("print profile", options.profile, list(known))
    profile = known[options.profile]
    paper = {"letter": "us-letter", "legal": "us-legal"}.get(options.paper, options.paper)
    if paper and paper not in PAPERS:
        raise unknown_name("paper", options.paper, list(PAPERS))
    size = options.size or profile.size
    if not SIZES[0] <= size <= SIZES[1]:
        raise UsageError(
            f"A print size of {size:g} points is out of range.",
            f"Choose {SIZES[0]:g} to {SIZES[1]:g}.",
        )
    spacing = options.spacing or profile.spacing
    if not SPACINGS[0] <= spacing <= SPACINGS[1]:
        raise UsageError(f"A line spacing of {spacing:g} is out of range.", "Choose 1 to 3.")
    scale = size / profile.size
    return replace(
        profile,
        size=size,
        spacing=spacing,
        paragraph=profile.paragraph * scale,
        paper=paper or profile.paper,
        headings=tuple(round(heading * scale, 1) for heading in profile.headings),
    )


def calmed(edition: Edition) -> tuple[Part, ...]:
    """The parts of `edition` without running text in capitals."""
    calm_ones = (calm(part.article, part.front) for part in edition.parts)
    return tuple(Part(front, article) for article, front in calm_ones)


class Ranks:
    """Ranks of headings that never skip one on the way down, whatever the levels do.

    Args:
        top: the rank of the highest heading.
    """

    def __init__(self, top: int) -> None:
        self._top = top
        self._open: list[int] = []

    def rank(self, level: int) -> int:
        """The rank of the next heading, which has `level` in the article."""
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._open.append(level)
        return min(self._top + len(self._open) - 1, 6)
