"""The claims that more than one report carries, with who vouches for them and by which channels they came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model import Claim, PathKind
from onrecord.pages.dates import short
from onrecord.pages.evidence import Evidence, evidence
from onrecord.pages.paths import Paths, paths
from onrecord.pages.quotes import Quote, quote
from onrecord.pages.shelf import Shelf
from onrecord.record import by_channels, claimed, only_as_told_by


@dataclass(frozen=True, slots=True)
class Wording:
    """How one report words a claim."""

    report: str
    outlet: str
    day: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """How one report says that it came to a claim."""

    outlet: str
    how: str
    words: str
    """The report's own words; '' where it is known of the outlet."""
    href: str


@dataclass(frozen=True, slots=True)
class Channel:
    """Reports that count as one path: `(report id, what it is called)`."""

    reports: tuple[tuple[str, str], ...]
    told: tuple[Told, ...]
    """How its reports say that they came to the claim."""
    more: int = 0
    """How many further reports of it are not listed."""

    @property
    def unknown(self) -> bool:
        """Whether none of its reports says how it came to the claim."""
        return not self.told


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim as it is shown."""

    id: str
    number: int | None
    """None for a claim of one report."""
    text: str
    language: str | None
    vouchers: tuple[str, ...]
    voucher_hrefs: tuple[str, ...]
    """For each voucher, where all that they are reported to have said stands."""
    told_by: tuple[tuple[str, ...], ...]
    """For each voucher, who tells that they say it, where nobody heard it from them."""
    unresolved: tuple[str, ...]
    """The sources that resolve to nobody, in the reports' words."""
    own: bool
    """Whether no statement has a source: outlets say it in their own voice."""
    channels: tuple[Channel, ...]
    reports: int
    outlets: int
    first: str
    contested: tuple[str, ...]
    """The ids of its conflicts."""
    revised: bool
    """Whether its conflicts are revisions only."""
    promise: str
    """The status of the promise it is, '' for none."""
    single: bool
    unknown: int
    """How many of the channels are of unknown path."""
    backing: str
    """The channels in words."""
    wordings: tuple[Wording, ...]
    because: tuple[str, ...]
    evidence: Evidence
    """Its reports side by side."""
    paths: Paths
    """The ways that its words took."""
    versions: tuple[tuple[str, str], ...] = ()
    """`(outlet, how its page carries it over its versions)`, where not all versions do in the same words."""


def shared_claims(shelf: Shelf) -> list[ClaimView]:
    """Return the claims of two or more reports in the order of their numbers."""
    return [claim_view(shelf, claim) for claim in shelf.numbers if shelf.shown(claim)]


def claim_view(shelf: Shelf, id_: str) -> ClaimView:
    """Return one claim, also one that stands in one report only."""
    return _view(shelf, shelf.claims[id_], shelf.numbers.get(id_))


def _told(shelf: Shelf, claim: Claim, channel: tuple[str, ...]) -> tuple[Told, ...]:
    """Return how the reports of a channel say that they came to a claim, by day."""
    paths = sorted((path for path in claim.paths if path.report in channel), key=lambda path: shelf.order(path.report))
    said = [one for one in claim.statements if shelf.statements[one].report in channel]
    near = {shelf.statements[one].report: one for one in reversed(said)}
    return tuple(
        Told(
            outlet=shelf.outlet(path.report),
            how=HOW[path.how],
            words="" if path.span is None else " ".join(shelf.reports[path.report].slice(path.span).split()),
            href=shelf.href.statement(near[path.report]) if path.report in near else shelf.href.report(path.report),
        )
        for path in paths
    )


HOW: Mapping[PathKind, str] = {
    "relay": "names who carried it",
    "told to the outlet": "was told it",
    "own observation": "saw for itself",
    "own reporter": "had a reporter there",
    "public occasion": "names where all could hear it",
    "document": "names the document",
    "wire": "is a wire",
    "own organ": "is the speaker’s own organ",
}
"""What each kind of path is called on the page, after the outlet's name."""


def _view(shelf: Shelf, claim: Claim, number: int | None) -> ClaimView:
    said = [shelf.statements[one] for one in claim.statements]
    conflicts = shelf.conflicts_of.get(claim.id, [])
    promise = shelf.promise_of.get(claim.id)
    by_report: dict[str, list[Quote]] = {}
    for statement in sorted(said, key=lambda one: (shelf.order(one.report), one.content, one.id)):
        by_report.setdefault(statement.report, []).append(quote(shelf, statement))
    quotes = [one for of_report in by_report.values() for one in of_report]
    channels = tuple(
        Channel(tuple((one, shelf.called(one)) for one in channel), _told(shelf, claim, channel))
        for channel in shelf.channels(claim)
    )
    languages = {shelf.reports[one.report].language for one in said if one.text == claim.text}
    return ClaimView(
        id=claim.id,
        number=number,
        text=claimed(claim, shelf.statements, shelf.reports),
        language=languages.pop() if len(languages) == 1 else None,
        vouchers=tuple(shelf.voice(one) for one in claim.vouchers),
        voucher_hrefs=tuple(shelf.href.entity(one) for one in claim.vouchers),
        told_by=tuple(only_as_told_by(said, one) for one in claim.vouchers),
        unresolved=tuple(dict.fromkeys(one.path[0].name for one in quotes if one.path[0].role == "source")),
        own=all(one.kind == "own" for one in said),
        channels=channels,
        reports=shelf.carriers(claim),
        versions=tuple((one.outlet or "", one.told) for one in shelf.carried.get(claim.id, ())),
        outlets=len({shelf.outlet(one) for one in claim.reports}),
        first=short(claim.first_reported),
        contested=tuple(conflict.id for conflict in conflicts),
        revised=bool(conflicts) and all(conflict.revision for conflict in conflicts),
        promise=promise.status if promise else "",
        single=len(claim.channels) == 1,
        unknown=len(claim.unknown),
        backing=by_channels(len(claim.channels), len(claim.unknown)),
        wordings=tuple(
            Wording(report, shelf.outlet(report), shelf.day(report), tuple(quotes))
            for report, quotes in by_report.items()
        ),
        because=claim.because,
        evidence=evidence(shelf, claim),
        paths=paths(shelf, claim, quotes),
    )
