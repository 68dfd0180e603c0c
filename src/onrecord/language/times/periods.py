"""Stretches of the calendar, and how TIMEX3 and EDTF write them.

A `Period` is a day, week, weekend, month, quarter, half, season, year, decade or century, known by its kind and its
first day. Weeks are those of ISO 8601 (Monday first). EDTF has no code for a week, so a week is written there as an
interval of days; its codes for parts of a year are 21-24 (seasons), 33-36 (quarters), 37-39 (thirds), 40-41 (halves).

Standards: TIMEX3 (TimeML 1.2.1) for values, ISO 8601-2:2019 level 2 (EDTF) for dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
"""Kinds that are counted in months."""
DAYS = {"day": 1, "week": 7, "weekend": 7}
"""Kinds that are counted in days; weekends repeat each week."""
SEASONS = {"SP": (3, 21), "SU": (6, 22), "FA": (9, 23), "WI": (12, 24)}
"""TIMEX3 season: its first month in the north, its EDTF code."""
FINENESS = ("day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century")
"""Kinds from the shortest to the longest."""
UNKNOWN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "season": "XXXX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
"""The TIMEX3 value of a period that nothing anchors."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar.

    >>> Period.around("half", date(2025, 8, 3)).timex, Period.around("half", date(2025, 8, 3)).edtf
    ('2025-H2', '2025-41')
    >>> Period.around("week", date(2024, 12, 6)).edtf
    '2024-12-02/2024-12-08'
    """

    kind: str
    first: date

    @classmethod
    def around(cls, kind: str, day: date) -> Period:
        """Return the period of this kind that holds the day."""
        if kind == "day":
            return cls(kind, day)
        if kind == "week":
            return cls(kind, day - timedelta(days=day.weekday()))
        if kind == "weekend":
            return cls(kind, day + timedelta(days=5 - day.weekday()))
        if kind == "season":
            month = (day.month // 3 * 3) or 12
            return cls(kind, date(day.year - (day.month < 3), month, 1))
        length = MONTHS[kind]
        if length > 12:
            years = length // 12
            return cls(kind, date(max(day.year // years * years, 1), 1, 1))
        return cls(kind, date(day.year, (day.month - 1) // length * length + 1, 1))

    @property
    def last(self) -> date:
        """The last day."""
        if self.kind == "day":
            return self.first
        if self.kind == "weekend":
            return self.first + timedelta(days=1)
        if self.kind == "week":
            return self.first + timedelta(days=6)
        return add_months(self.first, 3 if self.kind == "season" else MONTHS[self.kind]) - timedelta(days=1)

    def shift(self, steps: int) -> Period:
        """Return the period that lies so many of its own lengths later (a season: so many years)."""
        if self.kind in DAYS:
            return Period(self.kind, self.first + timedelta(days=steps * DAYS[self.kind]))
        return Period(self.kind, add_months(self.first, steps * MONTHS.get(self.kind, 12)))

    @property
    def timex(self) -> str:
        """The TIMEX3 value."""
        day = self.first
        match self.kind:
            case "day":
                return day.isoformat()
            case "week" | "weekend":
                year, week, _ = day.isocalendar()
                return f"{year:04}-W{week:02}" + ("-WE" if self.kind == "weekend" else "")
            case "month":
                return f"{day.year:04}-{day.month:02}"
            case "quarter":
                return f"{day.year:04}-Q{(day.month + 2) // 3}"
            case "half":
                return f"{day.year:04}-H{1 if day.month < 7 else 2}"
            case "season":
                return f"{day.year:04}-{self.season}"
            case "year":
                return f"{day.year:04}"
            case "decade":
                return f"{day.year // 10:03}"
            case _:
                return f"{day.year // 100:02}"

    @property
    def season(self) -> str:
        """The TIMEX3 letters of a season."""
        return next(name for name, (month, _) in SEASONS.items() if month == self.first.month)

    @property
    def edtf(self) -> str:
        """The date in EDTF."""
        day = self.first
        match self.kind:
            case "week" | "weekend":
                return f"{day.isoformat()}/{self.last.isoformat()}"
            case "quarter":
                return f"{day.year:04}-{33 + (day.month - 1) // 3}"
            case "half":
                return f"{day.year:04}-{40 if day.month < 7 else 41}"
            case "season" if self.season == "WI":  # the code 24 leaves it open which months are meant
                return f"{day.year:04}-12/{day.year + 1:04}-02"
            case "season":
                return f"{day.year:04}-{SEASONS[self.season][1]}"
            case "decade" | "century":
                return self.timex.ljust(4, "X")
            case _:
                return self.timex


def period_of(value: str) -> Period | None:
    """Return the day, month or year that a TIMEX3 value names, None where it names another kind or none.

    >>> period_of("2024-12-06T09:30"), period_of("2024-W49")
    (Period(kind='day', first=datetime.date(2024, 12, 6)), None)
    """
    parts = value.partition("T")[0].split("-")
    if not all(part.isdigit() for part in parts) or len(parts[0]) != len("2024"):
        return None
    year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
    try:
        return Period(("year", "month", "day")[len(parts) - 1], date(year, month, day))
    except ValueError:
        return None


def season_of(year: int, letters: str) -> Period:
    """Return a season of a year; its winter is the one that begins in its December, as in EDTF.

    >>> season_of(2024, "SU").edtf
    '2024-22'
    """
    return Period("season", date(year, SEASONS[letters][0], 1))


def add_months(day: date, months: int) -> date:
    """Return the day so many months later, at the month's last day where it has no such day.

    >>> add_months(date(2024, 12, 31), 2)
    datetime.date(2025, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month, number)
        except ValueError:
            if number <= 28:
                raise
    raise AssertionError("every month has a day 28")
