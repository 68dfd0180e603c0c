"""What is new since the day before the newest report: its reports, new claims, further channels, conflicts, promises.

It is read off the story as it stands, so it says what came on the last day and not how the counts stood before it; the
page as of an earlier day (`since`) and `onrecord diff` say that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.dates import day_of
from onrecord.model import Claim, Promise
from onrecord.pages.contested import KINDS
from onrecord.pages.dates import short, sort_key, words
from onrecord.pages.shelf import Shelf, rank
from onrecord.record import plain, worded

_Fresh = Callable[[str], bool]

ROWS = 8
"""Rows of each list that are shown; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class News:
    """One row: words of a report, and what onrecord says of them."""

    text: str
    note: str
    href: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one kind."""

    title: str
    rows: tuple[News, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Latest:
    """What the last day brought."""

    day: str
    reports: int
    """How many reports are of that day."""
    all_one_day: bool
    """Whether no report is of an earlier day: then nothing can be told apart as new."""
    claims: int
    """How many claims were first reported on it."""
    batches: tuple[Batch, ...]


def latest(shelf: Shelf, since: date | None = None) -> Latest | None:
    """Return what came on the newest report's day, or after another day; None where no report has a day.

    Args:
        shelf: the story's parts.
        since: what came after this day is new; None is the day before the newest report's.
    """
    days = {one.id: day_of(one.published) for one in shelf.story.reports}
    newest = max((day for day in days.values() if day is not None), default=None)
    if newest is None:
        return None
    begin = newest if since is None else since

    def fresh(report: str) -> bool:
        day = days[report]
        return day is not None and (day >= begin if since is None else day > begin)

    new = [one.id for one in shelf.in_order() if fresh(one.id)]
    first = [one for one in shelf.story.claims if one.reports and all(map(fresh, one.reports))]
    grown = [one for one in shelf.story.claims if any(map(fresh, one.reports)) and not all(map(fresh, one.reports))]
    several = len({shelf.outlet(one) for one in new}) > 1
    batches = (
        _batch(
            "Reports", (News(shelf.reports[one].title or "", shelf.called(one), shelf.href.report(one)) for one in new)
        ),
        _batch("Newly contested", _contested(shelf, fresh)),
        _batch("Promised, or said of a promise", _promised(shelf, fresh)),
        _batch(
            "Known claims that further reports carry", (_grown(shelf, one, fresh) for one in sorted(grown, key=rank))
        ),
        _batch("New claims", (_claim(shelf, one, several) for one in sorted(first, key=rank))),
    )
    return Latest(
        day=short(newest.isoformat()),
        reports=len(new),
        all_one_day=len(new) == len(shelf.story.reports),
        claims=len(first),
        batches=tuple(one for one in batches if one.total),
    )


def _batch(title: str, rows: Iterable[News]) -> Batch:
    every = tuple(rows)
    return Batch(title, every[:ROWS], len(every))


def _claim(shelf: Shelf, claim: Claim, several: bool) -> News:
    """Return a new claim, with its outlets where the new reports are of several."""
    who = ", ".join(shelf.voice(one) for one in claim.vouchers)
    outlets = dict.fromkeys(shelf.outlet(one) for one in claim.reports) if several else {}
    note = " · ".join(filter(None, (who, *outlets)))
    return News(shelf.title(claim.id), note, shelf.href.claim(claim.id))


def _grown(shelf: Shelf, claim: Claim, fresh: _Fresh) -> News:
    before = sum(not all(map(fresh, channel)) for channel in claim.channels)
    now = len(claim.channels)
    channels = f"{before} → {now} channels" if now > before else "no new channel"
    outlets = ", ".join(dict.fromkeys(shelf.outlet(one) for one in claim.reports if fresh(one)))
    return News(shelf.title(claim.id), f"{channels} · now also {outlets}", shelf.href.claim(claim.id))


def _contested(shelf: Shelf, fresh: _Fresh) -> Iterable[News]:
    for one in shelf.story.conflicts:
        if any(fresh(slot.report) for slot in one.slots):
            between = " → " if one.revision else " against "
            what = "revision" if one.revision else "disagreement"
            text = between.join(" ".join(slot.text.split()) for slot in one.slots)
            yield News(text, f"{what}: {KINDS[one.kind]}", shelf.href.conflict(one.id))


def _promised(shelf: Shelf, fresh: _Fresh) -> Iterable[News]:
    ordered = sorted(shelf.story.promises, key=lambda one: (sort_key(one.due), one.claim))
    for promise in ordered:
        if all(map(fresh, shelf.claims[promise.claim].reports)):
            note = f"new promise of {_promiser(shelf, promise)}, {words(promise.due)}"
            yield News(plain(shelf.title(promise.claim)), note, shelf.href.promise(promise.claim))
    for promise in ordered:
        for id_ in promise.later:
            said = shelf.statements[id_]
            if fresh(said.report):
                text = worded(said, shelf.reports[said.report])
                note = f"on what {_promiser(shelf, promise)} promised: {promise.status} · {shelf.outlet(said.report)}"
                yield News(text, note, shelf.href.promise(promise.claim))


def _promiser(shelf: Shelf, promise: Promise) -> str:
    return shelf.name(promise.speaker) or "a speaker not resolved"
