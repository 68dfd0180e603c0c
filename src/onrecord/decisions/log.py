"""The log of decisions: it only grows. What is taken back is taken back by a decision of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from onrecord.model import Anchor, Decision, make_id

WHATS = {
    "same": "the same",
    "not-same": "not the same",
    "speaker": "the speaker is",
    "not-a-statement": "not a statement",
    "date": "the date is",
    "copied": "copied from it",
    "not-copied": "not copied",
    "wire": "a wire",
    "note": "note",
    "undo": "taken back",
}
"""What can be decided, and how it is told."""


def decision_of(
    *,
    at: str,
    by: str,
    what: str,
    on: Sequence[str],
    to: str = "",
    why: str = "",
    anchors: Sequence[Anchor] = (),
) -> Decision:
    """Return a decision with its id, which is made of all that the decision says.

    >>> one = decision_of(at="2031-03-06T10:00:00Z", by="Ada", what="note", on=("c-1",), to="seen")
    >>> one.id == decision_of(at="2031-03-06T10:00:00Z", by="Ada", what="note", on=("c-1",), to="seen").id
    True
    """
    content = [at, by, what, list(on), to, why, [_plain(anchor) for anchor in anchors]]
    return Decision(
        id=make_id("d", json.dumps(content, ensure_ascii=False, sort_keys=True)),
        at=at,
        by=by,
        what=what,
        on=tuple(on),
        to=to,
        why=why,
        anchors=tuple(anchors),
    )


def _plain(anchor: Anchor) -> dict[str, object]:
    """Return what an anchor has; what it has not is left out, so that a field that comes later changes no id."""
    return {key: value for key, value in asdict(anchor).items() if value not in ("", None)}


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that nobody took back, sorted by id, without those that take back.

    Taking back may be taken back in its turn: a decision is in force when no decision in force undoes it.

    >>> one = decision_of(at="2031-03-06T10:00:00Z", by="Ada", what="note", on=("c-1",), to="seen")
    >>> back = decision_of(at="2031-03-06T11:00:00Z", by="Ada", what="undo", on=(one.id,))
    >>> again = decision_of(at="2031-03-06T12:00:00Z", by="Ada", what="undo", on=(back.id,))
    >>> in_force([one, back]), in_force([again, back, one]) == (one,)
    ((), True)
    """
    log = {decision.id: decision for decision in decisions}
    return tuple(log[key] for key in sorted(standing(log.values())) if log[key].what != "undo")


def decided_by(decision: Decision) -> str:
    """Return who decided, when and why, as it is shown beside what came of it.

    >>> decided_by(Decision(id="d-1", at="2031-03-06T10:00:00Z", by="Ada", what="same", on=(), why="one remark"))
    'decided by Ada on 2031-03-06: one remark'
    """
    said = f"decided by {decision.by} on {decision.at.partition('T')[0]}"
    return f"{said}: {decision.why}" if decision.why else said


def standing(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the ids of all decisions that nobody took back, those that take back among them."""
    log = {decision.id: decision for decision in decisions}
    undoing = _undoing(log.values())
    holds: dict[str, bool] = {}

    def stands(key: str, above: frozenset[str]) -> bool:
        # An id is made of what a decision says, so that nothing can undo itself or what comes after it; a file that
        # was written by hand may say so all the same, and then what it undoes does not hold.
        if key in above:
            return True
        if key not in holds:
            holds[key] = not any(stands(one, above | {key}) for one in undoing.get(key, ()))
        return holds[key]

    return frozenset(key for key in sorted(log) if stands(key, frozenset()))


def _undoing(decisions: Iterable[Decision]) -> dict[str, list[str]]:
    undoing: dict[str, list[str]] = {}
    for decision in decisions:
        if decision.what == "undo":
            for undone in decision.on:
                undoing.setdefault(undone, []).append(decision.id)
    return undoing


def told(decision: Decision) -> str:
    """Return a decision in a line: what, on what, who, when and why. Of a name its form, for ids of entities change.

    >>> one = decision_of(at="2031-03-06T10:00:00Z", by="Ada", what="same", on=("c-1", "c-2"), why="one remark")
    >>> told(one)
    'the same: c-1, c-2; decided by Ada on 2031-03-06: one remark'
    """
    on = decision.on[:1] if decision.what == "speaker" else decision.on
    if len(decision.anchors) == len(decision.on):
        # Two forms of one name have one id: "not the same: e-1, e-1" would say nothing.
        pairs = zip(on, decision.anchors, strict=False)
        on = tuple(f"“{anchor.quote}”" if anchor.kind == "entity" else one for one, anchor in pairs)
    to = f" → {decision.to}" if decision.to else ""
    return f"{WHATS.get(decision.what, decision.what)}: {', '.join(on)}{to}; {decided_by(decision)}"
