"""Which sentences of one date tell the same event, and which of them tells it best.

A day may hold several events: the accident and the arrest. The event that the most independent channels tell comes
first; another has an entry of its own where at least two channels tell it, in words that are none of the first's. What
is left stands behind the first, so that nothing that names a date is lost.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.relating.timeline.likeness import pairs
from onrecord.relating.timeline.sentences import Place, Telling

AN_EVENT_OF_ITS_OWN = 2
"""Channels from which a second event of a day has an entry."""
_GROUPS_FOR_CENTRE = 3
"""Channels that must tell of a date for the sentence nearest to them all to be looked for."""
_WEIGHT_FOR_CENTRE = 3.0
"""Added to a sentence's weight, so that one of two common words is not the nearest to all."""


@dataclass(frozen=True, slots=True)
class Event:
    """What sentences of one date tell."""

    best: Telling
    same: tuple[Telling, ...]
    """Those that tell the same, the best first."""
    others: tuple[Telling, ...] = ()
    """For the first event of a date: the sentences that tell neither it nor another event of the date."""


def part(tellings: Iterable[Telling], group: Mapping[str, str]) -> tuple[Event, ...]:
    """Part the sentences of one date into events, the one that most channels tell first.

    Args:
        tellings: The sentences that name the date.
        group: For each report, a name of the channel by which the date reached us through it.

    Returns:
        The events; none where no sentence is fit to tell one.
    """
    day = sorted(tellings, key=lambda one: one.place)
    near, doubt = pairs(day)
    by_group: dict[str, int] = defaultdict(int)
    telling: dict[str, int] = defaultdict(int)
    for number, one in enumerate(day):
        if not one.doubtful:
            by_group[group[one.report]] |= 1 << number
            telling[group[one.report]] |= (1 << number) if one.main and not one.second else 0
    measure = _central(day, group)
    central = [measure(one) for one in day]
    left, told = (1 << len(day)) - 1, 0
    events: list[Event] = []
    while True:
        channels = [sum(1 for bits in by_group.values() if bits & left & near[n]) for n in range(len(day))]
        firm = [sum(1 for bits in telling.values() if bits & left & near[n]) for n in range(len(day))]
        leader = _leader(day, left, channels, firm, central, [bits & told for bits in doubt] if events else None)
        if leader is None:
            break
        same = _reached(day, near[leader] & left, left, near)
        events.append(_told([day[n] for n in same], {day[n].place: channels[n] for n in same}, group))
        for n in same:
            left &= ~(1 << n)
            told |= (1 << n) if day[n].main else 0
    if not events:
        return ()
    first, *further = events
    return Event(first.best, first.same, tuple(day[n] for n in _numbers(left))), *further


def _leader(
    day: Sequence[Telling],
    left: int,
    channels: Sequence[int],
    firm: Sequence[int],
    central: Sequence[float],
    in_doubt: Sequence[int] | None,
) -> int | None:
    """Return the number of the sentence whose event most channels tell, None where none is fit.

    Args:
        day: The sentences of the date.
        left: Those that no event has yet, as bits.
        channels: For each, how many channels tell the same.
        firm: The same, of sentences that tell by themselves what happened on the date: "the ferry that sank on Tuesday
            had its doors open" tells of the doors.
        central: For each, how near it is to what all channels tell of the date.
        in_doubt: For a further event, what of the events before it each may tell in other words: what may be the same
            has no entry of its own, for told twice it would look like two.
    """
    fit = [n for n in _numbers(left) if day[n].fit and not day[n].doubtful]
    if in_doubt is not None:
        fit = [n for n in fit if day[n].main and channels[n] >= AN_EVENT_OF_ITS_OWN and not in_doubt[n]]

    def rank(n: int) -> tuple[object, ...]:
        one = day[n]
        # What happened on a day comes before what was to happen on it, by however many it was announced.
        alone, first = (one.leaning, one.quoted), (one.place[0], one.sentence[0])
        return (
            not one.main,
            one.second,
            one.looks_ahead,
            -firm[n],
            *alone,
            first[0],
            -central[n],
            -channels[n],
            first[1],
            n,
        )

    return min(fit, key=rank, default=None)


def _reached(day: Sequence[Telling], found: int, left: int, near: Sequence[int]) -> list[int]:
    """Return what tells the same as one sentence, and what tells the same as those of these that tell it by themselves.

    One report tells that the girls were freed, one that the guards handed over the girls: a third is like both. One
    step more is not taken, for a chain of likes leads from anything to anything.
    """
    reached = found
    for n in _numbers(found):
        reached |= near[n] & left if day[n].telling else 0
    return list(_numbers(reached))


def _numbers(bits: int) -> Iterator[int]:
    """Yield the numbers that the bits of an integer stand for, in order."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _told(found: Sequence[Telling], channels: Mapping[Place, int], group: Mapping[str, str]) -> Event:
    """Return an event with the sentence that tells it best.

    Sentences that tell it and can be read alone come before quotations and such as look ahead to it; among them, those
    that more channels carry; then the one nearest to what all channels tell; then the earliest. Length is no merit.
    """
    central = _central(found, group)

    def rank(one: Telling) -> tuple[object, ...]:
        fit = one.doubtful, not one.fit, not one.main, one.second, one.leaning, one.quoted, one.looks_ahead
        first = one.place[0], one.sentence[0]
        return *fit, -channels[one.place], one.tense == "present", -central(one), one.dates, *first, one.place

    ranked = sorted(found, key=rank)
    return Event(ranked[0], tuple(ranked))


def _central(found: Sequence[Telling], group: Mapping[str, str]) -> Callable[[Telling], float]:
    """Return a measure of how much a sentence tells of what other channels tell of the date too."""
    if len({group[one.report] for one in found}) < _GROUPS_FOR_CENTRE:
        return lambda _: 0.0
    held = Counter(f for _, f in {(group[one.report], feature) for one in found for feature in one.weights})

    def measure(one: Telling) -> float:
        shared = math.fsum(weight * (held[feature] - 1) for feature, weight in one.weights.items())
        return round(shared / (one.total + _WEIGHT_FOR_CENTRE), 2)

    return measure
