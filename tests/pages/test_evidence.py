"""The evidence of a claim side by side, and its path drawn."""

from __future__ import annotations

import dataclasses

import pytest

from onrecord.pages.claims import claim_view, shared_claims
from onrecord.pages.evidence import COLUMNS, evidence
from onrecord.pages.paths import paths
from onrecord.pages.quotes import quote
from onrecord.pages.shelf import Shelf
from tests.pages.sample import story
from tests.pages.tags import Reader


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf(story())


def test_each_report_of_a_claim_is_a_column_by_day(shelf: Shelf) -> None:
    view = evidence(shelf, shelf.claims["c-full"])
    assert [column.outlet for column in view.columns] == [
        "Osk Radio",
        "Aldra Wire",
        "Veldmark Herald",
        "The Tamarel Post",
        "Harbour Ledger",
    ]
    assert {one.id for column in view.columns for one in column.quotes} == set(shelf.claims["c-full"].statements)


def test_the_words_of_a_statement_are_marked_in_the_paragraph_of_the_report(shelf: Shelf) -> None:
    for column in evidence(shelf, shelf.claims["c-full"]).columns:
        text = shelf.reports[column.report].text
        shown = [Reader(str(words)) for words in column.paragraphs]
        assert all(one.text in text for one in shown)
        marked = "".join(sign for one in shown for sign, over in zip(one.text, one.classes, strict=True) if "q" in over)
        for one in column.quotes:
            assert all(text[s:e] in marked for s, e in shelf.statements[one.id].content)


def test_words_that_no_other_report_has_are_marked_and_shared_words_are_not(shelf: Shelf) -> None:
    view = evidence(shelf, shelf.claims["c-62"])
    shown = [(column, Reader(str(words))) for column in view.columns for words in column.paragraphs]
    only = {
        "".join(sign for sign, over in zip(one.text, one.classes, strict=True) if "only" in over) for _, one in shown
    } - {""}
    assert only
    words = {word.casefold().strip(".,“”") for said in only for word in said.split()}
    for column in view.columns:
        others = [one for one in view.columns if one is not column]
        own = {
            word
            for reader in (one for at, one in shown if at is column)
            for word in "".join(
                sign if "only" in over else " " for sign, over in zip(reader.text, reader.classes, strict=True)
            ).split()
        }
        elsewhere = {
            word.casefold().strip(".,“”")
            for other in others
            for quoted in other.quotes
            for s, e in shelf.statements[quoted.id].content
            for word in shelf.reports[other.report].slice((s, e)).split()
        }
        assert not {word.casefold() for word in own} & elsewhere
    assert words


def test_what_differs_has_a_value_for_each_column_and_what_is_alike_is_named(shelf: Shelf) -> None:
    for claim in shelf.numbers:
        view = evidence(shelf, shelf.claims[claim])
        for aspect in view.differs:
            assert len(aspect.values) == len(view.columns)
            assert len(set(aspect.values)) > 1
        assert not {aspect.name for aspect in view.differs} & set(view.alike)


def test_a_claim_of_one_report_differs_in_nothing(shelf: Shelf) -> None:
    alone = next(claim for claim in shelf.story.claims if len(claim.reports) == 1)
    view = claim_view(shelf, alone.id)
    assert (view.number, len(view.evidence.columns), view.evidence.differs) == (None, 1, ())


def test_reports_beyond_the_columns_are_listed_and_none_is_lost() -> None:
    whole = story()
    claim = next(one for one in whole.claims if one.id == "c-full")
    said = next(one for one in whole.statements if one.id == claim.statements[0])
    report = next(one for one in whole.reports if one.id == said.report)
    more = [dataclasses.replace(report, id=f"r-more{n:02}", outlet=f"Outlet {n}") for n in range(COLUMNS)]
    again = [dataclasses.replace(said, id=f"s-more{n:02}", report=one.id) for n, one in enumerate(more)]
    large = dataclasses.replace(claim, statements=(*claim.statements, *(one.id for one in again)))
    shelf = Shelf(dataclasses.replace(whole, reports=(*whole.reports, *more), statements=(*whole.statements, *again)))
    view = evidence(shelf, large)
    assert len(view.columns) == COLUMNS
    assert len(view.columns) + len(view.more) == len({shelf.statements[one].report for one in large.statements})


def test_the_path_runs_rightward_from_speaker_by_relay_to_outlet(shelf: Shelf) -> None:
    claim = shelf.claims["c-full"]
    drawn = paths(shelf, claim, [quote(shelf, shelf.statements[one]) for one in claim.statements]).drawing
    assert drawn is not None
    at = {(box.role, box.full): box.x for box in drawn.boxes}
    assert at["speaker", "Mirel Tovash"] < at["relay", "Aldra Wire"] < at["outlet", "Osk Radio"]
    assert [one.text for one in drawn.headings] == ["Said by", "By way of", "Published by"]


def test_the_list_says_every_way_that_the_drawing_shows(shelf: Shelf) -> None:
    for view in shared_claims(shelf):
        told = {step.name for way in view.paths.ways for step in way.steps}
        drawn = {box.full for box in view.paths.drawing.boxes} if view.paths.drawing else set()
        assert drawn <= told
        assert sum(way.times for way in view.paths.ways) == len(shelf.claims[view.id].statements)


def test_an_outlet_that_speaks_for_itself_has_no_path_to_draw(shelf: Shelf) -> None:
    own = next(one for one in shelf.story.statements if one.kind == "own")
    claim = shelf.claims[shelf.claim_of[own.id]]
    assert paths(shelf, claim, [quote(shelf, own)]).drawing is None
