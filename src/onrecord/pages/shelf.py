"""What the sections look up while they are made: reports, statements, entities and claims, and how each is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from onrecord.model import Claim, Copy, Entity, Report, Statement, Story
from onrecord.pages.dates import short, sort_key, window
from onrecord.pages.links import Anchors, Links
from onrecord.record import claimed, voices


@dataclass(frozen=True, slots=True)
class Shelf:
    """A story with its parts at hand, and the way in which links to them are made."""

    story: Story
    links: Callable[[Shelf], Links] = Anchors
    """What makes the links, given the shelf: the fragments of the one-file page, unless told otherwise."""
    href: Links = field(init=False)
    """The links: `href.claim(id)`, `href.report(id, span)`, `href.entity(id)`, ..."""
    reports: dict[str, Report] = field(init=False)
    statements: dict[str, Statement] = field(init=False)
    entities: dict[str, Entity] = field(init=False)
    claims: dict[str, Claim] = field(init=False)
    claim_of: dict[str, str] = field(init=False)
    """Statement id → claim id."""
    copies_to: dict[str, list[Copy]] = field(init=False)
    """Report id → the copies that it is, the largest share first."""
    speaking: frozenset[str] = field(init=False)
    """The ids of the entities who say something."""
    folder: str = field(init=False)
    """The path that all inputs have in common, with its slash, to be left out where inputs are named; '' for none."""
    days: dict[str, str] = field(init=False)
    """Report id → its day in short words, with the hour where its outlet published twice that day."""
    numbers: dict[str, int] = field(init=False)
    """Claim id → its number on the page, for the claims that have more than one report; one outlet's own come last."""

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "reports", {report.id: report for report in self.story.reports})
        put(self, "statements", {statement.id: statement for statement in self.story.statements})
        put(self, "entities", {entity.id: entity for entity in self.story.entities})
        put(self, "claims", {claim.id: claim for claim in self.story.claims})
        put(self, "claim_of", {said: claim.id for claim in self.story.claims for said in claim.statements})
        copies: dict[str, list[Copy]] = {}
        for copy in sorted(self.story.copies, key=lambda one: (-one.share, one.origin)):
            copies.setdefault(copy.copy, []).append(copy)
        put(self, "copies_to", copies)
        inputs = [one.input for one in self.story.reports]
        inputs += [one.input for one in self.story.duplicates] + [one.input for one in self.story.rejected]
        put(self, "speaking", frozenset(one.speaker for one in self.story.statements if one.speaker in self.entities))
        put(self, "folder", _common_folder(inputs))
        put(self, "days", _days(self.story.reports))
        shared = sorted(
            (claim for claim in self.story.claims if len(claim.reports) > 1),
            key=lambda claim: (len({self.outlet(one) for one in claim.reports}) == 1, rank(claim)),
        )
        put(self, "numbers", {claim.id: n for n, claim in enumerate(shared, 1)})
        put(self, "href", self.links(self))

    def outlet(self, report: str) -> str:
        """Return the outlet of a report, or the input's name where the outlet is not known."""
        found = self.reports[report]
        return found.outlet or f"outlet unknown ({found.input.removeprefix(self.folder)})"

    def day(self, report: str) -> str:
        """Return the day of a report in short words."""
        return self.days[report]

    def called(self, report: str) -> str:
        """Return the outlet of a report, with the day where the story has several reports of that outlet."""
        name = self.outlet(report)
        several = sum(self.outlet(one.id) == name for one in self.story.reports) > 1
        return f"{name} of {self.day(report)}" if several else name

    def name(self, entity: str | None) -> str | None:
        """Return the form that stands for an entity, None for none."""
        return self.entities[entity].name if entity in self.entities else None

    def voice(self, entity: str) -> str:
        """Return what an entity is called where it vouches: with whom it speaks for, if it stands for another."""
        return voices(self.entities.values()).get(entity, entity)

    def order(self, report: str) -> tuple[object, ...]:
        """Order reports by day, then hour, then outlet."""
        found = self.reports[report]
        return (*sort_key(found.published), found.published or "", self.outlet(report), report)

    def in_order(self) -> list[Report]:
        """Return the reports by day."""
        return sorted(self.story.reports, key=lambda report: self.order(report.id))

    def title(self, claim: str) -> str:
        """Return a claim's words in short, for a link to it."""
        return clipped(claimed(self.claims[claim], self.statements, self.reports), 110)


def _days(reports: tuple[Report, ...]) -> dict[str, str]:
    """Return the day of each report, with the hour where that tells two reports of one outlet and day apart."""
    found: dict[str, str] = {}
    for report in reports:
        day = short(report.published)
        same = [one for one in reports if one.outlet == report.outlet and short(one.published) == day]
        clock = (report.published or "").partition("T")[2][:5]
        found[report.id] = f"{day}, {clock}" if len(same) > 1 and clock and window(report.published) else day
    return found


def _common_folder(inputs: list[str]) -> str:
    """Return the folder, with its slash, that all inputs lie in; '' for none."""
    folders = [one.rpartition("/")[0].split("/") for one in inputs]
    common: list[str] = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return "/".join(common) + "/" if any(common) else ""


def rank(claim: Claim) -> tuple[object, ...]:
    """Order claims: most vouchers, then channels, those of known path first, then reports, then the first reported."""
    return (
        -len(claim.vouchers),
        len(claim.unknown) - len(claim.channels),
        -len(claim.channels),
        -len(claim.reports),
        *sort_key(claim.first_reported),
        claim.text,
        claim.id,
    )


def clipped(text: str, most: int) -> str:
    """Cut a text to at most so many code points, at a word's end, with an ellipsis; line ends become blanks.

    >>> clipped("one two three", 9)
    'one two …'
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + " …"
