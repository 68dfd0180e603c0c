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
from collections.abc import Iterable, Sequence

from onrecord.archive.active import Active
from onrecord.archive.likeness import Gathered, gathered, likeness
from onrecord.archive.rarity import Rarity
from onrecord.archive.traits import Traits
from onrecord.model import make_id

WINDOW = 45
"""Days after its newest report during which a story is joined."""
THRESHOLD = -1.5
"""The logarithm of the odds from which two stories are one."""

Pairing = tuple[float, tuple[int, str], tuple[int, str], int, int]
"""Two stories that may be one: less their likeness, their keys by which ties are settled, and their numbers."""


def group(
    traits: Iterable[Traits],
    near: Iterable[tuple[str, str]] = (),
    *,
    threshold: float = THRESHOLD,
    window: int = WINDOW,
) -> dict[str, str]:
    """Tell which reports are of one story.

    Args:
        traits: Of each report, in any order; ids are distinct.
        near: Pairs of ids of reports that are nearly the same: of one story, unless more days than the window lie
            between them. A report that is not among `traits` is passed over.
        threshold: The logarithm of the odds from which two stories are one.
        window: Days after its newest report during which a story is joined.

    Returns:
        The story of each report, by id: the story's id is made of that of its first report by (day, id).
    """
    by_day: dict[int, list[Traits]] = defaultdict(list)
    undated: list[Traits] = []
    for one in traits:
        day = _day(one)
        if day is None:
            undated.append(one)
        else:
            by_day[day].append(one)
    twins = _twins(near)
    rarity = Rarity()
    active = Active()
    closed: list[Gathered] = []
    for day in sorted(by_day):
        closed += active.close_before(day - window)
        _settle(sorted(by_day.pop(day), key=lambda one: one.id), day, active, rarity, twins, threshold)
    closed += active.close_before(None)
    closed += [gathered(one, 0, rarity) for one in undated]
    return {report: make_id("s", story.first) for story in closed for report in story.reports}


def _day(one: Traits) -> int | None:
    if one.first is not None:
        return one.first
    return one.named[-1] if one.named else None


def _settle(
    today: Sequence[Traits],
    day: int,
    active: Active,
    rarity: Rarity,
    twins: dict[str, list[str]],
    threshold: float,
) -> None:
    """Give the reports of one day their stories."""
    for one in today:
        rarity.add(one.terms, True)
    new = [active.open(gathered(one, day, rarity), rarity) for one in today]
    for at in new:
        for other in twins.get(active.story(at).first, ()):
            _join_twins(active, at, other)
    heap: list[Pairing] = []
    for at in new:
        if active.is_open(at):
            _lay_beside(active, at, heap, threshold)
    while heap:
        *_, left, right = heapq.heappop(heap)
        if active.is_open(left) and active.is_open(right):
            _lay_beside(active, active.join(left, right), heap, threshold)


def _join_twins(active: Active, at: int, other: str) -> None:
    one, two = active.of_report(active.story_id(at)), active.of_report(other)
    if one is not None and two is not None and one != two:
        active.join(one, two)


def _lay_beside(active: Active, at: int, heap: list[Pairing], threshold: float) -> None:
    story = active.story(at)
    for near in active.candidates(at):
        other = active.story(near)
        value = likeness(story, other)
        if value >= threshold:
            early, late = sorted((story.key, other.key))
            heapq.heappush(heap, (-value, early, late, at, near))


def _twins(near: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in near:
        found[one].append(other)
        found[other].append(one)
    return found
