from __future__ import annotations

from dataclasses import replace

from onrecord.model import Label, Story
from onrecord.record import labels_of, overview
from tests.record.stories import ferry_story


def labelled(*labels: tuple[str, str]) -> Story:
    """The story of the ferry with other labels put to the minister: (report, words)."""
    story = ferry_story()
    brask, *others = story.entities
    made = tuple(
        Label(span=(at, at + len(words)), text=words, name=(90, 95), report=report)
        for at, (report, words) in enumerate(labels)
    )
    return replace(story, entities=(replace(brask, labels=made), *others))


ONE, TWO = (report.id for report in ferry_story().reports)


def test_the_labels_of_each_outlet_stand_side_by_side() -> None:
    (row,) = labels_of(ferry_story())
    assert (row.name, row.silent) == ("Élodie Brask", ())
    assert [(one.outlet, [use.text for use in one.uses]) for one in row.outlets] == [
        ("Norra", ["Transport minister"]),
        ("The Lantern", ["Minister"]),
    ]


def test_a_label_is_counted_whatever_its_capitals_and_line_ends_the_most_frequent_first() -> None:
    (row,) = labels_of(labelled((ONE, "chief"), (ONE, "Harbour Chief"), (ONE, "harbour\nchief")))
    assert [(use.text, len(use.places)) for use in row.outlets[0].uses] == [("Harbour Chief", 2), ("chief", 1)]


def test_an_outlet_that_gives_only_the_name_is_silent() -> None:
    (row,) = labels_of(labelled((ONE, "chief")))
    assert row.silent == ("The Lantern",)


def test_who_carries_no_label_is_not_listed() -> None:
    assert labels_of(labelled()) == ()


def test_the_overview_has_the_same_labels() -> None:
    rows = overview(labelled((ONE, "Harbour Chief"), (ONE, "harbour chief"), (TWO, "chief"))).labels
    assert [(row.outlet, row.labels) for row in rows] == [("Norra", ("Harbour Chief",)), ("The Lantern", ("chief",))]
