"""The Python API's functions; `publish` itself names them."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import Any

from publish import plan, readers, settings
from publish.errors import PublishError, SomeFailed
from publish.inputs import find
from publish.model import Article
from publish.normalizer import Normalized
from publish.normalizer import normalize as run_rules
from publish.pipeline import Outcome
from publish.readers.source import Source, from_path
from publish.report import Listener, Notice, Silent

Place = str | PathLike[str]


def read(source: Place | bytes | Source, *, suffix: str = "") -> tuple[Article, tuple[Notice, ...]]:
    """Read an article as it stands in its source; nothing is cleaned yet.

    Args:
        source: a path, or the bytes of a file, or a `publish.Source`.
        suffix: the file ending that tells the format of bytes (".txt" when empty).

    Returns:
        The article, and a notice for everything that could not be carried over.

    Raises:
        InputMissing: there is no such file.
        InputUnusable: no article can be made of it.
    """
    if isinstance(source, bytes):
        source = Source("article", source, suffix or ".txt")
    elif not isinstance(source, Source):
        source = from_path(Path(source))
    return readers.read(source)


def normalize(article: Article) -> Normalized:
    """Remove the debris, repair the text, find the structure.

    Returns:
        The cleaned article, and each change with its rule, lines and confidence.
    """
    return run_rules(article)


def build(
    inputs: Place | Iterable[Place],
    output: Place = "output",
    *,
    listener: Listener | None = None,
    **options: Any,
) -> tuple[Outcome, ...]:
    """Build editions, as ``publish build`` does.

    Args:
        inputs: files, folders or patterns.
        output: a folder, or one file whose ending tells the format.
        listener: who is told how far the work is.
        options: fields of `publish.Settings`: ``format=("epub", "m4b")``, ``rate=160``.

    Returns:
        An outcome for each input, in order: the files made, changes and notices.

    Raises:
        PublishError: the only input failed.
        SomeFailed: of several inputs some failed; its `outcomes` tell all.
        TypeError: an option that does not exist.
    """
    names = [inputs] if isinstance(inputs, str | PathLike) else list(inputs)
    explicit = {**options, "output": str(output)}
    settings.Settings(**explicit)  # a wrong name is a TypeError here, as for any function
    listener = listener or Silent()
    requests = plan.requests(find([str(name) for name in names]), explicit, listener)
    run = plan.run(requests, explicit.get("jobs", 0), listener)
    outcomes = tuple(sorted(run, key=lambda outcome: outcome.place))
    failures = [failure for outcome in outcomes for failure in outcome.failures]
    if failures and len(outcomes) == 1 and len(failures) == 1:
        raise failures[0].error
    if failures:
        raise SomeFailed(
            f"{sum(bool(o.failures) for o in outcomes)} of {len(outcomes)} inputs failed.",
            str(failures[0].error),
            outcomes,
        )
    return outcomes


__all__ = ["PublishError", "build", "normalize", "read"]
