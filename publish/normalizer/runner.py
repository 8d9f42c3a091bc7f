"""Runs the rules in their order, and writes down what each of them did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import groupby
from operator import is_

from publish.model import Article, Block, Blocks, Listing, Metadata, Origin
from publish.normalizer.explanation import MADE
from publish.normalizer.own import OwnRules
from publish.normalizer.phrases import phrases
from publish.normalizer.rules import RULES, Kind, Rule
from publish.normalizer.rules.characters import spotless, spotless_block
from publish.normalizer.rules.rule import (
    LineRule,
    Lines,
    Scores,
    TextRule,
    drop_line,
    plain_line,
    plain_lines,
    text_of,
)
from publish.registry import unknown_name
from publish.report import Change

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
    undo: Collection[Change] = (),
    rules: Sequence[Rule] = RULES,
    own: OwnRules | None = None,
    furniture: Rule | None = None,
) -> Normalized:
    """Clean `article`: apply the rules in their order until they find nothing more to do.

    Args:
        keep: names of rules that are not applied.
        keep_lines: numbers of lines of the source that stay as they are.
        undo: changes that an earlier run made and that this one must not make, whatever the rule.
        rules: the rules; those of the package unless told.
        own: the user's rules file.
        furniture: what was learned from other articles of the same source
            (`furniture.Learner.rule`).

    Raises:
        UnknownName: `keep` names a rule that does not exist.
        ConfigurationError: a pattern of the rules file takes too long.
    """
    rules = arranged(rules, own, furniture)
    names = [rule.name for rule in rules]
    for name in keep:
        # A name that --keep is given for many articles need not be there in each of them.
        if name not in (*names, *MADE):
            raise unknown_name("rule", name, names)
    chosen = [rule for rule in rules if rule.name not in keep]
    recorder = _Recorder(article, frozenset(keep_lines), own.kept(article) if own else ())
    recorder.undo(undo)
    steps: list[Rule | _Lines] = []
    for by_line, group in groupby(chosen, lambda rule: isinstance(rule, TextRule | LineRule)):
        members = list(group)
        steps += [_Lines(recorder, members)] if by_line else members
    shown = _Shown()
    for _ in range(_MOST_ROUNDS):
        before = article
        for step in steps:
            lines = shown.of(article)
            if isinstance(step, _Lines):
                article = step.apply(article, lines)
            else:
                after, scores = step.run(article, lines)
                article = recorder.compare(article, after, step, scores)
        if article is before or article == before:
            break
    return Normalized(article, tuple(recorder.changes))


def arranged(
    rules: Sequence[Rule] = RULES,
    own: OwnRules | None = None,
    furniture: Rule | None = None,
) -> tuple[Rule, ...]:
    """All rules of a run in their order: those that remove lines go before the package's own
    debris rules, those that say what a line is before the search for structure."""
    removing = (*((furniture,) if furniture else ()), *(own.removing() if own else ()))
    marking = own.marking() if own else ()
    by_line = [n for n, rule in enumerate(rules) if isinstance(rule, TextRule | LineRule)]
    first = by_line[0] if by_line else 0
    last = by_line[-1] + 1 if by_line else 0
    return (*rules[:first], *removing, *rules[first:last], *marking, *rules[last:])


class _Shown:
    """The lines of an article, made once for all rules that find it as it is."""

    def __init__(self) -> None:
        self._blocks: Blocks = ()
        self._lines: Lines = ()

    def of(self, article: Article) -> Lines:
        if article.blocks is not self._blocks:
            self._blocks = article.blocks
            self._lines = plain_lines(article.blocks)
        return self._lines


class _Lines:
    """Applies neighbouring rules that look at each line by itself in one pass over the lines.

    The outcome is that of one rule after the other, since none looks at a line's neighbours. A
    block that came through all of them is not looked at again.
    """

    def __init__(self, recorder: _Recorder, rules: Sequence[Rule]) -> None:
        self.recorder = recorder
        self.texts = [rule for rule in rules if isinstance(rule, TextRule)]
        self.guarded = all(rule.guarded for rule in self.texts)
        self.drops = [rule for rule in rules if isinstance(rule, LineRule)]
        self.longest = max((rule.longest for rule in self.drops), default=0)
        self.judge = cache(_Judge(self.drops))
        self.settled: dict[int, Block] = {}  # holds the blocks, so that their ids stay theirs

    def apply(self, article: Article, lines: Lines) -> Article:
        """`article` after the rules."""
        settled, judge = self.settled, self.judge
        if all(map(settled.__contains__, map(id, article.blocks))):
            return article
        kept: list[Block] = []
        for block, line in zip(article.blocks, lines, strict=True):
            if id(block) in settled:
                kept.append(block)
                continue
            new: Block | None = block
            sound = self.guarded and (spotless_block(block) if line is None else spotless(line))
            if not sound:
                new = self._mend(block)
                line = plain_line(new) if new else None
            if line is None:
                new = self._drop_inside(new) if new else None
            elif (
                len(line) <= self.longest
                and new
                and (found := judge(line))
                and self.recorder.became(new, None, *found)
            ):
                new = None
            if new:
                settled[id(new)] = new
                kept.append(new)
        if len(kept) == len(article.blocks) and all(map(is_, kept, article.blocks)):
            return article
        return replace(article, blocks=tuple(kept))

    def _mend(self, block: Block) -> Block | None:
        for rule in self.texts:
            new = rule.each(block)
            if new is not block and self.recorder.became(block, new, rule, rule.confidence):
                if new is None:
                    return None
                block = new
        return block

    def _drop_inside(self, block: Block) -> Block | None:
        """Drop lines of quotations and lists; one look tells whether there are any."""
        judge = self.judge
        if isinstance(block, Listing):
            lines = [plain_line(inner) for item in block.items for inner in item]
            if not any(line is None or judge(line) for line in lines):
                return block
        if drop_line(block, lambda line: 1.0 if judge(line) else 0.0) is block:
            return block
        for rule in self.drops:
            new = drop_line(block, rule.judge)
            if new is not block and self.recorder.became(block, new, rule, rule.confidence):
                if new is None:
                    return None
                block = new
        return block


class _Judge:
    """Which of several line rules a line is debris for, and how surely."""

    def __init__(self, rules: Sequence[LineRule]) -> None:
        self.families = {rule.family: rule for rule in rules if rule.family}
        self.others = [rule for rule in rules if not rule.family]
        self.look_up = phrases().look_up

    def __call__(self, line: str) -> tuple[Rule, float] | None:
        if self.families and (hit := self.look_up(line)):
            rule = self.families.get(hit.family)
            if rule:
                return rule, hit.confidence
        size = len(line)
        for rule in self.others:
            if size <= rule.longest and (confidence := rule.judge(line)):
                return rule, confidence
        return None


class _Recorder:
    """Finds out by identity what a rule changed, writes it down, and takes back what must stay."""

    def __init__(
        self, article: Article, lines: frozenset[int], texts: Iterable[tuple[int, str]]
    ) -> None:
        self.first = article
        self.keep_lines = lines
        self.keep_texts = set(texts)
        self.changes: list[Change] = []
        self.lines: dict[int, str | None] = {}

    def undo(self, changes: Iterable[Change]) -> None:
        """Keep what these changes were made to."""
        for change in changes:
            if change.origin and self._source(change.origin) is not None:
                first, last = change.origin.first_line, change.origin.last_line
                self.keep_lines |= frozenset(range(first, last + 1))
            elif change.origin:
                self.keep_texts.add((change.origin.first_line, change.before))

    def became(self, block: Block, new: Block | None, rule: Rule, confidence: float) -> bool:
        """Record that `block` became `new`; False where it must stay as it is."""
        if self._kept((block,)):
            return False
        after = text_of(new) if new else ""
        self._change(rule, (block,), after, block.origin, confidence)
        return True

    def compare(
        self,
        before: Article,
        after: Article,
        rule: Rule,
        scores: Scores,
    ) -> Article:
        """Record how `after` differs from `before`; return it, less what touches a kept line."""
        if after is before:
            return before
        if after.blocks is before.blocks:
            return after
        moved = _news(before.meta, after.meta)
        old = before.blocks
        blocks: list[Block] = []
        undone = False
        done = 0
        for start, stop, became in _differences(old, after.blocks):
            blocks += old[done:start]
            done = stop
            for gone, made in _pairs(old[start:stop], became):
                if self._kept(gone):
                    blocks += gone
                    undone = True
                    continue
                self._record(gone, made, rule, scores, moved)
                blocks += made
        blocks += old[done:]
        if not undone:
            return after
        if list(map(id, blocks)) == list(map(id, old)):
            return before if moved or after.meta == before.meta else replace(after, blocks=old)
        return replace(after, blocks=tuple(blocks))

    def _kept(self, blocks: Sequence[Block]) -> bool:
        if not (self.keep_lines or self.keep_texts):
            return False
        return any(
            not self.keep_lines.isdisjoint(range(b.origin.first_line, b.origin.last_line + 1))
            or (bool(self.keep_texts) and (b.origin.first_line, text_of(b)) in self.keep_texts)
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
    ) -> None:
        """Write down that the blocks `old` became the block in `new`, or nothing."""
        if new:
            sure = [scores[id(b)].confidence for b in old if id(b) in scores]
            confidence = min(sure, default=rule.confidence)
            text = text_of(new[0])
            self._change(rule, old, text, new[0].origin or _origin(old), confidence)
            return
        verdict = scores.get(id(old[0]))
        after = verdict.after if verdict else ""
        if not after and rule.kind is Kind.MOVES:
            text = text_of(old[0])
            after = next((m for m in moved if m and m in text), "; ".join(moved))
        confidence = verdict.confidence if verdict else rule.confidence
        self._change(rule, old, after, old[0].origin, confidence)

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
            before = "\n".join(text_of(block) for block in old)
        self.changes.append(Change(rule.name, before, after, origin, round(float(confidence), 3)))

    def _source(self, origin: Origin | None) -> str | None:
        """The lines of the source that `origin` names, as they were read; None where a line holds
        more than one block, as all of a page may that a program wrote."""
        if origin is None:
            return None
        lines = self.lines
        if not lines:
            for block in self.first.blocks:
                if block.origin:
                    first = block.origin.first_line
                    lines[first] = None if first in lines else text_of(block)
        if origin.first_line == origin.last_line:
            return lines.get(origin.first_line)
        found = [lines[n] for n in range(origin.first_line, origin.last_line + 1) if n in lines]
        texts = [text for text in found if text is not None]
        return "\n".join(texts) if texts and len(texts) == len(found) else None


def _differences(old: Blocks, new: Blocks) -> Iterator[tuple[int, int, Blocks]]:
    """Where `new` is not the same blocks as `old`: first and last place in `old`, and what stands
    there now. The blocks in both stand in the same order."""
    known, staying = set(map(id, old)), set(map(id, new))
    gone = [at for at, block in enumerate(old) if id(block) not in staying]
    made = [at for at, block in enumerate(new) if id(block) not in known]
    first = next_made = 0
    while first < len(gone) or next_made < len(made):
        # How many blocks of both stand before this place.
        before = min(
            gone[first] - first if first < len(gone) else len(old),
            made[next_made] - next_made if next_made < len(made) else len(old),
        )
        last, end = first, next_made
        while last < len(gone) and gone[last] - last == before:
            last += 1
        while end < len(made) and made[end] - end == before:
            end += 1
        yield before + first, before + last, new[before + next_made : before + end]
        first, next_made = last, end


def _pairs(
    old: Sequence[Block], new: Sequence[Block]
) -> list[tuple[Sequence[Block], Sequence[Block]]]:
    """Which of neighbouring old blocks became which new one; each of the rest became nothing."""
    if not new:
        return [((block,), ()) for block in old]
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
