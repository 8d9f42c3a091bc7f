"""The command line: the only part of the package that prints or exits."""

from __future__ import annotations

from publish.cli.app import main

__all__ = ["main"]
