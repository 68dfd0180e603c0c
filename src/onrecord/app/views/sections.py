"""The sections of the one-file page as views of their own, long ones page by page, with what narrows them."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.desk import State
from onrecord.app.paging import page_by_weight, page_of
from onrecord.app.view import fill
from onrecord.errors import UsageError
from onrecord.pages.contested import KINDS, Chain, contested
from onrecord.pages.coverage import OutletView, by_outlet, matrix
from onrecord.pages.dates import words
from onrecord.pages.labels import labels
from onrecord.pages.lineage import citations, lineage
from onrecord.pages.timeline import STATUS_SIGNS, DateView, promises, timeline
from onrecord.pages.versions import versions

CHAINS, PROMISES, ROWS, COPIES, PEOPLE, PAGES = 15, 60, 40, 30, 40, 20
"""Rows a page: at most two hundred kilobytes of HTML on a record of two thousand reports."""
SENTENCES = 120
"""Of the timeline on a page: a day of a great story has hundreds, most days have one."""
COLUMNS = 20
"""Outlets beside each other: as many as a wide window shows."""
GAPS = 6
"""What an outlet leaves out, on the page of all outlets; the page of that outlet has the rest."""


def chains(state: State) -> list[Chain]:
    """Return the conflicts of a state, those that share a side together."""
    return state.once("contested", lambda made: contested(made.shelf))


def contested_view(request: Request, state: State) -> Response:
    """The conflicts: by kind, disagreements or revisions."""
    asked = request.query_params
    kind, which = asked.get("kind", ""), asked.get("which", "")
    if (kind and kind not in KINDS) or which not in ("", "disagreement", "revision"):
        raise UsageError("there are no conflicts of that kind")
    found = [
        chain
        for chain in chains(state)
        if (not kind or chain.kind == kind) and (not which or chain.revision == (which == "revision"))
    ]
    number = _page_with([{chain.id, *(pair.id for pair in chain.pairs)} for chain in found], asked.get("show"), CHAINS)
    return fill(
        request,
        state,
        "app-contested.html.j2",
        here="contested",
        kind=kind,
        which=which,
        kinds=KINDS,
        paged=page_of(found, number or asked.get("page"), CHAINS),
    )


def promises_view(request: Request, state: State) -> Response:
    """The promises, the first to fall due first."""
    status = request.query_params.get("status", "")
    if status and status not in STATUS_SIGNS:
        raise UsageError(f"a promise is one of: {', '.join(STATUS_SIGNS)}")
    chart, rows = state.once("promises", lambda made: promises(made.shelf))
    found = [row for row in rows if not status or row.status == status]
    number = _page_with([{row.claim} for row in found], request.query_params.get("show"), PROMISES)
    return fill(
        request,
        state,
        "app-promises.html.j2",
        here="promises",
        chosen=status,
        statuses=list(STATUS_SIGNS),
        chart=chart,
        judged=words(state.judged.isoformat()) if state.judged else "",
        paged=page_of(found, number or request.query_params.get("page"), PROMISES),
    )


def timeline_view(request: Request, state: State) -> Response:
    """The timeline, page by page: what lies before, the dates, what lies after, and what is only named in passing."""
    made = state.once("timeline", lambda made: timeline(made.shelf))
    parts = [(part, one) for part in ("before", "dates", "after", "passing") for one in getattr(made, part)]
    paged = page_by_weight(parts, request.query_params.get("page"), _sentences, SENTENCES)
    before, dates, after, passing = (
        tuple(one for of, one in paged.rows if of == part) for part in ("before", "dates", "after", "passing")
    )
    shown = replace(made, before=before, dates=dates, after=after, passing=passing)
    return fill(request, state, "app-timeline.html.j2", here="timeline", timeline=shown, paged=paged)


def _sentences(row: tuple[str, DateView]) -> int:
    return sum(1 + len(entry.others) + len(entry.wider) for entry in row[1].entries)


def coverage_view(request: Request, state: State) -> Response:
    """Outlets by claims, and what each outlet leaves out; or one outlet alone."""
    asked = request.query_params
    made = state.once("matrix", lambda made: matrix(made.shelf))
    outlets = state.once("by outlet", lambda made: by_outlet(made.shelf))
    wanted = asked.get("outlet", "")
    if wanted:
        alone = [one for one in outlets.outlets if one.outlet == wanted]
        if not alone:
            raise UsageError(f"no report in this record is of {wanted!r}")
        return fill(request, state, "app-outlet.html.j2", here="coverage", one=alone[0], claims=outlets.claims)
    paged = page_of(made.rows, asked.get("page"), ROWS)
    columns = page_of(made.outlets, asked.get("columns"), COLUMNS)
    start, end = columns.first - 1, columns.first - 1 + len(columns.rows)
    few = replace(
        made,
        outlets=tuple(columns.rows),
        totals=made.totals[max(start, 0) : end],
        rows=tuple(replace(row, cells=row.cells[max(start, 0) : end]) for row in paged.rows),
    )
    beside = set(columns.rows)
    here = replace(
        outlets, outlets=tuple(_short(one) for one in outlets.outlets if not few.rows or one.outlet in beside)
    )
    return fill(
        request,
        state,
        "app-coverage.html.j2",
        here="coverage",
        matrix=few,
        by_outlet=here,
        paged=paged,
        columns=columns,
        alone_at=lambda outlet: state.to.view("/coverage", outlet=outlet),
    )


def _short(one: OutletView) -> OutletView:
    topics = tuple((called, gaps[:GAPS]) for called, gaps in one.topics)
    return replace(one, claims=one.claims[:GAPS], topics=topics)


def lineage_view(request: Request, state: State) -> Response:
    """Who copied whom."""
    made = state.once("lineage", lambda made: lineage(made.shelf))
    paged = page_of(made.copies, request.query_params.get("page"), COPIES)
    return fill(
        request,
        state,
        "app-lineage.html.j2",
        here="lineage",
        lineage=replace(made, copies=tuple(paged.rows)),
        citations=state.once("citations", lambda made: citations(made.shelf)),
        paged=paged,
    )


def versions_view(request: Request, state: State) -> Response:
    """What was changed on pages without a word."""
    found = state.once("versions", lambda made: versions(made.shelf))
    paged = page_of(found, request.query_params.get("page"), PAGES)
    return fill(request, state, "app-versions.html.j2", here="versions", pages=list(paged.rows), paged=paged)


def labels_view(request: Request, state: State) -> Response:
    """What each outlet calls whom."""
    people = state.once("labels", lambda made: labels(made.shelf))
    paged = page_of(people, request.query_params.get("page"), PEOPLE)
    return fill(request, state, "app-labels.html.j2", here="labels", people=list(paged.rows), paged=paged)


def _page_with(rows: list[set[str]], id_: str | None, size: int) -> str | None:
    """Return the number of the page on which a row is, None where no row is asked for or it is not there."""
    if not id_:
        return None
    return next((str(n // size + 1) for n, ids in enumerate(rows) if id_ in ids), None)
