"""The decisions of a record, with what became of each, and the links for which one is wanted most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.decisions import WHATS, decided_by, standing
from onrecord.model import Decision, Doubt, DoubtKind, Report, Standing, Statement, Story
from onrecord.record.targets import statement_of
from onrecord.record.who import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A decision, and what became of it."""

    decision: Decision
    standing: Standing
    """Its `state` is `pending` until the story is related anew."""
    undone_by: tuple[str, ...] = ()
    """The ids of the decisions in force that take it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtSide:
    """One side of a link that the machine is not sure of."""

    id: str
    """A statement, an entity or a report."""
    report: Report
    words: str
    """What the report says there, verbatim."""
    name: str
    """Who speaks, or the entity's name; the outlet of a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """A link for a person to settle."""

    kind: DoubtKind
    doubt: Doubt
    sides: tuple[DoubtSide, ...]
    commands: tuple[str, ...]
    """What settles it, one way and the other, without `onrecord decide RECORD`: `same s-1 s-2`, `not-same s-1 s-2`."""

    @property
    def score(self) -> float:
        """How sure the machine is that the link is there, 0..1."""
        return self.doubt.score

    @property
    def because(self) -> tuple[str, ...]:
        """What speaks for it and against it."""
        return self.doubt.because

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the sides."""
        return self.doubt.sides


def decision_rows(story: Story) -> tuple[DecisionRow, ...]:
    """Return all decisions of a record, taken back or not, by when they were made."""
    known = {one.decision: one for one in story.standings}
    holding = standing(story.decisions)
    rows = []
    for decision in sorted(story.decisions, key=lambda one: (one.at, one.id)):
        undone = tuple(
            sorted(d.id for d in story.decisions if d.what == "undo" and decision.id in d.on and d.id in holding)
        )
        found = known.get(decision.id) or Standing(decision=decision.id, state="pending", on=decision.on)
        rows.append(DecisionRow(decision=decision, standing=found, undone_by=undone))
    return tuple(rows)


def decided_on(story: Story) -> dict[str, tuple[DecisionRow, ...]]:
    """Return the decisions in force by what they are about, to be shown in its place: the earliest first.

    Returns:
        By the id of each claim, statement, entity and report that a decision is about, or in whose words it stands;
        outlets by their names. What was taken back is left out.
    """
    claim_of = {said: claim.id for claim in story.claims for said in claim.statements}
    statements = {one.id for one in (*story.statements, *story.struck)}
    known = {one.id for values in (story.claims, story.entities, story.reports) for one in values} | statements
    found: dict[str, list[DecisionRow]] = {}
    for row in decision_rows(story):
        one = row.decision
        if row.undone_by or one.what == "undo" or row.standing.state == "undone":
            continue
        on = {id_ for id_ in (*one.on, *row.standing.on) if id_ in known}
        # Where it stands, for a claim goes by another id once it is parted or joined; a struck statement has none.
        on |= {claim_of[id_] for id_ in on if id_ in claim_of}
        on |= {anchor.report for anchor in one.anchors if anchor.kind == "statement" and anchor.report in known}
        on |= set(one.on) if one.what == "wire" else set()
        for id_ in sorted(on):
            found.setdefault(id_, []).append(row)
    return {id_: tuple(rows) for id_, rows in found.items()}


def in_words(row: DecisionRow) -> str:
    """Return a decision in a line: what, on which words, who, when and why, and what the machine finds by itself."""
    one = row.decision
    words = "; ".join(f"“{clip(anchor.quote)}”" for anchor in one.anchors if anchor.quote) or ", ".join(one.on)
    to = f" {one.to}" if one.to else ""
    waits = " (not worked in yet)" if row.standing.state == "pending" else ""
    held = "" if row.standing.state in ("applied", "pending") else f" ({row.standing.state}: {row.standing.because})"
    machine = f"; the machine by itself: {row.standing.machine}" if row.standing.machine else ""
    return f"{WHATS.get(one.what, one.what)}{to}: {words}; {decided_by(one)}{waits}{held}{machine}"


_QUOTE = 80
"""Code points of the words that a decision is about, where they stand in a line."""


def clip(words: str) -> str:
    """Return the beginning of words, for a line.

    >>> clip("one  two"), len(clip("word " * 40)) <= 80
    ('one two', True)
    """
    words = " ".join(words.split())
    return words if len(words) <= _QUOTE else words[: _QUOTE - 2].rsplit(" ", 1)[0] + " …"


def pending(story: Story) -> tuple[Decision, ...]:
    """Return the decisions that the story has not been related with yet, by when they were made."""
    return tuple(row.decision for row in decision_rows(story) if row.standing.state == "pending")


def queue(story: Story, limit: int | None = 20, kinds: Iterable[DoubtKind] = ()) -> tuple[QueueRow, ...]:
    """Return the links that the machine is least sure of and that nobody has decided on, those first.

    Args:
        story: The story of a record.
        limit: How many to return at most; None is all that are kept.
        kinds: The kinds wanted; none is all.
    """
    wanted, settled = frozenset(kinds), _settled(story)
    reports = {one.id: one for one in story.reports}
    statements = {one.id: one for one in story.statements}
    names = {one.id: one.name for one in story.entities}
    found = []
    for doubt in story.doubts:
        if wanted and doubt.kind not in wanted:
            continue
        words = tuple(reports[place.report].slice(place.span) for place in doubt.places)
        if _key(doubt.kind, words if doubt.kind == "person" else doubt.sides) in settled:
            continue
        sides = tuple(
            DoubtSide(
                id=side,
                report=reports[place.report],
                words=said,
                name=_name(side, statements, names, reports),
            )
            for side, place, said in zip(doubt.sides, doubt.places, words, strict=True)
        )
        found.append(QueueRow(kind=doubt.kind, doubt=doubt, sides=sides, commands=_commands(doubt, sides)))
    return tuple(found[:limit])


_OF: dict[str, DoubtKind] = {"speaker": "speaker", "copied": "copy", "not-copied": "copy"}


def _settled(story: Story) -> frozenset[tuple[str, frozenset[str]]]:
    """Return what is decided already, pending decisions too."""
    keys: set[tuple[str, frozenset[str]]] = set()
    stands = _standing_for(story)
    for row in decision_rows(story):
        if row.undone_by or row.decision.what in ("undo", "note", "date", "wire"):
            continue
        on = tuple(one for one in row.standing.on or row.decision.on if one)
        kinds = {anchor.kind for anchor in row.decision.anchors}
        kind: DoubtKind = "person" if kinds == {"entity"} else _OF.get(row.decision.what, "claim")
        if row.decision.what == "not-a-statement":
            kind = "speaker"
        if kind == "speaker":
            keys.add(_key(kind, on[:1]))
            continue
        if kind == "person":  # by their forms: their ids are one where they are the same
            on = tuple(anchor.quote for anchor in row.decision.anchors)
        elif kind == "claim":
            on = tuple(stands.get(one, one) for one in on)
        keys |= {_key(kind, pair) for pair in combinations(on, 2)}
    return frozenset(keys)


def _key(kind: str, sides: Iterable[str]) -> tuple[str, frozenset[str]]:
    return kind, frozenset(fold(side) if kind == "person" else side for side in sides)


def _name(side: str, statements: dict[str, Statement], names: dict[str, str], reports: dict[str, Report]) -> str:
    if side in statements:
        return names.get(statements[side].speaker or "", "")
    return names.get(side, "") or (reports[side].outlet or "" if side in reports else "")


def _commands(doubt: Doubt, shown: Sequence[DoubtSide]) -> tuple[str, ...]:
    sides = " ".join(side if " " not in side else f'"{side}"' for side in doubt.sides)
    if doubt.kind == "speaker":
        found = (f'speaker {sides} "{shown[0].name}"',) if doubt.linked else ()
        return *found, f"speaker {sides} NAME", f"speaker {sides} nobody", f"not-a-statement {sides}"
    if doubt.kind == "copy":
        return f"copied {sides}", f"copied {' '.join(reversed(doubt.sides))}", f"not-copied {sides}"
    return f"same {sides}", f"not-same {sides}"


def _standing_for(story: Story) -> dict[str, str]:
    """Return the statement that stands for each claim."""
    said = {one.id: one for one in story.statements}
    return {claim.id: statement_of(claim, said).id for claim in story.claims}
