"""Who did it, and where: two statements of one event that name another doer, or another place.

News tells much in like words of many doers ("Norra recalled its envoy", "Esk recalled its envoy") and of one event at
many places, so both are taken for rivals only where the rest of what is told is one: the verb, what it was done to or
who did it, and neither rival has a part in what the other statement tells.
"""

from __future__ import annotations

from onrecord.relating.doings import Doing, Part
from onrecord.relating.facts import Facts
from onrecord.relating.words import words

Rivals = tuple[Part, Part]
_DOERS = ("person", "organisation")


def other_doer(a: Facts, b: Facts) -> Rivals | None:
    """Return who did one thing by each of two statements when these are two, None when they may be one or both.

    Each names one doer, a person in both or a body in both, and the other statement does not name them at all.
    """
    x, y = a.main, b.main
    if x is None or y is None or not _one_verb(x, y) or len(x.doers) != 1 or len(y.doers) != 1:
        return None
    mine, other = x.doers[0], y.doers[0]
    if not _rivals(a, mine, b, other) or mine.kind not in _DOERS:
        return None
    if bool(x.objects) != bool(y.objects) or (x.objects and not _share(x.objects, y.objects)):
        return None
    return mine, other


def other_place(a: Facts, b: Facts) -> Rivals | None:
    """Return where one event was by each of two statements when these are two places, neither in the other.

    Only places of one level are told apart: two countries, two cities, or two that nothing is known of and of which no
    report names one beside the other.
    """
    x, y = a.main, b.main
    if x is None or y is None or not _one_verb(x, y) or not _share(x.parts, y.parts):
        return None
    for mine in x.places:
        for other in y.places:
            level = mine.kind == "place" and mine.how == other.how and mine.level == other.level
            if level and _rivals(a, mine, b, other) and not mine.beside & {other.entity, *other.beside}:
                return mine, other
    return None


def _one_verb(x: Doing, y: Doing) -> bool:
    return x.event == y.event and x.negated == y.negated and x.event not in words().light


def _rivals(a: Facts, mine: Part, b: Facts, other: Part) -> bool:
    """Return whether two parts are named, of one kind, and not one, and neither statement names the other's."""
    if mine.entity is None or other.entity is None or mine.may_be(other) or mine.kind != other.kind:
        return False
    return mine.entity not in b.entities and other.entity not in a.entities


def _share(mine: tuple[Part, ...], other: tuple[Part, ...]) -> bool:
    return any(one.same(two) for one in mine for two in other)
