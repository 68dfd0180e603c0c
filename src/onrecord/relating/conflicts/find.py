"""Conflicts: two claims that cannot both be right, or a later one that revises an earlier.

Three kinds are looked for: *number* (the same thing counted, ranges that do not meet), *date* (the same event on days
that do not meet) and *negation* (one says what the other denies, or its opposite). All must be told in nearly the same
words and be parted by that one thing alone (`disagreements`); only tallies of people, which a growing story tells in
ever new words, are matched by what they count (`tallies`).

A conflict is one pair of claims, and a tally is a chain: each new value is set against the last one before it that it
cannot agree with, never against all, so that five tolls make four conflicts and not ten. Rather three certain conflicts
than ten doubtful ones: what may be two events, a part of a count, or two roundings of one count is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Claim, Conflict, ConflictKind, Entity, Report, Slot, Span, make_id
from onrecord.relating.claims.candidates import candidate_pairs
from onrecord.relating.claims.pairs import contradictions, in_words, reasons_of
from onrecord.relating.conflicts.disagreements import Disagreement, disagreement, value_of
from onrecord.relating.conflicts.tallies import Places, places_of, tally_pairs
from onrecord.relating.counts import is_toll
from onrecord.relating.facts import Facts, own_facts
from onrecord.relating.words import words


@dataclass(frozen=True, slots=True)
class _Side:
    """What one claim puts, and where."""

    claim: Claim
    facts: Facts
    span: Span
    value: str


def find_conflicts(
    reports: Mapping[str, Report],
    claims: Sequence[Claim],
    facts: Mapping[str, Facts],
    entities: Sequence[Entity],
) -> tuple[Conflict, ...]:
    """Find the claims of a story that cannot both be right.

    Args:
        reports: All reports of the story, by id.
        claims: All claims.
        facts: The facts of all statements, by statement id.
        entities: All entities.

    Returns:
        The conflicts, sorted by id; at most one for two claims. The claim reported first comes first. `revision` is
        true when the later one comes from the same speaker or the same outlet, or is a higher toll in a later report.
    """
    facts = own_facts(facts)
    claim_of = {statement: claim for claim in claims for statement in claim.statements}
    found: dict[tuple[str, str], Conflict] = {}
    told: set[tuple[str, ...]] = set()
    for kind, one, other, why in (
        *_tally_conflicts(reports, facts, entities, claim_of),
        *_alike_conflicts(facts, claim_of, places_of(entities), {entity.id: entity.name for entity in entities}),
    ):
        first, second = sorted((one, other), key=lambda side: _order(side, reports))
        pair = (min(first.claim.id, second.claim.id), max(first.claim.id, second.claim.id))
        # Two sentences that are not one claim may still put the same two values: once is enough.
        values = (kind, *sorted((first.value, second.value)), *_matter(first, second, kind))
        if pair in found or values in told:
            continue
        told.add(values)
        found[pair] = _conflict(kind, first, second, why, reports)
    return tuple(sorted(found.values(), key=lambda conflict: conflict.id))


def _tally_conflicts(
    reports: Mapping[str, Report],
    facts: Mapping[str, Facts],
    entities: Sequence[Entity],
    claim_of: Mapping[str, Claim],
) -> Iterator[tuple[ConflictKind, _Side, _Side, str]]:
    for a, mine, b, other in tally_pairs(facts, places_of(entities), lambda one: _moment(one, reports)[:10]):
        if claim_of[a.id].id != claim_of[b.id].id:
            one = _Side(claim_of[a.id], a, mine.span, value_of(mine))
            two = _Side(claim_of[b.id], b, other.span, value_of(other))
            yield "number", one, two, f"both count {mine.unit} ({mine.event}), of one event as far as they say"


def _alike_conflicts(
    facts: Mapping[str, Facts], claim_of: Mapping[str, Claim], places: Places, names: Mapping[str, str]
) -> Iterator[tuple[ConflictKind, _Side, _Side, str]]:
    """Yield the pairs told in nearly the same words and parted by one thing, the most alike first."""
    decided: list[tuple[Disagreement, Facts, Facts]] = []
    for one, other in candidate_pairs(facts):
        a, b = facts[one], facts[other]
        if claim_of[one].id != claim_of[other].id and (against := contradictions(a, b)):
            found = disagreement(a, b, against, places)
            if found is not None:
                decided.append((found, a, b))
    for found, a, b in sorted(decided, key=lambda d: (-d[0].likeness, d[1].id, d[2].id)):
        mine, other_put = found.puts
        why = "told alike: " + "; ".join(in_words(reasons_of(a, b), names)) + f"; likeness {found.likeness:.2f}"
        one_side = _Side(claim_of[a.id], a, mine.span, mine.value)
        yield found.kind, one_side, _Side(claim_of[b.id], b, other_put.span, other_put.value), why


def _conflict(kind: ConflictKind, first: _Side, second: _Side, why: str, reports: Mapping[str, Report]) -> Conflict:
    revision, how = _revision(kind, first, second, reports)
    return Conflict(
        id=make_id("x", kind, first.claim.id, second.claim.id),
        kind=kind,
        claims=(first.claim.id, second.claim.id),
        slots=(_slot(first, reports), _slot(second, reports)),
        revision=revision,
        because=f"{why}; {how}",
    )


def _slot(side: _Side, reports: Mapping[str, Report]) -> Slot:
    statement = side.facts.statement
    text = reports[statement.report].slice(side.span)
    return Slot(
        claim=side.claim.id,
        statement=statement.id,
        report=statement.report,
        span=side.span,
        text=text,
        value=side.value,
    )


def _revision(kind: str, first: _Side, second: _Side, reports: Mapping[str, Report]) -> tuple[bool, str]:
    """Return whether the second revises the first, and how that is known."""
    earlier, later = _moment(first.facts, reports), _moment(second.facts, reports)
    if first.facts.outlet != second.facts.outlet:  # The clocks of two outlets' pages are not compared, their days are.
        earlier, later = earlier[:10], later[:10]
    if not earlier or not later or later <= earlier:
        return False, "neither is known to be the later: a disagreement"
    if first.facts.speaker is not None and first.facts.speaker == second.facts.speaker:
        return True, "the same speaker put it otherwise later: a revision"
    if first.facts.outlet == second.facts.outlet and not (first.facts.attributed or second.facts.attributed):
        return True, "the same outlet put it otherwise later: a revision"
    rising = kind == "number" and _low(second.value) > _low(first.value)
    if rising and _of_people(first, second):
        return True, "a later report gives the higher count: a revision"
    return False, "put by different sources: a disagreement"


def _of_people(first: _Side, second: _Side) -> bool:
    """Return whether both numbers count people, whose tolls only grow while a story does."""
    sides = ((side, t) for side in (first, second) for t in side.facts.tallies if t.span == side.span)
    grades = frozenset(words().grades.values())
    return all(is_toll(t) or t.event in grades for _, t in sides)


def _matter(first: _Side, second: _Side, kind: str) -> tuple[str, ...]:
    """Return what two values are about, so that the same two are told once for it."""
    if kind == "number":
        keys = [t.key for side in (first, second) for t in side.facts.tallies if t.span == side.span]
        return min(keys)
    return (first.facts.event, second.facts.event, first.claim.id, second.claim.id)


def _order(side: _Side, reports: Mapping[str, Report]) -> tuple[str, float, int, str]:
    return _moment(side.facts, reports)[:10] or "9999", _low(side.value), side.span[0], side.facts.id


def _moment(facts: Facts, reports: Mapping[str, Report]) -> str:
    """Return when a statement was published, '' where several days are open: nothing says which of two is later."""
    published = reports[facts.statement.report].published or ""
    return "" if "/" in published else published


def _low(value: str) -> float:
    """Return the lower bound of a range, 0 for one without and for what is no range."""
    low = value.partition("..")[0]
    return float(low) if low.replace(".", "", 1).replace("e+", "").isdigit() else 0.0
