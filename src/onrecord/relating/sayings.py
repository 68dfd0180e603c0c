"""The day of saying, over reports: what one leaves out, another that has the same words of the same speaker tells.

Only quotations are compared, since only they are the same act of saying beyond doubt, and only long ones, since a
speaker says "We will see" every day. Reports that give different days keep each its own: either may be wrong, or the
words were said twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.dates import bounds, days, published_key, within
from onrecord.model import Analysis, Report, Span, Statement, Time

RUN = 8
"""Words in a row that two quotations share. A speaker says shorter ones every day ("we will see what happens")."""
SHARE = 0.75
"""Of the shorter quotation's runs that the longer has too, for both to be the same words (fraction): outlets cut
quotations and change a word or two."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A quotation by the runs of words that it is made of."""

    statement: Statement
    runs: frozenset[tuple[str, ...]]


def date_sayings(
    reports: Mapping[str, Report], analyses: Mapping[str, Analysis], statements: Sequence[Statement]
) -> tuple[dict[str, Analysis], tuple[Statement, ...]]:
    """Return analyses and statements with the days of saying that the reports tell together.

    Args:
        reports: The reports of a story, by id.
        analyses: The analysis of each report, by report id.
        statements: The statements of all reports, attributed.

    Returns:
        The same statements in the same order. One without a day takes over that of the same words of the same speaker
        in another report, with the reason, if all reports that date them agree and it was published no earlier; its
        times are then read as they are there, in its report's analysis too. A day after the publication of its own
        report is dropped.
    """
    checked = [_not_after(statement, reports[statement.report]) for statement in statements]
    groups: dict[str, list[_Quoted]] = defaultdict(list)
    for statement in checked:
        if statement.kind == "direct" and statement.speaker is not None:
            runs = _runs(statement.text)
            if runs:
                groups[statement.speaker].append(_Quoted(statement, runs))
    found: dict[str, Statement] = {}
    for speaker in sorted(groups):
        found |= _inherited(reports, groups[speaker])
    dated = tuple(found.get(statement.id, statement) for statement in checked)
    return _with_times(analyses, dated), dated


def _with_times(analyses: Mapping[str, Analysis], statements: Sequence[Statement]) -> dict[str, Analysis]:
    """Return the analyses with the times as the statements have them."""
    meant: dict[str, dict[Span, Time]] = defaultdict(dict)
    for statement in statements:
        meant[statement.report] |= {time.span: time for time in statement.times}
    return {
        report: replace(analysis, times=tuple(meant[report].get(time.span, time) for time in analysis.times))
        for report, analysis in analyses.items()
    }


def _not_after(statement: Statement, report: Report) -> Statement:
    """Drop a day on which the report was out already."""
    if statement.said_on is None or not _is_after(statement.said_on, report):
        return statement
    because = f"{statement.said_on} is not believed, being after the report was published: {statement.said_on_because}"
    return replace(statement, said_on=None, said_on_because=because)


def _is_after(said_on: str, report: Report) -> bool:
    first = bounds(said_on)[0]
    last = bounds(report.published)[1] if report.published is not None else None
    return first is not None and last is not None and first > last


def _inherited(reports: Mapping[str, Report], quoted: Sequence[_Quoted]) -> dict[str, Statement]:
    """Return the statements of one speaker that take over a day, by id."""
    by_run: dict[tuple[str, ...], list[_Quoted]] = defaultdict(list)
    for one in quoted:
        for run in one.runs if one.statement.said_on is not None else ():
            by_run[run].append(one)
    found = {}
    for one in quoted:
        statement = one.statement
        if statement.said_on is not None:
            continue
        near = {other.statement.id: other for run in one.runs for other in by_run.get(run, ())}
        same = [other.statement for _, other in sorted(near.items()) if _are_same(one, other)]
        same = [other for other in same if other.report != statement.report]
        day = _agreed([other.said_on for other in same if other.said_on is not None])
        if day is None or _is_after(day, reports[statement.report]):
            continue
        donors = (other for other in same if other.said_on == day)
        donor = min(donors, key=lambda s: (published_key(reports[s.report].published), s.id))
        found[statement.id] = replace(
            statement,
            said_on=day,
            said_on_because=_because(donor, reports[donor.report]),
            times=_as_there(statement, reports[statement.report], donor, reports[donor.report]),
        )
    return found


def _as_there(statement: Statement, report: Report, donor: Statement, there: Report) -> tuple[Time, ...]:
    """The times of a statement as the donor's are read, from the day of saying, if both have the same expressions."""
    words = [report.slice(time.span).casefold() for time in statement.times]
    if days(donor.said_on or "") != 1 or words != [there.slice(time.span).casefold() for time in donor.times]:
        return statement.times
    return tuple(replace(read, span=own.span) for own, read in zip(statement.times, donor.times, strict=True))


def _are_same(one: _Quoted, other: _Quoted) -> bool:
    return len(one.runs & other.runs) >= SHARE * min(len(one.runs), len(other.runs))


def _agreed(dates: Sequence[str]) -> str | None:
    """Return the finest of several dates if all the others hold it, None if they differ."""
    for day in sorted(set(dates)):
        if all(within(day, other) for other in dates):
            return day
    return None


def _because(donor: Statement, report: Report) -> str:
    outlet = f"{report.outlet}, report {report.id}" if report.outlet is not None else f"report {report.id}"
    return f"the same words stand in another report ({outlet}), dated there: {donor.said_on_because}"


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
