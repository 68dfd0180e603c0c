"""The sentences that name a date, and how each tells of it."""

from __future__ import annotations

import math
import re
import tomllib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from onrecord.dates import Bounds, bounds, days, without_hours
from onrecord.model import Analysis, Claim, Happening, Report, Span, Statement, Tense, Time
from onrecord.relating.facts import Facts, is_word, worth
from onrecord.relating.words import words

LONGEST = 200
"""Days. What spans more is a year or a decade: no date of an event."""
LONGEST_AHEAD = 366
"""Days. Of what is yet to come a year is all that is given: "they will land on it in 2036"."""
FEWEST_WORDS, MOST_WORDS = 6, 60
"""A shorter sentence is a heading or a fragment, a longer one tells more than one thing. The lead of a news report,
which tells the event of the day, has up to some 55."""
EVENT_WORTH = 0.6
"""Worth of a main verb in any news, 0..1, from which it says by itself what happened: as "die", unlike "announce"."""
CHANGED_WITHIN = 1
"""Days after its day of publication that a page may tell of: it was changed, and kept its date."""
_LEANING = re.compile(
    r"\W*(?:and|but|so|or|then|it|he|she|they|this|that|these|those|there|such|here|also|still|yet|however)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\W*(?:it|he|she|they|this|these|those)\b", re.IGNORECASE)
_OPENS_WITHIN = 12
"""Code points before a date that opens a sentence: "Early on Tuesday"."""
_OPENING, _CLOSING, _STRAIGHT = "“„«", "”»", '"'

Place = tuple[date, str, str, Span]
"""First day of publication, words, report, sentence: what tellings of one date are ordered and told apart by. The words
come before the report, so that a copy stands beside its origin and turns no scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A sentence that names a date."""

    date: str
    """EDTF, days without hours."""
    report: str
    sentence: Span
    words: str
    """The sentence, without the white space around it."""
    statements: tuple[Statement, ...]
    """Those whose content stands in the sentence."""
    claims: frozenset[int]
    """The numbers of their claims in the list of claims."""
    weights: Mapping[str, float]
    """The words and names of what they tell: feature to its worth in any news (see `facts`), 0..1.

    What is common in the story is not worth less here: on its day, the main event is known by the words for it.
    Numbers are left aside: a toll rises, the event stays the same.
    """
    total: float
    """The sum of the weights."""
    events: frozenset[str]
    """The families of its main verbs, of those that say by themselves what happened ("capsize", "arrest")."""
    fit: bool
    """It can stand for a day: a whole sentence with a verb, of fair length, that asks and announces nothing."""
    main: bool
    """It tells what happened on the date, and does not only name it."""
    tense: Tense
    quoted: bool
    """It is somebody's very words."""
    leaning: bool
    """It opens, behind its date at most, with a word for what was told before it."""
    doubtful: bool
    """Its "today" or "at noon" may be of another day: it counts beside sentences that give the date, and gives none."""
    dates: int
    """How many dates it names."""
    second: bool
    """It tells first what happened on another date: "it *sank on Tuesday*, and on Wednesday the bells rang"."""
    published: Bounds
    """The days on which its report may have been published."""

    @property
    def place(self) -> Place:
        """A key: the earliest report first."""
        return self.published[0] or date.max, self.words, self.report, self.sentence

    @property
    def telling(self) -> bool:
        """Whether it tells by itself, and well enough to be shown, what happened on the date."""
        return self.main and self.fit and not self.doubtful

    @property
    def too_early(self) -> bool:
        """Whether it tells as past what was yet to come when its report was published: one of the two dates is wrong.

        A page that gives the day before is a page that was changed, and is let pass.
        """
        first, latest = bounds(self.date)[0], self.published[1]
        if first is None or latest is None or self.tense != "past":
            return False
        return (first - latest).days > CHANGED_WITHIN

    @property
    def looks_ahead(self) -> bool:
        """Whether the date was yet to come when this was published, as far as can be told."""
        first, last = bounds(self.date)
        latest = self.published[1]
        if self.main and self.tense == "past":  # a page that was changed after the day that it still gives
            return False
        if latest is None:
            return self.tense == "future"
        if first is None:  # "by the end of April" may come true on any day before
            return last is not None and latest < last
        return latest < first or (self.tense == "future" and (last is None or latest <= last))


def find_tellings(
    reports: Mapping[str, Report],
    analyses: Mapping[str, Analysis],
    claims: Sequence[Claim],
    facts: Mapping[str, Facts],
) -> Iterator[Telling]:
    """Yield the sentences that name dates, once for each date, by report and place.

    Args:
        reports: All reports of the story, by id.
        analyses: What was found in each report, by report id: its sentences, times and happenings.
        claims: All claims.
        facts: The facts of all statements, by statement id.
    """
    number = {statement: n for n, claim in enumerate(claims) for statement in claim.statements}
    stated: dict[str, list[Facts]] = defaultdict(list)
    for one in sorted(facts.values(), key=lambda f: (f.statement.content, f.id)):
        stated[one.statement.report].append(one)
    for report_id in sorted(analyses):
        report, analysis = reports[report_id], analyses[report_id]
        happenings = {one.time: one for one in analysis.happenings}
        for sentence, dated in sorted(_dated(report, analysis).items()):
            told_first = _told_first(dated, happenings)
            here = [one for one in stated[report_id] if _within(one.statement, sentence)]
            for edtf, times in sorted(dated.items()):
                telling = _telling(report, edtf, sentence, times, here, number, happenings, told_first, len(dated))
                if not telling.too_early:
                    yield telling


def event_date(time: Time, published: Bounds) -> str | None:
    """Return the date of a time expression when it is one that an event can have, None otherwise.

    >>> event_date(Time(span=(0, 1), type="TIME", value="", edtf="2031-05-04T18:05"), (None, None))
    '2031-05-04'
    >>> event_date(Time(span=(0, 1), type="DATE", value="", edtf="2014"), (None, None)) is None
    True
    >>> event_date(Time(span=(0, 1), type="DATE", value="", edtf="2036"), (date(2031, 5, 4), date(2031, 5, 4)))
    '2036'
    """
    if time.edtf is None or time.type not in ("DATE", "TIME"):
        return None
    edtf = without_hours(time.edtf)
    first, last = bounds(edtf)
    if first is None or last is None:
        # "By the end of the year" is a term; "since 2014" and "until last week" date no event.
        open_term = last is not None and published[1] is not None and last > published[1]
        return edtf if open_term else None
    if first < last and _may_be_in(published, first, last):
        return None  # "This week" and "this month" say no more than the day of publication.
    ahead = published[1] is not None and published[1] < first
    return edtf if (last - first).days < (LONGEST_AHEAD if ahead else LONGEST) else None


def is_about_reports(words: str) -> bool:
    """Return whether a sentence is about a report, a page or a picture: what is dated there is the printing of it.

    >>> is_about_reports("This article was amended on 10 May 2031."), is_about_reports("The law was amended on 10 May.")
    (True, False)
    """
    return any(pattern.search(words) for pattern in _table().about)


def _may_be_in(published: Bounds, first: date, last: date) -> bool:
    earliest, latest = published
    return earliest is not None and latest is not None and first <= latest and earliest <= last


def _dated(report: Report, analysis: Analysis) -> dict[Span, dict[str, list[Time]]]:
    """Return, by sentence and date, the times that name it."""
    published = bounds(report.published) if report.published is not None else (None, None)
    sentences = sorted(analysis.sentences)
    found: dict[Span, dict[str, list[Time]]] = defaultdict(lambda: defaultdict(list))
    for time in analysis.times:
        edtf, sentence = event_date(time, published), _around(time.span, sentences)
        if edtf is None or sentence is None or _furniture(sentence, report):
            continue
        if not is_about_reports(report.slice(sentence)):
            found[sentence][edtf].append(time)
    return found


def _telling(
    report: Report,
    edtf: str,
    sentence: Span,
    times: Sequence[Time],
    here: Sequence[Facts],
    number: Mapping[str, int],
    happenings: Mapping[Span, Happening],
    told_first: str | None,
    dates: int,
) -> Telling:
    shown = report.slice(sentence).strip()
    published = bounds(report.published) if report.published is not None else (None, None)
    put = [happenings[time.span] for time in times if time.span in happenings]
    best = min(put, key=lambda one: (not one.main, one.time), default=None)
    direct = [one.statement for one in here if one.statement.kind == "direct"]
    tense: Tense = best.tense if best is not None else ""
    features = sorted({feature for one in here for feature in one.weights})
    weights = {
        feature: value
        for feature in features
        if (is_word(feature) or feature.startswith("e-")) and (value := worth(feature, words())) > 0
    }
    return Telling(
        date=edtf,
        report=report.id,
        sentence=_trim(report, sentence),
        words=shown,
        statements=tuple(one.statement for one in here),
        claims=frozenset(number[one.id] for one in here if one.id in number),
        weights=weights,
        total=math.fsum(weights.values()),
        events=frozenset(
            event for one in here if one.event and worth(event := words().key(one.event), words()) >= EVENT_WORTH
        ),
        # A statement with a cue and no verb in its content has one: "the mayor announced a new bridge".
        fit=any(one.statement.event or one.statement.cue_lemma for one in here) and _is_fit(shown),
        main=best is not None and (best.main or _is_planned(edtf, best, published)),
        tense=tense,
        quoted=shown[:1] in "\"'“‘«" or any(_holds(one, time.span) for one in direct for time in times),
        leaning=_leans(report, sentence, times),
        doubtful=all(_doubtful(report, time, direct, tense, sentence) for time in times),
        dates=dates,
        second=told_first not in (None, edtf),
        published=published,
    )


def _told_first(dated: Mapping[str, Sequence[Time]], happenings: Mapping[Span, Happening]) -> str | None:
    """Return the date of what a sentence tells first, None where it tells nothing of any date."""
    told = [
        (happenings[time.span].event, edtf)
        for edtf, times in dated.items()
        for time in times
        if time.span in happenings and happenings[time.span].main
    ]
    return min(told, default=((0, 0), None))[1]


def _is_planned(edtf: str, happening: Happening, published: Bounds) -> bool:
    """Return whether a date that lies ahead is that of a plan: whatever part of a sentence names a plan tells it.

    "The envoys agreed *to meet* on 4 May", "an offer *to hold* talks", "it is *to open* by June" tell what is to be. A
    year is too wide for that: "a speech on what he is likely to do in the coming year".
    """
    first, last = bounds(edtf)
    latest, day = published[1], first or last
    if happening.tense != "future" or latest is None or day is None:
        return False
    return latest < day and (days(edtf) or 1) < LONGEST


def _leans(report: Report, sentence: Span, times: Sequence[Time]) -> bool:
    """Return whether a sentence opens with a word for what was told before it, be it behind its date: "In May she"."""
    opening = [time.span[1] for time in times if time.span[0] - sentence[0] <= _OPENS_WITHIN]
    text = report.text[: sentence[1]]
    return _LEANING.match(text, sentence[0]) is not None or any(_PRONOUN.match(text, at) for at in opening)


def _is_fit(words: str) -> bool:
    if not FEWEST_WORDS <= len(words.split()) <= MOST_WORDS or words[-1] in "?:":
        return False
    opened = sum(words.count(mark) for mark in _OPENING)
    closed = sum(words.count(mark) for mark in _CLOSING)
    return opened == closed and words.count(_STRAIGHT) % 2 == 0


def _doubtful(report: Report, time: Time, direct: Sequence[Statement], tense: Tense, sentence: Span) -> bool:
    """Return whether a "today" or "at noon" may be of another day than that of the report."""
    table, written = _table(), report.slice(time.span)
    said = " ".join(written.lower().split())
    if said in table.deictics and written[0].isupper() and report.text[sentence[0] : time.span[0]].strip("\"'“‘ "):
        return True  # "told Eske Tonight": the name of a programme, a title or a poem
    if said in table.these_days and tense == "present":
        return True
    if table.clock.fullmatch(said):
        return True
    around = [one for one in direct if _holds(one, time.span)]
    return said in table.deictics and any(one.said_on is None for one in around)


def _holds(statement: Statement, span: Span) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in statement.content)


def _within(statement: Statement, sentence: Span) -> bool:
    return any(start < sentence[1] and sentence[0] < end for start, end in statement.content)


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


@dataclass(frozen=True, slots=True)
class _Words:
    deictics: frozenset[str]
    these_days: frozenset[str]
    clock: re.Pattern[str]
    about: tuple[re.Pattern[str], ...]


@cache
def _table() -> _Words:
    table = tomllib.loads(files("onrecord.relating.timeline").joinpath("words.toml").read_text(encoding="utf-8"))
    return _Words(
        deictics=frozenset(table["deictics"]["words"]),
        these_days=frozenset(table["deictics"]["these_days"]),
        clock=re.compile(table["deictics"]["clock"]),
        about=tuple(re.compile(one["regex"], re.IGNORECASE) for one in table["about"]),
    )
