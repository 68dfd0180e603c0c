"""When a report was published, by what it shares with dated reports: one witness a shared event, and their vote."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.relating.dating.pointing import Pointer
from onrecord.relating.dating.sentences import Match, Sentence, Sentences

AGREEING = 0.75
"""The part, 0..1, of the weight of all witnesses that must agree on a day: against more, nothing is said."""

ALONE = 0.4
"""The part, 0..1, of the slighter sentence that must be shared where one witness alone is heard: of pairs of sentences
with the same weekday all 183 that share so much are of the same day."""
LONGEST = 14
"""Days. What leaves more open than two weeks is no date of a report."""


@dataclass(frozen=True, slots=True)
class Witness:
    """An expression of a report, and the day that a dated report gives for the same event."""

    pointer: Pointer
    day: date
    report: str
    """The dated report's id."""
    weight: float
    """Summed weight of the words that the two sentences share."""
    share: float
    """Its part of the slighter sentence's weight, 0..1."""
    first: date
    last: date

    def allows(self, day: date) -> bool:
        """Return whether the report can have been published on a day."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Verdict:
    """What witnesses agree on."""

    first: date
    last: date
    witnesses: tuple[Witness, ...]
    """Those that agree, the weightiest first."""

    @property
    def several(self) -> bool:
        """Whether two reports, or two expressions, bear it out: one alone may be a chance likeness."""
        return len({one.report for one in self.witnesses}) > 1 or len({one.pointer for one in self.witnesses}) > 1


def find_witnesses(report: str, sentences: Sentences, dated: Mapping[str, date]) -> tuple[Witness, ...]:
    """Return what dated reports tell of when a report was published: the best of each report for each expression.

    Args:
        report: The id of the report to be dated; its own date, if it has one, is not looked at.
        sentences: The sentences of the story.
        dated: The days of the reports that may be asked, by id.
    """
    best: dict[tuple[Pointer, str], Witness] = {}
    for sentence in sentences.by_report[report]:
        if not sentence.pointers:
            continue
        for match in sentences.like(sentence):
            if match.other.report not in dated or match.other.report == report:
                continue
            for pointer in sentence.pointers:
                found = _witness(pointer, sentence, match, dated[match.other.report])
                key = pointer, match.other.report
                if found is not None and (key not in best or found.weight > best[key].weight):
                    best[key] = found
    return tuple(sorted(best.values(), key=_by_weight))


def judge(witnesses: Sequence[Witness]) -> Verdict | None:
    """Return the days that the witnesses agree on; None where there is none, or they contradict one another."""
    narrow = [one for one in witnesses if (one.last - one.first).days < LONGEST] or list(witnesses)
    if not narrow:
        return None

    def support(day: date) -> tuple[float, int]:
        return round(math.fsum(one.weight for one in witnesses if one.allows(day)), 6), -day.toordinal()

    day = max({one.first for one in narrow}, key=support)
    if support(day)[0] < AGREEING * math.fsum(one.weight for one in witnesses):
        return None
    # A month and a day allow most of a year: they may contradict, and bear out nothing.
    agree = sorted((one for one in narrow if one.allows(day)), key=_by_weight)
    verdict = Verdict(max(one.first for one in agree), min(one.last for one in agree), tuple(agree))
    return verdict if verdict.several or agree[0].share >= ALONE else None


def contradiction(witnesses: Sequence[Witness]) -> tuple[Witness, ...]:
    """Return two witnesses, the weightiest first, that no day can satisfy; none where there are no such two."""
    ranked = sorted(witnesses, key=_by_weight)
    pairs = ((one, other) for at, one in enumerate(ranked) for other in ranked[at + 1 :])
    return next((pair for pair in pairs if pair[0].last < pair[1].first or pair[1].last < pair[0].first), ())


def _witness(pointer: Pointer, sentence: Sentence, match: Match, told: date) -> Witness | None:
    named = pointer.weekday is not None or pointer.month_day is not None
    if not (match.tells if named else match.tells_a_day):
        return None
    if not named and len(sentence.pointers) > 1:
        return None
    # A match of what is told as done with what is told as to come: a plan, which may have changed.
    done = [one for one in match.other.days if one.to_come == (pointer.lag[1] <= 0 and pointer.lag[0] < 0)]
    days = {one.day for one in done if pointer.fits(one.day)}
    if len(days) != 1 or (not named and len({one.day for one in match.other.days}) > 1):
        return None
    day = days.pop()
    if pointer.lag[0] >= 0 and day > told:  # "on Monday", of what was still to come for the other: the week is open
        return None
    return Witness(pointer, day, match.other.report, match.shared, match.share, *pointer.window(day))


def _by_weight(one: Witness) -> tuple[object, ...]:
    return -round(one.weight, 6), one.report, one.pointer.span, one.day
