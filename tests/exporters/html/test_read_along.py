"""The page that reads along, in a real browser: what is heard, marked and reached by keys."""

from __future__ import annotations

import json
import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from publish.edition import HtmlOptions, Options
from publish.errors import NarrationError
from publish.exporters.html import export, export_text
from publish.exporters.html.export import _cues
from publish.exporters.html.page import body
from publish.model import Article, Heading, Metadata
from tests.browser import chromium, violations
from tests.narration.speaking import edition_of
from tests.needs import axe
from tests.needs import chromium as needs_chromium
from tests.samples import every_block, para, words

STORY = Article(
    Metadata(title="The Boats", language="en"),
    (
        para("Seven came in. One had no name."),
        Heading(2, words("After the storm")),
        para("Six were left. Mara wrote it down. Nobody asked."),
        *(para(f"The tide of day {n} took nothing.") for n in range(30)),
    ),
)


@dataclass(frozen=True)
class Page:
    """A page of the story: its file, and when each sentence is heard."""

    path: Path
    cues: tuple[tuple[str, float, float], ...]


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Page:
    folder = tmp_path_factory.mktemp("spoken")
    with edition_of(STORY, folder / "cache", engine="espeak", rate=300) as edition:
        assert edition.narration
        export(edition, folder / "page.html")
        cues = tuple(_cues(edition.narration, body(edition).ids))
    return Page(folder / "page.html", cues)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Any, spoken: Page) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 800, "height": 600})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto(spoken.path.as_uri())
    until(opened, "document.querySelector('audio').readyState > 0")
    yield opened
    context.close()
    assert faults == []


def until(page: Any, condition: str, seconds: float = 60.0) -> None:
    """Wait for a condition in JavaScript; Playwright's own way needs eval, which the page bars."""
    end = monotonic() + seconds
    while not page.evaluate(condition):
        assert monotonic() < end, condition
        sleep(0.02)


def now(page: Any) -> str:
    marked: str = page.evaluate("document.querySelector('.now')?.id ?? ''")
    return marked


def time(page: Any) -> float:
    at: float = page.evaluate("document.querySelector('audio').currentTime")
    return at


def paused(page: Any) -> bool:
    still: bool = page.evaluate("document.querySelector('audio').paused")
    return still


def press(page: Any, name: str) -> None:
    """Go to a button with the Tab key alone, and press it."""
    for _ in range(12):
        if page.evaluate("document.activeElement.dataset.reader") == name:
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not reach {name}")


def test_the_cues_are_in_the_page_and_in_order(spoken: Page) -> None:
    text = spoken.path.read_text("utf-8")
    found = re.search(r'data-reader="cues">(.*?)</script>', text)
    assert found
    cues = json.loads(found[1])
    assert [c[0] for c in cues] == [c[0] for c in spoken.cues]
    assert [c[1] for c in cues] == sorted(c[1] for c in cues)
    assert cues[0][0] == "title"
    assert all(f'id="{c[0]}"' in text for c in cues)


def test_the_script_is_small_and_alone(spoken: Page) -> None:
    scripts = re.findall(r"<script>(.*?)</script>", spoken.path.read_text("utf-8"), re.DOTALL)
    assert len(scripts) == 1
    assert len(scripts[0]) < 10_000


@needs_chromium
def test_the_mark_is_that_of_the_sound_in_every_frame(page: Any, spoken: Page) -> None:
    """Counted in drawn frames, not in time, which a busy machine stretches: sixty a second where
    it is not, so that a mark is never 100 ms late. `benchmarks.read_along` measures that."""
    page.evaluate(
        """() => {
            const audio = document.querySelector("audio");
            const context = new AudioContext();
            const ear = context.createAnalyser();
            context.createMediaElementSource(audio).connect(ear);
            const heard = new Float32Array(ear.fftSize);
            window.frames_seen = [];
            window.loud = false;
            (function look() {
                ear.getFloatTimeDomainData(heard);
                loud ||= heard.some((value) => Math.abs(value) > 0.01);
                const id = document.querySelector(".now")?.id;
                if (id && !audio.paused) frames_seen.push([audio.currentTime, id]);
                requestAnimationFrame(look);
            })();
        }"""
    )
    page.keyboard.press("k")
    until(page, "loud && frames_seen.some(([_, id]) => id === 'p5s1')")
    page.keyboard.press("k")
    frames = [(0.0, ""), *page.evaluate("frames_seen")]
    ids = [c[0] for c in spoken.cues]
    starts = [c[1] for c in spoken.cues]
    seen = list(dict.fromkeys(id_ for _, id_ in frames[1:]))
    assert seen == sorted(seen, key=ids.index)
    for id_, start, end in spoken.cues[: ids.index("p5s1") + 1]:
        # A machine that draws no frame as long as a short sentence lasts cannot show its mark.
        undrawn = any(a <= start + 0.002 and end <= b for (a, _), (b, _) in pairwise(frames))
        assert id_ in seen or undrawn, id_
    for (before, _), (after, marked) in pairwise(frames):
        # The page looks at the clock between this test's looks, and counts a millisecond ahead.
        first, last = bisect(starts, before) - 1, bisect(starts, after + 0.002) - 1
        assert marked in ids[max(first, 0) : last + 1], (before, after)


@needs_chromium
def test_keys_play_pause_step_and_change_speed(page: Any, spoken: Page) -> None:
    ids = [c[0] for c in spoken.cues]
    page.keyboard.press("l")
    page.keyboard.press("l")
    page.keyboard.press("l")
    assert (now(page), paused(page)) == (ids[2], True)
    assert time(page) == pytest.approx(spoken.cues[2][1], abs=0.01)
    page.keyboard.press("j")
    assert now(page) == ids[1]
    page.keyboard.press("k")
    until(page, "!document.querySelector('audio').paused")
    page.keyboard.press(".")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.1
    page.keyboard.press(",")
    page.keyboard.press(",")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 0.9
    page.keyboard.press("k")
    until(page, "document.querySelector('audio').paused")


@needs_chromium
def test_the_tab_and_enter_keys_are_enough(page: Any, spoken: Page) -> None:
    press(page, "next")
    page.keyboard.press("Enter")
    assert now(page) == spoken.cues[1][0]
    page.reload()
    press(page, "play")
    until(page, "document.querySelector('.now')")
    page.get_by_role("button", name="Pause").wait_for(timeout=60_000)
    page.keyboard.press("Enter")
    until(page, "document.querySelector('audio').paused")
    page.get_by_role("button", name="Play").wait_for(timeout=60_000)


@needs_chromium
def test_single_keys_can_be_turned_off(page: Any) -> None:
    page.evaluate("document.querySelector('details').open = true")
    page.select_option("select[name=keys]", "off")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("l")
    assert now(page) == ""


@needs_chromium
def test_a_click_on_a_sentence_reads_from_there(page: Any, spoken: Page) -> None:
    # Noted when the sound is set there: a slow machine may ask only after it has gone on.
    page.evaluate(
        """() => document.querySelector("audio").addEventListener("seeking", (event) => {
            window.sought = [event.target.currentTime, document.querySelector(".now")?.id];
        }, { once: true })"""
    )
    page.locator("#p3s2").click()
    until(page, "!document.querySelector('audio').paused && window.sought")
    at, marked = page.evaluate("sought")
    start = next(c[1] for c in spoken.cues if c[0] == "p3s2")
    assert marked == "p3s2"
    assert start - 0.01 <= at < start + 0.1


@needs_chromium
def test_the_marked_sentence_stays_in_view(page: Any, spoken: Page) -> None:
    page.locator("#p3s1").click()
    for _ in range(25):
        page.keyboard.press("l")
    box = "document.querySelector('.now').getBoundingClientRect()"
    bar = "document.querySelector('.reader').getBoundingClientRect()"
    until(page, f"{bar}.bottom <= {box}.top && {box}.bottom <= 600")


@needs_chromium
def test_the_speed_is_remembered(page: Any) -> None:
    page.select_option("select[name=speed]", "1.5")
    # The browser hands what it is told to remember to another process, and does not wait for it.
    page.wait_for_timeout(500)
    page.reload()
    until(page, "document.querySelector('audio').playbackRate === 1.5")


@needs_chromium
def test_the_end_can_be_played_again(page: Any, spoken: Page) -> None:
    page.evaluate("document.querySelector('audio').currentTime = 1e6")
    until(page, "document.querySelector('audio').ended")
    page.keyboard.press("k")
    until(page, "!document.querySelector('audio').paused")


@needs_chromium
@axe
def test_axe_finds_nothing_while_it_plays_or_is_open(page: Any) -> None:
    page.keyboard.press("k")
    until(page, "document.querySelector('.now')")
    assert violations(page) == []
    page.evaluate("document.querySelector('details').open = true")
    for colours in ("light", "cream", "dark", "contrast"):
        page.select_option("select[name=colours]", colours)
        assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 256})
    assert violations(page) == []


@needs_chromium
@pytest.mark.parametrize("height", [640, 256])
def test_nothing_scrolls_sideways_or_covers_the_text(page: Any, height: int) -> None:
    page.set_viewport_size({"width": 320, "height": height})
    page.keyboard.press("l")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate("scrollTo(0, 1500)")
    page.wait_for_timeout(500)
    covered = page.evaluate(
        "[...document.querySelectorAll('.reader, .buttons')].map("
        "(e) => getComputedStyle(e).position === 'sticky' ? e.offsetHeight : 0)"
    )
    assert max(covered) < height / 4


@needs_chromium
def test_without_script_the_browser_s_own_player_is_there(browser: Any, spoken: Page) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(spoken.path.as_uri())
    assert plain.locator("audio[controls]").is_visible()
    assert not plain.locator(".reader").is_visible()
    assert plain.get_by_role("heading", level=1).inner_text() == "The Boats"
    context.close()


@needs_chromium
def test_the_sound_can_lie_beside_the_page(browser: Any, tmp_path: Path) -> None:
    with edition_of(STORY, tmp_path / "cache") as edition:
        beside = replace(edition, options=Options(html=HtmlOptions(sound_beside=True)))
        export(beside, tmp_path / "a page.html")
    assert (tmp_path / "a page.m4a").stat().st_size > 10_000
    assert (tmp_path / "a page.html").stat().st_size < 60_000
    page = browser.new_page()
    page.goto((tmp_path / "a page.html").as_uri())
    page.keyboard.press("k")
    until(page, "document.querySelector('audio').currentTime > 0.2")
    page.close()
    (tmp_path / "a page.m4a").unlink()
    page = browser.new_page()
    page.goto((tmp_path / "a page.html").as_uri())
    page.keyboard.press("k")
    page.get_by_role("status").get_by_text("The sound cannot be played.").wait_for()
    page.close()


def test_every_sentence_that_is_heard_is_marked(tmp_path: Path) -> None:
    with edition_of(every_block(), tmp_path / "cache") as edition:
        assert edition.narration
        said = {
            u.id
            for chapter in edition.narration.script.chapters
            for u in chapter.utterances
            if u.spoken and not u.announcement
        }
        assert {c[0] for c in _cues(edition.narration, body(edition).ids)} == said


def test_the_same_narration_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        with edition_of(STORY, tmp_path / "cache") as edition:
            export(edition, tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_without_a_narration_it_says_so(tmp_path: Path) -> None:
    with edition_of(STORY, tmp_path / "cache") as edition:
        silent = replace(edition, narration=None)
    with pytest.raises(NarrationError):
        export(silent, tmp_path / "a.html")
    assert not (tmp_path / "a.html").exists()
    assert export_text(silent, tmp_path / "a.html") == ()
