"""Two measures of one thing, told by the way: "the 35-word oath" and "the 38-word oath".

A measure that stands before its thing ("a 19-ton truck") describes it, in a sentence that may tell anything else. Two
are of one thing where both name it as known ("the", "its"), the word for it is the same and the statements share what
they tell of. Ages and spells are left out: a story has many sons of many years.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, takewhile

from onrecord.model import Report
from onrecord.relating.conflicts.tallies import Places, one_event
from onrecord.relating.counts import numbers_apart, same_number
from onrecord.relating.facts import Facts, Tally, is_word
from onrecord.relating.words import words

SHARED = 0.9
"""Weight of features that two statements must share besides the measure and its thing: two telling words, or names."""
ROUNDED = 0.03
"""Two measures that differ by less than this share are one, told with more or fewer digits."""
SHARED_ANYWHERE = 2.0
"""The same from which neither days nor places need to agree: the sentences tell of one happening in many words."""
LEAST_SHARE = 0.5
"""A measure under this share of another is of another thing of the kind."""
_THING = re.compile(r"(?:[-\s,]+[^\W\d_]+){1,4}")
_TOKEN = re.compile(r"[^\W\d_]+")
_WORTH = 0.3
_KNOWN = re.compile(r"\b(?:the|this|that|his|her|its|their|[^\W\d_]+['’]s)\s+$", re.IGNORECASE)
_BEFORE = 24
"""Code points before a measure in which the word stands that says of which thing it is."""
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})

Measured = tuple[Facts, Tally, frozenset[str]]


def measure_pairs(
    facts: Mapping[str, Facts], reports: Mapping[str, Report], places: Places
) -> Iterator[tuple[Facts, Tally, Facts, Tally, str]]:
    """Yield the measures of one thing that cannot both be right, and the word for the thing, in the order of the ids.

    Args:
        facts: The facts of all statements, by statement id.
        reports: All reports of the story, by id.
        places: The places of the story.
    """
    by_unit: dict[str, list[Measured]] = defaultdict(list)
    for key in sorted(facts):
        one = facts[key]
        for tally in one.tallies:
            if tally.unit.startswith("-") and tally.unit[1:] not in _TIMES and tally.low == tally.high:
                by_unit[tally.unit].append((one, tally, _things(one, tally, reports)))
    for unit in sorted(by_unit):
        measured = by_unit[unit]
        of_thing: dict[str, list[int]] = defaultdict(list)
        for at, (_, _, things) in enumerate(measured):
            for thing in things:
                of_thing[thing].append(at)
        for first, second in sorted({pair for held in of_thing.values() for pair in combinations(held, 2)}):
            (a, mine, things), (b, other, others) = measured[first], measured[second]
            thing = min(things & others)
            if _cannot_both_be(a, mine, b, other, thing, places):
                yield a, mine, b, other, thing


def _things(facts: Facts, tally: Tally, reports: Mapping[str, Report]) -> frozenset[str]:
    """Return the telling words behind a measure of a known thing, one of which is the thing: "delivery", "truck"."""
    text = reports[facts.statement.report].text
    match = _THING.match(text, tally.span[1])
    if match is None or _KNOWN.search(text, max(0, tally.span[0] - _BEFORE), tally.span[0]) is None:
        return frozenset()
    keys = [words().key(token) for token in _TOKEN.findall(match[0].lower())]
    telling = takewhile(lambda key: words().worth(key) >= _WORTH, keys)
    return frozenset(key for key in telling if key != tally.unit[1:])


def _cannot_both_be(a: Facts, mine: Tally, b: Facts, other: Tally, thing: str, places: Places) -> bool:
    if a.statement.report == b.statement.report or same_number(mine, other) or not numbers_apart(mine, other):
        return False
    low, high = sorted((mine.low or 0.0, other.low or 0.0))
    if low < LEAST_SHARE * high or high - low <= ROUNDED * high:
        return False
    left_out = {thing, mine.unit[1:]}
    shared = [f for f in sorted(a.weights) if f in b.weights and f not in left_out and ".." not in f]
    telling = any(is_word(feature) for feature in shared)
    weight = sum(a.weights[f] for f in shared)
    return telling and (weight >= SHARED_ANYWHERE or (weight >= SHARED and one_event(a, b, places)))
