"""The record as the app holds it: read once, kept until the file changes, and as of a day where one is asked for.

Reading a record of thousands of reports takes seconds, so a story is held in memory until another commit changes it:
SQLite's `data_version` tells one connection of every commit by another (https://sqlite.org/pragma.html), and the file's
number on its disk tells of a file put in its place. A story as of a day is related anew, on one thread that all such
work waits for, and the few that were asked for last are kept.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from onrecord.app.addresses import Addresses, addressed
from onrecord.app.index import Index
from onrecord.errors import OnrecordError, RecordError, UsageError
from onrecord.model import Story
from onrecord.pages.shelf import Shelf

if TYPE_CHECKING:
    from onrecord.record import AsOf, Changes, Record

DAYS_KEPT = 6
"""Stories as of a day that are kept: an editor compares two or three; each takes as much memory as the record's."""
SOON_SECONDS = 1.5
"""How long a reader waits for work before being told that it is under way: a record of a hundred reports is related in
less."""
Value = TypeVar("Value")


class UnderWayError(OnrecordError):
    """What was asked for is being worked out; ask again in a moment."""


@dataclass(frozen=True, slots=True)
class State:
    """What the record holds at one time, or held on one day, with what the views look up in it."""

    stamp: str
    """Another one for every other content: an entity tag."""
    story: Story
    shelf: Shelf
    to: Addresses
    """Where things are: also `shelf.href`."""
    index: Index
    meta: dict[str, str]
    not_analysed: dict[str, str]
    """Why a report was not analysed, by its id."""
    judged: date | None
    """The day for which the promises' statuses hold."""
    as_of: AsOf | None = None
    _made: dict[str, Any] = field(default_factory=dict)
    _making: threading.RLock = field(default_factory=threading.RLock)

    def once(self, name: str, make: Callable[[State], Value]) -> Value:
        """Return a value that is made of this state once and kept with it."""
        if name not in self._made:
            with self._making:
                if name not in self._made:
                    self._made[name] = make(self)
        made: Value = self._made[name]
        return made


class Desk:
    """One record, held open for readers on many threads.

    Args:
        path: The record's file.
        today: Says which day it is: promises are judged by it, as far as the record is not seen as of a day.

    Raises:
        UsageError: There is no such file.
        RecordError: It is not a record.
    """

    def __init__(self, path: Path, today: Callable[[], date] = date.today) -> None:
        self.path = path
        self._today = today
        self._lock = threading.Lock()
        self._born = secrets.token_hex(4)
        self._watching: sqlite3.Connection | None = None
        self._watched: tuple[int, int] | None = None
        self._openings = 0
        self._now: State | None = None
        self._loading: Future[State] | None = None
        self._loading_mark = ""
        self._days: OrderedDict[str, Future[State]] = OrderedDict()
        self._changes: OrderedDict[str, Future[Changes]] = OrderedDict()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="onrecord-relating")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="onrecord-reading")
        self._mark()

    def close(self) -> None:
        """Let go of the record; work that has not begun is given up."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        self._reader.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            if self._watching is not None:
                self._watching.close()
                self._watching = None

    def now(self) -> State:
        """Return the record as it stands.

        While a change is being read, readers get what it held before: see `changing`.

        Raises:
            RecordError: The record is unfinished or damaged.
            UsageError: The file is gone.
        """
        with self._lock:
            mark = self._mark()
            if self._now is not None and self._now.stamp == mark:
                return self._now
            if self._loading is None or self._loading_mark != mark:
                self._loading, self._loading_mark = self._reader.submit(self._read, mark), mark
            loading, before = self._loading, self._now
        try:
            state = loading.result(SOON_SECONDS if before is not None else None)
        except TimeoutError:
            assert before is not None  # noqa: S101  # without one there is no time limit
            return before
        except RecordError:
            # Another process is writing it, or has begun it anew: what it held is still true of what was there.
            with self._lock:
                self._loading = None
            if before is None:
                raise
            return before
        with self._lock:
            if self._now is not state:
                self._now = state
                self._days.clear()
                self._changes.clear()
                self._loading = None
        return state

    def on(self, day: str | None, *, wait: float | None = SOON_SECONDS) -> State:
        """Return the record as it stood on a day; None is as it stands.

        Args:
            day: A day, month or year in EDTF.
            wait: Seconds after which it is said to be under way; None waits for it.

        Raises:
            UsageError: It is no day.
            UnderWayError: It is being related.
        """
        now = self.now()
        if day is None:
            return now
        from onrecord.build.as_of import last_day

        last = last_day(day).isoformat()
        with self._lock:
            found = self._days.get(last)
            if found is None:
                found = self._days[last] = self._worker.submit(self._seen, last, now)
                while len(self._days) > DAYS_KEPT:
                    self._days.popitem(last=False)[1].cancel()
            self._days.move_to_end(last)
        return _result(found, wait, f"the record as of {last} is being related")

    def since(self, day: str, *, wait: float | None = SOON_SECONDS) -> Changes:
        """Return what has changed since a day, by the day of the newest report.

        Raises:
            UsageError: It is no day.
            UnderWayError: It is being worked out.
        """
        from onrecord.build.as_of import last_day

        last = last_day(day).isoformat()
        self.now()
        with self._lock:
            found = self._changes.get(last)
            if found is None:
                found = self._changes[last] = self._worker.submit(self._changed, last)
                while len(self._changes) > DAYS_KEPT:
                    self._changes.popitem(last=False)[1].cancel()
            self._changes.move_to_end(last)
        return _result(found, wait, f"what is new since {last} is being worked out")

    def work(self, do: Callable[[], Value]) -> Future[Value]:
        """Do something that takes long on the thread that relates, after what waits there."""
        return self._worker.submit(do)

    @property
    def changing(self) -> bool:
        """Whether a change of the record is being read, so that readers see what it held before."""
        return self._loading is not None

    def _mark(self) -> str:
        """Return a mark that is another one after every commit by anybody, and after the file was replaced."""
        from onrecord.record.connect import open_to_read, reading_errors

        try:
            at = self.path.stat()
        except FileNotFoundError:
            raise UsageError(f"{self.path}: there is no such file") from None
        except OSError as error:
            raise UsageError(f"{self.path}: cannot be opened ({error.strerror})") from error
        here = (at.st_dev, at.st_ino)
        if self._watching is None or self._watched != here:
            if self._watching is not None:
                self._watching.close()
            open_to_read(self.path).close()  # says so if it is no record
            self._watching = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False, isolation_level=None
            )
            self._watched, self._openings = here, self._openings + 1
        with reading_errors(self.path):
            version = self._watching.execute("pragma data_version").fetchone()[0]
        return f"{self._born}-{self._openings}-{version}-{self._today().isoformat()}"

    def _read(self, stamp: str) -> State:
        from onrecord.record import Record, judged_on, on_day

        with Record(self.path) as record:
            return _state(
                stamp, on_day(record.story(), self._today()), record, judged_on(record.story(), self._today())
            )

    def _seen(self, day: str, now: State) -> State:
        from onrecord.build.as_of import open_record

        with open_record(self.path, day) as record:
            return _state(f"{now.stamp}-{day}", record.story(), record, date.fromisoformat(day))

    def _changed(self, day: str) -> Changes:
        from onrecord.build.as_of import diff

        return diff(self.path, day)


def _state(stamp: str, story: Story, record: Record, judged: date | None) -> State:
    as_of = record.as_of
    links = addressed(as_of.day if as_of else None)
    shelf = Shelf(story, links=links)
    return State(
        stamp, story, shelf, links(shelf), Index(shelf), record.meta(), dict(record.not_analysed()), judged, as_of
    )


def _result(found: Future[Value], wait: float | None, what: str) -> Value:
    try:
        return found.result(wait)
    except (TimeoutError, CancelledError):  # given up for newer questions: asked again, it waits again
        raise UnderWayError(what) from None
