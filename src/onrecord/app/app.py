"""The app: which address is answered by what, and what is round it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from onrecord.app import files, login
from onrecord.app.api.routes import routes as api_routes
from onrecord.app.changing import BODY_BYTES, FORM_BYTES, change
from onrecord.app.desk import Desk, State
from onrecord.app.guard import Guard, Served
from onrecord.app.sessions import Sessions
from onrecord.app.view import Room, failed, fill, go, view
from onrecord.app.views import add, claims, decisions, export, overview, people, reports, search, sections
from onrecord.app.work import Work


def make_app(path: Path, served: Served, *, password: str | None = None, read_only: bool = False) -> ASGIApp:
    """Return the app for a record, as an ASGI application.

    Args:
        path: The record's file.
        served: Under which names it may be asked for.
        password: What is needed to see anything; None lets everybody in who reaches it.
        read_only: Nothing of the record can be changed.

    Raises:
        UsageError: There is no such file.
        RecordError: It is not a record.
    """
    desk, sessions, work = Desk(path), Sessions(password, served.port), Work()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()  # first: it ends what runs in other processes, for which the work waits
        work.close()

    inner = Starlette(
        routes=_routes(),
        exception_handlers={HTTPException: _refused, Exception: _broken},
        lifespan=lifespan,
        max_body_size=BODY_BYTES,
    )
    inner.state.room = Room(desk, sessions, work, read_only)
    return Guard(inner, served, sessions)


def _routes() -> list[Route | Mount]:
    return [
        Route("/", view(overview.overview)),
        Route("/claims", view(claims.listing, *claims.ASKED, "page")),
        Route("/claims/{id}", view(claims.one, "quote", "was")),
        Route("/reports", view(reports.listing, "outlet", "q", "page")),
        Route("/reports/compare", view(reports.compare, "a", "b")),
        Route("/reports/{id}", view(reports.one, "at", "quote")),
        Route("/people", view(people.listing, "kind", "q", "page")),
        Route("/people/{id}", view(people.one, "outlet", "page")),
        Route("/contested", view(sections.contested_view, "kind", "which", "show", "page")),
        Route("/promises", view(sections.promises_view, "status", "show", "page")),
        Route("/timeline", view(sections.timeline_view, "page")),
        Route("/coverage", view(sections.coverage_view, "outlet", "columns", "page")),
        Route("/lineage", view(sections.lineage_view, "page")),
        Route("/versions", view(sections.versions_view, "page")),
        Route("/labels", view(sections.labels_view, "page")),
        Route("/search", view(search.searched, "q")),
        Route("/new", view(overview.new, "since")),
        Route("/decisions", view(decisions.listing, "kind", "page", "log")),
        Route("/decisions", change(decisions.decide), methods=["POST"], max_body_size=FORM_BYTES),
        Route("/decisions/undo", change(decisions.undo), methods=["POST"], max_body_size=FORM_BYTES),
        Route("/add", view(add.form, keep=False)),
        Route("/add", change(add.send, files=True), methods=["POST"]),
        Route("/work", decisions.work),
        Route("/export", view(export.choices, "format")),
        Route("/export/{format}", export.download),
        Route("/help", view(_help)),
        Route("/login", login.form),
        Route("/login", login.enter, methods=["POST"], max_body_size=FORM_BYTES),
        Route("/logout", change(login.leave), methods=["POST"], max_body_size=FORM_BYTES),
        Route("/static/{name}", files.file),
        Route("/api", _to_api),
        Route("/api/", _to_api),
        Mount("/api/v1", routes=api_routes()),
    ]


def _to_api(request: Request) -> Response:  # noqa: ARG001  # it leads to one place
    """The description of the API."""
    return go("/api/v1/openapi.json")


def _help(request: Request, state: State) -> Response:
    """Keys and words."""
    return fill(request, state, "app-help.html.j2", here="help")


def _refused(request: Request, error: Exception) -> Response:
    """Say what Starlette refuses: no such address, another method, a body that is too large or no form."""
    assert isinstance(error, HTTPException)  # noqa: S101  # it is registered for these
    words = {404: "There is nothing at this address.", 405: "This address cannot be asked for in this way."}
    words[413] = "More was sent than is taken at once: nothing was changed."
    why = words.get(error.status_code, error.detail)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": why}, error.status_code, error.headers)
    return failed(request, why, error.status_code)


def _broken(request: Request, error: Exception) -> Response:  # noqa: ARG001  # the server's log has it
    """Say that it is our fault, without a word of what is inside; the log of the server has the rest."""
    words = "An error of onrecord itself: nothing was changed. The terminal in which it runs says more."
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words}, 500)
    return PlainTextResponse(words, 500)
