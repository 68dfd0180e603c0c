"""Logging in and out, where a password is needed."""

from __future__ import annotations

import re
from time import sleep

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.changing import FIELD_BYTES
from onrecord.app.view import bare, go, room_of

WRONG_SECONDS = 0.4
"""A wrong password takes this long to be told, so that many cannot be tried at once by one who waits."""
_OWN = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")


def form(request: Request) -> Response:
    """The form."""
    return bare(request, "login.html.j2", to=own_address(request.query_params.get("to", "/")), wrong="")


async def enter(request: Request) -> Response:
    """Open a session with the right password."""
    from anyio.to_thread import run_sync

    async with request.form(max_files=0, max_fields=4, max_part_size=FIELD_BYTES) as given:
        return await run_sync(_enter, request, given)


def _enter(request: Request, given: FormData) -> Response:
    sessions = room_of(request).sessions
    to = own_address(str(given.get("to", "/")))
    if not sessions.locked:
        return go(to)
    if not sessions.lets_in(str(given.get("password", ""))):
        sleep(WRONG_SECONDS)
        return bare(request, "login.html.j2", 401, to=to, wrong="many" if sessions.tired else "one")
    answer = go(to)
    answer.headers.append("set-cookie", sessions.set_cookie(sessions.open()))
    return answer


def leave(request: Request, form: FormData) -> Response:  # noqa: ARG001  # its token was looked at before
    """End the session."""
    room_of(request).sessions.close(request.scope.get("session_key", ""))
    return go("/login")


def own_address(to: str) -> str:
    """Return an address of the app itself: another would lead off it after the login."""
    return to if _OWN.fullmatch(to) else "/"
