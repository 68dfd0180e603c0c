from __future__ import annotations

from dataclasses import replace

from onrecord.model import Story
from onrecord.record import overview
from tests.record.stories import ferry_story


def test_the_inputs_add_up() -> None:
    inputs = overview(ferry_story()).inputs
    assert (inputs.given, inputs.reports, inputs.duplicates, inputs.rejected) == (4, 2, 1, 1)


def test_claims_of_more_than_one_report_come_first_and_name_their_channels() -> None:
    first, *others = overview(ferry_story()).claims
    assert (first.vouchers, first.channels, first.reports) == (("Élodie Brask",), (("Norra", "The Lantern"),), 2)
    assert [claim.shared for claim in others] == [False, False]


def test_of_claims_in_as_many_reports_the_one_with_more_vouchers_comes_first() -> None:
    story = ferry_story()
    vouched = replace(story.claims[2], vouchers=("e-brask", "e-eske"))
    ranked = overview(replace(story, claims=(*story.claims[:2], vouched))).claims
    assert [claim.id for claim in ranked] == ["c-ferry", "c-few", "c-many"]


def test_a_promise_shows_its_window_in_days() -> None:
    (promise,) = overview(ferry_story()).promises
    assert (promise.due, promise.due_from, promise.due_to) == ("2032-41", "2032-07-01", "2032-12-31")


def test_a_conflict_stands_side_by_side_with_the_words_of_the_reports() -> None:
    (conflict,) = overview(ferry_story()).conflicts
    assert [(side.outlet, side.value) for side in conflict.sides] == [
        ("Norra", "At least 40 people"),
        ("The Lantern", "Some 25 people"),
    ]


def test_labels_stand_by_name_and_outlet() -> None:
    assert [(row.name, row.outlet, row.labels) for row in overview(ferry_story()).labels] == [
        ("Élodie Brask", "Norra", ("Transport minister",)),
        ("Élodie Brask", "The Lantern", ("Minister",)),
    ]


def test_an_unknown_outlet_is_called_so_with_the_name_of_its_file() -> None:
    story = ferry_story()
    unknown = replace(story.reports[0], outlet=None)
    seen = overview(replace(story, reports=(unknown, story.reports[1])))
    assert seen.claims[0].channels == (("outlet unknown (norra.txt)", "The Lantern"),)


def test_an_empty_story_has_an_overview() -> None:
    assert overview(Story()).inputs.given == 0


def test_a_day_that_is_one_of_several_is_never_shown_as_the_first_of_them() -> None:
    story = ferry_story()
    between = replace(story.reports[0], published="2031-03-04/2031-03-09")
    seen = overview(replace(story, reports=(between, story.reports[1])))
    assert [(row.outlet, row.day) for row in seen.reports] == [
        ("Norra", "2031-03-04/2031-03-09"),
        ("The Lantern", "2031-03-05"),
    ]
    assert seen.conflicts[0].sides[0].day == "2031-03-04/2031-03-09"


def test_a_report_says_how_sure_its_day_is_and_what_speaks_against_it() -> None:
    row = overview(ferry_story()).reports[1]
    assert (row.day_basis, row.day_confidence) == ("metadata: date_publish", "medium")
    assert row.day_doubt == "url states another day: 2031-03-01"
