"""The reports of a story with their days of publication settled: undated ones dated, impossible days put aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from statistics import median_low

from onrecord.dates import day_of
from onrecord.model import Analysis, Confidence, Report
from onrecord.relating.collector import without_collector
from onrecord.relating.dating.datelines import find_dateline
from onrecord.relating.dating.doubts import Doubt, by_a_person, find_doubts
from onrecord.relating.dating.sentences import Sentences
from onrecord.relating.dating.witnesses import LONGEST, Verdict, Witness, contradiction, find_witnesses, judge

_SHOWN = 2
"""Witnesses told of in the basis."""


@without_collector()
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
        The reports sorted by id; where siblings contradict one another a report stays undated, and `published_doubt`
        says so. Ids, texts and all fields but `published`, its basis, its confidence and its doubt are those that were
        given.

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
            settled.append(_date(report, analyses[report.id], sentences, trusted, by_id))
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


def _date(
    report: Report,
    analysis: Analysis,
    sentences: Sentences,
    trusted: Mapping[str, date],
    by_id: Mapping[str, Report],
) -> Report:
    """Date a report of which no day is stated, or say what its siblings cannot agree on."""
    witnesses = find_witnesses(report.id, sentences, trusted)
    verdict = judge(witnesses)
    if verdict is None and (apart := contradiction(witnesses)):
        return replace(report, published_doubt=f"not dated, its siblings contradict one another: {_told(apart, by_id)}")
    verdict = None if verdict is None else _narrowed(verdict, report.id, sentences)
    line = find_dateline(report, analysis)
    if line is not None and trusted:
        day = line.nearest(verdict.first if verdict else median_low(sorted(trusted.values())))
        if day is not None and (verdict is None or verdict.first <= day <= verdict.last):
            basis = f'dateline: "{line.text}"; the year is that of its siblings'
            return _with_day(report, day, day, basis, "medium")
        if day is not None and verdict is not None:
            told = _told(verdict.witnesses, by_id)
            return replace(report, published_doubt=f'not dated, its dateline "{line.text}" is contradicted: {told}')
    return report if verdict is None else _dated(report, verdict, by_id)


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


def _dated(report: Report, found: Verdict, by_id: Mapping[str, Report]) -> Report:
    if (found.last - found.first).days >= LONGEST:
        return report
    basis = f"siblings: {_told(found.witnesses, by_id)}"
    return _with_day(report, found.first, found.last, basis, "medium" if found.several else "low")


def _doubted(report: Report, doubt: Doubt, by_id: Mapping[str, Report]) -> Report:
    basis = report.basis.get("published", "")
    reason = doubt.because or _told(doubt.against, by_id)
    if report.published_doubt:
        reason = f"{reason}; {report.published_doubt}"
    said = f"{report.published} ({basis or 'basis not known'}), but {reason}"
    if by_a_person(basis):
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
    seen: dict[tuple[str, date], Witness] = {}
    for one in witnesses:
        seen.setdefault((" ".join(one.pointer.text.split()), one.day), one)
    shown = list(seen.items())[:_SHOWN]
    told = [f'"{text}" is {one.day} in {_called(by_id[one.report])}' for (text, _), one in shown]
    more = len({(one.pointer, one.report) for one in witnesses}) - len(shown)
    return ", ".join([*told, *([f"and {more} more agree"] if more else [])])


def _called(report: Report) -> str:
    name = report.outlet or report.input
    return f"{name} of {report.published}" if report.published else name
