"""What a word is worth when two statements share it, and which words tell of the same thing.

Sharing "missile" says more than sharing "also", and in a story about missiles it says little again. The first of the
two is known before any story is read, from `background.csv`; the second is counted over the story (see `facts`). A
small table, `words.toml`, names families of words for one event ("killed", "dead", "death toll"), and opposites.
"""

from __future__ import annotations

import csv
import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# Weight of a word by its share of sentences in the background: 0 for one in every seven sentences (e**-2, about as
# common as "have"), 1 for one in 1,300 (e**-7.2, the rarest words that the table lists), linear in the logarithm.
_COMMON_LOG = 2.0
_RARE_LOG = 7.2
_SENTENCES = 10_000


@dataclass(frozen=True, slots=True)
class Words:
    """The tables by which words are compared."""

    family: dict[str, str]
    """A word to the name of its family."""
    opposites: dict[str, frozenset[str]]
    """A family or word to those that cannot be said of the same thing."""
    light: frozenset[str]
    """Verbs that carry no event of their own."""
    single: frozenset[str]
    """Words that make an event the only one of its kind."""
    measures: frozenset[str]
    """Units of ages and spans, which conflicts leave aside."""
    tally_events: frozenset[str]
    tally_units: frozenset[str]
    grades: dict[str, str]
    """A word by which a count is of a part alone to the name of that part: "critically injured"."""
    wishes: frozenset[str]
    """Cues of what somebody wants or asks: what stands under them is not put to be so."""
    background: dict[str, float]
    """How much a word is worth, 0..1, by how rare it is in news; words that are missing are worth 1."""

    def key(self, term: str) -> str:
        """Return the family of a lemma, the lemma itself where it has none.

        >>> words().key("wounded"), words().key("bridge")
        ('injure', 'bridge')
        """
        return self.family.get(term, term)

    def worth(self, term: str) -> float:
        """Return what a lemma is worth before any story is read, 0..1.

        >>> words().worth("be"), words().worth("ferry")
        (0.0, 1.0)
        """
        return self.background.get(term, 1.0)


@cache
def words() -> Words:
    """Return the tables that come with the package, read once."""
    here = files("onrecord.relating")
    tables = tomllib.loads(here.joinpath("words.toml").read_text(encoding="utf-8"))
    family = {word: name for name, members in tables["families"].items() for word in members}
    opposites: dict[str, set[str]] = {}
    for one, other in tables["opposites"]["pairs"]:
        opposites.setdefault(one, set()).add(other)
        opposites.setdefault(other, set()).add(one)
    lines = here.joinpath("background.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    background = {row["term"]: _worth(float(row["per_10000"])) for row in rows}
    # A family is worth what its most common word is worth: whichever of them two statements share.
    background |= {
        name: min(background.get(word, 1.0) for word in members) for name, members in tables["families"].items()
    }
    return Words(
        family=family,
        opposites={word: frozenset(others) for word, others in opposites.items()},
        light=frozenset(tables["light"]["verbs"]),
        single=frozenset(tables["single"]["words"]),
        measures=frozenset(tables["measures"]["units"]),
        tally_events=frozenset(tables["tallies"]["events"]),
        tally_units=frozenset(tables["tallies"]["units"]),
        grades={word: name for name, members in tables["grades"].items() for word in members},
        wishes=frozenset(tables["wishes"]["cues"]),
        background=background,
    )


def _worth(per_10000: float) -> float:
    rarity = math.log(_SENTENCES / per_10000)
    return min(1.0, max(0.0, (rarity - _COMMON_LOG) / (_RARE_LOG - _COMMON_LOG)))
