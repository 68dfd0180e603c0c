"""Contradictions planted into real reports, and what is told otherwise without contradicting.

A *plant* is one sentence of a report told again by another outlet, in a light paraphrase, with one thing changed: a
number by more than rounding, a day, a place, who did it, or whether it is so. A *distractor* is a sentence told again
that contradicts nothing: the same value said otherwise, a place and the country that holds it, a person and their
office, another event of one kind, a part of a count, a bound. Both stand in one report together, in the order of the
sentences that they come from, each in a paragraph of its own.

What is changed is found by word patterns and word lists of this module's own, not by the room that is measured; only
the sentences, names, times and entities are taken from the record.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conflict_edits import CONTRADICTIONS, EDITS, Sentence, paraphrase
from onrecord.model import Report, Span, Statement, Story

SENTENCE = (8, 45)
"""Words of a sentence that is told again: shorter ones are headings, longer ones captions and lists."""
COVERED = 0.9
"""Share of a sentence (code points) that is the content of one statement."""
PRONOUNS = (
    "He ",
    "She ",
    "It ",
    "They ",
    "This ",
    "That ",
    "These ",
    "Those ",
    "But he",
    "But she",
    "But it",
    "But they",
)
"""Openings that mean somebody else where the sentence stands alone: it is not told again."""
PER_KIND = 2
"""How many sentences of one report are told again in one way: every report can be denied much, few have numbers."""


@dataclass(frozen=True, slots=True)
class Plant:
    """One sentence told again."""

    kind: str
    """`number`, `date`, `place`, `attribution`, `negation`; of distractors what they are."""
    contradicts: bool
    origin: str
    """The id of the report that the sentence is of."""
    sentence: Span
    """Where it stands there."""
    text: str


def plant(
    story: Story, names: dict[str, dict[Span, str]], clauses: dict[str, list[tuple[str, Span, Span]]], most: int
) -> list[tuple[Report, list[Plant]]]:
    """Return new reports with the plants that they consist of.

    Args:
        story: The story as onrecord relates it.
        names: Entity ids by report and span of a name.
        clauses: By report: lemma of a verb, its span, and the span of the noun that does it.
        most: How many new reports to make of the story: of its longest reports.
    """
    made = []
    counts: Counter[str] = Counter()
    ranked = sorted(story.reports, key=lambda r: (-r.words, r.id))[:most]
    for number, report in enumerate(ranked):
        plants: list[Plant] = []
        here: Counter[str] = Counter()
        for sentence in _sentences(story, report, names, clauses):
            edits = sorted((k for k in EDITS if here[k] < PER_KIND), key=lambda kind: (counts[kind], kind))
            for kind in edits:
                told = EDITS[kind](sentence)
                if told is not None and told != sentence.text:
                    counts[kind] += 1
                    here[kind] += 1
                    plants.append(
                        Plant(kind, kind in CONTRADICTIONS, report.id, sentence.span, paraphrase(told, len(plants)))
                    )
                    break
        if plants:
            text = "\n\n".join(one.text for one in plants)
            told_again = Report(
                id=f"r-planted{number}",
                input=f"planted{number}.txt",
                text=text,
                outlet=f"Planted Post {number}",
                published=report.published,
                language="en",
            )
            made.append((told_again, plants))
    return made


def _sentences(
    story: Story, report: Report, names: dict[str, dict[Span, str]], clauses: dict[str, list[tuple[str, Span, Span]]]
) -> Iterator[Sentence]:
    entities = {entity.id: entity for entity in story.entities}
    mine: Sequence[Statement] = sorted((s for s in story.statements if s.report == report.id), key=lambda s: s.sentence)
    times = {t.span: t.edtf for s in mine for t in s.times if t.edtf and re.fullmatch(r"\d{4}-\d\d-\d\d", t.edtf)}
    for span in sorted({s.sentence for s in mine}):
        text = report.slice(span)
        if (
            not SENTENCE[0] <= len(text.split()) <= SENTENCE[1]
            or "\n" in text
            or text[-1] not in '.”"'
            or text.count(". ")
        ):
            continue
        if report.title_span and span[0] < report.title_span[1]:
            continue

        events = {one.event for one in mine if one.sentence == span}
        if text.startswith(PRONOUNS) or not any(_covers(one, span) for one in mine):
            continue

        def inside(where: Span, span: Span = span) -> Span:
            return where[0] - span[0], where[1] - span[0]

        yield Sentence(
            report=report,
            span=span,
            text=text,
            names=tuple(
                (inside(at), entities[e]) for at, e in sorted(names.get(report.id, {}).items()) if _in(at, span)
            ),
            times=tuple((inside(at), edtf) for at, edtf in sorted(times.items()) if _in(at, span)),
            clauses=tuple(
                (lemma, inside(doer))
                for lemma, verb, doer in clauses.get(report.id, ())
                if lemma in events and _in(verb, span) and _in(doer, span)
            ),
            story=story,
        )


def _covers(statement: Statement, sentence: Span) -> bool:
    """Return whether a sentence says little but what one statement puts: nothing is planted into "said"."""
    length = sum(end - start for start, end in statement.content if _in((start, end), sentence))
    return length >= COVERED * (sentence[1] - sentence[0])


def _in(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
