"""The head of an e-mail that was pasted with its text, or that a forwarded message has inside it.

At the top of a text it goes, and author and date are known by it; its subject stays as the headline
that it is. Below text it goes only under a line that marks a forwarded message, where no colon
leads in to it: elsewhere an author quotes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from publish.model import Article, Block, Blocks, Metadata, Paragraph, Text
from publish.normalizer import mails
from publish.normalizer.lengths import PROSE, word_count
from publish.normalizer.rules.blocks import adjacent, with_blocks
from publish.normalizer.rules.lines import Lines, text_of
from publish.normalizer.rules.opening import OPEN_END, SENTENCE_END, is_prose
from publish.normalizer.rules.rule import Scores, Verdict

#: Three names, an address or a date beside a subject: nothing else has those, but an author may
#: begin a text with an e-mail of somebody else.
_SURE = 0.9
#: Above the head stand menus of a web mailer, less than so many lines of them.
_TOP = 40
#: Below running text a head is content of the article. Text that is wrapped has lines of so many
#: characters, as in the rule `wrap`.
_WRAPPED = 45
#: Of thousands of recipients the last tell as much as all.
_LONGEST = 1000
_PAUSES = (*SENTENCE_END, *OPEN_END)
_LEADS = (":", "：")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Part:
    """An entry of a head, and the places of the first and the last line that it stands on."""

    entry: mails.Entry
    first: int
    last: int


_Head = Sequence[_Part]


def find(article: Article, lines: Lines) -> tuple[Article, Scores]:
    """`article` without the heads of e-mails, and what the one at its top says of author and date
    in the metadata."""
    places = lines.places(mails.named)
    if len(places) < mails.FEWEST:
        return article, {}
    blocks, meta = article.blocks, article.meta
    below_text = any(map(_is_running, (meta.title, meta.subtitle)))
    said = {_folded(meta.title)}
    gone: dict[int, Verdict] = {}
    became: dict[int, Block] = {}
    done, told = 0, False
    for head in _heads(blocks, lines, places):
        start, end = head[0].first, head[-1].last + 1
        above = (lines[start - 1] or "") if start > done else ""
        marked = mails.marks_message(above)
        below_text |= start - len(gone) >= _TOP or _has_text(blocks[done:start])
        lead = (lines[start - 2] or "") if marked and start - 1 > done else above
        if lead.rstrip().endswith(_LEADS) or (below_text and not marked):
            continue
        done = end
        after: dict[str, str] = {}
        # A note may stand above the message that is passed on.
        if top := not told and (marked or not below_text):
            told = True
            meta, after = _told(meta, head)
        gone.update((at, Verdict(_SURE)) for at in range(start - marked, end))
        for part in head:
            gone[part.first] = Verdict(_SURE, after.get(part.entry.field, ""))
            text = mails.subject(part.entry.value) if part.entry.field == "subject" else ""
            if text and (top or _folded(text) not in said):
                became[part.first] = _line(text, blocks[part.first], blocks[part.last])
                said.add(_folded(text))
    if not gone or len(gone) == len(blocks):
        return article, {}
    scores = {id(blocks[at]): verdict for at, verdict in gone.items()}
    new = [became.get(at, block) for at, block in enumerate(blocks)]
    stays = [block for at, block in enumerate(new) if at in became or at not in gone]
    return replace(with_blocks(article, stays), meta=meta), scores


def _heads(blocks: Blocks, lines: Lines, places: Sequence[int]) -> Iterator[_Head]:
    """The heads among the lines, of which those at `places` begin with a known name."""
    end = 0
    for place in places:
        if place < end:
            continue
        head = _read(blocks, lines, place)
        if _is_head(head):
            end = head[-1].last + 1
            yield head


def _is_head(head: _Head) -> bool:
    return mails.is_head([part.entry for part in head])


def _read(blocks: Blocks, lines: Lines, start: int) -> _Head:
    """The entries from `start` on, up to another line, or to a name that was there before."""
    head: list[_Part] = []
    seen: set[str] = set()
    end = start
    for end in range(start, len(lines) + 1):
        entry = _entry(lines, end)
        if entry:
            key = entry.name if entry.field == mails.OTHER else entry.field
            if key in seen:
                break
            seen.add(key)
            head.append(_Part(entry, end, end))
        elif head and _goes_on(blocks, lines, end, head[-1].entry):
            above = head[-1]
            whole = f"{above.entry.value} {(lines[end] or '').strip()}"
            whole = whole[-_LONGEST:] if above.entry.field in mails.ADDRESSES else whole
            head[-1] = _Part(replace(above.entry, value=whole), above.first, end)
        else:
            break
    return _without_list(blocks, head, end)


def _entry(lines: Lines, at: int) -> mails.Entry | None:
    """The entry that a line is; running text behind a name is none, as in an interview."""
    entry = mails.entry(lines[at] or "") if at < len(lines) else None
    if not entry or entry.field == "subject" or mails.has_address(entry.value):
        return entry
    return None if is_prose(entry.value, PROSE) else entry


def _goes_on(blocks: Blocks, lines: Lines, at: int, entry: mails.Entry) -> bool:
    """Whether the line at `at` goes on with the entry above: more addresses, or a long line that
    was folded between two others, as RFC 5322 has it."""
    line = lines[at] if at < len(lines) else None
    if not line or not adjacent(blocks[at - 1], blocks[at]) or word_count(line) >= PROSE:
        return False
    if line[0].isspace() and _entry(lines, at + 1):
        return True
    more = line[0].isspace() or entry.value.endswith((",", ";"))
    return more and entry.field in mails.ADDRESSES and mails.has_address(line)


def _without_list(blocks: Blocks, head: list[_Part], end: int) -> _Head:
    """`head` without what belongs to the text: below a blank line lines such as "Date: 12 May",
    with others right below that no head has ("Place: the shed")."""
    if end >= len(blocks) or not head or not adjacent(blocks[end - 1], blocks[end]):
        return head
    gaps = (
        number
        for number, (one, two) in enumerate(pairwise(head), 1)
        if not adjacent(blocks[one.last], blocks[two.first])
    )
    above = head[: max(gaps, default=len(head))]
    complete = any(part.entry.field == "subject" for part in above) and _is_head(above)
    return above if complete else head


def _told(meta: Metadata, head: _Head) -> tuple[Metadata, dict[str, str]]:
    """`meta` with the sender and the day of `head` where it has none yet, and what of them is new,
    by field."""
    entries = [part.entry for part in head]
    authors: tuple[str, ...] = ()
    if not meta.authors:
        authors = next((mails.sender(e.value) for e in entries if e.field == "from"), ())
    day = "" if meta.published else mails.day(entries, meta.language)
    told = replace(meta, authors=authors or meta.authors, published=day or meta.published)
    return told, {"from": ", ".join(authors), "date": day}


def _line(text: str, first: Block, last: Block) -> Block:
    """A paragraph of `text` in the place of the blocks from `first` to `last`."""
    one, two = first.origin, last.origin
    origin = replace(one, last_line=two.last_line) if one and two else one
    return Paragraph((Text(text),), origin)


def _has_text(blocks: Sequence[Block]) -> bool:
    """Whether a paragraph of running text is among the blocks, be it wrapped into short lines."""
    texts = [text_of(block) for block in blocks]
    if any(map(_is_running, texts)):
        return True
    return any(
        len(one) >= _WRAPPED and word_count(one) + word_count(two) >= PROSE and adjacent(a, b)
        for (one, two), (a, b) in zip(pairwise(texts), pairwise(blocks), strict=True)
    )


def _is_running(text: str) -> bool:
    """Whether `text` is a paragraph, not a headline."""
    return word_count(text) >= PROSE and text.rstrip().endswith(_PAUSES)


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
