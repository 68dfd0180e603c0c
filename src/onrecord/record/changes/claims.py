"""Claims that are new, and claims that stand otherwise than before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest

from onrecord.dates import published_key
from onrecord.model import Claim
from onrecord.record.changes.descent import Descent
from onrecord.record.changes.values import ClaimChange
from onrecord.record.overview import ClaimRow
from onrecord.record.wording import called

_OF_A_PAIR = re.compile(r"s-\w+ and s-\w+: ")
"""How the reason begins for which two statements are one claim; every other is about channels or hearsay."""


def changed_claims(
    across: Descent, was: Mapping[str, ClaimRow], now: Iterable[ClaimRow], contested_before: frozenset[str]
) -> tuple[tuple[ClaimChange, ...], tuple[ClaimChange, ...]]:
    """Return the claims that are new, and those that stand otherwise.

    Args:
        across: Both stories.
        was: The rows of the earlier one's claims, by id.
        now: The rows of the later one's, the weightiest first.
        contested_before: The later claims in whose conflict nothing is new.

    Returns:
        New claims: those `listed` in the order of the rows, then one of each report in turn, so that no report hides
        what another brought. Of the others, first those that lost a channel, then those newly reached by a second one,
        then by new vouchers and channels.
    """
    claims = {claim.id: claim for claim in across.after.story.claims}
    earlier = {claim.id: claim for claim in across.before.story.claims}
    new: list[ClaimChange] = []
    changed: list[ClaimChange] = []
    for row in now:
        claim = claims[row.id]
        ancestors = [earlier[one] for one in across.claims[row.id]]
        if not ancestors:
            voices = across.after.voices(claim.statements)
            new.append(ClaimChange(now=row, was=None, contested=row.contested, voices=voices))
            continue
        change = _change(across, claim, ancestors, row, was, contested_before)
        if change.only_contested and not change.contested:
            continue
        changed.append(change)
    order = {row.now.id: number for number, row in enumerate(changed)}
    return _in_turn(new), tuple(sorted(changed, key=lambda one: (*_weight(one), order[one.now.id])))


def _in_turn(new: list[ClaimChange]) -> tuple[ClaimChange, ...]:
    by_report: dict[tuple[object, ...], list[ClaimChange]] = {}
    for one in new:
        if not one.now.listed and one.voices:
            by_report.setdefault((published_key(one.voices[0].day), one.voices[0].report), []).append(one)
    turns = zip_longest(*(by_report[report] for report in sorted(by_report)))
    alone = [one for turn in turns for one in turn if one is not None]
    return (*(one for one in new if one.now.listed), *alone)


def _weight(change: ClaimChange) -> tuple[object, ...]:
    return (
        not change.joined,
        not change.confirmed,
        -len(change.vouchers),
        -len(change.channels),
        not change.vouchers_lost,
        not change.with_it,
        -len(change.voices),
    )


def _change(
    across: Descent,
    claim: Claim,
    ancestors: list[Claim],
    row: ClaimRow,
    was: Mapping[str, ClaimRow],
    contested_before: frozenset[str],
) -> ClaimChange:
    first = ancestors[0]
    known = {statement for one in ancestors for statement in one.statements}
    had = {report for one in ancestors for report in one.reports}
    vouched = {voucher for one in ancestors for voucher in one.vouchers}
    goes_on = across.heirs[first.id][0]
    reports = across.after.reports
    new_channels = [channel for channel in claim.channels if had.isdisjoint(channel)]
    joined = _joined(claim, ancestors)
    kept = {old for voucher in claim.vouchers for old in across.entities[voucher]}
    # A capital that gave way to its country is vouched for still.
    kept |= {entity.id for entity in across.before.story.entities if entity.stands_for in kept}
    return ClaimChange(
        now=row,
        was=was[first.id],
        with_it=tuple(dict.fromkeys(across.before.claimed(one) for one in ancestors[1:])),
        parted_from=across.before.claimed(first) if goes_on != claim.id else "",
        vouchers=tuple(
            across.after.names[voucher]
            for voucher in claim.vouchers
            if voucher not in vouched and across.entities[voucher].isdisjoint(vouched)
        ),
        vouchers_lost=tuple(
            across.before.names[voucher]
            for voucher in first.vouchers
            if goes_on == claim.id and voucher not in kept and voucher not in claim.vouchers
        ),
        channels=tuple(tuple(called(reports[one]) for one in channel) for channel in new_channels),
        joined=tuple(tuple(called(reports[one]) for one in group) for group in joined),
        contested=row.contested and claim.id not in contested_before,
        voices=across.after.voices(one for one in claim.statements if one not in known),
        because=tuple(
            why for why in claim.because if joined and why not in first.because and not _OF_A_PAIR.match(why)
        ),
    )


def _joined(claim: Claim, ancestors: list[Claim]) -> list[list[str]]:
    """Return the reports that stand in one channel and stood in several of one earlier claim."""
    found = []
    for channel in claim.channels:
        for one in ancestors:
            parts = [[report for report in old if report in channel] for old in one.channels]
            parts = [part for part in parts if part]
            if len(parts) > 1:
                found.append([report for part in parts for report in part])
    return found
