"""CoNLL-U Plus, read by the conllu package."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import conllu
import pytest
from hypothesis import given, settings

from onrecord.formats.conll import LAYERS
from onrecord.formats.conll import conllu as in_conllu
from onrecord.model import Report, Statement, Story
from tests.formats.held import only
from tests.record.stories import ferry_story, stories


def read(story: Story) -> list[Any]:
    found = conllu.parse_incr(io.StringIO(only("conll", story).decode("utf-8"), newline="\n"))
    return [sentence for sentence in found if len(sentence)]  # a file without a token is its first line alone


def cells(sentences: list[Any], layer: str) -> Iterator[tuple[str, str]]:
    """Yield each cell of a layer that says something, with its token."""
    for token in (token for sentence in sentences for token in sentence):
        for cell in token[f"onrecord:{layer.lower()}"].split("|"):
            if cell != "O":
                yield cell, token["form"]


def joined(story: Story, layer: str, statement: str) -> list[str]:
    """Return the pieces of a statement, read from BIO."""
    pieces: list[list[str]] = []
    for cell, form in cells(read(story), layer):
        letter, _, key = cell.partition(":")
        if key == statement:
            if letter == "B":
                pieces.append([])
            pieces[-1].append(form)
    return [" ".join(piece) for piece in pieces]


def test_source_cue_and_content_are_joined_by_the_statements_id() -> None:
    story = ferry_story()
    assert joined(story, "SOURCE", "s-2") == ["Elodie Brask"]
    assert joined(story, "CUE", "s-2") == ["told"]
    assert joined(story, "CONTENT", "s-2") == ['the ferry would sail " in the second half of next year "']
    assert joined(story, "OWN", "s-4") == ["Some 25 people stood at the quay ."]


def test_a_content_in_pieces_begins_twice() -> None:
    story = ferry_story()
    first, *others = story.statements
    start, end = first.content[0]
    parted = replace(first, content=((start, start + 9), (end - 10, end - 1)))
    assert joined(replace(story, statements=(parted, *others)), "CONTENT", "s-1") == ["the ferry", "next year"]


def test_statements_in_one_another_stand_in_one_cell() -> None:
    report = Report(id="r-1", input="a.txt", text="one two")
    said = [
        Statement(id=key, report="r-1", kind="indirect", content=((0, end),)) for key, end in (("s-1", 7), ("s-2", 3))
    ]
    lines = [line.split("\t")[4] for line in "".join(in_conllu(report, said, ())).split("\n") if "\t" in line]
    assert lines == ["B:s-1|B:s-2", "I:s-1"]


def test_a_report_is_a_document_and_a_sentence_a_sentence() -> None:
    report = Report(id="r-1", input="a.txt", text="One.\nTwo, three.", outlet="Norra", published="2031-03-04")
    first, second = conllu.parse(
        "".join(in_conllu(report, (), ((0, 4), (5, 16)))), fields=["id", "form", *LAYERS, "misc"]
    )
    assert first.metadata == {
        "newdoc id": "r-1",
        "outlet": "Norra",
        "published": "2031-03-04",
        "sent_id": "r-1-1",
        "text": "One.",
    }
    assert second.metadata == {"sent_id": "r-1-2", "text": "Two, three."}


@pytest.mark.parametrize(
    "text", ["a\tb", "a\x00b", "a\x85b", "a\u2028b", "a\r\nb", "_", "#", "# text = x", "\ufeffa", "a\u202eb"]
)
def test_no_character_breaks_a_line_or_a_column(text: str) -> None:
    story = Story(reports=(Report(id="r-1", input="a.txt", text=text),))
    (sentence,) = read(story)
    assert sentence.metadata["text"] == "".join(
        token["form"] + ("" if "SpaceAfter" in token["misc"] else " ") for token in sentence
    ).rstrip()  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(stories())
def test_every_file_is_read_by_conllu_and_each_token_stands_where_it_says(story: Story) -> None:
    texts = {report.id: report.text for report in story.reports}
    for sentence in read(story):
        text = texts[sentence.metadata["sent_id"].rpartition("-")[0]]
        assert [token["id"] for token in sentence] == list(range(1, len(sentence) + 1))
        for token in sentence:
            start, end = map(int, token["misc"]["TokenRange"].split(":"))
            kept = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[start:end])
            assert token["form"] == kept


@settings(max_examples=30, deadline=None)
@given(stories())
def test_every_layer_is_sound_bio(story: Story) -> None:
    known = {statement.id for statement in story.statements}
    found = read(story)
    for layer in LAYERS:
        begun: set[str] = set()
        for cell, _ in cells(found, layer):
            letter, _, key = cell.partition(":")
            assert letter in {"B", "I"}
            assert key in known
            assert letter == "B" or key in begun
            begun.add(key)
