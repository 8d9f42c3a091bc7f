"""read -> normalize -> (narrate) -> export; nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from publish import debug, readers, state
from publish.cleaning import Cleaned, Read, account, clean
from publish.edition import Edition, make_parts
from publish.errors import NarrationError, PublishError
from publish.exporters import EXPORTERS, Format, format_named
from publish.files import attempt, write_text
from publish.inputs import Input
from publish.model import Article, Metadata
from publish.narration.stage import Stage
from publish.normalizer.furniture import Learned, of_source
from publish.readers.source import Source, from_path
from publish.report import Change, Listener, Notice, Silent
from publish.settings import Settings
from publish.state import State
from publish.walk import passages, plain_text

if TYPE_CHECKING:
    from publish.narration.script import Script


@dataclass(frozen=True, slots=True)
class Request:
    """One book or article to build.

    Attributes:
        inputs: one; or several, to be bound under `title`.
        targets: where each format goes.
        keep_state: whether what is up to date is left alone, and noted (not for a single file
            that the user named).
        address: the folder that the editions are for, where that is none of this machine; then only
            the targets' names count, until `publish.delivery` builds for it.
        there: the names and sizes of the files that are in it.
        shared: for each input what was learned of the sources that it may belong to.
        mark: the run's, for the names of temporary files.
    """

    inputs: tuple[Input, ...]
    targets: tuple[tuple[Format, Path], ...]
    settings: Settings
    keep_state: bool = True
    address: str = ""
    there: tuple[tuple[str, int], ...] | None = None
    shared: tuple[tuple[Learned, ...], ...] = ()
    mark: str = ""

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.settings.bind or self.inputs[0].name

    @property
    def spoken(self) -> bool:
        """Whether the narration is needed."""
        return any(which.spoken for which, _ in self.targets)

    @property
    def debug(self) -> Path | None:
        """The folder for this request's stages."""
        if not self.settings.debug:
            return None
        return Path(self.settings.debug) / (self.settings.bind or self.inputs[0].stem)


@dataclass(frozen=True, slots=True)
class Made:
    """One file.

    Attributes:
        target: where it is; an address where that is no file of this machine.
        fresh: False when it was up to date and left alone.
        planned: True when it would be made, were this no dry run.
    """

    format: str
    target: Path | str
    fresh: bool
    notices: tuple[Notice, ...] = ()
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong with an input, or with one of its formats (`format` is empty then)."""

    error: PublishError
    format: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request; `place` is the request's among all of a run, from 0."""

    name: str
    made: tuple[Made, ...] = ()
    failures: tuple[Failure, ...] = ()
    changes: tuple[Change, ...] = ()
    notices: tuple[Notice, ...] = ()
    place: int = 0


def build(
    request: Request, listener: Listener | None = None, stage: Stage | None = None
) -> Outcome:
    """Make every format of `request`. One format that fails does not stop the others.

    Args:
        listener: is told how far the work is.
        stage: where speech is made, for several requests one after the other.

    Returns:
        What was made and what failed; never raises a `PublishError`.
    """
    try:
        return _build(request, listener or Silent(), stage)
    except PublishError as error:
        return Outcome(request.name, failures=(Failure(error),))


def script(each: Input, settings: Settings, shared: tuple[Learned, ...] = ()) -> Script:
    """What would be said of one input. Raises `PublishError`."""
    from publish.narration.settings import options_from
    from publish.narration.studio import Studio

    cleaned = clean(each.open(), settings, shared=shared)
    with Studio(options_from(settings)) as studio:
        return studio.script(make_parts((_titled(cleaned),)))


def _build(request: Request, listener: Listener, stage: Stage | None) -> Outcome:
    private = request.settings.allow_private
    sources = [each.open(allow_private=private) for each in request.inputs]
    known = state.load(request.targets[0][1].parent, request.there) if request.keep_state else None
    shared = request.shared or ((),) * len(sources)
    read = [_read_ahead(*each) for each in zip(sources, shared, strict=True)]
    key = _key(sources, read, request)
    stale = [
        (which, target)
        for which, target in request.targets
        if request.settings.force or not (known and known.current(target, f"{key}-{which.name}"))
    ]
    whole = known is None or not known.entries or known.audited()
    planned = request.settings.dry_run
    idle = [
        Made(which.name, target, fresh=False, planned=planned and (which, target) in stale)
        for which, target in request.targets
        if planned or (which, target) not in stale
    ]
    if planned or (whole and not stale):
        return Outcome(request.name, tuple(idle))
    cleaned = [
        clean(source, request.settings, request.debug, each.known, shared=learned, read=article)
        for source, each, learned, article in zip(
            sources, request.inputs, shared, read, strict=True
        )
    ]
    with ExitStack() as stack:
        stack.enter_context(attempt((target for _, target in request.targets), request.mark))
        edition = _edition(cleaned, request)
        debug.dump(request.debug, "3-edition", edition.parts)
        if any(which.spoken for which, _ in stale):
            from publish.narration import narrate

            narration = stack.enter_context(narrate(edition, request.settings, listener, stage))
            debug.dump(request.debug, "4-script", narration.script)
            edition = replace(edition, narration=narration)
        fresh, failures = _export(edition, stale, request.name, listener)
        heard = edition.narration.notices if edition.narration else ()
        if known and (fresh or not stale):
            for made in fresh:
                _note(known, edition, made, key)
            known.left_audit(_leave_audit(cleaned, request.inputs, known.path.parent))
            spoken = any(format_named(made.format).spoken for made in fresh)
            known.describe(edition.meta, _words(edition), _seconds(edition) if spoken else None)
            known.save()
    order = [target for _, target in request.targets]
    return Outcome(
        request.name,
        tuple(sorted([*idle, *fresh], key=lambda made: order.index(Path(made.target)))),
        tuple(failures),
        tuple(change for each in cleaned for change in each.normalized.changes),
        (
            *(notice for each in cleaned for notice in each.notices),
            *heard,
            *(() if whole else (_AGAIN,)),
        ),
    )


_AGAIN = Notice("audit-again", "The list of changes was missing or damaged, and was written again.")


def _note(known: State, edition: Edition, made: Made, key: str) -> None:
    """Note in the state what was made, with all the files it left."""
    which, target = format_named(made.format), Path(made.target)
    try:
        known.built(target, f"{key}-{which.name}", which.name, which.companions(edition, target))
    except OSError:  # somebody took it away already: the next run makes it again
        known.entries.pop(target.name, None)


def _export(
    edition: Edition, targets: list[tuple[Format, Path]], name: str, listener: Listener
) -> tuple[list[Made], list[Failure]]:
    """Make each format; one that fails does not stop the others, and speech fails only once."""
    made: list[Made] = []
    failures: list[Failure] = []
    mute = False
    for which, target in targets:
        if which.spoken and mute:
            continue
        listener.begin(f"{name}: {which.name}")
        try:
            notices = EXPORTERS.get(which.name)(edition, target)
            made.append(Made(which.name, target, fresh=True, notices=notices))
        except NarrationError as error:
            mute = True
            names = ", ".join(f.name for f, _ in targets if f.spoken)
            failures.append(Failure(error, names))
        except PublishError as error:
            failures.append(Failure(error, which.name))
        finally:
            listener.end()
    return made, failures


def _seconds(edition: Edition) -> float:
    timeline = edition.narration.timeline() if edition.narration else ()
    return sum(chapter.duration for chapter in timeline)


def _edition(cleaned: list[Cleaned], request: Request) -> Edition:
    articles = tuple(_titled(each) for each in cleaned)
    meta = articles[0].meta
    if request.settings.bind:
        languages = [article.meta.language for article in articles if article.meta.language]
        meta = Metadata(
            title=request.settings.bind,
            authors=request.settings.author,
            language=max(languages, key=languages.count, default=""),
        )
    options = request.settings.options()
    if request.settings.cover:
        options = replace(options, cover=from_path(Path(request.settings.cover)).data)
    return Edition(meta, make_parts(articles), options)


def _titled(cleaned: Cleaned) -> Article:
    """The article with a title: an edition without one cannot be found again on any device."""
    article = cleaned.normalized.article
    if article.meta.title:
        return article
    return replace(article, meta=replace(article.meta, title=cleaned.source.stem))


def _words(edition: Edition) -> int:
    return sum(
        len(plain_text(passage.content).split())
        for part in edition.parts
        for passage in passages(part.article.blocks)
    )


def _leave_audit(
    cleaned: Iterable[Cleaned], inputs: Iterable[Input], folder: Path
) -> Iterator[Path]:
    """Write what was cleaned of each input. Yields the files. Raises `OutputError`."""
    for each, where in zip(cleaned, inputs, strict=True):
        target = folder / f"{where.stem}.changes.json"
        write_text(target, account(each))
        yield target


def _read_ahead(source: Source, shared: tuple[Learned, ...]) -> Read | None:
    """The article, where the key asks for more than the bytes of its source."""
    return readers.read(source) if shared or source.suffix in readers.WITH_COMPANIONS else None


def _key(sources: list[Source], read: list[Read | None], request: Request) -> str:
    """What decides the editions: the inputs, the options, the versions. Not times."""
    from publish.version import __version__

    parts: list[bytes | str] = [__version__, request.settings.content_key()]
    for at, (source, known) in enumerate(zip(sources, read, strict=True)):
        parts += [source.name, source.data]
        if known and source.suffix in readers.WITH_COMPANIONS:
            # Pictures that lie beside the page are part of it.
            parts.append(debug.text_of(known[0]))
        if known and request.shared:
            # Not all that the other articles share: what of it this one has.
            learned = of_source(known[0], request.shared[at])
            parts.append(learned.traits(known[0]) if learned else "")
    chosen = request.settings
    for name in (chosen.cover, chosen.rules, *chosen.lexicon):
        if name:
            parts.append(from_path(Path(name)).data)
    return state.digest(*parts)
