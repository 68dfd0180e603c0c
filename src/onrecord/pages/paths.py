"""The path of a claim drawn: from who says it, through who carried it, to who published it; and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Claim
from onrecord.pages.dates import short
from onrecord.pages.drawing import Drawing, Size, box, drawing, line
from onrecord.pages.layered import layered
from onrecord.pages.quotes import Quote, Step
from onrecord.pages.shelf import Shelf

_BOXES_MAX = (
    40  # boxes in the last column: beyond it the drawing is higher than two screens, and the list serves better
)
_SIZE = Size(width=168, height=44, across=56, down=12)
_SAID_BY = {"speaker", "source"}


@dataclass(frozen=True, slots=True)
class Way:
    """One path in words."""

    steps: tuple[Step, ...]
    href: str
    """Where the statement stands."""
    times: int
    """How many statements took it."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Every path that a claim took."""

    drawing: Drawing | None
    """None where nothing is to be drawn: no speaker and no relay, or too many reports."""
    ways: tuple[Way, ...]


def paths(shelf: Shelf, claim: Claim, quotes: Sequence[Quote]) -> Paths:
    """Return the paths of a claim's statements, drawn in columns: speakers, relays one after another, outlets."""
    ways: dict[tuple[tuple[tuple[str, str], ...], str], list[Quote]] = {}
    for one in quotes:
        ways.setdefault((tuple((step.role, step.name) for step in one.path), one.report), []).append(one)
    told = tuple(Way(same[0].path, shelf.href.statement(same[0].id), len(same)) for same in ways.values())
    return Paths(_drawn(shelf, claim, quotes), told)


def _drawn(shelf: Shelf, claim: Claim, quotes: Sequence[Quote]) -> Drawing | None:
    reports = list(dict.fromkeys(one.report for one in quotes))
    if len(reports) > _BOXES_MAX or all(len(one.path) == 1 for one in quotes):
        return None
    carried = [_carried(one) for one in quotes]
    said = any(one.path[0].role in _SAID_BY for one in quotes)
    last = int(said) + max(map(len, carried))
    channel = {report: n for n, group in enumerate(shelf.channels(claim), 1) for report in group}
    columns: dict[str, int] = {}
    boxes: dict[str, tuple[str, str, str, str]] = {}
    lines: dict[tuple[str, str], str] = {}
    for one, between in zip(quotes, carried, strict=True):
        before = ""
        stations = [(step, 0) for step in one.path if step.role in _SAID_BY]
        stations += [(step, n) for n, step in enumerate(between, int(said))]
        for step, column in stations:
            key = f"{column} {'said' if step.role in _SAID_BY else 'carried'} {step.name}"
            columns[key] = column
            href = shelf.href.entity(one.speaker) if step.role == "speaker" and one.speaker else ""
            if key not in boxes or step.role in ("speaker", "relay"):  # before "not resolved" and "the same words"
                boxes[key] = (step.name, _UNDER[step.role], step.role, href)
            if before:
                lines[before, key] = ""
            before = key
        columns[one.report] = last
        day = short(shelf.reports[one.report].published)
        under = f"channel {channel[one.report]} · {day}" if one.report in channel else day
        boxes[one.report] = (one.outlet, under, "outlet", shelf.href.statement(one.id))
        if before:
            lines[before, one.report] = ""
    placed = layered(columns, list(lines))
    headings = {0: "Said by"} if said else {}
    if last > int(said):
        headings[int(said)] = "By way of"
    headings[last] = "Published by"
    return drawing(
        placed,
        [box(key, *boxes[key], placed.boxes[key], _SIZE) for key in columns],
        [line(placed.boxes[a], placed.bends[a, b], placed.boxes[b], _SIZE) for a, b in lines],
        headings,
        _SIZE,
    )


def _carried(one: Quote) -> list[Step]:
    return [step for step in one.path if step.role not in _SAID_BY and step.role != "outlet"]


_UNDER = {"speaker": "", "source": "not resolved", "relay": "relay", "copied": "the same words"}
"""The line under a name, by role."""
