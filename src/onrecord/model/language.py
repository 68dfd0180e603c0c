"""What language finds in the text of one report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.reading import Span

EntityKind = Literal["person", "organisation", "place", "group", "thing"]
MentionKind = Literal["name", "demonym", "metonym", "role", "pronoun", "group"]
"""How a place speaks of somebody. `name`: by a name of its own. `demonym`: a country by the adjective to its name
("*Haldrian* officials"). `metonym`: through its capital, the house of its government or its government itself, where
they act ("*Torvey* said"); the capital and the house are entities of their own, which stand for it.
`role`: by what they are ("the *harbour commissioner*"). `pronoun`: "he". `group`: by a noun for several or all."""
StatementKind = Literal["direct", "indirect", "mixed", "own"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Setting = Literal["at", "to", "from"]
Flag = Literal["negated", "hedged", "future"]
Tense = Literal["past", "present", "future", ""]


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
