"""What two statements can share that says more than their wording: a window to come, and a toll."""

from __future__ import annotations

from onrecord.relating.claims.comparison import gap, matter
from onrecord.relating.counts import is_toll, main_count, same_number
from onrecord.relating.facts import Facts, is_word
from onrecord.relating.windows import one_window

TELLING = 0.3
"""Weight from which a shared word counts as a shared topic and is named among the reasons."""
_WELL_TOLD = 2
"""Telling words in common from which two statements are about one matter whatever their main verbs."""
_TOLL_DAYS = 7
"""Days between two reports up to which one number of dead is one toll."""


def same_by_rule(a: Facts, b: Facts) -> str | None:
    """Return what two statements share that makes them one claim, in words; None where it is nothing such.

    Of the marked pairs that share one, seven in eight say the same.
    """
    window = _shared_window(a, b)
    if window is not None:
        return f"one speaker on one matter for one window: {window}"
    toll = _shared_toll(a, b)
    return None if toll is None else f"one toll: {toll}"


def _shared_window(a: Facts, b: Facts) -> str | None:
    """Return the window to come that one speaker names in both, None unless both are about one matter.

    One remark is told in many words ("could be stationed as soon as the second half of next year", "it will become
    possible, I think, in the second half of next year"); what stays is who spoke, the window, and the matter.
    """
    if not (a.forward and b.forward and a.attributed and b.attributed) or not (a.speaker or b.speaker):
        return None
    window = next((w for w in a.windows for v in b.windows if one_window(w, v)), None)
    if window is None:
        return None
    topic = matter(a) & matter(b)
    telling = [f for f in topic if max(a.weights.get(f, 0), b.weights.get(f, 0)) >= TELLING]
    well_told = sum(is_word(f) for f in telling) >= _WELL_TOLD
    # "Will lead the inquiry and publish its findings", "the findings will be made public": other verbs, one matter.
    # A source that was not resolved may be the same speaker.
    if a.speaker == b.speaker and not _other_event(a, b):
        return window if telling else None
    return window if well_told and (a.speaker == b.speaker or a.speaker is None or b.speaker is None) else None


def _shared_toll(a: Facts, b: Facts) -> str | None:
    """Return the toll that both put as their main point, None when it may be of two events.

    A toll is told in ever new words ("84 people died", "at least 84 were killed by the driver of the truck").
    """
    if (
        not a.tallies
        or not b.tallies
        or gap(a, b) > _TOLL_DAYS
        or (a.entities and b.entities and not a.entities & b.entities)
    ):
        return None
    for mine in a.tallies:
        if not is_toll(mine) or not main_count(a, mine):
            continue
        if any(mine.key == other.key and same_number(mine, other) and main_count(b, other) for other in b.tallies):
            return f"{mine.low:g} {mine.unit} {mine.event}"
    return None


def _other_event(a: Facts, b: Facts) -> bool:
    """Return whether two main verbs tell of two events: neither's is found anywhere in the other."""
    if not a.event or not b.event:
        return False
    return a.event not in b.weights and b.event not in a.weights
