"""A process that reads inputs for another, and may be killed for it.

It is told how to read, then what, as pickles on its standard input, and answers on its standard output. What it reads
has a time limit, which the system keeps by a clock that no parser can stop (a timer's signal; on Windows
`faulthandler`), and a limit of memory where the system has one. It ends when its input ends, so that it never outlives
the process that started it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from onrecord.model import Rejected, Report
from onrecord.outlets import Outlets
from onrecord.reading.facts import Facts
from onrecord.reading.field_names import USUAL, FieldNames
from onrecord.reading.inputs import Input
from onrecord.reading.limits import Limits

TIMED_OUT = 1 if sys.platform == "win32" else -signal.SIGALRM
"""The exit status of a process whose time is over: of `faulthandler`, or of the signal that a timer sends."""
WARMING_UP = "The wall of Eske fell on Monday, the harbour master said. " * 5
"""A text, long enough that its language is told."""
_SIZE = struct.Struct("<Q")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How a worker is to read."""

    limits: Limits
    outlets: Outlets
    rows: Mapping[str, Facts]
    """What the manifest says, by name."""
    names: FieldNames = USUAL
    """What exports call the fields of an article."""
    part: tuple[int, int] = (0, 1)
    """Which articles of an input are read, where it can be parted: see `reader.read_all`."""
    without: frozenset[str] = frozenset()
    """The names of those that are passed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An input to read, and how much of it has been read already."""

    item: Input
    things: int = 0
    """The things of a container that are passed over."""
    parts: int = 0
    """The articles that are passed over of the first thing that is not."""


@dataclass(frozen=True, slots=True)
class At:
    """What is read now."""

    name: str
    thing: int
    part: int


Answer = At | Report | Rejected | None
"""What a worker says; None: the input is done."""


def send(pipe: IO[bytes], value: object) -> None:
    """Write a value to a pipe.

    Raises:
        OSError: The process at the other end has gone.
    """
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(_SIZE.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> object:
    """Read a value from a pipe.

    Raises:
        EOFError: The process at the other end has gone.
    """
    head = pipe.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    data = pipe.read(_SIZE.unpack(head)[0])
    if len(data) < _SIZE.unpack(head)[0]:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 -- from the process that started this one, or that this one started


def main() -> None:
    """Read what is asked for until nobody asks."""
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # which is the end of the process
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one is interrupted, and ends it
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    questions = sys.stdin.buffer
    with contextlib.suppress(EOFError, OSError):
        setup = receive(questions)
        if not isinstance(setup, Setup):
            raise TypeError(f"{setup!r} is no setup")
        from onrecord.outlets import using
        from onrecord.reading.facts import Draft
        from onrecord.reading.parts import Wanted
        from onrecord.reading.reader import read_input
        from onrecord.reading.report import make_report

        make_report("", Draft(text=WARMING_UP), {})  # what is loaded once is loaded now, and not in anything's time
        _limit_memory(setup.limits.memory_limit)
        send(answers, True)
        os.dup2(1, 2)  # and what the clock says when it ends the process is for nobody
        with using(setup.outlets):
            while True:
                job = receive(questions)
                if not isinstance(job, Job):
                    raise TypeError(f"{job!r} is no job")
                _read(read_input, Wanted(job.item, setup.part, setup.without), job, setup, answers)


def _read(
    read_input: Callable[..., Iterator[Report | Rejected]],
    among: Callable[[str, bool], bool],
    job: Job,
    setup: Setup,
    answers: IO[bytes],
) -> None:
    thing, part = -1, 0

    def begin(name: str, own: bool) -> bool:
        nonlocal thing, part
        if own:
            thing, part = thing + 1, 0
        else:
            part += 1
        wanted = thing >= job.things and not (not own and thing == job.things and part <= job.parts)
        wanted = among(name, own) and wanted
        if wanted:
            _allow(0)  # whoever asked may take their time
            _say(answers, At(name, thing, part))
        _allow(setup.limits.time_limit)
        return wanted

    _allow(setup.limits.time_limit)
    try:
        for outcome in read_input(job.item, setup.rows, setup.limits.max_bytes, begin, setup.names):
            _allow(0)
            _say(answers, outcome)
            _allow(setup.limits.time_limit)
    except MemoryError:
        _say(answers, Rejected(input=job.item.name, reason="needs more memory than a reader is given"))
    except Exception as error:  # noqa: BLE001 -- whatever goes wrong with one input is the reason why it gives no report
        _say(answers, Rejected(input=job.item.name, reason=f"the reader failed: {type(error).__name__}: {error}"))
    finally:
        _allow(0)
    _say(answers, None)


def _say(answers: IO[bytes], answer: Answer) -> None:
    send(answers, answer)


def _allow(seconds: float) -> None:
    """Have the system end this process after a time, whatever a parser is doing then; 0 takes that back."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)  # a thousandth of what the other clock costs to set
    elif seconds:
        faulthandler.dump_traceback_later(seconds, exit=True)
    else:
        faulthandler.cancel_dump_traceback_later()


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    # Where the system refuses it (macOS), there is none.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
