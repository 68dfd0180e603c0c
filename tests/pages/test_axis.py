from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages.axis import Axis, Bar, axis
from onrecord.pages.dates import Window, window

DAYS = [date(2031, 3, 4), date(2031, 3, 14)]


def _line(*edtf: str, reach: int = 30) -> Axis:
    windows = [found for one in edtf if (found := window(one))]
    line = axis(windows, DAYS, reach)
    assert line is not None
    return line


def _bar(line: Axis, edtf: str) -> Bar:
    found = window(edtf)
    assert found is not None
    return line.bar(found)


@pytest.mark.parametrize(
    ("edtf", "shape"),
    [
        ("2031-03-06", "day"),
        ("2031-03", "span"),
        ("../2031-03-20", "span"),
        ("2011", "before"),
        ("2050-01-01", "after"),
    ],
)
def test_a_date_is_a_dot_a_bar_or_an_arrow(edtf: str, shape: str) -> None:
    assert _bar(_line(edtf), edtf).shape == shape


def test_a_bar_that_goes_on_beyond_the_line_is_open_at_that_end() -> None:
    bar = _bar(_line("../2031-03-20"), "../2031-03-20")
    assert (bar.open_left, bar.open_right) == (True, False)


def test_a_date_far_off_does_not_squeeze_the_story() -> None:
    assert _line("1999-01-01").first > date(2031, 2, 1)


def test_there_is_no_line_without_a_day() -> None:
    assert axis([], [], 30) is None


_days = st.dates(date(1, 1, 1), date(9998, 12, 31))


@given(
    st.lists(st.tuples(_days, st.integers(0, 4000)), min_size=1, max_size=6), st.integers(0, 4000), st.integers(2, 6)
)
def test_all_stands_within_the_line_and_no_more_labels_than_fit(
    spans: list[tuple[date, int]], reach: int, labels: int
) -> None:
    last = date(9998, 12, 31)
    windows = [Window(day, min(last, day + timedelta(days=min(more, (last - day).days)))) for day, more in spans]
    line = axis(windows, [windows[0].first or last], reach, labels)
    assert line is not None
    assert len(line.ticks) <= labels
    assert all(0 <= tick.x <= 100 for tick in line.ticks)
    for one in windows:
        bar = line.bar(one)
        assert 0 <= bar.x <= 100
        assert bar.x + bar.width <= 101
