"""What is a promise, when it falls due, and what is reported to have become of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import Claim, Promise, make_id
from onrecord.relating.claims import find_claims
from onrecord.relating.facts import gather_facts
from onrecord.relating.promises import find_promises
from tests.relating.lines import Line, Told, entity_id, tell
from tests.relating.test_claims import BACKGROUND, DAY, line

MINISTER = (("Mara Velt", "transport minister"),)
LATER = "2032-01-20"


def promises_of(told: Told, as_of: str | None = None) -> tuple[Promise, ...]:
    claims = find_claims(told.reports, told.facts, told.entities, (), ())
    return find_promises(told.reports, claims, told.facts, told.entities, as_of)


def will(text: str, terms: str, event: str, **more: object) -> Line:
    return line(text, terms, event=event, future=True, **more)  # type: ignore[arg-type]


PROMISED = will(
    "the ministry will publish the inquiry's findings by <the end of June|../2031-06-30>",
    "ministry publish inquiry finding",
    "publish",
)

BINDING = {
    "the holder of an office": (PROMISED, "Mara Velt", "../2031-06-30"),
    "in the first person, without an office": (
        will('"We will rebuild the pier in <May|2031-05>"', "rebuild pier", "rebuild", by="Ivo Brandt", kind="direct"),
        "Ivo Brandt",
        "2031-05",
    ),
    "an organisation": (
        will("the pier would be rebuilt in <May|2031-05>", "rebuild pier", "rebuild", by="Harbour Board"),
        "Harbour Board",
        "2031-05",
    ),
    "a government named by its place": (
        will("the pier would be rebuilt in <May|2031-05>", "rebuild pier", "rebuild", by="Port Eske"),
        "Port Eske",
        "2031-05",
    ),
    "by the word that binds": (
        will("to rebuild the pier in <May|2031-05>", "rebuild pier", "rebuild", by="Ivo Brandt", cue="pledge"),
        "Ivo Brandt",
        "2031-05",
    ),
    "no later than a day is no denial": (
        will("the pier will be rebuilt no later than <May|../2031-05-31>", "rebuild pier", "rebuild"),
        "Mara Velt",
        "../2031-05-31",
    ),
    "what a body does to a person": (
        will("Lene Okar would be sentenced on <3 May|2031-05-03>", "sentence", "sentence", by="Harbour Board"),
        "Harbour Board",
        "2031-05-03",
    ),
    "a plan": (
        will("it plans to rebuild the pier in <May|2031-05>", "rebuild pier", "rebuild", by="Harbour Board"),
        "Harbour Board",
        "2031-05",
    ),
    "a bare thing": (
        line("an inquiry by <May|../2031-05-31>", "inquiry", cue="pledge", future=True),
        "Mara Velt",
        "../2031-05-31",
    ),
    "in the last of several sentences": (
        line(
            '"The piles have been driven since the thaw. We will rebuild the pier by <May|../2031-05-31>"',
            "pile drive thaw rebuild pier",
            by="Ivo Brandt",
            kind="direct",
            event="drive",
        ),
        "Ivo Brandt",
        "../2031-05-31",
    ),
    "the narrowest of two dates": (
        will("the pier will be rebuilt <next year|2032>, in <May 2032|2032-05>", "rebuild pier", "rebuild"),
        "Mara Velt",
        "2032-05",
    ),
}

NOT_BINDING = {
    "on a condition": will("we will rebuild the pier in <May|2031-05> if the council pays", "rebuild pier", "rebuild"),
    "a question": will('"Will we rebuild the pier in <May|2031-05>?"', "rebuild pier", "rebuild", kind="direct"),
    "a threat": will("to close the pier in <May|2031-05>", "close pier", "close", cue="threaten"),
    "what others hope for": will(
        "we hope it will be rebuilt in <May|2031-05>", "rebuild pier", "rebuild", kind="direct"
    ),
    "what comes of itself": will("fares will rise in <May|2031-05>", "fare rise", "rise"),
    "what visitors will do": will("visitors will crowd the pier in <May|2031-05>", "visitor crowd pier", "crowd"),
    "what another place will do": will("Torvey will rebuild the pier in <May|2031-05>", "rebuild pier", "rebuild"),
    "what he of whom it is told will do": will(
        '"He will rebuild the pier in <May|2031-05>"', "rebuild pier", "rebuild", kind="direct"
    ),
    "what is said to be likely by an outlet": will(
        "the pier will be rebuilt in <May|2031-05>", "rebuild pier", "rebuild", by="Norra News", cue="report"
    ),
    "a forecast": will("rain will flood the docks in <May|2031-05>", "rain flood dock forecast", "flood"),
    "a wish": will("the pier would be rebuilt in <May|2031-05>", "rebuild pier", "rebuild", cue="hope"),
    "what others ought to do": will("owners should scrap the crane in <May|2031-05>", "owner scrap crane", "sell"),
    "what another person will do": will("Lene Okar will resign in <May|2031-05>", "resign", "resign"),
    "a person of no office, in the third person": will(
        "the pier will be rebuilt in <May|2031-05>", "rebuild pier", "rebuild", by="Ivo Brandt"
    ),
    "nobody known": will("the pier will be rebuilt in <May|2031-05>", "rebuild pier", "rebuild", by=None),
    "what is done to another person, by a person": will(
        "Lene Okar will be dismissed in <May|2031-05>", "dismiss", "dismiss"
    ),
    "what has been done, for what is to come": will(
        "the board has activated a plan to keep all sluices ready until <May|2031-05>",
        "board activate plan sluice ready",
        "activate",
    ),
    "a date in another sentence than the promise": line(
        '"We will rebuild the pier one day. The auction is in <May|2031-05>"',
        "rebuild pier auction",
        kind="direct",
        event="rebuild",
        future=True,
    ),
    "no date, and nobody who is to do it": will("the pier will be rebuilt", "rebuild pier", "rebuild"),
    "a date that is past": will("the pier, shut in <May 2030|2030-05>, will be rebuilt", "rebuild pier", "rebuild"),
    "what is denied": will("the pier would not be rebuilt in <May|2031-05>", "rebuild pier", "rebuild", negated=True),
    "the past with a wrong date": line(
        "the pier was rebuilt in <May|2031-05>", "rebuild pier", event="rebuild", future=True
    ),
}


@pytest.mark.parametrize("name", BINDING)
def test_these_words_bind_their_speaker(name: str) -> None:
    said, speaker, due = BINDING[name]
    (found,) = promises_of(tell([*BACKGROUND, said], MINISTER))
    assert (found.speaker, found.due, found.status) == (entity_id(speaker), due, "open")
    assert found.because


@pytest.mark.parametrize("name", NOT_BINDING)
def test_these_words_bind_nobody(name: str) -> None:
    assert promises_of(tell([*BACKGROUND, NOT_BINDING[name]], MINISTER)) == ()


FATES = {
    "reported kept": line(
        "the ministry published the findings of the inquiry <on 24 June|2031-06-24>",
        "ministry publish finding inquiry",
        by=None,
        event="publish",
        day=LATER,
        cue="",
    ),
    "reported broken": line(
        "the ministry missed the date for the findings of the inquiry",
        "ministry miss date publish finding inquiry",
        by=None,
        event="miss",
        day=LATER,
        cue="",
    ),
    "revised": will(
        "the ministry will publish the findings of the inquiry by <the end of 2032|../2032-12-31>",
        "ministry publish finding inquiry",
        "publish",
        day=LATER,
    ),
    "due passed, nothing reported": line("the inquiry has a new clerk", "inquiry clerk", event="have", day=LATER),
}


@pytest.mark.parametrize("status", FATES)
def test_a_later_statement_tells_what_became_of_it(status: str) -> None:
    told = tell([*BACKGROUND, PROMISED, FATES[status]], MINISTER)
    found = next(p for p in promises_of(told) if p.due == "../2031-06-30")
    assert found.status == status, found.because
    evidence = [told.lines[s] for s in found.later]
    assert evidence == ([] if "nothing" in status else [FATES[status]])


def test_a_denial_of_the_deed_breaks_it() -> None:
    denied = line(
        "the ministry did not publish the findings of the inquiry",
        "ministry publish finding inquiry",
        by=None,
        event="publish",
        negated=True,
        day=LATER,
        cue="",
    )
    (found,) = promises_of(tell([*BACKGROUND, PROMISED, denied], MINISTER))
    assert found.status == "reported broken"


def test_what_is_told_before_the_window_opens_keeps_nothing() -> None:
    said = will("the ministry will rebuild the long pier in <2033|2033>", "ministry rebuild long pier", "rebuild")
    early = line(
        "the ministry rebuilt the long pier's railing",
        "ministry rebuild long pier rail",
        by=None,
        event="rebuild",
        day=LATER,
        cue="",
    )
    found = promises_of(tell([*BACKGROUND, said, early], MINISTER))
    assert [p.status for p in found] == ["open"]


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2031-04-01", "open"),
        ("2031-06-30", "open"),
        ("2031-07-01", "due passed, nothing reported"),
        (LATER, "reported kept"),
    ],
)
def test_the_status_is_that_of_the_day_asked_for(as_of: str, status: str) -> None:
    told = tell([*BACKGROUND, PROMISED, FATES["reported kept"]], MINISTER)
    (found,) = promises_of(told, as_of)
    assert found.status == status
    assert bool(found.later) == (as_of == LATER)


def test_without_a_day_the_status_is_that_of_the_newest_report() -> None:
    assert promises_of(tell([*BACKGROUND, PROMISED], MINISTER))[0].status == "open"
    newer = line("the library lends maps again", "library lend map", by=None, event="lend", day=LATER, cue="")
    assert promises_of(tell([*BACKGROUND, PROMISED, newer], MINISTER))[0].status == "due passed, nothing reported"


def test_a_promise_made_after_the_day_asked_for_is_not_yet_made() -> None:
    assert promises_of(tell([*BACKGROUND, PROMISED], MINISTER), "2031-03-01") == ()


def test_one_promise_in_four_wordings_is_one_promise() -> None:
    again = [
        will(
            f"the findings will be made public by <the end of June|../2031-06-30>, {n}",
            "finding public inquiry publish",
            "publish",
            outlet=f"Paper {n}",
        )
        for n in range(3)
    ]
    (found,) = promises_of(tell([*BACKGROUND, PROMISED, *again], MINISTER))
    assert "as 4 of 4 statements say" in found.because
    assert found.status == "open"
    assert DAY in found.because


WINDOWS = {
    "the date of the deed, not that of another clause": (
        "the ship that is shown in <April|2031-04> will be raised by <August|../2031-08-31>",
        "../2031-08-31",
        "August",
    ),
    "the first date behind the verb": (
        "the pier will be opened in <June|2031-06> after the fair closes in <May|2031-05>",
        "2031-06",
        "June",
    ),
    "the date that opens the sentence": ("In <May|2031-05>, the pier will be rebuilt", "2031-05", "May"),
    "from a day on": ("fares will be cut from <June|2031-06>", "2031-06/..", "June"),
    "starting on a day": ("fares will be cut starting on <1 June|2031-06-01>", "2031-06-01/..", "1 June"),
    "at the earliest": ("the ship will be raised <tomorrow|2031-03-13> at the earliest", "2031-03-13/..", "tomorrow"),
    "before a day": ("the pier will be rebuilt before <the summer|../2031-05-31>", "../2031-05-31", "the summer"),
    "soon": ("the pier will <soon|~FUTURE_REF> be rebuilt", "2031-03-12/..", "soon"),
    "in the coming weeks": (
        "the pier will be rebuilt in <the coming weeks|~PXW>",
        "2031-03-12/..",
        "the coming weeks",
    ),
    "within months": ("the pier will be rebuilt within <months|~PXM>", "2031-03-12/..", "months"),
    "in the coming weeks, with its beginning": (
        "the pier will be rebuilt in <the coming weeks|~PXW@2031-03-10/..>",
        "2031-03-12/..",
        "the coming weeks",
    ),
    "for some days from a day": (
        "the pier will be shut for <three days|~P3D> from <20 March|2031-03-20>",
        "2031-03-20/2031-03-22",
        "20 March",
    ),
    "a length of something, starting on a day": (
        "the board will hold <two weeks|~P2W> of repairs, starting on <20 March|2031-03-20>",
        "2031-03-20/2031-04-02",
        "20 March",
    ),
    "from a day on, after a length of something else": (
        "the pier will be painted for <three days|~P3D> and be shut from <20 March|2031-03-20>",
        "2031-03-20/..",
        "20 March",
    ),
    "the date, and not how long it lasts": (
        "the pier will be closed for <weeks|~PXW> in <June|2031-06>",
        "2031-06",
        "June",
    ),
}


@pytest.mark.parametrize("name", WINDOWS)
def test_the_window_is_the_time_of_the_promised_deed(name: str) -> None:
    text, due, words = WINDOWS[name]
    told = tell([*BACKGROUND, will(text, "pier ship fare rebuild", "rebuild")], MINISTER)
    (found,) = promises_of(told)
    (window,) = found.windows
    assert (found.due, window.due) == (due, due)
    report = next(told.reports[s.report] for s in told.statements if s.id == window.statement)
    assert window.span is not None
    assert report.slice(window.span) == words


UNDATED = {
    "partly in the speaker's words": will('to "quickly and wholly rebuild" the pier', "rebuild pier", "", cue="vow"),
    "by a word that binds": will("to rebuild the pier", "rebuild pier", "rebuild", cue="pledge"),
    "of what the speaker will do": will("she would rebuild the pier", "rebuild pier", "rebuild"),
    "of what the speaker's office will do": will("the ministry will rebuild the pier", "rebuild pier", "rebuild"),
    "in the first person": will('"We will rebuild the pier"', "rebuild pier", "rebuild", kind="direct"),
    "announced": will("the pier will be rebuilt", "rebuild pier", "rebuild", cue="announce"),
}
TOO_VAGUE = {
    "a state": will("the pier will be stronger", "pier strong", ""),
    "an endeavour": will('"We will do our best for the pier"', "best pier", "", kind="direct"),
    "a capability": will('"We will be able to rebuild the pier"', "rebuild pier", "rebuild", kind="direct"),
    "what waits for something": will(
        '"We will rebuild the pier once we have funds"', "rebuild pier", "", kind="direct"
    ),
    "what is likely": will("the ministry will probably rebuild the pier", "rebuild pier", "rebuild"),
    "a possibility": will("the ministry could rebuild the pier", "rebuild pier", "rebuild", hedged=True),
    "what was promised in a year long past": will(
        "to rebuild the pier, as in 2009", "rebuild pier", "rebuild", cue="pledge"
    ),
}


@pytest.mark.parametrize("name", UNDATED)
def test_a_definite_deed_is_promised_without_a_date_and_never_passes(name: str) -> None:
    told = tell([*BACKGROUND, UNDATED[name]], MINISTER)
    (found,) = promises_of(told, "2040-01-01")
    assert (found.due, found.status) == (f"{DAY}/..", "open")
    assert [(window.due, window.span) for window in found.windows] == [(f"{DAY}/..", None)]


@pytest.mark.parametrize("name", TOO_VAGUE)
def test_without_a_date_what_is_vague_is_no_promise(name: str) -> None:
    assert promises_of(tell([*BACKGROUND, TOO_VAGUE[name]], MINISTER)) == ()


def test_a_possibility_with_a_date_is_a_promise_that_says_so() -> None:
    could = will("the pier could be rebuilt in <May|2031-05>", "rebuild pier", "rebuild", hedged=True)
    firm = will("the pier will be rebuilt in <May|2031-05>", "rebuild pier", "rebuild")
    assert [p.hedged for p in promises_of(tell([*BACKGROUND, could], MINISTER))] == [True]
    assert [p.hedged for p in promises_of(tell([*BACKGROUND, firm], MINISTER))] == [False]


@pytest.mark.parametrize(
    ("words", "hedged"),
    [
        ('"I think we will rebuild the pier in <May|2031-05>"', True),
        ('"We believe that we will rebuild the pier in <May|2031-05>"', True),
        ('"I know that we will rebuild the pier in <May|2031-05>"', False),
        ('"We will rebuild the pier in <May|2031-05>, as I think is known"', False),
    ],
)
def test_what_the_speaker_only_thinks_is_a_possibility(words: str, hedged: bool) -> None:
    said = will(words, "rebuild pier", "rebuild", by="Ivo Brandt", kind="direct")
    assert [p.hedged for p in promises_of(tell([*BACKGROUND, said]))] == [hedged]


FIRM = will(
    "the pier in Port Eske will be rebuilt together with the quays, the market hall, the lighthouse and the baths",
    "pier rebuild quay market hall lighthouse bath",
    "rebuild",
    cue="announce",
    outlet="The Lantern",
)
DATED = will("the pier in Port Eske could be rebuilt in <May 2032|2032-05>", "pier rebuild", "rebuild")


def apart(*lines: Line) -> tuple[Told, list[Claim]]:
    """Return statements, each as a claim of its own."""
    told = tell([*BACKGROUND, *lines], (*MINISTER, ("Lene Okar", "mayor")))
    found = find_claims(told.reports, told.facts, told.entities, (), ())
    text = {one.id: one.text for one in told.statements}
    return told, [
        replace(claim, id=make_id("c", said), statements=(said,), text=text[said])
        for claim in found
        for said in claim.statements
    ]


def test_a_promise_with_and_without_a_date_is_one_promise() -> None:
    told, claims = apart(FIRM, DATED)
    (found,) = find_promises(told.reports, claims, told.facts, told.entities)
    assert len({claim.id for claim in claims for one in found.windows if one.statement in claim.statements}) == 2
    assert "as 1 of 2 statements say" in found.because
    assert (found.due, [(window.due, window.span is None) for window in found.windows]) == (
        "2032-05",
        [("2032-05", False), ("2031-03-12/..", True)],
    )
    (standing,) = [claim for claim in claims if claim.id == found.claim]
    assert "2032" in standing.text


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (replace(FIRM, by="Lene Okar"), 2),
        (replace(FIRM, text=FIRM.text.replace("pier", "weir"), terms=FIRM.terms.replace("pier", "weir")), 2),
        (replace(FIRM, text=FIRM.text.replace("rebuilt", "sold"), terms=FIRM.terms.replace("rebuild", "sell")), 2),
        (FIRM, 1),
    ],
    ids=["another speaker", "another thing", "another deed", "the same"],
)
def test_another_speaker_thing_or_deed_is_another_promise(other: Line, count: int) -> None:
    told, claims = apart(other, DATED)
    assert len(find_promises(told.reports, claims, told.facts, told.entities)) == count


def test_two_windows_that_cannot_be_one_are_two_promises() -> None:
    told, claims = apart(DATED, replace(DATED, text=DATED.text.replace("May 2032|2032-05", "2034|2034"), outlet="A"))
    found = find_promises(told.reports, claims, told.facts, told.entities)
    assert {promise.due for promise in found} == {"2032-05", "2034"}


def test_the_order_of_what_is_given_changes_nothing() -> None:
    told = tell([*BACKGROUND, PROMISED, *FATES.values(), *NOT_SETTLING.values()], MINISTER)
    claims = find_claims(told.reports, told.facts, told.entities, (), ())
    reports = dict(reversed(told.reports.items()))
    facts = dict(reversed(gather_facts(reports, told.statements[::-1], told.entities[::-1]).items()))
    turned = find_promises(reports, claims[::-1], facts, told.entities[::-1])
    assert turned == find_promises(told.reports, claims, told.facts, told.entities)


def test_what_settles_a_promise_is_named() -> None:
    told = tell([*BACKGROUND, PROMISED, FATES["reported kept"]], MINISTER)
    (found,) = promises_of(told)
    assert found.settled_by is not None
    assert told.lines[found.settled_by] is FATES["reported kept"]
    assert promises_of(tell([*BACKGROUND, PROMISED], MINISTER))[0].settled_by is None


def test_a_promise_and_the_one_that_moves_it_hold_both_windows() -> None:
    told = tell([*BACKGROUND, PROMISED, FATES["revised"]], MINISTER)
    first, second = sorted(promises_of(told), key=lambda p: p.due)
    assert (first.due, first.status) == ("../2031-06-30", "revised")
    assert (second.due, second.status) == ("../2032-12-31", "open")
    assert [window.due for window in first.windows] == ["../2031-06-30", "../2032-12-31"]
    assert second.windows == first.windows


NOT_SETTLING = {
    "what is being done": line(
        "the ministry is publishing the findings of the inquiry page by page",
        "ministry publish finding inquiry",
        by=None,
        event="publish",
        day=LATER,
        cue="",
    ),
    "what was done before it was promised": line(
        "the ministry published findings of an inquiry <on 2 May 2030|2030-05-02>",
        "ministry publish finding inquiry",
        by=None,
        event="publish",
        day=LATER,
        cue="",
    ),
    "what may have been done": line(
        "the ministry may have published the findings of the inquiry",
        "ministry publish finding inquiry",
        by=None,
        event="publish",
        hedged=True,
        day=LATER,
        cue="",
    ),
    "another deed on the same matter": line(
        "the ministry praised the findings of the inquiry and whoever will publish them",
        "ministry praise finding inquiry publish",
        by=None,
        event="praise",
        day=LATER,
        cue="",
    ),
    "not yet done before the day": line(
        "the ministry has not published the findings of the inquiry",
        "ministry publish finding inquiry",
        by=None,
        event="publish",
        negated=True,
        day="2031-04-20",
        cue="",
    ),
}


@pytest.mark.parametrize("name", NOT_SETTLING)
def test_this_settles_nothing_but_is_listed(name: str) -> None:
    told = tell([*BACKGROUND, PROMISED, NOT_SETTLING[name]], MINISTER)
    (found,) = promises_of(told)
    assert found.status in ("open", "due passed, nothing reported"), found.because
    assert [told.lines[s] for s in found.later] == [NOT_SETTLING[name]]


def told_later(text: str, terms: str, event: str, day: str = LATER, **more: object) -> Line:
    return line(text, terms, by=None, event=event, day=day, cue="", **more)  # type: ignore[arg-type]


def test_what_is_done_after_its_time_breaks_a_promise() -> None:
    late = told_later(
        "the ministry published the findings of the inquiry <on 4 July|2031-07-04>",
        "ministry publish finding inquiry",
        "publish",
    )
    (found,) = promises_of(tell([*BACKGROUND, PROMISED, late], MINISTER))
    assert found.status == "reported broken", found.because
    assert "after its time: 2031-07-04" in found.because


def test_what_was_found_undone_when_its_time_was_over_is_not_kept_later() -> None:
    words = "ministry publish finding inquiry"
    undone = told_later(
        "the ministry has not published the findings of the inquiry", words, "publish", "2031-08-01", negated=True
    )
    done = told_later("the ministry has published the findings of the inquiry", words, "publish")
    told = tell([*BACKGROUND, PROMISED, undone, done], MINISTER)
    (found,) = promises_of(told)
    assert found.status == "reported broken", found.because
    assert found.settled_by is not None
    assert told.lines[found.settled_by] is undone
    (found,) = promises_of(tell([*BACKGROUND, PROMISED, done], MINISTER))
    assert found.status == "reported kept", found.because


def test_fewer_than_were_promised_keep_nothing() -> None:
    said = will("to hire {200 nurses|200,200,nurse,hire} by <June|../2031-06-30>", "hire nurse", "hire", cue="promise")
    for count, status in ((40, "open"), (210, "reported kept")):
        some = told_later(
            f"the ministry hired {{{count} nurses|{count},{count},nurse,hire}}",
            "ministry hire nurse",
            "hire",
            "2031-06-02",
        )
        found = [p for p in promises_of(tell([*BACKGROUND, said, some], MINISTER)) if p.due == "../2031-06-30"]
        assert [p.status for p in found] == [status], count


def test_the_same_done_to_another_thing_keeps_nothing() -> None:
    said = will(
        "the Harbour Board would open a battery plant in Torvey by <June|../2031-06-30>",
        "open battery plant",
        "open",
        by="Harbour Board",
    )
    for thing, status in (("showroom", "open"), ("battery plant", "reported kept")):
        opened = told_later(f"the Harbour Board opened a {thing} in Torvey", f"open {thing}", "open", "2031-06-02")
        (found,) = promises_of(tell([*BACKGROUND, said, opened], MINISTER))
        assert found.status == status, found.because


def test_who_takes_a_promise_back_breaks_it() -> None:
    taken_back = will(
        "the ministry will not publish the findings of the inquiry",
        "ministry publish finding inquiry",
        "publish",
        negated=True,
        day="2031-04-20",
    )
    (found,) = promises_of(tell([*BACKGROUND, PROMISED, taken_back], MINISTER))
    assert found.status == "reported broken", found.because
    other = replace(taken_back, by="Ivo Brandt")
    (found,) = promises_of(tell([*BACKGROUND, PROMISED, other], MINISTER))
    assert found.status == "open", found.because
