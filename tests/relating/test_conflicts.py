"""Which claims cannot both be right, which later one revises an earlier, and what is no conflict."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from onrecord.model import Conflict
from onrecord.relating.claims import find_claims
from onrecord.relating.conflicts import find_conflicts
from tests.relating.lines import Line, Told, tell
from tests.relating.test_claims import BACKGROUND, CLOSED, DAY, line


def conflicts_of(told: Told) -> tuple[Conflict, ...]:
    claims = find_claims(told.reports, told.facts, told.entities, (), ())
    return find_conflicts(told.reports, claims, told.facts, told.entities)


def toll(count: str, low: str, outlet: str, day: str, by: str | None = "Mara Velt", high: str | None = None) -> Line:
    text = f"{{{count} people|{low},{low if high is None else high},person,die}} died in the capsize"
    return line(text, "person die capsize", outlet, by, day=day, event="die")


FOUND = [
    (
        "number",
        True,
        toll("26", "26", "Norra News", "2031-03-12"),
        toll("31", "31", "Norra News", "2031-03-14"),
        ("26", "31"),
    ),
    (
        "number",
        False,
        line("{119 people|119,119,person,be} were aboard the ferry that sank", "person aboard ferry sink", event="be"),
        line(
            "{126 people|126,126,person,be} were aboard the ferry that sank",
            "person aboard ferry sink",
            "Radio Esk",
            "Ivo Brandt",
            event="be",
        ),
        ("119", "126"),
    ),
    (
        "date",
        False,
        line("the Kestrel was last inspected on <3 February|2031-02-03>", "inspect", event="inspect"),
        line(
            "the Kestrel was last inspected on <19 December|2030-12-19>",
            "inspect",
            "Radio Esk",
            "Ivo Brandt",
            event="inspect",
        ),
        ("2031-02-03", "2030-12-19"),
    ),
    (
        "date",
        True,
        line(
            "the new ferry will sail by <the end of next year|../2032-12-31>",
            "ferry sail replacement",
            event="sail",
            future=True,
        ),
        line(
            "the new ferry will sail by <the end of 2036|../2036-12-31>",
            "ferry sail replacement",
            "Radio Esk",
            event="sail",
            future=True,
            day="2031-09-01",
        ),
        ("../2032-12-31", "../2036-12-31"),
    ),
    (
        "negation",
        False,
        CLOSED,
        line("the bow doors were open at the quay", "bow door open quay", "Radio Esk", "Ivo Brandt", event="leave"),
        ("close", "open"),
    ),
    (
        "negation",
        False,
        CLOSED,
        line(
            "the bow doors were not closed at the quay",
            "bow door close quay",
            "Radio Esk",
            "Ivo Brandt",
            event="close",
            negated=True,
        ),
        ("put", "denied"),
    ),
]

DOER = "raised the sunken ferry with two cranes off the northern breakwater"
PLACE = "raised the sunken ferry with two cranes"
PARTED = {
    "another doer": (
        "attribution",
        line(f"Mara Velt {DOER}", "raise sunken ferry crane breakwater", by=None, event="raise"),
        line(f"Ivo Brandt {DOER}", "raise sunken ferry crane breakwater", "Radio Esk", None, event="raise"),
        ("Mara Velt", "Ivo Brandt"),
    ),
    "another place": (
        "place",
        line(f"the salvors {PLACE} in Port Eske", "salvor raise sunken ferry crane", by=None, event="raise"),
        line(f"the salvors {PLACE} in Torvey", "salvor raise sunken ferry crane", "Radio Esk", None, event="raise"),
        ("Port Eske", "Torvey"),
    ),
    "the opposite of a word": (
        "negation",
        line("the harbour court acquitted the helmsman of the barge", "harbour court acquit helmsman", event="acquit"),
        line(
            "the harbour court convicted the helmsman of the barge",
            "harbour court convict helmsman",
            "Radio Esk",
            "Ivo Brandt",
            event="convict",
        ),
        ("acquit", "convict"),
    ),
    "a word of negation": (
        "negation",
        line("the helmsman had seen the light on the breakwater", "helmsman see light breakwater", event="see"),
        line(
            "the helmsman had not seen the light on the breakwater",
            "helmsman see light breakwater",
            "Radio Esk",
            "Ivo Brandt",
            event="see",
            negated=True,
        ),
        ("put", "denied"),
    ),
    "another day of the week": (
        "date",
        line("divers reached the wreck of the barge on <Tuesday|2031-03-11>", "diver reach wreck barge", event="reach"),
        line(
            "divers reached the wreck of the barge on <Sunday|2031-03-09>",
            "diver reach wreck barge",
            "Radio Esk",
            event="reach",
        ),
        ("2031-03-11", "2031-03-09"),
    ),
    "a number between other words": (
        "number",
        line(
            "the salvors pumped {40 tonnes|40,40,tonne,pump} of oil out of the wreck",
            "salvor pump tonne oil wreck",
            event="pump",
        ),
        line(
            "salvors had pumped {90 tonnes|90,90,tonne,pump} of oil from the wreck",
            "salvor pump tonne oil wreck",
            "Radio Esk",
            event="pump",
        ),
        ("40", "90"),
    ),
}
"""Told in the same words but for one thing."""

NOT_FOUND = {
    "what many do alike": (
        line("Mara Velt praised the crew of the northern lifeboat", "praise crew lifeboat", by=None, event="praise"),
        line(
            "Ivo Brandt praised the crew of the northern lifeboat",
            "praise crew lifeboat",
            "Radio Esk",
            None,
            event="praise",
        ),
    ),
    "two doers of one deed told together": (
        line(f"Mara Velt and Lene Okar {DOER}", "raise sunken ferry crane breakwater", by=None, event="raise"),
        line(
            f"Ivo Brandt and Lene Okar {DOER}", "raise sunken ferry crane breakwater", "Radio Esk", None, event="raise"
        ),
    ),
    "a place within another": (
        line(f"the salvors {PLACE} in Torvey", "salvor raise sunken ferry crane", by=None, event="raise"),
        line(f"the salvors {PLACE} in Port Eske", "salvor raise sunken ferry crane", "Radio Esk", None, event="raise"),
        line("Torvey, Port Eske", "quay", "Esk Courier", None),
    ),
    "another doer at another place": (
        line(f"Mara Velt {PLACE} in Port Eske", "raise sunken ferry crane", by=None, event="raise"),
        line(f"Ivo Brandt {PLACE} in Torvey", "raise sunken ferry crane", "Radio Esk", None, event="raise"),
    ),
    "a separate case": (
        line("{12 barges|12,12,barge,sink} sank in the gale off the breakwater", "barge sink gale", event="sink"),
        line(
            "in a separate case {30 barges|30,30,barge,sink} sank in the gale off the breakwater",
            "barge sink gale separate case",
            "Radio Esk",
            event="sink",
        ),
    ),
    "a further sentence with a negation of its own": (
        line('"We do not want the crane on our quay"', "want crane quay", kind="direct", event="want", negated=True),
        line(
            '"We do not want the crane on our quay. We never liked the board"',
            "want crane quay like board",
            "Radio Esk",
            kind="direct",
            event="want",
            negated=True,
        ),
    ),
    "what may be and what may not": (
        line("the barge may reach the quay before the storm", "barge reach quay storm", event="reach", hedged=True),
        line(
            "the barge may not reach the quay before the storm",
            "barge reach quay storm",
            "Radio Esk",
            "Ivo Brandt",
            event="reach",
            hedged=True,
            negated=True,
        ),
    ),
    "one remark with the same this year told in two years": (
        line("divers will raise the barge <this year|2030>", "diver raise barge", event="raise", day="2030-03-12"),
        line("divers will raise the barge <this year|2031>", "diver raise barge", "Radio Esk", event="raise"),
    ),
    "at least 26 and 31 can both be right": (
        line("{at least 26 people|26,,person,die} died in the capsize", "person die capsize", event="die"),
        toll("31", "31", "Radio Esk", "2031-03-12"),
    ),
    "dozens contradict nothing": (
        line("{dozens of people|24,99,person,die} died in the capsize", "person die capsize", event="die"),
        toll("20", "20", "Radio Esk", "2031-03-12"),
    ),
    "the dead and the injured are two counts": (
        toll("26", "26", "Norra News", "2031-03-12"),
        line(
            "{31 people|31,31,person,injure} were injured in the capsize",
            "person injure capsize",
            "Radio Esk",
            event="injure",
        ),
    ),
    "a few of the dead are not all of the dead": (
        toll("26", "26", "Norra News", "2031-03-12"),
        line("{4 people|4,4,person,die} died in the engine room", "person die engine room", "Radio Esk", event="die"),
    ),
    "last year's accident is another accident": (
        toll("26", "26", "Norra News", "2031-03-12"),
        line(
            "{40 people|40,40,person,die} died in a capsize on <2 May 2030|2030-05-02>",
            "person die capsize",
            "Radio Esk",
            event="die",
        ),
    ),
    "the dead of another town": (
        line("{26 people|26,26,person,die} died in Port Eske", "person die fire", event="die"),
        line("{31 people|31,31,person,die} died in Torvey", "person die fire", "Radio Esk", event="die"),
    ),
    "two events of one kind a month apart": (
        line("a shell hit the market hall on <3 February|2031-02-03>", "shell hit market hall", event="hit"),
        line("a shell hit the market hall on <9 March|2031-03-09>", "shell hit market hall", "Radio Esk", event="hit"),
    ),
    "ages are no counts": (
        line("her {14-year-old|14,14,year,} son swam ashore at dawn", "son swim ashore dawn", event="swim"),
        line("her {9-year-old|9,9,year,} son swam ashore at dawn", "son swim ashore dawn", "Radio Esk", event="swim"),
    ),
    "rhetoric within one report": (
        CLOSED,
        line("the bow doors were not closed at the quay", "bow door close quay", event="close", negated=True),
    ),
    "the critically injured are not all of the injured": (
        line("{50 people|50,50,person,injure} were injured in the capsize", "person injure capsize", event="injure"),
        line(
            "{31 people|31,31,person,injure} were critically injured in the capsize",
            "person critically injure capsize",
            "Radio Esk",
            event="injure",
        ),
    ),
    "dozens of a thing contradict nothing": (
        line(
            "{dozens of lanterns|24,99,lantern,burn} burned at the regatta in Torvey",
            "lantern burn regatta",
            event="burn",
        ),
        line(
            "{120 lanterns|120,120,lantern,burn} burned at the regatta in Torvey",
            "lantern burn regatta",
            "Radio Esk",
            event="burn",
        ),
    ),
    "others are counted beside those told before": (
        line("{12 other barges|12,12,barge,sink} sank in the gale off Torvey", "barge sink gale", event="sink"),
        line("{15 barges|15,15,barge,sink} sank in the gale off Torvey", "barge sink gale", "Radio Esk", event="sink"),
    ),
    "a number within a word counts nothing": (
        line("he won a {two-lap|2,2,lap,win} race on the lagoon", "win race lagoon", event="win"),
        line("he won a {four-lap|4,4,lap,win} race on the lagoon", "win race lagoon", "Radio Esk", event="win"),
    ),
    "one report tells how its toll grew": (
        toll("26", "26", "Norra News", "2031-03-12", None),
        toll("31", "31", "Norra News", "2031-03-12", None),
    ),
    "what somebody is urged not to do is not denied": (
        line("the board was closing the quay", "board close quay", event="close"),
        line("not to close the quay", "board close quay", "Radio Esk", "Ivo Brandt", event="close", negated=True),
    ),
    "what may be is contradicted by nothing": (
        replace(CLOSED, hedged=True),
        line("the bow doors were open at the quay", "bow door open quay", "Radio Esk", "Ivo Brandt", event="leave"),
    ),
    "an order and its opposite in another matter": (
        line("the ferry office will open a ticket desk", "ferry office open ticket desk", event="open"),
        line("the bow doors were closed", "bow door close", "Radio Esk", event="close"),
    ),
}


@pytest.mark.parametrize(("kind", "revision", "a", "b", "values"), FOUND)
def test_a_conflict_shows_both_sides(kind: str, revision: bool, a: Line, b: Line, values: tuple[str, str]) -> None:
    told = tell([*BACKGROUND, a, b])
    (found,) = conflicts_of(told)
    assert (found.kind, found.revision) == (kind, revision), found.because
    assert {slot.value for slot in found.slots} == set(values)
    assert found.claims == (found.slots[0].claim, found.slots[1].claim)
    for slot in found.slots:
        assert told.reports[slot.report].slice(slot.span) == slot.text
        assert slot.text


@pytest.mark.parametrize("name", PARTED)
def test_the_same_words_but_for_one_thing_are_a_conflict_and_two_claims(name: str) -> None:
    kind, a, b, values = PARTED[name]
    told = tell([*BACKGROUND, a, b])
    (found,) = conflicts_of(told)
    assert found.kind == kind, found.because
    assert {slot.value for slot in found.slots} == set(values)
    assert len(set(found.claims)) == 2
    for slot in found.slots:
        assert told.reports[slot.report].slice(slot.span) == slot.text


@pytest.mark.parametrize("name", PARTED)
def test_an_unrelated_report_changes_no_conflict(name: str) -> None:
    _, a, b, _ = PARTED[name]
    unrelated = line(
        "the orchestra played two suites in the chapel", "orchestra play suite chapel", "Hill Gazette", None
    )
    found = conflicts_of(tell([*BACKGROUND, a, b]))
    again = conflicts_of(tell([*BACKGROUND, a, b, replace(unrelated, event="play")]))
    assert [(c.id, c.kind, c.slots, c.revision) for c in again] == [(c.id, c.kind, c.slots, c.revision) for c in found]


SAME = [
    ("{84 people|84,84,person,die}", "{at least 84 people|84,,person,die}"),
    ("{84 people|84,84,person,die}", "{eighty-four people|84,84,person,die}"),
    ("{84 people|84,84,person,die}", "{about 80 people|72,88,person,die}"),
    ("{40 people|40,40,person,die}", "{dozens of people|24,99,person,die}"),
    ("{84 people|84,84,person,die}", "{more than 60 people|60,,person,die}"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_value_never_contradicts_itself_in_other_words(one: str, other: str) -> None:
    a = line(f"{one} died when the ferry capsized off the quay", "person die ferry capsize quay", event="die")
    b = line(
        f"{other} died when the ferry capsized off the quay", "person die ferry capsize quay", "Radio Esk", event="die"
    )
    assert conflicts_of(tell([*BACKGROUND, a, b])) == ()


def test_a_weekday_is_its_date() -> None:
    text = "divers reached the wreck of the barge on"
    a = line(f"{text} <Tuesday|2031-03-11>", "diver reach wreck barge", event="reach")
    b = line(f"{text} <11 March|2031-03-11>", "diver reach wreck barge", "Radio Esk", event="reach")
    assert conflicts_of(tell([*BACKGROUND, a, b])) == ()


def test_a_revision_names_who_put_it_otherwise() -> None:
    lines = toll("26", "26", "Norra News", "2031-03-12"), toll("31", "31", "Radio Esk", "2031-03-14", "Ivo Brandt")
    (found,) = conflicts_of(tell([*BACKGROUND, *lines]))
    assert (found.revision, found.revised_by) == (True, "Ivo Brandt")
    own = toll("26", "26", "Norra News", "2031-03-12", None), toll("31", "31", "Radio Esk", "2031-03-14", None)
    (found,) = conflicts_of(tell([*BACKGROUND, *own]))
    assert (found.revision, found.revised_by) == (True, "Radio Esk")


def test_a_disagreement_is_revised_by_nobody() -> None:
    a = toll("26", "26", "Norra News", "2031-03-12")
    (found,) = conflicts_of(tell([*BACKGROUND, a, toll("31", "31", "Radio Esk", "2031-03-12", "Ivo Brandt")]))
    assert (found.revision, found.revised_by) == (False, None)


def test_other_claims_that_put_the_same_stand_with_their_side() -> None:
    other_words = line(
        "the coroner counts {31 people|31,31,person,die} dead of the Kestrel after a night of searching the lagoon",
        "coroner count person die night search lagoon",
        "Esk Courier",
        "Lene Okar",
        event="count",
    )
    told = tell([*BACKGROUND, toll("26", "26", "Norra News", DAY), toll("31", "31", "Radio Esk", DAY), other_words])
    (found,) = conflicts_of(told)
    sides = dict(zip((slot.value for slot in found.slots), found.further, strict=True))
    of = {
        statement: one.id
        for one in find_claims(told.reports, told.facts, told.entities, (), ())
        for statement in one.statements
    }
    late = next(of[one] for one, each in told.lines.items() if each is other_words)
    assert sides["26"] == ()
    assert late in sides["31"] or late in found.claims
    assert not set(found.claims) & {claim for more in found.further for claim in more}


@pytest.mark.parametrize("name", NOT_FOUND)
def test_there_is_no_conflict(name: str) -> None:
    assert conflicts_of(tell([*BACKGROUND, *NOT_FOUND[name]])) == ()


def test_five_tolls_make_a_chain_of_four_revisions() -> None:
    days = [f"2031-03-{day}" for day in (12, 13, 14, 15, 16)]
    tolls = [toll(n, n, "Norra News", day) for n, day in zip(("20", "24", "29", "33", "41"), days, strict=True)]
    found = conflicts_of(tell([*BACKGROUND, *tolls]))
    pairs = sorted((c.slots[0].value, c.slots[1].value) for c in found)
    assert pairs == [("20", "24"), ("24", "29"), ("29", "33"), ("33", "41")]
    assert all(c.revision for c in found)


def test_tolls_of_one_day_and_many_outlets_make_one_chain_from_the_lower_up() -> None:
    told = tell(
        [
            *BACKGROUND,
            toll("31", "31", "Norra News", "2031-03-12"),
            toll("26", "26", "Radio Esk", "2031-03-12", "Ivo Brandt"),
            line(
                "{at least 31 people|31,,person,die} died in the capsize",
                "person die capsize",
                "Esk Courier",
                event="die",
            ),
            toll("33", "33", "Esk Courier", "2031-03-14", None),
        ]
    )
    found = sorted(conflicts_of(told), key=lambda c: c.slots[0].value)
    assert [(c.slots[0].value.rstrip("."), c.slots[1].value.rstrip("."), c.revision) for c in found] == [
        ("26", "31", False),
        ("31", "33", True),
    ]


def test_two_values_that_many_outlets_tell_are_one_conflict() -> None:
    lines = [toll("26", "26", f"Paper {n}", "2031-03-12") for n in range(4)]
    lines += [toll("31", "31", f"Paper {n}", "2031-03-12", "Ivo Brandt") for n in range(4, 8)]
    assert len(conflicts_of(tell([*BACKGROUND, *lines]))) == 1


def test_a_lower_count_in_a_later_report_by_another_is_a_disagreement() -> None:
    lines = toll("31", "31", "Norra News", "2031-03-12"), toll("26", "26", "Radio Esk", "2031-03-13", "Ivo Brandt")
    (found,) = conflicts_of(tell([*BACKGROUND, *lines]))
    assert not found.revision


def test_order_never_changes_conflicts() -> None:
    told = tell([*BACKGROUND, *(each for _, _, a, b, _ in FOUND for each in (a, b))])
    found = conflicts_of(told)
    for seed in range(5):
        random.Random(seed).shuffle(told.statements)  # noqa: S311 - an order, not a secret
        assert conflicts_of(told) == found
    assert [c.id for c in found] == sorted(c.id for c in found)
