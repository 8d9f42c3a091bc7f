"""The page in a real browser: looks, checks, and what a screen reader makes of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publish.edition import Edition, make_parts
from publish.exporters.html import export_text
from publish.model import Article, Cell, Table
from tests.browser import chromium, spoken, violations
from tests.needs import axe, virtual_screen_reader
from tests.needs import chromium as needs_chromium
from tests.samples import every_block, para, words

pytestmark = needs_chromium
SELECTS = ("size", "spacing", "font", "colours")


def wide() -> Article:
    row = tuple(Cell(words(f"Column number {n}"), header=True) for n in range(60))
    blocks = (*every_block().blocks, para("x" * 300), Table((row, row), words("Wide")))
    return Article(every_block().meta, blocks)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("page") / "page.html"
    export_text(Edition(wide().meta, make_parts((wide(),))), target)
    return target


def choose(page: Any, name: str, value: str) -> None:
    page.evaluate("document.querySelector('details').open = true")
    page.select_option(f"select[name={name}]", value)


def sideways(page: Any) -> int:
    overflow: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return overflow


@axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("contrast", ["no-preference", "more"])
def test_axe_finds_nothing(browser: Any, html: Path, scheme: str, contrast: str) -> None:
    page = browser.new_page(color_scheme=scheme, contrast=contrast)
    page.goto(html.as_uri())
    assert violations(page) == []
    page.close()


@axe
@pytest.mark.parametrize("colours", ["light", "cream", "dark", "contrast"])
def test_axe_finds_nothing_in_any_colours(browser: Any, html: Path, colours: str) -> None:
    page = browser.new_page()
    page.goto(html.as_uri())
    choose(page, "colours", colours)
    choose(page, "size", "300")
    assert violations(page) == []
    page.close()


@pytest.mark.parametrize("size", ["100", "300"])
@pytest.mark.parametrize("width, height", [(320, 640), (320, 256)])
def test_nothing_scrolls_sideways(
    browser: Any, html: Path, width: int, height: int, size: str
) -> None:
    """A window of 320 by 256 is one of 1280 by 1024 at 400 % zoom."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(html.as_uri())
    choose(page, "size", size)
    choose(page, "spacing", "wider")
    assert sideways(page) <= 0
    page.close()


def test_what_was_chosen_is_remembered(browser: Any, html: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(html.as_uri())
    before = page.evaluate("getComputedStyle(document.querySelector('main')).fontSize")
    for name, value in zip(SELECTS, ("200", "wide", "clear", "dark"), strict=True):
        choose(page, name, value)
    other = context.new_page()
    other.goto(html.as_uri())
    assert [other.evaluate(f"document.documentElement.dataset.{n}") for n in SELECTS] == [
        "200",
        "wide",
        "clear",
        "dark",
    ]
    after = other.evaluate("getComputedStyle(document.querySelector('main')).fontSize")
    assert (before, after) == ("16px", "32px")
    context.close()


def test_a_browser_that_keeps_nothing_is_no_hindrance(browser: Any, html: Path) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }})"
    )
    page.goto(html.as_uri())
    choose(page, "colours", "dark")
    assert page.evaluate("document.documentElement.dataset.colours") == "dark"
    assert faults == []
    page.close()


def test_without_script_the_article_stands_alone(browser: Any, html: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(html.as_uri())
    assert page.get_by_role("heading", level=1).inner_text() == every_block().meta.title
    assert not page.get_by_role("button").count()
    assert not page.get_by_role("combobox").count()
    context.close()


def test_print_leaves_the_controls_out(browser: Any, html: Path) -> None:
    page = browser.new_page()
    page.goto(html.as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".reader").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.close()


def test_the_keyboard_reaches_the_text_and_every_control(browser: Any, html: Path) -> None:
    page = browser.new_page()
    page.goto(html.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    page.reload()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reached = []
    for _ in SELECTS:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name"))
    assert reached == list(SELECTS)
    page.close()


@virtual_screen_reader
def test_a_screen_reader_reads_the_article(browser: Any, tmp_path: Path) -> None:
    article = every_block()
    export_text(Edition(article.meta, make_parts((article,))), tmp_path / "page.html")
    said = [p for p in spoken(browser, tmp_path / "page.html", "main") if "end of" not in p]
    wanted = [
        "heading, The Boats of Port Merrow, level 1",
        "How a village keeps count of what the tide takes",
        "By Ana Reyes and Tom Okafor",
        "The Merrow Post, 9 March 2024, updated 11 March 2024",
        "[Page 1]",
        "Port Merrow — The tide went out",
        "before",
        "seven boats",
        "n = 7",
        "Il faut compter",
        "link, the harbour’s register",
        "heading, The seventh boat, level 2",
        "blockquote",
        "Count them twice.",
        "Elsie Brandt, harbour master",
        "heading, What was in it, level 3",
        "listitem, level 1, position 2, set size 3",
        "listitem, level 2, position 1, set size 2",
        "image, A brown rowing boat on blue water.",
        "The seventh boat at low tide.",
        "table, Boats by day",
        "columnheader, Lost",
        "rowheader, Monday",
        "cell, none seen, column span 2",
        'for boat in boats: print(boat, "<&>")',
        "heading, After the storm, level 2",
        "On Wednesday there were six.",
        "region, Notes",
        "She began the book in 1998.",
    ]
    left = iter(said)
    for phrase in wanted:
        assert phrase in left, phrase
    assert not [p for p in said if "undefined" in p or "graphic" in p]
