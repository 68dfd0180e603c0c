"""Do two statements say the same thing? One decision, with a score and its reasons.

The score, 0..1, says how alike two statements are in what they tell: the weight of the words, names, numbers and
dates that they share (see `facts`), as a share of what both hold (Dice) and of what the shorter holds (containment), a
little more for the same speaker and the same main verb. Being alike is not enough: two tolls, two dates, a yes and a no
are told in the same words. What speaks *against* two statements being one claim is therefore looked for by itself, and
any of it outweighs every score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.relating.claims.vetoes import Against, vetoes
from onrecord.relating.counts import is_toll, main_count, same_number
from onrecord.relating.facts import Facts, is_word
from onrecord.relating.windows import one_window

SAME = 0.5
"""The score from which two statements are one claim, one of them at least put to somebody. Of 178 pairs of 17 real
stories, marked by hand and spread over scores from 0.4 up, nine in ten above it say the same, seven in ten below."""
SAME_OWN = 0.65
"""The same for two sentences that two outlets say in their own voice: captions and background tell of one matter in
like words. Of the same pairs eight in ten above it say the same, five in ten below."""
SAME_IN_ONE_VOICE = 0.75
"""The same for two sentences that one report says in its own voice: what looks alike there is mostly two captions, two
entries of a list, two turns of one account."""
SAME_OF_TWO = 0.65
"""The same for what two known speakers say: that both vouch for one thing must be plain."""
SAME_OF_TWO_IN_ONE = 0.75
"""The same for two speakers of one report, which tells of them apart because they differ."""
SAME_IN_ONE_REPORT = 0.62
"""The same for two sayings of one report: its paraphrase and its quotation are mostly of two things said."""
SAME_OF_STRANGERS = 0.75
"""The same for the very words of two people whose names are not known: only their words tell that they are one."""
TOLL_SAME = 0.55
"""Score of two statements whose main point is one and the same toll, before what else they share."""
_A_REMARK = 1.0
"""Weight from which a text is a remark that can be known again: "the attack" twice is no claim twice."""
QUOTED = 6
"""Words in a row that two people seldom choose alike."""
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
_FUTURE_AND_PAST = -0.2
_BY_THE_WAY = -0.1
"""One tells only by the way what the other puts, and both are outlets' own sentences (captions, background), or one
speaker's, who says much of one matter."""
_DAYS_APART = ((21, -0.15), (4, -0.05))
"""Reports this many days apart, unless both give the same date: two events of one kind are told in the same words."""
_TELLING = 0.3
"""Weight from which a shared word counts as a shared topic and is named among the reasons."""
_WELL_TOLD = 2
"""Telling words in common from which two statements are about one matter whatever their main verbs."""
_REASONS = 5
_TOLL_DAYS = 7
"""Days between two reports up to which one number of dead is one toll."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether two statements are one claim, and why."""

    score: float
    """How alike they are, 0..1, whatever speaks against them."""
    same: bool
    because: tuple[str, ...]
    against: tuple[Against, ...] = ()
    """What forbids that they are one claim."""
    by_rule: bool = False
    """Whether they share a toll or a window to come, which say more than their wording."""


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
    against = tuple(vetoes(a, b, likeness, gap(a, b)))
    needed = SAME if window is not None or toll is not None else _needed(a, b)
    same = score >= needed and not against
    if score < WORTH_TELLING:
        return Decision(score=score, same=False, because=(f"score {score:.2f}",), against=against)
    rule = [f"one speaker on one matter for one window: {window}"] if window else [f"one toll: {toll}"] if toll else []
    because = (*rule, *reasons_of(a, b), f"score {score:.2f}")
    return Decision(score=score, same=same, because=because, against=against, by_rule=bool(rule))


def _needed(a: Facts, b: Facts) -> float:
    """Return the score from which two statements are one claim."""
    one_report = a.statement.report == b.statement.report
    if a.speaker is not None and b.speaker is not None and a.speaker != b.speaker:
        return SAME_OF_TWO_IN_ONE if one_report else SAME_OF_TWO
    if one_report and (a.attributed or b.attributed):
        return SAME_IN_ONE_REPORT
    if _quotes_a_stranger(a) and _quotes_a_stranger(b):
        return SAME_OF_STRANGERS
    if a.attributed or b.attributed:
        return SAME
    return SAME_IN_ONE_VOICE if one_report else SAME_OWN


def _quotes_a_stranger(facts: Facts) -> bool:
    return facts.speaker is None and facts.statement.kind in ("direct", "mixed")


def contradictions(a: Facts, b: Facts) -> tuple[Against, ...]:
    """Return what forbids that two statements are in one claim, however alike: cheaper than `compare`.

    Used for statements that never met as a pair but would come together in one claim.
    """
    shared = sum(weight for feature, weight in sorted(a.weights.items()) if feature in b.weights)
    return tuple(vetoes(a, b, _likeness(a, b, shared), gap(a, b)))


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


def _likeness(a: Facts, b: Facts, shared: float) -> float:
    """Return the share of weight that two statements have in common, 0..1, less when it is little in all."""
    if not shared:
        return 0.0
    if a.plain == b.plain and a.total >= _A_REMARK:
        return 1.0
    dice = 2 * shared / (a.total + b.total)
    contained = shared / min(a.total, b.total) if _one_matter(a, b) else dice
    return (dice + contained) / 2 * min(1.0, shared / ENOUGH_SHARED)


def _one_matter(a: Facts, b: Facts) -> bool:
    """Return whether all of one being in the other says that it is put there, and not only told of by the way.

    "People had gathered for the fireworks" is not what "It swerved through a crowd gathered for the fireworks" puts.
    """
    if a.attributed and b.attributed and not runs(a.plain).isdisjoint(runs(b.plain)):
        return True
    if not a.verb or not b.verb:
        return False
    return a.statement.event == b.statement.event or (a.event in b.weights and b.event in a.weights)


@lru_cache(maxsize=65_536)
def runs(plain: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of `QUOTED` words of a text: one of them in two attributed texts is one quotation."""
    told = plain.split()
    return frozenset(tuple(told[at : at + QUOTED]) for at in range(len(told) - QUOTED + 1))


def _leanings(a: Facts, b: Facts, shared: list[str]) -> float:
    """Return what the score gains and loses by who speaks, the main verb, the names, the tense, the days between."""
    total = 0.0
    if a.speaker is not None and b.speaker is not None:
        total += _SAME_SPEAKER if a.speaker == b.speaker else _OTHER_SPEAKER
    if a.event and b.event:
        total += _SAME_EVENT if a.event == b.event else _NO_COMMON_EVENT if _other_event(a, b) else _OTHER_EVENT
    if sum(a.weights[f] for f in shared if is_word(f)) < _NAMES_ALONE[0]:
        total += _NAMES_ALONE[1]
    one_speaker = a.speaker is not None and a.speaker == b.speaker
    if (one_speaker or not (a.attributed or b.attributed)) and not _one_matter(a, b):
        total += _BY_THE_WAY
    if a.entities and b.entities and not a.entities & b.entities:
        total += _OTHER_NAMES
    if _other_numbers(a, b):
        total += _OTHER_NUMBERS
    if len(shared) < _FEW_SHARED[0]:
        total += _FEW_SHARED[1]
    if a.forward != b.forward:
        total += _FUTURE_AND_PAST
    if not any(feature.startswith("on ") for feature in shared):
        days_between = gap(a, b)
        total += next((loss for least, loss in _DAYS_APART if days_between >= least), 0.0)
    return total if shared else min(total, 0.0)


def _other_numbers(a: Facts, b: Facts) -> bool:
    """Return whether both give numbers and no number of one is a number of the other."""
    if not a.tallies or not b.tallies:
        return False
    return not any(x.key == y.key and same_number(x, y) for x in a.tallies for y in b.tallies)


def gap(a: Facts, b: Facts) -> int:
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
    if gap(a, b) > _TOLL_DAYS or (a.entities and b.entities and not a.entities & b.entities):
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
