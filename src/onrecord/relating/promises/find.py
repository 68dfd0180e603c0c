"""Promises: claims about what is yet to come, by somebody who can be held to them, with the window they fall due in.

A promise needs all of: words put to a speaker; content about the future, not denied; a date in that content which
ends after the report was published; and a tie that binds the speaker: a cue ("pledged", "ordered"), the first person
("we will ..."), an office, or being an organisation or a government. Forecasts, wishes and demands are none, nor is
what somebody says that another person will do (`words.toml`).

What became of it is read from later statements about the same matter; when they leave it open, so does the status.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from onrecord.dates import bounds, day_of, days
from onrecord.model import Claim, Entity, Promise, Report, Statement, Time
from onrecord.relating.facts import Facts, gather_facts
from onrecord.relating.promises.fates import broken_words, later_about, status_of
from onrecord.relating.words import words

_OPENING = 25
"""Code points from the start of a content within which the name of another person is its subject."""
_WORD = re.compile(r"\b(?!May\b)[A-Za-z]+")
"""Words, but not the month of May, which is no verb."""
_BREAK = re.compile(r"(?<=[^\W_A-Z]{3})[.!?]\S?\s+(?=\S?[A-Z])")
"""The end of a sentence within a content, and not of an abbreviation: "Mr. Velt"."""
_LONGEST = 100_000
"""Days: the width given to a window that is open on one side, so that a closed one counts as narrower."""


@dataclass(frozen=True, slots=True)
class _Binding:
    """The word lists of `words.toml`, by family where they are compared with families."""

    cues: frozenset[str]
    offices: frozenset[str]
    future: frozenset[str]
    other_cues: frozenset[str]
    other_events: frozenset[str]
    other_terms: frozenset[str]
    ought: frozenset[str]
    will: frozenset[str]
    weak: frozenset[str]
    done: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Bound:
    """One statement that binds its speaker."""

    facts: Facts
    speaker: str
    due: str
    why: str


def find_promises(
    reports: Mapping[str, Report],
    claims: Sequence[Claim],
    statements: Sequence[Statement],
    entities: Sequence[Entity],
    as_of: str | None = None,
) -> tuple[Promise, ...]:
    """Find the claims that bind somebody, and what is reported to have become of them.

    Args:
        reports: All reports of the story, by id.
        claims: All claims.
        statements: All statements, with `id`, `report` and `speaker` filled.
        entities: All entities; the labels of persons say which office they hold.
        as_of: The day (EDTF) for which the status holds: reports published after it are not looked at. None is the day
            of the newest report, so that the result depends on the reports alone.

    Returns:
        The promises, sorted by claim id. `later` holds the statements of later reports on the same matter, by date.
    """
    facts = {one.id: one for one in gather_facts(reports, statements, entities).values() if not one.layered}
    people = {entity.id: entity for entity in entities}
    published = [one.published for one in facts.values() if one.published is not None]
    today = day_of(as_of) or max(published, default=None)
    sharing: dict[str, list[str]] = defaultdict(list)
    for statement, one in facts.items():
        for feature in one.weights:
            sharing[feature].append(statement)
    promises = []
    for claim in sorted(claims, key=lambda c: c.id):
        said = (facts[s] for s in claim.statements if s in facts)
        bound = [b for one in said if (b := _binds(one, reports[one.statement.report], people)) is not None]
        if today is not None:
            bound = [b for b in bound if b.facts.published is not None and b.facts.published <= today]
        if bound:
            promises.append(_promise(claim, bound, facts, sharing, today))
    return tuple(promises)


def _promise(
    claim: Claim,
    bound: Sequence[_Bound],
    facts: Mapping[str, Facts],
    sharing: Mapping[str, Sequence[str]],
    today: date | None,
) -> Promise:
    due = _most(b.due for b in bound)
    speaker = _most(b.speaker for b in bound)
    said = [b.facts for b in bound]
    later = later_about(said, frozenset(claim.statements), facts, sharing, today)
    status, why = status_of(said, due, later, today)
    stating = sum(b.due == due for b in bound)
    ties = sorted({b.why for b in bound})
    return Promise(
        claim=claim.id,
        speaker=speaker,
        due=due,
        status=status,
        later=tuple(one.id for one in later),
        because=f"{'; '.join(ties)}; due {due}, as {stating} of {len(claim.statements)} statements say; {why}",
    )


def _binds(facts: Facts, report: Report, people: Mapping[str, Entity]) -> _Bound | None:
    """Return how a statement binds its speaker, None when it does not for certain."""
    speaker = people.get(facts.speaker or "")
    statement = facts.statement
    if speaker is None or not facts.attributed or statement.negated:
        return None
    due = _due(facts)
    why = _tie(facts, speaker)
    if (
        due is None
        or why is None
        or not _to_come(statement, _sentence(due, report, statement))
        or _foresees(facts)
        or _of_another(facts, speaker, people)
    ):
        return None
    return _Bound(facts, speaker.id, due.edtf or "", why)


def _to_come(statement: Statement, sentence: str | None) -> bool:
    """Return whether a content is about what is yet to come, by its own words and not by a date alone.

    Of a content of several sentences, the one that holds the date counts: "The trucks are ready. We will deliver them
    by May." What has been done is no promise though it serves what is to come: "has activated a plan to be ready".
    """
    lists = _lists()
    said = [word.lower() for word in _WORD.findall(statement.text if sentence is None else sentence)]
    if sentence is not None:
        return not lists.will.isdisjoint(said)
    if not statement.future or said[:1] == ["to"]:
        return statement.future
    first = next((at for at, word in enumerate(said) if word in lists.future), None)
    return first is not None and (said[first] not in lists.weak or lists.done.isdisjoint(said[:first]))


def _sentence(due: Time, report: Report, statement: Statement) -> str | None:
    """Return the words of the one sentence that holds a date, None where its content is one sentence."""
    for start, end in statement.content:
        if start <= due.span[0] < end:
            breaks = [start, *(start + m.end() for m in _BREAK.finditer(report.text[start:end])), end]
            first = max(at for at in breaks if at <= due.span[0])
            last = min(at for at in breaks if at > due.span[0])
            if len(breaks) > 2 or len(statement.content) > 1:
                return report.text[first:last]
    return None


def _tie(facts: Facts, speaker: Entity) -> str | None:
    """Return what binds the speaker to the words, in plain words."""
    lists = _lists()
    if facts.statement.cue_lemma in lists.cues:
        return f'by the word "{facts.statement.cue_lemma}"'
    if facts.first_person:
        return "in the first person"
    if speaker.kind == "organisation":
        return "by an organisation"
    if speaker.kind == "place":
        return "by a government, named by its place"
    if speaker.kind == "person":
        held = sorted(
            {word for label in speaker.labels for word in label.text.lower().split() if word in lists.offices}
        )
        if held:
            return f"by the holder of an office: {', '.join(held[:2])}"
    return None


def _foresees(facts: Facts) -> bool:
    """Return whether the words foretell, wish or ask instead of binding."""
    lists = _lists()
    said = frozenset(word.lower() for word in _WORD.findall(facts.statement.text))
    return (
        facts.statement.cue_lemma in lists.other_cues
        or bool(said & lists.ought and not said & lists.will)
        or facts.event in lists.other_events
        or facts.statement.event in broken_words()
        or any(term in lists.other_terms for term in facts.statement.terms)
    )


def _of_another(facts: Facts, speaker: Entity, people: Mapping[str, Entity]) -> bool:
    """Return whether the content opens with another person: what he will do is not the speaker's to promise."""
    statement = facts.statement
    if not statement.content or speaker.kind != "person":
        return False
    start = statement.content[0][0]
    opening = {span for span in statement.names if start <= span[0] <= start + _OPENING}
    others = (people[e] for e in sorted(facts.entities) if e != speaker.id and people[e].kind == "person")
    return any(at.report == statement.report and at.span in opening for other in others for at in other.mentions)


def _due(facts: Facts) -> Time | None:
    """Return the narrowest date in the content that ends after the report."""
    found: list[tuple[int, str, Time]] = []
    for time in facts.statement.times:
        if time.edtf is None or facts.published is None:
            continue
        first, last = bounds(time.edtf)
        ends = last if last is not None else first
        if ends is not None and ends > facts.published:
            found.append((days(time.edtf) or _LONGEST, time.edtf, time))
    return min(found, key=lambda each: (each[:2], each[2].span))[2] if found else None


def _most(values: Iterable[str]) -> str:
    """Return the most frequent value; of equally frequent dates the narrowest, then the first by name."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], days(value) or _LONGEST, value))


@cache
def _lists() -> _Binding:
    text = files("onrecord.relating.promises").joinpath("words.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return _Binding(
        cues=frozenset(tables["binding"]["cues"]),
        offices=frozenset(tables["binding"]["offices"]),
        future=frozenset(tables["binding"]["future"]),
        other_cues=frozenset(tables["not_binding"]["cues"]),
        other_events=frozenset(words().key(event) for event in tables["not_binding"]["events"]),
        other_terms=frozenset(tables["not_binding"]["terms"]),
        ought=frozenset(tables["not_binding"]["ought"]),
        will=frozenset(tables["not_binding"]["will"]),
        weak=frozenset(tables["past"]["weak"]),
        done=frozenset(tables["past"]["done"]),
    )
