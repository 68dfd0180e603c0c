"""When words were said: each row is a report of Wednesday 12 March 2025, and the day of each statement in it."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.dates import bounds
from onrecord.model import Analysis, Statement
from tests.language.conftest import Analyse

DAYS: list[tuple[str, list[str | None]]] = [
    # beside the cue
    ("The minister said on Friday the port would open in May.", ["2025-03-07"]),
    ("The minister said Friday the port will open in May.", ["2025-03-07"]),
    ("The minister said Friday that the port would open.", ["2025-03-07"]),
    ("On Friday, Ilva Tesk said the dam holds.", ["2025-03-07"]),
    ("Ilva Tesk on Tuesday said that the dam holds.", ["2025-03-11"]),
    ("The dam holds, Ilva Tesk told reporters late Tuesday.", ["2025-03-11"]),
    ('"The dam holds," said Ilva Tesk, the mayor, on Monday.', ["2025-03-10"]),
    ("Ilva Tesk, speaking in Port Eske on Monday, said the dam holds.", ["2025-03-10"]),
    ("Meeting reporters in Port Eske on Monday, Ilva Tesk said the dam holds.", ["2025-03-10"]),
    ("Ilva Tesk took to Twitter on Tuesday to say that the dam holds.", ["2025-03-11"]),
    ("Tesk visited the dam on Monday and said that it holds.", ["2025-03-10"]),
    ('Ilva Tesk on Tuesday called the dam "a ruin," adding that it must go.', ["2025-03-11", "2025-03-11"]),
    # longer stretches
    ("Ilva Tesk testified last week that the dam holds.", ["2025-03-03/2025-03-09"]),
    ("Ilva Tesk said in 2019 that the dam holds.", ["2019"]),
    ("Ilva Tesk wrote on 3 May that the dam holds.", ["2024-05-03"]),
    # through an occasion or a document
    ('"The dam holds," Ilva Tesk said in a statement issued 6 December.', ["2024-12-06"]),
    ("During Monday night's debate, Ilva Tesk said the dam holds.", ["2025-03-10"]),
    ("Ilva Tesk told Norra News in an interview on Sunday that the dam holds.", ["2025-03-09"]),
    ("In an interview published on Sunday, Ilva Tesk said the dam holds.", ["../2025-03-09"]),
    ("A report released last year found that the dam was old.", ["2024"]),
    ("A 2014 study by the harbour board found that the dam was old.", ["2014"]),
    ("According to a statement published on Monday, the dam holds.", ["2025-03-10"]),
    # of the content, of something else, or of no day
    ("The minister said the port will open on Friday.", [None]),
    ("The minister said the port would open Friday.", [None]),
    ("The harbour board said Tuesday's storm broke the dam.", [None]),
    ("Ilva Tesk called Monday's ruling a farce.", [None]),
    ("Ilva Tesk said the dam, which broke on Friday, would be mended.", [None]),
    ("Ilva Tesk, who was elected on Monday, said the dam holds.", [None]),
    ("Ilva Tesk, mayor since 2014, said the dam holds.", [None]),
    ("The storm hit the coast on Friday and the mayor said the dam holds.", [None]),
    ("On Monday, the dam broke, Ilva Tesk said.", [None]),
    ("Ilva Tesk has long said the dam holds.", [None]),
    ("Ilva Tesk will say on Friday that the dam holds.", [None]),
    ('"It holds," Ilva Tesk told Haldria Today.', [None]),
    ("Three days after the storm, Ilva Tesk said the dam holds.", [None]),
]

PASSAGES: list[tuple[str, list[str | None]]] = [
    (
        '"The dam holds," Ilva Tesk said at a news conference on Friday.\n\n"Nobody need leave," she added.',
        ["2025-03-07", "2025-03-07"],
    ),
    ('Ilva Tesk spoke at a rally on Monday. "It holds," she said.', ["2025-03-10"]),
    (
        "Ilva Tesk held a news conference on Friday.\n\nThe dam is old, she said at the news conference.\n\n"
        '"It holds," Tesk said in an interview.',
        ["2025-03-07", None],
    ),
    (
        "Seventeen people died in the capsize of the ferry Grey Marlet, Captain Reike Solvan said on Monday.\n\n"
        "Divers found three bodies in the lower saloon on Sunday night, Solvan said.",
        ["2025-03-10", "2025-03-10"],
    ),
    (
        "Ilva Tesk said on Friday that the dam holds.\n\nOn Thursday the water fell, Tesk said.",
        ["2025-03-07", "2025-03-07"],
    ),
    ('Ilva Tesk said on Friday that the dam holds.\n\n"It is old," Karl Orm said.', ["2025-03-07", None]),
    ("Ilva Tesk said on Friday that the dam holds. She believes it is old.", ["2025-03-07", None]),
    ("Ilva Tesk said on Friday that the dam holds. She has said it is old.", ["2025-03-07", None]),
    (
        'Ilva Tesk said on Friday that the dam holds.\n\nTwo weeks ago, the lake rose. "It is old," she said.',
        ["2025-03-07", None],
    ),
    ("Ilva Tesk, who vowed last year that she would mend the dam, said that it holds.", ["2024", None]),
    (
        "Ilva Tesk said that the dam holds.\n\nIt was built in stone.\n\n"
        '"Nobody need leave," Tesk told reporters on Tuesday.',
        ["2025-03-11", "2025-03-11"],
    ),
]


def said(analysis: Analysis) -> list[Statement]:
    return [statement for statement in analysis.statements if statement.kind != "own"]


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_a_statement_is_dated_by_the_words_that_stand_with_the_saying(
    analyse: Analyse, text: str, days: list[str | None]
) -> None:
    assert [statement.said_on for statement in said(analyse(text))] == days


@pytest.mark.parametrize(("text", "days"), PASSAGES)
def test_a_speaker_goes_on_until_another_day_occasion_or_scene(
    analyse: Analyse, text: str, days: list[str | None]
) -> None:
    assert [statement.said_on for statement in said(analyse(text))] == days


@pytest.mark.parametrize("text", [text for text, _ in (*DAYS, *PASSAGES)])
def test_a_day_has_its_reason_and_is_never_after_publication(analyse: Analyse, text: str) -> None:
    for statement in said(analyse(text)):
        if statement.said_on is not None:
            assert statement.said_on_because
            first = bounds(statement.said_on)[0]
            assert first is None or first <= date(2025, 3, 12)


@pytest.mark.parametrize("text", [text for text, _ in (*DAYS, *PASSAGES)])
def test_the_times_of_a_statement_are_those_of_the_text(analyse: Analyse, text: str) -> None:
    analysis = analyse(text)
    for statement in analysis.statements:
        assert set(statement.times) <= set(analysis.times)


def test_the_reason_quotes_the_report(analyse: Analyse) -> None:
    text = (
        '"The dam holds," Ilva Tesk said at a news conference on Friday. "It is old," she added.\n\nShe said it leaks.'
    )
    first, *_, last = said(analyse(text))
    assert first.said_on_because == '"on Friday" stands with "news conference"'
    assert (
        last.said_on_because == 'as the statement before it by the same speaker, for which the report has "on Friday"'
    )


def test_a_day_just_after_publication_is_dropped_and_told(analyse: Analyse) -> None:
    (statement,) = said(analyse("Ilva Tesk said on Thursday that the dam holds."))
    assert statement.said_on is None
    assert statement.said_on_because == '"on Thursday" would be 2025-03-13, after the report was published'


def test_without_words_that_say_so_there_is_no_day_and_no_reason(analyse: Analyse) -> None:
    (statement,) = said(analyse("The dam holds, Ilva Tesk said."))
    assert (statement.said_on, statement.said_on_because) == (None, "")


def test_words_between_marks_are_anchored_where_they_were_spoken(analyse: Analyse) -> None:
    text = '"We will open tomorrow," the mayor told Norra Radio on Sunday. "Next week the dam will be full."'
    analysis = analyse(text)
    days = [time.edtf for statement in said(analysis) for time in statement.times]
    assert days == ["2025-03-10", "2025-03-10/2025-03-16"]
    assert [time.edtf for time in analysis.times] == ["2025-03-10", "2025-03-09", "2025-03-10/2025-03-16"]


def test_in_indirect_speech_a_day_is_the_reporters(analyse: Analyse) -> None:
    (statement,) = said(analyse("The mayor said on Sunday that it would open tomorrow."))
    assert [time.edtf for time in statement.times] == ["2025-03-13"]


def test_a_weekday_beside_the_cue_is_the_one_before_publication(analyse: Analyse) -> None:
    analysis = analyse("The minister said Friday the port will open in May.")
    assert [time.edtf for time in analysis.times] == ["2025-03-07", "2025-05"]


def test_what_is_yet_to_come_is_told_from_the_day_of_saying(analyse: Analyse) -> None:
    text = '"The gates open on 11 March," Ilva Tesk said on Friday.'
    (statement,) = said(analyse(text))
    assert statement.future


def test_what_a_statement_passes_on_was_said_on_a_day_of_its_own(analyse: Analyse) -> None:
    text = "Norra News reported on Monday that the minister had said on Sunday that the dam holds."
    (outer,) = said(analyse(text))
    assert (outer.said_on, outer.inner[0].said_on) == ("2025-03-10", "2025-03-09")


def test_without_a_day_of_publication_only_full_dates_are_days(analyse: Analyse) -> None:
    text = "Ilva Tesk said on Friday that the dam holds. Karl Orm said on 3 May 2024 that it is old."
    assert [statement.said_on for statement in said(analyse(text, published=None))] == [None, "2024-05-03"]
