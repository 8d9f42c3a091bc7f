"""A user's own rules: a TOML file of patterns.

    drop = ["Sponsored by .*", "Our offices: .*"]
    keep = ["© .*"]
    heading = ["PART \\\\d+.*"]
    caption = ["Foto: .*"]

Each pattern is a regular expression (of the `regex` package) that must match a whole line; instead
of a list, a table may give each its reason: ``drop = { "Sponsored by .*" = "not ours" }``. ``drop``
removes lines, ``keep`` leaves lines as they are whatever any rule says, ``heading`` and ``caption``
say what a line is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish.errors import ConfigurationError
from publish.model import Article, Block, Figure, Heading, Inlines, Text
from publish.normalizer.rules.blocks import with_blocks
from publish.normalizer.rules.lines import line_of, plain_line
from publish.normalizer.rules.rule import Kind, LineRule, Rule
from publish.registry import unknown_name

if TYPE_CHECKING:
    import regex

KINDS = ("drop", "keep", "heading", "caption")
#: Longer lines are running text, which no pattern of lines is meant for.
LONGEST = 2000
#: Seconds for one pattern on one line. An honest pattern takes microseconds; one that backtracks
#: without end is stopped here, and named.
_TIMEOUT = 0.1
#: Parts of a pattern with its repetitions written out: so many take 0.06 s and 30 MB to compile.
_LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern, and the line of the file it stands on, for messages."""

    source: str
    compiled: regex.Pattern[str]
    file: str
    line: int

    def matches(self, line: str) -> bool:
        """Whether the pattern matches the whole of `line`.

        Raises:
            ConfigurationError: the pattern takes too long.
        """
        if len(line) > LONGEST:
            return False
        try:
            return self.compiled.fullmatch(line.strip(), timeout=_TIMEOUT) is not None
        except TimeoutError:
            raise ConfigurationError(
                f"{self.file}, line {self.line}: the pattern “{self.source}” takes too long.",
                "Avoid repetitions inside of repetitions, such as (a+)+.",
            ) from None


@dataclass(frozen=True, slots=True)
class OwnRules:
    """The patterns of a rules file, by what they do."""

    drop: tuple[Pattern, ...] = ()
    keep: tuple[Pattern, ...] = ()
    heading: tuple[Pattern, ...] = ()
    caption: tuple[Pattern, ...] = ()

    def removing(self) -> tuple[Rule, ...]:
        """The rules that remove lines."""
        if not self.drop:
            return ()
        what = "a pattern of your rules file says so"
        return (LineRule.of("own-drop", what, lambda line: float(_any(self.drop, line))),)

    def marking(self) -> tuple[Rule, ...]:
        """The rules that say what lines are."""
        what = "a pattern of your rules file says what it is"
        if not (self.heading or self.caption):
            return ()
        return (Rule("own-roles", Kind.MARKS, what, self._mark, 1.0),)

    def kept(self, article: Article) -> frozenset[tuple[int, str]]:
        """The lines that a ``keep`` pattern protects: number and text."""
        if not self.keep:
            return frozenset()
        lines = ((block.origin, line_of(block) or "") for block in article.blocks)
        return frozenset(
            (origin.first_line, line) for origin, line in lines if origin and _any(self.keep, line)
        )

    def _mark(self, article: Article) -> Article:
        new = [self._marked(block) for block in article.blocks]
        if all(a is b for a, b in zip(new, article.blocks, strict=True)):
            return article
        return with_blocks(article, new)

    def _marked(self, block: Block) -> Block:
        line = plain_line(block)
        if line is None:
            return block
        content: Inlines = (Text(line),)
        if _any(self.heading, line):
            return Heading(1, content, block.origin)
        if _any(self.caption, line):
            return Figure(None, content, (), block.origin)
        return block


def _any(patterns: Sequence[Pattern], line: str) -> bool:
    return any(pattern.matches(line) for pattern in patterns)


def load(path: Path) -> OwnRules:
    """The rules of the file at `path`.

    Raises:
        ConfigurationError: the file is not there or cannot be read; it is no TOML; it holds
            something else than the four lists; a pattern is wrong. The message names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigurationError(
            f"There is no rules file {path}.", "Check what --rules names."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The rules file {path} cannot be read: {error}.") from error
    return parse(text, str(path))


def parse(text: str, name: str) -> OwnRules:
    """The rules that `text` holds; `name` is what messages call it. Raises as `load` does."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{name} is not TOML: {error}.") from error
    found: dict[str, tuple[Pattern, ...]] = {}
    for key, value in table.items():
        if key not in KINDS:
            hint = unknown_name("list", key, list(KINDS)).hint
            raise ConfigurationError(f"{name}, line {_line(text, key)}: unknown “{key}”.", hint)
        found[key] = tuple(_pattern(one, text, name) for one in _listed(value, key, text, name))
    return OwnRules(**found)


def _listed(value: Any, key: str, text: str, name: str) -> list[str]:
    items = list(value) if isinstance(value, list | dict) else None
    if items is None or not all(isinstance(item, str) for item in items):
        raise ConfigurationError(
            f"{name}, line {_line(text, key)}: “{key}” must be a list of patterns.",
            f'Write it as: {key} = ["first pattern", "second pattern"]',
        )
    return items


def _pattern(source: str, text: str, name: str) -> Pattern:
    import regex

    line = _line(text, source)
    if _unfolded(source) > _LARGEST:
        raise ConfigurationError(
            f"{name}, line {line}: the pattern “{source}” repeats too much.",
            "Lines have at most a few thousand characters; write * or + instead of a large number.",
        )
    try:
        return Pattern(source, regex.compile(source), name, line)
    except regex.error as error:
        raise ConfigurationError(
            f"{name}, line {line}: the pattern “{source}” is wrong: {error.msg}.",
            "Put a backslash before characters that are meant as they are: . ( ) [ ] ? * + |",
        ) from error


_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(\d*),?(\d*)\}|.", re.DOTALL)


def _unfolded(source: str) -> int:
    """How many parts a pattern has when its counted repetitions are written out, as the compiler
    writes them: a short pattern can have more than the memory holds."""
    groups = [0]
    last = 0
    for token in _TOKEN.finditer(source):
        counts = [int(count) for count in token.groups() if count]
        if counts:
            groups[-1] += last * (max(counts) - 1)
            last *= max(1, *counts)
        elif token[0] == "(":
            groups.append(0)
        elif token[0] == ")" and len(groups) > 1:
            last = groups.pop()
            groups[-1] += last
        else:
            last = 1
            groups[-1] += 1
    return sum(groups)


def _line(text: str, wanted: str) -> int:
    """The line on which a key or a pattern stands, as TOML may write it; 1 where that cannot be
    told."""
    escaped = wanted.replace("\\", "\\\\").replace('"', '\\"')
    lines = [line.lstrip() for line in text.split("\n")]
    forms = [f'"{escaped}"', f"'{wanted}'", f"{wanted} =", f"{wanted}=", wanted, escaped]
    for form in forms:
        for number, line in enumerate(lines, 1):
            if form in line and not line.startswith("#"):
                return number
    return 1
