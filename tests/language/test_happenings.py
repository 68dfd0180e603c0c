"""What a date is put to: rows of (text with the date marked, the event, its tense, whether the sentence tells it)."""

from __future__ import annotations

import pytest

from tests.language.conftest import Analyse

ROWS = [
    # told by the sentence
    ("The ferry sank [on Tuesday].", "sank past told"),
    ("[On 22 November], the navy said that a yard had burned.", "said past told"),
    ("The navy said that the yard had burned [on 21 November].", "burned past told"),
    ("A van drove into the quay, police said [on Friday].", "said past told"),
    ("The ministers signed a treaty on the weir in Port Eske [on Friday].", "signed past told"),
    ("At [Friday]'s meeting the minister asked for help.", "asked past told"),
    ("In his [Thursday] address, the president confirmed the report.", "confirmed past told"),
    ("A ferry crash [on Tuesday] killed seven.", "killed past told"),
    ("When the ferry sank [on Tuesday], a tug towed rafts to the shore.", "sank past told"),
    ("The crew began to leave [on Tuesday].", "leave past told"),
    (
        "A ferry with 40 people on board capsized in the bay [on Tuesday], and boats were searching.",
        "capsized past told",
    ),
    # only named by it
    ("The mayor, elected [in May], opened the bridge.", "elected past aside"),
    ("The mayor, who was elected [on 3 May], opened the bridge.", "elected past aside"),
    ("[Tuesday]'s crash is believed to be the worst of all.", "crash - aside"),
    ("The port has been closed since the [November] attacks.", "attacks - aside"),
    ("The report on the attacks [in May] was printed.", "attacks - aside"),
    ("After [Tuesday]'s storm the port was closed.", "storm - aside"),
    ("The theft of the boat [in May] has led to a trial.", "theft - aside"),
    # yet to come
    ("The council will meet [on Friday].", "meet future told"),
    ("The bridge is to open [on 4 April].", "open future told"),
    ("She said that the bridge would open [in April].", "open future told"),
    ("The council plans to vote [on Monday].", "vote future told"),
    ("The vote was postponed [to Friday].", "postponed future told"),
    ("The bridge was due to open [on 4 April].", "open future told"),
    # in the present
    ("The bridge opens [on 4 April].", "opens present told"),
    ("The fund continues [today].", "continues present told"),
]


@pytest.mark.parametrize(("marked", "expected"), ROWS)
def test_what_a_date_is_put_to(analyse: Analyse, marked: str, expected: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    place = range(marked.index("["), marked.index("]") - 1)
    found = [one for one in analyse(text).happenings if one.time[0] in place]
    (one,) = found
    assert f"{text[slice(*one.event)]} {one.tense or '-'} {'told' if one.main else 'aside'}" == expected


def test_a_duration_and_a_date_that_stands_alone_are_put_to_nothing(analyse: Analyse) -> None:
    assert analyse("The crew waited for three months.").happenings == ()
    assert analyse("Tuesday, 4 March 2025.").happenings == ()
