"""Long work in a process of its own, so that those who read keep the processor, and that it can be ended.

A large record takes minutes to be related; beside the threads that answer readers it would hold each of them up.
Here it runs in another process, which gives way to all others, for so long as is allowed and no longer.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any, BinaryIO, TypeVar

from onrecord.errors import OnrecordError

LARGE_BYTES = 12 * 1024 * 1024
"""From a file of this size on work is done apart: some two hundred reports. Below it, it is done within the second that
a new process takes to begin."""
LIMIT_SECONDS = 20 * 60.0
"""A record of ten thousand reports is related in less."""
GIVING_WAY = 10
"""By how much less it is favoured (`nice`)."""
Value = TypeVar("Value")


class Apart:
    """Runs functions in processes of their own, and ends those that run when it is closed."""

    def __init__(self, limit: float = LIMIT_SECONDS) -> None:
        self.limit = limit
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._closed = False

    def do(
        self,
        what: str,
        run: Callable[..., Value],
        *given: object,
        giving_way: bool = True,
        tell: Callable[[str], None] | None = None,
    ) -> Value:
        """Return what a function returns; it, what it is given and what it returns are pickled.

        Args:
            what: What is done, in words, for the error.
            run: A function of a module.
            given: Its arguments.
            giving_way: Whether all other processes go before it: not where somebody waits for it.
            tell: Is told what the function says of its progress: see `say`.

        Raises:
            OnrecordError: It took longer than is allowed, or ended without a word; or what the function raises.
        """
        asked = pickle.dumps((run, given, giving_way))
        with self._lock:
            if self._closed:
                raise OnrecordError(f"{what}: given up, for the app was stopped")
            process = subprocess.Popen(
                [sys.executable, "-P", "-c", "from onrecord.app.apart import answer; answer()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(one for one in sys.path if one)},
            )
            self._running.add(process)
        ended = threading.Event()

        def end() -> None:
            ended.set()
            process.kill()

        limit = threading.Timer(self.limit, end)
        limit.daemon = True
        limit.start()
        try:
            kind, value = _heard(process, asked, tell)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            why = "its process ended without a word; the terminal may say more"
            if ended.is_set():
                why = f"ended after {self.limit / 60:.0f} minutes, which is as long as it may take"
            raise OnrecordError(f"{what}: {why}") from None
        finally:
            limit.cancel()
            process.kill()
            process.communicate()
            with self._lock:
                self._running.discard(process)
        if kind == "failed":
            raise value
        made: Value = value
        return made

    def close(self) -> None:
        """End what runs."""
        with self._lock:
            self._closed = True
            for process in self._running:
                process.kill()


def _heard(process: subprocess.Popen[bytes], asked: bytes, tell: Callable[[str], None] | None) -> tuple[str, Any]:
    """Return the last word of a process, and pass on what it says before."""
    assert process.stdin is not None  # noqa: S101  # both are pipes
    assert process.stdout is not None  # noqa: S101
    process.stdin.write(asked)
    process.stdin.close()
    process.stdin = None
    while True:
        kind, value = pickle.load(process.stdout)  # noqa: S301  # from our own process
        if kind != "says":
            return kind, value
        if tell is not None:
            tell(value)


def say(words: str) -> None:
    """Say of the progress, in the other process; in this one it is said to nobody."""
    if _out is not None:
        pickle.dump(("says", words), _out)
        _out.flush()


_out: BinaryIO | None = None


def answer() -> None:
    """Be the other process: run what is asked for on the standard input, and answer on the standard output."""
    global _out  # the one thing that a process has of its own
    _out, sys.stdout = sys.stdout.buffer, sys.stderr  # a word that is printed is no part of the answer
    run, given, giving_way = pickle.load(sys.stdin.buffer)  # noqa: S301  # from our own process
    if giving_way and hasattr(os, "nice"):
        os.nice(GIVING_WAY)
    try:
        made = pickle.dumps(("done", run(*given)))
    except OnrecordError as error:
        made = pickle.dumps(("failed", error))
    _out.write(made)
    _out.flush()
