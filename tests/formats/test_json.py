from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

import onrecord
from onrecord.formats.json import dumps, export, lines
from onrecord.model import Story
from onrecord.record import AsOf, Record
from tests.record.stories import ferry_story, keep, stories

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "docs/reference/record.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@dataclass
class Held:
    """A story as a record would hold it."""

    content: Story
    as_of: AsOf | None = None

    def story(self) -> Story:
        return self.content

    def not_analysed(self) -> Mapping[str, str]:
        return {}


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("with_text", [False, True])
def test_the_export_of_a_record_fits_its_schema(tmp_path: Path, with_text: bool) -> None:
    with Record(keep(tmp_path / "story.db", ferry_story())) as record:
        VALIDATOR.validate(export(record, with_text=with_text))


@settings(max_examples=40, deadline=None)
@given(stories())
def test_what_is_written_is_json_of_what_was_exported(story: Story) -> None:
    exported = export(Held(story))
    assert json.loads("".join(lines(exported))) == exported


def undocumented(value: Any, schema: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Yield the keys of a value that its schema does not name."""
    schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if isinstance(value, dict) and "additionalProperties" not in schema:
        for key, inner in value.items():
            if key in schema["properties"]:
                yield from undocumented(inner, schema["properties"][key], f"{path}/{key}")
            else:
                yield f"{path}/{key}"
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for inner in value:
            yield from undocumented(inner, schema["items"], f"{path}/*")


def test_the_schema_names_every_key_of_an_export() -> None:
    seen = AsOf(day="2031-03-04", later=1, undated=0, first="2031-03-04")
    assert list(undocumented(export(Held(ferry_story(), seen), with_text=True), SCHEMA)) == []


def test_the_schema_tells_a_wrong_export() -> None:
    exported = export(Held(ferry_story()))
    exported["statements"][0]["content"] = [[3]]
    assert not VALIDATOR.is_valid(exported)


def test_the_text_of_reports_is_left_out_unless_asked_for() -> None:
    story = ferry_story()
    assert "text" not in export(Held(story))["reports"][0]
    assert export(Held(story), with_text=True)["reports"][0]["text"] == story.reports[0].text


def test_every_list_is_sorted_by_id_whatever_the_order_of_the_story() -> None:
    story = ferry_story()
    turned = replace(
        story,
        reports=story.reports[::-1],
        entities=story.entities[::-1],
        statements=story.statements[::-1],
        claims=story.claims[::-1],
        coverage=story.coverage[::-1],
    )
    assert "".join(lines(export(Held(turned)))) == "".join(lines(export(Held(story))))


def test_a_record_written_twice_exports_the_same_bytes() -> None:
    with tempfile.TemporaryDirectory() as folder:
        texts = []
        for name in ("one.db", "two.db"):
            with Record(keep(Path(folder) / name, ferry_story())) as record:
                texts.append("".join(lines(export(record))))
    assert texts[0] == texts[1]


def test_spans_names_and_ends_of_a_copy_are_named_as_the_design_names_them() -> None:
    exported = export(Held(ferry_story()))
    (copy,) = exported["copies"]
    assert (copy["from"], copy["to"], copy["share"]) == ("r-0000000001", "r-0000000002", 0.4)
    assert set(copy["passages"][0]) == {"from", "to"}
    assert exported["statements"][1]["relays"][0]["name"] == "Norra"
    assert exported["reports"][0]["published_basis"] == "manifest"
    assert [report["published_confidence"] for report in exported["reports"]] == [None, "medium"]
    assert exported["reports"][1]["published_doubt"] == "url states another day: 2031-03-01"


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x7f", "\x9b", "\u202e", "\u2028", "\u2066"])
def test_nothing_that_steers_a_terminal_stands_raw_in_json(character: str) -> None:
    written = dumps({"title": f"a{character}b"})
    assert character not in written
    assert json.loads(written) == {"title": f"a{character}b"}


def test_an_export_as_of_a_day_says_so_and_another_does_not(tmp_path: Path) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    with onrecord.open(path, as_of="2031-03-04") as record:
        exported = export(record)
    assert exported["as_of"] == {"day": "2031-03-04", "later": 1, "undated": 0, "first": "2031-03-04"}
    VALIDATOR.validate(exported)
    with onrecord.open(path) as record:
        assert "as_of" not in export(record)
