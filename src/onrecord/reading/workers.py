"""Inputs read in processes of their own, which may hang, crash or take all memory.

That costs one input, or one thing in it, and the reason is told. What becomes of the inputs comes in their order,
whichever process is done first, and no more of them are read ahead than a few: memory does not grow with their number.
A second process is started when the first is waited for, and so on.
"""

from __future__ import annotations

import os
import queue
import signal
import threading
import time
import warnings
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType

from onrecord import outlets, plugins
from onrecord.errors import OnrecordError, PluginWarning
from onrecord.model import Rejected, Report
from onrecord.reading.facts import Facts
from onrecord.reading.frames import Begun, Outcome, Ready, Setup, Task, Warned
from onrecord.reading.inputs import Input
from onrecord.reading.manifest import Manifest
from onrecord.reading.process import Process
from onrecord.reading.reader import DEFAULT_MAX_BYTES, asked, read
from onrecord.reading.worker import OUT_OF_MEMORY

DEFAULT_SECONDS = 30.0
"""For one thing: a page of 20 MB, the largest that is read, takes 14 s on a slow machine, a long article 0.02 s."""
DEFAULT_MEMORY = 1_500_000_000
"""In bytes, for a process: a page of 20 MB takes 0.6 GB, one that was made to take more is refused."""
MOST_JOBS = 4
"""Processes that are started where nobody says how many: reading is then far ahead of what is done with the reports."""
MAX_DEATHS = 10
"""In one input: an archive of things that each end a process would take hours."""
INPUTS_AHEAD = 4
"""For each process: inputs that are read or waiting to be taken."""
OUTCOMES_AHEAD = 32
"""Of one input, which may be a mailbox: what is read of it and not taken yet."""
WAIT = 0.5
"""Seconds that were waited for the processes there are, for each of them, before one more is started: what starting
one costs."""
LOOK_EVERY = 0.2
"""Seconds between two looks at whether all is over."""


class Workers:
    """Processes that read. Use it as a context manager, once; the first process starts to load at once.

    Args:
        jobs: The most processes; None is one for each core, and no more than `MOST_JOBS`.
        seconds: The longest that one thing may take: a file, a page in an archive.
        memory: The most memory that a process may use, in bytes, where the platform can tell it so (Linux).
    """

    def __init__(
        self, jobs: int | None = None, *, seconds: float = DEFAULT_SECONDS, memory: int = DEFAULT_MEMORY
    ) -> None:
        self._jobs = jobs or min(os.cpu_count() or 1, MOST_JOBS)
        self._seconds, self._memory = seconds, memory
        self._lines: list[_Line] = []
        self._todo: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closed = threading.Event()

    def __enter__(self) -> Workers:
        if _can_cross():
            self._lines.append(_Line(self._todo, self._closed))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed.set()
        for _ in self._lines:
            self._todo.put(None)
        for line in self._lines:
            line.end()

    def read(
        self, inputs: Sequence[Input], *, manifest: Manifest | None = None, max_bytes: int = DEFAULT_MAX_BYTES
    ) -> Iterator[Report | Rejected]:
        """Yield what `reading.read` does, in the same order, and a rejection for what ended a process.

        Plugins that were given as objects (`plugins.using`) are in this process alone: with them it reads by itself.

        Raises:
            OnrecordError: No process can be started.
        """
        if not self._lines or not _can_cross():
            yield from read(inputs, manifest=manifest, max_bytes=max_bytes)
            return
        setup = Setup(max_bytes, self._seconds, self._memory, bool(plugins.in_use().all), _table())
        coming = asked(inputs, manifest)
        ahead: deque[_Job] = deque()
        said: set[str] = set()
        waited = 0.0
        self._lines[0].begin(setup)
        while True:
            while len(ahead) < INPUTS_AHEAD * len(self._lines):
                one = next(coming, None)
                if one is None:
                    break
                ahead.append(_Job(*one))
                self._todo.put(ahead[-1])
            if not ahead:
                return
            began = time.monotonic()
            found = ahead[0].found.get()
            waited += time.monotonic() - began
            if found is None:
                ahead.popleft()
            elif isinstance(found, BaseException):
                raise found
            elif isinstance(found, Warned):
                if found.words not in said:
                    said.add(found.words)
                    warnings.warn(PluginWarning(found.words), stacklevel=2)
            else:
                yield found
            if waited > WAIT * len(self._lines) and len(self._lines) < self._jobs and len(ahead) > len(self._lines):
                waited = 0.0
                self._lines.append(_Line(self._todo, self._closed))
                self._lines[-1].begin(setup)


def _can_cross() -> bool:
    """Return whether a process of its own would have the same plugins."""
    return not plugins.in_use().all or plugins.in_use() is plugins.installed()


def _table() -> tuple[tuple[outlets.Outlet, ...], frozenset[str], str, dict[str, str]] | None:
    table = outlets.in_use()
    if table is outlets.default_outlets():
        return None
    return table.outlets, table.own, table.where, table.by_plugin


class _Job:
    """One input, and what has become of it so far: None is the end of it."""

    def __init__(self, given: Input, said: Mapping[str, Facts]) -> None:
        self.given, self.said = given, said
        self.found: queue.Queue[Report | Rejected | Warned | BaseException | None] = queue.Queue(OUTCOMES_AHEAD)


class _Line:
    """A process, those that follow it when it dies, and the thread that hands inputs to them."""

    def __init__(self, todo: queue.SimpleQueue[_Job | None], closed: threading.Event) -> None:
        self._todo, self._closed = todo, closed
        self._process = Process()
        self._thread: threading.Thread | None = None

    def begin(self, setup: Setup) -> None:
        """Take inputs from now on."""
        self._setup = setup
        # Where the system has timers a process sees to its time by itself, even where a parser lets nothing else run.
        self._wait = None if hasattr(signal, "setitimer") else setup.seconds
        self._thread = threading.Thread(target=self._run, daemon=True, name="onrecord-reading")
        self._thread.start()

    def end(self) -> None:
        """End the process, whatever it is doing, and the thread."""
        self._process.kill()
        while self._thread is not None and self._thread.is_alive():
            self._process.kill()  # it may have started another
            self._thread.join(LOOK_EVERY)
        self._process.close()

    def _run(self) -> None:
        while not self._closed.is_set() and (job := self._todo.get()) is not None:
            try:
                for found in self._outcomes(job):
                    self._put(job, found)
                self._put(job, None)
            except BaseException as error:  # noqa: BLE001 -- it is raised where the outcomes are waited for
                self._put(job, error)

    def _put(self, job: _Job, found: Report | Rejected | Warned | BaseException | None) -> None:
        while not self._closed.is_set():
            try:
                job.found.put(found, timeout=LOOK_EVERY)
            except queue.Full:
                continue
            return

    def _outcomes(self, job: _Job) -> Iterator[Report | Rejected | Warned]:
        skip, deaths = 0, 0
        while not self._closed.is_set():
            if not self._process.is_set_up:
                self._process.set_up(self._setup)
            begun, given = None, 0
            self._process.tell(Task(job.given, {key: dict(facts) for key, facts in job.said.items()}, skip))
            while not isinstance(found := self._process.answer(self._wait), Ready | None):
                if isinstance(found, Begun):
                    begun, given = found, 0
                elif isinstance(found, Warned):
                    yield found
                else:
                    given += 1
                    yield _one(found)
            if found is not None:
                if found.peak > self._setup.memory / 2:  # what it has kept would be missing to the next
                    self._renew()
                return
            reason = _reason(self._process, self._setup)
            self._renew()
            if self._closed.is_set():
                return
            deaths += 1
            if begun is None:
                yield Rejected(input=job.given.name, reason=reason)
                return
            what = f"what stands behind the first {given} articles of it was not read: " if given else ""
            yield Rejected(input=begun.name, reason=f"{what}{reason}")
            if begun.name == job.given.name:
                return
            if deaths == MAX_DEATHS:
                yield Rejected(
                    input=job.given.name,
                    reason=f"{deaths} things in it could not be read for want of time or memory, "
                    "or crashed the reader: the rest was not read",
                )
                return
            skip = begun.number + 1

    def _renew(self) -> None:
        self._process.close()
        self._process = Process()


def _one(found: Outcome) -> Report | Rejected:
    one = found.report or found.rejected
    if one is None:
        raise OnrecordError("a reading process answered with nothing")
    return one


def _reason(process: Process, setup: Setup) -> str:
    """Return in words why a process ended."""
    status = process.status()
    alarm = -signal.SIGALRM if hasattr(signal, "SIGALRM") else None
    if process.was_late or status == alarm:
        return f"took longer than {setup.seconds:g} s to read; a higher limit can be set with --time-limit"
    if status == OUT_OF_MEMORY:
        return f"took more than the {setup.memory / 1e9:.1f} GB of memory that reading one input may take"
    return f"crashed the process that read it ({_name(status)})"


def _name(status: int) -> str:
    try:
        return signal.Signals(-status).name if status < 0 else f"exit status {status}"
    except ValueError:
        return f"signal {-status}"
