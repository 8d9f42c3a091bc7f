"""Programs and libraries from outside that some tests run: skipped where absent, never in CI."""

from __future__ import annotations

import ctypes.util
import os
import shutil
from pathlib import Path

import pytest

#: The folder in which ``npm install`` was run with ``.ci/package.json``; empty when none was.
NODE = os.environ.get("PUBLISH_TEST_NODE", "")


def needs(present: bool, what: str) -> pytest.MarkDecorator:
    """Skip when `what` is not there; ``.ci/run`` makes a failure of each skip."""
    return pytest.mark.skipif(not present, reason=f"needs {what}")


def package(name: str) -> Path:
    """The folder of a package from npm."""
    return Path(NODE or ".") / "node_modules" / name


def program(name: str) -> Path:
    """A program of a package from npm."""
    return Path(NODE or ".") / "node_modules" / ".bin" / name


liblouis = needs(bool(ctypes.util.find_library("louis")), "liblouis")
chromium = needs(bool(shutil.which("chromium")), "Chromium")
axe = needs(package("axe-core").is_dir(), "axe-core from npm")
virtual_screen_reader = needs(
    package("@guidepup/virtual-screen-reader").is_dir(), "@guidepup/virtual-screen-reader from npm"
)

ace = needs(program("ace-cli").exists(), "@daisy/ace-cli from npm")
foliate = needs(package("foliate-js").is_dir(), "foliate-js from npm")
calibre = needs(bool(shutil.which("ebook-convert")), "calibre")
html_checker = needs((package("vnu-jar") / "build").is_dir(), "vnu-jar from npm")

#: The W3C's own DTDs, from Debian's package.
DTDS = Path("/usr/share/xml/w3c-sgml-lib/schema/dtd")
w3c_dtds = needs(DTDS.is_dir(), "w3c-sgml-lib")
libreoffice = needs(bool(shutil.which("soffice")), "LibreOffice Writer")
