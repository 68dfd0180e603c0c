"""Which reports of one claim are one path by which it reached us, and which are independent.

Two reports of a claim are one channel when

- they share copied prose, directly or through other reports (any `Copy`, whatever its direction);
- both are by one outlet: one newsroom is one path;
- both have the statement from the same relay, or both run the text of the same wire (a dateline such as
  "PORT ESKE (Norra) -", a byline that names nobody but a wire);
- the relay of one is the outlet of the other.

A relay may be a person: what a spokesman says that the minister said, both reports have from him. One that is named by
no more than a pronoun joins nothing. A short name ("the Courier") that may be several outlets of the story is each of
them: else a further report, even a copy, could part what was one channel.

The rule errs towards fewer channels: a path that may be shared is not counted twice. Two wires that quote one
speech are two channels (and one voucher).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from onrecord.model import PASSED_ON, Citation, Copy, Report, Statement
from onrecord.outlets import Outlets, by_name, in_use
from onrecord.relating.joined import Groups, Joined

REPORT_WIDE = frozenset({"dateline", "credit"})
"""The kinds of citation that hold for the whole report, not for the one statement that stands beside them."""

CARRYING = frozenset({"told", "quoted by", "citing", "reported by"})
"""The kinds of citation that hold for the statement beside them."""

LINKED = "link"
"""The kind of citation that holds for a statement only where it stands on the word that attributes it."""

_OWN_WORD = frozenset({"government", "company"})
"""Kinds of outlets in the table that are the organ of a body: what stands there, it says for itself."""

_PRONOUNS = frozenset({"he", "her", "him", "i", "it", "she", "they", "them", "we", "who"})

Channels = tuple[tuple[str, ...], ...]


def channels_of(
    report_ids: Iterable[str],
    statements_by_report: Mapping[str, Sequence[Statement]],
    copies: Sequence[Copy],
    citations: Sequence[Citation],
    reports: Mapping[str, Report],
) -> tuple[Channels, tuple[str, ...]]:
    """Part the reports of one claim into channels, and say why those that are joined are joined.

    Args:
        report_ids: The reports that carry the claim.
        statements_by_report: The claim's own statements, by report id; their relays are looked at.
        copies: All copies of the story: two reports that both copied a third are one channel, though the third does
            not carry the claim.
        citations: All citations of the story, with `report` filled; datelines and credit lines are looked at.
        reports: All reports of the story by id, for their outlets and their names in `because`.

    Returns:
        The channels, each a sorted tuple of report ids, sorted; and why, in plain words, sorted by what is joined.

    Example:
        >>> a = Report(id="r-1", input="a.txt", text="", outlet="Norra News")
        >>> b = Report(id="r-2", input="b.txt", text="", outlet="The Esk Courier")
        >>> channels_of(["r-2", "r-1"], {}, (), (), {"r-1": a, "r-2": b})
        ((('r-1',), ('r-2',)), ())
    """
    return channels_in(report_ids, statements_by_report, Joined(reports, copies, citations))


def channels_in(
    report_ids: Iterable[str], statements_by_report: Mapping[str, Sequence[Statement]], joined: Joined
) -> tuple[Channels, tuple[str, ...]]:
    """Do the same as `channels_of` for one claim of many, from what is laid out for all."""
    carrying = sorted(set(report_ids))
    reports = joined.reports
    groups = Groups()
    because: list[str] = []
    shown = {r: _shown(reports[r]) for r in carrying}

    _join_outlets(carrying, reports, groups, because)
    _join_copies(carrying, joined, groups, because)
    short = _short_names(joined.outlets, in_use())
    paths = _paths(carrying, statements_by_report, joined.citations(carrying), reports, short)
    _join_relays(carrying, paths, reports, shown, groups, because)

    channels: dict[str, list[str]] = defaultdict(list)
    for report in carrying:
        channels[groups.root(report)].append(report)
    return tuple(sorted(tuple(members) for members in channels.values())), tuple(because)


def _join_outlets(carrying: Sequence[str], reports: Mapping[str, Report], groups: Groups, because: list[str]) -> None:
    by_outlet: dict[str, list[str]] = defaultdict(list)
    for report in carrying:
        if (outlet := reports[report].outlet) is not None:
            by_outlet[outlet_key(outlet)].append(report)
    for _, members in sorted(by_outlet.items()):
        for other in members[1:]:
            groups.join(members[0], other)
        if len(members) > 1:
            because.append(f"{len(members)} reports are by one outlet, {reports[members[0]].outlet}: one newsroom")


def _join_copies(carrying: Sequence[str], joined: Joined, groups: Groups, because: list[str]) -> None:
    told: set[str] = set()
    for copy in joined.between(carrying):
        told |= {copy.origin, copy.copy}
        origin, other = _shown(joined.reports[copy.origin]), _shown(joined.reports[copy.copy])
        if origin != other:  # Two reports of one outlet are one channel already.
            because.append(f"{other} shares {copy.share:.0%} of its words with {origin}")
    by_source: dict[str, list[str]] = defaultdict(list)
    for report in carrying:
        by_source[joined.source(report)].append(report)
    for _, members in sorted(by_source.items()):
        for other in members[1:]:
            groups.join(members[0], other)
        if len(members) > 1 and not told.issuperset(members):
            names = _listed(sorted(_shown(joined.reports[m]) for m in members))
            because.append(f"{names} are joined by copying, through reports that do not carry this claim")


def _paths(
    carrying: Sequence[str],
    statements_by_report: Mapping[str, Sequence[Statement]],
    citations: Sequence[Citation],
    reports: Mapping[str, Report],
    short: Mapping[str, tuple[str, ...]],
) -> dict[str, dict[str, str]]:
    """Return, by report, the outlets that the claim came through: key to name as written."""
    paths: dict[str, dict[str, str]] = {report: {} for report in carrying}

    def through(report: str, name: str) -> None:
        key = outlet_key(name)
        for one in (key, *short.get(key, ())):
            paths[report].setdefault(one, name)

    bare: set[str] = set()
    for report in carrying:
        statements = statements_by_report.get(report, ())
        relays = (relay.name for statement in statements for relay in statement.relays)
        names = sorted({name for name in relays if name.lower() not in _PRONOUNS})
        for name in names:
            through(report, name)
        if not all(_carried(statement) for statement in statements) or not statements:
            bare.add(report)
    for citation in sorted(citations, key=lambda c: (c.report, c.span, c.outlet)):
        if citation.report not in paths:
            continue
        if any(carries(citation, statement) for statement in statements_by_report.get(citation.report, ())):
            through(citation.report, citation.outlet)
        if citation.how not in REPORT_WIDE:
            continue
        # A statement with relays of its own says through whom it came; the credit line then speaks of the rest.
        if citation.how == "dateline" or citation.report in bare:
            through(citation.report, citation.outlet)
    for report in carrying:
        for wire in byline_wires(reports[report]):
            through(report, wire)
    return paths


def carries(citation: Citation, statement: Statement) -> bool:
    """Whether a citation names the outlet that a statement of the same report came from.

    It does as the statement's source ("the Courier reported that ..."), and anywhere in a sentence that the report says
    in its own voice ("it sank, according to the Courier"). A link does on the statement's cue (a linked "said"): on
    other words it may lead to what the sentence tells or to anything beside it, and joins nothing; nor does one to a
    body's own page or to a site that the table of outlets does not know, where all may read the same document.
    """
    if citation.how == LINKED:
        first, last = citation.span
        known = by_name(citation.outlet)
        carried = known is not None and known.kind not in _OWN_WORD
        return carried and any(first < end and start < last for start, end in statement.cue)
    places = (statement.sentence,) if statement.kind == "own" else statement.source
    start, end = citation.span
    return citation.how in CARRYING and any(first <= start and end <= last for first, last in places)


def byline_wires(report: Report) -> tuple[str, ...]:
    """Return the wires of a byline that names nobody else: a reporter beside them leaves open whose words are whose.

    >>> byline_wires(Report(id="r-1", input="a.txt", text="", outlet="Norra News", authors=("Agence France-Presse",)))
    ('AFP',)
    >>> byline_wires(Report(id="r-1", input="a.txt", text="", outlet="Norra News", authors=("AFP", "Ilva Tesk")))
    ()
    """
    known = [by_name(author) for author in report.authors]
    wires = tuple(outlet.name for outlet in known if outlet is not None and outlet.wire)
    return wires if len(wires) == len(known) else ()


def _carried(statement: Statement) -> bool:
    """Whether a statement says which outlet it came through: an aide who tells of it is none."""
    return any(relay.basis != PASSED_ON for relay in statement.relays)


def _join_relays(
    carrying: Sequence[str],
    paths: Mapping[str, Mapping[str, str]],
    reports: Mapping[str, Report],
    shown: Mapping[str, str],
    groups: Groups,
    because: list[str],
) -> None:
    users: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for report in carrying:
        for key, name in paths[report].items():
            users[key].append(report)
            names[key] = min(names.get(key, name), name)
    for key, members in sorted(users.items()):
        own = [r for r in carrying if (outlet := reports[r].outlet) is not None and outlet_key(outlet) == key]
        for other in members[1:]:
            groups.join(members[0], other)
        others = [m for m in members if m not in own]
        for outlet_report in own:
            for other in others:
                groups.join(outlet_report, other)
        if own and others:
            because.append(f"{_have(sorted(shown[m] for m in others))} it from {names[key]}, whose own report is here")
        elif len(members) > 1 and len({shown[m] for m in members}) > 1:
            because.append(f"{_have(sorted(shown[m] for m in members))} it from {names[key]}")


@lru_cache(maxsize=8)
def _short_names(outlets: frozenset[str], table: Outlets) -> dict[str, tuple[str, ...]]:
    """Return what the first or last words of outlets' names may mean: "the Courier", the Harbour Courier."""
    keys = {outlet_key(outlet) for outlet in outlets}
    found: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        words = key.split()
        for size in range(1, len(words)):
            found[" ".join(words[:size])].add(key)
            found[" ".join(words[-size:])].add(key)
    return {name: tuple(sorted(of)) for name, of in found.items() if table.by_name(name) is None}


def outlet_key(name: str) -> str:
    """Return what two names of one outlet have in common: the name in the table of outlets, else the name casefolded.

    >>> outlet_key("the Esk  Courier") == outlet_key("The Esk Courier")
    True
    """
    return _outlet_key(name, in_use())


@lru_cache(maxsize=4096)
def _outlet_key(name: str, table: Outlets) -> str:
    known = table.by_name(name)
    plain = " ".join((known.name if known is not None else name).casefold().split())
    return plain.removeprefix("the ")


def _shown(report: Report) -> str:
    return report.outlet or report.input


def _have(names: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(names))
    return f"{_listed(distinct)} {'have' if len(distinct) > 1 else 'has'}"


def _listed(names: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(names))
    return distinct[0] if len(distinct) == 1 else f"{', '.join(distinct[:-1])} and {distinct[-1]}"
