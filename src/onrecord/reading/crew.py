"""Workers that read inputs, so that one that hangs, or dies, costs what it was reading and nothing else.

Each input goes to the next worker in turn, and their answers are taken in the order of the inputs; a worker that is
ahead waits when its pipe is full. So the order is always the same, and memory does not grow with the inputs.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.model import Rejected, Report
from onrecord.plugins import DISABLE
from onrecord.reading import worker
from onrecord.reading.inputs import Input
from onrecord.reading.worker import TIMED_OUT, At, Job, Setup, receive, send

AHEAD = 8
"""Inputs that a worker has been asked for and not answered. For as many one is started: starting another would take
longer than reading them."""
PIPE_BYTES = 1 << 20
"""What the pipe of a worker holds, where the system allows it: some hundred reports."""


MOST_JOBS = 4
"""Workers that are started unless more are asked for: one reads faster than anything behind it."""


def default_jobs() -> int:
    """Return how many workers are started: as many as there are processors for this process, up to `MOST_JOBS`."""
    try:
        return min(MOST_JOBS, len(os.sched_getaffinity(0)))
    except AttributeError:  # macOS and Windows
        return min(MOST_JOBS, os.cpu_count() or 1)


def read_in_workers(
    inputs: Sequence[Input], setup: Setup, jobs: int
) -> Generator[Iterator[Report | Rejected], None, None]:
    """Yield what becomes of each input, in order; each has to be taken to its end before the next is asked for.

    Raises:
        RuntimeError: No worker can be started.
    """
    workers = [_Worker(setup) for _ in range(max(1, min(jobs, -(-len(inputs) // AHEAD))))]
    asked = 0
    try:
        for number in range(len(inputs)):
            while asked < min(len(inputs), number + AHEAD * len(workers)):
                workers[asked % len(workers)].ask(Job(item=inputs[asked]))
                asked += 1
            yield workers[number % len(workers)].answers()
    finally:
        for worker in workers:
            worker.kill()


@dataclass(slots=True)
class _Worker:
    setup: Setup
    asked: deque[Job] = field(default_factory=deque)
    process: subprocess.Popen[bytes] | None = None
    ready: bool = False

    def ask(self, job: Job) -> None:
        """Have an input read, behind those that were asked for."""
        self.asked.append(job)
        if self.process is None:
            self._start()
        else:
            self._send(job)

    def answers(self) -> Iterator[Report | Rejected]:
        """Yield what becomes of the first input that was asked for."""
        job = self.asked[0]
        at: At | None = None
        told = False  # whether what became of the thing that is read now is known
        while True:
            try:
                answer = self._receive()
            except EOFError:
                why = self._why(self.kill())
                whole = at is None or (job.parts > 0 and (at.thing, at.part) == (job.things, 0))
                if at is None or whole:
                    yield Rejected(input=job.item.name, reason=why)
                    self.asked.popleft()
                    return
                if not told:
                    yield Rejected(input=at.name, reason=why)
                job = self.asked[0] = Job(item=job.item, things=at.thing + (0 if at.part else 1), parts=at.part)
                at, told = None, False
                continue
            if answer is None:
                self.asked.popleft()
                return
            if isinstance(answer, At):
                at, told = answer, False
            elif isinstance(answer, Report | Rejected):
                told = True
                yield answer
            else:
                raise TypeError(f"a worker answered {answer!r}")

    def kill(self) -> int:
        """End the process whatever it does; return its exit status, negative for the signal that ended it."""
        process, self.process, self.ready = self.process, None, False
        if process is None:
            return 0
        status = process.poll()
        if status is None:
            process.kill()
        if os.name == "posix":  # what it had started, to read a scanned page, ends with it
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what it has not taken is lost with it
                    pipe.close()
        return process.wait() if status is None else status

    def _start(self) -> None:
        """Start the process, and ask it again for what it had been asked for."""
        self.process = subprocess.Popen(  # noqa: S603 -- this Python, with fixed arguments
            [sys.executable, "-c", f"from {worker.__name__} import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=os.name == "posix",
            # Plugins are asked by the process that has them in use.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), DISABLE: "1"},
        )
        _widen(self.process)
        self._send(self.setup)
        for job in self.asked:
            self._send(job)

    def _send(self, value: object) -> None:
        if self.process is not None and self.process.stdin is not None:
            with contextlib.suppress(OSError):  # it has died: that is found when its answer is missing
                send(self.process.stdin, value)

    def _receive(self) -> object:
        if self.process is None:
            self._start()
        process = self.process
        if process is None or process.stdout is None or process.stderr is None:
            raise RuntimeError("a worker without pipes")
        if not self.ready:
            try:
                receive(process.stdout)
            except EOFError:
                said = process.stderr.read().decode("utf-8", "replace").strip()
                raise RuntimeError(f"the process that reads the inputs cannot be started: {said}") from None
            self.ready = True
        return receive(process.stdout)

    def _why(self, status: int) -> str:
        if status == TIMED_OUT:
            limit = self.setup.limits.time_limit
            return f"takes longer than {limit:g} seconds to read; a higher limit can be set with --time-limit"
        how = f"signal {-status}" if status < 0 else f"exit status {status}"
        return f"the process that read it ended ({how}): it breaks the parser, or there was too little memory"


def _widen(process: subprocess.Popen[bytes]) -> None:
    """Let a worker go further ahead, where the system can."""
    try:
        import fcntl

        if process.stdout is not None:
            fcntl.fcntl(process.stdout.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    except (ImportError, AttributeError, OSError):  # only Linux has it, and not more than it allows
        return
