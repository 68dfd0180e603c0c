"""One process that reads: started, told what to do, waited for, ended.

It is a fresh interpreter that imports this package and nothing of the program that started it, so that a script or a
notebook needs no `if __name__ == "__main__"`.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import BinaryIO, cast

import msgspec

from onrecord.errors import OnrecordError
from onrecord.reading.frames import Answer, Ready, Setup, Task, answered, tell

_START = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from onrecord.reading.worker import main; main()"
)
_POSIX = os.name == "posix"
START_SECONDS = 120.0
"""A first start on a cold disk takes some seconds."""


class Process:
    """A process that loads what it needs to read; nothing is waited for yet.

    Raises:
        OnrecordError: The system starts none.
    """

    def __init__(self) -> None:
        self.is_set_up = False
        self.was_late = False
        """Whether it was ended because an answer did not come in time."""
        try:
            self._child = subprocess.Popen(  # noqa: S603 -- ourselves
                [sys.executable, "-c", _START],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # Ctrl-C in a terminal goes to all of its processes; this one, and what it starts, is ended by us.
                start_new_session=_POSIX,
            )
        except OSError as error:
            raise OnrecordError(f"no process can be started to read the inputs: {error}") from error
        self._stdin, self._stdout = cast("BinaryIO", self._child.stdin), cast("BinaryIO", self._child.stdout)
        with suppress(OSError):  # that it has ended shows when it is waited for
            self._stdin.write(pickle.dumps(sys.path))
            self._stdin.flush()

    def set_up(self, setup: Setup) -> None:
        """Wait until it is loaded, and tell it how to read.

        Raises:
            OnrecordError: It cannot be started.
        """
        if not isinstance(self.answer(START_SECONDS), Ready):
            raise OnrecordError(f"the process that reads the inputs could not be started (status {self.status()})")
        self.tell(setup)
        self.is_set_up = True

    def tell(self, what: Setup | Task) -> None:
        """Give it something to do. That it has ended shows when its answer is waited for."""
        with suppress(OSError):
            tell(self._stdin, what)

    def answer(self, seconds: float | None) -> Answer | None:
        """Wait for its next answer, and return it; None where it has ended.

        Args:
            seconds: How long to wait before it is ended; None where it sees to its time by itself.
        """
        watch = None if seconds is None else threading.Timer(seconds, self._late)
        if watch is not None:
            watch.daemon = True
            watch.start()
        try:
            return answered(self._stdout)
        except (OSError, msgspec.DecodeError):  # no answer at all: it has printed something, or is another program
            self._kill_group()
            return None
        finally:
            if watch is not None:
                watch.cancel()

    def status(self) -> int:
        """Wait for its end, end what it has started, and return how it ended, as `subprocess` tells it."""
        if self._child.returncode is None and hasattr(os, "waitid"):
            os.waitid(os.P_PID, self._child.pid, os.WEXITED | os.WNOWAIT)  # its number is not given to another yet
        self._kill_group()
        return self._child.wait()

    def kill(self) -> None:
        """End it, and what it has started."""
        self._kill_group()
        self._child.wait()

    def close(self) -> None:
        """End it and give back its pipes, when nobody waits for it any more."""
        self.kill()
        for pipe in (self._stdin, self._stdout):
            with suppress(OSError):  # what was not sent cannot be sent any more
                pipe.close()

    def _late(self) -> None:
        self.was_late = True
        self._kill_group()

    def _kill_group(self) -> None:
        if self._child.returncode is not None:
            return
        if not _POSIX:
            self._child.kill()
            return
        with suppress(ProcessLookupError, PermissionError):  # it is gone; macOS says so of one that waits to be told of
            os.killpg(self._child.pid, signal.SIGKILL)
