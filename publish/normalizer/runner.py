"""Runs the rules in their order, and writes down what each of them did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby
from operator import is_

from publish.model import Article, Block, Metadata, Origin
from publish.normalizer.explanation import MADE
from publish.normalizer.own import OwnRules
from publish.normalizer.phrases import LONGEST, phrases
from publish.normalizer.rules import RULES, Kind, Rule
from publish.normalizer.rules.characters import spotless_block
from publish.normalizer.rules.rule import LineRule, Scores, TextRule, Verdict, drop_line, plain_line
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
    lines = _Lines(recorder)
    for _ in range(_MOST_ROUNDS):
        before = article
        for by_line, group in groupby(chosen, lambda rule: isinstance(rule, TextRule | LineRule)):
            if by_line:
                article = lines.apply(article, list(group))
                continue
            for rule in group:
                after, scores = rule.run(article)
                article = recorder.compare(article, after, rule, scores)
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


class _Lines:
    """Applies neighbouring rules that look at each line by itself in one pass over the lines.

    The outcome is that of one rule after the other, since none looks at a line's neighbours. A
    block that came through all of them is not looked at again.
    """

    def __init__(self, recorder: _Recorder) -> None:
        self.recorder = recorder
        self.settled: dict[int, Block] = {}  # holds the blocks, so that their ids stay theirs

    def apply(self, article: Article, rules: Sequence[Rule]) -> Article:
        """`article` after `rules`."""
        settled = self.settled
        if all(id(block) in settled for block in article.blocks):
            return article
        texts = [rule for rule in rules if isinstance(rule, TextRule)]
        guarded = all(rule.guarded for rule in texts)
        judge = _Judge([rule for rule in rules if isinstance(rule, LineRule)])
        kept: list[Block] = []
        for block in article.blocks:
            if id(block) in settled:
                kept.append(block)
                continue
            new: Block | None = block
            line = plain_line(block)
            if texts and not (guarded and spotless_block(block)):
                new = self._mend(block, texts)
                line = plain_line(new) if new else None
            if line is None:
                new = self._drop_inside(new, judge) if new else None
            elif new and (found := judge(line)) and self.recorder.became(new, None, *found):
                new = None
            if new:
                settled[id(new)] = new
                kept.append(new)
        if len(kept) == len(article.blocks) and all(map(is_, kept, article.blocks)):
            return article
        return replace(article, blocks=tuple(kept))

    def _mend(self, block: Block, rules: Sequence[TextRule]) -> Block | None:
        for rule in rules:
            new = rule.each(block)
            if new is not block and self.recorder.became(block, new, rule, rule.confidence):
                if new is None:
                    return None
                block = new
        return block

    def _drop_inside(self, block: Block, judge: _Judge) -> Block | None:
        """Drop lines of quotations and lists; one look tells whether there are any."""
        if drop_line(block, lambda line: 1.0 if judge(line) else 0.0) is block:
            return block
        for rule in judge.rules:
            new = drop_line(block, rule.judge)
            if new is not block and self.recorder.became(block, new, rule, rule.confidence):
                if new is None:
                    return None
                block = new
        return block


class _Judge:
    """Which of several line rules a line is debris for, and how surely."""

    def __init__(self, rules: Sequence[LineRule]) -> None:
        self.rules = rules
        self.families = {rule.family: rule for rule in rules if rule.family}
        self.others = [rule for rule in rules if not rule.family]
        self.look_up = phrases().look_up

    def __call__(self, line: str) -> tuple[Rule, float] | None:
        if self.families and len(line) <= LONGEST and (hit := self.look_up(line)):
            rule = self.families.get(hit.family)
            if rule:
                return rule, hit.confidence
        for rule in self.others:
            if confidence := rule.judge(line):
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
        after = _text(new) if new else ""
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
        staying = set(map(id, after.blocks))
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
                self._record(gone, made, rule, scores, moved)
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
        if not (self.keep_lines or self.keep_texts):
            return False
        return any(
            not self.keep_lines.isdisjoint(range(b.origin.first_line, b.origin.last_line + 1))
            or (bool(self.keep_texts) and (b.origin.first_line, _text(b)) in self.keep_texts)
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
            text = _text(new[0])
            self._change(rule, old, text, new[0].origin or _origin(old), confidence)
            return
        text = _text(old[0])
        verdict = scores.get(id(old[0]), Verdict(rule.confidence))
        after = verdict.after
        if not after and rule.kind is Kind.MOVES:
            after = next((m for m in moved if m and m in text), "; ".join(moved))
        self._change(rule, old, after, old[0].origin, verdict.confidence)

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
            before = "\n".join(_text(block) for block in old)
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
                    lines[first] = None if first in lines else _text(block)
        found = [lines[n] for n in range(origin.first_line, origin.last_line + 1) if n in lines]
        texts = [text for text in found if text is not None]
        return "\n".join(texts) if texts and len(texts) == len(found) else None


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


def _text(block: Block) -> str:
    """The characters of a block; the common kind is read without a walk."""
    line = plain_line(block)
    return block_text(block) if line is None else line


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
