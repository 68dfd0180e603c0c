"""PROV: read by the prov package and by rdflib, which have to find the same in both files."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from prov.model import ProvDocument
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import PROV

from onrecord.formats.prov import files
from onrecord.formats.registry import Options
from onrecord.model import Relay, Story
from onrecord.record import AsOf
from tests.formats.held import Held, made
from tests.record.stories import ferry_story, stories

US = Namespace("urn:onrecord:")
TERM = Namespace("urn:onrecord:term/")
LINKS = {
    "wasDerivedFrom": ("generatedEntity", "usedEntity"),
    "wasAttributedTo": ("entity", "agent"),
    "hadMember": ("collection", "entity"),
    "wasGeneratedBy": ("entity", "activity"),
    "used": ("activity", "entity"),
    "wasInformedBy": ("informed", "informant"),
    "wasAssociatedWith": ("activity", "agent"),
}


def json_of(story: Story) -> str:
    return made("prov", story)["harbour.prov.json"].decode("utf-8")


def document(story: Story) -> ProvDocument:
    return ProvDocument.deserialize(content=json_of(story), format="json")


def graph(story: Story) -> Graph:
    return Graph().parse(data=made("prov", story)["harbour.prov.ttl"], format="turtle")


def test_the_way_leads_from_the_record_over_outlet_and_relay_to_the_speaker() -> None:
    found = graph(ferry_story())
    (record,) = found.subjects(PROV.hadMember, US["c-ferry"])
    assert (record, RDF.type, PROV.Collection) in found
    assert (US["c-ferry"], PROV.hadMember, US["s-2"]) in found
    assert (US["s-2"], PROV.wasQuotedFrom, US["r-0000000002"]) in found
    assert (US["r-0000000002"], PROV.wasAttributedTo, US["outlet/The%20Lantern"]) in found
    assert (US["s-2"], PROV.wasDerivedFrom, US["s-2/relay/1"]) in found
    assert (US["s-2/relay/1"], PROV.wasAttributedTo, US["outlet/Norra"]) in found
    assert (US["s-2/relay/1"], PROV.wasDerivedFrom, US["s-2/said"]) in found
    assert (US["s-2/said"], PROV.wasAttributedTo, US["e-brask"]) in found


def test_direct_speech_is_quoted_from_what_was_said_and_other_speech_is_not() -> None:
    story = ferry_story()
    first, *others = story.statements
    direct = graph(replace(story, statements=(replace(first, kind="direct"), *others)))
    assert (US["s-1"], PROV.wasQuotedFrom, US["s-1/said"]) in direct
    mixed = graph(story)
    assert (US["s-1"], PROV.wasQuotedFrom, US["s-1/said"]) not in mixed
    assert (US["s-1"], PROV.wasDerivedFrom, US["s-1/said"]) in mixed


def test_a_copy_is_derived_from_its_origin_only_where_it_is_known_which_was_first() -> None:
    story = ferry_story()
    known = (US["r-0000000002"], PROV.wasDerivedFrom, US["r-0000000001"])
    assert known in graph(story)
    (why,) = graph(story).objects(None, TERM.share)
    assert why == Literal("0.4", datatype="http://www.w3.org/2001/XMLSchema#decimal")
    assert known not in graph(replace(story, copies=(replace(story.copies[0], directed=False),)))


def test_a_report_that_says_it_was_told_so_itself_has_it_from_nobody_else() -> None:
    story = ferry_story()
    report = US["r-0000000002"]
    cited = set(graph(story).objects(report, PROV.wasDerivedFrom)) - {US["r-0000000001"]}
    (account,) = cited
    assert (account, PROV.wasAttributedTo, US["outlet/Norra"]) in graph(story)
    own = replace(story.citations[0], outlet="The Lantern")
    assert set(graph(replace(story, citations=(own,))).objects(report, PROV.wasDerivedFrom)) == cited - {account} | {
        US["r-0000000001"]
    }


def test_a_decision_is_an_activity_of_a_person_at_its_time() -> None:
    found = graph(ferry_story())
    assert (US["d-1"], PROV.wasAssociatedWith, US["person/desk"]) in found
    assert (US["person/desk"], RDF.type, PROV.Person) in found
    (began,) = found.objects(US["d-1"], PROV.startedAtTime)
    assert isinstance(began, Literal)
    assert began.toPython() == datetime(2031, 3, 6, 10, tzinfo=UTC)
    (words,) = found.objects(US["d-1"], RDFS.label)
    assert str(words) == "not-same (e-brask, e-eske): a person and a town"


def test_a_speaker_who_is_not_known_is_somebody_of_that_statement_alone() -> None:
    story = ferry_story()
    first, second, *others = story.statements
    nobody = [replace(one, speaker=None) for one in (first, second)]
    found = graph(replace(story, statements=(*nobody, *others)))
    agents = {next(found.objects(US[f"{key}/said"], PROV.wasAttributedTo)) for key in ("s-1", "s-2")}
    assert agents == {US["s-1/speaker"], US["s-2/speaker"]}


def test_somebody_who_passed_it_on_is_no_outlet() -> None:
    story = ferry_story()
    first, *others = story.statements
    relay = Relay(name="an aide", span=(0, 5), basis="says that it was said")
    found = graph(replace(story, statements=(replace(first, relays=(relay,)), *others)))
    (who,) = found.objects(US["s-1/relay/1"], PROV.wasAttributedTo)
    assert (who, RDF.type, PROV.Organization) not in found
    assert (who, RDFS.label, Literal("an aide")) in found


def test_what_is_seen_as_of_a_day_says_so() -> None:
    seen = AsOf(day="2031-03-04", later=1, undated=0)
    _, written = files(Held(ferry_story(), as_of=seen), Options())
    assert b'term:asOf "2031-03-04"' in b"".join(written.pieces)


@pytest.mark.parametrize("words", ['"', "\\", 'a"""b', "a\nb", "\x00", "\x1b[31m", "\u202e", "\ufffe", "𝔸", "<a>", "."])
def test_no_words_end_a_string_before_its_end(words: str) -> None:
    story = ferry_story()
    one, *others = story.entities
    changed = replace(story, entities=(replace(one, name=words), *others))
    assert (US["e-brask"], RDFS.label, Literal(words)) in graph(changed)
    assert words in json.loads(json_of(changed))["agent"]["onrecord:e-brask"]["prov:label"]


@settings(max_examples=40, deadline=None)
@given(stories())
def test_every_document_is_read_by_the_prov_package_and_comes_back_the_same(story: Story) -> None:
    read = document(story)
    again = io.StringIO()
    read.serialize(again, format="json")
    assert ProvDocument.deserialize(content=again.getvalue(), format="json") == read
    assert read.get_provn().startswith("document")


@settings(max_examples=40, deadline=None)
@given(stories())
def test_both_files_say_the_same(story: Story) -> None:
    plain = json.loads(json_of(story))
    found = graph(story)
    for kind in ("entity", "activity", "agent"):
        keys = {US[key.removeprefix("onrecord:")] for key in plain.get(kind, {})}
        assert set(found.subjects(RDF.type, PROV[kind.capitalize()])) == keys
    for name, ends in LINKS.items():
        pairs = {
            tuple(US[one[f"prov:{end}"].removeprefix("onrecord:")] for end in ends)
            for one in plain.get(name, {}).values()
        }
        told = set(found.subject_objects(PROV[name]))
        if name == "wasDerivedFrom":
            told |= set(found.subject_objects(PROV.wasQuotedFrom))
        assert told == pairs


@settings(max_examples=30, deadline=None)
@given(stories())
def test_each_link_leads_to_what_is_told_of(story: Story) -> None:
    found = graph(story)
    known = set(found.subjects(RDF.type, None))
    for name in (*LINKS, "wasQuotedFrom"):
        for one, other in found.subject_objects(PROV[name]):
            assert isinstance(one, URIRef)
            assert {one, other} <= known
