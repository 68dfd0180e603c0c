"""From what dateparser finds in a text to TIMEX3 types and values.

`search_dates` gives words and a moment, and how exact it is (`period`): a day, a week, a month, a year, a part of the
day. What it gives is brought over as kindly as its output allows: as exactly as it says that it is, without the
prepositions, conjunctions and marks that it takes into its spans; the moment of publication itself is "now". Of its
settings those are taken that are best for it on TimeBank and AQUAINT: the strategy "ngram", and dates of the present
week, month and year where the past and the future are open.

It knows neither lengths of time nor repetitions: each is a date to it. And it takes many a number for a date ("$37",
"we"); so it is measured a second time with only those of its finds that hold a word of time or look like a date.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

Found = list[tuple[int, int, str, str]]
"""Start, end, TIMEX3 type and value of each."""
PARTS = ((12, "TMO"), (17, "TAF"), (20, "TEV"), (24, "TNI"))
"""The hours before which a part of the day has the name."""
_TIMELY = re.compile(
    r"\b(?:(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|(?:second|minute|hour|day|week|month|year|decade)s?\b"
    r"|today|yesterday|tomorrow|tonight|now\b|(?:1[6-9]|20)\d\d\b)|\d[/-]\d+[/-]\d|\d:\d\d|[ap]\.?m\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:(?:about|after|around|at|before|by|during|for|from|in|of|on|since|until)\s+)+", re.IGNORECASE)
_BEHIND = re.compile(r"(?:[\s,]+(?:about|after|and|at|by|for|from|in|of|on|or|the|to|with))*\W*$", re.IGNORECASE)


def find_times(text: str, published: str) -> Found:
    """Return what dateparser finds in a text.

    Args:
        text: the text. Line breaks in it are made blanks.
        published: the day of publication, `YYYY-MM-DD`, to which it is told to anchor.
    """
    from dateparser.search import search_dates  # type: ignore[import-not-found, import-untyped, unused-ignore]

    settings = {
        "RELATIVE_BASE": datetime.datetime.fromisoformat(published),
        "PREFER_DATES_FROM": "current_period",
        "RETURN_TIME_AS_PERIOD": True,
    }
    line = text.replace("\n", " ")
    rows = search_dates(line, languages=["en"], settings=settings, strategy="ngram", add_period=True)
    return convert(line, rows or [], published)


def with_words_of_time(text: str, found: Found) -> Found:
    """Return those finds that hold a month, a weekday, a unit of time, a year, or digits in the shape of a date.

    >>> with_words_of_time("It cost $37 on May 3.", [(8, 11, "DATE", "1937"), (15, 20, "DATE", "2031-05-03")])
    [(15, 20, 'DATE', '2031-05-03')]
    """
    return [one for one in found if _TIMELY.search(text, one[0], one[1])]


def convert(text: str, rows: Iterable[tuple[str, datetime.datetime, str]], published: str) -> Found:
    """Return the rows of `search_dates` as `find_times` does; it does not say where they are, but gives them in order.

    >>> convert("It opened in May 2030.", [("in May 2030", datetime.datetime(2030, 5, 1), "month")], "2031-05-01")
    [(13, 21, 'DATE', '2030-05')]
    """
    found, at = [], 0
    for words, moment, period in rows:
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        found.append((*_trimmed(text, start, at), *meaning(moment, period, published)))
    return found


def meaning(moment: datetime.datetime, period: str, published: str) -> tuple[str, str]:
    """Return the TIMEX3 type and value of a moment.

    >>> meaning(datetime.datetime(2031, 5, 2, 9, 30), "time", "2031-05-03")
    ('TIME', '2031-05-02T09:30')
    >>> meaning(datetime.datetime(2031, 5, 2), "week", "2031-05-03")
    ('DATE', '2031-W18')
    """
    day = moment.date().isoformat()
    if period == "time" and moment == datetime.datetime.fromisoformat(published):
        return "DATE", "PRESENT_REF"
    if period == "time":
        return "TIME", f"{day}T{moment:%H:%M}"
    if period == "part_of_day":
        return "TIME", day + next(name for hour, name in PARTS if moment.hour < hour)
    if period == "week":
        year, week, _ = moment.isocalendar()
        return "DATE", f"{year}-W{week:02}"
    return "DATE", day[: {"year": 4, "month": 7}.get(period, 10)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    behind = _BEHIND.search(text[start:end])
    if behind is not None and behind.start() > 0:
        end = start + behind.start()
    before = _BEFORE.match(text, start, end)
    return (before.end() if before is not None and before.end() < end else start), end
