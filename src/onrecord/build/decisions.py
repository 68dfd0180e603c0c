"""Decisions of people: written at once, then worked in by relating anew what was found before (`working_in`)."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.build.steps import using_outlets
from onrecord.build.wanted import Wanted, decision_from
from onrecord.build.watch import Progress
from onrecord.build.working_in import relate_anew
from onrecord.errors import OnrecordError, UsageError

if TYPE_CHECKING:
    from onrecord.decisions import Clash, Contradiction, Merged, Verdict
    from onrecord.model import Decision, Story
    from onrecord.record import Writer

PathLike = str | Path


class ContradictionError(OnrecordError):
    """A decision that contradicts one that stands: nothing was written.

    Attributes:
        contradictions: What contradicts what.
        standing: The decisions that stand and are contradicted.
    """

    def __init__(self, message: str, contradictions: tuple[Contradiction, ...], standing: tuple[Decision, ...]) -> None:
        super().__init__(message)
        self.contradictions = contradictions
        self.standing = standing


def decide(
    path: PathLike,
    what: str,
    on: Sequence[str],
    to: str = "",
    *,
    by: str | None = None,
    why: str = "",
    at: str | None = None,
    instead: bool = False,
    relate: bool = True,
    story: Story | None = None,
) -> Decision:
    """Correct a record: write a decision to it, and work it in.

    Args:
        path: The record's file.
        what: `same`, `not-same`, `speaker`, `not-a-statement`, `date`, `copied`, `not-copied`, `wire` or `note`.
        on: What it is about: ids of claims, statements, entities or reports, beginnings of ids that no other has, names
            of persons and outlets. `same` and `not-same` take two or more claims and statements, or two or more names;
            `copied` the origin and then the copy; `date` a report, a statement (when it was said), or a statement and
            the words in it that say when (`["s-1f", "on Friday"]`).
        to: The speaker's name or id (`nobody` where it is only known who did not say it), the date in EDTF, the words
            of a note; '' for the others.
        by: Who decides; None is the environment's ONRECORD_BY, else the name of who is logged in.
        why: Why, in words.
        at: When, ISO 8601 in UTC; None is now.
        instead: Take back the decisions that it contradicts.
        relate: Work it in at once. If not, it waits, and `work_in` works in all that wait.
        story: What the record holds, where that was read before; None reads it.

    Returns:
        The decision. One that says what one in force says already is not written twice: that one is returned.

    Raises:
        UsageError: What it is about is not there or not of that kind, or the date is none.
        ContradictionError: It contradicts one that stands, and `instead` is not set.
        RecordError: The file is not a record, or another process is writing it.

    Example:
        ```python
        onrecord.decide("story.db", "not-same", ["c-1f0e", "c-77ab"], why="two different ferries")
        ```
    """
    wanted = [Wanted(what=what, on=on, to=to, why=why)]
    (made,) = decide_many(path, wanted, by=by, at=at, instead=instead, relate=relate, story=story)
    return made


def decide_many(
    path: PathLike,
    wanted: Iterable[Wanted],
    *,
    by: str | None = None,
    at: str | None = None,
    instead: bool = False,
    relate: bool = True,
    progress: Progress | None = None,
    story: Story | None = None,
) -> tuple[Decision, ...]:
    """Write several decisions to a record, all or none, and work them in together: see `decide`."""
    path, who, when = Path(path), author(by), at or now()
    with _writing(path, story) as (writer, story):
        with using_outlets(None, writer.meta()):
            made = [decision_from(story, one, who, when) for one in wanted]
        made = [_held(story, one) or one for one in made]
        new = [one for one in made if one.id not in {held.id for held in story.decisions}]
        writer.decide([*_taken_back(story, new, instead, who, when, path), *new])
        if relate:
            relate_anew(writer, progress)
    return tuple(made)


def undo(
    path: PathLike,
    decision: str,
    *,
    by: str | None = None,
    why: str = "",
    at: str | None = None,
    relate: bool = True,
    story: Story | None = None,
) -> Decision:
    """Take a decision back, and work that in. Taking back is a decision too: it can be taken back, and nothing is lost.

    Args:
        path: The record's file.
        decision: Its id, or the beginning of it that no other has.
        by: Who takes it back; None is as for `decide`.
        why: Why, in words.
        at: When, ISO 8601 in UTC; None is now.
        relate: Work it in at once.
        story: What the record holds, where that was read before; None reads it.

    Returns:
        The decision that takes it back.

    Raises:
        UsageError: There is no such decision, it is taken back already, or what it says would contradict another.
        RecordError: The file is not a record, or another process is writing it.
    """
    from onrecord.decisions import decision_of, standing

    path = Path(path)
    with _writing(path, story) as (writer, story):
        target = find_decision(story.decisions, decision)
        if target.id not in standing(story.decisions):
            raise UsageError(f"{target.id} is taken back already; see `onrecord decisions {path}`")
        made = decision_of(at=at or now(), by=author(by), what="undo", on=(target.id,), why=why)
        if target.what == "undo":  # what it took back holds again
            _refuse_contradictions(story, (*story.decisions, made), set(target.on), path)
        writer.decide([made])
        if relate:
            relate_anew(writer, None)
    return made


def import_decisions(
    path: PathLike,
    given: Iterable[Decision],
    *,
    settle: Callable[[Clash], Verdict] = lambda _: "open",
    by: str | None = None,
    at: str | None = None,
    relate: bool = True,
    progress: Progress | None = None,
) -> Merged:
    """Merge the decisions of somebody else into a record, and work them in.

    Importing the same twice changes nothing. A decision that contradicts one of ours is not guessed about: `settle`
    says whose stands; by default it stays open, which is: ours stands, theirs is not taken over.

    Args:
        path: The record's file.
        given: Their whole log: see `onrecord.formats.decisions.read_decisions`.
        settle: Is asked for each contradiction.
        by: Who merges; None is as for `decide`.
        at: When, ISO 8601 in UTC; None is now.
        relate: Work them in at once.
        progress: Who is told what is being done.

    Returns:
        What was new, and what is open.

    Raises:
        RecordError: The file is not a record, or another process is writing it.
    """
    from onrecord.decisions import Places, merge

    path = Path(path)
    with _writing(path) as (writer, story):
        places = Places(story.reports, (*story.statements, *story.struck), story.entities)
        merged = merge(story.decisions, given, places, settle, by=author(by), at=at or now())
        if writer.decide(merged.new) and relate:
            relate_anew(writer, progress)
    return merged


def author(by: str | None) -> str:
    """Return who decides: as given, else ONRECORD_BY, else the name of who is logged in."""
    given = by or os.environ.get("ONRECORD_BY", "")
    if given.strip():
        return " ".join(given.split())
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise UsageError("who decides is not known: say --by NAME, or set ONRECORD_BY") from None


def now() -> str:
    """Return the time as a decision keeps it.

    >>> len(now())
    20
    """
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def find_decision(decisions: Iterable[Decision], asked: str) -> Decision:
    """Return the decision of an id, or of the beginning of one.

    Raises:
        UsageError: There is none, or more than one.
    """
    found = [one for one in decisions if one.id.startswith(asked)]
    exact = [one for one in found if one.id == asked]
    if len(exact or found) != 1:
        raise UsageError(f"{'no decision' if not found else f'{len(found)} decisions'} of the id {asked!r}")
    return (exact or found)[0]


# ---------------------------------------------------------------- what stands already


def _held(story: Story, made: Decision) -> Decision | None:
    """Return the decision in force that says the same already."""
    from onrecord.decisions import in_force

    def content(one: Decision) -> tuple[object, ...]:
        anchors = one.anchors if one.what in ("speaker", "copied", "date") else tuple(sorted(one.anchors, key=repr))
        return one.what, one.to, anchors

    return next((one for one in in_force(story.decisions) if content(one) == content(made)), None)


def _taken_back(
    story: Story, new: Sequence[Decision], instead: bool, by: str, at: str, path: Path
) -> tuple[Decision, ...]:
    """Return the decisions that take back what new ones contradict.

    Raises:
        ContradictionError: There is something to take back, and `instead` is not set.
    """
    from onrecord.decisions import take_back

    keys = {one.id for one in new}
    back: list[Decision] = []
    while True:
        found = _contradicting(story, (*story.decisions, *back, *new), keys)
        if not found:
            return tuple(back)
        against = sorted({key for one in found for key in one.decisions} - keys)
        if not instead or not against:
            _refuse(story, found, keys, path)
        losing = [one for one in story.decisions if one.id in against]
        back.append(take_back(losing, new, by=by, at=at))


def _contradicting(story: Story, log: Sequence[Decision], keys: set[str]) -> tuple[Contradiction, ...]:
    from onrecord.decisions import Places, contradictions, in_force, placed

    places = Places(story.reports, (*story.statements, *story.struck), story.entities)
    found = contradictions(placed(in_force(log), places))
    return tuple(one for one in found if not keys.isdisjoint(one.decisions))


def _refuse_contradictions(story: Story, log: Sequence[Decision], keys: set[str], path: Path) -> None:
    found = _contradicting(story, log, keys)
    if found:
        _refuse(story, found, keys, path)


def _refuse(story: Story, found: tuple[Contradiction, ...], keys: set[str], path: Path) -> None:
    from onrecord.decisions import told

    by_id = {one.id: one for one in story.decisions}
    against = sorted({key for one in found for key in one.decisions if key in by_id} - keys)
    standing = tuple(by_id[key] for key in against)
    lines = [f"{one.because}: it contradicts " for one in found[:1]]
    listed = "; ".join(f"{one.id} ({told(one)})" for one in standing) or "another of those given with it"
    how = (
        f"; take that back first (onrecord decisions undo {path} {against[0]}), or say --instead"
        if against
        else "; give one of them"
    )
    raise ContradictionError(f"not written, {lines[0]}{listed}{how}", found, standing)


@contextmanager
def _writing(path: Path, story: Story | None = None) -> Iterator[tuple[Writer, Story]]:
    """Hold a finished record for writing, and give the story that it holds.

    Args:
        path: The record's file.
        story: What was read of it before: a decision points at words, so it holds for it whatever was added since.

    Raises:
        RecordError: The file is not a record, is unfinished, or another process is writing it.
    """
    from onrecord.record import Record, Writer

    with Record(path) as record:
        record.counts()  # says so if it is unfinished
    with Writer(path) as writer:
        with Record(path) as record:
            held = record.story() if story is None else replace(story, decisions=record.log())
        yield writer, held
