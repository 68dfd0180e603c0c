"""The timeline: for each day or period that the reports date something to, the one sentence that says it best.

Days are days of events, not of publication. Dates of a day, a month, a season or a half-year make entries, and so do
intervals with an open end ("by the end of the year"); a year or a decade alone ("since 2014") says too little of when
and makes none. An uncertain date stands as it was said: a month is an entry of its own beside its days.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.dates import bounds, day_of
from onrecord.model import Analysis, Claim, Evidence, Report, Span, Statement, Time, TimelineEntry
from onrecord.relating.templates import template_terms

LONGEST = 200
"""Days. What spans more is a year or a decade: no date of an event."""
FEWEST_WORDS, MOST_WORDS = 6, 45
"""A shorter sentence is a heading or a fragment, a longer one tells more than one thing."""
_BEST_WORDS = 22
_REPORTS_FOR_CENTRE = 3
"""Reports that must tell of a day for the sentence nearest to them all to be looked for."""
_TERMS_FOR_CENTRE = 6
"""Added to the number of terms, so that a sentence of two common words is not the nearest to all."""
_LEANING = re.compile(
    r"\W*(?:and|but|so|or|then|it|he|she|they|this|that|these|those|there|such|here|also|still|yet|however)\b",
    re.IGNORECASE,
)
_QUOTES = frozenset("\"'“‘«")
"""What somebody said "today" tells of its day less well than a sentence that tells it."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A sentence that holds a date."""

    report: str
    sentence: Span
    claims: frozenset[int]
    verb: bool
    terms: frozenset[str]
    leaning: bool
    """It opens with a word for what was told before it, or asks."""
    quoted: bool
    dates: int
    words: int
    published: str


def find_timeline(
    reports: Mapping[str, Report],
    analyses: Mapping[str, Analysis],
    claims: Sequence[Claim],
    statements: Sequence[Statement],
) -> tuple[TimelineEntry, ...]:
    """Make one entry for each date that the reports name.

    Args:
        reports: All reports of the story, by id.
        analyses: What was found in each report, by report id: its sentences and times.
        claims: All claims: what more channels carry is told first.
        statements: All statements, with `id` and `report` filled.

    Returns:
        The entries in the order of their first day. The text is one sentence of a report, verbatim, without the white
        space around it; the evidence is every sentence that names the date, the chosen one first.
    """
    carried = _carried(claims, statements)
    dated: dict[str, dict[tuple[str, Span], _Dated]] = defaultdict(dict)
    for report_id in sorted(analyses):
        report, analysis = reports[report_id], analyses[report_id]
        published = day_of(report.published)
        sentences = sorted(analysis.sentences)
        dates: dict[Span, set[str]] = defaultdict(set)
        for time in analysis.times:
            edtf, sentence = _date(time, published), _around(time.span, sentences)
            if edtf is not None and sentence is not None and not _furniture(sentence, report):
                dates[sentence].add(edtf)
        for sentence, named in dates.items():
            one = _dated(report, sentence, len(named), carried.get(report_id, []))
            for edtf in named:
                dated[edtf][report_id, sentence] = one
    entries = [_entry(edtf, list(found.values()), claims, reports) for edtf, found in dated.items()]
    return tuple(sorted((e for e in entries if e is not None), key=lambda entry: (_order(entry.date), entry.date)))


_Carried = tuple[Span, int, bool, tuple[str, ...]]
"""A statement's sentence, the number of its claim in the list of claims, whether it has a main verb, and its terms."""


def _carried(claims: Sequence[Claim], statements: Sequence[Statement]) -> dict[str, list[_Carried]]:
    """Return, by report, its statements' sentences in order."""
    number = {statement: n for n, claim in enumerate(claims) for statement in claim.statements}
    printed = template_terms(statements)
    by_report: dict[str, list[_Carried]] = defaultdict(list)
    for statement in sorted(statements, key=lambda s: (s.sentence, s.id)):
        if statement.id in number:
            own = tuple(term for term in statement.terms if term not in printed.get(statement.id, ()))
            told = (statement.sentence, number[statement.id], bool(statement.event), own)
            by_report[statement.report].append(told)
    return by_report


def _dated(report: Report, sentence: Span, dates: int, carried: Sequence[_Carried]) -> _Dated:
    here = [one for one in carried if one[0][0] < sentence[1] and sentence[0] < one[0][1]]
    return _Dated(
        report=report.id,
        sentence=_trim(report, sentence),
        claims=frozenset(claim for _, claim, _, _ in here),
        verb=any(verb for _, _, verb, _ in here),
        terms=frozenset(term for _, _, _, terms in here for term in terms),
        leaning=_LEANING.match(report.slice(sentence)) is not None or report.slice(sentence).rstrip().endswith("?"),
        quoted=report.slice(sentence).lstrip()[:1] in _QUOTES,
        dates=dates,
        words=len(report.slice(sentence).split()),
        published=report.published or "9999",
    )


def _entry(
    edtf: str, found: Sequence[_Dated], claims: Sequence[Claim], reports: Mapping[str, Report]
) -> TimelineEntry | None:
    """Return the entry of a date, None when no sentence is fit to tell it."""
    telling: dict[int, set[str]] = defaultdict(set)
    for one in found:
        for claim in one.claims:
            telling[claim].add(one.report)
    # A claim that three channels carry is this day's only as far as their reports give this day for it.
    channels = {
        claim: sum(not telling[claim].isdisjoint(channel) for channel in claims[claim].channels) for claim in telling
    }
    central = _central(found)
    ranked = sorted(found, key=lambda one: _rank(one, max((channels[c] for c in one.claims), default=0), central(one)))
    best = ranked[0]
    if not best.verb or not FEWEST_WORDS <= best.words <= MOST_WORDS:
        return None
    return TimelineEntry(
        date=edtf,
        text=reports[best.report].slice(best.sentence),
        evidence=tuple(Evidence(report=one.report, span=one.sentence) for one in ranked),
    )


def _central(found: Sequence[_Dated]) -> Callable[[_Dated], float]:
    """Return a measure of how much a sentence tells of what other reports tell of the day too, in reports a term."""
    if len({one.report for one in found}) < _REPORTS_FOR_CENTRE:
        return lambda _: 0.0
    held = Counter(term for _, term in {(one.report, term) for one in found for term in one.terms})
    return lambda one: round(sum(held[t] - 1 for t in one.terms) / (len(one.terms) + _TERMS_FOR_CENTRE), 1)


def _rank(one: _Dated, channels: int, central: float) -> tuple[object, ...]:
    """Return a key: fit sentences first, then by channels, then those that can be read alone and are no quotation.

    Then the one that tells most of what other reports tell; then one date, a good length, early, by id.
    """
    fit = FEWEST_WORDS <= one.words <= MOST_WORDS
    length = abs(one.words - _BEST_WORDS)
    place = one.published, one.report, one.sentence
    return not one.verb, not fit, -channels, one.leaning, one.quoted, -central, one.dates, length, *place


def _date(time: Time, published: date | None) -> str | None:
    """Return the date of a time expression when it is one that an event can have, None otherwise."""
    if time.edtf is None or time.type not in ("DATE", "TIME"):
        return None
    edtf = time.edtf if "/" in time.edtf else time.edtf.partition("T")[0]
    first, last = bounds(edtf)
    if first is None and last is None:
        return None
    if first is None or last is None:
        # "By the end of the year" is a term; "since 2014" and "until last week" date no event.
        open_term = last is not None and published is not None and last > published
        return edtf if open_term else None
    if first < last and published is not None and first <= published <= last:
        return None  # "This week" and "this month" say no more than the day of publication.
    return edtf if (last - first).days < LONGEST else None


def _around(span: Span, sentences: Sequence[Span]) -> Span | None:
    """Return the sentence that holds a span."""
    at = bisect_right(sentences, (span[0], 1 << 62)) - 1
    if at < 0 or sentences[at][1] < span[1]:
        return None
    return sentences[at]


def _furniture(sentence: Span, report: Report) -> bool:
    return any(part.span[0] < sentence[1] and sentence[0] < part.span[1] for part in report.furniture)


def _trim(report: Report, span: Span) -> Span:
    text = report.slice(span)
    start = span[0] + len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def _order(edtf: str) -> tuple[str, str]:
    """Return first and last day as text that sorts; what is open to the past is placed by its end."""
    first, last = bounds(edtf)
    begin, end = first or last, last or first
    return (begin.isoformat() if begin else "", end.isoformat() if end else "")
