"""A statement is put before a reader so that its words do not say the opposite of what was said."""

from __future__ import annotations

import pytest

from onrecord.model import Marker, Report, Span, Statement
from onrecord.record import worded


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("text", "cue", "content", "negation", "event", "expected"),
    [
        # Negated outside the content: the words alone would say the opposite.
        ("The Orla is not believed to have sunk.", "is not believed", "to have sunk", "not", "sink", True),
        ("Tesk does not think the doors were open.", "does not think", "the doors were open", "not", "be", True),
        # Negated inside the content: they say it themselves.
        ("Tesk said the doors were not open.", "said", "the doors were not open", "not", "be", False),
        # Without a verb, or with "to" alone, they say nothing by themselves.
        ("Hennever condemned the inquiry.", "condemned", "the inquiry", "", "", True),
        ("Hennever promised to answer.", "promised", "to answer", "", "answer", True),
        ("Hennever said that she would answer.", "said", "that she would answer", "", "answer", False),
        # The sign of a transcript is no word.
        ("TESK: No comment.", ":", "No comment.", "", "", False),
    ],
)
def test_the_cue_stands_before_words_that_mislead_without_it(
    text: str, cue: str, content: str, negation: str, event: str, expected: bool
) -> None:
    statement = Statement(
        kind="indirect",
        cue=(_span(text, cue),),
        content=(_span(text, content),),
        text=content,
        negated=bool(negation),
        markers=(Marker(flag="negated", span=_span(text, negation)),) if negation else (),
        event=event,
    )
    words = content.removeprefix("that ")
    shown = worded(statement, Report(id="r-1", input="a.txt", text=text))
    assert shown == (f"“{cue}”: {words}" if expected else words)


def test_a_negation_beside_the_cue_is_shown_in_its_place() -> None:
    text = "Nobody said the doors were open."
    statement = Statement(
        kind="indirect",
        cue=(_span(text, "said"),),
        content=(_span(text, "the doors were open"),),
        text="the doors were open",
        negated=True,
        markers=(Marker(flag="negated", span=_span(text, "Nobody")),),
        event="be",
    )
    assert worded(statement, Report(id="r-1", input="a.txt", text=text)) == "“Nobody said”: the doors were open"
