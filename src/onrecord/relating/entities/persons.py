"""Whose name is whose: spellings of one person's name, and bare surnames.

Transliterations and misspellings are compared on a skeleton: letters that alphabets and habits swap (y/i/j, w/v, ks/x,
sh/sz/š) are made one, doubled letters single, vowels left out. A given name must agree too, and two people of one
surname stay two: a bare surname that could be either's is given to neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from onrecord.relating.entities.forms import Form, Naming
from onrecord.relating.entities.ruled import NOTHING, RuledNames
from onrecord.relating.entities.words import name_words

SHORTEST_VARIANT = 5
"""Letters of a name part that may be a spelling of another: shorter ones differ by too little to tell."""
SHORTEST_SWAP = 4
"""Letters of a name part that may be another's with swapped letters alone (Tesk, Teszk): "Ian" is not "Jan"."""
LARGEST_CHANGE = 3
"""Letters that may differ between two spellings of a part whose consonants are the same."""

_SWAPS = (
    ("shch", "s"), ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("sz", "s"), ("sh", "s"), ("zh", "z"), ("cz", "c"),
    ("ch", "c"), ("kh", "h"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("ks", "x"), ("tz", "c"), ("ts", "c"),
    ("w", "v"), ("y", "i"), ("j", "i"), ("q", "k"), ("'", ""),
)  # fmt: skip
_VOWELS = "aeiou"


_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a full name, folded."""

    given: str
    middle: tuple[str, ...]
    surname: str
    """With its particles: "van der berg"."""
    generation: str = ""
    """"jr", "sr", ...: father and son are two people."""


@dataclass(slots=True)
class Person:
    """The forms that are one person, while they are gathered."""

    keys: list[str]
    names: list[PersonName]
    mentions: list[Naming]
    because: list[str] = field(default_factory=list)
    family_first: bool = False
    """Whether reports use the first part of the name as the surname: "Mr. Kwon" for "Kwon Il-ha"."""

    def titles(self) -> set[str]:
        """Return the titles of office that reports put before the full name."""
        return {title for mention in self.mentions for title in mention.titles} - name_words().courtesy

    def surnames(self) -> set[str]:
        """Return the surnames, with and without particles."""
        particles = name_words().particles
        found = {name.surname for name in self.names}
        found |= {" ".join(p.removeprefix("al-") for p in s.split() if p not in particles) or s for s in found}
        return found | ({name.given for name in self.names} if self.family_first else set())


def parse_name(key: str) -> PersonName | None:
    """Part a folded full name; None for a surname alone, with or without particles.

    >>> parse_name("ada r van der berg jr")
    PersonName(given='ada', middle=('r',), surname='van der berg', generation='jr')
    """
    words = name_words()
    parts = key.split()
    generation = ""
    while len(parts) > 1 and parts[-1] in words.person_suffixes:
        suffix = parts.pop()
        generation = suffix if suffix in _GENERATIONS else generation
    if len(parts) < 2 or parts[0] in words.leading_particles or not all(part[0].isalpha() for part in parts):
        return None
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in words.particles:
        start -= 1
    return PersonName(parts[0], tuple(parts[1:start]), " ".join(parts[start:]), generation)


def gather_persons(full: Iterable[Form], ruled: RuledNames = NOTHING) -> list[Person]:
    """Group full names that are spellings of one person's name; names of one word are left out.

    Args:
        full: The forms.
        ruled: Which of them people say are one person's, and which are not.
    """
    persons = []
    for form in sorted(full, key=lambda f: f.key):
        name = parse_name(form.key)
        if name is not None:
            persons.append(Person([form.key], [name], list(form.mentions)))
    blocks: dict[str, list[Person]] = defaultdict(list)
    for person in _together(persons, ruled):
        blocks[skeleton(person.names[0].surname)[:1]].append(person)
    return [person for _, block in sorted(blocks.items()) for person in _short_forms(_spellings(block, ruled), ruled)]


def same_surname(one: str, other: str) -> bool:
    """Say whether two surnames may be spellings of one.

    >>> same_surname("lukenko", "lukenka"), same_surname("zelinskyy", "zelinskiy"), same_surname("berg", "borg")
    (True, True, False)
    """
    return one == other or _variants(one, other)


def same_given(one: str, other: str) -> bool:
    """Say whether two given names may be spellings of one; a final vowel is kept apart, for it may tell sexes.

    >>> same_given("alexander", "alyaksandr"), same_given("robert", "roberta"), same_given("mario", "maria")
    (True, False, False)
    """
    if one == other:
        return True
    last_one, last_other = _letters(one)[-1:], _letters(other)[-1:]
    vowels = last_one in _VOWELS, last_other in _VOWELS
    return vowels[0] == vowels[1] and (not vowels[0] or last_one == last_other) and _variants(one, other)


@lru_cache(maxsize=65_536)
def skeleton(part: str) -> str:
    """Return the consonants of a name part, with letters that transliterations swap made one.

    >>> skeleton("alexander") == skeleton("alyaksandr")
    True
    """
    return re.sub(r"(.)\1+", r"\1", "".join(c for c in _letters(part) if c not in _VOWELS))


@lru_cache(maxsize=65_536)
def _letters(part: str) -> str:
    for old, new in _SWAPS:
        part = part.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", part)


def _variants(one: str, other: str) -> bool:
    if _letters(one) == _letters(other):
        return min(len(one), len(other)) >= SHORTEST_SWAP
    if min(len(one), len(other)) < SHORTEST_VARIANT or skeleton(one) != skeleton(other):
        return False
    return DamerauLevenshtein.distance(_letters(one), _letters(other)) <= LARGEST_CHANGE


def _together(persons: list[Person], ruled: RuledNames) -> list[Person]:
    """Join the persons whom people say are one."""
    kept: list[Person] = []
    for person in persons:
        why = next(((one, why) for one in kept if (why := ruled.together(one.keys, person.keys))), None)
        if why is None:
            kept.append(person)
        else:
            _join(why[0], person, "the same person as", why[1])
    return kept


def _spellings(persons: list[Person], ruled: RuledNames) -> list[Person]:
    """Join persons whose given name and surname are equal or spellings of one."""
    kept: list[Person] = []
    for person in persons:
        known = [
            other for other in kept if _is_spelling(person.names[0], other) and not ruled.apart(person.keys, other.keys)
        ]
        if len(known) == 1:
            _join(known[0], person, "another spelling of")
        else:
            kept.append(person)
    return kept


def _is_spelling(name: PersonName, person: Person) -> bool:
    return any(
        _generations_agree(name.generation, other.generation)
        and same_given(name.given, other.given)
        and same_surname(name.surname, other.surname)
        for other in person.names
    ) and all(_middles_agree(name.middle, other.middle) for other in person.names)


def _generations_agree(one: str, other: str) -> bool:
    """Say whether two may be one person: a numeral may be left out, "Jr." not, for the father may be in the news."""
    return one == other or {one, other} <= {"", "iii", "iv"}


def _middles_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """A middle name may be missing or an initial, but two that differ are two people."""
    pairs = zip(one, other, strict=False)
    return all(same_given(a, b) or (a[0] == b[0] and 1 in (len(a), len(b))) for a, b in pairs)


def _short_forms(persons: list[Person], ruled: RuledNames) -> list[Person]:
    """Join an initial or a short given name to the one person of that surname whom it fits."""
    kept = [person for person in persons if not _is_short(person.names[0].given)]
    for person in (p for p in persons if _is_short(p.names[0].given)):
        name = person.names[0]
        fitting = [
            other
            for other in kept
            if any(
                _generations_agree(name.generation, full.generation)
                and same_surname(name.surname, full.surname)
                and _shortens(name.given, full.given)
                for full in other.names
            )
            and all(_middles_agree(name.middle, full.middle) for full in other.names)
            and not ruled.apart(person.keys, other.keys)
        ]
        if len(fitting) == 1:
            _join(fitting[0], person, "a short form of")
        else:
            kept.append(person)
    return kept


def _is_short(given: str) -> bool:
    return len(given) == 1 or given in name_words().nicknames


def _shortens(short: str, full: str) -> bool:
    if len(short) == 1:
        return full.startswith(short)
    nicknames = name_words().nicknames
    return not nicknames.get(short, frozenset()).isdisjoint(nicknames.get(full, frozenset()))


def _join(person: Person, other: Person, how: str, why: str = "") -> None:
    joined = f'"{_shown(other)}" is {how} "{_shown(person)}"'
    person.because.append(f"{joined}, {why}" if why else joined)
    person.because += other.because
    person.keys += other.keys
    person.names += other.names
    person.mentions += other.mentions


def _shown(person: Person) -> str:
    return person.mentions[0].text
