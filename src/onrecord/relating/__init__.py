"""From the analyses of single reports to what they say together.

In: the reports of one story, what was found in each, and the decisions of people. Out: a `Story`: entities over all
reports, statements with their speakers, claims with vouchers and channels, copies, conflicts, promises, timeline and
coverage. One module or package a relation. It is a pure function: the same whatever order the reports come in; to
relate as of a day, give it the reports published by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.decisions import Places
from onrecord.model import (
    Analysis,
    Citation,
    Claim,
    Decision,
    Duplicate,
    Entity,
    History,
    Rejected,
    Report,
    Standing,
    Statement,
    Story,
)
from onrecord.outlets import Outlets, in_use, using
from onrecord.relating.attribution import attribute
from onrecord.relating.claims import claims_and_doubts
from onrecord.relating.collector import without_collector
from onrecord.relating.conflicts import find_conflicts
from onrecord.relating.corrections import corrected, retimed, with_days, with_wires, without_labels
from onrecord.relating.coverage import find_coverage
from onrecord.relating.dating import date_reports
from onrecord.relating.doubts import find_doubts
from onrecord.relating.entities import find_entities
from onrecord.relating.facts import Facts, gather_facts
from onrecord.relating.kept import Kept
from onrecord.relating.lineage import find_copies
from onrecord.relating.paths import tell_paths
from onrecord.relating.promises import find_promises
from onrecord.relating.rulings import Rulings, decided_days, decided_wires, rule
from onrecord.relating.sayings import date_sayings
from onrecord.relating.standings import Machine, find_standings
from onrecord.relating.timeline import find_timeline
from onrecord.relating.topics import find_topics
from onrecord.relating.versions import Pages

__all__ = ["Kept", "date_reports", "decided_days", "relate", "with_days"]


@without_collector()
def relate(
    reports: Sequence[Report],
    analyses: Mapping[str, Analysis],
    *,
    duplicates: Iterable[Duplicate] = (),
    rejected: Iterable[Rejected] = (),
    histories: Iterable[History] = (),
    decisions: Iterable[Decision] = (),
    as_of: str | None = None,
    kept: Kept | None = None,
) -> Story:
    """Relate the reports of one story.

    Args:
        reports: The reports, in any order; ids are distinct.
        analyses: The analysis of each report, by report id.
        duplicates: Inputs that gave no new report; carried into the story.
        rejected: Inputs that gave no report; carried into the story.
        histories: Which reports are versions of one page: they are one channel, copy nothing of one another and do not
            contradict one another. Of reports that are not given they are cut.
        decisions: Corrections by people: the whole log. Those in force are worked in, as constraints on what is
            joined and in the place of what is found; the days of reports are not, which `date_reports` settles before.
        as_of: The day (EDTF) on which the story is told, which the state of promises depends on; None is the day of the
            newest report. Which reports were there by then is the caller's to know.
        kept: What was worked out of pairs when the story was last related, and, afterwards, what was now. It makes
            relating one more report cheap and changes no result.

    Returns:
        The story. Every list is sorted by id; copies by (origin, copy), citations by (report, span), duplicates and
        rejected inputs by input, the timeline by date.

    Raises:
        KeyError: A report has no analysis.
    """
    log = tuple(sorted(decisions, key=lambda d: d.id))
    table = in_use()
    with using(with_wires(table, decided_wires(log))):
        return _related(
            reports, analyses, tuple(duplicates), tuple(rejected), tuple(histories), log, as_of, table, kept
        )


def _related(
    reports: Sequence[Report],
    analyses: Mapping[str, Analysis],
    duplicates: Sequence[Duplicate],
    rejected: Sequence[Rejected],
    histories: Sequence[History],
    log: Sequence[Decision],
    as_of: str | None,
    table: Outlets,
    kept: Kept | None,
) -> Story:
    ordered = tuple(sorted(reports, key=lambda r: r.id))
    by_id = {report.id: report for report in ordered}
    read = {report.id: analyses[report.id] for report in ordered}
    entities = by_machine = find_entities(ordered, read)
    attributed = found_alone = attribute(ordered, read, entities)
    rulings = rule(log, ordered, attributed, entities)
    if rulings.worked_in:
        read = retimed(read, rulings.times)
        entities = find_entities(ordered, read, rulings.names) if rulings.names else entities
        attributed = attribute(ordered, read, entities, rulings.speakers)
    statements, struck = corrected(attributed, rulings)
    entities = without_labels(entities, struck)
    read, statements = date_sayings(by_id, read, statements)
    # What the reports tell together of days and times stands behind what a person says of them.
    read = retimed(read, rulings.times)
    statements, _ = corrected(statements, rulings)
    pages = Pages(histories, by_id)
    found_copies = find_copies(ordered, rulings.copies, kept)
    copies, lineage = pages.without(found_copies), pages.joined(found_copies)
    citations = _citations(read)
    clauses = {report: analysis.clauses for report, analysis in read.items()}
    facts = gather_facts(by_id, statements, entities, clauses)
    found, doubts = claims_and_doubts(by_id, facts, entities, lineage, citations, rulings=rulings.pairs, kept=kept)
    claims = tell_paths(by_id, pages.first_reported(found), statements, citations, entities)
    conflicts = find_conflicts(by_id, claims, facts, entities, pages.page_of, kept)
    timeline = find_timeline(by_id, read, claims, facts, copies=lineage, citations=citations, conflicts=conflicts)
    return Story(
        reports=ordered,
        duplicates=tuple(sorted(duplicates, key=lambda d: (d.input, d.of))),
        rejected=tuple(sorted(rejected, key=lambda r: (r.input, r.reason))),
        entities=entities,
        statements=statements,
        claims=claims,
        copies=copies,
        citations=citations,
        conflicts=conflicts,
        promises=find_promises(by_id, claims, facts, entities, as_of),
        timeline=timeline,
        coverage=find_coverage(by_id, claims, facts, conflicts),
        topics=find_topics(by_id, statements, entities, lineage, citations),
        decisions=tuple(log),
        standings=_standings(
            log, rulings, by_id, found_alone, by_machine, statements, struck, entities, claims, facts, table
        ),
        struck=struck,
        doubts=find_doubts(doubts, by_id, entities, statements, copies),
        histories=pages.compared(read),
    )


def _standings(
    log: Sequence[Decision],
    rulings: Rulings,
    reports: Mapping[str, Report],
    found_alone: Sequence[Statement],
    by_machine: Sequence[Entity],
    statements: Sequence[Statement],
    struck: Sequence[Statement],
    entities: Sequence[Entity],
    claims: Sequence[Claim],
    facts: Mapping[str, Facts],
    table: Outlets,
) -> tuple[Standing, ...]:
    if not log:
        return ()
    ruled = rulings.copies.copied or rulings.copies.parted
    copies = find_copies(tuple(reports.values())) if ruled else ()
    machine = Machine(found_alone, by_machine, copies, facts, reports, table)
    now = Places(reports.values(), (*statements, *struck), entities)
    return find_standings(log, rulings, machine, now, claims)


def _citations(analyses: Mapping[str, Analysis]) -> tuple[Citation, ...]:
    """Return the citations of all reports with `report` filled."""
    found = {replace(c, report=report) for report, analysis in analyses.items() for c in analysis.citations}
    return tuple(sorted(found, key=lambda c: (c.report, c.span, c.outlet, c.how, c.speaker or (-1, -1))))
