"""FollowTheMoney entities, held against the schemata that are kept here and, where it is installed, by the library.

followthemoney 4 needs PyICU, which is built from source where ICU's headers are: it is in a group of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from onrecord.formats.registry import Options
from onrecord.model import Statement, Story
from tests.formats.held import only
from tests.record.stories import ferry_story, stories

SCHEMATA: dict[str, Any] = json.loads(
    Path(__file__).with_name("ftm_schemata.json").read_text(encoding="utf-8")
)["schemata"]  # fmt: skip


def read(story: Story, *, with_text: bool = False) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for line in only("ftm", story, options=Options(with_text=with_text)).decode("utf-8").split("\n")[:-1]
    ]


def by_id(story: Story) -> dict[str, Any]:
    return {one["id"]: one for one in read(story)}


def problems(found: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what the kept schemata do not allow."""
    schema_of = {one["id"]: one["schema"] for one in found}
    if len(schema_of) < len(found):
        yield "an id is there twice"
    for one in found:
        schema = SCHEMATA[one["schema"]]
        for name in schema["required"]:
            if not one["properties"].get(name):
                yield f"{one['id']}: no {name}"
        for name, values in one["properties"].items():
            kind = schema["properties"].get(name)
            if kind is None:
                yield f"{one['id']}: {name} is no property of {one['schema']}"
                continue
            if not values or not all(isinstance(value, str) and value.strip() for value in values):
                yield f"{one['id']}: {name} is no list of strings: {values}"
            if kind.startswith("entity "):
                wanted = kind.partition(" ")[2]
                for value in values:
                    if wanted not in SCHEMATA[schema_of[value]]["kinds"]:
                        yield f"{one['id']}: {name} is no {wanted}"


def test_a_statement_is_a_note_on_its_speaker_and_its_article() -> None:
    note = by_id(ferry_story())["s-2"]["properties"]
    assert note["entity"] == ["e-brask", "r-0000000002"]
    assert note["proof"] == ["r-0000000002"]
    assert note["publisher"] == ["The Lantern"]
    assert note["sourceUrl"] == ["https://lantern.example/ferry"]
    assert "through Norra: named with the statement" in note["notes"]
    assert note["keywords"] == ["statement", "mixed", "future"]


def test_a_claim_is_a_note_on_those_who_say_it_and_on_its_statements() -> None:
    claim = by_id(ferry_story())["c-ferry"]["properties"]
    assert claim["entity"] == ["e-brask", "s-1", "s-2"]
    assert claim["notes"][0] == "1 channel, 0 of unknown path"


def test_a_promise_lasts_as_long_as_its_window() -> None:
    (event,) = (one["properties"] for one in read(ferry_story()) if one["schema"] == "Event")
    assert (event["startDate"], event["endDate"]) == (["2032-07-01"], ["2032-12-31"])
    assert event["involved"] == ["e-brask"]
    assert event["summary"] == ["due 2032-41: open"]


def test_a_conflict_links_its_claims_and_a_copy_its_articles() -> None:
    links = {one["properties"]["role"][0]: one["properties"] for one in read(ferry_story()) if "Link" in one["schema"]}
    conflict, copy = links["conflicts with (number)"], links["copied from"]
    assert (conflict["subject"], conflict["object"]) == (["c-many"], ["c-few"])
    assert (copy["subject"], copy["object"]) == (["r-0000000002"], ["r-0000000001"])


def test_a_label_is_told_as_words_of_a_report_and_not_as_an_office() -> None:
    brask = by_id(ferry_story())["e-brask"]["properties"]
    assert brask["notes"] == [
        "“Transport minister” (Norra, 2031-03-04)",
        "“Minister” (The Lantern, 2031-03-05T09:30:00)",
    ]
    assert not {"position", "title"} & brask.keys()


def test_a_place_is_an_actor_only_where_it_speaks() -> None:
    story = ferry_story()
    assert "e-eske" not in by_id(story)
    first, *others = story.statements
    speaking: tuple[Statement, ...] = (replace(first, speaker="e-eske"), *others)
    eske = by_id(replace(story, statements=speaking))["e-eske"]
    assert (eske["schema"], eske["properties"]["keywords"]) == ("LegalEntity", ["place"])


def test_the_text_of_an_article_stands_in_it_where_it_is_asked_for() -> None:
    story = ferry_story()
    assert "bodyText" not in read(story)[0]["properties"]
    assert read(story, with_text=True)[0]["properties"]["bodyText"] == [story.reports[0].text.strip()]


@settings(max_examples=40, deadline=None)
@given(stories())
def test_every_entity_fits_the_kept_schemata(story: Story) -> None:
    assert list(problems(read(story, with_text=True))) == []


def test_the_kept_schemata_are_those_of_the_library() -> None:
    model = pytest.importorskip("followthemoney", reason="the group `ftm` is not installed (it builds PyICU)").model
    for name, kept in SCHEMATA.items():
        schema = model.get(name)
        assert sorted(one.name for one in schema.schemata) == kept["kinds"]
        assert sorted(schema.required) == kept["required"]
        for key, kind in kept["properties"].items():
            found = schema.get(key)
            assert not found.deprecated, key
            assert (f"entity {found.range.name}" if found.range else found.type.name) == kind


@settings(max_examples=15, deadline=None)
@given(stories())
def test_the_library_takes_every_entity_as_it_stands(story: Story) -> None:
    ftm = pytest.importorskip("followthemoney", reason="the group `ftm` is not installed (it builds PyICU)")
    for one in read(story, with_text=True):
        entity = ftm.model.get_proxy(one, cleaned=False)  # cleans each value that it takes
        entity.schema.validate(entity.to_dict())
        kept = {name: sorted(values) for name, values in entity.to_dict()["properties"].items()}
        assert kept == {name: sorted(values) for name, values in one["properties"].items()}
