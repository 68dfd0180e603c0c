"""Tasks, and how they are carried out whatever happens to the processes that do them.

A task is some documents and one file: it is done when the file is there, and the file is put in its place whole. So
what is done is never done again, whether the run was stopped or only one process died. A task that kills its process
twice when it is alone with it, or fails, is parted, down to the one document, which then is told as what cannot be
done, with the reason. A process that was killed by somebody else costs the tasks that it had begun a second try.
"""

from __future__ import annotations

import os
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import structs

from onrecord.errors import OnrecordError, PluginWarning

DEATHS = 2
"""Times that a task may end its process when it is alone with it: once may be the system's want of memory or somebody's
`kill`, twice is its own doing."""


ENDED = "the process that worked on it ended: it breaks it, or there was too little memory"
"""What is said of such a task."""
_BEGUN = b"\n\x00begun\n"


class EngineDiedError(Exception):
    """The engine gave up: a process of its was killed, or it failed itself."""


class Task(msgspec.Struct, frozen=True):
    """Some documents, and the file that stands for them when they are done."""

    id: str
    output: str
    """Where the file is put, by an absolute path that all machines have."""
    spec: bytes
    """What is to be done, as the work encodes it."""
    size: int = 1
    """How many documents it has, as far as that is known: for telling how far it is."""

    @property
    def path(self) -> Path:
        """Where the file is put."""
        return Path(self.output)

    def begin(self) -> bool:
        """Note that the task has begun; return False where it did so too often and never ended."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._begun.open("a+b") as file:
            file.write(_BEGUN)
            file.seek(0)
            return file.read().count(_BEGUN) <= DEATHS

    def reach(self, document: str) -> None:
        """Note with which document it is now, '' with none."""
        with self._begun.open("ab") as file:
            file.write(b"\n" + document.encode("utf-8", "surrogatepass").replace(b"\n", b" "))

    def end(self) -> None:
        """Note that it has ended."""
        with suppress(FileNotFoundError):
            self._begun.unlink()

    @property
    def at(self) -> str | None:
        """The document that it was at when its process died, '' where that is not known; None: it had not begun."""
        try:
            last = self._begun.read_bytes().rpartition(b"\n")[2]
        except FileNotFoundError:
            return None
        return last.decode("utf-8", "surrogatepass")

    @property
    def _begun(self) -> Path:
        return self.path.with_name(f"{self.path.name}.begun")

    @property
    def parted(self) -> Path:
        """The file that says into which tasks it was parted."""
        return self.path.with_name(f"{self.path.name}.parts")


class Outcome(msgspec.Struct, frozen=True):
    """What a process says of a task."""

    task: str
    failed: str | None = None
    """Why it could not be done."""
    at: str = ""
    """The document that it was at, where that is known."""
    told: tuple[str, ...] = ()
    """What plugins were blamed for."""


class Work(Protocol):
    """What is done with the tasks of a step. It is pickled and taken to other processes and machines."""

    def do(self, task: Task) -> None:
        """Do a task and put its file in its place; whatever is raised is why it could not be done."""

    def parts(self, task: Task, at: str, why: str) -> Sequence[Task]:
        """Return the tasks that a task is parted into; none where it is one document.

        Args:
            task: One that could not be done.
            at: The document that it was at, where that is known.
            why: What came of it.
        """

    def refuse(self, task: Task, why: str) -> None:
        """Put the file of a task of one document in its place, that says that it could not be done."""


class Map(Protocol):
    """What maps: `Engine.map`."""

    def __call__(self, work: Work, tasks: Sequence[Task], jobs: int | None = None) -> Iterator[Outcome]:
        """Yield what became of each task."""


def carry_out(
    over: Map, work: Work, tasks: Iterable[Task], advance: Callable[[int], None] = lambda _: None
) -> tuple[Task, ...]:
    """Do tasks, those that are done already not again.

    Args:
        over: The engine.
        work: What is done with them.
        tasks: The tasks.
        advance: Is told how many documents are done, as they are.

    Returns:
        The tasks whose files are there now, in the order of the tasks given; of one that was parted its parts.

    Raises:
        OnrecordError: The engine fails without having begun anything.
    """
    given = tuple(tasks)
    waiting: dict[str, Task] = {}
    for task in _leaves(given):
        if task.path.exists():
            advance(task.size)
        else:
            task.end()  # it was begun by a run that was stopped
            waiting[task.id] = task
    alone: deque[Task] = deque()
    deaths: dict[str, int] = {}
    in_vain = 0

    def ended(outcome: Outcome) -> None:
        task = waiting.pop(outcome.task)
        for said in outcome.told:
            warnings.warn(said, PluginWarning, stacklevel=2)
        if outcome.failed is None:
            advance(task.size)
        else:
            part(task, outcome.at, outcome.failed)

    def part(task: Task, at: str, why: str) -> None:
        found = tuple(work.parts(task, at, why))
        if not found:
            work.refuse(task, why)
            advance(task.size)
            return
        put(task.parted, msgspec.msgpack.encode(found))
        for one in _leaves(found):
            if one.path.exists():
                advance(one.size)
            else:
                waiting[one.id] = one

    while waiting:
        tried = [alone.popleft()] if alone else list(waiting.values())
        try:
            for outcome in over(work, tried, 1 if len(tried) == 1 else None):
                ended(outcome)
            in_vain = 0
        except EngineDiedError as error:
            known = len(waiting)
            for task in [one for one in tried if one.id in waiting and one.path.exists()]:
                del waiting[task.id]  # it was done, and the word of it was lost
                advance(task.size)
            begun = [one for one in tried if one.id in waiting and one.at is not None]
            in_vain = in_vain + 1 if not begun and len(waiting) == known else 0
            if in_vain > DEATHS:
                raise OnrecordError(f"the engine fails: {error}") from error
            for task in begun:
                at = task.at or ""
                task.end()
                if len(tried) > 1:
                    alone.append(task)
                    continue
                deaths[task.id] = deaths.get(task.id, 0) + 1
                if deaths[task.id] < DEATHS:
                    alone.appendleft(task)
                else:
                    del waiting[task.id]
                    part(task, at, ENDED)
        # What was parted waits with the rest; what nobody told of is tried again.
        alone = deque(task for task in alone if task.id in waiting)
    return tuple(_leaves(given))


def attempt(work: Work, task: Task) -> Outcome:
    """Do one task; whatever goes wrong is an outcome, and nothing is raised.

    An engine that gives a task to another process when one has died, as those of clusters do, would do so for ever with
    one that ends every process: it is given up when it has begun too often.
    """
    failed: str | None = None
    at = ""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", PluginWarning)
        try:
            at = task.at or ""
            if task.begin():
                work.do(task)
            else:
                failed = ENDED
        except Exception as error:  # noqa: BLE001 -- a failure is a value: what is raised would end the whole query
            failed, at = " ".join(f"{type(error).__name__}: {error}".split()), task.at or ""
        task.end()
    said = tuple(dict.fromkeys(str(one.message) for one in told if issubclass(one.category, PluginWarning)))
    return Outcome(task=task.id, failed=failed, at=at, told=said)


def here(work: Work, tasks: Sequence[Task], jobs: int | None = None) -> Iterator[Outcome]:  # noqa: ARG001
    """Map without an engine, in this process, whatever `jobs` says: for a small task that needs no parser or model."""
    yield from (attempt(work, task) for task in tasks)


def put(path: Path, data: bytes) -> None:
    """Put a file in its place whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(path)


def _leaves(tasks: Iterable[Task]) -> Iterator[Task]:
    """Yield tasks, in the place of each that was parted its parts."""
    for task in tasks:
        if task.path.exists():
            yield task
            continue
        try:
            parts = msgspec.msgpack.decode(task.parted.read_bytes(), type=tuple[Task, ...])
        except FileNotFoundError:
            yield task
        else:  # beside it, wherever the folder was moved to
            yield from _leaves(structs.replace(one, output=str(task.path.with_name(one.path.name))) for one in parts)
