from __future__ import annotations

import io
import stat
from contextlib import suppress
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.reading.from_pdf import read_pdf
from onrecord.reading.report import make_report

FILES = Path(__file__).parent / "files"
PRINTED = (FILES / "printed.pdf").read_bytes()
"""A page that Chromium printed."""
EXPORTED = (FILES / "exported.pdf").read_bytes()
"""A document that LibreOffice exported."""


def scan() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(300, 400)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_the_lines_of_a_printed_page_are_its_paragraphs() -> None:
    paragraphs = read_pdf(PRINTED).text.split("\n\n")
    assert paragraphs[:2] == ["The wall of Eske falls", "By Jane Doe, Norra News, 4 May 2031"]
    assert paragraphs[2].startswith("The wall of Eske fell on Monday")
    assert paragraphs[2].endswith("her grandfather had built.")
    assert paragraphs[5:7] == ["Two ships were lost.", "Nobody was hurt."]


def test_columns_are_read_one_after_the_other() -> None:
    for data in (PRINTED, EXPORTED):
        left, right = read_pdf(data).text.split("\n\n")[-2:]
        assert left.startswith("In the left column stands")
        assert left.endswith("what is read.")
        assert right.startswith("In the right column stands")


def test_what_a_browser_prints_at_the_edge_is_no_text_but_its_address_is_kept() -> None:
    report = make_report("printed.pdf", read_pdf(PRINTED), {})
    assert "1/2" not in report.text
    assert report.text.count("The wall of Eske falls") == 1
    assert (report.url, report.basis["url"]) == (
        "http://norra.example/2031/wall.html",
        "PDF: printed at the foot of the page",
    )


def test_each_paragraph_has_its_page_and_box() -> None:
    draft = read_pdf(EXPORTED)
    found = {draft.text[slice(*place.span)]: place.at for place in draft.places}
    assert len(found) == draft.text.count("\n\n") + 1
    assert found["The wall of Eske falls"].startswith("page=1&viewrect=57,")
    assert next(at for words, at in found.items() if words.startswith("Experts")).startswith("page=2&viewrect=57,")


def test_a_box_of_a_pdf_holds_the_words_of_its_paragraph() -> None:
    draft = read_pdf(EXPORTED)
    document = pypdfium2.PdfDocument(EXPORTED)
    for place in draft.places:
        page, box = place.at.split("&viewrect=")
        left, top, width, height = map(int, box.split(","))
        sheet = document[int(page.removeprefix("page=")) - 1]
        floor = sheet.get_size()[1] - top - height
        inside = sheet.get_textpage().get_text_bounded(left - 2, floor - 2, left + width + 2, floor + height + 2)
        assert draft.text[slice(*place.span)].split()[-1] in inside.split()


def test_the_day_on_which_the_file_was_made_is_not_that_of_the_article() -> None:
    assert all("published" not in layer for layer in read_pdf(EXPORTED).layers)


def test_title_and_author_of_the_file_are_taken() -> None:
    report = make_report("exported.pdf", read_pdf(EXPORTED), {})
    assert (report.title, report.authors) == ("The wall of Eske falls", ("Jane Doe",))


def test_scanned_pages_are_refused_with_what_can_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match=r"^scanned: 1 pages of images without a text layer; with `ocrmypdf`"):
        read_pdf(scan())


def test_scanned_pages_are_read_where_ocrmypdf_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "ocrmypdf"
    program.write_text(f'#!/bin/sh\n/bin/cat > /dev/null\n/bin/cat "{FILES / "exported.pdf"}"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_pdf(scan()).text == read_pdf(EXPORTED).text


def test_what_ocrmypdf_says_when_it_fails_is_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "ocrmypdf"
    program.write_text("#!/bin/sh\n/bin/cat > /dev/null\necho 'no such language' >&2\nexit 3\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="ocrmypdf did not read it: no such language"):
        read_pdf(scan())


@given(st.integers(0, len(EXPORTED) - 1), st.binary(min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_a_damaged_pdf_gives_what_is_left_or_a_reason(at: int, junk: bytes) -> None:
    with suppress(InputError):
        draft = read_pdf(EXPORTED[:at] + junk + EXPORTED[at + len(junk) :])
        assert all(0 <= place.span[0] < place.span[1] <= len(draft.text) for place in draft.places)
