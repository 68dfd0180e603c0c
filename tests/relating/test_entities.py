from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from onrecord.model import Entity, make_id
from onrecord.relating.entities import EntityIndex, find_entities
from onrecord.relating.entities.forms import read_naming
from onrecord.relating.rulings import NameRulings
from tests.relating.reports import report, story, with_label


def entities(*texts: str) -> tuple[Entity, ...]:
    return find_entities(*story(*texts))


def forms(found: Sequence[Entity]) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((entity.name, tuple(sorted(entity.forms))) for entity in found)


ONE = [
    # texts of a story, the forms that are one entity
    (["[Ada Berg|person] spoke. [Berg|person] left."], {"Ada Berg", "Berg"}),
    (["[Ada Berg|person] spoke.", "[Berg|person] left."], {"Ada Berg", "Berg"}),
    (["[President Ada Berg|person] spoke. Later Mr [Berg|person]'s car left."], {"Ada Berg", "Berg"}),
    (["[Aleksandr Luken|person] spoke.", "[Alyaksandr Lukken|person] left."], {"Aleksandr Luken", "Alyaksandr Lukken"}),
    (["[Olga Lukenko|person] spoke.", "[Olga Lukenka|person] left."], {"Olga Lukenko", "Olga Lukenka"}),
    (["[Ilvara Tesk|person] spoke.", "[Ilwara Teszk|person] left."], {"Ilvara Tesk", "Ilwara Teszk"}),
    (["[Lawyer Ada Berg|person] spoke.", "[Twitter Ada Berg|person]"], {"Ada Berg"}),
    (["[Ada Łukasz|person] spoke.", "[Ada Lukash|person] left."], {"Ada Łukasz", "Ada Lukash"}),
    (["[Olga Zelinskyy|person] spoke.", "[Olga Zelinskiy|person] left."], {"Olga Zelinskyy", "Olga Zelinskiy"}),
    (["[Ada R. Berg|person] spoke.", "[Ada Berg|person] left."], {"Ada R. Berg", "Ada Berg"}),
    (["[A. Berg|person] spoke.", "[Ada Berg|person] left."], {"A. Berg", "Ada Berg"}),
    (["[Bill Esker|person] spoke.", "[William Esker|person] left."], {"Bill Esker", "William Esker"}),
    (["[Kwon Il-ha|person] spoke. Mr. [Kwon|person] left."], {"Kwon Il-ha", "Kwon"}),
    (["[Omar al-Teski|person] spoke. [Al-Teski|person] or [Teski|person]"], {"Omar al-Teski", "Al-Teski", "Teski"}),
    (["[Ada van der Berg|person] spoke. [Berg|person] left."], {"Ada van der Berg", "Berg"}),
    (["The [Tesk Harbour Union|organisation] (THU) met. [THU|organisation] said no."], {"Tesk Harbour Union", "THU"}),
    (["[Tesk Harbour Union|organisation] met.", "[THU|organisation] said no."], {"Tesk Harbour Union", "THU"}),
    (["[Marlet Inc.|organisation] grew.", "[Marlet|organisation] said so."], {"Marlet Inc.", "Marlet"}),
    (["[The Marlet Board|organisation] met.", "the [Marlet Board|organisation]'s vote"], {"Marlet Board"}),
    (["[Mumbai|place] slept.", "[Bombay|place] woke."], {"Mumbai", "Bombay"}),
    (["[the Netherlands|place] left.", "[Holland|place] voted."], {"Netherlands", "Holland"}),
    (["[Eske-Norra|place] slept.", "[ESKE NORRA|place] woke."], {"Eske-Norra", "ESKE NORRA"}),
    (["[Ada Be\u00adrg|person] spoke.", "[Ada Berg|person] left."], {"Ada Berg"}),
    (["[Ada Berg|person] - where she lives is unknown, where not."], {"Ada Berg"}),
    (["[Alhaji Ada Berg|person] spoke.", "[Mallam Ada Berg|person] left."], {"Ada Berg"}),
    (["[Norwegians|group] voted.", "The [Norwegian|group] vote"], {"Norwegians", "Norwegian"}),
    (["the [Kestrel missiles|thing] came", "the [Kestrel|thing] is here"], {"Kestrel missiles", "Kestrel"}),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), ONE)
def test_names_of_one_entity_are_one(texts: list[str], expected: set[str]) -> None:
    found = entities(*texts)
    assert [set(entity.forms) for entity in found] == [expected]
    assert bool(found[0].because) == (len(expected) > 1)


def test_a_place_or_a_platform_that_ran_into_a_known_full_name_is_no_part_of_it() -> None:
    found = entities(
        "[Ada Berg|person] left [Port Eske|place].", "[Port Eske Ada Berg|person]", "[Oslo Ada Berg|place]"
    )
    assert forms(found) == [("Ada Berg", ("Ada Berg",)), ("Port Eske", ("Port Eske",))]


def test_words_that_ran_into_no_known_name_are_left_as_they_are() -> None:
    found = entities("[Port Eske|place] slept.", "[Port Eske Ada Berg|person] spoke.")
    assert "Ada Berg" not in {entity.name for entity in found}


def test_two_people_of_one_surname_of_several_words_are_named_in_full_with_ids_of_their_own() -> None:
    later = " [van der Berg|person] left." * 6
    found = entities(f"[Ada van der Berg|person] spoke.{later}", f"[Olaf van der Berg|person] spoke.{later}")
    assert sorted((entity.name, len(entity.mentions)) for entity in found) == [
        ("Ada van der Berg", 7),
        ("Olaf van der Berg", 7),
    ]
    assert len({entity.id for entity in found}) == 2


def test_two_people_of_one_name_have_ids_of_their_own_and_the_one_named_most_the_usual_one() -> None:
    texts = ("[Ada Berg|person] spoke.", "[Berg|person] left.", "[Berg|person] came. [Berg|person] sat.")
    reports, analyses = story(*texts)
    ada, once, twice = ((made.id, analyses[made.id].names[0].span) for made in reports)
    apart = NameRulings(apart=((once, ada, "decided"), (twice, ada, "decided")))
    found = find_entities(reports, analyses, apart)
    named = {(entity.name, len(entity.mentions)): entity.id for entity in found}
    assert named.keys() == {("Ada Berg", 1), ("Berg", 1), ("Berg", 2)}
    assert named["Berg", 2] == make_id("e", "person", "Berg") != named["Berg", 1]


def test_a_people_is_no_person_though_one_of_them_speaks() -> None:
    (found,) = entities("One witness, an [Estonian|person], said so.", "An [Estonian|person] said so.")
    assert found.kind == "group"


SEVERAL = [
    ["[Ada Berg|person] spoke.", "[Olaf Berg|person] left."],
    ["[Michael Esker|person] spoke.", "[Michelle Esker|person] left."],
    ["[Robert Esker|person] spoke.", "[Roberta Esker|person] left."],
    ["[Ada Berg|person] spoke.", "[Ada Borg|person] left."],
    ["[Ada R. Berg|person] spoke.", "[Ada S. Berg|person] left."],
    ["[Olaf Berg|person] spoke.", "[Olaf Berg Jr.|person] left."],
    ["[John Ada Berg|person] is the son of [John Olga Berg|person]."],
    ["[Kwon Il-ha|person] spoke.", "[Kwon Yo-na|person] left."],
    ["The [Esk ferry|thing] sailed.", "The [Esk treaty|thing] was signed."],
    ["[Norway|place] voted.", "[Norwegian|group] ships"],
]


@pytest.mark.parametrize("texts", SEVERAL)
def test_names_of_two_entities_stay_two(texts: list[str]) -> None:
    assert len(entities(*texts)) == 2


def test_a_bare_surname_that_could_be_two_peoples_is_in_neither() -> None:
    found = entities("[Ada Berg|person] met [Olaf Berg|person]. [Berg|person] spoke.")
    assert forms(found) == [("Ada Berg", ("Ada Berg",)), ("Olaf Berg", ("Olaf Berg",))]


def test_a_bare_surname_is_the_one_person_of_that_surname_in_its_own_report() -> None:
    found = entities("[Ada Berg|person] came. [Berg|person] spoke.", "[Olaf Berg|person] left.")
    assert forms(found) == [("Ada Berg", ("Ada Berg", "Berg")), ("Olaf Berg", ("Olaf Berg",))]


def test_half_a_name_is_not_given_to_another_person_of_that_surname() -> None:
    found = entities("[Ada Berg|person] met Olga [Berg|person].", "[Olga Esk|person] left.")
    assert ("Ada Berg", ("Ada Berg",)) in forms(found)
    found = entities("[Ada Berg|person] met Olga [Berg|person]. [Berg|person] fell.", "[Olga Berg|person] left.")
    assert forms(found) == [("Ada Berg", ("Ada Berg",)), ("Olga Berg", ("Berg", "Olga Berg"))]
    assert [len(entity.mentions) for entity in sorted(found, key=lambda e: e.name)] == [1, 2]


def test_an_initial_that_fits_two_people_is_neither() -> None:
    found = entities("[Ada Berg|person] met [Anna Berg|person].", "[A. Berg|person] left.")
    assert [name for name, _ in forms(found)] == ["A. Berg", "Ada Berg", "Anna Berg"]


def test_a_title_tells_which_of_two_is_meant() -> None:
    found = entities("President [Ada Berg|person] met her son [Olaf Berg|person]. President [Berg|person] spoke.")
    assert forms(found) == [("Ada Berg", ("Ada Berg", "Berg")), ("Olaf Berg", ("Olaf Berg",))]


def test_a_report_that_names_only_the_son_does_not_give_him_the_presidents_surname() -> None:
    found = entities(
        "President [Ada Berg|person] spoke.",
        "[Olaf Berg|person] watched. President [Berg|person] left. [Berg|person] is ill.",
    )
    assert forms(found) == [("Ada Berg", ("Ada Berg", "Berg")), ("Olaf Berg", ("Olaf Berg",))]
    assert sum(len(entity.mentions) for entity in found) == 3


KINDS = [
    # a story in which one report's tagger slipped, the name, its kind
    (["[Kestrel|person] hit.", "the [Kestrel|person] missile", "The [Kestrel|organisation] is."], "Kestrel", "thing"),
    (["[Kestrel missile system|organisation] here", "[Kestrel|person] came"], "Kestrel missile system", "thing"),
    (["[Berg|organisation] said so.", "Mr [Berg|person] left."], "Berg", "person"),
    (["[Ada Berg|organisation] left.", "[Berg|person] said so. [Berg|person] left."], "Ada Berg", "person"),
    (["[Norway|person] voted.", "[Norway|place] left.", "[Norway|organisation] said no."], "Norway", "place"),
    (["[Council of the Esk Union|place] met."], "Council of the Esk Union", "organisation"),
    (["[Tesk Ministry of Ports|person] met."], "Tesk Ministry of Ports", "organisation"),
    (["the ferry [Grey Swan|place]", "the [Grey Swan|place], a fast ferry", "[Grey Swan|place]"], "Grey Swan", "thing"),
    (["the mayor of [Eske|person] left", "They go home to [Eske|person]. Rain in [Eske|person]"], "Eske", "place"),
    (["[Christian Berg|person] left."], "Christian Berg", "person"),
    (["[Orlando Berg|person] left."], "Orlando Berg", "person"),
    (["[Bermuda|organisation] voted. [Bermuda|person] paid. In [Bermuda|thing]"], "Bermuda", "place"),
    (["Lawyer [Ada Hill|person] left.", "[Ada Hill|person] was here."], "Ada Hill", "person"),
    (["[Swedes|place] voted.", "[Swedes|group] left."], "Swedes", "group"),
    (["[Lene Okar|person], a ballistic missile analyst at a paper, left."], "Lene Okar", "person"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "name", "kind"), KINDS)
def test_the_kind_is_voted_over_the_story(texts: list[str], name: str, kind: str) -> None:
    assert [(entity.name, entity.kind) for entity in entities(*texts)] == [(name, kind)]


def test_a_given_name_goes_on_behind_a_hyphen_with_spaces_and_not_behind_a_dash() -> None:
    def read(text: str, name: str) -> str | None:
        found = read_naming(report(text), (0, len(name)), "person")
        return None if found is None else found.text

    assert read("Kwon Il - ha spoke.", "Kwon Il") == "Kwon Il-ha"
    assert read("Kwon Jae - in spoke in Torvey.", "Kwon Jae") == "Kwon Jae-in"
    assert read("Ada Berg - where is she? Nobody knows where.", "Ada Berg") == "Ada Berg"
    assert read("President Berg - in a speech", "President Berg") == "Berg"


def test_a_surname_that_nothing_tells_of_does_not_make_a_thing_of_a_person() -> None:
    found = entities("[Lene Okar|person] came. The family of the great [Okar|thing] said so.")
    assert ("Lene Okar", "person") in [(entity.name, entity.kind) for entity in found]


def test_a_thing_that_one_report_takes_for_a_full_name_takes_no_mentions() -> None:
    found = entities("[Deploying Kestrel|person] soon", "the [Kestrel|thing] missile", "[Kestrel|person] came")
    assert {entity.kind for entity in found} == {"thing"}
    assert ("Kestrel", ("Kestrel",)) in forms(found)


def test_a_name_that_runs_over_a_line_is_no_name() -> None:
    assert entities("[Norra\nAda Berg|person] spoke.") == ()


def test_the_name_that_stands_for_a_person_is_the_fullest_of_the_frequent_ones() -> None:
    found = entities("[Ada Berg|person], [Berg|person], [Berg|person]", "[ADA BERG|person]; [Ada R. Berg|person]")
    assert [entity.name for entity in found] == ["Ada R. Berg"]


def test_labels_are_gathered_onto_the_entity_with_their_report() -> None:
    reports, analyses = story("Harbour master [Ada Berg|person] spoke.", "[Berg|person] left.")
    analyses = with_label(analyses, reports[0], "Harbour master", (15, 23))
    (found,) = find_entities(reports, analyses)
    assert [(label.text, label.report) for label in found.labels] == [("Harbour master", reports[0].id)]


def test_the_index_finds_a_mention_by_its_span_and_by_a_span_inside_it() -> None:
    reports, analyses = story("[Ada Berg|person] spoke.")
    (found,) = find_entities(reports, analyses)
    index = EntityIndex([found])
    spans = [(0, 8), (4, 8), (4, 12), (9, 14)]
    assert [index.at(reports[0].id, span) for span in spans] == [found.id, found.id, None, None]
    assert index.at(report("Ada Berg").id, (0, 8)) is None


STORY = [
    "President [Ada Berg|person] spoke. The [Tesk Harbour Union|organisation] (THU) heard [Berg|person].",
    "[Olaf Berg|person] met [Adda Berg|person]; the [Kestrel|person] missile flew over [Kiev|place].",
    "[Berg|person] and [THU|organisation] said [Kestrel|thing] came from [Norway|person] to [Kyiv|place].",
    "[Bill Esker|person] or [William Esker|person]? [W. Esker|person] and [Esker|organisation] said no.",
]


def test_the_order_of_reports_changes_nothing() -> None:
    reports, analyses = story(*STORY)
    found = {find_entities(order, {r.id: analyses[r.id] for r in reversed(order)}) for order in permutations(reports)}
    assert found == {find_entities(reports, analyses)}


def test_every_mention_is_in_one_entity_and_is_a_name_of_its_report() -> None:
    reports, analyses = story(*STORY)
    mentions = [(m.report, m.span) for entity in find_entities(reports, analyses) for m in entity.mentions]
    assert len(mentions) == len(set(mentions))
    assert set(mentions) <= {(r, name.span) for r, analysis in analyses.items() for name in analysis.names}


KINDS = [
    # a full name that is never shortened and that nothing says "he" of is no person's
    (["[Ada Grund|person] paid."] * 6, "Ada Grund", "organisation"),
    (["[Ada Grund|person] paid. [Grund|person] left."] * 6, "Ada Grund", "person"),
    (["President [Ada Grund|person] paid."] * 6, "Ada Grund", "person"),
    # a city that a tagger took for a person
    (["[Glasgow|person] slept."], "Glasgow", "place"),
    (["[Tom Glasgow|person] slept. [Glasgow|person] woke."], "Tom Glasgow", "person"),
    # what is called a firm is one
    (["the law firm [Krag Tesk|thing] paid."] * 2, "Krag Tesk", "organisation"),
]


@pytest.mark.parametrize(("texts", "name", "kind"), KINDS)
def test_what_a_story_shows_of_a_name_tells_its_kind(texts: list[str], name: str, kind: str) -> None:
    found = entities(*(f"{text} {number}." for number, text in enumerate(texts)))
    assert [(one.name, one.kind) for one in found] == [(name, kind)]


def test_a_plural_is_the_one_longer_name_that_ends_so() -> None:
    found = entities("[Eske Gulls|organisation] won.", "The [Gulls|organisation] won.")
    assert forms(found) == [("Eske Gulls", ("Eske Gulls", "Gulls"))]
    apart = entities("[Eske Gulls|organisation] met [Norra Gulls|organisation].", "The [Gulls|organisation] won.")
    assert len(apart) == 3


def test_a_party_is_one_with_its_members() -> None:
    found = entities("The [Harbour Party|organisation] met.", "[Harbour|organisation] lawmakers left.")
    assert forms(found) == [("Harbour Party", ("Harbour", "Harbour Party"))]


def test_the_north_is_the_one_country_whose_name_begins_so() -> None:
    found = entities("[North Korea|place] sang. The [North|place] sang.")
    assert forms(found) == [("North Korea", ("North", "North Korea"))]
