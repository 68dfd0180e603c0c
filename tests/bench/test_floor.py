"""The floor finds what it says it finds, and no more."""

from __future__ import annotations

import doctest
from collections.abc import Callable

import pytest
from spacy.language import Language

import floor
from onrecord.language import Analyser

Find = Callable[[str], list[tuple[str, str, str]]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return Analyser().nlp


@pytest.fixture
def find(nlp: Language) -> Find:
    """Give the statements of a paragraph as (source, cue, content), pieces joined by " / "."""

    def run(text: str) -> list[tuple[str, str, str]]:
        return [
            tuple(" / ".join(text[a:b] for a, b in one[key]) for key in ("source", "cue", "content"))  # type: ignore[misc]
            for one in floor.find(nlp(text))
        ]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ilvara Tesk said the dam was safe.", [("Ilvara Tesk", "said", "the dam was safe")]),
        ("The dam is safe, the engineer said.", [("the engineer", "said", "The dam is safe")]),
        ("“The dam is safe,” the engineer said.", [("the engineer", "said", "“The dam is safe,”")]),
        (
            "The bridge will open in May, according to the harbour office.",
            [("the harbour office", "according to", "The bridge will open in May")],
        ),
    ],
)
def test_a_verb_of_saying_or_according_to_makes_a_statement(
    find: Find, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert find(text) == expected


def test_what_is_quoted_further_on_in_the_paragraph_joins_the_statement_before_it(find: Find) -> None:
    found = find("“The dam is safe,” the engineer said. “We looked at every stone of it.”")
    assert [content for _, _, content in found] == ["“The dam is safe,” / “We looked at every stone of it.”"]


@pytest.mark.parametrize(
    "text",
    [
        "The dam held through the night.",
        "The “wonder dam” of Port Eske held through the night.",
        "It was said that the dam held.",
    ],
)
def test_without_a_verb_of_saying_and_a_source_it_says_nothing(find: Find, text: str) -> None:
    assert find(text) == []


def test_its_examples_are_true() -> None:
    assert doctest.testmod(floor) == doctest.TestResults(failed=0, attempted=2)
