from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import PASSED_ON, Analysis, Citation, Relay, Report, Span, Statement
from onrecord.relating.attribution import CREDIT_LINE, FOR_SPEAKER, attribute
from onrecord.relating.entities import find_entities
from tests.relating.reports import story

TEXT = (
    "[Ada Berg|person] said so. [Olaf Esk|person] did not. The [Kestrel|thing] missile flew. With Norra and Tesk Wire."
)
QUOTED = Relay(name="Esk Wire", span=(0, 3), basis="named with the statement")


def at(report: Report, words: str) -> Span:
    return report.text.index(words), report.text.index(words) + len(words)


def setting(*statements: Statement, citations: tuple[tuple[str, str, str | None], ...] = ()) -> tuple[Statement, ...]:
    """Attribute statements of one report; a citation is (outlet, how, speaker), a statement's text names its name."""
    (made,), analyses = story(TEXT)
    named = [
        replace(s, name=at(made, s.text) if s.text else None, content=((i, i + 1),)) for i, s in enumerate(statements)
    ]
    cited = tuple(
        Citation(outlet=outlet, span=at(made, outlet), how=how, speaker=at(made, speaker) if speaker else None)
        for outlet, how, speaker in citations
    )
    analysis = Analysis(names=analyses[made.id].names, statements=tuple(named), citations=cited)
    entities = find_entities([made], {made.id: analysis})
    found = attribute([made], {made.id: analysis}, entities)
    assert {s.report for s in found} <= {made.id}
    names = {entity.id: entity.name for entity in entities}
    return tuple(sorted((replace(s, speaker=names.get(s.speaker or "")) for s in found), key=lambda s: s.content))


BERG, ESK = Statement(kind="direct", text="Ada Berg"), Statement(kind="indirect", text="Olaf Esk")
CREDITS = (("Norra", "credit", None), ("Tesk Wire", "credit", None))


def test_the_speaker_is_the_entity_at_the_name() -> None:
    assert [s.speaker for s in setting(BERG, ESK)] == ["Ada Berg", "Olaf Esk"]


@pytest.mark.parametrize("text", ["", "Kestrel", "missile"])
def test_no_name_a_thing_or_a_name_that_is_no_entity_gives_no_speaker(text: str) -> None:
    assert [s.speaker for s in setting(Statement(kind="direct", text=text))] == [None]


def test_the_outlets_own_sentence_has_no_speaker_and_no_relay() -> None:
    (found,) = setting(Statement(kind="own", text="Ada Berg"), citations=CREDITS)
    assert (found.speaker, found.relays) == (None, ())


def test_a_credit_line_is_a_relay_of_every_attributed_statement() -> None:
    for found in setting(BERG, ESK, citations=CREDITS):
        assert [(relay.name, relay.basis) for relay in found.relays] == [
            ("Norra", CREDIT_LINE),
            ("Tesk Wire", CREDIT_LINE),
        ]


def test_a_relay_named_with_the_statement_stands_alone() -> None:
    (found,) = setting(replace(BERG, relays=(QUOTED,)), citations=CREDITS)
    assert found.relays == (QUOTED,)


def test_a_relay_named_for_a_speaker_is_that_speakers_only() -> None:
    berg, esk = setting(BERG, ESK, citations=(("Norra", "quoted by", "Ada Berg"), ("Tesk Wire", "credit", None)))
    assert [(relay.name, relay.basis) for relay in berg.relays] == [("Norra", FOR_SPEAKER)]
    assert [(relay.name, relay.basis) for relay in esk.relays] == [("Tesk Wire", CREDIT_LINE)]


def test_a_relay_named_with_one_statement_stands_behind_the_speakers_others_too() -> None:
    _, second, esk = setting(replace(BERG, relays=(QUOTED,)), BERG, ESK)
    assert [(relay.name, relay.basis) for relay in second.relays] == [("Esk Wire", FOR_SPEAKER)]
    assert esk.relays == ()


def test_a_mere_citation_is_no_relay() -> None:
    assert [s.relays for s in setting(BERG, citations=(("Norra", "told", None),))] == [()]


def test_an_outlet_is_no_relay_of_itself() -> None:
    (made,), analyses = story(TEXT)
    made = replace(made, outlet="NORRA")
    citation = Citation(outlet="Norra", span=at(made, "Norra"), how="credit")
    analysis = replace(analyses[made.id], statements=(replace(BERG, text=""),), citations=(citation,))
    assert attribute([made], {made.id: analysis}, ())[0].relays == ()


def test_ids_are_the_same_in_every_build_and_differ_between_statements() -> None:
    ids = [s.id for s in setting(BERG, ESK, BERG)]
    assert ids == [s.id for s in setting(BERG, ESK, BERG)]
    assert len(set(ids)) == 3


def test_what_was_said_to_the_outlet_itself_has_no_relay() -> None:
    (made,), analyses = story(TEXT)
    made = replace(made, outlet="Esk Wire")
    said = replace(BERG, name=at(made, "Ada Berg"), content=((0, 1),), relays=(QUOTED,))
    analysis = Analysis(names=analyses[made.id].names, statements=(said,))
    (found,) = attribute([made], {made.id: analysis}, find_entities([made], {made.id: analysis}))
    assert found.relays == ()


LAYERS = "[Ada Berg|person] told Esk Wire that [Olaf Esk|person] had told Tesk Wire that the dam would hold. Berg left."


def layers(outlet: str = "Norra") -> dict[str, Statement]:
    """Attribute what Berg says that Esk said, and another statement of each; by their words."""
    (made,), analyses = story(LAYERS)
    made = replace(made, outlet=outlet)
    inner = Statement(
        kind="indirect",
        text="hold",
        name=at(made, "Olaf Esk"),
        source=(at(made, "Olaf Esk"),),
        content=(at(made, "the dam would hold"),),
        relays=(
            Relay(name="Tesk Wire", span=at(made, "Tesk Wire"), basis="named with the statement"),
            Relay(name="Ada", span=at(made, "Ada Berg"), basis=PASSED_ON),
            Relay(name="Esk Wire", span=at(made, "Esk Wire"), basis="named with the statement"),
        ),
    )
    outer = Statement(
        kind="indirect",
        text="told",
        name=at(made, "Ada Berg"),
        source=(at(made, "Ada Berg"),),
        content=((at(made, "Olaf Esk")[0], at(made, "hold")[1]),),
        relays=(inner.relays[2],),
        inner=(inner,),
    )
    more = replace(inner, text="more", content=(at(made, "Berg left"),), relays=())
    analysis = Analysis(names=analyses[made.id].names, statements=(outer, more))
    return {s.text: s for s in attribute([made], {made.id: analysis}, find_entities([made], {made.id: analysis}))}


def test_what_another_passes_on_is_a_statement_beside_it_and_says_within_which() -> None:
    found = layers()
    assert sorted(found) == ["hold", "more", "told"]
    assert found["hold"].within == found["told"].id
    assert found["told"].within is None
    assert {s.inner for s in found.values()} == {()}


def test_its_relays_stand_from_the_speaker_outwards_a_person_by_the_name_in_the_story() -> None:
    assert [(r.name, r.basis == PASSED_ON) for r in layers()["hold"].relays] == [
        ("Tesk Wire", False),
        ("Ada Berg", True),
        ("Esk Wire", False),
    ]


def test_the_reports_own_outlet_stands_nowhere_among_them() -> None:
    assert [relay.name for relay in layers("Esk Wire")["hold"].relays] == ["Tesk Wire", "Ada Berg"]


def test_who_passed_one_statement_on_stands_behind_no_other_of_its_speaker() -> None:
    assert layers()["more"].relays == ()


def test_an_aide_who_tells_of_it_leaves_the_credit_line_in_force() -> None:
    aide = Relay(name="an aide", span=(0, 2), basis=PASSED_ON)
    (first, second) = setting(replace(BERG, relays=(aide,)), BERG, citations=CREDITS)
    assert [relay.name for relay in first.relays] == ["an aide", "Norra", "Tesk Wire"]
    assert [relay.name for relay in second.relays] == ["Norra", "Tesk Wire"]
