"""Who is spoken of without a name, over the reports of a story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from onrecord.model import Analysis, Entity, Reference, Report
from onrecord.relating.entities import find_entities
from tests.relating.reports import story


def spoken(texts: list[str], references: list[tuple[int, str, dict[str, Any]]]) -> tuple[Entity, ...]:
    """Relate texts with references: the number of a text, the words, and what the analysis says of them."""
    reports, analyses = story(*texts)
    by_text = sorted(reports, key=lambda report: report.input)
    for number, words, fields in references:
        report = by_text[number]
        found = _reference(report, words, fields)
        kept = analyses[report.id]
        analyses = {**analyses, report.id: replace(kept, references=(*kept.references, found))}
    return find_entities(reports, analyses)


def _reference(report: Report, words: str, fields: Mapping[str, Any]) -> Reference:
    start = report.text.index(words)
    name = fields.get("name")
    at = None if name is None else (report.text.index(name), report.text.index(name) + len(name))
    return Reference(span=(start, start + len(words)), **{**fields, "name": at})


def mentions(found: tuple[Entity, ...], name: str) -> dict[str, int]:
    (entity,) = [one for one in found if one.name == name]
    kinds = [mention.kind for mention in entity.mentions]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


PRESIDENT = {"kind": "role", "head": "president"}


def test_what_one_report_calls_somebody_resolves_a_role_in_another_that_names_them() -> None:
    found = spoken(
        ["President [Ada Berg|person] came.", "[Ada Berg|person] spoke, and the president left."],
        [(0, "President", {**PRESIDENT, "name": "Ada Berg", "beside": True}), (1, "the president", PRESIDENT)],
    )
    assert mentions(found, "Ada Berg") == {"name": 2, "role": 2}


def test_of_two_who_hold_a_role_neither_is_meant() -> None:
    found = spoken(
        ["President [Ada Berg|person] met President [Odo Krag|person]; the president left."],
        [
            (0, "President", {**PRESIDENT, "name": "Ada Berg", "beside": True}),
            (0, "the president", PRESIDENT),
            (0, "President [Odo"[:9], {**PRESIDENT, "name": "Odo Krag", "beside": True}),
        ],
    )
    assert all(m.kind == "name" or m.because == "" for entity in found for m in entity.mentions)


def test_of_two_presidents_the_one_whom_the_report_calls_so_and_no_more_is_meant() -> None:
    found = spoken(
        ["President [Ada Berg|person] met Norwegian President [Odo Krag|person]; the president left."],
        [
            (0, "President", {**PRESIDENT, "name": "Ada Berg", "beside": True}),
            (0, "Norwegian President", {**PRESIDENT, "name": "Odo Krag", "beside": True, "narrowed": ("norwegian",)}),
            (0, "the president", PRESIDENT),
        ],
    )
    assert mentions(found, "Ada Berg") == {"name": 1, "role": 2}


def test_a_role_far_from_any_name_of_its_bearer_is_left_open() -> None:
    far = "A long road. " * 100
    found = spoken(
        [f"President [Ada Berg|person] met [Odo Krag|person] and [Odo Krag|person]. {far} The president left."],
        [(0, "President", {**PRESIDENT, "name": "Ada Berg", "beside": True}), (0, "The president", PRESIDENT)],
    )
    assert mentions(found, "Ada Berg") == {"name": 1, "role": 1}


def test_a_country_is_spoken_of_by_its_adjective_and_by_its_capital_where_it_acts() -> None:
    found = spoken(
        ["[Norway|place] paid. [Norwegian|group] troops left. [Oslo|place] refused. They met in [Oslo|place]."],
        [(0, "Norwegian", {"kind": "demonym"}), (0, "Oslo", {"kind": "metonym", "because": "does something"})],
    )
    assert mentions(found, "Norway") == {"demonym": 1, "metonym": 1, "name": 1}
    assert mentions(found, "Oslo") == {"name": 2}


def test_a_country_that_no_report_names_is_not_made_up() -> None:
    found = spoken(["[Norwegian|group] troops left."], [(0, "Norwegian", {"kind": "demonym"})])
    assert [entity.name for entity in found] == ["Norwegian"]


@pytest.mark.parametrize(
    ("words", "fields", "kind"),
    [
        ("Norwegian officials", {"head": "official", "name": "Norwegian"}, "group"),
        ("the Norwegian government", {"head": "government", "name": "Norwegian"}, "metonym"),
    ],
)
def test_who_acts_for_a_country_or_governs_it_speaks_of_it(words: str, fields: dict[str, Any], kind: str) -> None:
    text = f"[Norway|place] paid, said {words.replace('Norwegian', '[Norwegian|group]')}."
    found = spoken([text], [(0, "Norwegian", {"kind": "demonym"}), (0, words, {"kind": "group", **fields})])
    assert mentions(found, "Norway") == {"name": 1, "demonym": 1, kind: 1}


def test_the_government_of_a_ruler_is_that_of_the_country() -> None:
    found = spoken(
        ["[Norway|place] paid. Norwegian President [Ada Berg|person] came, and the Berg government left."],
        [
            (0, "Norwegian President", {**PRESIDENT, "name": "Ada Berg", "beside": True, "narrowed": ("norwegian",)}),
            (0, "the Berg government", {"kind": "group", "head": "government", "name": "Ada Berg"}),
        ],
    )
    assert mentions(found, "Norway") == {"metonym": 1, "name": 1}


def test_the_country_is_the_one_named_before_and_nobody_s_where_two_are() -> None:
    one = spoken(["[Norway|place] paid. The country slept."], [(0, "The country", {"kind": "role", "head": "country"})])
    two = spoken(
        ["[Norway|place] met [Peru|place]. The country slept."],
        [(0, "The country", {"kind": "role", "head": "country"})],
    )
    assert mentions(one, "Norway") == {"name": 1, "role": 1}
    assert mentions(two, "Norway") == {"name": 1}


MIGRANT = {"kind": "group", "head": "migrant"}


def test_people_whom_a_story_often_speaks_of_by_a_noun_are_a_group() -> None:
    texts = ["Five migrants came.", "The migrants slept.", "Some migrants left.", "The migrants ate.", "Migrants sang."]
    words = ["Five migrants", "The migrants", "Some migrants", "The migrants", "Migrants"]
    (found,) = spoken(texts, [(number, each, MIGRANT) for number, each in enumerate(words)])
    assert (found.name, found.kind, len(found.mentions)) == ("migrants", "group", 5)
    assert found.named == ()


def test_a_noun_that_a_story_seldom_uses_makes_no_group() -> None:
    assert spoken(["Five migrants came."], [(0, "Five migrants", MIGRANT)]) == ()


def test_a_whole_is_the_group_of_those_it_is_made_of() -> None:
    caravan = {"kind": "group", "head": "caravan", "narrowed": ("migrant",)}
    texts = ["A caravan of migrants came."] * 2 + ["The migrants slept."] * 3
    references = [(n, "A caravan", caravan) for n in (0, 1)] + [(n, "The migrants", MIGRANT) for n in (2, 3, 4)]
    texts = [f"{text} Day {number}." for number, text in enumerate(texts)]
    (found,) = spoken(texts, references)
    assert len(found.mentions) == 5
    assert found.because == ('reports speak of a "caravan" of "migrant"s, 2 times',)


def test_a_name_that_one_analysis_passed_over_is_taken_from_the_others() -> None:
    texts = ["[Ada Berg|person] came.", "[Ada Berg|person] left.", "[Ada Berg|person] slept.", "Then Ada Berg spoke."]
    assert mentions(spoken(texts, []), "Ada Berg") == {"name": 4}


def test_a_name_that_one_analysis_cut_short_is_taken_whole() -> None:
    state = ["The [Harbour Board|organisation] met."] * 3
    found = spoken([f"{text} {n}" for n, text in enumerate(state)] + ["The [Harbour|place] Board slept."], [])
    assert mentions(found, "Harbour Board") == {"name": 4}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Ada Berg|person] came. [Ada Berg's Harbour Board|organisation] met.", "Ada Berg"),
        ("[Berg|person] came, and the [Berg-era|thing] law fell.", "Berg"),
        ("[Berg|person] met [Krag|person]; the [Berg-Krag|organisation] talks failed.", "Berg"),
    ],
)
def test_a_name_that_holds_another_one_is_parted(text: str, name: str) -> None:
    assert mentions(spoken([text], []), name) == {"name": 2}


def test_a_surname_goes_to_whom_it_leads_elsewhere_though_a_relative_is_named_here() -> None:
    texts = [
        "[Odo Berg|person] came. [Berg|person] left.",
        "[Odo Berg|person] sat. [Berg|person] left.",
        "[Odo Berg|person] and [Ada Berg|person] came. [Berg|person] spoke.",
    ]
    assert mentions(spoken(texts, []), "Odo Berg") == {"name": 6}


def test_every_place_is_in_one_entity_whatever_the_order_of_references() -> None:
    reports, analyses = story("[Norway|place] paid. [Norwegian|group] officials left.")
    (report,) = reports
    references = (
        _reference(report, "Norwegian officials", {"kind": "group", "head": "official", "name": "Norwegian"}),
        _reference(report, "Norwegian", {"kind": "demonym"}),
    )
    both = [
        find_entities(reports, {report.id: replace(analyses[report.id], references=order)})
        for order in (references, references[::-1])
    ]
    assert both[0] == both[1]
    places = [(m.report, m.span) for entity in both[0] for m in entity.mentions]
    assert len(places) == len(set(places))


def test_an_analysis_without_references_gives_the_names_alone() -> None:
    reports, analyses = story("[Ada Berg|person] came. The president left.")
    assert all(isinstance(one, Analysis) for one in analyses.values())
    assert [m.kind for entity in find_entities(reports, analyses) for m in entity.mentions] == ["name"]
