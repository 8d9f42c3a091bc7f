"""Runs the rules in their order, and writes down what each of them did."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby

from publish.model import Article, Block, Metadata, Origin
from publish.normalizer.phrases import phrases
from publish.normalizer.rules import RULES, Kind, Rule
from publish.normalizer.rules.rule import PhraseRule, Scores, drop_lines
from publish.registry import unknown_name
from publish.report import Change
from publish.walk import block_text

#: The rules settle in two rounds (the second finds nothing to do); an article that a line taken
#: away turns into another one may need a third.
_MOST_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Normalized:
    """A cleaned article and all that was done to it, in order."""

    article: Article
    changes: tuple[Change, ...]


def normalize(
    article: Article,
    *,
    keep: Collection[str] = (),
    keep_lines: Collection[int] = (),
    rules: Sequence[Rule] = RULES,
) -> Normalized:
    """Clean `article`: apply the rules in their order until they find nothing more to do.

    Args:
        keep: names of rules that are not applied.
        keep_lines: numbers of lines of the source that stay as they are.
        rules: the rules; those of the package unless told.

    Raises:
        UnknownName: `keep` names a rule that is not among `rules`.
    """
    names = [rule.name for rule in rules]
    for name in keep:
        if name not in names:
            raise unknown_name("rule", name, names)
    chosen = [rule for rule in rules if rule.name not in keep]
    recorder = _Recorder(article, frozenset(keep_lines))
    for _ in range(_MOST_ROUNDS):
        before = article
        for is_phrases, group in groupby(chosen, lambda rule: isinstance(rule, PhraseRule)):
            if is_phrases:
                article = _apply_phrases(article, list(group), recorder)
            else:
                for rule in group:
                    after, scores = rule.run(article)
                    article = recorder.compare(article, after, rule, scores)
        if article is before or article == before:
            break
    return Normalized(article, tuple(recorder.changes))


def _apply_phrases(article: Article, rules: list[Rule], recorder: _Recorder) -> Article:
    """All rules of this kind at once: each line is looked up once, and says whose it is."""
    look_up = phrases().look_up
    wanted = {rule.name: rule for rule in rules}
    found: dict[str, Rule] = {}

    def judge(line: str) -> float:
        hit = look_up(line)
        if hit is None or hit.family not in wanted:
            return 0.0
        found[line] = wanted[hit.family]
        return hit.confidence

    after, scores = drop_lines(article, judge)
    if after is article:
        return article
    return recorder.compare(article, after, rules[0], scores, found)


class _Recorder:
    """Finds out by identity what a rule changed, writes it down, and takes back what must stay."""

    def __init__(self, article: Article, keep_lines: frozenset[int]) -> None:
        self.first = article
        self.keep_lines = keep_lines
        self.changes: list[Change] = []
        self.lines: dict[int, str] = {}

    def compare(
        self,
        before: Article,
        after: Article,
        rule: Rule,
        scores: Scores,
        owners: dict[str, Rule] | None = None,
    ) -> Article:
        """Record how `after` differs from `before`; return it, less what touches a kept line.

        Args:
            owners: the rule by the text of a removed line, where several ran at once.
        """
        if after is before:
            return before
        if after.blocks is before.blocks:
            return after
        staying = {id(block) for block in after.blocks}
        moved = _news(before.meta, after.meta)
        blocks: list[Block] = []
        undone = False
        old, new = before.blocks, after.blocks
        start = at = 0
        for index in range(len(old) + 1):
            if index < len(old) and id(old[index]) not in staying:
                continue
            # old[start:index] became new[at:end], then comes old[index] as it was.
            end = at
            stop = id(old[index]) if index < len(old) else None
            while end < len(new) and id(new[end]) != stop:
                end += 1
            for gone, made in _pairs(old[start:index], new[at:end]):
                if self._kept(gone):
                    blocks.extend(gone)
                    undone = True
                    continue
                self._record(gone, made, rule, scores, moved, owners)
                blocks.extend(made)
            if index < len(old):
                blocks.append(old[index])
            start, at = index + 1, end + 1
        if not undone:
            return after
        if list(map(id, blocks)) == list(map(id, old)):
            return before if moved or after.meta == before.meta else replace(after, blocks=old)
        return replace(after, blocks=tuple(blocks))

    def _kept(self, blocks: Sequence[Block]) -> bool:
        return bool(self.keep_lines) and any(
            not self.keep_lines.isdisjoint(range(b.origin.first_line, b.origin.last_line + 1))
            for b in blocks
            if b.origin
        )

    def _record(
        self,
        old: Sequence[Block],
        new: Sequence[Block],
        rule: Rule,
        scores: Scores,
        moved: Sequence[str],
        owners: dict[str, Rule] | None,
    ) -> None:
        """Write down that the blocks `old` became the block in `new`, or nothing."""
        if new:
            confidence = min((scores.get(id(b), rule.confidence) for b in old), default=1.0)
            text = block_text(new[0])
            self._change(rule, old, text, new[0].origin or _origin(old), confidence)
            return
        text = block_text(old[0])
        owner = owners.get(text, rule) if owners else rule
        after = ""
        if owner.kind is Kind.MOVES:
            after = next((m for m in moved if m and m in text), "; ".join(moved))
        self._change(owner, old, after, old[0].origin, scores.get(id(old[0]), owner.confidence))

    def _change(
        self,
        rule: Rule,
        old: Sequence[Block],
        after: str,
        origin: Origin | None,
        confidence: float,
    ) -> None:
        before = self._source(origin)
        if before is None:
            before = "\n".join(block_text(block) for block in old)
        self.changes.append(Change(rule.name, before, after, origin, confidence))

    def _source(self, origin: Origin | None) -> str | None:
        """The lines of the source that `origin` names, as they were read."""
        if origin is None:
            return None
        if not self.lines:
            self.lines = {b.origin.first_line: block_text(b) for b in self.first.blocks if b.origin}
        numbers = range(origin.first_line, origin.last_line + 1)
        return "\n".join(self.lines[n] for n in numbers if n in self.lines) or None


def _pairs(
    old: Sequence[Block], new: Sequence[Block]
) -> list[tuple[Sequence[Block], Sequence[Block]]]:
    """Which of neighbouring old blocks became which new one; each of the rest became nothing."""
    pairs: list[tuple[Sequence[Block], Sequence[Block]]] = []
    at = 0
    for block in new:
        while at < len(old) and not _inside(old[at].origin, block.origin):
            if len(old) - at <= len(new) and block.origin is None:
                break
            pairs.append(((old[at],), ()))
            at += 1
        end = at
        while end < len(old) and _inside(old[end].origin, block.origin):
            end += 1
        if end == at and at < len(old):
            end = at + 1
        pairs.append((old[at:end], (block,)))
        at = end
    pairs += [((block,), ()) for block in old[at:]]
    return pairs


def _origin(blocks: Sequence[Block]) -> Origin | None:
    return next((block.origin for block in blocks if block.origin), None)


def _inside(inner: Origin | None, outer: Origin | None) -> bool:
    return bool(
        inner
        and outer
        and outer.first_line <= inner.first_line
        and inner.last_line <= outer.last_line
    )


def _news(before: Metadata, after: Metadata) -> list[str]:
    """The values that `after` has and `before` had not."""
    if before is after:
        return []
    found: list[str] = []
    for field in fields(Metadata):
        value = getattr(after, field.name)
        if value != getattr(before, field.name):
            found.append(", ".join(value) if isinstance(value, tuple) else str(value))
    return found
