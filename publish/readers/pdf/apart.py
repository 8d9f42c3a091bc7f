"""A PDF read in a process of its own, with a limit on time and memory.

Pages may draw forms, which may draw forms: a page that draws itself, or ten forms of ten forms
each, keeps the library busy without end and cannot be interrupted. Whether a file has forms cannot
be told from its bytes (names may be escaped, objects packed), so every file is read here. It costs
a fifth of a second.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from publish.errors import InputUnusable
from publish.processes import Spawning, begin
from publish.readers.source import Source

#: Seconds, and bytes of memory: the largest honest files of ours take 20 s and half a gigabyte.
SECONDS, MEMORY = 120.0, 3 << 30
#: Bytes that earn a large file a further second, and the most seconds: a page of print takes a
#: fiftieth of a second and has two kilobytes at least.
_BYTES, MAX_SECONDS = 100_000, 600.0


def run(
    work: Callable[[Source], Any], source: Source, seconds: float = 0.0, memory: int = MEMORY
) -> Any:
    """``work(source)``, done by another process.

    Args:
        work: a function of a module.
        seconds: until it is stopped; 0 for what the file's size allows.
        memory: that it may take, in bytes, where the system can hold it to that.

    Raises:
        InputUnusable: `work` raised it, or took too long or too much memory.
    """
    seconds = seconds or min(SECONDS + len(source.data) / _BYTES, MAX_SECONDS)
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
            f"{source.name} takes too much time or memory: it is very large, or its pages draw "
            "themselves without end.",
            "Print it to a new PDF, in parts if it is large, and give that.",
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
