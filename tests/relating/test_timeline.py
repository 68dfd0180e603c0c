"""One entry an event-day, told by one sentence of a report, with all places that name the date."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dates import bounds
from onrecord.model import (
    Analysis,
    Conflict,
    Copy,
    Furniture,
    Happening,
    Report,
    Slot,
    Span,
    Statement,
    Tense,
    Time,
    TimelineEntry,
    TimeType,
    make_id,
)
from onrecord.relating.claims import find_claims
from onrecord.relating.facts import gather_facts
from onrecord.relating.timeline import find_timeline
from onrecord.relating.timeline.likeness import alike, pairs
from onrecord.relating.timeline.sentences import find_tellings, is_about_reports

Timeline = tuple[TimelineEntry, ...]
MARK = re.compile(r"<([^|>]+)\|([^|>]+)(?:\|(\w*))?(?:\|(\w+))?>")


@dataclass(frozen=True)
class Told:
    """A report to be: a sentence a line, dates marked as `<Tuesday|2031-03-11>`.

    A third part is the type of the time (DATE where there is none), a fourth how it is told: `aside` (the date is put
    to no main verb), `plan` (it is put to what is to come, in a part of the sentence), or a tense other than the past.
    """

    text: str
    published: str | None = "2031-03-14"
    outlet: str | None = None
    said: str = ""
    """A line that is somebody's very words."""


def timeline_of(*told: str | Told, furniture: str = "", copies: tuple[tuple[int, int], ...] = ()) -> Timeline:
    """Return the timeline of reports; `copies` are pairs of their numbers."""
    return find_timeline(**story_of([Told(one) if isinstance(one, str) else one for one in told], furniture, copies))


def story_of(told: Sequence[Told], furniture: str = "", copies: Iterable[tuple[int, int]] = ()) -> dict[str, Any]:
    """Return what `find_timeline` takes."""
    reports, analyses, statements, ids = {}, {}, [], []
    for number, one in enumerate(told):
        plain, times, happenings = _unmark(one.text)
        parts = tuple(
            Furniture(span=m.span(), kind="credit") for m in re.finditer(re.escape(furniture), plain) if furniture
        )
        report = Report(
            id=make_id("r", one.outlet or number, one.text, one.published),
            input=f"{number}.txt",
            text=plain,
            outlet=one.outlet or f"Paper {number}",
            published=one.published,
            furniture=parts,
        )
        ids.append(report.id)
        sentences = tuple(match.span() for match in re.finditer(r"[^\n]+", plain))
        reports[report.id] = report
        analyses[report.id] = Analysis(sentences=sentences, times=times, happenings=happenings)
        statements += [_statement(report, span, one.said, times) for span in sentences]
    through = tuple(
        Copy(origin=ids[a], copy=ids[b], share=1.0, passages=(), because="the same words") for a, b in copies
    )
    facts = gather_facts(reports, statements, ())
    return {
        "reports": reports,
        "analyses": analyses,
        "claims": find_claims(reports, facts, (), through, ()),
        "facts": facts,
        "copies": through,
    }


def _statement(report: Report, span: Span, said: str, times: Sequence[Time]) -> Statement:
    text = report.slice(span)
    words = tuple(re.findall(r"[^\W\d_]+", text.lower()))
    return Statement(
        kind="direct" if said and text.strip() == said else "own",
        id=make_id("s", report.id, span),
        report=report.id,
        content=(span,),
        sentence=span,
        text=text,
        times=tuple(time for time in times if span[0] <= time.span[0] < span[1]),
        terms=words,
        event="capsize" if " " in text.strip() else "",
    )


def _unmark(text: str) -> tuple[str, tuple[Time, ...], tuple[Happening, ...]]:
    plain, last, times, happenings = "", 0, [], []
    for match in MARK.finditer(text):
        plain += text[last : match.start()]
        span = (len(plain), len(plain) + len(match.group(1)))
        kind: TimeType = "TIME" if match.group(3) == "TIME" else "DURATION" if match.group(3) == "DURATION" else "DATE"
        times.append(Time(span=span, type=kind, value=match.group(2), edtf=match.group(2)))
        how = match.group(4) or "past"
        tense: Tense = "future" if how in ("future", "plan") else "present" if how == "present" else "past"
        happenings.append(Happening(time=span, event=span, tense=tense, main=how not in ("aside", "plan")))
        plain += match.group(1)
        last = match.end()
    return plain + text[last:], tuple(times), tuple(happenings)


def the(found: Timeline, date: str) -> TimelineEntry:
    """Return the only entry of a date."""
    (entry,) = [one for one in found if one.date == date]
    return entry


def test_a_day_is_told_by_the_sentence_that_most_channels_carry() -> None:
    carried = "The ferry Kestrel capsized off Torvey on <Tuesday|2031-03-11>."
    lonely = "A choir rehearsed the old anthem in a cold hall on <Tuesday|2031-03-11>."
    (entry,) = timeline_of(lonely, carried, carried.replace("The ferry", "Ferry"))
    assert "ferry Kestrel capsized" in entry.text.replace("Ferry", "ferry")
    assert len(entry.evidence) == 3


def test_entries_stand_in_the_order_of_their_days() -> None:
    found = timeline_of(
        "The new ship will sail to Torvey in <the second half of 2031|2031-41||future>.\n"
        "The ferry Kestrel capsized off Torvey on <Tuesday|2031-03-11>.\n"
        "The yard closed all of its gates <last month|2031-02>.\n"
        "The board wants its report printed by <the end of April|../2031-04-30||future>."
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


def test_a_sentence_stands_for_the_day_that_it_tells_of_first() -> None:
    first, second = timeline_of(
        "The ferry capsized on <Tuesday|2031-03-11> and the bells of Port Eske rang on <Wednesday|2031-03-12>.",
        "The minister of ports spoke to the islanders at the quay on <Wednesday|2031-03-12>.",
    )
    assert (first.date, first.text[:18]) == ("2031-03-11", "The ferry capsized")
    assert (second.date, second.text[:12]) == ("2031-03-12", "The minister")


def test_furniture_makes_no_entry() -> None:
    line = "Sign up for the morning letter by <Tuesday|2031-03-18||future> to win a ferry ticket."
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
        "On <Tuesday|2031-03-11> it took the harbour board and the crew to the old weir.",
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


# ---------------------------------------------------------------- channels

SANK = "The ferry Kestrel capsized near the weir off Torvey on <Tuesday|2031-03-11>."
SANK_TOO = "On <Tuesday|2031-03-11> the ferry Kestrel capsized near the weir."


def test_an_entry_has_the_channels_by_which_its_date_reached_us() -> None:
    (entry,) = timeline_of(SANK, SANK_TOO, SANK, copies=((0, 2),))
    ids = sorted({place.report for place in entry.evidence})
    assert sorted(report for channel in entry.channels for report in channel) == ids
    assert sorted(len(channel) for channel in entry.channels) == [1, 2]


def test_two_reports_of_one_outlet_are_one_channel() -> None:
    (entry,) = timeline_of(Told(SANK, outlet="Norra News"), Told(SANK_TOO, outlet="The Norra News"))
    assert len(entry.channels) == 1


def test_a_report_that_tells_another_thing_of_the_day_is_no_channel_of_it() -> None:
    choir = "A choir of nine rehearsed the old anthem in a cold hall on <Tuesday|2031-03-11>."
    (entry,) = timeline_of(SANK, SANK_TOO, choir)
    assert (len(entry.channels), len(entry.evidence)) == (2, 3)
    assert "choir" not in entry.text


def test_a_long_sentence_is_not_passed_over_for_a_short_one() -> None:
    long = (
        "The ferry Kestrel capsized near the weir off Torvey on <Tuesday|2031-03-11> while forty people were aboard, "
        "most of them on their way home from the market in Port Eske, in a swell that nobody had seen coming."
    )
    short = "A choir sang in Torvey on <Tuesday|2031-03-11>."
    (entry,) = timeline_of(long, SANK, short)
    assert "ferry" in entry.text


# ---------------------------------------------------------------- what tells of a day


def test_a_day_is_told_by_a_sentence_that_tells_what_happened_on_it() -> None:
    passing = "The mayor, elected on <4 March|2031-03-04||aside> by the council, opened the new bridge at Eske."
    telling = "The council elected a new mayor at Eske on <4 March|2031-03-04>."
    (entry,) = timeline_of(passing, telling)
    assert entry.text.startswith("The council elected")
    assert not entry.aside


def test_a_date_that_is_only_named_in_passing_says_so() -> None:
    (entry,) = timeline_of("The mayor, elected on <4 March|2031-03-04||aside> by the council, opened the new bridge.")
    assert entry.aside


@pytest.mark.parametrize(
    "text",
    [
        "The fund for the widows of the harbour continues <today|2031-03-14||present> as before.",
        "The mayor told the audience of Eske <Tonight|2031-03-14> that the weir would hold.",
        "The board of the harbour met at <10.30 a.m.|2031-03-14T10:30|TIME> to speak of the weir.",
    ],
)
def test_a_today_of_these_days_and_a_clock_without_a_day_give_no_date(text: str) -> None:
    assert timeline_of(text) == ()


def test_a_today_inside_somebodys_words_gives_no_date_but_stands_beside_one_that_does() -> None:
    words = "We signed the treaty on the weir with Torvey <today|2031-03-14> and are glad of it."
    plain = words.replace("<today|2031-03-14>", "today")
    assert timeline_of(Told(words, said=plain)) == ()
    (entry,) = timeline_of(
        Told(words, said=plain), "The ministers signed the treaty on the weir on <Friday|2031-03-14>."
    )
    assert entry.text.startswith("The ministers")
    assert (len(entry.evidence), len(entry.channels)) == (2, 1)


def test_what_is_told_as_past_long_before_it_can_have_been_makes_no_entry() -> None:
    assert (
        timeline_of(Told("The budget of the harbour was signed in <February|2032-02>.", published="2031-12-20")) == ()
    )


ABOUT = tomllib.loads(files("onrecord.relating.timeline").joinpath("words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("line", [line for one in ABOUT["about"] for line in one["yes"]])
def test_a_sentence_about_the_page_is_none_of_the_story(line: str) -> None:
    assert is_about_reports(line)


@pytest.mark.parametrize("line", [line for one in ABOUT["about"] for line in one["no"]])
def test_a_sentence_like_one_about_the_page_is_kept(line: str) -> None:
    assert not is_about_reports(line)


@pytest.mark.parametrize(
    ("text", "clock"),
    [(text, True) for text in ABOUT["deictics"]["clocks"]] + [(text, False) for text in ABOUT["deictics"]["no_clocks"]],
)
def test_a_clock_is_known_from_a_day(text: str, clock: bool) -> None:
    assert (re.fullmatch(ABOUT["deictics"]["clock"], text.lower()) is not None) == clock


# ---------------------------------------------------------------- events of one date, dates of one event


def test_two_events_of_one_day_have_an_entry_each_where_two_channels_tell_each() -> None:
    strike = "Dockers walked out over unpaid wages at <noon on Tuesday|2031-03-11>."
    found = timeline_of(
        SANK, SANK_TOO, SANK.replace("The ferry", "Ferry"), strike, strike.replace("Dockers", "Porters")
    )
    assert [entry.date for entry in found] == ["2031-03-11", "2031-03-11"]
    assert ["capsized" in entry.text for entry in found] == [True, False]
    assert [len(entry.channels) for entry in found] == [3, 2]


def test_an_event_that_one_channel_tells_stands_behind_the_first_of_its_day() -> None:
    strike = "Dockers walked out over unpaid wages at <noon on Tuesday|2031-03-11>."
    (entry,) = timeline_of(SANK, SANK_TOO, strike)
    assert len(entry.evidence) == 3


def test_what_tells_the_same_of_a_month_stands_with_its_day() -> None:
    wide = "The ferry Kestrel capsized near the weir off Torvey in <February|2031-02>."
    day = "The ferry Kestrel capsized near the weir on <11 February|2031-02-11>."
    (entry,) = timeline_of(wide, day)
    assert (entry.date, len(entry.evidence), len(entry.wider), len(entry.channels)) == ("2031-02-11", 1, 1, 1)


def test_another_event_of_the_month_is_an_entry_beside_its_days() -> None:
    wide = "Dockers walked out over unpaid wages in <February|2031-02>."
    day = "The ferry Kestrel capsized near the weir on <11 February|2031-02-11>."
    assert [entry.date for entry in timeline_of(wide, day)] == ["2031-02", "2031-02-11"]


# ---------------------------------------------------------------- yet to come, disputed


@pytest.mark.parametrize(
    ("reports", "ahead"),
    [
        ([Told("The board will open the new weir at Eske on <20 March|2031-03-20||future>.")], True),
        ([Told("The board will open the new weir at Eske on <Friday|2031-03-14||future>.")], True),
        ([Told("The board opened the new weir at Eske on <Friday|2031-03-14>.")], False),
        (
            [
                Told("The board will open the new weir at Eske on <20 March|2031-03-20||future>."),
                Told("The board opened the new weir at Eske on <20 March|2031-03-20>.", published="2031-03-21"),
            ],
            False,
        ),
        ([Told("The new weir at Eske opens on <20 March|2031-03-20||present>.")], True),
        ([Told("The board will open the new weir at Eske on <20 March|2031-03-20||future>.", published=None)], True),
        ([Told("The weir was opened at Eske on <12 March|2031-03-12>.", published="2031-03-10/2031-03-16")], False),
        ([Told("The board will open the weir by <the end of April|../2031-04-30||future>.")], True),
    ],
)
def test_what_no_report_tells_as_past_is_yet_to_come(reports: list[Told], ahead: bool) -> None:
    assert [entry.ahead for entry in timeline_of(*reports)] == [ahead]


@pytest.mark.parametrize(
    ("told", "aside"),
    [
        ("Eske answered with an offer to hold talks at the weir on <20 March|2031-03-20||plan>.", False),
        ("The board said it would open the new weir at Eske by <the end of April|../2031-04-30||plan>.", False),
        ("The mayor, elected in <May|2030-05||aside>, spoke at the new weir at Eske.", True),
        ("The board opened a weir that was to be ready on <10 March|2031-03-10||plan>.", True),
        ("A speech told what the mayor is likely to pursue in <the coming year|2032||plan>.", True),
    ],
)
def test_a_plan_is_told_by_whatever_part_of_a_sentence_names_it(told: str, aside: bool) -> None:
    assert [entry.aside for entry in timeline_of(told)] == [aside]


def test_of_what_is_yet_to_come_a_year_is_enough() -> None:
    ahead, gone = "The board will open the weir in <2033|2033||future>.", "The board opened the weir in <2029|2029>."
    assert [entry.date for entry in timeline_of(ahead, gone)] == ["2033"]
    assert timeline_of(Told("The board will open the weir in <2031|2031||future>.")) == ()


def test_a_plan_that_most_put_to_a_stretch_and_one_to_a_part_of_it_is_one_entry() -> None:
    many = "The board will open the new weir at Eske in <the second half of the year|2031-41||future>."
    one = "The board will open the new weir at Eske <late this year|2031-39||future>."
    (entry,) = timeline_of(many, many.replace("board", "council"), one)
    assert (entry.date, len(entry.evidence), "late" in entry.text) == ("2031-41", 3, False)
    alone = timeline_of(many, one)
    assert [found.date for found in alone] == ["2031-39"]
    assert len(alone[0].wider) == 1


def test_a_part_of_a_stretch_in_which_something_has_happened_stands_for_itself() -> None:
    many = "The board opened the new weir at Eske in <February|2031-02>."
    one = "The board opened the new weir at Eske in <early February|2031-02-01/2031-02-10>."
    found = timeline_of(many, many.replace("board", "council"), one)
    assert [entry.date for entry in found] == ["2031-02-01/2031-02-10", "2031-02"]


def test_a_sentence_of_saying_whose_content_has_no_verb_tells_its_day() -> None:
    story = story_of([Told("The board announced the start of work on the new weir on <Tuesday|2031-03-11>.")])

    def told_by(cue: str) -> list[str]:
        facts = {
            key: replace(one, statement=replace(one.statement, event="", cue_lemma=cue))
            for key, one in story["facts"].items()
        }
        return [entry.date for entry in find_timeline(**{**story, "facts": facts})]

    assert told_by("announce") == ["2031-03-11"]
    assert told_by("") == []


def test_of_what_one_report_tells_of_a_day_its_first_sentence_comes_first() -> None:
    told = Told(
        "The mayor of Eske signed the weir treaty on <Tuesday|2031-03-11>.\n"
        "A choir of nine rehearsed in the cold hall on <Tuesday|2031-03-11>."
    )
    assert the(timeline_of(told), "2031-03-11").text.startswith("The mayor")


def test_what_came_true_is_told_by_a_report_that_says_so() -> None:
    (entry,) = timeline_of(
        Told("The board will open the new weir at Eske on <20 March|2031-03-20||future>."),
        Told("The board opened the new weir at Eske on <20 March|2031-03-20>.", published="2031-03-21"),
    )
    assert entry.text.startswith("The board opened")


def test_a_date_that_the_reports_dispute_leads_to_the_conflict() -> None:
    story = story_of([Told(SANK), Told("The ferry Kestrel capsized near the weir on <Monday|2031-03-10>.")])
    slots = tuple(
        Slot(claim="", statement=one.id, report=one.report, span=time.span, text="", value=time.value)
        for one in (fact.statement for fact in story["facts"].values())
        for time in story["analyses"][one.report].times
    )
    conflict = Conflict(
        id="x-1", kind="date", claims=("", ""), slots=(slots[0], slots[1]), revision=False, because="one event"
    )
    found = find_timeline(**story, conflicts=[conflict])
    assert [entry.conflicts for entry in found] == [("x-1",), ("x-1",)]
    other = Conflict(
        id="x-2", kind="number", claims=("", ""), slots=(slots[0], slots[1]), revision=False, because="a toll"
    )
    assert [entry.conflicts for entry in find_timeline(**story, conflicts=[other])] == [(), ()]


# ---------------------------------------------------------------- what always holds

_DAYS = st.sampled_from(["2031-03-10", "2031-03-11", "2031-03-20", "2031-02", "2031-02-11", "../2031-04-30", "2031-41"])
_WHO = st.sampled_from(["The ferry Kestrel", "The council of Eske", "A choir of nine", "She and the dockers"])
_WHAT = st.sampled_from(["capsized near the weir", "walked out over unpaid wages", "signed the harbour treaty"])
_HOW = st.sampled_from(["|past", "|aside", "|future", "|present"])


@st.composite
def _reports(draw: st.DrawFn) -> list[Told]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        lines = [
            f"{draw(_WHO)} {draw(_WHAT)} with others <on the day|{draw(_DAYS)}|{draw(_HOW)}>."
            for _ in range(draw(st.integers(1, 3)))
        ]
        published = draw(st.sampled_from(["2031-03-12", "2031-03-15", "2031-03-10/2031-03-16", None]))
        found.append(Told("\n".join(lines), published=published, outlet=f"Paper {number}"))
    return found


@settings(max_examples=30)
@given(_reports(), st.randoms(use_true_random=False))
def test_the_order_of_the_reports_does_not_matter(told: list[Told], random: Any) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)
    assert timeline_of(*told) == timeline_of(*shuffled)


@settings(max_examples=30)
@given(_reports())
def test_every_text_is_the_words_of_its_first_place_and_every_channel_has_a_place(told: list[Told]) -> None:
    story = story_of(told)
    for entry in find_timeline(**story):
        assert entry.text == story["reports"][entry.evidence[0].report].slice(entry.evidence[0].span)
        reports = [report for channel in entry.channels for report in channel]
        assert len(reports) == len(set(reports))
        assert set(reports) <= {place.report for place in entry.evidence}
        assert len(set(entry.evidence)) == len(entry.evidence)


@settings(max_examples=30)
@given(_reports())
def test_entries_stand_in_order_and_those_of_one_date_together(told: list[Told]) -> None:
    found = timeline_of(*told)
    begins = [bounds(entry.date)[0] or bounds(entry.date)[1] for entry in found]
    assert begins == sorted(day for day in begins if day is not None)
    dates = [entry.date for entry in found]
    assert dates == sorted(dates, key=dates.index)


@settings(max_examples=30)
@given(_reports())
def test_all_pairs_of_a_day_are_compared_as_one_pair_is(told: list[Told]) -> None:
    story = story_of(told)
    found = list(find_tellings(story["reports"], story["analyses"], story["claims"], story["facts"]))
    near, _ = pairs(found)
    for n, one in enumerate(found):
        assert [bool(near[n] >> m & 1) for m in range(len(found))] == [
            m == n or alike(one, other) for m, other in enumerate(found)
        ]


@settings(max_examples=30)
@given(_reports(), st.data())
def test_a_copy_adds_no_channel(told: list[Told], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(told) - 1))
    again = Told(told[number].text, published=told[number].published, outlet="The Copyist")
    before = timeline_of(*told)
    after = timeline_of(*told, again, copies=((number, len(told)),))
    told_before = [(entry.date, entry.text, len(entry.channels)) for entry in before]
    assert [(entry.date, entry.text, len(entry.channels)) for entry in after] == told_before
