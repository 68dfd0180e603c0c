"""Do two statements say the same thing? One decision, with a score and its reasons.

The score, 0..1, is the probability that they do, by a logistic regression over how the two compare (see `comparison`);
its weights were learnt from marked pairs of real stories and stand in `pairs.toml`. Being alike is not enough: two
tolls, two dates, a yes and a no are told in the same words. What speaks *against* two statements being one claim is
therefore looked for by itself (see `vetoes`), and any of it outweighs every score.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.relating.claims.comparison import PUT, comparison, gap, quote_one_another, weight_of
from onrecord.relating.claims.rules import TELLING, same_by_rule
from onrecord.relating.claims.vetoes import Against, vetoes
from onrecord.relating.facts import Facts, is_word

SAME_BY_RULE = 0.6
"""The least score of two statements that share a toll or a window to come, which say more than their wording."""
SAME_IN_ONE_VOICE = 0.65
"""The same for what one report tells twice and what one speaker says twice: two captions, two turns of one account, two
things said on one matter look alike. Of such marked pairs below it fewer than half say the same."""
SAME_OF_TWO_IN_ONE = 0.75
"""The same for two speakers of one report, which tells of them apart because they differ."""
SAME_OWN = 0.7
"""The same for two sentences that outlets say in their own voice: background of one matter is told in like words."""
SAME_OWN_AND_SAID = 0.6
"""The same for an outlet's own sentence and what somebody is reported to say."""
NO_VERB = 0.9
"""The same where one has no main verb: "the talks", "the inquiry" put nothing, unless in the same words."""
ENOUGH_SHARED = 2.2
"""Weight (about three telling words) that two statements must share for their likeness to count in full."""
ONE_WORD_OF_SHORTER = 0.4
ONE_WORD_OF_LONGER = 0.2
"""What a word that is all that two statements share must be of the weight of the shorter or of the longer, 0..1: under
both, more than half of what the shorter says is not in the other, which says five times as much."""
_A_REMARK = 1.0
"""Weight from which a text is a remark that can be known again: "the attack" twice is no claim twice."""
WORTH_TELLING = 0.4
"""The score from which a decision lists what two statements share: most pairs are far below."""
_REASONS = 5
_WORTH_NAMING = 0.2
"""Log-odds from which what parts two statements is named among the reasons."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over the features of `comparison`."""

    bias: float
    of: Mapping[str, float]
    """The weight of each feature that has one: log-odds for a step of one."""
    means: Mapping[str, str]
    """What a feature says, in words."""
    same: float
    """The score from which two statements are one claim, 0..1."""

    def score(self, features: Mapping[str, float]) -> float:
        """Return the probability that a pair says the same, 0..1."""
        told = {name: value for name, value in features.items() if name not in PUT}
        put = {name: features[name] for name in PUT}
        return probability(self.bias, self.odds(told), self.odds(put))

    def odds(self, features: Mapping[str, float]) -> float:
        """Return what some of the features add to the log-odds that a pair says the same."""
        return math.fsum(self.of[name] * value for name, value in features.items() if value and name in self.of)

    def against(self, features: Mapping[str, float]) -> list[str]:
        """Return what lowers the score of a pair, in words, the weightiest first."""
        loss = {name: weight * features[name] for name, weight in self.of.items() if self.means[name]}
        found = sorted((value, name) for name, value in loss.items() if value <= -_WORTH_NAMING)
        return [self.means[name] for _, name in found]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether two statements are one claim, and why."""

    score: float
    """The probability that they say the same, 0..1, vetoes aside."""
    same: bool
    because: tuple[str, ...]
    against: tuple[Against, ...] = ()
    """What forbids that they are one claim; not looked for where the score is under `WORTH_TELLING`."""
    by_rule: bool = False
    """Whether they share a toll or a window to come, which say more than their wording."""


@cache
def learnt_weights() -> Weights:
    """Return the weights that come with the package, read once."""
    table = tomllib.loads(files("onrecord.relating.claims").joinpath("pairs.toml").read_text(encoding="utf-8"))
    return Weights(
        bias=table["bias"],
        of={name: row["weight"] for name, row in table["weights"].items()},
        means={name: row.get("against", "") for name, row in table["weights"].items()},
        same=table["same"],
    )


def probability(*odds: float) -> float:
    """Return the probability, 0..1, that log-odds make together.

    >>> probability(0.0), probability(40.0, -41.0, 1.0)
    (0.5, 0.5)
    """
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, math.fsum(odds)))))


def compare(a: Facts, b: Facts, weights: Weights | None = None) -> Decision:
    """Decide whether two statements say the same thing. The order of the two does not matter.

    Args:
        a: One statement.
        b: The other.
        weights: What the features weigh; None takes what comes with the package.
    """
    weights = weights or learnt_weights()
    a, b = sorted((a, b), key=lambda facts: facts.id)
    features = comparison(a, b)
    rule = same_by_rule(a, b)
    score = score_of(a, b, rule, weights.score(features))
    if score < WORTH_TELLING:  # Most pairs: that they are not the same needs no further reason.
        return Decision(score=score, same=False, because=(f"score {score:.2f}",))
    against = contradictions(a, b)
    same = may_be_same(a, b, score, rule, weights) and not against
    doubts = weights.against(features)
    because = (
        *([] if rule is None else [rule]),
        *reasons_of(a, b),
        *([f"against it: {', '.join(doubts)}"] if doubts else []),
        *([] if rule is not None or score < needed(a, b, weights) else _held_apart(a, b)),
        f"score {score:.2f}",
    )
    return Decision(score=score, same=same, because=because, against=against, by_rule=rule is not None)


def score_of(a: Facts, b: Facts, rule: str | None, probable: float) -> float:
    """Return the score of a pair, 0..1, of how probable its features make it and what else is known of it.

    Args:
        a: One statement.
        b: The other.
        rule: What `same_by_rule` says of the two.
        probable: The probability by the features alone.
    """
    score = 1.0 if _one_remark(a, b) else probable
    return round(score if rule is None else max(score, SAME_BY_RULE), 3)


def may_be_same(a: Facts, b: Facts, score: float, rule: str | None, weights: Weights) -> bool:
    """Return whether two statements are one claim, if nothing forbids it: see `contradict`."""
    if rule is not None:
        return True
    return score >= needed(a, b, weights) and (_one_remark(a, b) or _share_words(a, b))


def needed(a: Facts, b: Facts, weights: Weights | None = None) -> float:
    """Return the score from which two statements are one claim, 0..1."""
    one_speaker, two_speakers = False, False
    if a.speaker is not None and b.speaker is not None:
        one_speaker = a.speaker == b.speaker
        two_speakers = not one_speaker
    return needed_where(
        (weights or learnt_weights()).same,
        a.verb and b.verb,
        a.statement.report == b.statement.report,
        one_speaker,
        two_speakers,
        a.attributed + b.attributed,
    )


@lru_cache(maxsize=256)
def needed_where(
    same: float, verbs: bool, one_report: bool, one_speaker: bool, two_speakers: bool, attributed: int
) -> float:
    """Return the same by what it depends on.

    Args:
        same: The score from which two statements are one claim where nothing asks for more.
        verbs: Both have a main verb.
        one_report: One report tells both.
        one_speaker: One speaker, who is known, says both.
        two_speakers: Two, who are known, say them.
        attributed: How many of the two somebody is reported to say.
    """
    if not verbs:
        return max(same, NO_VERB)
    least = SAME_IN_ONE_VOICE if one_report or one_speaker else same
    if one_report and two_speakers:
        least = SAME_OF_TWO_IN_ONE
    return max(same, least, (SAME_OWN, SAME_OWN_AND_SAID, same)[attributed])


def _share_words(a: Facts, b: Facts) -> bool:
    """Return whether two statements share more than names, dates and figures: one may have met whom another sued.

    One word alone must be much of either of them: "Fear hit the island" and "On Monday a barge hit the pier" are of two
    things, whoever says both.
    """
    shared = a.weights.keys() & b.weights.keys()
    in_words = weight_of(shared & a.words, a)
    shorter, longer = sorted((a.total, b.total))
    if len(shared) == 1 and in_words < min(ONE_WORD_OF_SHORTER * shorter, ONE_WORD_OF_LONGER * longer):
        return False
    return in_words >= TELLING


def _held_apart(a: Facts, b: Facts) -> list[str]:
    """Return, in words, which rule keeps two statements apart that are alike enough, if `_share_words` does."""
    if _one_remark(a, b) or _share_words(a, b):
        return []
    words = sorted(a.weights.keys() & b.weights.keys() & a.words)
    if not words:
        return ["kept apart by rule: they share names, dates or figures, and no word"]
    return [f"kept apart by rule: too little is shared, {_quoted(words)} alone"]


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f'"{word}"' for word in words[:_REASONS])


def contradictions(a: Facts, b: Facts) -> tuple[Against, ...]:
    """Return what forbids that two statements are in one claim, however alike: cheaper than `compare`.

    Used for statements that never met as a pair but would come together in one claim.
    """
    return tuple(vetoes(a, b, likeness(a, b), gap(a, b)))


def contradict(a: Facts, b: Facts) -> bool:
    """Return whether anything forbids that two statements are in one claim: the first thing found is enough."""
    return next(vetoes(a, b, likeness(a, b), gap(a, b)), None) is not None


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


def likeness(a: Facts, b: Facts) -> float:
    """Return the share of weight that two statements have in common, 0..1, less when it is little in all.

    It asks for the very words, as what forbids does: an opposite counts less between two that are one remark.
    """
    shared = weight_of(a.weights.keys() & b.weights.keys(), a)
    if not shared:
        return 0.0
    if _one_remark(a, b):
        return 1.0
    dice = 2 * shared / (a.total + b.total)
    contained = shared / min(a.total, b.total) if _one_matter(a, b) else dice
    return (dice + contained) / 2 * min(1.0, shared / ENOUGH_SHARED)


def _one_remark(a: Facts, b: Facts) -> bool:
    return a.plain == b.plain and a.total >= _A_REMARK


def _one_matter(a: Facts, b: Facts) -> bool:
    """Return whether all of one being in the other says that it is put there, and not only told of by the way.

    "People had gathered for the fireworks" is not what "It swerved through a crowd gathered for the fireworks" puts.
    """
    if a.attributed and b.attributed and quote_one_another(a.plain, b.plain):
        return True
    if not a.verb or not b.verb:
        return False
    return a.statement.event == b.statement.event or (a.event in b.weights and b.event in a.weights)


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
        elif a.weights[feature] >= TELLING:
            kinds["words"].append(feature)
    found = [f"same {kind}: {', '.join(kinds[kind][:_REASONS])}" for kind in kinds if kinds[kind]]
    if a.speaker is not None and a.speaker == b.speaker:
        found.insert(0, "same speaker")
    return tuple(found)
