"""What an inbox has already: the last answer to each address, and how to ask whether it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, Literal

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

MADE_HERE = "onrecord-*.warc.gz"
"""The archives that are looked into: those that `archive` wrote."""


@dataclass(frozen=True, slots=True)
class Known:
    """An answer in an inbox."""

    archive: Path
    record: str
    etag: str | None
    modified: str | None

    def asks(self) -> tuple[tuple[str, str], ...]:
        """Return the fields that ask for what changed since (RFC 9110, 13.1); none where it had no validator."""
        return (
            *((("If-None-Match", self.etag),) if self.etag else ()),
            *((("If-Modified-Since", self.modified),) if self.modified else ()),
        )

    def body(self, max_bytes: int) -> bytes:
        """Return what it brought, unpacked; b'' if it has more bytes than that."""
        with self.archive.open("rb") as file:
            for record in _answers(file, "all"):
                if record.record_id == self.record:
                    body = record.reader.read(max_bytes + 1)
                    return body if len(body) <= max_bytes else b""
        return b""


def known(folder: Path) -> dict[str, Known]:
    """Return the last good answer to each address, of all finished archives of a folder."""
    found: dict[str, Known] = {}
    for path in sorted(folder.glob(MADE_HERE)):  # by name: by the moment in it
        with path.open("rb") as file:
            for record in _answers(file, "none"):
                address = record.headers.get("WARC-Target-URI")
                if address and record.http_headers.status_code == HTTPStatus.OK:
                    found[address] = Known(
                        path,
                        str(record.record_id),
                        record.http_headers.get("ETag"),
                        record.http_headers.get("Last-Modified"),
                    )
    return found


def brings(archive: Path) -> bool:
    """Tell whether a fetch brought pages into an archive, and not only a feed of pages that were there before."""
    with archive.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.metadata):
            lines = record.reader.read().decode("utf-8", "replace").splitlines()
            said = dict(line.split(": ", 1) for line in lines if ": " in line)
            if said.get("outcome") == "fetched" and ("via" in said or "items" not in said):
                return True
    return False


def _answers(file: BinaryIO, decode: Literal["none", "all"]) -> Iterator[WarcRecord]:
    return iter(ArchiveIterator(file, record_types=WarcRecordType.response, auto_decode=decode))
