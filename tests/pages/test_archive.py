"""The page of all stories."""

from __future__ import annotations

import dataclasses

import pytest
from lxml import html as lxml_html

from onrecord.model import Report, Story
from onrecord.pages.archive import PER_PAGE, Accounts, DueCard, StoryCard, index_pages, story_card
from tests.pages.sample import story

NOTHING = Accounts(given=0, read=0, versions=0, duplicates=0, rejected=0, reasons=(), alone=0, stories=0)


def _card(number: int, **values: object) -> StoryCard:
    found = StoryCard(
        story=f"s-{number:010x}",
        headline=f"Bridge {number} closed",
        language="en",
        headline_of="The Eske Courier",
        first="2031-05-01",
        last="2031-05-03",
        days=(("2031-05-01", 2), ("2031-05-03", 1)),
        reports=3,
        versions=0,
        outlets=("The Eske Courier",),
        outlet_count=1,
        shared=2,
        strongest="the bridge is closed",
        vouchers=("Ilvara Tesk",),
        channels=2,
        unknown=0,
        contested=0,
        dispute=None,
        promises=(),
        speakers=("Ilvara Tesk",),
    )
    return dataclasses.replace(found, **values)  # type: ignore[arg-type]


def _page(*cards: StoryCard, accounts: Accounts = NOTHING) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(dict(index_pages(cards, accounts))["index.html"])


def _words(tree: lxml_html.HtmlElement, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in tree.xpath(path)]


def test_a_card_counts_what_the_story_holds() -> None:
    held = story()
    card = story_card("s-1", held)
    assert card.reports == held.read
    assert card.headline in {report.title for report in held.reports}
    assert sum(articles for _, articles in card.days) <= card.reports
    assert card.contested == sum(not one.revision for one in held.conflicts)
    assert bool(card.contested) == (card.dispute is not None)


def test_a_story_without_a_title_is_called_by_a_claim_or_its_id() -> None:
    untold = Story(reports=(Report(id="r-1", input="a.txt", text="Nothing is said here."),))
    assert story_card("s-1", untold).headline == "s-1"


def test_the_largest_story_comes_first() -> None:
    tree = _page(_card(1), _card(2, reports=9), _card(3, channels=5))
    assert _words(tree, "//li[@class='story']//h3") == ["Bridge 2 closed", "Bridge 3 closed", "Bridge 1 closed"]


def test_the_order_of_the_cards_makes_no_difference() -> None:
    cards = [_card(number, reports=number % 3) for number in range(20)]
    assert list(index_pages(cards, NOTHING)) == list(index_pages(reversed(cards), NOTHING))


def test_many_stories_stand_on_several_pages_each_once() -> None:
    pages = dict(index_pages([_card(number) for number in range(2 * PER_PAGE + 1)], NOTHING))
    assert list(pages) == ["index.html", "index-2.html", "index-3.html"]
    found = [
        one for page in pages.values() for one in lxml_html.document_fromstring(page).xpath("//li[@class='story']/@id")
    ]
    assert len(found) == len(set(found)) == 2 * PER_PAGE + 1


def test_a_headline_leads_to_the_page_of_its_story_where_one_was_written() -> None:
    pages = dict(
        index_pages([_card(1), _card(2)], NOTHING, page_of=lambda one: f"pages/{one}.html" if "1" in one else None)
    )
    tree = lxml_html.document_fromstring(pages["index.html"])
    assert tree.xpath("//li[@class='story']//h3/a/@href") == ["pages/s-0000000001.html"]


def test_promises_are_parted_by_the_newest_day() -> None:
    def due(last: str) -> DueCard:
        return DueCard(speaker="Ilvara Tesk", words=f"to open it by {last}", due=f"../{last}", first=None, last=last)

    tree = _page(_card(1, promises=(due("2031-05-02"), due("2031-05-03"), due("2030-01-01"))))
    rows = {heading: _words(table, ".//tbody/tr/td[1]") for heading, table in zip(
        _words(tree, "//section[@id='due']/h3"), tree.xpath("//section[@id='due']//table"), strict=True
    )}  # fmt: skip
    assert rows == {
        "From 3 May 2031 on 1": ["to open it by 2031-05-03"],
        "Past due, nothing reported 1": ["to open it by 2031-05-02"],  # what was due a year ago is not news
    }


def test_a_story_is_contested_by_its_disagreements() -> None:
    tree = _page(_card(1), _card(2, contested=1, dispute=("three", "four")), _card(3, contested=2, dispute=("a", "b")))
    assert _words(tree, "//section[@id='contested']//tbody/tr/th") == ["Bridge 3 closed", "Bridge 2 closed"]


def test_every_link_within_the_page_leads_somewhere() -> None:
    due = DueCard(speaker="Ilvara Tesk", words="to open it", due="2031-06", first="2031-06-01", last="2031-06-30")
    tree = _page(_card(1, contested=1, dispute=("three", "four"), promises=(due,)))
    targets = {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")}
    assert targets
    assert targets <= set(tree.xpath("//@id"))


def test_the_accounts_are_told_with_the_reasons() -> None:
    accounts = Accounts(
        given=10, read=6, versions=1, duplicates=1, rejected=2, reasons=(("empty", 2),), alone=3, stories=4,
        failed=(("s-9", "too large"),), days=(("2031-05-01", 4), ("2031-05-03", 2)),
    )  # fmt: skip
    tree = _page(_card(1), accounts=accounts)
    assert _words(tree, "//dl[@class='tally']/div/dd") == ["10", "6", "1", "1", "2"]
    assert "3 reports stand alone" in _words(tree, "//p[@class='dek']")[0]
    assert "empty" in _words(tree, "//section[@id='inputs']")[0]
    assert "too large" in _words(tree, "//section[@id='inputs']")[0]
    assert tree.xpath("//svg[@class='days']/rect/title/text()") == ["1 May 2031: 4", "3 May 2031: 2"]


@pytest.mark.parametrize("field", ["headline", "strongest", "headline_of"])
def test_words_of_reports_never_become_markup(field: str) -> None:
    hostile = '</style><script>alert("x")</script>{{ 7 * 7 }}\u202e'
    tree = _page(_card(1, **{field: hostile, "outlets": (hostile,), "speakers": (hostile,)}))
    assert not tree.xpath("//script")
    assert "49" not in tree.text_content()


def test_nothing_is_loaded_and_nothing_runs() -> None:
    tree = _page(_card(1))
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not tree.xpath("//script | //@style | //@onclick | //link | //img")
