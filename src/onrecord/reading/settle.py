"""The same report from two inputs: which stands, and which is its duplicate."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import Duplicate, Report

FIELDS = ("outlet", "url")
"""What tells two reports of the same words apart: a wire's text in two outlets is two reports."""


def settle(reports: Iterable[Report]) -> tuple[tuple[Report, ...], tuple[Duplicate, ...]]:
    """Part reports from duplicates. The result is the same whatever the order of the reports.

    Reports of the same text are one where no known outlet or url disagrees. Of these the one of which the most is
    known stands, then the one whose input has the smallest name. A report that knows neither, beside two that
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


def _rank(report: Report) -> tuple[int, str, str]:
    """Order reports by how much is known of them, then by input."""
    return -len(report.basis), report.input, report.id


def _agree(one: Report, other: Report) -> bool:
    if one.id == other.id:
        return True
    pairs = ((getattr(one, field), getattr(other, field)) for field in FIELDS)
    return all(left is None or right is None or left == right for left, right in pairs)
