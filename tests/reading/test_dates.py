from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.dates import date_in_url, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2031-05-04", "2031-05-04"),
        ("2031-05-04T21:32:16", "2031-05-04T21:32:16"),
        ("2031-05-04 13:14", "2031-05-04T13:14:00"),
        ("2031-05-04T00:00:00Z", "2031-05-04"),
        ("2031-05-04T09:05:00.123+02:00", "2031-05-04T09:05:00"),
        ("2031/05/04", "2031-05-04"),
        ("20310504", "2031-05-04"),
        ("May 04, 2031", "2031-05-04"),
        ("Sunday, May 4, 2031 at 9:15 pm", "2031-05-04T21:15:00"),
        ("Sept. 4th, 2031", "2031-09-04"),
        ("4 May 2031", "2031-05-04"),
        ("4 May 2031, 21:30 GMT", "2031-05-04T21:30:00"),
        ("Sun 4 May 2031 12:05 am EDT", "2031-05-04T00:05:00"),
        ("31/12/2031", "2031-12-31"),
        ("12/31/2031", "2031-12-31"),
        ("04/04/2031", "2031-04-04"),
        ("03/04/2031", None),
        ("13/13/2031", None),
        ("2031-02-30", None),
        ("February 30, 2031", None),
        ("May 2031", None),
        ("2031", None),
        ("on May 4, 2031 the wall fell", None),
        ("yesterday", None),
        ("1031-05-04", None),
        ("2199-12-31", "2199-12-31"),
        ("2200-01-01", None),
        ("9999-12-31", None),
        ("", None),
    ],
)
def test_a_written_date_is_read_or_it_is_none(text: str, expected: str | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2031/05/04/the-wall", "2031-05-04"),
        ("/2031/5/4/the-wall.html", "2031-05-04"),
        ("/world/2031/may/04/the-wall", "2031-05-04"),
        ("/world/2031-05/04/content_123.htm", None),
        ("/news/2031-05-04-the-wall", "2031-05-04"),
        ("/news/20310504/the-wall", "2031-05-04"),
        ("/news/the-wall-20310504", None),
        ("/2031/05/the-wall", None),
        ("/2031/02/30/the-wall", None),
        ("/2031/05/04/copy-of-2031-05-03-the-wall", None),
        ("/2031/map/04/the-wall", None),
        ("", None),
    ],
)
def test_a_day_in_an_address_is_read_where_there_is_one_and_only_one(path: str, expected: str | None) -> None:
    assert date_in_url(path) == expected


@given(st.datetimes(min_value=datetime(1700, 1, 1), max_value=datetime(2199, 12, 31)))
def test_a_time_in_iso_8601_comes_back_as_it_is(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    written = moment.isoformat()
    expected = written[:10] if written.endswith("T00:00:00") else written
    assert parse_date(written) == expected


@given(st.text(max_size=40))
def test_any_text_is_a_day_that_exists_or_none(text: str) -> None:
    found = parse_date(text)
    assert found is None or date.fromisoformat(found[:10])
