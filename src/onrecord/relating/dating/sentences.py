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
FEWEST = 50
"""Sentences, some three reports, as whose part the sentences of a smaller story are taken: a word that stands in all of
four sentences is not thereby a common one."""
OPENING = 4
"""Sentences, the title among them, in which a report says what its news is."""
_COMMON = 200
"""Sentences whose day is known. A word that more of them hold finds no other sentence by itself; the rarer ones do."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence that names a day."""

    report: str
    span: Span
    terms: frozenset[str]
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
        return (self.shared >= SHARED and self.share >= SHARE) or (
            self.shared >= SHORT_SHARED and self.share >= SHORT_SHARE
        )

    @property
    def tells_a_day(self) -> bool:
        """Whether it is enough for "today" or "yesterday"."""
        return self.shared >= DAY_SHARED and self.share >= DAY_SHARE


class Sentences:
    """The sentences of all reports of a story that name a day."""

    def __init__(self, reports: Sequence[Report], analyses: Mapping[str, Analysis]) -> None:
        self.by_report: dict[str, list[Sentence]] = {}
        """Of each report the sentences that name a day or point to one."""
        self._openings: dict[str, list[frozenset[str]]] = {}
        wordings: set[frozenset[str]] = set()
        empty = 0
        for report in reports:
            terms = _terms(report, analyses[report.id])
            wordings.update(frozenset(found) for found in terms.values() if found)
            empty += sum(not found for found in terms.values())
            self.by_report[report.id] = _dated(report, analyses[report.id], terms)
            self._openings[report.id] = [frozenset(terms[span]) for span in sorted(terms)[:OPENING]]
        # Hundreds of copies of one text make its words no commoner: each wording counts once.
        self._weights = _weigh(Counter(term for found in wordings for term in found), len(wordings) + empty)
        self._holding: dict[str, list[Sentence]] = defaultdict(list)
        for sentences in self.by_report.values():
            for sentence in sentences:
                for term in sentence.terms if sentence.days else ():
                    self._holding[term].append(sentence)

    def like(self, sentence: Sentence) -> list[Match]:
        """Return the sentences of other reports that tell of the same event, by report and place."""
        found: dict[Sentence, None] = {}
        for term in sorted(sentence.terms):
            if self._weights[term] and len(self._holding[term]) <= _COMMON:
                found.update(dict.fromkeys(self._holding[term]))
        own = self._weight(sentence.terms)
        matches = []
        for other in sorted(found, key=lambda one: (one.report, one.span)):
            if other.report == sentence.report:
                continue
            shared = self._weight(sentence.terms & other.terms)
            match = Match(other, shared, shared / max(min(own, self._weight(other.terms)), shared, 1e-9))
            if match.tells or match.tells_a_day:
                matches.append(match)
        return matches

    def open_alike(self, one: str, other: str, shared: float = SHARED, share: float = SHARE) -> bool:
        """Return whether two reports have the same news: a sentence among the first of each tells the same.

        Args:
            one: The id of a report.
            other: The id of another.
            shared: The summed weight of words that they must share.
            share: The part of the slighter sentence's weight that must be shared.
        """
        return any(
            found >= shared and found >= share * min(self._weight(mine), self._weight(theirs))
            for mine in self._openings[one]
            for theirs in self._openings[other]
            if (found := self._weight(mine & theirs))
        )

    def _weight(self, terms: frozenset[str]) -> float:
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
