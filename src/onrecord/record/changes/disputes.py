"""Conflicts that were not there before, revisions in a row, and conflicts that are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.model import Conflict, Slot
from onrecord.record.changes.descent import Descent, Side
from onrecord.record.changes.values import Dispute, Gone, Step

ONE_CLAIM = "both are one claim now"
OTHER_PAIRS = "both are held against other values now"
NO_LONGER = "no longer found to contradict"


def new_and_gone(across: Descent) -> tuple[list[Conflict], list[Conflict]]:
    """Return the conflicts of the later story that are new, and those of the earlier one that are gone.

    One pair of claims stands for a conflict, and in a growing story another pair may come to stand for it. So those
    between the same claims are the same, and of what is left those that put the same two values. A disagreement that
    turns out to be a revision is new: that is the news.
    """
    old = list(across.before.story.conflicts)
    found = list(across.after.story.conflicts)
    for alike in (_same_claims, _same_values):
        for conflict in tuple(found):
            same = next((one for one in old if alike(across, one, conflict)), None)
            if same is not None:
                old.remove(same)
                if same.revision or not conflict.revision:
                    found.remove(conflict)
    return found, old


def disputes(across: Descent, new: Sequence[Conflict]) -> tuple[tuple[Dispute, ...], tuple[Dispute, ...]]:
    """Return new conflicts as rows of revisions, and as contradictions; what more reports carry comes first."""
    rows = [
        Dispute(
            kind=row[0].kind,
            revision=True,
            steps=_steps(across.after, [row[0].slots[0], *(one.slots[1] for one in row)]),
            because=row[-1].because,
        )
        for row in _rows([one for one in new if one.revision])
    ]
    pairs = [
        Dispute(kind=one.kind, revision=False, steps=_steps(across.after, one.slots), because=one.because)
        for one in new
        if not one.revision
    ]
    reports = {claim.id: len(claim.reports) for claim in across.after.story.claims}

    def weight(dispute: Dispute) -> tuple[object, ...]:
        claims = [across.after.claim_of[step.voice.statement] for step in dispute.steps]
        return (
            -len(dispute.steps),
            -sum(reports[one] for one in claims),
            [step.voice.statement for step in dispute.steps],
        )

    return tuple(sorted(rows, key=weight)), tuple(sorted(pairs, key=weight))


def gone(across: Descent, conflicts: Iterable[Conflict]) -> tuple[Gone, ...]:
    """Return conflicts of the earlier story as they stood, with what became of them."""
    values = {(one.kind, slot.value) for one in across.after.story.conflicts for slot in one.slots}

    def why(conflict: Conflict) -> str:
        heirs = [across.heirs[claim][:1] for claim in conflict.claims]
        if heirs[0] == heirs[1]:
            return ONE_CLAIM
        still = all((conflict.kind, slot.value) in values for slot in conflict.slots)
        return OTHER_PAIRS if still else NO_LONGER

    return tuple(Gone(kind=one.kind, steps=_steps(across.before, one.slots), why=why(one)) for one in conflicts)


def _steps(side: Side, slots: Iterable[Slot]) -> tuple[Step, ...]:
    return tuple(Step(value=" ".join(slot.text.split()), voice=side.voice(slot.statement)) for slot in slots)


def _same_claims(across: Descent, old: Conflict, new: Conflict) -> bool:
    a, b = (across.claims[claim] for claim in new.claims)
    one, other = old.claims
    return old.kind == new.kind and ((one in a and other in b) or (one in b and other in a))


def _same_values(_: Descent, old: Conflict, new: Conflict) -> bool:
    return _values(old) == _values(new)


def _values(conflict: Conflict) -> tuple[str, ...]:
    return conflict.kind, *sorted(slot.value for slot in conflict.slots)


def _rows(revisions: Sequence[Conflict]) -> list[list[Conflict]]:
    """Return revisions one after another where the value that one comes to is the one that the next goes from.

    Where a value is revised to two others, or two to one, no row is told; each is left by itself.
    """
    starts, ends = Counter(map(_start, revisions)), Counter(map(_end, revisions))
    follows = {_start(one): one for one in revisions if starts[_start(one)] == 1 and ends[_start(one)] == 1}
    inner = {one.id for one in follows.values() if starts[_start(one)] == 1 and ends[_start(one)] == 1}
    rows = []
    for one in revisions:
        if one.id in inner:
            continue
        row = [one]
        while (later := follows.get(_end(row[-1]))) is not None and later not in row:
            row.append(later)
        rows.append(row)
    return rows


def _start(conflict: Conflict) -> tuple[str, str, str]:
    return conflict.kind, conflict.claims[0], conflict.slots[0].value


def _end(conflict: Conflict) -> tuple[str, str, str]:
    return conflict.kind, conflict.claims[1], conflict.slots[1].value
