"""What each kind of date expression means: one function a kind, named by the `means` of the grammar's rules.

Each takes the place found and the context, and returns a `Sense`, or None where the words turn out to be no time.
Without a day of publication, what depends on it has the unknown parts of its TIMEX3 value as X and no EDTF date.
"""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.language.times.context import Context, Found, Meaning, Sense, of, unknown, which
from onrecord.language.times.numbers import number_of
from onrecord.language.times.periods import UNKNOWN, Period
from onrecord.language.times.years import YEARS, year_of
from onrecord.language.times.zones import offset_of


def of_day(found: Found, context: Context, day: date | None) -> Sense:
    """Return the sense of a day, or of the part of it that the words name."""
    part = found.groups.get("daypart")
    if part is None:
        return of(Period("day", day)) if day else unknown("day")
    code = context.grammar.meaning("daypart", part)
    if not day:
        return Sense("TIME", f"{UNKNOWN['day']}T{code}")
    edtf = f"{day}T{code}:00" if code == "12:00" else day.isoformat()
    return Sense("TIME", f"{day}T{code}", edtf, Period("day", day))


def full_date(found: Found, context: Context) -> Sense | None:
    """A day or month by its number or name, with or without its year."""
    groups = found.groups
    month = _month(found, context)
    year = year_of(found, context)
    day = int(groups["day"]) if "day" in groups else None
    if "nth" in groups:
        day = int(str(context.grammar.meaning("ordinal_century", groups["nth"])))
    if month is None:
        if context.published is None or day is None:
            return None
        month, year = context.published.month, context.published.year
    if year is None and context.published is None:
        return Sense("DATE", f"XXXX-{month:02}" + (f"-{day:02}" if day else ""))
    try:
        if year is None and context.published is not None:
            year = _nearest_year(context.published, month, day)
            steps = which(found, context)
            gone = context.follows("ended", found.start) or (steps is not None and steps < 0)
            far = (date(year, month, day or 1) - context.published).days
            if context.is_appointed(found.start):
                year += far < 0 and day is not None
            elif (gone and far > 0) or (far > _NOT_YET and context.tense(found.start) == "past"):
                year -= 1
        first = date(year or 1, month, day or 1)
    except ValueError:  # 31 November is no day
        return None
    if "hour" in groups:
        clock = f"{int(groups['hour']):02}:{groups['minute']}"
        offset = offset_of(groups["zone"], first, clock, context.grammar) if "zone" in groups else ""
        return Sense("TIME", f"{first}T{clock}", f"{first}T{clock}:00{offset}", Period("day", first))
    return of(Period("day" if day else "month", first))


def week_of(found: Found, context: Context) -> Sense | None:
    """Read "the week of Dec. 9"."""
    day = full_date(found, context)
    return of(Period.around("week", day.period.first)) if day and day.period else None


_NOT_YET = 60
"""Days ahead from which a day beside a verb of the past is last year's: "the offer was to expire on Dec. 15" is not
far ahead where it is one to come."""


def days(found: Found, context: Context) -> Sense | None:
    """A run of days of one month: "November 3-5"."""
    last = full_date(found, context)
    if last is None or last.period is None:
        return None
    try:
        first = last.period.first.replace(day=int(found.groups["from"]))
    except ValueError:
        return None
    if first >= last.period.first:
        return None
    run = f"{first}/{last.period.first}"
    return Sense("DATE", run, run, last.period)


def month(found: Found, context: Context) -> Sense | None:
    """A month by its name: by the verb's tense, else the nearest to the publication."""
    number = _month(found, context)
    if number is None:
        return None
    published = context.published
    same = found.groups.get("same")
    if same is not None and (anchor := context.last_named()):
        return of(Period("month", date(anchor.first.year, number, 1)))
    if published is None:
        return Sense("DATE", f"XXXX-{number:02}")
    steps = which(found, context)
    this_year = date(published.year, number, 1)
    year_steps = which(found, context, "which_year")
    if year_steps is not None:
        return of(Period("month", this_year.replace(year=published.year + year_steps)))
    passed = this_year <= published
    month_past = this_year if passed else this_year.replace(year=published.year - 1)
    month_ahead = this_year if number >= published.month else this_year.replace(year=published.year + 1)
    if steps is not None:
        if steps < 0:
            first = month_past if number != published.month else this_year.replace(year=published.year - 1)
        elif steps > 0:
            first = month_ahead if number != published.month else this_year.replace(year=published.year + 1)
        else:
            first = this_year
        return of(Period("month", first))
    tense = context.tense(found.start)
    # "They spoke of a visit in May" is, in April, about the May to come; "they met in May" is not.
    soon = (number - published.month) % 12 in (1, 2) and not context.is_told_by_verb(found.start, found.end)
    aimed = context.is_appointed(found.start)
    if (tense == "past" and not soon and not aimed) or context.has_happened(found.start):
        just_begun = number == published.month and published.day <= _JUST_BEGUN
        return of(Period("month", month_past.replace(year=month_past.year - just_begun)))
    if tense == "future" or aimed or (tense == "present" and context.looks_ahead(found.start)):
        return of(Period("month", month_ahead))
    return of(Period("month", date(_nearest_year(published, number, None), number, 1)))


_JUST_BEGUN = 2
"""Days of a month in which its name beside a verb of the past is that of last year's: "in January they announced",
printed on 1 January."""


def weekday(found: Found, context: Context) -> Sense | None:
    """A weekday: "last", "next" and the verb's tense tell which; without them the last one up to the publication."""
    number = int(str(context.grammar.meaning("weekday", found.groups["weekday"])))
    published = context.published
    if published is None:
        value = f"XXXX-WXX-{number + 1}"
        if "daypart" in found.groups:
            code = context.grammar.meaning("daypart", found.groups["daypart"])
            return Sense("TIME", f"{value}T{code}")
        return Sense("DATE", value)
    steps = which(found, context)
    back = (published.weekday() - number) % 7
    ahead = (number - published.weekday()) % 7
    if steps is not None and steps < 0:
        day = published - timedelta(days=back if back > 1 else back + 7)  # nor yesterday "last Monday"
    elif steps is not None and steps > 0:
        day = published + timedelta(days=ahead if ahead > 1 else ahead + 7)  # nobody calls tomorrow "next Monday"
    elif _lies_ahead(found, context, steps) or (steps is None and back > _FARTHEST_BACK):
        day = published + timedelta(days=ahead)
    else:
        day = published - timedelta(days=back)
    return of_day(found, context, day)


_FARTHEST_BACK = 5
"""Days back that a bare weekday reaches. The weekday after the day of publication is mostly that day, whatever the
tense, for reports are updated overnight: of 20 such beside no verb of the future, 18 are the next day (all 17 of the
reports of BASIL and of story clusters; one of three in TimeBank and AQUAINT)."""


def _lies_ahead(found: Found, context: Context, steps: int | None) -> bool:
    """Return whether a weekday is one to come: by "until", by the verb, or by "this" if the verb does not object."""
    tense = context.tense(found.start)
    until = context.follows("deadline", found.start) and not (tense == "past" and context.opens_sentence(found.start))
    if until or context.is_appointed(found.start) or context.asks_by(found.start) or context.looks_ahead(found.start):
        return True
    if context.follows("starting", found.start):
        return tense != "past"
    if context.follows("since", found.start):
        return False
    return tense == "future" or (steps == 0 and tense != "past")


def today(found: Found, context: Context) -> Sense | None:
    """Read "Today", "yesterday", "last night", "noon": a day by its distance from the publication."""
    groups = found.groups
    steps = 0
    if "today" in groups:
        steps = int(str(context.grammar.meaning("today", groups["today"])))
    elif "which" in groups:
        steps = which(found, context) or 0
        near = context.last_named(("day",), found.start) if groups["which"].lower() == "the next" else None
        if near is not None:
            return of_day(found, context, near.first + timedelta(days=steps))
    day = context.published + timedelta(days=steps) if context.published else None
    if "tonight" in groups:
        night = Sense("TIME", f"{UNKNOWN['day']}TNI")
        return Sense("TIME", f"{day}TNI", day.isoformat(), Period("day", day)) if day else night
    token = context.token(found.start)
    loose = "today" not in groups and "which" not in groups
    if loose and token is not None and token.dep_ == "compound" and any(t.lower_ == "a" for t in token.head.lefts):
        day = None  # "a midnight deadline" is of any day
    elif loose and (near := context.last_named(("day",), found.start)):
        day = near.first
    if groups.get("daypart", "").lower() == "midnight" and day:
        return Sense("TIME", f"{day}T24:00", day.isoformat(), Period("day", day))
    return of_day(found, context, day)


def same_day(found: Found, context: Context) -> Sense | None:
    """Read "That evening": a part of the day named last."""
    near = context.last_named(("day",))
    steps = int(str(context.grammar.meaning("same", found.groups["same"])))
    return of_day(found, context, near.first + timedelta(days=steps) if near else None)


def part_of_day(found: Found, context: Context) -> Sense | None:
    """Read "In the evening": of the day named just before, else of the publication's; of any day beside a present."""
    token = context.token(found.end - 1)
    if token is not None and token.dep_ == "compound":  # "during the morning attack" names no morning of its own
        return None
    near = context.last_named(("day",), found.start)
    if near is None and context.tense(found.start) != "past":
        return None
    return of_day(found, context, near.first if near else context.published)


def clock(found: Found, context: Context) -> Sense | None:
    """A time of the clock, on the day named just before, else on that of the publication."""
    groups = found.groups
    hour = round(number_of(groups["hour"], context.grammar) or 0)
    minute = int(groups.get("minute", "0"))
    half = groups.get("half", "")[:1].lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if "half_day" in groups:
        if hour > 12:
            return None
        hour = hour % 12 + int(str(context.grammar.meaning("half_day", groups["half_day"])))
    if "past_hour" in groups:
        minutes = 60 * hour + int(str(context.grammar.meaning("past_hour", groups["past_hour"])))
        hour, minute = minutes // 60, minutes % 60
    if hour > 24 or (hour == 24 and minute):
        return None
    near = context.last_named(("day",), found.start)
    stamp = context.follows("stamp", found.start)
    day = context.published if stamp else near.first if near else _day_told(found, context)
    clock_time = f"{hour:02}:{minute:02}"
    if day is None:
        return Sense("TIME", f"{UNKNOWN['day']}T{clock_time}")
    offset = offset_of(groups["zone"], day, clock_time, context.grammar) if "zone" in groups else ""
    edtf = f"{day}T{clock_time}:00{offset}" if hour < 24 else day.isoformat()
    return Sense("TIME", f"{day}T{clock_time}", edtf, Period("day", day))


def _day_told(found: Found, context: Context) -> date | None:
    """Return the day of a time of the clock that names none near it: beside a past verb the one that the text tells of.

    That is the day named last, if it is of the days before the publication; else that of the publication.
    """
    told, published = context.last_named(("day",)), context.published
    if told is None or published is None or context.tense(found.start) != "past":
        return published
    return told.first if 0 <= (published - told.first).days <= _STILL_TOLD else published


_STILL_TOLD = 6
"""Days before the publication of which a report tells by the clock; what lies further back is background."""


def _month(found: Found, context: Context) -> int | None:
    text = found.groups.get("month")
    if text is None or text.isdigit():
        return int(text) if text else None
    return int(str(context.grammar.meaning("month", text)))


def _nearest_year(published: date, month_number: int, day: int | None) -> int:
    """Return the year in which a day or month lies nearest to the publication; the past one where two are as near.

    Raises:
        ValueError: The month has no such day in any of the years.
    """
    found: list[tuple[int, int]] = []
    for year_number in (published.year - 1, published.year, published.year + 1):
        try:
            here = date(year_number, month_number, day or 1)
        except ValueError:  # 29 February
            continue
        distance = (
            abs((here - published).days)
            if day
            else abs((here.year - published.year) * 12 + here.month - published.month)
        )
        found.append((distance, year_number))
    return min(found)[1]


DATES: dict[str, Meaning] = YEARS | {
    "date": full_date, "days": days, "week_of": week_of, "month": month, "weekday": weekday,
    "today": today, "same_day": same_day, "part_of_day": part_of_day, "clock": clock,
}  # fmt: skip
"""The kinds of this module and of `years`."""
