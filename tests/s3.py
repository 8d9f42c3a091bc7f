"""A real S3 server on loopback, with an empty memory."""

from __future__ import annotations

import logging
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import s3fs
from moto.server import ThreadedMotoServer


@contextmanager
def serving() -> Iterator[str]:
    """Serve to this machine. Yields the address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        yield "http://{}:{}".format(*server.get_host_and_port())
    finally:
        server.stop()


@contextmanager
def emptied(address: str, patch: pytest.MonkeyPatch) -> Iterator[s3fs.S3FileSystem]:
    """Let this process and those that it starts use the server, which has the bucket ``shelf``.

    Yields a file system of its own, which knows nothing of what the program asked for.
    """
    patch.setenv("AWS_ENDPOINT_URL", address)
    patch.setenv("AWS_ACCESS_KEY_ID", "reader")
    patch.setenv("AWS_SECRET_ACCESS_KEY", "sesame")
    patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    # Nothing of this machine's own account, nor the service that tells clouds' machines theirs.
    patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        patch.setenv(name, "/nowhere/at/all")
    forget()
    store = s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False)
    store.mkdir("shelf")
    try:
        yield store
    finally:
        reset = urllib.request.Request(f"{address}/moto-api/reset", method="POST")
        urllib.request.urlopen(reset, timeout=60).close()
        forget()


def forget() -> None:
    """Forget the connections of this process: the next one is made from the environment."""
    s3fs.S3FileSystem.clear_instance_cache()
