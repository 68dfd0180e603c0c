"""Word documents: the paragraphs and the cells of tables, in order.

The file's own dates are those of the file, not of an article that was pasted into it, so they are not believed.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.errors import InputError
from onrecord.reading.decode import clean
from onrecord.reading.facts import Draft, Fact, Facts, author_names, one_line

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

BROKEN = (
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What python-docx and what it stands on raise on files that no program wrote; lxml's errors are SyntaxErrors."""
MAX_UNPACKED = 200_000_000
"""Bytes that a document may unpack to: one with 1,000 pages of text has some 10 MB."""
NOBODY = frozenset({"python-docx", "unknown", "user", "author", "admin", "administrator"})
"""What programs write as the author of a file, in lower case."""


def read_docx(data: bytes) -> Draft:
    """Return the article of a Word document (ECMA-376).

    Raises:
        InputError: It is none, or there is no text in it.
    """
    document = _document(data)
    try:
        blocks = [words for words in _blocks(document) if words]
        facts = _facts(document)
    except BROKEN as error:
        raise InputError(f"no Word document that can be read: {type(error).__name__}: {error}") from error
    if not blocks:
        raise InputError("empty: no text in the document")
    return Draft(text=clean("\n\n".join(blocks)), layers=(facts,))


def _document(data: bytes) -> Document:
    import docx
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
        if unpacked > MAX_UNPACKED:
            raise InputError(f"too large: it unpacks to {unpacked:,} bytes, the limit is {MAX_UNPACKED:,}")
        return docx.Document(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        what = (
            "an old Word document (.doc) or encrypted" if data.startswith(b"\xd0\xcf\x11\xe0") else "no Word document"
        )
        raise InputError(f"{what}; save it as .docx or text") from error
    except (OpcError, *BROKEN) as error:
        raise InputError(f"no Word document that can be read: {type(error).__name__}: {error}") from error


def _blocks(document: Document) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _cells(block)
        else:
            yield _words(block)


def _cells(table: Table) -> Iterator[str]:
    """Yield the paragraphs of a table's cells, a cell that spans several once.

    They are taken as the file has them: `Row.cells` has a cell as often as it says that it spans columns, which may be
    two thousand million times, and goes up through all the rows that it spans for each of them.
    """
    from docx.table import _Cell

    for row in table._tbl.tr_lst:
        for cell in row.tc_lst:
            if cell.vMerge != "continue":
                yield from (_words(paragraph) for paragraph in _Cell(cell, table).paragraphs)


def _words(paragraph: Paragraph) -> str:
    lines = (one_line(line) for line in paragraph.text.split("\n"))
    return "\n".join(line for line in lines if line)


def _facts(document: Document) -> Facts:
    facts: dict[str, Fact] = {}
    title = one_line(document.core_properties.title or "")
    if title and title.casefold() != "word document":
        facts["title"] = Fact(title, "document: title")
    authors = author_names(document.core_properties.author or "")
    if authors and authors.casefold() not in NOBODY:
        facts["authors"] = Fact(authors, "document: author")
    return facts
