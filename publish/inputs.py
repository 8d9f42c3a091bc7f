"""From what the user named (files, folders, addresses, reading lists, ``-``) to inputs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from publish import lists, remote, state
from publish.errors import InputMissing, InputUnusable, PublishError, UsageError
from publish.model import Metadata
from publish.readers import readable
from publish.readers.source import Source, from_path, from_stream
from publish.readers.web import from_address

if TYPE_CHECKING:
    from publish.lists import Item

STDIN = "-"
#: Endings that only reading lists have, or that lists share with articles: these are looked into.
_LIST_ENDINGS = frozenset({".opml", ".rss", ".atom", ".xml", ".csv", ".urls"})
_SHARED_ENDINGS = frozenset({".json", ".html", ".htm", ".txt"})
#: An address that is a feed: by its prefix, or by the names that feeds usually have.
_FEED = re.compile(r"feed:|.*(?:\.(?:rss|atom|xml|opml)|/(?:feed|rss|atom)(?:\.json)?/?)$", re.I)
#: How deep lists may name lists: an OPML file names feeds, and feeds name articles.
_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Input:
    """One article to be: where it is, and what its editions will be called.

    Attributes:
        place: a file; None for standard input and for what is on the web.
        stem: the name of its editions; no two inputs of a run share one.
        address: where it is on the web; empty for files.
        html: the article itself, where a reading list brought it.
        known: what a reading list says of it.
        listed: whether a list named it; the site's robots.txt is heeded then.
        data: itself, where it was read already.
        fault: why it cannot be had, where that was found out before its turn.
    """

    place: Path | None
    stem: str
    address: str = ""
    html: str = field(default="", repr=False)
    known: Metadata = field(default_factory=Metadata)
    listed: bool = False
    data: Source | None = field(default=None, repr=False)
    fault: PublishError | None = field(default=None, repr=False, compare=False)

    @property
    def name(self) -> str:
        """What messages call it."""
        if self.place:
            return str(self.place)
        return remote.shown(self.address) or self.known.title or "standard input"

    @property
    def size(self) -> int:
        """Its bytes, as far as they are known without fetching or reading it."""
        if self.place:
            try:
                return self.place.stat().st_size
            except OSError:  # the build says so
                return 0
        return len(self.data.data) if self.data else len(self.html)

    @property
    def folder(self) -> Path | None:
        """Where its settings file would stand."""
        return self.place.parent if self.place else Path.cwd()

    def open(self, *, allow_private: bool = False) -> Source:
        """Its bytes.

        Raises:
            InputMissing, InputUnusable: it is not there, or cannot be read.
            NetworkError: it cannot be fetched.
        """
        if self.fault:
            raise self.fault
        if self.data:
            return self.data
        if self.place:
            return from_path(self.place)
        if self.html:
            page = f"<!DOCTYPE html><meta charset='utf-8'><article>{self.html}</article>"
            return Source(f"{self.stem}.html", page.encode(), ".html", address=self.address)
        # What a list names is asked of the web alone, whatever it looks like: a feed from anywhere
        # must not choose among the files of this machine.
        if remote.is_address(self.address) and not self.listed:
            return _remote_source(self.address)
        if self.address:
            return from_address(self.address, allow_private=allow_private, robots=self.listed)
        return from_stream(sys.stdin.buffer)

    def held(self) -> Input:
        """Itself for another process, which cannot read this one's standard input."""
        if self.place or self.address or self.html or self.data or self.fault:
            return self
        return replace(self, data=self.open())


def find(names: Iterable[str], *, allow_private: bool = False) -> tuple[Input, ...]:
    """Every input that `names` stand for, folders, patterns and lists unfolded, each once.

    A name that is there is taken as it is, even where no reader fits: the build says so. In a
    folder only files that a reader takes count. Feeds are fetched here, articles when they are
    built. A name among others, or a feed of a list, that comes to nothing is an input that says so
    when it is opened: it does not stop the others.

    Raises:
        InputMissing: nothing is there under the only name, or its folder holds no article.
        InputUnusable: the only reading list is broken or empty.
        NetworkError: the only feed cannot be fetched.
        UsageError: no name was given.
    """
    found: list[Input] = []
    names = tuple(names)
    for name in names:
        try:
            found.extend(_inputs(name, allow_private))
        except PublishError as error:
            if len(names) == 1 and not found:
                raise
            found.append(_lost(name, error))
    if not found:
        raise UsageError("No input was named.", "Try: publish build article.txt")
    unique = {(each.place, each.address or each.html): each for each in found}
    return tuple(_named(list(unique.values())))


def _lost(name: str, error: PublishError) -> Input:
    """What stands for a name that comes to nothing."""
    if "://" in name or name.startswith("feed:"):
        return Input(None, _stem_of(name), name, fault=error)
    return Input(Path(name), _slug(Path(name).stem) or "input", fault=error)


def listed(name: str) -> list[str]:
    """The names in a list: one a line; blank lines and those that begin with # do not count.

    Args:
        name: a file, an address of one, or ``-`` for standard input.

    Raises:
        InputMissing, InputUnusable: the list cannot be read.
    """
    if name == STDIN:
        source = from_stream(sys.stdin.buffer)
    elif remote.is_address(name):
        source = _remote_source(name)
    else:
        source = from_path(Path(name))
    lines = source.data.decode("utf-8-sig", "replace").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _inputs(name: str, allow_private: bool) -> Iterator[Input]:
    if name == STDIN:
        yield Input(None, "stdin")
    elif name.lower().startswith(("http://", "https://", "feed:")):
        if _FEED.match(urlsplit(name).path) or name.lower().startswith("feed:"):
            yield from _feed(re.sub(r"^feed:(?://)?(?!//)", "", name), allow_private, 0)
        else:
            yield Input(None, _stem_of(name), name)
    elif remote.is_address(name):
        yield from _remote(name, allow_private)
    else:
        for path in _places(Path(name)):
            yield from _file(path, allow_private, alone=path == Path(name))


def _remote(name: str, allow_private: bool) -> Iterator[Input]:
    files = remote.find(name)
    alone = files == [name]
    if not alone:
        own = {each.rpartition("/")[0] for each in files if each.endswith(f"/{state.FILE_NAME}")}
        files = [
            each
            for each in files
            if readable(Path(each)) and each.rpartition("/")[0] not in own and "/." not in each
        ]
        if not files:
            raise InputMissing(f"There are no articles at {name}.", "Check the address.")
    for each in files:
        path = Path(remote.name_of(each))
        if _may_be_list(path, alone=alone):
            try:
                found = _list_in(_remote_source(each), remote.shown(each))
            except InputMissing:  # as for a file: the build says so
                found = None
            if found is not None:
                yield from _unfold(found, allow_private, 0)
                continue
        yield Input(None, _slug(path.stem) or "article", each)


def _remote_source(address: str) -> Source:
    path = PurePosixPath(remote.name_of(address))
    folder = address.rpartition("/")[0]

    def beside(name: str) -> bytes | None:
        """What lies beside it or below: a page has no say over other places."""
        if ":" in name or ".." in name or name.startswith("/"):
            return None
        try:
            return remote.read(remote.joined(folder, unquote(name)))
        except PublishError:
            return None

    return Source(path.name, remote.read(address), path.suffix.lower(), None, resources=beside)


def _file(path: Path, allow_private: bool, *, alone: bool) -> Iterator[Input]:
    if _may_be_list(path, alone=alone) and (path.suffix.lower() in _LIST_ENDINGS or path.is_file()):
        found = _list_in(from_path(path), str(path))
        if found is not None:
            yield from _unfold(found, allow_private, 0)
            return
    yield Input(path, path.stem or path.name)


def _may_be_list(path: Path, *, alone: bool) -> bool:
    """Whether to look into it. What lies in a folder of articles is an article, unless its ending
    is one of lists: thousands of files are not read twice."""
    suffix = path.suffix.lower()
    return suffix in _LIST_ENDINGS or (alone and suffix in _SHARED_ENDINGS)


def _list_in(source: Source, name: str) -> Iterable[Item] | None:
    """What `source` lists; None where it is an article. Raises `InputUnusable`."""
    found = lists.items(source)
    if found is None and source.suffix in _LIST_ENDINGS:
        raise InputUnusable(
            f"{name} is no reading list that publish knows.",
            "It reads RSS, Atom, JSON Feed, OPML, and exports of Pocket, Instapaper, wallabag.",
        )
    return found


def _feed(address: str, allow_private: bool, depth: int) -> Iterator[Input]:
    source = from_address(address, allow_private=allow_private, robots=depth > 0)
    found = lists.items(source)
    if found is None:
        yield Input(None, _stem_of(address), address)
    else:
        yield from _unfold(found, allow_private, depth)


def _unfold(items: Iterable[Item], allow_private: bool, depth: int) -> Iterator[Input]:
    for item in items:
        if item.feed:
            if depth < _DEPTH:
                try:
                    if not item.on_web:
                        raise _not_on_web(item.address)
                    yield from _feed(item.address, allow_private, depth + 1)
                except PublishError as error:
                    yield _left_out(item.address, error)
            continue
        address = item.address if item.on_web else ""
        if not (address or item.html):
            yield _left_out(item.address, _not_on_web(item.address))
            continue
        meta = Metadata(
            title=item.title,
            authors=item.authors,
            published=item.published,
            source=address,
        )
        stem = _slug(item.title) or _stem_of(address)
        yield Input(None, stem, address, item.html, meta, listed=True)


def _left_out(address: str, fault: PublishError) -> Input:
    return Input(None, _stem_of(address), address, listed=True, fault=fault)


def _not_on_web(address: str) -> InputUnusable:
    return InputUnusable(
        f"A list names {remote.shown(address)}, which is no web address, and is left out.",
        "What a list names must begin with http:// or https://",
    )


def _places(path: Path) -> Iterator[Path]:
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.is_file() and _visible(p, path))
        if not found:
            raise InputMissing(
                f"The folder {path} holds no articles.",
                "publish reads .txt, .md and .html files, among others.",
            )
        yield from found
    elif not path.exists() and any(sign in str(path) for sign in "*?["):
        # Shells that leave patterns alone (Windows) hand them to us as they are.
        found = sorted(p for p in Path(path.anchor or ".").glob(_relative(path)) if p.is_file())
        if not found:
            raise InputMissing(f"No file fits the pattern {path}.")
        yield from found
    else:
        yield path


def _relative(path: Path) -> str:
    return str(path.relative_to(path.anchor)) if path.anchor else str(path)


def _visible(path: Path, root: Path) -> bool:
    inside = path.relative_to(root).parts
    # Where a state file stands, the texts are our own editions.
    own = (path.parent / state.FILE_NAME).exists()
    return readable(path) and not own and not any(part.startswith(".") for part in inside)


def _stem_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:  # a host that is none; fetching it says so
        return "page"
    last = [part for part in unquote(parts.path).split("/") if part]
    return _slug(Path(last[-1]).stem if last else "") or _slug(parts.hostname or "") or "page"


def _slug(text: str) -> str:
    kept = "".join(c if c.isalnum() or c in "-_" else " " for c in text)
    return "-".join(kept.split())[:80]


def _named(found: list[Input]) -> Iterator[Input]:
    """Give each input a stem of its own: its name, then its folder's name too, then a number."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for each in found:
        # Case is folded since some file systems do not tell names apart by it.
        stem = next(name for name in _stems(each, counts) if name.casefold() not in taken)
        taken.add(stem.casefold())
        yield each if stem == each.stem else replace(each, stem=stem)


def _stems(each: Input, counts: dict[str, int]) -> Iterator[str]:
    stem = each.stem
    yield stem
    if each.place and (folder := each.place.resolve().parent.name):
        yield f"{folder}-{stem}"
        yield f"{stem}-{each.place.suffix.lstrip('.')}"
    while True:
        counts[stem] = counts.get(stem, 1) + 1
        yield f"{stem}-{counts[stem]}"
