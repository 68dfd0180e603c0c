"""Word documents and PDFs: bombs, entities, lengths and tables of contents that lie, pages without number."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache

from tests.hostile.makers import STORY, hostile

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
)
"""Billion laughs: `&a9;` is two billion characters long."""
SECRET = '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'  # noqa: S105 -- an entity
NETWORK = '<!DOCTYPE x PUBLIC "-//x//x" "http://127.0.0.1:9/x.dtd" [<!ENTITY a9 SYSTEM "http://127.0.0.1:9/x">]>'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@cache
def _plain() -> dict[str, bytes]:
    import docx

    made = io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word_document(body: str, doctype: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """Return a Word document with this XML for a body."""
    main = f'<?xml version="1.0"?>{doctype}<w:document {_W}><w:body>{body}</w:body></w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**_plain(), "word/document.xml": main.encode(), **(more or {})}.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def paragraph(words: str) -> str:
    """Return a paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


@hostile(".docx")
def word_billion_laughs() -> bytes:
    return word_document(paragraph("&a9;") + paragraph(STORY), LAUGHS)


@hostile(".docx")
def word_external_entity() -> bytes:
    return word_document(paragraph("&a9;") + paragraph(STORY), SECRET)


@hostile(".docx")
def word_entity_of_the_network() -> bytes:
    return word_document(paragraph("&a9;") + paragraph(STORY), NETWORK)


@hostile(".docx")
def word_properties_with_laughs() -> bytes:
    core = (
        f'<?xml version="1.0"?>{LAUGHS}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>&a9;</dc:title>'
        "</cp:coreProperties>"
    )
    return word_document(paragraph(STORY), more={"docProps/core.xml": core.encode()})


@hostile(".docx")
def word_bomb() -> bytes:
    return word_document(paragraph(STORY), more={"word/media/image1.png": bytes(210_000_000)})


@hostile(".docx")
def word_large_text() -> bytes:
    return word_document(paragraph("a " * 1_000_000))


@hostile(".docx")
def word_nested_tables() -> bytes:
    depth = 2_000
    begin, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return word_document(begin * depth + paragraph(STORY) + end * depth)


@hostile(".docx")
def word_table_of_one_wide_cell() -> bytes:
    wide = '<w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
    return word_document(f"<w:tbl><w:tr><w:tc>{wide}{paragraph(STORY)}</w:tc></w:tr></w:tbl>")


@hostile(".docx")
def word_many_rows_in_one_merged_cell() -> bytes:
    first = f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph(STORY)}</w:tc></w:tr>'
    more = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>"
    return word_document(f"<w:tbl>{first}{more * 3_000}</w:tbl>")


def pdf(*objects: str, trailer: str = "/Root 1 0 R", xref: int | None = None) -> bytes:
    """Return a PDF of these objects, the first the catalogue; `xref` where it says that its table stands."""
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, words in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{words}\nendobj\n".encode("latin-1")
    table = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    start = table if xref is None else xref
    made += f"trailer\n<< /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(made)


_CATALOGUE = "<< /Type /Catalog /Pages 2 0 R >>"
_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def _stream(words: str, length: int | None = None) -> str:
    content = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET"
    return f"<< /Length {len(content) if length is None else length} >>\nstream\n{content}\nendstream"


def one_page(box: str = "0 0 612 792", length: int | None = None, words: str = "The ferry sails in May.") -> list[str]:
    """Return the objects of a PDF of one page."""
    shown = f"/Resources << /Font << /F1 5 0 R >> >> /MediaBox [{box}]"
    return [
        _CATALOGUE,
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R {shown} >>",
        _stream(words, length),
        _FONT,
    ]


@hostile(".pdf")
def pdf_length_that_lies() -> bytes:
    return pdf(*one_page(length=2_000_000_000))


@hostile(".pdf")
def pdf_negative_length() -> bytes:
    return pdf(*one_page(length=-1))


@hostile(".pdf")
def pdf_huge_page() -> bytes:
    return pdf(*one_page("-1e30 -1e30 1e30 1e30"))


@hostile(".pdf")
def pdf_empty_page_box() -> bytes:
    return pdf(*one_page("0 0 0 0"))


@hostile(".pdf")
def pdf_table_that_loops() -> bytes:
    made = pdf(*one_page())
    at = made.rindex(b"xref\n0 ")
    return made.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


@hostile(".pdf")
def pdf_table_that_is_nowhere() -> bytes:
    return pdf(*one_page(), xref=999_999_999)


@hostile(".pdf")
def pdf_pages_that_loop() -> bytes:
    objects = one_page()
    objects[1] = "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"
    return pdf(*objects)


@hostile(".pdf")
def pdf_count_that_lies() -> bytes:
    objects = one_page()
    objects[1] = "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>"
    return pdf(*objects)


@hostile(".pdf")
def pdf_deep_page_tree() -> bytes:
    depth = 20_000
    tree = [f"<< /Type /Pages /Kids [{n + 3} 0 R] /Count 1 /Parent {n + 1} 0 R >>" for n in range(depth)]
    return pdf(_CATALOGUE, *tree, f"<< /Type /Page /Parent {depth + 1} 0 R /MediaBox [0 0 9 9] >>")


@hostile(".pdf")
def pdf_ten_thousand_pages() -> bytes:
    many = 10_000
    objects = one_page()
    objects[1] = f"<< /Type /Pages /Kids [{'3 0 R ' * many}] /Count {many} >>"
    return pdf(*objects)


@hostile(".pdf")
def pdf_nested_arrays() -> bytes:
    objects = one_page()
    objects[1] = f"<< /Type /Pages /Kids {'[' * 200_000}{']' * 200_000} /Count 1 >>"
    return pdf(*objects)


@hostile(".pdf")
def pdf_head_alone() -> bytes:
    return b"%PDF-1.7\n"


@hostile(".pdf")
def pdf_that_runs_and_links() -> bytes:
    objects = one_page()
    objects[0] = (
        "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert(1)) >> "
        "/AA << /WC << /S /URI /URI (http://127.0.0.1:9/) >> >> >>"
    )
    return pdf(*objects)
