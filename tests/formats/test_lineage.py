"""The lineage as GraphML and GEXF, read back by NetworkX."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import networkx
import pytest
from hypothesis import given, settings

from onrecord.model import Citation, Story
from tests.formats.held import HOSTILE, only
from tests.record.stories import ferry_story, stories

FORMATS = ("graphml", "gexf")


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
