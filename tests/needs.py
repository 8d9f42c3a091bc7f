"""Programs and libraries from outside that some tests run: skipped where absent, never in CI."""

from __future__ import annotations

import ctypes.util
import os
import shutil

import pytest


def needs(present: bool, what: str) -> pytest.MarkDecorator:
    """Skip when `what` is not there; in CI the test runs all the same, and fails."""
    return pytest.mark.skipif(not present and not os.environ.get("CI"), reason=f"needs {what}")


liblouis = needs(bool(ctypes.util.find_library("louis")), "liblouis")
chromium = needs(bool(shutil.which("chromium")), "Chromium")
