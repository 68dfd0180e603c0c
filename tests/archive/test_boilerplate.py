from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from onrecord.archive.boilerplate import boilerplate_only, page_of
from onrecord.model import Report, make_id
from tests.archive.texts import article, changed, drawing, paragraph

COOKIES = "We use cookies to count our readers.\n\nAccept all\n\nManage my choices"
NOTICE = "The Esk Courier is owned by its readers and may not be copied without the consent of the Esk Trust."


def _report(number: int, text: str, title: str | None = None, day: str | None = None, **given: str) -> Report:
    url = given.get("url", f"https://esk.example/{number}")
    return Report(
        id=make_id("r", number, text),
        input=f"{number}.html",
        text=text,
        title=title,
        outlet=given.get("outlet", "Esk Courier"),
        url=url,
        published=day,
        basis={"url": "metadata", "outlet": "metadata"},
    )


def _told(reports: Sequence[Report]) -> dict[str, str]:
    found = boilerplate_only(map(page_of, reports))
    return {report.input: found[report.id] for report in reports if report.id in found}


def _articles(number: int = 6, under: str = NOTICE) -> list[Report]:
    return [
        _report(n, f"{article(n, 3)}\n\n{under}", f"What the ferry row in Eske means {n}", "2031-05-01")
        for n in range(number)
    ]


def test_a_notice_under_many_addresses_is_no_article_and_the_reason_says_so() -> None:
    told = _told([_report(n, COOKIES) for n in range(7)])
    assert len(told) == 7
    assert set(told.values()) == {"no article: the same 12 words stand under 7 addresses of the outlet"}


@pytest.mark.parametrize("what", ["titles", "days"])
def test_it_may_have_the_title_and_the_day_of_the_article_that_it_hides(what: str) -> None:
    reports = [
        _report(
            n,
            COOKIES,
            f"Ferry row {n}" if what == "titles" else None,
            f"2031-05-{n + 1:02}" if what == "days" else None,
        )
        for n in range(5)
    ]
    assert len(_told(reports)) == 5


def test_a_newsflash_that_is_printed_in_five_sections_is_an_article() -> None:
    flash = "The ferry has been found off Eske, the coast guard says. More follows."
    assert not _told([_report(n, flash, "Ferry found", "2031-05-01") for n in range(8)])


def test_an_article_that_is_printed_under_many_addresses_is_no_notice() -> None:
    text = article("wire")
    assert not _told([_report(n, changed(text, 0.02, n), "Ferry found", "2031-05-01") for n in range(8)])
    assert not _told([_report(n, text, "Ferry found", "2031-05-01") for n in range(8)])


def test_of_a_page_with_what_stands_under_every_article_nothing_is_left() -> None:
    empty = _report(99, f"Video\n\n{NOTICE}", "Ferry row, the film")
    assert _told([*_articles(), empty]) == {
        "99.html": "no article: nothing is left of it without 1 line that the outlet prints under its articles"
    }


def test_a_short_report_under_a_notice_keeps_its_own_words() -> None:
    short = _report(99, f"{paragraph(drawing('flash'), 14)}\n\n{NOTICE}", "Ferry found")
    assert not _told([*_articles(), short])


def test_a_list_of_the_headlines_of_other_articles_is_no_article() -> None:
    reports = _articles()
    front = _report(99, "\n".join(["World", *(report.title or "" for report in reports)]), "Esk Courier")
    assert list(_told([*reports, front]).values()) == [
        "no article: nothing is left of it without 6 headlines of its other articles"
    ]


def test_a_report_that_prints_its_own_headline_and_a_few_others_keeps_its_own_words() -> None:
    reports = _articles()
    links = "\n".join(report.title or "" for report in reports[1:])
    reports[0] = replace(reports[0], text=f"{reports[0].title}\n\n{reports[0].text}\n\n{links}")
    assert not _told(reports)


def test_the_states_of_a_live_page_are_no_evidence_against_the_first_of_them() -> None:
    states = [
        _report(n, article("live", 2 + n), "Ferry row, live", "2031-05-01", url="https://esk.example/live")
        for n in range(8)
    ]
    assert not _told([*states, *_articles()])


def test_another_outlet_is_no_evidence() -> None:
    assert not _told([_report(n, COOKIES, outlet=f"Outlet {n}", url=f"https://o{n}.example/a") for n in range(9)])


def test_nothing_is_said_of_a_page_without_an_address_or_of_an_outlet_with_few_pages() -> None:
    nowhere = [replace(_report(n, COOKIES), url=None) for n in range(9)]
    assert not _told([*nowhere, *(_report(n, COOKIES) for n in range(4))])


def test_where_the_outlet_is_not_known_its_domain_is() -> None:
    assert len(_told([replace(_report(n, COOKIES), outlet=None) for n in range(5)])) == 5


def test_the_order_of_the_pages_makes_no_difference() -> None:
    pages = [page_of(report) for report in (*_articles(), *(_report(50 + n, COOKIES) for n in range(6)))]
    once = boilerplate_only(pages)
    Random(1).shuffle(pages)  # noqa: S311
    assert list(boilerplate_only(pages).items()) == list(once.items())
    assert len(once) == 6
