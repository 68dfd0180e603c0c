"""Which sentences of one date tell the same event, and which of them tells it best.

A day may hold several events: the accident and the arrest. The event that the most independent channels tell comes
first; another has an entry of its own where at least two channels tell it, in words that are none of the first's. What
is left stands behind the first, so that nothing that names a date is lost.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.relating.facts import is_word
from onrecord.relating.timeline.sentences import Place, Telling

SAME = 0.2
"""Likeness, 0..1, from which two sentences of one date tell the same event. Low, for the date says most of it already:
set by reading pairs of the days of five real stories."""
WORDS_SHARED = 1.0
"""Worth of the words, names aside, that they must share: much is told of one man on one day."""
WORDS_IN_DOUBT = 0.5
"""Worth of the words from which two sentences that are not alike may still tell the same in other words."""
ENOUGH_SHARED = 2.2
"""Worth (about three telling words) that two sentences must share for their likeness to count in full."""
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
    rest = sorted(tellings, key=lambda one: one.place)
    same = _neighbours(rest)
    events: list[Event] = []
    while rest:
        left = {one.place for one in rest}
        near = {one.place: [other for other in same[one.place] if other.place in left] for one in rest}
        channels = {
            place: len({group[one.report] for one in found if not one.doubtful}) for place, found in near.items()
        }
        leaders = [one for one in rest if one.fit and not one.doubtful]
        if events:
            told = [one for event in events for one in event.same if one.main]
            leaders = [
                one
                for one in leaders
                if one.main and channels[one.place] >= AN_EVENT_OF_ITS_OWN and not any(_unsure(one, t) for t in told)
            ]
        if not leaders:
            break
        leader = min(leaders, key=lambda one: (not one.main, -channels[one.place], one.leaning, one.quoted, one.place))
        events.append(_told(_reached(near[leader.place], near), channels, group))
        taken = {one.place for one in events[-1].same}
        rest = [one for one in rest if one.place not in taken]
    if not events:
        return ()
    first, *further = events
    return Event(first.best, first.same, tuple(rest)), *further


def alike(a: Telling, b: Telling) -> bool:
    """Return whether two sentences tell the same: they share a claim, or most of what they tell."""
    if not a.claims.isdisjoint(b.claims):
        return True
    return likeness(a, b) >= SAME


def likeness(a: Telling, b: Telling) -> float:
    """Return how much of what two sentences tell both tell, 0..1: less when it is little in all, 0 for names alone."""
    both = [feature for feature in a.weights if feature in b.weights]
    if _words_shared(a, b) < WORDS_SHARED:
        return 0.0
    shared = math.fsum(a.weights[feature] for feature in both)
    dice, contained = 2 * shared / (a.total + b.total), shared / min(a.total, b.total)
    return (dice + contained) / 2 * min(1.0, shared / ENOUGH_SHARED)


def _words_shared(a: Telling, b: Telling) -> float:
    return math.fsum(weight for feature, weight in a.weights.items() if feature in b.weights and is_word(feature))


def _unsure(a: Telling, b: Telling) -> bool:
    """Return whether two sentences that are not alike may yet tell one event: "freed the girls", "the girls came home".

    What may be the same has no entry of its own: told twice, it would look like two events.
    """
    return _words_shared(a, b) >= WORDS_IN_DOUBT


def _reached(found: Sequence[Telling], near: Mapping[Place, Sequence[Telling]]) -> list[Telling]:
    """Return what tells the same as one sentence, and what tells the same as those of these that tell it by themselves.

    One report tells that the girls were freed, one that the guards handed over the girls: a third is like both. One
    step more is not taken, for a chain of likes leads from anything to anything.
    """
    reached = {other.place: other for one in found for other in (one, *(near[one.place] if one.telling else ()))}
    return [reached[place] for place in sorted(reached)]


def _neighbours(tellings: Sequence[Telling]) -> dict[Place, list[Telling]]:
    """Return, by place, the sentences that tell the same as one, itself among them, in the order given.

    Equal to asking `alike` of every pair; only pairs that share something are looked at.
    """
    holding: dict[object, list[int]] = defaultdict(list)
    for number, one in enumerate(tellings):
        for key in (*one.claims, *one.weights):
            holding[key].append(number)
    found: dict[Place, list[Telling]] = {}
    for number, one in enumerate(tellings):
        met = {other for key in (*one.claims, *one.weights) for other in holding[key]} | {number}
        found[one.place] = [tellings[n] for n in sorted(met) if n == number or alike(one, tellings[n])]
    return found


def _told(found: Sequence[Telling], channels: Mapping[Place, int], group: Mapping[str, str]) -> Event:
    """Return an event with the sentence that tells it best.

    Sentences that tell it and can be read alone come before quotations and such as look ahead to it; among them, those
    that more channels carry; then the one nearest to what all channels tell; then the earliest. Length is no merit.
    """
    central = _central(found, group)

    def rank(one: Telling) -> tuple[object, ...]:
        fit = one.doubtful, not one.fit, not one.main, one.leaning, one.quoted, one.looks_ahead
        return *fit, -channels[one.place], one.tense == "present", -central(one), one.dates, one.place

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
