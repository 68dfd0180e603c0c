"""Who vouches for a claim: its speakers, of which those that speak for one another count once.

"Torvey said" and "Haldria said" put one claim to one government: a capital that stands for its country is no voucher
beside it. Two that stand for the same ("Torvey" and "the Grey House") are one voucher, too, also where nobody names it.
Who is not linked is not counted as another: a country, its president and its ministry are three speakers.

An outlet is no voucher, by itself neither: what it says in its own report has none, and "according to the Courier" in
another's is no more. Nor is a thing: a video shows and does not answer for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set

from onrecord.model import Entity, Statement


def vouchers_of(
    said: Iterable[Statement], outlets: Set[str], entities: Mapping[str, Entity]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who says a claim in their own name, and why some of its speakers count as one.

    Args:
        said: The statements of the claim.
        outlets: The ids of the entities that are outlets.
        entities: The entities of the story, by id.

    Returns:
        The ids of the vouchers, sorted, and the reasons. Of several that stand for one, who speaks is the one stood for
        if it speaks itself, else the one with most statements in the claim.
    """
    count = Counter(s.speaker for s in said if s.kind != "own" and s.speaker is not None)
    speakers = {one for one in count.keys() - outlets if one not in entities or entities[one].kind != "thing"}
    voices: dict[str, list[str]] = defaultdict(list)
    for speaker in sorted(speakers):
        known = entities.get(speaker)
        voices[(known and known.stands_for) or speaker].append(speaker)
    vouchers, why = [], []
    for voice, members in sorted(voices.items()):
        first = voice if voice in members else min(members, key=lambda one: (-count[one], one))
        vouchers.append(first)
        why += [_why(entities[one], entities[first], entities[voice]) for one in members if one != first]
    return tuple(sorted(vouchers)), tuple(why)


def _why(speaker: Entity, voucher: Entity, voice: Entity) -> str:
    if voucher.id == voice.id:
        return f'"{speaker.name}" speaks for "{voice.name}", which says it too: one voucher'
    return f'"{speaker.name}" and "{voucher.name}" both speak for "{voice.name}": one voucher'
