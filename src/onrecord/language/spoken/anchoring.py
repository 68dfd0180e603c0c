"""Times inside quotation marks, read from the day on which the words were spoken instead of that of publication.

"We open tomorrow," said on Monday and printed on Tuesday, is about Tuesday. In indirect speech "tomorrow" is mostly
the reporter's word, shifted with the tense (Quirk et al. 1985, 14.31), and stays as it is.
"""

from __future__ import annotations

from onrecord.dates import bounds
from onrecord.language.findings import Findings
from onrecord.language.times import day_order_of, find_times_within
from onrecord.model import Statement, Time


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
    again = find_times_within(
        found.doc,
        spoken,
        spans,
        found.times.starting(0, spans[0][0]),
        day_order=day_order_of(found.country),
        country=found.country,
    )
    return tuple(time for time in again if time.span in known and known[time.span] != time)
