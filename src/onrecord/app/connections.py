"""Connections that hold nobody up: who does not read what is answered, or does not say what is asked for, is cut off.

A server waits for as long as a client takes. One that stops reading in the middle of an answer keeps that answer in
memory and its place among the connections, and some hundreds of such lock all others out (slow-read and "slowloris"
attacks; https://cwe.mitre.org/data/definitions/400.html). uvicorn has a limit for the time between requests alone.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

LOOK_SECONDS = 15.0
"""How often a connection is looked at: who has taken nothing of what waits for it from one look to the next is cut off,
and so is who has not said what is asked for. The slowest telephone takes a few kilobytes in that time."""
SENDING_LOOKS = 20
"""Looks in which all that is sent must have come: five minutes for thirty megabytes."""


class Connection(H11Protocol):
    """uvicorn's connection, looked after."""

    _looking: asyncio.TimerHandle | None = None
    _waiting = 0
    _moved = False
    _silent = 0
    _sending = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look."""
        super().connection_made(transport)
        self._looking = self.loop.call_later(LOOK_SECONDS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
        super().connection_lost(exc)

    def resume_writing(self) -> None:
        """Note that something was taken: what waits may be as much as before, for more was put in."""
        self._moved = True
        super().resume_writing()

    def _look(self) -> None:
        before, self._waiting = self._waiting, self.transport.get_write_buffer_size()
        stuck = before and self._waiting >= before and not self._moved
        self._moved = False
        asks = self.cycle is None or self.cycle.response_complete
        self._silent = self._silent + 1 if asks and not self._waiting else 0
        self._sending = self._sending + 1 if self.conn.their_state is h11.SEND_BODY else 0
        if stuck or self._silent > 1 or self._sending > SENDING_LOOKS:
            self.transport.abort()
            return
        self._looking = self.loop.call_later(LOOK_SECONDS, self._look)
