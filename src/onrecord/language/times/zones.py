"""Which zone a time of day is in: "12:30 GMT", "9 a.m. ET", "15:00 Moscow time"; "local time" says none.

An abbreviation stands for an offset or, where it changes with the season ("ET"), for a zone of the IANA database; a
city is looked up there by its name. What is neither leaves the time of day as it is, without an offset.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from onrecord.language.times.grammar import Grammar

_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")
_REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_HOURS = 24


def offset_of(zone: str, day: date, clock: str, grammar: Grammar) -> str:
    """Return the offset from UTC that a zone has on a day, as EDTF writes it; "" where the words name no zone.

    Args:
        zone: The words found: "(GMT)", "ET", "Moscow time", "+03:00".
        day: The day, by the clock of that zone.
        clock: The time of day, "15:00".
        grammar: The grammar that has the names of zones.

    >>> from onrecord.language.times.grammar import load
    >>> [offset_of(zone, date(2024, 7, 1), "15:00", load()) for zone in ("(GMT)", "ET", "Moscow time", "local time")]
    ['Z', '-04:00', '+03:00', '']
    """
    name = zone.strip("() ")
    written = _OFFSET.fullmatch(name)
    if written:
        return _plain(f"{written[1]}{written[2]}:{written[3]}")
    names, cities = grammar.words["zone_name"], grammar.words["zone_city"]
    place = grammar.modifiers["zone_place"].match(name)
    key = str(place["city"] if place else name).lower()
    known = names.get(key) if place is None else cities.get(key, key)
    if known is None:
        return ""
    if _OFFSET.fullmatch(str(known)):
        return _plain(str(known))
    found = _zone(str(known))
    hour, _, minute = clock.partition(":")
    moment = datetime.combine(day, time(int(hour) % _HOURS, int(minute)), found)
    seconds = moment.utcoffset() if found is not None else None
    if seconds is None:
        return ""
    minutes = round(seconds.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return _plain(f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}")


def _plain(offset: str) -> str:
    return "Z" if offset in ("+00:00", "-00:00") else offset


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    """Return a zone by its name in the IANA database or by its city's; None where none or several have that name."""
    if "/" in name:
        return _load(name)
    city = "_".join(part.capitalize() for part in name.split())
    found = [zone for region in _REGIONS if (zone := _load(f"{region}/{city}")) is not None]
    return found[0] if len(found) == 1 else None


def _load(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):  # "Europe/Port_Eske" is no zone
        return None
