"""PDF: the text layer, its lines joined to paragraphs, each with its page and box.

A PDF has lines, not paragraphs: a new one begins where the distance, the size of the letters or an indent says so, and
goes on over a page or a column where its sentence does. What recurs at the edge of the pages (running heads, page
numbers, what a browser prints there) is no part of the text. The file's own dates are those of the file: an article
printed years later would be of that day, so they are not believed.

Text and boxes through PDFium (`pypdfium2`). Places: RFC 8118.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from onrecord.errors import InputError
from onrecord.model import Place
from onrecord.reading.decode import clean
from onrecord.reading.facts import Draft, Fact, Facts, author_names, one_line

EDGE = 0.09
"""Of a page's height, at top and bottom: where running heads and page numbers stand."""
NEW_PARAGRAPH = 1.35
"""Times the usual step from line to line: a wider one parts paragraphs."""
OTHER_SIZE = 0.15
"""Share by which the height of letters differs between a heading and the text."""
INDENT = 8.0
"""Points by which the first line of a paragraph is set in, at least."""
COLUMN = 60.0
"""Points within which lines begin that are of one column."""
SHORT = 0.75
"""Of where the lines of a column end: a sentence that ends before it ends its paragraph."""
OCR_SECONDS = 600
"""For recognising the text of one PDF."""

_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_BULLET = re.compile(r"^[•●▪◦‣⁃\uf0b7\uf0a7]\s*")
_POINT = "• "
_BROKEN = "\xad"
_NO_LETTER = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_PRINTED_ADDRESS = re.compile(r"(https?://\S+)\s+\d{1,4}/\d{1,4}")
_FILE_NAME = re.compile(r"(?:microsoft \w+ - .*|untitled.*|.*\.(?:docx?|odt|pdf|html?|indd|qxd|pages))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; the box in points from the page's top left."""

    words: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    edge: bool
    """Whether it stands where running heads do."""

    @property
    def height(self) -> float:
        """That of the letters."""
        return self.bottom - self.top


def read_pdf(data: bytes) -> Draft:
    """Return the article of a PDF.

    Raises:
        InputError: It is no PDF, is encrypted, or has no text layer and there is no `ocrmypdf` to make one.
    """
    lines, facts, pages = _lines_of(data)
    if not lines:
        lines, facts, pages = _lines_of(_recognised(data, pages))
    if not lines:
        raise InputError(f"no text in it: {pages} pages, and none was recognised in their images")
    kept, address = _without_furniture(lines, pages)
    if address:
        facts = {**facts, "url": Fact(address, "PDF: printed at the foot of the page")}
    text, places = _set(_paragraphs(kept))
    return Draft(text=text, layers=(facts,), places=places)


def _lines_of(data: bytes) -> tuple[list[Line], Facts, int]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise InputError("encrypted: the PDF asks for a password") from error
        raise InputError(f"not a PDF that can be read: {error}") from error
    try:
        lines = [line for number in range(len(document)) for line in _lines(document, number)]
        return lines, _facts(document.get_metadata_dict()), len(document)
    except pypdfium2.PdfiumError as error:
        raise InputError(f"not a PDF that can be read: {error}") from error
    finally:
        document.close()


def _lines(document: Any, number: int) -> Iterator[Line]:
    page = document[number]
    text = page.get_textpage()
    _, height = page.get_size()
    at = 0
    for words in text.get_text_range().split("\r\n"):
        begin = at
        at += len(words.encode("utf-16-le")) // 2 + len("\r\n")
        boxes = [text.get_charbox(place, loose=True) for place in _ends(words, begin) if place < text.count_chars()]
        # PDFium marks a word broken at the end of a line with U+0002.
        plain = _BULLET.sub(_POINT, _NO_LETTER.sub("", words.replace("\x02", _BROKEN)).strip())
        if plain.strip(_POINT + _BROKEN) and boxes:
            left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
            right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
            edge = height - top < EDGE * height or bottom < EDGE * height
            yield Line(plain, number + 1, left, height - top, right, height - bottom, edge)


def _ends(words: str, begin: int) -> tuple[int, int]:
    """Return where the first and the last letter of a line stand on the page, in UTF-16 units as PDFium counts."""
    before = len(words) - len(words.lstrip())
    behind = len(words.rstrip().encode("utf-16-le")) // 2
    return begin + before, begin + max(before, behind - 1)


def _facts(metadata: dict[str, str]) -> Facts:
    facts: dict[str, Fact] = {}
    title = one_line(metadata.get("Title", ""))
    if title and not _FILE_NAME.fullmatch(title):
        facts["title"] = Fact(title, "PDF: Title")
    authors = author_names(metadata.get("Author", ""))
    if authors:
        facts["authors"] = Fact(authors, "PDF: Author")
    return facts


def _recognised(data: bytes, pages: int) -> bytes:
    """Return a PDF of scanned pages with the text that `ocrmypdf` recognised in them."""
    program = shutil.which("ocrmypdf")
    if program is None:
        raise InputError(
            f"scanned: {pages} pages of images without a text layer; with `ocrmypdf` installed it would be read, "
            "or `ocrmypdf scanned.pdf read.pdf` makes one that can be"
        )
    try:
        done = subprocess.run(  # noqa: S603 -- the program that a person has installed, with fixed arguments
            [program, "--quiet", "--output-type", "pdf", "-", "-"],
            input=data,
            capture_output=True,
            timeout=OCR_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InputError(f"scanned, and ocrmypdf did not read it: {error}") from error
    if done.returncode:
        words = one_line(done.stderr.decode("utf-8", "replace"))[-200:]
        raise InputError(f"scanned, and ocrmypdf did not read it: {words or f'it ended with {done.returncode}'}")
    return done.stdout


def _without_furniture(lines: Sequence[Line], pages: int) -> tuple[list[Line], str | None]:
    """Return the lines that are the text, and the address that a browser printed at the edge of the page."""
    address = next(
        (match[1] for line in lines if line.edge and (match := _PRINTED_ADDRESS.fullmatch(line.words))), None
    )
    recurs = Counter(words for words, _ in {(_without_figures(line.words), line.page) for line in lines if line.edge})

    def stays(line: Line) -> bool:
        if not line.edge:
            return True
        again = pages > 1 and recurs[_without_figures(line.words)] > max(1, pages // 3)
        return not (again or _PAGE_NUMBER.fullmatch(line.words) or _PRINTED_ADDRESS.fullmatch(line.words))

    return [line for line in lines if stays(line)], address


def _without_figures(words: str) -> str:
    return re.sub(r"\d+", "0", words)


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    steps = [
        below.bottom - above.bottom
        for above, below in pairwise(lines)
        if above.page == below.page and 0 < below.bottom - above.bottom < 3 * above.height
    ]
    # Most steps are those inside a paragraph, which are the narrowest.
    step = median(sorted(steps)[: max(1, len(steps) * 2 // 3)]) if steps else 0.0
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        column = line.page, round(line.left / COLUMN)
        edges[column] = max(line.right, edges.get(column, 0.0))
    done: list[list[Line]] = []
    for line in lines:
        if done and _goes_on(done[-1], line, step, edges[done[-1][-1].page, round(done[-1][-1].left / COLUMN)]):
            done[-1].append(line)
        else:
            done.append([line])
    return done


def _goes_on(paragraph: Sequence[Line], line: Line, step: float, edge: float) -> bool:
    above = paragraph[-1]
    if line.words.startswith(_POINT) or abs(above.height - line.height) > OTHER_SIZE * above.height:
        return False
    ended = _SENTENCE_END.search(above.words) is not None
    if above.page != line.page or line.bottom <= above.bottom:  # the next page, or the next column
        return not ended and (line.words[:1].islower() or above.words.endswith(_BROKEN))
    if line.bottom - above.bottom > NEW_PARAGRAPH * step:
        return False
    if ended and above.right < SHORT * edge:
        return False
    set_in = line.left - (paragraph[1].left if len(paragraph) > 1 else above.left) > INDENT
    return not (ended and set_in)


def _set(paragraphs: Sequence[Sequence[Line]]) -> tuple[str, tuple[Place, ...]]:
    """Return the text, and where each paragraph stands: once for each page or column that it is on."""
    text = ""
    places: list[Place] = []
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        broken = True  # nothing stands between the beginning and the first line
        for block in _blocks(paragraph):
            begin = None
            for line in block:
                text += "" if broken else " "
                begin = len(text) if begin is None else begin
                broken = line.words.endswith(_BROKEN)
                text += one_line(line.words.removesuffix(_BROKEN))
            places.append(Place(span=(begin or 0, len(text)), at=_at(block)))
    return clean(text), tuple(places)


def _blocks(paragraph: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in paragraph:
        if block and (line.page != block[-1].page or line.bottom <= block[-1].bottom):
            yield block
            block = []
        block.append(line)
    yield block


def _at(block: Sequence[Line]) -> str:
    left, top = min(line.left for line in block), min(line.top for line in block)
    right, bottom = max(line.right for line in block), max(line.bottom for line in block)
    return f"page={block[0].page}&viewrect={left:.0f},{top:.0f},{right - left:.0f},{bottom - top:.0f}"
