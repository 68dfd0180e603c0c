"""The record as the app holds it: read once, kept until the file changes, and as of a day where one is asked for.

Reading a record of thousands of reports takes seconds, so a story is held in memory until another commit changes it:
SQLite's `data_version` tells one connection of every commit by another (https://sqlite.org/pragma.html), and the file's
number on its disk tells of a file put in its place. A story as of a day is related anew, on one thread that all such
work waits for, and the few that were asked for last are kept. A large record is read and related in another process:
see `apart`.
"""

from __future__ import annotations

import gc
import secrets
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from onrecord.app.addresses import Addresses, addressed
from onrecord.app.apart import LARGE_BYTES, Apart
from onrecord.app.index import Index
from onrecord.app.stories import Held, changed_since, held_now, held_on, packed_now, packed_on, unpack
from onrecord.errors import OnrecordError, UsageError
from onrecord.model import Decision, Story
from onrecord.pages.shelf import Shelf
from onrecord.record import decided_on

if TYPE_CHECKING:
    from onrecord.record import AsOf, Changes, Version

DAYS_KEPT = 6
"""Stories as of a day that are kept: an editor compares two or three; each takes as much memory as the record's."""
SOON_SECONDS = 1.5
"""How long a reader waits for work before being told that it is under way: a record of a hundred reports is related in
less."""
OF_DECISIONS = frozenset({"decisions", "queue"})
"""What is made of a state and changes with its decisions: see `State.once`."""
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
    version: Version
    """What the content of the record was known by when it was read."""
    today: date
    """The day on which it was read."""
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
        apart: Where large records are read and related.

    Raises:
        UsageError: There is no such file.
        RecordError: It is not a record.
    """

    def __init__(self, path: Path, today: Callable[[], date] = date.today, apart: Apart | None = None) -> None:
        self.path = path
        self.apart = apart or Apart()
        self._today = today
        self._lock = threading.Lock()
        self._born = secrets.token_hex(4)
        self._watching: sqlite3.Connection | None = None
        self._watched: tuple[int, int] | None = None
        self._openings = 0
        self._now: State | None = None
        self._now_mark = ""
        self._loading: Future[State] | None = None
        self._loading_mark = ""
        self._loading_since = 0.0
        self._days: OrderedDict[str, Future[State]] = OrderedDict()
        self._changes: OrderedDict[str, Future[Changes]] = OrderedDict()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="onrecord-relating")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="onrecord-reading")
        self._mark()

    def close(self) -> None:
        """Let go of the record; work that has not begun is given up, work in another process is ended."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        self._reader.shutdown(wait=False, cancel_futures=True)
        self.apart.close()
        with self._lock:
            if self._watching is not None:
                self._watching.close()
                self._watching = None

    @property
    def large(self) -> bool:
        """Whether the record is so large that it is read and related in another process."""
        return self.path.stat().st_size >= LARGE_BYTES

    def now(self) -> State:
        """Return the record as it stands.

        While a change is being read, readers get what it held before: see `changing`.

        Raises:
            RecordError: The record is unfinished or damaged.
            UsageError: The file is gone.
        """
        with self._lock:
            mark = self._mark()
            if self._now is not None and self._now_mark == mark:
                return self._now
            if self._loading is None or self._loading_mark != mark:
                self._loading, self._loading_mark = self._reader.submit(self._read, self._now), mark
                self._loading_since = time.monotonic()
            loading, before = self._loading, self._now
            left = max(0.0, self._loading_since + SOON_SECONDS - time.monotonic())
        try:
            state = loading.result(left if before is not None else None)
        except TimeoutError:
            assert before is not None  # noqa: S101  # without one there is no time limit
            return before
        except OnrecordError:
            # Another process is writing it, or has begun it anew: what it held is still true of what was there.
            with self._lock:
                self._loading = None
            if before is None:
                raise
            return before
        with self._lock:
            if self._loading is loading:
                if self._now is None or self._now.version.story != state.version.story:
                    self._days.clear()
                    self._changes.clear()
                self._now, self._now_mark, self._loading = state, self._loading_mark, None
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
        return _result(found, wait, f"The record as of {last} is being related{self._told}")

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
        return _result(found, wait, f"What is new since {last} is being worked out{self._told}")

    @property
    def changing(self) -> bool:
        """Whether a change of the record is being read, so that readers see what it held before."""
        return self._loading is not None

    @property
    def _told(self) -> str:
        """Return what is said of work on a large record, with a comma before it."""
        if not self.large:
            return ""
        return f", which takes minutes for so many reports and ends after {self.apart.limit / 60:.0f} at most"

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
        return f"{self._openings}-{version}-{self._today().isoformat()}"

    def _read(self, before: State | None) -> State:
        """Return the record as it stands; where less than the story has changed, what was read before stays."""
        from onrecord.record import Record

        today = self._today()
        if before is not None and before.today == today:
            with Record(self.path) as record:
                version = record.version()
                if version == before.version:
                    return before
                if version.story == before.version.story:
                    return _decided(before, self._stamp(version), version, record.log())
        if before is None or not self.large:  # there is nobody yet whom it would hold up
            held = held_now(self.path, today)
        else:
            held = unpack(self.apart.do("reading the record", packed_now, self.path, today, giving_way=False))
        state = _state(self._stamp(held.version), held, today)
        if self.large:
            _settle()
        return state

    def _stamp(self, version: Version) -> str:
        return f"{self._born}-{version.story}-{version.decisions}-{self._today().isoformat()}"

    def _seen(self, day: str, now: State) -> State:
        if self.large:
            held = unpack(self.apart.do(f"relating the record as of {day}", packed_on, self.path, day))
        else:
            held = held_on(self.path, day)
        return _state(f"{now.stamp}-{day}", held, now.today)

    def _changed(self, day: str) -> Changes:
        if self.large:
            return self.apart.do(f"working out what is new since {day}", changed_since, self.path, day)
        return changed_since(self.path, day)


def _state(stamp: str, held: Held, today: date) -> State:
    links = addressed(held.as_of.day if held.as_of else None)
    shelf = Shelf(held.story, links=links)
    return State(
        stamp,
        held.story,
        shelf,
        links(shelf),
        Index(shelf),
        held.meta,
        held.not_analysed,
        held.judged,
        held.version,
        today,
        held.as_of,
    )


def _decided(before: State, stamp: str, version: Version, decisions: tuple[Decision, ...]) -> State:
    """Return a state with another log of decisions, which are not worked in yet: all else is as it was."""
    story = replace(before.story, decisions=decisions)
    shelf = copy(before.shelf)
    object.__setattr__(shelf, "story", story)
    object.__setattr__(shelf, "decided", decided_on(story))
    made = {name: value for name, value in before._made.items() if name not in OF_DECISIONS}
    return replace(
        before, stamp=stamp, story=story, shelf=shelf, version=version, _made=made, _making=threading.RLock()
    )


def _settle() -> None:
    """Leave what was read alone when memory is looked through for what nobody holds: it is large, and it stays."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _result(found: Future[Value], wait: float | None, what: str) -> Value:
    try:
        return found.result(wait)
    except (TimeoutError, CancelledError):  # given up for newer questions: asked again, it waits again
        raise UnderWayError(what) from None
