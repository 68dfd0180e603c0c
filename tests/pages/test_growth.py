"""How the record grew, by day of publication."""

from __future__ import annotations

from lxml import html as lxml_html

from onrecord.model import Story
from onrecord.pages import render
from onrecord.pages.growth import growth
from onrecord.pages.shelf import Shelf
from tests.pages.sample import story, story_as_of


def test_each_day_of_publication_has_its_reports_and_the_claims_they_were_first_with() -> None:
    days = growth(Shelf(story()))
    assert [(one.day, one.reports) for one in days] == [
        ("4 Mar 2031", 3),
        ("5 Mar 2031", 2),
        ("6 Mar 2031", 1),
        ("7 Mar 2031", 1),
        ("15 Jul 2031", 1),
    ]
    assert sum(one.claims for one in days) == len(story().claims)
    assert max(one.share for one in days) == 100


def test_one_day_or_none_is_no_growth() -> None:
    assert growth(Shelf(story_as_of("2031-03-04"))) == ()
    assert growth(Shelf(Story())) == ()


def test_the_page_shows_a_bar_for_each_day_and_says_it_in_words() -> None:
    tree = lxml_html.document_fromstring(render(story(), "Dam"))
    rows = tree.find_class("growth")[0].xpath("tbody/tr")
    assert [row.xpath("string(td[1])") for row in rows] == ["3", "2", "1", "1", "1"]
    assert all(len(row.xpath(".//*[local-name()='rect']")) == 2 for row in rows)


def test_claims_on_two_channels_only_grow_and_end_with_all_that_have_two() -> None:
    days = growth(Shelf(story()))
    several = [one.several for one in days]
    assert several == sorted(several)
    assert several[-1] == sum(len(one.channels) > 1 for one in story().claims)
    assert days[-1].several_share == 100
