"""When a promise falls due: the time that goes with the promised deed, as a window of days in EDTF.

Of several times in a clause the one counts that stands with the deed, not the one of a clause beside it ("the ship that
sank in May will be raised by August"). "Soon", "in the coming weeks" and no time at all give a window that begins on
the day on which it was said and has no end: it never passes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.dates import bounds, days, within, without_hours
from onrecord.model import Report, Span, Statement, Time
from onrecord.relating.promises.deeds import Deed
from onrecord.relating.promises.lists import patterns

_REACH = 24
"""Code points before a time in which the word stands that makes it a beginning ("starting on") or a length."""
_LONGEST = 40 * 366
"""Days to the end of a window, beyond which nobody can be held to it."""
_EARLIEST = re.compile(r"\s+at the (?:very )?earliest")
_BEFORE_A_DATE = re.compile(r"\b(?:by|on|in|within|before|from|for|at|until|later than|during|starting)(?: the)?\s*$")
_POSSESSIVE = re.compile(r"['’]s\s*$")
"""Before a time that only names a thing: "the ferry's May timetable"."""
_VAGUE = "FUTURE_REF"
_COUNTED = re.compile(r"P(\d{1,3})([DW])")
"""TIMEX3 values of lengths of so many days or weeks."""
_DAYS = {"D": 1, "W": 7}
_LASTING_REACH = 40
"""Code points between a length and its beginning: "three days of national mourning, starting on Saturday"."""
_BROKEN_OFF = re.compile(r"[.;:!?]|\b(?:ago|after|before|later|earlier|and|but|which|that)\b")
_SOME = re.compile(r"P[0-9]*X[A-Z]|PT?X[A-Z]")
"""TIMEX3 values of lengths without a number: `PXW` is "weeks"."""


@dataclass(frozen=True, slots=True)
class Due:
    """A window, and the words that name it."""

    edtf: str
    span: Span | None
    """Code points of the report's text; None where no time is given."""
    dated: bool
    """Whether it names days; "soon" and the lack of any time do not."""


def due_of(deed: Deed, statement: Statement, report: Report) -> Due | None:
    """Return the window of a deed, None where its time is past or the report has no day.

    Args:
        deed: The clause.
        statement: Its statement: `times` are looked at.
        report: Its report; the day on which the words were said counts, else the day of publication.
    """
    said = said_day(statement, report)
    if said is None:
        return None
    inside = [t for t in statement.times if deed.sentence[0] <= t.span[0] < deed.sentence[1]]
    dated: list[tuple[Time, str]] = []
    vague: list[Time] = []
    past = False
    for time in inside:
        if not _goes_with(time, deed, report):
            continue
        if time.edtf is None or time.type in ("DURATION", "SET"):
            # "In the coming weeks" has a beginning alone: it is no more of a date than "soon".
            ends = time.edtf is not None and bounds(time.edtf)[1] is not None
            if time.edtf is not None and time.type == "DURATION" and ends and _ends_after(time.edtf, said):
                dated.append((time, time.edtf))
            elif _is_vague(time, report):
                vague.append(time)
            continue
        edtf = _lasting(_opened(time, report), time, inside, report)
        if _ends_after(edtf, said):
            dated.append((time, edtf))
        else:
            past = past or bounds(edtf) != (None, None)
    if dated:
        time, edtf = _chosen(dated, deed)
        return Due(edtf, time.span, True)
    if vague:
        return Due(f"{said}/..", vague[0].span, False)
    return None if past else Due(f"{said}/..", None, False)


def said_day(statement: Statement, report: Report) -> date | None:
    """Return the first day on which words may have been said: as the report tells it, else the day of publication."""
    told = bounds(statement.said_on)[0] if statement.said_on is not None else None
    return told or (bounds(report.published)[0] if report.published is not None else None)


def _ends_after(edtf: str, said: date) -> bool:
    first, last = bounds(edtf)
    if last is None:
        return first is not None
    return said < last and (last - said).days <= _LONGEST


def _goes_with(time: Time, deed: Deed, report: Report) -> bool:
    """Return whether a time stands with the deed: in its clause and in no clause beside it."""
    start, end = time.span
    if _POSSESSIVE.search(report.text[max(0, start - _REACH) : start]):
        return False
    if deed.how == "object":  # "an inquiry by May", and not "justice today, tomorrow and forever"
        return _BEFORE_A_DATE.search(report.text[deed.clause[0] : start]) is not None
    if start >= deed.marker[1]:
        if start >= deed.clause[1]:
            return False
        between = report.text[deed.marker[1] : start]
        return patterns()["aside"].search(_without_last_by(between)) is None
    if start < deed.clause[0]:
        # "By May, she said, and not later, it will open": before the clause, only what opens the sentence.
        return not report.text[deed.sentence[0] : start].strip(" \"“‘'") or _opens(report, deed, start)
    if end <= deed.marker[0]:
        return (
            patterns()["aside"].search(report.text[deed.clause[0] : start].lstrip(' "“').removeprefix("that ")) is None
        )
    return True


def _opens(report: Report, deed: Deed, start: int) -> bool:
    """Return whether only a preposition or an adverb stands between the start of the sentence and a time."""
    return len(report.text[deed.sentence[0] : start].split()) <= 2


def _without_last_by(words: str) -> str:
    """Return words without the preposition at their end, which belongs to the time: "before <May>"."""
    return re.sub(r"\b(?:before|after|than|until|following|since)(?: the)?\s*$", "", words)


def _is_vague(time: Time, report: Report) -> bool:
    """Return whether a time is to come without any day: "soon", "in the coming weeks", "within months"."""
    words = report.slice(time.span)
    before = report.text[max(0, time.span[0] - _REACH) : time.span[0]].rstrip()
    if time.value == _VAGUE:
        return True
    if time.type != "DURATION":
        return False
    if patterns()["coming"].match(words) is not None:
        return True
    lead = re.search(r"\w+$", before)
    return (
        lead is not None and patterns()["within"].fullmatch(lead[0]) is not None and _SOME.match(time.value) is not None
    )


def _opened(time: Time, report: Report) -> str:
    """Return the EDTF of a time; "from January" has no end."""
    before = report.text[max(0, time.span[0] - _REACH) : time.span[0]].rstrip()
    begins = re.search(rf"(?:{patterns()['begins'].pattern})$", before, re.IGNORECASE) or _EARLIEST.match(
        report.text, time.span[1]
    )
    window = without_hours(time.edtf or "")
    return f"{window}/.." if begins is not None and "/" not in window else window


def _lasting(edtf: str, time: Time, inside: Sequence[Time], report: Report) -> str:
    """Return a window with an end where the words say how long it lasts: "for three days from Saturday"."""
    start = bounds(edtf)[0]
    if not edtf.endswith("/..") or start is None:
        return edtf
    for length in inside:
        between = report.text[length.span[1] : time.span[0]]
        counted = _COUNTED.fullmatch(length.value) if length.type == "DURATION" else None
        if counted and between and len(between) <= _LASTING_REACH and not _BROKEN_OFF.search(between):
            return f"{start}/{start + timedelta(days=int(counted[1]) * _DAYS[counted[2]] - 1)}"
    return edtf


def _chosen(dated: list[tuple[Time, str]], deed: Deed) -> tuple[Time, str]:
    """Return the first time after the marker, else the last before it; a narrower one within it is more exact."""
    after = [one for one in dated if one[0].span[0] >= deed.marker[1]]
    chosen = after[0] if after else dated[-1]
    narrower = [one for one in dated if within(one[1], chosen[1]) and days(one[1]) is not None]
    return min([chosen, *narrower], key=lambda one: (days(one[1]) or _LONGEST, one[0].span))
