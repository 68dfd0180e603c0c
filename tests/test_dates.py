"""EDTF dates to first and last day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.dates import bounds, day_of, days, disjoint, within

TABLE = [
    ("2024-12-06", "2024-12-06", "2024-12-06"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2024", "2024-01-01", "2024-12-31"),
    ("2025-40", "2025-01-01", "2025-06-30"),
    ("2025-41", "2025-07-01", "2025-12-31"),
    ("2025-33", "2025-01-01", "2025-03-31"),
    ("2025-36", "2025-10-01", "2025-12-31"),
    ("2025-38", "2025-05-01", "2025-08-31"),
    ("2025-22", "2025-06-01", "2025-08-31"),
    ("2025-24", "2025-12-01", "2026-02-28"),
    ("2023-24", "2023-12-01", "2024-02-29"),
    ("199X", "1990-01-01", "1999-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2024-XX", "2024-01-01", "2024-12-31"),
    ("2024-12-XX", "2024-12-01", "2024-12-31"),
    ("2024-12-06T21:32:16", "2024-12-06", "2024-12-06"),
    ("2016-07-14~", "2016-07-14", "2016-07-14"),
    ("2025-01-26/2025-02", "2025-01-26", "2025-02-28"),
    ("../2025-12-31", None, "2025-12-31"),
    ("2025-01-26/..", "2025-01-26", None),
    ("2025-01-26/", "2025-01-26", None),
    ("/2025", None, "2025-12-31"),
    ("2025-12/2025-01", None, None),
    ("2025-02-30", None, None),
    ("2025-13", None, None),
    ("0000", None, None),
    ("soon", None, None),
    ("", None, None),
    ("..", None, None),
]


@pytest.mark.parametrize(("edtf", "first", "last"), TABLE)
def test_a_date_has_these_bounds(edtf: str, first: str | None, last: str | None) -> None:
    as_dates = tuple(date.fromisoformat(text) if text else None for text in (first, last))
    assert bounds(edtf) == as_dates


def test_the_edtf_package_says_the_same_where_it_says_anything() -> None:
    from edtf import parse_edtf

    # It ends every winter with December, and cannot give the bounds of open intervals.
    for edtf, first, last in TABLE:
        if first and last and "T" not in edtf and "-24" not in edtf:
            parsed = parse_edtf(edtf)
            assert tuple(parsed.lower_strict()[:3]) == date.fromisoformat(first).timetuple()[:3], edtf
            assert tuple(parsed.upper_strict()[:3]) == date.fromisoformat(last).timetuple()[:3], edtf


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("2024-12-06", "2024-12-06", False),
        ("2024-12-06", "2024-12", False),
        ("2024-12-06", "2025-41", True),
        ("../2025-12-31", "2025-41", False),
        ("../2025-06-30", "2025-41", True),
        ("2026/..", "2025-41", True),
        ("soon", "2025-41", False),
    ],
)
def test_dates_are_disjoint_when_no_day_can_be_both(a: str, b: str, apart: bool) -> None:
    assert disjoint(a, b) is disjoint(b, a) is apart


def test_nothing_is_within_what_has_no_bounds() -> None:
    assert not within("2025-08", "soon")


def test_an_open_window_is_not_within_a_closed_one() -> None:
    assert not within("../2025-12-31", "2025")
    assert within("2025", "../2025-12-31")


def test_a_month_is_no_day() -> None:
    assert day_of("2016-07") is None
    assert day_of(None) is None


@given(st.dates(date(1, 1, 2), date(9990, 1, 1)), st.dates(date(1, 1, 2), date(9990, 1, 1)))
def test_an_interval_of_two_days_holds_both_and_counts_them(one: date, other: date) -> None:
    first, last = sorted((one, other))
    interval = f"{first.isoformat()}/{last.isoformat()}"
    assert within(first.isoformat(), interval)
    assert within(last.isoformat(), interval)
    assert days(interval) == (last - first).days + 1


@given(st.text(alphabet="0123456789X-/.T~? ", max_size=24))
def test_no_text_breaks_it(text: str) -> None:
    first, last = bounds(text)
    assert first is None or last is None or first <= last
