"""Changes as a table in colour, for ``publish clean --explain`` on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from publish.normalizer import Explanation
from publish.normalizer.explanation import shown
from publish.normalizer.review import DOUBTFUL


def show(title: str, changes: Iterable[Explanation]) -> None:
    """Print a row for each change. What the colours say stands there in words, too."""
    table = Table(
        title=title or None, title_justify="left", box=SIMPLE_HEAD, show_edge=False, padding=(0, 1)
    )
    table.add_column("Line", justify="right", style="dim", no_wrap=True)
    table.add_column("Rule", style="cyan", no_wrap=True)
    table.add_column("Sure", justify="right", no_wrap=True)
    table.add_column("Before", ratio=1, overflow="fold")
    table.add_column("After", ratio=1, overflow="fold")
    for each in changes:
        table.add_row(
            each.lines.removeprefix("Lines ").removeprefix("Line ").replace(" to ", "-"),
            each.rule,
            Text(f"{each.confidence:.0%}", "yellow" if each.confidence < DOUBTFUL else "green"),
            Text(shown(each.before).strip("“”"), "" if each.after else "red"),
            _after(each),
        )
    Console(highlight=False).print(table)


def _after(each: Explanation) -> Text:
    """What became of it: the action where nothing else can be shown."""
    if not each.after:
        return Text(each.action, "italic")
    text = Text(shown(each.after).strip("“”"), "green")
    if each.action not in ("changed", "repaired"):
        text = Text.assemble((f"{each.action}: ", "italic"), text)
    return text
