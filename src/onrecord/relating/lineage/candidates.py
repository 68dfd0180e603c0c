"""Which reports are worth laying side by side: those that share runs of words.

Each report gives a hash of each run of `SEED` words. Reports that share some are laid side by side, each with the few
that share most; a run that many reports hold pairs each of them with the earliest of these only. So the work grows with
the number of reports, not with that of their pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.dates import published_key
from onrecord.model import Report
from onrecord.relating.channels import outlet_key
from onrecord.relating.lineage.wording import SEED, Wording, rolling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MIN_SHARED = 3
"""Runs that two reports must share to be laid side by side: a passage that is worth claiming has more."""
MAX_HOLDERS = 12
"""A run that more reports hold pairs each with so many of the earliest: a wire that hundreds ran is found through its
first reports."""
MAX_PARTNERS = 24
"""Reports that one is laid beside: those that share most runs with it."""
BOILERPLATE_REPORTS = 3
"""What so many reports of one outlet print, and no report of another, is what the outlet prints always."""
_BOILERPLATE_RUN = 6
"""Neighbouring runs that must be so: eight words. Shorter ones are an outlet's manner, not its notice."""
_CHUNK = 4_000_000
"""Pairs that are held at a time: some 100 MB."""


def candidates(reports: Mapping[str, Report], words: Mapping[str, Wording]) -> list[tuple[str, str]]:
    """Return the pairs of report ids that are worth a closer look, the smaller id first, sorted."""
    import numpy as np

    # The earliest come first, so that "the earliest of these" are the first by number.
    order = sorted(words, key=lambda r: (published_key(reports[r].published), r))
    codes, holders = _postings(order, words)
    starts = np.flatnonzero(np.concatenate(([True], codes[1:] != codes[:-1]))) if len(codes) else np.zeros(0, int)
    sizes = np.diff(np.append(starts, len(codes)))
    rank = np.arange(len(codes)) - np.repeat(starts, sizes)
    pairs, counts = np.zeros(0, np.int64), np.zeros(0, np.int64)
    waiting: list[NDArray[np.int64]] = []
    held = 0
    for place in range(MAX_HOLDERS):
        # Each holder of a run, but those before it, is paired with the one at this place in the run's list.
        later = rank > place
        earlier = np.repeat(starts + place, sizes)[later]
        waiting.append(holders[earlier] * len(order) + holders[later])
        held += len(earlier)
        if held > _CHUNK or place == MAX_HOLDERS - 1:
            pairs, counts = _added(pairs, counts, np.concatenate(waiting))
            waiting, held = [], 0
    enough = counts >= MIN_SHARED
    return _nearest(order, pairs[enough], counts[enough])


def _added(
    pairs: NDArray[np.int64], counts: NDArray[np.int64], more: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    import numpy as np

    fresh, number = np.unique(more, return_counts=True)
    both, where = np.unique(np.concatenate((pairs, fresh)), return_inverse=True)
    return both, np.bincount(where, np.concatenate((counts, number)), len(both)).astype(np.int64)


def _postings(order: Sequence[str], words: Mapping[str, Wording]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the runs of all reports, sorted, and the number of the report that holds each, sorted within a run."""
    import numpy as np

    runs = [np.unique(words[report].codes) for report in order]
    codes = np.concatenate(runs) if runs else np.zeros(0, np.int64)
    holders = np.repeat(np.arange(len(order), dtype=np.int64), [len(one) for one in runs])
    by_code = np.argsort(codes, kind="stable")
    return codes[by_code], holders[by_code]


def _nearest(order: Sequence[str], pairs: NDArray[np.int64], counts: NDArray[np.int64]) -> list[tuple[str, str]]:
    """Return the pairs that are among the `MAX_PARTNERS` of one of their two that share most runs."""
    import numpy as np

    partners = np.zeros(len(order), np.int64)
    chosen = []
    number = len(order)
    for pair in np.lexsort((pairs, -counts)):
        one, other = divmod(int(pairs[pair]), number)
        if min(partners[one], partners[other]) < MAX_PARTNERS:
            partners[one] += 1
            partners[other] += 1
            first, second = sorted((order[one], order[other]))
            chosen.append((first, second))
    return sorted(chosen)


def without_boilerplate(reports: Mapping[str, Report], words: Mapping[str, Wording]) -> dict[str, Wording]:
    """Return the wordings, what an outlet prints under many of its reports being worth nothing.

    It is known by that: `BOILERPLATE_REPORTS` reports of one outlet hold it, and no other report does.
    """
    by_outlet: dict[str, list[str]] = {}
    for report in words:
        if (outlet := reports[report].outlet) is not None:
            by_outlet.setdefault(outlet_key(outlet), []).append(report)
    many = {report: key for key, of in by_outlet.items() if len(of) >= BOILERPLATE_REPORTS for report in of}
    if not many:
        return dict(words)
    always = _always(sorted(words), words, many)
    if not len(always):
        return dict(words)
    return {
        report: _lowered(one, _are_in(rolling(one.words), always)) if report in many else one
        for report, one in words.items()
    }


def _always(order: Sequence[str], words: Mapping[str, Wording], many: Mapping[str, str]) -> NDArray[np.int64]:
    """Return the runs that enough reports of one outlet hold, and no other report.

    Args:
        order: The ids of all reports.
        words: Their wordings, by id.
        many: The key of the outlet, by id, of the reports whose outlet has enough of them.
    """
    import numpy as np

    number = {key: at for at, key in enumerate(sorted(set(many.values())))}
    runs = [np.unique(rolling(words[report].words)) for report in order]
    codes = np.concatenate(runs)
    outlets = np.repeat(
        np.array([number[many[report]] if report in many else -1 for report in order], np.int32),
        [len(one) for one in runs],
    )
    del runs
    by_code = np.argsort(codes, kind="stable")
    codes, outlets = codes[by_code], outlets[by_code]
    starts = np.flatnonzero(np.concatenate((np.ones(min(1, len(codes)), bool), codes[1:] != codes[:-1])))
    if not len(starts):
        return codes
    least, most = np.minimum.reduceat(outlets, starts), np.maximum.reduceat(outlets, starts)
    sizes = np.diff(np.append(starts, len(codes)))
    of_one: NDArray[np.int64] = codes[starts[(least == most) & (least >= 0) & (sizes >= BOILERPLATE_REPORTS)]]
    return of_one


def _are_in(runs: NDArray[np.int64], sought: NDArray[np.int64]) -> list[bool]:
    """Return for each run whether it is among sorted ones, of which there is one at least."""
    import numpy as np

    at = np.minimum(np.searchsorted(sought, runs), len(sought) - 1)
    found: list[bool] = (sought[at] == runs).tolist()
    return found


def _lowered(wording: Wording, always: Sequence[bool]) -> Wording:
    """Return a wording in which words of long enough stretches of boilerplate are worth nothing."""
    nothing: set[int] = set()
    length = 0
    for position, is_always in enumerate([*always, False]):
        if is_always:
            length += 1
            continue
        if length >= _BOILERPLATE_RUN:
            nothing.update(range(position - length, position + SEED - 1))
        length = 0
    if not nothing:
        return wording
    return replace(
        wording,
        worth=tuple(0.0 if i in nothing else w for i, w in enumerate(wording.worth)),
        bare=tuple(0.0 if i in nothing else w for i, w in enumerate(wording.bare)),
    )
