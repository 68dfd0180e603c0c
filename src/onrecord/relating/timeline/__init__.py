"""The timeline: for each day or period that the reports date something to, the sentences that tell it best.

Days are days of events, not of publication. Dates of a day, a month, a season or a half-year make entries, and so do
intervals with an open end ("by the end of the year"); a year or a decade alone ("since 2014") says too little of when
and makes none. A stretch is an entry of its own beside its days, but where one of its days is given for the same event,
what tells of the stretch stands with that day.

`sentences` finds what names a date and how it tells of it, `likeness` which of these tell the same, `events` which of
them tells it best, `find` makes the entries.
"""

from __future__ import annotations

from onrecord.relating.timeline.find import find_timeline

__all__ = ["find_timeline"]
