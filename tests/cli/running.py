"""Running the command line inside the test's own process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from publish.cli import main


@dataclass(frozen=True)
class Run:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


Runner = Callable[..., Run]


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> Run:
    """Run ``publish ARGUMENTS``."""
    with pytest.raises(SystemExit) as stop:
        main([str(argument) for argument in arguments])
    out, err = capfd.readouterr()
    code = stop.value.code
    return Run(code if isinstance(code, int) else 1, out, err)
