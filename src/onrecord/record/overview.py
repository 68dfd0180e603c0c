"""A story as it is read first: inputs, claims by who stands behind them, promises, conflicts, copies, labels.

Every row has the words and names that a person reads beside the ids that lead into the record.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from onrecord.dates import published_key, shown_day
from onrecord.model import Claim, Confidence, Conflict, Report, Slot, Story
from onrecord.record.decided import decided_on, in_words
from onrecord.record.hearsay import only_as_told_by
from onrecord.record.labels import labels_of
from onrecord.record.notebook import box, claim_html, conflict_html, overview_html
from onrecord.record.promises import Promised, promises_of
from onrecord.record.versions.claims import CarriedRow, carried_by_versions, pages_of
from onrecord.record.wording import called, claimed, voices, worded


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What was given and what became of it; `given` is the sum of the others."""

    given: int
    reports: int
    """Articles, each counted once."""
    versions: int
    """Further versions of these: the same page again with other words."""
    duplicates: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One report."""

    id: str
    day: str | None
    outlet: str | None
    title: str | None
    words: int
    input: str
    day_basis: str | None
    """How the day is known."""
    day_confidence: Confidence | None
    day_doubt: str | None
    """Why a stated day is not believed, or which other day is stated."""
    version: tuple[int, int] | None = None
    """Which version of its page it is, from 1, of how many; None where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One claim, with the names of those behind it."""

    id: str
    text: str
    """Its words, after the cue where they alone would mislead: "denied any wrongdoing"."""
    vouchers: tuple[str, ...]
    told_by: tuple[tuple[str, ...], ...]
    """For each voucher, who tells that they say it, where nobody heard it from them; empty where they are heard."""
    channels: tuple[tuple[str, ...], ...]
    """The outlets of each channel, or "outlet unknown" and the name of the file."""
    unknown: tuple[int, ...]
    """Which of the channels are of unknown path, by their places among them, from 0."""
    reports: int
    """How many carry it; versions of one page count once."""
    first_reported: str | None
    contested: bool
    """Whether it stands in a disagreement."""
    revised: bool
    """Whether it stands in no disagreement, but a later report or its own speaker puts it otherwise, or it does so."""
    promised: bool
    """Whether it is a promise."""
    decided: tuple[str, ...]
    """What people decided on it, a line each: who, when and why, and what the machine finds by itself."""
    verb: bool
    """Whether one of its statements puts something: "high-level talks" has no main verb, "to stay" nothing beside."""
    versions: tuple[CarriedRow, ...] = ()
    """How pages that were changed carry it, where not all of their versions do in the same words."""

    @property
    def known(self) -> int:
        """How many channels are told: those of unknown path are not counted as independent."""
        return len(self.channels) - len(self.unknown)

    @property
    def shared(self) -> bool:
        """Whether more than one report or channel has it."""
        return self.reports > 1 or len(self.channels) > 1

    @property
    def listed(self) -> bool:
        """Whether it is worth a row of its own: shared, contested, revised or promised; others are only counted."""
        return self.shared or self.contested or self.revised or self.promised

    def _repr_html_(self) -> str:
        return box(claim_html(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictSide:
    """One side of a conflict."""

    outlet: str
    day: str | None
    value: str
    text: str
    """The statement's words, after the cue where they alone would mislead."""
    speaker: str | None = None
    """Who says it, None for the outlet itself and a source that is not resolved."""
    source: str = ""
    """The report's words for who says it, '' where it is the outlet itself."""
    report: str = ""
    start: int = 0
    """Where the value stands in the report, code points."""
    end: int = 0
    reports: int = 0
    """How many reports carry the claim."""
    further: tuple[str, ...] = ()
    """The words of other claims that put the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """One conflict, side by side."""

    id: str
    kind: str
    revision: bool
    sides: tuple[ConflictSide, ConflictSide]
    because: str
    revised_by: str | None = None
    """Who put it otherwise later, None where it is no revision."""

    def _repr_html_(self) -> str:
        return box(conflict_html(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """One report that has words of another."""

    origin: str
    origin_day: str | None
    copy: str
    copy_day: str | None
    share: float
    """Of the copy's words, 0..1."""
    passages: int
    directed: bool
    """Whether it is known which of the two had the words first."""
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRow:
    """What one outlet calls a name."""

    name: str
    outlet: str
    labels: tuple[str, ...]
    """The most frequent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A story as it is read first."""

    inputs: Inputs
    reports: tuple[ReportRow, ...]
    """By day, undated ones last."""
    claims: tuple[ClaimRow, ...]
    """Those that are `listed` first, shared ones before the rest, and those without any verb last; then by vouchers,
    channels (those of known path before others) and reports, the most first."""
    promises: tuple[Promised, ...]
    conflicts: tuple[ConflictRow, ...]
    """Disagreements first, then revisions."""
    copies: tuple[CopyRow, ...]
    """The largest share first."""
    labels: tuple[LabelRow, ...]
    """Names that more outlets label first."""

    def _repr_html_(self) -> str:
        return overview_html(self)


def overview(story: Story) -> Overview:
    """Return what is read first of a story."""
    by_id = {report.id: report for report in story.reports}
    numbers = {
        version.report: (number, len(page.versions))
        for page in story.histories
        for number, version in enumerate(page.versions, 1)
    }
    return Overview(
        inputs=Inputs(
            given=story.given,
            reports=story.read,
            versions=story.versions,
            duplicates=len(story.duplicates),
            rejected=len(story.rejected),
        ),
        reports=tuple(
            ReportRow(
                id=report.id,
                day=shown_day(report.published),
                outlet=report.outlet,
                title=report.title,
                words=report.words,
                input=report.input,
                day_basis=report.basis.get("published"),
                day_confidence=report.published_confidence,
                day_doubt=report.published_doubt,
                version=numbers.get(report.id),
            )
            for report in sorted(story.reports, key=lambda one: _by_day(one, numbers.get(one.id, (0, 0))))
        ),
        claims=claims_of(story),
        promises=promises_of(story),
        conflicts=conflicts_of(story),
        copies=_copies(story, by_id),
        labels=_labels(story),
    )


def _first(channel: Iterable[str], pages: Mapping[str, str]) -> tuple[str, ...]:
    """Return the reports of a channel, of each page one."""
    return tuple({pages[report]: report for report in reversed(tuple(channel))}.values())[::-1]


def _sides(conflicts: Iterable[Conflict]) -> set[str]:
    """Return the claims on both sides of conflicts."""
    return {one for conflict in conflicts for claims in (conflict.claims, *conflict.further) for one in claims}


def claims_of(story: Story, only: Container[str] | None = None) -> tuple[ClaimRow, ...]:
    """Return the claims of a story with names, in the order of `Overview.claims`.

    Args:
        story: The story.
        only: The ids of the claims that are wanted; None is all.
    """
    reports = {report.id: report for report in story.reports}
    names = voices(story.entities)
    said = {statement.id: statement for statement in story.statements}
    verbs = {one.id for one in story.statements if one.event and len(set(one.terms)) > 1}
    contested = _sides(one for one in story.conflicts if not one.revision)
    revised = _sides(one for one in story.conflicts if one.revision) - contested
    promised = {promise.claim for promise in story.promises}
    pages, carried = pages_of(story), carried_by_versions(story)
    decided = decided_on(story)

    def row(claim: Claim) -> ClaimRow:
        unknown = set(claim.unknown)
        return ClaimRow(
            id=claim.id,
            text=claimed(claim, said, reports),
            vouchers=tuple(names[voucher] for voucher in claim.vouchers),
            told_by=tuple(only_as_told_by([said[s] for s in claim.statements], one) for one in claim.vouchers),
            channels=tuple(tuple(called(reports[one]) for one in _first(channel, pages)) for channel in claim.channels),
            unknown=tuple(place for place, channel in enumerate(claim.channels) if channel in unknown),
            reports=len({pages[one] for one in claim.reports}),
            versions=carried.get(claim.id, ()),
            first_reported=claim.first_reported,
            contested=claim.id in contested,
            revised=claim.id in revised,
            promised=claim.id in promised,
            decided=tuple(map(in_words, decided.get(claim.id, ()))),
            verb=not verbs.isdisjoint(claim.statements),
        )

    def rank(claim: ClaimRow) -> tuple[object, ...]:
        first = claim.first_reported
        return (
            not claim.listed,
            not claim.verb,
            not claim.shared,
            -len(claim.vouchers),
            -claim.known,
            -len(claim.channels),
            -claim.reports,
            first is None,
            first or "",
            claim.id,
        )

    return tuple(sorted((row(one) for one in story.claims if only is None or one.id in only), key=rank))


def conflicts_of(story: Story) -> tuple[ConflictRow, ...]:
    """Return the conflicts of a story with names: disagreements before revisions, of each what more carry first."""
    reports = {report.id: report for report in story.reports}
    said = {statement.id: statement for statement in story.statements}
    claims = {claim.id: claim for claim in story.claims}
    names = {entity.id: entity.name for entity in story.entities}
    pages = pages_of(story)

    def side(slot: Slot, further: tuple[str, ...]) -> ConflictSide:
        report = reports[slot.report]
        return ConflictSide(
            outlet=called(report),
            day=shown_day(report.published),
            value=" ".join(slot.text.split()),
            text=worded(said[slot.statement], report),
            speaker=names.get(said[slot.statement].speaker or ""),
            source=" ".join(" ".join(report.slice(span) for span in said[slot.statement].source).split()),
            report=slot.report,
            start=slot.span[0],
            end=slot.span[1],
            reports=len({pages[one] for claim in (slot.claim, *further) for one in claims[claim].reports}),
            further=tuple(claimed(claims[claim], said, reports) for claim in further),
        )

    rows = [
        ConflictRow(
            id=conflict.id,
            kind=conflict.kind,
            revision=conflict.revision,
            sides=(side(conflict.slots[0], conflict.further[0]), side(conflict.slots[1], conflict.further[1])),
            because=conflict.because,
            revised_by=conflict.revised_by,
        )
        for conflict in story.conflicts
    ]
    return tuple(sorted(rows, key=lambda one: (one.revision, -sum(side.reports for side in one.sides), one.id)))


def _copies(story: Story, reports: dict[str, Report]) -> tuple[CopyRow, ...]:
    return tuple(
        CopyRow(
            origin=called(reports[one.origin]),
            origin_day=shown_day(reports[one.origin].published),
            copy=called(reports[one.copy]),
            copy_day=shown_day(reports[one.copy].published),
            share=one.share,
            passages=len(one.passages),
            directed=one.directed,
            because=one.because,
        )
        for one in sorted(story.copies, key=lambda one: (-one.share, one.copy, one.origin))
    )


def _labels(story: Story) -> tuple[LabelRow, ...]:
    return tuple(
        LabelRow(name=row.name, outlet=one.outlet, labels=tuple(use.text for use in one.uses))
        for row in labels_of(story)
        for one in row.outlets
    )


def _by_day(report: Report, version: tuple[int, int]) -> tuple[object, ...]:
    return (published_key(report.published), report.outlet or "", version, report.id)
