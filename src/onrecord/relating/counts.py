"""Numbers that two statements give: whether they count the same thing, are one number, or cannot both be right."""

from __future__ import annotations

from onrecord.relating.facts import Facts, Tally
from onrecord.relating.words import words

_OPENING, _OPENING_WITHOUT_VERB = 6, 25
"""Code points from the start of a content within which a count is what it is about: room for "that "; more where the
main verb tells of no event ("we now have 17 dead")."""
_ROUNDED = 0.05
"""Two counts that differ by less than this share are one count when one of them says "about"."""


def number_clash(a: Facts, b: Facts) -> tuple[Tally, Tally] | None:
    """Return two numbers that count the same thing and are not the same number, None when there are none."""
    for mine in a.tallies:
        rivals = [t for t in b.tallies if t.key == mine.key]
        if not rivals or any(same_number(mine, other) for other in rivals):
            continue
        if any(same_number(again, other) for again in a.tallies if again.key == mine.key for other in rivals):
            continue
        return mine, rivals[0]
    return None


def same_number(a: Tally, b: Tally) -> bool:
    """Return whether two counts are one: equal, "at least" beside the plain number, or one rounded."""
    if (a.low, a.high) == (b.low, b.high):
        return True
    if a.low is None or b.low is None:
        return a.high is not None and a.high == b.high
    if a.low == b.low:
        return a.high is None or b.high is None
    rounded = a.low != a.high or b.low != b.high
    overlap = (a.high is None or a.high >= b.low) and (b.high is None or b.high >= a.low)
    return rounded and overlap and abs(a.low - b.low) <= _ROUNDED * max(a.low, b.low)


def numbers_apart(a: Tally, b: Tally) -> bool:
    """Return whether two counts cannot both be right: their ranges do not meet."""
    a_low, b_low = a.low or 0.0, b.low or 0.0
    return (a.high is not None and a.high < b_low) or (b.high is not None and b.high < a_low)


def is_toll(tally: Tally) -> bool:
    """Return whether a number counts people that something happened to, as a growing story does again and again."""
    table = words()
    counts = tally.low is not None and tally.low > 1
    return counts and tally.unit in table.tally_units and tally.event in table.tally_events


def main_count(facts: Facts, tally: Tally) -> bool:
    """Return whether a count is what a statement is about: its main verb tells of it, or it opens with it."""
    room = _OPENING if facts.event else _OPENING_WITHOUT_VERB
    starts = (piece[0] for piece in facts.statement.content)
    return facts.event == tally.event or any(0 <= tally.span[0] - start <= room for start in starts)
