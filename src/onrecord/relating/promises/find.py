"""Promises: claims about what is yet to come, by somebody who can be held to them, with the window they fall due in.

A promise needs words put to a speaker that bind him to a deed to come (`binding`). Its window is the time that goes
with the deed (`due`); what became of it is read from later statements about the same matter (`fates`). When they leave
it open, so does the status.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.dates import bounds, days
from onrecord.model import Claim, Entity, Promise, Report, Window
from onrecord.relating.facts import Facts, own_facts
from onrecord.relating.promises.binding import Bound, binds
from onrecord.relating.promises.fates import fate_of, later_about
from onrecord.relating.promises.sameness import one_promise

_LONGEST = 100_000
"""Days: the width given to a window that is open on one side, so that a closed one counts as narrower."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What all promises of a story are looked up in."""

    reports: Mapping[str, Report]
    facts: Mapping[str, Facts]
    sharing: Mapping[str, Sequence[str]]
    today: date | None


def find_promises(
    reports: Mapping[str, Report],
    claims: Sequence[Claim],
    facts: Mapping[str, Facts],
    entities: Sequence[Entity],
    as_of: str | None = None,
) -> tuple[Promise, ...]:
    """Find the claims that bind somebody, and what is reported to have become of them.

    Args:
        reports: All reports of the story, by id.
        claims: All claims.
        facts: The facts of all statements, by statement id.
        entities: All entities; the labels of persons say which office they hold.
        as_of: The day (EDTF) for which the status holds: reports published after it are not looked at. None is the day
            of the newest report, so that the result depends on the reports alone.

    Returns:
        The promises, sorted by claim id. `later` holds the statements of later reports on the same matter, by date.
    """
    facts = own_facts(facts)
    people = {entity.id: entity for entity in entities}
    named = {(at.report, at.span): entity.id for entity in entities for at in entity.named}
    published = [one.published for one in facts.values() if one.published is not None]
    today = (bounds(as_of)[1] if as_of is not None else None) or max(published, default=None)
    sharing: dict[str, list[str]] = defaultdict(list)
    for statement, one in facts.items():
        for feature in one.weights:
            sharing[feature].append(statement)
    seen = _Seen(reports, facts, sharing, today)
    by_id = {claim.id: claim for claim in claims}
    binding: dict[str, list[Bound]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        said = (facts[s] for s in claim.statements if s in facts)
        out = (one for one in said if _is_out(reports[one.statement.report], today))
        judged = [binds(one, reports[one.statement.report], people, named) for one in out]
        bound = [one for one in judged if isinstance(one, Bound)]
        if bound:
            binding[claim.id] = bound
    groups = one_promise(binding)
    promises = [
        _promise([by_id[one] for one in group], [b for one in group for b in binding[one]], seen) for group in groups
    ]
    standing = {one: group[0] for group in groups for one in group}
    made_by = {said: standing.get(claim.id, claim.id) for claim in claims for said in claim.statements}
    return _chained(sorted(promises, key=lambda one: one.claim), made_by, facts)


def _is_out(report: Report, today: date | None) -> bool:
    """Return whether a report is known to have been published by a day."""
    last = bounds(report.published)[1] if report.published is not None else None
    return last is not None and today is not None and last <= today


def _promise(claims: Sequence[Claim], bound: Sequence[Bound], seen: _Seen) -> Promise:
    """Return the promise that claims make, the first of which stands for it."""
    claim = claims[0]
    inside = frozenset(statement for one in claims for statement in one.statements)
    dated = [b for b in bound if b.due.dated] or [b for b in bound if b.due.span is not None] or list(bound)
    due = _most(b.due.edtf for b in dated) if dated[0].due.dated else min(b.due.edtf for b in dated)
    speaker = _most(b.speaker for b in dated)
    said = [b.facts for b in bound]
    later = later_about(said, inside, seen.facts, seen.sharing, seen.today)
    also = [seen.facts[one] for one in sorted(inside) if one in seen.facts and seen.facts[one].forward]
    fate = fate_of(dated, also, due, later, seen.reports, seen.today)
    stating = sum(b.due.edtf == due for b in bound)
    share = f", as {stating} of {len(inside)} statements say" if len(inside) > 1 else ""
    ties = sorted({b.why for b in dated})
    # What another claim says of it is kept as a window, be it without a date: so it is found again from here.
    giving = [b for b in bound if b in dated or b.facts.id not in claim.statements]
    return Promise(
        claim=claim.id,
        speaker=speaker,
        due=due,
        status=fate.status,
        later=tuple(one.id for one in later),
        because=f"{'; '.join(ties)}; due {due}{share}; {fate.because}",
        hedged=all(b.hedged for b in dated),
        windows=(*_given(giving), *fate.moved),
        settled_by=fate.settled_by,
    )


def _given(bound: Sequence[Bound]) -> tuple[Window, ...]:
    """Return the windows that a claim gives, each by the first statement that gives it."""
    ordered = sorted(bound, key=lambda b: (b.facts.published or date.max, b.facts.id))
    first: dict[str, Window] = {}
    for b in ordered:
        first.setdefault(b.due.edtf, Window(due=b.due.edtf, statement=b.facts.id, span=b.due.span))
    return tuple(first.values())


def _chained(
    promises: Sequence[Promise], made_by: Mapping[str, str], facts: Mapping[str, Facts]
) -> tuple[Promise, ...]:
    """Return promises of which each that moves another also holds the windows that were given before.

    Args:
        promises: The promises.
        made_by: For each statement, the claim that stands for the promise that it is part of, or else its own claim.
        facts: All statements.
    """
    before: dict[str, list[Window]] = defaultdict(list)
    for promise in promises:
        own = {window.statement for window in promise.windows if made_by[window.statement] == promise.claim}
        for moving in {made_by[window.statement] for window in promise.windows} - {promise.claim}:
            before[moving] += [window for window in promise.windows if window.statement in own]

    def day(window: Window) -> tuple[date, str]:
        return facts[window.statement].published or date.max, window.statement

    return tuple(
        replace(promise, windows=tuple(sorted({*promise.windows, *before[promise.claim]}, key=day)))
        if promise.claim in before
        else promise
        for promise in promises
    )


def _most(values: Iterable[str]) -> str:
    """Return the most frequent value; of equally frequent dates the narrowest, then the first by name."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], days(value) or _LONGEST, value))
