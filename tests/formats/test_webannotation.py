"""Web Annotations, held against the model's MUSTs and expanded as JSON-LD by pyld."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
from hypothesis import given, settings

from onrecord.formats.webannotation import lines
from onrecord.model import Story
from onrecord.record import AsOf
from tests.formats.held import Held, only
from tests.formats.json_ld import expanded
from tests.record.stories import ferry_story, stories

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
VALIDATOR = jsonschema.Draft202012Validator(
    json.loads(Path(__file__).with_name("webannotation.schema.json").read_text(encoding="utf-8"))
)


def read(story: Story) -> Any:
    return json.loads(only("webannotation", story))


def items(story: Story) -> dict[str, Any]:
    return {one["id"].removeprefix("urn:onrecord:annotation/"): one for one in read(story)["first"]["items"]}


def bodies(annotation: Any, purpose: str) -> list[str]:
    """Return the values, or the IRIs, of an annotation's bodies of one purpose."""
    found = [one for one in annotation["body"] if one["purpose"] == purpose]
    return [one["value"] if one["type"] == "TextualBody" else one["source"]["id"] for one in found]


def targets(annotation: Any) -> list[Any]:
    return annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]


def test_a_statement_says_its_kind_its_speaker_and_its_claim() -> None:
    statement = items(ferry_story())["s-1"]
    assert statement["motivation"] == "classifying"
    assert bodies(statement, "tagging") == ["mixed", "future"]
    assert bodies(statement, "identifying") == ["urn:onrecord:e-brask"]
    assert bodies(statement, "linking") == ["urn:onrecord:c-ferry"]
    assert bodies(statement, "describing") == ["the source is a name"]


def test_source_cue_and_relay_lead_to_their_statement() -> None:
    found = items(ferry_story())
    for part, words in (("source", "Elodie Brask"), ("cue", "told"), ("relay/1", "Norra")):
        (target,) = targets(found[f"s-2/{part}"])
        assert target["selector"][1]["exact"] == words
        assert "urn:onrecord:s-2" in bodies(found[f"s-2/{part}"], "linking")
    assert bodies(found["s-2/relay/1"], "identifying") == ["Norra"]


def test_a_label_says_whom_it_is_put_to_and_each_side_of_a_conflict_its_claim() -> None:
    found = items(ferry_story())
    (label,) = (one for key, one in found.items() if key.startswith("e-brask/label/r-0000000001"))
    assert bodies(label, "identifying") == ["urn:onrecord:e-brask"]
    assert targets(label)[0]["selector"][1]["exact"] == "Transport minister"
    assert bodies(found["x-crowd/1"], "linking") == ["urn:onrecord:x-crowd", "urn:onrecord:c-many"]
    assert bodies(found["x-crowd/2"], "describing") == ["put as about 25; both count the people at the quay"]


def test_the_source_is_the_address_where_there_is_one_and_the_kept_text_is_always_named() -> None:
    story = ferry_story()
    found = items(story)
    sources = [targets(found[key])[0]["source"] for key in ("s-1", "s-2")]
    assert sources == ["urn:onrecord:r-0000000001", "https://lantern.example/ferry"]
    kept = targets(found["s-2"])[0]["state"]["cached"]
    assert kept["id"] == "urn:onrecord:r-0000000002"
    assert kept["schema:sha256"] == hashlib.sha256(story.reports[1].text.encode()).hexdigest()


def test_content_in_pieces_is_one_annotation_with_a_target_a_piece() -> None:
    story = ferry_story()
    (first, *others) = story.statements
    start, end = first.content[0]
    parted = replace(first, content=((start, start + 9), (end - 9, end)))
    parted = replace(parted, text=" [...] ".join(story.reports[0].slice(span) for span in parted.content))
    found = items(replace(story, statements=(parted, *others)))
    assert [one["selector"][0] for one in targets(found["s-1"])] == [
        {"type": "TextPositionSelector", "start": start, "end": start + 9},
        {"type": "TextPositionSelector", "start": end - 9, "end": end},
    ]


def test_an_address_that_would_run_is_not_a_source() -> None:
    story = ferry_story()
    (one, two) = story.reports
    found = items(replace(story, reports=(one, replace(two, url="javascript:alert(document.cookie)"))))
    assert targets(found["s-2"])[0]["source"] == "urn:onrecord:r-0000000002"


def test_what_is_seen_as_of_a_day_says_so() -> None:
    seen = AsOf(day="2031-03-04", later=1, undated=0)
    told = json.loads("".join(lines(Held(ferry_story(), as_of=seen))))
    assert told["label"] == "What 2 reports say, as of 2031-03-04"


@settings(max_examples=40, deadline=None)
@given(stories())
def test_every_collection_keeps_the_models_musts_and_marks_the_words_it_quotes(story: Story) -> None:
    document = read(story)
    VALIDATOR.validate(document)
    found = document["first"]["items"]
    assert document["total"] == len(found) == len({one["id"] for one in found})
    texts = {f"urn:onrecord:{report.id}": report.text for report in story.reports}
    for target in (one for annotation in found for one in targets(annotation)):
        text = texts[target["state"]["cached"]["id"]]
        place, quote = target["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert text[: place["start"]].endswith(quote["prefix"])
        assert text[place["end"] :].startswith(quote["suffix"])


@settings(max_examples=25, deadline=None)
@given(stories())
def test_every_collection_is_json_ld_of_the_annotation_vocabulary(story: Story) -> None:
    document = read(story)
    (collection,) = expanded(document)
    assert collection["@type"] == [f"{AS}OrderedCollection"]
    (listed,) = collection[f"{AS}first"][0][f"{AS}items"]
    assert len(listed["@list"]) == document["total"]
    for annotation in listed["@list"]:
        assert annotation["@type"] == [f"{OA}Annotation"]
        assert {f"{OA}hasBody", f"{OA}hasTarget", f"{OA}motivatedBy"} <= annotation.keys()
        for target in annotation[f"{OA}hasTarget"]:
            assert [one["@type"] for one in target[f"{OA}hasSelector"]] == [
                [f"{OA}TextPositionSelector"],
                [f"{OA}TextQuoteSelector"],
            ]
