"""Decisions by programs: the log, the queue, and writing one."""

from __future__ import annotations

from typing import Annotated

import msgspec
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.api.answers import Json, Object, known, page
from onrecord.app.deciding import Asked, log_of, queue_of, write
from onrecord.app.desk import State
from onrecord.app.guard import bearer
from onrecord.app.view import Room, room_of
from onrecord.errors import OnrecordError, UsageError
from onrecord.model import Decision
from onrecord.record import DecisionRow, QueueRow

Words = Annotated[str, msgspec.Meta(max_length=2000)]


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a program sends."""

    what: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    on: Annotated[
        list[Annotated[str, msgspec.Meta(min_length=1, max_length=500)]], msgspec.Meta(min_length=1, max_length=20)
    ]
    to: Words = ""
    by: Annotated[str, msgspec.Meta(max_length=80)] = ""
    why: Words = ""
    instead: bool = False


def logged(request: Request, state: State) -> Object:
    """The decisions, the newest first."""
    known(request)
    return page(request, state, log_of(state), _row)


def doubts(request: Request, state: State) -> Object:
    """The links that the machine is least sure of."""
    known(request, "kind")
    return page(request, state, queue_of(state, request.query_params.get("kind", "")), _doubt)


async def decide(request: Request) -> Response:
    """Write a decision."""
    room = room_of(request)
    session = request.scope.get("session_key", "")
    trusted = room.sessions.trusts(session, request.headers.get("x-csrf-token", ""))
    if not trusted and not (room.sessions.locked and room.sessions.lets_in(bearer(request.headers))):
        return Json({"error": "X-CSRF-Token is not that of the session: ask /api/v1/session for it"}, 403)
    if room.read_only:
        return Json({"error": "the record is served for reading only"}, 403)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return Json({"error": "send application/json"}, 415)
    try:
        sent = msgspec.json.decode(await request.body(), type=Sent)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Json({"error": f"that is no decision: {error}"}, 400)
    return await run_sync(_write, room, sent)


def _write(room: Room, sent: Sent) -> Response:
    from onrecord.build.decisions import ContradictionError

    asked = Asked(what=sent.what, on=tuple(sent.on), to=sent.to, by=sent.by, why=sent.why, instead=sent.instead)
    try:
        return Json(_decision(write(room, asked)), 201)
    except ContradictionError as error:
        return Json({"error": str(error), "standing": [_decision(one) for one in error.standing]}, 409)
    except UsageError as error:
        return Json({"error": str(error)}, 400)
    except OnrecordError as error:
        return Json({"error": str(error)}, 503)


def _decision(one: Decision) -> Object:
    return {
        "id": one.id,
        "at": one.at,
        "by": one.by,
        "what": one.what,
        "on": list(one.on),
        "to": one.to,
        "why": one.why,
    }


def _row(row: DecisionRow) -> Object:
    return {
        **_decision(row.decision),
        "state": row.standing.state,
        "on_now": list(row.standing.on),
        "machine": row.standing.machine,
        "because": row.standing.because,
        "undone_by": list(row.undone_by),
    }


def _doubt(row: QueueRow) -> Object:
    return {
        "kind": row.kind,
        "on": list(row.ids),
        "score": row.score,
        "needed": row.doubt.needed,
        "linked": row.doubt.linked,
        "because": list(row.because),
        "words": [side.words for side in row.sides],
        "reports": [side.report.id for side in row.sides],
    }
