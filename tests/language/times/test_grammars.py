"""Another language is another file: nothing in the code has to know it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from unittest import mock

import pytest
import spacy
from spacy.language import Language

from onrecord.language.times import find_times
from onrecord.language.times.grammar import Grammar, load

GRAMMARS = Path(__file__).with_name("grammars")
ESPERANTO = "eo"


@lru_cache(maxsize=1)
def pipeline() -> Language:
    model = spacy.blank("xx")
    model.add_pipe("sentencizer")
    return model


@pytest.fixture
def esperanto() -> Iterator[Grammar]:
    with mock.patch("onrecord.language.times.grammar.resources.files", return_value=GRAMMARS):
        yield load(ESPERANTO)


def test_a_grammar_beside_the_english_one_reads_its_own_examples(esperanto: Grammar) -> None:
    assert len(esperanto.rules) > 5
    for rule in esperanto.rules:
        for example in rule.examples:
            times = find_times(pipeline()(example[0]), "2024-12-06", language=ESPERANTO)
            found = [(example[0][slice(*time.span)], time.value, time.edtf or "") for time in times]
            assert found == ([tuple(example[1:])] if len(example) > 1 else []), rule.name


def test_what_a_grammar_leaves_out_is_never_found(esperanto: Grammar) -> None:
    assert not esperanto.words["holiday"]
    assert esperanto.modifiers["deadline"].search("whatever stands here") is None
    assert find_times(pipeline()("Pasis du tagoj."), "2024-12-06", language=ESPERANTO) == ()
