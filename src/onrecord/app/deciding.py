"""A decision from a form or a program: written at once, worked in where it does not hold readers up.

A small record is related on a thread beside those that answer; a large one in a process of its own, so that readers
keep the processor. The record is held for as long as a decision or a story is written, not while it is related: who
decides meanwhile does not wait, and what comes while one is worked in is worked in together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

from onrecord.app.desk import SOON_SECONDS, State
from onrecord.app.view import Room
from onrecord.errors import RecordError, UsageError
from onrecord.model import Decision, DoubtKind
from onrecord.record import DecisionRow, QueueRow
from onrecord.record.decided import decision_rows, queue

HELD_SECONDS = 25.0
"""How long somebody who decides waits for what is being written: a story of some thousand reports takes ten."""
Made = TypeVar("Made")
ASKED: dict[DoubtKind, tuple[tuple[str, str], ...]] = {
    "claim": (("same", "The same"), ("not-same", "Not the same")),
    "person": (("same", "The same"), ("not-same", "Not the same")),
    "copy": (
        ("copied", "The second copied the first"),
        ("copied-back", "The first copied the second"),
        ("not-copied", "Neither copied the other"),
    ),
    "speaker": (("speaker", "It is this speaker"), ("not-a-statement", "Not a statement")),
}
"""For each kind of doubt, what settles it, and how that is said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision that is asked for."""

    what: str
    on: tuple[str, ...]
    to: str = ""
    by: str = ""
    why: str = ""
    instead: bool = False
    """Whether decisions that it contradicts are taken back."""


def write(room: Room, asked: Asked) -> Decision:
    """Write a decision, and have it worked in; where that is done soon, it is waited for.

    Raises:
        UsageError: It is none, or what it is about is not there.
        ContradictionError: It contradicts one that stands.
        RecordError: Another process is writing the record.
    """
    from onrecord.build.decisions import decide

    what, on = asked.what, asked.on
    if what == "copied-back":
        what, on = "copied", tuple(reversed(on))
    story = room.desk.now().story

    def written() -> Decision:
        return decide(
            room.desk.path,
            what,
            on,
            asked.to,
            by=asked.by or None,
            why=asked.why,
            instead=asked.instead,
            relate=False,
            story=story,
        )

    made = _when_free(room, written)
    _work_in(room)
    return made


def take_back(room: Room, decision: str, by: str, why: str) -> Decision:
    """Take a decision back, and have that worked in.

    Raises:
        UsageError: There is no such decision, or it is taken back already.
        RecordError: Another process is writing the record.
    """
    from onrecord.build.decisions import undo

    story = room.desk.now().story
    made = _when_free(room, lambda: undo(room.desk.path, decision, by=by or None, why=why, relate=False, story=story))
    _work_in(room)
    return made


def log_of(state: State) -> tuple[DecisionRow, ...]:
    """Return the decisions of a state, the newest first."""
    return state.once("decisions", lambda made: tuple(reversed(decision_rows(made.story))))


def queue_of(state: State, kind: str = "") -> tuple[QueueRow, ...]:
    """Return the links that the machine is least sure of, of a kind or of all.

    Raises:
        UsageError: There is no such kind.
    """
    if kind and kind not in ASKED:
        raise UsageError(f"a doubt is about one of: {', '.join(ASKED)}")
    rows = state.once("queue", lambda made: queue(made.story, None))
    return tuple(row for row in rows if not kind or row.kind == kind)


def _when_free(room: Room, write: Callable[[], Made]) -> Made:
    """Write, and wait for our own work where it is writing just now."""
    end = monotonic() + HELD_SECONDS
    while True:
        try:
            return write()
        except RecordError:
            if room.work.shown is None or monotonic() > end:
                raise
        sleep(0.2)


def _work_in(room: Room) -> None:
    done = room.work.do("Working decisions in", lambda: _relate(room), once="decisions")
    if room.desk.large:  # it takes longer than anybody would wait
        return
    try:
        done.result(SOON_SECONDS)
    except TimeoutError:
        return


def _relate(room: Room) -> None:
    if room.desk.large:
        room.desk.apart.do("working decisions in", relate_now, room.desk.path)
    else:
        relate_now(room.desk.path)


def relate_now(path: Path) -> None:
    """Relate a record anew with all its decisions."""
    from onrecord.build.working_in import work_in

    work_in(path).close()


def ids(given: Sequence[str]) -> tuple[str, ...]:
    """Return what a form names, each once, in its order: ids, names, or the addresses of claims in this app.

    >>> ids(["s-1", " http://127.0.0.1:8010/claims/c-77ab?quote=x ", "s-1"])
    ('s-1', 'c-77ab')
    """
    found = []
    for one in given:
        words = one.strip()
        if "/claims/" in words:
            words = words.rpartition("/claims/")[2].partition("?")[0].partition("#")[0]
        if words and words not in found:
            found.append(words)
    return tuple(found)
