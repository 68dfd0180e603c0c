"""Two statements told in the same words but for one thing: what one has where the other has something else.

The words of both are aligned. What the alignment leaves over is looked at for what can contradict: a number, a day, a
name, a word of negation, a word and its opposite. Where exactly one such thing is parted and the rest is alike, the two
tell one event and differ in it; where two are, they tell two events ("12 died in Eske", "9 died in Torvey"). What one
alone has besides is detail, unless it says that another event is meant ("in a separate case").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain

from onrecord.dates import bounds
from onrecord.model import ConflictKind, Span, Time
from onrecord.relating.counts import numbers_apart, same_number
from onrecord.relating.doings import Part
from onrecord.relating.facts import Facts, Tally
from onrecord.relating.tokens import (
    GAP,
    Token,
    denied_whole,
    keys_in,
    negates,
    opposed,
    stems,
    tables,
    tokens_of,
    touch,
    two_events,
)
from onrecord.relating.windows import apart
from onrecord.relating.words import words

ALIGNED = 0.7
"""Share of weight, 0..1, that two statements must have in the same words in the same order, what is parted aside."""
ENOUGH_ALIGNED = 2.0
"""Weight of the words that must stand in both in one order: three telling words or so."""
VAGUE = 1.5
"""A count whose upper bound is more than so many times its lower ("dozens") contradicts nothing."""
NEGATED_WITHIN = 4
"""Words of a gap in the alignment up to which a negation in it negates what is aligned: "did not", "has never been"."""
NEGATED_BY = 2
"""The same where the other has nothing there: "did not", "don't"; "We don't want him" is another sentence."""
REACH = 7
"""Days around a report within which lies what it tells without a date."""
_SLIP = 1e-9
"""By how much a sum may be off that is taken in another order."""
_SETTING = re.compile(
    r"\b(?:in|at|near|outside|inside|around|from|to|into|on|off)\s+(?:the\s+)?(?:[^\W\d_]+\s+)?$", re.IGNORECASE
)
_LISTED = re.compile(r"^\s*(?:,? and\b|,? or\b|/|&|-)", re.IGNORECASE)
_KINDS = ("person", "organisation", "place")


@dataclass(frozen=True, slots=True)
class Swap:
    """The one thing that parts two statements."""

    kind: ConflictKind
    spans: tuple[Span, Span]
    values: tuple[str, str]
    """Entity ids, EDTF, words, or `put` and `denied`; of numbers ''."""
    tallies: tuple[Tally, Tally] | None
    share: float
    """How much of both is aligned, 0..1."""


def find_swap(a: Facts, b: Facts) -> Swap | None:
    """Return the one thing that parts two statements told in the same words, None when it is nothing or more.

    The order of the two turns the answer round, and changes nothing else.
    """
    if a.plain == b.plain and a.statement.negated == b.statement.negated:
        return None
    if a.id > b.id:
        found = find_swap(b, a)
        return None if found is None else _turned(found)
    if not _may_part(a, b) or two_events(a, b):
        return None
    mine, other = tokens_of(a), tokens_of(b)
    in_other = {token.key for token in other}
    if sum(t.weight for t in mine if t.key in in_other) < ENOUGH_ALIGNED - _SLIP:
        return None  # no alignment has more than what they share
    parts = _aligned(a.statement.text, b.statement.text)
    aligned = sum(t.weight for equal, i, j, _, _ in parts if equal for t in mine[i:j])
    if aligned < ENOUGH_ALIGNED:
        return None
    gaps = [(mine[i:j], other[k:m]) for equal, i, j, k, m in parts if not equal]
    found_swaps = chain(
        _numbers(a, b, gaps), _dates(a, b, gaps), _names(a, b, gaps), _opposites(gaps), _negations(a, b, gaps)
    )
    first = next(found_swaps, None)
    if first is None or next(found_swaps, None) is not None:
        return None
    kind, spans, values, tallies = first
    total = sum(t.weight for t in (*mine, *other))
    parted = sum(
        t.weight
        for side, at in ((mine, spans[0]), (other, spans[1]))
        for t in side
        if kind != "negation" and touch(t.span, at)
    )
    share = round(2 * aligned / max(2 * aligned, total - parted), 3)
    return Swap(kind, spans, values, tallies, share) if share >= ALIGNED else None


# Where many outlets print two texts, the two meet again and again.
@lru_cache(maxsize=8_192)
def _aligned(one: str, other: str) -> tuple[tuple[bool, int, int, int, int], ...]:
    """Return the parts of two texts laid beside each other: whether equal, from which word to which in either."""
    matcher = SequenceMatcher(None, keys_in(one), keys_in(other), autojunk=False)
    return tuple((op == "equal", i, j, k, m) for op, i, j, k, m in matcher.get_opcodes())


_Found = tuple[ConflictKind, tuple[Span, Span], tuple[str, str], tuple[Tally, Tally] | None]
_Gaps = list[tuple[tuple[Token, ...], tuple[Token, ...]]]


def _may_part(a: Facts, b: Facts) -> bool:
    """Return whether anything in each of two statements may stand where the other has something else.

    It is asked before the two are aligned, which costs much more: most that are told alike differ in words alone.
    """
    one, two = a.marks, b.marks
    return (
        one.negates
        or two.negates
        or denied_whole(a) != denied_whole(b)
        or not one.opposites.isdisjoint(two.words_with_opposites)
        or bool(_other_names(a, b) and _other_names(b, a))
        or bool(_other_numbers(a, b) and _other_numbers(b, a))
        or bool({t.edtf for t in _dated(a)} - {t.edtf for t in _dated(b)} and _dated(b))
    )


def _other_names(a: Facts, b: Facts) -> list[Part]:
    """Return the names in a statement of whom the other does not name."""
    return [part for part in a.named if part.entity not in b.entities_named]


def _other_numbers(a: Facts, b: Facts) -> list[Tally]:
    """Return the numbers of a statement that are none of the other's."""
    return [tally for tally in a.tallies if not any(same_number(tally, other) for other in b.tallies)]


def _dated(facts: Facts) -> list[Time]:
    """Return the dates in a statement that could be resolved."""
    return [time for time in facts.statement.times if time.edtf is not None and time.type in ("DATE", "TIME")]


def _turned(swap: Swap) -> Swap:
    tallies = None if swap.tallies is None else (swap.tallies[1], swap.tallies[0])
    return Swap(swap.kind, (swap.spans[1], swap.spans[0]), (swap.values[1], swap.values[0]), tallies, swap.share)


def _left(spans: Iterable[Span], tokens: Sequence[Token]) -> list[int]:
    """Return which spans have a word that is not aligned."""
    return [n for n, span in enumerate(spans) if any(touch(t.span, span) for t in tokens)]


def _sides(gaps: _Gaps) -> tuple[list[Token], list[Token]]:
    return [t for mine, _ in gaps for t in mine], [t for _, other in gaps for t in other]


def _numbers(a: Facts, b: Facts, gaps: _Gaps) -> Iterator[_Found]:
    left = [
        [facts.tallies[n] for n in _left((t.span for t in facts.tallies), side)]
        for facts, side in zip((a, b), _sides(gaps), strict=True)
    ]
    new, new_to_a = _other_numbers(a, b), _other_numbers(b, a)
    mine = [t for t in left[0] if t in new]
    other = [t for t in left[1] if t in new_to_a]
    for one, two in zip(mine, other, strict=False):
        if _of_part(one) != _of_part(two):
            yield from _two_things(one.span, two.span)
        elif one.unit == two.unit and numbers_apart(one, two) and not _vague(one) and not _vague(two):
            yield "number", (one.span, two.span), ("", ""), (one, two)
        elif one.unit != two.unit or numbers_apart(one, two):
            yield from _two_things(one.span, two.span)


def _two_things(one: Span, two: Span) -> Iterator[_Found]:
    """Yield two swaps: what is parted so is no contradiction, and neither is anything beside it."""
    for _ in range(2):
        yield "number", (one, two), ("", ""), None


def _of_part(tally: Tally) -> str:
    """Return the part that a count is of, by a word beside it ("critically"), '' for a whole."""
    return tally.event if tally.event in words().grades.values() else ""


def _vague(tally: Tally) -> bool:
    return bool(tally.low and tally.high and tally.high > VAGUE * tally.low)


def _dates(a: Facts, b: Facts, gaps: _Gaps) -> Iterator[_Found]:
    sides = []
    for facts, side in zip((a, b), _sides(gaps), strict=True):
        times = _dated(facts)
        sides.append([times[n] for n in _left((t.span for t in times), side)])
    for one, two in zip(*sides, strict=False):
        if one.edtf and two.edtf and apart(one.edtf, two.edtf) and words_at(a, one.span) != words_at(b, two.span):
            # The same "this year" in two reports of two years is mostly one remark told again.
            yield "date", (one.span, two.span), (one.edtf, two.edtf), None
    for facts, extra in ((b, sides[0][len(sides[1]) :]), (a, sides[1][len(sides[0]) :])):
        for time in extra:  # "On Tuesday" beside nothing is a detail; a day long before the report is another event's.
            if not _near(time.edtf or "", facts.published):
                yield from _two_things(time.span, time.span)


def words_at(facts: Facts, span: Span) -> str:
    """Return the words at a place of a statement, in lower case."""
    return _text_beside(facts, span)[1].casefold()


def _near(edtf: str, day: date | None) -> bool:
    """Return whether a date lies within days of a report, as one that another report leaves out."""
    first, last = bounds(edtf)
    if day is None or first is None or last is None:
        return False
    return first - timedelta(days=REACH) <= day <= last + timedelta(days=REACH)


def _names(a: Facts, b: Facts, gaps: _Gaps) -> Iterator[_Found]:
    new, new_to_a = _other_names(a, b), _other_names(b, a)
    for mine, other in gaps:
        if not mine or not other or not new or not new_to_a:
            continue
        ones = [part for part in new if any(touch(t.span, part.span) for t in mine)]
        twos = [part for part in new_to_a if any(touch(t.span, part.span) for t in other)]
        for one, two in zip(ones, twos, strict=False):
            if one.may_be(two):
                continue
            if one.kind != two.kind or one.kind not in _KINDS or _listed(a, one) or _listed(b, two):
                yield from _two_things(one.span, two.span)
                continue
            where = one.kind == "place" and _set_in(a, one) and _set_in(b, two)
            if where and (one.level != two.level or one.entity in two.beside or two.entity in one.beside):
                yield from _two_things(one.span, two.span)
            elif where or (one.kind != "place" and not (_alike(a, one) or _alike(b, two))):
                yield (
                    "place" if where else "attribution",
                    (one.span, two.span),
                    (one.entity or "", two.entity or ""),
                    None,
                )
            else:
                yield from _two_things(one.span, two.span)


def _text_beside(facts: Facts, span: Span) -> tuple[str, str, str]:
    """Return what stands before a place of a statement, at it and behind it, within its content."""
    at = 0
    for start, end in facts.statement.content:
        if start <= span[0] < end:
            piece = facts.statement.text[at : at + end - start]
            return piece[: span[0] - start], piece[span[0] - start : span[1] - start], piece[span[1] - start :]
        at += end - start + GAP
    return "", "", ""


def _set_in(facts: Facts, part: Part) -> bool:
    return _SETTING.search(_text_beside(facts, part.span)[0]) is not None


def _listed(facts: Facts, part: Part) -> bool:
    before, _, behind = _text_beside(facts, part.span)
    return _LISTED.match(behind) is not None or re.search(r"(?:\band|\bor|/|&)\s+(?:the\s+)?$", before) is not None


def _alike(facts: Facts, part: Part) -> bool:
    """Return whether a name does what many do alike, each for themselves."""
    if not facts.doings:  # nothing is known of its clauses but the main verb
        return facts.statement.event in tables().alike
    for doing in facts.doings:
        if any(touch(one.span, part.span) for one in doing.doers):
            return doing.event in tables().alike or doing.lemma in tables().alike
    return False


def _opposites(gaps: _Gaps) -> Iterator[_Found]:
    for mine, other in gaps:
        for one in mine:
            for two in other:
                if opposed(one.word).isdisjoint(stems(two.word)):
                    continue
                pairs = ((x, y) for x in stems(one.word) for y in stems(two.word))
                opposite = next((pair for pair in pairs if pair in tables().opposites), None)
                if opposite is not None:
                    yield "negation", (one.span, two.span), opposite, None


def _negations(a: Facts, b: Facts, gaps: _Gaps) -> Iterator[_Found]:
    """Yield a yes and a no: a word of negation that one alone has, or a denial that holds all of its content."""
    ours: list[Token] = []
    theirs: list[Token] = []
    for mine, other in gaps:
        told, lacking = (sum(map(negates, side)) for side in (mine, other))
        if told == lacking:
            continue
        if max(len(mine), len(other)) > (NEGATED_WITHIN if mine and other else NEGATED_BY):
            return  # a clause that one alone tells, with a negation of its own
        (ours if told > lacking else theirs).extend(t for t in (mine if told > lacking else other) if negates(t))
    one, two = a.statement.content[0], b.statement.content[0]
    denied = denied_whole(a) != denied_whole(b)
    if (len(ours) + len(theirs) + denied) % 2 == 0:
        return
    if denied and not ours and not theirs:
        yield "negation", (one, two), ("denied", "put") if denied_whole(a) else ("put", "denied"), None
    elif not denied:
        by_a = len(ours) > len(theirs)
        spans = (ours[0].span, two) if by_a else (one, theirs[0].span)
        yield "negation", spans, ("denied", "put") if by_a else ("put", "denied"), None
