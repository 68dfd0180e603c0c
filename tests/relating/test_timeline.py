"""One entry a date, told by one sentence of a report, with all places that name the date."""

from __future__ import annotations

import re

import pytest

from onrecord.model import Analysis, Furniture, Report, Statement, Time, TimelineEntry, TimeType, make_id
from onrecord.relating.claims import find_claims
from onrecord.relating.timeline import find_timeline

MARK = re.compile(r"<([^|>]+)\|([^|>]+)(?:\|(\w+))?>")


def timeline_of(*texts: str, published: str = "2031-03-14", furniture: str = "") -> tuple[TimelineEntry, ...]:
    """Return the timeline of reports, a sentence a line, dates marked as `<Tuesday|2031-03-11>`."""
    reports, analyses, statements = {}, {}, []
    for number, text in enumerate(texts):
        plain, times = _unmark(text)
        parts = tuple(
            Furniture(span=m.span(), kind="credit") for m in re.finditer(re.escape(furniture), plain) if furniture
        )
        report = Report(
            id=make_id("r", number, text),
            input=f"{number}.txt",
            text=plain,
            outlet=f"Paper {number}",
            published=published,
            furniture=parts,
        )
        sentences = tuple(match.span() for match in re.finditer(r"[^\n]+", plain))
        reports[report.id] = report
        analyses[report.id] = Analysis(sentences=sentences, times=times)
        statements += [
            Statement(
                kind="own",
                id=make_id("s", report.id, span),
                report=report.id,
                content=(span,),
                sentence=span,
                text=report.slice(span),
                terms=tuple(report.slice(span).lower().split()),
                event="capsize" if " " in report.slice(span).strip() else "",
            )
            for span in sentences
        ]
    return find_timeline(reports, analyses, find_claims(reports, statements, (), (), ()), statements)


def _unmark(text: str) -> tuple[str, tuple[Time, ...]]:
    plain, last, times = "", 0, []
    for match in MARK.finditer(text):
        plain += text[last : match.start()]
        span = (len(plain), len(plain) + len(match.group(1)))
        kind: TimeType = "TIME" if match.group(3) == "TIME" else "DURATION" if match.group(3) == "DURATION" else "DATE"
        times.append(Time(span=span, type=kind, value=match.group(2), edtf=match.group(2)))
        plain += match.group(1)
        last = match.end()
    return plain + text[last:], tuple(times)


def test_a_day_is_told_by_the_sentence_that_most_channels_carry() -> None:
    carried = "The ferry Kestrel capsized off Torvey on <Tuesday|2031-03-11>."
    lonely = "A choir rehearsed the old anthem in a cold hall on <Tuesday|2031-03-11>."
    (entry,) = timeline_of(lonely, carried, carried.replace("The ferry", "Ferry"))
    assert "ferry Kestrel capsized" in entry.text.replace("Ferry", "ferry")
    assert len(entry.evidence) == 3


def test_entries_stand_in_the_order_of_their_days() -> None:
    found = timeline_of(
        "The new ship will sail to Torvey in <the second half of 2031|2031-41>.\n"
        "The ferry Kestrel capsized off Torvey on <Tuesday|2031-03-11>.\n"
        "The yard closed all of its gates <last month|2031-02>.\n"
        "The board wants its report printed by <the end of April|../2031-04-30>."
    )
    assert [entry.date for entry in found] == ["2031-02", "2031-03-11", "../2031-04-30", "2031-41"]


def test_the_text_is_verbatim_and_stands_first_in_the_evidence() -> None:
    text = "  The ferry Kestrel capsized off Torvey on <Tuesday|2031-03-11>.  "
    (entry,) = timeline_of(text)
    assert entry.text == "The ferry Kestrel capsized off Torvey on Tuesday."
    assert entry.evidence[0].span == (2, 2 + len(entry.text))


@pytest.mark.parametrize(
    "text",
    [
        "The two shipping lines have been rivals ever since <2014|2014>.",
        "The yard was the largest of the whole coast in <the 1990s|199X>.",
        "The alliance of the ports has been deepening <since May|2030-05-01/..>.",
        "The crew of the ferry worked there <for three months|2031-01|DURATION>.",
        "An engineer told the paper <this week|2031-03-10/2031-03-16> that it takes years.",
        "<Tuesday|2031-03-11>",
        "On <Tuesday|2031-03-11> it" + " went on" * 60,
    ],
)
def test_what_dates_no_event_or_tells_it_badly_makes_no_entry(text: str) -> None:
    assert timeline_of(text) == ()


def test_a_time_of_day_counts_for_its_day() -> None:
    (entry,) = timeline_of("The ferry Kestrel left Port Eske at <18:05 on Tuesday|2031-03-11T18:05|TIME>.")
    assert entry.date == "2031-03-11"


def test_furniture_makes_no_entry() -> None:
    line = "Sign up for the morning letter by <Tuesday|2031-03-18> to win a ferry ticket."
    assert timeline_of(line)
    assert timeline_of(line, furniture="Sign up for the morning letter") == ()


def test_a_quotation_tells_a_day_less_well_than_a_sentence() -> None:
    (entry,) = timeline_of(
        '"We signed the treaty with Torvey <today|2031-03-14> and are glad of it," she said.',
        "The minister signed a treaty with Torvey on <Friday|2031-03-14> in the old hall.",
    )
    assert entry.text.startswith("The minister")


@pytest.mark.parametrize(
    "worse",
    [
        "But that was agreed by the harbour board and the crew on <Tuesday|2031-03-11>.",
        "Can the harbour board say who was at the helm on <Tuesday|2031-03-11>?",
    ],
)
def test_a_sentence_that_can_be_read_alone_tells_a_day_best(worse: str) -> None:
    alone = "On <Tuesday|2031-03-11> a choir of nine sang."
    (entry,) = timeline_of(worse, alone)
    assert entry.text.startswith("On Tuesday")


def test_the_day_of_many_reports_is_told_by_what_they_share() -> None:
    (entry,) = timeline_of(
        "Relatives sat in the cold hall of the choir until the lamps went out on <Tuesday|2031-03-11>.",
        "A ferry with forty aboard capsized near the weir in heavy swell on <Tuesday|2031-03-11>.",
        "When the ferry capsized near the weir on <Tuesday|2031-03-11>, a tug towed rafts to the shore for hours.",
        "Divers found the ferry that capsized near the weir on <Tuesday|2031-03-11> below the old sluice.",
    )
    assert "capsized near the weir" in entry.text
