from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.fetch import Fetched, Manners, fetch
from onrecord.fetch.pace import Clock
from tests.fetch.site import Site, serving


class OutsideError(AssertionError):
    """A test that wanted to leave this machine."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forbid every connection that leaves this machine, and every look at a name server."""
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def only_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] != "127.0.0.1":
            raise OutsideError(f"a test connects to {address}")
        connect(self, address)

    def only_figures(host: Any, *rest: Any, **named: Any) -> Any:
        if host != "127.0.0.1":
            raise OutsideError(f"a test resolves {host}")
        return resolve(host, *rest, **named)

    monkeypatch.setattr(socket.socket, "connect", only_here)
    monkeypatch.setattr(socket, "getaddrinfo", only_figures)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


class Slept:
    """A clock that goes on only when somebody sleeps."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: sum(self.pauses), sleep=self.pauses.append)


@pytest.fixture
def slept() -> Slept:
    return Slept()


Fetch = Callable[..., Fetched]


@pytest.fixture
def get(tmp_path: Path, slept: Slept) -> Fetch:
    """Fetch into a folder of the test, from this machine, without sleeping."""

    def run(*addresses: str, **options: Any) -> Fetched:
        resolve = options.pop("resolve", lambda name, _: ("127.0.0.1",) if name.endswith(".example") else (name,))
        manners = Manners(**{"allow_private": True, "timeout": 5.0, **options})
        return fetch(addresses, tmp_path / "inbox", manners, resolve=resolve, clock=slept.clock)

    return run
