"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--record-goldens`` takes what is made now for what is right."""
    parser.addoption("--record-goldens", action="store_true", help="write the goldens anew")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where all tools must be there (``.ci/run``), a test that skips is a failure."""
    outcome: Any = yield
    report = outcome.get_result()
    if (
        os.environ.get("PUBLISH_REQUIRE_TOOLS")
        and report.skipped
        and not hasattr(report, "wasxfail")
    ):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the settings or fills the cache of whoever runs it."""
    for name in [n for n in os.environ if n.startswith("PUBLISH_") and n not in _KEPT]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PUBLISH_CONFIG_DIR", str(tmp_path_factory.getbasetemp() / "config"))
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


_KEPT = {"PUBLISH_REQUIRE_TOOLS", "PUBLISH_TEST_NODE"}


@pytest.fixture
def root() -> Path:
    """The project's folder."""
    return Path(__file__).parent.parent
