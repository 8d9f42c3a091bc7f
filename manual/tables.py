"""Pages that are a table of the code: formats, settings, exit codes, rules, and the Python API."""

from __future__ import annotations

from dataclasses import Field
from importlib import import_module
from typing import Any

import publish
from manual.markdown import marked_up, page, table
from publish.errors import EXIT_CODES
from publish.exporters import FORMATS
from publish.normalizer import RULES
from publish.readers import READERS
from publish.settings import key_of, option_fields, variable_of


def formats() -> str:
    """Every format: its name, ending, what it is, what it needs."""
    needs = {f.name: f.needs.replace("'", '"') for f in FORMATS}
    rows = [
        (
            f"`{f.name}`",
            f"`{f.ending}`",
            f.summary[0].upper() + f.summary[1:] + ".",
            "a voice" if f.spoken else "",
            needs[f.name],
        )
        for f in FORMATS
    ]
    default = ", ".join(f"`{f.name}`" for f in FORMATS if f.default)
    return page(
        "Formats",
        "Name a format with `--format` (or `-t`), or let the ending of the file after `--output` "
        "(or `-o`) tell it: `-o book.epub`. `--all` makes every format that can be made on this "
        "machine. `publish formats` prints this list.",
        f"Made when you name none: {default}.",
        table(("name", "ending of the file", "what it is", "speaks with", "needs"), rows),
    )


def inputs() -> str:
    """Every kind of input: its endings, and what its reader says of itself."""
    endings: dict[str, list[str]] = {}
    for ending in READERS:
        module = import_module(READERS.get(ending).__module__)
        endings.setdefault((module.__doc__ or "").partition("\n")[0], []).append(f"`{ending}`")
    rows = [(", ".join(names), about) for about, names in endings.items()]
    return page(
        "What it reads",
        "The ending of a file tells what it is. In a folder, other files are passed over.",
        table(("ending", "what is read"), rows),
        """
Besides files and folders, an input may be:

- a pattern, such as `articles/*.txt`, which works on every system;
- `-`, for standard input;
- a web address, with the part `web`: `pip install "publish[web]"`;
- a reading list, with the same part: an RSS, Atom or JSON feed, an OPML file, a file of addresses,
  or an export of Pocket, Instapaper or wallabag. Each item becomes an article;
- an address such as `s3://bucket/in`, with the part `remote` and the package for its kind.
""",
    )


def settings() -> str:
    """Every setting: its key, variable and default, and what it decides."""
    rows = [
        (f"`{key_of(f.name)}`", f"`{variable_of(f.name)}`", _default(f), marked_up(_help(f)))
        for f in option_fields()
    ]
    return page(
        "Settings, one by one",
        "Each line is three things at once: `rate` in a file `publish.toml`, `PUBLISH_RATE` in the "
        "environment, and `--rate` on the command line. "
        "[Settings of your own](../tasks/settings.md) tells which of them wins.",
        table(("key", "variable", "without it", "what it decides"), rows),
    )


def _help(f: Field[Any]) -> str:
    within = f.metadata["within"]
    text = str(f.metadata["help"])
    # Most help texts name the limits already.
    if within and not all(str(limit) in text for limit in within):
        text += f" From {within[0]} to {within[1]}."
    return text


def _default(f: Field[Any]) -> str:
    default: Any = f.default
    if isinstance(default, bool):
        return "`true`" if default else "`false`"
    if isinstance(default, tuple):
        return "none" if not default else ", ".join(f"`{d}`" for d in default)
    return f"`{default}`" if default != "" else "none"


def exit_codes() -> str:
    """Every exit code."""
    rows = [
        (str(int(code)), meaning[0].upper() + meaning[1:]) for code, meaning in EXIT_CODES.items()
    ]
    return page(
        "Exit codes",
        "The number that a command returns to the shell. Scripts can rely on it. "
        "[What goes wrong](../tasks/trouble.md) says what to do about each.",
        table(("code", "meaning"), rows),
    )


def rules() -> str:
    """Every cleaning rule, in the order in which they run."""
    rows = [(f"`{rule.name}`", rule.kind.value, rule.what) for rule in RULES]
    return page(
        "Cleaning rules",
        "The rules run in this order, until none finds more to do. `publish build` and "
        "`publish clean` leave one out with `--keep` and its name. "
        "[Clean an article](../tasks/clean.md) shows how to see what they did.",
        table(("name", "what becomes of a line", "why"), rows),
    )


def python() -> str:
    """The names of the package, each documented from its docstring when the site is built."""
    functions = [n for n in publish.__all__ if n.islower() and not n.startswith("_")]
    classes = [n for n in publish.__all__ if not n.islower()]
    return page(
        "Python",
        "What `import publish` gives. [Publish from Python](../extend/python.md) shows it at work.",
        "## Functions",
        *(f"::: publish.{name}" for name in functions),
        "## Classes",
        *(f"::: publish.{name}" for name in classes),
    )
