"""Decisions of people: written at once, then worked in by relating anew what was found before.

Relating needs no language model: what each report says is kept. Only the date of a report changes what "on Friday"
means in it, so that this one report is analysed again.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.build.steps import load_analyser, make, using_outlets
from onrecord.build.watch import Progress, Watch
from onrecord.errors import OnrecordError, UsageError

if TYPE_CHECKING:
    from onrecord.decisions import Contradiction
    from onrecord.model import Anchor, AnchorKind, Decision, Story
    from onrecord.record import Record, Writer

PathLike = str | Path

NOBODY = "nobody"
"""The speaker to give where it is only known who did not say it."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A decision that somebody wants to make."""

    what: str
    """One of `onrecord.decisions.WHATS`, but for `undo`."""
    on: Sequence[str]
    """What it is about, as `onrecord show --ids` has it: ids, beginnings of ids, names."""
    to: str = ""
    why: str = ""


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
    (made,) = decide_many(path, wanted, by=by, at=at, instead=instead, relate=relate)
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
) -> tuple[Decision, ...]:
    """Write several decisions to a record, all or none, and work them in together: see `decide`."""
    from onrecord.record import Record, Writer

    path, who, when = Path(path), author(by), at or now()
    with Record(path) as record:
        record.counts()  # says so if it is unfinished
    with Writer(path) as writer:
        with Record(path) as record:
            story = record.story()
            outlets = record.meta()
        with using_outlets(None, outlets):
            made = [_decision(story, one, who, when) for one in wanted]
        made = [_held(story, one) or one for one in made]
        new = [one for one in made if one.id not in {held.id for held in story.decisions}]
        writer.decide([*_taken_back(story, new, instead, who, when), *new])
        if relate:
            _work_in(writer, progress)
    return tuple(made)


def undo(
    path: PathLike,
    decision: str,
    *,
    by: str | None = None,
    why: str = "",
    at: str | None = None,
    relate: bool = True,
) -> Decision:
    """Take a decision back, and work that in. Taking back is a decision too: it can be taken back, and nothing is lost.

    Args:
        path: The record's file.
        decision: Its id, or the beginning of it that no other has.
        by: Who takes it back; None is as for `decide`.
        why: Why, in words.
        at: When, ISO 8601 in UTC; None is now.
        relate: Work it in at once.

    Returns:
        The decision that takes it back.

    Raises:
        UsageError: There is no such decision, it is taken back already, or what it says would contradict another.
        RecordError: The file is not a record, or another process is writing it.
    """
    from onrecord.decisions import decision_of, standing
    from onrecord.record import Record, Writer

    path = Path(path)
    with Record(path) as record:
        record.counts()
    with Writer(path) as writer:
        with Record(path) as record:
            story = record.story()
        target = find_decision(story.decisions, decision)
        if target.id not in standing(story.decisions):
            raise UsageError(f"{target.id} is taken back already; see `onrecord decisions {path}`")
        made = decision_of(at=at or now(), by=author(by), what="undo", on=(target.id,), why=why)
        if target.what == "undo":  # what it took back holds again
            _refuse_contradictions(story, (*story.decisions, made), set(target.on))
        writer.decide([made])
        if relate:
            _work_in(writer, None)
    return made


def work_in(path: PathLike, *, progress: Progress | None = None) -> Record:
    """Relate a record anew with all its decisions, from what was found in its reports before.

    Args:
        path: The record's file.
        progress: Who is told what is being done.

    Returns:
        The record, open for reading; no decision is pending.

    Raises:
        UsageError: There is no such file.
        RecordError: The file is not a record, is unfinished, or another process is writing it.
        ModelError: A report was given another date, and the language model is not installed.
    """
    from onrecord.record import Record, Writer

    path = Path(path)
    with Record(path) as record:
        record.counts()
    with Writer(path) as writer:
        _work_in(writer, progress)
    return Record(path)


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


# ---------------------------------------------------------------- what is wanted, as a decision


def _decision(story: Story, wanted: Wanted, by: str, at: str) -> Decision:
    from onrecord.decisions import WHATS, decision_of

    if wanted.what not in _MAKING:
        known = ", ".join(sorted(set(WHATS) - {"undo"}))
        raise UsageError(f"{wanted.what!r} cannot be decided; what can: {known}")
    on, anchors, to = _MAKING[wanted.what](story, wanted)
    return decision_of(at=at, by=by, what=wanted.what, on=on, to=to, why=" ".join(wanted.why.split()), anchors=anchors)


Made = tuple[tuple[str, ...], tuple["Anchor", ...], str]


def _targets(story: Story, asked: Sequence[str], kinds: Sequence[AnchorKind], least: int, most: int | None) -> Made:
    from onrecord.record import find_target

    if len(asked) < least or (most is not None and len(asked) > most):
        wanted = f"{least}" if least == most else f"{least} or more" if most is None else f"{least} to {most}"
        raise UsageError(f"{len(asked)} things were named ({' '.join(asked) or 'none'}); it takes {wanted}")
    found = [find_target(story, one, kinds) for one in asked]
    return tuple(one.id for one in found), tuple(one.anchor for one in found), ""


def _pair(story: Story, wanted: Wanted) -> Made:
    """Claims and statements, or names: two or more, all of one sort and each another."""
    on, anchors, to = _targets(story, wanted.on, ("claim", "statement", "entity"), 2, None)
    sorts = {anchor.kind == "entity" for anchor in anchors}
    if len(sorts) > 1:
        raise UsageError("claims and statements are the same as one another, and names as one another; these are mixed")
    places = {(anchor.report, anchor.span) for anchor in anchors}
    if len(places) < len(anchors):
        if sorts == {True}:
            raise UsageError(f"{' and '.join(wanted.on)} are one form of one name; name two forms, or two ids")
        raise UsageError(
            f"{' and '.join(wanted.on)} stand for one statement; to part a claim, name two of its statements"
        )
    return on, anchors, to


def _speaker(story: Story, wanted: Wanted) -> Made:
    on, anchors, _ = _targets(story, wanted.on, ("statement",), 1, 1)
    if not wanted.to:
        raise UsageError(f"say who the speaker is: a name, an id, or {NOBODY!r}")
    if wanted.to.casefold() == NOBODY:
        return on, anchors, NOBODY
    (speaker,), (named,), _ = _targets(story, [wanted.to], ("entity",), 1, 1)
    name = next(one.name for one in story.entities if one.id == speaker)
    return (*on, speaker), (*anchors, named), name


def _strike(story: Story, wanted: Wanted) -> Made:
    return _targets(story, wanted.on, ("statement",), 1, 1)


def _date(story: Story, wanted: Wanted) -> Made:
    from onrecord.dates import bounds
    from onrecord.record import find_time

    day = wanted.to.strip()
    if bounds(day) == (None, None):
        raise UsageError(f"{wanted.to!r} is no date: write it as 2031-05-02, 2031-05 or 2031-05-02/2031-05-04")
    if len(wanted.on) > 1:
        statement, *words = wanted.on
        (key,), _, _ = _targets(story, [statement], ("statement",), 1, 1)
        return (key,), (find_time(story, key, " ".join(words)),), day
    on, anchors, _ = _targets(story, wanted.on, ("report", "statement"), 1, 1)
    return on, anchors, day


def _copied(story: Story, wanted: Wanted) -> Made:
    on, anchors, to = _targets(story, wanted.on, ("report",), 2, 2)
    if on[0] == on[1]:
        raise UsageError(f"{on[0]} is one report; name two")
    return on, anchors, to


def _wire(story: Story, wanted: Wanted) -> Made:
    return _targets(story, [" ".join(wanted.on)] if wanted.on else [], ("outlet",), 1, 1)


def _note(story: Story, wanted: Wanted) -> Made:
    if not wanted.to.strip():
        raise UsageError("a note has words")
    on, anchors, _ = _targets(story, wanted.on, ("claim", "statement", "entity", "report"), 1, None)
    return on, anchors, " ".join(wanted.to.split())


_MAKING: dict[str, Callable[[Story, Wanted], Made]] = {
    "same": _pair,
    "not-same": _pair,
    "speaker": _speaker,
    "not-a-statement": _strike,
    "date": _date,
    "copied": _copied,
    "not-copied": _copied,
    "wire": _wire,
    "note": _note,
}


# ---------------------------------------------------------------- what stands already


def _held(story: Story, made: Decision) -> Decision | None:
    """Return the decision in force that says the same already."""
    from onrecord.decisions import in_force

    def content(one: Decision) -> tuple[object, ...]:
        anchors = one.anchors if one.what in ("speaker", "copied", "date") else tuple(sorted(one.anchors, key=repr))
        return one.what, one.to, anchors

    return next((one for one in in_force(story.decisions) if content(one) == content(made)), None)


def _taken_back(story: Story, new: Sequence[Decision], instead: bool, by: str, at: str) -> tuple[Decision, ...]:
    """Return the decisions that take back what new ones contradict.

    Raises:
        ContradictionError: There is something to take back, and `instead` is not set.
    """
    from onrecord.decisions import decision_of

    keys = {one.id for one in new}
    back: list[Decision] = []
    while True:
        found = _contradicting(story, (*story.decisions, *back, *new), keys)
        if not found:
            return tuple(back)
        against = sorted({key for one in found for key in one.decisions} - keys)
        if not instead or not against:
            _refuse(story, found, keys)
        why = f"in favour of {', '.join(sorted({key for one in found for key in one.decisions} & keys))}"
        # Of a chain of several, all would be too much to take back and none is the one to choose: the last made goes.
        last = max((one for one in story.decisions if one.id in against), key=lambda one: (one.at, one.id))
        back.append(decision_of(at=at, by=by, what="undo", on=(last.id,), why=why))


def _contradicting(story: Story, log: Sequence[Decision], keys: set[str]) -> tuple[Contradiction, ...]:
    from onrecord.decisions import Places, contradictions, in_force, placed

    places = Places(story.reports, (*story.statements, *story.struck), story.entities)
    found = contradictions(placed(in_force(log), places))
    return tuple(one for one in found if not keys.isdisjoint(one.decisions))


def _refuse_contradictions(story: Story, log: Sequence[Decision], keys: set[str]) -> None:
    found = _contradicting(story, log, keys)
    if found:
        _refuse(story, found, keys)


def _refuse(story: Story, found: tuple[Contradiction, ...], keys: set[str]) -> None:
    from onrecord.decisions import told

    by_id = {one.id: one for one in story.decisions}
    against = sorted({key for one in found for key in one.decisions if key in by_id} - keys)
    standing = tuple(by_id[key] for key in against)
    lines = [f"{one.because}: it contradicts " for one in found[:1]]
    listed = "; ".join(f"{one.id} ({told(one)})" for one in standing) or "another of those given with it"
    how = (
        f"; take that back first (onrecord decisions undo RECORD {against[0]}), or say --instead"
        if against
        else "; give one of them"
    )
    raise ContradictionError(f"not written, {lines[0]}{listed}{how}", found, standing)


# ---------------------------------------------------------------- working in


def _work_in(writer: Writer, progress: Progress | None) -> None:
    """Relate anew what a record holds, with all its decisions."""
    from onrecord.record import Record
    from onrecord.relating import decided_days, relate

    with Record(writer.path) as record:
        whole, meta = record.story(), record.meta()
        decisions = writer.decisions()
        as_read, rejected = record.as_read(), record.rejected()
        analyses, keys = record.analyses(), record.analysis_keys()
        not_analysed = record.not_analysed()
    watch = Watch(progress)
    with using_outlets(None, meta) as own:
        days = {key: day for key, (day, _) in decided_days(decisions, whole.reports).items()}
        if days != decided_before(whole):
            analyser = load_analyser(meta.get("model") or None, watch)
            make(writer, tuple(as_read.values()), rejected, analyser, meta.get("model") or None, watch, own)
            return
        from onrecord.model import Analysis

        with watch.step("relating", None) as note:
            story = relate(
                whole.reports,
                {report.id: analyses.get(report.id, Analysis()) for report in whole.reports},
                duplicates=whole.duplicates,
                rejected=whole.rejected,
                decisions=decisions,
            )
            note(f"{len(story.statements)} statements, {len(story.entities)} entities, {len(story.claims)} claims")
        with watch.step("record", None) as note:
            writer.replace(
                story,
                as_read=as_read,
                analysis_keys=keys,
                keep=writer.keys(),
                not_analysed=not_analysed,
                meta={key: value for key, value in meta.items() if key != "state"},
            )
            note(str(writer.path))


def decided_before(story: Story) -> dict[str, str]:
    """Return the days that people gave to reports and that a story was made with, by report id."""
    dating = {one.id: one for one in story.decisions if one.what == "date"}
    return {
        standing.on[0]: dating[standing.decision].to
        for standing in story.standings
        if standing.state == "applied"
        and standing.decision in dating
        and [anchor.kind for anchor in dating[standing.decision].anchors[:1]] == ["report"]
    }
