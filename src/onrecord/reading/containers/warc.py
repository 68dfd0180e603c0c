"""Captures of the web in WARC files (ISO 28500:2017): the pages and documents that servers answered with.

What brings no text of its own (styles, pictures, scripts), redirections, and records about others (requests, metadata)
are passed over. A page that the server did not give is refused with the status. A revisit, the record of an answer that
was the same as one before, brings what that brought where it is in the same file.

JSON is passed over: in captures it is what a page's scripts asked for, mostly many times over, and no report. Feeds are
read, since what they bring in full may not have been captured otherwise.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import urljoin

from onrecord.errors import InputError
from onrecord.reading.containers.captured import (
    BRINGING,
    Passed,
    Payload,
    address_of,
    check_address,
    payload_of,
    type_of,
)
from onrecord.reading.containers.http_answer import MAX_HEAD
from onrecord.reading.containers.warc_records import Broken, Record, records
from onrecord.reading.facts import Fact, Facts
from onrecord.reading.items import Item, Items, Refused
from onrecord.reading.schema_org import web_address

BASIS = "archive: WARC-Target-URI"
_SHOWN_KINDS = 8
"""How many kinds of what was passed over are named."""


def open_warc(file: BinaryIO, max_bytes: int) -> Items:
    """Yield the pages and documents of a WARC file, then those of its revisits. See `items.Opener`."""
    yield from pages_of(file, max_bytes, None)


def pages_of(file: BinaryIO, max_bytes: int, pages: set[str] | None) -> Items:
    """Yield the pages and documents of a WARC file, then those of its revisits.

    Args:
        file: see `items.Opener`.
        max_bytes: the largest item.
        pages: the addresses of what was visited, as `bare` has them, where they are known. Where one was redirected,
            what it led to is added. HTML of another address is a frame in a page or was fetched by a script: refused.
    """
    passed: Counter[str] = Counter()
    revisits: list[Record] = []
    given = False
    for made in _items(file, max_bytes, pages, revisits, passed):
        given = True
        yield made
    for made in _revisited(file, max_bytes, pages, revisits, passed):
        given = True
        yield made
    if not given:
        kinds = ", ".join(f"{count:,} x {kind}" for kind, count in sorted(passed.items())[:_SHOWN_KINDS])
        raise InputError(f"no page and no document in it, only {kinds}")


def bare(address: str) -> str:
    """Return an address as two that lead to one page have it: without its scheme, its fragment and a last slash.

    >>> bare("HTTPS://Norra.example/port/#top") == bare("http://norra.example/port")
    True
    """
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("#")[0].partition("/")
    return f"{host.casefold()}{slash}{path}".rstrip("/") if rest else scheme


def _items(
    file: BinaryIO, max_bytes: int, pages: set[str] | None, revisits: list[Record], passed: Counter[str]
) -> Items:
    for record in records(file, lambda headers: type_of(headers) in BRINGING, max_bytes + MAX_HEAD):
        if isinstance(record, Broken):
            yield Refused(mark=f"#{record.number}", reason=record.reason)
        elif type_of(record.headers) == "revisit":
            revisits.append(record)
        else:
            try:
                yield _item(record, payload_of(record, max_bytes), pages)
            except Passed as what:
                passed[str(what)] += 1
                _follow(address_of(record.headers), what.leads_to, pages)
            except InputError as error:
                yield _refused(record, error)


def _follow(address: str, leads_to: str, pages: set[str] | None) -> None:
    """Add to the pages what one of them was redirected to."""
    if pages is not None and leads_to and bare(address) in pages:
        with contextlib.suppress(ValueError):  # "http://[norra"
            pages.add(bare(urljoin(address, leads_to)))


def _revisited(
    file: BinaryIO, max_bytes: int, pages: set[str] | None, revisits: list[Record], passed: Counter[str]
) -> Items:
    """Yield what revisits bring, by a second way through the file for the records that they name."""
    open_ones: dict[str, list[Record]] = {}
    for revisit in revisits:
        for key in _first_names(revisit.headers):
            open_ones.setdefault(key, []).append(revisit)
    done: set[int] = set()

    def wanted(headers: Mapping[str, str]) -> bool:
        return type_of(headers) in BRINGING and any(key in open_ones for key in _own_names(headers))

    for record in records(file, wanted, max_bytes + MAX_HEAD) if revisits else ():
        if isinstance(record, Broken) or not wanted(record.headers):
            continue
        named = [one for key in _own_names(record.headers) for one in open_ones.get(key, ())]
        for revisit in sorted({one.number: one for one in named}.values(), key=lambda one: one.number):
            if revisit.number not in done:
                done.add(revisit.number)
                yield from _brought(revisit, record, max_bytes, pages, passed)
    for revisit in revisits:
        if revisit.number not in done:
            yield from _brought(revisit, None, max_bytes, pages, passed)


def _brought(
    revisit: Record, first: Record | None, max_bytes: int, pages: set[str] | None, passed: Counter[str]
) -> Iterator[Item | Refused]:
    try:
        check_address(address_of(revisit.headers))
        if first is None:
            when = revisit.headers.get("warc-refers-to-date") or "of a day that it does not say"
            raise InputError(f"only says that it was as in a capture before ({when}), which is not in this file")
        yield _item(revisit, payload_of(first, max_bytes), pages)
    except Passed as what:
        passed[str(what)] += 1
    except InputError as error:
        yield _refused(revisit, error)


def _first_names(headers: Mapping[str, str]) -> Iterator[str]:
    """Yield the names that a revisit has for the record that it is a revisit of."""
    if "warc-refers-to" in headers:
        yield f"id {headers['warc-refers-to']}"
    if "warc-refers-to-target-uri" in headers and "warc-refers-to-date" in headers:
        yield f"at {headers['warc-refers-to-target-uri'].strip('<>')} {_moment(headers['warc-refers-to-date'])}"
    if "warc-payload-digest" in headers:
        yield f"digest {headers['warc-payload-digest']}"


def _own_names(headers: Mapping[str, str]) -> Iterator[str]:
    """Yield the names that revisits may have for a record."""
    yield f"id {headers.get('warc-record-id', '')}"
    yield f"at {address_of(headers)} {_moment(headers.get('warc-date', ''))}"
    if "warc-payload-digest" in headers:
        yield f"digest {headers['warc-payload-digest']}"


def _item(record: Record, payload: Payload, pages: set[str] | None) -> Item:
    if pages is not None and payload.suffix == ".html" and bare(address_of(record.headers)) not in pages:
        raise InputError("not among the pages that the archive lists: a frame in one, or what a script fetched")
    address = web_address(address_of(record.headers))
    facts: Facts = {"url": Fact(address, BASIS)} if address else {}
    return Item(
        mark=f"#{record.number}",
        suffix=payload.suffix,
        data=payload.body,
        facts=facts,
        record=record.headers.get("warc-record-id", "").removeprefix("<").removesuffix(">") or None,
        offset=record.offset,
        captured=_moment(record.headers.get("warc-date", "")),
        charset=payload.charset,
        media_type=payload.media_type,
    )


def _refused(record: Record, error: InputError) -> Refused:
    """Name what is refused by its address, too: nothing else tells a person which page that was."""
    address = web_address(address_of(record.headers))
    return Refused(mark=f"#{record.number}", reason=InputError(f"{error}: {address}") if address else error)


def _moment(text: str) -> str | None:
    """Return a `WARC-Date` (W3C date-time, down to parts of a second) as a date-time in UTC, None where it is none.

    >>> _moment("2031-05-04T12:00:00.25+02:00")
    '2031-05-04T10:00:00Z'
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
