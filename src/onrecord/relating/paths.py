"""How each report says that it came to a claim; where none of a channel says so, its path is unknown.

A path is *told* when the report gives a reader something to check:

- it names who carried the words (a relay), or runs a wire's text;
- the words were said to the outlet itself ("told this newspaper");
- it saw for itself ("seen by", "a Courier reporter counted");
- they were said where whoever comes can hear ("told a news conference", "tweeted", "in a speech", or in the sentence
  before, "she addressed parliament"), or stand in a document that it names; what is told of a speaker once in a report
  holds for what the speaker says in all of it;
- a byline and a dateline put a reporter of its own at the place;
- the outlet is a wire, whose trade is to be there, or the organ of the body that speaks.

A relay whose own report is in the channel tells nothing more: where that report has it from is its to say.

All else is unknown: "the minister said", without where or to whom, may come from the same place as the next outlet's
words. A copy adds nothing by being one: it tells only what it says itself.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.model import PASSED_ON, Citation, Claim, Entity, Path, PathKind, Report, Span, Statement
from onrecord.outlets import Outlets, by_name, domain_of, in_use
from onrecord.relating.channels import CARRYING, REPORT_WIDE, byline_wires, carries, outlet_key

_GAP = 3
"""Words between a preposition and the occasion: "at a joint news conference". More, and a verb may stand between."""
_SCENE_REACH = 300
"""Code points before a statement's sentence in which the sentence before it ends and begins."""
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+")
_DATELINE_HEAD = 600
"""Code points from the start of a text within which a dateline stands, behind a headline and a byline."""
_NO_PLACE = r"(?!(?:BREAKING|EXCLUSIVE|LIVE|NEWS|OPINION|PHOTOS?|READ|REPORT|UPDATED?|UPDATES|VIDEO|WATCH)\b)"
"""Capitals before a dash that are a kicker of the page, not the place of a dateline."""
_DATELINE = re.compile(
    rf"^[^\S\n]*{_NO_PLACE}[A-Z][A-Z.’'-]{{2,}}"
    r"(?: [A-Z][A-Z.’'-]+){0,3}(?:, [A-Z][\w.’' ,]{1,40})?(?: ?\([^()\n]{1,40}\))?"
    r"[^\S\n]*(?:[-–—]{1,2}|\|)\s+(?=\S)",
    re.MULTILINE,
)
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘]{1,600}?[.,!?…]’")
"""Quotations beside the content in its sentence: what a speaker tells of a study was not said in it."""
_PLACE = re.compile(rf"^\W*{_NO_PLACE}[A-Z][A-Z.’'-]{{2,}}")
_BEHIND_HEAD = re.compile(r"\s+(?:of|by|from|in|to|on|with|about|that|who|which|seen|filed|released|published)\b|,")
_BODY_S_OWN = re.compile(r"(?:^|\.)(?:gov|gob|gouv|mil)(?:\.[a-z]{2})?$")
"""The domains of governments: what stands there is a body's own word. A broadcaster that a government pays is none."""
_OF_A_SPEAKER = ("told to the outlet", "public occasion")
"""What is told once in a report of how a speaker was heard, and holds for all that the speaker says in it."""
_ORDER: tuple[PathKind, ...] = (
    "relay", "told to the outlet", "own observation", "public occasion", "document", "own reporter", "wire",
    "own organ",
)  # fmt: skip
"""Which is shown where a report tells several: what is nearest to the words first."""


def tell_paths(
    reports: Mapping[str, Report],
    claims: Sequence[Claim],
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    entities: Sequence[Entity] = (),
) -> tuple[Claim, ...]:
    """Return claims with the paths that their reports tell.

    Args:
        reports: All reports of the story, by id.
        claims: All claims.
        statements: All statements, attributed.
        citations: All citations, with `report` filled.
        entities: All entities, for the names of speakers: a body may be the outlet itself.

    Returns:
        The same claims in the same order; `paths` holds one path a report that tells one, sorted by report.
    """
    names = {entity.id: entity.name for entity in entities}
    told = _Told(reports, statements, citations, names)
    return tuple(replace(claim, paths=told.of(claim)) for claim in claims)


class _Told:
    """What the reports of a story tell of how they came to what they say."""

    def __init__(
        self,
        reports: Mapping[str, Report],
        statements: Sequence[Statement],
        citations: Sequence[Citation],
        names: Mapping[str, str],
    ) -> None:
        self._reports = reports
        self._statements = {statement.id: statement for statement in statements}
        self._cited: dict[str, list[Citation]] = defaultdict(list)
        for citation in sorted(citations, key=lambda c: (c.report, c.span, c.outlet)):
            self._cited[citation.report].append(citation)
        self._names = names
        self._through: dict[tuple[str, Span | None], set[str]] = defaultdict(set)
        for citation in citations:
            self._through[citation.report, citation.span].add(citation.outlet)
        for statement in statements:
            for relay in statement.relays:
                self._through[statement.report, relay.span].add(relay.name)
        self._wide = {report: _of_report(reports[report], self._cited.get(report, ())) for report in sorted(reports)}
        self._own: dict[str, Path | None] = {}
        self._for_speaker: dict[tuple[str, str], Path] = {}
        for statement in sorted(statements, key=lambda s: (s.report, s.sentence, s.id)):
            path = self._with(statement)
            if path is not None and statement.speaker is not None and path.how in _OF_A_SPEAKER:
                self._for_speaker.setdefault((statement.report, statement.speaker), path)

    def of(self, claim: Claim) -> tuple[Path, ...]:
        """Return one path for each report of a claim that tells one."""
        found: dict[str, list[Path]] = defaultdict(list)
        for statement in (self._statements[one] for one in claim.statements):
            path = self._of(statement)
            if path is not None and not self._leads_inside(path, claim):
                found[statement.report].append(path)
        return tuple(min(found[report], key=_rank) for report in sorted(found))

    def _leads_inside(self, path: Path, claim: Claim) -> bool:
        """Whether a relay is the outlet of another report of the same channel, whose it is to say where it has it."""
        if path.how != "relay":
            return False
        names = self._through.get((path.report, path.span)) or byline_wires(self._reports[path.report])
        channel = next((one for one in claim.channels if path.report in one), ())
        outlets = [outlet for one in channel if one != path.report and (outlet := self._reports[one].outlet)]
        return all(any(_may_be(outlet_key(name), outlet_key(outlet)) for outlet in outlets) for name in names)

    def _of(self, statement: Statement) -> Path | None:
        """Return what is told with a statement, of its speaker, of the one who passes it on, or of the whole report."""
        found = self._with(statement)
        if found is None and statement.speaker is not None:
            found = self._for_speaker.get((statement.report, statement.speaker))
        if found is None and statement.within in self._statements:
            return self._of(self._statements[statement.within])
        return found or self._wide[statement.report] or self._organ(statement)

    def _with(self, statement: Statement) -> Path | None:
        if statement.id not in self._own:
            report = self._reports[statement.report]
            self._own[statement.id] = _of_statement(statement, report, self._cited.get(report.id, ()))
        return self._own[statement.id]

    def _organ(self, statement: Statement) -> Path | None:
        outlet, speaker = self._reports[statement.report].outlet, statement.speaker
        if outlet is None or speaker is None or outlet_key(self._names.get(speaker, "")) != outlet_key(outlet):
            return None
        return Path(report=statement.report, how="own organ")


def _may_be(name: str, outlet: str) -> bool:
    """Whether a name, or a short one ("the Courier"), may be an outlet's."""
    return f" {outlet} ".startswith(f" {name} ") or f" {outlet} ".endswith(f" {name} ")


def _of_statement(statement: Statement, report: Report, citations: Sequence[Citation]) -> Path | None:
    for relay in statement.relays:
        if relay.basis != PASSED_ON:
            return Path(report=report.id, how="relay", span=relay.span)
    words = path_words()
    frame = _frame(statement, report)
    own = outlet_key(report.outlet) if report.outlet is not None else None
    start = statement.sentence[0]
    for citation in citations:
        beside = citation.how in CARRYING and _stands_in(citation.span, frame, start)
        if beside or carries(citation, statement):
            told = outlet_key(citation.outlet) == own
            return Path(report=report.id, how="told to the outlet" if told else "relay", span=citation.span)
    tried: list[tuple[PathKind, re.Pattern[str]]] = []
    if words.seen.search(frame):  # few sentences do, and each outlet has a pattern of its own
        tried += [("own observation", _observation(report.outlet, in_use()))]
    if statement.kind != "own":  # all of an own sentence is content: what is held in it was not said at it
        tried += [("told to the outlet", words.itself), ("public occasion", words.public), ("document", words.written)]
    for how, pattern in tried:
        match = pattern.search(frame)
        if match is not None:
            return Path(report=report.id, how=how, span=_trimmed(frame, match.span(), start))
    scene = _scene(statement, report)
    if scene is not None:
        return Path(report=report.id, how="public occasion", span=scene)
    if statement.cue_lemma in words.verbs and statement.cue:
        return Path(report=report.id, how="public occasion", span=statement.cue[0])
    if statement.source and _is_document(report.slice(statement.source[-1])):
        return Path(report=report.id, how="document", span=statement.source[-1])
    return None


def _stands_in(span: Span, frame: str, start: int) -> bool:
    """Whether a place of the report is in a frame, beside the content."""
    first, last = span[0] - start, span[1] - start
    return first >= 0 and last <= len(frame) and "\0" not in frame[first:last]


def _scene(statement: Statement, report: Report) -> Span | None:
    """Return where the sentence before a statement tells of an occasion that was held, given or heard."""
    start = statement.sentence[0]
    if statement.kind == "own":
        return None
    before = report.text[max(0, start - _SCENE_REACH) : start]
    ends = [match.end() for match in _SENTENCE_END.finditer(before.rstrip())]
    last = ends[-1] if ends else 0
    match = path_words().scenes.search(_QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), before), last)
    return None if match is None else _trimmed(before, match.span(), start - len(before))


def _frame(statement: Statement, report: Report) -> str:
    """Return the sentence with NULs for the content: what is said in it does not tell how it was said."""
    start, end = statement.sentence
    letters = list(report.text[start:end])
    if statement.kind != "own":
        for first, last in statement.content:
            for place in range(max(first, start) - start, min(last, end) - start):
                letters[place] = "\0"
    return _QUOTED.sub(lambda match: "\0" * len(match[0]), "".join(letters))


def _of_report(report: Report, citations: Iterable[Citation]) -> Path | None:
    """Return what a report tells for all that it says: whose text it runs, or that a reporter of its own was there."""
    own = outlet_key(report.outlet) if report.outlet is not None else None
    wide = [citation for citation in citations if citation.how in REPORT_WIDE and citation.speaker is None]
    for citation in wide:
        if outlet_key(citation.outlet) != own:
            return Path(report=report.id, how="relay", span=citation.span)
    for citation in wide:
        place = report.text[report.text.rfind("\n", 0, citation.span[0]) + 1 : citation.span[0]]
        # "PORT ESKE (Norra) -" in Norra's own report names a place; "(Norra)" alone is a house's habit.
        if citation.how == "dateline" and _PLACE.match(place):
            return Path(report=report.id, how="own reporter", span=citation.span)
    if any(outlet_key(wire) != own for wire in byline_wires(report)):
        return Path(report=report.id, how="relay")
    if report.authors:
        match = _DATELINE.search(report.text[:_DATELINE_HEAD])
        if match is not None:
            return Path(report=report.id, how="own reporter", span=_trimmed(report.text, match.span(), 0))
    known = by_name(report.outlet) if report.outlet is not None else None
    if known is not None and known.wire:
        return Path(report=report.id, how="wire")
    own_word = report.url is not None and _BODY_S_OWN.search(domain_of(report.url)) is not None
    if own_word or (known is not None and known.kind == "company"):
        return Path(report=report.id, how="own organ")
    return None


def _is_document(source: str) -> bool:
    """Return whether the head of a source is a document: "the study by ..." is, "the author of the study" is not.

    >>> _is_document("The indictment"), _is_document("a person who read the indictment"), _is_document("reports")
    (True, False, False)
    """
    head = _BEHIND_HEAD.split(source, maxsplit=1)[0]
    last = head.split()[-1].lower() if head.split() else ""
    return last.strip("\"'’“”.") in path_words().documents


@dataclass(frozen=True, slots=True)
class PathWords:
    """The tables of `paths.toml` as patterns over the words around a content."""

    public: re.Pattern[str]
    written: re.Pattern[str]
    itself: re.Pattern[str]
    scenes: re.Pattern[str]
    verbs: frozenset[str]
    documents: frozenset[str]
    own_names: str
    observed: str
    observers: str
    seen: re.Pattern[str]
    """A word for seeing something, which all that an outlet says to have seen holds."""


@cache
def path_words() -> PathWords:
    """Return the tables that come with the package, read once."""
    table = tomllib.loads(files("onrecord.relating").joinpath("paths.toml").read_text(encoding="utf-8"))
    one = {name: _either(words) for name, words in table.items()}
    gap = rf"(?:(?:an?\s+)?(?:series|string|spate|statement|number|couple)\s+of\s+)?(?:[\w’'&.-]+\s+){{0,{_GAP}}}?"
    return PathWords(
        public=re.compile(
            rf"\b(?:in|at|during|with)\s+{gap}(?:{one['occasions']})\b"
            rf"|\b(?:on|via|through|over)\s+{gap}(?:{one['media']})\b"
            rf"|\b(?:told|tells|telling|(?<!according\s)to|before|addressing|reminded|informed|assured)\s+{gap}(?:{one['listeners']})\b",
            re.IGNORECASE,
        ),
        written=re.compile(rf"\b(?:in|from)\s+{gap}(?:{one['written']})\b", re.IGNORECASE),
        itself=re.compile(
            rf"\b(?:told|tells|telling|with|to|assured|informed|emailed|texted|showed|shows)\s+(?:{one['itself']})\b",
            re.IGNORECASE,
        ),
        scenes=re.compile(rf"\b(?:{one['held']})\s+{gap}(?:{one['gatherings']})\b", re.IGNORECASE),
        verbs=frozenset(table["verbs"]),
        documents=frozenset(table["documents"]),
        own_names=one["itself"],
        observed=one["observed"],
        observers=one["observers"],
        seen=re.compile(rf"\b(?:{one['observed']})\b", re.IGNORECASE),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=4096)
def _observation(outlet: str | None, table: Outlets) -> re.Pattern[str]:
    """A pattern of what an outlet says to have seen: "seen by Norra News", "Norra News has seen"."""
    words = path_words()
    forms = []
    if outlet is not None:
        known = table.by_name(outlet)
        forms = [re.escape(form) for form in (outlet, *(known.plain_names if known is not None else ()))]
    own = "|".join([*forms, words.own_names])
    return re.compile(
        rf"\b(?:{words.observed})\s+by\s+(?:the\s+)?(?:{own})\b"
        rf"|\b(?:{own})\s+(?:has\s+|have\s+)?(?:{words.observed})\b"
        rf"|\b(?:{own})(?:['’]s)?\s+(?:{words.observers})\s+(?:\w+\s+){{0,4}}?(?:{words.observed})\b",
        re.IGNORECASE,
    )


def _trimmed(text: str, span: Span, by: int) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "-–—|"):
        end -= 1
    return by + start, by + end


def _rank(path: Path) -> tuple[int, Span]:
    return _ORDER.index(path.how), path.span or (-1, -1)
