"""From what Microsoft's Recognizers-Text finds to TIMEX3 types and values.

Its `timex` strings are close to TIMEX3. What differs is brought over as kindly as its output allows, so that it is
judged by what it understood rather than by how it writes it:

- Of several days that it offers for one expression ("Friday": the last one, the next one) the one nearest to the
  publication counts, the earlier where two are as near. On TimeBank and AQUAINT this is the best for it of three ways
  (the last before the publication; the last for weekdays and the nearest for other dates).
- A range of days that is a quarter, a half-year or a decade is written as one; any other range of days is the length
  of time that it covers ("the last three weeks" is `P3W`).
- "Two years ago" is a day to it, and in TIMEX3 a year: a distance is told as exactly as its unit is.
- A time of day without a day is one of the day of publication; a season without a year is one of its year.
- "Now", "recently" and "soon" are dates, not times; a length without a unit is reckoned from its seconds.
- Into some spans it takes a blank and a preposition ("until", "by", "since"), or leaves the last letter out, and gives
  no day for them. Such spans are put right and it is asked again, of these words alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

TYPES = {
    "date": "DATE",
    "daterange": "DATE",
    "time": "TIME",
    "timerange": "TIME",
    "datetime": "TIME",
    "datetimerange": "TIME",
    "duration": "DURATION",
    "set": "SET",
}
"""For each kind of expression its TIMEX3 type."""
SECONDS_A_YEAR = 365 * 24 * 60 * 60
"""As it reckons them itself, in the `value` of a duration."""
Values = Sequence[dict[str, str]]
"""What one of its expressions may mean: `timex`, and `value` or `start` and `end`."""
_RANGE = re.compile(r"\(([^,]+),([^,]+),([^,]+)\)")
_FIRST_DAY = re.compile(r"(\d{4})-(\d\d)-01")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_REFERENCE = re.compile(r"(?:PRESENT|PAST|FUTURE)_REF")
_NO_UNIT = re.compile(r"P\d+")
_SEASON = re.compile(r"(?:SP|SU|FA|WI)")
_DISTANCE = re.compile(r"\b(year|month|week)s? (?:ago|before|earlier|later|from now)$", re.IGNORECASE)
_LEADING = re.compile(
    r"\W*(?:(?:about|after|around|as early as|as late as|as of|at|before|by|during|following|from|in|on|or|since|"
    r"starting|through|till|until|within)\s+)*",
    re.IGNORECASE,
)


class Meaning(NamedTuple):
    """A TIMEX3 type and value; the value is "" where the expression was found and not understood."""

    type: str
    value: str


def find_times(text: str, published: str) -> list[tuple[int, int, str, str]]:
    """Return what Recognizers-Text finds in a text: start, end, TIMEX3 type and value of each.

    Args:
        text: the text. Line breaks in it are made blanks, as it knows expressions within a line only.
        published: the day of publication, `YYYY-MM-DD`, to which it is told to anchor.
    """
    from recognizers_date_time import Culture, recognize_datetime  # type: ignore[import-not-found, unused-ignore]

    day = datetime.datetime.fromisoformat(published)

    def recognise(words: str) -> list[Any]:
        found: list[Any] = recognize_datetime(words, Culture.English, reference=day)
        return found

    return convert(recognise, text.replace("\n", " "), published)


def convert(recognise: Callable[[str], list[Any]], text: str, published: str) -> list[tuple[int, int, str, str]]:
    """Return the expressions that a recogniser finds, as `find_times` does.

    Args:
        recognise: from a text to objects with `start`, `end` (inclusive), `type_name` and `resolution`.
        text: the text.
        published: the day of publication, `YYYY-MM-DD`.
    """
    found = []
    for one in recognise(text):
        start, end = put_right(text, one.start, one.end + 1)
        words, values = text[start:end], _values(one)
        if not values:
            again = [other for other in recognise(words) if _values(other)]
            one, values = (again[0], _values(again[0])) if again else (one, values)
        found.append((start, end, *meaning(one.type_name.partition(".")[2], words, values, published)))
    return found


def meaning(kind: str, words: str, values: Values, published: str) -> Meaning:
    """Return the TIMEX3 type and value of an expression.

    Args:
        kind: what follows the dot in its `type_name`, such as `daterange`.
        words: the expression.
        values: the `values` of its resolution, none where it gave no resolution.
        published: the day of publication, `YYYY-MM-DD`.

    >>> meaning("date", "Friday", [{"timex": "XXXX-WXX-5", "value": "2031-04-25"}], "2031-05-01")
    Meaning(type='DATE', value='2031-04-25')
    >>> meaning("duration", "three weeks", [{"timex": "P3W", "value": "1814400"}], "2031-05-01")
    Meaning(type='DURATION', value='P3W')
    """
    if not values:
        return Meaning(TYPES[kind], "")
    one = _nearest(values, published)
    timex = one.get("timex", "")
    if _REFERENCE.fullmatch(timex):
        return Meaning("DATE", timex)
    if kind == "date":
        return Meaning("DATE", _as_exact_as_its_unit(words, one.get("value", timex)))
    if kind == "daterange":
        return _period(timex, one, published)
    if kind == "duration":
        years = _NO_UNIT.fullmatch(timex) is not None
        return Meaning("DURATION", f"P{int(one['value']) // SECONDS_A_YEAR}Y" if years else timex)
    if kind == "set":
        return Meaning("SET", f"XXXX-XX-XX{timex}" if timex.startswith("T") else timex)
    return Meaning("TIME", _time_of_day(timex, one, published))


def put_right(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span that ends with its last word, without what stands before the expression in it.

    >>> put_right("It opens by Friday night.", 8, 23)
    (12, 24)
    """
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    match = _LEADING.match(text, start, end)
    cut = match.end() if match else start
    return (cut if cut < end else start), end


def _values(one: Any) -> Values:
    values: Values = (one.resolution or {}).get("values") or ()
    return values


def _nearest(values: Values, published: str) -> dict[str, str]:
    """The nearest to the publication, of those that begin on a day; the earlier where two are as near."""
    day = datetime.date.fromisoformat(published)
    begins = [(one.get("start") or one.get("value") or "")[:10] for one in values]
    if not all(_DAY.fullmatch(begin) for begin in begins):
        return values[0]
    return min(
        zip(begins, values, strict=True),
        key=lambda pair: (abs((datetime.date.fromisoformat(pair[0]) - day).days), pair[0]),
    )[1]


def _as_exact_as_its_unit(words: str, day: str) -> str:
    match = _DISTANCE.search(words)
    if match is None or not _DAY.fullmatch(day):
        return day
    unit = match[1].lower()
    if unit == "week":
        year, week, _ = datetime.date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02}"
    return day[: 4 if unit == "year" else 7]


def _time_of_day(timex: str, one: dict[str, str], published: str) -> str:
    timex = _RANGE.sub(r"\1", timex)  # TIMEX3 has no value for the hours from 3 to 5: their beginning
    day, t, clock = timex.partition("T")
    if "X" in day:
        day = (one.get("value") or one.get("start") or timex)[:10]
    return f"{day or published}{t}{clock}"


def _period(timex: str, one: dict[str, str], published: str) -> Meaning:
    if _SEASON.fullmatch(timex):
        return Meaning("DATE", f"{published[:4]}-{timex}")
    match = _RANGE.fullmatch(timex)
    if match is None:  # "XXXX-05" is the month in which the range begins
        return Meaning("DATE", one["start"][: len(timex)] if "X" in timex and "start" in one else timex)
    named = _named_period(one.get("start", match[1]), one.get("end", match[2]))
    return Meaning("DATE", named) if named else Meaning("DURATION", match[3])


def _named_period(start: str, end: str) -> str:
    """The TIMEX3 name of the quarter, half-year or decade between two days, the second outside; "" for any other."""
    first, last = _FIRST_DAY.fullmatch(start), _FIRST_DAY.fullmatch(end)
    if first is None or last is None:
        return ""
    year, month = int(first[1]), int(first[2])
    months = 12 * (int(last[1]) - year) + int(last[2]) - month
    if months == 3 and month % 3 == 1:
        return f"{year}-Q{month // 3 + 1}"
    if months == 6 and month % 6 == 1:
        return f"{year}-H{month // 6 + 1}"
    return str(year // 10) if months == 120 and year % 10 == 0 and month == 1 else ""
