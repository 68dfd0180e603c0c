from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.reading.from_docx import read_docx
from onrecord.reading.report import make_report
from tests.hostile.documents import paragraph, word_document

EXPORTED = (Path(__file__).parent / "files" / "exported.docx").read_bytes()
"""A document that LibreOffice saved."""


def test_the_paragraphs_of_a_document_are_its_text() -> None:
    report = make_report("exported.docx", read_docx(EXPORTED), {})
    paragraphs = report.text.split("\n\n")
    assert paragraphs[:2] == ["The wall of Eske falls", "By Jane Doe, Norra News, 4 May 2031"]
    assert paragraphs[5] == "Two ships were lost."
    assert (report.title, report.authors) == ("The wall of Eske falls", ("Jane Doe",))


def test_the_cells_of_a_table_are_read_once_and_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("Before.")
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "wide"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).text, table.cell(1, 1).text = "left", "right"
    document.add_paragraph("Behind.")
    made = io.BytesIO()
    document.save(made)
    assert read_docx(made.getvalue()).text.split("\n\n") == ["Before.", "wide", "left", "right", "Behind."]


def test_an_empty_document_is_refused() -> None:
    made = io.BytesIO()
    docx.Document().save(made)
    with pytest.raises(InputError, match="empty"):
        read_docx(made.getvalue())


def test_an_old_document_is_refused_with_what_can_be_done() -> None:
    with pytest.raises(InputError, match=r"an old Word document \(\.doc\) or encrypted; save it as \.docx or text"):
        read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_a_zip_that_is_no_document_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("a.txt", "x")
    with pytest.raises(InputError, match="no Word document"):
        read_docx(made.getvalue())


@given(st.integers(0, len(EXPORTED) - 1), st.binary(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_a_damaged_document_gives_what_is_left_or_a_reason(at: int, junk: bytes) -> None:
    with suppress(InputError):
        assert read_docx(EXPORTED[:at] + junk + EXPORTED[at + len(junk) :]).text


def test_a_cell_that_spans_others_is_read_once_however_many_it_says() -> None:
    def cell(words: str, spans: str) -> str:
        return f"<w:tc><w:tcPr>{spans}</w:tcPr>{paragraph(words)}</w:tc>"

    begin, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        cell("Port", '<w:gridSpan w:val="2000000000"/>') + cell("Ships", ""),
        cell("Eske", begin) + cell("12", ""),
        cell("", on) + cell("9", ""),
        cell("Torvey", begin) + cell("4", ""),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert read_docx(word_document(table)).text == "Port\n\nShips\n\nEske\n\n12\n\n9\n\nTorvey\n\n4"
