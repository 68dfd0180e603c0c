"""Source notes: what an editor has beside a text that is to be checked, as headings, lists and footnotes.

What is claimed, by whom and on how many independent channels; what is contested; what falls due; who copied whom; what
is not known; the reports. Each claim leads by footnotes to the reports: outlet, title, date, address, exact words. The
document is made here, and written as Markdown and as .docx: every word in it is a report's, or says how it is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from onrecord.dates import bounds, published_key, shown_day
from onrecord.formats.document import Block, BlockKind, Inline, Style, Text, cited, note
from onrecord.formats.plain import one_line
from onrecord.formats.registry import HoldsRecord, Options, view_of
from onrecord.model import Report, Slot, Statement
from onrecord.record import ClaimRow, ConflictRow, CopyRow, Overview, Promised, called, overview
from onrecord.record.tables import View

MOST = 100
"""Rows of a section: what somebody reads through; how many more there are is said, and the tables hold them all."""
NOTES_MOST = 8
"""Footnotes of a claim: the first reports that carry it; the others are named."""
NAMED_MOST = 12
"""Outlets or inputs that are named in a row."""


def source_notes(record: HoldsRecord, options: Options) -> tuple[Block, ...]:
    """Return the notes to a record, block by block."""
    view = view_of(record, options)
    seen = overview(view.story)
    return (*_head(record, view), *_claims(view, seen), *_contested(view, seen), *_due(view, seen),
            *_copied(view, seen.copies), *_unknown(view, seen), *_reports(view))  # fmt: skip


def _head(record: HoldsRecord, view: View) -> Iterator[Block]:
    yield _block("title", f"Source notes: {one_line(record.path.stem)}")
    days = sorted({day for one in view.reports.values() if (day := shown_day(one.published))}, key=published_key)
    outlets = {one.outlet for one in view.reports.values() if one.outlet}
    span = f", published {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else "") if days else ""
    given = f"{_count(len(view.reports), 'report')} of {_count(len(outlets), 'outlet')}{span}"
    if record.as_of is not None:
        left = record.as_of.later + record.as_of.undated
        given += f". As of {record.as_of.day}: {_count(left, 'report')} published later or without a date left out"
    yield _block("paragraph", f"{given}.")
    yield _block(
        "paragraph",
        "Bold lines are the reports' own words, and so is what stands in quotation marks. A number leads to the "
        "report, with the sentence as it stands there and its place in the text. Reports that copy one another, or "
        "have it from the same relay, count as one channel; of a path that is not known, nothing says that it is "
        "independent. That reports make the same claim is taken from their words by rule, which can err: hold the "
        "footnotes of a claim against one another.",
    )


def _claims(view: View, seen: Overview) -> Iterator[Block]:
    listed = [one for one in seen.claims if one.shared]
    parts = {
        "Claimed, on two or more independent channels": [one for one in listed if one.known > 1],
        "Claimed, on one channel or on paths that are not known": [one for one in listed if one.known < 2],
    }
    for heading, rows in parts.items():
        yield _block("heading", heading)
        if not rows:
            yield _block("paragraph", "None.")
        for row in rows[:MOST]:
            yield from _claim(view, row)
        yield from _rest(len(rows), "claim")
    alone = len(seen.claims) - len(listed)
    yield _block("paragraph", f"{_count(alone, 'claim')} of one report alone: not listed here.")


def _claim(view: View, row: ClaimRow) -> Iterator[Block]:
    yield Block("item", (Text(one_line(row.text), "strong"), *_notes_to(view, row.id)))
    voices = [
        f"{one_line(name)}{f' (only as told by {_some(told)})' if told else ''}"
        for name, told in zip(row.vouchers, row.told_by, strict=True)
    ]
    yield _block("detail", f"Said by: {'; '.join(voices) or 'the outlets themselves, or a source not told by name'}.")
    paths = [" with ".join(dict.fromkeys(map(one_line, outlets))) for outlets in row.channels]
    known = [path for place, path in enumerate(paths) if place not in row.unknown]
    unknown = [path for place, path in enumerate(paths) if place in row.unknown]
    told = [f"{_count(len(known), 'channel')}: {'; '.join(known)}"] if known else []
    told += [f"{_count(len(unknown), 'path')} not known to be independent: {'; '.join(unknown)}"] if unknown else []
    first = f". First reported {shown_day(row.first_reported)}" if row.first_reported else ""
    marks = [word for word, holds in (("contested", row.contested), ("falls due", row.promised)) if holds]
    yield _block("detail", f"{'; '.join(told)}{first}{''.join(f'. {one.capitalize()}: see below' for one in marks)}.")


def _contested(view: View, seen: Overview) -> Iterator[Block]:
    slots = {one.id: one.slots for one in view.story.conflicts}
    for heading, rows in (
        ("Contested", [one for one in seen.conflicts if not one.revision]),
        ("Revised", [one for one in seen.conflicts if one.revision]),
    ):
        if not rows and heading == "Revised":
            continue
        yield _block("heading", heading)
        if not rows:
            yield _block("paragraph", "No two claims were found that cannot both be right.")
        for row in rows[:MOST]:
            yield from _conflict(view, row, slots[row.id])
        yield from _rest(len(rows), "conflict")


def _conflict(view: View, row: ConflictRow, slots: tuple[Slot, Slot]) -> Iterator[Block]:
    first, second = row.sides
    between = " → " if row.revision else " or "
    yield Block("item", (Text(one_line(first.value), "strong"), Text(between), Text(one_line(second.value), "strong")))
    for side, slot in zip(row.sides, slots, strict=True):
        who = f"{one_line(side.speaker)}, in {one_line(side.outlet)}" if side.speaker else one_line(side.outlet)
        carried = _count(side.reports, "report")
        carried += f"; {_count(len(side.further), 'further claim')} alike" if side.further else ""
        yield Block(
            "detail",
            (
                Text(f"{who}, {side.day or 'undated'}: “{one_line(side.text)}” ({carried})"),
                note(view.reports[slot.report], view.said[slot.statement], slot.span),
            ),
        )
    by = f" Revised by {one_line(row.revised_by)}." if row.revised_by else ""
    yield _block("detail", f"About {_ABOUT[row.kind]}: {one_line(row.because)}.{by}")


_ABOUT = {
    "number": "a number",
    "date": "a date",
    "negation": "whether it is so",
    "attribution": "who it was",
    "place": "where it was",
}


def _due(view: View, seen: Overview) -> Iterator[Block]:
    yield _block("heading", "Falls due")
    if not seen.promises:
        yield _block("paragraph", "Nobody was found to have promised anything that they can be held to.")
    for row in seen.promises[:MOST]:
        yield Block(
            "item",
            (Text(f"{one_line(row.speaker)}: "), Text(one_line(row.words), "strong"), *_notes_to(view, row.claim)),
        )
        chance = ", only a possibility" if row.hedged else ""
        judged = f" as of {view.judged}" if view.judged else ""
        yield _block("detail", f"{_window(row)}{chance}. Status{judged}: {row.status}.")
        given = {one.due: one for one in row.windows}
        if len(given) > 1:
            told = [f"{_days(one.due)} ({one_line(one.outlet)}, {one.day or 'undated'})" for one in row.windows]
            yield _block("detail", f"Windows given: {'; '.join(told)}.")
        for later in row.later:
            if later.settles:
                yield _block("detail", f"{one_line(later.outlet)}, {later.day or 'undated'}: “{one_line(later.text)}”")
    yield from _rest(len(seen.promises), "promise")


def _window(row: Promised) -> str:
    words = f" (“{one_line(row.due_words)}”)" if row.due_words else ""
    return f"No day given{words}" if row.vague else f"Due {_days(row.due)}{words}"


def _days(edtf: str) -> str:
    """Return the days that a date means, in words that hold for each kind of date."""
    first, last = bounds(edtf)
    if first == last:
        return edtf if first is None else f"{first}"
    if last is None:
        return f"from {first}"
    return f"by {last}" if first is None else f"{first} to {last}"


def _copied(view: View, copies: Sequence[CopyRow]) -> Iterator[Block]:
    yield _block("heading", "Who copied whom")
    if not copies:
        yield _block("paragraph", "No two reports were found to share a passage.")
    for row in copies[:MOST]:
        one, other = (
            f"{one_line(name)} ({day or 'undated'})"
            for name, day in ((row.copy, row.copy_day), (row.origin, row.origin_day))
        )
        unsure = "" if row.directed else "; which of the two had them first is not known"
        yield _block(
            "item", f"{one} has {row.share:.0%} of its words in common with {other}{unsure}: {one_line(row.because)}."
        )
    yield from _rest(len(copies), "copy")
    named: dict[str, Counter[str]] = {}
    for citation in view.story.citations:
        outlet = called(view.reports[citation.report])
        if outlet != citation.outlet:  # "told Norra News", in Norra News itself, leads nowhere else
            named.setdefault(outlet, Counter())[citation.outlet] += 1
    for outlet in sorted(named):
        counts = sorted(named[outlet].items(), key=lambda pair: (-pair[1], pair[0]))
        told = [f"{one_line(name)}{f' ({number} times)' if number > 1 else ''}" for name, number in counts]
        yield _block("item", f"{one_line(outlet)} names as its source: {', '.join(told)}.")


def _unknown(view: View, seen: Overview) -> Iterator[Block]:
    yield _block("heading", "What is not known")
    reports, rejected = view.reports.values(), [one.input for one in view.story.rejected]
    put = [one for one in view.said.values() if one.kind != "own"]
    nameless = sum(one.speaker is None for one in put)
    paths = sum(bool(one.unknown) for one in seen.claims if one.shared)
    told = [
        _listed("whose outlet is not known", [one for one in reports if one.outlet is None]),
        _listed("without a date", [one for one in reports if one.published is None]),
        _listed(
            "whose date is doubted", [one for one in reports if one.published and one.published_confidence == "low"]
        ),
        _listed("not looked into", [one for one in reports if one.id in view.not_analysed]),
        f"{nameless:,} of {_count(len(put), 'statement')} have a source that could not be told by name."
        if nameless
        else "",
        f"{_count(paths, 'claim')} listed above came to a report on a path that it does not tell." if paths else "",
        f"{_count(len(rejected), 'input')} gave no report: {_some(rejected)}." if rejected else "",
    ]
    for line in filter(None, told):
        yield _block("item", line)
    yield _block("item", "What no report of these says; and whether what they say is true.")


def _listed(what: str, reports: Sequence[Report]) -> str:
    if not reports:
        return ""
    return f"{_count(len(reports), 'report')} {what}: {_some(one.input for one in reports)}."


def _reports(view: View) -> Iterator[Block]:
    yield _block("heading", "Reports")
    for one in view.reports.values():
        yield Block("item", (*cited(one), Text(".")))


def _notes_to(view: View, claim: str) -> Iterator[Inline]:
    """Yield the footnotes to a claim: one for each report, with the place there that says it best."""
    found = view.claims[claim]

    def rank(statement: Statement) -> tuple[object, ...]:
        """A statement with the claim's own words before others, and one of the text before one of the headline."""
        title, at = view.reports[statement.report].title_span, statement.sentence
        return statement.text != found.text, title is not None and at[0] < title[1], view.places[statement.id]

    best: dict[str, Statement] = {}
    for statement in sorted((view.said[key] for key in found.statements), key=rank):
        best.setdefault(statement.report, statement)
    shown = sorted(best.values(), key=lambda one: view.places[one.id])
    for statement in shown[:NOTES_MOST]:
        yield note(view.reports[statement.report], statement)
    others = [one_line(called(view.reports[report])) for report in (one.report for one in shown[NOTES_MOST:])]
    if others:
        yield Text(f" and in {_count(len(others), 'report')} more: {_some(others)}")


def _rest(rows: int, noun: str) -> Iterator[Block]:
    if rows > MOST:
        yield _block("paragraph", f"{_count(rows - MOST, noun)} more: `onrecord export --format csv` lists them all.")


def _block(kind: BlockKind, words: str, style: Style = "plain") -> Block:
    return Block(kind, (Text(words, style),))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _some(words: Iterable[str]) -> str:
    """Return some words in a row, the first of many, each once."""
    every = list(dict.fromkeys(map(one_line, words)))
    more = len(every) - NAMED_MOST
    return ", ".join(every[:NAMED_MOST]) + (f" and {more} more" if more > 0 else "")
