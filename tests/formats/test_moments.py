"""Dates as other formats have them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.formats.moments import first_and_last, moment


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2031-03-05", "2031-03-05"),
        ("2031-03-05T09:30", "2031-03-05T09:30:00"),
        ("2031-03-05T09:30:05Z", "2031-03-05T09:30:05Z"),
        ("2031-03-05T09:30+02:00", "2031-03-05T09:30:00+02:00"),
        ("2031-03-05~", None),
        ("2031-03", None),
        ("2031-41", None),
        ("2031-03-05/2031-03-07", None),
        ("2031-02-30", None),
        ("2031-03-05T25:00", None),
        ("../2031-03-05", None),
        ("٢٠٣١-٠٣-٠٥", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_only_one_day_or_one_moment_of_it_is_told(edtf: str | None, expected: str | None) -> None:
    assert moment(edtf) == expected


@given(st.dates() | st.datetimes())
def test_every_day_and_moment_stays_what_it_is(when: date | datetime) -> None:
    told = moment(when.isoformat() if not isinstance(when, datetime) else when.isoformat(timespec="seconds"))
    assert told is not None
    assert datetime.fromisoformat(told).date() == (when.date() if isinstance(when, datetime) else when)


def test_a_window_has_the_ends_that_are_known() -> None:
    assert first_and_last("../2031-06-30") == (None, "2031-06-30")
    assert first_and_last("2031-06-30/..") == ("2031-06-30", None)
    assert first_and_last("soon") == (None, None)
