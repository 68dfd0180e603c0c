"""The date in a dateline: "VENNHOLT, Dec. 6 (Norra) -". Its year is mostly left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onrecord.model import Analysis, Report
from onrecord.relating.dating.pointing import month_and_day

_BEFORE = re.compile(r"\W{0,3}[^\W\d_a-z][^\d_a-z\n]{1,40}(?:, ?[A-Z][\w. ]{1,20})?,? *")
"""What stands before it on its line: a place in capitals, and maybe a country."""
_AFTER = re.compile(r" *(?:\(|[-–—―]|/|:)")
NEAREST = 60
"""Days from its siblings up to which a month and day without a year is of their time."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A month and a day in a dateline."""

    text: str
    """The dateline up to the date."""
    month: int
    day: int

    def nearest(self, to: date) -> date | None:
        """Return the day nearest to another, None where none is near.

        >>> Dateline("VENNHOLT, Dec. 31", 12, 31).nearest(date(2032, 1, 2))
        datetime.date(2031, 12, 31)
        """
        found = []
        for year in (to.year - 1, to.year, to.year + 1):
            try:
                found.append(date(year, self.month, self.day))
            except ValueError:  # 29 February
                continue
        best = min(found, key=lambda day: abs((day - to).days), default=None)
        return best if best is not None and abs((best - to).days) <= NEAREST else None


def find_dateline(report: Report, analysis: Analysis) -> Dateline | None:
    """Return the dateline of a report if it has one with a month and a day, and no year.

    Where it has a year as well, reading has dated the report by it.
    """
    start = report.title_span[1] if report.title_span is not None else 0
    for time in sorted(analysis.times, key=lambda one: one.span):
        if time.span[0] < start or time.type != "DATE":
            continue
        line = report.text.rfind("\n", 0, time.span[0]) + 1
        found = month_and_day(time)
        fits = _BEFORE.fullmatch(report.text, line, time.span[0]) and _AFTER.match(report.text, time.span[1])
        if found and fits:
            return Dateline(" ".join(report.text[line : time.span[1]].split()), *found)
        return None  # the dateline opens the report: its date is the first that is told
    return None
