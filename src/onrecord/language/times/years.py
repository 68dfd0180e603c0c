"""What years, decades, centuries and seasons mean; the kinds of `meanings` that need no day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.language.times.context import Context, Found, Meaning, Sense, of, which
from onrecord.language.times.periods import Period, season_of


def year(found: Found, context: Context) -> Sense | None:
    """A year by its number."""
    number = year_of(found, context)
    if number is None and "short_year" in found.groups:
        number = in_full(found.groups["short_year"][1:])
    if not number:
        return None
    sense = of(Period("year", date(number, 1, 1)))
    # Where a fiscal year begins differs from firm to firm and from state to state.
    fiscal = context.grammar.modifiers["fiscal"].match(found.text) is not None
    return replace(sense, edtf=f"{sense.edtf}~") if fiscal else sense


_PIVOT = 50
"""Two digits below this are years of 2000 and after, from it on of 1900 and after: news looks back further than
ahead."""


def in_full(digits: str) -> int:
    """Return the year of two digits."""
    return int(digits) + (2000 if int(digits) < _PIVOT else 1900)


def years(found: Found, _context: Context) -> Sense | None:
    """A run of years: "2014-16"."""
    first = int(found.groups["from"])
    last = int(found.groups["year"]) if "year" in found.groups else first // 100 * 100 + int(found.groups["to"])
    if last <= first:
        return None
    return Sense("DATE", f"{first}/{last}", f"{first}/{last}", Period("year", date(last, 1, 1)))


def decade(found: Found, context: Context) -> Sense | None:
    """A decade: "the 1990s", "the nineties"; without its century, the last that is over or has begun."""
    groups = found.groups
    name = groups.get("decade_name")
    ten = int(str(context.grammar.meaning("decade_name", name))) if name else int(groups["ten"])
    century = groups.get("century") or ("19" if ten >= 2 or "spoken" in groups else "20")
    return of(Period("decade", date(int(century) * 100 + ten * 10, 1, 1)))


def century(found: Found, context: Context) -> Sense | None:
    """A century by its number: the 17th is 16XX."""
    groups = found.groups
    word = groups.get("ordinal_century")
    number = int(str(context.grammar.meaning("ordinal_century", word))) if word else int(groups["number"])
    return of(Period("century", date((number - 1) * 100, 1, 1))) if 2 <= number <= 30 else None


def season(found: Found, context: Context) -> Sense | None:
    """A season; without its year by "last", "next" and the verb's tense."""
    letters = str(context.grammar.meaning("season", found.groups["season"]))
    published, number = context.published, year_of(found, context)
    if number is not None:
        return of(season_of(number, letters))
    if published is None:
        return Sense("DATE", f"XXXX-{letters}")
    steps = which(found, context, "which_year")
    if steps is not None:
        return of(season_of(published.year + steps, letters))
    here = season_of(published.year, letters)
    begun = here if here.first <= published else here.shift(-1)
    ahead = here if here.last >= published else here.shift(1)
    steps = which(found, context)
    if steps is None:
        tense = context.tense(found.start)
        return of(ahead if tense == "future" else begun if tense == "past" else here)
    if steps < 0:
        return of(begun if begun.last < published else begun.shift(-1))
    if steps > 0:
        return of(ahead if ahead.first > published else ahead.shift(1))
    return of(begun if begun.last >= published else here)


def year_of(found: Found, context: Context) -> int | None:
    """Return the year that the words say, in digits or spoken ("nineteen ninety-six", "two thousand")."""
    if "year" in found.groups:
        return int(found.groups["year"])
    if "short" in found.groups:
        return in_full(found.groups["short"])
    spoken = found.groups.get("yearwords")
    if spoken is None:
        return None
    first, *rest = spoken.lower().replace("-", " ").replace(" and ", " ").split()
    numbers = [int(str(context.grammar.meaning("count", word))) for word in rest]
    if "thousand" in rest:
        return 2000 + sum(number for number in numbers if number < 1000)
    return int(str(context.grammar.meaning("count", first))) * 100 + sum(numbers)


YEARS: dict[str, Meaning] = {
    "year": year, "bare_year": year, "years": years, "decade": decade, "century": century, "season": season,
}  # fmt: skip
"""The kinds of this module."""
