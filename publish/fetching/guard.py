"""Connections that reach public addresses only.

The name is resolved, every address it stands for is judged, and the connection is made to one of
those very addresses: a name server that answers differently the next time (DNS rebinding) gains
nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

import httpcore

from publish.errors import NetworkError
from publish.fetching.deadline import Clock, TimedStream

#: Addresses that hold an IPv4 address in their last bytes (RFC 6052).
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class GuardedBackend(httpcore.SyncBackend):
    """httpcore's network backend, refusing private addresses unless they are allowed.

    Args:
        clock: when its connections must be done.
    """

    def __init__(self, *, allow_private: bool, clock: Clock) -> None:
        self.allow_private = allow_private
        self.clock = clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a judged address of `host`. Raises `NetworkError` for a private one."""
        if not self.allow_private:
            host = public_address(host, port)
        timeout = self.clock.bounded(timeout, httpcore.ConnectTimeout)
        stream = super().connect_tcp(host, port, timeout, local_address, socket_options)
        return TimedStream(stream, self.clock)


def public_address(host: str, port: int) -> str:
    """An address of `host`, all of whose addresses are public.

    Raises:
        NetworkError: one of them is private, loopback, link-local or otherwise special.
        httpcore.ConnectError: the name does not resolve.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(str(error)) from error
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    for address in addresses:
        if not _public(address):
            raise NetworkError(
                f"{host} is an address of a private network ({address}), which is refused.",
                "If you mean it, say --allow-private.",
            )
    return addresses[0]


def _public(address: str) -> bool:
    ip = ipaddress.ip_address(address)
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if ip in _TRANSLATED:
        mapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast and (mapped is None or _public(str(mapped)))
