"""Source notes as .docx, read back by python-docx: headings, lists, links and footnotes that lead somewhere."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings

from onrecord.errors import UsageError
from onrecord.model import Story
from tests.formats.held import HOSTILE, only
from tests.record.stories import ferry_story, stories

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(written: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert package.testzip() is None
        return {name: parse_xml(package.read(name)) for name in package.namelist() if name.endswith((".xml", ".rels"))}


def test_headings_are_headings_and_claims_are_lists() -> None:
    document = docx.Document(io.BytesIO(only("docx", ferry_story())))
    styles = [(one.style.name, one.text) for one in document.paragraphs if one.style is not None]
    assert styles[0] == ("Title", "Source notes: harbour")
    headings = [text for style, text in styles if style == "Heading 1"]
    assert headings[-4:] == ["Falls due", "Who copied whom", "What is not known", "Reports"]
    assert any(style == "List Bullet" and "the ferry would sail" in text for style, text in styles)


@settings(max_examples=10)
@given(story=stories())
def test_each_footnote_is_called_and_each_call_has_one(story: Story) -> None:
    made = parts(only("docx", story))
    body, notes = made["word/document.xml"], made["word/footnotes.xml"]
    called = [one.get(f"{W}id") for one in body.iter(f"{W}footnoteReference")]
    there = [one.get(f"{W}id") for one in notes.iter(f"{W}footnote") if one.get(f"{W}type") is None]
    assert called == there, "in the order of the text"
    again = {re.search(r"_note\d+", one.get(f"{W}instr", "")) for one in body.iter(f"{W}fldSimple")}
    marks = {one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")}
    assert {found[0] for found in again if found} <= marks


def test_a_footnote_has_the_report_the_words_and_a_link() -> None:
    made = parts(only("docx", ferry_story()))
    texts = ["".join(one.itertext()) for one in made["word/footnotes.xml"].iter(f"{W}footnote")]
    (second,) = (one for one in texts if "told Norra" in one)
    assert "The Lantern, “Brask promises ferry”, 2031-03-05, https://lantern.example/ferry" in second
    targets = [one.get("Target") for one in made["word/_rels/footnotes.xml.rels"]]
    assert "https://lantern.example/ferry" in targets


def test_what_no_xml_may_hold_is_left_out() -> None:
    story = ferry_story()
    for words in HOSTILE:
        hostile = replace(story, reports=(replace(story.reports[0], title=words, outlet=words), story.reports[1]))
        assert docx.Document(io.BytesIO(only("docx", hostile))).paragraphs


def test_the_document_says_what_it_is_and_is_of_the_newest_report() -> None:
    about = docx.Document(io.BytesIO(only("docx", ferry_story()))).core_properties
    assert (about.title, about.author) == ("Source notes: harbour", "onrecord")
    assert about.created is not None
    assert about.created.date().isoformat() == "2031-03-05"


def test_who_lacks_python_docx_is_told_which_extra_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError, match=r"pip install 'onrecord\[docx\]'"):
        only("docx", ferry_story())
