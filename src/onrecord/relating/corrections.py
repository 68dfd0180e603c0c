"""Decisions that say what a report, a statement or a time is, put in the place of what the machine found.

What is replaced stays readable beside it: in `because`, in `basis`, in `said_on_because`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.model import Analysis, Entity, Report, Statement, Time
from onrecord.outlets import Outlet, Outlets
from onrecord.relating.rulings import Place, Rulings


def with_days(reports: Sequence[Report], decided: Mapping[str, tuple[str, str]]) -> tuple[Report, ...]:
    """Return the reports with the days that people gave them, by report id: the date, and who decided so."""
    return tuple(report if report.id not in decided else _with_day(report, *decided[report.id]) for report in reports)


def _with_day(report: Report, day: str, why: str) -> Report:
    stated = (
        f"{report.published} ({report.basis.get('published', 'basis not known')})" if report.published else "no day"
    )
    basis = f"{why} (the machine: {stated})"
    return replace(
        report,
        published=day,
        published_confidence="high",
        published_doubt=None,
        basis=dict(sorted({**report.basis, "published": basis}.items())),
    )


def retimed(analyses: Mapping[str, Analysis], times: Mapping[Place, tuple[str, str]]) -> dict[str, Analysis]:
    """Return the analyses with the times as people read them."""
    if not times:
        return dict(analyses)
    return {
        key: replace(
            analysis,
            times=_retimed(key, analysis.times, times),
            statements=tuple(_with_times(key, one, times) for one in analysis.statements),
        )
        for key, analysis in analyses.items()
    }


def corrected(statements: Sequence[Statement], rulings: Rulings) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Return the statements with the dates that people gave them, and apart from them those that people struck."""
    struck = tuple(
        replace(
            one, because=f"struck, {rulings.struck[one.id]}{f' (the machine: {one.because})' if one.because else ''}"
        )
        for one in statements
        if one.id in rulings.struck
    )
    kept = tuple(
        _dated(replace(one, within=None) if one.within in rulings.struck else one, rulings)
        for one in statements
        if one.id not in rulings.struck
    )
    return kept, struck


def without_labels(entities: Sequence[Entity], struck: Iterable[Statement]) -> tuple[Entity, ...]:
    """Return the entities without the labels that stand in what is no statement."""
    places = [(one.report, span) for one in struck for span in one.content]
    if not places:
        return tuple(entities)

    def inside(report: str, start: int, end: int) -> bool:
        return any(report == at and first <= start and end <= last for at, (first, last) in places)

    return tuple(
        replace(one, labels=tuple(label for label in one.labels if not inside(label.report, *label.span)))
        for one in entities
    )


def with_wires(table: Outlets, wires: Iterable[str]) -> Outlets:
    """Return a table of outlets in which those of some names are wires.

    >>> with_wires(Outlets([Outlet(name="Norra News")]), ["Norra News"]).by_name("Norra News").wire
    True
    """
    names = list(wires)
    if not names:
        return table
    outlets = {outlet.name: outlet for outlet in table.outlets}
    for name in names:
        known = table.by_name(name) or Outlet(name=name, kind="wire")
        outlets[known.name] = replace(known, wire=True)
    return Outlets(outlets.values(), table.own, table.where)


def _dated(statement: Statement, rulings: Rulings) -> Statement:
    if statement.id not in rulings.said_on:
        return statement
    day, why = rulings.said_on[statement.id]
    if statement.said_on == day and why in statement.said_on_because:
        return statement
    found = f"{statement.said_on}, {statement.said_on_because}" if statement.said_on else "no day"
    return replace(statement, said_on=day, said_on_because=f"{why} (the machine: {found})")


def _with_times(report: str, statement: Statement, times: Mapping[Place, tuple[str, str]]) -> Statement:
    return replace(
        statement,
        times=_retimed(report, statement.times, times),
        inner=tuple(_with_times(report, one, times) for one in statement.inner),
    )


def _retimed(report: str, found: Iterable[Time], times: Mapping[Place, tuple[str, str]]) -> tuple[Time, ...]:
    return tuple(
        replace(time, type="DATE", value=times[report, time.span][0], edtf=times[report, time.span][0])
        if (report, time.span) in times
        else time
        for time in found
    )
