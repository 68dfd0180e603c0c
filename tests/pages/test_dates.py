from __future__ import annotations

import pytest

from onrecord.pages.dates import short, window, words


@pytest.mark.parametrize(
    ("edtf", "spelled"),
    [
        ("2031", "2031"),
        ("2031-03", "March 2031"),
        ("2031-03-04", "4 March 2031"),
        ("2031-03-04T06:40:00", "4 March 2031, 06:40"),
        ("2031-21", "spring 2031"),
        ("2031-34", "second quarter of 2031"),
        ("2031-41", "second half of 2031"),
        ("../2031-05-31", "by 31 May 2031"),
        ("2031-05/..", "from May 2031"),
        ("2031-01-26/2031-02", "26 January 2031 to February 2031"),
        ("2031-07-14~", "14 July 2031 (approximate)"),
        ("2031?", "2031 (uncertain)"),
        ("203X", "2030s"),
        ("2031-99", "2031-99"),
        ("soon", "soon"),
        (None, "no date"),
    ],
)
def test_a_date_is_its_own_notation_spelled_out(edtf: str | None, spelled: str) -> None:
    assert words(edtf) == spelled


def test_a_short_date_has_short_months_and_no_hour() -> None:
    assert short("2031-03-04T06:40:00/2031-09") == "4 Mar 2031 to Sep 2031"


def test_what_is_no_date_has_no_window() -> None:
    assert [window(one) for one in (None, "", "soon", "P3M")] == [None] * 4
