"""Source notes as a .docx document, for Word and LibreOffice: headings, lists and real footnotes.

Written with python-docx, which has no footnotes (version 1.2): their part of the package (ECMA-376, part 1, 17.11) is
made here. A footnote that is called again is a cross-reference (`NOTEREF`) to where it was called first.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from onrecord.formats.document import Block, BlockKind, Note, Text
from onrecord.formats.extras import needed
from onrecord.formats.notes import source_notes
from onrecord.formats.plain import one_line, spaced
from onrecord.formats.registry import File, Format, HoldsRecord, Options
from onrecord.record import newest_day

if TYPE_CHECKING:
    from docx.document import Document

_STYLES: dict[BlockKind, str] = {
    "title": "Title",
    "heading": "Heading 1",
    "paragraph": "Normal",
    "item": "List Bullet",
    "detail": "List Bullet 2",
}
_FONT = "Calibri"
_INK, _LINK = "1F2933", "1F4E79"
"""Colours of headings and links, RGB."""
_BODY_POINTS, _NOTE_POINTS = 10.5, 8.5
_MARGIN_CM = 2.3
_NO_DAY = datetime(1980, 1, 1)
"""What stands for the day of the newest report where no report is dated, and for the time of each part of the file."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SEPARATORS = (
    f'<w:footnotes xmlns:w="{_W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def files(record: HoldsRecord, options: Options) -> Iterator[File]:
    """Make the one file."""
    needed("docx", "python-docx", "docx")
    newest = newest_day(record.story())
    made = _NO_DAY if newest is None else datetime(newest.year, newest.month, newest.day)
    yield File(f"{record.path.stem}.docx", [written(source_notes(record, options), made)])


def written(blocks: Sequence[Block], made: datetime) -> bytes:
    """Return a document as .docx.

    Args:
        blocks: What it holds.
        made: The day that it says it is of.
    """
    import docx

    document = docx.Document()
    _dress(document)
    pen = _Pen(document)
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        paragraph = document.add_paragraph(style=_STYLES[block.kind])
        paragraph.paragraph_format.keep_together = block.kind in ("item", "detail")
        if following is not None and following.kind == "detail":
            paragraph.paragraph_format.keep_with_next = True
        for before, part in zip([None, *block.parts], block.parts, strict=False):
            if isinstance(before, Note) and isinstance(part, Note):
                pen.part_notes(paragraph)
            pen.put(paragraph, part)
    title = next(("".join(_words(one) for one in block.parts) for block in blocks if block.kind == "title"), "")
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = title, "onrecord", "onrecord", ""
    about.created = about.modified = made
    _foot(document, title)
    kept = io.BytesIO()
    document.save(kept)
    return _same_bytes(kept)


class _Pen:
    """Writes words and footnotes into a document."""

    def __init__(self, document: Document) -> None:
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart
        from docx.oxml import parse_xml

        self._numbers: dict[Note, int] = {}
        package = document.part.package
        self._footnotes = XmlPart(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, parse_xml(_SEPARATORS), package
        )
        document.part.relate_to(self._footnotes, RELATIONSHIP_TYPE.FOOTNOTES)
        self._body = document.part

    def put(self, paragraph: Any, part: Text | Note) -> None:
        """Write words, or the call of a footnote, at the end of a paragraph."""
        if isinstance(part, Text):
            _put_text(paragraph._p, part, self._body)
        elif part in self._numbers:
            self._call_again(paragraph._p, self._numbers[part])
        else:
            number = self._numbers[part] = len(self._numbers) + 1
            self._call(paragraph._p, number)
            self._write(part, number)

    def part_notes(self, paragraph: Any) -> None:
        """Write what parts the calls of two footnotes: 1 and 2 are not 12."""
        run = _run("FootnoteReference")
        _add_words(run, ",")
        paragraph._p.append(run)

    def _call(self, paragraph: Any, number: int) -> None:
        """Call a footnote, between the two ends of a bookmark that leads here."""
        start = _element("w:bookmarkStart", id=str(number), name=f"_note{number}")
        end = _element("w:bookmarkEnd", id=str(number))
        run = _run("FootnoteReference")
        run.append(_element("w:footnoteReference", id=str(number)))
        paragraph.extend([start, run, end])

    def _call_again(self, paragraph: Any, number: int) -> None:
        field = _element("w:fldSimple", instr=f" NOTEREF _note{number} \\f \\h ")
        run = _run("FootnoteReference")
        _add_words(run, str(number))
        field.append(run)
        paragraph.append(field)

    def _write(self, note: Note, number: int) -> None:
        footnote = _element("w:footnote", id=str(number))
        paragraph = _element("w:p")
        about = _element("w:pPr")
        about.append(_element("w:pStyle", val="FootnoteText"))
        mark = _run("FootnoteReference")
        mark.append(_element("w:footnoteRef"))
        gap = _run(None)
        _add_words(gap, " ")
        paragraph.extend([about, mark, gap])
        for part in note.parts:
            _put_text(paragraph, part, self._footnotes)
        footnote.append(paragraph)
        self._footnotes.element.append(footnote)


def _put_text(paragraph: Any, text: Text, part: Any) -> None:
    """Write words at the end of a paragraph that lies in a part of the package."""
    if text.style != "link":
        run = _run(None, bold=text.style == "strong")
        _add_words(run, text.words)
        paragraph.append(run)
        return
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    link = _element("w:hyperlink")
    link.set(qn("r:id"), part.relate_to(text.words, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = _run("Hyperlink")
    _add_words(run, text.words)
    link.append(run)
    paragraph.append(link)


def _run(style: str | None, *, bold: bool = False) -> Any:
    run = _element("w:r")
    about = _element("w:rPr")
    if style is not None:
        about.append(_element("w:rStyle", val=style))
    if bold:
        about.append(_element("w:b"))
    if len(about):
        run.append(about)
    return run


def _add_words(run: Any, words: str) -> None:
    from docx.oxml.ns import qn

    text = _element("w:t")
    text.text = spaced(words)
    text.set(qn("xml:space"), "preserve")
    run.append(text)


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _words(part: Text | Note) -> str:
    return part.words if isinstance(part, Text) else ""


def _dress(document: Document) -> None:
    """Give a document its page and styles."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    styles: Any = document.styles
    for name, points, before, after in (
        ("Normal", _BODY_POINTS, 0, 6),
        ("Title", 22, 0, 8),
        ("Heading 1", 14, 16, 5),
        ("List Bullet", _BODY_POINTS, 5, 1),
        ("List Bullet 2", _BODY_POINTS - 0.5, 0, 1),
    ):
        style = styles[name]
        style.font.size, style.font.color.rgb = Pt(points), RGBColor.from_string(_INK)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.1
        _set_font(style)
    note = styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size = styles["Normal"], Pt(_NOTE_POINTS)
    note.paragraph_format.space_after = Pt(2)
    call = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
    call.font.superscript = True
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor.from_string(_LINK), True


def _set_font(style: Any) -> None:
    """Set the font for every script, in the place of the theme's."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _foot(document: Document, title: str) -> None:
    """Write the title and the page's number at the foot of each page."""
    paragraph: Any = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Footnote Text"]
    paragraph.add_run(f"{one_line(title)}, page ")
    field = _element("w:fldSimple", instr=" PAGE ")
    number = _run(None)
    _add_words(number, "1")
    field.append(number)
    paragraph._p.append(field)


def _same_bytes(made: io.BytesIO) -> bytes:
    """Return a package whose bytes depend on what is in it alone, and not on when it was made."""
    kept = io.BytesIO()
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            about = zipfile.ZipInfo(entry.filename, _NO_DAY.timetuple()[:6])
            after.writestr(about, before.read(entry), zipfile.ZIP_DEFLATED)
    return kept.getvalue()


FORMAT = Format(
    name="docx",
    title="source notes for Word and LibreOffice (.docx)",
    use="the source notes of markdown as a document with real footnotes, for Word and LibreOffice",
    lost="claims of one report alone, entities, labels, the timeline and coverage; why statements were joined",
    suffix=".docx",
    files=files,
    binary=True,
)
