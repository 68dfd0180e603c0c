"""Speech within speech: rows of (text, inner source, inner cue, inner content, its relays in order), and what is none."""

from __future__ import annotations

import pytest

from onrecord.model import PASSED_ON, Span, Statement
from tests.language.conftest import Analyse

NESTED = [
    # somebody tells of what another said
    ("A source told Norra News that the minister had said the dam would hold.", "the minister", "had said", "the dam would hold", ("A source", "Norra News")),
    ("Two officials told the Esk Courier that Ilva Tesk had promised to rebuild the bridge by May.", "Ilva Tesk", "had promised", "to rebuild the bridge by May", ("Two officials", "Esk Courier")),
    ("Tesk's spokesman said that the minister had told the president that the dam would hold.", "the minister", "had told", "that the dam would hold", ("Tesk's spokesman",)),
    ("The union said its president, Ana Orr, had told members that the strike would end on Friday.", "its president, Ana Orr", "had told", "that the strike would end on Friday", ("The union",)),
    ("Orr said police told her that the ferry had sunk at 3 a.m.", "police", "told", "that the ferry had sunk at 3 a.m.", ("Orr",)),
    ("Brask said a doctor who examined him told him that the wound would heal.", "a doctor who examined him", "told", "that the wound would heal", ("Brask",)),
    ("The report said Captain Solvan had told investigators that he was tired.", "Captain Solvan", "had told", "that he was tired", ("The report",)),
    # an outlet reports what somebody said
    ("Norra News reported that Ilva Tesk said the dam would hold.", "Ilva Tesk", "said", "the dam would hold", ("Norra News",)),
    ("Ilva Tesk said the dam would hold, Norra News reported.", "Ilva Tesk", "said", "the dam would hold", ("Norra News",)),
    ("Ilva Tesk said the dam would hold, an aide told Norra News.", "Ilva Tesk", "said", "the dam would hold", ("an aide", "Norra News")),
    ("Norra News quoted Ilva Tesk as saying that the dam would hold.", "Ilva Tesk", "saying", "that the dam would hold", ("Norra News",)),
    ("Norra News cited Ilva Tesk as saying that the dam would hold.", "Ilva Tesk", "saying", "that the dam would hold", ("Norra News",)),
    ("Officials quoted the captain as saying the doors were shut.", "the captain", "saying", "the doors were shut", ("Officials",)),
    ('"The dam will hold," the ministry\'s spokesman quoted Tesk as saying.', "Tesk", "saying", '"The dam will hold,"', ("the ministry's spokesman",)),
    # the way is told in the order in which the words went
    ("In an interview with the Esk Courier, Brask said that Tesk had told him the dam would hold.", "Tesk", "had told", "the dam would hold", ("Brask", "Esk Courier")),
    ("According to the Esk Courier, a port official said that Captain Solvan had told him the doors were shut.", "Captain Solvan", "had told", "the doors were shut", ("a port official", "Esk Courier")),
    # inside quotations
    ('"The minister told us the bridge will hold," Ana Orr said.', "The minister", "told", "the bridge will hold", ("Ana Orr",)),
    ('"The minister told us, \'The bridge will hold for a year,\'" Ana Orr said.', "The minister", "told", "'The bridge will hold for a year,'", ("Ana Orr",)),
    ('Orr said the board had announced that "the doors were shut" before the storm.', "the board", "had announced", 'that "the doors were shut" before the storm', ("Orr",)),
    # a denial told of, a noun that carries what was said
    ("The lawyer said his client denied that he had opened the doors.", "his client", "denied", "that he had opened the doors", ("The lawyer",)),
    ("Brask told the Esk Courier that Tesk's promise that the dam would be mended had been broken.", "Tesk", "promise", "that the dam would be mended", ("Brask", "Esk Courier")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content", "relays"), NESTED, ids=[row[0] for row in NESTED])
def test_what_somebody_is_said_to_have_said_is_a_statement_with_its_relays(
    analyse: Analyse, text: str, source: str, cue: str, content: str, relays: tuple[str, ...]
) -> None:
    (outer,) = attributed(analyse(text).statements)
    (inner,) = outer.inner
    assert (words(text, inner.source), words(text, inner.cue), inner.text) == (source, cue, content)
    assert tuple(relay.name for relay in inner.relays) == relays
    assert PASSED_ON in {relay.basis for relay in inner.relays}


FLAT = [
    # the speaker's own words another time, or somebody's that is not named
    "Tesk said he had told the board that the dam would hold.",
    '"I said the dam was old," Orr said. "They said it was new."',
    "Tesk said that Tesk had told the board that the dam would hold.",
    '"Some people say the dam is old," Orr said.',
    "Orr said critics say the dam is old.",
    "Orr said nobody told her that the doors were open.",
    # asked, supposed, wished for, denied, yet to be said
    "Orr asked whether the board had said the dam was old.",
    '"Who said the dam was old?" Orr asked.',
    "Orr said that if the board says the dam is safe, she will resign.",
    "The union said the minister would say on Friday that the strike was over.",
    "Orr said she hoped the board would say the dam was safe.",
    '"I think the captain will say the doors were shut," Orr said.',
    "Orr believes the board said the dam was safe.",
    "Orr did not say that the police had told her the doors were open.",
    "Tesk denied that the board had said the dam would hold.",
    "Orr said the board had not said the dam would hold.",
    "Orr said that any minister who said the dam was safe would be wrong.",
    # a thought is no speech
    "Tesk said the board believed the dam would hold.",
]


@pytest.mark.parametrize("text", FLAT)
def test_what_is_not_plainly_said_by_somebody_else_is_no_inner_statement(analyse: Analyse, text: str) -> None:
    assert [statement.inner for statement in attributed(analyse(text).statements) if statement.inner] == []


RELAYED = [
    ("Captain Solvan, quoted by Norra News, said the ferry was sound.", "Captain Solvan", "said", "the ferry was sound", ("Norra News",)),
    ("Tesk, cited by a local official, said the dam would hold.", "Tesk", "said", "the dam would hold", ("a local official",)),
    ("Captain Solvan was quoted as saying by Norra News that the ferry was sound.", "Captain Solvan", "was quoted as saying", "that the ferry was sound", ("Norra News",)),
    ("The captain was quoted as saying by his lawyer that the ferry was sound.", "The captain", "was quoted as saying", "that the ferry was sound", ("his lawyer",)),
    ("Captain Solvan was quoted by Norra News as saying that the ferry was sound.", "Captain Solvan", "was quoted as saying", "that the ferry was sound", ("Norra News",)),
    ("According to Norra News, Ilva Tesk said the dam would hold.", "Ilva Tesk", "said", "the dam would hold", ("Norra News",)),
    ("According to a person close to the talks, Ilva Tesk said the dam would hold.", "Ilva Tesk", "said", "the dam would hold", ("a person close to the talks",)),
    ('"The dam will hold," Tesk said, according to his spokesman.', "Tesk", "said", '"The dam will hold,"', ("his spokesman",)),
    ("Speaking to the Esk Courier, Tesk said the dam would hold.", "Tesk", "said", "the dam would hold", ("Esk Courier",)),
    ('"The dam will hold," Tesk was quoted as saying by the Esk Courier.', "Tesk", "was quoted as saying", '"The dam will hold,"', ("Esk Courier",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content", "relays"), RELAYED, ids=[row[0] for row in RELAYED])
def test_who_carried_a_speakers_words_is_a_relay_and_no_part_of_the_source(
    analyse: Analyse, text: str, source: str, cue: str, content: str, relays: tuple[str, ...]
) -> None:
    (found,) = attributed(analyse(text).statements)
    assert (words(text, found.source), words(text, found.cue), found.text) == (source, cue, content)
    assert tuple(relay.name for relay in found.relays) == relays
    assert found.inner == ()


def test_three_layers_nest_and_each_goes_through_the_next(analyse: Analyse) -> None:
    text = "Orr recalled that Captain Solvan had told her that the company said the doors were shut."
    (outer,) = attributed(analyse(text).statements)
    (middle,) = outer.inner
    (inner,) = middle.inner
    assert words(text, inner.source) == "the company"
    assert [relay.name for relay in inner.relays] == ["Solvan", "Orr"]


def test_an_inner_statement_is_quoted_by_marks_of_its_own_alone(analyse: Analyse) -> None:
    paraphrase, quotation = (
        attributed(analyse(text).statements)[0].inner[0].kind
        for text in (
            '"The minister told us the bridge will hold," Ana Orr said.',
            "\"The minister told us, 'The bridge will hold for a year,'\" Ana Orr said.",
        )
    )
    assert (paraphrase, quotation) == ("indirect", "direct")


@pytest.mark.parametrize("text", [row[0] for row in NESTED])
def test_an_inner_statement_stands_inside_the_outer_content(analyse: Analyse, text: str) -> None:
    (outer,) = attributed(analyse(text).statements)
    for inner in outer.inner:
        assert all(any(a <= start and end <= b for a, b in outer.content) for start, end in inner.content)
        assert inner.text == " [...] ".join(text[start:end] for start, end in inner.content)


def attributed(statements: tuple[Statement, ...]) -> list[Statement]:
    return [statement for statement in statements if statement.kind != "own"]


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " ".join(text[start:end] for start, end in spans)
