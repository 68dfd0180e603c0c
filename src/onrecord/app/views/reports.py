"""The reports: the list with what became of each input, one report with its marks, and two side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.addresses import find_words, read_spans, reports_with
from onrecord.app.desk import State
from onrecord.app.paging import page_of
from onrecord.app.view import fill, go
from onrecord.errors import UsageError
from onrecord.model import Span
from onrecord.pages.growth import growth
from onrecord.pages.reports import ReportView, inputs, report_view

PER_PAGE = 100
LISTED_MAX = 12


def listing(request: Request, state: State) -> Response:
    """The reports by day, and every input with what became of it."""
    asked = request.query_params
    outlet, q = asked.get("outlet", ""), asked.get("q", "").casefold().strip()
    shelf = state.shelf
    found = [
        report
        for report in state.once("reports in order", lambda made: made.shelf.in_order())
        if (not outlet or shelf.outlet(report.id) == outlet)
        and (not q or q in f"{report.title or ''} {shelf.outlet(report.id)}".casefold())
    ]
    others = [row for row in state.once("inputs", lambda made: inputs(made.shelf)) if row.became != "read"]
    return fill(
        request,
        state,
        "app-reports.html.j2",
        here="reports",
        outlet=outlet,
        q=asked.get("q", ""),
        paged=page_of(found, asked.get("page"), PER_PAGE),
        others=others,
        growth=state.once("growth", lambda made: growth(made.shelf)),
        why_not=state.not_analysed,
    )


def one(request: Request, state: State) -> Response:
    """One report, the spans lit that the address names; where their words have moved, they are found again."""
    id_ = request.path_params["id"]
    quote = request.query_params.get("quote", "").strip()
    at = request.query_params.get("at", "")
    report = state.shelf.reports.get(id_)
    if report is None:
        return _gone(request, state, quote)
    lit: tuple[Span, ...] = read_spans(at, len(report.text))
    moved = missing = False
    if quote and not (lit and " ".join(report.slice(lit[0]).split()).startswith(quote)):
        found = find_words(report.text, quote, lit[0][0] if lit else 0)
        moved, missing = found is not None and bool(at), found is None
        lit = (found,) if found is not None else ()
    said = [one for one in state.shelf.said_in.get(id_, ()) if one.kind != "own"]
    return fill(
        request,
        state,
        "app-report.html.j2",
        here="reports",
        report=report_view(state.shelf, id_, lit),
        outlet=report.outlet,
        moved=moved,
        missing=missing,
        quote=quote,
        claims=_claims_in(state, id_),
        speakers=sorted({one.speaker for one in said if one.speaker in state.shelf.entities} - {None}, key=str),
        copies=state.index.copies_of.get(id_, ()),
        neighbours=_neighbours(state, id_),
    )


@dataclass(frozen=True, slots=True)
class Common:
    """A claim that two reports carry."""

    claim: str
    text: str


def compare(request: Request, state: State) -> Response:
    """Two reports side by side: the words that they share lit, and the claims that both carry."""
    ids = [request.query_params.get(name, "") for name in ("a", "b")]
    shelf = state.shelf
    for id_ in ids:
        if id_ and id_ not in shelf.reports:
            raise UsageError(f"there is no report {id_} in this record")
    views: list[ReportView] = []
    common: list[Common] = []
    if all(ids) and ids[0] != ids[1]:
        spans: tuple[list[Span], list[Span]] = ([], [])
        for copy in state.index.copies_of.get(ids[0], ()):
            if {copy.origin, copy.copy} == set(ids):
                here, there = (0, 1) if copy.origin == ids[0] else (1, 0)
                for passage in copy.passages:
                    spans[here].append(passage.origin)
                    spans[there].append(passage.copy)
        views = [report_view(shelf, id_, tuple(sorted(lit))) for id_, lit in zip(ids, spans, strict=True)]
        # Both begin with an id `lit`: one page may hold it once. In a report's words the quotation mark is escaped.
        other = Markup(str(views[1].text).replace('id="lit"', 'id="lit-too"'))  # noqa: S704  # our own markup
        views[1] = replace(views[1], text=other)
        common = [
            Common(one.id, one.text) for one in state.index.claims if set(ids) <= set(shelf.claims[one.id].reports)
        ]
    return fill(
        request,
        state,
        "app-compare.html.j2",
        here="reports",
        ids=ids,
        sides=views,
        common=common,
        copies=[one for one in state.index.copies_of.get(ids[0], ()) if {one.origin, one.copy} == set(ids)],
        reports=state.once("reports in order", lambda made: made.shelf.in_order()),
    )


def _gone(request: Request, state: State, quote: str) -> Response:
    """Find the words of a report that is not in the record any more, in those that are."""
    texts = {id_: report.text for id_, report in state.shelf.reports.items()}
    found = reports_with(texts, quote) if quote else []
    places = []
    for id_ in found:
        span = find_words(texts[id_], quote)
        if span is not None:
            places.append((id_, state.to.report(id_, span)))
    if len(places) == 1:
        return go(places[0][1])
    return fill(
        request,
        state,
        "app-gone.html.j2",
        404,
        here="reports",
        what="report",
        quote=quote,
        claims=[],
        places=places[:LISTED_MAX],
        held=None,
    )


def _claims_in(state: State, report: str) -> list[str]:
    """Return the claims of a report that others carry too, the best backed first."""
    claims = {state.shelf.claim_of.get(one.id) for one in state.shelf.said_in.get(report, ())}
    return sorted(
        (one for one in claims if one is not None and one in state.shelf.numbers),
        key=lambda one: state.shelf.numbers[one],
    )


def _neighbours(state: State, report: str) -> tuple[str | None, str | None]:
    ordered = state.once("reports in order", lambda made: made.shelf.in_order())
    at = state.index.order[report]
    return (ordered[at - 1].id if at else None, ordered[at + 1].id if at + 1 < len(ordered) else None)
