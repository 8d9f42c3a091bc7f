"""Changes in plain words, for ``publish clean --explain``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publish.normalizer.rules import RULES, Kind, Rule
from publish.report import Change

#: What rules say that are made for a run (`own`, `furniture`), where it is not given.
MADE = {
    "own-drop": "a pattern of your rules file says so",
    "own-roles": "a pattern of your rules file says what it is",
    "furniture": "it stands in many articles of this source",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One change in words.

    Attributes:
        lines: "Line 12", "Lines 12 to 14", or empty.
        action: what happened: "removed", "repaired", ...
        reason: why: "it is a control or counter of a picture gallery".
        after: empty where nothing is left, or where it is what it was.
    """

    lines: str
    rule: str
    action: str
    reason: str
    confidence: float
    before: str
    after: str

    def __str__(self) -> str:
        where = f"{self.lines}: " if self.lines else ""
        sure = f"{self.confidence:.0%} sure"
        head = f"{where}{self.action}, because {self.reason} (rule {self.rule}, {sure})."
        body = f" Was: {shown(self.before)}"
        if self.after:
            body += f" Now: {shown(self.after)}"
        return head + body


def explain(changes: Iterable[Change], rules: Sequence[Rule] = RULES) -> list[Explanation]:
    """Each change in words, in the order of the source's lines.

    Args:
        rules: those that made the changes.
    """
    table = {rule.name: rule for rule in rules}
    ordered = sorted(changes, key=lambda c: c.origin.first_line if c.origin else 0)
    return list(_explained(ordered, table))


def _explained(changes: Iterable[Change], table: Mapping[str, Rule]) -> Iterator[Explanation]:
    for change in changes:
        rule = table.get(change.rule)
        origin = change.origin
        lines = ""
        if origin:
            single = origin.first_line == origin.last_line
            lines = f"Line {origin.first_line}"
            if not single:
                lines = f"Lines {origin.first_line} to {origin.last_line}"
        yield Explanation(
            lines,
            change.rule,
            _action(change, rule),
            rule.what if rule else MADE.get(change.rule, "a rule of its own says so"),
            change.confidence,
            change.before,
            "" if change.after == change.before else change.after,
        )


def _action(change: Change, rule: Rule | None) -> str:
    if rule and rule.kind is Kind.REMOVES:
        return str(Kind.MOVES if change.after else Kind.REMOVES)
    if rule and rule.kind not in (Kind.REPAIRS, Kind.REDUCES):
        return str(rule.kind)
    return "changed" if change.after else "removed"


def shown(text: str, longest: int = 300) -> str:
    """`text` in one line between quotation marks; what cannot be seen is written as U+XXXX."""
    flat = " / ".join(text.split("\n"))
    if len(flat) > longest:
        flat = flat[: longest - 1] + "…"
    safe = "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in flat)
    return f"“{safe}”"
