"""Dating: when the reports of a story were published, as far as they tell it of each other.

In: the reports as they were read and what was found in each. Out: the same reports, the undated ones dated by the
events that they share with dated ones, and days that cannot be right put aside. `pointing` finds the words that hang on
the day of publication, `sentences` those that tell the same event, `witnesses` lets them vote, `doubts` looks at stated
days, `datelines` at dates in datelines, `find` puts it together. It is a pure function, the same whatever the order.
"""

from __future__ import annotations

from onrecord.relating.dating.find import date_reports

__all__ = ["date_reports"]
