"""EDTF dates to first and last day."""

from __future__ import annotations

from datetime import date
from math import isinf

import pytest
from hypothesis import given, settings
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
    ("2024-12-06T21:32:16Z", "2024-12-06", "2024-12-06"),
    ("2024-12-06T21:32:16-05:00", "2024-12-06", "2024-12-06"),
    ("2016-07-14~", "2016-07-14", "2016-07-14"),
    ("[2024-03-04,2024-04-03]", "2024-03-04", "2024-04-03"),
    ("[2025-05,2024-04-03]", "2024-04-03", "2025-05-31"),
    ("[2024-03-04,soon]", None, None),
    ("[]", None, None),
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


# The package has no date-time beyond its day, ends every winter with December, and reads an empty end as unknown: ten
# years from the other one.
OWN = frozenset({"2025-24", "2023-24", "2025-01-26/", "/2025", "2016-07-14~"})


def package_bounds(edtf: str) -> tuple[date | None, date | None]:
    """Return the bounds that the `edtf` package gives; its infinity is an open end."""
    from edtf import parse_edtf

    parsed = parse_edtf(edtf)
    first, last = (
        None if isinstance(end, float) and isinf(end) else date(*end[:3])
        for end in (parsed.lower_strict(), parsed.upper_strict())
    )
    return first, last


@pytest.mark.parametrize("edtf", [row[0] for row in TABLE if (row[1] or row[2]) and row[0] not in OWN])
def test_the_edtf_package_gives_the_same_bounds(edtf: str) -> None:
    assert bounds(edtf) == package_bounds(edtf)


DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat)
PARTS = st.sampled_from([*range(1, 13), 21, 22, 23, *range(33, 42)]).map("{:02}".format)
SIMPLE = DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4])
DECADES = DAYS.map(lambda day: f"{day[:3]}X") | DAYS.map(lambda day: f"{day[:2]}XX")
DATES = SIMPLE | DECADES | st.builds("{}-{}".format, DAYS.map(lambda day: day[:4]), PARTS)


@settings(max_examples=60, deadline=None)
@given(DATES)
def test_a_date_has_the_bounds_that_the_edtf_package_gives(edtf: str) -> None:
    assert bounds(edtf) == package_bounds(edtf)


@settings(max_examples=60, deadline=None)
@given(SIMPLE, SIMPLE, st.sampled_from(["closed", "from", "to", "one of"]))
def test_an_interval_or_a_set_has_the_bounds_that_the_edtf_package_gives(one: str, other: str, shape: str) -> None:
    low, high = sorted((one, other), key=lambda text: package_bounds(text)[0] or date.min)
    edtf = {"closed": f"{low}/{high}", "from": f"{one}/..", "to": f"../{one}", "one of": f"[{low},{high}]"}[shape]
    expected = package_bounds(edtf)
    if shape == "one of":  # the package takes the last member's last day, which need not be the latest
        expected = expected[0], max(day for text in (low, high) if (day := package_bounds(text)[1]))
    if shape != "closed" or expected[0] <= expected[1]:  # type: ignore[operator]
        assert bounds(edtf) == expected


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
