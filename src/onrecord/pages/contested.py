"""The conflicts, both sides next to each other."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Slot
from onrecord.pages.quotes import Quote, quote
from onrecord.pages.shelf import Shelf, place


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict."""

    quote: Quote
    text: str
    """The words in the slot."""
    place: str
    """The id of the slot's span on the page."""
    claim: str
    claim_href: str
    claim_number: int | None
    reports: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConflictView:
    """One conflict as it is shown."""

    id: str
    kind: str
    revision: bool
    sides: tuple[Side, Side]
    because: str


def contested(shelf: Shelf) -> list[ConflictView]:
    """Return the conflicts: disagreements first, then revisions; in each the one more reports carry first."""
    views = [
        ConflictView(
            conflict.id,
            conflict.kind,
            conflict.revision,
            (_side(shelf, conflict.slots[0]), _side(shelf, conflict.slots[1])),
            conflict.because,
        )
        for conflict in shelf.story.conflicts
    ]
    return sorted(views, key=lambda view: (view.revision, -sum(side.reports for side in view.sides), view.id))


def _side(shelf: Shelf, slot: Slot) -> Side:
    claim = shelf.claims[slot.claim]
    return Side(
        quote=quote(shelf, shelf.statements[slot.statement], (slot.span,)),
        text=slot.text,
        place=place(slot.report, slot.span),
        claim=slot.claim,
        claim_href=shelf.claim_href(slot.claim),
        claim_number=shelf.numbers.get(slot.claim),
        reports=len(claim.reports),
        outlets=tuple(dict.fromkeys(shelf.outlet(one) for one in sorted(claim.reports, key=shelf.order))),
    )
