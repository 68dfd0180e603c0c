"""Two statements told in the same words but for one thing: what one has where the other has something else.

The words of both are aligned. What the alignment leaves over is looked at for what can contradict: a number, a day, a
name, a word of negation, a word and its opposite. Where exactly one such thing is parted and the rest is alike, the two
tell one event and differ in it; where two are, they tell two events ("12 died in Eske", "9 died in Torvey"). What one
alone has besides is detail, unless it says that another event is meant ("in a separate case").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.dates import bounds
from onrecord.model import ConflictKind, Span, Time
from onrecord.relating.counts import numbers_apart, same_number
from onrecord.relating.doings import Part
from onrecord.relating.facts import Facts, Tally
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
_NAME_WORTH = 0.8
_SLIP = 1e-9
"""By how much a sum may be off that is taken in another order."""
_GAP = len(" [...] ")
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*|[$€£%]")
_SETTING = re.compile(
    r"\b(?:in|at|near|outside|inside|around|from|to|into|on|off)\s+(?:the\s+)?(?:[^\W\d_]+\s+)?$", re.IGNORECASE
)
_SO_FAR = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bno)\b[^.;]*\byet\b|\byet to\b|\b(?:still|so far|for now)\b", re.IGNORECASE
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


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    """As it stands, in lower case."""
    key: str
    """The word in lower case, or its family."""
    span: Span
    weight: float


@dataclass(frozen=True, slots=True)
class _Told:
    """The words of a statement, and what is asked of them again and again."""

    tokens: tuple[_Token, ...]
    keys: frozenset[str]
    words_with_opposites: frozenset[str]
    """What its words may be forms of, if that has an opposite."""
    opposites: frozenset[str]
    """The opposites of these."""
    negates: bool
    """Whether a word of it negates."""
    another: tuple[_Token, ...]
    """The words by which it may tell of another event."""


@dataclass(frozen=True, slots=True)
class _Tables:
    negators: frozenset[str]
    endings: tuple[str, ...]
    denials: frozenset[str]
    opposites: frozenset[tuple[str, str]]
    opposites_of: dict[str, frozenset[str]]
    another: frozenset[str]
    alike: frozenset[str]
    irregular: dict[str, str]
    possible: frozenset[str]


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
    mine, other, in_other = _tokens(a), _tokens(b), _told(b).keys
    if sum(t.weight for t in mine if t.key in in_other) < ENOUGH_ALIGNED - _SLIP:
        return None  # no alignment has more than what they share
    matcher = SequenceMatcher(None, [t.key for t in mine], [t.key for t in other], autojunk=False)
    blocks = matcher.get_matching_blocks()
    aligned = sum(t.weight for block in blocks for t in mine[block.a : block.a + block.size])
    if aligned < ENOUGH_ALIGNED:
        return None
    gaps = [(mine[i:j], other[k:m]) for op, i, j, k, m in matcher.get_opcodes() if op != "equal"]
    found_swaps = [
        *_numbers(a, b, gaps),
        *_dates(a, b, gaps),
        *_names(a, b, gaps),
        *_opposites(gaps),
        *_negations(a, b, gaps),
    ]
    if len(found_swaps) != 1:
        return None
    (kind, spans, values, tallies) = found_swaps[0]
    total = sum(t.weight for t in (*mine, *other))
    parted = sum(
        t.weight
        for side, at in ((mine, spans[0]), (other, spans[1]))
        for t in side
        if kind != "negation" and _touch(t.span, at)
    )
    share = round(2 * aligned / max(2 * aligned, total - parted), 3)
    return Swap(kind, spans, values, tallies, share) if share >= ALIGNED else None


_Found = tuple[ConflictKind, tuple[Span, Span], tuple[str, str], tuple[Tally, Tally] | None]
_Gaps = list[tuple[tuple[_Token, ...], tuple[_Token, ...]]]


def _may_part(a: Facts, b: Facts) -> bool:
    """Return whether anything in each of two statements may stand where the other has something else.

    It is asked before the two are aligned, which costs much more: most that are told alike differ in words alone.
    """
    one, two = _told(a), _told(b)
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


def _tokens(facts: Facts) -> tuple[_Token, ...]:
    """Return the words of a statement in order, with their places in the report."""
    return _told(facts).tokens


def _told(facts: Facts) -> _Told:
    statement = facts.statement
    return _words_of(statement.text, statement.content, tuple(part.span for part in facts.named))


# A statement is laid beside a dozen others. A kept one takes some 4 KB.
@lru_cache(maxsize=16_384)
def _words_of(text: str, content: tuple[Span, ...], named: tuple[Span, ...]) -> _Told:
    table = words()
    found, at = [], 0
    for start, end in content:
        piece = text[at : at + end - start]
        at += end - start + _GAP
        for match in _TOKEN.finditer(piece):
            span = (start + match.start(), start + match.end())
            word = match[0].lower()
            key = _family(word)
            weight = _NAME_WORTH if any(_touch(span, name) for name in named) else table.worth(key)
            found.append(_Token(key if key == word else word, key, span, weight))
    tables = _tables()
    stems = {stem for token in found for stem in _stems(token.word) if stem in tables.opposites_of}
    return _Told(
        tokens=tuple(found),
        keys=frozenset(token.key for token in found),
        words_with_opposites=frozenset(stems),
        opposites=frozenset(opposite for stem in stems for opposite in tables.opposites_of[stem]),
        negates=any(map(_negates, found)),
        another=tuple(token for token in found if token.word in tables.another),
    )


@lru_cache(maxsize=65_536)
def _family(word: str) -> str:
    """Return the family of a word by its form, the word itself where none is known."""
    table = words()
    return next((table.family[stem] for stem in _stems(word) if stem in table.family), word)


@lru_cache(maxsize=65_536)
def _stems(word: str) -> tuple[str, ...]:
    """Return what a form may be a form of: itself, and without its ending.

    >>> "close" in _stems("closed"), "ban" in _stems("banned"), "deny" in _stems("denied")
    (True, True, True)
    """
    stems = [_tables().irregular.get(word, word), word]
    for ending in ("s", "es", "d", "ed", "ing", "ly"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            stems += [stem, f"{stem}e"]
            if stem[-1] == stem[-2]:
                stems.append(stem[:-1])
            if stem.endswith("i"):
                stems.append(f"{stem[:-1]}y")
    return tuple(dict.fromkeys(stems))


@lru_cache(maxsize=65_536)
def _opposed(word: str) -> frozenset[str]:
    """Return the opposites of what a form may be a form of."""
    opposites = _tables().opposites_of
    return frozenset(opposite for stem in _stems(word) for opposite in opposites.get(stem, ()))


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _left(spans: Iterable[Span], tokens: Sequence[_Token]) -> list[int]:
    """Return which spans have a word that is not aligned."""
    return [n for n, span in enumerate(spans) if any(_touch(t.span, span) for t in tokens)]


def _sides(gaps: _Gaps) -> tuple[list[_Token], list[_Token]]:
    return [t for mine, _ in gaps for t in mine], [t for _, other in gaps for t in other]


def two_events(a: Facts, b: Facts) -> bool:
    """Return whether one of two statements alone says that it tells of another event: "in a *separate* case"."""
    return _another(a) != _another(b)


def _another(facts: Facts) -> frozenset[str]:
    """Return the words of a statement by which it tells of another event; those of a date are none ("second half")."""
    times = [time.span for time in facts.statement.times]
    return frozenset(t.word for t in _told(facts).another if not any(_touch(t.span, time) for time in times))


def so_far(facts: Facts) -> bool:
    """Return whether a statement says what is not so as yet: "had not been found yet" is no contrary of "was found"."""
    return _SO_FAR.search(facts.statement.text) is not None


def left_open(facts: Facts) -> bool:
    """Return whether a statement only says that something can be: "may open" and "may not open" are both right."""
    return facts.open or not _tables().possible.isdisjoint(facts.plain.split())


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
        ones = [part for part in new if any(_touch(t.span, part.span) for t in mine)]
        twos = [part for part in new_to_a if any(_touch(t.span, part.span) for t in other)]
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
        at += end - start + _GAP
    return "", "", ""


def _set_in(facts: Facts, part: Part) -> bool:
    return _SETTING.search(_text_beside(facts, part.span)[0]) is not None


def _listed(facts: Facts, part: Part) -> bool:
    before, _, behind = _text_beside(facts, part.span)
    return _LISTED.match(behind) is not None or re.search(r"(?:\band|\bor|/|&)\s+(?:the\s+)?$", before) is not None


def _alike(facts: Facts, part: Part) -> bool:
    """Return whether a name does what many do alike, each for themselves."""
    if not facts.doings:  # nothing is known of its clauses but the main verb
        return facts.statement.event in _tables().alike
    for doing in facts.doings:
        if any(_touch(one.span, part.span) for one in doing.doers):
            return doing.event in _tables().alike or doing.lemma in _tables().alike
    return False


def _opposites(gaps: _Gaps) -> Iterator[_Found]:
    for mine, other in gaps:
        for one in mine:
            for two in other:
                if _opposed(one.word).isdisjoint(_stems(two.word)):
                    continue
                pairs = ((x, y) for x in _stems(one.word) for y in _stems(two.word))
                opposite = next((pair for pair in pairs if pair in _tables().opposites), None)
                if opposite is not None:
                    yield "negation", (one.span, two.span), opposite, None


def _negations(a: Facts, b: Facts, gaps: _Gaps) -> Iterator[_Found]:
    """Yield a yes and a no: a word of negation that one alone has, or a denial that holds all of its content."""
    ours: list[_Token] = []
    theirs: list[_Token] = []
    for mine, other in gaps:
        told, lacking = (sum(map(_negates, side)) for side in (mine, other))
        if told == lacking:
            continue
        if max(len(mine), len(other)) > (NEGATED_WITHIN if mine and other else NEGATED_BY):
            return  # a clause that one alone tells, with a negation of its own
        (ours if told > lacking else theirs).extend(t for t in (mine if told > lacking else other) if _negates(t))
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


def denies(facts: Facts) -> bool:
    """Return whether a statement puts that something is not so, by a word of negation in it or over all of it."""
    return any(map(_negates, _tokens(facts))) != denied_whole(facts)


def denied_whole(facts: Facts) -> bool:
    """Return whether a word outside a content says that it is not so: "*denied* that the doors were open"."""
    inside = facts.statement.content
    marks = [m for m in facts.statement.markers if m.flag == "negated"]
    return facts.statement.negated and any(not any(s <= m.span[0] < e for s, e in inside) for m in marks)


def _negates(token: _Token) -> bool:
    tables = _tables()
    return token.word in tables.negators or token.word in tables.denials or token.word.endswith(tables.endings)


@cache
def _tables() -> _Tables:
    table = tomllib.loads(files("onrecord.relating").joinpath("swaps.toml").read_text(encoding="utf-8"))
    pairs = [(one, other) for one, other in table["opposites"]["pairs"]]
    pairs += [(other, one) for one, other in pairs]
    return _Tables(
        negators=frozenset(table["negators"]["words"]),
        endings=tuple(table["negators"]["endings"]),
        denials=frozenset(table["denials"]["words"]),
        opposites=frozenset(pairs),
        opposites_of={word: frozenset(other for one, other in pairs if one == word) for word, _ in pairs},
        another=frozenset(table["another"]["words"]),
        alike=frozenset(table["alike"]["verbs"]),
        irregular=table["irregular"],
        possible=frozenset(table["possible"]["words"]),
    )
