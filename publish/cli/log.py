"""``--log FILE``: what came of each input, a line of JSON each, written as it is done."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from publish.pipeline import Outcome


class Log(AbstractContextManager["Log"]):
    """A log file; none when `name` is empty. Lines are added to what is there.

    Raises:
        OutputError: the file cannot be written.
    """

    def __init__(self, name: str) -> None:
        self._stream: IO[str] | None = None
        if name:
            from publish.files import output_error

            try:
                self._stream = Path(name).open("a", encoding="utf-8", newline="\n")  # noqa: SIM115
            except OSError as error:
                raise output_error(Path(name), error) from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._stream:
            self._stream.close()

    def write(self, outcome: Outcome) -> None:
        """Add a line for `outcome`."""
        if not self._stream:
            return
        import json

        line = {
            "input": outcome.name,
            "made": [str(m.target) for m in outcome.made if m.fresh],
            "up_to_date": [str(m.target) for m in outcome.made if not (m.fresh or m.planned)],
            "planned": [str(m.target) for m in outcome.made if m.planned],
            "failed": [
                {
                    "format": f.format,
                    "message": str(f.error),
                    "code": int(f.error.exit_code),
                }
                for f in outcome.failures
            ],
            "notices": [n.code for n in outcome.notices]
            + [n.code for m in outcome.made for n in m.notices],
            "changes": len(outcome.changes),
        }
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._stream.flush()
