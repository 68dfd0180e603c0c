"""The changes between two stories."""

from __future__ import annotations

from onrecord.model import Story
from onrecord.record.changes.claims import changed_claims
from onrecord.record.changes.descent import Descent, descent
from onrecord.record.changes.disputes import disputes, gone, new_and_gone
from onrecord.record.changes.promises import changed_promises
from onrecord.record.changes.values import Changes, DayChange, Named
from onrecord.record.overview import overview
from onrecord.record.wording import called


def changes(before: Story, after: Story) -> Changes:
    """Return what is otherwise in a later state of a story.

    Args:
        before: The earlier state.
        after: The later state; it should hold the reports of the earlier one.

    Returns:
        The changes, without any where both are equal.

    >>> changes(Story(), Story()) == Changes()
    True
    """
    across = descent(before, after)
    was, now = overview(before), overview(after)
    new, lost = new_and_gone(across)
    fresh = {conflict.id for conflict in new}
    stays = [conflict for conflict in after.conflicts if conflict.id not in fresh]
    standing = frozenset(claim for one in stays for claims in (one.claims, *one.further) for claim in claims)
    claims_new, claims_changed = changed_claims(across, {row.id: row for row in was.claims}, now.claims, standing)
    revised, disputed = disputes(across, new)
    promises, promises_gone = changed_promises(across, was.promises, now.promises)
    return Changes(
        reports_before=len(before.reports),
        reports=tuple(row for row in now.reports if row.id not in across.before.reports),
        promises=promises,
        promises_gone=promises_gone,
        revised=revised,
        disputed=disputed,
        disputes_gone=gone(across, lost),
        claims_changed=claims_changed,
        claims_new=claims_new,
        days=_days(across),
        named=_named(across),
    )


def _days(across: Descent) -> tuple[DayChange, ...]:
    known = {entry.date for entry in across.before.story.timeline}
    return tuple(
        DayChange(
            date=entry.date,
            text=entry.text,
            outlets=tuple(dict.fromkeys(called(across.after.reports[at.report]) for at in entry.evidence)),
        )
        for entry in across.after.story.timeline
        if entry.date not in known
    )


def _named(across: Descent) -> tuple[Named, ...]:
    rows = [
        Named(
            id=entity.id,
            name=entity.name,
            kind=entity.kind,
            reports=len({at.report for at in entity.mentions}),
        )
        for entity in across.after.story.entities
        if not across.entities[entity.id]
    ]
    return tuple(sorted(rows, key=lambda one: (-one.reports, one.name, one.id)))
