"""How many lines cross in a drawing in layers: ours, networkx's and fast-sugiyama's, on the same made-up lineages.

python -m bench.drawings

Each lineage has 5 to 14 reports of up to five days and about as many copies. Columns are those of the page (days), and
a line that passes a column is a spot of its own in it, for all but fast-sugiyama, which chooses columns itself and is
taken without its bends: straight lines. A library that is not installed is left out, and that is said.
"""

from __future__ import annotations

import importlib
import itertools
import random
from typing import Any

from onrecord.pages.layered import Layered, layered

SEED, GRAPHS, DAYS = 7, 200, 5
Point = tuple[float, float]


def main() -> int:
    """Print the crossings of each."""
    graphs = _graphs()
    print(f"{GRAPHS} lineages, {sum(len(lines) for _, lines in graphs):,} lines")
    print(f"  layered                      {sum(_crossings(_ours(*one)) for one in graphs):6,}")
    for name, module, draw in (
        ("networkx multipartite_layout", "networkx", _networkx),
        ("fast-sugiyama, own columns", "fast_sugiyama", _sugiyama),
    ):
        try:
            library = importlib.import_module(module)
        except ImportError:
            print(f"  {name:28} not installed")
            continue
        print(f"  {name:28} {sum(_crossings(draw(library, *one)) for one in graphs):6,}")
    return 0


def _graphs() -> list[tuple[dict[str, int], list[tuple[str, str]]]]:
    chance = random.Random(SEED)  # noqa: S311  # made-up lineages, the same each time
    found = []
    for _ in range(GRAPHS):
        size = chance.randint(5, 14)
        days = sorted(chance.randint(1, DAYS) for _ in range(size))
        pairs = {tuple(sorted(chance.sample(range(size), 2))) for _ in range(chance.randint(size - 2, int(1.5 * size)))}
        lines = sorted((f"r{a:02}", f"r{b:02}") for a, b in pairs)
        columns: dict[str, int] = {}
        for n, day in enumerate(days):
            before = [columns[a] + 1 for a, b in lines if b == f"r{n:02}"]
            earlier = [columns[f"r{m:02}"] + 1 for m in range(n) if days[m] < day]
            columns[f"r{n:02}"] = max([0, *before, *earlier])
        found.append((columns, lines))
    return found


def _ours(columns: dict[str, int], lines: list[tuple[str, str]]) -> list[list[Point]]:
    return _ways(layered(columns, lines), lines)


def _ways(drawn: Layered, lines: list[tuple[str, str]]) -> list[list[Point]]:
    return [[drawn.boxes[a], *drawn.bends[a, b], drawn.boxes[b]] for a, b in lines]


def _networkx(library: Any, columns: dict[str, int], lines: list[tuple[str, str]]) -> list[list[Point]]:
    graph = library.DiGraph()
    for box, column in columns.items():
        graph.add_node(box, layer=column)
    ways = {}
    for a, b in lines:
        ways[a, b] = [a, *(f"{a}>{b}@{n}" for n in range(columns[a] + 1, columns[b])), b]
        for n, spot in enumerate(ways[a, b][1:-1], columns[a] + 1):
            graph.add_node(spot, layer=n)
    at = library.multipartite_layout(graph, subset_key="layer", align="vertical")
    return [[(float(at[spot][0]), float(at[spot][1])) for spot in way] for way in ways.values()]


def _sugiyama(library: Any, columns: dict[str, int], lines: list[tuple[str, str]]) -> list[list[Point]]:
    del columns
    numbers = {box: n for n, box in enumerate(sorted({end for line in lines for end in line}))}
    ways: list[list[Point]] = []
    for part in library.from_edges([(numbers[a], numbers[b]) for a, b in lines]):
        at = {box: (-y, x) for box, (x, y) in part[0]}
        ways += [[at[numbers[a]], at[numbers[b]]] for a, b in lines if numbers[a] in at]
    return ways


def _crossings(ways: list[list[Point]]) -> int:
    steps = [(n, *step) for n, way in enumerate(ways) for step in itertools.pairwise(way)]
    return sum(
        one[0] != other[0] and _cross(one[1], one[2], other[1], other[2])
        for one, other in itertools.combinations(steps, 2)
    )


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    if len({a, b, c, d}) < 4:
        return False
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


if __name__ == "__main__":
    raise SystemExit(main())
