"""What is shared only because an outlet prints it always: many texts have it in common and nothing else.

Texts of which each has the same part and none has more of another are strangers that stand under one notice. The copies
of one article hang together: who shares it with one shares it with the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import combinations

from onrecord.archive.followed import Pair

WHOLE = 0.8
"""Share of its words, 0..1, from which a text is as good as whole in another."""
STRANGERS = 4
"""Texts that share a part with one from which it is asked whether they are strangers: of three that share a paragraph
of an agency none need have it from an outlet's page."""
ALIKE = 0.3
"""Share of the pairs of such texts, 0..1, of which one is as good as whole in the other, from which they hang together.
Of the edited copies of one article nearly all do, of articles under one notice none."""
_ASKED = 12
"""Texts that are asked, of those that share a part with one: the first."""


def without_strangers(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs of which neither text has the other's words from what all of its partners share.

    Args:
        pairs: All pairs of texts that hang together, in a fixed order.
    """
    partners: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        partners[pair.one].append(pair.other)
        partners[pair.other].append(pair.one)
    whole = [pair for pair in pairs if pair.followed >= WHOLE]
    under_notice = _under_notice(partners, {(pair.one, pair.other) for pair in whole})
    # The notice by itself is whole in all that stand under it, which does not make these kin.
    kin = {(pair.one, pair.other) for pair in whole if pair.of_longer >= WHOLE or pair.short not in under_notice}
    if len(kin) < len(whole):
        under_notice |= _under_notice(partners, kin)
    return [
        pair
        for pair in pairs
        if pair.of_longer >= WHOLE
        or not (pair.short in under_notice or (pair.followed < WHOLE and pair.long in under_notice))
    ]


def _under_notice(partners: Mapping[str, Sequence[str]], whole: Set[tuple[str, str]]) -> set[str]:
    """Return the texts whose partners are strangers to one another."""
    return {text for text, those in partners.items() if _are_strangers(sorted(those), whole)}


def _are_strangers(texts: Sequence[str], whole: Set[tuple[str, str]]) -> bool:
    """Say whether texts that share a part with one text share no more with one another."""
    if len(texts) < STRANGERS:
        return False
    asked = list(combinations(texts[:_ASKED], 2))
    return sum(one in whole for one in asked) < ALIKE * len(asked)
