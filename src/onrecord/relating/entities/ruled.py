"""What people say of names: which are one's, and which are not, as the steps that gather names take it.

A decision points at places that name somebody. What is gathered are forms, whole over the story, so that a decision on
two places is one on their forms; a name alone ("Berg") is taken in its report only, for another report may call
another so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product

from onrecord.relating.entities.forms import Form
from onrecord.relating.rulings import NameRulings, Place

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RuledNames:
    """Which keys of forms are one's and which are not, the smaller key first, and who decided so."""

    one: Mapping[Pair, str] = field(default_factory=dict)
    several: Mapping[Pair, str] = field(default_factory=dict)

    def together(self, some: Iterable[str], others: Iterable[str]) -> str:
        """Return who decided that two groups of keys are one's, '' where nobody did."""
        return _first(self.one, some, others)

    def apart(self, some: Iterable[str], others: Iterable[str]) -> str:
        """Return who decided that two groups of keys are not one's, '' where nobody did."""
        return _first(self.several, some, others)

    def pairs(self, keys: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
        """Yield the pairs of given keys that are one's, and who decided so."""
        for (one, other), why in sorted(self.one.items()):
            if one in keys and other in keys:
                yield one, other, why


NOTHING = RuledNames()


def ruled_names(rulings: NameRulings, forms: Mapping[str, Form]) -> RuledNames:
    """Return what people say of places as what it says of the forms that stand there.

    What is apart from one name is apart from all that people say is the same as that name.
    """
    if not rulings:
        return NOTHING
    at = {(mention.report, mention.span): key for key, form in forms.items() for mention in form.mentions}
    one = _by_key(rulings.together, at)
    for pair, why in list(one.items()):
        for mine, other in combinations(_closure(pair[0], one), 2):
            one.setdefault((mine, other), why)
    several = _by_key(rulings.apart, at)
    for pair, why in list(several.items()):
        for mine, other in product(_closure(pair[0], one), _closure(pair[1], one)):
            several.setdefault((min(mine, other), max(mine, other)), why)
    return RuledNames(one, several)


def _by_key(pairs: Iterable[tuple[Place, Place, str]], at: Mapping[Place, str]) -> dict[Pair, str]:
    found: dict[Pair, str] = {}
    for one, other, why in pairs:
        keys = sorted({at[place] for place in (one, other) if place in at})
        if len(keys) == 2:
            found.setdefault((keys[0], keys[1]), why)
    return found


def _closure(key: str, one: Mapping[Pair, str]) -> list[str]:
    found, waiting = {key}, [key]
    while waiting:
        here = waiting.pop()
        for pair in one:
            if here in pair:
                for other in pair:
                    if other not in found:
                        found.add(other)
                        waiting.append(other)
    return sorted(found)


def _first(ruled: Mapping[Pair, str], some: Iterable[str], others: Iterable[str]) -> str:
    if not ruled:
        return ""
    found = ((min(a, b), max(a, b)) for a, b in product(some, others))
    return next((ruled[pair] for pair in sorted(found) if pair in ruled), "")
