"""Who is reported to have said what: rows of (text, kind, source, cue, content, name)."""

from __future__ import annotations

import pytest

from onrecord.model import Span, Statement
from tests.language.conftest import Analyse

ROWS = [
    # quotations: source after, before, inside
    ('"The dam holds," said Ilva Tesk.', "direct", "Ilva Tesk", "said", '"The dam holds,"', "Ilva Tesk"),
    ('"The dam holds," Ilva Tesk told reporters on Monday.', "direct", "Ilva Tesk", "told", '"The dam holds,"', "Ilva Tesk"),
    ('Ilva Tesk said: "The dam holds."', "direct", "Ilva Tesk", "said", '"The dam holds."', "Ilva Tesk"),
    ("“The dam,” said Ilva Tesk, “holds for now.”", "direct", "Ilva Tesk", "said", "“The dam,” [...] “holds for now.”", "Ilva Tesk"),
    ('"It holds," Tesk said. "We checked it twice."', "direct", "Tesk", "said", '"It holds," [...] "We checked it twice."', "Tesk"),
    ("''It holds,'' Ilva Tesk said. ''We checked.''", "direct", "Ilva Tesk", "said", "''It holds,'' [...] ''We checked.''", "Ilva Tesk"),
    ("„Der Damm is strong,“ Ilva Tesk said.", "direct", "Ilva Tesk", "said", "„Der Damm is strong,“", "Ilva Tesk"),
    # indirect: clause, infinitive, told, according to, cue inside and at the end
    ("Ilva Tesk said that the dam would hold.", "indirect", "Ilva Tesk", "said", "that the dam would hold", "Ilva Tesk"),
    ("Ilva Tesk promised to mend the dam.", "indirect", "Ilva Tesk", "promised", "to mend the dam", "Ilva Tesk"),
    ("Ilva Tesk told the council that the dam was old.", "indirect", "Ilva Tesk", "told", "that the dam was old", "Ilva Tesk"),
    ("The dam was old, according to Ilva Tesk.", "indirect", "Ilva Tesk", "according to", "The dam was old", "Ilva Tesk"),
    ("According to Ilva Tesk, the dam was old.", "indirect", "Ilva Tesk", "According to", "the dam was old", "Ilva Tesk"),
    ("The dam, Ilva Tesk said, was old.", "indirect", "Ilva Tesk", "said", "The dam [...] was old", "Ilva Tesk"),
    ("The dam was built in 1931, Ilva Tesk said on Monday.", "indirect", "Ilva Tesk", "said", "The dam was built in 1931", "Ilva Tesk"),
    ("The dam was shut, as confirmed by Ilva Tesk.", "indirect", "Ilva Tesk", "confirmed", "The dam was shut", "Ilva Tesk"),
    ("Ilva Tesk denied that the dam had leaked.", "indirect", "Ilva Tesk", "denied", "that the dam had leaked", "Ilva Tesk"),
    ("Ilva Tesk's claim that the dam was mended is disputed.", "indirect", "Ilva Tesk", "claim", "that the dam was mended", "Ilva Tesk"),
    # mixed
    ('Ilva Tesk said the leak was "a small matter" for the town.', "mixed", "Ilva Tesk", "said", 'the leak was "a small matter" for the town', "Ilva Tesk"),
    # a participle takes the subject of the clause it hangs on
    ("Ilva Tesk spoke for an hour, saying that the dam was old.", "indirect", "Ilva Tesk", "saying", "that the dam was old", "Ilva Tesk"),
    # a noun phrase that gives the name beside an office
    ("The transport minister, Ilva Tesk, said the dam was old.", "indirect", "The transport minister, Ilva Tesk", "said", "the dam was old", "Ilva Tesk"),
    ("The mayor of Torvey, Ana Kolm, said the dam was old.", "indirect", "The mayor of Torvey, Ana Kolm", "said", "the dam was old", "Ana Kolm"),
    # nobody is named
    ("A man at the gate said that the dam was old.", "indirect", "A man at the gate", "said", "that the dam was old", None),
    ("Officials said that the dam was old.", "indirect", "Officials", "said", "that the dam was old", None),
    # a dateline is no part of what is said
    ("PORT ESKE (Norra) - Ilva Tesk said that the dam was old.", "indirect", "Ilva Tesk", "said", "that the dam was old", "Ilva Tesk"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "source", "cue", "content", "name"), ROWS, ids=[row[0] for row in ROWS])
def test_a_statement_is_found(
    analyse: Analyse, text: str, kind: str, source: str, cue: str, content: str, name: str | None
) -> None:
    found = attributed(analyse(text).statements)
    assert len(found) == 1
    statement = found[0]
    assert statement.kind == kind
    assert words(text, statement.source) == source
    assert words(text, statement.cue) == cue
    assert statement.text == content
    assert (words(text, (statement.name,)) if statement.name else None) == name


NONE = [
    "The so-called \"safe dam\" was built in 1931.",  # a scare quote
    "The dam was built in 1931 and holds 40,000 litres.",
    "Do you think that the dam holds?",  # the reader says nothing
    "The missile aims to reach the moon.",  # a thing wants nothing
    '"Grey Marlet" is the name of a ship.',  # a title
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_no_attribution_is_made_up(analyse: Analyse, text: str) -> None:
    assert attributed(analyse(text).statements) == []


def test_what_somebody_is_wanted_to_say_is_not_said(analyse: Analyse) -> None:
    text = "The council wanted Ilva Tesk to reject the plan."
    assert [words(text, s.source) for s in attributed(analyse(text).statements)] == ["The council"]


def test_a_quotation_over_paragraphs_is_one_statement(analyse: Analyse) -> None:
    text = (
        '"The dam holds," Ilva Tesk said. "It is old.\n\n"We will mend it in May.\n\n"Nobody need leave."\n\nIt rained.'
    )
    found = attributed(analyse(text).statements)
    assert len(found) == 1
    assert found[0].text.endswith('"Nobody need leave."')


def test_a_paragraph_of_nothing_but_a_quotation_goes_on_with_the_last_speaker(analyse: Analyse) -> None:
    text = '"The dam holds," Ilva Tesk said.\n\n"It is old, and we will mend it."\n'
    found = attributed(analyse(text).statements)
    assert [words(text, s.source) for s in found] == ["Ilva Tesk"]
    assert "mend it" in found[0].text


def test_a_sentence_without_a_source_is_the_outlets_own(analyse: Analyse) -> None:
    text = "The dam at Port Eske was built in 1931. Ilva Tesk said that it holds."
    own = [s for s in analyse(text).statements if s.kind == "own"]
    assert [s.text for s in own] == ["The dam at Port Eske was built in 1931."]
    assert own[0].source == own[0].cue == ()


def test_the_day_beside_the_cue_is_the_day_it_was_said(analyse: Analyse) -> None:
    found = attributed(analyse("Ilva Tesk said on Monday that the dam was old.").statements)
    assert found[0].said_on == "2025-03-10"


def test_a_day_that_is_put_to_something_else_is_not_the_day_it_was_said(analyse: Analyse) -> None:
    text = "The dam, which was built on 3 March 2025, was old, Ilva Tesk said."
    assert [s.said_on for s in attributed(analyse(text).statements)] == [None]


def test_what_another_outlet_carried_names_it_as_the_relay(analyse: Analyse) -> None:
    text = "The dam is old, Ilva Tesk told the Harbour Courier."
    found = attributed(analyse(text).statements)
    assert [(relay.name, words(text, (relay.span,))) for relay in found[0].relays] == [("Harbour Courier",) * 2]


def test_who_was_quoted_by_an_agency_is_the_source_and_the_agency_the_relay(analyse: Analyse) -> None:
    text = "The dam is old, Captain Ilva Tesk was quoted by Norra News Agency as saying on Monday."
    found = attributed(analyse(text).statements)
    assert [words(text, s.source) for s in found] == ["Captain Ilva Tesk"]
    assert [relay.name for relay in found[0].relays] == ["Norra News Agency"]


def test_two_sentences_parted_by_a_semicolon_are_not_one_content(analyse: Analyse) -> None:
    found = attributed(analyse("The council asked Ilva Tesk to come; her office said that she would.").statements)
    assert not any("council" in s.text and "would" not in s.text and s.cue_lemma == "say" for s in found)


def test_the_terms_are_the_words_that_carry_meaning(analyse: Analyse) -> None:
    found = attributed(analyse("Ilva Tesk said that the doors were closed in the storm.").statements)
    assert found[0].terms == ("door", "close", "storm")
    assert found[0].event == "close"


FLAGS = [
    ("Ilva Tesk said that the dam would not hold.", "negated"),
    ("Ilva Tesk denied that the dam had leaked.", "negated"),
    ("Ilva Tesk said that no ship had sunk.", "negated"),
    ("Ilva Tesk said that the dam might hold.", "hedged"),
    ("Ilva Tesk suggested that the dam was old.", "hedged"),
    ("Ilva Tesk said that the dam was probably old.", "hedged"),
    ("Ilva Tesk said that the dam will be mended.", "future"),
    ("Ilva Tesk promised to mend the dam.", "future"),
    ("Ilva Tesk said that the dam could be mended in May 2026.", "future"),
]


@pytest.mark.parametrize(("text", "flag"), FLAGS, ids=[row[0] for row in FLAGS])
def test_a_flag_is_raised(analyse: Analyse, text: str, flag: str) -> None:
    assert getattr(attributed(analyse(text).statements)[0], flag)


PLAIN = [
    "Ilva Tesk said that the dam was old.",
    "Ilva Tesk said that the dam was mended in May 2024.",
    "Ilva Tesk did not deny that the dam was old.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_statement_is_neither_negated_nor_future(analyse: Analyse, text: str) -> None:
    statement = attributed(analyse(text).statements)[0]
    assert (statement.negated, statement.future) == (False, False)


def test_what_is_thought_by_nobody_in_particular_is_hedged(analyse: Analyse) -> None:
    statement = analyse("A further 18 people are thought to be in the water.").statements[0]
    assert (statement.kind, statement.source, statement.hedged) == ("indirect", (), True)


EMPTY_TURNS = [
    "Thanks, Tesk.",
    "Thank you very much for being with us, Ilva.",
    "You're welcome.",
    "But the...",
    "Well, I think —",
]


@pytest.mark.parametrize("turn", EMPTY_TURNS)
def test_a_turn_that_only_greets_or_breaks_off_is_no_statement(analyse: Analyse, turn: str) -> None:
    held = "The dam holds, and we checked it twice."
    statements = analyse(f"MARN: {turn}\n\nTESK: {held}\n\nMARN: {turn}").statements
    assert [statement.text for statement in statements] == [held]


def test_a_turn_that_thanks_and_says_something_is_a_statement(analyse: Analyse) -> None:
    turns = [
        "Thanks for the pumps that came on Monday.",
        "Welcome back. The dam holds.",
        "We were told that..., but never in writing.",
    ]
    found = analyse(
        "\n\n".join(f"{name}: {turn}" for name, turn in zip(("MARN", "TESK", "MARN"), turns, strict=True))
    ).statements
    assert [statement.text for statement in found] == turns


def attributed(statements: tuple[Statement, ...]) -> list[Statement]:
    return [statement for statement in statements if statement.kind != "own"]


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " ".join(text[start:end] for start, end in spans)


def test_what_an_interviewer_asks_is_no_statement_and_what_they_say_is(analyse: Analyse) -> None:
    text = (
        "A night at the dam\n\nVAEL: What did you see?\n\nTESK: The dam was leaking on Monday.\n\nVAEL: How old is it?\n\n"
        "TESK: It is forty years old.\n\nVAEL: The council told us that it was mended."
    )
    said = [one.text for one in analyse(text).statements if one.kind != "own" and one.cue and one.cue_lemma == ""]
    assert said == [
        "The dam was leaking on Monday.",
        "It is forty years old.",
        "The council told us that it was mended.",
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ilva Tesk reminded the members of the harbour board that the dam was old.", "that the dam was old"),
        ("The Lowland Bank is to disclose to customers that the dam was old.", "that the dam was old"),
    ],
)
def test_a_content_begins_behind_whom_it_was_said_to(analyse: Analyse, text: str, content: str) -> None:
    assert [one.text for one in analyse(text).statements if one.kind != "own"] == [content]
