"""The same report from two inputs: which stands, which is its duplicate, and which is another version of its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from onrecord.model import Duplicate, History, Report
from onrecord.reading.addresses import address_of, canonical
from onrecord.reading.versions import body, find_versions

FIELDS = ("outlet", "url")
"""What tells two reports of the same words apart: a wire's text in two outlets is two reports."""


class Settled(NamedTuple):
    """What the inputs that could be read come to. Reports less later versions, duplicates and later versions add up."""

    reports: tuple[Report, ...]
    """By id; each version of a page is one."""
    duplicates: tuple[Duplicate, ...]
    """By input."""
    histories: tuple[History, ...]
    """The pages with several versions, by id."""


def settle(reports: Iterable[Report]) -> Settled:
    """Part reports from duplicates and versions. The result is the same whatever the order of the reports.

    Reports of the same text are one where no known outlet or url disagrees. What was read out of that text itself (a
    dateline, a line with an outlet's name) disagrees with nothing that a manifest, metadata or an address says of it:
    the same file given again without them is still that file. Two addresses are one where they differ in no more than
    trackers and the like (`addresses`). Of these the one of which the most is known stands, then the one that was
    captured first, then the one whose input has the smallest name. A report that knows neither, beside two that
    disagree, goes with the first of them.

    A page that was captured again with another day of publication is no duplicate, though its words are the same; one
    that changed in its furniture alone is. Under one address, other words of the same article are another version
    (`versions`).
    """
    by_text: dict[str, list[Report]] = {}
    for report in sorted(reports, key=_rank):
        by_text.setdefault(report.text, []).append(report)
    stand: list[Report] = []
    twice: list[tuple[Report, Report]] = []
    for same in by_text.values():
        kept: list[Report] = []
        for report in same:
            first = next((other for other in kept if _agree(report, other)), None)
            if first is None:
                kept.append(report)
            else:
                twice.append((report, first))
        stand += kept
    stand, only_around = _without_new_furniture(sorted(stand, key=_rank))
    of = {again.id: first for again, first in only_around}
    twice = [(again, of.get(first.id, first)) for again, first in twice] + only_around
    moments: dict[str, list[str]] = defaultdict(list)
    for report, first in (*((one, one) for one in stand), *twice):
        if (captured := _captured(report)) is not None:
            moments[first.id].append(captured)
    versions, histories = find_versions(stand, moments)
    duplicates = (Duplicate(input=again.input, of=first.id, captured=_captured(again)) for again, first in twice)
    return Settled(
        tuple(sorted(versions, key=lambda report: (report.id, report.input))),
        tuple(sorted(duplicates, key=lambda duplicate: (duplicate.input, duplicate.of))),
        histories,
    )


def _without_new_furniture(ranked: list[Report]) -> tuple[list[Report], list[tuple[Report, Report]]]:
    """Part the captures of a page that differ in nothing but their furniture from the first of them."""
    stand: dict[tuple[object, ...], Report] = {}
    twice: list[tuple[Report, Report]] = []
    for report in ranked:
        address = address_of(report)
        words = body(report) if address is not None else ""
        key = (address, words, report.outlet, report.published) if words else (report.id,)
        first = stand.setdefault(key, report)
        if first is not report:
            twice.append((report, first))
    return list(stand.values()), twice


def _rank(report: Report) -> tuple[bool, int, str, str, str, str]:
    """Order reports: those whose outlet the text alone tells last, the best known first, then by capture and input."""
    told = repr((sorted(report.basis.items()), report.modified, report.source, report.places))
    captured = _captured(report) or "~"
    return _read_in_text(report, "outlet"), -len(report.basis), captured, report.input, report.id, told


def _agree(one: Report, other: Report) -> bool:
    return one.id == other.id or (all(_agree_on(field, one, other) for field in FIELDS) and not _dated_anew(one, other))


def _agree_on(field: str, one: Report, other: Report) -> bool:
    left, right = getattr(one, field), getattr(other, field)
    if left is None or right is None or left == right:
        return True
    if field == "url" and canonical(left) == canonical(right) is not None:
        return True
    return _read_in_text(one, field) != _read_in_text(other, field)


def _dated_anew(one: Report, other: Report) -> bool:
    """Return whether a page states another day of publication than it did when it was captured before."""
    days = {report.published for report in (one, other)}
    captured = {_captured(report) for report in (one, other)}
    address = address_of(one)
    return (
        None not in days | captured
        and len(days) == len(captured) == 2
        and address is not None
        and address == address_of(other)
    )


def _captured(report: Report) -> str | None:
    return None if report.source is None else report.source.captured


def _read_in_text(report: Report, field: str) -> bool:
    return report.basis.get(field, "").startswith(("dateline", "text:"))
