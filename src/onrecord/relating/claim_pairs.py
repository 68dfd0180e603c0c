"""Do two statements say the same thing? One decision, with a score and its reasons.

The score, 0..1, says how alike two statements are in what they tell: the weight of the words, names, numbers and
dates that they share (see `facts`), as a share of what both hold (Dice) and of what the shorter holds (containment), a
little more for the same speaker and the same main verb. Being alike is not enough: two tolls, two dates, a yes and a no
are told in the same words. What speaks *against* two statements being one claim is therefore looked for by itself, and
any of it outweighs every score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.relating.counts import is_toll, main_count, number_clash, same_number
from onrecord.relating.facts import Facts, is_word
from onrecord.relating.windows import apart, one_window
from onrecord.relating.words import words

Against = Literal["number", "date", "negation", "opposite", "voice", "tense"]

SAME = 0.5
"""The score from which two statements are one claim, one of them at least put to somebody. Of 178 pairs of 17 real
stories, marked by hand and spread over scores from 0.4 up, nine in ten above it say the same, seven in ten below."""
SAME_OWN = 0.65
"""The same for two sentences that two outlets say in their own voice: captions and background tell of one matter in
like words. Of the same pairs eight in ten above it say the same, five in ten below."""
SAME_IN_ONE_VOICE = 0.75
"""The same for two sentences that one report says in its own voice: what looks alike there is mostly two captions, two
entries of a list, two turns of one account."""
TOLL_SAME = 0.55
"""Score of two statements whose main point is one and the same toll, before what else they share."""
ENOUGH_SHARED = 2.2
"""Weight (about three telling words) that two statements must share for their likeness to count in full."""
WORTH_TELLING = 0.4
"""The score from which a decision lists what two statements share: most pairs are far below."""
WINDOW_SAME = 0.6
"""Score of two statements by one speaker about one matter and one window to come, before what else they share."""
_SAME_SPEAKER = 0.1
_OTHER_SPEAKER = -0.05
_SAME_EVENT = 0.08
_OTHER_EVENT = -0.03
_NO_COMMON_EVENT = -0.15
"""Main verbs differ, and neither is found anywhere in the other: "returned to the capital", "met advisers"."""
_NAMES_ALONE = (0.9, -0.1)
"""Shared words, names and dates aside, weigh less than this: two things told of the same people on the same day."""
_OTHER_NAMES = -0.08
"""Both name somebody or some place, and nobody the same."""
_OTHER_NUMBERS = -0.1
"""Both give numbers, and none the same: "five died" and "five were trapped" when the tram overturned."""
_FEW_SHARED = (3, -0.12)
"""Fewer shared features than this: "mass casualties" twice is no claim twice."""
_FUTURE_AND_PAST = -0.15
_DAYS_APART = ((21, -0.15), (4, -0.05))
"""Reports this many days apart, unless both give the same date: two events of one kind are told in the same words."""
_SHARED_QUOTE = 0.75
"""Likeness from which two texts are one remark, though its speaker was resolved once, or one tells more of it."""
_A_REMARK = 1.0
"""Weight from which a text is a remark that can be known again: "the attack" twice is no claim twice."""
_TELLING = 0.3
"""Weight from which a shared word counts as a shared topic and is named among the reasons."""
_WELL_TOLD = 2
"""Telling words in common from which two statements are about one matter whatever their main verbs."""
_REASONS = 5
_TOLL_DAYS = 7
"""Days between two reports up to which one number of dead is one toll."""
_PAST_GAP = 2
"""Days between reports from which "will" and "has" are two claims: the promise and what came of it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether two statements are one claim, and why."""

    score: float
    """How alike they are, 0..1, whatever speaks against them."""
    same: bool
    because: tuple[str, ...]
    against: tuple[Against, ...] = ()
    """What forbids that they are one claim."""


def compare(a: Facts, b: Facts) -> Decision:
    """Decide whether two statements say the same thing. The order of the two does not matter."""
    a, b = sorted((a, b), key=lambda facts: facts.id)
    shared = sorted((f for f in a.weights if f in b.weights), key=lambda f: (-a.weights[f], f))
    likeness = _likeness(a, b, sum(a.weights[f] for f in shared))
    window = _shared_window(a, b)
    toll = _shared_toll(a, b)
    score = likeness + _leanings(a, b, shared)
    if window is not None:
        score = max(score, WINDOW_SAME + 0.3 * likeness)
    if toll is not None:
        score = max(score, TOLL_SAME + 0.3 * likeness)
    score = round(min(1.0, max(0.0, score)), 3)
    against = tuple(_against(a, b, likeness))
    same = score >= _needed(a, b) and not against
    if score < WORTH_TELLING:
        return Decision(score=score, same=False, because=(f"score {score:.2f}",), against=against)
    rule = [f"one speaker on one matter for one window: {window}"] if window else [f"one toll: {toll}"] if toll else []
    return Decision(score=score, same=same, because=(*rule, *reasons_of(a, b), f"score {score:.2f}"), against=against)


def _needed(a: Facts, b: Facts) -> float:
    """Return the score from which two statements are one claim."""
    if a.attributed or b.attributed:
        return SAME
    return SAME_IN_ONE_VOICE if a.statement.report == b.statement.report else SAME_OWN


def contradictions(a: Facts, b: Facts) -> tuple[Against, ...]:
    """Return what forbids that two statements are in one claim, however alike: cheaper than `compare`.

    Used for statements that never met as a pair but would come together in one claim.
    """
    shared = sum(weight for feature, weight in sorted(a.weights.items()) if feature in b.weights)
    return tuple(_against(a, b, _likeness(a, b, shared)))


def in_words(because: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return the reasons of a decision with entities by their names.

    >>> in_words(("same speaker", "same names: e-1"), {"e-1": "Port Eske"})
    ['same speaker', 'same names: Port Eske']
    """
    told = []
    for reason in because:
        kind, colon, listed = reason.partition(": ")
        of_names = kind == "same names"
        told.append(kind + colon + ", ".join(names.get(e, e) for e in listed.split(", ")) if of_names else reason)
    return told


def dates_clash(a: Facts, b: Facts) -> bool:
    """Return whether both say when, and no day of one can be a day of the other."""
    return bool(a.windows and b.windows) and all(apart(x, y) for x in a.windows for y in b.windows)


def _likeness(a: Facts, b: Facts, shared: float) -> float:
    """Return the share of weight that two statements have in common, 0..1, less when it is little in all."""
    if not shared:
        return 0.0
    if a.plain == b.plain and a.total >= _A_REMARK:
        return 1.0
    dice = 2 * shared / (a.total + b.total)
    contained = shared / min(a.total, b.total)
    return (dice + contained) / 2 * min(1.0, shared / ENOUGH_SHARED)


def _leanings(a: Facts, b: Facts, shared: list[str]) -> float:
    """Return what the score gains and loses by who speaks, the main verb, the names, the tense, the days between."""
    total = 0.0
    if a.speaker is not None and b.speaker is not None:
        total += _SAME_SPEAKER if a.speaker == b.speaker else _OTHER_SPEAKER
    if a.event and b.event:
        total += _SAME_EVENT if a.event == b.event else _NO_COMMON_EVENT if _other_event(a, b) else _OTHER_EVENT
    if sum(a.weights[f] for f in shared if is_word(f)) < _NAMES_ALONE[0]:
        total += _NAMES_ALONE[1]
    if a.entities and b.entities and not a.entities & b.entities:
        total += _OTHER_NAMES
    if _other_numbers(a, b):
        total += _OTHER_NUMBERS
    if len(shared) < _FEW_SHARED[0]:
        total += _FEW_SHARED[1]
    if a.forward != b.forward:
        total += _FUTURE_AND_PAST
    if not any(feature.startswith("on ") for feature in shared):
        gap = _gap(a, b)
        total += next((loss for least, loss in _DAYS_APART if gap >= least), 0.0)
    return total if shared else min(total, 0.0)


def _other_numbers(a: Facts, b: Facts) -> bool:
    """Return whether both give numbers and no number of one is a number of the other."""
    if not a.tallies or not b.tallies:
        return False
    return not any(x.key == y.key and same_number(x, y) for x in a.tallies for y in b.tallies)


def _gap(a: Facts, b: Facts) -> int:
    """Return the days between the two reports, 0 when one is undated."""
    return abs((a.published - b.published).days) if a.published and b.published else 0


def _shared_window(a: Facts, b: Facts) -> str | None:
    """Return the window to come that one speaker names in both, None unless both are about one matter.

    One remark is told in many words ("could be stationed as soon as the second half of next year", "it will become
    possible, I think, in the second half of next year"); what stays is who spoke, the window, and the matter.
    """
    if not (a.forward and b.forward and a.attributed and b.attributed) or not (a.speaker or b.speaker):
        return None
    window = next((w for w in a.windows for v in b.windows if one_window(w, v)), None)
    if window is None:
        return None
    topic = _matter(a) & _matter(b)
    telling = [f for f in topic if max(a.weights.get(f, 0), b.weights.get(f, 0)) >= _TELLING]
    well_told = sum(is_word(f) for f in telling) >= _WELL_TOLD
    # "Will lead the inquiry and publish its findings", "the findings will be made public": other verbs, one matter.
    # A source that was not resolved may be the same speaker.
    if a.speaker == b.speaker and not _other_event(a, b):
        return window if telling else None
    return window if well_told and (a.speaker == b.speaker or a.speaker is None or b.speaker is None) else None


def _matter(facts: Facts) -> frozenset[str]:
    """Return the features of a statement and of what it leans on, dates aside."""
    return frozenset(f for f in facts.weights if not f.startswith("on ")) | facts.around


def _shared_toll(a: Facts, b: Facts) -> str | None:
    """Return the toll that both put as their main point, None when it may be of two events.

    A toll is told in ever new words ("84 people died", "at least 84 were killed by the driver of the truck").
    """
    if _gap(a, b) > _TOLL_DAYS or (a.entities and b.entities and not a.entities & b.entities):
        return None
    for mine in a.tallies:
        if not is_toll(mine) or not main_count(a, mine):
            continue
        if any(mine.key == other.key and same_number(mine, other) and main_count(b, other) for other in b.tallies):
            return f"{mine.low:g} {mine.unit} {mine.event}"
    return None


def _other_event(a: Facts, b: Facts) -> bool:
    """Return whether two main verbs tell of two events: neither's is found anywhere in the other."""
    if not a.event or not b.event:
        return False
    return a.event not in b.weights and b.event not in a.weights


def _against(a: Facts, b: Facts, likeness: float) -> Iterator[Against]:
    if number_clash(a, b) is not None:
        yield "number"
    if dates_clash(a, b):
        yield "date"
    if a.statement.negated != b.statement.negated:
        yield "negation"
    pair = opposite_words(a, b)
    if pair is not None and (likeness < _SHARED_QUOTE or not (_holds(a, pair) or _holds(b, pair))):
        yield "opposite"
    if _two_voices(a, b, likeness):
        yield "voice"
    if a.forward != b.forward and _gap(a, b) >= _PAST_GAP:
        yield "tense"


def _two_voices(a: Facts, b: Facts, likeness: float) -> bool:
    """Return whether "I" or "we" is said by two: "we won" by each of two sides is not one claim."""
    if not (a.first_person or b.first_person) or (a.speaker is not None and a.speaker == b.speaker):
        return False
    if a.speaker is not None and b.speaker is not None:
        return True
    return not (a.first_person and b.first_person and likeness >= _SHARED_QUOTE)


def _holds(facts: Facts, pair: tuple[str, str]) -> bool:
    return all(word in facts.weights for word in pair)


def opposite_words(a: Facts, b: Facts) -> tuple[str, str] | None:
    """Return a word of each that cannot be said of the same thing, None when there are none.

    A statement that holds both ("the doors were open because closing them takes time") is no yes and no no: it goes
    with neither side.
    """
    table = words().opposites
    for feature in a.weights:
        for other in sorted(table.get(feature, ())):
            if other in b.weights and not (other in a.weights and feature in b.weights):
                return feature, other
    return None


def reasons_of(a: Facts, b: Facts) -> tuple[str, ...]:
    """Return what two statements share, in plain words; entities stand as their ids, to be shown by name."""
    shared = sorted((f for f in a.weights if f in b.weights), key=lambda f: (-a.weights[f], f))
    kinds: dict[str, list[str]] = {"words": [], "names": [], "dates": [], "numbers": []}
    for feature in shared:
        if feature.startswith("e-"):
            kinds["names"].append(feature)
        elif feature.startswith("on "):
            kinds["dates"].append(feature.removeprefix("on "))
        elif not is_word(feature):
            kinds["numbers"].append(feature)
        elif a.weights[feature] >= _TELLING:
            kinds["words"].append(feature)
    found = [f"same {kind}: {', '.join(kinds[kind][:_REASONS])}" for kind in kinds if kinds[kind]]
    if a.speaker is not None and a.speaker == b.speaker:
        found.insert(0, "same speaker")
    return tuple(found)
