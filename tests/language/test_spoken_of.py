"""Who is spoken of without a full name: rows of (text, the words, how, the name that they stand for or hang on)."""

from __future__ import annotations

import pytest

from onrecord.model import Analysis
from tests.language.conftest import Analyse

TWO = "President Odo Brandt and his wife, Ana Brandt, came. "

ROWS: list[tuple[str, str, str, str | None]] = [
    # roles
    ("Transport Minister Ilva Tesk came to Torvey.\n\nThe dam pleased the minister.", "the minister", "role", "Ilva Tesk"),
    ("Transport Minister Ilva Tesk came to Torvey.", "Transport Minister", "role", "Ilva Tesk"),
    ("Ilva Tesk, the mayor of Torvey, came.", "mayor of Torvey", "role", "Ilva Tesk"),
    ("Bank of Torvey and Norra Bank grew.\n\nThe bank was sold.", "The bank", "role", None),
    ("Ilva Tesk came. They met the mayor of Eske.", "the mayor", "role", None),
    # pronouns
    ("Ilva Tesk opened the dam. Her speech was short.", "Her", "pronoun", "Ilva Tesk"),
    # a short name of two bearers: the one who is no relative of somebody else
    (TWO + "Brandt spoke for an hour. Brandt left.", "Brandt", "name", "Odo Brandt"),
    # peoples and places
    ("Haldrian officials came.", "Haldrian officials", "group", "Haldrian"),
    ("The Norwegian navy sailed to Torvey.", "Norwegian", "demonym", None),
    ("Oslo refused to pay for the dam.", "Oslo", "metonym", None),
    ("Talks between Oslo and Lisbon broke down.", "Lisbon", "metonym", None),
    # groups
    ("The protesters marched to the dam.", "The protesters", "group", None),
    ("A caravan of migrants came to Torvey.", "A caravan", "group", None),
    ("Norwegian officials came.", "Norwegian officials", "group", "Norwegian"),
    ("President Odo Brandt came. His government paid.", "His government", "group", "Odo Brandt"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind", "name"), ROWS)
def test_who_is_spoken_of_is_found_with_the_name_that_it_stands_for(
    analyse: Analyse, text: str, words: str, kind: str, name: str | None
) -> None:
    found = [r for r in analyse(text).references if text[slice(*r.span)] == words]
    assert {(r.kind, text[slice(*r.name)] if r.name else None) for r in found} == {(kind, name)}


NOT = [
    # no name and nobody known: "a minister", a predicate, a relative of whom is not told
    ("Ilva Tesk came. She met a captain.", "a captain"),
    ("Ilva Tesk was named the mayor.", "the mayor"),
    ("Odo Brandt came. He met the son of a trader.", "the son"),
    # a title before a name is a label of its bearer, never somebody else
    ("Odo Brandt came. President Ilva Tesk spoke.", "President Ilva Tesk"),
]


@pytest.mark.parametrize(("text", "words"), NOT)
def test_what_speaks_of_nobody_known_is_no_reference(analyse: Analyse, text: str, words: str) -> None:
    assert words not in [text[slice(*r.span)] for r in analyse(text).references]


@pytest.mark.parametrize("text", ["The team slept in Oslo.", "The train from Oslo to Lisbon was late."])
def test_a_place_where_something_happens_does_not_act(analyse: Analyse, text: str) -> None:
    assert [r.kind for r in analyse(text).references if r.kind == "metonym"] == []


def test_a_relative_named_beside_somebody_is_not_meant_by_the_surname(analyse: Analyse) -> None:
    text = 'President Brandt and his wife, Ana Brandt, came to the dam.\n\n"It is old," Mr. Brandt said.'
    said = next(s for s in analyse(text).statements if s.kind == "direct")
    assert said.name is not None
    assert text[slice(*said.name)] == "Brandt"


def test_father_and_son_are_two(analyse: Analyse) -> None:
    text = "Odo Brandt met Odo Brandt Jr. at the dam.\n\nOdo Brandt Jr. said that it was old."
    said = next(s for s in analyse(text).statements if s.kind == "indirect")
    assert said.name is not None
    assert text[slice(*said.name)].startswith("Odo Brandt Jr")


def test_no_two_references_of_a_report_share_a_span_and_all_slice_their_text(analyse: Analyse) -> None:
    text = "\n\n".join(dict.fromkeys(row[0] for row in ROWS))
    found: Analysis = analyse(text)
    spans = [r.span for r in found.references]
    assert spans == sorted(set(spans))
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
