"""A real Chromium for tests, an accessibility checker and a screen reader in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.needs import package

#: No sandbox: tests run as root in containers. The rest keeps the browser off the network.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium(*more: str) -> Iterator[Any]:
    """A browser that can open pages; `more` are arguments of its command line."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*ARGUMENTS, *more], timeout=180_000
        )
        yield browser
        browser.close()


def violations(page: Any) -> list[tuple[str, list[str]]]:
    """What axe-core finds wrong with the page as it is: the rule, and the elements."""
    page.evaluate((package("axe-core") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]]


def spoken(browser: Any, html: Path, container: str = "body") -> list[str]:
    """The phrases that a screen reader says of `container` from its start to its end."""
    library = package("@guidepup/virtual-screen-reader") / "lib" / "esm" / "index.browser.js"
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    # The reader is a module, which a page from a file may not import: both come from one "site".
    page.route("http://page.test/", lambda r: r.fulfill(path=html, content_type="text/html"))
    page.route(
        "http://page.test/reader.js",
        lambda r: r.fulfill(path=library, content_type="text/javascript"),
    )
    page.goto("http://page.test/")
    said: list[str] = page.evaluate(
        """async (container) => {
            const { virtual } = await import("/reader.js");
            await virtual.start({ container: document.querySelector(container) });
            const first = await virtual.lastSpokenPhrase();
            for (let n = 0; n < 5000; n++) {
                await virtual.next();
                if ((await virtual.lastSpokenPhrase()) === `end of ${first}`) break;
            }
            const log = await virtual.spokenPhraseLog();
            await virtual.stop();
            return log;
        }""",
        container,
    )
    context.close()
    return said
