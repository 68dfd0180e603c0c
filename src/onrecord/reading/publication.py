"""When a report was published, by all that states it: the best evidence, how sure it is, what states another day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from onrecord.model import Confidence, Span
from onrecord.reading.dates import MONTHS, date_in_url, month_in_url, parse_date
from onrecord.reading.facts import Fact, Facts
from onrecord.reading.furniture import lines_below

SAID_BY_A_PERSON = frozenset({"manifest", "front matter"})
"""The bases that no evidence overrules."""
APART = 3
"""Days between two stated days from which they are two: a page of a night's report has two dates, and a weekly's has
that of the printed paper."""
LATE = 30
"""Days by which one stated day lies behind another from which it is that of a crawl or of a new layout: systems write
days long after a report, and none before it was written. Of 332 real reports one states two days more than three apart:
the address gives its day, the metadata one five months later."""
CLOCK_STARTS = frozenset({"1900-01-01", "1904-01-01", "1969-12-31", "1970-01-01", "1980-01-01", "2000-01-01"})
"""Days on which the clocks of computers start: what they write when they know none."""
NEWS_THAT_DAY = "2000-01-01"
"""Of these the one that is not before the web: a page may be of it, and it is believed where nothing else is stated."""
_OPENING_LINES = 4
"""Lines below the title in which a dateline stands."""

_DAY_TEXT = len("2031-12-06")
_LABEL = re.compile(r"\b(?:published|posted|updated)\b", re.IGNORECASE)
_MONTH = "|".join(sorted(MONTHS, key=lambda name: (-len(name), name)))
_DATELINE = re.compile(
    rf"(?P<line>(?-i:[^\W\d_a-z][^\da-z\n(]{{1,40}})(?:, ?[A-Z][\w. ]{{1,20}})?,? "
    rf"(?:(?P<name>{_MONTH})\.? (?P<day>\d{{1,2}})|(?P<first>\d{{1,2}}) (?P<second>{_MONTH})\.?)"
    r"(?:,? (?P<year>\d{4}))?) ?(?:\([^()\n]{2,40}\)|[-–—―])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Publication:
    """When a report was published, as far as it says so itself."""

    fact: Fact | None
    confidence: Confidence | None
    doubt: str | None


def publication(layers: Sequence[Facts], url: str | None, text: str, title: Span | None) -> Publication:
    """Choose the day of publication among what states one.

    The most trusted is believed, unless another lies long before it.

    Args:
        layers: What the manifest, the file, the address and the text say, the most trusted first.
        url: The report's address; its year helps a dateline that has none.
        text: The frozen text.
        title: Where the title stands in it.
    """
    line = _dateline(text, title, url)
    stated = [layer["published"] for layer in layers if "published" in layer] + ([line] if line else [])
    if not stated:
        return Publication(None, None, None)
    best = stated[0]
    if best.basis in SAID_BY_A_PERSON:
        return Publication(best, "high", None)
    before = [fact for fact in stated[1:] if _is_before(fact, best)]
    best = min(before, key=lambda fact: fact.value, default=best)
    day = best.value[:_DAY_TEXT]
    if best.basis.startswith("metadata") and day in CLOCK_STARTS and day != NEWS_THAT_DAY:
        doubt = f"not believed: {day} ({best.basis}), a day on which the clocks of computers start"
        return Publication(None, None, doubt)
    others = [fact for fact in stated if _apart(best.value, fact.value) > APART]
    strong = best.basis == "url" or best.basis.startswith("metadata")
    apart = "; ".join(f"{fact.basis} states another day: {fact.value[:_DAY_TEXT]}" for fact in others)
    return Publication(best, "high" if strong and not others else "medium", apart or None)


def _is_before(fact: Fact, best: Fact) -> bool:
    """Return whether a day is stated that makes a much later one that of a crawl.

    A line that is a date and nothing else may be that of an old document in the report; one that says "Updated" is not.
    """
    day = fact.value[:_DAY_TEXT]
    if day in CLOCK_STARTS or (fact.basis.startswith("date line") and _LABEL.search(fact.basis) is None):
        return False
    return best.value[:_DAY_TEXT] in CLOCK_STARTS or (
        day < best.value[:_DAY_TEXT] and _apart(fact.value, best.value) > LATE
    )


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one[:_DAY_TEXT]) - date.fromisoformat(other[:_DAY_TEXT])).days)


def _dateline(text: str, title: Span | None, url: str | None) -> Fact | None:
    """Read the date of "VENNHOLT, Dec. 6, 2031 (Norra)"; without a year, the one in the address, if the month fits."""
    for span in list(lines_below(text, title))[:_OPENING_LINES]:
        match = _DATELINE.match(text, *span)
        if match is None:
            continue
        month = MONTHS[(match["name"] or match["second"]).casefold()]
        day = int(match["day"] or match["first"])
        year = int(match["year"]) if match["year"] else _year(url, month)
        found = parse_date(f"{year:04}-{month:02}-{day:02}") if year else None
        whence = "" if match["year"] else "; the year is that of the address"
        return Fact(found, f'dateline: "{match["line"]}"{whence}') if found else None
    return None


def _year(url: str | None, month: int) -> int | None:
    """Return the year in an address such as /2031/12/a-story, if its month is this one."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    day = date_in_url(path)
    found = (int(day[:4]), int(day[5:7])) if day else month_in_url(path)
    return found[0] if found is not None and found[1] == month else None
