"""When a report was published, by what it shares with dated reports, and which stated days are not believed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations

import pytest

from onrecord.model import Analysis, Furniture, Marker, Report, Statement, Time, make_id
from onrecord.relating.dating import date_reports

TIME = re.compile(r"\{([^|}]+)\|([^|}]*)\|([^|}]*)\}")
Told = tuple[Report, Analysis]


def told(text: str, outlet: str, published: str | None = None, basis: str = "metadata: date_publish") -> Told:
    """Return a report and its analysis; a time is marked in the text as {on Friday|its value|its EDTF date or nothing}.

    Each sentence is one statement of the outlet; "will" makes it one about the future.
    """
    times: list[Time] = []
    plain, last = "", 0
    for match in TIME.finditer(text):
        plain += text[last : match.start()]
        span = (len(plain), len(plain) + len(match[1]))
        times.append(Time(span=span, type="DATE", value=match[2], edtf=match[3] or None))
        plain, last = plain + match[1], match.end()
    plain += text[last:]
    sentences = tuple(match.span() for match in re.finditer(r"[^\s].*?[.](?=\s|$)", plain))
    statements = tuple(
        Statement(
            kind="own",
            content=(span,),
            sentence=span,
            text=plain[slice(*span)],
            terms=tuple(word.lower() for word in re.findall(r"[^\W\d_]+", plain[slice(*span)]) if len(word) > 3),
            future=" will " in plain[slice(*span)],
            markers=tuple(
                Marker(flag="future", span=(span[0] + found.start(), span[0] + found.end()))
                for found in re.finditer(r"\bwill\b", plain[slice(*span)])
            ),
        )
        for span in sentences
    )
    report = Report(
        id=make_id("r", plain, outlet, published),
        input=f"{outlet}.txt",
        text=plain,
        outlet=outlet,
        published=published,
        published_confidence="high" if published else None,
        basis={"published": basis, "outlet": "manifest"} if published else {"outlet": "manifest"},
    )
    return report, Analysis(sentences=sentences, statements=statements, times=tuple(times))


def settled(reports: Iterable[Told]) -> dict[str, Report]:
    """Return the reports by outlet, their days settled."""
    given = list(reports)
    found = date_reports([report for report, _ in given], {report.id: analysis for report, analysis in given})
    return {report.outlet or "": report for report in found}


NORRA = told(
    "The ferry Kestrel capsized off Torvey on {Friday|2031-12-05|2031-12-05} with 84 passengers aboard. "
    "Minister Velt blamed open bow doors on {Saturday|2031-12-06|2031-12-06} in Port Eske.",
    "Norra News",
    "2031-12-06",
)
COURIER = told(
    "The ferry Kestrel, with 84 passengers aboard, capsized off Torvey on {5 December 2031|2031-12-05|2031-12-05}.",
    "Harbour Courier",
    "2031-12-08",
)
UNDATED = told("Kestrel capsized off Torvey {on Friday|XXXX-WXX-5|} with passengers aboard the ferry.", "Lantern")


def test_an_undated_report_is_of_the_week_after_the_weekday_that_its_siblings_date() -> None:
    found = settled([NORRA, COURIER, UNDATED])["Lantern"]
    assert found.published == "2031-12-05/2031-12-10"
    assert found.published_confidence == "medium"
    assert found.basis["published"].startswith('siblings: "on Friday" is 2031-12-05 in ')


def test_one_expression_that_one_sibling_dates_is_low_confidence() -> None:
    found = settled([NORRA, UNDATED])["Lantern"]
    assert (found.published, found.published_confidence) == ("2031-12-05/2031-12-10", "low")


@pytest.mark.parametrize(
    ("sentence", "published"),
    [
        ("Kestrel capsized off Torvey {yesterday|XXXX-XX-XX|} with passengers aboard the ferry.", "2031-12-06"),
        ("The ferry Kestrel capsized off Torvey {today|XXXX-XX-XX|} with passengers aboard.", "2031-12-05"),
        (
            "The ferry Kestrel capsized off Torvey {last Friday|XXXX-WXX-5|} with passengers aboard.",
            "2031-12-06/2031-12-18",
        ),
        (
            "The ferry Kestrel capsized off Torvey {on Friday|XXXX-WXX-5|} with passengers aboard. "
            "Minister Velt blamed open bow doors in Port Eske {on Saturday|XXXX-WXX-6|}.",
            "2031-12-06/2031-12-10",
        ),
        (
            "The ferry Kestrel capsized off Torvey {on Friday|XXXX-WXX-5|} with passengers aboard. "
            "Divers reached the wreck {on 8 December 2031|2031-12-08|2031-12-08}.",
            "2031-12-08/2031-12-10",
        ),
        (
            "The ferry Kestrel capsized off Torvey {on Friday|XXXX-WXX-5|} with passengers aboard. "
            "Divers will start {on 8 December 2031|2031-12-08|2031-12-08}.",
            "2031-12-05/2031-12-08",
        ),
    ],
)
def test_each_expression_leaves_the_days_on_which_it_means_the_event(sentence: str, published: str) -> None:
    assert settled([NORRA, COURIER, told(sentence, "Lantern")])["Lantern"].published == published


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry Kestrel capsized off Torvey with passengers aboard.",
        "The ferry Kestrel capsized off Torvey {on Thursday|XXXX-WXX-4|} with passengers aboard.",
        "A football cup opened in Vennholt {on Friday|XXXX-WXX-5|} with dancing.",
        '"The ferry Kestrel capsized off Torvey {on Friday|XXXX-WXX-5|} with passengers aboard," she said.',
        "The ferry Kestrel capsized off Torvey {on 5 December|XXXX-12-05|} with passengers aboard.",
        "The ferry Kestrel capsized off Torvey with passengers aboard, Haldria {Today|XXXX-XX-XX|} reported.",
    ],
)
def test_what_ties_a_report_to_no_day_leaves_it_undated(sentence: str) -> None:
    found = settled([NORRA, COURIER, told(sentence, "Lantern")])["Lantern"]
    assert (found.published, found.published_confidence, found.published_doubt) == (None, None, None)


def test_siblings_that_put_the_event_in_two_weeks_leave_a_report_undated() -> None:
    other = told(
        "The ferry Kestrel capsized off Torvey on {Friday|2031-12-19|2031-12-19} with 84 passengers aboard.",
        "Radio Esk",
        "2031-12-20",
    )
    found = settled([NORRA, other, UNDATED])["Lantern"]
    assert (found.published, found.published_confidence) == (None, None)
    assert found.published_doubt is not None
    assert found.published_doubt.startswith('not dated, its siblings contradict one another: "on Friday" is 2031-12-')


def test_a_dateline_that_the_siblings_contradict_dates_nothing() -> None:
    found = settled(
        [
            NORRA,
            COURIER,
            told(
                "VENNHOLT, {Dec. 29|XXXX-12-29|} (Norra) - Divers waited. "
                "The ferry Kestrel capsized off Torvey {on Friday|XXXX-WXX-5|} with passengers aboard.",
                "Strait Observer",
            ),
        ]
    )["Strait Observer"]
    assert found.published is None
    assert found.published_doubt is not None
    assert found.published_doubt.startswith('not dated, its dateline "VENNHOLT, Dec. 29" is contradicted: "on Friday"')


def test_a_dateline_without_its_year_has_that_of_the_siblings() -> None:
    report, analysis = told("VENNHOLT, {Dec. 9|XXXX-12-09|} (Norra) - Divers reached the wreck.", "Strait Observer")
    found = settled([NORRA, (report, analysis)])["Strait Observer"]
    assert (found.published, found.published_confidence) == ("2031-12-09", "medium")
    assert found.basis["published"] == 'dateline: "VENNHOLT, Dec. 9"; the year is that of its siblings'


def test_a_dateline_of_another_season_is_not_given_the_year_of_the_siblings() -> None:
    found = settled([NORRA, told("VENNHOLT, {June 9|XXXX-06-09|} (Norra) - Divers reached the wreck.", "Observer")])
    assert found["Observer"].published is None


CRAWLED = told(
    "The ferry Kestrel capsized off Torvey on {Friday|2034-03-03|2034-03-03} with 84 passengers aboard. "
    "Minister Velt blamed open bow doors on {Saturday|2034-03-04|2034-03-04} in Port Eske.",
    "Gazette",
    "2034-03-05",
)


def test_the_day_of_a_crawl_gives_way_to_what_the_siblings_say_and_is_kept_as_a_doubt() -> None:
    found = settled([NORRA, COURIER, CRAWLED])["Gazette"]
    assert found.published == "2031-12-06/2031-12-10"
    assert found.published_doubt is not None
    assert found.published_doubt.startswith("not believed: 2034-03-05 (metadata: date_publish), but")
    assert found.id == CRAWLED[0].id


def test_a_wrong_day_does_not_date_others() -> None:
    found = settled([NORRA, COURIER, CRAWLED, UNDATED])
    assert found["Lantern"].published == "2031-12-05/2031-12-10"


def test_what_a_person_said_stands_with_the_doubt_beside_it() -> None:
    report, analysis = CRAWLED
    said = replace(report, basis={"published": "manifest"})
    found = settled([NORRA, COURIER, (said, analysis)])["Gazette"]
    assert (found.published, found.published_confidence) == ("2034-03-05", "low")
    assert found.published_doubt is not None
    assert found.published_doubt.endswith("it stands, as a person said it")


def test_a_report_that_tells_a_later_day_as_past_is_not_of_the_stated_day() -> None:
    early = told("The tower fell on {6 May 2031|2031-05-06|2031-05-06}.", "Epoch Post", "1970-01-01")
    found = settled([early])["Epoch Post"]
    assert (found.published, found.published_confidence) == (None, None)
    assert found.published_doubt == (
        'not believed: 1970-01-01 (metadata: date_publish), but it tells of "6 May 2031" as past'
    )
    assert "published" not in found.basis


@pytest.mark.parametrize(
    "sentence",
    [
        "The vote will be on {6 May 2031|2031-05-06|2031-05-06}.",
        "The vote, called in haste, is on {6 May 2031|2031-05-06|2031-05-06}.",
        "The owners were told to leave by {6 May 2031|2031-05-06|2031-05-06}.",
        "The vote was on {6 May 2029|2029-05-06|2029-05-06}.",
    ],
)
def test_days_to_come_and_days_long_gone_are_no_reason_for_a_doubt(sentence: str) -> None:
    assert settled([told(sentence, "Norra News", "2031-02-01")])["Norra News"].published_doubt is None


def test_a_report_years_later_that_says_so_keeps_its_day() -> None:
    later = told(
        "{Three years ago|2028|2028} the ferry Kestrel capsized off Torvey with 84 passengers aboard. "
        "A stone was laid in Port Eske on {Friday|2034-12-01|2034-12-01}.",
        "Gazette",
        "2034-12-02",
    )
    found = settled([NORRA, COURIER, later])["Gazette"]
    assert (found.published, found.published_doubt) == ("2034-12-02", None)


def test_furniture_dates_nothing() -> None:
    report, analysis = UNDATED
    start = report.text.index("on Friday")
    marked = replace(report, furniture=(Furniture(span=(start, start + 9), kind="caption"),))
    assert settled([NORRA, (marked, analysis)])["Lantern"].published is None


def test_hundreds_of_undated_copies_of_a_text_are_dated_as_one_is() -> None:
    text = "The ferry Kestrel capsized off Torvey on {Friday|XXXX-WXX-5|} with 84 passengers aboard."
    alone = settled([NORRA, told(text, "Ensign")])["Ensign"]
    found = settled([NORRA, *(told(text, f"Paper {n}") for n in range(250))])
    assert alone.published is not None
    assert {one.published for one in found.values() if one.outlet != "Norra News"} == {alone.published}


def test_the_order_of_the_reports_does_not_matter() -> None:
    given = [NORRA, COURIER, UNDATED, CRAWLED]
    first = settled(given)
    assert all(settled(order) == first for order in permutations(given))


def test_dating_what_is_dated_changes_nothing() -> None:
    first = settled([NORRA, COURIER])
    assert list(first.values()) == sorted((NORRA[0], COURIER[0]), key=lambda report: report.id)


NEWS = (
    "Ferry Kestrel capsizes off Torvey with 84 passengers aboard.",
    "The ferry Kestrel capsized off Torvey with 84 passengers aboard, rescuers said.",
    "Rescuers told how the ferry Kestrel capsized with passengers aboard off Torvey.",
)


def test_a_report_with_the_news_of_long_ago_that_does_not_look_back_is_not_of_its_stated_day() -> None:
    first, second, third = NEWS
    siblings = [told(first, "Norra News", "2031-12-06"), told(second, "Harbour Courier", "2031-12-07")]
    found = settled([*siblings, told(third, "Gazette", "2033-05-01")])["Gazette"]
    assert (found.published, found.published_doubt) == (
        None,
        "not believed: 2033-05-01 (metadata: date_publish), but it has the news of 2 reports of 2031-12-06 to "
        "2031-12-07 and says nothing of looking back",
    )


def test_two_reports_that_were_crawled_on_one_day_are_both_of_another() -> None:
    _, second, third = NEWS
    old = [told(f"{text} In Torvey.", f"Post {n}", "2031-12-06") for n, text in enumerate(NEWS)]
    late = [told(second, "Courier", "2033-05-01"), told(third, "Gazette", "2033-05-01")]
    found = settled([*old, *late])
    assert found["Courier"].published_doubt is not None
    assert found["Gazette"].published_doubt is not None
    assert all(found[f"Post {n}"].published_doubt is None for n in range(3))


@pytest.mark.parametrize(
    "more",
    [
        "That was two years ago.",
        "A stone was laid for the anniversary.",
        "The wreck was sold in 2032.",
    ],
)
def test_a_report_that_looks_back_is_of_its_stated_day(more: str) -> None:
    first, second, third = NEWS
    siblings = [told(first, "Norra News", "2031-12-06"), told(second, "Harbour Courier", "2031-12-07")]
    found = settled([*siblings, told(f"{third} {more}", "Gazette", "2033-05-01")])["Gazette"]
    assert (found.published, found.published_doubt) == ("2033-05-01", None)


def test_of_two_reports_that_contradict_each_other_the_later_is_doubted() -> None:
    found = settled([NORRA, CRAWLED])
    assert found["Norra News"].published_doubt is None
    assert found["Gazette"].published == "2031-12-06/2031-12-10"


def test_a_doubt_of_reading_is_kept_with_that_of_the_siblings() -> None:
    report, analysis = CRAWLED
    noted = replace(report, published_doubt="url states another day: 2033-12-30")
    found = settled([NORRA, COURIER, (noted, analysis)])["Gazette"].published_doubt
    assert found is not None
    assert found.endswith("; url states another day: 2033-12-30")
