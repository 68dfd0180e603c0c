"""Changes on a terminal: a sign in front, the reports' own words under it, what was before beside what is now.

`+` came in, `~` is otherwise than it was, `!` is to be looked at: a contradiction, a broken promise, backing lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord.cli.terminal import counted, line
from onrecord.dates import bounds
from onrecord.record import Changes
from onrecord.record.changes import Change, ClaimChange, DayChange, Dispute, Gone, Named, PromiseChange, Voice

Row = TypeVar("Row")

_IN = 4
"""Columns before the words under a sign."""
_VOICES = 3
"""Wordings of one claim that are shown: three tell how alike they are; `onrecord show` and the page have all."""
_STYLES = {"+": "bold green", "~": "bold yellow", "!": "bold red", "-": "dim"}
_QUESTIONS = {
    "number": "how many",
    "date": "when",
    "negation": "whether it is so",
    "attribution": "who did it",
    "place": "where",
}


def draw(out: Console, name: str, changes: Changes, most: int | None) -> None:
    """Write what changed to a console.

    Args:
        out: Where to.
        name: What the record is called.
        changes: What changed.
        most: How many rows of each list to show; None is all.
    """
    out.print(Text.assemble((line(name), "bold"), f"  from the end of {changes.since} to the end of {changes.until}"))
    out.print(_states(changes))
    if changes.undated:
        out.print(Text(f"{counted(changes.undated, 'report')} without a day in neither", "dim"))
    if not changes:
        out.print(f"nothing changed between {changes.since} and {changes.until}")
        return
    for title, rows, drawn, remark in _sections(changes, everything=most is None):
        if rows:
            shown = rows[:most]
            _heading(out, title, len(shown), len(rows), remark)
            for row in shown:
                drawn(out, row)
    if changes.named:
        _heading(out, "Named for the first time", len(changes.named[:most]), len(changes.named), "")
        _named(out, changes.named[:most])


def draw_since(out: Console, name: str, changes: Changes, most: int) -> None:
    """Write the few things that a reader of an earlier state should know of a later one."""
    from onrecord.record import weightiest

    out.print(Text.assemble("\n", ("Since then", "bold underline"), (f"  by {changes.until}", "dim")))
    if not changes:
        out.print("  nothing changed")
        return
    out.print(Padding(Text(tally(changes)), (0, 0, 0, 2)))
    for change in weightiest(changes, most):
        draw_change(out, change)
    out.print(Text(f"  all of it: onrecord diff {line(name)} --from {changes.since}", "dim"))


def draw_change(out: Console, change: Change) -> None:
    """Write one change with its words."""
    if isinstance(change, PromiseChange):
        _promise(out, change)
    elif isinstance(change, Dispute):
        _dispute(out, change)
    elif change.was is None:
        _new_claim(out, change)
    else:
        _claim(out, change)


def tally(changes: Changes) -> str:
    """Return in one line how much changed.

    >>> tally(Changes())
    'nothing'
    """
    settled = sum(one.was is not None for one in changes.promises)
    parts = [
        (len(changes.reports), "new report", ""),
        (len(changes.claims_new), "new claim", ""),
        (sum(one.confirmed for one in changes.claims_changed), "claim", " now by a second channel"),
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

    from onrecord.record import weightiest

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
    new = changes.claims_new if everything or not shared else shared
    yield "New reports", changes.reports, _report, ""
    yield "Promises", changes.promises, _promise, ""
    yield "No longer taken as promises", changes.promises_gone, _promise_gone, ""
    yield "Revised", changes.revised, _dispute, ""
    yield "New contradictions", changes.disputed, _dispute, ""
    yield "Contradictions gone", changes.disputes_gone, _gone, ""
    remark = f"{counted(contested, 'more')} contested now, see above".replace("mores", "more") if contested else ""
    yield "Claims with other backing", backing, _claim, remark
    remark = f"{len(shared)} in several reports; {counted(alone, 'claim')} of one report alone"
    yield "New claims", new, _new_claim, remark
    yield "New days on the timeline", changes.days, _day, ""


def _states(changes: Changes) -> str:
    then, new = changes.reports_before, len(changes.reports)
    if then or not new:
        return f"{counted(then, 'report')} then, {then + new:,} now"
    return f"no report was published by the end of {changes.since}: all {new:,} are new"


def _report(out: Console, row: Any) -> None:
    what = Text.assemble((row.day or "undated", "cyan"), f"  {line(row.outlet or 'outlet unknown')}  ")
    what.append(line(row.title or row.input), "bold")
    _signed(out, "+", what)


def _promise(out: Console, change: PromiseChange) -> None:
    now, was = change.now, change.was
    bad = now.status in ("reported broken", "due passed, nothing reported")
    head = Text(line(now.speaker), "bold")
    if was is None:
        head.append(f"  promised, due {_window(now.due)}")
        if now.status != "open":
            head.append(", since then ").append(now.status, "yellow")
    else:
        if was.status != now.status:
            head.append(f"  {was.status} → ", "dim").append(now.status, "yellow")
        head.append(f"  due {_window(was.due)}")
        if was.due != now.due:
            head.append(f" → {_window(now.due)}", "bold")
    if change.moved_to is not None:
        head.append(f" → now {_window(change.moved_to)}", "bold")
    _signed(out, "!" if bad else "+" if was is None else "~", head)
    _quoted(out, change.made, now.speaker)
    for voice in change.later:
        _quoted(out, voice, now.speaker, "then  ")


def _promise_gone(out: Console, row: Any) -> None:
    _signed(out, "-", Text.assemble((line(row.speaker), "bold"), f"  due {_window(row.due)}"))
    _words(out, row.text)


def _dispute(out: Console, change: Dispute) -> None:
    between = " → " if change.revision else " against "
    head = Text(between.join(line(step.value) for step in change.steps), "bold")
    head.append(f"  {_QUESTIONS[change.kind]}", "not bold dim")
    _signed(out, "~" if change.revision else "!", head)
    for step in change.steps:
        _quoted(out, step.voice)


def _gone(out: Console, change: Gone) -> None:
    head = Text(" against ".join(line(step.value) for step in change.steps), "bold")
    _signed(out, "-", head.append(f"  {change.why}", "not bold"))
    for step in change.steps:
        _quoted(out, step.voice)


def _claim(out: Console, change: ClaimChange) -> None:
    now, was = change.now, change.was
    assert was is not None, "a new claim is drawn by `_new_claim`"  # noqa: S101
    sign = "!" if change.joined or change.vouchers_lost else "+" if change.vouchers or change.channels else "~"
    counts = [
        (len(was.vouchers), len(now.vouchers), "voucher"),
        (len(was.channels), len(now.channels), "channel"),
        (was.reports, now.reports, "report"),
    ]
    if change.parted_from:  # what it was part of goes on: nothing to compare with
        counts = [(number, number, noun) for _, number, noun in counts]
    head = Text("  ").join(Text(*_moved(*one)) for one in counts)
    if change.confirmed:
        head.append("  by a second channel now", "green")
    if change.joined:
        head.append("  fewer channels than it seemed", "red")
    if change.contested:
        head.append("  contested now", "red")
    _signed(out, sign, head)
    _words(out, now.text, "bold")
    for told in _told(change):
        out.print(Padding(Text(line(told)), (0, 0, 0, _IN)))
    _voices(out, change.voices)


def _told(change: ClaimChange) -> Iterator[str]:
    if change.vouchers:
        yield f"now vouched for by {', '.join(change.vouchers)}, too"
    if change.vouchers_lost:
        yield f"no longer vouched for by {', '.join(change.vouchers_lost)}"
    if change.channels:
        yield f"new by way of {' | '.join(' + '.join(channel) for channel in change.channels)}"
    for group in change.joined:
        yield f"one channel now: {' + '.join(group)}"
    yield from change.because
    for words in change.with_it:
        yield f"now one claim with: {words}"
    if change.parted_from:
        yield f"came apart from: {change.parted_from}"


def _new_claim(out: Console, change: ClaimChange) -> None:
    now = change.now
    marks = [
        ("  contested", "red") if now.contested else "",
        ("  promise", "yellow") if now.promised else "",
    ]
    if not now.shared:  # what one report alone says needs no count of those behind it
        _signed(out, "+", Text.assemble(_behind(change.voices[0]), *marks))
        _words(out, now.text)
        return
    head = Text.assemble(
        (counted(len(now.vouchers), "voucher"), "bold" if len(now.vouchers) > 1 else ""),
        "  ",
        (counted(len(now.channels), "channel"), "bold" if len(now.channels) > 1 else ""),
        "  ",
        counted(now.reports, "report"),
    )
    _signed(out, "+", Text.assemble(head, *marks))
    _voices(out, change.voices)


def _day(out: Console, row: DayChange) -> None:
    _signed(out, "+", Text.assemble((line(row.date), "bold cyan"), (f"  {line(', '.join(row.outlets))}", "dim")))
    _words(out, row.text)


def _named(out: Console, rows: Sequence[Named]) -> None:
    by_kind = sorted(rows, key=lambda row: row.kind)
    for kind, same in groupby(by_kind, key=lambda row: row.kind):
        names = [line(row.name) + (f" ({counted(row.reports, 'report')})" if row.reports > 1 else "") for row in same]
        _signed(out, "+", Text.assemble((f"{kind}  ", "dim"), ", ".join(names)))


def _window(edtf: str) -> str:
    """Return the days of a window: "by 2025-06-30" for `../2025-06-30`."""
    first, last = bounds(edtf)
    if first is None or last is None:
        return f"by {last}" if last else f"from {first}" if first else line(edtf)
    return first.isoformat() if first == last else f"{first} to {last}"


def _moved(was: int, now: int, noun: str) -> tuple[str, str]:
    return (counted(now, noun), "dim") if was == now else (f"{was:,} → {counted(now, noun)}", "bold")


def _behind(voice: Voice) -> Text:
    who = f"  {line(voice.who)}" if voice.who else ""
    return Text.assemble((voice.day or "undated", "cyan"), f"  {line(voice.outlet)}", (who, "bold"))


def _voices(out: Console, voices: Sequence[Voice]) -> None:
    """Write the first statements of a claim, and how many more there are: they say the same."""
    for voice in voices[:_VOICES]:
        _quoted(out, voice)
    if len(voices) > _VOICES:
        more = list(dict.fromkeys(voice.outlet for voice in voices[_VOICES:]))
        out.print(Padding(Text(f"and {len(voices) - _VOICES} more: {line(', '.join(more))}", "dim"), (0, 0, 0, _IN)))


def _quoted(out: Console, voice: Voice, known: str = "", before: str = "") -> None:
    """Write a statement with its day, outlet and speaker, who is left out where he is `known` already."""
    head = Text(before, "dim")
    head.append_text(_behind(voice))
    if voice.who == known:
        head = Text.assemble((before, "dim"), (voice.day or "undated", "cyan"), f"  {line(voice.outlet)}")
    out.print(Padding(head, (0, 0, 0, _IN)))
    _words(out, voice.text, by=_IN + 2)


def _words(out: Console, words: str, style: str = "", by: int = _IN) -> None:
    out.print(Padding(Text(line(words), style), (0, 0, 0, by)))


def _signed(out: Console, sign: str, head: Text) -> None:
    out.print(Padding(Text.assemble((f"{sign} ", _STYLES[sign]), head), (0, 0, 0, 2)))


def _heading(out: Console, title: str, shown: int, total: int, remark: str) -> None:
    parts = [f"{shown} of {total} shown, see --all" if shown < total else str(total), remark]
    out.print(Text.assemble("\n", (title, "bold underline"), (f"  {'; '.join(part for part in parts if part)}", "dim")))
