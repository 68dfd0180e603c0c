"""What an editor sees first, and what is new since a day."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.desk import State, UnderWayError
from onrecord.app.index import Facts
from onrecord.app.view import fill, room_of
from onrecord.app.views.sections import chains
from onrecord.errors import UsageError
from onrecord.pages.dates import words
from onrecord.pages.latest import latest
from onrecord.pages.render import lead_report
from onrecord.pages.since import Since
from onrecord.pages.since import since as changed
from onrecord.pages.summary import summary
from onrecord.pages.timeline import promises

CLAIMS, CHAINS, PROMISES = 8, 4, 6
AT_ONCE_SECONDS = 0.4
"""How long the overview waits for what is new before it lets it come later."""


def overview(request: Request, state: State) -> Response:
    """What is claimed, contested, due and new, in this order."""
    lead = state.once("lead", lambda made: lead_report(made.story))
    chart, due = state.once("promises", lambda made: promises(made.shelf))
    newest = state.once("latest", lambda made: latest(made.shelf))
    day = before_newest(state)
    news, later = _news(request, state, day, AT_ONCE_SECONDS)
    return fill(
        request,
        state,
        "app-overview.html.j2",
        here="overview",
        lead=lead,
        claims=_several(state)[:CLAIMS],
        shared=len(_several(state)),
        cells=summary(state.shelf, chains(state), due, newest),
        chains=chains(state)[:CHAINS],
        conflicts=len(chains(state)),
        promises=due[:PROMISES],
        promised=len(due),
        chart=chart,
        judged=words(state.judged.isoformat()) if state.judged else "",
        day=day,
        news=news,
        later=later,
    )


def _several(state: State) -> list[Facts]:
    return [one for one in state.index.claims if one.reports > 1]


def new(request: Request, state: State) -> Response:
    """What is new since a day, by default the day before the newest report."""
    day = request.query_params.get("since") or before_newest(state)
    if state.as_of is not None:
        raise UsageError("what is new is told by the newest report: look at the record as it stands")
    news = None if day is None else _since(request, state, day, None if _wants_part(request) else 1.5)
    return fill(request, state, "app-new.html.j2", here="new", day=day, news=news, part=_wants_part(request))


def before_newest(state: State) -> str | None:
    """Return the day before that of the newest report; None where fewer than two days have reports."""
    days = state.index.days
    return days[-2] if len(days) > 1 else None


def _news(request: Request, state: State, day: str | None, wait: float) -> tuple[Since | None, bool]:
    """Return what is new, and whether it comes later."""
    if day is None or state.as_of is not None:
        return None, False
    try:
        return _since(request, state, day, wait), False
    except UnderWayError:
        return None, True


def _since(request: Request, state: State, day: str, wait: float | None) -> Since:
    changes = room_of(request).desk.since(day, wait=wait)
    return changed(state.shelf, changes)


def _wants_part(request: Request) -> bool:
    return bool(request.headers.get("hx-request"))
