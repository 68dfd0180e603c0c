"""The same report from two inputs: which stands, and which is its duplicate."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import Duplicate, Report

FIELDS = ("outlet", "url")
"""What tells two reports of the same words apart: a wire's text in two outlets is two reports."""


def settle(reports: Iterable[Report]) -> tuple[tuple[Report, ...], tuple[Duplicate, ...]]:
    """Part reports from duplicates. The result is the same whatever the order of the reports.

    Reports of the same text are one where no known outlet or url disagrees. What was read out of that text itself (a
    dateline, a line with an outlet's name) disagrees with nothing that a manifest, metadata or an address says of it:
    the same file given again without them is still that file. Of these the one of which the most is known stands, then
    the one whose input has the smallest name. A report that knows neither, beside two that
    disagree, goes with the first of them.

    Returns:
        The reports by id, and the duplicates by input.
    """
    by_text: dict[str, list[Report]] = {}
    for report in sorted(reports, key=_rank):
        by_text.setdefault(report.text, []).append(report)
    stand: list[Report] = []
    duplicates: list[Duplicate] = []
    for same in by_text.values():
        kept: list[Report] = []
        for report in same:
            first = next((other for other in kept if _agree(report, other)), None)
            if first is None:
                kept.append(report)
            else:
                duplicates.append(Duplicate(input=report.input, of=first.id))
        stand += kept
    return (
        tuple(sorted(stand, key=lambda report: (report.id, report.input))),
        tuple(sorted(duplicates, key=lambda duplicate: (duplicate.input, duplicate.of))),
    )


def _rank(report: Report) -> tuple[bool, int, str, str, str]:
    """Order reports by whether the text alone tells their outlet, by how much is known of them, then by input."""
    told = repr(sorted(report.basis.items()))
    return _read_in_text(report, "outlet"), -len(report.basis), report.input, report.id, told


def _agree(one: Report, other: Report) -> bool:
    return one.id == other.id or all(_agree_on(field, one, other) for field in FIELDS)


def _agree_on(field: str, one: Report, other: Report) -> bool:
    left, right = getattr(one, field), getattr(other, field)
    if left is None or right is None or left == right:
        return True
    return _read_in_text(one, field) != _read_in_text(other, field)


def _read_in_text(report: Report, field: str) -> bool:
    return report.basis.get(field, "").startswith(("dateline", "text:"))
