"""Claims: statements that say the same thing, over reports and wordings, with who vouches for them.

Every statement, attributed or the outlet's own, is in exactly one claim; most claims hold one. Pairs that share
something rare are compared (`candidates`, `pairs`), then joined from the most alike down (`grouping`): two groups
become one only when nothing in one contradicts anything in the other and they are alike on the whole, so that a long
sentence does not chain two claims that it holds both of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.dates import bounds, published_key
from onrecord.model import PASSED_ON, Citation, Claim, Copy, Doubt, Entity, Report, Statement
from onrecord.outlets import by_name
from onrecord.relating.channels import channels_in, outlet_key
from onrecord.relating.claims.doubts import find_doubts
from onrecord.relating.claims.grouping import cluster
from onrecord.relating.claims.pairs import Weights, compare, in_words
from onrecord.relating.claims.ruled import reasons_by_statement
from onrecord.relating.claims.scores import Tie
from onrecord.relating.facts import Facts, leans
from onrecord.relating.joined import Joined
from onrecord.relating.kept import Kept
from onrecord.relating.rulings import NO_PAIRS, PairRulings
from onrecord.relating.vouchers import vouchers_of

_LONG_WORDS = 40
"""Words. A longer quotation says more than the one thing that its claim is about."""
_SCANT_TERMS = 3
"""Words that carry meaning below which a statement puts nothing without what it answers: "to stay", "not a swap"."""
_MEDIUM_WORDS = 22
"""The length of a representative: about a news sentence; a fragment says too little, a paragraph too much."""
_REASONS = 6


def find_claims(
    reports: Mapping[str, Report],
    facts: Mapping[str, Facts],
    entities: Sequence[Entity],
    copies: Sequence[Copy],
    citations: Sequence[Citation],
    weights: Weights | None = None,
    rulings: PairRulings = NO_PAIRS,
) -> tuple[Claim, ...]:
    """Group statements into claims.

    Args:
        reports: All reports of the story, by id.
        facts: The facts of all statements, by statement id.
        entities: All entities: names that an entity mentions are compared by entity, others by their words.
        copies: All copies, for the channels.
        citations: All citations, for the channels.
        weights: What decides whether two statements say the same; None takes what comes with the package.
        rulings: What people decided on pairs of statements.

    Returns:
        The claims, sorted by id, the same for every order of the inputs. Each `because` says why its statements were
        taken as one (the strongest pairs first) and why its reports are one channel or several.
    """
    return claims_and_doubts(reports, facts, entities, copies, citations, weights, rulings)[0]


def claims_and_doubts(
    reports: Mapping[str, Report],
    facts: Mapping[str, Facts],
    entities: Sequence[Entity],
    copies: Sequence[Copy],
    citations: Sequence[Citation],
    weights: Weights | None = None,
    rulings: PairRulings = NO_PAIRS,
    kept: Kept | None = None,
) -> tuple[tuple[Claim, ...], tuple[Doubt, ...]]:
    """Group statements into claims, and return with them the pairs that were joined or kept apart with least certainty.

    The arguments are those of `find_claims`, and what was found of pairs when the story was last related, which changes
    no result; of the doubts see `claims.doubts`.
    """
    by_id = {entity.id: entity for entity in entities}
    names = {entity.id: entity.name for entity in entities}
    outlets = _outlets(reports, entities)
    lineage = Joined(reports, copies, citations)
    found = cluster(facts, weights, rulings, kept)
    ruled = reasons_by_statement(rulings, facts, weights)
    claims = []
    for members, ties in zip(found.groups, found.ties, strict=True):
        said = [facts[m].statement for m in members]
        why = _why(ties, facts, weights, names)
        claim = _claim(said, reports, why, lineage)
        vouchers, as_one = vouchers_of(said, outlets, by_id)
        told = tuple(dict.fromkeys(reason for m in members for reason in ruled.get(m, ())))
        because = told + claim.because + as_one + _as_told(said, vouchers, names)
        claims.append(replace(claim, vouchers=vouchers, because=because))
    doubts = find_doubts(found, facts, names, weights)
    return tuple(sorted(claims, key=lambda claim: claim.id)), doubts


def _claim(
    members: Sequence[Statement],
    reports: Mapping[str, Report],
    why: tuple[str, ...],
    lineage: Joined,
) -> Claim:
    said = sorted(members, key=lambda s: s.id)
    usual = _usual_date(said)
    stands_for_it = min(said, key=lambda s: _standing(s, reports[s.report], usual))
    carriers = sorted({s.report for s in said})
    paths: tuple[tuple[str, ...], ...] = ((carriers[0],),)
    paths_why: tuple[str, ...] = ()
    if len(carriers) > 1:
        by_report: dict[str, list[Statement]] = defaultdict(list)
        for statement in said:
            by_report[statement.report].append(statement)
        paths, paths_why = channels_in(carriers, by_report, lineage)
    return Claim(
        id=f"c-{stands_for_it.id.partition('-')[2]}",
        text=stands_for_it.text,
        statements=tuple(s.id for s in said),
        reports=tuple(carriers),
        vouchers=(),
        channels=paths,
        first_reported=_first_reported(reports[r].published for r in carriers),
        because=why + paths_why,
    )


def _first_reported(published: Iterable[str | None]) -> str | None:
    """Return the first day of several dates; an interval where one that leaves several days open may be the first.

    >>> _first_reported(["2031-04-08T09:30:00", "2031-04-06/2031-04-11", None])
    '2031-04-06/2031-04-08'
    """
    found = [bounds(moment) for moment in published if moment]
    earliest = min((first for first, _ in found if first is not None), default=None)
    latest = min((last for _, last in found if last is not None), default=None)
    if earliest is None or latest is None:
        return None
    return earliest.isoformat() if earliest == latest else f"{earliest}/{latest}"


def _as_told(said: Sequence[Statement], vouchers: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return, for each voucher whose words are known only because somebody else tells of them, by whom."""
    told = []
    for voucher in vouchers:
        own = [[relay.name for relay in s.relays if relay.basis == PASSED_ON] for s in said if s.speaker == voucher]
        if all(own):
            by = ", ".join(sorted({name for carriers in own for name in carriers}))
            told.append(f"{names[voucher]} says it only as told by {by}")
    return tuple(told)


def _outlets(reports: Mapping[str, Report], entities: Iterable[Entity]) -> frozenset[str]:
    """Return the entities that are outlets: of a report of the story, or in the table of outlets."""
    own = {outlet_key(report.outlet) for report in reports.values() if report.outlet is not None}
    return frozenset(
        e.id
        for e in entities
        if e.kind == "organisation" and (outlet_key(e.name) in own or by_name(e.name, ambiguous=False) is not None)
    )


def _usual_date(said: Iterable[Statement]) -> str | None:
    """Return the date that most statements of a claim give, None where none gives one; of several the first."""
    dates = Counter(date for s in said for date in sorted({t.edtf for t in s.times if t.edtf is not None}))
    return min(dates, key=lambda date: (-dates[date], date)) if dates else None


def _standing(
    statement: Statement, report: Report, usual: str | None
) -> tuple[bool, bool, bool, bool, bool, bool, bool, str, int, str]:
    """Return a key: what stands for a claim comes first.

    Somebody's words before an outlet's; a sentence before "to stay"; with the date that most give; one that can be
    read alone before "It will become possible"; a sentence before a speech; early before late.
    """
    return (
        statement.kind == "own",
        statement.speaker is None,
        statement.event == "",
        len(set(statement.terms)) < _SCANT_TERMS,
        usual is not None and usual not in {t.edtf for t in statement.times},
        leans(statement),
        len(statement.text.split()) > _LONG_WORDS or len(statement.content) > 2,
        published_key(report.published)[1].isoformat(),
        abs(len(statement.text.split()) - _MEDIUM_WORDS),
        statement.id,
    )


def _why(
    ties: Sequence[Tie], facts: Mapping[str, Facts], weights: Weights | None, names: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the reasons of the strongest ties, with entities by name."""
    told = []
    for tie in ties[:_REASONS]:
        because = compare(facts[tie.a], facts[tie.b], weights).because
        told.append(f"{tie.a} and {tie.b}: " + "; ".join(in_words(because, names)))
    return tuple(told)
