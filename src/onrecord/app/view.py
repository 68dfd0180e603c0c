"""How a view gets to a browser: a template is filled once for each content of the record, and kept.

Handlers are plain functions of a request and a state of the record. What they make depends on these alone, so it is
kept by the state's stamp and the address; the session's token, which differs, is put in afterwards.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.app.desk import Desk, State, UnderWayError
from onrecord.app.sessions import Sessions
from onrecord.app.work import Work
from onrecord.errors import OnrecordError, UsageError
from onrecord.pages.environment import environment
from onrecord.pages.marks import only_showable

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent / "templates"
KEPT_BYTES = 48 * 1024 * 1024
"""Views that are kept, in bytes: some hundred pages of a large record."""
_TOKEN = f"token-{secrets.token_hex(16)}"
"""Stands for the session's token in what is kept; no report can hold it, for it is made anew by each process."""
_NAME = f"name-{secrets.token_hex(16)}"
"""The same for the name by which somebody decides."""
VIEWS = (
    (
        ("overview", "/", "Overview"),
        ("claims", "/claims", "Claims"),
        ("contested", "/contested", "Contested"),
        ("promises", "/promises", "Promises"),
        ("new", "/new", "New"),
    ),
    (
        ("timeline", "/timeline", "Timeline"),
        ("people", "/people", "People"),
        ("coverage", "/coverage", "Coverage"),
        ("lineage", "/lineage", "Copies"),
        ("versions", "/versions", "Versions"),
        ("labels", "/labels", "Labels"),
        ("reports", "/reports", "Reports"),
    ),
    (("decisions", "/decisions", "Decisions"), ("export", "/export", "Take it with you")),
)
"""The views in the groups and the order of the navigation: name, path, what it is called."""


class Kept:
    """What was made before, the least recently asked for thrown out first."""

    def __init__(self, most: int = KEPT_BYTES) -> None:
        self._most, self._held, self._lock = most, 0, Lock()
        self._pages: OrderedDict[tuple[str, ...], bytes] = OrderedDict()

    def get(self, key: tuple[str, ...]) -> bytes | None:
        """Return a page, None if it is not kept."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: tuple[str, ...], page: bytes) -> None:
        """Keep a page, unless it alone is too large."""
        if len(page) * 4 > self._most:
            return
        with self._lock:
            self._held += len(page) - len(self._pages.pop(key, b""))
            self._pages[key] = page
            while self._held > self._most:
                self._held -= len(self._pages.popitem(last=False)[1])


@dataclass(frozen=True, slots=True)
class Room:
    """What all handlers share."""

    desk: Desk
    sessions: Sessions
    work: Work
    read_only: bool = False
    kept: Kept = field(default_factory=Kept)
    sent: list[tuple[str, ...]] = field(default_factory=list)
    """The names of the inputs that were sent, each time those that came together."""


def room_of(request: Request) -> Room:
    """Return what all handlers share."""
    room: Room = request.app.state.room
    return room


def state_of(request: Request) -> State:
    """Return the state of the record that is asked for: as it stands, or as of the day in the address.

    Raises:
        UsageError: What is asked for is no day.
        UnderWayError: It is being related.
    """
    return room_of(request).desk.on(request.query_params.get("as_of") or None)


def refuse_others(request: Request, *names: str) -> None:
    """Refuse what cannot be asked for here, and what is asked for twice: it would be answered as if it were not there.

    Raises:
        UsageError: There is something of that kind.
    """
    known = {*names, "as_of"}
    for name in request.query_params:
        if name not in known:
            raise UsageError(f"nothing here is asked for by {name!r}; there are {', '.join(sorted(known))}")
        if len(request.query_params.getlist(name)) > 1:
            raise UsageError(f"{name} is given twice")


def view(make: Callable[[Request, State], Response], *names: str, keep: bool = True) -> Callable[[Request], Response]:
    """Make a handler of a function that fills a template: what it returns is kept, and errors become pages.

    Args:
        make: Gets the request and the state that is asked for.
        names: What may be asked for in the address, besides `as_of`.
        keep: Whether what is made depends on the state and the address alone.
    """

    @wraps(make)
    def handler(request: Request) -> Response:
        room = room_of(request)
        try:
            refuse_others(request, *names)
            state = state_of(request)
            key = (state.stamp, request.url.path, request.url.query, request.headers.get("hx-request", ""))
            fresh = room.work.shown is not None or not keep
            body = None if fresh else room.kept.get(key)
            if body is None:
                made = make(request, state)
                if made.status_code != 200 or not isinstance(made, HTMLResponse):
                    return _finished(request, made, bytes(made.body)) if isinstance(made, HTMLResponse) else made
                body = bytes(made.body)
                if not fresh:
                    room.kept.put(key, body)
            return _finished(request, HTMLResponse(), body)
        except UnderWayError as error:
            return waiting(request, str(error))
        except UsageError as error:
            return failed(request, str(error), 400)
        except OnrecordError as error:
            return failed(request, str(error), 503)

    return handler


def fill(request: Request, state: State, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Return a template filled with the values that every view has and those given."""
    room = room_of(request)
    whole = room.desk.now()
    html = (
        templates()
        .get_template(template)
        .render(
            state=state,
            shelf=state.shelf,
            to=state.to,
            views=VIEWS,
            path=request.url.path,
            days=whole.index.days,
            undated=sum(report.published is None for report in whole.story.reports),
            asked=[(name, value) for name, value in request.query_params.multi_items() if name != "as_of"],
            query=request.query_params,
            read_only=room.read_only or state.as_of is not None,
            locked=room.sessions.locked,
            token=_TOKEN,
            decider=_NAME,
            work=room.work.shown,
            name=room.desk.path.name,
            **values,
        )
    )
    return HTMLResponse(only_showable(html), status)


def waiting(request: Request, what: str) -> Response:
    """Return a page that says what is under way and looks again by itself, without a script."""
    page = bare(request, "waiting.html.j2", 202, what=what)
    page.headers["refresh"] = "2"
    page.headers["retry-after"] = "2"
    page.headers["cache-control"] = "no-store"
    return page


def failed(request: Request, why: str, status: int) -> Response:
    """Return a page that says in words for people why a view cannot be shown."""
    return bare(request, "failed.html.j2", status, why=why)


def bare(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page that needs no record: an error, a login."""
    html = templates().get_template(template).render(path=request.url.path, token=_TOKEN, **values)
    return _finished(request, HTMLResponse(status_code=status), only_showable(html).encode("utf-8"))


def go(where: str) -> RedirectResponse:
    """Return an answer that leads elsewhere, asked for with GET."""
    return RedirectResponse(where, 303)


def with_query(path: str, asked: Mapping[str, object]) -> str:
    """Return an address with what is asked; None and '' are left out.

    >>> with_query("/claims", {"q": "dam", "page": None})
    '/claims?q=dam'
    """
    query = urlencode({name: str(value) for name, value in asked.items() if value not in (None, "")})
    return f"{path}?{query}" if query else path


def templates() -> Environment:
    """Return the templates: the app's, and those of the page."""
    return environment(FOLDER)


def _finished(request: Request, answer: HTMLResponse, body: bytes) -> HTMLResponse:
    """Put the session's token in, and say whether the browser has the very same already."""
    session = request.scope.get("session_key", "")
    token = room_of(request).sessions.token(session) if session else ""
    named = str(escape(room_of(request).sessions.name(session)))
    answer.body = body.replace(_TOKEN.encode(), token.encode()).replace(_NAME.encode(), only_showable(named).encode())
    answer.headers["content-length"] = str(len(answer.body))
    if answer.status_code == 200:
        tag = f'W/"{hashlib.sha256(answer.body).hexdigest()[:20]}"'
        answer.headers["etag"] = tag
        if request.headers.get("if-none-match") == tag:
            answer.status_code, answer.body = 304, b""
            del answer.headers["content-length"]
    return answer
