"""Logs of decisions: what holds, what contradicts, and two logs made one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.decisions import Clash, Places, Verdict, contradictions, decision_of, in_force, merge, placed, told
from onrecord.decisions.contradictions import without_contradictions
from onrecord.model import Anchor, Decision

NOWHERE = Places([])
AT = "2031-03-06T10:00:00Z"


def thing(name: str) -> Anchor:
    return Anchor(kind="statement", text_sha256=name, span=(0, 1), quote=name)


def named(name: str) -> Anchor:
    return Anchor(kind="entity", text_sha256="t", span=(0, 1), quote=name)


def made(what: str, *on: str, to: str = "", by: str = "Ada", at: str = AT) -> Decision:
    return decision_of(at=at, by=by, what=what, on=on, to=to, anchors=[thing(one) for one in on])


def back(decision: Decision, at: str = AT) -> Decision:
    return decision_of(at=at, by="Ada", what="undo", on=(decision.id,))


def found(*decisions: Decision) -> list[set[str]]:
    return [set(one.decisions) for one in contradictions(placed(in_force(decisions), NOWHERE))]


def names(*decisions: Decision) -> set[str]:
    return {one.id for one in decisions}


def test_the_id_of_a_decision_is_made_of_all_that_it_says() -> None:
    one = made("same", "a", "b")
    assert made("same", "a", "b") == one
    others = [made("same", "b", "a"), made("same", "a", "b", by="Bo"), made("note", "a", "b")]
    assert len({one.id, *names(*others)}) == 4


def test_two_forms_of_one_name_are_told_apart_in_the_line_on_a_decision() -> None:
    forms = [named("Vey"), named("Veij")]
    one = decision_of(at=AT, by="Ada", what="not-same", on=("e-1", "e-1"), anchors=forms)
    assert told(one) == "not the same: “Vey”, “Veij”; decided by Ada on 2031-03-06"


def test_what_takes_back_may_be_taken_back() -> None:
    one = made("same", "a", "b")
    undone = back(one)
    again = back(undone)
    for log, standing in (([one], (one,)), ([one, undone], ()), ([one, undone, again], (one,))):
        assert {in_force(order) for order in permutations(log)} == {standing}


def test_a_decision_that_undoes_itself_in_a_file_made_by_hand_harms_no_other() -> None:
    first = Decision(id="d-1", at=AT, by="x", what="undo", on=("d-2",))
    second = Decision(id="d-2", at=AT, by="x", what="undo", on=("d-1",))
    one = made("same", "a", "b")
    assert in_force([first, second, one]) == (one,)


SAME, ALSO, APART = made("same", "a", "b"), made("same", "b", "c"), made("not-same", "a", "c")
CONTRADICTING = [
    (made("same", "a", "b"), made("not-same", "b", "a")),
    (SAME, ALSO, APART),
    (made("speaker", "a", to="Ada Berg"), made("speaker", "a", to="Olaf Esk")),
    (made("date", "a", to="2031-05-01"), made("date", "a", to="2031-05-02")),
    (made("copied", "a", "b"), made("not-copied", "b", "a")),
    (made("copied", "a", "b"), made("copied", "b", "a")),
    (made("not-a-statement", "a"), made("speaker", "a", to="Ada Berg")),
    (made("not-a-statement", "a"), made("same", "a", "b")),
]
AGREEING = [
    (made("same", "a", "b"), made("same", "a", "b", by="Bo"), made("not-same", "a", "c")),
    (made("speaker", "a", to="Ada Berg"), made("speaker", "a", to="Ada Berg", by="Bo")),
    (made("date", "a", to="2031-05-01"), made("date", "b", to="2031-05-02")),
    (made("copied", "a", "b"), made("copied", "a", "c"), made("not-copied", "b", "c")),
    (made("not-a-statement", "a"), made("not-same", "a", "b"), made("note", "a", to="seen")),
]


@pytest.mark.parametrize("decisions", CONTRADICTING, ids=[" ".join(d.what for d in row) for row in CONTRADICTING])
def test_what_cannot_hold_together_is_found_with_all_that_make_it(decisions: Sequence[Decision]) -> None:
    for order in permutations(decisions):
        assert found(*order) == [names(*decisions)]


@pytest.mark.parametrize("decisions", CONTRADICTING, ids=[" ".join(d.what for d in row) for row in CONTRADICTING])
def test_of_what_contradicts_nothing_is_worked_in(decisions: Sequence[Decision]) -> None:
    free = made("same", "x", "y")
    left, why = without_contradictions(placed([*decisions, free], NOWHERE))
    assert [each.decision for each in left] == [free]
    assert why.keys() == names(*decisions)


@pytest.mark.parametrize("decisions", AGREEING, ids=[" ".join(d.what for d in row) for row in AGREEING])
def test_what_can_hold_together_is_no_contradiction(decisions: Sequence[Decision]) -> None:
    assert found(*decisions) == []


def test_two_speakers_who_are_one_person_by_a_decision_are_no_contradiction() -> None:
    def speaks(name: str) -> Decision:
        return decision_of(at=AT, by="Ada", what="speaker", on=("a", name), to=name, anchors=[thing("a"), named(name)])

    one, other = speaks("Ada Berg"), speaks("Ada Berg-Olsen")
    same = decision_of(
        at=AT, by="Ada", what="same", on=("1", "2"), anchors=[named("Ada Berg"), named("Ada Berg-Olsen")]
    )
    assert found(one, other) == [names(one, other)]
    assert found(one, other, same) == []


# ---------------------------------------------------------------- merging

_THINGS = st.sampled_from("abcd")
_DECISIONS = st.builds(
    lambda what, one, other, by: made(what, one, other, by=by),
    st.sampled_from(["same", "not-same", "copied", "note"]),
    _THINGS,
    _THINGS,
    st.sampled_from(["Ada", "Bo"]),
)


@st.composite
def logs(draw: st.DrawFn) -> list[Decision]:
    """Make a log as one comes about: nothing in it contradicts, and some of it is taken back."""
    log: list[Decision] = []
    for decision in draw(st.lists(_DECISIONS, max_size=6)):
        if not found(*log, decision):
            log.append(decision)
    log += [back(one) for one in log if draw(st.booleans())]
    return log


def put(ours: Sequence[Decision], theirs: Sequence[Decision], verdict: Verdict = "open") -> set[Decision]:
    merged = merge(ours, theirs, NOWHERE, lambda _: verdict, by="Ada", at=AT)
    return {*ours, *merged.new}


@given(logs(), logs())
def test_merging_one_into_the_other_comes_to_the_same_both_ways_where_nothing_contradicts(
    ours: list[Decision], theirs: list[Decision]
) -> None:
    if not found(*ours, *theirs):
        assert put(ours, theirs) == put(theirs, ours) == {*ours, *theirs}


@given(logs(), logs(), st.sampled_from(["ours", "theirs", "open"]))
def test_a_merged_log_has_no_contradiction_and_all_of_ours(
    ours: list[Decision], theirs: list[Decision], verdict: Verdict
) -> None:
    merged = put(ours, theirs, verdict)
    assert found(*merged) == []
    assert {*ours} <= merged


@given(logs(), logs(), st.sampled_from(["ours", "theirs", "open"]))
def test_merging_the_same_twice_is_merging_it_once(
    ours: list[Decision], theirs: list[Decision], verdict: Verdict
) -> None:
    once = put(ours, theirs, verdict)
    assert put(sorted(once, key=lambda one: one.id), theirs, verdict) == once


def test_what_contradicts_is_asked_about_once_with_both_sides() -> None:
    asked: list[Clash] = []

    def settle(clash: Clash) -> Verdict:
        asked.append(clash)
        return "theirs"

    ours, theirs = made("same", "a", "b"), made("not-same", "a", "b", by="Bo")
    merged = merge([ours], [theirs], NOWHERE, settle, by="Cleo", at=AT)
    assert [(clash.ours, clash.theirs) for clash in asked] == [((ours,), (theirs,))]
    (undone,) = [one for one in merged.new if one.what == "undo"]
    assert (undone.on, undone.by) == ((ours.id,), "Cleo")
    assert in_force([ours, *merged.new]) == (theirs,)


def test_what_stays_open_is_not_taken_over_and_is_told() -> None:
    ours, theirs, other = made("same", "a", "b"), made("not-same", "a", "b", by="Bo"), made("same", "c", "d", by="Bo")
    merged = merge([ours], [theirs, other, ours], NOWHERE, lambda _: "open", by="Ada", at=AT)
    assert (merged.new, merged.left, merged.known) == ((other,), (theirs,), 1)
    assert len(merged.open) == 1
