"""What the views look up and filter by, gathered once of a story: without it each page would walk through all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.dates import bounds
from onrecord.model import Claim, Copy
from onrecord.pages.shelf import Shelf, rank
from onrecord.record import by_channels, claimed
from onrecord.record.who import fold


@dataclass(frozen=True, slots=True)
class Facts:
    """A claim as a list shows it and as it is filtered."""

    id: str
    text: str
    language: str | None
    vouchers: tuple[str, ...]
    """Their names."""
    speakers: frozenset[str]
    """The ids of all who are reported to say it, vouchers or not."""
    sources: tuple[str, ...]
    """Sources that resolve to nobody, in the reports' words."""
    outlets: tuple[str, ...]
    """By day of the report."""
    first_day: str
    """The first day on which a report with it was published, `2024-12-06`; '' where none is dated."""
    last_day: str
    kinds: frozenset[str]
    flags: frozenset[str]
    """`negated`, `hedged`, `future`: what one of its statements is."""
    reports: int
    channels: tuple[tuple[int, bool], ...]
    """For each channel, how many reports it has, and whether its path is unknown."""
    backing: str
    """The channels in words."""
    first: str | None
    contested: bool
    revised: bool
    """Whether its conflicts are revisions only."""
    promise: str
    folded: str
    """Its words and its speakers' names without case and accents, to be searched."""

    @property
    def own(self) -> bool:
        """Whether no statement has a source: outlets say it in their own voice."""
        return self.kinds == {"own"}

    @property
    def single(self) -> bool:
        """Whether it came by one channel only."""
        return len(self.channels) == 1


class Index:
    """What is asked for by id, by report, by claim and by speaker. Nothing of it is changed once it is made."""

    def __init__(self, shelf: Shelf) -> None:
        story = shelf.story
        self.said_by: dict[str, list[str]] = {}
        for statement in story.statements:
            if statement.speaker in shelf.entities and statement.kind != "own":
                self.said_by.setdefault(str(statement.speaker), []).append(statement.id)
        self.copies_of: dict[str, list[Copy]] = {}
        for copy in story.copies:
            self.copies_of.setdefault(copy.origin, []).append(copy)
            self.copies_of.setdefault(copy.copy, []).append(copy)
        self.order = {report.id: n for n, report in enumerate(shelf.in_order())}
        self.claims = tuple(self._facts(shelf, claim) for claim in sorted(story.claims, key=_rank))
        self.claim = {one.id: one for one in self.claims}
        self.place = {one.id: n for n, one in enumerate(self.claims)}
        self.outlets = _counted(shelf.outlet(report.id) for report in story.reports)
        self.speakers = sorted(
            ((shelf.voices.get(one, one), one, len(said)) for one, said in self.said_by.items()),
            key=lambda row: (-row[2], row[0], row[1]),
        )
        self.days = sorted({day for report in story.reports if (day := _day(report.published))})
        self.duplicates: dict[str, list[str]] = {}
        for duplicate in story.duplicates:
            self.duplicates.setdefault(duplicate.of, []).append(duplicate.input)

    def _facts(self, shelf: Shelf, claim: Claim) -> Facts:
        said = [shelf.statements[one] for one in claim.statements]
        reports = sorted(claim.reports, key=lambda one: self.order[one])
        days = sorted(day for one in reports if (day := _day(shelf.reports[one].published)))
        conflicts = shelf.conflicts_of.get(claim.id, ())
        speakers = frozenset(one.speaker for one in said if one.speaker in shelf.entities and one.speaker is not None)
        text = claimed(claim, shelf.statements, shelf.reports)
        unknown = set(claim.unknown)
        named = [shelf.voices.get(one, one) for one in claim.vouchers]
        languages = {shelf.reports[one].language for one in reports}
        sources = (
            " … ".join(shelf.reports[one.report].slice(span) for span in one.source)
            for one in said
            if one.speaker is None and one.source
        )
        return Facts(
            id=claim.id,
            text=text,
            language=languages.pop() if len(languages) == 1 else None,
            vouchers=tuple(named),
            speakers=speakers,
            sources=tuple(dict.fromkeys(sources)),
            outlets=tuple(dict.fromkeys(shelf.outlet(one) for one in reports)),
            first_day=days[0] if days else "",
            last_day=days[-1] if days else "",
            kinds=frozenset(one.kind for one in said),
            flags=frozenset(flag for flag in ("negated", "hedged", "future") for one in said if getattr(one, flag)),
            reports=len(reports),
            channels=tuple((len(channel), channel in unknown) for channel in claim.channels),
            backing=by_channels(len(claim.channels), len(unknown)),
            first=claim.first_reported,
            contested=bool(conflicts),
            revised=bool(conflicts) and all(one.revision for one in conflicts),
            promise=shelf.promise_of[claim.id].status if claim.id in shelf.promise_of else "",
            folded=fold(" ".join((text, *named, *sorted(shelf.entities[one].name for one in speakers)))),
        )


def _rank(claim: Claim) -> tuple[object, ...]:
    """Order claims as the page does; of those in one report only, what nobody says but the outlet comes last."""
    return (len(claim.reports) < 2, rank(claim))


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda row: (-row[1], row[0])))


def _day(published: str | None) -> str:
    """Return the last day that a report's date may mean, '' for none: the day by which it is known to be there."""
    last = bounds(published or "")[1]
    return last.isoformat() if last else ""
