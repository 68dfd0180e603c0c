"""What became of a promise: the later statements about the same matter, and what they say of it.

Precision rules here. "Kept" needs a later report, from within the window or after it, that tells the promised deed as
done. "Broken" needs one that tells it as missed, delayed or dropped, that denies it when its time is over, or in which
the speaker says that it will not be. "Revised" needs another window for the same deed. All else leaves a promise
open, or its due date passed with nothing reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.dates import bounds, ended
from onrecord.model import PromiseStatus, Report, Window
from onrecord.relating.facts import Facts, is_word
from onrecord.relating.promises.binding import Bound
from onrecord.relating.promises.deeds import deeds, is_form_of
from onrecord.relating.promises.due import due_of
from onrecord.relating.promises.lists import lists
from onrecord.relating.windows import apart
from onrecord.relating.words import words

ABOUT = 0.5
"""Share of the weight of a promise, dates aside, that a later statement must hold to be about the same matter."""
ABOUT_WITHOUT_VERB = 0.6
"""The same when no main verb of one is found in the other: "will have a door alarm", "did not fit the alarms"."""
_LEAST_SHARED = 2
_LEAST_WITHOUT_VERB = 3
_TELLING = 0.25
_WIDE = 2000
"""A feature that more statements hold finds no later statement by itself; the rarer ones do."""
_WORD = re.compile(r"[^\W_]+")
_HELPERS = frozenset({"has", "have", "had", "was", "were", "been", "got", "did"})
_HELPER_REACH = 3
"""Words before a verb among which its helper stands: "has not yet been published"."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a promise."""

    status: PromiseStatus
    because: str
    settled_by: str | None = None
    moved: tuple[Window, ...] = ()
    """Other windows that later statements give, by date."""


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
    made = made_on(promised)
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


def fate_of(
    bound: Sequence[Bound],
    also: Sequence[Facts],
    due: str,
    later: Sequence[Facts],
    reports: Mapping[str, Report],
    today: date | None,
) -> Fate:
    """Return what became of a promise: what the latest statement that settles it says, else what the calendar says.

    Args:
        bound: The statements that make it.
        also: All statements of its claims about what is to come: who else told it may have used another verb.
        due: When it falls due.
        later: The later statements about its matter, by date.
        reports: All reports, by id.
        today: The day for which it holds.
    """
    told = [(other, found) for other in later if (found := _told(other, bound, also, due, reports)) is not None]
    moved = tuple(found.moved[0] for _, found in told if found.moved)
    if told:
        # What was found undone when its time was over is not kept by being done later.
        over = (found for other, found in told if found.status == "reported broken" and _is_over(other, due))
        last = told[-1][1] if told[-1][1].status != "reported kept" else next(over, told[-1][1])
        return Fate(last.status, last.because, last.settled_by, moved)
    if today is not None and ended(due, today):
        return Fate("due passed, nothing reported", f"nothing that settles it was reported by {today}")
    return Fate("open", f"not due as of {today}" if bounds(due)[1] is not None else "it has no last day")


def made_on(promised: Sequence[Facts]) -> date | None:
    """Return the day of the first report of a promise."""
    return min((one.published for one in promised if one.published), default=None)


def _told(
    other: Facts, bound: Sequence[Bound], also: Sequence[Facts], due: str, reports: Mapping[str, Report]
) -> Fate | None:
    """Return what one later statement says of a promise, None when it settles nothing."""
    if not _is_of_the_thing(other, bound):
        return None
    verbs = _deeds(bound)
    same = other.event in verbs
    settled = f"({other.id}, reported {other.published})"
    if other.forward:
        named = same or (other.event != "" and other.event in {one.event for one in also})
        moved = _moved(other, due, reports) if named and not other.statement.negated else None
        if moved is not None:
            return Fate("revised", f"another window is given: {moved.due} {settled}", other.id, (moved,))
        speaks_again = other.speaker is not None and other.speaker in {b.speaker for b in bound}
        if same and speaks_again and other.statement.negated and not other.statement.hedged:
            return Fate("reported broken", f"the speaker says that it will not be {settled}", other.id)
        return None
    if other.statement.hedged or not _is_of_its_time(other, bound):
        return None
    stopped = other.statement.event in lists().broken
    if stopped and not other.statement.negated:
        return Fate("reported broken", f"told with {other.statement.event} {settled}", other.id)
    if other.statement.negated and _is_over(other, due) and (same or not _named(bound)):
        return Fate("reported broken", f"told as not so {settled}", other.id)
    first = bounds(due)[0]
    early = first is not None and other.published is not None and other.published < first
    done = same and _is_done(other) and not _falls_short(other, bound)
    if done and not early and not other.statement.negated:
        if _is_late(other, due):
            return Fate("reported broken", f"told as done after its time: {other.windows[0]} {settled}", other.id)
        return Fate("reported kept", f"told as done: {other.statement.event} {settled}", other.id)
    return None


def _is_over(other: Facts, due: str) -> bool:
    """Return whether a window had ended when a statement was reported."""
    return other.published is not None and ended(due, other.published)


def _is_late(other: Facts, due: str) -> bool:
    """Return whether a statement dates what it tells after the end of a window."""
    last = bounds(due)[1]
    firsts = [bounds(window)[0] for window in other.windows]
    return last is not None and bool(firsts) and all(first is not None and first > last for first in firsts)


def _is_of_the_thing(other: Facts, bound: Sequence[Bound]) -> bool:
    """Return whether a statement names what was to be done: a showroom is not the plant that was to be opened.

    What is named by a name alone, or by a word that weighs nothing, is left to the likeness of the two.
    """
    things = {words().key(b.deed.thing) for b in bound if b.deed.thing}
    named = {thing for thing in things if any(thing in b.facts.weights for b in bound)}
    return not named or not named.isdisjoint(other.weights)


def _falls_short(other: Facts, bound: Sequence[Bound]) -> bool:
    """Return whether a statement counts fewer of the same than was promised: 40 nurses of 200."""
    return any(
        told.unit == promised.unit and told.high is not None and promised.low is not None and told.high < promised.low
        for b in bound
        for promised in b.facts.tallies
        for told in other.tallies
    )


def _moved(other: Facts, due: str, reports: Mapping[str, Report]) -> Window | None:
    """Return the window that a later statement gives for the deed, None where it gives the same or none."""
    report = reports[other.statement.report]
    for deed in deeds(other.statement, report, lists().cues, lists().nouns):
        given = due_of(deed, other.statement, report)
        if given is not None and given.dated and not deed.conditional and apart(given.edtf, due):
            return Window(due=given.edtf, statement=other.id, span=given.span)
    return None


def _deeds(bound: Sequence[Bound]) -> frozenset[str]:
    """Return the families of the words that name the promised deed: its verbs, or all words where they are light."""
    verbs = {words().key(b.deed.verb) for b in bound if b.deed.verb} | {b.facts.event for b in bound}
    named = frozenset(verb for verb in verbs if verb and verb not in words().light)
    return named or frozenset(feature for b in bound for feature in b.facts.weights if is_word(feature))


def _named(bound: Sequence[Bound]) -> bool:
    """Return whether a verb names the deed, which "will have" and "will be possible" do not."""
    return any(b.deed.verb and words().key(b.deed.verb) not in words().light for b in bound)


def _is_of_its_time(other: Facts, bound: Sequence[Bound]) -> bool:
    """Return whether a statement tells of something after the promise was made, as far as its dates say."""
    made = made_on([b.facts for b in bound])
    ends = [bounds(window)[1] for window in other.windows]
    return made is None or not ends or any(end is None or end >= made for end in ends)


def _is_done(other: Facts) -> bool:
    """Return whether the main verb is told in the past: "published", "has sent", and not "is sending" or "to send"."""
    said = [word.lower() for word in _WORD.findall(other.statement.text)]
    for at, word in enumerate(said):
        if not is_form_of(word, other.statement.event) or word.endswith("ing") or said[at - 1 : at] == ["to"]:
            continue
        if word.endswith("ed") or (word != other.statement.event and not word.endswith("s")):
            return True
        if _HELPERS & set(said[max(0, at - _HELPER_REACH) : at]):
            return True
    return False


def _events(promised: Sequence[Facts]) -> frozenset[str]:
    """Return the families of the main verbs of a promise, light verbs aside."""
    return frozenset(one.event for one in promised if one.event)


def _later(other: Facts, made: date | None, today: date | None) -> bool:
    if other.published is None or made is None or other.published <= made:
        return False
    return today is None or other.published <= today
