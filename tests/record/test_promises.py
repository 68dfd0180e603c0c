"""What the calendar adds to a promise, and what a reader is shown of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import (
    Claim,
    Entity,
    Promise,
    PromiseStatus,
    Report,
    Statement,
    Story,
    Time,
    TimeType,
    Window,
)
from onrecord.record import judged_on, newest_day, on_day, promises_of, status_on
from tests.record.stories import ferry_story, stories

PROMISE = Promise(claim="c-1", speaker="e-1", due="../2031-06-30", status="open")
SETTLED: tuple[PromiseStatus, ...] = ("reported kept", "reported broken", "revised", "due passed, nothing reported")


@pytest.mark.parametrize(
    ("due", "day", "status"),
    [
        ("../2031-06-30", date(2031, 6, 30), "open"),
        ("../2031-06-30", date(2031, 7, 1), "due passed, nothing reported"),
        ("2031-41", date(2031, 12, 31), "open"),
        ("2031-41", date(2032, 1, 1), "due passed, nothing reported"),
        ("2031-06-30/..", date(2099, 1, 1), "open"),
        ("no date at all", date(2099, 1, 1), "open"),
        ("../2031-06-30", None, "open"),
    ],
)
def test_an_open_promise_passes_on_the_day_after_its_window(due: str, day: date | None, status: str) -> None:
    assert status_on(replace(PROMISE, due=due), day) == status


@pytest.mark.parametrize("status", SETTLED)
def test_what_was_reported_stays_as_it_was_reported(status: PromiseStatus) -> None:
    assert status_on(replace(PROMISE, status=status), date(2099, 1, 1)) == status


@given(st.dates(), st.dates())
def test_what_has_passed_has_passed_on_every_later_day(one: date, other: date) -> None:
    if status_on(PROMISE, min(one, other)) != "open":
        assert status_on(PROMISE, max(one, other)) != "open"


def test_a_story_is_judged_on_today_or_on_its_newest_reports_day() -> None:
    story = ferry_story()
    assert newest_day(story) == date(2031, 3, 5)
    assert judged_on(story, date(2026, 1, 1)) == date(2031, 3, 5)
    assert judged_on(story, date(2033, 1, 1)) == date(2033, 1, 1)
    assert judged_on(Story(), None) is None


def test_only_the_statuses_change_with_the_day() -> None:
    story = ferry_story()
    assert on_day(story, None) == story
    later = on_day(story, date(2033, 1, 1))
    assert [one.status for one in later.promises] == ["due passed, nothing reported"]
    assert later.promises[0].because.endswith("as of 2033-01-01 the window has ended")
    assert replace(later, promises=story.promises) == story


def test_a_promise_is_shown_with_who_carries_it_its_windows_and_its_evidence() -> None:
    (row,) = promises_of(ferry_story())
    assert (row.speaker, row.due_from, row.due_to, row.hedged) == ("Élodie Brask", "2032-07-01", "2032-12-31", True)
    assert (row.outlets, row.relays) == (("Norra", "The Lantern"), ("Norra",))
    assert [(one.due, one.words, one.outlet, one.day) for one in row.windows] == [
        ("2032-41", "in the second half of next year", "Norra", "2031-03-04"),
        ("2031-03-05/..", None, "The Lantern", "2031-03-05"),
    ]
    assert [(one.statement, one.settles, one.outlet) for one in row.later] == [("s-2", True, "The Lantern")]


def test_those_without_a_last_day_come_after_the_dated_ones() -> None:
    story = ferry_story()
    (promise,) = story.promises
    dues = ["2031-03-04/..", "2033", "../2032-01-31", "2032-41"]
    many = replace(story, promises=tuple(replace(promise, due=due) for due in dues))
    assert [row.due for row in promises_of(many)] == ["../2032-01-31", "2032-41", "2033", "2031-03-04/.."]


@given(stories())
def test_every_promise_of_any_story_has_its_row(story: Story) -> None:
    assert sorted(row.claim for row in promises_of(story)) == sorted(one.claim for one in story.promises)


def _spoken(text: str, due: str, words: str, kind: TimeType = "DATE", edtf: str | None = None) -> Story:
    """Return a story of one report that is one speech, with a promise in it; its outlet is not known."""
    at = text.index(words)
    time = Time(span=(at, at + len(words)), type=kind, value=edtf or "FUTURE_REF", edtf=edtf)
    report = Report(id="r-0", input="box/speech.txt", text=text, published="2031-03-04")
    statement = Statement(
        id="s-0",
        report="r-0",
        kind="direct",
        content=((0, len(text)),),
        sentence=(0, len(text)),
        text=text,
        times=(time,),
        speaker="e-0",
    )
    claim = Claim(
        id="c-0",
        text=text,
        statements=("s-0",),
        reports=("r-0",),
        vouchers=("e-0",),
        channels=(("r-0",),),
        first_reported="2031-03-04",
    )
    speaker = Entity(id="e-0", name="Mara Velt", kind="person", forms=("Mara Velt",), mentions=())
    window = Window(due=due, statement="s-0", span=time.span)
    promise = Promise(claim="c-0", speaker="e-0", due=due, status="open", windows=(window,))
    return Story(reports=(report,), entities=(speaker,), statements=(statement,), claims=(claim,), promises=(promise,))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "“The piles stand. Mr. Brandt and I will open the pier in June. Come and see.”",
            "[...] Mr. Brandt and I will open the pier in June. [...]",
        ),
        ("“We will open the pier in June.”", "“We will open the pier in June.”"),
        ("“We will open the pier in June. Come!”", "“We will open the pier in June. [...]"),
    ],
)
def test_of_a_speech_the_sentence_that_says_when_is_shown(text: str, words: str) -> None:
    (row,) = promises_of(_spoken(text, "2031-06", "June", edtf="2031-06"))
    assert (row.words, row.text) == (words, text)


def test_a_report_without_an_outlet_is_called_by_its_file() -> None:
    (row,) = promises_of(_spoken("We will open the pier in May.", "2031-05", "May", edtf="2031-05"))
    assert (row.outlets, row.windows[0].outlet) == (("outlet unknown (speech.txt)",), "outlet unknown (speech.txt)")


@pytest.mark.parametrize(
    ("words", "kind", "edtf", "due", "vague"),
    [
        ("soon", "DATE", None, "2031-03-04/..", True),
        ("the coming weeks", "DURATION", "2031-03-04/..", "2031-03-04/..", True),
        ("May", "DATE", "2031-05", "2031-05/..", False),
        ("May", "DATE", "2031-05", "2031-05", False),
    ],
)
def test_soon_is_no_day_from_which_it_holds(
    words: str, kind: TimeType, edtf: str | None, due: str, vague: bool
) -> None:
    (row,) = promises_of(_spoken(f"We will open the pier, {words}, as said.", due, words, kind, edtf))
    assert row.windows[0].vague is vague
