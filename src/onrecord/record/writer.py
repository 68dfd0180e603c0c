"""One process writes a record at a time: it takes the record, keeps analyses as they are made, and replaces the story.

The record is taken by a row in `meta` that names the process; a write-ahead log lets others read meanwhile. Each commit
first sees that the row still stands, so that of two writers never both believe to have written.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import msgspec

from onrecord.errors import HeldError, RecordError
from onrecord.model import Analysis, Decision, Report, Story
from onrecord.record import connect
from onrecord.record.read import read_decisions, read_kept
from onrecord.record.version import Version, version_of
from onrecord.record.write import insert_decisions, write_story

LEFT_ALONE_SECONDS = 15 * 60
"""A writer that has committed nothing for so long is taken for dead, even if a process has its number (numbers are used
again). A build commits every few seconds; loading a model and relating thousands of reports stay well below."""


class Holder(msgspec.Struct, frozen=True):
    """The process that writes a record."""

    pid: int
    host: str
    since: str
    """Local date and time at which it took the record."""
    taken: int
    """The same in nanoseconds since the epoch, which tells two takings by one process apart."""
    at: float
    """Seconds since the epoch of its last commit."""


class Writer:
    """A record taken for writing. Use it as a context manager: leaving it gives the record back as one file.

    Args:
        path: The record's file; made if it is not there.

    Raises:
        UsageError: The file cannot be made or written where it should be.
        RecordError: The file is not a record, is from a newer onrecord, or another process is writing it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = connect.open_to_write(path)
        # A story is looked through for pointers at nothing once it is written: row by row costs four times as much.
        self._connection.execute("pragma foreign_keys = off")
        self._me = Holder(
            pid=os.getpid(),
            host=platform.node(),
            since=time.strftime("%Y-%m-%d %H:%M:%S"),
            taken=time.time_ns(),
            at=time.time(),
        )
        try:
            self._take()
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the record back."""
        with connect.reading_errors(self.path):
            if self._held_by_me():
                self._connection.execute("delete from meta where key = 'writer'")
            connect.close_written(self._connection)

    # ------------------------------------------------------------ what stands

    def state(self) -> str:
        """Return `complete` if the record holds a story, else `building`."""
        return self.meta()["state"]

    def meta(self) -> dict[str, str]:
        """Return what the record says of itself."""
        with connect.reading_errors(self.path):
            return {row["key"]: row["value"] for row in self._connection.execute("select key, value from meta")}

    def inputs(self) -> frozenset[str]:
        """Return the names of the inputs that the record accounts for."""
        with connect.reading_errors(self.path):
            return frozenset(row["input"] for row in self._connection.execute("select input from inputs"))

    def version(self) -> Version:
        """Return what the content is known by: see `Record.version`."""
        with connect.reading_errors(self.path):
            return version_of(self._connection)

    def decisions(self) -> tuple[Decision, ...]:
        """Return the corrections by people, to be replayed."""
        with connect.reading_errors(self.path):
            return read_decisions(self._connection)

    def analysis(self, key: str) -> Analysis | None:
        """Return the analysis kept under a key, or None.

        One that no longer fits the model (it was made by another onrecord with the same analyser) counts as none.
        """
        with connect.reading_errors(self.path):
            row = self._connection.execute("select analysis from analyses where key = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            return msgspec.json.decode(row["analysis"], type=Analysis)
        except msgspec.ValidationError:
            return None

    def kept(self) -> dict[str, bytes]:
        """Return what relating kept of pairs, by name."""
        with connect.reading_errors(self.path):
            return read_kept(self._connection)

    # ------------------------------------------------------------ what is written

    def keep(self, analyses: Mapping[str, Analysis], analyser: str) -> None:
        """Commit analyses, by key, so that they are never made again.

        Raises:
            RecordError: Another process has taken the record.
        """
        with self._transaction():
            self._connection.executemany(
                "insert or replace into analyses (key, analyser, analysis) values (?, ?, ?)",
                [(key, analyser, msgspec.json.encode(analysis).decode()) for key, analysis in analyses.items()],
            )

    def decide(self, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        """Commit decisions to the log, which only grows; one that it has is passed over.

        Returns:
            Those that are new. They wait for the next relating to be worked in.

        Raises:
            RecordError: Another process has taken the record.
        """
        with self._transaction():
            held = {row["id"] for row in self._connection.execute("select id from decisions")}
            new = tuple({one.id: one for one in decisions if one.id not in held}.values())
            last = self._connection.execute("select coalesce(max(position), -1) from decisions").fetchone()[0]
            insert_decisions(self._connection, new, last + 1)
        return new

    def keys(self) -> frozenset[str]:
        """Return the keys of all analyses that are kept."""
        with connect.reading_errors(self.path):
            return frozenset(row["key"] for row in self._connection.execute("select key from analyses"))

    def replace(
        self,
        story: Story,
        *,
        as_read: Mapping[str, Report],
        analysis_keys: Mapping[str, str],
        not_analysed: Mapping[str, str],
        meta: Mapping[str, str],
        keep: Iterable[str] = (),
        kept: Mapping[str, bytes] | None = None,
    ) -> None:
        """Replace the whole story in one transaction and mark the record complete.

        Analyses that no report of the story uses and that are not in `keep` are dropped.

        Args:
            story: What to keep.
            as_read: For each input that gave a report or a duplicate, the report as it was read, by input name.
            analysis_keys: The key of the kept analysis of each analysed report, by report id.
            not_analysed: Why a report was not analysed, by report id.
            meta: What the record shall say of itself (`given`, the number of inputs, `analyser`, `model`, ...).
            keep: Keys of analyses to be kept besides: those of the reports as they were read, from which the reports of
                the next build are dated.
            kept: What relating keeps of pairs, in the place of what it kept before; None leaves that as it is.

        Raises:
            RecordError: Another process has taken the record, or the story points at rows that it does not hold.
        """
        with self._transaction():
            write_story(
                self._connection,
                story,
                as_read=as_read,
                analysis_keys=analysis_keys,
                not_analysed=not_analysed,
            )
            used = set(keep) | set(analysis_keys.values())
            held = [row["key"] for row in self._connection.execute("select key from analyses")]
            self._connection.executemany("delete from analyses where key = ?", [(k,) for k in held if k not in used])
            if kept is not None:
                self._connection.execute("delete from kept")
                self._connection.executemany("insert into kept (name, value) values (?, ?)", sorted(kept.items()))
            said = {**meta, "state": "complete"}
            self._connection.executemany("insert or replace into meta (key, value) values (?, ?)", sorted(said.items()))
            broken = self._connection.execute("pragma foreign_key_check").fetchall()
            if broken:
                places = ", ".join(sorted({f"{row['table']} → {row['parent']}" for row in broken}))
                raise RecordError(f"{self.path}: not written: the story points at what it does not hold ({places})")

    # ------------------------------------------------------------ the lock

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with connect.reading_errors(self.path):
            self._connection.execute("begin immediate")
            try:
                if not self._held_by_me():
                    raise RecordError(f"{self.path}: another writer has taken the record; this one wrote no more to it")
                yield
                self._say_held()
                self._connection.execute("commit")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("rollback")
                raise

    def _take(self) -> None:
        with connect.reading_errors(self.path):
            self._connection.execute("begin immediate")
            holder = self._holder()
            if holder is not None and _is_writing(holder):
                self._connection.execute("rollback")
                raise HeldError(
                    f"{self.path}: process {holder.pid} on {holder.host} has been writing it since {holder.since}; "
                    "wait until it is done"
                )
            self._say_held()
            self._connection.execute("commit")

    def _holder(self) -> Holder | None:
        row = self._connection.execute("select value from meta where key = 'writer'").fetchone()
        return None if row is None else msgspec.json.decode(row["value"], type=Holder)

    def _held_by_me(self) -> bool:
        holder = self._holder()
        return holder is not None and holder.taken == self._me.taken and holder.pid == self._me.pid

    def _say_held(self) -> None:
        said = msgspec.structs.replace(self._me, at=time.time())
        self._connection.execute(
            "insert or replace into meta (key, value) values ('writer', ?)", (msgspec.json.encode(said).decode(),)
        )


def _is_writing(holder: Holder) -> bool:
    if time.time() - holder.at > LEFT_ALONE_SECONDS:
        return False
    if holder.host != platform.node():
        return True  # a shared drive: its process cannot be seen from here
    # Our own number was left by one that died, for a process takes a record once; if not, the earlier writer is told
    # at its next commit.
    return holder.pid != os.getpid() and _is_alive(holder.pid)


def _is_alive(pid: int) -> bool:
    if sys.platform == "win32":
        return True  # there, asking a process for a sign of life would end it; its last commit must do
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
