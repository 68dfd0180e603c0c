"""Which passages one report took from another, or both from the same wire.

1. *Fingerprints*: each report gives hashes of its runs of `GRAM` words, thinned by winnowing (Schleimer, Wilkerson,
   Aiken: Winnowing, SIGMOD 2003). Reports that share a fingerprint are looked at together, so the work grows with
   the number of reports and of their shared passages, not with the number of pairs.
2. *Alignment* (`alignment`): from the places of shared fingerprints, exact runs of equal words are followed as far as
   they go, over small edits.
3. *What counts*: words that are quoted in both reports do not: two outlets that quote one speech have not copied each
   other. Nor does furniture, nor boilerplate that an outlet prints under many of its reports.
4. *Direction* (`direction`): who from whom.
5. *Parsimony*: words that are explained by one origin are not explained again by a second that has them too.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from onrecord.dates import published_key
from onrecord.model import Copy, Passage, Report
from onrecord.relating.channels import outlet_key
from onrecord.relating.lineage.alignment import GRAM, Run, align
from onrecord.relating.lineage.direction import Direction, direct
from onrecord.relating.lineage.wording import Wording, wording

WINDOW = 4
"""Fingerprints: one is kept of each 4 neighbours, so that every shared run of `GRAM + WINDOW - 1` words is found."""
MIN_COPIED = 25
"""Words outside quotations that two reports must share for one to be a copy. Set by looking through what pairs of 171
real reports of 34 events share: under 25 words it was mostly set phrases, names of offices, captions and statements of
authorities that outlets report alike; over it mostly wire copy. No marked sample stands behind it yet."""
BOILERPLATE_REPORTS = 3
"""A run that so many reports of one outlet print is what the outlet prints always."""
MAX_HOLDERS = 24
"""A fingerprint held by more reports pairs each of them with this many of the earliest only: a wire that hundreds
run is found through its first reports, and the work stays linear."""

_BASE, _MODULUS = 1_000_003, (1 << 61) - 1

Places = dict[str, list[int]]
"""Report id to the positions of the words at which a fingerprint starts."""


def find_copies(reports: Sequence[Report]) -> tuple[Copy, ...]:
    """Return who copied whom, sorted by (origin, copy).

    Args:
        reports: The reports of a story, in any order; ids are distinct.

    Returns:
        One value for each pair of reports where one holds at least `MIN_COPIED` words of prose that it took from the
        other, or both took from the same wire. `share` is the fraction 0..1 of the copy's words, furniture left out,
        that stand in the passages. Where a third report explains the same words better, the pair is left out.
    """
    by_id = {report.id: report for report in reports}
    words = {report.id: wording(report) for report in sorted(reports, key=lambda r: r.id)}
    seeds = _shared_places(by_id, words)
    found: dict[str, list[tuple[Direction, list[Run]]]] = defaultdict(list)
    for (first, second), places in sorted(seeds.items()):
        runs = align(words[first], words[second], places)
        if same_outlet(by_id[first], by_id[second]):
            runs = _without_sign_off(runs, words[first], words[second])
        if sum(run.prose for run in runs) < MIN_COPIED:
            continue
        way = direct(by_id[first], by_id[second], words[first], words[second])
        found[way.copy].append((way, runs if way.origin == first else [run.turned() for run in runs]))
    copies = [copy for _, pairs in sorted(found.items()) for copy in _explained(pairs, words)]
    return tuple(sorted(copies, key=lambda c: (c.origin, c.copy)))


def same_outlet(one: Report, other: Report) -> bool:
    """Say whether two reports are known to be by one outlet."""
    return one.outlet is not None and other.outlet is not None and outlet_key(one.outlet) == outlet_key(other.outlet)


def _without_sign_off(runs: list[Run], one: Wording, other: Wording) -> list[Run]:
    """Drop the passage that ends both reports of one outlet: a rights notice, a note on transcripts, a sign-off."""
    return [
        run for run in runs if run.first + run.length < len(one.words) or run.second + run.length < len(other.words)
    ]


def _shared_places(by_id: Mapping[str, Report], words: Mapping[str, Wording]) -> dict[tuple[str, str], set[Run]]:
    """Return, for each pair of reports that share fingerprints, the places where they do."""
    index: dict[int, Places] = defaultdict(dict)
    for report, wording_ in words.items():
        for value, position in _fingerprints(wording_.words):
            index[value].setdefault(report, []).append(position)
    pairs: dict[tuple[str, str], set[Run]] = defaultdict(set)
    for places in index.values():
        if len(places) < 2 or _is_boilerplate(places, by_id):
            continue
        holders = sorted(places, key=lambda r: (published_key(by_id[r].published), r))
        for number, later in enumerate(holders):
            for earlier in holders[: min(number, MAX_HOLDERS)]:
                first, second = sorted((earlier, later))
                # The first place in each report is enough: alignment follows the run from there.
                pairs[first, second].add(Run(places[first][0], places[second][0], GRAM, 0))
    return pairs


def _is_boilerplate(places: Places, by_id: Mapping[str, Report]) -> bool:
    by_outlet: dict[str, int] = defaultdict(int)
    for report in places:
        if (outlet := by_id[report].outlet) is not None:
            by_outlet[outlet_key(outlet)] += 1
    return len(by_outlet) == 1 and max(by_outlet.values()) >= BOILERPLATE_REPORTS


def _fingerprints(words: Sequence[str]) -> list[tuple[int, int]]:
    """Return (hash, position) of the runs of words that winnowing keeps: the least of each window."""
    hashes = _rolling(words)
    kept: list[tuple[int, int]] = []
    for start in range(max(len(hashes) - WINDOW + 1, min(len(hashes), 1))):
        window = hashes[start : start + WINDOW]
        position = start + max(range(len(window)), key=lambda i: (-window[i], i))
        if not kept or kept[-1][1] != position:
            kept.append((hashes[position], position))
    return kept


def _rolling(words: Sequence[str]) -> list[int]:
    """Return a hash of each run of `GRAM` words (Karp, Rabin 1987), the same on every machine."""
    codes = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words]
    leading = pow(_BASE, GRAM - 1, _MODULUS)
    hashes, value = [], 0
    for position, code in enumerate(codes):
        if position >= GRAM:
            value -= codes[position - GRAM] * leading
        value = (value * _BASE + code) % _MODULUS
        if position >= GRAM - 1:
            hashes.append(value)
    return hashes


def _explained(pairs: Sequence[tuple[Direction, list[Run]]], words: Mapping[str, Wording]) -> list[Copy]:
    """Return the copies of one report: the origin that explains most of its words first, others by what they add."""
    copies: list[Copy] = []
    taken: set[int] = set()
    waiting = sorted(pairs, key=_order)
    for way, runs in waiting:
        copy = words[way.copy]
        mine = {i for run in runs for i in range(run.second, run.second + run.length)}
        fresh = sum(1 for i in mine - taken if not copy.quoted[i])
        if fresh < MIN_COPIED:
            continue
        taken |= mine
        origin = words[way.origin]
        passages = tuple(
            Passage(
                origin=(origin.spans[run.first][0], origin.spans[run.first + run.length - 1][1]),
                copy=(copy.spans[run.second][0], copy.spans[run.second + run.length - 1][1]),
            )
            for run in sorted(runs, key=lambda run: (run.second, run.first))
        )
        prose = sum(run.prose for run in runs)
        copies.append(
            Copy(
                origin=way.origin,
                copy=way.copy,
                share=round(len(mine) / len(copy.words), 4),
                passages=passages,
                because=f"{prose} words outside quotations are the same in both ({_count(passages)}); {way.because}",
            )
        )
    return copies


def _order(pair: tuple[Direction, list[Run]]) -> tuple[bool, int, str, str]:
    """Sort origins: one that the copy credits, then by how much it explains, then by who published first."""
    way, runs = pair
    return not way.credited, -sum(run.prose for run in runs), way.rank, way.origin


def _count(passages: Sequence[Passage]) -> str:
    return "1 passage" if len(passages) == 1 else f"{len(passages)} passages"
