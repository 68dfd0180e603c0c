"""Promises that are new, those whose window or status is another, and those that are none any more."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.dates import bounds
from onrecord.model import Promise
from onrecord.record.changes.descent import Descent
from onrecord.record.changes.values import PromiseChange
from onrecord.record.overview import PromiseRow

_FIRST = ("reported broken", "revised", "reported kept", "due passed, nothing reported")
"""Statuses in the order in which a reader should hear of them; an open promise comes after these."""


def changed_promises(
    across: Descent, was: Iterable[PromiseRow], now: Iterable[PromiseRow]
) -> tuple[tuple[PromiseChange, ...], tuple[PromiseRow, ...]]:
    """Return the promises that are new or changed, those with news of their fate first, and those that are gone."""
    earlier = {row.claim: row for row in was}
    promises = {promise.claim: promise for promise in across.after.story.promises}
    before = {promise.claim: promise for promise in across.before.story.promises}
    claims = {claim.id: claim for claim in across.after.story.claims}
    found: list[PromiseChange] = []
    kept: set[str] = set()
    for row in now:
        promise = promises[row.claim]
        same = [one for one in across.claims[row.claim] if one in earlier]
        old = earlier[same[0]] if same else None
        kept.update(same)
        heard = set(before[same[0]].later) if same else set()
        later = across.after.voices(one for one in promise.later if one not in heard)
        if old is not None and (old.due, old.status) == (row.due, row.status):
            continue
        found.append(
            PromiseChange(
                now=row,
                was=old,
                made=across.after.voices(claims[row.claim].statements)[0],
                moved_to=_moved_to(promise, promises, across),
                later=later,
                because=promise.because,
            )
        )
    gone = tuple(row for row in earlier.values() if row.claim not in kept)
    return tuple(sorted(found, key=_weight)), gone


def _weight(change: PromiseChange) -> tuple[object, ...]:
    status = change.now.status
    last = bounds(change.now.due)[1]
    return (
        change.was is None,
        _FIRST.index(status) if status in _FIRST else len(_FIRST),
        last.isoformat() if last else "9999",
        change.now.claim,
    )


def _moved_to(promise: Promise, promises: dict[str, Promise], across: Descent) -> str | None:
    """Return the window that a later statement about a revised promise gives, where that is a promise too."""
    if promise.status != "revised":
        return None
    for statement in reversed(promise.later):
        later = promises.get(across.after.claim_of.get(statement, ""))
        if later is not None and later.claim != promise.claim and later.due != promise.due:
            return later.due
    return None
