"""Two statements told in nearly the same words: what one puts where the other puts something else.

What parts them must be one thing alone: a number, a date, or a yes and a no. How alike they are is measured with that
one thing left out ("119 people were on board" and "126 people were on board the ferry" share all the rest).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.dates import bounds, days
from onrecord.model import ConflictKind, Span
from onrecord.relating.claims.pairs import ENOUGH_SHARED
from onrecord.relating.claims.vetoes import Against, opposite_words
from onrecord.relating.conflicts.tallies import Places, near, one_event, vague
from onrecord.relating.counts import is_toll, number_clash, numbers_apart
from onrecord.relating.facts import Facts, Tally, is_word
from onrecord.relating.windows import apart
from onrecord.relating.words import words

ALIKE = 0.6
"""Likeness aside the number, 0..1, from which two numbers are taken to be of one thing."""
ALIKE_FOR_DATES = 0.75
"""The same for dates: news tells two events of one kind in the same words."""
ALIKE_FOR_SIDES = 0.55
"""The same for a word and its opposite, which already tell of one matter."""
ALIKE_FOR_DENIALS = 0.7
"""The same for a yes and a no: "confirmed it" and "could not confirm it" of two parties are no contradiction."""
LEAST_COMMON, WEIGHT_COMMON = 2, 1.2
"""How many features, of which weight in all, a yes and a no must share besides the word that parts them."""
TELLING_SHARED = 0.5
"""Weight of words that two statements with different numbers must share besides what they count."""
DAYS_APART = 10
"""Two past days further apart than this are more often two events of one kind than one event misdated."""
_PART_OF_FULL = 0.8
_DAY = 1
_INFINITIVE = re.compile(r"\W*(?:not )?to\b", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Put:
    """What one side puts."""

    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What kind of thing parts two statements, and what each puts."""

    kind: ConflictKind
    puts: tuple[Put, Put]
    likeness: float


def disagreement(a: Facts, b: Facts, against: tuple[Against, ...], places: Places) -> Disagreement | None:
    """Return what parts two statements, None when it is nothing, more than one thing, or not certain.

    Args:
        a: One statement.
        b: The other.
        against: What `claims.pairs.contradictions` says of the two.
        places: The places of the story.
    """
    if against == ("number",):
        return _numbers(a, b, places)
    if against == ("date",):
        return _dates(a, b)
    if against in (("negation",), ("opposite",)) and _two_sides(a, b):
        return _sides(a, b)
    return None


def value_of(tally: Tally) -> str:
    """Return a range as text: `84`, `84..` (at least), `..20` (at most), `24..96`."""
    low, high = ("" if bound is None else f"{bound:g}" for bound in (tally.low, tally.high))
    return low if low == high else f"{low}..{high}"


def _numbers(a: Facts, b: Facts, places: Places) -> Disagreement | None:
    clash = number_clash(a, b)
    if clash is None or not numbers_apart(*clash) or is_toll(clash[0]) or not one_event(a, b, places):
        return None  # Tolls are told in ever new words and have rules of their own: see `tallies`.
    mine, other = clash
    if mine.unit in words().measures or mine.unit.startswith("-"):
        return None
    telling = sum(w for f, w in a.weights.items() if f in b.weights and is_word(f) and f not in mine.key)
    likeness = _alike_aside(a, b, lambda feature: ".." in feature)
    people = mine.unit in words().tally_units
    if likeness < ALIKE or telling < TELLING_SHARED or vague(mine, other) or (people and not near(mine, other)):
        return None
    return Disagreement("number", (Put(mine.span, value_of(mine)), Put(other.span, value_of(other))), likeness)


def _dates(a: Facts, b: Facts) -> Disagreement | None:
    """Return the two dates when each side gives one, of one event as far as can be told."""
    if len(a.windows) != 1 or len(b.windows) != 1 or not a.event or a.event != b.event or a.forward != b.forward:
        return None
    likeness = _alike_aside(a, b, lambda feature: feature.startswith("on "))
    sure = a.forward or _near(a.windows[0], b.windows[0]) or (_single(a) and _single(b))
    if likeness < ALIKE_FOR_DATES or not sure:
        return None
    return Disagreement("date", (Put(_date_span(a), a.windows[0]), Put(_date_span(b), b.windows[0])), likeness)


def _sides(a: Facts, b: Facts) -> Disagreement | None:
    """Return a yes and a no."""
    pair = opposite_words(a, b)
    likeness = _alike_aside(a, b, lambda feature: pair is not None and feature in pair)
    common = [w for f, w in sorted(a.weights.items()) if f in b.weights and (pair is None or f not in pair)]
    if len(common) < LEAST_COMMON or sum(common) < WEIGHT_COMMON:
        return None
    if likeness < (ALIKE_FOR_SIDES if pair is not None else ALIKE_FOR_DENIALS):
        return None
    if pair is None and (not a.event or a.event != b.event):
        return None  # a word and its opposite carry their matter with them: "were open", "were shut"
    if pair is not None and (_only_aimed_at(a, pair[0]) or _only_aimed_at(b, pair[1])):
        return None
    if pair is not None:
        puts = Put(_word_span(a, pair[0]), pair[0]), Put(_word_span(b, pair[1]), pair[1])
    else:
        one, other = ("denied" if side.statement.negated else "put" for side in (a, b))
        puts = Put(a.statement.content[0], one), Put(b.statement.content[0], other)
    return Disagreement("negation", puts, likeness)


def _only_aimed_at(facts: Facts, feature: str) -> bool:
    """Return whether a word stands in the infinitive: "it takes a minute to close the doors" shuts none."""
    start, _ = _word_span(facts, feature)
    before = facts.statement.text[: max(0, start - facts.statement.content[0][0])]
    return before.endswith("to ")


def _two_sides(a: Facts, b: Facts) -> bool:
    """Return whether a yes and a no are about the same, and by two, or by one who changed.

    "He did not say it was safe. He said it was safe to walk" within one report is rhetoric, not a conflict.
    """
    if not a.statement.content or not b.statement.content:
        return False
    if a.statement.report == b.statement.report and a.speaker == b.speaker:
        return False
    if a.statement.hedged or b.statement.hedged or a.open or b.open or wished(a) or wished(b):
        return False
    names_fit = a.entities <= b.entities or b.entities <= a.entities
    return names_fit and not any(apart(x, y) for x in a.windows for y in b.windows)


def wished(facts: Facts) -> bool:
    """Return whether a content says what somebody wants: "urged her not to sell it" denies nothing."""
    return _INFINITIVE.match(facts.statement.text) is not None or facts.statement.cue_lemma in words().wishes


def _alike_aside(a: Facts, b: Facts, left_out: Callable[[str], bool]) -> float:
    """Return how alike two statements are when some features are left out, 0..1."""
    mine = {f: w for f, w in a.weights.items() if not left_out(f)}
    other = {f: w for f, w in b.weights.items() if not left_out(f)}
    shared = sum(weight for feature, weight in sorted(mine.items()) if feature in other)
    least = min(sum(mine.values()), sum(other.values()))
    if not shared or not least:
        return 0.0
    dice = 2 * shared / (sum(mine.values()) + sum(other.values()))
    return round((dice + shared / least) / 2 * min(1.0, shared / min(ENOUGH_SHARED, _PART_OF_FULL * least)), 3)


def _near(one: str, other: str) -> bool:
    """Return whether both are days and few days apart."""
    first, second = bounds(one)[0], bounds(other)[0]
    both_days = days(one) == _DAY and days(other) == _DAY
    return both_days and first is not None and second is not None and abs((first - second).days) <= DAYS_APART


def _single(facts: Facts) -> bool:
    """Return whether a statement tells of the one event of its kind: "was last inspected on ..."."""
    return not words().single.isdisjoint(_TOKEN.findall(facts.statement.text.lower()))


def _date_span(facts: Facts) -> Span:
    day = facts.windows[0].partition("/")[0]
    return next(t.span for t in facts.statement.times if t.edtf is not None and t.edtf.startswith(day))


def _word_span(facts: Facts, feature: str) -> Span:
    """Return where a word stands in a content, by its forms; all of the content when it is not found."""
    table, statement = words(), facts.statement
    for match in _TOKEN.finditer(statement.text):
        form = match.group().lower()
        stems = (form, form[:-1], form[:-2], form[:-3], form[:-3] + "e")
        if any(table.key(stem) == feature for stem in stems if stem):
            whole = statement.content[0]
            start = whole[0] + match.start()
            # The text of several pieces is joined, so that only within the first piece does it run with the report's.
            return (start, start + len(form)) if start + len(form) <= whole[1] else whole
    return statement.content[0]
