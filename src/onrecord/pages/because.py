"""A reason in words, with the ids in it turned into names that lead to what they mean."""

from __future__ import annotations

import re

from markupsafe import Markup

from onrecord.pages.marks import showable
from onrecord.pages.shelf import Shelf

_ID = re.compile(r"(?<![\w-])[a-z]{1,2}-[0-9A-Za-z-]*[0-9A-Za-z](?![\w-])")


def explained(shelf: Shelf, reason: str) -> Markup:
    """Return a reason as HTML, each id in it put into words: an outlet, a claim's number, an entity's name.

    Args:
        shelf: the story's parts.
        reason: a `because`; what in it looks like an id and is none stays as it stands.
    """
    parts: list[Markup] = []
    at = 0
    for found in _ID.finditer(reason):
        named = _named(shelf, found[0])
        if named is None:
            continue
        href, words = named
        shown = showable(words)
        parts += [
            showable(reason[at : found.start()]),
            Markup('<a href="{}">{}</a>').format(href, shown) if href else shown,
        ]
        at = found.end()
    return Markup("").join([*parts, showable(reason[at:])])


def _named(shelf: Shelf, id_: str) -> tuple[str, str] | None:
    """Return where an id leads on the page and what it is called there, None for what is no id of the story."""
    if id_ in shelf.statements:
        return f"#{id_}", shelf.outlet(shelf.statements[id_].report)
    if id_ in shelf.reports:
        return f"#{id_}", shelf.outlet(id_)
    if id_ in shelf.numbers:
        return f"#{id_}", f"claim {shelf.numbers[id_]}"
    if id_ in shelf.claims:
        claim = shelf.claims[id_]
        return shelf.claim_href(id_), f"claim of {shelf.outlet(claim.reports[0])}" if claim.reports else id_
    if id_ in shelf.entities:
        return "", shelf.entities[id_].name
    return None
