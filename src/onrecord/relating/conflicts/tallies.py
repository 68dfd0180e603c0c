"""Counts of people that a growing story tells again and again: the dead, the injured, the missing, the arrested.

They are told in ever new words ("77 people died", "the toll stands at 80"), so they are matched by what is counted and
what happened, not by their wording; and since most stories know more than one event (last year's attack, the dead of
one family), everything that may tell two events apart keeps two counts apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from onrecord.dates import bounds, days, disjoint
from onrecord.model import Entity
from onrecord.relating.counts import is_toll, main_count, numbers_apart, same_number
from onrecord.relating.facts import Facts, Tally
from onrecord.relating.words import words

LEAST_SHARE = 0.4
"""A count under this share of another is taken to count a part, or another event ("two of them children")."""
VAGUE = 1.5
"""A count whose upper bound is more than so many times its lower ("dozens") contradicts nothing."""
NEWS_REACH = 3
"""Days before a report within which an event lies that is told without a date."""
LONGEST = 93
"""Days from which a date is a stretch ("in the past two years") and says of no event when it was."""
BEYOND_BOUND = 1.15
"""A later toll more than so many times an earlier "at least" revises it: a bound is told of what it nearly is."""
STORY_REACH = 14
"""Days between two reports from which two undated counts need a shared place to be of one event."""

MAIN_SHARE = 0.5
"""A place mentioned at least this often, as a share of the most mentioned one, is one that the story is about."""


@dataclass(frozen=True, slots=True)
class Places:
    """The entities of a story that are places, and those that the story is about."""

    all: frozenset[str]
    main: frozenset[str]


Counted = tuple[Facts, Tally]
_WORST = "critical"
_NOBODY = re.compile(r"\W*(?:that\W+)?(nobody|no[ -]one|no people)\b(?! else| other)", re.IGNORECASE)
_TELLERS = 8
_LOOK_BACK = 8
"""How many tellers of a value, and values before it, are looked at: enough for a chain, and linear."""


def tally_pairs(
    facts: Mapping[str, Facts], places: Places, day: Callable[[Facts], str]
) -> Iterator[tuple[Facts, Tally, Facts, Tally]]:
    """Yield, for each count, the last count before it of the same thing that it cannot agree with: one chain a thing.

    Of the tellers of two counts, the pair that says most comes first, and the others after it.

    Counts stand in the order of the day on which they were first told, and of one day the lower first: a toll grows,
    and the clock of a page is often that of its last change.

    Args:
        facts: The facts of all statements.
        places: The places of the story.
        day: The day on which a statement's report was published, as text that sorts; '' when that is not known.
    """
    by_key: dict[tuple[str, str], list[Counted]] = defaultdict(list)
    for one in facts.values():
        for tally in one.tallies:
            if is_toll(tally) or _of_worst(tally):
                by_key[tally.key].append((one, tally))
    for key in sorted(by_key):
        tellers: dict[float, list[Counted]] = defaultdict(list)
        for one, tally in by_key[key]:  # "84" and "at least 84" are one value of the chain.
            tellers[tally.low or tally.high or 0.0].append((one, tally))
        told = {value: sorted(counted, key=lambda c: _telling(c, day)) for value, counted in tellers.items()}
        values = sorted(told, key=lambda value: (day(told[value][0][0]) or "9999", value))
        for at, value in enumerate(values):
            for before in reversed(values[max(0, at - _LOOK_BACK) : at]):
                pairs = [
                    (c, d)
                    for c in told[before][:_TELLERS]
                    for d in told[value][:_TELLERS]
                    if _cannot_both_be(c, d, places, day)
                ]
                if pairs:
                    # A pair of which the later is known says most; then one of which both are about their count.
                    for (one, mine), (two, other) in sorted(pairs, key=lambda p: _rank(p[0], p[1], day)):
                        yield one, mine, two, other
                    break


def none_pairs(
    facts: Mapping[str, Facts], places: Places, day: Callable[[Facts], str]
) -> Iterator[tuple[Facts, Tally, Facts, Tally]]:
    """Yield each statement that nobody was hurt with the first that counts the hurt, of one event as far as they say.

    Args:
        facts: The facts of all statements.
        places: The places of the story.
        day: As for `tally_pairs`.
    """
    counted = sorted(
        ((one, tally) for one in facts.values() for tally in one.tallies if is_toll(tally)),
        key=lambda c: _telling(c, day),
    )
    for key in sorted(facts):
        none = facts[key]
        match = _NOBODY.match(none.statement.text)
        if match is None or none.event not in words().tally_events or none.open or none.statement.hedged:
            continue
        start = none.statement.content[0][0]
        zero = Tally("person", none.event, 0.0, 0.0, (start + match.start(1), start + match.end(1)))
        for other, tally in counted:
            if tally.event == none.event and not _one_account(none, other) and one_event(none, other, places):
                yield none, zero, other, tally
                break


def _telling(counted: Counted, day: Callable[[Facts], str]) -> tuple[str, bool, str]:
    one, tally = counted
    return day(one) or "9999", not main_count(one, tally), one.id


def _rank(before: Counted, now: Counted, day: Callable[[Facts], str]) -> tuple[bool, int, str, str]:
    later = bool(day(before[0])) and day(before[0]) < day(now[0])
    by_the_way = sum(not main_count(*counted) for counted in (before, now))
    return not later, by_the_way, before[0].id, now[0].id


def _of_worst(tally: Tally) -> bool:
    """Return whether a number counts the people who are between life and death, as a growing story does again, too."""
    return tally.unit in words().tally_units and tally.event == _WORST and (tally.low or 0) > 1


def _cannot_both_be(before: Counted, now: Counted, places: Places, day: Callable[[Facts], str]) -> bool:
    (a, mine), (b, other) = before, now
    if same_number(mine, other) or _one_account(a, b):
        return False
    if not numbers_apart(mine, other) and not _outgrown(before, now, day):
        return False
    return _whole(a, mine, b, other) and one_event(a, b, places)


def _outgrown(before: Counted, now: Counted, day: Callable[[Facts], str]) -> bool:
    """Return whether a later report gives far more than an earlier gave as the least: both were right when told."""
    (a, mine), (b, other) = before, now
    known = bool(day(a)) and day(a) < day(b)
    return known and mine.high is None and (other.low or 0.0) > BEYOND_BOUND * (mine.low or 0.0)


def _one_account(a: Facts, b: Facts) -> bool:
    """Return whether both counts stand in one report that does not put them to two speakers: it tells how one grew."""
    two_speakers = a.speaker is not None and b.speaker is not None and a.speaker != b.speaker
    return a.statement.report == b.statement.report and not two_speakers


def places_of(entities: Sequence[Entity]) -> Places:
    """Return the places of a story."""
    counts = {entity.id: len(entity.named) for entity in entities if entity.kind == "place"}
    most = max(counts.values(), default=0)
    return Places(frozenset(counts), frozenset(place for place, n in counts.items() if n >= MAIN_SHARE * most))


def _whole(a: Facts, mine: Tally, b: Facts, other: Tally) -> bool:
    """Return whether both counts are of all, as far as can be told.

    A count is when it is what the statement is about ("80 people were killed"); one told by the way ("the hospital
    treated 20 of the injured") is only when it is the larger of the two.
    """
    if not comparable(mine, other):
        return False
    larger_is_mine = (mine.low or 0.0) > (other.low or 0.0)
    return (main_count(a, mine) or larger_is_mine) and (main_count(b, other) or not larger_is_mine)


def comparable(a: Tally, b: Tally) -> bool:
    """Return whether two counts are definite enough, and near enough, to be of one whole."""
    return not vague(a, b) and near(a, b)


def vague(a: Tally, b: Tally) -> bool:
    """Return whether one of two counts is too indefinite to contradict the other."""
    return any(t.low and t.high and t.high > VAGUE * t.low for t in (a, b))


def near(a: Tally, b: Tally) -> bool:
    """Return whether two counts are of one order: one of a part is mostly much smaller."""
    low, high = sorted((a.low or 0.0, b.low or 0.0))
    return low >= LEAST_SHARE * high


def one_event(a: Facts, b: Facts, places: Places) -> bool:
    """Return whether nothing tells the events of two counts apart: neither days nor places."""
    mine, other = a.entities & places.all, b.entities & places.all
    if mine and other and not mine & other:
        return False
    # What names no place is of the place that the story is about.
    if bool(mine) != bool(other) and not (mine | other) & places.main:
        return False
    if not (mine & other) and a.published and b.published and abs((a.published - b.published).days) > STORY_REACH:
        return False
    when = [(x, y) for x in _when(a) for y in _when(b)]
    return not when or not all(disjoint(x, y) for x, y in when)


def _when(facts: Facts) -> tuple[str, ...]:
    """Return the days an event may lie on: those that the statement gives, else those before the report.

    A long stretch says little of when, unless it was over before the news: "20 were hurt between 2015 and 2016".
    """
    given = tuple(
        t.edtf
        for t in facts.statement.times
        if t.edtf is not None and ((days(t.edtf) or LONGEST) < LONGEST or _over(t.edtf, facts))
    )
    if given or facts.published is None:
        return given
    return (f"{facts.published - timedelta(days=NEWS_REACH)}/{facts.published + timedelta(days=1)}",)


def _over(edtf: str, facts: Facts) -> bool:
    last = bounds(edtf)[1]
    return last is not None and facts.published is not None and last < facts.published - timedelta(days=NEWS_REACH)
