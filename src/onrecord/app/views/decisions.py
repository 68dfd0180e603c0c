"""Decisions: the queue of doubts, the log, and the forms by which people decide and take back."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from onrecord.app.deciding import ASKED, Asked, ids, log_of, queue_of, take_back, write
from onrecord.app.desk import State
from onrecord.app.login import own_address
from onrecord.app.paging import page_of
from onrecord.app.view import fill, go, room_of, state_of

DOUBTS, ROWS = 10, 50


def listing(request: Request, state: State) -> Response:
    """The least certain links first, and under them what was decided."""
    kind = request.query_params.get("kind", "")
    return fill(
        request,
        state,
        "app-decisions.html.j2",
        here="decisions",
        kind=kind,
        asked_for=ASKED,
        doubts=page_of(queue_of(state, kind), request.query_params.get("page"), DOUBTS),
        log=page_of(log_of(state), request.query_params.get("log"), ROWS),
    )


def decide(request: Request, form: FormData) -> Response:
    """Write a decision, and lead back to where it was made."""
    from onrecord.build.decisions import ContradictionError

    room = room_of(request)
    asked = Asked(
        what=_one(form, "what"),
        on=ids([one for one in form.getlist("on") if isinstance(one, str)]),
        to=_one(form, "to"),
        by=_one(form, "by"),
        why=_one(form, "why"),
        instead=_one(form, "instead") == "1",
    )
    back = own_address(_one(form, "back"))
    room.sessions.sign(request.scope["session_key"], asked.by)
    try:
        write(room, asked)
    except ContradictionError as error:
        return fill(
            request,
            state_of(request),
            "app-contradiction.html.j2",
            409,
            here="decisions",
            asked_for=asked,
            why=str(error),
            standing=error.standing,
            back=back,
        )
    return go(back)


def undo(request: Request, form: FormData) -> Response:
    """Take a decision back."""
    room = room_of(request)
    by = _one(form, "by")
    room.sessions.sign(request.scope["session_key"], by)
    take_back(room, _one(form, "decision"), by, _one(form, "why"))
    return go(own_address(_one(form, "back")))


def work(request: Request) -> Response:
    """Whether the record is being changed now, for the page that waits for it."""
    room = room_of(request)
    shown = room.work.shown
    running = shown is not None and not shown.failed
    if not running:
        room.desk.now()  # so that the page that is asked for next has what came of it
    return JSONResponse(
        {"running": running or room.desk.changing, "what": shown.what if shown else ""},
        headers={"cache-control": "no-store"},
    )


def _one(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""
