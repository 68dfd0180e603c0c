"""Which days an EDTF date means (ISO 8601-2): its first and last day, and whether two dates can be the same.

Windows are what promises fall due in, what claims are compared by and what a timeline is ordered by, so every room
needs this arithmetic and nothing else of a calendar. It is our own because the `edtf` package takes a third of a second
to import and some twenty milliseconds a date; the tests hold the two to the same answers.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

Bounds = tuple[date | None, date | None]
"""First and last day; None where that side is open or unknown."""

_SUB_YEAR: dict[int, tuple[int, int]] = {
    # Seasons without a hemisphere (21-24) and northern ones (25-28): by whole months, as meteorologists count them.
    **{21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3)},
    # Southern seasons.
    **{29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3)},
    # Quarters, quadrimesters (four months each), semesters.
    **{33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)},
    **{37: (1, 4), 38: (5, 4), 39: (9, 4)},
    **{40: (1, 6), 41: (7, 6)},
}
"""ISO 8601-2 sub-year code: the month it begins with and how many months it lasts (a winter ends in the next year)."""

_DATE = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<part>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?")
_MONTHS = 12
_LAST_YEAR = 9998  # One less than `date` can hold: a winter ends in the year after.


@lru_cache(maxsize=65536)
def bounds(edtf: str) -> Bounds:
    """Return the first and the last day that an EDTF date can mean.

    Args:
        edtf: A day, month, year, season, quarter, half-year, decade, date-time, interval or one of a set
            (`[2024-03-04,2024-04-03]`). Unspecified digits (`199X`, `2024-XX`) widen it; the marks `?`, `~` and `%`
            (uncertain, approximate) and the offset of a time of day are left aside.

    Returns:
        Both days inclusive. None stands for an open or unknown end; what is no EDTF date has two unknown ends.

    >>> bounds("2025-41")
    (datetime.date(2025, 7, 1), datetime.date(2025, 12, 31))
    >>> bounds("../2025-12-31")
    (None, datetime.date(2025, 12, 31))
    >>> bounds("soon")
    (None, None)
    """
    edtf = edtf.strip()
    if edtf.startswith("[") and edtf.endswith("]"):
        return _one_of(edtf[1:-1])
    left, slash, right = edtf.partition("/")
    if not slash:
        return _one(left)
    first, last = _one(left)[0], _one(right)[1]
    if first is not None and last is not None and first > last:
        return None, None
    return first, last


def disjoint(a: str, b: str) -> bool:
    """Return whether no day can be meant by both dates. What has no bounds is disjoint from nothing.

    >>> disjoint("2024-12-06", "2025-41")
    True
    >>> disjoint("../2025-12-31", "2025-41")
    False
    """
    (a_first, a_last), (b_first, b_last) = bounds(a), bounds(b)
    return _before(a_last, b_first) or _before(b_last, a_first)


def within(a: str, b: str) -> bool:
    """Return whether every day that `a` can mean lies in `b`.

    >>> within("2025-08", "2025-41"), within("2025-41", "2025-08")
    (True, False)
    """
    (a_first, a_last), (b_first, b_last) = bounds(a), bounds(b)
    if b_first is None and b_last is None:
        return False
    starts = b_first is None or (a_first is not None and a_first >= b_first)
    ends = b_last is None or (a_last is not None and a_last <= b_last)
    return starts and ends


def ended(edtf: str, day: date) -> bool:
    """Return whether the last day that a date can mean lies before a day; what is open at its end never ends.

    >>> ended("../2025-06-30", date(2025, 6, 30)), ended("../2025-06-30", date(2025, 7, 1))
    (False, True)
    >>> ended("2025-06-30/..", date(2031, 1, 1))
    False
    """
    last = bounds(edtf)[1]
    return last is not None and last < day


def days(edtf: str) -> int | None:
    """Return how many days a date spans, None when an end is open or unknown.

    >>> days("2025-41"), days("2025-01-26/..")
    (184, None)
    """
    first, last = bounds(edtf)
    return None if first is None or last is None else (last - first).days + 1


def day_of(moment: str | None) -> date | None:
    """Return the day of a report's date or date-time, None when there is none or it names no single day.

    >>> day_of("2016-07-14T21:32:16")
    datetime.date(2016, 7, 14)
    >>> day_of("2016-07") is None, day_of("2016-07-14/2016-07-19") is None
    (True, True)
    """
    if moment is None:
        return None
    first, last = bounds(moment)
    return first if first == last else None


def shown_day(moment: str | None) -> str | None:
    """Return a report's date as it is shown where a day is: without the hour; an interval stays one.

    >>> shown_day("2016-07-14T21:32:16"), shown_day("2016-07-14/2016-07-19"), shown_day(None)
    ('2016-07-14', '2016-07-14/2016-07-19', None)
    """
    return None if moment is None else without_hours(moment)


def without_hours(edtf: str) -> str:
    """Return a date, or both ends of an interval, without hours; an interval of hours in one day is that day.

    >>> without_hours("2031-05-04T18:05"), without_hours("2031-05-04T22:00/2031-05-05T03:00"), without_hours("../2031")
    ('2031-05-04', '2031-05-04/2031-05-05', '../2031')
    >>> without_hours("2031-05-04T18:00/2031-05-04T20:00")
    '2031-05-04'
    """
    start, slash, end = (part.partition("T")[0] for part in edtf.partition("/"))
    return start if start == end or not slash else f"{start}/{end}"


def published_key(moment: str | None) -> tuple[date, date, str]:
    """Return a key that orders reports by their dates: by the first day, then the last, then the hour; undated last.

    An interval goes behind its first day: it may be of that day, and may be later.

    >>> sorted(["2016-07-15", None, "2016-07-14/2016-07-19", "2016-07-14T21:32:16", "2016-07-14"], key=published_key)
    ['2016-07-14', '2016-07-14T21:32:16', '2016-07-14/2016-07-19', '2016-07-15', None]
    """
    first, last = bounds(moment or "")
    return first or last or date.max, last or date.max, moment or ""


def _before(last: date | None, first: date | None) -> bool:
    return last is not None and first is not None and last < first


def _one_of(members: str) -> Bounds:
    """Return the bounds of a date that is one of several: from the first that it can be to the last."""
    firsts, lasts = zip(*map(_one, members.split(",")), strict=True)
    known = [day for day in firsts if day is not None], [day for day in lasts if day is not None]
    if len(known[0]) < len(firsts) or len(known[1]) < len(lasts):
        return None, None
    return min(known[0]), max(known[1])


def _one(text: str) -> Bounds:
    """Return the bounds of a date that is no interval."""
    plain = text.partition("T")[0].translate({ord(mark): None for mark in "?~%"})
    match = _DATE.fullmatch(plain)
    if match is None:
        return None, None
    year, part, day = match["year"], match["part"], match["day"]
    first_year, last_year = _range(year)
    if first_year < 1 or last_year > _LAST_YEAR:
        return None, None
    if part is None or part == "XX":
        return date(first_year, 1, 1), date(last_year, _MONTHS, 31)
    if "X" in part or first_year != last_year:
        return date(first_year, 1, 1), date(last_year, _MONTHS, 31)
    return _in_year(first_year, int(part), day)


def _range(year: str) -> tuple[int, int]:
    return int(year.replace("X", "0")), int(year.replace("X", "9"))


def _in_year(year: int, part: int, day: str | None) -> Bounds:
    if part in _SUB_YEAR and day is None:
        begin, months = _SUB_YEAR[part]
        return date(year, begin, 1), _end_of_month(year, begin + months - 1)
    if not 1 <= part <= _MONTHS:
        return None, None
    last = _end_of_month(year, part)
    if day is None or "X" in day:
        return date(year, part, 1), last
    if not 1 <= int(day) <= last.day:
        return None, None
    exact = date(year, part, int(day))
    return exact, exact


def _end_of_month(year: int, month: int) -> date:
    year, month = (year, month) if month <= _MONTHS else (year + 1, month - _MONTHS)
    return date(year, month, 1) + timedelta(days=monthrange(year, month)[1] - 1)
