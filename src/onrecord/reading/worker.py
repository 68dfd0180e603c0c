"""A process that reads inputs for another, and may be killed at any moment: at worst one input is lost with it.

It answers on what was its standard output, and ends when its standard input does, as it does when whoever started it is
gone, however that went. Where the platform has timers and limits of its own (POSIX), the system ends it when it has
taken too long for one thing or too much memory, even while a parser lets nothing else run.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import warnings
from contextlib import nullcontext
from typing import BinaryIO

from onrecord import outlets, plugins
from onrecord.errors import PluginWarning
from onrecord.model import Rejected, Report
from onrecord.reading.frames import Begun, Outcome, Ready, Setup, Task, Warned, answer, heard
from onrecord.reading.reader import outcomes

OUT_OF_MEMORY = 75
"""The exit status of a worker that ran out of memory and could say so."""


def main() -> None:
    """Read what standard input says, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # whose default is the end, see _limit_time
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # whatever prints is not to come between the answers
        told: queue.SimpleQueue[Setup | Task] = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(sys.stdin.buffer, told), daemon=True).start()
        _warm_up()
        answer(answers, Ready())
        setup = told.get()
        if not isinstance(setup, Setup):
            raise TypeError(f"a worker is told how to read first, not {setup!r}")
        _limit_memory(setup.memory)
        table = None if setup.outlets is None else outlets.Outlets(*setup.outlets)
        with (
            warnings.catch_warnings(),
            nullcontext() if table is None else outlets.using(table),
            nullcontext() if setup.plugins else plugins.using(plugins.Plugins()),
        ):
            warnings.simplefilter("always", PluginWarning)
            shown = warnings.showwarning

            def show(message: Warning | str, *where: object) -> None:
                if isinstance(message, PluginWarning):
                    answer(answers, Warned(str(message)))
                else:
                    shown(message, *where)  # type: ignore[arg-type]

            warnings.showwarning = show  # type: ignore[assignment]
            while isinstance(task := told.get(), Task):
                _read(task, setup, answers)
                answer(answers, Ready(_peak()))


def _listen(pipe: BinaryIO, told: queue.SimpleQueue[Setup | Task]) -> None:
    while (what := heard(pipe)) is not None:
        told.put(what)
    os._exit(0)  # the parent is done, or gone: nobody waits for the rest


def _read(task: Task, setup: Setup, answers: BinaryIO) -> None:
    def say(what: Begun | Outcome) -> None:
        _limit_time(0)  # the parent may be busy: no time of ours passes while it does not listen
        answer(answers, what)
        _limit_time(setup.seconds)

    _limit_time(setup.seconds)
    try:
        for found in outcomes(
            task.given,
            task.said,
            setup.max_bytes,
            skip=task.skip,
            begin=lambda number, name: say(Begun(number, name)),
        ):
            say(_outcome(found))
    except BrokenPipeError:
        os._exit(0)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    _limit_time(0)


def _outcome(found: Report | Rejected) -> Outcome:
    if isinstance(found, Report):
        return Outcome(report=found)
    # A reason may quote what is no Unicode.
    return Outcome(
        rejected=Rejected(input=found.input, reason=found.reason.encode("utf-8", "backslashreplace").decode())
    )


def _warm_up() -> None:
    """Load what nearly every input needs, before the first is waited for."""
    import py3langid  # noqa: F401
    import trafilatura  # noqa: F401

    outlets.in_use()


def _limit_memory(limit: int) -> None:
    """Let the system refuse more memory than that; on macOS it takes no notice, on Windows there is no such limit."""
    if sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    except (OSError, ValueError):  # macOS refuses some values; it would not hold to the limit anyway
        return


def _limit_time(seconds: float) -> None:
    """Let the system end this process after a time, whatever it is doing then; 0 takes the limit back."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _peak() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
