"""The timeline for TimelineJS, held against a schema written from the documentation of its format."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from onrecord.model import Story
from tests.formats.held import HOSTILE, only
from tests.record.stories import ferry_story, stories

SCHEMA = json.loads((Path(__file__).parent / "timelinejs.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def timeline(story: Story) -> Any:
    return json.loads(only("timelinejs", story))


def of_date(edtf: str) -> Any:
    story = ferry_story()
    entry = replace(story.timeline[0], date=edtf)
    return timeline(replace(story, timeline=(entry,), promises=()))["events"]


class Tags(HTMLParser):
    """The tags of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))


def day(of: dict[str, int]) -> date:
    return date(of["year"], of["month"], of["day"])


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@settings(max_examples=40)
@given(story=stories())
def test_the_timeline_of_any_story_fits_the_schema(story: Story) -> None:
    made = timeline(story)
    VALIDATOR.validate(made)
    assert len({one["unique_id"] for one in made["events"]}) == len(made["events"])
    for event in made["events"]:
        assert day(event["start_date"]) <= day(event.get("end_date", event["start_date"]))


@pytest.mark.parametrize(
    ("edtf", "first", "last", "display"),
    [
        ("2031-03-04", "2031-03-04", None, "2031-03-04"),
        ("2031-03", "2031-03-01", "2031-03-31", "2031-03"),
        ("2031-41", "2031-07-01", "2031-12-31", "2031-07-01 to 2031-12-31"),
        ("2031-03-04/2031-03-09", "2031-03-04", "2031-03-09", "2031-03-04 to 2031-03-09"),
    ],
)
def test_an_uncertain_date_is_a_span(edtf: str, first: str, last: str | None, display: str) -> None:
    (event,) = of_date(edtf)
    assert day(event["start_date"]).isoformat() == first
    assert (day(event["end_date"]).isoformat() if "end_date" in event else None) == last
    assert event["display_date"] == display


def test_what_has_no_day_has_no_place_on_a_timeline() -> None:
    assert of_date("soon") == []


def test_a_promise_is_a_span_with_its_status_and_sources() -> None:
    (event,) = (one for one in timeline(ferry_story())["events"] if one["group"].startswith("Promised"))
    assert (day(event["start_date"]), day(event["end_date"])) == (date(2032, 7, 1), date(2032, 12, 31))
    assert "open" in event["text"]["text"]
    assert 'href="https://lantern.example/ferry"' in event["text"]["text"]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_report_are_no_html(words: str) -> None:
    story = ferry_story()
    first = replace(story.reports[0], outlet=words, url="javascript:alert(1)")
    hostile = replace(
        story,
        reports=(first, story.reports[1]),
        timeline=(replace(story.timeline[0], text=words),),
        entities=tuple(replace(one, name=words) for one in story.entities),
    )
    for event in timeline(hostile)["events"]:
        assert Tags(event["text"]["headline"]).tags == []
        assert {tag for tag, _ in Tags(event["text"]["text"]).tags} <= {"p", "blockquote", "a", "br"}
        assert "javascript:" not in json.dumps([pair for _, pair in Tags(event["text"]["text"]).tags])
