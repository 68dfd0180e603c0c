"""The day of a headline and a lead, from the first sentence behind them by the same speaker that tells when.

A report opens with what was said, and says when in its next sentences: "Tesk vows to mend the dam ... Tesk said on
Friday". A lead may lead to an old story too, so only a day close to that of the report is taken back.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.dates import bounds
from onrecord.language.findings import Findings
from onrecord.language.spoken.acts import Said, is_new_event, is_one_act, is_perfect, speaks
from onrecord.language.spoken.speakers import Act, speaker_of

LEAD = 3
"""Paragraphs: the headline and the first two of the text."""
NEWS = 3
"""Days before publication in which the news of a report lies."""
_TENSES = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def date_lead(found: Findings, acts: Sequence[Act], days: Sequence[Said | None]) -> list[Said | None]:
    """Return the days of the acts, those of the headline and the lead filled where the next statement tells them.

    Args:
        found: what is known of the text.
        acts: the statements of a report.
        days: what is known of the day of each, in the same order.
    """
    dated = list(days)
    ends = [span[1] for span in list(found.paragraphs)[:LEAD]]
    order = sorted(range(len(acts)), key=lambda n: (acts[n].place, n))
    for position, number in enumerate(order):
        act = acts[number]
        if days[number] is not None or not ends or act.place >= ends[-1] or not _opens(act):
            continue
        speaker = speaker_of(found, act.statement)
        later = next(
            (acts[n] for n in order[position + 1 :] if speaker.may_be(speaker_of(found, acts[n].statement))), None
        )
        if later is not None and later.said is not None and _is_news(found, act, later):
            because = f'as the statement after it by the same speaker, for which the report has "{later.said.words}"'
            dated[number] = Said(later.said.edtf, because, words=later.said.words)
    return dated


def _opens(act: Act) -> bool:
    """Whether a cue tells of one act of saying: "said", and "says" as headlines and leads have it."""
    cue = act.cue
    if cue is None or not speaks(cue) or not is_one_act(cue) or is_perfect(cue) or is_new_event(cue):
        return False
    return cue.head.tag_ in _TENSES


def _is_news(found: Findings, act: Act, later: Act) -> bool:
    published, latest = bounds(found.published) if found.published is not None else (None, None)
    day, last = bounds(later.said.edtf) if later.said is not None and later.said.edtf is not None else (None, None)
    if published is None or published != latest or day is None or day != last or (published - day).days > NEWS:
        return False
    return len(found.paragraphs.touching(act.place, later.place + 1)) - 1 <= LEAD
