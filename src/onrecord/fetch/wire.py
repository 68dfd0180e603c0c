"""One connection: to a checked address, within its limits, every byte of it kept.

It stands below TLS and HTTP, as httpcore's network backend: the certificate is checked against the name, and `Host`
says the name, while the connection goes to the address that was checked.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

from httpcore2 import (
    SOCKET_OPTION,
    ConnectError,
    ConnectTimeout,
    NetworkBackend,
    NetworkStream,
    ReadTimeout,
    SyncBackend,
    WriteTimeout,
)

from onrecord.fetch.errors import AgainError, RefusedError
from onrecord.fetch.guard import Resolver, addresses


class Wire(NetworkBackend):
    """Makes one connection, and keeps what goes over it.

    Args:
        resolve: Resolves the name, once.
        seconds: Until everything must be over, from now.
        max_bytes: The most that is read.
        allow_private: See `guard.addresses`.
    """

    def __init__(self, resolve: Resolver, *, seconds: float, max_bytes: int, allow_private: bool) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self.max_bytes = max_bytes
        self.peer: str | None = None
        """The address that it is connected to."""
        self.sent = bytearray()
        """In the clear: within TLS."""
        self.received = bytearray()

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            AgainError: there are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise AgainError(f"timed out: not all there within {self._seconds:g} s (--timeout)")
        return left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 -- what is left of the whole counts
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """Resolve, check, and connect to the first address that answers."""
        found = addresses(host, port, self._resolve, allow_private=self._allow_private)
        wrong: Exception | None = None
        for number, address in enumerate(found):
            try:
                # A share for each, so that one that swallows packets does not cost the others their time.
                stream = SyncBackend().connect_tcp(
                    address, port, self.left() / (len(found) - number), local_address, socket_options
                )
            except (ConnectError, ConnectTimeout) as error:
                wrong = error
                continue
            self.peer = address
            return _Kept(stream, self)
        raise AgainError(f"could not connect to {host} port {port} ({_words(wrong)})") from wrong


class _Kept(NetworkStream):
    """A stream of which every byte is kept, up to the limits."""

    def __init__(self, stream: NetworkStream, wire: Wire) -> None:
        self._stream = stream
        self._wire = wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        room = self._wire.max_bytes - len(self._wire.received)
        if room <= 0:
            raise RefusedError(f"too large: more than {self._wire.max_bytes:,} bytes (--max-bytes)")
        try:
            data = self._stream.read(min(max_bytes, room), self._wire.left())
        except ReadTimeout:
            self._wire.left()  # says so
            raise
        self._wire.received += data
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._wire.sent += buffer
        try:
            self._stream.write(buffer, self._wire.left())
        except WriteTimeout:
            self._wire.left()
            raise

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> NetworkStream:
        # What went before is a proxy's, not the site's.
        self._wire.sent.clear()
        self._wire.received.clear()
        try:
            return _Kept(self._stream.start_tls(ssl_context, server_hostname, self._wire.left()), self._wire)
        except ConnectTimeout:
            self._wire.left()
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _words(error: Exception | None) -> str:
    return str(error) or type(error).__name__
