"""What lengths of time and repeated times mean: durations and sets."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.language.times.context import Context, Found, Meaning, Sense
from onrecord.language.times.numbers import number_of, plain
from onrecord.language.times.periods import Period, add_months

UNIT_KIND = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year", "10Y": "decade", "100Y": "century"}
MONTHS_OF = {"M": 1, "Q": 3, "Y": 12, "10Y": 120, "100Y": 1200, "1000Y": 12000}
_VAGUE_UNIT = {"2W": "W", "10Y": "DE", "100Y": "CE", "1000Y": "ML"}


def duration(found: Found, context: Context) -> Sense | None:
    """A length of time, counted ("two years") or vague ("recent weeks")."""
    unit = unit_of(found, context)
    if unit is None:
        return None
    words = found.groups.get("number")
    count = number_of(words, context.grammar) if words else None
    if unit == "Q" and words is not None and not found.text.lower().startswith("the "):
        return None  # a fraction: "a quarter of the seats"
    if words is None and "unit" in found.groups and "some" not in found.groups:
        count = 1.0
    if count is None:
        value = "PT" * unit.startswith("T") + f"{'P' * (not unit.startswith('T'))}X{_vague(unit)}"
        return Sense("DURATION", value, _open_window(found, context, unit))
    if "half" in found.groups:
        count += 0.5
    return Sense("DURATION", length(count, unit), _window(found, context, count, unit))


def _window(found: Found, context: Context, count: float, unit: str) -> str | None:
    """Return the days that a length of time means where it is counted from the publication; else None.

    "The past three months" and "the next two years" end and begin there; so do "within two weeks" and "in three days"
    beside a verb of the future. "It took three days" means no days of the calendar.
    """
    today, side = context.published, found.groups.get("side")
    if today is None or (unit.startswith("T") and unit != "TH"):
        return None
    way = int(str(context.grammar.meaning("side", side))) if side else 0
    if unit == "TH":  # "the past 24 hours" began on the day before
        if not way and not context.follows("within", found.start):
            return None
        count, unit = -(-count // 24), "D"
    try:
        there = moved(today, count * (way or 1), unit)
    except (ValueError, OverflowError):  # before the year 1 or after 9999
        return None
    if way:
        return f"{there}/{today}" if way < 0 else f"{today}/{there}"
    if context.tense(found.start) != "future":
        return None
    if context.follows("within", found.start):
        return f"{today}/{there}"
    if context.follows("in", found.start):
        return Period.around(UNIT_KIND.get(unit, "year"), there).edtf
    return None


def _open_window(found: Found, context: Context, unit: str) -> str | None:
    """Return the days of "the coming weeks", "within days": from the publication on, their end unsaid; else None."""
    today, side = context.published, found.groups.get("side")
    if today is None or unit.startswith("T"):
        return None
    ahead = side is not None and int(str(context.grammar.meaning("side", side))) > 0
    within = context.follows("within", found.start) and context.tense(found.start) == "future"
    return f"{today}/.." if ahead or within else None


def moved(day: date, count: float, unit: str) -> date:
    """Return the day so many units later.

    Raises:
        ValueError, OverflowError: The day lies before the year 1 or after 9999.
    """
    factor = int(unit.rstrip("YWDMQE") or 1)
    if unit == "D" or "W" in unit:
        return day + timedelta(days=round(count * factor * (7 if "W" in unit else 1)))
    return add_months(day, round(count * MONTHS_OF.get(unit, 12)))


def _vague(unit: str) -> str:
    return unit[1] if unit.startswith("T") else _VAGUE_UNIT.get(unit, unit)


def length(count: float, unit: str) -> str:
    """Return the TIMEX3 value of so many units.

    >>> length(2, "10Y"), length(72, "TH"), length(3.5, "Y")
    ('P20Y', 'PT72H', 'P3.5Y')
    """
    if unit.startswith("T"):
        return f"PT{plain(count)}{unit[1]}"
    factor = unit.rstrip("YWDMQES")
    return f"P{plain(count * int(factor or 1))}{unit[len(factor) :]}"


def half_unit(found: Found, context: Context) -> Sense:
    """Read "Half an hour"."""
    unit = str(context.grammar.meaning("unit", found.groups["halved"]))
    return Sense("DURATION", _HALVES.get(unit) or length(0.5, unit))


_HALVES = {"TH": "PT30M", "TM": "PT30S", "Y": "P6M", "10Y": "P5Y", "100Y": "P50Y"}
"""Units whose half is said in whole smaller ones."""


def for_a_while(_found: Found, _context: Context) -> Sense:
    """Read "A while"."""
    return Sense("DURATION", "PXX")


def every(found: Found, context: Context) -> Sense | None:
    """Read "Every morning", "each July", "twice a month", "Fridays"."""
    groups, grammar = found.groups, context.grammar
    if "rate" in groups:
        return Sense("SET", _each(groups["rate"], 1, context))
    if "part_plural" in groups:
        number = int(str(grammar.meaning("weekday", groups["weekday"]))) + 1
        return Sense("SET", f"XXXX-WXX-{number}T{grammar.meaning('daypart', groups['part_plural'][:-1])}")
    if "weekday_plural" in groups:
        return Sense("SET", f"XXXX-WXX-{int(str(grammar.meaning('weekday', groups['weekday_plural']))) + 1}")
    times = number_of(groups["number"], grammar) if "number" in groups else None
    step = float(str(grammar.meaning("each", groups["each"]))) * (times or 1)
    if "weekday" in groups:
        part = f"T{grammar.meaning('daypart', groups['part_of_day'])}" if "part_of_day" in groups else ""
        return Sense("SET", f"XXXX-WXX-{int(str(grammar.meaning('weekday', groups['weekday']))) + 1}{part}")
    if "month" in groups:
        return Sense("SET", f"XXXX-{int(str(grammar.meaning('month', groups['month']))):02}")
    if "season" in groups:
        return Sense("SET", f"XXXX-{grammar.meaning('season', groups['season'])}")
    if "daypart" in groups:
        return Sense("SET", f"XXXX-XX-XXT{grammar.meaning('daypart', groups['daypart'])}")
    return Sense("SET", _each(groups.get("unit") or groups["units"], step, context))


def _each(unit: str, step: float, context: Context) -> str:
    if unit.lower() in context.grammar.words["daypart"]:
        return "P1D"
    kind = "unit" if unit.lower() in context.grammar.words["unit"] else "units"
    return length(step, str(context.grammar.meaning(kind, unit)))


def rate(found: Found, context: Context) -> Sense:
    """Read "40,000 tons a year"."""
    return Sense("SET", _each(found.groups["rate"], 1, context))


def adverb_set(found: Found, context: Context) -> Sense:
    """Read "Daily", "annually"."""
    return Sense("SET", str(context.grammar.meaning("adverb_set", found.groups["adverb_set"])))


def unit_of(found: Found, context: Context) -> str | None:
    """Return the code of the unit of time found: `D`, `Y`, `TH` (hours), `10Y` (decades); None where there is none."""
    groups = found.groups
    if "units" in groups:
        return str(context.grammar.meaning("units", groups["units"]))
    if groups.get("unit", "").lower() in context.grammar.words["unit"]:
        return str(context.grammar.meaning("unit", groups["unit"]))
    return "D" if groups.get("unit") else None


LENGTHS: dict[str, Meaning] = {
    "duration": duration, "half_unit": half_unit, "while": for_a_while, "every": every, "rate": rate,
    "adverb_set": adverb_set,
}  # fmt: skip
"""The kinds of this module."""
