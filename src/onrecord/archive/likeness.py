"""How likely two stories are one: a few likenesses of their words and the days between them, weighed as learnt.

A story is held as the sum of what its reports hold, so that laying two stories side by side costs the same however
many reports they have. The weights stand in `likeness.toml`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from onrecord.archive.traits import HEADLINE, LEAD, NAME, STEPS, Traits

Terms = dict[str, float]
UNDATED = 10_000_000
"""The day of a report without one: behind all that `date.toordinal` gives, so that it is no story's first."""
MOST_HELD = 800
"""Terms of a story that are kept when it has twice as many: those of some ten reports."""
SLIM = 80
"""Terms of a closed story that are kept, of each kind."""
OTHER_NAMES = 0.08
"""Two stories that have less of the names of either in common are two, however alike their words: two companies'
results, two coaches dismissed. Of 607 pairs of reports of one gold event one in a hundred has less than 0.095."""


@dataclass(slots=True, eq=False)
class Gathered:
    """The reports of one story, or of one that is still to find its story, as their terms add up."""

    first: str
    """Of its reports by (day, id), the id of the first."""
    reports: list[str]
    begins: int
    ends: int
    """The days of its first and of its newest report."""
    language: str | None
    every: Terms
    """Of each report all terms, weighed by rarity, at length one; the sum of them."""
    lead: Terms
    head: Terms
    names: Terms
    norms: tuple[float, float, float] = field(default=(1.0, 1.0, 1.0))

    @property
    def key(self) -> tuple[int, str]:
        """What stories are ordered by: the day and the id of the first report."""
        return self.begins, self.first


def gathered(traits: Traits, day: int, rarity: Callable[[str], float]) -> Gathered:
    """Return one report as a story of its own.

    Args:
        traits: Of the report.
        day: The day that it is taken to be of.
        rarity: How rare a term is.
    """
    every: Terms = {}
    lead: Terms = {}
    head: Terms = {}
    names: Terms = {}
    for term, weight, mark in zip(traits.terms, traits.weights, traits.marks, strict=True):
        every[term] = value = rarity(term) * weight / STEPS
        if mark & LEAD:
            lead[term] = value
        if mark & HEADLINE:
            head[term] = value
        if mark & NAME:
            names[term] = value
    return Gathered(
        traits.id,
        [traits.id],
        day,
        day,
        traits.language,
        _unit(every),
        _unit(lead),
        _unit(head),
        _unit(names),
    )


def joined(one: Gathered, other: Gathered) -> Gathered:
    """Return two stories as one. Those given are not to be used after: the greater of them is added to."""
    early, late = sorted((one, other), key=lambda story: story.key)
    large, small = (one, other) if len(one.every) >= len(other.every) else (other, one)
    every, lead, head, names = (
        _added(into, terms)
        for into, terms in (
            (large.every, small.every),
            (large.lead, small.lead),
            (large.head, small.head),
            (large.names, small.names),
        )
    )
    return Gathered(
        early.first,
        [*early.reports, *late.reports],
        early.begins,
        early.ends if late.begins == UNDATED else max(early.ends, late.ends),
        one.language if one.language == other.language else one.language or other.language,
        every,
        lead,
        head,
        names,
        (_length(every), _length(lead), _length(head)),
    )


def slim(story: Gathered) -> Gathered:
    """Return a closed story with its heaviest terms alone, to be kept for what has no day."""
    return replace(
        story,
        every=_heaviest(story.every, SLIM),
        lead=_heaviest(story.lead, SLIM),
        names=_heaviest(story.names, SLIM),
    )


def likeness(one: Gathered, other: Gathered) -> float:
    """Return the logarithm of the odds that two stories are one, by what pairs of reports of one event have in common.

    The mean over pairs of reports, one from each (average linkage), mixed with the likeness of the stories as wholes.
    """
    weights = _weights()
    if max(_named(one, other), _named(other, one)) < OTHER_NAMES:
        return -math.inf
    pairs = len(one.reports) * len(other.reports)
    share = weights["whole"]
    value = weights["constant"]
    for at, (name, a, b) in enumerate(
        (("every", one.every, other.every), ("lead", one.lead, other.lead), ("head", one.head, other.head))
    ):
        together = dot(a, b)
        value += weights[name] * (
            share * together / (one.norms[at] * other.norms[at] or 1.0) + (1 - share) * together / pairs
        )
    return value + weights["gap"] * math.log1p(apart(one, other))


def apart(one: Gathered, other: Gathered) -> int:
    """Return the days that lie between two stories: 0 where one goes on in the days of the other, or has no day."""
    if UNDATED in (one.begins, other.begins):
        return 0
    return max(0, one.begins - other.ends, other.begins - one.ends)


def _named(one: Gathered, other: Gathered) -> float:
    """Return which share of the names of one story stands in the other, 0..1, as a name or not; 1 where it has none."""
    every = math.fsum(one.names.values())
    if not every:
        return 1.0
    return math.fsum(weight for term, weight in one.names.items() if term in other.every) / every


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the inner product of two sparse vectors."""
    if len(one) > len(other):
        one, other = other, one
    found = other.get
    return math.fsum(weight * found(term, 0.0) for term, weight in one.items())


def _added(into: Terms, terms: Terms) -> Terms:
    """Add up two sums of terms. Of very many the lightest are let go, or the cost of a story would grow with it."""
    for term, weight in terms.items():
        into[term] = into.get(term, 0.0) + weight
    if len(into) <= 2 * MOST_HELD:
        return into
    return _heaviest(into, MOST_HELD)


def _heaviest(terms: Terms, most: int) -> Terms:
    return dict(sorted(terms.items(), key=lambda item: (-item[1], item[0]))[:most])


def _unit(terms: Terms) -> Terms:
    length = _length(terms)
    return {term: weight / length for term, weight in terms.items()} if length else {}


def _length(terms: Mapping[str, float]) -> float:
    return math.sqrt(math.fsum(weight * weight for weight in terms.values()))


@cache
def _weights() -> dict[str, float]:
    text = files("onrecord.archive").joinpath("likeness.toml").read_text(encoding="utf-8")
    return {name: float(value) for name, value in tomllib.loads(text)["weights"].items()}
