"""The files of a DAISY 2.02 book: the navigation centre, the SMIL files, the text.

Source: DAISY 2.02 Specification, Recommendation of 28 February 2001.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from publish.exporters.daisy.plan import Entry, Plan, Stretch
from publish.exporters.markup import attribute, text
from publish.version import __version__

_XHTML = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
    ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" lang="{0}" xml:lang="{0}">\n<head>\n'
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />\n'
)
_SMIL = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN"'
    ' "http://www.w3.org/TR/REC-smil/SMIL10.dtd">\n<smil>\n<head>\n'
)
GENERATOR = f"publish {__version__}"
NCC = "ncc.html"
MASTER = "master.smil"


class Kind(StrEnum):
    """What a book is made of, in the words of ncc:multimediaType."""

    FULL = "audioFullText"
    TEXT = "textNcc"
    AUDIO = "audioNcc"


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a book. Dates are whole days."""

    identifier: str
    title: str
    creators: tuple[str, ...]
    publisher: str
    date: str
    language: str
    narrator: str = ""
    source: str = ""


def clock(seconds: float) -> str:
    """``hh:mm:ss``, to the nearest second."""
    whole = round(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def entry_id(number: int) -> str:
    """The id, in the navigation centre, of the place to go to with this number, from 1."""
    return f"nav-{number:04d}"


def smil(stretch: Stretch, about: About, kind: Kind, elapsed: float, first: int) -> str:
    """The SMIL file of a stretch.

    Args:
        elapsed: seconds of sound before it.
        first: the number of its first entry in the navigation centre.
    """
    pars = _by_entry(stretch, first) if kind is Kind.AUDIO else _by_sentence(stretch)
    head = _metas(
        {
            "dc:format": "Daisy 2.02",
            "dc:identifier": about.identifier,
            "dc:title": about.title,
            "title": stretch.title,
            "ncc:generator": GENERATOR,
            "ncc:totalElapsedTime": clock(elapsed),
            "ncc:timeInThisSmil": clock(stretch.duration),
        }
    )
    return (
        f'{_SMIL}{head}<layout><region id="txtView" /></layout>\n</head>\n<body>\n'
        f'<seq dur="{stretch.duration:.3f}s">\n{pars}</seq>\n</body>\n</smil>\n'
    )


def _by_sentence(stretch: Stretch) -> str:
    return "".join(
        _par(f"{stretch.text}#{moment.id}", moment.id, stretch.audio, moment.clips)
        for moment in stretch.moments
    )


def _by_entry(stretch: Stretch, first: int) -> str:
    """A par for each place to go to, with all that is heard up to the next."""
    starts = {entry.moment: first + n for n, entry in reversed(list(enumerate(stretch.entries)))}
    groups: list[tuple[int, list[tuple[float, float]]]] = []
    for moment in stretch.moments:
        number = starts.get(moment.id)
        if number is not None or not groups:
            # Entries at one moment share its sound: the others' links lead here, too.
            groups.append((number or max(first - 1, 1), []))
        groups[-1][1].extend(moment.clips)
    return "".join(
        _par(f"{NCC}#{entry_id(number)}", f"m{place}", stretch.audio, tuple(clips))
        for place, (number, clips) in enumerate(groups, 1)
    )


def _par(source: str, id_: str, audio: str, clips: tuple[tuple[float, float], ...]) -> str:
    sounds = "".join(
        f'<audio src="{audio}" clip-begin="npt={begin:.3f}s" clip-end="npt={end:.3f}s"'
        f' id="{id_}-sound{number}" />\n'
        for number, (begin, end) in enumerate(clips, 1)
    )
    seq = f'<seq id="{id_}-sounds">\n{sounds}</seq>\n' if sounds else ""
    return (
        f'<par endsync="last" id="{id_}-par">\n<text src="{source}" id="{id_}-text" />\n'
        f"{seq}</par>\n"
    )


def target(stretch: Stretch, entry: Entry, kind: Kind, first: int) -> str:
    """Where the navigation centre leads for `entry`: a text element of the SMIL file."""
    if kind is not Kind.AUDIO:
        return f"{stretch.smil}#{entry.moment}-text"
    starts = [moment.id for moment in stretch.moments]
    places = sorted({starts.index(e.moment) for e in stretch.entries} | {0})
    return f"{stretch.smil}#m{places.index(starts.index(entry.moment)) + 1}-text"


def master(plan: Plan, about: About) -> str:
    """The file that names all SMIL files in order."""
    head = _metas(
        {
            "dc:format": "Daisy 2.02",
            "dc:identifier": about.identifier,
            "dc:title": about.title,
            "ncc:generator": GENERATOR,
            "ncc:timeInThisSmil": clock(plan.duration),
        }
    )
    refs = "".join(
        f'<ref title="{attribute(stretch.title)}" src="{stretch.smil}"'
        f' id="smil-{stretch.number}" />\n'
        for stretch in plan.stretches
    )
    return (
        f'{_SMIL}{head}<layout><region id="txtView" /></layout>\n</head>\n'
        f"<body>\n{refs}</body>\n</smil>\n"
    )


def document(stretch: Stretch, about: About) -> str:
    """The text of a stretch."""
    return (
        f"{_XHTML.format(stretch.language)}<title>{text(about.title)}</title>\n</head>\n"
        f"<body>\n{stretch.body}</body>\n</html>\n"
    )


def ncc(plan: Plan, about: About, kind: Kind, *, files: int, others: int) -> str:
    """The navigation control centre.

    Args:
        files: how many files the book has, this one among them.
        others: the bytes of all files but this.
    """
    size = 0
    while True:  # the file states the size of the whole book, itself included
        page = _ncc(plan, about, kind, files, size)
        now = (others + len(page.encode("utf-8")) + 1023) // 1024
        if now == size:
            return page
        size = now


def _ncc(plan: Plan, about: About, kind: Kind, files: int, size: int) -> str:
    entries = plan.entries
    pages = [entry.kind for entry in entries if not entry.rank]
    numbers = [int(e.label) for e in entries if e.kind == "page-normal"]
    known: dict[str, str] = {
        "dc:title": about.title,
        "dc:publisher": about.publisher,
        "dc:date": about.date,
        "dc:format": "Daisy 2.02",
        "dc:identifier": about.identifier,
        "dc:language": about.language,
        "dc:source": about.source,
        "ncc:charset": "utf-8",
        "ncc:depth": str(max((entry.rank for entry in entries), default=1)),
        "ncc:files": str(files),
        "ncc:footnotes": "0",
        "ncc:generator": GENERATOR,
        "ncc:kByteSize": str(size),
        "ncc:maxPageNormal": str(max(numbers, default=0)),
        "ncc:multimediaType": kind,
        "ncc:narrator": about.narrator,
        "ncc:pageFront": str(pages.count("page-front")),
        "ncc:pageNormal": str(pages.count("page-normal")),
        "ncc:pageSpecial": str(pages.count("page-special")),
        "ncc:prodNotes": "0",
        "ncc:setInfo": "1 of 1",
        "ncc:sidebars": "0",
        "ncc:tocItems": str(len(entries)),
        "ncc:totalTime": clock(plan.duration),
    }
    creators = "".join(_meta("dc:creator", name) for name in about.creators)
    return (
        f"{_XHTML.format(about.language)}<title>{text(about.title)}</title>\n"
        f"{creators}{_metas(known)}</head>\n<body>\n{_places(plan, kind)}</body>\n</html>\n"
    )


def _places(plan: Plan, kind: Kind) -> str:
    lines: list[str] = []
    number = 0
    for stretch in plan.stretches:
        first = number + 1
        for entry in stretch.entries:
            number += 1
            name = f"h{entry.rank}" if entry.rank else "span"
            mark = ' class="title"' if number == 1 else f' class="{entry.kind}"'
            mark = mark if entry.kind or number == 1 else ""
            href = target(stretch, entry, kind, first)
            lines.append(
                f'<{name} id="{entry_id(number)}"{mark}>'
                f'<a href="{href}">{text(entry.label)}</a></{name}>\n'
            )
    return "".join(lines)


_SCHEMES = {"dc:date": "yyyy-mm-dd", "ncc:totalTime": "hh:mm:ss"}


def _metas(known: dict[str, str]) -> str:
    return "".join(_meta(name, value) for name, value in known.items() if value)


def _meta(name: str, value: str) -> str:
    scheme = f' scheme="{_SCHEMES[name]}"' if name in _SCHEMES else ""
    return f'<meta name="{name}" content="{attribute(value)}"{scheme} />\n'
