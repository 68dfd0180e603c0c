"""One change on a terminal: a sign in front, the reports' own words under it, what was before beside what is now.

`+` came in, `~` is otherwise than it was, `!` is to be looked at: a contradiction, a broken promise, backing lost, and
`-` is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord.cli.terminal import counted, line
from onrecord.cli.windows import due, spelled
from onrecord.record import Promised, ReportRow, by_channels
from onrecord.record.changes import Change, ClaimChange, DayChange, Dispute, Gone, Named, PromiseChange, Voice

_IN = 4
"""Columns before the words under a sign."""
_VOICES = 3
"""Wordings of one claim that are shown: three tell how alike they are; `onrecord show` and the page have all."""
_STYLES = {"+": "bold green", "~": "bold yellow", "!": "bold red", "-": "dim"}
_PLAIN = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?(?:/\d{4}-\d\d-\d\d)?")
"""An EDTF date that reads as the days that it means; of others, such as 2025-41, the days are said."""
_QUESTIONS = {
    "number": "how many",
    "date": "when",
    "negation": "whether it is so",
    "attribution": "who did it",
    "place": "where",
}


def draw_change(out: Console, change: Change) -> None:
    """Write one change with its words."""
    if isinstance(change, PromiseChange):
        draw_promise(out, change)
    elif isinstance(change, Dispute):
        draw_dispute(out, change)
    elif change.was is None:
        draw_new_claim(out, change)
    else:
        draw_claim(out, change)


def draw_report(out: Console, row: ReportRow) -> None:
    """Write a new report."""
    what = Text.assemble((row.day or "undated", "cyan"), f"  {line(row.outlet or 'outlet unknown')}  ")
    what.append(line(row.title or PurePosixPath(row.input).name), "bold" if row.title else "dim")
    _signed(out, "+", what)


def draw_promise(out: Console, change: PromiseChange) -> None:
    """Write a promise that is new or changed, with what was reported of it."""
    now, was = change.now, change.was
    bad = now.status in ("reported broken", "due passed, nothing reported")
    head = Text(line(now.speaker), "bold")
    if was is None:
        head.append(f"  promised, {line(due(now))}")
        if now.status != "open":
            head.append(", since then ").append(now.status, "yellow")
    else:
        if was.status != now.status:
            head.append(f"  {was.status} → ", "dim").append(now.status, "yellow")
        head.append(f"  {line(due(was))}")
        if was.due != now.due:
            head.append(f" → {line(due(now))}", "bold")
    if change.moved_to is not None:
        head.append(f" → now {line(spelled(change.moved_to))}", "bold")
    _signed(out, "!" if bad else "+" if was is None else "~", head)
    _quoted(out, change.made, now.speaker)
    for voice in change.later:
        _quoted(out, voice, now.speaker, "later  ")


def draw_promise_gone(out: Console, row: Promised) -> None:
    """Write what was taken as a promise and no longer is."""
    _signed(out, "-", Text.assemble((line(row.speaker), "bold"), f"  {line(due(row))}"))
    _words(out, row.words)


def draw_dispute(out: Console, change: Dispute) -> None:
    """Write a contradiction, or a row of revisions, each value with who puts it."""
    between = " → " if change.revision else " against "
    head = Text(between.join(line(step.value) for step in change.steps), "bold")
    head.append(f"  {_QUESTIONS[change.kind]}", "not bold dim")
    _signed(out, "~" if change.revision else "!", head)
    for step in change.steps:
        _quoted(out, step.voice)


def draw_gone(out: Console, change: Gone) -> None:
    """Write a contradiction that is none any more, and why."""
    head = Text(" against ".join(line(step.value) for step in change.steps), "bold")
    _signed(out, "-", head.append(f"  {change.why}", "not bold"))
    for step in change.steps:
        _quoted(out, step.voice)


def draw_claim(out: Console, change: ClaimChange) -> None:
    """Write a claim whose backing is another, and what came in."""
    now, was = change.now, change.was
    assert was is not None, "a new claim is drawn by `draw_new_claim`"  # noqa: S101
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
        head.append("  by more than one channel now", "green")
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
        too = ", too" if change.was is not None and change.was.vouchers else ""
        yield f"now vouched for by {', '.join(change.vouchers)}{too}"
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


def draw_new_claim(out: Console, change: ClaimChange) -> None:
    """Write a new claim with its first wordings."""
    now = change.now
    marks = [
        ("  contested", "red") if now.contested else ("  revised", "yellow") if now.revised else "",
        ("  promise", "yellow") if now.promised else "",
    ]
    if not now.shared:  # what one report alone says needs no count of those behind it
        _signed(out, "+", Text.assemble(_behind(change.voices[0]), *marks))
        _words(out, now.text)
        return
    head = Text.assemble(
        (counted(len(now.vouchers), "voucher"), "bold" if len(now.vouchers) > 1 else ""),
        "  ",
        (by_channels(len(now.channels), len(now.unknown)), "bold" if now.known > 1 else ""),
        "  ",
        counted(now.reports, "report"),
    )
    _signed(out, "+", Text.assemble(head, *marks))
    _voices(out, change.voices)


def draw_day(out: Console, row: DayChange) -> None:
    """Write a new day of the timeline."""
    days = "" if _PLAIN.fullmatch(row.date) else f"  {line(spelled(row.date))}"
    outlets = line(", ".join(row.outlets))
    _signed(out, "+", Text.assemble((line(row.date), "bold cyan"), days, (f"  {outlets}", "dim")))
    _words(out, row.text)


def draw_named(out: Console, rows: Sequence[Named]) -> None:
    """Write those named for the first time, by kind."""
    by_kind = sorted(rows, key=lambda row: row.kind)
    for kind, same in groupby(by_kind, key=lambda row: row.kind):
        names = [line(row.name) + (f" ({counted(row.reports, 'report')})" if row.reports > 1 else "") for row in same]
        _signed(out, "+", Text.assemble((f"{kind}  ", "dim"), ", ".join(names)))


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
