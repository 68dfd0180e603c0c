"""The peer of near duplicates: datasketch's MinHashLSH over runs of words, at its best."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from near_edits import Text

PERMUTATIONS = 128
INDICES = {1: (0.3, 0.4), 2: (0.1, 0.15, 0.2), 3: (0.05, 0.1, 0.15), 5: (0.03, 0.05, 0.1)}
"""For each number of words in a shingle, the thresholds of the index that are tried: below these the index gives most
pairs of ordinary articles, above it misses more edits."""
LEAST = (0.0, 0.03, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
"""The estimated likenesses that are tried, from which a pair that the index gives is taken."""
_WORD = re.compile(r"\w+")
Prints = dict[str, Any]
"""The id of a text to its MinHash."""


class Setting(NamedTuple):
    """What decides on what datasketch finds."""

    run: int
    """Words in a shingle."""
    threshold: float
    """The threshold of the index, 0..1."""
    least: float
    """The estimated likeness from which a pair that the index gives is taken, 0..1."""


def prints(texts: Sequence[Text], run: int, *, fast: bool = False) -> Prints:
    """Return the MinHash of each text, made in bulk.

    Args:
        texts: The texts.
        run: Words in a shingle.
        fast: Hash with `zlib.crc32` instead of SHA-1.
    """
    from datasketch import MinHash

    shingled = []
    for text in texts:
        words = [word.encode() for word in _WORD.findall(text.text.casefold())]
        runs = zip(*(words[at:] for at in range(run)), strict=False) if run > 1 else ((word,) for word in words)
        shingled.append({b" ".join(one) for one in runs})
    how = {"hashfunc": zlib.crc32} if fast else {}
    made = MinHash.bulk(shingled, num_perm=PERMUTATIONS, **how)
    return dict(zip((text.id for text in texts), made, strict=True))


def datasketch_pairs(made: Prints, setting: Setting) -> set[tuple[str, str]]:
    """Return the pairs that the index finds and whose estimated likeness is enough."""
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=setting.threshold, num_perm=PERMUTATIONS)
    with index.insertion_session() as session:
        for name, one in made.items():
            session.insert(name, one)
    return {
        (name, other)
        for name, one in made.items()
        for other in index.query(one)
        if name < other and one.jaccard(made[other]) >= setting.least
    }


def tuned(texts: Sequence[Text], verdict: Callable[[str, str], bool | None], every: int) -> tuple[Setting, float]:
    """Return the setting with the best F1, and that.

    Args:
        texts: The texts.
        verdict: Says of two ids whether they are near duplicates; None where that counts neither way.
        every: How many pairs of them are.
    """
    best = Setting(1, 0.3, 0.3), 0.0
    for run, indices in INDICES.items():
        made = prints(texts, run)
        for index in indices:
            judged = [
                (made[one].jaccard(made[other]), told)
                for one, other in sorted(datasketch_pairs(made, Setting(run, index, 0.0)))
                if (told := verdict(one, other)) is not None
            ]
            for least in LEAST:
                taken = [told for likeness, told in judged if likeness >= least]
                f1 = 2 * sum(taken) / max(1, len(taken) + every)
                if f1 > best[1]:
                    best = Setting(run, index, least), f1
    return best
