"""The time expressions of a report of which several days of publication are open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from onrecord.dates import bounds
from onrecord.language.times.find import find_times
from onrecord.model import Time

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MOST_DAYS = 31
"""Days of publication that are tried; a report of which more are open is read as undated."""


def find_times_between(doc: Doc, published: str | None, language: str = "en") -> tuple[Time, ...]:
    """Find the time expressions of a text: `find_times`, for a day, a date-time or an interval of days.

    Over an interval an expression keeps its date where it has the same on every day of it: "on Friday" printed from
    6 to 11 December is the 6th. Where that depends on the day ("yesterday"), it is as unknown as in an undated report.

    Args:
        doc: The parsed text.
        published: When the report was published, EDTF; None where it is not known.
        language: The language of the grammar, ISO 639-1.

    Raises:
        ModelError: There is no grammar of that language.
    """
    first, last = bounds(published or "")
    if first is None or last is None or (last - first).days >= _MOST_DAYS:
        return find_times(doc, None, language)
    if first == last:
        return find_times(doc, first.isoformat(), language)
    days = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    on_each = [{time.span: time for time in find_times(doc, day, language)} for day in days]
    found = []
    for time in find_times(doc, None, language):
        readings = {on_day.get(time.span, time) for on_day in on_each}
        (found_one,) = readings if len(readings) == 1 else (replace(time, edtf=None),)
        found.append(found_one)
    return tuple(found)
