"""The site, built as for the web: no faults, nothing from elsewhere, nothing that axe finds."""

from __future__ import annotations

import functools
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser import chromium, violations
from tests.docs.folder import Quiet
from tests.needs import axe
from tests.needs import chromium as has_chromium

PAGES = ("index.html", "reference/settings.html", "extend/rule.html")

#: Wide tables scroll by themselves, and the keyboard can reach them.
REACHABLE = """[...document.querySelectorAll(".md-typeset__scrollwrap")].every(
    (table) => table.scrollWidth <= table.clientWidth || table.tabIndex === 0)"""


@pytest.fixture
def site(tmp_path: Path, root: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    line = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(line, cwd=root, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@has_chromium
@axe
def test_pages_are_accessible_and_need_no_network(site: str) -> None:
    asked: list[str] = []
    with chromium() as browser:
        for scheme in ("light", "dark"):
            context = browser.new_context(color_scheme=scheme, bypass_csp=True)
            page = context.new_page()
            page.set_default_timeout(120_000)
            page.on("request", lambda request: asked.append(request.url))
            for name in PAGES:
                page.set_viewport_size({"width": 1200, "height": 900})
                page.goto(f"{site}/{name}", wait_until="networkidle")
                assert violations(page) == [], f"{name}, {scheme}"
                page.set_viewport_size({"width": 320, "height": 640})
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= 320, f"{name} is {wide} pixels wide on a small screen"
                page.wait_for_function(REACHABLE)
                assert violations(page) == [], f"{name}, {scheme}, on a small screen"
            context.close()
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []
