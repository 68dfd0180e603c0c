"""Somebody who watches a build, and how the steps are told to them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """Somebody who watches a build."""

    def begin(self, step: str, total: int | None) -> None:
        """A step begins; `total` is the number of things to do, if it is known."""

    def advance(self) -> None:
        """One of them is done."""

    def end(self, step: str, seconds: float, note: str) -> None:
        """The step is done; the note says in words what it did."""


class Watch:
    """Tells a `Progress`, if there is one, of the steps and how long they took."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    @contextmanager
    def step(self, name: str, total: int | None) -> Iterator[Callable[[str], None]]:
        """Time a step; the value is to be called with a note on what was done."""
        notes: list[str] = []
        if self._progress is not None:
            self._progress.begin(name, total)
        start = time.perf_counter()
        yield notes.append
        if self._progress is not None:
            self._progress.end(name, time.perf_counter() - start, "; ".join(notes))

    def advance(self) -> None:
        """Tell of one thing done."""
        if self._progress is not None:
            self._progress.advance()
