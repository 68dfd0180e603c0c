"""The stories of an archive: which reports tell of one event.

The reports are taken day by day. Those of one day and the stories that are still told are laid side by side where they
share rare terms, and what is likest is joined first, until nothing is like enough (agglomerative clustering by average
linkage, a day at a time): so the order within a day does not matter, and what was two stories may turn out to be one.
A story that nothing has joined for the length of a window is closed: who writes of it later, on its anniversary, tells
a story of that day. The cost of a report is bounded, by how many stories it is laid beside, whatever the archive holds.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from onrecord.archive.active import Active
from onrecord.archive.likeness import UNDATED, Gathered, apart, gathered, likeness, slim
from onrecord.archive.rarity import Rarity
from onrecord.archive.traits import Traits
from onrecord.model import make_id

WINDOW = 90
"""Days after its newest report during which a story is joined. By the tune half of `bench/story_grouping.py`, where F1
is 96.3 with 45 or 60 days and 96.6 with 90. Seven of its 86 events have a report more than 45 days from all others,
five more than 200: anniversaries and looks back, which are stories of their own day."""
THRESHOLD = 0.0
"""The logarithm of the odds from which two stories are one."""

Pairing = tuple[float, tuple[int, str], tuple[int, str], int, int]
"""Two stories that may be one: less their likeness, their keys by which ties are settled, and their numbers."""
Twins = Mapping[str, Sequence[str]]
"""Of a report, those that are nearly the same."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How like and how near in time two stories must be to be one."""

    threshold: float
    window: int


def group(
    traits: Iterable[Traits],
    near: Iterable[tuple[str, str]] = (),
    *,
    threshold: float = THRESHOLD,
    window: int = WINDOW,
) -> dict[str, str]:
    """Tell which reports are of one story.

    Args:
        traits: Of each report, in any order; ids are distinct. A report whose day is not known, or is one of more days
            than the window, is placed by its words after all others.
        near: Pairs of ids of reports that are nearly the same: of one story, unless the story of the earlier was closed
            before the later was published. A report that is not among `traits` is passed over.
        threshold: The logarithm of the odds from which two stories are one.
        window: Days after its newest report during which a story is joined.

    Returns:
        The story of each report, by id: the story's id is made of that of its first report by (day, id), those without
        a day behind those with one.

    >>> group([]), group([], [("r-1", "r-2")])
    ({}, {})
    """
    limits = Limits(threshold, window)
    # As bytes until their day comes: what is not looked at takes 2 kB a report.
    by_day: dict[int, list[bytes]] = defaultdict(list)
    for one in traits:
        by_day[_day(one, window)].append(msgspec.msgpack.encode(one))
    undated = _read(by_day.pop(UNDATED, []))
    twins = _twins(near)
    rarity = Rarity()
    active = Active()
    told: dict[str, str] = {}
    kept: list[Gathered] = []
    for day in sorted(by_day):
        closed = active.close_before(day - window)
        _settle(_read(by_day.pop(day)), day, active, rarity, twins, limits)
        told |= _told(closed)
        kept += map(slim, closed if undated else ())
    closed = active.close_before(None)
    told |= _told(closed)
    if undated:
        # One more day, on which all stories are open again.
        for story in (*kept, *closed):
            active.open(story)
        _settle(undated, UNDATED, active, rarity, twins, limits)
        told = _told(active.close_before(None))
    return told


def _read(made: Iterable[bytes]) -> list[Traits]:
    return [msgspec.msgpack.decode(one, type=Traits) for one in made]


def _told(stories: Iterable[Gathered]) -> dict[str, str]:
    return {
        report: story_id for story in stories for story_id in (make_id("s", story.first),) for report in story.reports
    }


def _day(one: Traits, window: int) -> int:
    """Return the day that a report is taken to be of: the first of those that it can be of."""
    if one.first is None or one.last is None or one.last - one.first > window:
        return UNDATED
    return one.first


def _settle(today: Sequence[Traits], day: int, active: Active, rarity: Rarity, twins: Twins, limits: Limits) -> None:
    """Give the reports of one day their stories, among those that are open."""
    ordered = sorted(today, key=lambda one: one.id)
    for one in ordered:
        rarity.add(one.terms, 1.0)
    for one in ordered:
        active.open(gathered(one, day, rarity))
    for one in ordered:
        for twin in twins.get(one.id, ()):
            _join_twins(active, one.id, twin, limits.window)
    heap: list[Pairing] = []
    for at in sorted({active.of_report(one.id) for one in ordered}):
        _lay_beside(active, at, heap, limits)
    while heap:
        *_, left, right = heapq.heappop(heap)
        if active.is_open(left) and active.is_open(right):
            _lay_beside(active, active.join(left, right), heap, limits)
    for one in ordered:
        # However many reports a story has, its words are those of one story.
        rarity.add(one.terms, 1.0 / len(active.story(active.of_report(one.id)).reports) - 1.0)


def _join_twins(active: Active, one: str, other: str, window: int) -> None:
    if active.holds(one) and active.holds(other):
        left, right = active.of_report(one), active.of_report(other)
        if left != right and apart(active.story(left), active.story(right)) <= window:
            active.join(left, right)


def _lay_beside(active: Active, at: int, heap: list[Pairing], limits: Limits) -> None:
    """Put on the heap what a story is like enough to be joined with."""
    story = active.story(at)
    for near in active.candidates(at):
        other = active.story(near)
        if apart(story, other) > limits.window:
            continue
        value = likeness(story, other)
        if value >= limits.threshold:
            early, late = sorted((story.key, other.key))
            heapq.heappush(heap, (-value, early, late, at, near))


def _twins(near: Iterable[tuple[str, str]]) -> Twins:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(near):
        found[one].append(other)
        found[other].append(one)
    return found
