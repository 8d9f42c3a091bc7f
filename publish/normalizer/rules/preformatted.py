"""Programs and tables in plain text, told by their marks before their spaces are tidied away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from publish.model import Article, Block, Blocks, Cell, Code, Table, Text
from publish.normalizer.rules.blocks import adjacent, with_blocks
from publish.normalizer.rules.lines import Lines
from publish.normalizer.rules.lists import span
from publish.normalizer.rules.opening import SENTENCE_END

_FENCE = re.compile(r"(?P<marks>`{3,}|~{3,}) *(?P<language>[\w+#.-]{0,20})")
_MARKS = frozenset(" \t`~|>#$")
_INDENT = re.compile(r" {4,}| {0,3}\t\s*")
#: What lines of programs hold, and lines of prose and verse do not.
_PROGRAM = re.compile(
    r"[{}\\]$|[=()].*;$|\w\.\w+\(|\w\([^\s()]*\)[:;{]?$| [-+*/!=<>]?= |=>|->|&&|</"
    r"|^\s*(?:[$#] |//|\w+=|\w+: ?[\[{\"'\d]|[\"']\w+[\"']:"
    r"|def \w+\(|class \w+ ?[:({]|import [\w.{*]+;?$|from \S+ import|(?:if|for|while|elif) .*[:{]$"
    r"|else ?[:{]|try:$|(?:let|const|var) \w+ =|function\b.*\(|return(?: |;|$)|@\w+)"
)
#: "# clone the repository", "$ git clone". No window or page of 404 has three near each other.
_COMMAND = re.compile(r"[#$] +[^\W\dA-Z_]")
_FEWEST_COMMANDS, _BETWEEN = 3, 2
#: Indented lines are a program where half of them look like it; two lines are the fewest.
_LEAST_SHARE, _FEWEST = 0.5, 2
_RULE = re.compile(r"\|?(?: *:?-{2,}:? *\|)+(?: *:?-{2,}:? *)?")


def mark(article: Article, lines: Lines) -> Article:
    """Make such lines `Code` and `Table`s."""
    blocks = article.blocks
    new: list[Block] = []
    done = 0
    for at in lines.places(_likely):
        line = lines[at] or ""
        if at < done:
            continue
        if made := _made(blocks, lines, at, line):
            block, end = made
            new += blocks[done:at]
            new.append(block)
            done = end
    return with_blocks(article, [*new, *blocks[done:]]) if done else article


def _likely(lines: Iterable[str]) -> list[str]:
    """Those of `lines` that a program or a table may begin with."""
    return [line for line in lines if line[0] in _MARKS or "\t" in line]


def _made(blocks: Blocks, lines: Lines, at: int, line: str) -> tuple[Block, int] | None:
    """The block that begins at `at`, and where what follows it begins."""
    if line[0] in "`~" and (fence := _FENCE.fullmatch(line.rstrip())):
        return _fenced(blocks, lines, at, fence)
    if line.startswith(">>> "):
        end = _while(blocks, lines, at, lambda text: True)
        shown = lines[at:end]
        return Code(
            "\n".join(text or "" for text in shown), "", span(blocks[at], blocks[end - 1])
        ), end
    if line[0] in "#$":
        return _listing(blocks, lines, at)
    if _INDENT.match(line):
        return _indented(blocks, lines, at)
    if line[0] == "|":
        end = _while(blocks, lines, at, lambda text: text.startswith("|"))
        rows = [text or "" for text in lines[at:end]]
        if len(rows) > 1 and _RULE.fullmatch(rows[1].strip()):
            cells = [row.strip().strip("|").split("|") for row in (rows[0], *rows[2:])]
            return _table(cells, True, blocks[at:end]), end
    elif tabs := line.count("\t"):
        end = _while(blocks, lines, at, lambda text: text.count("\t") == tabs)
        cells = [(text or "").split("\t") for text in lines[at:end]]
        if len(cells) >= _FEWEST:
            return _table(cells, _is_head(cells), blocks[at:end]), end
    return None


def commands(lines: Sequence[str]) -> set[int]:
    """The lines of all listings of commands, and the command below the last comment of each."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if line[0] in "#$" and at not in found and (end := _commands_end(lines, at)):
            found.update(range(at, end + _is_command(lines, end)))
    return found


def _commands_end(lines: Sequence[str | None], at: int) -> int:
    """Where the listing of commands ends that begins at a line, behind its last comment or prompt;
    0 where none begins there. What is between is no sentence."""
    end, count = at, 0
    while at < len(lines) and at - end < _BETWEEN:
        line = lines[at]
        if line is None:
            break
        if _COMMAND.match(line):
            end, count = at + 1, count + 1
        elif _is_sentence(line):
            break
        at += 1
    return end if count >= _FEWEST_COMMANDS else 0


def _is_command(lines: Sequence[str | None], at: int) -> bool:
    """Whether a line is the command below a comment."""
    line = lines[at] if at < len(lines) else None
    above = lines[at - 1] or ""
    return bool(line) and above[0] == "#" and not _is_sentence(line or "")


def _is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, and not in a path ("git add .")."""
    return line.endswith(SENTENCE_END) and not line[-2:-1].isspace()


def _while(blocks: Blocks, lines: Lines, at: int, fits: Callable[[str], bool]) -> int:
    """Where the run of adjacent lines from `at` on ends that `fits`."""
    end = at + 1
    while end < len(blocks) and adjacent(blocks[end - 1], blocks[end]):
        line = lines[end]
        if line is None or not fits(line):
            break
        end += 1
    return end


def _fenced(
    blocks: Blocks, lines: Lines, at: int, fence: re.Match[str]
) -> tuple[Block, int] | None:
    for end in range(at + 1, len(blocks)):
        line = lines[end]
        if line is None:
            return None
        if line.rstrip() == fence["marks"]:
            value = _joined(blocks[at : end + 1], lines[at : end + 1], 0)
            inner = value.split("\n")[1:-1]
            if not any(inner):
                return None
            return Code("\n".join(inner), fence["language"], span(blocks[at], blocks[end])), end + 1
    return None


def _listing(blocks: Blocks, lines: Lines, at: int) -> tuple[Block, int] | None:
    """Commands, each with a comment above it or a prompt before it."""
    end = _commands_end(lines, at)
    if not end:
        return None
    if _is_command(lines, end) and adjacent(blocks[end - 1], blocks[end]):
        end += 1
    value = _joined(blocks[at:end], lines[at:end], 0)
    return Code(value, "", span(blocks[at], blocks[end - 1])), end


def _indented(blocks: Blocks, lines: Lines, at: int) -> tuple[Block, int] | None:
    end = at
    while end < len(blocks) and (line := lines[end]) and _INDENT.match(line):
        end += 1
    shown = [line or "" for line in lines[at:end]]
    like = sum(_PROGRAM.search(line.rstrip()) is not None for line in shown)
    if len(shown) < _FEWEST or like < _LEAST_SHARE * len(shown):
        return None
    depth = min(len(line) - len(line.lstrip()) for line in shown)
    return Code(_joined(blocks[at:end], shown, depth), "", span(blocks[at], blocks[end - 1])), end


def _joined(blocks: Sequence[Block], lines: Iterable[str | None], depth: int) -> str:
    """Lines as they stood, blank ones between them, less so many characters at their left."""
    found: list[str] = []
    last = 0
    for block, line in zip(blocks, lines, strict=True):
        number = block.origin.first_line if block.origin else last + 1
        found += [""] * (number - last - 1 if last else 0)
        found.append((line or "")[depth:].rstrip())
        last = number
    return "\n".join(found)


def _table(cells: Sequence[Sequence[str]], head: bool, blocks: Blocks) -> Table:
    rows = tuple(
        tuple(_cell(text, head and not number) for text in row) for number, row in enumerate(cells)
    )
    return Table(rows, (), span(blocks[0], blocks[-1]))


def _cell(text: str, header: bool) -> Cell:
    text = " ".join(text.split())
    return Cell((Text(text),) if text else (), header)


def _is_head(cells: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names columns of numbers."""
    digits = [any(c.isdigit() for text in row for c in text) for row in cells]
    return not digits[0] and all(digits[1:])
