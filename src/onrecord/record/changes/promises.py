"""Promises that are new, those whose window or status is another, and those that are none any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from onrecord.dates import bounds
from onrecord.model import Promise
from onrecord.record.changes.descent import Descent
from onrecord.record.changes.values import PromiseChange
from onrecord.record.promises import Promised

_FIRST = ("reported broken", "revised", "reported kept", "due passed, nothing reported")
"""Statuses in the order in which a reader should hear of them; an open promise comes after these."""


def changed_promises(
    across: Descent, was: Iterable[Promised], now: Iterable[Promised]
) -> tuple[tuple[PromiseChange, ...], tuple[Promised, ...]]:
    """Return the promises that are new or changed, those with news of their fate first, and those that are gone."""
    left = list(was)
    promises = {_key(promise): promise for promise in across.after.story.promises}
    heard = {said for promise in across.before.story.promises for said in promise.later}
    claims = {claim.id: claim for claim in across.after.story.claims}
    found: list[PromiseChange] = []
    for row in now:
        promise = promises[_key(row)]
        old = _earlier(row, [one for one in left if one.claim in across.claims[row.claim]])
        if old is not None:
            left.remove(old)
            if (old.due, old.status) == (row.due, row.status):
                continue
        found.append(
            PromiseChange(
                now=row,
                was=old,
                made=across.after.voices(claims[row.claim].statements)[0],
                moved_to=_moved_to(promise, across),
                later=across.after.voices(one for one in promise.later if old is None or one not in heard),
                because=promise.because,
            )
        )
    return tuple(sorted(found, key=_weight)), tuple(left)


def _key(promise: Promise | Promised) -> tuple[str, str, str]:
    return promise.claim, promise.due, promise.status


def _earlier(row: Promised, candidates: list[Promised]) -> Promised | None:
    """Return what a promise was: of several on one claim the one that is most like it."""
    return min(candidates, key=lambda one: (one.due != row.due, one.status != row.status), default=None)


def _weight(change: PromiseChange) -> tuple[object, ...]:
    status = change.now.status
    last = bounds(change.now.due)[1]
    return (
        change.was is None,
        _FIRST.index(status) if status in _FIRST else len(_FIRST),
        last or date.max,
        change.now.claim,
    )


def _moved_to(promise: Promise, across: Descent) -> str | None:
    """Return the window that a later statement about a revised promise gives, where that is a promise too."""
    if promise.status != "revised":
        return None
    for statement in reversed(promise.later):
        claim = across.after.claim_of.get(statement)
        for later in across.after.story.promises:
            if later.claim == claim != promise.claim and later.due != promise.due:
                return later.due
    return None
