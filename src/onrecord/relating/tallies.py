"""Counts of people that a growing story tells again and again: the dead, the injured, the missing, the arrested.

They are told in ever new words ("77 people died", "the toll stands at 80"), so they are matched by what is counted and
what happened, not by their wording; and since most stories know more than one event (last year's attack, the dead of
one family), everything that may tell two events apart keeps two counts apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from onrecord.dates import bounds, disjoint
from onrecord.model import Entity
from onrecord.relating.counts import is_toll, main_count, numbers_apart, same_number
from onrecord.relating.facts import Facts, Tally

LEAST_SHARE = 0.4
"""A count under this share of another is taken to count a part, or another event ("two of them children")."""
VAGUE = 1.5
"""A count whose upper bound is more than so many times its lower ("dozens") contradicts nothing."""
NEWS_REACH = 3
"""Days before a report within which an event lies that is told without a date."""
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
_TELLERS = 5


def tally_pairs(
    facts: Mapping[str, Facts], places: Places, moment: Callable[[Facts], str]
) -> Iterator[tuple[Facts, Tally, Facts, Tally]]:
    """Yield, for each count, the last count before it of the same thing that it cannot agree with.

    Args:
        facts: The facts of all statements.
        places: The places of the story.
        moment: When a statement's report was published, as text that sorts; '' when that is not known.
    """
    by_key: dict[tuple[str, str], list[Counted]] = defaultdict(list)
    for one in facts.values():
        for tally in one.tallies:
            if is_toll(tally):
                by_key[tally.key].append((one, tally))
    for key in sorted(by_key):
        earlier: dict[tuple[float | None, float | None], list[Counted]] = {}
        for one, tally in sorted(by_key[key], key=lambda c: (moment(c[0]) or "9999", c[0].statement.report, c[1].span)):
            for counted in reversed(earlier.values()):
                clash = next((c for c in reversed(counted) if _cannot_both_be(c, (one, tally), places)), None)
                if clash is not None:
                    yield *clash, one, tally
                    break
            value = (tally.low, tally.high)
            # The value told last comes last; of those who tell it, the latest few are enough to find one that compares.
            earlier[value] = [*earlier.pop(value, []), (one, tally)][-_TELLERS:]


def _cannot_both_be(before: Counted, now: Counted, places: Places) -> bool:
    (a, mine), (b, other) = before, now
    if same_number(mine, other) or not numbers_apart(mine, other):
        return False
    return _whole(a, mine, b, other) and one_event(a, b, places)


def places_of(entities: Sequence[Entity]) -> Places:
    """Return the places of a story."""
    counts = {entity.id: len(entity.mentions) for entity in entities if entity.kind == "place"}
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
    if any(t.low and t.high and t.high > VAGUE * t.low for t in (a, b)):
        return False
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
    return not any(disjoint(x, y) for x in _when(a) for y in _when(b))


def _when(facts: Facts) -> tuple[str, ...]:
    """Return the days an event may lie on: those that the statement gives, else those before the report."""
    given = tuple(time.edtf for time in facts.statement.times if time.edtf is not None and bounds(time.edtf)[0])
    if given or facts.published is None:
        return given
    return (f"{facts.published - timedelta(days=NEWS_REACH)}/{facts.published + timedelta(days=1)}",)
