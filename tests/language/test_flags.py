"""Whether a statement is negated, hedged or about the future, and by which words: rows of (text, flags and words)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language import Analyser
from onrecord.model import Report, Statement
from tests.language.conftest import Analyse

ROWS = [
    # nothing to see
    ("Ilva Tesk said that the dam was old.", ""),
    ("Ilva Tesk said that the dam was mended in May 2024.", ""),
    # negated: the main clause, its subject, its object
    ("Ilva Tesk said that the dam did not leak.", "negated: not"),
    ("Ilva Tesk said the dam won't hold.", "future: won't, negated: won't"),
    ("Ilva Tesk said that no ship had sunk.", "negated: no"),
    ("Ilva Tesk said that nobody had been hurt.", "negated: nobody"),
    ("Ilva Tesk said that the dam was no longer safe.", "negated: no longer"),
    ("Ilva Tesk said that the crew could not reach the boat.", "negated: not"),
    # ... but not these
    ("Ilva Tesk said that not only the dam but the quay had sunk.", ""),
    ("Ilva Tesk said that no fewer than 40 people were hurt.", ""),
    ("Ilva Tesk said that the dam, which had not been mended, was old.", ""),
    # denials
    ("Ilva Tesk denied that the dam had leaked.", "negated: denied"),
    ("Ilva Tesk rejected claims that the dam leaked.", "negated: rejected"),
    ("Ilva Tesk rejected the plan for the dam.", ""),
    ("Ilva Tesk refused to resign.", "negated: refused"),
    ("Ilva Tesk ruled out closing the dam.", "negated: ruled out"),
    ('"I don\'t think the dam leaked," Ilva Tesk said.', "negated: don't, hedged: think"),
    ("Ilva Tesk did not think that the dam leaked.", "negated: not, hedged: think"),
    # hedged: modals, adverbs, adjectives
    ("Ilva Tesk said that the dam might hold.", "hedged: might"),
    ("Ilva Tesk said that the dam was probably old.", "hedged: probably"),
    ("Ilva Tesk said that the likely cause was ice.", "hedged: likely"),
    ("Ilva Tesk said that the crew could have reached the boat.", "hedged: could"),
    ("Ilva Tesk said that she could see the ship from the quay.", ""),
    ("Ilva Tesk said that the alleged thief was in Torvey.", ""),
    # hedged: opinion, hearsay, silence
    ("Ilva Tesk suggested that the dam was old.", "hedged: suggested"),
    ("Ilva Tesk hopes that the dam holds.", "hedged: hopes"),
    ("Ilva Tesk said she hoped that the dam held.", "hedged: hoped"),
    ("Ilva Tesk reportedly said that the dam was old.", "hedged: reportedly"),
    ("Ilva Tesk did not say that the dam was old.", "hedged: not"),
    ("Nobody said that the dam was old.", "hedged: Nobody"),
    ("Ilva Tesk may have said that the dam was old.", "hedged: may"),
    ("A further 18 people are thought to be in the water.", "hedged: thought"),
    ("Two people are reported to have drowned in the river.", "hedged: reported"),
    # hedged: questions, what is not known, conditions
    ("Ilva Tesk asked why the dam was old.", "hedged: asked"),
    ("Ilva Tesk asked whether the dam was old.", "hedged: asked whether"),
    ('"Was the dam old?" Ilva Tesk asked.', "hedged: ?"),
    ('"Didn\'t you close the doors?" Ilva Tesk asked.', "hedged: ?"),
    ("Ilva Tesk said it was not known whether the dam leaked.", "hedged: not known"),
    ("Ilva Tesk said it was unclear whether the dam leaked.", "hedged: unclear"),
    ("Ilva Tesk said that the leak had not been confirmed.", "negated: not"),
    ("Ilva Tesk said that the dam would break if it rained.", "hedged: if"),
    # future
    ("Ilva Tesk said that the dam will be mended.", "future: will"),
    ("Ilva Tesk said that the dam is old and will be mended.", "future: will"),
    ('"We are at the dam. The work will go on," Ilva Tesk said.', "future: will"),
    ("Ilva Tesk said that the dam is going to be mended.", "future: going to"),
    ("Ilva Tesk said that the port plans to mend the dam.", "future: plans to"),
    ("Ilva Tesk said that the port planned to mend the dam.", "future: planned to"),
    ("The bridge is due to open in June.", "future: due to"),
    ("The road was closed due to the heavy rain.", ""),
    ("Ilva Tesk is to visit the dam on Friday.", "future: is to"),
    ("Ilva Tesk promised to mend the dam.", "future: promised"),
    ("Ilva Tesk vowed not to resign.", "future: vowed, negated: not"),
    ("Ilva Tesk agreed to sell the ship.", "future: agreed"),
    ("Ilva Tesk said that the dam could be mended in May 2026.", "hedged: could, future: May 2026"),
    ("The photo shows the dam, built for the fair planned for 2027.", ""),
    # "would" reports a "will", is a wish, or might have been
    ("Ilva Tesk said that the dam would break in May.", "future: would"),
    ("Ilva Tesk said that the dam would have broken.", ""),
    ("Ilva Tesk said that she would like to see the dam.", ""),
    ("Ilva Tesk says that it would be a pity.", ""),
    ('"It would be a pity," Ilva Tesk said.', ""),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_a_flag_is_raised_by_the_words_that_show_it(analyse: Analyse, text: str, expected: str) -> None:
    (statement,) = analyse(text).statements
    assert shown(text, statement) == expected


TWICE = [
    ("Ilva Tesk denied that the dam did not leak.", ["denied", "not"]),
    ("Ilva Tesk did not deny that the dam was old.", ["not", "deny"]),
]


@pytest.mark.parametrize(("text", "markers"), TWICE, ids=[row[0] for row in TWICE])
def test_what_is_negated_twice_has_its_markers_and_is_not_negated(
    analyse: Analyse, text: str, markers: list[str]
) -> None:
    (statement,) = analyse(text).statements
    assert not statement.negated
    assert [text[slice(*m.span)] for m in statement.markers if m.flag == "negated"] == markers


def test_the_infinitive_of_a_headline_is_its_future(analyse: Analyse) -> None:
    text = "Ferry to run again, minister says\n\nThe ferry had been laid up in Torvey for two years."
    headline = analyse(text).statements[0]
    assert (headline.text, shown(text, headline)) == ("Ferry to run again", "future: to")


SOURCES = st.sampled_from(["Ilva Tesk", "The minister", "Nobody", "Officials in Torvey", "They"])
CUES = st.sampled_from(
    [
        "said that",
        "says that",
        "denied that",
        "did not deny that",
        "reportedly said that",
        "doubts that",
        "has hoped that",
    ]
)
SUBJECTS = st.sampled_from(["the dam", "no ship", "nobody", "not only the dam", "the likely cause", "it"])
VERBS = st.sampled_from(
    [
        "will not hold",
        "would break if it rained",
        "may be mended in May 2026",
        "is due to open",
        "was not known",
        "held",
    ]
)
ENDS = st.sampled_from([".", "?", ", and that she would come.", ' "in the second half of 2027".'])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SOURCES, CUES, SUBJECTS, VERBS, ENDS), min_size=1, max_size=3))
def test_each_flag_is_shown_by_words_inside_the_statement(
    analyser: Analyser, sentences: list[tuple[str, str, str, str, str]]
) -> None:
    text = " ".join(f"{source} {cue} {subject} {verb}{end}" for source, cue, subject, verb, end in sentences)
    report = Report(id="r-0", input="test", text=text, published="2025-03-12", language="en")
    for statement in next(iter(analyser.analyse([report]))).statements:
        spans = [marker.span for marker in statement.markers]
        assert spans == sorted(spans)
        held = (*statement.content, *statement.cue, statement.sentence)
        assert all(any(a <= start < end <= b for a, b in held) for start, end in spans)
        by_flag = {marker.flag for marker in statement.markers}
        assert not statement.negated or "negated" in by_flag
        assert (statement.hedged, statement.future) == ("hedged" in by_flag, "future" in by_flag)


def shown(text: str, statement: Statement) -> str:
    """Return the flags that hold, each with the words that show it, in text order."""
    held = [m for m in statement.markers if getattr(statement, m.flag)]
    return ", ".join(f"{m.flag}: {text[slice(*m.span)]}" for m in held)
