"""Who took it from whom, when two reports share a passage.

In this order: a credit line, byline or dateline that names the other's outlet; a mention of the other's outlet where it
is a wire; the time of publication; a mention of any other outlet. A byline goes before the clock because times of
publication are local, without a zone, and are often those of the last change of the page.

It is left open where a time and a mention contradict each other, where a day is itself a guess, where both credit one
wire, where only one report is fuller than the other, and where the clock or a mention alone speaks of a small part of
both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.dates import disjoint, published_key, shown_day
from onrecord.model import Report
from onrecord.outlets import Outlets, by_name, in_use, mention_pattern
from onrecord.relating.channels import outlet_key
from onrecord.relating.lineage.wording import Wording

FULLER = 1.5
"""A report that has so many times the words of the other is the likelier origin, for desks cut what they take."""

SMALL = 0.15
"""Share of each report's words under which the clock or a mention alone tells nothing: two papers that each worked
a few sentences of an agency into a report of their own did not take them from one another."""

_OPENING = 200
"""Code points after the title in which an outlet's name in brackets is a dateline."""
_BRACKETED = re.compile(r"\(([^()\n]{2,40})\)")


@dataclass(frozen=True, slots=True)
class Direction:
    """Which of two reports is the origin, and why."""

    origin: str
    """Where the direction is not known, the likelier one."""
    copy: str
    because: str
    directed: bool = True
    """Whether it is known which of the two had the words first."""
    credited: bool = False
    """Whether the copy itself names the origin in a credit line, byline or dateline."""


def direct(one: Report, other: Report, words: Wording, other_words: Wording, shared: int) -> Direction:
    """Tell the origin from the copy, or say that nothing tells.

    Args:
        one: A report.
        other: One that shares passages with it.
        words: The wording of the first.
        other_words: That of the second.
        shared: How many words the passages have.

    Returns:
        The direction. Where there is no evidence, where it is weak (a fuller report, a day that is itself a guess) or
        where it contradicts itself, `directed` is False and `because` says what there is.
    """
    found = _told(one, other, len(words.words), len(other_words.words), shared)
    own = {outlet_key(r.outlet) for r in (one, other) if r.outlet is not None}
    if not found.credited and (both := _credited(one) & _credited(other) - own):
        why = f"both credit {_either(both)} and may both have it from there"
        return replace(found, directed=False, because=f"{why}; {found.because}")
    if wires := _wires(one.text) & _wires(other.text) - own:
        return replace(found, because=f"{found.because}; both name {_either(wires)} and may both have it from there")
    return found


def _told(one: Report, other: Report, words: int, other_words: int, shared: int) -> Direction:
    if found := _by_credit(one, other):
        return found
    timed, named = _by_time(one, other), _by_mention(one, other)
    if named is not None and _is_wire(one if named.origin == one.id else other):
        return named
    if timed is not None and named is not None and timed.origin != named.origin:
        return replace(
            timed, directed=False, because=f"which was first is not known: {timed.because}, but {named.because}"
        )
    if timed is not None and "low" in (one.published_confidence, other.published_confidence):
        return named or replace(
            timed, directed=False, because=f"which was first is not known: {timed.because}, but a day is not sure"
        )
    if found := timed or named:
        if (timed is None or named is None) and shared < SMALL * min(words, other_words):
            why = "what they share is a small part of both and may come from a third"
            return replace(found, directed=False, because=f"which was first is not known: {found.because}, but {why}")
        return found
    if found := _by_completeness(one, other, words, other_words):
        return found
    first, second = sorted((one, other), key=lambda r: r.id)
    return _direction(first, second, "which was first is not known: nothing tells", directed=False)


def _direction(origin: Report, copy: Report, because: str, *, directed: bool = True) -> Direction:
    return Direction(origin.id, copy.id, because, directed)


def _by_credit(one: Report, other: Report) -> Direction | None:
    credited = [(origin, copy) for origin, copy in ((one, other), (other, one)) if _credits(copy, origin.outlet)]
    if len(credited) != 1:
        return None
    origin, copy = credited[0]
    return replace(_direction(origin, copy, f"{_shown(copy)} credits {origin.outlet}"), credited=True)


def _by_time(one: Report, other: Report) -> Direction | None:
    if one.published is None or other.published is None:
        return None
    if "/" in one.published + other.published:
        return _by_interval(one, other)
    first, second = sorted((one, other), key=lambda r: (r.published or "", r.id))
    early, late = _moment(first.published or ""), _moment(second.published or "")
    if early[:10] == late[:10] and (early == late or "T" not in early or "T" not in late):
        return None
    when = f"on {early} against {late}"
    return _direction(first, second, f"{_shown(first)} published first, {when}")


def _by_interval(one: Report, other: Report) -> Direction | None:
    """Tell which was first where a date is an interval: only if all its days lie before or behind the other's."""
    if not disjoint(one.published or "", other.published or ""):
        return None
    first, second = sorted((one, other), key=lambda r: published_key(r.published))
    when = f"on {shown_day(first.published)} against {shown_day(second.published)}"
    return _direction(first, second, f"{_shown(first)} published first, {when}")


def _moment(published: str) -> str:
    """Drop a midnight to the second: it is a day for which no time was known."""
    return published.removesuffix("T00:00:00")


def _by_mention(one: Report, other: Report) -> Direction | None:
    named = [(origin, copy) for origin, copy in ((one, other), (other, one)) if _mentions(copy, origin.outlet)]
    if len(named) != 1:
        return None
    origin, copy = named[0]
    return _direction(origin, copy, f"{_shown(copy)} names {origin.outlet} in its text")


def _by_completeness(one: Report, other: Report, words: int, other_words: int) -> Direction | None:
    (fewer, short), (more, full) = sorted(((words, one), (other_words, other)), key=lambda p: (p[0], p[1].id))
    if more < FULLER * max(fewer, 1):
        return None
    why = f"{_shown(full)} is the fuller report, {more} words against {fewer}, which is weak evidence"
    return _direction(full, short, f"which was first is not known: {why}", directed=False)


def _is_wire(report: Report) -> bool:
    return report.outlet is not None and (known := by_name(report.outlet)) is not None and known.wire


def _credits(report: Report, outlet: str | None) -> bool:
    """Say whether a byline, a dateline or a credit line of a report names an outlet that is not its own."""
    if outlet is None or (report.outlet is not None and outlet_key(report.outlet) == outlet_key(outlet)):
        return False
    known = by_name(outlet)
    forms = {outlet} if known is None else {outlet, known.name, *known.aliases, *known.ambiguous}
    return any(_names(place, forms, re.IGNORECASE) for place in _credit_places(report))


def _credit_places(report: Report) -> list[str]:
    """Return the words of a report that say where it is from: bylines, credit lines, brackets at its beginning."""
    lines = [report.slice(f.span) for f in report.furniture if f.kind == "credit"]
    start = report.title_span[1] if report.title_span is not None else 0
    return [*report.authors, *lines, *_BRACKETED.findall(report.text[start : start + _OPENING])]


def _credited(report: Report) -> frozenset[str]:
    """Return the keys of the wires that a report credits."""
    return frozenset(key for place in _credit_places(report) for key in _wires(place))


def _mentions(report: Report, outlet: str | None) -> bool:
    """Say whether the text of a report names an outlet, by a form that is no ordinary word."""
    if outlet is None:
        return False
    known = by_name(outlet)
    forms = {outlet} if known is None else set(known.plain_names)
    # Most texts name no other outlet: to see that, a search for the mere letters is enough.
    return any(form in report.text for form in forms) and _names(report.text, forms)


def _names(text: str, forms: Iterable[str], flags: int = 0) -> bool:
    either = "|".join(re.escape(form) for form in sorted(forms))
    return bool(either) and re.search(rf"(?<!\w)(?:{either})(?!\w)", text, flags) is not None


def _wires(text: str) -> frozenset[str]:
    """Return the keys of the wires that a text names."""
    return _wires_of(text, in_use())


# A report is laid beside two dozen others: where stories have more reports than are kept, each is searched again.
@lru_cache(maxsize=65_536)
def _wires_of(text: str, _table: Outlets) -> frozenset[str]:
    named = {match.group() for match in mention_pattern().finditer(text)}
    return frozenset(outlet_key(name) for name in named if (known := by_name(name)) is not None and known.wire)


def _either(keys: Iterable[str]) -> str:
    return " or ".join(known.name if (known := by_name(key)) is not None else key for key in sorted(keys))


def _shown(report: Report) -> str:
    return report.outlet or report.input
