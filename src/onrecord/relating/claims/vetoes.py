"""What forbids that two statements are one claim, however alike they are told.

Two tolls, two dates, a yes and a no, a question and an answer are told in the same words. A veto outweighs every score.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from onrecord.relating.claims.comparison import quote_one_another
from onrecord.relating.counts import is_toll, main_count, number_clash
from onrecord.relating.facts import Facts
from onrecord.relating.rivals import other_doer, other_place
from onrecord.relating.swaps import find_swap
from onrecord.relating.windows import apart
from onrecord.relating.words import words

Against = Literal[
    "number",
    "date",
    "negation",
    "opposite",
    "voice",
    "tense",
    "specifics",
    "open",
    "share",
    "toll",
    "layer",
    "doer",
    "place",
    "swap",
]

_SHARED_QUOTE = 0.75
"""Likeness from which two texts are one remark, though its speaker was resolved once, or one tells more of it."""
LIKE_ENOUGH_TO_ALIGN = 0.5
"""Likeness from which two statements may be told in the same words but for one thing: aligning others is no use."""
PAST_GAP = 2
"""Days between reports from which "will" and "has" are two claims: the promise and what came of it."""


def vetoes(a: Facts, b: Facts, likeness: float, days_between: int) -> Iterator[Against]:
    """Yield what forbids that two statements are one claim; the order of the two does not matter.

    Args:
        a: One statement.
        b: The other.
        likeness: How alike the two are, 0..1.
        days_between: Days between their reports.
    """
    if number_clash(a, b) is not None:
        yield "number"
    if dates_clash(a, b):
        yield "date"
    if a.statement.negated != b.statement.negated:
        yield "negation"
    pair = opposite_words(a, b)
    if pair is not None and (likeness < _SHARED_QUOTE or not (_holds(a, pair) or _holds(b, pair))):
        yield "opposite"
    if _two_voices(a, b, likeness) or _two_hang_on_a_cue(a, b):
        yield "voice"
    if a.forward != b.forward and days_between >= PAST_GAP:
        yield "tense"
    if likeness < _SHARED_QUOTE and _other_specifics(a, b):
        yield "specifics"
    if a.open != b.open:
        yield "open"
    if a.share and b.share and a.share != b.share:
        yield "share"
    if _toll_of_one(a, b) or _toll_of_one(b, a):
        yield "toll"
    if a.layered != b.layered or a.statement.within == b.id or b.statement.within == a.id:
        yield "layer"
    if other_doer(a, b) is not None:
        yield "doer"
    if other_place(a, b) is not None or _of_other_lands(a, b):
        yield "place"
    if likeness >= LIKE_ENOUGH_TO_ALIGN and find_swap(a, b) is not None:
        yield "swap"


def dates_clash(a: Facts, b: Facts) -> bool:
    """Return whether both say when, and no day of one can be a day of the other."""
    return bool(a.windows and b.windows) and all(apart(x, y) for x in a.windows for y in b.windows)


def opposite_words(a: Facts, b: Facts) -> tuple[str, str] | None:
    """Return a word of each that cannot be said of the same thing, None when there are none.

    A statement that holds both ("the doors were open because closing them takes time") is no yes and no no: it goes
    with neither side.
    """
    if not a.contrary or not b.contrary:
        return None
    table = words().opposites
    for feature in sorted(a.contrary):
        for other in sorted(table[feature]):
            if other in b.weights and not (other in a.weights and feature in b.weights):
                return feature, other
    return None


def _holds(facts: Facts, pair: tuple[str, str]) -> bool:
    return all(word in facts.weights for word in pair)


def _two_voices(a: Facts, b: Facts, likeness: float) -> bool:
    """Return whether "I" or "we" is said by two: "we won" by each of two sides is not one claim."""
    if not (a.first_person or b.first_person) or (a.speaker is not None and a.speaker == b.speaker):
        return False
    if a.speaker is not None and b.speaker is not None:
        return True
    # One outlet names who speaks and another does not, or turns "I accept" into "he accepts": the rest stays the same.
    told_alike = a.first_person and b.first_person and likeness >= _SHARED_QUOTE
    return not told_alike and not quote_one_another(a.plain, b.plain)


def _two_hang_on_a_cue(a: Facts, b: Facts) -> bool:
    """Return whether two paraphrases without a verb hang on what two speakers did: "denied any fault".

    Without its cue "any fault" puts nothing, and with it, it is about the speaker: two who deny it put two things. A
    speaker who is not resolved may be another. Quoted words are known again whoever is named, and an outlet's own
    words hang on no cue.
    """
    if a.verb or b.verb or (a.speaker is not None and a.speaker == b.speaker):
        return False
    return a.statement.kind == b.statement.kind == "indirect"


def _other_specifics(a: Facts, b: Facts) -> bool:
    """Return whether each names a person or a thing that the other does not, and nobody else says both.

    "It was hit by a Kestrel" and "it was hit by a Marlet" are told alike. One speaker may name more at another time.
    """
    if a.speaker is not None and a.speaker == b.speaker:
        return False
    return bool(a.specific - b.specific) and bool(b.specific - a.specific)


def _of_other_lands(a: Facts, b: Facts) -> bool:
    """Return whether two outlets tell of other countries: "in the Norran capital", "in the Haldrian capital"."""
    if a.attributed or b.attributed:
        return False
    lands, others = _lands(a), _lands(b)
    return bool(lands and others) and lands.isdisjoint(others)


def _lands(facts: Facts) -> set[str]:
    return {part.entity for part in facts.named if part.entity is not None and part.level == "country"}


def _toll_of_one(a: Facts, b: Facts) -> bool:
    """Return whether one is about a toll that the other does not give: "five died when the tram overturned"."""
    if not a.tallies:
        return False
    counted = {t.key for t in b.tallies}
    events = {event for _, event in counted} | {b.event}
    return any(is_toll(t) and main_count(a, t) and t.key not in counted and t.event not in events for t in a.tallies)
