"""Finding the places where the grammar's rules fit, choosing among those that overlap, and saying what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from onrecord.language.times.bounding import Framed, frame
from onrecord.language.times.checks import is_time
from onrecord.language.times.context import Context, Found, Sense
from onrecord.language.times.grammar import Grammar, Rule, load
from onrecord.language.times.habits import DayOrder
from onrecord.language.times.joining import join_clocks
from onrecord.language.times.numeric import settled
from onrecord.language.times.periods import period_of
from onrecord.language.times.ranging import join_ranges
from onrecord.language.times.spans import COMPARING, MEANINGS
from onrecord.language.times.wholes import join_whole
from onrecord.model import Span, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORD = re.compile(r"[^\W\d_]+|\d+")
_BEFORE, _AFTER = 64, 48
"""Code points before and after a trigger word in which a rule is tried: no expression of the corpora is longer."""
_YEAR_DIGITS = 4


def find_times(
    doc: Doc,
    published: str | None,
    language: str = "en",
    *,
    day_order: DayOrder | None = None,
    country: str | None = None,
) -> tuple[Time, ...]:
    """Find the time expressions of a text and say which days they mean.

    Args:
        doc: The parsed text (tagged, parsed, with names). Offsets are code points of `doc.text`.
        published: When the report was published, a day or a local date-time of ISO 8601; None where it is not known:
            then what depends on it has a TIMEX3 value with X's and no EDTF date.
        language: The language of the grammar, ISO 639-1.
        day_order: Which of day and month the outlet puts first in "6/12/2024", None where that is not known: then the
            text's other dates decide, and where they do not, its EDTF date is one of both days.
        country: The outlet's country, ISO 3166-1 alpha-2: whose Independence Day is meant.

    Returns:
        The expressions in text order, none within another.

    Raises:
        ValueError: `published` is no ISO 8601 day or date-time.
        ModelError: There is no grammar of that language.
    """
    grammar, text = load(language), doc.text
    day = date.fromisoformat(published[:10]) if published else None
    hour = _hour(published) if published else None
    return _times(text, Context(doc, text, grammar, day, hour, country=country), day_order)


def find_times_within(
    doc: Doc,
    spoken: date,
    spans: Sequence[Span],
    before: Iterable[Time],
    language: str = "en",
    *,
    day_order: DayOrder | None = None,
    country: str | None = None,
) -> tuple[Time, ...]:
    """Find the time expressions of some stretches of a text as they are meant on another day than its publication's.

    Args:
        doc: The parsed text.
        spoken: The day on which the words were spoken.
        spans: The stretches, code points of `doc.text`.
        before: The expressions of the text before them, in text order: what they named is known.
        language: As for `find_times`.
        day_order: As for `find_times`.
        country: As for `find_times`.
    """
    grammar, text = load(language), doc.text
    blank = [" "] * len(text)
    for start, end in spans:
        blank[start:end] = text[start:end]
    context = Context(doc, text, grammar, spoken, country=country)
    context.named += [(time.span[0], period) for time in before if (period := period_of(time.value)) is not None]
    return _times("".join(blank), context, day_order)


def _hour(published: str) -> float | None:
    clock = published.partition("T")[2]
    return int(clock[:2]) + int(clock[3:5] or 0) / 60 if clock[:2].isdigit() else None


def _times(text: str, context: Context, day_order: DayOrder | None) -> tuple[Time, ...]:
    places = select(candidates(text, context.grammar), context)
    context.day_order = settled(places, day_order)
    framed: list[Framed] = []
    for found, sense in _read(places, context):
        previous_end = framed[-1].end if framed else 0
        framed.append(frame(found, sense, context, previous_end))
    return tuple(
        Time(span=(item.start, item.end), type=item.sense.type, value=item.sense.value, edtf=item.sense.edtf)
        for item in join_ranges(join_clocks(framed, context), context)
    )


def _read(places: list[Found], context: Context) -> list[tuple[Found, Sense]]:
    """Say what each place means, in text order; a part and its whole together."""
    items: list[tuple[Found, Sense]] = []
    for found in places:
        sense = MEANINGS[found.means](found, context)
        if sense is None:
            continue
        latest = [(found, sense)]
        if items:
            latest = list(join_whole(items.pop(), (found, sense), context))
        for place, meant in latest[-1:]:
            if meant.period is not None and place.means not in COMPARING:
                context.named.append((place.start, meant.period))
        items += latest
    return [(found, sense) for found, sense in items if found.means != "part_of" or sense.edtf or sense.type == "SET"]


def candidates(text: str, grammar: Grammar) -> Iterator[tuple[Rule, Found]]:
    """Find every place where a rule's pattern fits."""
    places: dict[str, list[int]] = {}
    for word in _WORD.finditer(text):
        token = word[0]
        if token.isdigit():
            places.setdefault("digits", []).append(word.start())
            if len(token) == _YEAR_DIGITS:
                places.setdefault("year", []).append(word.start())
        else:
            for need in grammar.triggers.get(token.lower(), ()):
                places.setdefault(need, []).append(word.start())
    windows: dict[frozenset[str], list[tuple[int, int]]] = {}
    for rule in grammar.rules:
        if rule.needs not in windows:
            windows[rule.needs] = _windows(sorted(p for need in rule.needs for p in places.get(need, ())), text)
        for first, last in windows[rule.needs]:
            for match in rule.pattern.finditer(text, first, last):
                groups = grammar.groups(match)
                yield rule, Found(match.start(), match.end(), rule.means, rule.order, groups, match[0])


def _windows(places: list[int], text: str) -> list[tuple[int, int]]:
    """Return the stretches of text around places, from blank to blank, joined where they meet."""
    windows: list[tuple[int, int]] = []
    for place in places:
        if windows and place + _AFTER <= windows[-1][1]:
            continue
        first = text.rfind(" ", 0, max(place - _BEFORE, 0)) + 1
        last = text.find(" ", min(place + _AFTER, len(text)))
        last = len(text) if last < 0 else last
        if windows and first <= windows[-1][1]:
            windows[-1] = (windows[-1][0], last)
        else:
            windows.append((first, last))
    return windows


def select(found: Iterator[tuple[Rule, Found]], context: Context) -> list[Found]:
    """Choose among places that overlap: the longest, then the earlier, then the earlier rule; in text order."""
    ranked = sorted(
        (place for _, place in found), key=lambda p: (p.start - p.end, p.means != "nothing", p.start, p.order)
    )
    chosen: list[Found] = []
    taken = bytearray(len(context.text))
    for place in ranked:
        if any(taken[place.start : place.end]) or not is_time(place, context):
            continue
        taken[place.start : place.end] = b"\x01" * (place.end - place.start)
        if place.means != "nothing":
            chosen.append(place)
    return sorted(chosen, key=lambda p: p.start)
