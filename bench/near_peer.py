"""The peer of near duplicates: datasketch's MinHashLSH over runs of words, at its best."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from near_edits import Text

PERMUTATIONS = 128
RUNS = (1, 2, 3, 5)
THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6)
_WORD = re.compile(r"\w+")
Prints = dict[str, Any]
"""The id of a text to its MinHash."""


class Setting(NamedTuple):
    """What decides on what datasketch finds."""

    run: int
    """Words in a shingle."""
    index: float
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

    index = MinHashLSH(threshold=setting.index, num_perm=PERMUTATIONS)
    with index.insertion_session() as session:
        for name, one in made.items():
            session.insert(name, one)
    return {
        (name, other)
        for name, one in made.items()
        for other in index.query(one)
        if name < other and one.jaccard(made[other]) >= setting.least
    }


def tuned(texts: Sequence[Text], judge: Callable[[set[tuple[str, str]]], float]) -> tuple[Setting, float]:
    """Return the setting that is judged best, and how it is judged."""
    best = Setting(RUNS[0], THRESHOLDS[0], THRESHOLDS[0]), 0.0
    for run in RUNS:
        made = prints(texts, run)
        for index in THRESHOLDS[:4]:
            found = datasketch_pairs(made, Setting(run, index, 0.0))
            likely = {pair: made[pair[0]].jaccard(made[pair[1]]) for pair in found}
            for least in THRESHOLDS:
                judged = judge({pair for pair, likeness in likely.items() if likeness >= least})
                if judged > best[1]:
                    best = Setting(run, index, least), judged
    return best
