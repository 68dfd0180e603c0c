"""What the sections look up while they are made: reports, statements, entities and claims, and how each is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from onrecord.model import Claim, Conflict, Copy, Entity, Promise, Report, Span, Statement, Story
from onrecord.pages.dates import short, sort_key, window
from onrecord.pages.links import Anchors, Links
from onrecord.record import (
    CarriedRow,
    DecisionRow,
    carried_by_versions,
    claimed,
    decided_on,
    pages_of,
    voices,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A story with its parts at hand, and the way in which links to them are made."""

    story: Story
    links: Callable[[Shelf], Links] = Anchors
    """What makes the links, given the shelf: the fragments of the one-file page, unless told otherwise."""
    most: int | None = None
    """How many of the numbered claims are shown; None for all."""
    href: Links = field(init=False)
    """The links: `href.claim(id)`, `href.report(id, span)`, `href.entity(id)`, ..."""
    reports: dict[str, Report] = field(init=False)
    statements: dict[str, Statement] = field(init=False)
    entities: dict[str, Entity] = field(init=False)
    claims: dict[str, Claim] = field(init=False)
    claim_of: dict[str, str] = field(init=False)
    """Statement id → claim id."""
    said_in: dict[str, list[Statement]] = field(init=False)
    """Report id → its statements."""
    spots: dict[str, set[Span]] = field(init=False)
    """Report id → the spans in it that a section leads to, those of statements left out."""
    conflicts_of: dict[str, list[Conflict]] = field(init=False)
    """Claim id → the conflicts in which it stands on a side."""
    promise_of: dict[str, Promise] = field(init=False)
    """Claim id → the promise that it is."""
    copies_to: dict[str, list[Copy]] = field(init=False)
    """Report id → the copies that it is, the largest share first."""
    speaking: frozenset[str] = field(init=False)
    """The ids of the entities who say something."""
    folder: str = field(init=False)
    """The path that all inputs have in common, with its slash, to be left out where inputs are named; '' for none."""
    several: frozenset[str] = field(init=False)
    """The outlets of which the story has several reports."""
    pages: dict[str, str] = field(init=False)
    """Report id → what names its page: versions of one page have the same."""
    versions: dict[str, int] = field(init=False)
    """Report id → which version of its page it is, from 1; only those of pages with several."""
    carried: dict[str, tuple[CarriedRow, ...]] = field(init=False)
    """Claim id → how pages of several versions carry it, where not all versions do in the same words."""
    decided: dict[str, tuple[DecisionRow, ...]] = field(init=False)
    """The id of a claim, statement, entity or report → the decisions in force on it."""
    voices: dict[str, str] = field(init=False)
    """Entity id → what it is called where it vouches: with whom it speaks for, if it stands for another."""
    days: dict[str, str] = field(init=False)
    """Report id → its day in short words, with the hour where its outlet published twice that day."""
    numbers: dict[str, int] = field(init=False)
    """Claim id → its number on the page, for the claims of more than one report (versions of a page are one); one
    outlet's own come last."""

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "reports", {report.id: report for report in self.story.reports})
        put(self, "statements", {statement.id: statement for statement in self.story.statements})
        put(self, "entities", {entity.id: entity for entity in self.story.entities})
        put(self, "claims", {claim.id: claim for claim in self.story.claims})
        put(self, "claim_of", {said: claim.id for claim in self.story.claims for said in claim.statements})
        put(self, "said_in", _grouped((one.report, one) for one in self.story.statements))
        put(self, "spots", _spots(self.story))
        put(self, "pages", dict(pages_of(self.story)))
        put(self, "carried", dict(carried_by_versions(self.story)))
        numbered = (pair for page in self.story.histories for pair in enumerate(page.versions, 1))
        put(self, "versions", {one.report: number for number, one in numbered})
        sides = (
            (claim, conflict)
            for conflict in self.story.conflicts
            for claim in dict.fromkeys(one for ids in (conflict.claims, *conflict.further) for one in ids)
        )
        put(self, "conflicts_of", _grouped(sides))
        put(self, "promise_of", {promise.claim: promise for promise in self.story.promises})
        copies: dict[str, list[Copy]] = {}
        for copy in sorted(self.story.copies, key=lambda one: (-one.share, one.origin)):
            copies.setdefault(copy.copy, []).append(copy)
        put(self, "copies_to", copies)
        inputs = [one.input for one in self.story.reports]
        inputs += [one.input for one in self.story.duplicates] + [one.input for one in self.story.rejected]
        put(self, "speaking", frozenset(one.speaker for one in self.story.statements if one.speaker in self.entities))
        put(self, "folder", _common_folder(inputs))
        put(self, "days", _days(self.story.reports))
        named = Counter(self.outlet(one.id) for one in self.story.reports)
        put(self, "several", frozenset(outlet for outlet, count in named.items() if count > 1))
        put(self, "decided", decided_on(self.story))
        put(self, "voices", dict(voices(self.story.entities)))
        shared = sorted(
            (claim for claim in self.story.claims if self.carriers(claim) > 1),
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
        called = f"{name} of {self.day(report)}" if name in self.several else name
        return f"{called}, version {self.versions[report]}" if report in self.versions else called

    def carriers(self, claim: Claim) -> int:
        """Return how many reports carry a claim; versions of one page count once."""
        return len({self.pages[one] for one in claim.reports})

    def name(self, entity: str | None) -> str | None:
        """Return the form that stands for an entity, None for none."""
        return self.entities[entity].name if entity in self.entities else None

    def voice(self, entity: str) -> str:
        """Return what an entity is called where it vouches: with whom it speaks for, if it stands for another."""
        return self.voices.get(entity, entity)

    def order(self, report: str) -> tuple[object, ...]:
        """Order reports by day, then hour, then outlet."""
        found = self.reports[report]
        return (
            *sort_key(found.published), found.published or "", self.outlet(report), self.versions.get(report, 0), report
        )  # fmt: skip

    def shown(self, claim: str) -> bool:
        """Return whether a claim has a row of its own: it is numbered, and its number is not beyond what is shown."""
        return claim in self.numbers and (self.most is None or self.numbers[claim] <= self.most)

    def channels(self, claim: Claim) -> list[tuple[str, ...]]:
        """Return the channels of a claim, the earliest first, each with its reports by day."""
        ordered = [tuple(sorted(channel, key=self.order)) for channel in claim.channels]
        return sorted(ordered, key=lambda channel: self.order(channel[0]))

    def in_order(self) -> list[Report]:
        """Return the reports by day."""
        return sorted(self.story.reports, key=lambda report: self.order(report.id))

    def title(self, claim: str) -> str:
        """Return a claim's words in short, for a link to it."""
        return clipped(claimed(self.claims[claim], self.statements, self.reports), 110)


def _days(reports: tuple[Report, ...]) -> dict[str, str]:
    """Return the day of each report, with the hour where that tells two reports of one outlet and day apart."""
    days = {report.id: short(report.published) for report in reports}
    of_day = Counter((report.outlet, days[report.id]) for report in reports)
    found: dict[str, str] = {}
    for report in reports:
        day = days[report.id]
        clock = (report.published or "").partition("T")[2][:5]
        told_apart = of_day[report.outlet, day] > 1 and clock and window(report.published)
        found[report.id] = f"{day}, {clock}" if told_apart else day
    return found


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    grouped: dict[str, list[T]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return grouped


def _spots(story: Story) -> dict[str, set[Span]]:
    """Return the spans of each report that sections lead to: labels, conflicts, citations, edits, copies and so on."""
    found: list[tuple[str, Span]] = [(one.report, one.span) for one in story.citations]
    for person in story.entities:
        found += [(one.report, one.span) for one in person.labels]
    found += [(slot.report, slot.span) for conflict in story.conflicts for slot in conflict.slots]
    found += [(spot.report, spot.span) for entry in story.timeline for spot in (*entry.evidence, *entry.wider)]
    found += [(topic.evidence[0].report, topic.evidence[0].span) for topic in story.topics if topic.evidence]
    for rewrite in (one for page in story.histories for one in page.rewrites):
        found += [(rewrite.before, edit.before) for edit in rewrite.edits if edit.before is not None]
        found += [(rewrite.after, edit.after) for edit in rewrite.edits if edit.after is not None]
    for copy in story.copies:
        for passage in copy.passages:
            found += [(copy.origin, passage.origin), (copy.copy, passage.copy)]
    return {report: set(spans) for report, spans in _grouped(found).items()}


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
