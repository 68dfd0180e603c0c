"""How the pairs of `claim_pairs_*.csv` are drawn: the same ones at every call on the same record.

A pair is of two statements of a story: what somebody is said to have said, or a sentence that the outlet says itself.
Pairs drawn evenly would nearly all be plainly different. So the draw takes them from strata that hold easy and hard
ones: what is in one claim today, what is alike in words, what is alike but differs in a number, a day, a negation or
a speaker, or counts the same and has other figures, what is each other's likest sentence in two reports, what shares
a rare name or number and little more, what is the likest of one only, and any two.
A pair belongs to the first stratum that it fits; a stratum that runs short leaves its places to the next. Which one
a pair is from is not kept, so that who marks it cannot know.

The strata that look at today's claims make the sample one of its day: after a change of claim matching another draw
would give other pairs. The marks stay as they are.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from claim_pair_peers import TfIdf, Vector, dot
from onrecord.model import Report, Span, Statement, Story

STRATA = {"joined": 14, "high": 14, "differing": 13, "nearest": 13, "low": 8, "likest": 0, "any": 3}
"""Pairs of a story drawn from each stratum, in the order in which they are asked. `likest` only fills what is short."""
HIGH, DIFFERING, NEAREST, LOW = 0.35, 0.2, 0.12, 0.04
"""Least TF-IDF cosine of a stratum."""
RARE = 0.05
"""Share of a story's statements up to which a name or a number that two of them share is worth a look."""
WORDS = (5, 70)
"""A statement of fewer words says too little to be compared; one of more says too many things."""
PER_STATEMENT = 4
"""Pairs of one statement at most, so that no sentence is half of the sample."""
PER_CLAIM = 5
COPIES = 4
"""Pairs of a story at most whose words are the same, or those of one all in the other: anything finds these."""
WITHIN = 6
"""Pairs of a story at most that are of one report."""
COPIED = 0.95
"""From this cosine a pair is taken for a copy too."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a report: its path below the folder of stories, and code points."""

    report: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it starts and ends."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Unit:
    """A statement as the draw sees it."""

    place: Place
    claims: frozenset[str]
    vector: Vector
    words: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    counted: frozenset[str]
    days: frozenset[str]
    speaker: str | None
    negated: bool


@dataclass(slots=True)
class _Taken:
    """What has been drawn of a story so far."""

    pairs: list[tuple[Unit, Unit]] = field(default_factory=list)
    uses: Counter[Place] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    copies: int = 0
    within: int = 0

    def take(self, a: Unit, b: Unit) -> bool:
        """Take a pair, unless one of the limits is reached or it repeats another."""
        copy, one_report = is_copy(a, b), a.place.report == b.place.report
        joined = sorted(a.claims & b.claims)
        if (
            max(self.uses[a.place], self.uses[b.place]) >= PER_STATEMENT
            or (copy and self.copies >= COPIES)
            or (one_report and self.within >= WITHIN)
            or any(self.claims[claim] >= PER_CLAIM for claim in joined)
            or any(same(a.place, c.place) and same(b.place, d.place) for c, d in self.pairs)
        ):
            return False
        self.pairs.append((a, b))
        self.uses.update((a.place, b.place))
        self.claims.update(joined)
        self.copies += copy
        self.within += one_report
        return True


def draw(story: Story, paths: Mapping[str, str], strata: Mapping[str, int] = STRATA) -> list[tuple[Place, Place]]:
    """Return the places of a story's pairs, in text order.

    Args:
        story: The story.
        paths: For each report id, its path below the folder of stories.
        strata: How many pairs to take from each stratum, in the order in which they are asked.
    """
    units = _units(story, paths)
    pools: dict[str, list[tuple[str, Unit, Unit]]] = {stratum: [] for stratum in STRATA}
    for stratum, a, b in _candidates(units):
        pools[stratum].append((_lot(a, b), a, b))
    taken, places = _Taken(), 0
    for stratum, size in strata.items():
        places += size
        for _, a, b in sorted(pools[stratum], key=lambda one: one[0]):
            if len(taken.pairs) >= places:
                break
            taken.take(a, b)
    return sorted(((a.place, b.place) for a, b in taken.pairs), key=lambda pair: [(p.report, p.span) for p in pair])


def _candidates(units: Sequence[Unit]) -> Iterator[tuple[str, Unit, Unit]]:
    """Yield each pair that may be drawn, with its stratum."""
    best: dict[tuple[Place, str], float] = {}
    held = Counter(key for unit in units for key in unit.names | unit.numbers)
    rare = frozenset(key for key, count in held.items() if count <= RARE * len(units))
    scored = []
    for n, a in enumerate(units):
        for b in units[n + 1 :]:
            score = dot(a.vector, b.vector)
            if a.place.report == b.place.report:
                if score < DIFFERING or overlap(a.place, b.place):
                    continue
            else:
                for key in ((a.place, b.place.report), (b.place, a.place.report)):
                    best[key] = max(best.get(key, 0.0), score)
            scored.append((score, a, b))
    for score, a, b in scored:
        tops = [best.get((a.place, b.place.report)), best.get((b.place, a.place.report))].count(score)
        yield _stratum(score, a, b, tops, rare), a, b


def _stratum(score: float, a: Unit, b: Unit, tops: int, rare: frozenset[str]) -> str:
    if a.claims & b.claims:
        return "joined"
    if score >= HIGH:
        return "high"
    if (score >= DIFFERING and _differ(a, b)) or (a.counted & b.counted and a.numbers != b.numbers):
        return "differing"
    if score >= NEAREST and tops == 2:
        return "nearest"
    if score >= LOW and (a.names & b.names | a.numbers & b.numbers) & rare:
        return "low"
    return "likest" if score >= NEAREST and tops else "any"


def _differ(a: Unit, b: Unit) -> bool:
    """Whether both name numbers, days or speakers, and others; or one is negated."""
    sides: tuple[Callable[[Unit], frozenset[str]], ...] = (
        lambda unit: unit.numbers,
        lambda unit: unit.days,
        lambda unit: frozenset([unit.speaker] if unit.speaker else []),
    )
    return a.negated != b.negated or any(of(a) and of(b) and of(a) != of(b) for of in sides)


def is_copy(a: Unit, b: Unit) -> bool:
    """Whether the words are the same, or those of one all stand in the other, in order."""
    short, long = sorted((f" {' '.join(unit.words)} " for unit in (a, b)), key=len)
    return short in long or dot(a.vector, b.vector) >= COPIED


def overlap(a: Place, b: Place) -> int:
    """Return how many code points two places share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start)) if a.report == b.report else 0


def same(a: Place, b: Place, share: float = 0.5) -> bool:
    """Whether two places share that part of the longer one.

    >>> same(Place("a.txt", 0, 10), Place("a.txt", 4, 12)), same(Place("a.txt", 0, 10), Place("a.txt", 0, 30))
    (True, False)
    """
    return overlap(a, b) >= share * max(a.end - a.start, b.end - b.start)


def _units(story: Story, paths: Mapping[str, str]) -> list[Unit]:
    """The statements that may be drawn, one for a place, in text order."""
    reports = {report.id: report for report in story.reports}
    cosine = TfIdf(report.text for report in story.reports)
    claims: dict[str, set[str]] = {}
    for claim in story.claims:
        for id_ in claim.statements:
            claims.setdefault(id_, set()).add(claim.id)
    units: dict[Place, Unit] = {}
    for one in story.statements:
        report = reports[one.report]
        place = place_of(one, paths[report.id])
        if place is None or _in_furniture(report, place):
            continue
        unit = _unit(one, report, place, frozenset(claims.get(one.id, ())), cosine)
        known = units.get(place)
        if WORDS[0] <= len(unit.words) <= WORDS[1] and (known is None or not known.claims):
            units[place] = unit
    return sorted(units.values(), key=lambda unit: (unit.place.report, unit.place.span))


def place_of(statement: Statement, path: str) -> Place | None:
    """Return where a statement's content stands, from its first to its last code point; None where it has none."""
    if not statement.content:
        return None
    return Place(path, min(start for start, _ in statement.content), max(end for _, end in statement.content))


def _unit(statement: Statement, report: Report, place: Place, claims: frozenset[str], cosine: TfIdf) -> Unit:
    text = report.slice(place.span)
    return Unit(
        place=place,
        claims=claims,
        vector=cosine.vector(text),
        words=tuple(re.findall(r"\w+", text.lower())),
        names=frozenset(word for span in statement.names for word in re.findall(r"\w{3,}", report.slice(span).lower())),
        numbers=frozenset(re.findall(r"\d+(?:[.,]\d+)*", text)),
        counted=frozenset(f"{one.event} {one.unit}" for one in statement.quantities if one.event),
        days=frozenset(time.edtf for time in statement.times if time.edtf),
        speaker=statement.speaker,
        negated=statement.negated,
    )


def _in_furniture(report: Report, place: Place) -> bool:
    return any(part.span[0] < place.end and place.start < part.span[1] for part in report.furniture)


def _lot(a: Unit, b: Unit) -> str:
    """A pair's lot: as good as chance, and nothing but its places decides it."""
    return hashlib.sha256(repr([(p.report, p.start, p.end) for p in (a.place, b.place)]).encode()).hexdigest()
