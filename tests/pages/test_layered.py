"""Boxes in columns: few lines cross, and nothing depends on the order in which lines came."""

from __future__ import annotations

import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages.layered import Layered, layered

GRAPHS = st.lists(st.integers(0, 4), min_size=1, max_size=9).flatmap(
    lambda columns: st.tuples(
        st.just({f"b{n}": column for n, column in enumerate(sorted(columns))}),
        st.lists(
            st.sampled_from(list(itertools.product((f"b{n}" for n in range(len(columns))), repeat=2))),
            unique=True,
            max_size=12,
        ),
    )
)


def _crossings(drawn: Layered, lines: list[tuple[str, str]]) -> int:
    ways = [[drawn.boxes[a], *drawn.bends[a, b], drawn.boxes[b]] for a, b in lines]
    steps = [step for way in ways for step in itertools.pairwise(way)]
    return sum(
        one[0][0] == other[0][0] and (one[0][1] - other[0][1]) * (one[1][1] - other[1][1]) < 0
        for one, other in itertools.combinations(steps, 2)
    )


def test_boxes_change_rows_so_that_no_line_crosses() -> None:
    lines = [("a", "z"), ("b", "y"), ("c", "x")]
    drawn = layered({"a": 0, "b": 0, "c": 0, "x": 1, "y": 1, "z": 1}, lines)
    assert _crossings(drawn, lines) == 0


def test_a_column_of_one_stands_in_the_middle() -> None:
    drawn = layered({"a": 0, "x": 1, "y": 1, "z": 1}, [("a", "x"), ("a", "y"), ("a", "z")])
    assert drawn.boxes["a"] == (0, 1.0)
    assert (drawn.columns, drawn.rows) == (2, 3)


def test_nothing_gives_nothing() -> None:
    assert layered({}, []) == Layered({}, {}, 0, 0)


@given(GRAPHS)
def test_each_box_stays_in_its_column_and_has_its_place_alone(
    case: tuple[dict[str, int], list[tuple[str, str]]],
) -> None:
    columns, lines = case
    drawn = layered(columns, lines)
    assert {box: column for box, (column, _) in drawn.boxes.items()} == columns
    taken = [*drawn.boxes.values(), *(bend for bends in drawn.bends.values() for bend in bends)]
    assert max(Counter(taken).values()) == 1


@given(GRAPHS)
def test_a_line_has_a_free_row_in_every_column_that_it_passes(
    case: tuple[dict[str, int], list[tuple[str, str]]],
) -> None:
    columns, lines = case
    drawn = layered(columns, lines)
    for start, end in lines:
        between = list(range(columns[start] + 1, columns[end]))
        assert [column for column, _ in drawn.bends[start, end]] == between
