"""Invented statements for the tests of claims and what is built on them; a report for each outlet and day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.model import (
    Entity,
    EntityKind,
    Label,
    Marker,
    Mention,
    Quantity,
    Report,
    Span,
    Statement,
    StatementKind,
    Time,
    make_id,
)
from onrecord.relating.facts import Facts, gather_facts

_FUTURE = re.compile(r"\b(?:will|would|shall|plans to|is due to)\b")
KINDS: dict[str, EntityKind] = {
    "Mara Velt": "person",
    "Ivo Brandt": "person",
    "Lene Okar": "person",
    "Harbour Board": "organisation",
    "Norra News": "organisation",
    "Port Eske": "place",
    "Torvey": "place",
    "Kestrel": "thing",
    "Marlet": "thing",
}
"""The names that lines may hold."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One statement.

    Marks in the text: `{26 people|26,26,person,die}` a count, `<next May|2031-05>` a date, `<soon|~FUTURE_REF>` a time
    without a date, by its TIMEX3 value, and its EDTF behind an @: `<the coming weeks|~PXW@2031-03-10/..>`.
    """

    text: str
    outlet: str
    day: str
    terms: str
    by: str | None = None
    event: str = ""
    kind: StatementKind = "indirect"
    future: bool = False
    negated: bool = False
    hedged: bool = False
    cue: str = "say"


@dataclass
class Told:
    """The values that lines make."""

    reports: dict[str, Report] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    entities: tuple[Entity, ...] = ()
    lines: dict[str, Line] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Facts]:
        """The facts of its statements, as they are now."""
        return gather_facts(self.reports, self.statements, self.entities)


def entity_id(name: str) -> str:
    """Return the id of an invented entity."""
    return make_id("e", name)


def tell(lines: Iterable[Line], labels: tuple[tuple[str, str], ...] = ()) -> Told:
    """Return reports, statements and entities: lines of one outlet and day stand in one report."""
    told = Told()
    by_report: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        by_report.setdefault((line.outlet, line.day), []).append(line)
    mentions: dict[str, list[Mention]] = {}
    for (outlet, day), group in sorted(by_report.items()):
        parts = [_unmark(line.text) for line in group]
        text = "\n".join(part[0] for part in parts)
        report = Report(id=make_id("r", outlet, day), input=f"{outlet}.txt", text=text, outlet=outlet, published=day)
        told.reports[report.id] = report
        start = 0
        for line, (plain, times, quantities) in zip(group, parts, strict=True):
            span = (start, start + len(plain))
            names = []
            for name in KINDS:
                at = plain.find(name)
                if at >= 0:
                    names.append((start + at, start + at + len(name)))
                    mentions.setdefault(name, []).append(Mention(report=report.id, span=names[-1]))
            statement = Statement(
                id=make_id("s", report.id, span),
                report=report.id,
                kind="own" if line.by is None and line.kind == "indirect" and not line.cue else line.kind,
                content=(span,),
                sentence=span,
                text=plain,
                speaker=None if line.by is None else entity_id(line.by),
                future=line.future,
                negated=line.negated,
                hedged=line.hedged,
                markers=tuple(
                    Marker(flag="future", span=(start + m.start(), start + m.end()))
                    for m in _FUTURE.finditer(plain if line.future else "")
                ),
                times=tuple(_time((start + a, start + b), value) for a, b, value in times),
                quantities=tuple(
                    Quantity(span=(start + a, start + b), low=low, high=high, unit=unit, event=event)
                    for a, b, low, high, unit, event in quantities
                ),
                names=tuple(names),
                terms=tuple(line.terms.split()),
                event=line.event,
                cue_lemma=line.cue,
            )
            told.statements.append(statement)
            told.lines[statement.id] = line
            start += len(plain) + 1
    speakers = {line.by for group in by_report.values() for line in group if line.by is not None}
    put = {
        name: tuple(Label(span=(0, 0), text=words, name=(0, 0)) for who, words in labels if who == name)
        for name in KINDS
    }
    told.entities = tuple(
        Entity(
            id=entity_id(name),
            name=name,
            kind=KINDS[name],
            forms=(name,),
            mentions=tuple(mentions.get(name, ())),
            labels=put[name],
        )
        for name in sorted(set(mentions) | speakers)
    )
    return told


def _time(span: Span, value: str) -> Time:
    if value.startswith("~"):
        vague, _, edtf = value.removeprefix("~").partition("@")
        length = vague.startswith("P") and vague != "PAST_REF"
        return Time(span=span, type="DURATION" if length else "DATE", value=vague, edtf=edtf or None)
    return Time(span=span, type="DATE", value=value, edtf=value)


_Times = list[tuple[int, int, str]]
_Counts = list[tuple[int, int, float | None, float | None, str, str]]


def _unmark(text: str) -> tuple[str, _Times, _Counts]:
    """Return a text without its marks, and where dates and counts stand."""
    plain, times, counts = "", list[tuple[int, int, str]](), _Counts()
    rest = text
    while rest:
        at = min((rest.find(mark) for mark in "{<" if mark in rest), default=-1)
        if at < 0:
            break
        close = rest.index("}" if rest[at] == "{" else ">", at)
        words, _, value = rest[at + 1 : close].partition("|")
        plain += rest[:at]
        span = (len(plain), len(plain) + len(words))
        plain += words
        if rest[at] == "<":
            times.append((*span, value))
        else:
            low, high, unit, event = value.split(",")
            counts.append((*span, float(low) if low else None, float(high) if high else None, unit, event))
        rest = rest[close + 1 :]
    return plain + rest, times, counts
