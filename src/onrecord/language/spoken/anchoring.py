"""Times inside quotation marks, read from the day on which the words were spoken instead of that of publication.

"We open tomorrow," said on Monday and printed on Tuesday, is about Tuesday. In indirect speech "tomorrow" is mostly
the reporter's word, shifted with the tense (Quirk et al. 1985, 14.31), and stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.dates import bounds
from onrecord.language.findings import Findings
from onrecord.language.places import text_of
from onrecord.language.times.bounding import Framed, frame
from onrecord.language.times.context import Context
from onrecord.language.times.find import candidates, select
from onrecord.language.times.grammar import load
from onrecord.language.times.joining import join_clocks
from onrecord.language.times.periods import Period
from onrecord.language.times.spans import COMPARING, MEANINGS
from onrecord.model import Span, Statement, Time


def quoted_times(found: Findings, statement: Statement, said_on: str | None) -> tuple[Time, ...]:
    """Return the times between quotation marks in a statement's content that mean another day, read from `said_on`.

    Args:
        found: what is known of the text.
        statement: the statement.
        said_on: when it was said, EDTF; only a day anchors.

    Returns:
        The expressions whose meaning changes, with the spans that they had; none where the day is that of publication.
    """
    spoken, last = bounds(said_on) if said_on is not None else (None, None)
    published = bounds(found.published) if found.published is not None else (None, None)
    if spoken is None or spoken != last or published == (spoken, spoken):
        return ()
    spans = [
        (max(start, quote.inner[0]), min(end, quote.inner[1]))
        for start, end in statement.content
        for quote in found.quotes.touching(start, end)
    ]
    known = {time.span: time for span in spans for time in found.times.within(*span)}
    if not known:
        return ()
    again = _read(found, spans, spoken)
    return tuple(time for time in again if time.span in known and known[time.span] != time)


def _read(found: Findings, spans: Sequence[Span], spoken: date) -> list[Time]:
    """Read the expressions of some stretches of a text as of a day; what was named before them is known."""
    grammar, text = load(), text_of(found.doc)
    blank = [" "] * len(text)
    for start, end in spans:
        blank[start:end] = text[start:end]
    context = Context(found.doc, text, grammar, spoken)
    context.named += [(t.span[0], p) for t in found.times.starting(0, spans[0][0]) if (p := _period(t)) is not None]
    framed: list[Framed] = []
    for place in select(candidates("".join(blank), grammar), context):
        sense = MEANINGS[place.means](place, context)
        if sense is None:
            continue
        if sense.period is not None and place.means not in COMPARING:
            context.named.append((place.start, sense.period))
        framed.append(frame(place, sense, context, framed[-1].end if framed else 0))
    return [
        Time(span=(item.start, item.end), type=item.sense.type, value=item.sense.value, edtf=item.sense.edtf)
        for item in join_clocks(framed, text)
    ]


def _period(time: Time) -> Period | None:
    """The stretch of the calendar that an expression named, where its value shows it."""
    parts = time.value.partition("T")[0].split("-")
    if not all(part.isdigit() for part in parts):
        return None
    try:
        if len(parts) == 3:
            return Period("day", date.fromisoformat("-".join(parts)))
        if len(parts) == 2:
            return Period("month", date(int(parts[0]), int(parts[1]), 1))
        return Period("year", date(int(parts[0]), 1, 1)) if len(parts[0]) == 4 else None
    except ValueError:
        return None
