"""The lineage as GraphML and GEXF, read back by NetworkX; GEXF is held against a schema, too."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from lxml import etree

from onrecord.model import Citation, Story
from tests.formats.held import HOSTILE, only
from tests.record.stories import ferry_story, stories

FORMATS = ("graphml", "gexf")
GEXF = "{http://gexf.net/1.3}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf.rng")))


def graph(name: str, story: Story) -> Any:
    read = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[name]
    found = read(io.BytesIO(only(name, story)))
    return found if found.is_multigraph() else networkx.MultiDiGraph(found)


def edges(found: Any, kind: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [(a, b, about) for a, b, about in found.edges(data=True) if about["kind"] == kind]


@pytest.mark.parametrize("name", FORMATS)
def test_words_go_from_the_origin_to_the_copy_and_from_the_source_to_who_names_it(name: str) -> None:
    found = graph(name, ferry_story())
    ((origin, copy, about),) = edges(found, "copy")
    assert (origin, copy) == ("r-0000000001", "r-0000000002")
    assert (about["share"], about["passages"], about["direction_known"]) == (0.4, 1, True)
    ((outlet, report, cited),) = edges(found, "citation")
    assert found.nodes[outlet]["label"] == "Norra"
    assert (report, cited["times"], cited["how"]) == ("r-0000000002", 1, "told")
    assert [(outlet, "r-0000000001")] == [(a, b) for a, b, _ in edges(found, "published")]


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_a_node_with_its_outlet_day_and_address(name: str) -> None:
    node = graph(name, ferry_story()).nodes["r-0000000002"]
    assert node["label"] == "The Lantern, 2031-03-05"
    assert (node["kind"], node["outlet"], node["published"]) == ("report", "The Lantern", "2031-03-05T09:30:00")
    assert node["url"] == "https://lantern.example/ferry"
    assert isinstance(node["words"], int)


def test_in_gexf_a_report_is_there_from_its_day() -> None:
    found = graph("gexf", ferry_story())
    assert found.nodes["r-0000000002"]["start"] == "2031-03-05"
    ((_, _, about),) = edges(found, "copy")
    assert about["start"] == "2031-03-05"


@settings(max_examples=25)
@given(story=stories())
def test_gexf_is_valid_and_points_at_nothing_that_is_not_there(story: Story) -> None:
    made = etree.fromstring(only("gexf", story))
    assert SCHEMA.validate(made), SCHEMA.error_log
    for one, many in (("node", "nodes"), ("edge", "edges")):
        (declared,) = [each for each in made.iter(f"{GEXF}attributes") if each.get("class") == one]
        types = {attribute.get("id"): attribute.get("type") for attribute in declared}
        found = list(made.iterfind(f".//{GEXF}{many}/{GEXF}{one}"))
        assert len({each.get("id") for each in found}) == len(found)
        for value in made.iterfind(f".//{GEXF}{many}/{GEXF}{one}//{GEXF}attvalue"):
            assert _is_of(types[value.get("for")], value.get("value", ""))
    nodes = {node.get("id") for node in made.iter(f"{GEXF}node")}
    assert {edge.get(end) for edge in made.iter(f"{GEXF}edge") for end in ("source", "target")} <= nodes


def _is_of(kind: str | None, value: str) -> bool:
    """Return whether a value has the lexical form of a type (XML Schema)."""
    forms = {"integer": r"-?[0-9]+", "double": r"-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?", "boolean": "true|false"}
    return kind == "string" or re.fullmatch(forms[str(kind)], value) is not None


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25)
@given(story=stories())
def test_every_report_copy_and_citation_of_any_story_is_read_back(name: str, story: Story) -> None:
    found = graph(name, story)
    kinds = networkx.get_node_attributes(found, "kind")
    assert sorted(key for key, kind in kinds.items() if kind == "report") == sorted(one.id for one in story.reports)
    assert len(edges(found, "copy")) == len(story.copies)
    outlets = {one.id: one.outlet for one in story.reports}
    others = [one for one in story.citations if one.outlet != outlets[one.report]]
    cited = {(one.outlet, one.report) for one in others}
    assert len(edges(found, "citation")) == len(cited)
    assert sum(about["times"] for _, _, about in edges(found, "citation")) == len(others)


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_words_are_words(name: str) -> None:
    story = ferry_story()
    for words in HOSTILE:
        hostile = replace(
            story,
            reports=(replace(story.reports[0], title=words), story.reports[1]),
            citations=(Citation(outlet=words, span=(0, 1), how="told", report="r-0000000001"),),
        )
        found = graph(name, hostile)
        assert found.nodes["r-0000000001"].get("title", "") == " ".join(
            found.nodes["r-0000000001"].get("title", "").split()
        )
        assert len(found) == 3
