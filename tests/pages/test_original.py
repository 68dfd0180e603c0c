"""The way back into the original, in words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Place, Report, Source
from onrecord.pages import render
from onrecord.pages.original import SHOWN, original
from tests.pages.sample import story

TEXT = "Ferry delayed\nThe ferry from Osk was late.\nNobody was hurt."
LINES = [found.span() for found in re.finditer(r"[^\n]+", TEXT)]


def report(media_type: str, *ats: str, **source: object) -> Report:
    places = tuple(Place(span=span, at=at) for span, at in zip(LINES, ats, strict=False))
    held = Source(media_type=media_type, sha256="0" * 64, **source)  # type: ignore[arg-type]
    return Report(id="r-1", input="ferry", text=TEXT, places=places, source=held)


@pytest.mark.parametrize(
    ("media_type", "at", "words"),
    [
        ("text/html", "char=1200,1480", "characters 1,201–1,480 of the HTML"),
        ("text/html", "char=7,8", "character 8 of the HTML"),
        ("application/x-ndjson", "line=3,4", "line 4 of the file"),
        ("text/plain", "line=12,14", "lines 13–14 of the file"),
        ("text/csv", "row=4", "row 4 of the table"),
        ("application/pdf", "page=3&viewrect=72,96,451,28", "page 3 of the PDF, box 72, 96, 451 × 28 points"),
        ("application/pdf", "page=3&viewrect=72.5,96,451,28", "page 3 of the PDF, box 72.5, 96, 451 × 28 points"),
        ("application/pdf", "page=3", "page 3 of the PDF"),
    ],
)
def test_a_place_is_told_in_words_counted_from_one(media_type: str, at: str, words: str) -> None:
    found = original(report(media_type, at), [(0, 5)])
    assert found is not None
    assert (found.words, found.exact) == (words, at)


def test_only_the_passages_that_hold_the_words_are_told() -> None:
    page = report("text/html", "char=10,23", "char=40,68", "char=80,96")
    found = original(page, [(LINES[1][0] + 4, LINES[1][0] + 9)])
    assert found is not None
    assert found.words == "characters 41–68 of the HTML"
    assert original(page, [(LINES[0][1], LINES[1][0])]) is None, "the line end between two passages is in neither"


def test_a_record_of_an_archive_is_told_by_its_number_its_byte_and_its_name() -> None:
    page = replace(
        report("text/html", "char=10,23", record="urn:uuid:0000", offset=12345), input="norra/crawl.warc.gz#12"
    )
    found = original(page, [(0, 5)])
    assert found is not None
    assert found.words == "characters 11–23 of the HTML; record 12 of crawl.warc.gz, at byte 12,345"
    assert found.exact == "char=10,23 urn:uuid:0000"


def test_a_member_that_has_a_name_and_no_number_is_told_by_its_byte() -> None:
    found = original(replace(report("text/plain", offset=512), input="box.tar/ferry.txt"), [(0, 5)])
    assert found is not None
    assert found.words == "in its archive, at byte 512"


def test_nothing_is_told_where_nothing_is_kept() -> None:
    assert original(Report(id="r-1", input="a.txt", text=TEXT), [(0, 5)]) is None
    assert original(report("text/html", "xywh=1,2,3,4"), [(0, 5)]) is None, "a standard that is not known here"


@given(st.integers(SHOWN + 1, 20))
def test_a_quotation_over_many_passages_is_told_by_its_first(count: int) -> None:
    places = tuple(Place(span=(n, n + 1), at=f"line={n},{n + 1}") for n in range(count))
    found = original(Report(id="r-1", input="a", text="x" * count, places=places), [(0, count)])
    assert found is not None
    assert found.words.endswith(f"; and {count - SHOWN} more")
    assert found.words.count("line ") == SHOWN


def test_the_evidence_on_the_page_leads_into_the_original() -> None:
    whole = story()
    first = whole.reports[0]
    place = Place(span=(0, len(first.text)), at="char=700,2900")
    source = Source(media_type="text/html", sha256="0" * 64)
    read = replace(whole, reports=(replace(first, places=(place,), source=source), *whole.reports[1:]))
    assert "in the original: characters 701–2,900 of the HTML" in render(read, "Dam at Lake Tamarel")
    assert "in the original" not in render(whole, "Dam at Lake Tamarel")
