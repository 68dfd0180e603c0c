"""Days that have a name: holidays, and days that news names by what happened on them ("9/11").

A grammar says of each holiday how its day is told: a fixed day of the year ("12-25"); the name that the `holidays`
package has for it in the calendar of a country ("US Thanksgiving Day"); or, with "own", in that of the country that is
meant: the one whose name stands before it ("Ukraine's Independence Day"), else the outlet's. Of several ways
("own Mother's Day | US Mother's Day") the first that gives a day counts. Without one the day stays open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from onrecord.language.times.context import Context, Found, Meaning, Sense, of, which
from onrecord.language.times.grammar import Grammar
from onrecord.language.times.periods import UNKNOWN, Period
from onrecord.language.times.years import year_of

_WEEK = 7
_AHEAD = 1
"""Days after the publication on which a holiday beside a verb of the past may lie: it is tomorrow there already, or the
report was updated."""
_FIXED = re.compile(r"\d\d-\d\d")
_YEARS_BACK = 6
"""Years back in which a holiday of a fixed day is looked for that a calendar leaves out: in a war nobody has it off."""
_ADDED = re.compile(r" \((?:observed|estimated|observed, estimated|[A-Z]\w+)\)$")
"""What a calendar adds to a name: that the day was moved, or depends on the moon; or a second name."""


def holiday(found: Found, context: Context) -> Sense | None:
    """Read "Christmas Day 2022", "last Thanksgiving", "Ukraine's Independence Day"."""
    rule = str(context.grammar.meaning("holiday", found.groups["holiday"]))
    country = _country(found, context, rule)
    year, published = year_of(found, context), context.published
    if year is not None:
        return _sense(_holiday(rule, year, country))
    if published is None:
        return Sense("DATE", f"XXXX-{rule}" if _FIXED.fullmatch(rule) else UNKNOWN["day"])
    years = (published.year - 1, published.year, published.year + 1)
    near = [day for day in (_holiday(rule, number, country) for number in years) if day is not None]
    steps = which(found, context)
    tense = context.tense(found.start)
    if steps is not None and steps < 0:
        near = [day for day in near if day < published][-1:]
    elif steps is not None and steps > 0:
        near = [day for day in near if day > published][:1]
    elif tense == "future" or context.follows("deadline", found.start):
        near = [day for day in near if day >= published] or near
    elif tense == "past":
        near = [day for day in near if (day - published).days <= (_WEEK if "around" in found.groups else _AHEAD)]
    sense = _sense(min(near, key=lambda day: (abs((day - published).days), day)) if near else None)
    if "around" in found.groups and sense.period is not None:
        return of(Period.around(str(context.grammar.meaning("period", found.groups["around"])), sense.period.first))
    return sense


def named_day(found: Found, context: Context) -> Sense:
    """A day that news names by what happened on it: "9/11", "the Sept. 11 attacks"."""
    name = "named_day" if "named_day" in found.groups else "attack_day"
    return of(Period("day", date.fromisoformat(str(context.grammar.meaning(name, found.groups[name])))))


def new_year(found: Found, context: Context) -> Sense:
    """Read "In the new year": the year that comes, or early in a year that one."""
    if context.published is None:
        return Sense("DATE", UNKNOWN["year"])
    year = Period.around("year", context.published)
    past = context.tense(found.start) == "past"
    begun = context.published.month <= _STILL_NEW
    return of(year if past or begun else year.shift(1))


_STILL_NEW = 2
"""Months in which "the new year" is the one that has begun."""


def _sense(day: date | None) -> Sense:
    return Sense("DATE", UNKNOWN["day"]) if day is None else of(Period("day", day))


_NEAR = 600
"""Code points before a holiday in which the country is named that it is told of: a paragraph or two."""


def _country(found: Found, context: Context, rule: str) -> str | None:
    """Return the country that a holiday is meant to be of.

    That is the one whose name stands right before it. For a holiday that each country has on a day of its own it is the
    one named last, for an outlet tells of other countries too; the outlet's is meant where the text names no other.
    """
    grammar, text = context.grammar, context.text
    before = grammar.modifiers["country_before"].search(text[max(0, found.start - 40) : found.start])
    if before:
        return str(grammar.meaning("country", before["country"]))
    if " | " in rule:
        return context.country
    named = [(match.start(), str(grammar.meaning("country", match[0]))) for match in _countries(grammar).finditer(text)]
    near = [country for start, country in named if found.start - _NEAR <= start < found.start]
    if near:
        return near[-1]
    return context.country if all(country == context.country for _, country in named) else None


@lru_cache(maxsize=8)
def _countries(grammar: Grammar) -> re.Pattern[str]:
    """Return a pattern that finds the countries and peoples of a grammar in a text."""
    names = sorted(grammar.words["country"], key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name.title()) for name in names)})(?!\w)")


def _holiday(rule: str, year: int, country: str | None) -> date | None:
    """Return the day of a holiday in a year, None where no calendar has it."""
    for way in rule.split(" | "):
        if _FIXED.fullmatch(way):
            return date(year, int(way[:2]), int(way[3:]))
        where, _, name = way.partition(" ")
        place = country if where == "own" else where
        day = _in_calendar(place, year, name) if place else None
        if day is not None:
            return day
    return None


def _in_calendar(country: str, year: int, name: str) -> date | None:
    """Return the day of a country's holiday, by its calendar or, if the day is fixed, by those of earlier years."""
    day = _calendar(country, year).get(name.lower())
    if day is not None:
        return day
    back = [_calendar(country, year - step).get(name.lower()) for step in range(1, _YEARS_BACK + 1)]
    days = [day for day in back if day is not None][:2]
    if len(days) > 1 and (days[0].month, days[0].day) == (days[1].month, days[1].day):
        return days[0].replace(year=year)
    return None


@lru_cache(maxsize=512)
def _calendar(country: str, year: int) -> Mapping[str, date]:
    """Return the holidays of a country in a year by their English names in lower case, each with its first day.

    A name is known by its end too: the day of "National Independence Day" is that of "Independence Day".
    """
    import holidays  # sixty milliseconds and ten megabytes, and few reports name a holiday that moves

    if country not in holidays.list_supported_countries():
        return {}
    plain = holidays.country_holidays(country, years=year)
    english = "en_US" if "en_US" in plain.supported_languages else None
    calendar = holidays.country_holidays(
        country, years=year, language=english, categories=plain.supported_categories, expand=False
    )
    whole: dict[str, date] = {}
    ends: dict[str, date] = {}
    moved: dict[str, date] = {}
    for day, names in sorted(calendar.items()):
        for name in names.split("; "):
            words = _ADDED.sub("", name).lower().split()
            (moved if name.endswith("(observed)") else whole).setdefault(" ".join(words), day)
            for start in range(1, len(words)):
                ends.setdefault(" ".join(words[start:]), day)
    return ends | moved | whole


NAMED_DAYS: dict[str, Meaning] = {"holiday": holiday, "named_day": named_day, "new_year": new_year}
"""The kinds of this module."""
