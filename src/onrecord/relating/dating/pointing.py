"""Words that point from the day of publication to another: "on Friday", "yesterday", "6 December" without its year.

What they mean depends on the day of publication. Where the day meant is known, they tell the day of publication.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.dates import bounds
from onrecord.model import Analysis, Report, Span, Statement, Time
from onrecord.relating.lineage.wording import quotations

WITHIN_YEAR = 300
"""Days after which a month and day are given with their year, or as of last year."""

_MONTH_AND_DAY = re.compile(r"[0-9X]{4}-(\d\d)-(\d\d)(?:T.*)?")
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_POST = re.compile(r"\(@\w{1,30}\)\W{0,3}$")
"""What stands before the date of an embedded post, which is that of the post."""
_POST_REACH = 40
_WORDS = re.compile(r"[^\W\d_]+")

Lag = tuple[int, int]
"""Fewest and most days from the day told of to the day of publication; less than 0 is a day to come."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """An expression whose meaning hangs on the day of publication."""

    span: Span
    text: str
    """Its words, as they are shown."""
    lag: Lag
    weekday: int | None = None
    """The weekday that it names, 0 is Monday."""
    month_day: tuple[int, int] | None = None
    """The month and day that it names."""

    def fits(self, day: date) -> bool:
        """Return whether the expression can mean a day."""
        if self.weekday is not None and day.weekday() != self.weekday:
            return False
        return self.month_day is None or (day.month, day.day) == self.month_day

    def window(self, day: date) -> tuple[date, date]:
        """Return the first and last day of publication on which it means a day.

        >>> window = Pointer((0, 9), "on Friday", (0, 5), weekday=4).window(date(2031, 4, 4))
        >>> [str(day) for day in window]
        ['2031-04-04', '2031-04-09']
        """
        return day + timedelta(days=self.lag[0]), day + timedelta(days=self.lag[1])


@dataclass(frozen=True, slots=True)
class Named:
    """A day that a report names by day, month and year, or that is known from its own day of publication."""

    span: Span
    day: date
    to_come: bool
    """Whether it is told as yet to come."""
    in_full: bool
    """Whether the year stands there: then it does not hang on the day of publication."""


def pointers(report: Report, analysis: Analysis) -> tuple[Pointer, ...]:
    """Return the expressions of a report that hang on its day of publication, in text order.

    Those in quotation marks are left out: they hang on the day of speaking.
    """
    found = []
    to_come = _ToCome(analysis)
    for time in _told(report, analysis):
        if _is_name(report, time.span):
            continue
        pointer = _pointer(report.slice(time.span), time, to_come)
        if pointer is not None and report.text[: time.span[0]].endswith("on "):
            pointer = replace(pointer, text=f"on {pointer.text}")
        if pointer is not None:
            found.append(pointer)
    return tuple(found)


def named_days(report: Report, analysis: Analysis) -> tuple[Named, ...]:
    """Return the single days that a report names and whose date is known, in text order, quotations left out."""
    found = []
    to_come = _ToCome(analysis)
    for time in _told(report, analysis):
        day = _day(time)
        if day is not None:
            in_full = _YEAR.search(report.slice(time.span)) is not None
            found.append(Named(time.span, day, to_come.holds(time.span), in_full))
    return tuple(found)


def month_and_day(time: Time) -> tuple[int, int] | None:
    """Return the month and the day in a TIMEX3 value, whether or not the year is known.

    >>> month_and_day(Time(span=(0, 6), type="DATE", value="XXXX-12-06"))
    (12, 6)
    """
    match = _MONTH_AND_DAY.fullmatch(time.value)
    return (int(match[1]), int(match[2])) if match else None


def _pointer(text: str, time: Time, to_come: _ToCome) -> Pointer | None:
    table = _table()
    said = " ".join(_WORDS.findall(text.casefold()))
    if said in table.days:
        return Pointer(time.span, text, table.days[said])
    last_word = said.rpartition(" ")[2]
    if _YEAR.search(text):
        return None
    weekdays = {table.weekdays[word] for word in said.split() if word in table.weekdays}
    if any(sign.isdigit() for sign in text):
        day = month_and_day(time) if time.type == "DATE" else None
        lag = (-WITHIN_YEAR, 0) if to_come.holds(time.span) else (0, WITHIN_YEAR)
        return Pointer(time.span, text, lag, weekdays.pop() if weekdays else None, day) if day else None
    if len(weekdays) != 1:
        return Pointer(time.span, text, table.days[last_word]) if last_word in ("yesterday", "tomorrow") else None
    turn = next((words for words in table.turns if re.search(rf"\b{words}\b", said)), None)
    bare = "future" if to_come.holds(time.span) else "past"
    return Pointer(time.span, text, table.turns[turn] if turn else table.bare[bare], weekdays.pop())


def _is_name(report: Report, span: Span) -> bool:
    """Return whether a word such as "today" is part of a name: a capital inside a sentence, as in "Haldria Today"."""
    words = report.slice(span)
    if words.casefold() not in _table().days or not words[0].isupper():
        return False
    before = report.text[: span[0]].rstrip(" ")
    return before[-1:].isalnum() or before[-1:] == ","


def _told(report: Report, analysis: Analysis) -> list[Time]:
    """Return the dates and times that the outlet itself tells."""
    apart = sorted([*_quotations(report.text), *(piece.span for piece in report.furniture)])
    return [
        time
        for time in sorted(analysis.times, key=lambda one: one.span)
        if time.type in ("DATE", "TIME")
        and not _held(time.span, apart)
        and not _POST.search(report.text[max(0, time.span[0] - _POST_REACH) : time.span[0]])
    ]


@lru_cache(maxsize=1)
def _quotations(text: str) -> tuple[Span, ...]:
    """Return the quotations of the report that is being looked at, which is asked for its days and for its pointers."""
    return tuple(quotations(text))


def _held(span: Span, apart: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in apart)


def _day(time: Time) -> date | None:
    if time.edtf is None or "/" in time.edtf:
        return None
    first, last = bounds(time.edtf)
    return first if first is not None and first == last else None


class _ToCome:
    """Answers whether a time stands in what is told as yet to come, by words and not by the calendar."""

    def __init__(self, analysis: Analysis) -> None:
        times = {time.span for time in analysis.times}
        self._contents = sorted(
            (content, any(mark.flag == "future" and mark.span not in times for mark in statement.markers))
            for statement in _all(analysis.statements)
            for content in statement.content
        )
        self._starts = [content[0] for content, _ in self._contents]

    def holds(self, span: Span) -> bool:
        """Return what the narrowest statement that holds the time says."""
        around = [
            (content[1] - content[0], to_come)
            for content, to_come in self._contents[: bisect_right(self._starts, span[0])]
            if span[1] <= content[1]
        ]
        return min(around)[1] if around else False


def _all(statements: Sequence[Statement]) -> list[Statement]:
    found: list[Statement] = []
    for statement in statements:
        found += [statement, *_all(statement.inner)]
    return found


@dataclass(frozen=True, slots=True)
class _Table:
    days: dict[str, Lag]
    weekdays: dict[str, int]
    turns: dict[str, Lag]
    bare: dict[str, Lag]


@cache
def _table() -> _Table:
    text = files("onrecord.relating.dating").joinpath("words.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)

    def lags(name: str) -> dict[str, Lag]:
        # The longest words first: "this past Friday" is no "past Friday".
        rows = sorted(tables[name].items(), key=lambda row: (-len(row[0]), row[0]))
        return {words: (fewest, most) for words, (fewest, most) in rows}

    return _Table(lags("days"), dict(tables["weekdays"]), lags("turns"), lags("bare"))
