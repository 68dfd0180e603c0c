"""What an outlet's country says of how it writes: the order of day and month, and whose holidays it means.

A country comes from the table of outlets; the order of day and month from `habits.toml`. What neither knows is open.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

from onrecord import outlets
from onrecord.model import Report

DayOrder = Literal["dmy", "mdy"]
"""Which comes first in "6/12/2024": the day or the month."""


def country_of(report: Report) -> str | None:
    """Return the country of a report's outlet (ISO 3166-1 alpha-2), by its name, else by its address; None if unknown.

    >>> country_of(Report(id="r", input="a.txt", text="", url="https://norra.example/a")) is None
    True
    """
    outlet = outlets.by_name(report.outlet) if report.outlet else None
    if outlet is None and report.url:
        outlet = outlets.by_domain(report.url)
    return outlet.country if outlet is not None else None


def day_order_of(country: str | None) -> DayOrder | None:
    """Return the order of day and month that a country's outlets write, None where it is not known or not one.

    >>> day_order_of("US"), day_order_of("GB"), day_order_of("CA"), day_order_of(None)
    ('mdy', 'dmy', None, None)
    """
    habits = _habits()
    if country is None or country in habits["open"]:
        return None
    return "mdy" if country in habits["month_first"] else "dmy"


@cache
def _habits() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("habits.toml").read_text(encoding="utf-8")
    return {name: frozenset(countries) for name, countries in tomllib.loads(text).items()}
