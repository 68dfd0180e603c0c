"""What became of a promise: the later statements about the same matter, and what they say of it.

Precision rules here: "kept" needs a later report, from within the window or after it, that tells the promised event as
done; "broken" one that denies it or tells it as delayed, missed, dropped; "revised" another window for the same event.
All else leaves a promise open, or its due date passed with nothing reported.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from onrecord.dates import bounds
from onrecord.model import PromiseStatus
from onrecord.relating.facts import Facts, is_word
from onrecord.relating.windows import apart

ABOUT = 0.5
"""Share of the weight of a promise, dates aside, that a later statement must hold to be about the same matter."""
ABOUT_WITHOUT_VERB = 0.6
"""The same when no main verb of one is found in the other: "will have a door alarm", "did not fit the alarms"."""
_LEAST_SHARED = 2
_LEAST_WITHOUT_VERB = 3
_TELLING = 0.25
_WIDE = 2000
"""A feature that more statements hold finds no later statement by itself; the rarer ones do."""


def later_about(
    promised: Sequence[Facts],
    inside: frozenset[str],
    facts: Mapping[str, Facts],
    sharing: Mapping[str, Sequence[str]],
    today: date | None,
) -> list[Facts]:
    """Return the statements of later reports about the matter of a promise, by date and id.

    Args:
        promised: The statements that make the promise.
        inside: The ids of all statements of its claim.
        facts: All statements.
        sharing: For each feature, the ids of the statements that hold it.
        today: Reports published after this day are left out.
    """
    made = min((one.published for one in promised if one.published), default=None)
    events = _events(promised)
    found: dict[str, Facts] = {}
    for one in promised:
        matter = {f: w for f, w in one.weights.items() if not f.startswith("on ") and w >= _TELLING}
        held: Counter[str] = Counter()
        for feature in matter:
            if len(sharing[feature]) <= _WIDE:
                held.update(sharing[feature])
        for statement, count in held.items():
            other = facts[statement]
            if statement in inside or count < _LEAST_SHARED or not _later(other, made, today):
                continue
            shared = sum(weight for feature, weight in sorted(matter.items()) if feature in other.weights)
            verb = bool(events & other.weights.keys()) or other.event in matter
            enough = (ABOUT, _LEAST_SHARED) if verb else (ABOUT_WITHOUT_VERB, _LEAST_WITHOUT_VERB)
            if shared >= enough[0] * sum(matter.values()) and count >= enough[1]:
                found[statement] = other
    return sorted(found.values(), key=lambda other: (other.published or date.max, other.id))


def status_of(
    promised: Sequence[Facts], due: str, later: Sequence[Facts], today: date | None
) -> tuple[PromiseStatus, str]:
    """Return the status of a promise and why: what the latest statement that settles it says, else the calendar."""
    # The promised deed may stand beside the main verb: "will lead the inquiry and publish its findings".
    deeds = _events(promised) | {feature for one in promised for feature in one.weights if is_word(feature)}
    for other in reversed(later):
        fate = _fate(other, deeds, bool(_events(promised)), due)
        if fate is not None:
            status, why = fate
            return status, f"{why} ({other.id}, reported {other.published})"
    first, last = bounds(due)
    ends = last if last is not None else first
    if today is not None and ends is not None and today > ends:
        return "due passed, nothing reported", f"nothing that settles it was reported by {today}"
    return "open", f"not due as of {today}"


def _fate(other: Facts, deeds: frozenset[str], named: bool, due: str) -> tuple[PromiseStatus, str] | None:
    """Return what one later statement says of the promise, None when it settles nothing.

    Args:
        other: The later statement.
        deeds: The words of the promise, its main verbs among them.
        named: Whether a main verb of the promise names the deed, which "will have" and "will be possible" do not.
        due: When it falls due.
    """
    told = other.event in deeds
    moved = [window for window in other.windows if apart(window, due)]
    if other.forward and moved and told and not other.statement.negated:
        return "revised", f"another window is given: {moved[0]}"
    if other.forward or other.statement.hedged:
        return None
    stopped = sorted(broken_words() & set(other.statement.terms))
    if stopped and not other.statement.negated:
        return "reported broken", f"told with {', '.join(stopped)}"
    if other.statement.negated and (told or not named):
        return "reported broken", "told as not so"
    first = bounds(due)[0]
    early = first is not None and other.published is not None and other.published < first
    if told and not early and not other.statement.negated:
        return "reported kept", f"told as done: {other.statement.event}"
    return None


def _events(promised: Sequence[Facts]) -> frozenset[str]:
    """Return the families of the main verbs of a promise, light verbs aside."""
    return frozenset(one.event for one in promised if one.event)


def _later(other: Facts, made: date | None, today: date | None) -> bool:
    if other.published is None or made is None or other.published <= made:
        return False
    return today is None or other.published <= today


@cache
def broken_words() -> frozenset[str]:
    """Return the lemmas by which a report says that something did not come to be: "delay", "miss", "fail"."""
    text = files("onrecord.relating.promises").joinpath("words.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(text)["fate"]["broken"]
    return frozenset(listed)
