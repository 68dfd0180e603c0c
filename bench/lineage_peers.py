"""The peers of lineage: pairs of reports that are alike, by MinHash and LSH, by TF-IDF cosine, and by longest runs.

Each gives pairs with a likeness 0..1; the threshold is the best by F1 on the tune half. None says which was first:
they are given the times of publication. A report is joined to the likeliest one that is not later, and to a second
where that has half the likeness of the first or more: so no peer pays for finding all the pairs of a chain.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from claim_pair_peers import TfIdf
from onrecord.model import Report

_WORD = re.compile(r"\w+")
Likeness = dict[tuple[str, str], float]
"""Report ids, the smaller first, to the likeness of the two."""

SHINGLE = 5
PERMUTATIONS = 128
LSH_THRESHOLD = 0.03
"""What the index is asked for: low, so that the threshold that is tuned decides and not the index."""


def minhash(reports: Sequence[Report]) -> Likeness:
    """Return the estimated Jaccard likeness of word 5-shingles of the pairs that an LSH index finds (datasketch)."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=LSH_THRESHOLD, num_perm=PERMUTATIONS)
    prints = {}
    for report in reports:
        words = _words(report)
        shingles = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
        prints[report.id] = MinHash(num_perm=PERMUTATIONS)
        prints[report.id].update_batch([shingle.encode() for shingle in sorted(shingles)])
        index.insert(report.id, prints[report.id])
    return {
        (one, other): float(found.jaccard(prints[other]))
        for one, found in prints.items()
        for other in index.query(found)
        if one < other
    }


def contained(reports: Sequence[Report]) -> Likeness:
    """Return, for all pairs, the share of the shorter report's word 5-shingles that the other has."""
    shingles = {}
    for report in reports:
        words = _words(report)
        shingles[report.id] = {tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    return _all(reports, lambda a, b: len(shingles[a] & shingles[b]) / min(len(shingles[a]), len(shingles[b])))


def cosine(reports: Sequence[Report]) -> Likeness:
    """Return the TF-IDF cosine of all pairs."""
    model = TfIdf(report.text for report in reports)
    texts = {report.id: report.text for report in reports}
    return _all(reports, lambda a, b: model(texts[a], texts[b]))


def longest_runs(reports: Sequence[Report]) -> Likeness:
    """Return, for all pairs, the share of the shorter report's words in matching runs of four or more (difflib)."""
    words = {report.id: _words(report) for report in reports}

    def share(a: str, b: str) -> float:
        blocks = SequenceMatcher(None, words[a], words[b], autojunk=False).get_matching_blocks()
        return sum(block.size for block in blocks if block.size >= 4) / max(1, min(len(words[a]), len(words[b])))

    return _all(reports, share)


def peers() -> dict[str, Callable[[Sequence[Report]], Likeness]]:
    """Return the peers by name; MinHash only where datasketch is there."""
    found: dict[str, Callable[[Sequence[Report]], Likeness]] = {
        "5-shingles contained": contained,
        "TF-IDF cosine": cosine,
        "difflib runs of 4": longest_runs,
    }
    if importlib.util.find_spec("datasketch") is not None:
        return {"MinHash LSH, 5-shingles": minhash, **found}
    return found


def edges(reports: Sequence[Report], likeness: Likeness, threshold: float) -> list[tuple[str, str, bool]]:
    """Return (origin, copy, whether the times told which) of each report's likeliest others from a threshold on."""
    when = {report.id: (report.published or "")[:19] for report in reports}
    found: set[tuple[str, str, bool]] = set()
    for report in sorted(r.id for r in reports):
        near = sorted(
            ((value, a if b == report else b) for (a, b), value in likeness.items() if report in (a, b)), reverse=True
        )
        near = [(v, o) for v, o in near if v >= threshold and not (when[o] and when[report] and when[o] > when[report])]
        for value, other in near[:2]:
            if value >= near[0][0] / 2:
                directed = bool(when[other] and when[report] and when[other] != when[report])
                pair = (other, report) if directed or other < report else (report, other)
                found.add((*pair, directed))
    return sorted(found)


def _words(report: Report) -> list[str]:
    return _WORD.findall(report.text.casefold())


def _all(reports: Sequence[Report], likeness: Callable[[str, str], float]) -> Likeness:
    ids = sorted(report.id for report in reports)
    return {(a, b): likeness(a, b) for i, a in enumerate(ids) for b in ids[i + 1 :]}
