"""Search in claims' words, statements and reports: the same as `onrecord search`, and as one types."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.desk import State
from onrecord.app.view import fill, room_of
from onrecord.errors import UsageError
from onrecord.pages.marks import Mark, marked
from onrecord.pages.shelf import Shelf
from onrecord.record import Found, Hit, Record
from onrecord.record.who import fold

SHOWN, PEOPLE = 40, 8
QUERY_MAX = 300
"""Code points of a query: longer ones are no words that somebody types."""
_OPERATOR = re.compile(r"\bNEAR\s*\([^)]*\)|\S\s+(?:OR|AND|NOT)\s+\S")
_PLAIN = re.compile(r"[\w\s’'.,-]+")


@dataclass(frozen=True, slots=True)
class HitView:
    """One place that was found."""

    hit: Hit
    words: Markup
    href: str
    claim: str
    """The claim of a statement, '' for none."""


def searched(request: Request, state: State) -> Response:
    """What is found; nothing but the form where nothing is asked for."""
    q = request.query_params.get("q", "").strip()
    if len(q) > QUERY_MAX:
        raise UsageError(f"a query may have {QUERY_MAX} characters")
    found = find(room_of(request).desk.path, state, q) if re.search(r"\w", q) else None
    people = _people(state, q) if found is not None else []
    return fill(
        request,
        state,
        "app-search.html.j2",
        here="search",
        q=q,
        found=found,
        people=people[:PEOPLE],
        statements=[_view(state, hit) for hit in found.hits if hit.kind == "statement"] if found else [],
        reports=[_view(state, hit) for hit in found.hits if hit.kind == "report"] if found else [],
    )


def _people(state: State, q: str) -> list[tuple[str, str, int]]:
    """Return the speakers one of whose names begins a word with what is typed: name, id, statements."""
    asked = fold(q)
    entities = state.shelf.entities
    return [
        row
        for row in state.index.speakers
        if asked and any(f" {asked}" in f" {fold(form)}" for form in (row[0], *entities[row[1]].forms))
    ]


def find(path: object, state: State, q: str, limit: int = SHOWN) -> Found:
    """Return what a search finds, that alone which the state holds.

    Plain words are searched for as somebody who types them means it: all must be there, the last may be unfinished.

    Raises:
        UsageError: It has operators of a query and is none.
    """
    with Record(str(path)) as record:
        found = record.search(as_typed(q), limit, claims=False)  # the state knows to which claim a statement belongs
    if found.as_words and _OPERATOR.search(q):
        raise UsageError(f"{q} is no query: write a OR b, a NOT b, NEAR(a b), or words alone")
    if state.as_of is None:
        return found
    shelf = state.shelf
    hits = tuple(hit for hit in found.hits if hit.id in shelf.statements or hit.id in shelf.reports)
    return Found(hits=hits, total=len(hits), query=found.query, as_words=found.as_words)


def as_typed(q: str) -> str:
    """Return the FTS5 query for what somebody has typed so far.

    >>> as_typed("dam wat"), as_typed('"second half" OR july')
    ('"dam" "wat"*', '"second half" OR july')
    >>> as_typed("dam OR dyke"), as_typed("OR")
    ('dam OR dyke', '"OR"*')
    """
    if not _PLAIN.fullmatch(q) or _OPERATOR.search(q):
        return q
    words = re.findall(r"\w+", q)
    return " ".join(f'"{word}"' for word in words) + ("*" if q[-1:].isalnum() else "")


def _view(state: State, hit: Hit) -> HitView:
    shelf: Shelf = state.shelf
    href = shelf.href.statement(hit.id) if hit.kind == "statement" else shelf.href.report(hit.id)
    words = marked(hit.snippet, [Mark((span,), "q") for span in hit.found])
    return HitView(hit, words, href, shelf.claim_of.get(hit.id, "") if hit.kind == "statement" else "")
