"""The claims: the list with its filters, and one claim with all its evidence."""

from __future__ import annotations

from dataclasses import fields

from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.addresses import claims_with, quoted
from onrecord.app.choose import KINDS, ORDERS, STANDINGS, Choice, choice_of, choose
from onrecord.app.desk import State
from onrecord.app.paging import page_of
from onrecord.app.view import fill, go
from onrecord.app.views.sections import chains
from onrecord.pages.claims import claim_view
from onrecord.pages.quotes import quote as quote_of

ASKED = tuple(one.name for one in fields(Choice))
"""What the list of claims is asked for by."""
PER_PAGE = 40
STATEMENTS_MAX = 20
"""Statements of a claim that can be decided on at its foot."""
LISTED_MAX = 12
"""Claims offered where words stand in several."""


def listing(request: Request, state: State) -> Response:
    """The claims that are asked for, page by page."""
    choice = choice_of(request.query_params)
    found = choose(state.index, choice)
    return fill(
        request,
        state,
        "app-claims.html.j2",
        here="claims",
        choice=choice,
        paged=page_of(found, request.query_params.get("page"), PER_PAGE),
        kinds=KINDS,
        standings=STANDINGS,
        orders=ORDERS,
    )


def one(request: Request, state: State) -> Response:
    """One claim; where its id is gone, the claim in which the address's words stand."""
    id_ = request.path_params["id"]
    quote = request.query_params.get("quote", "").strip()
    with_words = claims_with(state, quote) if quote else []
    if id_ not in state.shelf.claims or (quote and id_ not in with_words):
        if len(with_words) == 1 and with_words[0] != id_:
            return go(state.to.view(f"/claims/{with_words[0]}", quote=quoted(quote), was=id_))
        return fill(
            request,
            state,
            "app-gone.html.j2",
            404,
            here="claims",
            what="claim",
            quote=quote,
            claims=[state.index.claim[one] for one in with_words[:LISTED_MAX]],
            places=[],
            held=state.index.claim.get(id_),
        )
    own = {conflict.id for conflict in state.shelf.conflicts_of.get(id_, ())}
    conflicts = [chain for chain in chains(state) if own.intersection(pair.id for pair in chain.pairs)]
    place = state.index.place[id_]
    shelf = state.shelf
    said = [quote_of(shelf, shelf.statements[one]) for one in shelf.claims[id_].statements[:STATEMENTS_MAX]]
    return fill(
        request,
        state,
        "app-claim.html.j2",
        here="claims",
        facts=state.index.claim[id_],
        claim=claim_view(state.shelf, id_),
        conflicts=conflicts,
        statements=said,
        permanent=state.to.claim(id_),
        was=request.query_params.get("was", ""),
        before=state.index.claims[place - 1].id if place else None,
        after=state.index.claims[place + 1].id if place + 1 < len(state.index.claims) else None,
    )
