"""Source notes in Markdown, read by markdown-it with footnotes: what it shows is what the reports say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from onrecord.formats.markdown import escaped
from onrecord.formats.plain import one_line
from onrecord.model import Story
from tests.formats.held import HOSTILE, only
from tests.record.stories import ferry_story, stories

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin).use(dollarmath_plugin)
OURS = {"bullet_list", "footnote", "footnote_anchor", "footnote_block", "footnote_ref", "heading", "inline", "link",
        "list_item", "paragraph", "strong", "text", "text_special"}  # fmt: skip
"""Kinds of tokens that the notes are made of."""


def flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or ())


def kind(token: Token) -> str:
    return token.type.removesuffix("_open").removesuffix("_close")


def shown(tokens: Sequence[Token]) -> str:
    return "".join(one.content for one in flat(tokens) if one.type in ("text", "text_special"))


@given(st.text())
@example("1. one")
@example("12) two")
@example("- - -")
@example("===")
@example("    code")
@example("a\\")
def test_words_are_shown_as_they_are_and_never_become_markup(words: str) -> None:
    line = one_line(words)
    for first, source in ((True, escaped(line)), (False, f"x{escaped(line, first=False)}")):
        tokens = READER.parse(source)
        assert {kind(one) for one in flat(tokens)} <= {"paragraph", "inline", "text", "text_special"}
        assert shown(tokens).strip() == (line if first else f"x{line}").strip()


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_shown_as_they_are(words: str) -> None:
    tokens = READER.parse(escaped(one_line(words)))
    assert shown(tokens) == one_line(words)


@settings(max_examples=30)
@given(story=stories())
def test_the_notes_to_any_story_hold_nothing_but_headings_lists_links_and_footnotes(story: Story) -> None:
    tokens = READER.parse(only("markdown", story).decode())
    assert {kind(one) for one in flat(tokens)} <= OURS


def test_a_claim_leads_to_the_exact_words_of_each_report() -> None:
    text = only("markdown", ferry_story()).decode()
    assert text.startswith("# Source notes: harbour\n")
    assert "**the ferry would sail" in text
    assert "Said by: Élodie Brask." in text
    assert "1 channel: Norra with The Lantern. First reported 2031-03-04." in text
    html = READER.render(text)
    assert html.count('class="footnote-item"') == 4, "two reports, and two sides of a conflict"
    assert "“Minister Elodie Brask told Norra the ferry would sail" in html
    assert '<a href="https://lantern.example/ferry">' in html
    assert "Status as of 2031-06-01: open" in html
    assert "“At least 40 people stood at the quay.”" in html


def test_each_footnote_that_is_called_is_there_and_each_that_is_there_is_called() -> None:
    text = only("markdown", ferry_story()).decode()
    tokens = list(flat(READER.parse(text)))
    called = {one.meta["id"] for one in tokens if one.type == "footnote_ref"}
    there = {one.meta["id"] for one in tokens if one.type == "footnote_open"}
    assert called == there
    assert len(there) == text.count("\n[^")


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    story = ferry_story()
    evil = replace(story, reports=(story.reports[0], replace(story.reports[1], url="javascript:alert(1)")))
    assert "<a href=" not in READER.render(only("markdown", evil).decode()).replace('<a href="#', "")


def test_what_is_not_known_is_said() -> None:
    story = ferry_story()
    first = replace(story.reports[0], outlet=None, published=None)
    text = only("markdown", replace(story, reports=(first, story.reports[1]))).decode()
    assert "1 report whose outlet is not known: reports/norra.txt" in text
    assert "1 report without a date: reports/norra.txt" in text
    assert "1 input gave no report: reports/photo.jpg" in text
