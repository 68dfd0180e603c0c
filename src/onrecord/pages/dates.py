"""EDTF dates as days on a line and as words.

The words are only the date's own notation spelled out (`2025-41` is "second half of 2025"): nothing is added to it.
The standard is ISO 8601-2:2019 (EDTF, levels 0 to 2); which days a date means is said by `onrecord.dates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onrecord.dates import bounds

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# ISO 8601-2, 4.8: codes that stand where a month would stand.
_PARTS = {
    21: "spring",
    22: "summer",
    23: "autumn",
    24: "winter",
    25: "spring (northern)",
    26: "summer (northern)",
    27: "autumn (northern)",
    28: "winter (northern)",
    29: "spring (southern)",
    30: "summer (southern)",
    31: "autumn (southern)",
    32: "winter (southern)",
    33: "first quarter of",
    34: "second quarter of",
    35: "third quarter of",
    36: "fourth quarter of",
    37: "first four months of",
    38: "second four months of",
    39: "last four months of",
    40: "first half of",
    41: "second half of",
}
_OPEN = frozenset({"", ".."})
_DECADE = re.compile(r"[0-9]{3}X")
_QUALIFIED = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}
_PLAIN = re.compile(
    r"(?P<year>-?[0-9]{4})(?:-(?P<part>[0-9]{2}))?(?:-(?P<day>[0-9]{2}))?(?:T(?P<clock>\d\d:\d\d)(?::\d\d)?\S*)?"
)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a date can mean, both ends included; None is open."""

    first: date | None
    last: date | None

    @property
    def is_day(self) -> bool:
        """Whether it is one day and no more."""
        return self.first is not None and self.first == self.last


def window(edtf: str | None) -> Window | None:
    """Return the days that an EDTF date can mean, or None where it is no date that can be put on a line.

    >>> window("2025-41")
    Window(first=datetime.date(2025, 7, 1), last=datetime.date(2025, 12, 31))
    >>> window("../2025-12-31")
    Window(first=None, last=datetime.date(2025, 12, 31))
    >>> window("soon") is None
    True
    """
    if not edtf:
        return None
    first, last = bounds(edtf)
    return None if first is None and last is None else Window(first, last)


def words(edtf: str | None) -> str:
    """Spell out an EDTF date; what it cannot spell out it returns as it stands.

    >>> words("2024-12-06"), words("2025-41"), words("2024-12"), words("2025-01-26/2025-02")
    ('6 December 2024', 'second half of 2025', 'December 2024', '26 January 2025 to February 2025')
    >>> words("../2025-12-31"), words("2024-12-06T08:30:00"), words("2024~")
    ('by 31 December 2025', '6 December 2024, 08:30', '2024 (approximate)')
    >>> words("2024-12-06/2024-12-08"), words("2024-11-30/2024-12-08"), words("2024-11/2025-02")
    ('6 to 8 December 2024', '30 November to 8 December 2024', 'November 2024 to February 2025')
    >>> words("[2024-03-04,2024-04-03]")
    '4 March 2024 or 3 April 2024'
    >>> words("199X"), words("../.."), words(None)
    ('1990s', 'no date', 'no date')
    """
    if not edtf:
        return "no date"
    if edtf.startswith("[") and edtf.endswith("]"):
        return " or ".join(words(one) for one in edtf[1:-1].split(","))
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        if {start, end} <= _OPEN:
            return "no date"
        if start in _OPEN:
            return f"by {words(end)}"
        if end in _OPEN:
            return f"from {words(start)}"
        return f"{_without_shared(start, end)} to {words(end)}"
    if edtf[-1] in _QUALIFIED and len(edtf) > 1:
        return f"{words(edtf[:-1])} ({_QUALIFIED[edtf[-1]]})"
    if _DECADE.fullmatch(edtf):
        return f"{edtf[:-1]}0s"
    plain = _PLAIN.fullmatch(edtf)
    if plain is None:
        return edtf
    year, part, day, clock = plain.groups()
    if part is None:
        return year
    number = int(part)
    if number in _PARTS and day is None:
        return f"{_PARTS[number]} {year}"
    if not 1 <= number <= len(_MONTHS):
        return edtf
    spelled = f"{_MONTHS[number - 1]} {year}"
    if day is not None:
        spelled = f"{int(day)} {spelled}"
    return f"{spelled}, {clock}" if clock else spelled


def _without_shared(start: str, end: str) -> str:
    """Return the first of two dates in words, without the year and the month that the second gives too."""
    one, other = _PLAIN.fullmatch(start), _PLAIN.fullmatch(end)
    spelled = words(start)
    if one is None or other is None or one["year"] != other["year"] or not one["part"] or one["clock"]:
        return spelled
    if bool(one["day"]) != bool(other["day"]) or not 1 <= int(one["part"]) <= len(_MONTHS):
        return spelled
    spelled = spelled.removesuffix(f" {one['year']}")
    same_month = one["day"] and one["part"] == other["part"]
    return spelled.removesuffix(f" {_MONTHS[int(one['part']) - 1]}") if same_month else spelled


def short(edtf: str | None) -> str:
    """Spell out a date with the month cut to three letters and without the hour.

    >>> short("2024-12-06T08:30:00")
    '6 Dec 2024'
    """
    spelled = words(edtf)
    spelled = re.sub(r", \d\d:\d\d", "", spelled)
    return re.sub(r"\b(" + "|".join(_MONTHS) + r")\b", lambda found: found[0][:3], spelled)


def sort_key(edtf: str | None) -> tuple[date, date, str]:
    """Order dates by their first day, then by their last; what has no day comes last.

    >>> sorted(["2025", "2024-12-06", None, "2024-12"], key=sort_key)
    ['2024-12', '2024-12-06', '2025', None]
    """
    days = window(edtf)
    if days is None:
        return date.max, date.max, edtf or ""
    return days.first or days.last or date.max, days.last or date.max, edtf or ""
