"""Long work in a process of its own, so that those who read keep the processor, and that it can be ended.

A large record takes minutes to be related; beside the threads that answer readers it would hold each of them up.
Here it runs in another process, which gives way to all others, for so long as is allowed and no longer.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import TypeVar

from onrecord.errors import OnrecordError

LARGE_BYTES = 12 * 1024 * 1024
"""From a file of this size on work is done apart: some two hundred reports. Below it, it is done within the second that
a new process takes to begin."""
LIMIT_SECONDS = 20 * 60.0
"""A record of ten thousand reports is related in less."""
GIVING_WAY = 10
"""By how much less it is favoured (`nice`)."""
_LOOK_SECONDS = 0.5
Value = TypeVar("Value")


class Apart:
    """Runs functions in processes of their own, and ends those that run when it is closed."""

    def __init__(self, limit: float = LIMIT_SECONDS) -> None:
        self.limit = limit
        self._running: set[SpawnProcess] = set()
        self._lock = threading.Lock()
        self._closed = False

    def do(self, what: str, run: Callable[..., Value], *given: object) -> Value:
        """Return what a function returns; it, what it is given and what it returns must be known by name (pickle).

        Args:
            what: What is done, in words, for the error.
            run: A function of a module.
            given: Its arguments.

        Raises:
            OnrecordError: It took longer than is allowed, or ended without a word; or what the function raises.
        """
        context = get_context("spawn")
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(there, run, given), daemon=True)
        with self._lock:
            if self._closed:
                raise OnrecordError(f"{what}: given up, for the app was stopped")
            process.start()
            self._running.add(process)
        there.close()
        try:
            return self._awaited(what, here)
        finally:
            here.close()
            process.kill()
            process.join()
            with self._lock:
                self._running.discard(process)
            process.close()

    def close(self) -> None:
        """End what runs."""
        with self._lock:
            self._closed = True
            for process in self._running:
                process.kill()

    def _awaited(self, what: str, here: Connection) -> Value:
        waited = 0.0
        while not here.poll(_LOOK_SECONDS):
            waited += _LOOK_SECONDS
            if waited >= self.limit:
                raise OnrecordError(
                    f"{what}: ended after {self.limit / 60:.0f} minutes, which is as long as it may take"
                )
        try:
            done, value = here.recv()
        except EOFError:
            raise OnrecordError(f"{what}: its process ended without a word") from None
        if not done:
            raise value
        made: Value = value
        return made


def _run(answer: Connection, run: Callable[..., object], given: tuple[object, ...]) -> None:
    if hasattr(os, "nice"):
        os.nice(GIVING_WAY)
    try:
        answer.send((True, run(*given)))
    except OnrecordError as error:
        answer.send((False, error))
