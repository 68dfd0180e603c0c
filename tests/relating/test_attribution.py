from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import Analysis, Citation, Relay, Report, Span, Statement
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
