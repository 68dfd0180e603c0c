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
from onrecord.relating.claims.comparison import gap
from onrecord.relating.claims.pairs import ENOUGH_SHARED, likeness
from onrecord.relating.claims.vetoes import Against, opposite_words, vetoes
from onrecord.relating.conflicts.tallies import LONGEST, Places, near, one_event, vague
from onrecord.relating.counts import is_toll, number_clash, numbers_apart
from onrecord.relating.facts import Facts, Tally, is_word
from onrecord.relating.rivals import Rivals, other_doer, other_place
from onrecord.relating.swaps import find_swap, words_at
from onrecord.relating.tokens import denied_whole, denies, left_open, so_far, two_events
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
ALIKE_FOR_PARTS = 0.75
"""The same for two doers and two places: much is told of many in like words."""
TELLING_FOR_PARTS = 1.5
"""Weight of words that two statements with two doers or two places must share."""
ALIKE_FOR_DENIED = 0.5
"""The same where one is told as denied: "denied that he had asked for it" names the very matter."""
NAMES_OF_DENIED = 2
"""Names in common by which what is denied is what the other puts, whatever their verbs' parts."""
LEAST_COMMON, WEIGHT_COMMON = 2, 1.2
"""How many features, of which weight in all, a yes and a no must share besides the word that parts them."""
TELLING_SHARED = 0.5
"""Weight of words that two statements with different numbers must share besides what they count."""
DAYS_APART = 10
"""Two past days further apart than this are more often two events of one kind than one event misdated."""
_PART_OF_FULL = 0.8
_DAY = 1
_DECISIVE: frozenset[Against] = frozenset({"swap", "number", "date", "negation", "opposite", "doer", "place"})
"""One of these parts two statements that disagree; what parts most pairs is something else."""
_NO_CONTRARY: frozenset[Against] = frozenset({"voice", "tense", "open", "layer"})
"""Where one of these parts two statements, neither is the other's contrary: two speak each of themselves, one promises
what the other tells, one asks."""
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


def parted_by(a: Facts, b: Facts) -> tuple[Against, ...]:
    """Return what parts two statements, () where they cannot disagree for it: it is looked for no further then.

    The order of `vetoes` has what ends the search before what costs most.
    """
    if two_events(a, b):
        return ()
    found: list[Against] = []
    for against in vetoes(a, b, likeness(a, b), gap(a, b)):
        if against in _NO_CONTRARY:
            return ()
        found.append(against)
    return tuple(found)


def disagreement(a: Facts, b: Facts, against: tuple[Against, ...], places: Places) -> Disagreement | None:
    """Return what parts two statements, None when it is nothing, more than one thing, or not certain.

    Args:
        a: One statement.
        b: The other.
        against: What `parted_by` says of the two.
        places: The places of the story.
    """
    if (
        _DECISIVE.isdisjoint(against)
        or two_events(a, b)
        or (not _of_one_day(a, b) and so_far(a) != so_far(b) and "date" not in against)
    ):
        return None
    if "swap" in against:
        return _swapped(a, b, against, places)
    if against == ("number",):
        return _numbers(a, b, places)
    if against == ("date",):
        return _dates(a, b)
    if against in (("negation",), ("opposite",)) and _two_sides(a, b):
        return _sides(a, b)
    if "doer" in against and set(against) <= {"doer", "specifics"} and _both_put(a, b):
        return _parts("attribution", other_doer(a, b), a, b)
    if against == ("place",) and _both_put(a, b):
        return _parts("place", other_place(a, b), a, b)
    return None


def _swapped(a: Facts, b: Facts, against: tuple[Against, ...], places: Places) -> Disagreement | None:
    """Return the one thing that parts two statements told in the same words."""
    swap = find_swap(a, b)
    allowed = {"swap", "number", "date", "negation", "opposite", "specifics", "doer", "place", "share", "toll"}
    if swap is None or not set(against) <= allowed or not _both_put(a, b):
        return None
    hedged = a.statement.hedged or b.statement.hedged
    if (
        swap.kind == "negation"
        and hedged
        and (a.statement.hedged != b.statement.hedged or left_open(a) or left_open(b))
    ):
        return None
    if not (_one_day(a, b, *swap.values) if swap.kind == "date" else _days_fit(a, b)):
        return None
    values = swap.values
    if swap.tallies is not None:
        if (
            not one_event(a, b, places)
            or long_dates(a) != long_dates(b)
            or any(t.unit.startswith("-") for t in swap.tallies)
        ):
            return None
        values = value_of(swap.tallies[0]), value_of(swap.tallies[1])
    one, other = (Put(span, value) for span, value in zip(swap.spans, values, strict=True))
    return Disagreement(swap.kind, (one, other), swap.share)


def value_of(tally: Tally) -> str:
    """Return a range as text: `84`, `84..` (at least), `..20` (at most), `24..96`."""
    low, high = ("" if bound is None else f"{bound:g}" for bound in (tally.low, tally.high))
    return low if low == high else f"{low}..{high}"


def _numbers(a: Facts, b: Facts, places: Places) -> Disagreement | None:
    clash = number_clash(a, b)
    if not _one_doing(a, b) or long_dates(a) != long_dates(b):
        return None
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
    if words_at(a, _date_span(a)) == words_at(b, _date_span(b)):
        return None  # the same "this year" in two reports of two years is mostly one remark told again
    if likeness < ALIKE_FOR_DATES or not _one_day(a, b, a.windows[0], b.windows[0]) or not _one_doing(a, b):
        return None
    return Disagreement("date", (Put(_date_span(a), a.windows[0]), Put(_date_span(b), b.windows[0])), likeness)


def _sides(a: Facts, b: Facts) -> Disagreement | None:
    """Return a yes and a no."""
    pair = opposite_words(a, b)
    likeness = _alike_aside(a, b, lambda feature: pair is not None and feature in pair)
    common = [w for f, w in sorted(a.weights.items()) if f in b.weights and (pair is None or f not in pair)]
    if len(common) < LEAST_COMMON or sum(common) < WEIGHT_COMMON:
        return None
    least = ALIKE_FOR_DENIALS if denied_whole(a) == denied_whole(b) else ALIKE_FOR_DENIED
    if likeness < (ALIKE_FOR_SIDES if pair is not None else least):
        return None
    if pair is None and (not a.event or a.event != b.event or denies(a) == denies(b) or not _one_matter(a, b)):
        return None  # a word and its opposite carry their matter with them: "were open", "were shut"
    if pair is not None and any(word in side.weights for word, side in ((pair[0], b), (pair[1], a))):
        return None  # "negotiate to end the war that began long ago" is no contrary of "the war ends"
    if pair is not None and (_only_aimed_at(a, pair[0]) or _only_aimed_at(b, pair[1])):
        return None
    if pair is not None:
        puts = Put(_word_span(a, pair[0]), pair[0]), Put(_word_span(b, pair[1]), pair[1])
    else:
        one, other = ("denied" if side.statement.negated else "put" for side in (a, b))
        puts = Put(a.statement.content[0], one), Put(b.statement.content[0], other)
    return Disagreement("negation", puts, likeness)


def _parts(kind: ConflictKind, rivals: Rivals | None, a: Facts, b: Facts) -> Disagreement | None:
    """Return two doers or two places, of one event as far as can be told."""
    if rivals is None:
        return None
    named = {part.entity for part in rivals}
    likeness = _alike_aside(a, b, lambda feature: feature in named)
    telling = sum(weight for feature, weight in sorted(a.weights.items()) if feature in b.weights and is_word(feature))
    if likeness < ALIKE_FOR_PARTS or telling < TELLING_FOR_PARTS:
        return None
    mine, other = (Put(part.span, part.entity or part.head) for part in rivals)
    return Disagreement(kind, (mine, other), likeness)


def _both_put(a: Facts, b: Facts) -> bool:
    """Return whether both are put as so, and not by one report of which each sentence tells of another."""
    if a.statement.report == b.statement.report and a.speaker == b.speaker:
        return False
    if a.open or b.open or wished(a) or wished(b):
        return False
    return a.forward == b.forward or (a.statement.future == b.statement.future and bool(a.windows) == bool(b.windows))


def _of_one_day(a: Facts, b: Facts) -> bool:
    return a.published is not None and a.published == b.published


def _days_fit(a: Facts, b: Facts) -> bool:
    """Return whether every day that one names may be one that the other names, where both name any."""
    if not a.windows or not b.windows:
        return True
    sides = ((a.windows, b.windows), (b.windows, a.windows))
    return all(any(not apart(x, y) for y in others) for mine, others in sides for x in mine)


def _one_matter(a: Facts, b: Facts) -> bool:
    """Return whether a yes and a no are of one doing; a denial tells of it in other words, and names the same."""
    if denied_whole(a) != denied_whole(b) and len(a.entities & b.entities) >= NAMES_OF_DENIED:
        return True
    return _one_doing(a, b)


def _one_doing(a: Facts, b: Facts) -> bool:
    """Return whether both main verbs have a part in common: the doer where both name one, else what it is done to."""
    if not a.doings or not b.doings:
        return a.doings == b.doings
    if a.main is None or b.main is None:
        return False
    named = all(any(part.head for part in doing.doers) for doing in (a.main, b.main))
    mine, other = (a.main.doers, b.main.doers) if named else (a.main.parts, b.main.parts)
    return any(one.same(two) for one in mine for two in other)


def long_dates(facts: Facts) -> frozenset[str]:
    """Return the years and longer stretches that a statement names: a count of another stretch is another count."""
    times = (t.edtf for t in facts.statement.times if t.edtf is not None and t.type == "DATE")
    return frozenset(edtf for edtf in times if (days(edtf) or LONGEST) >= LONGEST)


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


def _one_day(a: Facts, b: Facts, one: str, other: str) -> bool:
    """Return whether two dates may be meant for one event: a plan's, two near days, or those of the only one."""
    return (a.forward and b.forward) or _near(one, other) or (_single(a) and _single(b))


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
