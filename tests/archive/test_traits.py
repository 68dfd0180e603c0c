from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive.traits import HEADLINE, LEAD, MOST_TERMS, NAME, NUMBER, Traits, marked_terms, traits
from onrecord.model import Furniture
from tests.archive.reports import of_the_ferry, report


def marks_of(found: Traits) -> dict[str, int]:
    return dict(zip(found.terms, found.marks, strict=True))


def test_traits_are_the_same_after_they_were_bytes() -> None:
    for one in of_the_ferry():
        found = traits(one)
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Traits) == found


def test_a_term_is_marked_by_where_and_how_it_stands() -> None:
    marks = marks_of(traits(of_the_ferry()[0]))
    assert marks["ferry"] == HEADLINE | LEAD
    assert marks["eske"] == HEADLINE | LEAD | NAME
    assert marks["tolva"] == LEAD | NAME
    assert marks["120"] == LEAD | NUMBER


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ferries stopped. The mayor of Eske spoke.", {"eske"}),
        ("Storms came. Storms went.", set()),
        ("BREAKING NEWS: FERRY SINKS IN STORM. The crew left Eske, the UN said.", {"eske", "un"}),
        ("The bank said that Bank of Norra had lent more than any bank.", {"norra"}),
        ("“Nobody came,” said Hanne Vik.", {"hanne", "vik"}),
        ("It was Vik's, and O'Leary's.", {"vik", "o'leary"}),
    ],
)
def test_a_name_has_a_capital_that_no_sentence_asks_for(text: str, names: set[str]) -> None:
    assert {term for term, mark in marked_terms(text).items() if mark & NAME} == names


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("ferries ferry", {"ferry"}),
        ("boat boats boat's", {"boat"}),
        ("crisis bus glass", {"crisis", "bus", "glass"}),
        ("U.S. US", {"us"}),
        ("1,200 2.5", {"1200", "2.5"}),
        ("渡輪沉沒", {"渡輪", "輪沉", "沉沒"}),
        ("паром паромы", {"паром", "паромы"}),
        ("x" * 60, set()),
    ],
)
def test_a_term_is_a_word_without_its_plural(text: str, terms: set[str]) -> None:
    assert set(marked_terms(text)) == terms


def test_furniture_gives_no_terms() -> None:
    one = report("A ferry sank. Subscribe to Zebra.")

    marked = replace(one, furniture=(Furniture(span=(14, len(one.text)), kind="subscription"),))
    assert "zebra" in traits(one).terms
    assert "zebra" not in traits(marked).terms


@pytest.mark.parametrize(
    ("published", "days"),
    [("2031-05-06T23:50:00", 0), ("2031-05-06/2031-05-09", 3), (None, None), ("soon", None), ("../2031-05-06", None)],
)
def test_the_days_are_those_of_publication(published: str | None, days: int | None) -> None:
    found = traits(report("A ferry sank off Eske.", published))
    assert (found.first is None) == (days is None) == (found.last is None)
    if found.first is not None and found.last is not None:
        assert found.last - found.first == days


@given(st.text(max_size=3000), st.none() | st.text(max_size=100))
def test_any_text_has_traits_of_four_kilobytes_at_most(text: str, title: str | None) -> None:
    found = traits(report(text, None, title, None))
    assert len(found.terms) == len(found.weights) == len(found.marks) <= MOST_TERMS
    assert len(msgspec.msgpack.encode(found)) <= 4096
    assert len(set(found.terms)) == len(found.terms)
