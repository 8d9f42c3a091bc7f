"""Children that hear Ctrl-C."""

from __future__ import annotations

import os
import signal
from functools import partial
from typing import Any


def hearing() -> dict[str, Any]:
    """Arguments of ``Popen`` for a child with the usual Ctrl-C.

    A shell that runs the tests in the background has them ignore it, and children inherit that.
    """
    if os.name == "nt":
        return {}
    return {"preexec_fn": partial(signal.signal, signal.SIGINT, signal.SIG_DFL)}
