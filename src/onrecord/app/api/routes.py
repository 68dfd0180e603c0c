"""What programs are answered: lists page by page, single things by id, and why something cannot be answered."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.app.api import decisions
from onrecord.app.api.answers import Json, Object, answer, known, number, page, seen, there
from onrecord.app.api.openapi import LIMIT, LIMIT_MAX, document
from onrecord.app.changing import FORM_BYTES
from onrecord.app.choose import choice_of, choose
from onrecord.app.desk import State
from onrecord.app.view import go, room_of
from onrecord.app.views.search import QUERY_MAX, find
from onrecord.errors import UsageError
from onrecord.formats.objects import (
    claim_object,
    conflict_object,
    entity_object,
    evidence_object,
    promise_object,
    report_object,
    statement_object,
)
from onrecord.model import Promise, TimelineEntry
from onrecord.record.search import Found
from onrecord.record.who import fold


def routes() -> list[Route]:
    """Return the addresses, below `/api/v1`."""
    return [
        Route("/", _begin),
        Route("/openapi.json", _described),
        Route("/record", answer(_record)),
        Route("/session", answer(_session)),
        Route("/claims", answer(_claims)),
        Route("/claims/{id}", answer(_claim)),
        Route("/reports", answer(_reports)),
        Route("/reports/{id}", answer(_report)),
        Route("/entities", answer(_entities)),
        Route("/entities/{id}", answer(_entity)),
        Route("/search", answer(_search)),
        Route("/conflicts", answer(_conflicts)),
        Route("/promises", answer(_promises)),
        Route("/timeline", answer(_timeline)),
        Route("/decisions", answer(decisions.logged)),
        Route("/decisions", decisions.decide, methods=["POST"], max_body_size=FORM_BYTES),
        Route("/doubts", answer(decisions.doubts)),
    ]


def _begin(request: Request) -> Response:  # noqa: ARG001  # it leads to one place
    return go("/api/v1/openapi.json")


def _described(request: Request) -> Response:  # noqa: ARG001  # it is the same for all
    return Json(document())


def _record(request: Request, state: State) -> Object:
    story = state.story
    counts: dict[str, object] = {
        name: len(getattr(story, name))
        for name in ("reports", "duplicates", "rejected", "entities", "statements", "claims", "conflicts", "promises")
    }
    made = {"name": room_of(request).desk.path.name, "onrecord": state.meta.get("onrecord", "")}
    return {**made, "days": state.index.days, **counts, **seen(state)}


def _session(request: Request, state: State) -> Object:  # noqa: ARG001
    session = request.scope.get("session_key", "")
    return {"csrf": room_of(request).sessions.token(session) if session else None}


def _claims(request: Request, state: State) -> Object:
    known(request, "q", "speaker", "outlet", "since", "until", "kind", "stands", "order")
    found = choose(state.index, choice_of(request.query_params))
    return page(request, state, found, lambda one: claim_object(state.shelf.claims[one.id]))


def _claim(request: Request, state: State) -> Object:
    known(request)
    claim = there(state.shelf.claims, request, "claim")
    promise = state.shelf.promise_of.get(claim.id)
    shelf = state.shelf
    return {
        **claim_object(claim),
        "statements": [statement_object(shelf.statements[one]) for one in claim.statements],
        "conflicts": [conflict_object(one) for one in shelf.conflicts_of.get(claim.id, ())],
        "promise": promise_object(promise, shelf.statements, shelf.reports) if promise else None,
        "address": state.to.claim(claim.id),
    }


def _reports(request: Request, state: State) -> Object:
    known(request)
    rows = state.once("reports in order", lambda made: made.shelf.in_order())
    return page(request, state, rows, lambda one: report_object(one, state.not_analysed.get(one.id), False))


def _report(request: Request, state: State) -> Object:
    known(request)
    report = there(state.shelf.reports, request, "report")
    said = sorted(state.shelf.said_in.get(report.id, ()), key=lambda one: (one.content, one.id))
    return {
        **report_object(report, state.not_analysed.get(report.id), True),
        "statements": [statement_object(one) for one in said],
    }


def _entities(request: Request, state: State) -> Object:
    known(request, "q", "kind")
    q, kind = fold(request.query_params.get("q", "")), request.query_params.get("kind", "")
    rows = [
        one
        for one in sorted(state.shelf.entities.values(), key=lambda one: one.id)
        if (not kind or one.kind == kind) and (not q or any(q in fold(form) for form in (one.name, *one.forms)))
    ]
    return page(
        request,
        state,
        rows,
        lambda one: {"id": one.id, "name": one.name, "kind": one.kind, "forms": list(one.forms),
                     "statements": len(state.index.said_by.get(one.id, ()))},
    )  # fmt: skip


def _entity(request: Request, state: State) -> Object:
    known(request)
    entity = there(state.shelf.entities, request, "entity")
    said = [statement_object(state.shelf.statements[one]) for one in state.index.said_by.get(entity.id, ())]
    return {**entity_object(entity), "statements": said}


def _search(request: Request, state: State) -> Object:
    known(request, "q")
    q = request.query_params.get("q", "")
    if not q or len(q) > QUERY_MAX:
        raise UsageError(f"q holds 1 to {QUERY_MAX} characters")
    limit = number(request, "limit", LIMIT, 1, LIMIT_MAX)
    if re.search(r"\w", q):
        found = find(room_of(request).desk.path, state, q, limit)
    else:  # signs alone are in no index of words
        found = Found(hits=(), total=0, query=q, as_words=True)
    return {
        "query": found.query,
        "total": found.total,
        "items": [
            {
                "kind": one.kind,
                "id": one.id,
                "report": one.report,
                "outlet": one.outlet,
                "day": one.day,
                "title": one.title,
                "speaker": one.speaker,
                "snippet": one.snippet,
                "found": [list(span) for span in one.found],
                "claim": _claim_of(state, one.id),
            }
            for one in found.hits
        ],
        **seen(state),
    }


def _claim_of(state: State, statement: str) -> Object | None:
    """Return the claim that a statement belongs to in short, None for a report and where there is none."""
    facts = state.index.claim.get(state.shelf.claim_of.get(statement, ""))
    if facts is None:
        return None
    return {
        "id": facts.id,
        "text": facts.text,
        "vouchers": list(facts.vouchers),
        "channels": len(facts.channels),
        "reports": facts.reports,
    }


def _conflicts(request: Request, state: State) -> Object:
    known(request)
    rows = sorted(state.story.conflicts, key=lambda one: one.id)
    return page(request, state, rows, conflict_object)


def _promises(request: Request, state: State) -> Object:
    known(request)

    def shown(one: Promise) -> Object:
        return promise_object(one, state.shelf.statements, state.shelf.reports)

    rows = sorted(state.story.promises, key=lambda one: (one.claim, one.speaker, one.due))
    return page(request, state, rows, shown)


def _timeline(request: Request, state: State) -> Object:
    known(request)

    def shown(one: TimelineEntry) -> Object:
        return {
            "date": one.date,
            "text": one.text,
            "evidence": [evidence_object(place) for place in one.evidence],
            "channels": [list(channel) for channel in one.channels],
            "ahead": one.ahead,
            "aside": one.aside,
        }

    return page(request, state, sorted(state.story.timeline, key=lambda one: (one.date, one.text)), shown)
