"""Who is named and speaks: the list, and one of them with all that they are reported to have said."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.desk import State
from onrecord.app.paging import page_of
from onrecord.app.view import failed, fill
from onrecord.errors import UsageError
from onrecord.model import Entity
from onrecord.pages.dates import sort_key
from onrecord.pages.labels import labels
from onrecord.pages.quotes import quote
from onrecord.record import mentioned
from onrecord.record.who import fold

PER_PAGE, LINES = 100, 50
KINDS = ("person", "organisation", "place", "group", "thing")


def listing(request: Request, state: State) -> Response:
    """Everybody and everything that is named: those who speak first."""
    asked = request.query_params
    kind, q = asked.get("kind", ""), fold(asked.get("q", ""))
    if kind and kind not in KINDS:
        raise UsageError(f"a name is of one of these kinds: {', '.join(KINDS)}")
    rows = [
        one
        for one in state.once("entities", _ordered)
        if (not kind or one.kind == kind) and (not q or any(q in fold(form) for form in (one.name, *one.forms)))
    ]
    paged = page_of(rows, asked.get("page"), PER_PAGE)
    return fill(
        request,
        state,
        "app-people.html.j2",
        here="people",
        kind=kind,
        kinds=KINDS,
        q=asked.get("q", ""),
        paged=paged,
        said={one.id: len(state.index.said_by.get(one.id, ())) for one in paged.rows},
        mentioned={one.id: mentioned(one) for one in paged.rows},
    )


def one(request: Request, state: State) -> Response:
    """One of them: names, labels by outlet, and every statement by day."""
    shelf = state.shelf
    entity = shelf.entities.get(request.path_params["id"])
    if entity is None:
        return failed(request, "This name is not in the record, or not under this id: look for it in People.", 404)
    said = sorted(
        (shelf.statements[id_] for id_ in state.index.said_by.get(entity.id, ())),
        key=lambda one: (
            sort_key(one.said_on or shelf.reports[one.report].published),
            state.index.order[one.report],
            one.content,
            one.id,
        ),
    )
    outlet = request.query_params.get("outlet", "")
    outlets = sorted({shelf.outlet(one.report) for one in said})
    said = [one for one in said if not outlet or shelf.outlet(one.report) == outlet]
    paged = page_of(said, request.query_params.get("page"), LINES)
    called = [row for row in state.once("labels", lambda made: labels(made.shelf)) if row.name == entity.name]
    return fill(
        request,
        state,
        "app-person.html.j2",
        here="people",
        entity=entity,
        mentioned=mentioned(entity),
        stands_for=shelf.entities.get(entity.stands_for or ""),
        spoken_for_by=[
            shelf.entities[id_] for _, id_, _ in state.index.speakers if shelf.entities[id_].stands_for == entity.id
        ],
        outlet=outlet,
        outlets=outlets,
        paged=paged,
        quotes=[quote(shelf, one) for one in paged.rows],
        called=called[:1],
    )


def _ordered(state: State) -> list[Entity]:
    said = state.index.said_by
    return sorted(
        state.shelf.entities.values(),
        key=lambda one: (-len(said.get(one.id, ())), -len(one.mentions), one.name, one.id),
    )
