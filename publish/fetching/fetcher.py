"""Getting a page, once and politely."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from publish.errors import NetworkError, extra_missing
from publish.fetching import store
from publish.fetching.unpacking import ACCEPTED, UnpackingError, unpacked
from publish.version import __version__

if TYPE_CHECKING:
    import httpx

    from publish.fetching.deadline import Clock

AGENT = f"publish/{__version__} (accessible editions for personal reading)"

#: Seconds for one address from the first byte to the last: a page of 2.4 MB, the largest of the
#: cleaning data, takes 20 over a line of one megabit a second.
DEADLINE = 30.0
#: Bytes of one answer, decompressed: ten times the largest page of the cleaning data (2.4 MB).
LARGEST = 25_000_000
#: From http to https, to a host with www, through a consent page and back are 5; more is a loop.
REDIRECTS = 8
#: Seconds between two requests to one host: what most robots.txt files with a delay ask for.
DELAY = 1.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `address` is where it came from in the end, after redirects."""

    address: str
    data: bytes = field(repr=False)
    media_type: str = ""
    charset: str = ""


class Fetcher:
    """Fetches addresses; hosts are asked one request at a time, over all processes.

    Args:
        cache: folder for answers and host locks; None for the user's cache folder.
        allow_private: whether private and loopback addresses may be asked.
        delay: seconds between two requests to one host.
        deadline: seconds for one address, its redirects among them.
    """

    def __init__(
        self,
        *,
        cache: Path | None = None,
        allow_private: bool = False,
        delay: float = DELAY,
        deadline: float = DEADLINE,
        largest: int = LARGEST,
    ) -> None:
        self.cache = cache or store.default_folder()
        self.allow_private = allow_private
        self.delay = delay
        self.deadline = deadline
        self.largest = largest
        self._client: httpx.Client | None = None
        self._clock: Clock | None = None

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def fetch(self, address: str, *, robots: bool = False) -> Fetched:
        """What is at `address`.

        An answer that was kept is asked for with its ETag or date, and used again when the server
        says that nothing has changed.

        Args:
            robots: whether robots.txt is heeded: for what a list names, not for what a person does.

        Raises:
            NetworkError: the address is none of http or https, private, disallowed, too slow, too
                large, gone, or redirects too often.
        """
        _judge(address)
        if robots and not self._allowed(address):
            raise NetworkError(f"The site's robots.txt asks programs not to fetch {address}.")
        kept = store.load(self.cache, address)
        left = self.deadline
        at = address
        for _ in range(REDIRECTS + 1):
            _judge(at)
            with self._turn(at) as begun:
                until = begun + left
                answer = self._ask(at, kept if at == address else None, until)
                left = until - time.monotonic()
            if isinstance(answer, str):
                at = urljoin(at, answer)
                continue
            if answer is None:
                assert kept is not None
                return kept.answer
            store.save(self.cache, address, answer)
            return answer.answer
        raise NetworkError(f"{address} redirects too often.", "Open it in a browser and save it.")

    def _ask(self, at: str, kept: store.Kept | None, until: float) -> store.Kept | str | None:
        """One request: an answer, the address of a redirect, or None for "not modified"."""
        import httpx

        headers = kept.conditions() if kept else {}
        client = self._connect()
        assert self._clock is not None
        self._clock.until = until
        try:
            with client.stream("GET", at, headers=headers) as response:
                if response.status_code == 304 and kept:
                    return None
                if response.is_redirect and "location" in response.headers:
                    return str(response.headers["location"])
                if response.status_code >= 400:
                    raise NetworkError(
                        f"{at} answers {response.status_code} {response.reason_phrase}.",
                        _advice(response.status_code),
                    )
                data = self._read(response, at, until)
                return store.Kept(
                    Fetched(at, data, *_content_type(response.headers.get("content-type", ""))),
                    response.headers.get("etag", ""),
                    response.headers.get("last-modified", ""),
                )
        except httpx.TimeoutException:
            raise self._slow(at) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _unreadable(at, str(error) or type(error).__name__) from error

    def _read(self, response: httpx.Response, at: str, until: float) -> bytes:
        chunks: list[bytes] = []
        size = 0
        # As they come: to wait until a piece is full would be to wait for a server that trickles.
        pieces = response.iter_raw()
        try:
            for chunk in unpacked(pieces, response.headers.get("content-encoding", "")):
                size += len(chunk)
                if size > self.largest:
                    raise NetworkError(f"{at} is larger than {self.largest // 1_000_000} MB.")
                if time.monotonic() > until:
                    raise self._slow(at)
                chunks.append(chunk)
        except UnpackingError as error:
            raise _unreadable(at, str(error)) from error
        return b"".join(chunks)

    def _slow(self, at: str) -> NetworkError:
        return NetworkError(
            f"{at} did not answer within {self.deadline:.0f} seconds.", "Try again later."
        )

    def _connect(self) -> httpx.Client:
        if self._client is None:
            try:
                import httpcore
                import httpx

                from publish.fetching.deadline import Clock
                from publish.fetching.guard import GuardedBackend
            except ImportError:
                raise extra_missing("Fetching from the web", "web") from None
            self._clock = Clock()
            # A proxy of the environment would resolve names out of the guard's sight.
            transport = httpx.HTTPTransport(trust_env=False)
            transport._pool = httpcore.ConnectionPool(
                ssl_context=httpx.create_ssl_context(),
                max_connections=4,
                keepalive_expiry=5.0,
                network_backend=GuardedBackend(allow_private=self.allow_private, clock=self._clock),
            )
            self._client = httpx.Client(
                transport=transport,
                headers={
                    "User-Agent": AGENT,
                    "Accept-Language": "*",
                    "Accept-Encoding": ACCEPTED,
                },
                timeout=httpx.Timeout(min(self.deadline, 10.0)),
                follow_redirects=False,
                trust_env=False,
            )
        return self._client

    @contextmanager
    def _turn(self, address: str) -> Iterator[float]:
        """Wait until the host may be asked, and keep others from asking it meanwhile.

        Yields:
            When the turn was had: the time in which others were asking does not count as ours.
        """
        with store.host_lock(self.cache, urlsplit(address).netloc, self.deadline) as stamp:
            begun = time.monotonic()
            wait = store.last_asked(stamp) + self.delay - time.time()
            # A clock that was set back must not keep us waiting.
            if 0 < wait <= self.delay:
                time.sleep(wait)
            try:
                yield begun
            finally:
                stamp.write_text(repr(time.time()), encoding="ascii")

    def _allowed(self, address: str) -> bool:
        from urllib.robotparser import RobotFileParser

        parts = urlsplit(address)
        rules = RobotFileParser()
        try:
            answer = self.fetch(f"{parts.scheme}://{parts.netloc}/robots.txt")
        except NetworkError:
            return True  # RFC 9309: no rules that can be had means no rules
        rules.parse(answer.data.decode("utf-8", "replace").splitlines())
        return rules.can_fetch("publish", address)


def _judge(address: str) -> None:
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        host = None
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise NetworkError(f"{address} is no web address.", "It must begin with https://")
    if parts.username or parts.password:
        raise NetworkError(f"The address of {host} holds a user name or password; leave it out.")


def _unreadable(at: str, reason: str) -> NetworkError:
    return NetworkError(
        f"{at} cannot be fetched: {reason}.", "Check the address and the connection."
    )


def _content_type(header: str) -> tuple[str, str]:
    kind, _, rest = header.partition(";")
    charset = ""
    for parameter in rest.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'")
    return kind.strip().lower(), charset


def _advice(status: int) -> str:
    if status in (401, 402, 403):
        return "The site asks for a login: open it in a browser and save the page."
    if status in (404, 410):
        return "Check the address."
    return "Try again later."
