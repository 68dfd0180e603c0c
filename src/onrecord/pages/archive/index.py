"""The page of all stories: cards in, HTML out; with many stories a page for each few hundred of them."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from onrecord.pages.archive.card import DueCard, StoryCard
from onrecord.pages.axis import Axis, axis
from onrecord.pages.dates import short, words
from onrecord.pages.environment import STYLE, environment
from onrecord.pages.marks import only_showable

PER_PAGE = 200
"""Stories on one page: some 300 KB of HTML."""
ROWS = 50
"""Rows of the lists of disputes and promises; the stories lead to the rest."""
PAST_DAYS = 30
"""Promises whose last day went by so many days ago, or fewer, are listed as past due."""
NAMES = 120
"""Names in the index of names: those that speak in most stories, then in those with most reports."""
_BARS = 120
"""Bars in the chart of days at most; of a longer time each is several days."""
_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """What became of all that was given: `read` + `versions` + `duplicates` + `rejected` = `given`."""

    given: int
    read: int
    versions: int
    duplicates: int
    rejected: int
    reasons: tuple[tuple[str, int], ...]
    """Why inputs were rejected, and how many for each reason, the most first."""
    alone: int
    """Articles of which no record was made, for too few tell their story."""
    stories: int
    """Also those without a record."""
    failed: tuple[tuple[str, str], ...] = ()
    """Stories of which no record could be made, with the reasons."""
    days: tuple[tuple[str, int], ...] = ()
    """Each day of publication with its articles, also of those that stand alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """A story with the links that its row has."""

    card: StoryCard
    number: int
    record: str
    """The record's file, from the page."""
    page: str | None
    """Its page, from this page; None where none was written."""
    span: str
    """Its days, in words."""


@dataclass(frozen=True, slots=True)
class Due:
    """A promise in the list of those that fall due."""

    promise: DueCard
    row: Row
    days: str
    """Its window, in words."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart of days, in per cent of its width and height."""

    x: float
    width: float
    height: float
    days: str
    articles: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Articles by day of publication."""

    axis: Axis
    bars: tuple[Bar, ...]
    step: int
    """Days of a bar."""
    most: int
    """Articles of the highest bar."""


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody who speaks, with the stories in which they do."""

    name: str
    rows: tuple[Row, ...]
    stories: int


def index_pages(
    cards: Iterable[StoryCard],
    accounts: Accounts,
    *,
    page_of: Callable[[str], str | None] = lambda _: None,
) -> Iterator[tuple[str, str]]:
    """Yield the pages of all stories: the name of each file, `index.html` first, and its HTML.

    Stories come by size: articles, then channels, then the newest. Nothing is loaded and nothing runs in a page.

    Args:
        cards: The stories that have a record, in any order.
        accounts: What became of all that was given.
        page_of: Returns where a story's own page lies, from the index; None where there is none.
    """
    ordered = sorted(cards, key=_size)
    rows = [
        Row(card, number, f"records/{card.story}.db", page_of(card.story), _span(card))
        for number, card in enumerate(ordered, 1)
    ]
    today = max((card.last for card in ordered if card.last), default=None)
    coming, past = _dues(rows, today)
    parts = [rows[at : at + PER_PAGE] for at in range(0, len(rows), PER_PAGE)] or [[]]
    style = STYLE.read_text("utf-8")
    digest = b64encode(hashlib.sha256(only_showable(style).encode("utf-8")).digest()).decode("ascii")
    template = environment().get_template("archive.html.j2")
    contested = sorted((row for row in rows if row.card.contested), key=lambda row: (-row.card.contested, row.number))
    for number, part in enumerate(parts, 1):
        first = number == 1
        yield (
            _file(number),
            only_showable(
                template.render(
                    accounts=accounts,
                    rows=part,
                    stories=len(rows),
                    number=number,
                    pages=[(_file(n), f"{group[0].number:,}–{group[-1].number:,}") for n, group in enumerate(parts, 1)]
                    if len(parts) > 1
                    else [],
                    contested=contested[:ROWS] if first else [],
                    contested_count=len(contested),
                    disagreements=sum(row.card.contested for row in rows),
                    coming=coming[:ROWS] if first else [],
                    coming_count=len(coming),
                    past=past[:ROWS] if first else [],
                    past_count=len(past),
                    names=_names(rows) if first else [],
                    chart=_chart(accounts.days) if first else None,
                    several=sum(row.card.channels > 1 for row in rows),
                    days=_days(accounts.days),
                    today=words(today) if today else "",
                    past_days=PAST_DAYS,
                    policy=_POLICY.format(digest),
                    style=Markup(style),  # noqa: S704 -- our own file
                )
            ),
        )


def _file(number: int) -> str:
    return "index.html" if number == 1 else f"index-{number}.html"


def _size(card: StoryCard) -> tuple[object, ...]:
    newest = -date.fromisoformat(card.last).toordinal() if card.last else 0
    return -card.reports, -card.channels, -card.shared, newest, card.story


def _span(card: StoryCard) -> str:
    if card.first is None or card.last is None:
        return "not dated"
    return short(card.first) if card.first == card.last else f"{short(card.first)} – {short(card.last)}"


def _days(days: Sequence[tuple[str, int]]) -> str:
    if not days:
        return "no report is dated"
    first, last = short(min(day for day, _ in days)), short(max(day for day, _ in days))
    return first if first == last else f"{first} – {last}"


def _dues(rows: Sequence[Row], today: str | None) -> tuple[list[Due], list[Due]]:
    """Return the promises that are yet to fall due by the newest report's day, and those that have, that day's last."""
    if today is None:
        return [], []
    dues = sorted(
        (Due(promise, row, words(promise.due)) for row in rows for promise in row.card.promises),
        key=lambda one: (one.promise.last, one.promise.first or "", one.row.number, one.promise.words),
    )
    since = (date.fromisoformat(today) - timedelta(days=PAST_DAYS)).isoformat()
    coming = [one for one in dues if one.promise.last >= today]
    past = [one for one in reversed(dues) if since <= one.promise.last < today]
    return coming, past


def _names(rows: Sequence[Row]) -> list[Name]:
    """Return those who speak in most stories, by name, each with the stories in which they say most."""
    of: dict[str, list[Row]] = {}
    for row in rows:
        for name in row.card.speakers:
            of.setdefault(name, []).append(row)
    most = sorted(of, key=lambda name: (-len(of[name]), of[name][0].number, name))[:NAMES]
    return [
        Name(name, tuple(of[name][:3]), len(of[name])) for name in sorted(most, key=lambda one: (one.casefold(), one))
    ]


def _chart(days: Sequence[tuple[str, int]]) -> Chart | None:
    """Return the articles by day of publication as bars; None where there are less than two days to compare."""
    if len({day for day, _ in days}) < 2:
        return None
    counted: Counter[date] = Counter()
    for day, articles in days:
        counted[date.fromisoformat(day)] += articles
    line = axis([], counted, 0)
    if line is None:
        return None
    first, last = min(counted), max(counted)
    step = -(-((last - first).days + 1) // _BARS)
    held: Counter[int] = Counter()
    for one, articles in counted.items():
        held[(one - first).days // step] += articles
    most = max(held.values())
    bars = []
    for place, articles in sorted(held.items()):
        begin = first + timedelta(days=place * step)
        end = min(begin + timedelta(days=step - 1), last)
        left, right = line.at(begin), line.at(end + timedelta(days=1))
        shown = short(begin.isoformat()) if begin == end else f"{short(begin.isoformat())} – {short(end.isoformat())}"
        height = round(max(2.0, 100 * articles / most), 2)
        bars.append(Bar(left, round(max(right - left, 0.3), 2), height, shown, articles))
    return Chart(line, tuple(bars), step, most)
