"""brat standoff, read by a strict reader of the format."""

from __future__ import annotations

import configparser
from dataclasses import replace

import pytest
from hypothesis import given, settings

from onrecord.formats.brat import plain_text
from onrecord.model import Report, Span, Statement, Story
from tests.formats.held import made
from tests.formats.standoff import Standoff, StandoffError, read
from tests.record.stories import ferry_story, stories

TYPES = {"Source", "Cue", "Content", "Own"}


def marked(story: Story, report: str) -> Standoff:
    files = made("brat", story)
    return read(files[f"{report}.txt"].decode("utf-8"), files[f"{report}.ann"].decode("utf-8"))


def of(report: Report, **parts: tuple[Span, ...]) -> Story:
    words = " [...] ".join(report.slice(span) for span in parts.get("content", ()))
    statement = Statement(id="s-1", report=report.id, kind="indirect", text=words, sentence=(0, 1), **parts)  # type: ignore[arg-type]
    return Story(reports=(report,), statements=(statement,))


def test_a_statement_is_a_content_attributed_to_its_source_and_introduced_by_its_cue() -> None:
    found = marked(ferry_story(), "r-0000000002")
    words = {key: (mark.type, mark.words) for key, mark in found.marks.items()}
    told = [(name, words[one][1][:9], words[other]) for name, one, other in found.relations]
    assert told == [
        ("AttributedTo", "the ferry", ("Source", "Elodie Brask")),
        ("Introduced", "the ferry", ("Cue", "told")),
    ]
    assert [mark.words for mark in found.marks.values() if mark.type == "Own"] == ["Some 25 people stood at the quay."]


def test_notes_keep_the_ids_of_statement_claim_and_speaker() -> None:
    found = marked(ferry_story(), "r-0000000002")
    notes = {found.marks[key].type: words for key, words in found.notes.items()}
    assert notes == {"Content": ["s-2 c-ferry"], "Source": ["s-2 e-brask Élodie Brask"], "Own": ["s-4 c-few"]}


def test_kinds_and_flags_are_attributes() -> None:
    found = marked(ferry_story(), "r-0000000001")
    (content,) = (key for key, mark in found.marks.items() if mark.type == "Content")
    assert [one for one in found.attributes if one[1] == content] == [
        ("Kind", content, "mixed"),
        ("Future", content, ""),
    ]


def test_a_statement_leads_to_the_one_that_it_passes_on() -> None:
    story = ferry_story()
    first, second, *others = story.statements
    inner = replace(second, report=first.report, source=(), cue=(), content=first.content, within=first.id)
    found = marked(replace(story, statements=(first, inner, *others)), "r-0000000001")
    passed = [(one, other) for name, one, other in found.relations if name == "PassesOn"]
    assert [(found.notes[one][0][:3], found.notes[other][0][:3]) for one, other in passed] == [("s-1", "s-2")]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("one two", ((0, 7),)),
        ("one\ntwo", ((0, 3), (4, 7))),
        ("one \r\n\ttwo", ((0, 3), (7, 10))),
        (" one\x00two\x85 ", ((1, 4), (5, 8))),
        ("\u2028one", ((1, 4),)),
        ("𝔸𝔹 two", ((0, 6),)),
    ],
)
def test_a_mark_ends_where_its_line_does(text: str, pieces: tuple[Span, ...]) -> None:
    found = marked(of(Report(id="r-1", input="a.txt", text=text), content=((0, len(text)),)), "r-1")
    assert [mark.pieces for mark in found.marks.values()] == [pieces]


def test_the_text_has_the_code_points_that_were_counted() -> None:
    text = "\ufeffone\r\ntwo\rthree"
    assert plain_text(Report(id="r-1", input="a.txt", text=text)) == " one \ntwo three"


def test_what_may_be_marked_is_configured() -> None:
    files = made("brat", ferry_story())
    config = configparser.ConfigParser(allow_no_value=True, delimiters=("\t",), comment_prefixes="#")
    config.optionxform = str  # type: ignore[assignment, method-assign]
    config.read_string(files["annotation.conf"].decode("utf-8"))
    assert set(config["entities"]) == TYPES
    assert {"AttributedTo", "Introduced", "PassesOn"} <= set(config["relations"])
    assert set(config["attributes"]) == {"Kind", "Negated", "Hedged", "Future"}


@settings(max_examples=40, deadline=None)
@given(stories())
def test_every_file_is_read_by_a_strict_reader_and_no_statement_with_words_is_lost(story: Story) -> None:
    files = made("brat", story)
    for report in story.reports:
        text = files[f"{report.id}.txt"].decode("utf-8")
        assert len(text) == len(report.text)
        found = read(text, files[f"{report.id}.ann"].decode("utf-8"))
        assert {mark.type for mark in found.marks.values()} <= TYPES
        noted = {
            words.split()[0]
            for key, notes in found.notes.items()
            for words in notes
            if found.marks[key].type in {"Content", "Own"}
        }
        said = [one for one in story.statements if one.report == report.id]
        seen = {one.id for one in said if any(has_words(report, span) for span in (one.content or (one.sentence,)))}
        assert seen <= noted <= {one.id for one in said}


def has_words(report: Report, span: Span) -> bool:
    return any(sign.isprintable() and not sign.isspace() for sign in report.slice(span))


@pytest.mark.parametrize(
    "line",
    [
        "T1\tSource 0 3\ttwo",
        "T1\tSource 0 9\tone",
        "T1 Source 0 3\tone",
        "R1\tCites Arg1:T1 Arg2:T2",
        "x",
        "T1\tSource 0 3\tone\n",
    ],
)
def test_the_reader_takes_nothing_else(line: str) -> None:
    with pytest.raises(StandoffError):
        read("one two", f"{line}\n")
