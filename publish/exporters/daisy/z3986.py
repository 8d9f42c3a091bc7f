"""The files of a DAISY 3 book besides its text: package, navigation, SMIL, resources.

Source: ANSI/NISO Z39.86-2005, Specifications for the Digital Talking Book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from publish.exporters.daisy.dtbook import BOOK
from publish.exporters.daisy.files import GENERATOR, About
from publish.exporters.daisy.plan import Entry, Moment, Plan, Stretch
from publish.exporters.markup import attribute, text
from publish.wording import Wording

PACKAGE = "book.opf"
NAVIGATION = "navigation.ncx"
RESOURCES = "resources.res"
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_MEDIA_TYPES = {
    ".opf": "text/xml",
    ".ncx": "application/x-dtbncx+xml",
    ".res": "application/x-dtbresource+xml",
    ".xml": "application/x-dtbook+xml",
    ".smil": "application/smil",
    ".mp3": "audio/mpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
}
_PAGES = {"page-normal": "normal", "page-front": "front", "page-special": "special"}


def clock(seconds: float) -> str:
    """``h:mm:ss.mmm``."""
    whole = round(seconds * 1000)
    minutes = whole // 60_000
    return f"{minutes // 60}:{minutes % 60:02d}:{whole // 1000 % 60:02d}.{whole % 1000:03d}"


def smil(stretch: Stretch, about: About, elapsed: float) -> str:
    """The SMIL file of a stretch; `elapsed` seconds of sound come before it."""
    pages: dict[str, list[Entry]] = {}
    for entry in stretch.entries:
        if not entry.rank:
            pages.setdefault(entry.moment, []).append(entry)
    pars = "".join(
        par
        for moment in stretch.moments
        for par in (*map(_page, pages.get(moment.id, ())), _par(moment, stretch))
    )
    head = "".join(
        f'<meta name="{name}" content="{attribute(value)}"/>\n'
        for name, value in (
            ("dtb:uid", about.identifier),
            ("dtb:generator", GENERATOR),
            ("dtb:totalElapsedTime", clock(elapsed)),
        )
    )
    tests = ""
    if pages:
        test = '<customTest id="pagenum" defaultState="true" override="visible"/>'
        tests = f"<customAttributes>\n{test}\n</customAttributes>\n"
    return (
        f'{_XML}<!DOCTYPE smil PUBLIC "-//NISO//DTD dtbsmil 2005-2//EN"'
        ' "http://www.daisy.org/z3986/2005/dtbsmil-2005-2.dtd">\n'
        f'<smil xmlns="http://www.w3.org/2001/SMIL20/">\n<head>\n{head}{tests}</head>\n<body>\n'
        f'<seq id="main" dur="{clock(stretch.duration)}" fill="remove">\n{pars}</seq>\n'
        "</body>\n</smil>\n"
    )


def _par(moment: Moment, stretch: Stretch) -> str:
    sound = _audio(moment, stretch)
    return (
        f'<par id="{moment.id}-par" class="sent">\n<text src="{BOOK}#{moment.id}"/>\n'
        f"{sound}</par>\n"
    )


def _page(entry: Entry) -> str:
    return (
        f'<par id="{entry.id}-par" class="pagenum" customTest="pagenum">\n'
        f'<text src="{BOOK}#{entry.id}"/>\n</par>\n'
    )


def _audio(moment: Moment, stretch: Stretch) -> str:
    """The sound of a moment. Its clips follow each other, so that they are one here."""
    if not moment.clips:
        return ""
    begin, end = moment.clips[0].begin, moment.clips[-1].end
    return f'<audio src="{stretch.audio}" clipBegin="{clock(begin)}" clipEnd="{clock(end)}"/>\n'


def navigation(plan: Plan, about: About, words: Wording) -> str:
    """The NCX: headings nested by rank, and the pages."""
    entries = plan.entries
    pages = [entry for entry in entries if not entry.rank]
    numbers = [int(entry.label) for entry in pages if entry.kind == "page-normal"]
    test = ""
    if pages:
        test = (
            '<smilCustomTest id="pagenum" defaultState="true" override="visible"'
            ' bookStruct="PAGE_NUMBER"/>\n'
        )
    metas = "".join(
        f'<meta name="dtb:{name}" content="{attribute(value)}"/>\n'
        for name, value in (
            ("uid", about.identifier),
            ("depth", str(max((e.rank for e in entries), default=1))),
            ("generator", GENERATOR),
            ("totalPageCount", str(len(pages))),
            ("maxPageNumber", str(max(numbers, default=0))),
        )
    )
    first = plan.stretches[0]
    title = f"<text>{text(about.title)}</text>{_audio(first.moments[0], first)}"
    authors = "".join(
        f"<docAuthor><text>{text(name)}</text></docAuthor>\n" for name in about.creators
    )
    return (
        f'{_XML}<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN"'
        ' "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"'
        f' xml:lang="{about.language}">\n<head>\n{test}{metas}</head>\n'
        f"<docTitle>{title}</docTitle>\n{authors}"
        f'<navMap id="headings">\n{"".join(_points(plan))}</navMap>\n'
        f"{_page_list(plan, words) if pages else ''}</ncx>\n"
    )


def _ordered(plan: Plan) -> Iterator[tuple[int, Stretch, Entry]]:
    """Every entry with its place in the order of playback; the same target has the same place."""
    places: dict[str, int] = {}
    numbers = count(1)
    for stretch in plan.stretches:
        for entry in stretch.entries:
            target = _target(stretch, entry)
            if target not in places:
                places[target] = next(numbers)
            yield places[target], stretch, entry


def _target(stretch: Stretch, entry: Entry) -> str:
    return f"{stretch.smil}#{entry.moment if entry.rank else entry.id}-par"


def _points(plan: Plan) -> Iterator[str]:
    open_ranks: list[int] = []
    heard = {(s.number, m.id): m for s in plan.stretches for m in s.moments}
    for number, (order, stretch, entry) in enumerate(_ordered(plan), 1):
        if not entry.rank:
            continue
        while open_ranks and open_ranks[-1] >= entry.rank:
            open_ranks.pop()
            yield "</navPoint>\n"
        open_ranks.append(entry.rank)
        sound = _audio(heard[stretch.number, entry.moment], stretch)
        yield (
            f'<navPoint id="nav-{number:04d}" class="h{entry.rank}" playOrder="{order}">\n'
            f"<navLabel><text>{text(entry.label)}</text>{sound}</navLabel>\n"
            f'<content src="{_target(stretch, entry)}"/>\n'
        )
    yield "</navPoint>\n" * len(open_ranks)


def _page_list(plan: Plan, words: Wording) -> str:
    targets = []
    for number, (order, stretch, entry) in enumerate(_ordered(plan), 1):
        if entry.rank:
            continue
        kind = _PAGES[entry.kind]
        value = f' value="{int(entry.label)}"' if kind == "normal" else ""
        targets.append(
            f'<pageTarget id="nav-{number:04d}" class="pagenum" type="{kind}"{value}'
            f' playOrder="{order}">\n<navLabel><text>{text(entry.label)}</text></navLabel>\n'
            f'<content src="{_target(stretch, entry)}"/>\n</pageTarget>\n'
        )
    name = text(words["pages"])
    label = f"<navLabel><text>{name}</text></navLabel>\n"
    return f'<pageList id="pages">\n{label}{"".join(targets)}</pageList>\n'


def package(plan: Plan, about: About, names: Iterable[str]) -> str:
    """The package file. `names` are all files of the book but this."""
    sound = plan.duration > 0
    kind = "audioFullText" if sound else "textNCX"
    content = ",".join(
        name
        for name, there in (("audio", sound), ("text", True), ("image", bool(plan.pictures)))
        if there
    )
    core = (
        ("Title", about.title),
        *(("Creator", name) for name in about.creators),
        ("Publisher", about.publisher),
        ("Date", about.date),
        ("Format", "ANSI/NISO Z39.86-2005"),
        ("Language", about.language),
        ("Source", about.source),
    )
    dublin = "".join(f"<dc:{k}>{text(v)}</dc:{k}>\n" for k, v in core if v)
    more = (
        ("multimediaType", kind),
        ("multimediaContent", content),
        ("totalTime", clock(plan.duration)),
        ("narrator", about.narrator),
        ("producer", about.publisher),
        ("producedDate", about.date),
        ("audioFormat", "MP3" if sound else ""),
    )
    extra = "".join(
        f'<meta name="dtb:{name}" content="{attribute(value)}"/>\n' for name, value in more if value
    )
    items = "".join(_item(name) for name in (PACKAGE, *names))
    spine = "".join(f'<itemref idref="{_item_id(s.smil)}"/>\n' for s in plan.stretches)
    return (
        f'{_XML}<!DOCTYPE package PUBLIC "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN"'
        ' "http://openebook.org/dtds/oeb-1.2/oebpkg12.dtd">\n'
        '<package xmlns="http://openebook.org/namespaces/oeb-package/1.0/"'
        ' unique-identifier="uid">\n<metadata>\n'
        '<dc-metadata xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:oebpackage="http://openebook.org/namespaces/oeb-package/1.0/">\n'
        f'<dc:Identifier id="uid">{text(about.identifier)}</dc:Identifier>\n{dublin}'
        f"</dc-metadata>\n<x-metadata>\n{extra}</x-metadata>\n</metadata>\n"
        f"<manifest>\n{items}</manifest>\n<spine>\n{spine}</spine>\n</package>\n"
    )


def _item(name: str) -> str:
    ending = name[name.rindex(".") :]
    kind = _MEDIA_TYPES[ending]
    return f'<item id="{_item_id(name)}" href="{name}" media-type="{kind}"/>\n'


def _item_id(name: str) -> str:
    if name == NAVIGATION:
        return "ncx"
    if name == RESOURCES:
        return "resource"
    return f"file-{name.replace('.', '-')}"


def resources(about: About, words: Wording) -> str:
    """What a player says of the things that it may leave out."""
    page = text(words.say("page", "").strip())
    return (
        f'{_XML}<!DOCTYPE resources PUBLIC "-//NISO//DTD resource 2005-1//EN"'
        ' "http://www.daisy.org/z3986/2005/resource-2005-1.dtd">\n'
        '<resources xmlns="http://www.daisy.org/z3986/2005/resource/" version="2005-1">\n'
        '<scope nsuri="http://www.daisy.org/z3986/2005/ncx/">\n'
        '<nodeSet id="pages" select="//smilCustomTest[@bookStruct=\'PAGE_NUMBER\']">\n'
        f'<resource xml:lang="{about.language}" id="page"><text>{page}</text></resource>\n'
        "</nodeSet>\n</scope>\n</resources>\n"
    )
