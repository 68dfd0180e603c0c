"""Which claims make one promise: the same speaker, deed and thing, once with a date and once without.

"He announced that the ferries will be rebuilt" and "he said that the ferries could be rebuilt in May" are two claims,
for one says when and the other does not; who keeps a list of promises wants one row. Two windows that cannot be one
are two promises: the second may move the first, which `fates` finds.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from onrecord.relating.facts import Facts
from onrecord.relating.promises.binding import Bound
from onrecord.relating.windows import apart
from onrecord.relating.words import words

SHARED = 0.5
"""Share of the weight of the lesser of two promises, dates aside, that the other must hold: as for what tells later
of a promise (`fates.ABOUT`)."""


def one_promise(bound: Mapping[str, Sequence[Bound]]) -> list[tuple[str, ...]]:
    """Group claims by the promise that they make.

    Args:
        bound: For each claim that binds somebody, its statements that do.

    Returns:
        The ids of claims, each in one group: of a group, the claim that stands for it first. Groups are sorted.
    """
    by_speaker: dict[str, list[str]] = defaultdict(list)
    for claim in sorted(bound, key=lambda one: _rank(one, bound[one])):
        by_speaker[bound[claim][0].speaker].append(claim)
    groups: list[list[str]] = []
    for claims in by_speaker.values():
        mine: list[list[str]] = []
        for claim in claims:
            # A claim joins the first that it is the same as; it need not be like all others that joined.
            found = next((group for group in mine if _same(bound[group[0]], bound[claim])), None)
            if found is None:
                mine.append([claim])
            else:
                found.append(claim)
        groups += mine
    return sorted(tuple(group) for group in groups)


def _rank(claim: str, bound: Sequence[Bound]) -> tuple[object, ...]:
    """Return a key by which what says when, and what most statements say, comes first."""
    return not any(b.due.dated for b in bound), -len(bound), min(str(b.facts.published) for b in bound), claim


def _same(one: Sequence[Bound], other: Sequence[Bound]) -> bool:
    if _verbs(one).isdisjoint(_verbs(other)) or _things(one).isdisjoint(_things(other)):
        return False
    dated = [{b.due.edtf for b in bound if b.due.dated} for bound in (one, other)]
    if any(apart(a, b) for a in dated[0] for b in dated[1]):
        return False
    return any(_alike(a.facts, b.facts) for a in one for b in other)


def _alike(one: Facts, other: Facts) -> bool:
    matter = [{f: w for f, w in facts.weights.items() if not f.startswith("on ")} for facts in (one, other)]
    shared = math.fsum(min(weight, matter[1][feature]) for feature, weight in matter[0].items() if feature in matter[1])
    return shared >= SHARED * min(math.fsum(each.values()) for each in matter)


def _verbs(bound: Sequence[Bound]) -> frozenset[str]:
    """Return the families of the verbs of the deed, without those that tell no deed from another."""
    verbs = {words().key(b.deed.verb) for b in bound if b.deed.verb}
    return frozenset(verb for verb in verbs if verb not in words().light)


def _things(bound: Sequence[Bound]) -> frozenset[str]:
    return frozenset(words().key(b.deed.thing) for b in bound if b.deed.thing)
