"""The reports of a story with their days of publication settled: undated ones dated, impossible days put aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median_low

from onrecord.dates import day_of
from onrecord.model import Analysis, Confidence, Report
from onrecord.relating.dating.datelines import find_dateline
from onrecord.relating.dating.doubts import BY_A_PERSON, Doubt, find_doubts
from onrecord.relating.dating.sentences import Sentences
from onrecord.relating.dating.witnesses import LONGEST, Verdict, Witness, find_witnesses, judge

_SHOWN = 2
"""Witnesses told of in the basis."""


def date_reports(reports: Sequence[Report], analyses: Mapping[str, Analysis]) -> tuple[Report, ...]:
    """Return the reports with `published` settled by what they share with each other.

    A report without a day is dated by the events that it tells of and for which its siblings give the day: "on Friday"
    of an event of 6 December 2031 was printed from 6 to 11 December. Where several expressions leave several days,
    `published` is an interval. A stated day that cannot be right gives way to what the siblings say, or to none, and
    `published_doubt` says what was stated and why it is not believed; what a person said is doubted, but stands.

    Args:
        reports: The reports of one story as they were read, in any order; ids are distinct.
        analyses: The analysis of each report, by report id.

    Returns:
        The reports sorted by id. Ids, texts and all fields but `published`, its basis, its confidence and its doubt are
        those that were given.

    Raises:
        KeyError: A report has no analysis.
    """
    ordered = sorted(reports, key=lambda r: r.id)
    sentences = Sentences(ordered, analyses)
    stated = {report.id: day for report in ordered if (day := day_of(report.published)) is not None}
    by_id = {report.id: report for report in ordered}
    doubts = find_doubts(ordered, {report.id: _news(report) for report in ordered}, sentences, stated)
    trusted = {report: day for report, day in stated.items() if report not in doubts}
    settled = []
    for report in ordered:
        if report.id in doubts:
            settled.append(_doubted(report, doubts[report.id], by_id))
        elif report.published is None:
            found = _date(report, analyses[report.id], sentences, trusted)
            settled.append(report if found is None else _dated(report, found, by_id))
        else:
            settled.append(report)
    return tuple(settled)


def _news(report: Report) -> str:
    """Return the text with its furniture blanked out: "Updated: 6 May 2031" tells of no event."""
    text = report.text
    for piece in report.furniture:
        start, end = piece.span
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@dataclass(frozen=True, slots=True)
class _Found:
    """The days on which a report was published, and how that is known."""

    first: date
    last: date
    basis: str
    confidence: Confidence


def _date(
    report: Report, analysis: Analysis, sentences: Sentences, trusted: Mapping[str, date]
) -> Verdict | _Found | None:
    verdict = judge(find_witnesses(report.id, sentences, trusted))
    verdict = None if verdict is None else _narrowed(verdict, report.id, sentences)
    line = find_dateline(report, analysis)
    if line is not None and trusted:
        near = verdict.first if verdict else median_low(sorted(trusted.values()))
        day = line.nearest(near)
        if day is not None and (verdict is None or verdict.first <= day <= verdict.last):
            whence = "the year is that of its siblings"
            return _Found(day, day, f'dateline: "{line.text}"; {whence}', "medium")
        if day is not None:
            return None
    return verdict


def _narrowed(verdict: Verdict, report: str, sentences: Sentences) -> Verdict:
    """Leave out the days before the last thing that is told as past with its date, and those after one to come."""
    first, last = verdict.first, verdict.last
    for sentence in sentences.by_report[report]:
        for named in sentence.days:
            if named.in_full and first <= named.day <= last:
                first, last = (first, named.day) if named.to_come else (named.day, last)
        for pointer in sentence.pointers:
            inside = (first + timedelta(days=n) for n in range((last - first).days + 1))
            for day in [day for day in inside if pointer.month_day is not None and pointer.fits(day)]:
                first, last = (day, last) if pointer.lag[0] >= 0 else (first, day)
    return replace(verdict, first=first, last=last)


def _dated(report: Report, found: Verdict | _Found, by_id: Mapping[str, Report]) -> Report:
    if isinstance(found, _Found):
        return _with_day(report, found.first, found.last, found.basis, found.confidence)
    if (found.last - found.first).days >= LONGEST:
        return report
    basis = f"siblings: {_told(found.witnesses, by_id)}"
    return _with_day(report, found.first, found.last, basis, "medium" if found.several else "low")


def _doubted(report: Report, doubt: Doubt, by_id: Mapping[str, Report]) -> Report:
    basis = report.basis.get("published", "")
    reason = doubt.because or (_told(doubt.verdict.witnesses, by_id) if doubt.verdict else "its siblings contradict it")
    if report.published_doubt:
        reason = f"{reason}; {report.published_doubt}"
    said = f"{report.published} ({basis or 'basis not known'}), but {reason}"
    if basis in BY_A_PERSON:
        return replace(
            report, published_doubt=f"stated {said}; it stands, as a person said it", published_confidence="low"
        )
    plain = replace(
        report,
        published=None,
        published_confidence=None,
        published_doubt=f"not believed: {said}",
        basis={field: how for field, how in report.basis.items() if field != "published"},
    )
    return plain if doubt.verdict is None else _dated(plain, doubt.verdict, by_id)


def _with_day(report: Report, first: date, last: date, basis: str, confidence: Confidence) -> Report:
    published = first.isoformat() if first == last else f"{first}/{last}"
    return replace(
        report,
        published=published,
        published_confidence=confidence,
        basis=dict(sorted({**report.basis, "published": basis}.items())),
    )


def _told(witnesses: Sequence[Witness], by_id: Mapping[str, Report]) -> str:
    """Return what witnesses say, in words: one for each expression first."""
    seen: dict[str, Witness] = {}
    for one in witnesses:
        seen.setdefault(" ".join(one.pointer.text.split()), one)
    shown = list(seen.items())[:_SHOWN]
    told = [f'"{text}" is {one.day} in {_called(by_id[one.report])}' for text, one in shown]
    more = len({(one.pointer, one.report) for one in witnesses}) - len(shown)
    return ", ".join([*told, *([f"and {more} more agree"] if more else [])])


def _called(report: Report) -> str:
    name = report.outlet or report.input
    return f"{name} of {report.published}" if report.published else name
