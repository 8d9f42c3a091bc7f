"""Building for a place that is no folder of this machine: made here, then carried there.

What is up to date there is told by the state file there, and left alone.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from publish import remote, state
from publish.errors import PublishError
from publish.files import write_bytes
from publish.narration.stage import Stage
from publish.pipeline import Failure, Outcome, Request, build
from publish.report import Listener


def deliver(
    request: Request, listener: Listener | None = None, stage: Stage | None = None
) -> Outcome:
    """Build `request`, and carry what was made to its address, where it has one.

    Args:
        listener, stage: as for `publish.pipeline.build`.

    Returns:
        What was made and what failed; never raises a `PublishError`.
    """
    if not request.address:
        return build(request, listener, stage)
    try:
        with TemporaryDirectory(prefix="publish-", ignore_cleanup_errors=True) as scratch:
            return _deliver(request, Path(scratch), listener, stage)
    except PublishError as error:
        return Outcome(request.name, failures=(Failure(error),))


def _deliver(
    request: Request, scratch: Path, listener: Listener | None, stage: Stage | None
) -> Outcome:
    there = remote.sizes(request.address) if request.keep_state else {}
    before = b""
    if state.FILE_NAME in there:
        before = remote.read(remote.joined(request.address, state.FILE_NAME))
        write_bytes(scratch / state.FILE_NAME, before)
    former = state.load(scratch).files()
    targets = tuple((which, scratch / target.name) for which, target in request.targets)
    here = replace(request, targets=targets, there=tuple(there.items()))
    outcome = build(here, listener, stage)
    noted = scratch / state.FILE_NAME
    files = [path for path in sorted(scratch.rglob("*")) if path.is_file() and path != noted]
    for path in files:
        name = path.relative_to(scratch).as_posix()
        remote.upload(path, remote.joined(request.address, name))
    # The state comes last: what it speaks of is there.
    if noted.exists() and noted.read_bytes() != before:
        remote.upload(noted, remote.joined(request.address, state.FILE_NAME))
        for name in sorted(former - state.load(scratch).files()):
            remote.remove(remote.joined(request.address, name))
    shown = remote.shown(request.address)
    made = (
        replace(each, target=remote.joined(shown, Path(each.target).name)) for each in outcome.made
    )
    return replace(outcome, made=tuple(made))
