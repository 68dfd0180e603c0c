"""The sections of the one-file page as views of their own, long ones page by page, with what narrows them."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.desk import State
from onrecord.app.paging import page_of
from onrecord.app.view import fill
from onrecord.errors import UsageError
from onrecord.pages.contested import KINDS, Chain, contested
from onrecord.pages.coverage import by_outlet, matrix
from onrecord.pages.dates import words
from onrecord.pages.labels import labels
from onrecord.pages.lineage import citations, lineage
from onrecord.pages.timeline import STATUS_SIGNS, promises, timeline

CHAINS, PROMISES, DATES, ROWS, PEOPLE = 25, 60, 60, 60, 40
"""Rows a page: about two hundred kilobytes of HTML on a record of two thousand reports."""


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
    """The timeline, page by page; what lies before, after and aside is on the first."""
    made = state.once("timeline", lambda made: timeline(made.shelf))
    paged = page_of(made.dates, request.query_params.get("page"), DATES)
    first = paged.number == 1
    shown = replace(
        made,
        dates=tuple(paged.rows),
        before=made.before if first else (),
        after=made.after if paged.number == paged.pages else (),
        passing=made.passing[:DATES] if first else (),
    )
    return fill(request, state, "app-timeline.html.j2", here="timeline", timeline=shown, paged=paged)


def coverage_view(request: Request, state: State) -> Response:
    """Outlets by claims."""
    made = state.once("matrix", lambda made: matrix(made.shelf))
    outlets = state.once("by outlet", lambda made: by_outlet(made.shelf))
    paged = page_of(made.rows, request.query_params.get("page"), ROWS)
    few = replace(made, rows=tuple(paged.rows))
    return fill(request, state, "app-coverage.html.j2", here="coverage", matrix=few, by_outlet=outlets, paged=paged)


def lineage_view(request: Request, state: State) -> Response:
    """Who copied whom."""
    made = state.once("lineage", lambda made: lineage(made.shelf))
    paged = page_of(made.copies, request.query_params.get("page"), ROWS)
    return fill(
        request,
        state,
        "app-lineage.html.j2",
        here="lineage",
        lineage=replace(made, copies=tuple(paged.rows)),
        citations=state.once("citations", lambda made: citations(made.shelf)),
        paged=paged,
    )


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
