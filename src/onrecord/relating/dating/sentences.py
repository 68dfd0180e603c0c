"""The sentences of a story that tell a day, and which of them tell the same event.

Two sentences tell the same event where they share enough telling words: names, and words that are rare in any news and
in this story. The measure is that of `facts`, over whole sentences, and the bar is high: a wrong match dates a report
wrongly, a missed one leaves it undated.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Analysis, Report, Span, Statement
from onrecord.relating.dating.pointing import Named, Pointer, named_days, pointers
from onrecord.relating.words import words

SHARED = 2.5
"""Summed weight of shared words from which two sentences tell one event. Of pairs of sentences with the same weekday in
34 clusters and 52 triples of real news, 265 reach it together with `SHARE`, and 2 of these are of different days."""
SHARE = 0.3
"""The part of the slighter sentence's weight, 0..1, that must be shared."""
SHORT_SHARED, SHORT_SHARE = 2.0, 0.7
"""The same for a sentence so short that it holds little else: 56 of 57 pairs."""
DAY_SHARED, DAY_SHARE = 2.0, 0.6
"""The same for "today" and "yesterday", which no name of a weekday confirms: 31 of 32 pairs."""
_LEAST = min(SHARED, SHORT_SHARED, DAY_SHARED)
FEWEST = 50
"""Sentences, some three reports, as whose part the sentences of a smaller story are taken: a word that stands in all of
four sentences is not thereby a common one."""
OPENING = 4
"""Sentences, the title among them, in which a report says what its news is."""
_COMMON = 200
"""Sentences whose day is known. A word that more of them hold finds no other sentence by itself; the rarer ones do."""
_WORD = re.compile(r"[^\W_]+")
_LITTLE = 1e-6
"""Allowance for sums of weights that are added in another order."""

Terms = frozenset[str]
"""The telling words of a sentence: its wording, as far as sentences are compared by it."""


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence that names a day."""

    report: str
    span: Span
    terms: Terms
    days: tuple[Named, ...]
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Two sentences that tell of one event."""

    other: Sentence
    shared: float
    """Summed weight of the words they share."""
    share: float
    """Its part of the slighter sentence's weight, 0..1."""

    @property
    def tells(self) -> bool:
        """Whether it is enough for a weekday."""
        return tells(self.shared, self.share)

    @property
    def tells_a_day(self) -> bool:
        """Whether it is enough for "today" or "yesterday"."""
        return tells_a_day(self.shared, self.share)


def tells(shared: float, share: float) -> bool:
    """Return whether two sentences tell one event by what they share, if a weekday confirms it."""
    return (shared >= SHARED and share >= SHARE) or (shared >= SHORT_SHARED and share >= SHORT_SHARE)


def tells_a_day(shared: float, share: float) -> bool:
    """Return whether two sentences tell one event by what they share alone."""
    return shared >= DAY_SHARED and share >= DAY_SHARE


class Sentences:
    """The sentences of all reports of a story that name a day."""

    def __init__(self, reports: Sequence[Report], analyses: Mapping[str, Analysis]) -> None:
        self.by_report: dict[str, list[Sentence]] = {}
        """Of each report the sentences that name a day or point to one."""
        self._openings: dict[str, frozenset[Terms]] = {}
        wordings: set[Terms] = set()
        empty = 0
        for report in reports:
            terms = _terms(report, analyses[report.id])
            wordings.update(frozenset(found) for found in terms.values() if found)
            empty += sum(not found for found in terms.values())
            self.by_report[report.id] = _dated(report, analyses[report.id], terms)
            self._openings[report.id] = frozenset(frozenset(terms[span]) for span in sorted(terms)[:OPENING])
        # Hundreds of copies of one text make its words no commoner: each wording counts once.
        self._weights = _weigh(Counter(term for found in wordings for term in found), len(wordings) + empty)
        self._saying: dict[Terms, list[Sentence]] = defaultdict(list)
        for sentences in self.by_report.values():
            for sentence in sentences:
                if sentence.days:
                    self._saying[sentence.terms].append(sentence)
        self._spread: Counter[str] = Counter()
        for wording, saying in self._saying.items():
            for term in wording:
                self._spread[term] += len(saying)
        self._sums: dict[Terms, float] = {}
        self._near: dict[Terms, list[tuple[Terms, float, float]]] = {}
        self._holding: dict[str, list[Terms]] = defaultdict(list)
        for wording in self._saying:
            for term in self.rarest(wording, self._spread, _LEAST):
                self._holding[term].append(wording)

    def like(self, sentence: Sentence) -> list[Match]:
        """Return the sentences of other reports that tell of the same event, by report and place."""
        matches = [
            Match(other, shared, share)
            for wording, shared, share in self._like(sentence.terms)
            for other in self._saying[wording]
            if other.report != sentence.report
        ]
        return sorted(matches, key=lambda match: (match.other.report, match.other.span))

    def opening(self, report: str) -> frozenset[Terms]:
        """Return the wordings of the sentences in which a report says what its news is."""
        return self._openings[report]

    def weight(self, terms: Terms) -> float:
        """Return the summed weight of telling words."""
        if terms not in self._sums:
            self._sums[terms] = self._weight(terms)
        return self._sums[terms]

    def rarest(self, terms: Terms, spread: Mapping[str, int], least: float) -> list[str]:
        """Return the fewest words of which another sentence must hold one to share so much weight, the rarest first.

        The rarest word that two such sentences share is one of these of both: what the others weigh is not enough.

        Args:
            terms: The words of a sentence.
            spread: How many hold each word, where others are looked up.
            least: The weight to be shared.
        """
        ordered = sorted((term for term in terms if self._weights[term]), key=lambda term: (spread.get(term, 0), term))
        left, found = self.weight(terms), []
        for term in ordered:
            if left < least - _LITTLE:
                break
            found.append(term)
            left -= self._weights[term]
        return found

    def _like(self, terms: Terms) -> list[tuple[Terms, float, float]]:
        """Return the wordings that tell of the same event, each with the weight shared and its part of the slighter."""
        if terms in self._near:
            return self._near[terms]
        rare = (term for term in self.rarest(terms, self._spread, _LEAST) if self._spread[term] <= _COMMON)
        own, near = self.weight(terms), []
        for other in {wording for term in rare for wording in self._holding[term]}:
            shared = self._weight(terms & other)
            share = shared / max(min(own, self.weight(other)), shared, 1e-9)
            if tells(shared, share) or tells_a_day(shared, share):
                near.append((other, shared, share))
        self._near[terms] = near
        return near

    def _weight(self, terms: Terms) -> float:
        return math.fsum(self._weights[term] for term in terms)


def _weigh(held: Counter[str], total: int) -> dict[str, float]:
    """Return the geometric mean of what a word is worth in any news and among the sentences of this story, 0..1."""
    table = words()
    total = max(total, FEWEST)
    widest = math.log(total)
    return {term: math.sqrt(table.worth(term) * math.log(total / count) / widest) for term, count in held.items()}


def _terms(report: Report, analysis: Analysis) -> dict[Span, set[str]]:
    """Return the telling words of each sentence: the terms of its statements and its names, those of times left out."""
    table = words()
    sentences = sorted(analysis.sentences)
    found: dict[Span, set[str]] = {span: set() for span in sentences}
    for statement in analysis.statements:
        span = _around(_begins(statement), sentences)
        if span is not None:
            found[span].update(table.key(term) for term in statement.terms if term[:1].isalpha())
            if statement.cue_lemma:
                found[span].add(table.key(statement.cue_lemma))
    for name in analysis.names:
        if (span := _around(name.span[0], sentences)) is not None:
            found[span].update(_WORD.findall(report.slice(name.span).lower()))
    for time in analysis.times:
        if (span := _around(time.span[0], sentences)) is not None:
            found[span].difference_update(_WORD.findall(report.slice(time.span).lower()))
    return found


def _begins(statement: Statement) -> int:
    return min(statement.content or statement.source or (statement.sentence,))[0]


def _dated(report: Report, analysis: Analysis, terms: Mapping[Span, set[str]]) -> list[Sentence]:
    """Return the sentences that name a day or point to one."""
    sentences = sorted(terms)
    days: dict[Span, list[Named]] = defaultdict(list)
    pointing: dict[Span, list[Pointer]] = defaultdict(list)
    for named in named_days(report, analysis):
        if (span := _around(named.span[0], sentences)) is not None:
            days[span].append(named)
    for pointer in pointers(report, analysis):
        if (span := _around(pointer.span[0], sentences)) is not None:
            pointing[span].append(pointer)
    return [
        Sentence(report.id, span, frozenset(terms[span]), tuple(days[span]), tuple(pointing[span]))
        for span in sentences
        if span in days or span in pointing
    ]


def _around(place: int, sentences: Sequence[Span]) -> Span | None:
    """Return the sentence that holds a place of the text."""
    at = bisect_right(sentences, (place, 1 << 62)) - 1
    return sentences[at] if at >= 0 and place < sentences[at][1] else None
