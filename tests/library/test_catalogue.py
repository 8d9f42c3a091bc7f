"""Catalogues as e-readers read them: valid by schema, every list reached, every link resolved."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import jsonschema
import pytest
from lxml import etree

from publish.library import catalogue, shelf
from publish.library.writing import write
from tests.library.test_serving import get, serving_of

HERE = Path(__file__).parent
BASE = "https://example.org/reading/"
MANY = 2 * catalogue.PAGE + 30
ATOM = "{http://www.w3.org/2005/Atom}"
ACQUISITION = "http://opds-spec.org/acquisition"

#: Fetches an address: its bytes.
Fetch = Callable[[str], bytes]


def book(folder: Path, name: str, about: dict[str, object], *endings: str) -> None:
    """A folder of editions as a build leaves it; only what the library looks at is real."""
    place = folder / name
    place.mkdir(parents=True)
    for ending in endings:
        (place / f"{name}{ending}").write_bytes(b"edition")
    editions = {f"{name}{ending}": {"format": ending.strip(".")} for ending in endings}
    state = {"article": about, "editions": editions}
    (place / ".publish.json").write_text(json.dumps(state), encoding="utf-8")


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("big") / "a library"
    for number in range(MANY - 1):
        about = {
            "title": f"Report {number} from the harbour",
            "authors": ["Ana Reyes"] if number % 2 else [],
            "published": f"{2020 + number % 3}-0{1 + number % 9}-11" if number % 5 else "",
            "language": "en",
            "words": number,
            "seconds": 90.0 * (number % 4 == 0),
        }
        book(folder, f"report-{number:03}", about, ".txt", ".epub", *[".mp3"][: number % 4 == 0])
    odd = {"title": 'A "<b>" \x0b & \ud800', "published": "0999-01", "publisher": "Ré & Co"}
    book(folder, "odd {page} ü%", odd, ".epub", ".audio.epub")
    write(folder, BASE, "Reading & listening")
    return folder


@pytest.fixture(scope="module")
def small(library: Path) -> Path:
    write(library, BASE, "Reading & listening")
    return library


@pytest.fixture(params=["big", "small"])
def root(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def from_folder(root: Path) -> Fetch:
    """Fetches what a plain web server would send from the folder under `BASE`."""

    def fetch(address: str) -> bytes:
        assert address.startswith(BASE)
        return (root / unquote(urlsplit(address).path.removeprefix("/reading/"))).read_bytes()

    return fetch


def all_pages(root: Path, ending: str) -> list[Path]:
    return [root / f"opds{ending}", *sorted((root / "catalogue").glob(f"*{ending}"))]


def check_atom(data: bytes) -> None:
    schema = etree.RelaxNG(etree.parse(HERE / "opds.rng"))
    schema.assertValid(etree.fromstring(data))


def check_json(data: bytes) -> None:
    schema = json.loads((HERE / "opds2.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(data))


def test_every_document_is_valid(root: Path) -> None:
    for path in all_pages(root, ".xml"):
        check_atom(path.read_bytes())
        assert not feedparser.parse(path.read_bytes()).bozo
    for path in all_pages(root, ".json"):
        check_json(path.read_bytes())


def test_the_schemas_find_faults(small: Path) -> None:
    data = (small / "opds.xml").read_bytes()
    for right, wrong in (
        (b"kind=acquisition", b"kind=other"),
        (b"<updated>2", b"<updated>in 2"),
        (b"acquisition/open-access", b"alternate"),
        (b"<name>Ana Reyes", b"<name> "),
        (b"urn:uuid:", b"number "),
    ):
        assert right in data
        with pytest.raises(etree.DocumentInvalid):
            check_atom(data.replace(right, wrong))
    table = json.loads((small / "opds.json").read_text("utf-8"))
    for key in ("publications", "links", "metadata"):
        with pytest.raises(jsonschema.ValidationError):
            check_json(json.dumps({**table, key: []}).encode())


def read_atom(root: str, fetch: Fetch) -> dict[str, list[tuple[str, str, str]]]:
    """All lists as KOReader goes through them: title -> title, type, address of each book's file.

    Entries lead on by links of a catalogue's type and a relation that it knows; further pages by
    the feed's link "next"; files by relations that begin with that of acquisition.
    """
    lists: dict[str, list[tuple[str, str, str]]] = {}

    def read(address: str) -> None:
        feed = etree.fromstring(fetch(address))
        title = feed.findtext(f"{ATOM}title")
        links = {e.get("rel"): e for e in feed.findall(f"{ATOM}link")}
        assert urljoin(address, links["self"].get("href")) == address
        assert urljoin(address, links["start"].get("href")) == root
        for entry in feed.findall(f"{ATOM}entry"):
            for link in entry.findall(f"{ATOM}link"):
                to = urljoin(address, link.get("href"))
                if link.get("rel").startswith(ACQUISITION):
                    fetch(to)
                    name = entry.findtext(f"{ATOM}title")
                    lists.setdefault(title, []).append((name, link.get("type"), to))
                elif link.get("rel") in ("subsection", "http://opds-spec.org/sort/new"):
                    assert link.get("type").startswith("application/atom+xml")
                    read(to)
        if "next" in links:
            read(urljoin(address, links["next"].get("href")))

    read(root)
    return lists


def read_json(root: str, fetch: Fetch) -> dict[str, list[tuple[str, str, str]]]:
    """The same of OPDS 2.0, as Thorium goes through it."""
    lists: dict[str, list[tuple[str, str, str]]] = {}

    def read(address: str) -> None:
        feed = json.loads(fetch(address))
        links = {link["rel"]: urljoin(address, link["href"]) for link in feed["links"]}
        assert (links["self"], links["start"]) == (address, root)
        for link in feed.get("navigation", ()):
            read(urljoin(address, link["href"]))
        for each in feed.get("publications", ()):
            for link in each["links"]:
                assert link["rel"].startswith(ACQUISITION)
                to = urljoin(address, link["href"])
                fetch(to)
                known = (each["metadata"]["title"], link["type"], to)
                lists.setdefault(feed["metadata"]["title"], []).append(known)
        if "next" in links:
            read(links["next"])

    read(root)
    return lists


def test_both_readers_find_every_book_and_every_file(root: Path) -> None:
    fetch = from_folder(root)
    first = read_atom(f"{BASE}opds.xml", fetch)
    second = read_json(f"{BASE}opds.json", fetch)
    books = shelf.books(root)
    files = {urljoin(BASE, file.href) for book in books for file in book.files}
    for lists in (first, second):
        (whole,) = (n for n in lists if n in ("Newest first", "Reading & listening"))
        assert {to for _, _, to in lists[whole]} == files
        titles = list(dict.fromkeys(to.rsplit("/", 1)[0] for _, _, to in lists[whole]))
        assert len(titles) == len(books)
        # The first file of a book is the one that an e-reader opens.
        assert {kind for _, kind, to in lists[whole] if "epub" in to} == {"application/epub+zip"}
    assert {n: [to for *_, to in b] for n, b in first.items()} == {
        n: [to for *_, to in b] for n, b in second.items()
    }


def test_a_large_library_has_shelves(big: Path) -> None:
    lists = read_atom(f"{BASE}opds.xml", from_folder(big))
    years = ["Published in 2022", "Published in 2021", "Published in 2020", "Published in 0999"]
    assert list(lists) == ["Newest first", "By title", "To listen to", *years, "Without a date"]
    counted = [len({to.rsplit("/", 1)[0] for *_, to in books}) for books in lists.values()]
    assert counted[0] == counted[1] == MANY == sum(counted[3:])
    assert counted[2] == len([b for b in shelf.books(big) if b.audio])
    assert len(all_pages(big, ".xml")) == 1 + 3 + 3 + 1 + 5
    root = etree.parse(big / "opds.xml").getroot()
    kinds = {e.get("rel"): e.get("type").rpartition("=")[2] for e in root.findall(f"{ATOM}link")}
    assert kinds == {"self": "navigation", "start": "navigation"}


def test_pages_of_a_larger_catalogue_are_cleared_away(tmp_path: Path) -> None:
    for number in range(catalogue.PAGE + 1):
        book(tmp_path, f"r{number}", {"title": f"R {number}"}, ".txt")
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "mine.xml").touch()
    (tmp_path / "catalogue" / "new-7.xml").touch()
    write(tmp_path, BASE, "x")
    names = sorted(path.name for path in (tmp_path / "catalogue").iterdir())
    assert names == ["mine.xml"] + [
        f"{shelf}-{page}.{ending}"
        for shelf in ("new", "title", "undated")
        for page in (1, 2)
        for ending in ("json", "xml")
    ]


def test_ids_are_unique_and_stay(big: Path) -> None:
    def ids() -> list[str]:
        return [
            etree.parse(path).getroot().findtext(f"{ATOM}id") for path in all_pages(big, ".xml")
        ]

    before = ids()
    assert len(set(before)) == len(before)
    write(big, BASE, "Another title")
    assert ids() == before
    write(big, BASE, "Reading & listening")


@pytest.fixture(scope="module")
def served(big: Path) -> Iterator[str]:
    yield from serving_of(big, "")


def test_the_server_searches_as_the_catalogue_says(served: str, big: Path) -> None:
    write(big, served, "Reading & listening", search=True)
    try:
        feed = etree.fromstring(get(f"{served}/opds.xml").content)
        check_atom(etree.tostring(feed))
        (link,) = (e for e in feed.findall(f"{ATOM}link") if e.get("rel") == "search")
        address = urljoin(f"{served}/opds.xml", link.get("href"))
        answer = get(address)
        assert answer.headers["content-type"] == link.get("type")
        (url,) = etree.fromstring(answer.content).findall("{*}Url")
        assert url.get("type").endswith("kind=acquisition")
        template = url.get("template")
        assert template.startswith(served)

        def found(query: str) -> list[str]:
            title, books = "", read_atom_list(template.replace("{searchTerms}", query))
            return [title or name for name, _ in books]

        assert found("HARBOUR%20reyes%20report%207%20") != []
        assert found("report%20101") == ["Report 101 from the harbour"]
        assert found("r%C3%A9%20co") == ['A "<b>"  & ']
        assert found("nothing%20like%20it") == found("") == []
        assert len(found("harbour")) == MANY - 1  # over all pages
        assert len(found("%7Bpage%7D%20report")) == 0

        root = get(f"{served}/opds.json").json()
        (link,) = (link for link in root["links"] if link["rel"] == "search")
        address = urljoin(f"{served}/", link["href"].replace("{?query}", "?query=report+101"))
        answer = get(address)
        assert answer.headers["content-type"] == "application/opds+json"
        check_json(answer.content)
        assert answer.json()["metadata"]["numberOfItems"] == 1
        check_json(get(f"{served}/search.json?query=zebra").content)
    finally:
        write(big, BASE, "Reading & listening")


def read_atom_list(address: str) -> list[tuple[str, str]]:
    """Titles and addresses over all pages of a list."""
    found: list[tuple[str, str]] = []
    while address:
        data = get(address).content
        check_atom(data)
        feed = etree.fromstring(data)
        for entry in feed.findall(f"{ATOM}entry"):
            href = entry.find(f"{ATOM}link").get("href")
            found.append((entry.findtext(f"{ATOM}title"), urljoin(address, href)))
        links: dict[str, Any] = {e.get("rel"): e for e in feed.findall(f"{ATOM}link")}
        address = urljoin(address, links["next"].get("href")) if "next" in links else ""
    return found


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "9" * 5000, "²"])
def test_a_page_that_is_not_there(served: str, page: str) -> None:
    answer = get(f"{served}/search.xml", params={"q": "harbour", "page": page})
    assert answer.status_code == 200
    check_atom(answer.content)


def test_the_server_names_itself_as_the_client_does(served: str) -> None:
    port = urlsplit(served).port
    feed = feedparser.parse(
        get(f"{served}/podcast.xml", headers={"Host": f"library.test:{port}"}).content
    )
    assert feed.entries
    for entry in feed.entries:
        assert entry.enclosures[0].href.startswith(f"http://library.test:{port}/")


def test_each_document_is_served_in_its_type(served: str) -> None:
    for name, kind in (
        ("opds.xml", "application/atom+xml;profile=opds-catalog"),
        ("catalogue/new-1.xml", "application/atom+xml;profile=opds-catalog"),
        ("opds.json", "application/opds+json"),
        ("catalogue/new-2.json", "application/opds+json"),
        ("podcast.xml", "application/rss+xml"),
        ("podcast.jpg", "image/jpeg"),
        ("search.xml?q=a", "application/atom+xml;profile=opds-catalog"),
    ):
        assert get(f"{served}/{name}").headers["content-type"] == kind
