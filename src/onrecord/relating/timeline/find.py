"""The entries of the timeline, from the sentences that name dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.dates import bounds, days, within
from onrecord.model import (
    Analysis,
    Citation,
    Claim,
    Conflict,
    Copy,
    Evidence,
    Report,
    Statement,
    TimelineEntry,
)
from onrecord.relating.channels import channels_in
from onrecord.relating.facts import Facts
from onrecord.relating.joined import Joined
from onrecord.relating.timeline.events import Event, part
from onrecord.relating.timeline.likeness import alike
from onrecord.relating.timeline.sentences import Telling, find_tellings


@dataclass(frozen=True, slots=True)
class _Paths:
    """What channels are told by."""

    joined: Joined

    def of(self, tellings: Sequence[Telling]) -> tuple[tuple[str, ...], ...]:
        """Return the independent paths by which these sentences reached us."""
        stated: dict[str, list[Statement]] = defaultdict(list)
        for one in tellings:
            stated[one.report] += one.statements
        return channels_in(stated, stated, self.joined)[0]


def find_timeline(
    reports: Mapping[str, Report],
    analyses: Mapping[str, Analysis],
    claims: Sequence[Claim],
    facts: Mapping[str, Facts],
    *,
    copies: Sequence[Copy] = (),
    citations: Sequence[Citation] = (),
    conflicts: Sequence[Conflict] = (),
) -> tuple[TimelineEntry, ...]:
    """Make an entry for each event that the reports date, and for each date at most one of what few of them tell.

    Args:
        reports: All reports of the story, by id.
        analyses: What was found in each report, by report id: its sentences, times and happenings.
        claims: All claims: sentences that carry one claim tell the same.
        facts: The facts of all statements, by statement id.
        copies: All copies, which join channels.
        citations: All citations, which join channels.
        conflicts: All conflicts: those about a date are put to its entries.

    Returns:
        The entries in the order of their first day; of one date, the one that more channels tell first. The text is one
        sentence of a report, verbatim, without the white space around it.
    """
    dated: dict[str, list[Telling]] = defaultdict(list)
    for telling in find_tellings(reports, analyses, claims, facts):
        dated[telling.date].append(telling)
    paths = _Paths(Joined(reports, copies, citations))
    wider = _move_to_days(dated, paths)
    narrower = _move_to_plans(dated, paths)
    entries = []
    for edtf in sorted(dated, key=lambda one: (_order(one), one)):
        events = _events(dated[edtf], paths)
        moved, within_it = wider.get(edtf, []), narrower.get(edtf, [])
        for number, event in enumerate(events):
            # What no event of the day is like stands with the first, as do the other sentences of the day.
            mine = [one for one in moved if _nearest(one, events) == number]
            parts = [one for one in within_it if _nearest(one, events) == number]
            entries.append(_entry(edtf, event, mine, parts, paths, conflicts))
    return tuple(entries)


def _events(tellings: Sequence[Telling], paths: _Paths) -> tuple[Event, ...]:
    group = {report: channel[0] for channel in paths.of(tellings) for report in channel}
    return part(tellings, group)


def _entry(
    edtf: str,
    event: Event,
    wider: Sequence[Telling],
    narrower: Sequence[Telling],
    paths: _Paths,
    conflicts: Sequence[Conflict],
) -> TimelineEntry:
    best = event.best
    return TimelineEntry(
        date=edtf,
        text=best.words,
        evidence=_evidence((*event.same, *event.others, *sorted(narrower, key=lambda one: one.place))),
        wider=_evidence(sorted(wider, key=lambda one: one.place)),
        channels=paths.of([one for one in event.same if not one.doubtful]),
        ahead=all(one.looks_ahead for one in event.same if not one.doubtful),
        aside=not any(one.telling for one in event.same),
        conflicts=tuple(sorted(one.id for one in conflicts if one.kind == "date" and _is_side(one, event.same))),
    )


def _evidence(tellings: Sequence[Telling]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(Evidence(report=one.report, span=one.sentence) for one in tellings))


def _is_side(conflict: Conflict, tellings: Sequence[Telling]) -> bool:
    """Return whether a side of a conflict stands in one of the sentences, with their date."""
    return any(
        slot.report == one.report
        and slot.value == one.date
        and one.sentence[0] <= slot.span[0]
        and slot.span[1] <= one.sentence[1]
        for slot in conflict.slots
        for one in tellings
    )


def _move_to_days(dated: dict[str, list[Telling]], paths: _Paths) -> dict[str, list[Telling]]:
    """Take what tells of a stretch ("in April") to the one narrower date in it that is given for the same event.

    Returns:
        The sentences that were moved, by the date that they were moved to. They are taken out of `dated`.
    """
    length = {edtf: span for edtf in dated if (span := days(edtf)) is not None}
    moved: dict[str, list[Telling]] = defaultdict(list)
    # The longest first: "in May" may be taken to "last week", and that to Tuesday.
    for stretch in sorted(length, key=lambda edtf: (-length[edtf], edtf)):
        inside = [edtf for edtf in sorted(dated) if edtf in length and _is_inside(edtf, stretch, length)]
        for event in _events(dated[stretch], paths) if inside else ():
            if not event.best.telling:
                continue
            same = [edtf for edtf in inside if _tells_of(dated[edtf], event, by_day=length[edtf] == 1)]
            if len(same) == 1:
                moved[same[0]] += [*event.same, *moved.pop(stretch, [])]
                dated[stretch] = [one for one in dated[stretch] if one not in event.same]
        if not dated[stretch]:
            del dated[stretch]
    return moved


def _move_to_plans(dated: dict[str, list[Telling]], paths: _Paths) -> dict[str, list[Telling]]:
    """Take a part of a stretch to the stretch where more reports give that for the same plan.

    "In the second half of next year" by four and "late next year" by one is one plan, and not two. What has happened
    is left alone: there, who is more exact may know more.

    Returns:
        The sentences that were moved, by the date that they were moved to. They are taken out of `dated`.
    """
    length = {edtf: span for edtf in dated if (span := days(edtf)) is not None and span > 1}
    moved: dict[str, list[Telling]] = defaultdict(list)
    for part_of in sorted(length, key=lambda edtf: (length[edtf], edtf)):
        around = [edtf for edtf in sorted(dated) if edtf in length and _is_inside(part_of, edtf, length)]
        for event in _events(dated[part_of], paths) if around else ():
            if not all(one.looks_ahead for one in event.same):
                continue
            same = [edtf for edtf in around if _is_told_by_more(dated[edtf], event)]
            if len(same) == 1:
                gone = (*event.same, *event.others)
                moved[same[0]] += [*gone, *moved.pop(part_of, [])]
                dated[part_of] = [one for one in dated[part_of] if one not in gone]
        if not dated[part_of]:
            del dated[part_of]
    return moved


def _is_told_by_more(tellings: Sequence[Telling], event: Event) -> bool:
    """Return whether sentences of a longer stretch tell of a plan, and in more reports."""
    like = [one for one in tellings if one.telling and any(alike(mine, one) for mine in event.same)]
    return _reports(like) > _reports(event.same)


def _is_inside(edtf: str, stretch: str, length: Mapping[str, int]) -> bool:
    return length[edtf] < length[stretch] and within(edtf, stretch)


def _tells_of(tellings: Sequence[Telling], event: Event, *, by_day: bool) -> bool:
    """Return whether sentences of a narrower date tell of an event, and are enough to put it there.

    A day is what a month leaves open; "late next year" by one is not what five say of its second half.
    """
    if not by_day and _reports(tellings) < _reports(event.same):
        return False
    return any(one.telling and alike(event.best, one) for one in tellings)


def _reports(tellings: Sequence[Telling]) -> int:
    return len({one.report for one in tellings})


def _nearest(telling: Telling, events: Sequence[Event]) -> int:
    """Return the number of the first event that a sentence tells too, 0 where it tells none."""
    same = (n for n, event in enumerate(events) if any(alike(telling, one) for one in event.same))
    return next(same, 0)


def _order(edtf: str) -> tuple[str, str]:
    """Return first and last day as text that sorts; what is open to the past is placed by its end."""
    first, last = bounds(edtf)
    begin, end = first or last, last or first
    return (begin.isoformat() if begin else "", end.isoformat() if end else "")
