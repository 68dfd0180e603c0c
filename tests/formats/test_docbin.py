"""spaCy's DocBin, read back by spaCy and taken by its own tools."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from spacy.tokens import Doc, DocBin

from onrecord.model import Report, Span, Statement, Story
from tests.formats.held import only
from tests.record.stories import ferry_story, stories


def read(story: Story) -> list[Doc]:
    return list(DocBin(store_user_data=True).from_bytes(only("docbin", story)).get_docs(spacy.blank("en").vocab))


def spans(doc: Doc, group: str) -> list[tuple[str, str, str]]:
    return [(one.label_, one.id_, one.text) for one in doc.spans[group]]


def test_source_cue_and_content_come_back_with_the_statements_id() -> None:
    _, doc = read(ferry_story())
    assert spans(doc, "sources") == [("SOURCE", "s-2", "Elodie Brask")]
    assert spans(doc, "cues") == [("CUE", "s-2", "told")]
    assert spans(doc, "contents") == [("CONTENT", "s-2", ferry_story().statements[1].text)]
    assert spans(doc, "own") == [("OWN", "s-4", "Some 25 people stood at the quay.")]
    assert len(doc.spans["sc"]) == 4


def test_names_come_back_with_the_entitys_id() -> None:
    doc, _ = read(ferry_story())
    assert [(ent.text, ent.label_, ent.ent_id_) for ent in doc.ents] == [
        ("PORT ESKE", "GPE", "e-eske"),
        ("Élodie Brask", "PERSON", "e-brask"),
    ]


def test_a_doc_says_which_report_it_is_and_who_speaks() -> None:
    doc, _ = read(ferry_story())
    about = doc.user_data["onrecord"]
    assert (about["report"], about["outlet"], about["published"]) == ("r-0000000001", "Norra", "2031-03-04")
    assert about["statements"]["s-1"]["speaker"] == "e-brask"
    assert about["widened"] == ()


def test_a_span_inside_a_token_is_widened_and_listed() -> None:
    report = Report(id="r-1", input="a.txt", text="The harbourmaster spoke.", language="en")
    statement = Statement(id="s-1", report="r-1", kind="indirect", source=((4, 11),), content=((18, 23),))
    (doc,) = read(Story(reports=(report,), statements=(statement,)))
    assert spans(doc, "sources") == [("SOURCE", "s-1", "harbourmaster")]
    assert doc.user_data["onrecord"]["widened"] == (("s-1", "SOURCE", 4, 11),)


@pytest.mark.parametrize("language", ["en", "de", "xx", None, "zz", "not a language"])
def test_a_language_that_spacy_does_not_know_is_split_by_the_rules_for_any(language: str | None) -> None:
    report = Report(id="r-1", input="a.txt", text="One two.", language=language)
    (doc,) = read(Story(reports=(report,)))
    assert [token.text for token in doc] == ["One", "two", "."]


def test_the_file_passes_the_check_of_spacys_training_data(tmp_path: Path) -> None:
    for name in ("train", "dev"):
        (tmp_path / f"{name}.spacy").write_bytes(only("docbin", ferry_story()))
    config, command = str(tmp_path / "config.cfg"), [sys.executable, "-m", "spacy"]
    made = [*command, "init", "config", config, "--lang", "en", "--pipeline", "spancat"]
    subprocess.run(made, check=True, capture_output=True)
    asked = ["--paths.train", str(tmp_path / "train.spacy"), "--paths.dev", str(tmp_path / "dev.spacy")]
    looked = [*command, "debug", "data", config, *asked, "--verbose", "--no-format"]
    told = subprocess.run(looked, check=False, capture_output=True, text=True).stdout
    assert "Corpus is loadable" in told
    for label in ("SOURCE", "CUE", "CONTENT", "OWN"):
        assert label in told


@settings(max_examples=25, deadline=None)
@given(stories())
def test_every_doc_is_its_text_and_every_span_holds_what_it_marks(story: Story) -> None:
    by_id = {one.id: one for one in story.statements}
    found = read(story)
    for report, doc in zip(sorted(story.reports, key=lambda one: one.id), found, strict=True):
        assert doc.text == report.text
        for group, role in (("sources", "source"), ("cues", "cue"), ("contents", "content"), ("own", "content")):
            marked = [(one.id_, one.start_char, one.end_char) for one in doc.spans[group]]
            wanted: list[tuple[str, Span]] = [
                (one.id, span)
                for one in by_id.values()
                if one.report == report.id and (role != "content" or (one.kind == "own") == (group == "own"))
                for span in getattr(one, role)
                if report.slice(span).strip()
            ]
            for key, (start, end) in wanted:
                inner = start + len(report.text[start:end]) - len(report.text[start:end].lstrip())
                outer = start + len(report.text[start:end].rstrip())
                assert any(one == key and a <= inner and outer <= b for one, a, b in marked)
