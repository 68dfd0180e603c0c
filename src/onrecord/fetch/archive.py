"""The web archive that is written (WARC 1.1, ISO 28500:2017), a gzip member for each record.

It has the suffix `.open` until it is finished, so that nobody reads half of one. A fetch that is killed leaves it so;
every record that was written to its end can be read when the suffix is taken away.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from onrecord.fetch.exchange import Answer
from onrecord.fetch.manners import Manners
from onrecord.fetch.outcome import Outcome

OPEN = ".open"
"""The suffix of an archive that is being written."""
_STANDARD = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_FIELDS = "application/warc-fields"


class Archive:
    """An archive in a folder, made when the first thing is written. Use it as a context manager.

    Args:
        folder: Made if it is not there.
        manners: What the archive's first record says of how it was made.
    """

    def __init__(self, folder: Path, manners: Manners) -> None:
        self._folder = folder
        self._manners = manners
        self._stream: BinaryIO | None = None
        self._path: Path | None = None
        self._info = ""

    @property
    def path(self) -> Path | None:
        """Where it is when it is finished; None if nothing was written."""
        return self._path

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish it, also after an error: what is in it was seen."""
        if self._stream is None or self._path is None:
            return
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        self._stream = None
        self._path.with_name(self._path.name + OPEN).rename(self._path)

    def keep(self, answer: Answer) -> str:
        """Write a request and its answer, and return the answer's record id."""
        response = _record(
            WarcRecordType.response, answer.response, "application/http; msgtype=response", answer.moment
        )
        request = _record(WarcRecordType.request, answer.request, "application/http; msgtype=request", answer.moment)
        for record in (response, request):
            record.is_http = True
            record.headers["WARC-Target-URI"] = str(answer.url)
            if answer.peer is not None:
                record.headers["WARC-IP-Address"] = answer.peer
        request.headers["WARC-Concurrent-To"] = response.record_id or ""
        # Of the entity, without chunks, as other archives have it, so that equal pages have equal digests.
        self._write(response, hashlib.sha1(answer.body, usedforsecurity=False).digest())
        self._write(request, None)
        return str(response.record_id)

    def tell(self, outcome: Outcome, record: str | None) -> None:
        """Write what became of an address."""
        said = {
            "outcome": outcome.state,
            "reason": outcome.reason,
            "final": outcome.final,
            "status": outcome.status,
            "items": outcome.items,
            "hopsFromSeed": "L" if outcome.feed else None,
            "via": outcome.feed,
        }
        metadata = _record(WarcRecordType.metadata, _fields(said), _FIELDS, datetime.now(UTC))
        metadata.headers["WARC-Target-URI"] = _one_line(outcome.url)
        if record is not None:
            metadata.headers["WARC-Concurrent-To"] = record
        self._write(metadata, None)

    def _write(self, record: WarcRecord, payload: bytes | None) -> None:
        if self._stream is None:
            self._begin()
        record.headers["WARC-Warcinfo-ID"] = self._info
        self._put(record, payload)

    def _put(self, record: WarcRecord, payload: bytes | None) -> None:
        assert self._stream is not None  # noqa: S101 -- `_begin` has been called
        packed = io.BytesIO()
        writer = GzipWriter(packed)  # one for each record: then each is a member, as the standard's annex D asks
        record.write(writer, checksum_data=True, payload_digest=payload)
        writer.close()
        self._stream.write(packed.getvalue())
        self._stream.flush()

    def _begin(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        moment = datetime.now(UTC)
        for number in range(100_000):
            path = self._folder / f"onrecord-{moment:%Y%m%d%H%M%S}-{number:05d}.warc.gz"
            if path.exists():
                continue
            try:
                self._stream = path.with_name(path.name + OPEN).open("xb")
            except FileExistsError:  # another fetch, this very second
                continue
            self._path = path
            break
        assert self._path is not None  # noqa: S101 -- nobody makes so many in a second
        said = {
            "software": f"onrecord/{version('onrecord')}",
            "format": "WARC File Format 1.1",
            "conformsTo": _STANDARD,
            "robots": "obey",
            "http-header-user-agent": self._manners.agent,
            "http-header-from": self._manners.contact,
        }
        info = _record(WarcRecordType.warcinfo, _fields(said), _FIELDS, moment)
        info.headers["WARC-Filename"] = self._path.name
        self._info = str(info.record_id)
        self._put(info, None)


def _record(kind: WarcRecordType, block: bytes, media_type: str, moment: datetime) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind)
    record.record_date = moment
    record.headers["Content-Type"] = media_type
    record.set_bytes_content(block)
    return record


def _fields(said: Mapping[str, str | int | None]) -> bytes:
    lines = (f"{name}: {_one_line(str(value))}\r\n" for name, value in said.items() if value is not None)
    return "".join(lines).encode("utf-8", "replace")


def _one_line(text: str) -> str:
    return " ".join(text.split())
