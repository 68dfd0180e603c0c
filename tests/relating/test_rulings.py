"""Decisions worked into a story: each has its effect, the machine's finding beside it, and nothing else moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from typing import Literal

import pytest

from onrecord.decisions import anchor_at, anchor_of_outlet, anchor_of_report, decision_of
from onrecord.model import Analysis, Anchor, Decision, Entity, Report, Statement, Story, Time
from onrecord.relating import decided_days, relate, with_days
from tests.relating.reports import marked, report

TEXTS = {
    "Norra": "Mayor [Ilvara Tesk|person] said that the ferry would sail to [Torvey|place] again in June.",
    "Lantern": "Mayor [Ilwara Teszk|person] said that the ferry would sail to [Torvey|place] again in June, at noon.",
    "Holm Post": "[Olaf Esk|person] said that nobody had looked at the bow doors of the boat for years.",
    "Esk Courier": "[Adda Berg|person] said that a new quay costs too much for the island.",
}
DAY = "2031-05-04"


def stated(made: Report, analysis: Analysis) -> Analysis:
    """Put one statement into an analysis: all behind "said that", by whom is named first; "in June" is its time."""
    start = made.text.index(" said that ") + len(" said that ")
    content = (start, len(made.text) - 1)
    words = made.text[content[0] : content[1]]
    june = made.text.find("in June")
    times = (Time(span=(june, june + 7), type="DATE", value="2031-06", edtf="2031-06"),) if june >= 0 else ()
    name = analysis.names[0].span
    terms = tuple(word.strip(",").lower() for word in words.split() if len(word) > 3)
    said = Statement(
        kind="indirect",
        source=(name,),
        content=(content,),
        text=words,
        sentence=(0, len(made.text)),
        name=name,
        because="named in the source",
        times=times,
        terms=terms,
        event="sail" if "sail" in words else "look" if "look" in words else "cost",
        cue_lemma="say",
        future="would" in words,
    )
    return replace(analysis, statements=(said,), times=times)


REPORTS: dict[str, Report] = {}
ANALYSES: dict[str, Analysis] = {}
for _outlet, _text in TEXTS.items():
    _plain, _names = marked(_text)
    REPORTS[_outlet] = report(_plain, _outlet, DAY, f"{_outlet}.txt")
    ANALYSES[REPORTS[_outlet].id] = stated(REPORTS[_outlet], Analysis(names=_names))


def told(*decisions: Decision, outlets: Sequence[str] = tuple(TEXTS)) -> Story:
    return relate([REPORTS[one] for one in outlets], ANALYSES, decisions=decisions)


def said(outlet: str) -> Anchor:
    return anchor_at(
        REPORTS[outlet], ANALYSES[REPORTS[outlet].id].statements[0].content[0], "statement", name(outlet).quote
    )


def name(outlet: str) -> Anchor:
    return anchor_at(REPORTS[outlet], ANALYSES[REPORTS[outlet].id].names[0].span, "entity")


def decided(what: str, *anchors: Anchor, to: str = "", why: str = "I asked") -> Decision:
    return decision_of(at="2031-05-06T10:00:00Z", by="Cleo", what=what, on=(), to=to, why=why, anchors=anchors)


BY = "decided by Cleo on 2031-05-06: I asked"


def claims_of(story: Story, *outlets: str) -> set[str]:
    """Return the claims that hold the statements of outlets."""
    ids = {one.id for one in story.statements if one.report in {REPORTS[outlet].id for outlet in outlets}}
    return {claim.id for claim in story.claims if ids & set(claim.statements)}


def statement_in(story: Story, outlet: str) -> Statement:
    return next(one for one in story.statements if one.report == REPORTS[outlet].id)


def person(story: Story, outlet: str) -> Entity:
    place = (REPORTS[outlet].id, name(outlet).span)
    return next(one for one in story.entities if place in {(at.report, at.span) for at in one.mentions})


def state(story: Story, decision: Decision) -> str:
    return next(one.state for one in story.standings if one.decision == decision.id)


def machine(story: Story, decision: Decision) -> str:
    return next(one.machine for one in story.standings if one.decision == decision.id)


# ---------------------------------------------------------------- each has its effect


def test_the_story_without_decisions_is_as_the_tests_below_take_it() -> None:
    story = told()
    assert len(claims_of(story, "Norra", "Lantern")) == 1
    assert len(claims_of(story, "Norra", "Holm Post")) == 2
    assert person(story, "Norra") == person(story, "Lantern")
    assert (story.standings, story.struck, story.decisions) == ((), (), ())


def test_statements_that_are_the_same_are_one_claim_with_all_that_was_in_either() -> None:
    one = decided("same", said("Lantern"), said("Holm Post"))
    story = told(one)
    assert len(claims_of(story, "Norra", "Lantern", "Holm Post")) == 1
    (claim,) = [each for each in story.claims if len(each.reports) == 3]
    assert f"the same, {BY} (the machine: 0." in claim.because[0]
    assert machine(story, one).endswith("not the same")


def test_statements_that_are_not_the_same_are_two_claims_that_say_so() -> None:
    one = decided("not-same", said("Norra"), said("Lantern"))
    story = told(one)
    assert len(claims_of(story, "Norra", "Lantern")) == 2
    for claim in story.claims:
        if {REPORTS["Norra"].id, REPORTS["Lantern"].id} & set(claim.reports):
            assert f"not the same, {BY}" in claim.because[0]
    assert ", the same" in machine(story, one)


def test_what_is_kept_apart_is_not_joined_through_a_third() -> None:
    story = told(
        decided("same", said("Norra"), said("Holm Post")), decided("not-same", said("Holm Post"), said("Lantern"))
    )
    assert len(claims_of(story, "Norra", "Holm Post")) == 1
    assert len(claims_of(story, "Holm Post", "Lantern")) == 2


def test_names_that_are_one_person_s_are_one_entity() -> None:
    one = decided("same", name("Norra"), name("Holm Post"))
    story = told(one)
    assert person(story, "Norra") == person(story, "Holm Post")
    assert statement_in(story, "Holm Post").speaker == statement_in(story, "Norra").speaker
    assert any(BY in reason for reason in person(story, "Norra").because)
    assert machine(story, one) == "two"


def test_names_that_are_not_one_person_s_are_two_entities() -> None:
    one = decided("not-same", name("Norra"), name("Lantern"))
    story = told(one)
    assert person(story, "Norra") != person(story, "Lantern")
    assert statement_in(story, "Norra").speaker != statement_in(story, "Lantern").speaker
    assert machine(story, one).startswith("one; ")
    assert all(any(BY in why for why in person(story, outlet).because) for outlet in ("Norra", "Lantern"))


def test_a_name_that_is_not_another_s_is_not_that_of_who_is_the_same_as_the_other() -> None:
    apart = decided("not-same", name("Norra"), name("Lantern"))
    story = told(apart, decided("same", name("Lantern"), name("Esk Courier")))
    assert person(story, "Lantern") == person(story, "Esk Courier") != person(story, "Norra")


def test_the_speaker_is_the_one_that_a_person_named() -> None:
    one = decided("speaker", said("Holm Post"), name("Norra"), to="Ilvara Tesk")
    story = told(one)
    statement = statement_in(story, "Holm Post")
    assert statement.speaker == person(story, "Norra").id
    assert statement.because == f"{BY} (the machine: Olaf Esk, named in the source)"
    (claim,) = [each for each in story.claims if statement.id in each.statements]
    assert claim.vouchers == (statement.speaker,)


def test_that_nobody_is_known_to_speak_takes_the_voucher_away() -> None:
    story = told(decided("speaker", said("Holm Post"), to="nobody"))
    statement = statement_in(story, "Holm Post")
    assert statement.speaker is None
    assert [each.vouchers for each in story.claims if statement.id in each.statements] == [()]


def test_a_struck_statement_is_in_no_list_but_that_of_the_struck() -> None:
    story = told(decided("not-a-statement", said("Holm Post")))
    (struck,) = story.struck
    assert BY in struck.because
    assert struck.report == REPORTS["Holm Post"].id
    assert struck.id not in {one.id for one in story.statements}
    assert not any(struck.id in claim.statements for claim in story.claims)


def test_a_statement_was_said_when_a_person_says_so() -> None:
    story = told(decided("date", said("Norra"), to="2031-05-02"))
    statement = statement_in(story, "Norra")
    assert statement.said_on == "2031-05-02"
    assert statement.said_on_because == f"{BY} (the machine: no day)"
    assert statement_in(story, "Lantern").said_on is None


def test_words_mean_the_date_that_a_person_says() -> None:
    span = ANALYSES[REPORTS["Norra"].id].times[0].span
    one = decided("date", anchor_at(REPORTS["Norra"], span, "time"), to="2032-06")
    story = told(one)
    assert [time.edtf for time in statement_in(story, "Norra").times] == ["2032-06"]
    assert [time.edtf for time in statement_in(story, "Lantern").times] == ["2031-06"]
    assert machine(story, one) == "2031-06"


def test_a_report_has_the_day_that_a_person_says() -> None:
    one = decided("date", anchor_of_report(REPORTS["Norra"]), to="2031-05-09")
    reports = list(REPORTS.values())
    (dated,) = [each for each in with_days(reports, decided_days([one], reports)) if each.published != DAY]
    assert (dated.id, dated.published) == (REPORTS["Norra"].id, "2031-05-09")
    assert dated.basis["published"] == f"{BY} (the machine: {DAY} (basis not known))"


@pytest.mark.parametrize("what", ["copied", "not-copied"])
def test_who_copied_whom_is_as_a_person_says(what: Literal["copied", "not-copied"]) -> None:
    copied = decided("copied", anchor_of_report(REPORTS["Esk Courier"]), anchor_of_report(REPORTS["Norra"]))
    one = decided(what, *copied.anchors)
    story = told(one)
    links = [(copy.origin, copy.copy) for copy in story.copies]
    assert links == ([(REPORTS["Esk Courier"].id, REPORTS["Norra"].id)] if what == "copied" else [])
    assert state(story, one) == "applied"
    for copy in story.copies:
        assert copy.because.endswith(f"{BY} (the machine: no copy)")
        assert copy.directed


def test_an_outlet_is_a_wire_where_a_person_says_so() -> None:
    one = decided("wire", anchor_of_outlet("Norra"))
    paths = {path.report: path.how for claim in told(one).claims for path in claim.paths}
    assert paths == {REPORTS["Norra"].id: "wire"}
    assert machine(told(one), one) == "not in the table of outlets"
    assert not any(claim.paths for claim in told().claims)


def test_a_note_moves_nothing() -> None:
    one = decided("note", said("Norra"), to="called; no answer")
    assert replace(told(one), decisions=(), standings=()) == told()
    assert state(told(one), one) == "applied"


# ---------------------------------------------------------------- what always holds

ALL = (
    decided("same", said("Lantern"), said("Holm Post")),
    decided("not-same", said("Esk Courier"), said("Norra")),
    decided("same", name("Norra"), name("Esk Courier")),
    decided("speaker", said("Holm Post"), name("Norra"), to="Ilvara Tesk"),
    decided("date", said("Norra"), to="2031-05-02"),
    decided("copied", anchor_of_report(REPORTS["Esk Courier"]), anchor_of_report(REPORTS["Holm Post"])),
    decided("wire", anchor_of_outlet("Norra")),
)


def test_the_order_of_decisions_and_of_reports_makes_no_difference() -> None:
    first = told(*ALL)
    for order in list(permutations(TEXTS))[::7]:
        assert told(*reversed(ALL), outlets=order) == first


def test_deciding_the_same_twice_makes_no_difference() -> None:
    again = tuple(replace(one, id=f"{one.id}b", by="Bo", at="2031-06-01T10:00:00Z") for one in ALL)
    once, twice = told(*ALL), told(*ALL, *again)
    assert replace(twice, decisions=(), standings=()) == replace(once, decisions=(), standings=())


def test_all_taken_back_is_the_story_as_it_was() -> None:
    backs = [decision_of(at="2031-05-07T10:00:00Z", by="Cleo", what="undo", on=(one.id,)) for one in ALL]
    story = told(*ALL, *backs)
    assert replace(story, decisions=(), standings=()) == told()
    assert {one.state for one in story.standings} == {"undone", "undoes"}


def test_an_added_report_leaves_each_decision_in_effect() -> None:
    plain, names = marked(
        "The ferry will sail to [Torvey|place], the [Harbour Board|organisation] said that winter may be long."
    )
    more = report(plain, "Sund Radio", "2031-05-03", "sund.txt")
    analyses = {**ANALYSES, more.id: Analysis(names=names)}
    story = relate([*REPORTS.values(), more], analyses, decisions=ALL)
    assert {one.state for one in story.standings} == {"applied"}
    assert len(claims_of(story, "Lantern", "Holm Post")) == 1
    assert len(claims_of(story, "Esk Courier", "Norra")) == 2
    assert person(story, "Norra") == person(story, "Esk Courier")
    assert statement_in(story, "Holm Post").speaker == person(story, "Norra").id
    assert statement_in(story, "Norra").said_on == "2031-05-02"
    assert (REPORTS["Esk Courier"].id, REPORTS["Holm Post"].id) in {(one.origin, one.copy) for one in story.copies}


def test_what_is_about_a_report_that_is_not_there_is_kept_and_said_to_have_no_place() -> None:
    story = told(*ALL, outlets=("Norra", "Lantern"))
    assert story.decisions == tuple(sorted(ALL, key=lambda one: one.id))
    away = [one for one in story.standings if one.state == "not placed"]
    assert len(away) == 5
    assert all("not found here: " in one.because for one in away)
    assert replace(story, decisions=(), standings=()) == replace(
        told(ALL[4], ALL[6], outlets=("Norra", "Lantern")), decisions=(), standings=()
    )


def test_of_two_that_contradict_neither_is_worked_in_and_both_are_told() -> None:
    apart = decided("not-same", said("Lantern"), said("Holm Post"), why="no")
    story = told(ALL[0], apart)
    assert replace(story, decisions=(), standings=()) == told()
    assert {one.state for one in story.standings} == {"contradicted"}
    assert all("it contradicts d-" in one.because for one in story.standings)
