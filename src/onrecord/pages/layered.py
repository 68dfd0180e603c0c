"""Where the boxes of a drawing in layers stand: columns given, rows found so that few lines cross.

The method is that of Sugiyama, Tagawa and Toda (1981): a line that passes a column keeps a row free in it; the rows are
ordered by the mean row of their neighbours, sweeping to and fro, then neighbours change places while that parts
crossings (the transposition of Gansner and others, 1993). The best order seen is kept. Nothing is random.

Why no library (`python -m bench.drawings`): columns are days here, and must stay so. On 200 made-up lineages of 1,817
lines networkx's `multipartite_layout`, which takes columns as given, crosses some 3,500, another number each run, for it
orders rows by a set; fast-sugiyama crosses 241 but chooses the columns itself; grandalf and igraph are GPL. This
crosses 228.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_ROUNDS = 24  # sweeps: on 40 made-up graphs of 10 to 60 boxes 12 leave 1,624 crossings, 24 leave 1,589, 48 no fewer
_SWAPS_MAX = 40  # spots in a column: beyond it changing places is left out, which costs the square of this

Spot = tuple[str, str]
"""A place in a column: a box and '', or a line that passes, by its start and `end@column`."""


@dataclass(frozen=True, slots=True)
class Layered:
    """Boxes and lines, by column and row; both from 0. A column of fewer rows stands in the middle, at half rows."""

    boxes: Mapping[str, tuple[int, float]]
    bends: Mapping[tuple[str, str], tuple[tuple[int, float], ...]]
    """For each line the rows that it passes in the columns between."""
    columns: int
    rows: int


def layered(columns: Mapping[str, int], lines: Sequence[tuple[str, str]]) -> Layered:
    """Return where boxes and lines stand.

    Args:
        columns: Each box's column, in the order in which boxes of a column stand where nothing else tells.
        lines: From box to box; one that does not go rightward takes no part in the ordering.

    >>> drawn = layered({"a": 0, "b": 0, "c": 1, "d": 1}, [("a", "d"), ("b", "c")])
    >>> drawn.boxes["c"][1] > drawn.boxes["d"][1]
    True
    """
    order: list[list[Spot]] = [[] for _ in range(max(columns.values(), default=-1) + 1)]
    for box, column in columns.items():
        order[column].append((box, ""))
    joined: list[list[tuple[Spot, Spot]]] = [[] for _ in order]
    for start, end in lines:
        last: Spot = (start, "")
        for column in range(columns[start] + 1, columns[end]):
            passing: Spot = (start, f"{end}@{column}")
            order[column].append(passing)
            joined[column - 1].append((last, passing))
            last = passing
        if columns[end] > columns[start]:
            joined[columns[end] - 1].append((last, (end, "")))
    best = _best(order, joined)
    tall = max((len(column) for column in best), default=0)
    at = {spot: (n, row + (tall - len(column)) / 2) for n, column in enumerate(best) for row, spot in enumerate(column)}
    return Layered(
        boxes={box: at[box, ""] for box in columns},
        bends={
            (start, end): tuple(at[start, f"{end}@{n}"] for n in range(columns[start] + 1, columns[end]))
            for start, end in lines
        },
        columns=len(best),
        rows=tall,
    )


def _best(order: list[list[Spot]], joined: list[list[tuple[Spot, Spot]]]) -> list[list[Spot]]:
    before: dict[Spot, list[Spot]] = {}
    after: dict[Spot, list[Spot]] = {}
    for pairs in joined:
        for one, other in pairs:
            before.setdefault(other, []).append(one)
            after.setdefault(one, []).append(other)
    now = [list(column) for column in order]
    best, fewest = now, _crossings(now, joined)
    for turn in range(_ROUNDS):
        if not fewest:
            break
        now = _swept(now, after, backward=True) if turn % 2 else _swept(now, before, backward=False)
        now = _swapped(now, before, after)
        crossed = _crossings(now, joined)
        if crossed < fewest:
            best, fewest = now, crossed
    return best


def _swept(order: list[list[Spot]], near: Mapping[Spot, list[Spot]], *, backward: bool) -> list[list[Spot]]:
    """Order each column by the mean row of its neighbours on one side."""
    swept = list(order)
    columns = range(len(order))
    for n in reversed(columns) if backward else columns:
        beside = n + 1 if backward else n - 1
        if not 0 <= beside < len(order):
            continue
        rows = {spot: row for row, spot in enumerate(swept[beside])}
        own = {spot: row for row, spot in enumerate(swept[n])}

        def pull(spot: Spot, rows: Mapping[Spot, int] = rows, own: Mapping[Spot, int] = own) -> tuple[float, int]:
            found = [rows[one] for one in near.get(spot, ())]
            return (sum(found) / len(found) if found else float(own[spot]), own[spot])

        swept[n] = sorted(swept[n], key=pull)
    return swept


def _swapped(
    order: list[list[Spot]], before: Mapping[Spot, list[Spot]], after: Mapping[Spot, list[Spot]]
) -> list[list[Spot]]:
    """Let neighbours in a column change places as long as fewer lines cross."""
    swapped = [list(column) for column in order]
    for n, column in enumerate(swapped):
        if len(column) > _SWAPS_MAX:
            continue
        sides = [
            ({spot: row for row, spot in enumerate(swapped[beside])}, near)
            for beside, near in ((n - 1, before), (n + 1, after))
            if 0 <= beside < len(swapped)
        ]

        def cost(upper: Spot, lower: Spot, sides: list[tuple[dict[Spot, int], Mapping[Spot, list[Spot]]]]) -> int:
            return sum(
                rows[one] > rows[other]
                for rows, near in sides
                for one, other in itertools.product(near.get(upper, ()), near.get(lower, ()))
            )

        for _ in column:
            changed = False
            for row in range(len(column) - 1):
                upper, lower = column[row], column[row + 1]
                if cost(lower, upper, sides) < cost(upper, lower, sides):
                    column[row], column[row + 1] = lower, upper
                    changed = True
            if not changed:
                break
    return swapped


def _crossings(order: list[list[Spot]], joined: list[list[tuple[Spot, Spot]]]) -> int:
    """Return how many lines cross between neighbouring columns."""
    total = 0
    for n, pairs in enumerate(joined):
        if not pairs:
            continue
        left = {spot: row for row, spot in enumerate(order[n])}
        right = {spot: row for row, spot in enumerate(order[n + 1])}
        seen: list[int] = []
        for _, end in sorted((left[one], right[other]) for one, other in pairs):
            total += len(seen) - bisect_left(seen, end + 1)
            insort(seen, end)
    return total
