"""Which forms of organisations, places, groups and things are one: known names, acronyms, suffixes, plurals, nouns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.model import EntityKind
from onrecord.relating.entities.forms import Form
from onrecord.relating.entities.ruled import NOTHING, RuledNames
from onrecord.relating.entities.types import is_acronym
from onrecord.relating.entities.words import fold, gazetteer, name_words

_SIDES = ("north", "south", "east", "west")

SHORTEST_INITIALS = 3
"""Letters of an acronym that may be tied to a long form by its initials alone, without "(THU)" beside it."""

_BRACKETED = re.compile(r"\s*\(\s*(?:the\s+|or\s+)?[\"“']?([A-Z][A-Za-z.&]{1,9})[\"”']?\s*[),;]")


@dataclass(slots=True)
class Cluster:
    """Keys of forms that are one entity, and why."""

    keys: list[str]
    because: list[str] = field(default_factory=list)


def merge_forms(
    forms: Mapping[str, Form], kinds: Mapping[str, EntityKind], ruled: RuledNames = NOTHING
) -> list[Cluster]:
    """Group the forms of all that is not a person; every key stands in one cluster.

    Args:
        forms: The forms, by key.
        kinds: What each of them is.
        ruled: Which of them people say are one, and which are not.
    """
    joined = _Joined(forms, ruled)
    for one, other, why in ruled.pairs(forms):
        joined.join(one, other, f"the same, {why}")
    _known_names(forms, kinds, joined)
    _compass(forms, kinds, joined)
    _parties(forms, kinds, joined)
    _legal_suffixes(forms, kinds, joined)
    _last_words(forms, kinds, joined)
    _nouns_of_things(forms, kinds, joined)
    _plurals(forms, kinds, joined)
    _acronyms(forms, kinds, joined)
    return joined.clusters()


def core_of(key: str) -> str:
    """Return a thing's name without the nouns that say what it is; '' where nothing else is left.

    >>> core_of("kestrel ballistic missile system"), core_of("missile system")
    ('kestrel', '')
    """
    words, parts = name_words(), key.split()
    if parts[-1] not in words.thing_words:
        return key
    while parts and (parts[-1] in words.thing_words or parts[-1] in words.thing_adjectives):
        parts.pop()
    return " ".join(parts)


class _Joined:
    """Union-find over keys, with the reasons."""

    def __init__(self, forms: Mapping[str, Form], ruled: RuledNames) -> None:
        self._forms, self._ruled = forms, ruled
        self._cluster = {key: Cluster([key]) for key in forms}

    def join(self, one: str, other: str, why: str) -> None:
        kept, gone = self._cluster[one], self._cluster[other]
        if kept is gone or self._ruled.apart(kept.keys, gone.keys):
            return
        kept.because += [f'"{self.shown(other)}" and "{self.shown(one)}": {why}', *gone.because]
        kept.keys += gone.keys
        for key in gone.keys:
            self._cluster[key] = kept

    def shown(self, key: str) -> str:
        return min(mention.text for mention in self._forms[key].mentions)

    def together(self, keys: Iterable[str]) -> bool:
        return len({id(self._cluster[key]) for key in keys}) == 1

    def clusters(self) -> list[Cluster]:
        seen: dict[int, Cluster] = {}
        for key in sorted(self._cluster):
            seen.setdefault(id(self._cluster[key]), self._cluster[key])
        return list(seen.values())


def _known_names(forms: Mapping[str, Form], kinds: Mapping[str, EntityKind], joined: _Joined) -> None:
    known = gazetteer()
    first: dict[str, str] = {}
    for key in forms:
        if kinds[key] == known.kinds.get(key):
            standing = first.setdefault(known.names[key], key)
            what = {"place": "place", "organisation": "house"}.get(kinds[key], "people")
            joined.join(standing, key, f"two names of one {what}")


def _compass(forms: Mapping[str, Form], kinds: Mapping[str, EntityKind], joined: _Joined) -> None:
    """Take "the North" for the one country of the story whose name begins so."""
    known = gazetteer()
    for side in _SIDES:
        countries = [
            key for key in forms if key.startswith(f"{side} ") and known.names.get(key) == key in known.countries
        ]
        form = forms.get(side)
        if form is None or len(countries) != 1 or kinds[side] == "person" or kinds[countries[0]] != "place":
            continue
        if all(mention.determined or mention.after.startswith(" and ") for mention in form.mentions):
            joined.join(countries[0], side, "the one country of the story whose name begins so")


def _parties(forms: Mapping[str, Form], kinds: Mapping[str, EntityKind], joined: _Joined) -> None:
    """Its members and its adjective stand for a party that the story names: "the Greens", "a Green lawmaker"."""
    members = {"group", "organisation"}
    for key in forms:
        stem = key.removesuffix(" party")
        if stem == key or kinds[key] not in members:
            continue
        stems = {stem, stem.removesuffix("ic")} if stem.endswith("cratic") else {stem}
        for short in sorted({f"{one}{ending}" for one in stems for ending in ("", "s")}):
            if short in forms and kinds[short] in members:
                joined.join(key, short, "a party, its members and its adjective")


def _legal_suffixes(forms: Mapping[str, Form], kinds: Mapping[str, EntityKind], joined: _Joined) -> None:
    words = name_words()
    for key in forms:
        parts = key.split()
        while len(parts) > 1 and parts[-1] in words.legal_suffixes:
            parts.pop()
        short = " ".join(parts)
        if short != key and kinds[key] == "organisation" and kinds.get(short) == "organisation":
            joined.join(short, key, "the same but for the suffix of a company")


def _last_words(forms: Mapping[str, Form], kinds: Mapping[str, EntityKind], joined: _Joined) -> None:
    """Take a plural name for the one longer name of a body that ends so: "the Gulls" are the Eske Gulls."""
    longer: dict[str, list[str]] = defaultdict(list)
    for key, form in forms.items():
        if len(form.parts) > 1 and kinds[key] in ("organisation", "place"):
            longer[form.parts[-1]].append(key)
    for key in forms:
        ends = longer.get(key, [])
        if (
            len(ends) == 1
            and key.endswith("s")
            and kinds[key] in ("organisation", "group")
            and key not in gazetteer().kinds
        ):
            joined.join(ends[0], key, "the last word of the one name that ends so")


def _nouns_of_things(forms: Mapping[str, Form], kinds: Mapping[str, EntityKind], joined: _Joined) -> None:
    by_core: dict[str, list[str]] = defaultdict(list)
    for key in forms:
        if kinds[key] == "thing" and core_of(key):
            by_core[core_of(key)].append(key)
    for core, keys in sorted(by_core.items()):
        # Two longer forms alone ("Esk ferry", "Esk treaty") may be two things; a bare form ties each to itself.
        if core in keys:
            for key in keys:
                joined.join(core, key, "the same but for the noun that says what it is")


def _plurals(forms: Mapping[str, Form], kinds: Mapping[str, EntityKind], joined: _Joined) -> None:
    for key in forms:
        if key.endswith("s") and kinds[key] in ("group", "thing") and kinds.get(key[:-1]) == kinds[key]:
            joined.join(key[:-1], key, "singular and plural")


def _acronyms(forms: Mapping[str, Form], kinds: Mapping[str, EntityKind], joined: _Joined) -> None:
    by_initials: dict[str, list[str]] = defaultdict(list)
    for key, form in forms.items():
        if kinds[key] in ("person", "group") or len(form.parts) < 2:
            continue
        for initials in sorted(_initials(form)):
            by_initials[initials].append(key)
        # An acronym of the name in its own language: "Federal Service of Tesk (SFT)".
        foreign = not name_words().organisation_words.isdisjoint(form.parts)
        for mention in form.mentions:
            short = match.group(1) if (match := _BRACKETED.match(mention.after)) else ""
            near = kinds[key] == "organisation" and is_acronym(short)
            if fold(short) in forms and near and (_fits(fold(short), key) or foreign):
                joined.join(key, fold(short), f'written "{mention.text} ({short})"')
    for key, form in forms.items():
        if len(key) < SHORTEST_INITIALS or kinds[key] == "person" or key in gazetteer().kinds:
            continue
        longs = by_initials.get(key, [])
        if longs and all(is_acronym(mention.text) for mention in form.mentions) and joined.together(longs):
            joined.join(longs[0], key, "the initials of the one name that they fit")


def _initials(form: Form) -> set[str]:
    small = name_words().function_words | {"the", "of"}
    return {"".join(p[0] for p in form.parts), "".join(p[0] for p in form.parts if p not in small)}


def _fits(short: str, long: str) -> bool:
    """Say whether the letters of an acronym stand in this order in the long form, from its first letter."""
    rest = iter(long)
    return short[0] == long[0] and all(letter in rest for letter in short)
