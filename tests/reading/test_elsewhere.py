"""What only points at a page says whether that page was given."""

from __future__ import annotations

from itertools import permutations

from onrecord.model import Rejected, Report
from onrecord.reading.elsewhere import fetch_it, with_pages

PAGE = "https://norra.example/port"
TEASER = Rejected(
    input="feed.rss#2", reason=f"only a teaser of 18 words, and a teaser is not the report: {fetch_it(PAGE)}"
)
GIVEN = f"only a teaser of 18 words, and a teaser is not the report: its page, {PAGE}, was given too, as "


def report(name: str, url: str | None, basis: str = "metadata: og:url") -> Report:
    return Report(id=f"r-{name}", input=name, text="The port opens.", url=url, basis={"url": basis})


def test_the_page_of_a_teaser_that_was_given_is_named_whatever_form_its_address_has() -> None:
    pages = [report("b.html", "http://www.norra.example/port/?utm_source=feed"), report("c.html", PAGE)]
    other = report("a.html", "https://norra.example/ferry")
    for order in permutations([*pages, other]):
        assert with_pages([TEASER], order) == (Rejected(input=TEASER.input, reason=f"{GIVEN}b.html"),)


def test_a_teaser_whose_page_was_not_given_says_what_to_fetch_also_when_the_page_is_taken_away_again() -> None:
    assert with_pages([TEASER], [report("a.html", "https://norra.example/ferry")]) == (TEASER,)
    told = with_pages([TEASER], [report("a saved page, as it is.html", PAGE)])
    assert told[0].reason == f"{GIVEN}a saved page, as it is.html"
    assert with_pages(told, [report("z.html", PAGE)])[0].reason == f"{GIVEN}z.html"
    assert with_pages(told, []) == (TEASER,)


def test_an_address_that_a_report_prints_is_no_page() -> None:
    assert with_pages([TEASER], [report("a.txt", PAGE, "text: a link")]) == (TEASER,)


def test_other_reasons_stay_as_they_are() -> None:
    others = [
        Rejected(input="a.txt", reason="empty: nothing but white space"),
        Rejected(input="b.rss#1", reason=f"{fetch_it(PAGE)}, it says"),
    ]
    assert with_pages(others, [report("a.html", PAGE)]) == tuple(others)
