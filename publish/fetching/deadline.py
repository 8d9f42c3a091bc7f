"""Connections that end at a deadline, however little a server sends at a time.

A timeout holds for one read alone, so that a server that sends a byte now and then, of a page or of
its headers, is never too slow for it. Here every step waits for no longer than what is left.
"""

from __future__ import annotations

import math
import ssl
import time
from typing import Any

import httpcore


class Clock:
    """The moment at which all must be done; it may be set anew for connections that are kept."""

    def __init__(self) -> None:
        self.until = math.inf

    def left(self) -> float:
        """Seconds; none or fewer when it is over."""
        return self.until - time.monotonic()

    def bounded(self, timeout: float | None, late: type[httpcore.TimeoutException]) -> float | None:
        """`timeout`, or what is left where that is less. Raises `late` when nothing is left."""
        left = self.left()
        if left <= 0:
            raise late("the deadline is over")
        if left == math.inf:
            return timeout
        return left if timeout is None else min(timeout, left)


class TimedStream(httpcore.NetworkStream):
    """A connection each step of which ends by the clock."""

    def __init__(self, inner: httpcore.NetworkStream, clock: Clock) -> None:
        self._inner = inner
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """See `httpcore.NetworkStream`."""
        return self._inner.read(max_bytes, self._clock.bounded(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """See `httpcore.NetworkStream`."""
        self._inner.write(buffer, self._clock.bounded(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        """See `httpcore.NetworkStream`."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """See `httpcore.NetworkStream`. Python counts the timeout over the whole handshake."""
        timeout = self._clock.bounded(timeout, httpcore.ConnectTimeout)
        secured = self._inner.start_tls(ssl_context, server_hostname, timeout)
        return TimedStream(secured, self._clock)

    def get_extra_info(self, info: str) -> Any:
        """See `httpcore.NetworkStream`."""
        return self._inner.get_extra_info(info)
