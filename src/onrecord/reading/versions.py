"""Which reports are versions of one page: the same address again, with other words.

An address alone does not make two texts one article: under that of a section or a live page stands another every day.
What tells them apart is the text: of an article that was edited most runs of words stay, of another article next to
none do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.dates import bounds
from onrecord.model import History, OrderedBy, Report, Version, make_id
from onrecord.outlets import by_name, domain_of
from onrecord.reading.addresses import address_of
from onrecord.reading.publication import SAID_BY_A_PERSON

RUN = 24
"""Code points in a run of words that two texts share: four English words or so; counted in code points, so that it does
the same where no spaces part words."""
LONGEST = 200_000
"""Code points of a text that are looked at: thirty thousand words, more than any article; the runs of all of a file of
the largest size would take a gigabyte."""
SHARED = 0.2
"""Share of the runs of the shorter text that stand in the other, 0..1, from which both are versions of one article. Of
3,978 pairs of real articles by one outlet none shares more than 0.03; of an article of which half was written anew
close to half stays."""

_NO_WORDS = re.compile(r"[\W_]+")


def find_versions(
    reports: Sequence[Report], moments: Mapping[str, Sequence[str]]
) -> tuple[tuple[Report, ...], tuple[History, ...]]:
    """Find the reports that are versions of one page.

    Args:
        reports: Reports without duplicates, in any order; ids are distinct.
        moments: By report id, when its words were captured: by its own input and by its duplicates'.

    Returns:
        The reports by id, those of one page by one outlet; and the pages that have several versions, by id, each with
        its versions in order.
    """
    by_address: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if (address := address_of(report)) is not None:
            by_address[address].append(report)
    found: list[History] = []
    by_id = {report.id: report for report in reports}
    for address, members in sorted(by_address.items()):
        if len(members) > 1:
            for group, share in _articles(sorted(members, key=lambda r: _when(r, moments))):
                found.append(_history(address, group, share, moments))
                by_id |= {report.id: report for report in _of_one_outlet(group)}
    ordered = tuple(by_id[key] for key in sorted(by_id))
    return ordered, tuple(sorted(found, key=lambda one: one.id))


def plain(report: Report) -> str:
    """Return the words of a report without its furniture, case and punctuation, with one space between them.

    >>> plain(Report(id="r-1", input="a.txt", text="The wall – fell."))
    'the wall fell'
    """
    return _NO_WORDS.sub(" ", body(report)).strip().casefold()


def body(report: Report) -> str:
    """Return the text of a report without its furniture, each run of white space as one space."""
    parts, last = [], 0
    for piece in report.furniture:
        parts.append(report.text[last : piece.span[0]])
        last = max(last, piece.span[1])
    parts.append(report.text[last:])
    return " ".join(" ".join(parts).split())


def share_of(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the runs of the shorter of two texts that stand in the other, 0..1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def runs(report: Report) -> frozenset[str]:
    """Return all runs of a report's words; one that is shorter than a run is one itself."""
    words = plain(report)[:LONGEST]
    if len(words) <= RUN:
        return frozenset({words} if words else ())
    return frozenset(words[at : at + RUN] for at in range(len(words) - RUN + 1))


def _articles(members: Sequence[Report]) -> list[tuple[list[Report], float]]:
    """Part the reports of one address into articles that were edited; return those with several versions.

    Of each also the least share by which one of its versions is known to be one.
    """
    groups: list[tuple[list[tuple[Report, frozenset[str]]], float]] = []
    for report in members:
        mine = runs(report)
        joined: list[tuple[Report, frozenset[str]]] = [(report, mine)]
        least, apart = 1.0, []
        for group, worst in groups:
            # The newest first: an edit is most like what it was made from.
            share = next((s for _, other in reversed(group) if (s := share_of(mine, other)) >= SHARED), None)
            if share is None or not all(_may_be_one(report, other) for other, _ in group):
                apart.append((group, worst))
            else:
                joined, least = group + joined, min(least, worst, share)
        groups = [*apart, (joined, least)]
    return [([report for report, _ in group], least) for group, least in groups if len(group) > 1]


def _may_be_one(one: Report, other: Report) -> bool:
    """Return False where a person says that two reports are by two outlets: then the address is the original's."""
    said = [report.outlet for report in (one, other) if report.basis.get("outlet") in SAID_BY_A_PERSON]
    return len({_outlet(name) for name in said}) < 2


def _outlet(name: str | None) -> str:
    known = by_name(name or "")
    return known.name if known is not None else (name or "").casefold()


def _of_one_outlet(group: Sequence[Report]) -> list[Report]:
    """Give all versions of a page the outlet of the one that says it best: a page has one."""
    best = min(group, key=lambda r: (*_how_known(r), r.input, r.id))
    if best.outlet is None:
        return list(group)
    return [
        report
        if report.outlet == best.outlet
        else replace(
            report,
            outlet=best.outlet,
            basis={**report.basis, "outlet": f"another version of the page ({best.basis.get('outlet', '')})"},
        )
        for report in group
    ]


def _how_known(report: Report) -> tuple[bool, bool, bool]:
    basis = report.basis.get("outlet", "")
    bare = report.outlet is None or domain_of(report.url or "") == report.outlet
    return basis not in SAID_BY_A_PERSON, bare, basis.startswith(("dateline", "text:"))


def _history(address: str, group: Sequence[Report], share: float, moments: Mapping[str, Sequence[str]]) -> History:
    order, seen = _order(group, moments)
    versions = sorted(group, key=lambda r: (seen.get(r.id, ("",)), _when(r, moments)))
    return History(
        id=make_id("v", address, min(report.id for report in group)),
        address=address,
        ordered_by=order,
        versions=tuple(Version(report=report.id, seen=tuple(seen.get(report.id, ()))) for report in versions),
        because=f"same address; each shares with another at least {share:.0%} of the words of the shorter",
    )


def _order(
    group: Sequence[Report], moments: Mapping[str, Sequence[str]]
) -> tuple[OrderedBy, Mapping[str, tuple[str, ...]]]:
    """Return by what the order of versions is known, and the moments, by report; none where nothing parts all."""
    stated: tuple[tuple[OrderedBy, dict[str, tuple[str, ...]]], ...] = (
        ("captured", {r.id: tuple(sorted(set(moments.get(r.id, ())))) for r in group}),
        ("modified", {r.id: (r.modified,) if r.modified else () for r in group}),
        ("published", {r.id: (r.published,) if r.published else () for r in group}),
    )
    for order, seen in stated:
        if all(seen.values()) and _apart([one for found in seen.values() for one in found]):
            return order, seen
    return None, {}


def _apart(stated: Iterable[str]) -> bool:
    """Return whether of all moments it is known which came first: no two are one, none is a day that another is in."""
    ordered = sorted(stated)
    return all(
        bounds(one)[1] is not None
        and one != other
        and (("T" in one) == ("T" in other) or not other.startswith(one[:10]))
        for one, other in zip(ordered, [*ordered[1:], ""], strict=True)
    )


def _when(report: Report, moments: Mapping[str, Sequence[str]]) -> tuple[str, str, str, str]:
    """Return a key for a fixed order, whatever is known: by capture, change, publication, then input."""
    return min(moments.get(report.id, ()), default="~"), report.modified or "~", report.published or "~", report.id
