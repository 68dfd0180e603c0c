"""The timeline as people read it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import Evidence, Report, Story, TimelineEntry
from onrecord.record import EntryRow, chronology
from tests.record.stories import ferry_story


def story_of(*dates: str, published: tuple[str | None, ...] = ("2031-03-04", "2031-03-06")) -> Story:
    """Return a story of one report a day, the first of which names the dates."""
    reports = tuple(
        Report(id=f"r-{n}", input=f"{n}.txt", text="The weir broke.", outlet=f"Paper {n}", published=day)
        for n, day in enumerate(published)
    )
    entries = tuple(
        TimelineEntry(
            date=date,
            text="The weir broke.",
            evidence=(Evidence(report="r-0", span=(0, 15)),),
            channels=(("r-0",),),
        )
        for date in dates
    )
    return Story(reports=reports, timeline=entries)


def test_an_entry_has_the_outlets_of_its_channels() -> None:
    story = ferry_story()
    (entry,) = story.timeline
    one, two = (report.id for report in story.reports)
    story = replace(story, timeline=(replace(entry, channels=((one, two),), evidence=entry.evidence * 2),))
    (row,) = chronology(story)
    assert (row.channels, row.reports, row.sentences, row.disputed) == ((("Norra", "The Lantern"),), 2, 2, True)
    assert (row.first, row.last, row.outlet) == ("2031-03-04", "2031-03-04", "Norra")


@pytest.mark.parametrize(
    ("date", "where"),
    [("2031-03-01", ""), ("2031-02", ""), ("2030-03", "earlier"), ("2032-41", "later"), ("../2033-01-01", "")],
)
def test_what_lies_far_from_the_reports_is_told_apart(date: str, where: str) -> None:
    (row,) = chronology(story_of(date))
    assert row.where == where


def test_one_report_of_years_later_does_not_make_years_before_the_story_its_own() -> None:
    days = ("2031-03-04",) * 6
    (alone,) = chronology(story_of("2030-11", published=days))
    (looked_back,) = chronology(story_of("2030-11", published=(*days, "2032-03-04")))
    assert (alone.where, looked_back.where) == ("earlier", "earlier")
    (row,) = chronology(story_of("2032-03-01", published=(*days, "2032-03-04")))
    assert row.where == ""


def test_without_dated_reports_nothing_is_far() -> None:
    (row,) = chronology(story_of("1931-03-01", published=(None,)))
    assert (row.where, row.day) == ("", None)


def test_a_term_begins_on_the_day_it_was_first_told() -> None:
    (row,) = chronology(story_of("../2031-05-31"))
    assert (row.first, row.last) == ("2031-03-04", "2031-05-31")


def test_rows_come_in_the_order_of_the_record() -> None:
    rows: tuple[EntryRow, ...] = chronology(story_of("2031-02", "2031-03-01", "2031-41"))
    assert [row.date for row in rows] == ["2031-02", "2031-03-01", "2031-41"]


def test_a_date_that_its_own_speaker_moved_is_not_disputed() -> None:
    story = ferry_story()
    (entry,) = story.timeline
    told = {revision: replace(one, revision=revision) for one in story.conflicts[:1] for revision in (True, False)}
    for revision, conflict in told.items():
        moved = replace(story, conflicts=(conflict,), timeline=(replace(entry, conflicts=(conflict.id,)),))
        (row,) = chronology(moved)
        assert (row.revised, row.disputed) == (revision, not revision)
    (row,) = chronology(replace(story, timeline=(replace(entry, conflicts=()),)))
    assert (row.revised, row.disputed) == (False, False)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("The weir, she <u>said</u>, **broke**.", "The weir, she said, broke."),
        ("A level of <3 m> and 2*3*4 planks", "A level of <3 m> and 2*3*4 planks"),
        ("It __broke__ at night.", "It broke at night."),
    ],
)
def test_marks_of_a_page_are_not_shown(written: str, shown: str) -> None:
    story = story_of("2031-03-01")
    story = replace(story, timeline=tuple(replace(entry, text=written) for entry in story.timeline))
    assert [row.text for row in chronology(story)] == [shown]
