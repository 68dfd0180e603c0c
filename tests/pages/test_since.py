"""The page of a record as of a day: which day it shows, and what has changed since."""

from __future__ import annotations

import dataclasses

import pytest
from lxml import html as lxml_html

from onrecord.model import Story
from onrecord.pages import render
from onrecord.record import Changes, changes
from tests.pages.sample import story, story_as_of

DAY = "2031-03-04"
HOSTILE = '</style><script>alert("x")</script>\u202e<img src=x onerror=alert(1)>'


def since(before: Story, after: Story) -> Changes:
    return dataclasses.replace(changes(before, after), since=DAY, until="2031-07-15")


@pytest.fixture(scope="module")
def tree() -> lxml_html.HtmlElement:
    before = story_as_of(DAY)
    return lxml_html.document_fromstring(render(before, "Dam", since(before, story())))


def text(node: lxml_html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_the_head_says_which_day_is_shown_and_how_many_reports_are_not(tree: lxml_html.HtmlElement) -> None:
    (banner,) = tree.find_class("asof")
    assert text(banner).startswith(
        "As of 4 March 2031. 3 reports had been published by then; 5 later ones are not on this page. Since then: "
    )
    assert banner.xpath("a/@href") == ["#since"]
    assert tree.xpath("string(//title)") == "Dam · on record as of 4 March 2031"


def test_every_link_inside_the_page_leads_somewhere(tree: lxml_html.HtmlElement) -> None:
    ids = set(tree.xpath("//@id"))
    assert {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")} <= ids


def test_words_of_later_reports_stand_with_outlet_and_day_and_without_a_link(tree: lxml_html.HtmlElement) -> None:
    rows = tree.xpath("//section[@id='since']//ul[@class='later']/li")
    shown = {text(row): bool(row.xpath("a")) for row in rows}
    assert any("Aldra Wire, 7 Mar 2031" in words and not linked for words, linked in shown.items())
    assert any("4 Mar 2031" in words and linked for words, linked in shown.items())
    assert not any("4 Mar 2031" in words and not linked for words, linked in shown.items())


def test_changes_stand_under_what_they_are(tree: lxml_html.HtmlElement) -> None:
    headings = [text(one) for one in tree.xpath("//section[@id='since']//*[self::h3 or self::summary]")]
    assert headings[0] == "5 later reports"
    assert [one.rstrip("0123456789 ") for one in headings[1:]] == [
        "Promises",
        "Revised",
        "New contradictions",
        "Claims with other backing",
        "New claims in several reports",
    ]
    flags = [text(one) for one in tree.xpath("//section[@id='since']//*[contains(@class, 'flag')]")]
    assert {"reported broken", "revision", "disagreement"} <= set(flags)


def test_a_whole_record_has_no_such_section() -> None:
    tree = lxml_html.document_fromstring(render(story(), "Dam"))
    assert not tree.find_class("asof")
    assert not tree.xpath("//*[@id='since']")


def test_after_the_newest_report_the_page_says_that_none_is_later() -> None:
    tree = lxml_html.document_fromstring(render(story(), "Dam", since(story(), story())))
    assert "8 reports had been published by then; there is no later one." in text(tree.find_class("asof")[0])
    assert "No report was published later." in text(tree.get_element_by_id("since"))


def test_before_the_first_report_the_page_is_empty_but_for_what_came() -> None:
    tree = lxml_html.document_fromstring(render(Story(), "Dam", since(Story(), story())))
    assert "0 reports had been published by then; 8 later ones are not on this page." in text(
        tree.find_class("asof")[0]
    )
    assert {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")} <= set(tree.xpath("//@id"))


def test_no_word_of_a_later_report_becomes_markup() -> None:
    whole = story()
    hostile = dataclasses.replace(
        whole,
        reports=tuple(dataclasses.replace(one, outlet=HOSTILE, title=HOSTILE) for one in whole.reports),
        statements=tuple(dataclasses.replace(one, text=HOSTILE) for one in whole.statements),
        claims=tuple(dataclasses.replace(one, text=HOSTILE) for one in whole.claims),
        entities=tuple(dataclasses.replace(one, name=HOSTILE) for one in whole.entities),
    )
    tree = lxml_html.document_fromstring(render(Story(), "Dam", since(Story(), hostile)))
    assert not tree.xpath("//script | //img | //@onerror")
