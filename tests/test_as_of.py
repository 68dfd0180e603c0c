"""A record as of a day: what somebody would have built on its evening, and what has changed since."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

import onrecord
from onrecord.build import newest, since
from onrecord.dates import bounds
from onrecord.errors import UsageError
from onrecord.model import Story
from tests.stories.test_tutorial import build_story

REPORTS = {
    "harbour-courier": ("2031-05-04", "The ferry Sula sank off Port Eske on Sunday, mayor Ada Brask said."),
    "norra": ("2031-05-06", "Three people died when the Sula sank off Port Eske, mayor Ada Brask said on Tuesday."),
    "untitled": ("", "The ferry Sula lies at the bottom of the bay, a diver said."),
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("as-of")
    for name, (_, text) in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    rows = "\n".join(f"{name}.txt,{name},{day}" for name, (day, _) in REPORTS.items())
    (folder / "manifest.csv").write_text(f"file,outlet,published\n{rows}\n", encoding="utf-8")
    onrecord.build(folder, folder / "story.db").close()
    return folder / "story.db"


def test_a_view_holds_the_reports_published_by_the_end_of_the_day(record: Path) -> None:
    with onrecord.open(record, as_of="2031-05-05") as seen:
        assert [report.outlet for report in seen.story().reports] == ["harbour-courier"]
        assert seen.as_of is not None
        assert (seen.as_of.day, seen.as_of.later, seen.as_of.undated) == ("2031-05-05", 1, 1)


def test_a_month_stands_for_its_last_day(record: Path) -> None:
    with onrecord.open(record, as_of="2031-05") as seen:
        assert {report.outlet for report in seen.story().reports} == {"harbour-courier", "norra"}


def test_a_view_equals_the_record_built_of_those_reports(record: Path, tmp_path: Path) -> None:
    with onrecord.open(record, as_of="2031-05-05") as seen:
        viewed = seen.story()
    (tmp_path / "harbour-courier.txt").write_text(REPORTS["harbour-courier"][1], encoding="utf-8")
    (tmp_path / "m.csv").write_text("file,outlet,published\nharbour-courier.txt,harbour-courier,2031-05-04\n")
    with onrecord.build(tmp_path / "harbour-courier.txt", tmp_path / "story.db", manifest=tmp_path / "m.csv") as built:
        story = built.story()
    (report,) = story.reports
    named = tuple(replace(report, input=one.input) for one in viewed.reports)
    assert replace(story, reports=named) == viewed


def test_a_view_is_searched_and_sound(record: Path) -> None:
    with onrecord.open(record, as_of="2031-05-05") as seen:
        assert seen.search("sank").total
        assert not seen.search("died").total
        assert seen.check() == ()


def test_the_file_is_not_changed_by_a_view(record: Path) -> None:
    before = record.read_bytes()
    with onrecord.open(record, as_of="2031-05-05") as seen:
        seen.story()
    assert record.read_bytes() == before
    with onrecord.open(record) as whole:
        assert whole.as_of is None
        assert len(whole.story().reports) == len(REPORTS)


@pytest.mark.parametrize("words", ["yesterday", "2031-02-30", "", ".."])
def test_what_is_no_day_is_refused_with_an_example(record: Path, words: str) -> None:
    with pytest.raises(UsageError, match="2024-12-07"):
        onrecord.open(record, as_of=words)


# ---------------------------------------------------------------- a story of seven months

DAYS = ("2025-03-11", "2025-03-12", "2025-03-13", "2025-03-14", "2025-10-14", "2026-12-31")
LAST = "2025-10-14"
"""The day of the newest report of the invented story; every one of its reports is dated."""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ferry")
    build_story(folder)
    return folder / "grey-marlet.db"


def seen_at(path: Path, day: str | None) -> Story:
    with onrecord.open(path, as_of=day) as record:
        return record.story()


def test_as_of_the_newest_report_a_record_is_seen_whole(ferry: Path) -> None:
    assert seen_at(ferry, LAST) == seen_at(ferry, None)


def test_as_of_a_day_after_the_newest_report_only_the_promises_are_judged_anew(ferry: Path) -> None:
    later, whole = seen_at(ferry, "2029-01-01"), seen_at(ferry, None)
    assert replace(later, promises=()) == replace(whole, promises=())
    assert "open" in {one.status for one in whole.promises}
    # A promise without a last day ("soon", or no time at all) never passes.
    assert {bounds(one.due)[1] for one in later.promises if one.status == "open"} == {None}


def test_what_is_seen_only_grows(ferry: Path) -> None:
    states = [seen_at(ferry, day) for day in DAYS]
    for before, after in pairwise(states):
        assert {one.id for one in before.reports} <= {one.id for one in after.reports}
        assert {one.id for one in before.statements} <= {one.id for one in after.statements}
        assert set(before.copies) <= set(after.copies)
    assert len(states[0].reports) == 0
    assert len(states[-1].reports) == 13


def test_two_views_do_not_disturb_each_other(ferry: Path) -> None:
    with onrecord.open(ferry, as_of=DAYS[1]) as early, onrecord.open(ferry, as_of=DAYS[3]) as late:
        assert (early.story(), late.story()) == (seen_at(ferry, DAYS[1]), seen_at(ferry, DAYS[3]))
        assert early.search("doors").total < late.search("doors").total
        assert (early.check(), late.check()) == ((), ())


@pytest.mark.parametrize("day", DAYS)
def test_nothing_changed_from_a_day_to_itself(ferry: Path, day: str) -> None:
    assert not onrecord.diff(ferry, day, day)


def test_the_reports_of_two_spans_are_those_of_both_together(ferry: Path) -> None:
    for first, middle, last in (("2025-03-11", "2025-03-12", "2025-03-14"), ("2025-03-13", "2025-03-16", LAST)):
        parts = [*onrecord.diff(ferry, first, middle).reports, *onrecord.diff(ferry, middle, last).reports]
        assert sorted(one.id for one in parts) == sorted(one.id for one in onrecord.diff(ferry, first, last).reports)


def test_the_claims_before_and_the_new_ones_are_the_claims_after(ferry: Path) -> None:
    before, after = seen_at(ferry, DAYS[1]), seen_at(ferry, DAYS[3])
    new = {one.now.id for one in onrecord.diff(ferry, DAYS[1], DAYS[3]).claims_new}
    known = {statement for claim in before.claims for statement in claim.statements}
    assert new == {claim.id for claim in after.claims if known.isdisjoint(claim.statements)}


def test_what_changed_is_told_with_what_was(ferry: Path) -> None:
    found = onrecord.diff(ferry, "2025-03-12")
    assert (found.since, found.until, found.reports_before, found.undated) == ("2025-03-12", LAST, 4, 0)
    assert ["Fourteen people", "17 dead"] in [[step.value for step in one.steps] for one in found.revised]
    assert ["119 people", "126 people"] in [[step.value for step in one.steps] for one in found.disputed]
    statuses = {(one.was.status if one.was else None, one.now.status) for one in found.promises}
    assert {("open", "reported kept"), (None, "reported broken"), (None, "revised")} <= statuses
    (moved,) = [one for one in found.promises if one.moved_to]
    assert (moved.now.due, moved.moved_to) == ("2026-41", "../2028-12-31")


def test_a_deadline_that_passes_is_a_change_without_a_report(ferry: Path) -> None:
    found = onrecord.diff(ferry, "2025-04", "2025-06")
    assert not found.reports
    assert {(one.was.status, one.now.status) for one in found.promises if one.was} == {
        ("open", "due passed, nothing reported")
    }


def test_since_is_the_difference_from_a_views_day_to_the_newest_report(ferry: Path) -> None:
    with onrecord.open(ferry, as_of="2025-03-14") as record:
        assert since(record) == onrecord.diff(ferry, "2025-03-14")
    with onrecord.open(ferry) as record, pytest.raises(UsageError, match="whole"):
        since(record)


def test_a_difference_changes_no_file(ferry: Path) -> None:
    before = ferry.read_bytes()
    onrecord.diff(ferry, "2025-03-12")
    assert ferry.read_bytes() == before


def test_reports_without_a_day_are_on_neither_side(record: Path) -> None:
    found = onrecord.diff(record, "2031-05-05")
    assert [one.outlet for one in found.reports] == ["norra"]
    assert found.undated == 1
    assert str(newest(record)) == "2031-05-06"


def test_before_the_first_report_a_view_says_when_that_is(record: Path) -> None:
    with onrecord.open(record, as_of="2031-01-01") as seen:
        assert seen.story() == Story(rejected=seen.story().rejected)
        assert seen.as_of is not None
        assert (seen.as_of.first, seen.as_of.later) == ("2031-05-04", 2)
    assert onrecord.diff(record, "2031-01-01").reports_before == 0


def test_days_in_the_wrong_order_are_refused(record: Path) -> None:
    with pytest.raises(UsageError, match="comes first"):
        onrecord.diff(record, "2031-05-05", "2031-05-04")
