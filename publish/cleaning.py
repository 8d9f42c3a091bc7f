"""read -> normalize: one source made a clean article, with the account of what was done to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TypeAlias

from publish import debug, readers
from publish.errors import InputUnusable, UsageError
from publish.model import Article, Metadata
from publish.normalizer import Normalized, furniture, normalize
from publish.normalizer.furniture import Learned
from publish.normalizer.lengths import prose_words
from publish.normalizer.own import OwnRules
from publish.normalizer.own import load as load_rules
from publish.readers.source import Source
from publish.report import Change, Notice
from publish.settings import Settings, user_file
from publish.walk import has_text, passages, plain_text

#: The rules that judge running text by where it stands, and words of it that are worth a notice
#: where less stays. Of 404 windows 9 get it and of 404 whole pages 32, long discussions below short
#: articles; of 11 pairs of pages that lost a third of their articles' words, 9 do.
_JUDGING = ("discussion", "page")
_MUCH = 100

#: What a reader gives.
Read: TypeAlias = tuple[Article, tuple[Notice, ...]]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An input, read and normalized.

    Attributes:
        learned: what other articles of its source taught, where they did.
    """

    source: Source
    normalized: Normalized
    notices: tuple[Notice, ...]
    learned: Learned | None = None

    @property
    def article(self) -> Article:
        """The cleaned article."""
        return self.normalized.article


def line_numbers(ranges: Iterable[str]) -> frozenset[int]:
    """The numbers that ranges of lines name: ``12``, or ``12-15``.

    Raises:
        UsageError: one is no number and no range.
    """
    found: set[int] = set()
    for each in ranges:
        first, _, last = each.partition("-")
        if not (first.strip().isdecimal() and (last or first).strip().isdecimal()):
            raise UsageError(
                f"“{each}” names no line.", "Give a number such as 12, or a range such as 12-15."
            )
        low, high = int(first), int(last or first)
        if high < low:
            raise UsageError(f"“{each}” ends before it begins.", f"Write {high}-{low}.")
        # Nobody keeps a million lines by hand; a slip of the finger must not fill the memory.
        found.update(range(low, min(high, low + 1_000_000) + 1))
    return frozenset(found)


def own_rules(settings: Settings) -> OwnRules | None:
    """The user's own cleaning rules: the file that ``--rules`` names, or ``rules.toml`` beside the
    user's settings file.

    Raises:
        ConfigurationError: the file that was named is not there, or a rules file is wrong.
    """
    if settings.rules:
        return load_rules(Path(settings.rules))
    beside = user_file().with_name("rules.toml")
    return load_rules(beside) if beside.is_file() else None


def clean(
    source: Source,
    settings: Settings,
    debug_to: Path | None = None,
    known: Metadata | None = None,
    *,
    shared: Iterable[Learned] = (),
    read: Read | None = None,
    undo: Collection[Change] = (),
    empty: bool = False,
) -> Cleaned:
    """Read and normalize one source; the user's own title, author and language win.

    Args:
        known: what a reading list says of the article; it wins over what is found in the text.
        shared: what was learned of the sources that this one may belong to (`publish.survey`).
        read: the source as it was read already.
        undo: changes of an earlier run that are not to be made.
        empty: an article of which nothing remains is no error.

    Raises:
        InputUnusable: no article can be made of it, or nothing of it remains.
        ConfigurationError: a rules file is wrong.
    """
    article, notices = read or readers.read(source)
    debug.dump(debug_to, "1-read", article)
    learned = furniture.of_source(article, shared)
    if settings.language:
        article = replace(article, meta=replace(article.meta, language=settings.language))
    normalized = normalize(
        article,
        keep=settings.keep,
        keep_lines=line_numbers(settings.keep_line),
        undo=undo,
        own=own_rules(settings),
        furniture=learned.rule() if learned else None,
    )
    debug.dump(debug_to, "2-normalized", normalized.article)
    if not (empty or has_text(normalized.article)):
        raise nothing_remains(source)
    meta = normalized.article.meta
    if known:
        said = {f.name: value for f in fields(known) if (value := getattr(known, f.name))}
        meta = replace(meta, **said)
    meta = replace(
        meta, title=settings.title or meta.title, authors=settings.author or meta.authors
    )
    return Cleaned(
        source,
        replace(normalized, article=replace(normalized.article, meta=meta)),
        (*notices, *_outweighed(normalized)),
        learned,
    )


def nothing_remains(source: Source) -> InputUnusable:
    """The error for a source in which nothing is taken for an article."""
    return InputUnusable(
        f"Nothing remains of {source.name}: everything in it looks like page debris.",
        "See what went with: publish clean --explain; keep a rule's lines with --keep.",
    )


def _outweighed(normalized: Normalized) -> Iterator[Notice]:
    """Tell that more running text went than stayed: an article may have gone for the wrong one."""
    texts = [change.before for change in normalized.changes if change.rule in _JUDGING]
    gone = sum(prose_words(text.split("\n")) for text in texts)
    if gone < _MUCH:
        return
    kept = prose_words(plain_text(p.content) for p in passages(normalized.article.blocks))
    if gone > kept:
        yield Notice(
            "most-left-out",
            f"Of the running text {kept:,} words are taken for the article, and {gone:,} for what "
            "stood around it. See what went: publish clean --explain. Keep it: --keep page "
            "--keep discussion.",
        )


def account(cleaned: Cleaned, *, body: bool = False) -> str:
    """The audit of one cleaned source as JSON; from plain text it can restore the original.

    Args:
        body: the cleaned text that the audit goes with is the body alone.
    """
    from publish.normalizer import audit
    from publish.readers.decoding import detect

    source, normalized = cleaned.source, cleaned.normalized
    found = None
    if source.suffix in readers.PLAIN:
        found = detect(source.data, source.name, source.charset)
    made = audit.record(
        source.name,
        normalized.article,
        normalized.changes,
        data=source.data,
        encoding=found.encoding if found else "",
        errors=found.errors if found else "strict",
        body=body,
    )
    return audit.to_json(made)
