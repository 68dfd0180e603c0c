"""Who did what to whom, and where: rows of (text, the verb, its doers, what it is done to, the places)."""

from __future__ import annotations

import pytest

from tests.language.conftest import Analyse

ROWS = [
    ("Police arrested Mara Tesk in Port Eske on Tuesday.", "arrest", ["Police"], ["Mara Tesk"], ["Port Eske at"]),
    (
        "Mara Tesk and Ivo Orr were arrested by the harbour police near Torvey.",
        "arrest",
        ["the harbour police"],
        ["Mara Tesk", "Ivo Orr"],
        ["Torvey at"],
    ),
    (
        "The ferry, which was built by Kestrel Yards, sank at dawn.",
        "build",
        ["Kestrel Yards"],
        ["The ferry"],
        [],
    ),
    ("The truck was driven by a man who shot at a guard.", "shoot", ["a man"], [], ["a guard at"]),
    ("A bomb killed nine people in the town of Port Eske.", "kill", ["A bomb"], ["nine people"], ["Port Eske at"]),
    ("The crew moved the crane to Torvey.", "move", ["The crew"], ["the crane"], ["Torvey to"]),
    ("The minister signed the treaty and left the hall.", "leave", ["The minister"], ["the hall"], []),
]


@pytest.mark.parametrize(("text", "verb", "doers", "objects", "places"), ROWS)
def test_a_verb_has_its_parts(
    analyse: Analyse, text: str, verb: str, doers: list[str], objects: list[str], places: list[str]
) -> None:
    (clause,) = (one for one in analyse(text).clauses if one.lemma == verb)
    assert [text[slice(*span)] for span in clause.doers] == doers
    assert [text[slice(*span)] for span in clause.objects] == objects
    told = {f"{text[slice(*one.span)]} {one.how}" for one in clause.places}
    assert told >= set(places)
    assert not clause.negated


def test_a_negated_verb_is_marked(analyse: Analyse) -> None:
    (clause,) = (one for one in analyse("The minister did not sign the treaty.").clauses if one.lemma == "sign")
    assert clause.negated


def test_clauses_come_in_the_order_of_their_verbs(analyse: Analyse) -> None:
    found = analyse("The ferry sank, and the crew that had built the raft left the quay before the tug came.").clauses
    assert [one.verb for one in found] == sorted(one.verb for one in found)
    assert len(found) > 2
