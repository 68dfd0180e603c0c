"""Dates of publication: from what a field, a URL or a line says to `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS`.

A date is read or it is not: `03/04/2024` is April in one country and March in another, so it is None. Zones are
dropped and the local time is kept as written; a time of midnight is what systems write when they know the day
alone, so it is dropped.
"""

from __future__ import annotations

import re
from datetime import date, datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ],
        1,
    )
    for name in names
}
EARLIEST_YEAR = 1600
"""The first newspapers are of the 1600s; an earlier year is a number misread."""
LATEST_YEAR = 2199
"""A later year is a number misread, or the "never" of a system (9999-12-31)."""

_MONTH = "|".join(sorted(MONTHS, key=lambda name: (-len(name), name)))
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?"
)
_ZONE = r"(?:\s*(?:z|[+-]\d\d:?\d\d|\(?(?:gmt|utc|[a-z]{1,4}t)\b(?:\s*[+-]\s*\d{1,2}(?::?\d\d)?)?\)?))?"
_TIME = rf"(?:(?:\s*[,|·–—-]\s*|\s+)(?:at\s+)?{_CLOCK}{_ZONE})?"
_ISO_TIME = rf"(?:(?:t|\s+|,\s*)(?:at\s+)?{_CLOCK}{_ZONE})?"

DATE = "|".join(
    part.replace("?P<", f"?P<{mark}_")
    for mark, part in {
        "iso": rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d){_ISO_TIME}",
        "plain": r"(?P<year>(?:1[6-9]|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?![\d-])",
        "american": rf"{_WEEKDAY}(?P<name>{_MONTH})\.?\s+{_DAY},?\s+{_YEAR}{_TIME}",
        "european": rf"{_WEEKDAY}{_DAY}\s+(?P<name>{_MONTH})\.?,?\s+{_YEAR}{_TIME}",
        "numbers": rf"(?P<first>\d{{1,2}})[/.](?P<middle>\d{{1,2}})[/.]{_YEAR}{_TIME}",
    }.items()
)
"""A regular expression (verbose groups, case-insensitive) for one written date with or without a time."""

_WHOLE = re.compile(rf"(?:{DATE})", re.IGNORECASE)


def parse_date(text: str) -> str | None:
    """Return a written date, and its time if it has one, in ISO 8601; None unless exactly one reading is possible.

    Args:
        text: the date alone, as a field or a line holds it.

    >>> parse_date("December 06, 2024")
    '2024-12-06'
    >>> parse_date("2016-07-15T06:50:00+08:00")
    '2016-07-15T06:50:00'
    >>> parse_date("2018-01-01 00:00:00")
    '2018-01-01'
    >>> parse_date("03/04/2024") is None
    True
    """
    match = _WHOLE.fullmatch(text.strip())
    return read_match(match) if match else None


def read_match(match: re.Match[str]) -> str | None:
    """Return the ISO 8601 form of a match of `DATE`, or None where it names no day or more than one.

    >>> read_match(re.match(DATE, "31/12/2024"))
    '2024-12-31'
    """
    mark, found = "", {}
    for key, value in match.groupdict().items():
        if value is not None and "_" in key:
            mark, _, field = key.partition("_")
            found[field] = value
    year = int(found["year"])
    if mark == "numbers":
        pair = _day_and_month(int(found["first"]), int(found["middle"]))
        if pair is None:
            return None
        day, month = pair
    else:
        day = int(found["day"])
        month = MONTHS[found["name"].casefold()] if "name" in found else int(found["month"])
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    if "hour" not in found:
        return on.isoformat()
    hour = _hour(int(found["hour"]), found.get("half"))
    if hour is None:
        return on.isoformat()
    at = datetime(year, month, day, hour, int(found["minute"]), int(found.get("second") or 0))
    midnight = (at.hour, at.minute, at.second) == (0, 0, 0)
    return on.isoformat() if midnight else at.isoformat()


_URL_DAY = re.compile(r"[/_-]((?:19|20)\d\d)([/-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_URL_COMPACT = re.compile(r"/((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=/)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=/)")
_URL_NAMED = re.compile(r"/((?:19|20)\d\d)/([a-z]{3,9})/(0?[1-9]|[12]\d|3[01])(?=/|$)", re.IGNORECASE)


def date_in_url(path: str) -> str | None:
    """Return the day that the path of a URL holds, or None if it holds none, or two that differ.

    >>> date_in_url("/2024/12/06/a-story-a87256")
    '2024-12-06'
    >>> date_in_url("/world/2016/jul/14/a-story")
    '2016-07-14'
    >>> date_in_url("/2024/12/a-story") is None
    True
    """
    days: set[str | None] = set()
    for year, _, month, day in _URL_DAY.findall(path):
        days.add(parse_date(f"{year}-{month}-{day}"))
    for year, month, day in _URL_COMPACT.findall(path):
        days.add(parse_date(f"{year}-{month}-{day}"))
    for year, name, day in _URL_NAMED.findall(path):
        if name.casefold() in MONTHS:
            days.add(parse_date(f"{day} {name} {year}"))
    days.discard(None)
    return days.pop() if len(days) == 1 else None


def month_in_url(path: str) -> tuple[int, int] | None:
    """Return the year and month that the path of a URL holds, or None if it holds none, or two that differ.

    >>> month_in_url("/2024/12/a-story")
    (2024, 12)
    """
    found = {(int(year), int(month)) for year, month in _URL_MONTH.findall(path)}
    return found.pop() if len(found) == 1 else None


def _day_and_month(first: int, middle: int) -> tuple[int, int] | None:
    """Tell 31/12 from 12/31; 3/4 is either, 4/4 is one day in both."""
    if first > 12 >= middle:
        return first, middle
    if middle > 12 >= first:
        return middle, first
    return (first, middle) if first == middle else None


def _hour(hour: int, half: str | None) -> int | None:
    """Return the hour of the day, 0..23, or None for "13:00 am"."""
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half.casefold().startswith("p") else 0)
