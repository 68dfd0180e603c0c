from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.archive.grouping import WINDOW, group
from onrecord.archive.traits import traits
from onrecord.model import Report, make_id
from tests.archive.reports import FERRY, FERRY_TITLES, STRIKE, of_the_ferry, of_the_strike, report

FILLER = [
    report(
        f"The council of Sandvik{n} voted on item{n}a and item{n}b after a debate on road{n}.", f"2031-05-0{n % 9 + 1}"
    )
    for n in range(30)
]
"""Reports of nothing else, so that the words of an event are not all that there is."""


def stories(reports: Sequence[Report], near: Sequence[tuple[str, str]] = ()) -> dict[str, str]:
    return group([traits(one) for one in [*reports, *FILLER]], near)


def together(reports: Sequence[Report], near: Sequence[tuple[str, str]] = ()) -> bool:
    found = stories(reports, near)
    return len({found[one.id] for one in reports}) == 1


def test_reports_of_one_event_are_one_story_and_those_of_another_are_not() -> None:
    found = stories([*of_the_ferry(), *of_the_strike()])
    ferry, strike = ({found[one.id] for one in some} for some in (of_the_ferry(), of_the_strike()))
    assert len(ferry) == len(strike) == 1
    assert ferry != strike


def test_a_story_is_named_after_its_first_report_by_day_and_id() -> None:
    reports = of_the_ferry()
    first = min(reports, key=lambda one: (one.published or "", one.id))
    assert {stories(reports)[one.id] for one in reports} == {make_id("s", first.id)}


def test_every_report_has_a_story_even_one_without_words() -> None:
    reports = [report(""), report("", None), report("42", None, None, None), report("渡輪", "2031-05-06", None, "zh")]
    assert set(stories(reports)) == {one.id for one in [*reports, *FILLER]}


def test_reports_without_words_are_not_one_story() -> None:
    assert not together([report("", "2031-05-06", "A"), report("", "2031-05-06", "B")])


@settings(max_examples=20, deadline=None)
@given(
    st.permutations(
        [*of_the_ferry(), *of_the_strike(), *(replace(r, id=r.id + "u", published=None) for r in FILLER[:3])]
    )
)
def test_the_order_of_the_reports_does_not_matter(reports: list[Report]) -> None:
    assert stories(reports) == stories(sorted(reports, key=lambda one: one.id))


def test_who_looks_back_a_year_later_tells_another_story() -> None:
    one, two, _ = of_the_ferry()
    assert together([one, two])
    assert not together([one, replace(two, id="r-later", published="2032-05-06")])


def test_the_same_words_of_other_names_are_another_story() -> None:
    told = FERRY[0]
    for name, other in (("Eske", "Brun"), ("Norra", "Ostia"), ("Maren Lind", "Kari Holm"), ("Tolva", "Vesla")):
        told = told.replace(name, other)
    assert not together([report(FERRY[0]), report(told)])


def test_an_event_in_the_same_place_is_another_story() -> None:
    fire = (
        "A fire burnt down the market hall of Eske on Tuesday. The fire brigade of Norra said that a stove had set "
        "light to a stall; traders lost all their goods, and the mayor promised them money for a new hall."
    )
    assert not together([report(FERRY[0]), report(fire)])


def test_a_report_without_a_day_is_placed_by_its_words() -> None:
    one, two, three = of_the_ferry()
    assert together([one, two, replace(three, published=None)])
    assert together([replace(each, published=None) for each in (one, two, three)])


def test_a_report_of_several_possible_days_is_placed_by_the_first() -> None:
    one, two, _ = of_the_ferry()
    assert together([one, replace(two, published="2031-05-06/2031-05-11")])


def test_an_undated_report_does_not_make_one_story_of_an_event_and_its_anniversary() -> None:
    one, two, three = of_the_ferry()
    later = replace(two, id="r-later", published="2032-05-06")
    found = stories([one, later, replace(three, published=None)])
    assert found[one.id] != found[later.id]


def test_two_languages_are_two_stories_unless_near_copies_say_otherwise() -> None:
    one, two = report(FERRY[0]), replace(report(FERRY[1]), language="nb")
    assert not together([one, two])
    assert together([one, two], [(one.id, two.id)])
    assert together([one, replace(two, language=None)])


def test_a_near_copy_is_of_the_same_story() -> None:
    one, other = report(FERRY[0]), report(STRIKE[0])
    assert together([one, other], [(other.id, one.id)])


def test_a_near_copy_after_the_story_closed_is_not() -> None:
    one, other = report(FERRY[0], "2031-01-01"), report(FERRY[1], "2031-07-01")
    assert not together([one, other], [(one.id, other.id)])


@pytest.mark.parametrize("days", [("2031-05-06",) * 4, ("2031-05-06", "2031-05-07", "2031-05-07", "2031-05-08")])
def test_near_copies_chain(days: tuple[str, ...]) -> None:
    texts = (FERRY[0], STRIKE[0], "Snow fell on Hvalen.", "The zoo of Lier has a new bear.")
    reports = [report(text, day) for text, day in zip(texts, days, strict=True)]
    assert together(reports, [(one.id, other.id) for one, other in combinations(reports, 2)])
    assert together(reports, [(one.id, other.id) for one, other in pairwise(reports)])


def test_a_near_copy_that_is_not_given_is_passed_over() -> None:
    one = report(FERRY[0])
    assert stories([one], [(one.id, "r-none"), ("r-none", "r-nowhere")]) == stories([one])


def test_a_story_goes_on_as_long_as_it_is_told() -> None:
    days = ("2031-01-01", "2031-02-10", "2031-03-22", "2031-05-01")
    reports = [report(FERRY[0] + f" It was day {n}.", day, "Ferry sinks off Eske") for n, day in enumerate(days)]
    assert WINDOW < 120
    assert together(reports)


def test_an_undated_copy_of_two_reports_does_not_join_what_lies_a_year_apart() -> None:
    early, late, copy = (
        report(FERRY[0], "2031-01-01"),
        report(FERRY[1], "2032-01-01"),
        report(FERRY[2], None),
    )
    found = stories([early, late, copy], [(copy.id, early.id), (copy.id, late.id)])
    assert found[early.id] != found[late.id]
    assert found[copy.id] in {found[early.id], found[late.id]}


def test_a_story_of_very_many_reports_stays_one() -> None:
    reports = [
        report(f"{FERRY[n % 3]} " + " ".join(f"word{n}x{k}" for k in range(40)), "2031-05-06", FERRY_TITLES[n % 3])
        for n in range(60)
    ]
    assert together(reports)
