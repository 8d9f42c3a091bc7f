"""The accessibility metadata, computed from what the book holds; nothing is claimed unseen.

Vocabulary: schema.org accessibility properties and EPUB Accessibility 1.1. Conformance is a claim
that a person or body answers for: it is made only in the name of a certifier that the user gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publish.wording import Wording

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


@dataclass(frozen=True, slots=True)
class Content:
    """What the book holds.

    Attributes:
        described, undescribed: pictures with and without a description; neither the cover nor
            decoration counts.
        animated: pictures that move.
        headings: of sections, titles of articles included.
        pages: page marks of the source.
        narrator: who reads aloud; empty when the book has no sound.
    """

    described: int = 0
    undescribed: int = 0
    animated: int = 0
    headings: int = 0
    pages: int = 0
    narrator: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One ``meta`` of the package."""

    property: str
    value: str
    id: str = ""
    refines: str = ""


def claims(content: Content, words: Wording, certifier: str = "") -> Iterator[Claim]:
    """The metadata that is true of `content`, the summary in `words`."""
    for mode in modes(content):
        yield Claim("schema:accessMode", mode)
    for sufficient in sufficient_modes(content):
        yield Claim("schema:accessModeSufficient", sufficient)
    for feature in features(content):
        yield Claim("schema:accessibilityFeature", feature)
    for hazard in hazards(content):
        yield Claim("schema:accessibilityHazard", hazard)
    yield Claim("schema:accessibilitySummary", summary(content, words))
    if certifier and conforms(content):
        yield Claim("dcterms:conformsTo", CONFORMANCE, id="conformance")
        yield Claim("a11y:certifiedBy", certifier, id="certifier", refines="conformance")


def conforms(content: Content) -> bool:
    """Whether nothing that is known of the book speaks against conformance."""
    return not content.undescribed and not content.animated


def modes(content: Content) -> list[str]:
    """The senses that the book speaks to."""
    found = ["textual"]
    if content.described or content.undescribed:
        found.append("visual")
    if content.narrator:
        found.append("auditory")
    return found


def sufficient_modes(content: Content) -> list[str]:
    """The sets of senses that are each enough to take in everything."""
    found = [] if content.undescribed else ["textual"]
    if content.described or content.undescribed:
        found.append("textual,visual")
    if content.narrator and not content.undescribed:
        found.append("textual,auditory")
    return found


def features(content: Content) -> list[str]:
    """What helps to read the book."""
    found = ["displayTransformability", "readingOrder", "tableOfContents"]
    if content.headings:
        found.append("structuralNavigation")
    if content.described and not content.undescribed:
        found.append("alternativeText")
    if content.pages:
        found += ["pageBreakMarkers", "pageNavigation"]
    if content.narrator:
        found.append("synchronizedAudioText")
    return sorted(found)


def hazards(content: Content) -> list[str]:
    """What could harm: nobody has looked at how moving pictures move."""
    if content.animated:
        return ["unknownFlashingHazard", "unknownMotionSimulationHazard", "noSoundHazard"]
    return ["none"]


def summary(content: Content, words: Wording) -> str:
    """The same in plain sentences."""
    pictures = content.described + content.undescribed
    said = [words["access_text"]]
    if content.headings:
        said.append(words["access_headings"])
    if content.pages:
        said.append(words["access_pages"])
    if not pictures:
        said.append(words["access_no_pictures"])
    elif not content.undescribed:
        said.append(words["access_described"])
    else:
        said.append(words.say("access_undescribed", content.undescribed, pictures))
    if content.narrator:
        said.append(words["access_narration"])
    said.append(words["access_moving" if content.animated else "access_no_hazards"])
    return " ".join(said)
