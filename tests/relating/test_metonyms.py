from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from onrecord.model import Analysis, Entity, Reference, Report, Statement
from onrecord.relating import relate
from onrecord.relating.entities import find_entities
from onrecord.relating.entities.metonyms import seats
from onrecord.relating.entities.words import gazetteer
from tests.relating.reports import marked, report

ACTING = re.compile(r"\[([^\]|]+)\|(\w+)\]\*")


def story(texts: Sequence[str]) -> tuple[list[Report], dict[str, Analysis]]:
    """Reports of marked texts; a name with a star behind its mark acts, as the analysis of its report says."""
    reports, analyses = [], {}
    for number, text in enumerate(texts, start=1):
        plain, names = marked(text.replace("]*", "]"))
        made = report(plain, f"Outlet {number}", input_=f"{number}.txt")
        acting = [len(marked(text[: match.start()].replace("]*", "]"))[0]) for match in ACTING.finditer(text)]
        references = tuple(
            Reference(span=name.span, kind="metonym", because="does something: 'said'")
            for name in names
            if name.span[0] in acting
        )
        reports.append(made)
        analyses[made.id] = Analysis(names=names, references=references)
    return reports, analyses


def links(found: Sequence[Entity]) -> set[tuple[str, str]]:
    by_id = {entity.id: entity for entity in found}
    return {(one.name, by_id[one.stands_for].name) for one in found if one.stands_for is not None}


LINKED = [
    # texts of a story; who stands for whom
    (["[Oslo|place]* said no. [Norway|place] is calm."], {("Oslo", "Norway")}),
    (["[Oslo|place]* said no.", "[Norway|place] is calm."], {("Oslo", "Norway")}),
    (["The [Kremlin|organisation]* said no. [Russia|place] is calm."], {("Kremlin", "Russia")}),
    (["The [Kremlin|thing]* said no. [Russia|place] is calm."], {("Kremlin", "Russia")}),
    (["[Number 10|organisation]* said no. [Britain|place] is calm."], {("Number 10", "Britain")}),
    (["[Kiev|place]* said no. [Ukraine|place] is calm.", "in [Kyiv|place]"], {("Kyiv", "Ukraine")}),
    (["The [Pentagon|organisation]* said no. The [Defense Department|organisation] met."], {("Pentagon", "Defense Department")}),  # noqa: E501
    (["[Washington|place]* said no. The [United States|place] is calm. The [Washington Post|organisation]"], {("Washington", "United States")}),  # noqa: E501
    (["[Oslo|place]* and the [Kremlin|organisation]* said no to [Norway|place] and [Russia|place]."], {("Oslo", "Norway"), ("Kremlin", "Russia")}),  # noqa: E501
]  # fmt: skip

UNLINKED = [
    ["It rained in [Oslo|place]. [Norway|place] is calm."],  # a city
    ["[Oslo|place]* said no."],  # for a country that nobody names
    ["[Bergen|place]* said no. [Norway|place] is calm."],  # no capital
    [
        "The [Pentagon|organisation]* said no. The [United States|place] is calm."
    ],  # a ministry's house, not the country's
    ["[Washington|place]* said no. [Ada Washington|person] saw the [United States|place]."],  # a person of that name
    ["[Washington|place]* said no, as did [Seattle|place]. The [United States|place] is calm."],  # a state of that name
    ["The [Oslo Accord|thing] is dead. [Norway|place] is calm."],
]


@pytest.mark.parametrize(("texts", "expected"), LINKED)
def test_a_seat_stands_for_whom_it_acts_for_and_stays_an_entity_of_its_own(
    texts: list[str], expected: set[tuple[str, str]]
) -> None:
    reports, analyses = story(texts)
    for order in permutations(reports):
        assert links(find_entities(list(order), analyses)) == expected


@pytest.mark.parametrize("texts", UNLINKED)
def test_what_does_not_act_or_may_be_another_stands_for_nobody(texts: list[str]) -> None:
    assert not links(find_entities(*story(texts)))


def test_only_the_places_where_it_acts_speak_of_the_country() -> None:
    reports, analyses = story(["[Oslo|place]* said no. It rained in [Oslo|place]. [Norway|place] is calm."])
    found = {entity.name: entity for entity in find_entities(reports, analyses)}
    assert [at.kind for at in found["Oslo"].mentions] == ["name", "name"]
    assert [(at.kind, reports[0].slice(at.span)) for at in found["Norway"].mentions] == [
        ("metonym", "Oslo"),
        ("name", "Norway"),
    ]
    assert found["Norway"].forms == ("Norway",)
    assert found["Norway"].mentions[0].because == (
        '"Oslo" is the seat of the government of "Norway" and does something: \'said\''
    )
    assert "in 1 of 2 places" in found["Oslo"].stands_for_because


def test_a_report_that_names_the_other_bearer_of_a_name_does_not_undo_the_link_of_another_report() -> None:
    reports, analyses = story(
        [
            "[Washington|place]* said no. The [United States|place] is calm.",
            "[Washington|place]* said no, as did [Seattle|place].",
        ]
    )
    found = {entity.name: entity for entity in find_entities(reports, analyses)}
    assert "in 1 of 2 places" in found["Washington"].stands_for_because


def test_who_is_the_source_of_a_statement_acts() -> None:
    text, names = marked("[Oslo|place] has denied it. [Norway|place] is calm.")
    said = Statement(kind="indirect", source=((0, 4),), cue=((9, 15),), content=((16, 18),), text="it", name=(0, 4))
    made = report(text, "Norra News")
    analyses = {made.id: Analysis(names=names, statements=(said,))}
    assert links(find_entities([made], analyses)) == {("Oslo", "Norway")}
    nested = replace(said, kind="own", source=(), cue=(), name=None, inner=(said,))
    assert links(find_entities([made], {made.id: Analysis(names=names, statements=(nested,))})) == {("Oslo", "Norway")}
    story_of_it = relate([made], analyses)
    speaker = next(one for one in story_of_it.entities if one.id == story_of_it.statements[0].speaker)
    assert (speaker.name, speaker.stands_for is not None) == ("Oslo", True)


def test_every_capital_and_house_of_a_country_stands_for_one_of_the_gazetteer() -> None:
    known = gazetteer()
    assert set(known.capitals.values()) <= known.countries
    places = {key: seat.stands_for for key, seat in seats().items() if key not in known.capitals}
    assert places, "there are houses, too"
    assert all(known.kinds[key] == "organisation" for key in places)
    assert all(known.names.get(key, key) not in seat.stands_for for key, seat in seats().items())
