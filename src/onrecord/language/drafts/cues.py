"""The words that carry statements, read once from `cues.toml` (classes) and `cues.csv` (counted frames)."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MIN_SHARE = 0.42
"""A frame counts as a statement when it was marked as one in at least this share of the places where it was seen
(fraction). On PolNeAR's dev articles 0.35 gives statement F1 59.5 at precision 75, 0.42 gives 58.8 at 76, 0.5 gives
57.2 at 78: a wrong attribution is worse than a missing one."""


@dataclass(frozen=True, slots=True)
class Cues:
    """The lexicon of cues."""

    classes: dict[str, frozenset[str]]
    frames: dict[tuple[str, str], float]

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return the lemmas of a class of `cues.toml`."""
        return self.classes[name]

    def speaks(self, lemma: str) -> bool:
        """Whether a verb can stand beside a quotation as its cue."""
        return lemma in self.classes["speech"]

    def carries(self, lemma: str, frame: str) -> bool:
        """Whether a verb in a frame carries a statement.

        >>> load_cues().carries("say", "clause"), load_cues().carries("eat", "object")
        (True, False)
        """
        share = self.frames.get((lemma, frame))
        if share is not None:
            return share >= MIN_SHARE
        return frame in ("clause", "told_clause", "parenthetical") and lemma in self.classes["speech"]


@cache
def load_cues() -> Cues:
    """Read the lexicon."""
    here = files("onrecord.language.drafts")
    raw = tomllib.loads((here / "cues.toml").read_text(encoding="utf-8"))
    lines = (here / "cues.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if line and not line.startswith("#"))
    return Cues(
        classes={name: frozenset(words) for name, words in raw.items()},
        frames={(row["lemma"], row["frame"]): float(row["share"]) for row in rows},
    )
