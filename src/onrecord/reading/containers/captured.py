"""What a record of a web capture brings: a page, a document, or nothing that could be a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from onrecord.errors import InputError
from onrecord.reading.containers.http_answer import body_of, head_of, media_charset, media_type
from onrecord.reading.containers.members import NO_REPORTS, suffix_of
from onrecord.reading.containers.warc_records import Record

SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
    "application/feed+json": ".json",
}
"""The reader of each media type that may be a report."""
_SAYS_NOTHING = frozenset({"", "application/octet-stream", "application/xml", "text/xml", "unk", "no-type"})
"""Types that leave it to the bytes; `unk` and `no-type` are what crawlers write where a server said none."""
_TEXT_NAMES = frozenset({".txt", ".text", ".md"})
_FOR_ROBOTS = frozenset({"robots.txt", "ads.txt", "app-ads.txt", "humans.txt", "security.txt", "llms.txt"})
_OF_THE_CRAWLER = frozenset({"about", "blob", "data", "dns", "metadata", "urn", "whois", "ws", "wss"})
"""Schemes of addresses at which nobody publishes anything."""
_FEED_MARKS = (b"<rss", b"<feed", b"<rdf:RDF")
_HEAD_BYTES = 1024
"""Of a body: where it says what it is."""
BRINGING = frozenset({"response", "resource"})
"""Types of records that bring something themselves."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What a record brings: a body, which reader it gets, and what it was sent as."""

    body: bytes
    suffix: str
    media_type: str
    charset: str | None


class Passed(Exception):  # noqa: N818 -- no error
    """What a record brings is no report by its nature; the argument says what it is."""

    leads_to: str = ""
    """Where a redirection leads, as the server wrote it."""


def type_of(headers: Mapping[str, str]) -> str:
    """Return the type of a record in lower case, '' for none."""
    return headers.get("warc-type", "").casefold()


def address_of(headers: Mapping[str, str]) -> str:
    """Return the address of what a record is of; some programs put it between `<` and `>`."""
    return headers.get("warc-target-uri", "").strip().removeprefix("<").removesuffix(">")


def check_address(address: str) -> None:
    """Pass over what is told from its address to be no report.

    Raises:
        Passed: it is told.
    """
    if address.partition(":")[0].casefold() in _OF_THE_CRAWLER:
        raise Passed("notes of the crawler")
    if suffix_of(_path(address)) in NO_REPORTS:
        raise Passed("styles, scripts, pictures and the like")


def payload_of(record: Record, max_bytes: int) -> Payload:
    """Return what a record brings.

    Raises:
        Passed: it is no report by its nature.
        InputError: it may be one, and cannot be read.
    """
    headers = record.headers
    address = address_of(headers)
    if type_of(headers) not in BRINGING:
        raise Passed(f"{type_of(headers) or 'untyped'} records")
    check_address(address)
    if record.block is None:
        raise InputError(f"too large: {record.length:,} bytes, the limit is {max_bytes:,} (--max-bytes)")
    sent_as = headers.get("content-type", "")
    if media_type(sent_as) == "application/http":
        made = _answered(record.block, headers, address, max_bytes)
    elif type_of(headers) == "response":
        raise Passed("answers to other requests than those for pages")
    else:
        kind, suffix = _reader_of(media_type(sent_as), record.block, headers, address)
        made = Payload(record.block, suffix, kind, media_charset(sent_as))
    if len(made.body) > max_bytes:
        raise InputError(f"too large: {len(made.body):,} bytes, the limit is {max_bytes:,} (--max-bytes)")
    if not made.body.strip():
        raise InputError("empty: the server answered with nothing")
    if "warc-truncated" in headers:
        raise InputError(f"its capture was cut off (WARC-Truncated: {headers['warc-truncated']})")
    return made


def _answered(block: bytes, headers: Mapping[str, str], address: str, max_bytes: int) -> Payload:
    head = head_of(block)
    if head.status < HTTPStatus.OK or HTTPStatus.MULTIPLE_CHOICES <= head.status < HTTPStatus.BAD_REQUEST:
        passed = Passed("redirections and the like")
        passed.leads_to = head.headers.get("location", "")
        raise passed
    if head.media_type not in _SAYS_NOTHING:
        _reader_of(head.media_type, b"", headers, address)
    if head.status != HTTPStatus.OK:
        raise InputError(f"the server did not give the page: it answered with status {head.status}")
    body = body_of(block, head, max_bytes)
    kind, suffix = _reader_of(head.media_type, body, headers, address)
    return Payload(body, suffix, kind, head.charset)


def _reader_of(kind: str, body: bytes, headers: Mapping[str, str], address: str) -> tuple[str, str]:
    """Return the media type of a body and the suffix of its reader.

    What its server said goes before what the crawler made of it, and before what it begins like.

    Raises:
        Passed: it is nothing that is read.
    """
    if kind in _SAYS_NOTHING:
        found = headers.get("warc-identified-payload-type", "").partition(";")[0].strip().casefold()
        kind = found if found not in _SAYS_NOTHING else _sniffed(body) or kind
    suffix = SUFFIXES.get(kind, "")
    if kind == "text/plain":
        path = _path(address)
        if suffix_of(path) in _TEXT_NAMES and path.rpartition("/")[2].casefold() not in _FOR_ROBOTS:
            suffix = suffix_of(path)
    if not suffix:
        raise Passed(kind or "answers of no known type")
    return kind, suffix


def _sniffed(body: bytes) -> str:
    """Return the media type that a body begins like (WHATWG MIME Sniffing), '' for none of those that are read."""
    start = body[:_HEAD_BYTES].lstrip()
    if start.startswith(b"%PDF-"):
        return "application/pdf"
    if start[:9].lower().startswith((b"<!doctype", b"<html")):
        return "text/html"
    return "application/rss+xml" if any(mark in start for mark in _FEED_MARKS) else ""


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:  # "http://[norra"
        return ""
