from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import Entity, Story
from onrecord.record import NameNotFoundError
from onrecord.record.who import who
from tests.record.stories import ferry_story


def entity(key: str, name: str, *forms: str) -> Entity:
    return Entity(id=key, name=name, kind="person", forms=(name, *forms), mentions=())


def with_entities(*more: Entity) -> Story:
    story = ferry_story()
    return replace(story, entities=(*story.entities, *more))


@pytest.mark.parametrize(
    "name", ["Élodie Brask", "elodie brask", "ELODIE  BRASK", "Brask", "brask elodie", "e-brask", "Elodie-Brask"]
)
def test_any_form_of_a_name_finds_the_speaker(name: str) -> None:
    assert who(ferry_story(), name).entity.id == "e-brask"


def test_what_was_said_comes_by_date_with_relay_and_promise() -> None:
    said = who(ferry_story(), "Brask").said
    assert [(one.report.outlet, [relay.name for relay in one.statement.relays]) for one in said] == [
        ("Norra", []),
        ("The Lantern", ["Norra"]),
    ]
    assert [one.promise.due for one in said if one.promise is not None] == ["2032-41", "2032-41"]


def test_what_says_a_promise_in_another_claim_is_marked_too() -> None:
    story = ferry_story()
    (promise,) = story.promises
    (window, *_) = promise.windows
    claims = tuple(
        replace(one, statements=tuple(said for said in one.statements if said != window.statement))
        for one in story.claims
    )
    said = who(replace(story, claims=claims), "Brask").said
    assert [one.promise.claim for one in said if one.statement.id == window.statement and one.promise] == [
        promise.claim
    ]
    bare = replace(story, claims=claims, promises=(replace(promise, windows=()),))
    assert [one.promise for one in who(bare, "Brask").said if one.statement.id == window.statement] == [None]


def test_undated_reports_come_last() -> None:
    story = ferry_story()
    undated = replace(story.reports[0], published=None)
    said = who(replace(story, reports=(undated, story.reports[1])), "Brask").said
    assert [one.report.outlet for one in said] == ["The Lantern", "Norra"]


def test_a_whole_form_wins_over_words_of_a_longer_name() -> None:
    story = with_entities(entity("e-port", "Port Eske Herald"))
    assert who(story, "Port Eske").entity.id == "e-eske"


def test_of_two_that_share_a_name_the_one_that_speaks_is_meant() -> None:
    story = with_entities(entity("e-dag", "Dag Brask"))
    assert who(story, "Brask").entity.id == "e-brask"


def test_a_name_that_may_mean_several_is_not_guessed_at() -> None:
    story = with_entities(entity("e-1", "Ilan Vey"), entity("e-2", "Ruta Vey"))
    with pytest.raises(NameNotFoundError, match=r'"Vey" may be Ilan Vey \(person, e-1\), Ruta Vey') as raised:
        who(story, "Vey")
    assert [candidate.id for candidate in raised.value.candidates] == ["e-1", "e-2"]
    assert raised.value.exit_code == 1


def test_the_nearest_names_are_offered_for_one_that_nobody_has() -> None:
    with pytest.raises(NameNotFoundError, match='no report names "Brasq"; the nearest names are Élodie Brask'):
        who(ferry_story(), "Brasq")


@pytest.mark.parametrize("name", ["Zyxomma", "", "?!"])
def test_nothing_is_offered_where_nothing_is_near(name: str) -> None:
    with pytest.raises(NameNotFoundError) as raised:
        who(ferry_story(), name)
    assert raised.value.candidates == ()
