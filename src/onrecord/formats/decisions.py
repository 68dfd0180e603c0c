"""Decisions as JSON Lines: one decision a line, with what it is about in words that a person can read.

`docs/reference/decision.schema.json` is the JSON Schema of a line. The id may be left out by who writes one by hand: it
is made of all the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from onrecord.decisions import WHATS, decision_of
from onrecord.errors import UsageError
from onrecord.formats.json import dumps
from onrecord.formats.objects import decision_object
from onrecord.model import Decision


def decision_lines(decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield a line for each decision, by when they were made; the same log gives the same bytes."""
    for decision in sorted(decisions, key=lambda one: (one.at, one.id)):
        yield f"{dumps(decision_object(decision))}\n"


def read_decisions(lines: Iterable[str], where: str = "the file") -> tuple[Decision, ...]:
    """Return the decisions of JSON Lines; empty lines are passed over.

    Raises:
        UsageError: A line is no decision, or its id is not made of what it says; the message names the line.
    """
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            found.append(_decision(line, f"{where}, line {number}"))
    return tuple(found)


def _decision(line: str, where: str) -> Decision:
    try:
        given = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where}: is no JSON: {error}") from None
    if not isinstance(given, Mapping):
        raise UsageError(f"{where}: is no decision")
    try:
        decision = msgspec.convert({"id": "", **given}, type=Decision)
    except msgspec.ValidationError as error:
        raise UsageError(f"{where}: is no decision: {error}") from None
    if decision.what not in WHATS:
        raise UsageError(f"{where}: {decision.what!r} cannot be decided; what can: {', '.join(sorted(WHATS))}")
    made = decision_of(
        at=decision.at,
        by=decision.by,
        what=decision.what,
        on=decision.on,
        to=decision.to,
        why=decision.why,
        anchors=decision.anchors,
    )
    if decision.id and decision.id != made.id:
        raise UsageError(
            f"{where}: the id {decision.id} is not that of what it says ({made.id}): it was changed since it was made; "
            "leave the id out if that is meant"
        )
    return made
