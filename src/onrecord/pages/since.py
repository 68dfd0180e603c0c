"""What has changed since the day as of which the page shows the story, for those who read an old page.

The reports that brought the changes are not on the page. Their words stand here with outlet and day, and only what is
on the page, too, leads to its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.pages.contested import KINDS
from onrecord.pages.dates import short, words
from onrecord.pages.shelf import Shelf
from onrecord.record import Changes, by_channels
from onrecord.record.changes import ClaimChange, Dispute, PromiseChange, Voice

ROWS = 12
"""Rows of a list that are shown: who wants all runs `onrecord diff`, or reads the page of the later day."""
_LINES = 3
"""Wordings of one claim that are shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """A statement in one line: where and when, who, the words."""

    outlet: str
    day: str
    who: str
    """The speaker or source, '' where the outlet speaks itself."""
    text: str
    href: str
    """Where it stands on the page, '' where its report came later."""


@dataclass(frozen=True, slots=True)
class Row:
    """One change."""

    flag: str
    tone: str
    """How the flag is shown: `hot`, `due`, `one` or `calm`."""
    heading: tuple[str, ...]
    """Words before and after, in order; one or none where nothing was replaced."""
    between: str
    """What stands between them: "→" or "against"."""
    note: str
    lines: tuple[Line, ...]
    more: int
    """Wordings that are not shown."""
    href: str
    """Where what is changed stands on the page, '' where it came later."""


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one kind."""

    title: str
    rows: tuple[Row, ...]
    total: int
    folded: bool


@dataclass(frozen=True, slots=True)
class Since:
    """What the page says of what came after its day."""

    day: str
    until: str
    before: int
    """Reports that the page is made from."""
    undated: int
    tally: tuple[str, ...]
    """How much changed, for the head of the page: "2 values revised"."""
    reports: tuple[Line, ...]
    """The later reports: outlet, day and title."""
    groups: tuple[Group, ...]
    rest: str
    """What is counted and not listed, in words; '' for nothing."""


def since(shelf: Shelf, changes: Changes) -> Since:
    """Return what has changed since a page's day.

    Args:
        shelf: The parts of the story as of that day.
        changes: What is otherwise in a later state.
    """
    backing = [one for one in changes.claims_changed if not one.only_contested]
    shared = [one for one in changes.claims_new if one.now.shared]
    alone = len(changes.claims_new) - len(shared)
    rest = f"{alone:,} new {'claim' if alone == 1 else 'claims'} of one later report alone" if alone else ""
    groups = (
        _group("Promises", [_promise(shelf, one) for one in changes.promises]),
        _group("Revised", [_dispute(shelf, one) for one in changes.revised]),
        _group("New contradictions", [_dispute(shelf, one) for one in changes.disputed]),
        _group("Claims with other backing", [_backing(shelf, one) for one in backing], folded=True),
        _group("New claims in several reports", [_new(shelf, one) for one in shared], folded=True),
    )
    return Since(
        day=words(changes.since),
        until=words(changes.until),
        before=changes.reports_before,
        undated=changes.undated,
        tally=_tally(changes),
        reports=tuple(
            Line(row.outlet or "outlet unknown", short(row.day), "", row.title or row.input, "")
            for row in changes.reports
        ),
        groups=tuple(group for group in groups if group.rows),
        rest=rest,
    )


def _tally(changes: Changes) -> tuple[str, ...]:
    counts = [
        (
            sum(one.was is not None for one in changes.promises),
            "promise",
            "promises",
            " kept, broken, moved or past due",
        ),
        (len(changes.revised), "value", "values", " revised"),
        (len(changes.disputed), "new contradiction", "new contradictions", ""),
        (sum(bool(one.joined) for one in changes.claims_changed), "claim", "claims", " with fewer channels"),
        (sum(one.confirmed for one in changes.claims_changed), "claim", "claims", " by more than one channel"),
    ]
    return tuple(f"{number:,} {one if number == 1 else many}{what}" for number, one, many, what in counts if number)


def _group(title: str, rows: Sequence[Row], *, folded: bool = False) -> Group:
    return Group(title, tuple(rows[:ROWS]), len(rows), folded)


def _promise(shelf: Shelf, change: PromiseChange) -> Row:
    now, was = change.now, change.was
    windows = [was.due if was else now.due, now.due, change.moved_to or now.due]
    due = " → ".join(dict.fromkeys(words(one) for one in windows))
    bad = now.status in ("reported broken", "due passed, nothing reported")
    status = [f"was {was.status}"] if was and was.status != now.status else []
    return Row(
        flag="new" if not was and now.status == "open" else now.status,
        tone="hot" if bad else "due",
        heading=(now.speaker,),
        between="",
        note=" · ".join([*status, f"due {due}"]),
        lines=_lines(shelf, [change.made, *change.later]),
        more=0,
        href=_href(shelf, was.claim) if was else "",
    )


def _dispute(shelf: Shelf, change: Dispute) -> Row:
    return Row(
        flag="revision" if change.revision else "disagreement",
        tone="calm" if change.revision else "hot",
        heading=tuple(step.value for step in change.steps),
        between="→" if change.revision else "against",
        note=KINDS[change.kind],
        lines=_lines(shelf, [step.voice for step in change.steps]),
        more=0,
        href="",
    )


def _backing(shelf: Shelf, change: ClaimChange) -> Row:
    now, was = change.now, change.was or change.now
    flag, tone = "more reports" if change.voices else "changed", "calm"
    if change.joined or change.vouchers_lost:
        flag, tone = "less backing", "hot"
    elif change.confirmed:
        flag = "second channel"
    elif change.vouchers or change.channels:
        flag = "more backing"
    elif change.parted_from:
        flag = "came apart"
    elif change.with_it:
        flag = "now one"
    counts = [] if change.parted_from else [(len(was.channels), len(now.channels), "channels")]
    counts += [] if change.parted_from else [(len(was.vouchers), len(now.vouchers), "vouchers")]
    notes = [f"{what} {before} → {after}" for before, after, what in counts if before != after]
    notes += [f"now vouched for by {', '.join(change.vouchers)}"] if change.vouchers else []
    notes += [f"no longer vouched for by {', '.join(change.vouchers_lost)}"] if change.vouchers_lost else []
    notes += [f"one channel now: {' + '.join(group)}" for group in change.joined]
    notes += [f"now one claim with “{other}”" for other in change.with_it]
    notes += [f"came apart from “{change.parted_from}”"] if change.parted_from else []
    notes += ["contested now"] if change.contested else []
    return Row(
        flag=flag,
        tone=tone,
        heading=(now.text,),
        between="",
        note=" · ".join(notes),
        lines=_lines(shelf, change.voices[:_LINES]),
        more=max(0, len(change.voices) - _LINES),
        href=_href(shelf, was.id),
    )


def _new(shelf: Shelf, change: ClaimChange) -> Row:
    now = change.now
    vouchers = len(now.vouchers)
    reports = f"{now.reports} {'report' if now.reports == 1 else 'reports'}"
    return Row(
        flag="contested" if now.contested else "new",
        tone="hot" if now.contested else "calm",
        heading=(),
        between="",
        note=f"{vouchers} {'voucher' if vouchers == 1 else 'vouchers'} · "
        f"{by_channels(len(now.channels), len(now.unknown))} · {reports}",
        lines=_lines(shelf, change.voices[:_LINES]),
        more=max(0, len(change.voices) - _LINES),
        href="",
    )


def _lines(shelf: Shelf, voices: Iterable[Voice]) -> tuple[Line, ...]:
    return tuple(
        Line(
            outlet=voice.outlet,
            day=short(voice.day),
            who=voice.who or "",
            text=voice.text,
            href=shelf.href.statement(voice.statement) if voice.statement in shelf.statements else "",
        )
        for voice in voices
    )


def _href(shelf: Shelf, claim: str) -> str:
    return shelf.href.claim(claim) if claim in shelf.claims else ""
