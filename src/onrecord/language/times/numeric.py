"""Dates in three numbers, the year last: "6/12/2024" is a day of June or of December.

One that can be read in one way only ("25/11/2024", "05.11.2024", "7/7/2024") is read so. The others follow the order of
day and month that the text's own dates show, and the outlet's habit; where both are silent or contradict each other the
doubt is kept: the TIMEX3 value has the year alone, the EDTF date is one of the set of both days.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from onrecord.language.times.context import Context, Found, Sense, of
from onrecord.language.times.habits import DayOrder
from onrecord.language.times.periods import Period
from onrecord.language.times.years import in_full


def numeric(found: Found, context: Context) -> Sense | None:
    """A date in three numbers, the year last."""
    readings = _readings(found)
    days = sorted(set(readings.values()))
    if len(days) > 1 and context.day_order is not None:
        return of(Period("day", readings[context.day_order]))
    if len(days) > 1:
        return Sense("DATE", f"{days[0].year:04}-XX-XX", f"[{days[0]},{days[1]}]")
    return of(Period("day", days[0])) if days else None


def settled(places: Iterable[Found], habit: DayOrder | None) -> DayOrder | None:
    """Return the order of day and month in a text; None where it stays open.

    Args:
        places: The places found in the text.
        habit: The order that its outlet is known to write.
    """
    orders = {habit} if habit is not None else set()
    for place in places:
        if place.means == "numeric" and place.groups["sep"] != ".":
            readings = _readings(place)
            if len(readings) == 1:
                orders |= set(readings)
    return orders.pop() if len(orders) == 1 else None


def _readings(found: Found) -> dict[DayOrder, date]:
    """Return the days that three numbers can mean, by the order in which they would be written."""
    groups = found.groups
    year = in_full(groups["year"]) if len(groups["year"]) == len("24") else int(groups["year"])
    first, second = int(groups["first"]), int(groups["second"])
    orders: dict[DayOrder, tuple[int, int]] = {"dmy": (second, first)}
    if groups["sep"] != ".":  # nobody writes the month first with dots
        orders["mdy"] = (first, second)
    days: dict[DayOrder, date] = {}
    for order, (month, day) in orders.items():
        try:
            days[order] = date(year, month, day)
        except ValueError:  # no such day
            continue
    return days
