"""What holds of each format: any record is written, the same way each time, and the documentation says what it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from onrecord.formats.registry import format_of, names
from onrecord.model import Story
from tests.formats.held import made, turned
from tests.record.stories import ferry_story, stories

DOCS = Path(__file__).parents[2] / "docs" / "formats.md"
OURS = ("json", "csv", "parquet", "timelinejs", "ics", "graphml", "gexf", "markdown", "docx")


@pytest.mark.parametrize("name", names())
def test_the_documentation_says_of_each_format_what_it_loses(name: str) -> None:
    text = " ".join(DOCS.read_text(encoding="utf-8").split())
    form = format_of(name)
    assert f"## {name}" in text
    assert " ".join(form.lost.split()) in text, f"docs/formats.md does not say of {name}: {form.lost}"
    assert f"--format {name}" in text or re.search(rf"-o \w+{re.escape(form.suffix)}\b", text), "an example"


def test_the_documentation_names_no_format_that_is_not_there() -> None:
    headings = re.findall(r"^## (\S+)$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(headings) == sorted(names())


@pytest.mark.parametrize("name", names())
def test_a_format_is_called_as_it_is_listed(name: str) -> None:
    form = format_of(name)
    assert form.name == name
    assert form.use
    assert form.title
    assert form.suffix.startswith(".")


@pytest.mark.parametrize("name", OURS)
def test_the_same_story_gives_the_same_bytes_in_whatever_order_it_comes(name: str) -> None:
    assert made(name, ferry_story()) == made(name, turned(ferry_story()))


@pytest.mark.parametrize("name", OURS)
def test_an_empty_record_is_written(name: str) -> None:
    assert made(name, Story())


@pytest.mark.parametrize("name", OURS)
@settings(max_examples=8)
@given(story=stories())
def test_any_story_is_written_twice_alike(name: str, story: Story) -> None:
    files = made(name, story)
    assert files == made(name, story)
    assert all("/" not in file and file == file.strip() for file in files)
    assert len(files) == 1 or format_of(name).several
