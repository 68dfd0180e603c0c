"""The nouns of a record, as frozen, typed values. This module imports nothing of ours.

Three values follow one another: a `Report` is one article as one outlet published it; an `Analysis` is what
was found in the text of one report; a `Story` is what the analyses of all reports say together, and is
what a record holds and an export writes.

Spans are `(start, end)` in Unicode code points of the report's frozen text (W3C `TextPositionSelector`). Dates are
EDTF (ISO 8601-2): `2024-12-06`, `2024-12`, `2025-41` (the second half of 2025), `2025-01-26/2025-02`, `../2025-12-31`.
Every tuple is in a fixed order, so that equal inputs give equal values whatever order they came in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
"""`(start, end)`, code points of a report's text, end exclusive."""

EntityKind = Literal["person", "organisation", "place", "group", "thing"]
MentionKind = Literal["name", "demonym", "metonym", "role", "pronoun", "group"]
"""How a place speaks of somebody. `name`: by a name of its own. `demonym`: a country by the adjective to its name
("*Haldrian* officials"). `metonym`: through its capital, the house of its government or its government itself, where
they act ("*Torvey* said"); the capital and the house are entities of their own, which stand for it.
`role`: by what they are ("the *harbour commissioner*"). `pronoun`: "he". `group`: by a noun for several or all."""
StatementKind = Literal["direct", "indirect", "mixed", "own"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
ConflictKind = Literal["number", "date", "negation", "attribution", "place"]
Setting = Literal["at", "to", "from"]
Flag = Literal["negated", "hedged", "future"]
Tense = Literal["past", "present", "future", ""]
Confidence = Literal["high", "medium", "low"]
PathKind = Literal[
    "relay", "told to the outlet", "own observation", "own reporter", "public occasion", "document", "wire", "own organ"
]
TopicKind = Literal["name", "number", "words"]
PromiseStatus = Literal["open", "due passed, nothing reported", "reported kept", "reported broken", "revised"]


def make_id(prefix: str, *parts: object) -> str:
    """Return an id that depends on nothing but its parts.

    >>> make_id("r", "some text", None) == make_id("r", "some text", None)
    True
    >>> make_id("r", "some text")[:2]
    'r-'
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A part of the text that is not the report: a subscription call, a link to another article, a credit."""

    span: Span
    kind: str
    """What it is, in a word: `subscription`, `related`, `link`, `credit`, `caption`, `source-url`, `date-line`, ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of the page that stands on words of the text (HTML `a`)."""

    span: Span
    """The words that it stands on."""
    url: str
    """Where it leads, a whole address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a passage of a report's text stands in what it was read from: the way back to the original."""

    span: Span
    """The passage, mostly a paragraph."""
    at: str
    """A fragment identifier by the standard of the source's kind: `char=1200,1480` and `line=12,14` (RFC 5147: code
    points of the decoded source, lines from 0, end exclusive), `page=3&viewrect=72,96,451,28` (RFC 8118: pages from 1;
    left, top, width and height in points from the page's top left)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The bytes that a report was read from, so that they can be found and checked again."""

    media_type: str
    """`text/html`, `application/pdf`, ... (IANA)."""
    sha256: str
    """Of the bytes, in hex."""
    record: str | None = None
    """Its name in what holds it: a `WARC-Record-ID`, a `Message-ID`, an id in a feed."""
    offset: int | None = None
    """Where its record begins in the file that holds it, in bytes (as in a CDX index)."""
    captured: str | None = None
    """When it was fetched, where that is kept: a date-time in UTC (`2024-12-06T10:00:00Z`), from `WARC-Date` or an
    archive's own note, never from the file system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article as one outlet published it (schema.org `NewsArticle`)."""

    id: str
    """`r-` and ten hex digits, made of text, outlet, published and url: see `reading`."""
    input: str
    """The input it was read from, as the user named it; `file.jsonl#3` is the third line of a file."""
    text: str
    """The frozen text that every span of this report slices."""
    title: str | None = None
    title_span: Span | None = None
    """Where the title stands in the text, if it does."""
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: str | None = None
    """A day (`2024-12-06`) or a local date-time (`2016-07-14T21:32:16`); where the reports beside it date it and leave
    several days open, an interval of days (`2024-12-06/2024-12-11`). What needs one day asks `dates.day_of`, which has
    none for an interval; what needs an order asks `dates.published_key`; what shows it asks `dates.shown_day`."""
    published_confidence: Confidence | None = None
    """How sure the day is. `high`: a person, the metadata or the address states it, and none of them another day.
    `medium`: these differ by days, or a line of the text alone states it, or several siblings or expressions agree on
    it. `low`: one expression and one sibling alone tell it, or it is doubted and stands because a person said it. None
    without a day."""
    published_doubt: str | None = None
    """Why a stated day is not believed, which other day is stated, or why none could be told: in words, with the days
    and their bases."""
    language: str | None = None
    """ISO 639-1."""
    basis: Mapping[str, str] = field(default_factory=dict)
    """For each field that is known (`title`, `outlet`, `authors`, `url`, `published`, `language`), how it is known:
    `manifest`, `front matter`, `metadata: date_publish`, `url`, `dateline: "PORT ESKE (Norra)"`, ..."""
    furniture: tuple[Furniture, ...] = ()
    links: tuple[Link, ...] = ()
    """The links that stand on words of the text, in order; none where the input has none (plain text)."""

    @property
    def words(self) -> int:
        """The number of words, parted by white space."""
        return len(self.text.split())

    def slice(self, span: Span) -> str:
        """Return the words that a span marks."""
        return self.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """An input that gave a report that another input gave already."""

    input: str
    of: str
    """The id of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An input that gave no report, and why, in words for the person who gave it."""

    input: str
    reason: str


# ---------------------------------------------------------------- language


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name in a report."""

    span: Span
    kind: EntityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place of a report that speaks of somebody, and what the report alone tells of whom."""

    span: Span
    kind: MentionKind
    """`name`: a short name that another one in the report stands for; `demonym`, `metonym`: a name that is used so."""
    name: Span | None = None
    """The name in the same report that it stands for or that narrows it ("*Haldrian* officials"); None: it is open."""
    head: str = ""
    """The lower-case lemma of its noun: `commissioner`, `protester`; '' for pronouns and names."""
    narrowed: tuple[str, ...] = ()
    """The lower-case words that narrow the noun, sorted: `harbour`, `former`."""
    beside: bool = False
    """Whether the name stands beside it: "the commissioner, Ilva Tesk"."""
    because: str = ""
    """How it was resolved to the name, or why not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression (TimeML TIMEX3)."""

    span: Span
    type: TimeType
    value: str
    """The TIMEX3 value: `2024-12-06`, `2025-H2`, `P3M`, `PAST_REF`, ..."""
    edtf: str | None = None
    """The date in EDTF (`2025-41`), None where the expression names no date (a duration, a set)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What a time is put to (TimeML: an EVENT with a TLINK to a TIMEX3): "the ferry *sank* on Tuesday"."""

    time: Span
    """The span of the `Time`."""
    event: Span
    """The verb, or the noun where the time says more of a thing: "the *hearing* in May"."""
    tense: Tense
    """Of the verb, `future` also where it is due or arranged then; '' for a noun and where it cannot be told."""
    main: bool
    """Whether the sentence tells the event, and does not only name it to say something of a person, a thing or another
    event: "the mayor, elected in May, opened the bridge" tells nothing of May."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place that a clause names: "in *Port Eske*"."""

    span: Span
    how: Setting
    """`at` for "in", "at", "near"; `to` for "to", "into"; `from`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What one verb tells: who did it, to whom or what, and where (the roles that PropBank numbers)."""

    verb: Span
    lemma: str
    """Lower case."""
    doers: tuple[Span, ...] = ()
    """Each from the first word before the noun that belongs to it to the noun: "the deputy *harbour master*"."""
    objects: tuple[Span, ...] = ()
    """What it is done to, or what is said to be so."""
    places: tuple[Where, ...] = ()
    negated: bool = False
    """The verb itself is negated: "did *not* sink"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number and what it counts: "at least 84 people"."""

    span: Span
    """The whole phrase."""
    low: float | None
    high: float | None
    """The bounds meant: 84 and 84 for "84"; 84 and None for "at least 84"; 24 and 96 for "dozens"."""
    unit: str
    """What is counted: the lower-case lemma of the head noun (`person`, `dead`, `missile`, `%`, `euro`)."""
    event: str
    """The lemma of the verb or noun that says what happened to them (`kill`, `injure`), or ''."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """Who carried the words between the speaker and the outlet (PROV `wasQuotedFrom`)."""

    name: str
    span: Span
    """Where the report says so."""
    basis: str
    """`named with the statement`, `named for the speaker in the report`, `credit line of the report` or `PASSED_ON`."""


PASSED_ON = "says that it was said"
"""The basis of a relay who is no outlet, or whose own statement it is that somebody said so: "a source told Norra News
that the minister had said ...", "according to his lawyer, he said ..."."""


BESIDE = "stands with the name"
"""The reason of a reference by a role whose name stands beside it ("the commissioner, Ilva Tesk"): what it speaks of is
named there already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words that an outlet puts to a name: "self-proclaimed president"."""

    span: Span
    text: str
    name: Span
    """The name in the same report that it is put to."""
    report: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place where a report names another outlet as the source of something."""

    outlet: str
    """The outlet's name: the one in the table of outlets where it is known there, else as written."""
    span: Span
    how: str
    """`credit` (a credit line), `told` ("told Norra News"), `quoted by`, `citing`, `reported by`, `dateline`, `link`
    (the words link to an article of the outlet's)."""
    speaker: Span | None = None
    """The name of the person whose words the cited outlet carried, if the place says so."""
    report: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """Words by which a statement is negated, hedged or about the future: "not", "may", "will".

    The literature on negation and speculation calls them cues (BioScope, Vincze et al. 2008; *SEM 2012); here a cue is
    the word that attributes, and these are markers, as grammars call them (negative marker, future marker).
    """

    flag: Flag
    span: Span
    """Inside the statement's cue, its content or else its sentence ("she reportedly said that ...")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Source, cue and content: somebody is reported to have said, written, thought or promised something.

    An analysis leaves `id`, `report` and `speaker` empty; `relating` fills them. A sentence that the outlet says in
    its own voice is a statement of kind `own` without source and cue.
    """

    kind: StatementKind
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    text: str = ""
    """The content's words, pieces joined by " [...] "."""
    sentence: Span = (0, 0)
    """The sentence or sentences that hold all of it, to be shown as context."""
    name: Span | None = None
    """The name in the same report that the source resolves to; None is unresolved."""
    because: str = ""
    """How the source was resolved to the name, or why not."""
    relays: tuple[Relay, ...] = ()
    said_on: str | None = None
    """When the words were spoken, EDTF; None where no report says so. It is not guessed from the publication."""
    said_on_because: str = ""
    """How it is known: `"on Friday" stands with "said"`; or which day is not believed, and why; else ''."""
    negated: bool = False
    """What is put is that it is not so: "denied that ...", "said there would be no ..."."""
    hedged: bool = False
    """It is not vouched for as a fact: "may", "thinks", "reportedly", "if"; or it is a question."""
    future: bool = False
    """It is about what is yet to come when it is said."""
    markers: tuple[Marker, ...] = ()
    """The words that show it, in text order. A flag that is true has one or more; one that is false may have some:
    "denied that it did not sink" is negated twice, and so not negated."""
    times: tuple[Time, ...] = ()
    """The time expressions inside the content."""
    quantities: tuple[Quantity, ...] = ()
    names: tuple[Span, ...] = ()
    """The names inside the content."""
    terms: tuple[str, ...] = ()
    """Lower-case lemmas of the content's words that carry meaning, in order."""
    event: str = ""
    """The lemma of the content's main verb, or ''."""
    cue_lemma: str = ""
    """`say`, `promise`, `according to`; '' for own statements."""
    id: str = ""
    report: str = ""
    speaker: str | None = None
    """The id of the entity that the source resolves to; for kind `own` None: the outlet speaks."""
    inner: tuple[Statement, ...] = ()
    """In an analysis: the statements that this one passes on ("a source said that the minister had said ..."), inside
    its content, each with a source, cue and content of its own. Empty in a story, where they stand beside it."""
    within: str | None = None
    """In a story: the id of the statement that passes this one on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that was found in one text: a pure function of text, language, day of publication and analyser."""

    sentences: tuple[Span, ...] = ()
    names: tuple[Name, ...] = ()
    times: tuple[Time, ...] = ()
    happenings: tuple[Happening, ...] = ()
    """What the times are put to, in their order; a time that nothing can be found for has none."""
    clauses: tuple[Clause, ...] = ()
    """Who did what, and where, in the order of the verbs."""
    statements: tuple[Statement, ...] = ()
    labels: tuple[Label, ...] = ()
    citations: tuple[Citation, ...] = ()
    references: tuple[Reference, ...] = ()
    """Who is spoken of by a role, a pronoun or a noun for several, and names that are used in a way of their own."""


# ---------------------------------------------------------------- relating


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What all reports say together: the content of a record. Every list is sorted by id."""

    reports: tuple[Report, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    copies: tuple[Copy, ...] = ()
    citations: tuple[Citation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    promises: tuple[Promise, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    topics: tuple[Topic, ...] = ()
    decisions: tuple[Decision, ...] = ()
    standings: tuple[Standing, ...] = ()
    """What became of each decision; those without one are pending."""
    struck: tuple[Statement, ...] = ()
    """Statements that a person struck: they stand in no other list."""
    doubts: tuple[Doubt, ...] = ()
    """The links that the machine is least sure of, those first."""
