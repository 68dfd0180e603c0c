"""Which statements are one claim, which are not, who vouches, and that order never matters."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import PASSED_ON, Claim, Relay
from onrecord.relating.claims import find_claims
from onrecord.relating.claims.candidates import candidate_pairs
from onrecord.relating.claims.pairs import Decision, Weights, compare, contradictions, learnt_weights, may_be_same
from onrecord.relating.facts import Facts
from tests.relating.lines import Line, Told, entity_id, tell

DAY = "2031-03-12"

BACKGROUND = [
    Line(text=text, outlet="Strait Observer", day=DAY, terms=text.lower(), cue="")
    for text in (
        "gulls circle chimney",
        "market sells herring",
        "choir rehearses anthem",
        "lighthouse needs paint",
        "brewery hires cooper",
        "orchard blossoms early",
        "library lends atlas",
        "bakery burns loaves",
        "quarry ships granite",
        "weaver mends sail",
    )
]
"""So that a story has words of its own that are rare."""


def line(text: str, terms: str, outlet: str = "Norra News", by: str | None = "Mara Velt", **more: object) -> Line:
    return Line(text=text, terms=terms, outlet=outlet, by=by, **{"day": DAY, **more})  # type: ignore[arg-type]


def both(a: Line, b: Line) -> tuple[Facts, Facts]:
    told = tell([*BACKGROUND, a, b])
    facts = told.facts
    one, other = (next(f for f in facts.values() if told.lines[f.id] is each) for each in (a, b))
    assert (min(one.id, other.id), max(one.id, other.id)) in candidate_pairs(facts)
    return one, other


def decide(a: Line, b: Line) -> Decision:
    one, other = both(a, b)
    assert compare(one, other) == compare(other, one)
    return compare(one, other)


def claims_of(told: Told) -> tuple[Claim, ...]:
    return find_claims(told.reports, told.facts, told.entities, (), ())


CLOSED = line("the bow doors were closed when the Kestrel left the quay", "bow door close leave quay", event="close")
REMOVE = line(
    "the old crane will be dismantled and sold to a breaker", "crane dismantle sell breaker", event="dismantle"
)
WON = line('"We won this contract fairly"', "win contract fairly", kind="direct", event="win")

SAME = [
    (
        "the same in other words",
        CLOSED,
        line(
            "the bow doors were closed as the ship left the quay",
            "bow door close ship leave quay",
            "Radio Esk",
            event="close",
        ),
    ),
    (
        "two who say the same in their own name",
        CLOSED,
        line("the bow doors were closed at the quay", "bow door close quay", "Radio Esk", "Ivo Brandt", event="close"),
    ),
    (
        "what somebody says and what an outlet says itself",
        CLOSED,
        line(
            "The Kestrel's bow doors were closed at the quay",
            "bow door close quay",
            "Radio Esk",
            None,
            event="close",
            cue="",
        ),
    ),
    (
        "one quotation, its speaker known to one outlet alone",
        WON,
        line("“We won this contract fairly”", "win contract fairly", "Radio Esk", None, kind="direct", event="win"),
    ),
    (
        "one window told in other words by the same speaker",
        line(
            "the Kestrel could be stationed in Torvey from <the second half of next year|2032-41>",
            "station",
            event="station",
            future=True,
        ),
        line(
            "it will be possible to deploy the Kestrel in <the second half of 2032|2032-41>",
            "possible deploy",
            "Radio Esk",
            event="be",
            future=True,
        ),
    ),
    (
        "one toll told in other words",
        line("{26 people|26,26,person,die} died in the capsize", "person die capsize", event="die"),
        line(
            "{at least 26|26,,dead,die} were killed when the ferry rolled over in a swell",
            "ferry roll swell",
            "Radio Esk",
            event="kill",
        ),
    ),
    (
        "two strangers who tell of one thing in the same words",
        line('the barge "crushed everything in its path"', "barge crush path", by=None, kind="mixed", event="crush"),
        line(
            '"It crushed the stalls like skittles. All in its path was crushed."',
            "crush stall skittle path",
            "Radio Esk",
            None,
            kind="direct",
            event="crush",
        ),
    ),
]

NOT_SAME = [
    (
        "number",
        line("{119 people|119,119,person,} were aboard the ferry that sank", "person aboard ferry sink", event="be"),
        line(
            "{126 people|126,126,person,} were aboard the ferry that sank",
            "person aboard ferry sink",
            "Radio Esk",
            event="be",
        ),
    ),
    (
        "date",
        line("the Kestrel was inspected on <3 February|2031-02-03>", "inspect surveyor hull", event="inspect"),
        line(
            "the Kestrel was inspected on <19 December|2030-12-19>",
            "inspect surveyor hull",
            "Radio Esk",
            event="inspect",
        ),
    ),
    (
        "date",
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
        ),
    ),
    (
        "negation",
        CLOSED,
        line(
            "the bow doors were not closed at the quay",
            "bow door close quay",
            "Radio Esk",
            "Ivo Brandt",
            event="close",
            negated=True,
        ),
    ),
    (
        "opposite",
        CLOSED,
        line("the bow doors were open at the quay", "bow door open quay", "Radio Esk", "Ivo Brandt", event="be"),
    ),
    (
        "voice",
        line("any fault at the bow doors", "fault bow door", "Port Courier", "Mara Velt", negated=True),
        line("any fault at the bow doors", "fault bow door", "Radio Esk", "Ivo Brandt", negated=True),
    ),
    (
        "voice",
        line("any fault at the bow doors", "fault bow door", "Port Courier", "Mara Velt", negated=True),
        line("any fault at the bow doors", "fault bow door", "Radio Esk", None, negated=True),
    ),
    (
        "voice",
        WON,
        line(
            '"We won this contract fairly"',
            "win contract fairly",
            "Radio Esk",
            "Ivo Brandt",
            kind="direct",
            event="win",
        ),
    ),
    (
        "tense",
        line("the crane will be dismantled by the breaker", "crane dismantle breaker", event="dismantle", future=True),
        line(
            "the crane was dismantled by the breaker",
            "crane dismantle breaker",
            "Radio Esk",
            event="dismantle",
            day="2031-06-01",
        ),
    ),
    (
        "specifics",
        line("a Kestrel launched at dawn hit the grain depot", "launch dawn hit grain depot", event="hit"),
        line(
            "a Marlet, a wire-guided rocket, hit the grain depot near the weir",
            "wire guide rocket hit grain depot weir",
            "Radio Esk",
            "Ivo Brandt",
            event="hit",
        ),
    ),
    (
        "open",
        line("it was unclear whether the helmsman braked before the weir", "helmsman brake weir", event="be"),
        line("the helmsman braked before the weir", "helmsman brake weir", "Radio Esk", None, event="brake"),
    ),
    (
        "share",
        line("that one of them was carrying a lantern", "carry lantern", by=None, event="carry"),
        line("all but three were carrying lanterns", "carry lantern", "Radio Esk", None, event="carry"),
    ),
    (
        "toll",
        line(
            "{26 people|26,26,person,die} died after a tram thought too fast overturned",
            "person die tram fast overturn",
            by=None,
            event="die",
            cue="",
        ),
        line("they think the tram was too fast", "think tram fast", "Radio Esk", None, event="think"),
    ),
    (
        "voice",
        line('"They come round that bend too fast"', "come bend fast", kind="direct", event="come"),
        line('"We came to that bend too fast', "come bend fast", "Radio Esk", None, event="come", cue=""),
    ),
]

UNLIKE = [
    (
        "one speaker, one window, another matter",
        line(
            "the Kestrel will be sold in <the second half of next year|2032-41>",
            "sell auction",
            event="sell",
            future=True,
        ),
        line(
            "taxes on herring will fall in <the second half of next year|2032-41>",
            "tax herring fall",
            "Radio Esk",
            event="fall",
            future=True,
        ),
    ),
    (
        "two remarks about one ship",
        CLOSED,
        line("the Kestrel was built by a yard that went bankrupt", "build yard bankrupt", "Radio Esk", event="build"),
    ),
    (
        "the same names alone",
        line("Ivo Brandt met Lene Okar in Port Eske", "meet", "Norra News", None, event="meet", cue=""),
        line("Ivo Brandt sued Lene Okar in Port Eske", "sue", "Radio Esk", None, event="sue", cue=""),
    ),
    (
        "two captions of one report",
        line(
            "Photo 3 of 9 : divers inspect the hull of the Kestrel",
            "photo diver inspect hull",
            "Radio Esk",
            None,
            event="inspect",
            cue="",
        ),
        line(
            "Photo 4 of 9 : a crane lifts the hull of the Kestrel",
            "photo crane lift hull",
            "Radio Esk",
            None,
            event="lift",
            cue="",
        ),
    ),
    (
        "what one puts is told by the other by the way",
        line("people had gathered to watch the regatta lanterns", "gather watch regatta lantern", event="gather"),
        line(
            "the barge zigzagged through a crowd that watched the regatta lanterns from the sluice",
            "barge zigzag crowd watch regatta lantern sluice",
            "Radio Esk",
            None,
            event="zigzag",
        ),
    ),
    (
        "a bare noun phrase puts nothing",
        line("the emergency dredging", "emergency dredge", by="Ivo Brandt"),
        line(
            "the board should order emergency dredging before the spring tides reach the old sluice gates",
            "board order emergency dredge spring tide reach sluice gate",
            "Radio Esk",
            event="order",
        ),
    ),
    (
        "two speakers whom one report tells apart",
        line(
            "a rocket of the long class hit the grain depot by the weir",
            "rocket long class hit grain depot",
            event="hit",
        ),
        line(
            "the grain depot was hit by a rocket with a wire-guided motor",
            "grain depot hit rocket wire guide motor",
            by="Ivo Brandt",
            event="hit",
        ),
    ),
]


@pytest.mark.parametrize(("a", "b"), [(a, b) for _, a, b in SAME], ids=[name for name, _, _ in SAME])
def test_two_statements_are_one_claim(a: Line, b: Line) -> None:
    decision = decide(a, b)
    assert decision.same, decision
    assert decision.because[-1].startswith("score ")


@pytest.mark.parametrize(("against", "a", "b"), NOT_SAME)
def test_one_thing_parts_two_statements_however_alike(against: str, a: Line, b: Line) -> None:
    assert against in contradictions(*both(a, b))
    assert not decide(a, b).same


@pytest.mark.parametrize(("a", "b"), [(a, b) for _, a, b in UNLIKE], ids=[name for name, _, _ in UNLIKE])
def test_two_statements_are_too_unlike(a: Line, b: Line) -> None:
    told = tell([*BACKGROUND, a, b])
    assert all(len(claim.statements) == 1 for claim in claims_of(told))


def test_one_word_that_is_little_of_both_joins_nothing() -> None:
    short = line("fear has hit the island again", "fear hit island", event="hit")
    long = line(
        "a barge hit the pier with its bow while the guards slept and the lamps burned low on the wall",
        "barge hit pier bow guard sleep lamp burn wall",
        "Radio Esk",
        event="hit",
    )
    one, other = both(short, long)
    assert one.weights.keys() & other.weights.keys() == {"hit"}
    assert not may_be_same(one, other, 1.0, None, learnt_weights())
    likely = Weights(bias=9.0, of={}, means={}, same=0.5)
    decision = compare(one, other, likely)
    assert not decision.same
    assert 'kept apart by rule: too little is shared, "hit" alone' in decision.because


def test_reasons_name_what_is_shared() -> None:
    told = tell([*BACKGROUND, CLOSED, SAME[0][2]])
    claim = next(claim for claim in claims_of(told) if len(claim.statements) == 2)
    assert any("same speaker" in reason and "quay" in reason for reason in claim.because)


def test_one_who_says_it_twice_is_one_voucher_and_an_outlets_own_sentence_none() -> None:
    told = tell([*BACKGROUND, CLOSED, SAME[0][2], SAME[1][2], SAME[2][2]])
    claim = next(claim for claim in claims_of(told) if len(claim.statements) > 1)
    assert len(claim.statements) == 4
    assert set(claim.vouchers) == {entity_id("Mara Velt"), entity_id("Ivo Brandt")}


def test_somebodys_words_stand_for_a_claim_before_an_outlets_own() -> None:
    told = tell([*BACKGROUND, CLOSED, SAME[2][2]])
    claim = next(claim for claim in claims_of(told) if len(claim.statements) == 2)
    assert claim.text == CLOSED.text
    assert claim.id[2:] in {statement[2:] for statement in claim.statements}
    assert claim.first_reported == DAY


def test_a_long_sentence_does_not_chain_the_two_things_it_holds() -> None:
    doors = line("the bow doors were open at the quay", "bow door open quay", event="be")
    pumps = line("the bilge pumps had rusted through", "bilge pump rust", "Radio Esk", event="rust")
    both = line(
        "the bow doors were open at the quay and the bilge pumps had rusted through",
        "bow door open quay bilge pump rust",
        "Esk Courier",
        event="be",
    )
    told = tell([*BACKGROUND, doors, pumps, both])
    together = [{told.lines[s].terms for s in claim.statements} for claim in claims_of(told)]
    assert not any({doors.terms, pumps.terms} <= terms for terms in together)


def test_an_outlet_that_only_carried_the_words_vouches_for_nothing() -> None:
    carrier = line(CLOSED.text, CLOSED.terms, "Radio Esk", "Norra News", event="close")
    told = tell([*BACKGROUND, CLOSED, carrier])
    claim = next(claim for claim in claims_of(told) if len(claim.statements) == 2)
    assert claim.vouchers == (entity_id("Mara Velt"),)
    told = tell([*BACKGROUND, carrier])
    claim = next(claim for claim in claims_of(told) if claim.text == carrier.text)
    assert claim.vouchers == (entity_id("Norra News"),)


def passed_on() -> tuple[Told, str, str]:
    """What Ivo Brandt says in Radio Esk that Mara Velt had said: the story, the ids of his and of her statement."""
    outer = line(f"that Mara Velt had said {CLOSED.text}", CLOSED.terms, "Radio Esk", "Ivo Brandt", event="say")
    inner = line(CLOSED.text, CLOSED.terms, "Radio Esk", event="close")
    told = tell([*BACKGROUND, outer, inner])
    his, hers = (next(s.id for s in told.statements if told.lines[s.id] is each) for each in (outer, inner))
    relay = Relay(name="Ivo Brandt", span=(0, 1), basis=PASSED_ON)
    told.statements = [replace(s, within=his, relays=(relay,)) if s.id == hers else s for s in told.statements]
    return told, his, hers


def test_who_says_that_it_was_said_does_not_vouch_for_what_was_said() -> None:
    told, his, hers = passed_on()
    said, of_it = (next(c for c in claims_of(told) if one in c.statements) for one in (hers, his))
    assert said.vouchers == (entity_id("Mara Velt"),)
    assert said.id != of_it.id
    assert "Mara Velt says it only as told by Ivo Brandt" in said.because


def test_one_who_is_heard_elsewhere_does_not_say_it_only_as_told() -> None:
    told, _, hers = passed_on()
    heard = tell([*BACKGROUND, CLOSED])
    told.reports |= heard.reports
    told.statements += [s for s in heard.statements if heard.lines[s.id] is CLOSED]
    claim = next(c for c in claims_of(told) if hers in c.statements)
    assert (len(claim.statements), len(claim.channels)) == (2, 2)
    assert not any("only as told" in why for why in claim.because)


def test_a_sentence_that_can_be_read_alone_stands_for_a_claim() -> None:
    leaning = line(
        '"It will be possible, I think, in <May 2032|2032-05>"', "possible", kind="direct", event="be", future=True
    )
    whole = line(
        "the Kestrel could be stationed in Torvey in <May 2032|2032-05>",
        "station",
        "Radio Esk",
        event="station",
        future=True,
    )
    before = line("the Kestrel would be stationed in Torvey", "station", event="station", future=True)
    told = tell([*BACKGROUND, before, leaning, whole])
    texts = [claim.text for claim in claims_of(told) if len(claim.statements) > 1]
    assert texts
    assert leaning.text not in texts


def test_the_words_that_a_report_prints_around_every_picture_join_nothing() -> None:
    printed = "view gallery regatta disaster torvey"
    shown = ("barge lift crane", "diver search weir", "child light lantern", "nurse carry stretcher", "tug tow wreck")
    lines = [
        line(f"{printed} {n} {what}", f"{printed} {what}", "Radio Esk", None, event=what.split()[1], cue="")
        for n, what in enumerate(shown)
    ]
    told = tell([*BACKGROUND, *lines])
    facts = told.facts
    assert not any({"gallery", "regatta", "disaster"} & one.weights.keys() for one in facts.values())
    assert all(len(claim.statements) == 1 for claim in claims_of(told))


def test_every_statement_is_in_exactly_one_claim() -> None:
    told = tell([*BACKGROUND, *(each for _, a, b in SAME + NOT_SAME for each in (a, b))])
    members = sorted(s for claim in claims_of(told) for s in claim.statements)
    assert members == sorted(s.id for s in told.statements)


POOL = [*BACKGROUND, *(each for _, a, b in [*SAME, *NOT_SAME, *UNLIKE] for each in (a, b))]


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.sets(st.integers(0, len(POOL) - 1), min_size=2))
def test_order_never_changes_claims_and_no_claim_contradicts_itself(shuffle: random.Random, chosen: set[int]) -> None:
    told = tell([POOL[index] for index in sorted(chosen)])
    found = claims_of(told)
    shuffle.shuffle(told.statements)
    told.reports = dict(sorted(told.reports.items(), key=lambda _: shuffle.random()))
    assert claims_of(told) == found
    facts = told.facts
    for claim in found:
        pairs = [(a, b) for a in claim.statements for b in claim.statements if a < b]
        assert not any(set(compare(facts[a], facts[b]).against) & {"number", "date", "negation"} for a, b in pairs)


def test_candidates_stay_few_when_many_outlets_run_one_text() -> None:
    copies = [line(CLOSED.text, CLOSED.terms, f"Paper {n}", event="close") for n in range(200)]
    told = tell([*BACKGROUND, *copies])
    facts = told.facts
    assert len(candidate_pairs(facts)) < 200 * 50
    largest = max(len(claim.statements) for claim in claims_of(told))
    assert largest == 200


STORY = Path(__file__).parents[2] / "../shared/data/stories/oreshnik"


@pytest.mark.skipif(not STORY.exists(), reason="the shared stories are not here")
def test_a_real_window_put_by_one_speaker_in_four_reports_is_one_claim() -> None:
    import csv

    from onrecord.language import Analyser
    from onrecord.model import Report
    from onrecord.relating import relate

    rows = list(csv.DictReader((STORY / "manifest.csv").open(encoding="utf-8")))
    reports = [
        Report(
            id=f"r-{number}",
            input=row["file"],
            text=(STORY / row["file"]).read_text(encoding="utf-8"),
            outlet=row["outlet"] or None,
            published=row["published"],
        )
        for number, row in enumerate(rows)
    ]
    story = relate(reports, {r.id: a for r, a in zip(reports, Analyser().analyse(reports), strict=True)})
    due = {promise.claim: promise for promise in story.promises if promise.due == "2025-41"}
    claims = [claim for claim in story.claims if claim.id in due]
    assert len(claims) == 1
    assert claims[0].reports == ("r-0", "r-1", "r-2", "r-3")
    assert len(claims[0].vouchers) == 1
    assert due[claims[0].id].status == "open"
