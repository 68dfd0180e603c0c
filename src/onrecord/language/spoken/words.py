"""The words by which a report says when something was said, read once from `saying.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Saying:
    """The classes of `saying.toml`, which says what each is: sets of lemmas."""

    speaking: frozenset[str]
    occasions: frozenset[str]
    documents: frozenset[str]
    issued: frozenset[str]
    put_out: frozenset[str]
    recorded: frozenset[str]
    listeners: frozenset[str]
    places: frozenset[str]
    at_once: frozenset[str]
    elsewhere: frozenset[str]
    standing: frozenset[str]
    to_come: frozenset[str]

    def names_event(self, lemma: str) -> bool:
        """Whether a noun names something at which, or in which, words are said.

        >>> load_saying().names_event("rally"), load_saying().names_event("flood")
        (True, False)
        """
        return lemma in self.occasions or lemma in self.documents


@cache
def load_saying() -> Saying:
    """Read the words."""
    raw = tomllib.loads((files("onrecord.language.spoken") / "saying.toml").read_text(encoding="utf-8"))
    return Saying(**{name: frozenset(words) for name, words in raw.items()})
