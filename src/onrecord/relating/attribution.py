"""Who speaks in each statement, and who carried the words: analyses of single texts tied to the entities of the story.

A relay is taken, in this order, from the statement itself ("the harbour board, quoted by Norra News, said"), from a
place of the report that names a relay for this speaker ("Berg told Norra News", three sentences before), or from the
credit line of the report ("With reporting by Norra News"), which stands behind all its attributed statements alike.

A statement that another one passes on ("a source told Norra News that the minister had said ...") comes through that
one's source and then through its relays, and through nobody else: who carried the minister's words elsewhere in the
report did not carry these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from types import MappingProxyType

from onrecord.model import PASSED_ON, Analysis, Entity, Relay, Report, Span, Statement, make_id
from onrecord.relating.channels import outlet_key
from onrecord.relating.entities import EntityIndex
from onrecord.relating.rulings import Place

FOR_SPEAKER = "named for the speaker in the report"
"""The basis of a relay that a report names for the speaker elsewhere than with the statement."""
CREDIT_LINE = "credit line of the report"
"""The basis of a relay that a report thanks at its end."""


def attribute(
    reports: Sequence[Report],
    analyses: Mapping[str, Analysis],
    entities: Sequence[Entity],
    decided: Mapping[str, tuple[Place | None, str]] = MappingProxyType({}),
) -> tuple[Statement, ...]:
    """Return the statements of all reports with `id`, `report`, `speaker` and relays filled, sorted by id.

    Args:
        reports: The reports of a story, in any order.
        analyses: The analysis of each report, by report id.
        entities: The entities of the story, as `find_entities` gives them.
        decided: For each statement whose speaker a person told, the place that names the speaker (None: nobody is known
            to speak), and who decided so. What an outlet was taken to say itself is then somebody's reported words.

    Returns:
        One statement for each of the analyses', those that are the same in one report once; the id is made of report,
        kind, source and content, so that it is the same in every build. `speaker` is None for the outlet's own voice,
        for a source that is not resolved to a name, for a name that is not resolved to an entity, and for an entity
        that cannot speak. A statement that another passes on stands beside it, `within` being the other's id.
    """
    index = EntityIndex(entities)
    names = {entity.id: entity.name for entity in entities}
    things = {entity.id for entity in entities if entity.kind == "thing"}
    found: dict[str, Statement] = {}
    for report in sorted(reports, key=lambda r: r.id):
        carried = _carriers(report, analyses[report.id], index)
        waiting: list[tuple[Statement, Statement | None]] = [(s, None) for s in analyses[report.id].statements]
        while waiting:
            statement, outer = waiting.pop()
            attributed = _attributed(statement, report, carried, index, things, names, decided)
            if outer is not None:
                relays = _relays_within(statement, outer, report, carried, names)
                attributed = replace(attributed, within=outer.id, relays=relays)
            waiting += [(inner, attributed) for inner in statement.inner]
            found.setdefault(attributed.id, attributed)
    return tuple(found[key] for key in sorted(found))


def _attributed(
    statement: Statement,
    report: Report,
    carried: _Carriers,
    index: EntityIndex,
    things: set[str],
    names: Mapping[str, str],
    decided: Mapping[str, tuple[Place | None, str]],
) -> Statement:
    speaker, because = None, statement.because
    if statement.kind != "own" and statement.name is not None:
        speaker = index.at(report.id, statement.name)
        if speaker is None:
            because = _and(because, f'"{report.slice(statement.name)}" is not resolved: it could be several')
        elif speaker in things:
            because = _and(because, f'"{report.slice(statement.name)}" is a thing in this story and does not speak')
            speaker = None
    key = make_id("s", report.id, statement.kind, statement.source, statement.content)
    if key in decided:
        place, why = decided[key]
        own = "the outlet itself" if statement.kind == "own" else "nobody"
        found = own if speaker is None else names[speaker]
        statement = replace(statement, kind="indirect" if statement.kind == "own" else statement.kind, name=None)
        speaker = None if place is None else index.at(*place)
        because = f"{why} (the machine: {found}{f', {because}' if because else ''})"
    return replace(
        statement,
        id=key,
        report=report.id,
        speaker=speaker,
        because=because,
        relays=_relays(statement, speaker, carried),
        inner=(),
    )


def _relays_within(
    inner: Statement, outer: Statement, report: Report, carried: _Carriers, names: Mapping[str, str]
) -> tuple[Relay, ...]:
    """Return who carried a statement that another passes on, from its speaker outwards.

    First those whom it names itself, then the source of the outer statement, by the name that it goes by in the story,
    then those who carried the outer one.
    """
    through = (outer.source[0][0], outer.source[-1][1])
    own = tuple(takewhile(lambda relay: relay.span != through, inner.relays))
    told = {relay.span: relay.name for relay in inner.relays}
    name = told.get(through, report.slice(through)) if outer.speaker is None else names[outer.speaker]
    chain = (*own, Relay(name=name, span=through, basis=PASSED_ON), *outer.relays)
    return tuple(relay for relay in chain if outlet_key(relay.name) != carried.own)


@dataclass(frozen=True, slots=True)
class _Carriers:
    """What a report says of who carried words to it: for each speaker, and in its credit line for all."""

    own: str | None
    """The key of the report's own outlet."""
    for_speaker: Mapping[str, tuple[Relay, ...]]
    credited: tuple[Relay, ...]


def _carriers(report: Report, analysis: Analysis, index: EntityIndex) -> _Carriers:
    named: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for citation in analysis.citations:
        speaker = index.at(report.id, citation.speaker) if citation.speaker else None
        if speaker is not None:
            named[speaker].append((citation.outlet, citation.span))
    for statement in analysis.statements:
        if statement.relays and statement.kind != "own" and statement.name is not None:
            speaker = index.at(report.id, statement.name)
            if speaker is not None:
                named[speaker] += [(one.name, one.span) for one in statement.relays if one.basis != PASSED_ON]
    credited = ((c.outlet, c.span) for c in analysis.citations if c.how == "credit" and c.speaker is None)
    return _Carriers(
        outlet_key(report.outlet) if report.outlet is not None else None,
        {speaker: _as_relays(places, report, FOR_SPEAKER) for speaker, places in named.items()},
        _as_relays(credited, report, CREDIT_LINE),
    )


def _relays(statement: Statement, speaker: str | None, carried: _Carriers) -> tuple[Relay, ...]:
    if statement.kind == "own":
        return statement.relays
    if any(relay.basis != PASSED_ON for relay in statement.relays):
        # Said to the outlet itself ("told this newspaper"): nobody stands between.
        return tuple(relay for relay in statement.relays if outlet_key(relay.name) != carried.own)
    if statement.relays:  # "according to an aide, he said": the aide's words came as the report's others did
        return (*statement.relays, *carried.credited)
    return (carried.for_speaker.get(speaker, ()) if speaker is not None else ()) or carried.credited


def _as_relays(named: Iterable[tuple[str, Span]], report: Report, basis: str) -> tuple[Relay, ...]:
    """Return a relay for each outlet that is named, once, in the order of the text; an outlet is no relay of itself."""
    own = outlet_key(report.outlet) if report.outlet is not None else None
    relays: dict[str, Relay] = {}
    for span, outlet in sorted((span, outlet) for outlet, span in named):
        key = outlet_key(outlet)
        if key != own:
            relays.setdefault(key, Relay(name=outlet, span=span, basis=basis))
    return tuple(relays.values())


def _and(because: str, more: str) -> str:
    return f"{because}; {more}" if because else more
