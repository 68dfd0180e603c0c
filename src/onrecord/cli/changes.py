"""Changes on a terminal, to be read from top to bottom, and as an object for JSON; `change_rows` draws each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord.cli.change_rows import (
    draw_change,
    draw_claim,
    draw_day,
    draw_dispute,
    draw_gone,
    draw_named,
    draw_new_claim,
    draw_promise,
    draw_promise_gone,
    draw_report,
)
from onrecord.cli.terminal import counted, line
from onrecord.record import Changes, weightiest
from onrecord.record.changes import Change, Dispute, PromiseChange


def draw(out: Console, name: str, changes: Changes, most: int | None) -> None:
    """Write what changed to a console.

    Args:
        out: Where to.
        name: What the record is called.
        changes: What changed.
        most: How many rows of each list to show; None is all.
    """
    out.print(Text(line(name), "bold"))
    if changes.since != changes.until:
        out.print(f"from the end of {changes.since} to the end of {changes.until}")
    out.print(_states(changes))
    if changes.undated:
        out.print(Text(f"{counted(changes.undated, 'report')} without a day in neither", "dim"))
    if not changes:
        out.print(_unchanged(changes))
        return
    for title, rows, drawn, remark in _sections(changes, everything=most is None):
        if rows:
            shown = rows[:most]
            _heading(out, title, len(shown), len(rows), remark)
            for row in shown:
                drawn(out, row)
    if changes.named:
        _heading(out, "Named for the first time", len(changes.named[:most]), len(changes.named), "")
        draw_named(out, changes.named[:most])


def draw_since(out: Console, name: str, changes: Changes, most: int) -> None:
    """Write the few things that a reader of an earlier state should know of a later one."""
    out.print(Text.assemble("\n", ("Since then", "bold underline"), (f"  by {changes.until}", "dim")))
    if not changes:
        out.print(f"  {_unchanged(changes)}")
        return
    out.print(Padding(Text(tally(changes)), (0, 0, 0, 2)))
    for change in weightiest(changes, most):
        draw_change(out, change)
    # Not folded at the terminal's edge: it is there to be copied.
    out.print(Text(f"  all of it: onrecord diff {line(name)} --from {changes.since}", "dim"), soft_wrap=True)


def tally(changes: Changes) -> str:
    """Return in one line how much changed.

    >>> tally(Changes())
    'nothing'
    """
    settled = sum(one.was is not None for one in changes.promises)
    parts = [
        (len(changes.reports), "new report", ""),
        (len(changes.claims_new), "new claim", ""),
        (sum(one.confirmed for one in changes.claims_changed), "claim", " now by more than one channel"),
        (sum(bool(one.joined) for one in changes.claims_changed), "claim", " with fewer channels than it seemed"),
        (len(changes.revised), "value", " revised"),
        (len(changes.disputed), "new contradiction", ""),
        (len(changes.promises) - settled, "new promise", ""),
        (settled, "promise", " kept, broken, moved or past due"),
    ]
    return "; ".join(f"{counted(number, noun)}{what}" for number, noun, what in parts if number) or "nothing"


def as_object(changes: Changes, most: int | None) -> dict[str, Any]:
    """Return the rows that `draw` shows as an object for JSON, with how many there are of each."""
    import msgspec

    whole: dict[str, Any] = msgspec.to_builtins(changes)
    totals = changes.counts()
    return {
        **{name: whole[name] for name in ("since", "until", "reports_before", "undated")},
        "totals": totals,
        **{name: whole[name][:most] for name in totals},
    }


def since_object(changes: Changes, most: int) -> dict[str, Any]:
    """Return what `draw_since` shows as an object for JSON."""
    import msgspec

    return {
        "until": changes.until,
        "totals": changes.counts(),
        "weightiest": [{"what": _what(one), **msgspec.to_builtins(one)} for one in weightiest(changes, most)],
    }


def _what(change: Change) -> str:
    if isinstance(change, PromiseChange):
        return "promise"
    if isinstance(change, Dispute):
        return "revised" if change.revision else "disputed"
    return "claim"


def _sections(
    changes: Changes, *, everything: bool
) -> Iterator[tuple[str, Sequence[Any], Callable[[Console, Any], None], str]]:
    """Yield each list with its title, how a row of it is drawn, and a remark."""
    backing = [one for one in changes.claims_changed if not one.only_contested]
    contested = len(changes.claims_changed) - len(backing)
    shared = [one for one in changes.claims_new if one.now.shared]
    alone = len(changes.claims_new) - len(shared)
    # What is promised or contested has been shown by then.
    new = changes.claims_new if everything else shared or [one for one in changes.claims_new if not one.now.listed]
    yield "New reports", changes.reports, draw_report, ""
    yield "Promises", changes.promises, draw_promise, ""
    yield "No longer taken as promises", changes.promises_gone, draw_promise_gone, ""
    yield "Revised", changes.revised, draw_dispute, ""
    yield "New contradictions", changes.disputed, draw_dispute, ""
    yield "Contradictions gone", changes.disputes_gone, draw_gone, ""
    remark = f"{counted(contested, 'more')} contested now, see above".replace("mores", "more") if contested else ""
    yield "Claims with other backing", backing, draw_claim, remark
    remark = f"{len(shared)} in several reports, {alone:,} of one report alone"
    if shared and not everything:
        remark = f"in several reports; {counted(alone, 'claim')} of one report alone: see --all"
    elif len(new) < len(changes.claims_new):
        remark = f"of one report alone; {len(changes.claims_new) - len(new):,} more shown above"
    yield "New claims", new, draw_new_claim, remark
    yield "New days on the timeline", changes.days, draw_day, ""


def _states(changes: Changes) -> str:
    then, new = changes.reports_before, len(changes.reports)
    if then or not new:
        return f"{counted(then, 'report')} then, {then + new:,} now"
    are_new = f"all {new:,} are new" if new > 1 else "the one there is now is new"
    return f"no report was published by the end of {changes.since}: {are_new}"


def _unchanged(changes: Changes) -> str:
    """Return that nothing changed; a state without reports after it is held against itself."""
    if changes.since == changes.until:
        return f"nothing changed: no report is later than {changes.since}"
    return f"nothing changed between {changes.since} and {changes.until}"


def _heading(out: Console, title: str, shown: int, total: int, remark: str) -> None:
    parts = [f"{shown} of {total} shown, see --all" if shown < total else str(total), remark]
    out.print(Text.assemble("\n", (title, "bold underline"), (f"  {'; '.join(part for part in parts if part)}", "dim")))
