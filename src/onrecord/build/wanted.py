"""From what a person says, ids and names as they were shown, to a decision with anchors that survive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.model import Anchor, AnchorKind, Decision, Story

NOBODY = "nobody"
"""The speaker to give where it is only known who did not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A decision that somebody wants to make."""

    what: str
    """One of `onrecord.decisions.WHATS`, but for `undo`."""
    on: Sequence[str]
    """What it is about, as `onrecord show --ids` has it: ids, beginnings of ids, names."""
    to: str = ""
    why: str = ""


def decision_from(story: Story, wanted: Wanted, by: str, at: str) -> Decision:
    """Return the decision that somebody wants to make, with the anchors of what it is about.

    Raises:
        UsageError: What it is about is not there, not of that kind or too little or much of it, or the date is none.
    """
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
    on, anchors, to = _targets(story, wanted.on, ("claim", "statement", "entity"), 1, None)
    if len(on) == 1:
        raise UsageError(f"{wanted.on[0]} is one thing; name two{_members(story, on[0])}")
    sorts = {anchor.kind == "entity" for anchor in anchors}
    if len(sorts) > 1:
        raise UsageError("claims and statements are the same as one another, and names as one another; these are mixed")
    places = {(anchor.report, anchor.span) for anchor in anchors}
    if len(places) < len(anchors):
        if sorts == {True}:
            raise UsageError(f"{' and '.join(wanted.on)} are one form of one name; name two forms, or two ids")
        raise UsageError(f"{' and '.join(wanted.on)} stand for one statement; name two{_members(story, on[0])}")
    return on, anchors, to


def _members(story: Story, claim: str) -> str:
    """Return the statements of a claim, to choose from; '' for what is none."""
    members = next((one.statements for one in story.claims if one.id == claim), ())
    if len(members) < 2:
        return ""
    said = {one.id: " ".join(one.text.split()) for one in story.statements}
    listed = "; ".join(f"{key} “{said[key][:_WORDS]}”" for key in members[:_LISTED])
    more = f"; and {len(members) - _LISTED} more" if len(members) > _LISTED else ""
    return f" of its statements to part it: {listed}{more}"


_LISTED = 8
"""Statements of a claim that are listed to choose from."""
_WORDS = 60
"""Code points of each."""


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
