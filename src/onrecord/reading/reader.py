"""Inputs to reports: which reader a file gets, and what becomes of one that cannot be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from onrecord.errors import InputError
from onrecord.model import Rejected, Report
from onrecord.reading.facts import Draft, Facts
from onrecord.reading.from_docx import read_docx
from onrecord.reading.from_html import read_html
from onrecord.reading.from_json import read_json, read_json_lines
from onrecord.reading.from_pdf import read_pdf
from onrecord.reading.from_text import read_text
from onrecord.reading.inputs import Input, real_path
from onrecord.reading.manifest import Manifest
from onrecord.reading.plugged import drafts, reader_of, suffixes
from onrecord.reading.report import make_report

DEFAULT_MAX_BYTES = 20_000_000
"""The largest file that is read, in bytes; a long article has 100,000, so a larger file is some other thing."""

Drafts = Iterator[tuple[str, Draft | InputError]]
"""The articles of one file, each with what the file's name gets behind it: `#3` for the third line, else nothing."""


def _one(reader: Callable[[bytes], Draft]) -> Callable[[bytes], Drafts]:
    def drafts(data: bytes) -> Drafts:
        yield "", reader(data)

    return drafts


READERS: Mapping[str, Callable[[bytes], Drafts]] = {
    ".txt": _one(read_text),
    ".text": _one(read_text),
    ".md": _one(lambda data: read_text(data, markdown=True)),
    ".markdown": _one(lambda data: read_text(data, markdown=True)),
    ".html": _one(read_html),
    ".htm": _one(read_html),
    ".xhtml": _one(read_html),
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".pdf": _one(read_pdf),
    ".docx": _one(read_docx),
}
FORMATS = ".txt, .md, .html, .mhtml, .pdf, .docx, .eml, .mbox, .json, .jsonl"


def read(
    inputs: Sequence[Input], *, manifest: Manifest | None = None, max_bytes: int = DEFAULT_MAX_BYTES
) -> Iterator[Report | Rejected]:
    """Yield what becomes of each input, in order, one file at a time.

    Args:
        inputs: what `find_inputs` returns. The manifest's own file among them is passed over: it is no input.
        manifest: what wins over what the files say. Its rows that match nothing are `manifest.unused(inputs)`.
        max_bytes: the largest file that is read.

    Yields:
        One report or rejection for each article: one for a file, one for a line of `.jsonl`, one for an item of a
        JSON list. A bad input is a rejection; nothing is raised for it.
    """
    rows = manifest.match(inputs) if manifest is not None else {}
    table = real_path(manifest.path) if manifest is not None else None
    for item in inputs:
        if table is not None and item.real == table:
            continue
        try:
            for mark, draft in _drafts(item, max_bytes):
                name = item.name + mark
                row = rows.get(name)
                yield _outcome(name, draft, row.facts if row else {})
        except InputError as error:
            yield Rejected(input=item.name, reason=str(error))


def _outcome(name: str, draft: Draft | InputError, facts: Facts) -> Report | Rejected:
    if isinstance(draft, InputError):
        return Rejected(input=name, reason=str(draft))
    if not any(map(str.isalnum, draft.text)):
        return Rejected(input=name, reason="empty: no letter and no figure in it")
    return make_report(name, draft, facts)


def _drafts(item: Input, max_bytes: int) -> Drafts:
    if os.path.isdir(item.path):  # noqa: PTH112 -- as in find_inputs: it raises nothing
        raise InputError("cannot be read: a folder that may not be looked into")
    suffix = item.path.suffix.casefold()
    reader, added = READERS.get(suffix), suffixes()
    if reader is None and suffix not in added:
        what = f"{suffix} files are not read" if suffix else "a file without a suffix is not read"
        raise InputError(f"{what}; the formats that are read: {', '.join((FORMATS, *added))}")
    data = _bytes(item.path, max_bytes)
    given = reader_of(suffix, data, READERS) if suffix in added else None
    if given is not None:
        return drafts(given, data)
    if reader is None:
        raise InputError(f"no plugin that reads {suffix} files takes this one")
    return reader(data)


def _bytes(path: Path, max_bytes: int) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            raise InputError("cannot be read: not a regular file")
        if status.st_size > max_bytes:
            raise InputError(_too_large(status.st_size, max_bytes))
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from error
    except RuntimeError as error:  # a link that leads to itself, before Python 3.13
        raise InputError(f"cannot be read: {error}") from error
    if len(data) > max_bytes:  # it has grown since
        raise InputError(_too_large(len(data), max_bytes))
    return data


def _too_large(size: int, max_bytes: int) -> str:
    return f"too large: {size:,} bytes, the limit is {max_bytes:,}; a higher one can be set with --max-bytes"
