"""Conflicts: two claims that cannot both be right, or a later one that revises an earlier.

Three kinds are looked for: *number* (the same thing counted, ranges that do not meet), *date* (the same event on days
that do not meet) and *negation* (one says what the other denies, or its opposite). Most must be told in nearly the same
words and be parted by that one thing alone (`disagreements`). However told are tallies of people, matched by what they
count (`tallies`); a denial, which names its matter or stands behind it (`denials`); a measure of one thing
(`measures`); the day of what is done once (`plans`).

A conflict is one pair of claims, and a tally is a chain: each new value is set against the last one before it that it
cannot agree with, never against all, so that five tolls make four conflicts and not ten. Rather three certain conflicts
than ten doubtful ones: what may be two events, a part of a count, or two roundings of one count is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Claim, Conflict, ConflictKind, Entity, Report, Slot, Span, make_id
from onrecord.relating.claims.candidates import one_by_one
from onrecord.relating.claims.pairs import in_words, likeness, reasons_of
from onrecord.relating.claims.vetoes import LIKE_ENOUGH_TO_ALIGN
from onrecord.relating.conflicts.candidates import pairs_of_two_claims
from onrecord.relating.conflicts.denials import denial_pairs
from onrecord.relating.conflicts.disagreements import Disagreement, disagreement, parted_by, value_of
from onrecord.relating.conflicts.measures import measure_pairs
from onrecord.relating.conflicts.nested import Nested
from onrecord.relating.conflicts.plans import plan_pairs
from onrecord.relating.conflicts.tallies import Places, none_pairs, places_of, tally_pairs
from onrecord.relating.counts import is_toll
from onrecord.relating.digests import digests, numbers_of
from onrecord.relating.facts import Facts, own_facts
from onrecord.relating.kept import Kept, both, digest_of
from onrecord.relating.words import words


@dataclass(frozen=True, slots=True)
class _Side:
    """What one claim puts, and where."""

    claim: Claim
    facts: Facts
    span: Span
    value: str

    @property
    def key(self) -> str:
        """The value without its bound: "84" and "at least 84" stand on one side."""
        return self.value.partition("..")[0] or self.value


def find_conflicts(
    reports: Mapping[str, Report],
    claims: Sequence[Claim],
    facts: Mapping[str, Facts],
    entities: Sequence[Entity],
    pages: Mapping[str, str] = MappingProxyType({}),
    kept: Kept | None = None,
) -> tuple[Conflict, ...]:
    """Find the claims of a story that cannot both be right.

    Args:
        reports: All reports of the story, by id.
        claims: All claims.
        facts: The facts of all statements, by statement id.
        entities: All entities.
        pages: What the reports that are versions of one page have in common, by report id: a page that was changed does
            not contradict itself.
        kept: What was found of pairs when the story was last related; it changes no result.

    Returns:
        The conflicts, sorted by id; at most one for two claims. The claim reported first comes first. `revision` is
        true when the later one comes from the same speaker or the same outlet, or is a higher toll in a later report.
    """
    facts = own_facts(facts)
    names = {entity.id: entity.name for entity in entities}
    claim_of = {statement: claim for claim in claims for statement in claim.statements}
    pairs: list[_Pair] = []
    taken: set[frozenset[str]] = set()
    told: dict[tuple[str, ...], list[_Pair]] = defaultdict(list)
    nested = Nested(reports)
    for kind, one, other, why in (
        *_tally_conflicts(reports, facts, entities, claim_of),
        *_alike_conflicts(facts, claim_of, places_of(entities), names, kept or Kept()),
        *_denial_conflicts(facts, claim_of, reports),
        *_measure_conflicts(facts, claim_of, reports, places_of(entities)),
        *_plan_conflicts(facts, claim_of),
    ):
        if _of_one_page(one.facts, other.facts, pages):
            continue
        if kind == "place" and nested.one_in_other(one.value, other.value):
            continue
        first, second = sorted((one, other), key=lambda side: _order(side, reports))
        pair = _Pair(kind, first, second, why)
        values = (kind, *sorted((first.key, second.key)))
        same = next((known for known in told[values] if known.takes_in(pair)), None)
        if same is None and pair.claims not in taken:
            taken.add(pair.claims)
            pairs.append(pair)
            told[values].append(pair)
    return tuple(sorted((_conflict(pair, reports, names) for pair in pairs), key=lambda conflict: conflict.id))


def _of_one_page(one: Facts, other: Facts, pages: Mapping[str, str]) -> bool:
    page = pages.get(one.statement.report)
    return page is not None and page == pages.get(other.statement.report)


@dataclass(frozen=True, slots=True)
class _Why:
    """Why two claims are held against each other."""

    words: str
    likeness: float | None = None
    """Of the rest of both, 0..1, where that decided."""

    def then(self, how: str) -> str:
        """Return it with how one of them follows the other, what is measured behind what is said."""
        return f"{self.words}; {how}" + ("" if self.likeness is None else f"; likeness {self.likeness:.2f}")


def _shared(a: Facts, b: Facts, names: Mapping[str, str]) -> str:
    """Return what two statements share, for a reader: the words and names, without what kinds these are."""
    reasons = (reason.partition(": ") for reason in in_words(reasons_of(a, b), names))
    shared = "; ".join(listed for kind, _, listed in reasons if kind in ("same words", "same names"))
    return f" ({shared})" if shared else ""


@dataclass(slots=True)
class _Pair:
    """Two sides, and the claims that put the same as either."""

    kind: ConflictKind
    first: _Side
    second: _Side
    why: _Why
    further: tuple[set[str], set[str]] = field(default_factory=lambda: (set(), set()))

    @property
    def claims(self) -> frozenset[str]:
        """Its two claims."""
        return frozenset((self.first.claim.id, self.second.claim.id))

    def takes_in(self, other: _Pair) -> bool:
        """Take in a pair that puts the same two values of the same matter, and return whether it does.

        Two sentences that are not one claim may put the same value: one conflict is told, and both claims are its own.
        """
        turned = other.first.key != self.first.key
        sides = (other.second, other.first) if turned else (other.first, other.second)
        mine = (self.first, self.second)
        shared = any(
            side.claim.id == own.claim.id or side.claim.id in more
            for side, own, more in zip(sides, mine, self.further, strict=True)
        )
        if not shared and (self.kind != "number" or _matter(*mine) != _matter(*sides)):
            return False
        for side, more in zip(sides, self.further, strict=True):
            if all(side.claim.id != own.claim.id for own in mine):
                more.add(side.claim.id)
        return True


def _tally_conflicts(
    reports: Mapping[str, Report],
    facts: Mapping[str, Facts],
    entities: Sequence[Entity],
    claim_of: Mapping[str, Claim],
) -> Iterator[tuple[ConflictKind, _Side, _Side, _Why]]:
    places = places_of(entities)

    def day(facts: Facts) -> str:
        return _moment(facts, reports)[:10]

    for a, mine, b, other in (*tally_pairs(facts, places, day), *none_pairs(facts, places, day)):
        if claim_of[a.id].id != claim_of[b.id].id:
            one = _Side(claim_of[a.id], a, mine.span, value_of(mine))
            two = _Side(claim_of[b.id], b, other.span, value_of(other))
            yield (
                "number",
                one,
                two,
                _Why(f"both count the same in one event, as far as they say ({mine.unit}, {mine.event})"),
            )


def _alike_conflicts(
    facts: Mapping[str, Facts], claim_of: Mapping[str, Claim], places: Places, names: Mapping[str, str], kept: Kept
) -> Iterator[tuple[ConflictKind, _Side, _Side, _Why]]:
    """Yield the pairs told in nearly the same words and parted by one thing, the most alike first."""
    ordered = [facts[statement] for statement in sorted(facts)]
    one, other, beside_wording = pairs_of_two_claims(ordered, claim_of)
    standing = _standing_of(ordered, places, kept)
    pairs = both(standing[one], standing[other])
    shelf = kept.numbers("disagree")
    known, disagree = shelf.look(pairs)
    asked = ~known | (disagree != 0)  # few disagree, and what they say is found again
    decided: list[tuple[Disagreement, Facts, Facts]] = []
    fresh: list[float] = []
    for first, second, beside, is_known in one_by_one(one[asked], other[asked], beside_wording[asked], known[asked]):
        a, b = ordered[first], ordered[second]
        against = parted_by(a, b) if beside or likeness(a, b) >= LIKE_ENOUGH_TO_ALIGN else ()
        found = disagreement(a, b, against, places) if against else None
        if found is not None:
            decided.append((found, a, b))
        if not is_known:
            fresh.append(float(found is not None))
    shelf.put_all(pairs[~known], fresh)
    for found, a, b in sorted(decided, key=lambda d: (-d[0].likeness, d[1].id, d[2].id)):
        mine, other_put = found.puts
        why = _Why(f"both speak of the same matter{_shared(a, b, names)}", found.likeness)
        one_side = _Side(claim_of[a.id], a, mine.span, names.get(mine.value, mine.value))
        other_side = _Side(claim_of[b.id], b, other_put.span, names.get(other_put.value, other_put.value))
        yield found.kind, one_side, other_side, why


def _standing_of(facts: Sequence[Facts], places: Places, kept: Kept) -> NDArray[np.uint64]:
    """Return what stands for each statement and its places, as `disagreement` looks at both."""
    return numbers_of(
        [
            digest_of(digest, one.entities & places.all, one.entities & places.main)
            for one, digest in zip(facts, digests(facts, kept), strict=True)
        ]
    )


def _denial_conflicts(
    facts: Mapping[str, Facts], claim_of: Mapping[str, Claim], reports: Mapping[str, Report]
) -> Iterator[tuple[ConflictKind, _Side, _Side, _Why]]:
    for denial, put, why in denial_pairs(facts, reports):
        if claim_of[denial.id].id != claim_of[put.id].id:
            one = _Side(claim_of[denial.id], denial, denial.statement.content[0], "denied")
            two = _Side(claim_of[put.id], put, put.statement.content[0], "put")
            yield "negation", one, two, _Why(why)


def _measure_conflicts(
    facts: Mapping[str, Facts], claim_of: Mapping[str, Claim], reports: Mapping[str, Report], places: Places
) -> Iterator[tuple[ConflictKind, _Side, _Side, _Why]]:
    for a, mine, b, other, thing in measure_pairs(facts, reports, places):
        if claim_of[a.id].id != claim_of[b.id].id:
            one = _Side(claim_of[a.id], a, mine.span, value_of(mine))
            two = _Side(claim_of[b.id], b, other.span, value_of(other))
            yield "number", one, two, _Why(f"both measure one thing ({thing})")


def _plan_conflicts(
    facts: Mapping[str, Facts], claim_of: Mapping[str, Claim]
) -> Iterator[tuple[ConflictKind, _Side, _Side, _Why]]:
    for a, mine, b, other in plan_pairs(facts):
        if claim_of[a.id].id != claim_of[b.id].id:
            sides = ((a, mine), (b, other))
            one, two = (_Side(claim_of[f.id], f, time.span, time.edtf or "") for f, time in sides)
            yield "date", one, two, _Why("both say when one party does what is done only once")


def _conflict(pair: _Pair, reports: Mapping[str, Report], names: Mapping[str, str]) -> Conflict:
    first, second = pair.first, pair.second
    revision, how = _revision(pair.kind, first, second, reports)
    return Conflict(
        id=make_id("x", pair.kind, first.claim.id, second.claim.id),
        kind=pair.kind,
        claims=(first.claim.id, second.claim.id),
        slots=(_slot(first, reports), _slot(second, reports)),
        revision=revision,
        because=pair.why.then(how),
        revised_by=_teller(second, reports, names) if revision else None,
        further=(tuple(sorted(pair.further[0])), tuple(sorted(pair.further[1] - pair.further[0]))),
    )


def _teller(side: _Side, reports: Mapping[str, Report], names: Mapping[str, str]) -> str:
    """Return who puts a side: the speaker, the outlet where it speaks itself or the speaker is not known."""
    report = reports[side.facts.statement.report]
    return names.get(side.facts.speaker or "", report.outlet or report.id)


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
        return False, "which was put later is not known, so neither is taken to correct the other"
    if first.facts.speaker is not None and first.facts.speaker == second.facts.speaker:
        return True, "the same speaker put it otherwise later"
    if first.facts.outlet == second.facts.outlet and not (first.facts.attributed or second.facts.attributed):
        return True, "the same outlet put it otherwise later"
    rising = kind == "number" and _low(second.value) > _low(first.value)
    if rising and _of_people(first, second):
        return True, "a later report counts more, as it does while a toll grows"
    return False, "different sources put it, so neither is taken to correct the other"


def _of_people(first: _Side, second: _Side) -> bool:
    """Return whether both numbers count people, whose tolls only grow while a story does."""
    sides = ((side, t) for side in (first, second) for t in side.facts.tallies if t.span == side.span)
    grades = frozenset(words().grades.values())
    return all(is_toll(t) or t.event in grades for _, t in sides)


def _matter(first: _Side, second: _Side) -> tuple[str, ...]:
    """Return what two numbers count, so that the same two are told once for it."""
    return min((t.key for side in (first, second) for t in side.facts.tallies if t.span == side.span), default=())


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
