"""The word lists of entities, read once: titles, suffixes, kinds by word, places and peoples by name.

The lists stand in `names.toml` and `places.toml` beside this module.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.model import EntityKind


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    r"""Return what spellings of one name have in common: no accents, no case, no dots, hyphens as spaces.

    >>> fold("U.S."), fold("Søren-Łukasz  Díaz"), fold("Omar El-Teski"), fold("Qa\u00adren")
    ('us', 'soren lukasz diaz', 'omar al-teski', 'qaren')
    """
    # The Arabic article stays tied to its name: "Al-Teski" is a surname alone, "Al Berg" a full name.
    tied = _ARTICLE.sub("al_", text.replace("_", " "))
    plain = unicodedata.normalize("NFKD", tied.translate(_LETTERS))
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in INVISIBLE).casefold()
    return " ".join(kept.replace(".", "").replace(",", " ").replace("_", "-").split())


INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Signs inside words that are not seen: soft hyphens, and spaces and joiners without width."""

_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
    | {"’": "'", "‘": "'", "`": "'", "-": " ", "‐": " ", "‑": " ", "–": " "}
)
_ARTICLE = re.compile(r"\b(?:al|el)[-‐‑](?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameWords:
    """Word lists, each folded by `fold`."""

    titles: frozenset[str]
    courtesy: frozenset[str]
    callings: frozenset[str]
    behind_hyphens: frozenset[str]
    credit_words: frozenset[str]
    titles_of_given_names: frozenset[str]
    person_suffixes: frozenset[str]
    particles: frozenset[str]
    leading_particles: frozenset[str]
    legal_suffixes: frozenset[str]
    organisation_words: frozenset[str]
    thing_words: frozenset[str]
    thing_adjectives: frozenset[str]
    thing_cues: frozenset[str]
    place_words: frozenset[str]
    place_cues: frozenset[str]
    place_prepositions: frozenset[str]
    also_surnames: frozenset[str]
    also_given_names: frozenset[str]
    speech_verbs: frozenset[str]
    function_words: frozenset[str]
    not_names: frozenset[str]
    acting_for: frozenset[str]
    governing: frozenset[str]
    platforms: frozenset[str]
    body_cues: frozenset[str]
    rulers: frozenset[str]
    wholes: frozenset[str]
    parts: frozenset[str]
    loose: frozenset[str]
    lands: frozenset[str]
    nicknames: Mapping[str, frozenset[int]]
    """A given name or its short form to the numbers of the lists it stands in."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known places and peoples, and the houses of governments."""

    names: Mapping[str, str]
    """A folded name to the folded name of the same place or people that stands for it ("america": "united states")."""
    kinds: Mapping[str, EntityKind]
    """`place`, `group` or `organisation`, for each folded name."""
    demonyms: Mapping[str, str]
    """A folded word for a country's people or things ("haldrian") to the folded name of the country."""
    capitals: Mapping[str, str]
    """A folded name of a seat of government to the folded name of the country."""
    countries: frozenset[str]
    """The folded names of countries that stand for them in `names`."""


@cache
def name_words() -> NameWords:
    """Return the word lists of `names.toml`."""
    table = tomllib.loads(_text("names.toml"))
    nicknames: dict[str, set[int]] = {}
    for number, names in enumerate(table.pop("nicknames")):
        for name in names:
            nicknames.setdefault(fold(name), set()).add(number)
    lists = {key: frozenset(fold(word) for word in words) for key, words in table.items()}
    return NameWords(**lists, nicknames={name: frozenset(found) for name, found in nicknames.items()})


@cache
def gazetteer() -> Gazetteer:
    """Return the places and peoples of `places.toml`."""
    table = tomllib.loads(_text("places.toml"))
    names: dict[str, str] = {}
    kinds: dict[str, EntityKind] = {}
    demonyms_of: dict[str, str] = {}

    def enter(forms: list[str], kind: EntityKind) -> None:
        for form in forms:
            names.setdefault(fold(form), fold(forms[0]))
            kinds.setdefault(fold(form), kind)

    for name, (others, demonyms) in table["countries"].items():
        enter([name, *others], "place")
        # All words for one people are one group: "British" and "Briton".
        if demonyms:
            enter([form for demonym in demonyms for form in (demonym, f"{demonym}s")], "group")
            demonyms_of |= {fold(demonym): fold(name) for demonym in demonyms}
    for name, others in table["cities"].items():
        enter([name, *others], "place")
    for name, row in tomllib.loads(_text("metonyms.toml"))["seats"].items():
        enter([name, *row.get("others", ())], "organisation")
    for name in table["regions"]["names"]:
        enter([name], "place")
    for name in table["regions"]["peoples"]:
        enter([name, f"{name}s"], "group")
    capitals = {fold(city): fold(country) for city, country in table["capitals"].items()}
    return Gazetteer(names, kinds, demonyms_of, capitals, frozenset(fold(name) for name in table["countries"]))


def _text(name: str) -> str:
    return files("onrecord.relating.entities").joinpath(name).read_text(encoding="utf-8")
