"""A line of days: where a date stands on it, in per cent of its width, and where its ticks are.

The charts of the page are drawn in per cent so that they fit any width without a script.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.pages.dates import Window

_PAD = 0.03  # share of the width left free at each end
_DAY_STEPS = (1, 2, 3, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled day on the line."""

    x: float
    label: str
    anchor: str
    """`start`, `middle` or `end`: how the label stands to the tick, so that none is cut off at the ends."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A date on the line, in per cent of the width."""

    x: float
    width: float
    shape: str
    """`day` (a dot), `span` (a bar), `before` or `after` (outside the line: an arrow at its end)."""
    open_left: bool = False
    open_right: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """A line of days from `first` to `last`."""

    first: date
    last: date
    ticks: tuple[Tick, ...]

    def at(self, day: date) -> float:
        """Return where a day stands, 0..100."""
        return _share(self.first, self.last, day)

    def bar(self, window: Window) -> Bar:
        """Return a date as a dot, a bar, or an arrow at the end beyond which it lies."""
        if window.last is not None and window.last < self.first:
            return Bar(0.0, 0.0, "before")
        if window.first is not None and window.first > self.last:
            return Bar(100.0, 0.0, "after")
        if window.is_day and window.first is not None:
            return Bar(self.at(window.first), 0.0, "day")
        left = self.at(max(window.first, self.first)) if window.first else 0.0
        right = self.at(min(window.last + timedelta(days=1), self.last)) if window.last else 100.0
        return Bar(
            left,
            max(round(right - left, 2), 0.8),
            "span",
            open_left=window.first is None or window.first < self.first,
            open_right=window.last is None or window.last > self.last,
        )


def axis(windows: Iterable[Window], days: Iterable[date], reach: int, labels: int = 5) -> Axis | None:
    """Return the line that holds the days, and those windows' ends that lie within `reach` days of them.

    Args:
        windows: the dates to be drawn.
        days: the days the line must hold: those of the reports. Where there are none, the windows' ends are taken.
        reach: how far the line may go beyond these days; what lies farther is drawn as an arrow at its end.
        labels: how many ticks there is room for; 5 fit a phone of 360 px.
    """
    ends = [day for window in windows for day in (window.first, window.last) if day is not None]
    core = sorted(days) or sorted(ends)
    if not core:
        return None
    low, high = core[0].toordinal() - reach, core[-1].toordinal() + reach
    held = [day for day in ends if low <= day.toordinal() <= high] + [core[0], core[-1]]
    first, last = min(held), max(held)
    pad = max(1, round((last - first).days * _PAD))
    first = date.fromordinal(max(1, first.toordinal() - pad))
    last = date.fromordinal(min(date.max.toordinal(), last.toordinal() + pad))
    return Axis(first, last, _ticks(first, last, labels))


def _ticks(first: date, last: date, most: int) -> tuple[Tick, ...]:
    for step in _DAY_STEPS:
        if (last - first).days // step < most:
            days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1) if n % step == 0]
            return tuple(_tick(first, last, day, f"{day.day} {_MONTHS[day.month - 1]}") for day in days)
    for step in _MONTH_STEPS:
        months = [
            date(n // 12, n % 12 + 1, 1)
            for n in range(first.year * 12 + first.month, last.year * 12 + last.month)
            if n % step == 0 and n // 12 >= 1
        ]
        if len(months) <= most:
            label = "{0.year}" if step >= 12 else "{1} {0.year}"
            return tuple(_tick(first, last, day, label.format(day, _MONTHS[day.month - 1])) for day in months)
    return ()


def _tick(first: date, last: date, day: date, label: str) -> Tick:
    x = _share(first, last, day)
    return Tick(x, label, "start" if x < 8 else "end" if x > 92 else "middle")


def _share(first: date, last: date, day: date) -> float:
    return round(100 * (day - first).days / max(1, (last - first).days), 2)
