"""Runs the rules in their order, and writes down what each of them did."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from publish.model import Article, Block, Blocks
from publish.normalizer.explanation import MADE
from publish.normalizer.own import OwnRules
from publish.normalizer.recorder import Recorder
from publish.normalizer.rules import RULES, Rule
from publish.normalizer.rules.blocks import drop_line
from publish.normalizer.rules.characters import flawed, plain_passages, spotless_inside
from publish.normalizer.rules.lines import Lines, Memory, plain_line, plain_lines
from publish.normalizer.rules.lists import led_in
from publish.normalizer.rules.rule import LineRule, TextRule
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
    recorder = Recorder(article, frozenset(keep_lines), own.kept(article) if own else ())
    recorder.undo(undo)
    if rules is RULES and not (keep or own or furniture):
        chosen = _standard()
    else:
        chosen = _grouped(_without(arranged(rules, own, furniture), keep))
    shown = _Shown()
    steps = [
        _Lines(recorder, shown.memory, step) if isinstance(step, _Linewise) else step
        for step in chosen
    ]
    for _ in range(_MOST_ROUNDS):
        before = article
        shown.memory.gone = 0
        for step in steps:
            if isinstance(step, _Lines):
                article = step.apply(article, shown.of(article))
            else:
                after, scores = step.run(article, shown.of)
                if after is not article:
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
        self.memory = Memory()
        self._lines = plain_lines((), self.memory)

    def of(self, article: Article) -> Lines:
        if article.blocks is not self._blocks:
            self._blocks = article.blocks
            self._lines = plain_lines(article.blocks, self.memory)
        return self._lines


@dataclass(frozen=True, slots=True)
class _Linewise:
    """Neighbouring rules that look at each line by itself.

    Attributes:
        families: those of `drops` that remove a family of the debris data, by its name.
        others: the rest of them.
        guarded: none of `texts` has anything to do in a spotless line.
    """

    texts: tuple[TextRule, ...]
    drops: tuple[LineRule, ...]
    families: Mapping[str, LineRule]
    others: tuple[LineRule, ...]
    guarded: bool

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> _Linewise:
        """Those of `rules` that mend lines, and those that remove them."""
        texts = tuple(rule for rule in rules if isinstance(rule, TextRule))
        drops = tuple(rule for rule in rules if isinstance(rule, LineRule))
        families = {rule.family: rule for rule in drops if rule.family}
        others = tuple(rule for rule in drops if not rule.family)
        return cls(texts, drops, families, others, all(rule.guarded for rule in texts))


def _grouped(rules: Sequence[Rule]) -> list[Rule | _Linewise]:
    """`rules` in their order, neighbouring ones that look at single lines as one step."""
    steps: list[Rule | _Linewise] = []
    for by_line, group in groupby(rules, lambda rule: isinstance(rule, TextRule | LineRule)):
        members = list(group)
        steps += [_Linewise.of(members)] if by_line else members
    return steps


@cache
def _standard() -> Sequence[Rule | _Linewise]:
    """The steps of a run with the package's own rules."""
    return _grouped(RULES)


def _without(rules: Sequence[Rule], keep: Collection[str]) -> list[Rule]:
    """`rules` without those that `keep` names."""
    names = [rule.name for rule in rules]
    for name in keep:
        # A name that --keep is given for many articles need not be there in each of them.
        if name not in (*names, *MADE):
            raise unknown_name("rule", name, names, "publish clean --explain")
    return [rule for rule in rules if rule.name not in keep]


class _Lines:
    """Applies rules that look at each line by itself in one pass over the lines.

    The outcome is that of one rule after the other, since none looks at a line's neighbours. A
    block that came through all of them is not looked at again.
    """

    def __init__(self, recorder: Recorder, memory: Memory, rules: _Linewise) -> None:
        self.recorder = recorder
        self.memory = memory
        self.rules = rules
        self.settled: Blocks = ()
        self.judged: set[str] = set()
        self.debris: set[str] = set()

    def apply(self, article: Article, lines: Lines) -> Article:
        """`article` after the rules."""
        blocks = article.blocks
        settled = set(map(id, self.settled))
        fresh: Sequence[int] = range(len(blocks))
        if settled:
            fresh = [at for at, block in enumerate(blocks) if id(block) not in settled]
        if not fresh:
            return article
        inside = {at: plain_passages(blocks[at]) for at in fresh if lines[at] is None}
        texts = {line for at in fresh if (line := lines[at]) is not None}
        texts.update(*filter(None, inside.values()))
        # What was said of a line holds for the heading that was made of it.
        bad = self.memory.picked(texts, flawed) if self.rules.guarded else texts
        concerned = bad | self._debris(texts)
        became: dict[int, Block | None] = {}
        for at in fresh:
            line = lines[at]
            if line is not None:
                if line not in concerned:
                    continue
                sound = line not in bad
            else:
                passages = inside[at]
                if passages is not None and concerned.isdisjoint(passages):
                    continue
                sound = passages is not None and bad.isdisjoint(passages)
            new = self._look(article, lines, at, sound)
            if new is not blocks[at]:
                became[at] = new
        if became:
            new_blocks = [became.get(at, block) for at, block in enumerate(blocks)]
            article = replace(article, blocks=tuple([b for b in new_blocks if b is not None]))
        self.settled = article.blocks
        return article

    def _debris(self, texts: set[str]) -> set[str]:
        """Those of `texts`, and of others before them, that one of the rules removes."""
        # Not by `Memory.picked`: a method that the memory holds would hold the memory.
        if fresh := texts - self.judged:
            known, families = self.memory.known(fresh), self.rules.families
            self.debris.update(x for x in fresh & known.keys() if known[x].family in families)
            for rule in self.rules.others:
                self.debris.update(filter(rule.judge, rule.likely(fresh)))
            self.judged |= fresh
        return self.debris

    def _judge(self, line: str) -> tuple[Rule, float] | None:
        """The rule that a line is debris for, and how surely; None for a line to keep."""
        if self.rules.families and (hit := self.memory.hit(line)):
            family = self.rules.families.get(hit.family)
            if family:
                return family, hit.confidence
        for rule in self.rules.others:
            if len(line) <= rule.longest and (confidence := rule.judge(line)):
                return rule, confidence
        return None

    def _look(self, article: Article, lines: Lines, at: int, sound: bool) -> Block | None:
        """What becomes of a block that one of the rules may have something to do with.

        Args:
            sound: the rules that mend find nothing to do in it.
        """
        block, line = article.blocks[at], lines[at]
        new: Block | None = block
        if not sound and not (line is None and self.rules.guarded and spotless_inside(block)):
            new = self._mend(block)
            line = plain_line(new) if new else None
        if new is None:
            return None
        if line is None:
            return new if led_in(article.blocks, lines, at) else self._drop_inside(new)
        found = self._judge(line)
        if not found or led_in(article.blocks, lines, at):
            return new
        return None if self.recorder.became(new, None, *found) else new

    def _mend(self, block: Block) -> Block | None:
        # A space or a control character that one rule takes away can bring together what another
        # mends; in plain ASCII nothing is damaged.
        for _ in range(_MOST_ROUNDS):
            before = block
            for rule in self.rules.texts:
                new = rule.each(block)
                if new is not block and self.recorder.became(block, new, rule, rule.confidence):
                    if new is None:
                        return None
                    block = new
            if block is before or (plain_line(block) or "").isascii():
                break
        return block

    def _drop_inside(self, block: Block) -> Block | None:
        """Drop lines of quotations and lists; one look tells whether there are any."""
        if drop_line(block, lambda line: 1.0 if self._judge(line) else 0.0) is block:
            return block
        for rule in self.rules.drops:
            new = drop_line(block, rule.judge)
            if new is not block and self.recorder.became(block, new, rule, rule.confidence):
                if new is None:
                    return None
                block = new
        return block
