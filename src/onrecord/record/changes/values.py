"""What a reader is told of a change: words of the reports, who says them, where and when, and what was before.

Every text is verbatim; ids lead into the later story, where not said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from onrecord.model import ConflictKind
from onrecord.record.overview import ClaimRow, ReportRow
from onrecord.record.promises import Promised


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One statement as it is quoted: its words, who says them, in which report."""

    text: str
    who: str | None
    """The speaker's name, or the source in the report's words; None where the outlet speaks itself."""
    outlet: str
    day: str | None
    """The day of publication."""
    statement: str
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """A claim that is new, or one that stands otherwise than before.

    Claims of two states are the same where they share statements. Claims that were apart may have become one, and one
    may have come apart: `with_it` and `parted_from` say so.
    """

    now: ClaimRow
    was: ClaimRow | None
    """The claim of the earlier story that most of its statements were in; None where none was in any: it is new."""
    with_it: tuple[str, ...] = ()
    """The words of further claims of the earlier story that are one with it now."""
    parted_from: str = ""
    """The words of the claim that its statements were part of and that goes on without them; '' for none."""
    vouchers: tuple[str, ...] = ()
    """Names of those who vouch for it now and did not."""
    vouchers_lost: tuple[str, ...] = ()
    channels: tuple[tuple[str, ...], ...] = ()
    """The outlets of each channel that is new: none of its reports had the claim."""
    joined: tuple[tuple[str, ...], ...] = ()
    """Outlets that counted as several channels and count as one now: a copy or a shared relay was found out."""
    contested: bool = False
    """Whether it stands in a conflict and did not."""
    voices: tuple[Voice, ...] = ()
    """The statements of it that are new, by day."""
    because: tuple[str, ...] = ()
    """Why reports of it count as one channel, where that is new."""

    @property
    def confirmed(self) -> bool:
        """Whether it reached us by one channel and now does by two or more; one of unknown path confirms nothing."""
        return self.was is not None and bool(self.channels) and self.was.known <= 1 < self.now.known

    @property
    def only_contested(self) -> bool:
        """Whether nothing of it changed but that it is contested now."""
        moved = (self.with_it, self.parted_from, self.vouchers, self.vouchers_lost, self.channels, self.joined)
        return self.was is not None and not any(moved) and not self.voices


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one side of a conflict puts."""

    value: str
    """The words of the value: "84 people"."""
    voice: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A conflict that was not there before, or a row of revisions of one value.

    Conflicts of two states are the same where both sides are of the same claims, or put the same two values.
    """

    kind: ConflictKind
    revision: bool
    """Whether each step revises the one before it; else there are two that disagree."""
    steps: tuple[Step, ...]
    """Two or more, the value reported first comes first."""
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A conflict of the earlier story that is none any more."""

    kind: ConflictKind
    steps: tuple[Step, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseChange:
    """A promise that is new, or whose window or status is another."""

    now: Promised
    was: Promised | None
    """None where it is new."""
    made: Voice
    """The first statement that makes it."""
    moved_to: str | None = None
    """The window (EDTF) that a later statement about it gives."""
    later: tuple[Voice, ...] = ()
    """The statements about it that are new, by day: what its status rests on is among them."""
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChange:
    """A day or period (EDTF) that the timeline did not have."""

    date: str
    text: str
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entity that no report named before."""

    id: str
    name: str
    kind: str
    reports: int


Change = ClaimChange | Dispute | PromiseChange
"""What `weightiest` picks from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is otherwise in a later state of a story; every list has what matters most first."""

    since: str | None = None
    """The day whose end the earlier state is of, where it is known."""
    until: str | None = None
    """The same of the later state."""
    reports_before: int = 0
    """How many reports the earlier state is made from."""
    undated: int = 0
    """Reports of the record without a day, that are in neither state."""
    reports: tuple[ReportRow, ...] = ()
    """New reports, by day."""
    promises: tuple[PromiseChange, ...] = ()
    promises_gone: tuple[Promised, ...] = ()
    """What was taken as a promise and no longer is."""
    revised: tuple[Dispute, ...] = ()
    """Values that a later report puts otherwise: the same speaker or outlet, or a higher toll."""
    disputed: tuple[Dispute, ...] = ()
    """New contradictions."""
    disputes_gone: tuple[Gone, ...] = ()
    claims_changed: tuple[ClaimChange, ...] = ()
    """Claims that gained or lost backing, are newly contested, were joined or came apart."""
    claims_new: tuple[ClaimChange, ...] = ()
    """Claims none of whose statements was in one: those worth a row of their own first, as `overview` has them."""
    days: tuple[DayChange, ...] = ()
    named: tuple[Named, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is otherwise."""
        return any(self.counts().values())

    def counts(self) -> dict[str, int]:
        """Return how long each list is, by its name.

        >>> Changes(since="2031-05-04").counts()["claims_new"]
        0
        """
        lists = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: len(rows) for name, rows in lists.items() if isinstance(rows, tuple)}
