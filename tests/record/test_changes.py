"""What has changed between two states of a story."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from onrecord.model import (
    Claim,
    Conflict,
    Entity,
    Mention,
    Path,
    Promise,
    PromiseStatus,
    Report,
    Slot,
    Statement,
    Story,
)
from onrecord.record import Changes, changes, weightiest
from onrecord.record.changes import Dispute
from onrecord.record.changes.disputes import NO_LONGER, ONE_CLAIM, OTHER_PAIRS
from tests.record.stories import ferry_story, stories

DAYS = {"norra": "2031-05-04", "lantern": "2031-05-05", "kestrel": "2031-05-06", "ensign": "2031-05-07"}


def report(outlet: str) -> Report:
    return Report(
        id=f"r-{outlet}", input=f"{outlet}.txt", text=f"{outlet} wrote " * 9, outlet=outlet, published=DAYS[outlet]
    )


def said(key: str, outlet: str, text: str, speaker: str | None = None) -> Statement:
    return Statement(
        id=f"s-{key}",
        report=f"r-{outlet}",
        kind="own" if speaker is None else "indirect",
        speaker=speaker,
        content=((0, 5),),
        text=text,
        event="sink",
    )


def claim(key: str, *statements: Statement, channels: list[list[str]] | None = None, why: str = "") -> Claim:
    reports = sorted({one.report for one in statements})
    return Claim(
        id=f"c-{key}",
        text=statements[0].text,
        statements=tuple(one.id for one in statements),
        reports=tuple(reports),
        vouchers=tuple(sorted({one.speaker for one in statements if one.speaker})),
        channels=tuple(tuple(one) for one in channels or [[report] for report in reports]),
        first_reported="2031-05-04",
        because=(why,) if why else (),
        paths=tuple(Path(report=report, how="wire") for report in reports),
    )


def person(key: str, name: str, *places: tuple[str, int]) -> Entity:
    mentions = tuple(Mention(report=f"r-{outlet}", span=(at, at + 3)) for outlet, at in places)
    return Entity(id=f"e-{key}", name=name, kind="person", forms=(name,), mentions=mentions)


def conflict(key: str, one: Claim, other: Claim, values: tuple[str, str], *, revision: bool = False) -> Conflict:
    def slot(side: Claim, value: str) -> Slot:
        return Slot(
            claim=side.id, statement=side.statements[0], report=side.reports[0], span=(0, 5), text=value, value=value
        )

    return Conflict(
        id=f"x-{key}",
        kind="number",
        claims=(one.id, other.id),
        slots=(slot(one, values[0]), slot(other, values[1])),
        revision=revision,
        because="both count the dead",
    )


def story(*claims: Claim, said: tuple[Statement, ...], **parts: object) -> Story:
    outlets = sorted({one.report.removeprefix("r-") for one in said})
    return Story(reports=tuple(map(report, outlets)), statements=said, claims=claims, **parts)  # type: ignore[arg-type]


SANK = said("1", "norra", "the Sula sank")
SANK_TOO = said("2", "lantern", "the Sula went down")
SANK_AGAIN = said("3", "kestrel", "the Sula has sunk")
ASHORE = said("4", "norra", "the Sula ran ashore")

# ---------------------------------------------------------------- what always holds


@settings(max_examples=50)  # a story takes long to make
@given(stories())
def test_nothing_changed_between_a_story_and_itself(any_story: Story) -> None:
    found = changes(any_story, any_story)
    assert found == Changes(reports_before=len(any_story.reports))
    assert not found
    assert weightiest(found, 3) == ()


@settings(max_examples=50)  # a story takes long to make
@given(stories())
def test_from_nothing_all_is_new(any_story: Story) -> None:
    found = changes(Story(), any_story)
    assert {row.id for row in found.reports} == {one.id for one in any_story.reports}
    assert {one.now.id for one in found.claims_new} == {one.id for one in any_story.claims}
    assert {one.id for one in found.named} == {one.id for one in any_story.entities}
    assert sum(len(one.steps) - 1 for one in (*found.revised, *found.disputed)) == len(any_story.conflicts)
    assert not found.claims_changed
    assert not found.disputes_gone
    assert not found.promises_gone


# ---------------------------------------------------------------- reports, days, names


def test_a_later_report_brings_its_claims_its_conflict_and_its_words() -> None:
    whole = ferry_story()
    one, (brask, port) = whole.reports[0], whole.entities
    first, _, many, _ = whole.statements
    before = replace(
        whole,
        reports=(one,),
        statements=(first, many),
        claims=(
            replace(whole.claims[0], statements=(first.id,), reports=(one.id,), channels=((one.id,),)),
            whole.claims[1],
        ),
        entities=(replace(brask, mentions=brask.mentions[:1], labels=brask.labels[:1]), port),
        copies=(),
        citations=(),
        conflicts=(),
        promises=(replace(whole.promises[0], later=(), windows=whole.promises[0].windows[:1]),),
        coverage=(),
    )
    found = changes(before, whole)
    assert found.reports_before == 1
    assert [row.outlet for row in found.reports] == ["The Lantern"]
    assert [row.now.text for row in found.claims_new] == ["Some 25 people stood at the quay."]
    assert [[step.value for step in row.steps] for row in found.disputed] == [["At least 40 people", "Some 25 people"]]
    assert [(row.now.id, row.channels, row.only_contested) for row in found.claims_changed] == [
        ("c-ferry", (), False),  # carried by one more report, which has it from the first: no new channel
        ("c-many", (), True),
    ]
    (voice,) = found.claims_changed[0].voices
    assert (voice.who, voice.outlet, voice.day) == ("Élodie Brask", "The Lantern", "2031-03-05")
    assert not found.promises
    assert not found.named


def test_a_name_that_an_earlier_report_has_is_not_new_though_its_entity_has_another_id() -> None:
    before = story(said=(SANK,), entities=(person("1", "Brask", ("norra", 0)),))
    after = story(
        said=(SANK, SANK_TOO),
        entities=(person("2", "Ada Brask", ("norra", 0), ("lantern", 6)), person("3", "Tesk", ("lantern", 9))),
    )
    assert [(one.name, one.reports) for one in changes(before, after).named] == [("Tesk", 1)]


# ---------------------------------------------------------------- claims


def test_a_second_channel_confirms_a_claim() -> None:
    (change,) = changes(
        story(claim("1", SANK), said=(SANK,)), story(claim("9", SANK, SANK_TOO), said=(SANK, SANK_TOO))
    ).claims_changed
    assert change.confirmed
    assert change.channels == (("lantern",),)
    assert (change.was.id if change.was else "", change.now.id) == ("c-1", "c-9")


def test_a_second_channel_of_unknown_path_confirms_nothing() -> None:
    now = replace(claim("9", SANK, SANK_TOO), paths=(Path(report="r-norra", how="wire"),))
    (change,) = changes(story(claim("1", SANK), said=(SANK,)), story(now, said=(SANK, SANK_TOO))).claims_changed
    assert change.channels == (("lantern",),)
    assert not change.confirmed


def test_a_copy_that_is_found_out_takes_a_channel_away_and_says_why() -> None:
    before = story(claim("1", SANK, SANK_TOO), said=(SANK, SANK_TOO))
    joined = claim(
        "1",
        SANK,
        SANK_TOO,
        SANK_AGAIN,
        channels=[["r-kestrel", "r-lantern", "r-norra"]],
        why="norra and lantern have it from kestrel, whose own report is here",
    )
    (change,) = changes(before, story(joined, said=(SANK, SANK_TOO, SANK_AGAIN))).claims_changed
    assert change.joined == (("lantern", "norra"),)
    assert change.because == joined.because
    assert not change.confirmed
    assert weightiest(changes(before, story(joined, said=(SANK, SANK_TOO, SANK_AGAIN))), 1) == (change,)


def test_one_who_vouches_anew_is_named_and_one_under_another_id_is_not() -> None:
    norra, lantern = replace(SANK, speaker="e-old"), replace(SANK_TOO, speaker="e-tesk")
    before = story(claim("1", norra), said=(norra,), entities=(person("old", "Brask", ("norra", 0)),))
    norra = replace(norra, speaker="e-new")
    after = story(
        claim("1", norra, lantern),
        said=(norra, lantern),
        entities=(person("new", "Ada Brask", ("norra", 0)), person("tesk", "Tesk", ("lantern", 0))),
    )
    (change,) = changes(before, after).claims_changed
    assert (change.vouchers, change.vouchers_lost) == (("Tesk",), ())


def test_one_who_is_not_taken_for_the_speaker_any_more_is_lost() -> None:
    by_brask = replace(SANK, speaker="e-1")
    entities = (person("1", "Brask", ("norra", 0)),)
    before = story(claim("1", by_brask), said=(by_brask,), entities=entities)
    (change,) = changes(before, story(claim("1", SANK), said=(SANK,), entities=entities)).claims_changed
    assert change.vouchers_lost == ("Brask",)


def test_claims_that_became_one_are_one_change_with_the_words_of_the_other() -> None:
    before = story(claim("1", SANK, SANK_TOO), claim("2", SANK_AGAIN), said=(SANK, SANK_TOO, SANK_AGAIN))
    after = story(claim("1", SANK, SANK_TOO, SANK_AGAIN), said=(SANK, SANK_TOO, SANK_AGAIN))
    (change,) = changes(before, after).claims_changed
    assert change.with_it == ("the Sula has sunk",)
    assert change.was is not None
    assert change.was.id == "c-1"


def test_a_claim_that_came_apart_is_not_new() -> None:
    before = story(claim("1", SANK, SANK_TOO), said=(SANK, SANK_TOO))
    after = story(claim("1", SANK), claim("2", SANK_TOO), said=(SANK, SANK_TOO))
    found = changes(before, after)
    assert found.claims_new == ()
    assert [(one.now.id, one.parted_from) for one in found.claims_changed] == [("c-2", "the Sula sank")]


def test_of_new_claims_each_report_has_its_turn() -> None:
    several = tuple(said(str(n), "norra", f"norra {n}") for n in range(3))
    other = said("9", "lantern", "lantern")
    found = changes(Story(), story(*(claim(one.id, one) for one in (*several, other)), said=(*several, other)))
    assert [one.now.text for one in found.claims_new] == ["norra 0", "lantern", "norra 1", "norra 2"]


# ---------------------------------------------------------------- conflicts

TOLLS = tuple(said(f"t{n}", outlet, f"{n} died") for n, outlet in zip((3, 5, 8, 9), DAYS, strict=True))
THREE, FIVE, EIGHT, NINE = (claim(f"t{n}", one) for n, one in zip((3, 5, 8, 9), TOLLS, strict=True))


def test_values_that_were_revised_in_turn_are_one_row() -> None:
    rows = (
        conflict("1", THREE, FIVE, ("3", "5"), revision=True),
        conflict("2", FIVE, EIGHT, ("5", "8"), revision=True),
        conflict("3", EIGHT, NINE, ("8", "9"), revision=True),
    )
    before = story(THREE, FIVE, said=TOLLS[:2], conflicts=rows[:1])
    (dispute,) = changes(before, story(THREE, FIVE, EIGHT, NINE, said=TOLLS, conflicts=rows)).revised
    assert [step.value for step in dispute.steps] == ["5", "8", "9"]
    assert [step.voice.outlet for step in dispute.steps] == ["lantern", "kestrel", "ensign"]


def test_a_disagreement_that_turns_out_to_be_a_revision_is_told() -> None:
    before = story(THREE, FIVE, said=TOLLS[:2], conflicts=(conflict("1", THREE, FIVE, ("3", "5")),))
    after = story(THREE, FIVE, said=TOLLS[:2], conflicts=(conflict("1", THREE, FIVE, ("3", "5"), revision=True),))
    (dispute,) = changes(before, after).revised
    assert [step.value for step in dispute.steps] == ["3", "5"]
    assert not changes(after, after).revised


def test_values_that_were_revised_in_two_ways_are_rows_of_their_own() -> None:
    rows = (
        conflict("1", THREE, FIVE, ("3", "5"), revision=True),
        conflict("2", FIVE, EIGHT, ("5", "8"), revision=True),
        conflict("3", FIVE, NINE, ("5", "9"), revision=True),
    )
    found = changes(Story(), story(THREE, FIVE, EIGHT, NINE, said=TOLLS, conflicts=rows))
    assert [[step.value for step in one.steps] for one in found.revised] == [["3", "5"], ["5", "8"], ["5", "9"]]


def test_a_conflict_for_which_another_pair_of_claims_stands_is_not_new() -> None:
    other = claim("t3b", said("t3b", "kestrel", "three dead"))
    before = story(THREE, FIVE, said=TOLLS[:2], conflicts=(conflict("1", THREE, FIVE, ("3", "5")),))
    three_dead = said("t3b", "kestrel", "three dead")
    after = story(
        THREE, FIVE, other, said=(*TOLLS[:2], three_dead), conflicts=(conflict("2", FIVE, other, ("5", "3")),)
    )
    found = changes(before, after)
    assert (found.disputed, found.disputes_gone) == ((), ())


@pytest.mark.parametrize(
    ("claims", "conflicts", "why"),
    [
        ((claim("t3", TOLLS[0], TOLLS[1]),), (), ONE_CLAIM),
        ((THREE, FIVE), (), NO_LONGER),
        (
            (THREE, FIVE, EIGHT, NINE),
            (conflict("2", THREE, EIGHT, ("3", "8")), conflict("3", FIVE, NINE, ("5", "9"))),
            OTHER_PAIRS,
        ),
    ],
)
def test_a_conflict_that_is_gone_says_what_became_of_it(
    claims: tuple[Claim, ...], conflicts: tuple[Conflict, ...], why: str
) -> None:
    before = story(THREE, FIVE, said=TOLLS[:2], conflicts=(conflict("1", THREE, FIVE, ("3", "5")),))
    found = changes(before, story(*claims, said=TOLLS, conflicts=conflicts))
    assert [(one.why, [step.value for step in one.steps]) for one in found.disputes_gone] == [(why, ["3", "5"])]


def test_a_claim_whose_conflict_was_there_is_not_newly_contested() -> None:
    one = conflict("1", THREE, FIVE, ("3", "5"))
    before = story(THREE, FIVE, said=TOLLS[:2], conflicts=(one,))
    five = claim("t5", TOLLS[1], TOLLS[2])
    (change,) = changes(before, story(THREE, five, said=TOLLS[:3], conflicts=(one,))).claims_changed
    assert (change.now.id, change.contested) == ("c-t5", False)


# ---------------------------------------------------------------- promises

SAIL = said("p", "norra", "the Sula will sail in June", "e-1")
BRASK = (person("1", "Ada Brask", ("norra", 0), ("lantern", 0)),)


def promised(status: PromiseStatus, due: str = "2031-06", later: tuple[str, ...] = ()) -> Promise:
    return Promise(claim="c-p", speaker="e-1", due=due, status=status, later=later, because="in the first person")


def with_promise(*promises: Promise, said: tuple[Statement, ...] = (SAIL,), more: tuple[Claim, ...] = ()) -> Story:
    return story(claim("p", SAIL), *more, said=said, entities=BRASK, promises=promises)


def test_a_promise_with_another_status_comes_with_what_was_reported_of_it() -> None:
    sailed = said("q", "lantern", "the Sula sailed on 3 June")
    after = with_promise(promised("reported kept", later=("s-q",)), said=(SAIL, sailed), more=(claim("q", sailed),))
    (change,) = changes(with_promise(promised("open")), after).promises
    assert (change.was.status if change.was else "", change.now.status) == ("open", "reported kept")
    assert change.made.text == "the Sula will sail in June"
    assert [voice.text for voice in change.later] == ["the Sula sailed on 3 June"]
    assert weightiest(changes(with_promise(promised("open")), after), 1) == (change,)


def test_a_promise_that_was_revised_says_to_which_window() -> None:
    again = said("q", "lantern", "the Sula will sail in August", "e-1")
    moved = replace(promised("open", "2031-08"), claim="c-q")
    after = with_promise(promised("revised", later=("s-q",)), moved, said=(SAIL, again), more=(claim("q", again),))
    old, new = changes(with_promise(promised("open")), after).promises
    assert (old.now.claim, old.moved_to) == ("c-p", "2031-08")
    assert (new.now.claim, new.was, new.moved_to) == ("c-q", None, None)


def test_a_promise_is_otherwise_by_its_window_alone() -> None:
    (change,) = changes(with_promise(promised("open")), with_promise(promised("open", "2031-41"))).promises
    assert (change.was.due if change.was else "", change.now.due) == ("2031-06", "2031-41")


def test_what_is_taken_as_a_promise_no_longer_is_said() -> None:
    found = changes(with_promise(promised("open")), with_promise())
    assert [row.text for row in found.promises_gone] == ["the Sula will sail in June"]
    assert not found.promises


def test_the_weightiest_are_one_of_each_kind_before_two_of_one() -> None:
    tolls = (conflict("1", THREE, FIVE, ("3", "5"), revision=True), conflict("2", EIGHT, NINE, ("8", "9")))
    more = conflict("3", THREE, NINE, ("3", "9"))
    after = story(
        THREE, FIVE, EIGHT, NINE, ashore := claim("a", ASHORE), said=(*TOLLS, ASHORE), conflicts=(*tolls, more)
    )
    found = changes(story(ashore, said=(ASHORE,)), after)
    assert [(one.revision, one.steps[0].value) for one in weightiest(found, 3) if isinstance(one, Dispute)] == [
        (True, "3"),
        (False, "3"),
        (False, "8"),
    ]
