"""The calendar of promises, read back by the package that writes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from icalendar import Calendar

from onrecord.formats.ics import calendar, placed
from onrecord.model import Story
from onrecord.record import Promised, newest_day, promises_of
from tests.record.stories import ferry_story, stories

NEWEST = date(2031, 3, 5)


def ferry(**changes: Any) -> Promised:
    (row,) = promises_of(ferry_story())
    return replace(row, **changes)


def due(first: str | None, last: str | None) -> Promised:
    return ferry(due_from=first, due_to=last)


def events(*promises: Promised) -> list[Any]:
    read = Calendar.from_ical(calendar(promises, "ferry", NEWEST, NEWEST))
    return list(read.walk("VEVENT"))


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2032-07-01", "2032-12-31", ("2032-07-01", "2032-12-31")),
        ("2032-07-01", "2032-07-01", ("2032-07-01", "2032-07-01")),
        (None, "2032-06-30", ("2032-06-30", "2032-06-30")),
        ("2032-01-01", None, ("2032-01-01", "2032-01-01")),
    ],
    ids=["a window", "a day", "by a day", "from a day"],
)
def test_an_event_lasts_all_day_over_its_window(first: str | None, last: str | None, days: tuple[str, str]) -> None:
    (event,) = events(due(first, last))
    assert event.decoded("dtstart") == date.fromisoformat(days[0])
    assert event.decoded("dtend") == date.fromisoformat(days[1]) + timedelta(days=1)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert str(event["transp"]) == "TRANSPARENT"


def test_soon_has_no_place_in_a_calendar() -> None:
    assert placed(due("2031-03-04", None)) is None
    assert placed(due(None, None)) is None
    assert events(due("2031-03-04", None)) == []


def test_the_reminder_comes_on_the_morning_after_the_window() -> None:
    (event,) = events(ferry())
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].params["RELATED"] == "END"
    assert alarm.decoded("trigger") == timedelta(hours=9)
    (open_ended,) = events(due("2032-01-01", None))
    assert list(open_ended.walk("VALARM")) == []


def test_an_event_tells_the_words_who_carries_them_and_what_became_of_them() -> None:
    (event,) = events(ferry(urls=("https://norra.example/ferry",)))
    told = str(event["description"])
    for words in (
        'the ferry would sail "in the second half of next year"',
        "Élodie Brask, said 2031-03-03, first reported 2031-03-04",
        "Due: 2032-41 (only a possibility)",
        "Status as of 2031-03-05: open",
        "Outlets: Norra, The Lantern",
        "Through: Norra",
        "https://norra.example/ferry",
    ):
        assert words in told, words
    assert str(event["summary"]).startswith("Élodie Brask: the ferry would sail")
    assert str(event["url"]) == "https://norra.example/ferry"
    assert str(event["status"]) == "TENTATIVE"


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    (event,) = events(ferry(urls=("javascript:alert(1)", "https://norra.example/ferry")))
    assert str(event["url"]) == "https://norra.example/ferry"
    (without,) = events(ferry(urls=("javascript:alert(1)",)))
    assert "url" not in without


def test_an_event_keeps_its_name_when_its_promise_is_settled() -> None:
    before, after = events(ferry())[0], events(ferry(status="reported kept"))[0]
    assert str(before["uid"]) == str(after["uid"]) == "c-ferry@onrecord"
    assert before["categories"].to_ical() != after["categories"].to_ical()


def test_the_same_promises_give_the_same_bytes() -> None:
    once = calendar([ferry()], "ferry", NEWEST, NEWEST)
    assert once == calendar([ferry()], "ferry", NEWEST, NEWEST)
    assert b"DTSTAMP:20310305T000000Z" in once
    assert b"DTSTAMP:19700101T000000Z" in calendar([ferry()], "ferry", None, None)


@given(stories())
def test_every_calendar_can_be_read_back(story: Story) -> None:
    rows = promises_of(story)
    made = calendar(rows, "any", newest_day(story), None)
    read = Calendar.from_ical(made)
    assert len(list(read.walk("VEVENT"))) == sum(placed(row) is not None for row in rows)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
