"""Conflicts between statements that are not told alike: denials, measures, plans, tolls; read from texts."""

from __future__ import annotations

from functools import cache

import pytest

from onrecord.language import Analyser
from onrecord.model import Conflict, Report, make_id
from onrecord.relating import relate

DAY, NEWS, RADIO = "2031-03-12", "Norra News", "Radio Esk"
Told = tuple[str, str, str]
"""Outlet, day, text."""

_FILL = (
    "The harbour fair in Torvey drew a small crowd on the quay. Fishermen mended nets beside the old customs house. "
    "The weather stayed mild, and the ferries ran to their timetable all week."
)


@cache
def _analyser() -> Analyser:
    return Analyser()


def conflicts_of(*told: Told) -> tuple[Conflict, ...]:
    """Return the conflicts of invented reports, beside one that tells of other things."""
    reports = [
        Report(
            id=make_id("r", outlet, day), input=f"{outlet}.txt", text=text, outlet=outlet, published=day, language="en"
        )
        for outlet, day, text in (*told, ("Hill Gazette", DAY, _FILL))
    ]
    found = dict(zip([r.id for r in reports], _analyser().analyse(reports), strict=True))
    return relate(reports, found).conflicts


FOUND: dict[str, tuple[str, bool, tuple[Told, ...]]] = {
    "a denial in other words": (
        "negation",
        False,
        (
            (
                NEWS,
                DAY,
                "Mara Velt testified that Ivo Brandt had asked her to stop the inspection of the ferry.",
            ),
            (RADIO, DAY, "Ivo Brandt on Monday denied that he asked Velt to stop inspecting the ferry."),
        ),
    ),
    "a denial in the next sentence": (
        "negation",
        False,
        (
            (
                NEWS,
                DAY,
                "A weekly published a story claiming that Ivo Brandt had taken money from two shipowners. "
                "Brandt vehemently denied the rumours.",
            ),
        ),
    ),
    "a sentence that is all of a denial": (
        "negation",
        False,
        (
            (
                NEWS,
                DAY,
                "A book by Lene Okar reported that Brandt once told the pilots that the harbour was a swamp. "
                "Brandt has denied doing so.",
            ),
        ),
    ),
    "two measures of the known thing": (
        "number",
        False,
        (
            (
                NEWS,
                DAY,
                "Ivo Brandt took the 35-word oath administered by Chief Judge Mara Velt at noon.",
            ),
            (
                RADIO,
                DAY,
                "Chief Judge Mara Velt administered the 48-word oath in Torvey.",
            ),
        ),
    ),
    "two days on which one leaves": (
        "date",
        False,
        (
            (NEWS, DAY, "Lene Okar said that Ivo Brandt will leave at the end of May."),
            (
                RADIO,
                "2031-03-15",
                "The council announced that Ivo Brandt will be leaving the harbour office on April 2.",
            ),
        ),
    ),
    "nobody and a toll": (
        "number",
        False,
        (
            (NEWS, DAY, "Two people were injured when a barge caught fire in Torvey."),
            (RADIO, DAY, "The fire on the barge in Torvey was put out. Police said that no one was injured."),
        ),
    ),
    "a toll far above the least that an earlier report gave": (
        "number",
        True,
        (
            (NEWS, DAY, "At least 60 people were killed when a ferry capsized off Torvey."),
            (RADIO, "2031-03-13", "The ferry capsized off Torvey, and 84 people were killed, the coastguard said."),
        ),
    ),
}

NOT_FOUND: dict[str, tuple[Told, ...]] = {
    "a denial of another matter": (
        (NEWS, DAY, "Mara Velt testified that Ivo Brandt had asked her to stop the inspection of the ferry."),
        (RADIO, DAY, "Ivo Brandt on Monday denied that he sold the crane to a cousin."),
    ),
    "an offer that is rejected": (
        (
            NEWS,
            DAY,
            "Mara Velt said that the board had offered Brandt a new ferry. Brandt rejected the offer.",
        ),
    ),
    "who denies is not who is spoken of": (
        (
            NEWS,
            DAY,
            "A weekly claimed that Mara Velt had sold the crane to a cousin. Ivo Brandt denied the rumours.",
        ),
    ),
    "two things of a kind that nobody knows yet": (
        (
            NEWS,
            DAY,
            "Ivo Brandt took a 35-word oath administered by Chief Judge Mara Velt at noon.",
        ),
        (
            RADIO,
            DAY,
            "Chief Judge Mara Velt administered a 48-word oath in Torvey.",
        ),
    ),
    "one day within the stretch of the other": (
        (NEWS, DAY, "Lene Okar said that Ivo Brandt will leave in May."),
        (RADIO, DAY, "The council announced that Ivo Brandt will leave on May 2."),
    ),
    "nobody else": (
        (NEWS, DAY, "Two people were injured when a barge caught fire in Torvey."),
        (RADIO, DAY, "The fire on the barge in Torvey was put out. Police said that no one else was injured."),
    ),
    "a count of years before": (
        (NEWS, DAY, "At least 40 people were injured when a tram overturned in Torvey on Tuesday, the mayor said."),
        (RADIO, DAY, "Figures show that 20 people were injured between March 2029 and March 2030."),
    ),
    "a toll that a bound nearly is": (
        (NEWS, DAY, "At least 80 people were killed when a ferry capsized off Torvey."),
        (RADIO, "2031-03-13", "The ferry capsized off Torvey, and 84 people were killed, the coastguard said."),
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_contradicts_in_other_words_is_a_conflict(name: str) -> None:
    kind, revision, told = FOUND[name]
    (found,) = conflicts_of(*told)
    assert (found.kind, found.revision) == (kind, revision), found.because


@pytest.mark.parametrize("name", NOT_FOUND)
def test_what_only_looks_like_it_is_none(name: str) -> None:
    assert conflicts_of(*NOT_FOUND[name]) == ()


@pytest.mark.parametrize("name", FOUND)
def test_the_order_of_the_reports_changes_nothing(name: str) -> None:
    told = FOUND[name][2]
    assert conflicts_of(*told) == conflicts_of(*reversed(told))
