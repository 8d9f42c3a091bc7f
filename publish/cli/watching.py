"""``publish build --watch``: building again whatever changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from publish import remote
from publish.errors import PublishError, UsageError, extra_missing

if TYPE_CHECKING:
    from publish.cli.console import Console
    from publish.inputs import Input

#: Milliseconds between two looks at whether anything has changed.
_LOOK = 500


class Watch:
    """Sees what of the inputs changes from the moment on that it is made.

    Args:
        names: of the inputs, as the user gave them.
        found: the inputs that they stand for.
        whole: whether all are built when one changes: they are bound into one book.

    Raises:
        UsageError: this machine hears of no changes there.
        NeedsExtra: the extra ``watch`` is not installed.
    """

    def __init__(
        self, names: Sequence[str], found: Sequence[Input], *, private: bool, whole: bool
    ) -> None:
        far = next((name for name in names if name == "-" or "://" in name), "")
        if far:
            raise UsageError(
                f"--watch watches files and folders of this machine, not {remote.shown(far)}.",
                "Run the same command now and then: what is up to date is left alone.",
            )
        try:
            from watchfiles import watch
        except ImportError:
            raise extra_missing("--watch", "watch") from None
        self._watch = watch
        self._names = names
        self._private = private
        self._whole = whole
        paths = map(Path, names)
        self._places = sorted({path if path.is_dir() else path.parent for path in paths})
        self._seen = _seen(found)

    def changes(self, console: Console) -> Iterator[tuple[tuple[Input, ...], tuple[Input, ...]]]:
        """Wait for changes; say which inputs they are, and which inputs there are by then."""
        from publish.inputs import find

        console.say("Watching for changes until Ctrl-C.")
        first = True
        for changed in self._watch(
            *self._places, raise_interrupt=True, yield_on_timeout=True, rust_timeout=_LOOK
        ):
            # What changed before the watching had begun, while the inputs were built, is seen now.
            if not (changed or first):
                continue
            first = False
            touched = {Path(name).resolve() for _, name in changed}
            try:
                found = find(self._names, allow_private=self._private)
            except PublishError as error:
                console.error(f"Error: {error}")
                continue
            before, self._seen = self._seen, _seen(found)
            # Its edition's name is another one when an input of the same name has come before it.
            again = tuple(
                each
                for each in found
                if each.place
                and (
                    each.place.resolve() in touched
                    or before.get(each.place) != self._seen[each.place]
                )
            )
            if again:
                yield (found if self._whole else again), found


def _seen(found: Sequence[Input]) -> dict[Path, tuple[object, ...]]:
    """What tells a change of each file, or of what its editions are called."""
    return {each.place: (each.stem, *_state(each.place)) for each in found if each.place}


def _state(path: Path) -> tuple[int, ...]:
    try:
        facts = path.stat()
    except OSError:
        return ()
    return (facts.st_mtime_ns, facts.st_size)
