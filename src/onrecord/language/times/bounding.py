"""The words around an expression: those that belong to it ("early", "about"), and those that make it a bound ("by")."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.dates import bounds
from onrecord.language.times.context import Context, Found, Sense
from onrecord.language.times.grammar import Grammar
from onrecord.language.times.periods import Period, add_months

_REACH = 32
"""Code points before an expression in which its modifiers stand: the longest is shorter."""
_YEAR_MONTHS = {
    "early": (37, 1, 4), "mid": (38, 5, 8), "late": (39, 9, 12),
    "start": (33, 1, 3), "end": (36, 10, 12), "first half": (40, 1, 6), "second half": (41, 7, 12),
}  # fmt: skip
"""Part of a year: EDTF code, first and last month. "Early", "mid" and "late" are its thirds, its "end" is the last
quarter: TIMEX3 only marks them as modifiers and leaves their size open."""
_DECADE_YEARS = {
    "early": (0, 3), "mid": (4, 6), "late": (7, 9), "start": (0, 1), "end": (8, 9), "first half": (0, 4),
    "second half": (5, 9),
}  # fmt: skip
_CENTURY_YEARS = {
    "early": (0, 33), "mid": (34, 66), "late": (67, 99), "start": (0, 9), "end": (90, 99), "first half": (0, 49),
    "second half": (50, 99), "turn": (-5, 4),
}  # fmt: skip
_QUARTER_MONTHS = {"early": 0, "start": 0, "mid": 1, "late": 2, "end": 2}
"""Which month of a quarter or season."""
_WEEK_DAYS = {"early": (0, 2), "start": (0, 1), "mid": (1, 3), "late": (3, 6), "end": (4, 6)}
_MONTH_DAYS = {
    "early": (1, 10), "mid": (11, 20), "late": (21, 31), "start": (1, 7), "end": (24, 31),
    "first half": (1, 15), "second half": (16, 31),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Framed:
    """An expression with the words that belong to it."""

    start: int
    end: int
    found: Found
    sense: Sense


def frame(found: Found, sense: Sense, context: Context, floor: int) -> Framed:
    """Widen an expression by the words before it that belong to it, and turn its date into the part or bound meant.

    Args:
        found: The place found.
        sense: What it means by itself.
        context: What is known where it stands.
        floor: The offset before which nothing is taken: the end of the expression before.
    """
    text, grammar = context.text, context.grammar
    start, part = found.start, found.groups.get("part")
    if sense.type in ("DATE", "TIME", "DURATION"):
        before = grammar.modifiers["before"].search(text[max(floor, start - _REACH) : start])
        if before is not None and sense.value not in ("PAST_REF", "PRESENT_REF", "FUTURE_REF"):
            words = before["part"]
            if words is None or sense.type != "DURATION":
                start -= len(before[0])
                part = words or part
    if found.means == "distance" and sense.type == "DURATION" and found.groups["ago"].lower() in ("earlier", "later"):
        # "two decades later", from a day that is not known, is a length of time
        length = found.text[: found.text.rindex(found.groups["ago"])].rstrip(" -\n")
        return Framed(start, found.start + len(length), found, sense)
    stretch = _stretch(sense, str(grammar.meaning("part", part)) if part else None, context.published)
    if stretch is None:
        return Framed(start, found.end, found, sense)
    edtf = stretch.edtf
    # "They worked through the morning" is no bound.
    if sense.type in ("DATE", "TIME") and found.means != "part_of_day" and not _within_phrase(found, context):
        end_of = part is not None and grammar.meaning("part", part) == "end"
        before_it = text[max(floor, start - _REACH) : start]
        if sense.type == "TIME" and any(grammar.modifiers[name].search(before_it) for name in ("before_it", "after")):
            edtf = edtf.partition("T")[0]  # "shortly before 11pm on Tuesday" is on Tuesday
        else:
            edtf = (
                _denied(stretch, before_it, start, context)
                or _bound(stretch, before_it, grammar, end_of)
                or _from(stretch, start, context)
                or edtf
            )
        if edtf == stretch.edtf and grammar.modifiers["onward"].fullmatch(_next_words(text, found.end)):
            edtf = _since(stretch)
    return Framed(start, found.end, found, Sense(sense.type, sense.value, edtf, sense.period))


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is meant of the calendar, and its first and last day."""

    edtf: str
    first: date
    last: date
    simple: bool
    """The EDTF value is a year, month or day, which may begin an open interval."""


def _stretch(sense: Sense, part: str | None, published: date | None) -> Stretch | None:
    """Return the days meant, or the part of them that "early" or "the end of" picks out; None without a date."""
    if sense.edtf is None:
        return None
    period = sense.period
    if period is not None and "/" in sense.value and part in ("start", "end"):  # "the end of the 2014-16 war"
        first, last = bounds(sense.edtf)
        end = first if part == "start" else last
        return Stretch(*_one_year(end), True) if end is not None and period.kind == "year" else None
    if period is None or "/" in sense.value:
        first, last = bounds(sense.edtf)
        return Stretch(sense.edtf, first, last, False) if first and last else None
    inner = (part_of(period, part) or _from_today(period, part, published)) if part else None
    if inner is not None:
        return Stretch(*inner, False)
    simple = period.kind in ("day", "month", "year")
    return Stretch(sense.edtf, period.first, period.last, simple)


def _one_year(day: date) -> tuple[str, date, date]:
    year = Period.around("year", day)
    return year.edtf, year.first, year.last


def part_of(period: Period, name: str) -> tuple[str, date, date] | None:
    """Return a part of a period in EDTF, with its first and last day; None where the part is not defined for it.

    >>> part_of(Period("year", date(2025, 1, 1)), "late")
    ('2025-39', datetime.date(2025, 9, 1), datetime.date(2025, 12, 31))
    >>> part_of(Period("month", date(2025, 2, 1)), "late")[0]
    '2025-02-21/2025-02-28'
    """
    first = period.first
    if period.kind == "year" and name in _YEAR_MONTHS:
        code, low, high = _YEAR_MONTHS[name]
        last = Period("month", first.replace(month=high)).last
        return f"{first.year:04}-{code}", first.replace(month=low), last
    if period.kind == "month" and name in _MONTH_DAYS:
        low, high = _MONTH_DAYS[name]
        begin, end = first.replace(day=low), first.replace(day=min(high, monthrange(first.year, first.month)[1]))
        return f"{begin}/{end}", begin, end
    years = {"decade": _DECADE_YEARS, "century": _CENTURY_YEARS}.get(period.kind, {})
    if name in years:
        low, high = years[name]
        begin, end = first.replace(year=first.year + low), date(first.year + high, 12, 31)
        return f"{begin.year:04}/{end.year:04}", begin, end
    if period.kind in ("quarter", "season") and name in _QUARTER_MONTHS:
        month = Period("month", add_months(first, _QUARTER_MONTHS[name]))
        return month.edtf, month.first, month.last
    if period.kind == "week" and name in _WEEK_DAYS:
        begin, end = (first + timedelta(days=days) for days in _WEEK_DAYS[name])
        return f"{begin}/{end}", begin, end
    return None


def _from_today(period: Period, name: str, published: date | None) -> tuple[str, date, date] | None:
    """Return what of a period lies before the publication ("earlier this year") or after it ("later this month")."""
    if period.kind == "day" or published is None or not period.first <= published <= period.last:
        return None
    begin, end = {"earlier": (period.first, published), "later": (published, period.last)}.get(name, (None, None))
    return (f"{begin}/{end}", begin, end) if begin and end and begin < end else None


def _within_phrase(found: Found, context: Context) -> bool:
    """Return whether the date describes a noun after it: "since the November attacks", "shocked by today's news"."""
    token = context.token(found.end - 1)
    return token is not None and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN")


def _next_words(text: str, end: int) -> str:
    """Return what stands between an expression and the next mark."""
    after = _UP_TO_MARK.match(text, end)
    return after[1] if after else ""


_UP_TO_MARK = re.compile(r" ([a-z ]+?)(?=[.,;:)\n]|$)")


def _since(stretch: Stretch) -> str:
    """Return the interval that begins with a date and has no end."""
    return f"{stretch.edtf.partition('T')[0] if stretch.simple else stretch.first}/.."


def _denied(stretch: Stretch, before: str, start: int, context: Context) -> str | None:
    """Return what "will not open before May", "did not open until May" say: from then on, or then; else None."""
    modifiers, tense = context.grammar.modifiers, context.tense(start)
    before_it = modifiers["before_it"].search(before) is not None
    if (
        not (before_it or modifiers["until"].search(before))
        or not context.is_denied(start)
        or context.opens_sentence(start)
    ):
        return None
    if tense == "future":
        return _since(stretch)
    return stretch.edtf if tense == "past" and not before_it else None


def _from(stretch: Stretch, start: int, context: Context) -> str | None:
    """Return the interval that "from" and "as early as" open where the date is to come; None elsewhere.

    What has been "from Monday" is as often of that day ("a letter from Monday") as since then; and "as soon as the
    second half of 2025" tells the half in which it may be.
    """
    modifiers, before = context.grammar.modifiers, context.text[max(0, start - 2 * _REACH) : start]
    if not stretch.simple or context.published is None or stretch.first <= context.published:
        return None
    if not modifiers["opening"].search(before) or modifiers["moved_from"].search(before):
        return None
    return _since(stretch)


def _bound(stretch: Stretch, before: str, grammar: Grammar, end_of: bool) -> str | None:
    """Return the open interval that "by", "until", "since" and the like make of a date; None without them."""
    modifiers = grammar.modifiers
    if modifiers["not_before"].search(before):
        return _since(stretch)
    if modifiers["by"].search(before):
        return f"../{stretch.last}"
    if modifiers["before_it"].search(before):
        return f"../{stretch.last if end_of else stretch.first - timedelta(days=1)}"
    if modifiers["since"].search(before):
        return _since(stretch)
    if modifiers["after"].search(before):
        return f"{stretch.last + timedelta(days=1)}/.."
    return None
