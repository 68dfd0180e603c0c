"""What only points at a page: the teaser of a feed, the address in a list of articles.

It is no report, and the reason says which page to fetch. Where that page was given too, under any of its addresses, the
reason says as which input: nothing is missing then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.model import Rejected, Report
from onrecord.reading.addresses import address_of, canonical

_FETCH = "fetch {address} and give that page"
_GIVEN = "its page, {address}, was given too, as {name}"
_SAID = re.compile(r"fetch (?P<fetch>\S+) and give that page|its page, (?P<given>\S+), was given too, as (?s:.*)")
"""Both, at the end of a reason: a record keeps the reason alone, and the page may be added to it later."""


def fetch_it(address: str) -> str:
    """Return what a reason says of the page that an input points at.

    >>> fetch_it("https://norra.example/port")
    'fetch https://norra.example/port and give that page'
    """
    return _FETCH.format(address=address)


def pointed_at(reason: str) -> str | None:
    """Return the address of the page that a reason says to fetch; None where it says nothing of that kind.

    >>> pointed_at("a teaser: fetch https://norra.example/port and give that page")
    'https://norra.example/port'
    """
    said = next((found for found in _SAID.finditer(reason) if found.end() == len(reason)), None)
    return None if said is None else said["fetch"] or said["given"]


def with_pages(rejected: Iterable[Rejected], reports: Iterable[Report]) -> tuple[Rejected, ...]:
    """Return rejections whose reasons tell of each page that they point at whether it was given, and as which input.

    Args:
        rejected: What gave no report.
        reports: All that were read, duplicates and versions among them. Of several of one page the first by its input
            is named.
    """
    pages: dict[str, str] = {}
    for report in sorted(reports, key=lambda report: report.input):
        address = address_of(report)
        if address is not None:
            pages.setdefault(address, report.input)
    return tuple(_told(one, pages) for one in rejected)


def _told(one: Rejected, pages: dict[str, str]) -> Rejected:
    said = next((found for found in _SAID.finditer(one.reason) if found.end() == len(one.reason)), None)
    address = pointed_at(one.reason)
    if said is None or address is None:
        return one
    name = pages.get(canonical(address) or "")
    words = fetch_it(address) if name is None else _GIVEN.format(address=address, name=name)
    return Rejected(input=one.input, reason=one.reason[: said.start()] + words)
