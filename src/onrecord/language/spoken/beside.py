"""The day that a report puts to one act of saying: "said on Friday", "speaking on Monday, she said", "a 2014 study".

Where a time attaches is what small parsers get wrong most, so two witnesses are heard. The order of words: a time that
only listeners, places and events part from the cue stands with it ("told reporters in the hall on Friday"), and so
does one that opens the sentence before the source. The tree: a time whose way up leads to the cue, or to a verb or
noun of speaking that goes with it. Every word on either way has to be known as one that has no day of its own, so a
time of what is spoken about ("said of the storm on Friday") is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.dates import bounds, within
from onrecord.language.drafts.cues import load_cues
from onrecord.language.findings import Findings
from onrecord.language.places import token_range
from onrecord.language.spoken.acts import Cue, Said, is_one_act
from onrecord.language.spoken.moments import Late, Moment, moment_of
from onrecord.language.spoken.order import by_order
from onrecord.language.spoken.tree import by_tree
from onrecord.model import Span, Time

_OF_NOUN = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
_OFF = 7
"""Days. A time that stands with a cue and names a day so soon after publication tells of a report dated wrongly."""
_NO_DAY = frozenset(
    {"over", "within", "for", "until", "till", "by", "before", "after", "since", "through", "throughout", "between"}
)
"""Before a time, these make a stretch or a bound of it."""


def said_beside(found: Findings, cue: Cue, sentence: Span) -> Said | None:
    """Return the day that the words beside a cue put to it, None where they put none.

    Args:
        found: what is known of the text.
        cue: the act of saying.
        sentence: the sentence or sentences that hold the statement.
    """
    if not is_one_act(cue):
        return None
    late: Late | None = None
    ranked: list[tuple[int, Moment, str]] = []
    for time in found.times.starting(*sentence):
        if any(a <= time.span[0] < b for a, b in cue.content):
            continue
        way = _way(cue, time, found)
        if way is None:
            continue
        moment = moment_of(cue.doc, time, found.published)
        if isinstance(moment, Moment):
            ranked.append((way[0], moment, way[1]))
        elif moment is not None:
            late = moment
    chosen = _one(ranked)
    if chosen is not None:
        moment, event = chosen
        edtf, because = moment.edtf, f'"{moment.words}" stands with "{event or cue.words}"'
        if event.startswith("!"):
            edtf, because = f"../{_last_day(moment.edtf)}", f'"{moment.words}" is when "{event[1:]}" was put out'
        time = moment.time
        return Said(edtf, because, time if time not in found.times.starting(*time.span) else None, moment.words)
    if late is not None and late.days <= _OFF and not ranked and cue.head.lemma_.lower() in load_cues()["speech"]:
        return Said(None, f'"{late.words}" would be {late.edtf}, after the report was published')
    return None


def _one(ranked: Sequence[tuple[int, Moment, str]]) -> tuple[Moment, str] | None:
    """Return the one day that is meant: the surest, and of two as sure the finer, if one holds the other."""
    if not ranked:
        return None
    best = min(rank for rank, _, _ in ranked)
    moments = [(moment, event) for rank, moment, event in ranked if rank == best]
    for moment, event in moments:
        if all(within(moment.edtf, other.edtf) for other, _ in moments):
            return moment, event
    return None


def _last_day(edtf: str) -> str:
    return str(bounds(edtf)[1])


def _way(cue: Cue, time: Time, found: Findings) -> tuple[int, str] | None:
    """Return how a time goes with a cue: how sure (0 is surest) and the words between, None if it does not."""
    start, end = token_range(cue.doc, time.span)
    root = cue.doc[start:end].root
    if (
        root.dep_ in _OF_NOUN and root.head.i >= end and cue.in_content(root.head.i)
    ):  # "called | Monday's ruling a farce"
        return None
    if found.quotes.holds(time.span[0]) or (start > 0 and cue.doc[start - 1].lower_ in _NO_DAY):
        return None
    placed = by_order(cue, start, end)
    if placed is not None:
        return placed
    if cue.doc[start:end].text.lower() == "today":  # as often "in these days"
        return None
    return by_tree(cue, root)
