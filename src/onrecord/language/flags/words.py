"""The words of `flags.toml`, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class FlagWords:
    """The lists of `flags.toml`, by flag and by what they are."""

    negated: dict[str, frozenset[str]]
    hedged: dict[str, frozenset[str]]
    future: dict[str, frozenset[str]]


@cache
def flag_words() -> FlagWords:
    """Read the lists.

    >>> "due" in flag_words().future["predicates"]
    True
    """
    raw = tomllib.loads((files("onrecord.language.flags") / "flags.toml").read_text(encoding="utf-8"))
    return FlagWords(**{flag: {name: frozenset(words) for name, words in lists.items()} for flag, lists in raw.items()})
