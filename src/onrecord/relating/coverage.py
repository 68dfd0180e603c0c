"""Coverage: which outlets carry a claim or a topic that is worth carrying, and which outlets of the story leave it out.

Something is looked at when at least two outlets carry it over at least two channels: what one newsroom or one wire
alone reports, nobody left out. An outlet is *missing* only when it had the chance, having reported on the story, and
at some length, while the thing was news, and when its words leave no doubt: one that has most of a claim's names and
numbers may well tell it in a sentence of its own that was not matched, and is said neither to carry it nor to leave it
out.

Topics are what is carried without being put by one statement: a name, a number of something, a few rare words that
stand together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from onrecord.dates import bounds, day_of
from onrecord.model import Claim, Conflict, Coverage, Report
from onrecord.relating.claims.pairs import contradictions
from onrecord.relating.facts import Facts

_Said = dict[str, dict[str, list[str]]]

LEAST = 2
"""Channels, and outlets, from which a claim's coverage is told."""
NEWS_DAYS = 3
"""Days after a claim was reported up to which it is news: a report without it leaves it out, and one with it makes it
news for as long again. What is told again months later is looked back on, and makes it news for nobody."""
BRIEF = 120
"""Words below which a report is a brief, which leaves out nearly everything: one in twenty of 171 reports of 34 real
stories is shorter; the middle one has 480."""
IN_OTHER_WORDS = 0.6
"""Of the weight of a claim's names, numbers and rare words (fraction 0..1): from here on an outlet that has them, in
one statement or in several, may tell it in other words. Set by reading what outlets of four stories were said to leave
out."""
_NEAR = 0.4
"""Of the same weight: from here on a statement of the outlet is about the same, and may say otherwise."""
_OTHERWISE = frozenset({"negation", "opposite"})
"""What parts two statements of which one says that the other is not so; a date or a toll beside it does not."""
_HEAVIEST = 6
"""Features of a statement by which others that may say the same are sought."""


def find_coverage(
    reports: Mapping[str, Report],
    claims: Sequence[Claim],
    facts: Mapping[str, Facts] | None = None,
    conflicts: Iterable[Conflict] = (),
) -> tuple[Coverage, ...]:
    """Return, for each claim carried by at least two outlets over two channels, who carries it and who does not.

    Args:
        reports: All reports of the story, by id. Reports without an outlet are left aside.
        claims: All claims.
        facts: The facts of all statements, by statement id; without them no outlet is taken to tell a claim in other
            words.
        conflicts: All conflicts: a claim is news until another revises it, for nobody repeats an old toll.

    Returns:
        One value a claim, sorted by claim id, outlets sorted by name. `missing` holds the outlets that published a
        report on the story, no brief, while the claim was news (`Chances`), and none of whose
        reports carries it, has most of what it is made of, or gives another number of the same: a toll that it put
        higher is not left out.
    """
    known = facts or {}
    chances = Chances(reports)
    said = _said_by(reports, known)
    counts = _counted_by(reports, known)
    revised = _revised(claims, conflicts)
    found = []
    for claim in sorted(claims, key=lambda c: c.id):
        carrying = carriers(reports, claim.reports)
        if len(claim.channels) < LEAST or len(carrying) < LEAST:
            continue
        missing = [
            outlet
            for outlet in chances.outlets_after(claim.reports, revised.get(claim.id))
            if outlet not in carrying
            and not _may_tell(claim, said.get(outlet, {}), known)
            and counts.get(outlet, frozenset()).isdisjoint(_counts(claim, known))
        ]
        found.append(Coverage(claim=claim.id, outlets=tuple(carrying), missing=tuple(missing)))
    return tuple(found)


def carriers(reports: Mapping[str, Report], carrying: Iterable[str]) -> list[str]:
    """Return the outlets of some reports, by name."""
    return sorted({outlet for report in carrying if (outlet := reports[report].outlet) is not None})


class Chances:
    """Which outlets published a report on the story, and no brief, while something was news.

    It is news from its first report on, until `NEWS_DAYS` have passed without another.
    """

    def __init__(self, reports: Mapping[str, Report]) -> None:
        self._reports = reports
        self._moments: dict[str, list[_Moment]] = defaultdict(list)
        for report in reports.values():
            moment = _moment(report)
            if report.outlet is not None and moment is not None and report.words >= BRIEF:
                self._moments[report.outlet].append(moment)
        for own in self._moments.values():
            own.sort(key=lambda one: (one.first, one.last))
        self._outlets = sorted(self._moments)

    def outlets_after(self, carrying: Iterable[str], revised: date | None = None) -> list[str]:
        """Return, by name, the outlets that reported while what some reports carry was news.

        Args:
            carrying: The ids of the reports.
            revised: The day on which it was first put otherwise; it is news up to the day before.
        """
        told = [one for r in carrying if (one := _moment(self._reports[r])) is not None and one.first == one.last]
        if not told:
            return []
        first, until = min(told, key=lambda m: (m.first, m.hour)), date.min
        for day in sorted(one.last for one in told):
            if until != date.min and day > until:
                break
            until = day + timedelta(days=NEWS_DAYS)
        if revised is not None:
            until = min(until, revised - timedelta(days=1))
        return [outlet for outlet in self._outlets if _any_between(self._moments[outlet], first, until)]


def _revised(claims: Sequence[Claim], conflicts: Iterable[Conflict]) -> dict[str, date]:
    """Return, by claim, the day on which it was first revised; who revises it on a day that is not known leaves it."""
    first = {claim.id: bounds(claim.first_reported)[0] for claim in claims if claim.first_reported is not None}
    found: dict[str, date] = {}
    for conflict in conflicts:
        day = first.get(conflict.claims[1])
        if conflict.revision and day is not None:
            for claim in (conflict.claims[0], *conflict.further[0]):
                found[claim] = min(found.get(claim, day), day)
    return found


@dataclass(frozen=True, slots=True)
class _Moment:
    """When a report came out: between two days, with its hour where that is known."""

    first: date
    last: date
    hour: str
    """`21:32:16`; '' where only the day is known."""

    def before(self, other: _Moment) -> bool:
        """Whether another came out no earlier: on one day by the hour, if both have one, else they pass as one time."""
        if other.first != self.last:
            return self.last < other.first
        return not (self.hour and other.hour) or self.hour <= other.hour


def _any_between(own: Sequence[_Moment], first: _Moment, until: date) -> bool:
    """Return whether one of an outlet's reports, sorted by day, came out after a first one and by a last day."""
    for one in islice(own, bisect_left(own, first.last, key=lambda one: one.first), None):
        if one.first > until:
            return False
        if first.before(one) and one.last <= until:
            return True
    return False


def _moment(report: Report) -> _Moment | None:
    first, last = bounds(report.published) if report.published else (None, None)
    if first is None or last is None:
        return None
    day = day_of(report.published)
    hour = (report.published or "").partition("T")[2] if day is not None else ""
    return _Moment(first, last, "" if hour.startswith("00:00:00") else hour)


def _said_by(reports: Mapping[str, Report], facts: Mapping[str, Facts]) -> _Said:
    """Return, for each name, number and word, the statements of each outlet that have it."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key in sorted(facts):
        outlet = reports[facts[key].statement.report].outlet
        if outlet is not None:
            for feature in facts[key].weights:
                found[outlet][feature].append(key)
    return {outlet: dict(features) for outlet, features in found.items()}


def _counted_by(reports: Mapping[str, Report], facts: Mapping[str, Facts]) -> dict[str, frozenset[object]]:
    """Return what an outlet gives numbers of, by outlet."""
    found: dict[str, set[object]] = defaultdict(set)
    for one in facts.values():
        outlet = reports[one.statement.report].outlet
        if outlet is not None:
            found[outlet].update(tally.key for tally in one.tallies)
    return {outlet: frozenset(keys) for outlet, keys in found.items()}


def _counts(claim: Claim, facts: Mapping[str, Facts]) -> frozenset[object]:
    known = (facts[statement] for statement in claim.statements if statement in facts)
    return frozenset(tally.key for one in known for tally in one.tallies)


def _may_tell(claim: Claim, said: Mapping[str, Sequence[str]], facts: Mapping[str, Facts]) -> bool:
    """Return whether an outlet has most of what one of a claim's statements is made of, and does not say otherwise.

    "The doors were shut" has most of "the doors were open", and does not tell it.
    """
    put = [facts[one] for one in claim.statements if one in facts and facts[one].total]
    # Told alike, they share what they weigh.
    alike = {id(one.weights): one for one in put}
    near_to = {weights: _near(one, said, facts) for weights, one in alike.items()}
    near = [(one, other, share) for one in put for other, share in near_to[id(one.weights)]]
    against = {(one.id, other.id) for one, other, _ in near if not _OTHERWISE.isdisjoint(contradictions(one, other))}
    if any(share >= IN_OTHER_WORDS and (one.id, other.id) not in against for one, other, share in near):
        return True
    return not against and any(_share(one, said) >= IN_OTHER_WORDS for one in alike.values())


def _near(one: Facts, said: Mapping[str, Sequence[str]], facts: Mapping[str, Facts]) -> list[tuple[Facts, float]]:
    """Return the statements of an outlet that are about the same as one, with how much of it they have."""
    # What has much of the weight has one of the heaviest features.
    heaviest = sorted(one.weights, key=lambda feature: (-one.weights[feature], feature))[:_HEAVIEST]
    keys = {key for feature in heaviest for key in said.get(feature, ())}
    held = dict.fromkeys(keys, 0.0)
    for feature, weight in one.weights.items():
        for key in said.get(feature, ()):
            if key in keys:
                held[key] += weight
    return [(facts[key], held[key] / one.total) for key in sorted(keys) if held[key] / one.total >= _NEAR]


def _share(one: Facts, features: Collection[str]) -> float:
    """Return the share of a statement's weight that lies on some features, 0..1."""
    return sum(weight for feature, weight in one.weights.items() if feature in features) / one.total
