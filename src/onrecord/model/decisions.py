"""What people decide, what becomes of it, and what they are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.reading import Span
from onrecord.model.relating import Evidence

AnchorKind = Literal["claim", "statement", "entity", "report", "time", "outlet"]
DecisionState = Literal["applied", "pending", "undone", "not placed", "contradicted", "undoes"]
"""Of a decision: it is worked in; it is written, but the story has not been related since; somebody took it back; what
it is about is not in this record; another one says the contrary, and neither is worked in; it takes another back."""
DoubtKind = Literal["claim", "person", "copy", "speaker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a decision is about, so that it is found again whatever ids the next build gives (W3C Web Annotation).

    A place in a report: position and quote together (`TextPositionSelector`, `TextQuoteSelector`), and enough of the
    report to know it again in another record of the same story.
    """

    kind: AnchorKind
    """`claim`: the claim that holds the statement at the place; `entity`: whom the mention at the place names; `time`:
    the time expression at the place; `report`: all of the report; `outlet`: who goes by `name`."""
    report: str = ""
    """The report's id; '' for an outlet."""
    text_sha256: str = ""
    """Of the report's text in UTF-8, in hex."""
    outlet: str = ""
    """Of the report, for people, and to tell two reports of one text apart."""
    input: str = ""
    """The input that the report was read from, which stays where its text is corrected."""
    span: Span | None = None
    quote: str = ""
    """The words of the span."""
    prefix: str = ""
    """What stands before them."""
    suffix: str = ""
    """What stands behind them."""
    name: str = ""
    """Of an entity or outlet, as it was shown; of a statement, the words of its source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A correction by a person: what, on what, to what value, and why. The log of them only grows.

    `what` is one of `same`, `not-same` (of claims, statements, entities), `speaker`, `not-a-statement`, `date`,
    `copied`, `not-copied`, `wire`, `note`, `undo`.
    """

    id: str
    """`d-` and ten hex digits, made of all that it says."""
    at: str
    """When it was made, ISO 8601 in UTC: `2031-03-06T10:00:00Z`."""
    by: str
    what: str
    on: tuple[str, ...]
    """The ids in the record in which it was made; for `undo` that of the decision taken back. Read `anchors` instead:
    ids may change when reports are added."""
    to: str = ""
    """The name of the speaker (or `nobody`), the date in EDTF, the words of the note; '' elsewhere."""
    why: str = ""
    anchors: tuple[Anchor, ...] = ()
    """What it is about, in the order of `on`; for `speaker` the last is the entity that spoke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What became of a decision when the story was last related."""

    decision: str
    """The decision's id."""
    state: DecisionState
    on: tuple[str, ...] = ()
    """What its anchors are in this story: ids, '' for one that could not be placed."""
    machine: str = ""
    """What the machine finds by itself: "0.71, not the same"."""
    because: str = ""
    """Why it is not worked in; '' where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A link that the machine is not sure of, for a person to settle."""

    kind: DoubtKind
    sides: tuple[str, ...]
    """Of a claim two statements, of a person two forms of names, of a copy two reports, of a speaker one statement."""
    score: float
    """How sure the machine is that the link is there, 0..1."""
    needed: float
    """The score from which the link is made."""
    linked: bool
    """Whether it is made."""
    because: tuple[str, ...] = ()
    places: tuple[Evidence, ...] = ()
    """Where the sides stand, in their order."""

    @property
    def distance(self) -> float:
        """How far the score is from the one at which the machine would say otherwise: 0 is a toss of a coin."""
        return abs(self.score - self.needed)
