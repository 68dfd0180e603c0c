"""The few changes that a reader should hear of first."""

from __future__ import annotations

from itertools import chain, zip_longest

from onrecord.record.changes.values import Change, Changes


def weightiest(changes: Changes, most: int) -> tuple[Change, ...]:
    """Return the changes to tell where there is room for few.

    What became of a promise, a value put otherwise, a new contradiction, a claim that lost or gained an independent
    channel, then new promises and new claims that more than one report has; the first of each kind before the second of
    any. The order is one of news value, and no measurement: what may make a reader's text wrong comes before what adds
    to it.
    """
    kinds: tuple[tuple[Change, ...], ...] = (
        tuple(one for one in changes.promises if one.was is not None),
        changes.revised,
        changes.disputed,
        tuple(one for one in changes.claims_changed if one.joined),
        tuple(one for one in changes.claims_changed if one.confirmed and not one.joined),
        tuple(one for one in changes.promises if one.was is None),
        tuple(one for one in changes.claims_new if one.now.shared),
    )
    return tuple(one for one in chain.from_iterable(zip_longest(*kinds)) if one is not None)[:most]
