"""schema.org JSON-LD: expanded by pyld, parsed by rdflib, each property held against the vocabulary's classes."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import msgspec_schemaorg.models
import pytest
from hypothesis import given, settings
from rdflib import RDF, Graph, Literal, URIRef
from rdflib import namespace as known

from onrecord.formats.registry import Options
from onrecord.model import Copy, Report, Statement, Story
from tests.formats.held import only
from tests.formats.json_ld import CONTEXTS, expanded
from tests.record.stories import ferry_story, stories


def read(story: Story, *, with_text: bool = False) -> Any:
    return json.loads(only("schemaorg", story, options=Options(with_text=with_text)))


def nodes(story: Story, *, with_text: bool = False) -> dict[str, Any]:
    return {one["@id"].removeprefix("urn:onrecord:"): one for one in read(story, with_text=with_text)["@graph"]}


def rdf(story: Story) -> Graph:
    document = read(story)
    document["@context"] = CONTEXTS[document["@context"]]
    return Graph().parse(data=json.dumps(document), format="json-ld")


@cache
def properties(name: str) -> frozenset[str]:
    """Return the properties that a class of schema.org has, its own and those of what it is a kind of."""
    homes = {one.name.rpartition(".")[2]: one.name for one in walk_packages(msgspec_schemaorg.models.__path__, PREFIX)}
    return frozenset(getattr(import_module(homes[name]), name).__struct_encode_fields__)


PREFIX = f"{msgspec_schemaorg.models.__name__}."


def unknown(value: Any) -> list[str]:
    """Return the properties that none of the classes of their node has."""
    if isinstance(value, list):
        return [one for inner in value for one in unknown(inner)]
    if not isinstance(value, dict):
        return []
    found = [one for inner in value.values() for one in unknown(inner)]
    if "@type" in value:
        kinds = value["@type"] if isinstance(value["@type"], list) else [value["@type"]]
        known = frozenset().union(*map(properties, kinds))
        found += [f"{kinds}: {key}" for key in value.keys() - known if not key.startswith("@")]
    return sorted(found)


def with_direct() -> Story:
    """Return the story with a first statement that is direct speech."""
    story = ferry_story()
    first, *others = story.statements
    return replace(story, statements=(replace(first, kind="direct"), *others))


def test_direct_speech_is_a_quotation_in_its_words_and_a_paraphrase_is_not() -> None:
    direct, mixed = (nodes(story)["s-1"] for story in (with_direct(), ferry_story()))
    assert (direct["@type"], direct["text"]) == ("Quotation", ferry_story().statements[0].text)
    assert direct["spokenByCharacter"] == {"@id": "urn:onrecord:e-brask"}
    assert direct["dateCreated"] == "2031-03-03"
    assert mixed["@type"] == "Statement"
    assert "spokenByCharacter" not in mixed
    (said,) = mixed["isBasedOn"]
    assert (said["@type"], said["spokenByCharacter"]) == ("Quotation", {"@id": "urn:onrecord:e-brask"})
    assert "text" not in said


def test_who_carried_the_words_is_what_a_statement_is_based_on() -> None:
    _, relay = nodes(ferry_story())["s-2"]["isBasedOn"]
    assert relay["creator"]["name"] == "Norra"


def test_a_claim_has_its_authors_its_appearances_and_the_report_that_had_it_first() -> None:
    claim = nodes(ferry_story())["c-ferry"]
    assert claim["author"] == [{"@id": "urn:onrecord:e-brask"}]
    assert [one["@id"] for one in claim["appearance"]] == ["urn:onrecord:s-1", "urn:onrecord:s-2"]
    assert claim["firstAppearance"] == {"@id": "urn:onrecord:r-0000000001"}


@pytest.mark.parametrize("published", [None, "2031-03-05", "2031-03-04/2031-03-06"])
def test_no_report_is_the_first_where_another_may_be_as_early(published: str | None) -> None:
    story = ferry_story()
    one, two = story.reports
    found = nodes(replace(story, reports=(replace(one, published=published), two)))["c-ferry"]
    assert "firstAppearance" not in found


def test_a_stub_leaves_to_the_fact_checker_what_is_a_persons_to_say() -> None:
    found = nodes(ferry_story())
    stub = found["c-ferry/review"]
    assert stub["creativeWorkStatus"] == "Incomplete"
    assert [stub[key] for key in ("url", "author", "datePublished")] == [None, None, None]
    assert stub["reviewRating"] == {"@type": "Rating", "alternateName": None, "ratingValue": None}
    claim = stub["itemReviewed"]
    assert [one["name"] for one in claim["author"]] == ["Élodie Brask"]
    assert [one.get("url") for one in claim["appearance"]] == [None, "https://lantern.example/ferry"]
    assert "c-many/review" not in found, "nobody says it in his own name"


def test_no_rating_comes_out_of_a_stub() -> None:
    graph = rdf(ferry_story())
    (rating,) = graph.objects(URIRef("urn:onrecord:c-ferry/review"), known.SDO.reviewRating)
    assert list(graph.predicate_objects(rating)) == [(RDF.type, known.SDO.Rating)]


def test_a_report_is_based_on_what_it_is_known_to_have_copied_alone() -> None:
    story = ferry_story()
    one, two = story.reports
    assert nodes(story)[two.id]["isBasedOn"] == [{"@id": f"urn:onrecord:{one.id}"}]
    either: Copy = replace(story.copies[0], directed=False)
    assert "isBasedOn" not in nodes(replace(story, copies=(either,)))[two.id]


def test_the_text_of_a_report_stands_in_it_where_it_is_asked_for() -> None:
    story = ferry_story()
    assert "articleBody" not in nodes(story)["r-0000000001"]
    assert nodes(story, with_text=True)["r-0000000001"]["articleBody"] == story.reports[0].text


def test_what_is_denied_is_not_put_as_said() -> None:
    report = Report(id="r-1", input="a.txt", text="Tesk denied any fault.")
    denied = Statement(
        id="s-1", report="r-1", kind="indirect", source=((0, 4),), cue=((5, 11),), content=((12, 21),), text="any fault"
    )
    assert nodes(Story(reports=(report,), statements=(denied,)))["s-1"]["text"] == "“denied”: any fault"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://a b/", "//"])
def test_no_address_leads_anywhere_but_to_the_web(url: str) -> None:
    story = ferry_story()
    one, two = story.reports
    assert "url" not in nodes(replace(story, reports=(one, replace(two, url=url))))[two.id]


@settings(max_examples=60, deadline=None)
@given(stories())
def test_every_property_is_one_of_its_class_in_schema_org(story: Story) -> None:
    assert unknown(read(story, with_text=True)["@graph"]) == []


@settings(max_examples=30, deadline=None)
@given(stories())
def test_every_graph_is_rdf_in_the_terms_of_schema_org(story: Story) -> None:
    expanded(read(story))
    graph = rdf(story)
    for predicate in set(graph.predicates()) - {RDF.type}:
        assert str(predicate).removeprefix(str(known.SDO)) in known.SDO, predicate
    for kind in set(graph.objects(None, RDF.type)):
        assert str(kind).removeprefix(str(known.SDO)) in known.SDO, kind
    for statement in story.statements:
        words = list(graph.objects(URIRef(f"urn:onrecord:{statement.id}"), known.SDO.text))
        assert len(words) == 1
        if statement.kind == "direct":
            assert words == [Literal(statement.text)]
