"""A PDF read in a process of its own, with a limit on time and memory.

Pages may draw forms, which may draw forms: a page that draws itself, or ten forms of ten forms
each, keeps the library busy without end and cannot be interrupted. Most files have no forms.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from publish.errors import InputUnusable
from publish.processes import Spawning, begin
from publish.readers.source import Source

_FORM = re.compile(rb"/Subtype\s*/Form\b")
#: Seconds, and bytes of memory: the largest honest files of ours take 20 s and half a gigabyte.
SECONDS, MEMORY = 120.0, 3 << 30


def needed(source: Source) -> bool:
    """Whether the file holds forms."""
    return _FORM.search(source.data) is not None


def run(
    work: Callable[[Source], Any], source: Source, seconds: float = SECONDS, memory: int = MEMORY
) -> Any:
    """``work(source)``, done by another process.

    Args:
        work: a function of a module.
        seconds: until it is stopped.
        memory: that it may take, in bytes, where the system can hold it to that.

    Raises:
        InputUnusable: `work` raised it, or took too long or too much memory.
    """
    context = Spawning()
    mine, theirs = context.Pipe(duplex=False)
    bare = Source(source.name, source.data, source.suffix)
    process = context.Process(target=_worker, args=(theirs, work, bare, memory))
    process.start()
    theirs.close()
    try:
        answer = mine.recv() if mine.poll(seconds) else None
    except (EOFError, OSError):
        answer = None
    finally:
        mine.close()
        process.kill()
        process.join()
    if answer is None:
        raise InputUnusable(
            f"{source.name} takes too much time or memory: its pages draw themselves without end.",
            "Print it to a new PDF, and give that.",
        )
    if isinstance(answer, Exception):
        raise answer
    return answer


def _worker(pipe: Connection, work: Callable[[Source], Any], source: Source, memory: int) -> None:
    begin()
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        answer = work(source)
    except MemoryError:
        return
    except Exception as error:  # for the caller to judge, as if there were one process
        answer = error
    pipe.send(answer)
