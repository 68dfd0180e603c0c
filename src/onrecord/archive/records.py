"""The record of each story: made by the steps of `onrecord build`, from reports that were read and analysed before."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from onrecord.archive.analyses import analyser_of, decoded
from onrecord.archive.carrying import Task, put
from onrecord.archive.shards import Place, cells_at, digest, fingerprint, reports_at
from onrecord.build import OwnOutlets
from onrecord.errors import HeldError

HELD_SECONDS = 60.0
"""How long a story waits for a record that another process is writing: working a decision in takes seconds."""


class Story(msgspec.Struct, frozen=True):
    """A story of which a record is made."""

    id: str
    members: tuple[Place, ...]
    """Its inputs: reports, their duplicates and versions."""
    analyses: tuple[tuple[Place, str], ...]
    """Where the analyses of its reports lie, each with its key."""
    prints: tuple[bytes, ...]
    """What stands for its reports: while they are the same, the record is."""
    before: tuple[str, ...] = ()
    """Records whose story this one has taken over: what people decided in them is decided in it."""


class Receipt(msgspec.Struct, frozen=True):
    """What became of a story's record."""

    story: str
    failed: str | None = None
    """Why there is none."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Makes the records of stories."""

    read: str
    """The folder of what was read."""
    analysed: str
    """The folder of the analyses."""
    records: str
    """The folder of the records."""
    model: str | None
    outlets: OwnOutlets
    fields: str
    """What exports call our fields, as a person said it: kept in each record."""
    analyser: str
    """The analyser's version."""

    def tasks(self, stories: Sequence[Story], folder: Path) -> list[Task]:
        """Return a task for each story.

        It is done while the story, the analyser, which of its reports were analysed, and our own code are the same.
        """
        key = digest(
            fingerprint("reading", "language", "relating", "record", "build"), self.analyser, repr(self.outlets)
        )
        found = []
        for story in stories:
            state = digest(key, story.prints, sorted(analysis for _, analysis in story.analyses))
            output = str(folder / f"{story.id}.{state}")
            found.append(Task(id=story.id, output=output, spec=msgspec.msgpack.encode(story)))
        return found

    def do(self, task: Task) -> None:
        """Make the record of a story, or bring the one that is there up to date with all that people decided in it."""
        story = msgspec.msgpack.decode(task.spec, type=Story)
        path = Path(self.records) / f"{story.id}.db"
        if path.exists():
            for attempt in Retrying(
                retry=retry_if_exception_type(HeldError),
                wait=wait_fixed(1),
                stop=stop_after_delay(HELD_SECONDS),
                reraise=True,
            ):
                with attempt:
                    self._make(story, path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.{os.getpid()}")
            self._make(story, beside)
            beside.replace(path)
        put(task.path, msgspec.msgpack.encode(Receipt(story.id)))

    def _make(self, story: Story, path: Path) -> None:
        from onrecord.build import Watch, make, using_outlets
        from onrecord.record import Record, Writer

        reports = reports_at(Path(self.read), story.members)
        places = [place for place, _ in story.analyses]
        found = cells_at(Path(self.analysed), places, "analysis")
        analyser = analyser_of(self.model)
        with Writer(path) as writer, using_outlets(self.outlets if self.outlets.text else None, writer.meta()) as own:
            for former in story.before:
                with Record(Path(former)) as record:
                    writer.decide(record.log())
            known = {key: decoded(data) for (_, key), data in zip(story.analyses, found, strict=True)}
            writer.keep({key: known[key] for key in sorted(known)}, analyser.version)
            make(writer, reports, (), analyser, self.model, Watch(None), own, self.fields)

    def forget(self, tasks: Sequence[Task]) -> int:
        """Take back receipts that no longer hold; return how many records are to be made.

        Those of records that are not there, that could not be made, or that take over what others hold; and those of
        what a story was before: its record is another now, and would be taken for that one when the story is again.
        """
        todo = 0
        current = {task.path.name for task in tasks}
        for folder in {task.path.parent for task in tasks}:
            for old in folder.glob("s-*.*"):
                if old.name not in current:
                    old.unlink()
        for task in tasks:
            there = (Path(self.records) / f"{task.id}.db").exists()
            taking = msgspec.msgpack.decode(task.spec, type=Story).before
            if task.path.exists() and (taking or not there or receipt(task).failed):
                task.path.unlink()
            todo += not task.path.exists()
        return todo

    def parts(self, task: Task, at: str, why: str) -> Sequence[Task]:  # noqa: ARG002 -- others ask them
        """Return nothing: a story is related as a whole."""
        return ()

    def refuse(self, task: Task, why: str) -> None:
        """Say why a story has no record."""
        put(task.path, msgspec.msgpack.encode(Receipt(task.id, why)))


def receipt(task: Task) -> Receipt:
    """Return what became of a story's record."""
    return msgspec.msgpack.decode(task.path.read_bytes(), type=Receipt)
