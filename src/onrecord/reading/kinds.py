"""The kinds of files that are read: by suffix, the reader, the opener and the media type of each.

A reader takes the bytes of one thing and gives its articles; an opener takes a container and gives the things in it
(`items`). What is read and not listed here is added by plugins.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping

from onrecord.errors import InputError
from onrecord.reading.facts import Draft
from onrecord.reading.from_html import read_html
from onrecord.reading.from_json import read_json, read_json_lines
from onrecord.reading.from_text import read_text
from onrecord.reading.items import Opener

Drafts = Iterator[tuple[str, Draft | InputError]]
"""The articles of one thing, each with what its name gets behind it: `#3` for the third line, else nothing."""

Reads = Callable[[bytes], Drafts]


def _one(reader: Callable[[bytes], Draft]) -> Reads:
    def drafts(data: bytes) -> Drafts:
        yield "", reader(data)

    return drafts


READERS: Mapping[str, Reads] = {
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
}
"""By suffix, in lower case, with its point."""

CONTAINERS: Mapping[str, Opener] = {}
"""By suffix; `.tar.gz` is a suffix too: the longest that fits is taken."""

MEDIA_TYPES: Mapping[str, str] = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
}
"""By suffix (IANA, and what is in use where it registers none)."""
UNKNOWN_TYPE = "application/octet-stream"

FORMATS = ".txt, .md, .html, .json, .jsonl"
"""For people: one of each kind."""


def suffix_of(name: str, known: Container[str]) -> str:
    """Return the longest suffix of a name that is known, else its last one; in lower case, '' for none.

    >>> suffix_of("Reports of May.tar.GZ", {".tar.gz", ".gz"})
    '.tar.gz'
    >>> suffix_of("notes.v2.pages", {".gz"}), suffix_of("notes", {".gz"}), suffix_of(".hidden", {".gz"})
    ('.pages', '', '')
    """
    stem = name.replace("\\", "/").rpartition("/")[2].lstrip(".").casefold()
    parts = stem.split(".")[1:]
    suffixes = ["." + ".".join(parts[at:]) for at in range(len(parts))]
    return next((suffix for suffix in suffixes if suffix in known), suffixes[-1] if suffixes else "")
