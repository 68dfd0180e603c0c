"""Which reader a file gets: by the end of its name, and by what its first bytes say that it is.

A reader takes the bytes of one file to its articles; a table is read row by row, whatever its length; a container is
opened (see `opening`). What plugins read comes before these.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.reading.containers import PACKINGS, open_tar, open_wacz, open_warc, open_zip, opener_of_packed
from onrecord.reading.decode import decode
from onrecord.reading.facts import Draft
from onrecord.reading.field_names import USUAL, FieldNames
from onrecord.reading.from_docx import read_docx
from onrecord.reading.from_html import draft_of_page, read_html
from onrecord.reading.from_json import read_json, read_json_lines
from onrecord.reading.from_parquet import read_parquet
from onrecord.reading.from_pdf import read_pdf
from onrecord.reading.from_table import read_csv
from onrecord.reading.from_text import read_text
from onrecord.reading.from_xml import read_xml
from onrecord.reading.items import Opener
from onrecord.reading.kinds import other_kind
from onrecord.reading.mail import open_mailbox, open_message, open_saved_page
from onrecord.reading.plugged import drafts, reader_of, suffixes

KIND_BYTES = 64
"""What tells what a file is, see `kinds`."""

Drafts = Iterator[tuple[str, Draft | InputError]]
"""The articles of one file, each with what the file's name gets behind it: `#3` for the third line, else nothing."""


def _one(reader: Callable[[bytes], Draft]) -> Callable[[bytes], Drafts]:
    def drafts(data: bytes) -> Drafts:
        yield "", reader(data)

    return drafts


Table = Callable[[BinaryIO, int, FieldNames], Drafts]
"""From a file, the longest row in bytes and the names of the fields to the articles of its rows."""


def _whole(table: Table, names: FieldNames = USUAL) -> Callable[[bytes], Drafts]:
    return lambda data: table(io.BytesIO(data), max(1, len(data)), names)


READERS: Mapping[str, Callable[[bytes], Drafts]] = {
    ".txt": _one(read_text),
    ".text": _one(read_text),
    ".md": _one(lambda data: read_text(data, markdown=True)),
    ".markdown": _one(lambda data: read_text(data, markdown=True)),
    ".html": _one(read_html),
    ".htm": _one(read_html),
    ".xhtml": _one(read_html),
    ".pdf": _one(read_pdf),
    ".docx": _one(read_docx),
    ".json": read_json,
    ".jsonl": _whole(read_json_lines),
    ".ndjson": _whole(read_json_lines),
    ".csv": _whole(read_csv),
    ".tsv": _whole(read_csv),
    ".parquet": _whole(read_parquet),
    **dict.fromkeys((".rss", ".atom", ".rdf", ".xml"), read_xml),
}
TABLES: Mapping[str, Table] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
}
"""What has an article in each row: a file of any length, whose rows may be as long as another file."""
_PLAIN_CONTAINERS: Mapping[str, Opener] = {
    ".mhtml": open_saved_page,
    ".mht": open_saved_page,
    ".eml": open_message,
    ".mbox": open_mailbox,
    ".zip": open_zip,
    ".tar": open_tar,
    ".warc": open_warc,
    ".wacz": open_wacz,
}
CONTAINERS: Mapping[str, Opener] = {
    **_PLAIN_CONTAINERS,
    **{packing: opener_of_packed(packing) for packing in PACKINGS},
    **{
        f"{suffix}{packing}": opener_of_packed(packing, suffix)
        for suffix in (*READERS, *_PLAIN_CONTAINERS)
        for packing in PACKINGS
    },
    # These unpack themselves: the offsets of records are those in the packed file.
    **dict.fromkeys((".tgz", ".tbz2", ".txz", *(f".tar{packing}" for packing in PACKINGS)), open_tar),
    ".warc.gz": open_warc,
}
"""What holds several things; of the suffixes that fit a name the longest is taken (`.tar.gz`)."""
FORMATS = (
    ".txt, .md, .html, .mhtml, .pdf, .docx, .eml, .mbox, .rss, .atom, .xml (feeds, news), .json, .jsonl, .csv, .tsv, "
    ".parquet, .warc, .wacz, and these in .zip, .tar, .gz, .bz2, .xz"
)
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/x-ndjson",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".parquet": "application/vnd.apache.parquet",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".rdf": "application/rdf+xml",
    ".xml": "application/xml",
}
"""What a thing in a container is, where nothing else says it."""


def suffix_of(path: Path) -> str:
    """Return the suffix by which a file is read, in lower case: of those that fit the longest."""
    name, added = path.name.casefold(), suffixes()
    at = name.find(".", 1)
    while at > 0:
        if name[at:] in CONTAINERS or name[at:] in READERS or name[at:] in added:
            return name[at:]
        at = name.find(".", at + 1)
    return path.suffix.casefold()


def is_read(suffix: str) -> bool:
    """Tell whether files of a suffix are read, by a reader of ours or a plugin's."""
    return suffix in READERS or suffix in suffixes()


def drafts_of(suffix: str, data: bytes, names: FieldNames, charset: str | None = None) -> Drafts:
    """Return the articles of a file.

    Args:
        suffix: the end of its name.
        data: its bytes.
        names: what exports call the fields of an article.
        charset: the encoding that it was sent in, where that is known.

    Raises:
        InputError: it is of no kind that is read, or of another than its name says; the reader's own come as it reads.
    """
    reader, added = READERS.get(suffix), suffixes()
    if reader is None and suffix not in added:
        what = f"{suffix} files are not read" if suffix else "a file without a suffix is not read"
        raise InputError(f"{what}; the formats that are read: {', '.join((FORMATS, *added))}")
    given = reader_of(suffix, data, READERS) if suffix in added else None
    if given is not None:
        return drafts(given, data)
    if reader is None:
        raise InputError(f"no plugin that reads {suffix} files takes this one")
    other = other_kind(suffix, data)
    if other is not None:
        raise InputError(f"called {suffix}, but it is {other} by what it holds: give it the suffix of that")
    named = _reader_with(names, suffix, reader)
    return named(data) if charset is None else _reader_in(charset, suffix, named)(data)


def _reader_with(names: FieldNames, suffix: str, reader: Callable[[bytes], Drafts]) -> Callable[[bytes], Drafts]:
    """Return the reader of an export whose fields have other names than the usual."""
    if suffix in TABLES:
        return _whole(TABLES[suffix], names)
    return partial(read_json, names=names) if suffix == ".json" else reader


def _reader_in(charset: str, suffix: str, reader: Callable[[bytes], Drafts]) -> Callable[[bytes], Drafts]:
    """Return the reader of a thing that was sent in a stated encoding; some formats state their own."""
    if suffix in (".html", ".htm", ".xhtml"):
        return _one(lambda data: draft_of_page(decode(data, declared=charset, declared_in_page=True)))
    if MEDIA_TYPES.get(suffix, "").startswith("text/"):
        return lambda data: reader(decode(data, declared=charset).encode())
    return reader
