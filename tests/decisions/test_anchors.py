"""Anchors: found again where their words stand, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.decisions import Places, anchor_at, anchor_of_report
from onrecord.model import Entity, Mention, Report, Statement

TEXT = "The mayor said the ferry would sail. The board said the ferry would sail. Ada Berg left."


def report(text: str = TEXT, key: str = "r-1", outlet: str | None = "Norra", name: str = "a.txt") -> Report:
    return Report(id=key, input=name, text=text, outlet=outlet)


def saying(start: int, end: int, key: str = "s-1", report: str = "r-1") -> Statement:
    return Statement(kind="indirect", id=key, report=report, content=((start, end),), text=TEXT[start:end])


def test_words_are_found_at_their_position_though_they_stand_twice() -> None:
    second = TEXT.rindex("the ferry")
    anchor = anchor_at(report(), (second, second + 9), "statement")
    assert Places([report()]).span(anchor) == (report(), (second, second + 9))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NEW. " + TEXT, True),
        (TEXT.replace("The board", "Yesterday the board"), True),
        (TEXT.replace("ferry would", "tram would"), False),
        (TEXT + TEXT, True),
        ("NEW. " + TEXT + TEXT, False),
    ],
    ids=["words before it", "other words beside it", "its words are gone", "at its position", "it stands twice"],
)
def test_in_a_corrected_text_words_are_found_where_they_stand_once(text: str, found: bool) -> None:
    second = TEXT.rindex("the ferry")
    anchor = anchor_at(report(), (second, second + 20), "statement")
    corrected = report(text, key="r-2")
    here = Places([corrected]).span(anchor)
    assert (here is not None) == found
    if here is not None:
        assert corrected.slice(here[1]) == anchor.quote
        assert corrected.text[: here[1][0]].casefold().endswith("the board said ")


@given(st.text(max_size=30), st.text(max_size=30), st.data())
def test_what_is_placed_has_the_quoted_words(before: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    anchor = anchor_at(report(text), (start, data.draw(st.integers(start, len(text)))), "statement")
    other = report(before + text, key="r-2")
    for made in (report(text), other):
        placed = Places([made]).span(anchor)
        if placed is not None:
            assert placed[0].slice(placed[1]) == anchor.quote
    if anchor.quote:
        assert Places([report(text)]).span(anchor) == (report(text), anchor.span)


def test_a_report_is_known_by_its_id_else_by_its_text_else_by_its_input() -> None:
    anchor = anchor_of_report(report())
    for same in (report(), report(key="r-2"), report("Corrected.", key="r-3")):
        assert Places([same]).report(anchor) == same
    assert Places([report("Another.", key="r-4", name="b.txt")]).report(anchor) is None


def test_of_two_reports_of_one_text_the_one_of_the_same_outlet_is_meant() -> None:
    copies = [report(key="r-2", outlet="Lantern", name="b.txt"), report(key="r-3", name="c.txt")]
    assert Places(copies).report(anchor_of_report(report())) == copies[1]
    unknown = [replace(one, outlet=None) for one in copies]
    assert Places(unknown).report(anchor_of_report(report())) is None


def test_a_statement_is_known_again_when_its_bounds_have_shifted_and_not_when_another_stands_there() -> None:
    anchor = anchor_at(report(), (15, 35), "statement")
    for start, end, known in ((15, 35, True), (11, 35, True), (15, 30, True), (0, 90, False), (37, 72, False)):
        found = Places([report()], [saying(start, end)]).statement(anchor)
        assert (found is not None) == known, (start, end)


def test_of_two_statements_of_the_same_words_the_one_of_the_same_source_is_meant() -> None:
    one = replace(saying(15, 35, "s-1"), source=((0, 9),))
    other = replace(saying(15, 35, "s-2"), source=((37, 46),))
    anchor = anchor_at(report(), (15, 35), "statement", name="The board")
    assert Places([report()], [one, other]).statement(anchor) == other
    assert Places([report()], [one, other]).statement(replace(anchor, name="The crew")) is None


def test_an_entity_is_who_is_named_at_the_place() -> None:
    start = TEXT.index("Ada Berg")
    span = (start, start + 8)
    entity = Entity(
        id="e-1", name="Ada Berg", kind="person", forms=("Ada Berg",), mentions=(Mention(report="r-1", span=span),)
    )
    anchor = anchor_at(report(), span, "entity", "Ada Berg")
    assert Places([report()], (), [entity]).entity(anchor) == "e-1"
    assert Places([report()], (), [replace(entity, mentions=())]).entity(anchor) is None
