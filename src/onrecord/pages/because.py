"""A reason in words for a reader: ids become names that lead to what they mean, dates and scores are spelled out."""

from __future__ import annotations

import re

from markupsafe import Markup

from onrecord.pages.dates import short, window
from onrecord.pages.marks import showable
from onrecord.pages.shelf import Shelf

_DATE = r"\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)?[?~%]?"
_TOLD = re.compile(
    r"(?<![\w-])(?P<id>[a-z]{1,2}-[0-9A-Za-z-]*[0-9A-Za-z])(?![\w-])"
    rf"|(?<![\w./-])(?P<date>\.\./{_DATE}|{_DATE}(?:/(?:\.\.|{_DATE}))?)(?![\w/-])"
    r"|(?<![\w.])(?P<low>\d+(?:\.\d+)?)\.\.(?P<high>\d+(?:\.\d+)?)?(?![\w.])"
    r"|\b(?:score|likeness) (?P<score>[01]\.\d\d)\b"
)
"""What stands in a reason that a reader need not know how to read: an id, an EDTF date, bounds of a number, a score."""


def explained(shelf: Shelf, reason: str) -> Markup:
    """Return a reason as HTML for a reader.

    Each id becomes words, an outlet, a claim's number or an entity's name, that lead to what they mean; dates are
    spelled out, bounds of a number are put as one says them, scores say that they are likenesses and where they end.

    Args:
        shelf: the story's parts.
        reason: a `because`; what in it looks like an id or a date and is none stays as it stands.
    """
    reason = reason.replace("due ../", "due by ")  # "until" is when something lasts, "by" when it is to be done
    parts: list[Markup] = []
    at = 0
    before: str | None = None
    for found in _TOLD.finditer(reason):
        put = _put(shelf, found, before)
        if put is None:
            continue
        parts += [showable(reason[at : found.start()]), put]
        at = found.end()
        before = _report(shelf, found["id"])
    return Markup("").join([*parts, showable(reason[at:])])


def _put(shelf: Shelf, found: re.Match[str], before: str | None) -> Markup | None:
    """Return what stands for an id, a date or a score; None for what only looks like one."""
    if found["score"]:
        return Markup("likeness {} of 1").format(found["score"])
    if found["low"]:
        return Markup(_bounds(found["low"], found["high"]))  # noqa: S704  # digits
    if found["date"]:
        return showable(_day(found["date"])) if window(found["date"]) else None
    named = _named(shelf, found["id"])
    if named is None:
        return None
    href, words = named
    if found["id"] in shelf.statements and _report(shelf, found["id"]) == before:
        words = "another place in it"
    shown = showable(words)
    return Markup('<a href="{}">{}</a>').format(href, shown) if href else shown


def _bounds(low: str, high: str | None) -> str:
    """Put the bounds of a number as they are said: "84" for 84..84, "at least 84" for an open end."""
    if high is None:
        return f"at least {low}"
    return low if low == high else f"{low} to {high}"


def _day(edtf: str) -> str:
    """Spell out a date, with its hour: two reports of one day may differ in nothing else."""
    clock = edtf.partition("T")[2][:5]
    return f"{short(edtf)}, {clock}" if clock else short(edtf)


def _report(shelf: Shelf, id_: str | None) -> str | None:
    return shelf.statements[id_].report if id_ in shelf.statements else None


def _named(shelf: Shelf, id_: str) -> tuple[str, str] | None:
    """Return where an id leads on the page and what it is called there, None for what is no id of the story."""
    if id_ in shelf.statements:
        return shelf.href.statement(id_), shelf.called(shelf.statements[id_].report)
    if id_ in shelf.reports:
        return shelf.href.report(id_), shelf.called(id_)
    if id_ in shelf.numbers:
        return shelf.href.claim(id_), f"claim {shelf.numbers[id_]}"
    if id_ in shelf.claims:
        claim = shelf.claims[id_]
        return shelf.href.claim(id_), f"claim of {shelf.outlet(claim.reports[0])}" if claim.reports else id_
    if id_ in shelf.entities:
        return shelf.href.entity(id_), shelf.entities[id_].name
    return None
