"""The conflicts: what cannot both be right stands next to each other, and those of one matter stand together."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Claim, Conflict, Slot
from onrecord.pages.quotes import Quote, quote
from onrecord.pages.shelf import Shelf
from onrecord.record import claimed

KINDS = {
    "number": "how many",
    "date": "when",
    "negation": "whether it is so",
    "attribution": "who did it",
    "place": "where",
}
"""The kinds of conflict as the question on which the reports differ."""

_HEADING_MAX = 90  # code points: two lines of a wide page


@dataclass(frozen=True, slots=True)
class Further:
    """Another claim that puts the same as a side."""

    text: str
    href: str
    number: int | None
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict."""

    quote: Quote
    text: str
    """The words in the slot."""
    href: str
    """Where the slot stands in its report."""
    claim: str
    claim_href: str
    claim_number: int | None
    reports: int
    outlets: tuple[str, ...]
    further: tuple[Further, ...]
    """Other claims that put the same."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One conflict: two sides and why they are held against each other."""

    id: str
    revision: bool
    revised_by: str | None
    texts: tuple[str, str]
    because: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Conflicts of one kind that share a side: every figure that the reports give for one toll, say."""

    id: str
    kind: str
    question: str
    revision: bool
    """Whether all of its conflicts are revisions."""
    sides: tuple[Side, ...]
    """The side reported first comes first."""
    pairs: tuple[Pair, ...]
    heading: tuple[str, ...]
    """The words of the sides, each once; empty where they do not fit a heading."""


def contested(shelf: Shelf) -> list[Chain]:
    """Return the conflicts, those that share a side as one chain.

    Disagreements come before revisions; of each, the chain that more reports carry comes first.
    """
    chains = [_chain(shelf, group) for group in _groups(shelf.story.conflicts)]
    return sorted(chains, key=lambda one: (one.revision, -sum(side.reports for side in one.sides), one.id))


def _groups(conflicts: tuple[Conflict, ...]) -> list[list[Conflict]]:
    """Return the conflicts in groups that share a side: the same words of a report, or one value of one claim."""
    groups: list[tuple[set[tuple[object, ...]], list[Conflict]]] = []
    for conflict in conflicts:
        keys = {key for slot in conflict.slots for key in _keys(conflict, slot)}
        together = [group for group in groups if group[0] & keys]
        groups = [group for group in groups if not group[0] & keys]
        joined = [one for group in together for one in group[1]]
        groups.append((keys.union(*(group[0] for group in together)), [*joined, conflict]))
    return [members for _, members in groups]


def _keys(conflict: Conflict, slot: Slot) -> tuple[tuple[object, ...], ...]:
    return (conflict.kind, slot.report, slot.span), (conflict.kind, slot.claim, slot.value)


def _chain(shelf: Shelf, group: list[Conflict]) -> Chain:
    if len(group) == 1:
        slots = list(group[0].slots)
    else:
        spots = {(slot.report, slot.span): slot for conflict in group for slot in conflict.slots}
        slots = [spots[spot] for spot in sorted(spots, key=lambda spot: (shelf.order(spot[0]), spot[1]))]
    said: dict[str, str] = {}
    for slot in slots:
        said.setdefault(slot.text.casefold(), " ".join(slot.text.split()))
    heading = tuple(said.values())
    pairs = tuple(
        Pair(one.id, one.revision, one.revised_by, (one.slots[0].text, one.slots[1].text), one.because)
        for one in sorted(group, key=lambda one: (shelf.order(one.slots[0].report), shelf.order(one.slots[1].report)))
    )
    return Chain(
        id=min(one.id for one in group),
        kind=group[0].kind,
        question=KINDS[group[0].kind],
        revision=all(one.revision for one in group),
        sides=tuple(_side(shelf, slot, _further(group, slot)) for slot in slots),
        pairs=pairs,
        heading=heading if sum(map(len, heading)) <= _HEADING_MAX else (),
    )


def _further(group: list[Conflict], slot: Slot) -> tuple[str, ...]:
    """Return the other claims of a side, in every conflict of a chain; those that are sides themselves left out."""
    own = {one for conflict in group for one in conflict.claims}
    sides = [more for one in group for other, more in zip(one.slots, one.further, strict=True) if other == slot]
    return tuple(sorted({claim for more in sides for claim in more} - own))


def _side(shelf: Shelf, slot: Slot, further: tuple[str, ...]) -> Side:
    claim = shelf.claims[slot.claim]

    def outlets(one: Claim) -> tuple[str, ...]:
        return tuple(dict.fromkeys(shelf.outlet(report) for report in sorted(one.reports, key=shelf.order)))

    others = [shelf.claims[one] for one in further]
    return Side(
        quote=quote(shelf, shelf.statements[slot.statement], (slot.span,)),
        text=slot.text,
        href=shelf.href.report(slot.report, slot.span),
        claim=slot.claim,
        claim_href=shelf.href.claim(slot.claim),
        claim_number=shelf.numbers.get(slot.claim),
        reports=shelf.carriers(claim),
        outlets=outlets(claim),
        further=tuple(
            Further(
                claimed(one, shelf.statements, shelf.reports),
                shelf.href.claim(one.id),
                shelf.numbers.get(one.id),
                outlets(one),
            )
            for one in others
        ),
    )
