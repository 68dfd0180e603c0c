"""What relating finds in the analyses of all reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.language import EntityKind, Label, MentionKind
from onrecord.model.reading import Span

ConflictKind = Literal["number", "date", "negation", "attribution", "place"]
PathKind = Literal[
    "relay", "told to the outlet", "own observation", "own reporter", "public occasion", "document", "wire", "own organ"
]
TopicKind = Literal["name", "number", "words"]
PromiseStatus = Literal["open", "due passed, nothing reported", "reported kept", "reported broken", "revised"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A place in a report."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place in a report that speaks of an entity, and how."""

    report: str
    span: Span
    kind: MentionKind = "name"
    because: str = ""
    """Why it was taken to speak of this entity; '' for a name, whose reasons are the entity's."""


NAMING: frozenset[MentionKind] = frozenset({"name", "demonym"})
"""Kinds of mentions that are names of the entity itself; a metonym is the name of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, organisation, place, group or thing that the reports name."""

    id: str
    name: str
    """The form that stands for it: the fullest of the most frequent."""
    kind: EntityKind
    forms: tuple[str, ...]
    """Every form in which a report names it, the most frequent first."""
    mentions: tuple[Mention, ...]
    """Every place that speaks of it, sorted by report and span."""
    labels: tuple[Label, ...] = ()
    because: tuple[str, ...] = ()
    """Why forms that differ were taken as one."""
    stands_for: str | None = None
    """The id of the entity for which it speaks and acts: the country of a capital, the government's of a palace. Only
    in the places that are that entity's mentions of kind `metonym`: "Torvey said", not "in Torvey"."""
    stands_for_because: str = ""
    """Why it is taken to stand for that entity; '' where it stands for none."""

    @property
    def named(self) -> tuple[Mention, ...]:
        """The mentions that are names."""
        return tuple(mention for mention in self.mentions if mention.kind in NAMING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """How a report says that it came to a claim: evidence that a reader can check."""

    report: str
    how: PathKind
    """`relay`: it names who carried the words; `told to the outlet`: they were said to itself; `own observation`: it
    saw for itself; `own reporter`: its byline and dateline put one at the place; `public occasion`, `document`: they
    were said where all could hear, or stand in a document; `wire`: the outlet is one; `own organ`: it speaks of
    itself."""
    span: Span | None = None
    """Where the report says so; None where it is known of the outlet (a wire, a body's own organ)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Statements of one or many reports that say the same thing (schema.org `Claim`)."""

    id: str
    text: str
    """The words of the statement that stands for it, verbatim."""
    statements: tuple[str, ...]
    reports: tuple[str, ...]
    vouchers: tuple[str, ...]
    """The distinct speakers who say it in their own name: entity ids."""
    channels: tuple[tuple[str, ...], ...]
    """The independent paths by which it reached us: report ids; reports joined by copying or a shared relay are one."""
    first_reported: str | None
    """The day of the first report that carries it; an interval where one of several possible days may be the first."""
    because: tuple[str, ...] = ()
    """Why its statements were taken to say the same, and its reports as one or several channels."""
    paths: tuple[Path, ...] = ()
    """How its reports say that they came to it, by report, one for each that says so; that of the others is unknown."""

    @property
    def unknown(self) -> tuple[tuple[str, ...], ...]:
        """The channels of unknown path: those none of whose reports says how it came to the claim."""
        told = {path.report for path in self.paths}
        return tuple(channel for channel in self.channels if told.isdisjoint(channel))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The same words in two reports, small edits in between."""

    origin: Span
    copy: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Passages that one report took from another, or both from the same wire (PROV `wasDerivedFrom`)."""

    origin: str
    """Report id; written as `from` in exports."""
    copy: str
    """Report id; written as `to` in exports."""
    share: float
    """The share of the copy's words that stand in the origin, 0..1."""
    passages: tuple[Passage, ...]
    because: str
    directed: bool = True
    """Whether it is known which of the two had the words first. If not, `origin` is the likelier one, or just one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One side of a conflict: what one claim puts where the other puts something else."""

    claim: str
    statement: str
    report: str
    span: Span
    text: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two claims that cannot both be right, or a later one that revises an earlier."""

    id: str
    kind: ConflictKind
    claims: tuple[str, str]
    """The claim reported first comes first."""
    slots: tuple[Slot, Slot]
    revision: bool
    because: str
    revised_by: str | None = None
    """Who put it otherwise later: the speaker's name, or the outlet where nobody else is known to say so. None where
    nothing says that the later revises the earlier."""
    further: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """For each side, the other claims that put the same value where the other side puts its own: ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When a promise was said to fall due, by one statement."""

    due: str
    """EDTF."""
    statement: str
    """The id of the statement that says so: the promise itself, or a later one that moves it."""
    span: Span | None = None
    """The words that say when, in the statement's report; None where no time is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A claim about the future by someone who can be held to it."""

    claim: str
    speaker: str
    due: str
    """The window in which it falls due, EDTF. "Soon", or no time at all, is open from the day on which it was said:
    `2024-12-06/..`."""
    status: PromiseStatus
    later: tuple[str, ...] = ()
    """Later statements about the same thing: ids, by date."""
    because: str = ""
    hedged: bool = False
    """Only a possibility was promised: "could open in May", "I think it will"."""
    windows: tuple[Window, ...] = ()
    """Every window that was given for it, in the order in which they were given; the last one is the newest."""
    settled_by: str | None = None
    """The statement that tells what became of it, one of `later`; None while nothing settles it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """What the reports say of one day or period: one event, told by one sentence."""

    date: str
    """EDTF: a day, or an interval, month, season, quarter or half-year where no day is given."""
    text: str
    """One sentence of a report, verbatim."""
    evidence: tuple[Evidence, ...]
    """The sentences that name the date: first the text's own, then those that tell the same, then all others; at the
    end, those that give a part of it for the same plan ("late next year" where more say "in the second half")."""
    wider: tuple[Evidence, ...] = ()
    """Sentences that tell the same of a longer stretch in which the date lies ("in April" for 14 April)."""
    channels: tuple[tuple[str, ...], ...] = ()
    """The independent paths by which it reached us that this was on this date: ids of the reports that tell it."""
    ahead: bool = False
    """It was yet to come when the reports told of it; none of them tells it as past."""
    aside: bool = False
    """No sentence tells what happened then: the date is only named to say something of another matter."""
    conflicts: tuple[str, ...] = ()
    """Ids of the conflicts about the date, one side of which is a sentence that tells this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Which outlets carry a claim and which do not."""

    claim: str
    outlets: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A name, a number of something or a few words that reports of several outlets have, without being one claim."""

    id: str
    kind: TopicKind
    text: str
    """The words that stand for it, verbatim from a report; words that stand apart are joined by " … "."""
    entity: str | None
    """The id of the entity that is named; None for another kind."""
    evidence: tuple[Evidence, ...]
    """Where it stands first in each report that has it, by report."""
    channels: tuple[tuple[str, ...], ...]
    """The independent paths by which these reports came."""
    outlets: tuple[str, ...]
    missing: tuple[str, ...]
    """The outlets that had the chance and have it nowhere."""
