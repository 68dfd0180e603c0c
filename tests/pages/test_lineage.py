from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Copy, Passage, Report, Story
from onrecord.pages.lineage import SIZE, Lineage, citations, lineage
from onrecord.pages.shelf import Shelf
from tests.pages.sample import story


def _drawn(days: list[int | None], pairs: list[tuple[int, int]]) -> Lineage:
    reports = tuple(
        Report(
            id=f"r-{n}",
            input=f"{n}.txt",
            text="one two",
            outlet=f"Outlet {n}",
            published=f"2031-03-{day:02}" if day else None,
        )
        for n, day in enumerate(days)
    )
    passage = Passage(origin=(0, 3), copy=(0, 3))
    copies = tuple(Copy(origin=f"r-{a}", copy=f"r-{b}", share=0.5, passages=(passage,), because="") for a, b in pairs)
    return lineage(Shelf(Story(reports=reports, copies=copies)))


def test_a_copy_stands_right_of_its_origin_and_a_later_day_right_of_an_earlier() -> None:
    drawn = {box.key: box.x for box in _drawn([4, 4, 5], [(0, 1), (0, 2)]).drawing.boxes}
    assert drawn["r-0"] < drawn["r-1"] < drawn["r-2"]


def test_a_circle_of_copies_is_drawn_all_the_same() -> None:
    drawn = _drawn([4, 4], [(0, 1), (1, 0)])
    assert (len(drawn.drawing.boxes), len(drawn.drawing.lines)) == (2, 2)


def test_a_report_without_a_day_is_drawn_last() -> None:
    drawn = {box.key: box.x for box in _drawn([4, None], [(0, 1)]).drawing.boxes}
    assert drawn["r-0"] < drawn["r-1"]


def test_an_arrow_over_several_days_passes_no_box() -> None:
    drawn = _drawn([4, 5, 6], [(0, 1), (1, 2), (0, 2)]).drawing
    long = next(line for line in drawn.lines if "Outlet 2 has" in line.words and "from Outlet 0" in line.words)
    level = re.search(r" ([\d.]+)H", long.path)
    assert level is not None
    between = next(box for box in drawn.boxes if box.key == "r-1")
    assert not between.y <= float(level[1]) <= between.y + SIZE.height


def test_a_thicket_is_thinned_to_the_largest_origin_of_each_copy_and_the_table_keeps_all() -> None:
    pairs = list(combinations(range(5), 2))
    drawn = _drawn([4, 4, 4, 4, 4], pairs)
    assert drawn.thinned
    assert (len(drawn.drawing.lines), len(drawn.copies)) == (4, len(pairs))


def test_the_table_has_the_largest_share_first_and_both_sides_words() -> None:
    rows = lineage(Shelf(story())).copies
    assert [row.share for row in rows] == sorted((row.share for row in rows), reverse=True)
    assert (rows[0].copy_outlet, rows[0].origin_outlet, rows[0].percent) == ("Veldmark Herald", "Aldra Wire", "71%")
    assert rows[0].passages[0].origin_text == rows[0].passages[0].copy_text


def test_the_outlets_named_as_sources_are_listed_with_each_place() -> None:
    (view,) = citations(Shelf(story()))
    assert (view.outlet, [one.name for one in view.places]) == ("Aldra Wire", ["Osk Radio", "Veldmark Herald"])


@given(
    st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=2, max_size=7).flatmap(
        lambda days: st.tuples(
            st.just(days),
            st.lists(st.sampled_from(list(combinations(range(len(days)), 2))), unique=True, max_size=10),
        )
    )
)
def test_no_two_boxes_overlap(case: tuple[list[int | None], list[tuple[int, int]]]) -> None:
    drawn = _drawn(*case).drawing
    for one, other in combinations(drawn.boxes, 2):
        assert abs(one.x - other.x) >= SIZE.width or abs(one.y - other.y) >= SIZE.height


def test_each_day_stands_over_its_columns() -> None:
    drawn = _drawn([4, 4, 5, None], [(0, 1), (1, 2), (2, 3)]).drawing
    assert [one.text for one in drawn.headings] == ["4 Mar 2031", "5 Mar 2031", "no date"]
    later = next(box for box in drawn.boxes if box.key == "r-2")
    assert drawn.headings[1].x == later.x
