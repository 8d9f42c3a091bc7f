"""What rules did to an article, found by identity and written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace

from publish.model import Article, Block, Blocks, Metadata, Origin
from publish.normalizer.rules import Kind, Rule
from publish.normalizer.rules.lines import text_of
from publish.normalizer.rules.rule import Scores
from publish.report import Change

_FIELDS = tuple(field.name for field in fields(Metadata))


class Recorder:
    """Finds out by identity what a rule changed, writes it down, and takes back what must stay."""

    def __init__(
        self, article: Article, lines: frozenset[int], texts: Iterable[tuple[int, str]]
    ) -> None:
        self.first = article
        self.keep_lines = lines
        self.keep_texts = set(texts)
        self.changes: list[Change] = []
        self.sources: dict[int, Block | None] = {}

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
        if after.blocks is before.blocks:
            return after
        moved = _news(before.meta, after.meta)
        old = before.blocks
        careful = bool(self.keep_lines or self.keep_texts)
        removed = None if careful else _gone(old, after.blocks)
        if removed is not None:
            self._remove(removed, rule, scores, moved)
            return after
        blocks: list[Block] = []
        undone = False
        done = 0
        for start, stop, became in _differences(old, after.blocks):
            if careful:
                blocks += old[done:start]
                done = stop
            for gone, made in _pairs(old[start:stop], became):
                if careful and self._kept(gone):
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
        if not new:
            self._remove(old, rule, scores, moved)
            return
        confidence = rule.confidence
        if scores:
            sure = [scores[id(b)].confidence for b in old if id(b) in scores]
            confidence = min(sure, default=confidence)
        text = text_of(new[0])
        self._change(rule, old, text, new[0].origin or _origin(old), confidence)

    def _remove(
        self, blocks: Sequence[Block], rule: Rule, scores: Scores, moved: Sequence[str]
    ) -> None:
        """Write down that each of the blocks became nothing."""
        for block in blocks:
            after, confidence = "", rule.confidence
            if verdict := scores.get(id(block)):
                after, confidence = verdict.after, verdict.confidence
            if not after and rule.kind is Kind.MOVES:
                text = text_of(block)
                after = next((m for m in moved if m and m in text), "; ".join(moved))
            self._change(rule, (block,), after, block.origin, confidence)

    def _change(
        self,
        rule: Rule,
        old: Sequence[Block],
        after: str,
        origin: Origin | None,
        confidence: float,
    ) -> None:
        before = self._source(origin) if origin else None
        if before is None:
            before = "\n".join(map(text_of, old))
        self.changes.append(Change(rule.name, before, after, origin, round(float(confidence), 3)))

    def _source(self, origin: Origin) -> str | None:
        """The lines of the source that `origin` names, as they were read; None where a line holds
        more than one block, as all of a page may that a program wrote."""
        sources = self.sources or self._by_line()
        if origin.first_line == origin.last_line:
            block = sources.get(origin.first_line)
            return text_of(block) if block else None
        lines = range(origin.first_line, origin.last_line + 1)
        found = [sources[line] for line in lines if line in sources]
        texts = [text_of(block) for block in found if block]
        return "\n".join(texts) if texts and len(texts) == len(found) else None

    def _by_line(self) -> dict[int, Block | None]:
        """The block that begins on each line; None where more than one does."""
        blocks = self.first.blocks
        found: dict[int, Block | None] = {b.origin.first_line: b for b in blocks if b.origin}
        if len(found) < len(blocks):
            count = Counter(block.origin.first_line for block in blocks if block.origin)
            found.update((line, None) for line, many in count.items() if many > 1)
        self.sources = found
        return found


def _gone(old: Blocks, new: Blocks) -> list[Block] | None:
    """The blocks that `new` lacks; None where it also holds others."""
    if len(new) >= len(old):
        return None
    staying = set(map(id, new))
    gone = [block for block in old if id(block) not in staying]
    return gone if len(gone) + len(new) == len(old) else None


def _differences(old: Blocks, new: Blocks) -> Iterator[tuple[int, int, Blocks]]:
    """Where `new` is not the same blocks as `old`: first and last place in `old`, and what stands
    there now. The blocks in both stand in the same order."""
    places = {id(block): at for at, block in enumerate(old)}
    done = made = 0
    for stop, block in enumerate(new):
        at = places.get(id(block))
        if at is None:
            continue
        if at > done or stop > made:
            yield done, at, new[made:stop]
        done, made = at + 1, stop + 1
    if done < len(old) or made < len(new):
        yield done, len(old), new[made:]


def _pairs(
    old: Sequence[Block], new: Sequence[Block]
) -> list[tuple[Sequence[Block], Sequence[Block]]]:
    """Which of neighbouring old blocks became which new one; each of the rest became nothing."""
    if not new:
        return [((block,), ()) for block in old]
    if len(old) == len(new) == 1 and _inside(old[0].origin, new[0].origin):
        return [(old, new)]
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
    for name in _FIELDS:
        value = getattr(after, name)
        if value != getattr(before, name):
            found.append(", ".join(value) if isinstance(value, tuple) else str(value))
    return found
