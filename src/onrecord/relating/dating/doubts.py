"""Stated days of publication that cannot be right: against what the text tells, or against the dated siblings.

A page's metadata may hold the day of a crawl or of the last change of its layout, years after the report, or the first
day that a computer's clock knows. Such a day shows by the events: "on Friday" of the report and of its siblings would
be two Fridays months apart, or a day named in full would be told as past before it came.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from onrecord.model import Report
from onrecord.relating.dating.hearing import Case, Hearing, distance
from onrecord.relating.dating.openings import Openings
from onrecord.relating.dating.sentences import Sentence, Sentences
from onrecord.relating.dating.witnesses import Verdict, Witness, find_witnesses, judge

FAR_ALONE = 60
"""The same where one sibling alone contradicts a report, and it takes the later of the two for the wrong one."""
LATE = 90
"""Days after most reports of the same news from which a report must say that it looks back."""
SURE = 3.5
"""Weight of one witness that is as good as two."""
AHEAD = 3
"""Days by which an event named in full must lie ahead to contradict: a report put right later names the day of that."""
BY_A_PERSON = frozenset({"manifest", "front matter"})
"""Bases that nothing overrules: a doubt is noted, and the day stands."""

DECIDED = "decided by "
"""How the basis of a day begins that somebody decided on in this record."""

_LEAST_WORD = 4
_LEAST_ALIKE = 2
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a stated day is not believed."""

    because: str
    """In words, after "but", what speaks against it in the report itself; '' where that is in its siblings."""
    against: tuple[Witness, ...]
    """What its siblings say against it."""
    verdict: Verdict | None
    """What the siblings say instead, if they agree."""


def find_doubts(
    reports: Sequence[Report], texts: Mapping[str, str], sentences: Sentences, dated: Mapping[str, date]
) -> dict[str, Doubt]:
    """Return the reports whose stated day is not believed, with the reason.

    Args:
        reports: The reports of the story.
        texts: Their texts, by id, without what is no news in them; spans slice them as they do the reports' own.
        sentences: The sentences of the story.
        dated: The stated days, by report id.
    """
    found: dict[str, Doubt] = {}
    basis = {report.id: report.basis.get("published", "") for report in reports}
    trusted = dict(dated)
    known = {report: find_witnesses(report, sentences, dated) for report in sorted(dated)}
    openings = Openings(sentences, dated)
    for report in sorted(dated):
        later = _told_as_past(sentences.by_report[report], texts[report], dated[report])
        late = _late(report, texts[report], openings, dated, known[report]) if later is None else later
        if late is not None:
            found[report] = Doubt(late, (), None)
            del trusted[report]
    hearing = Hearing(known, trusted)
    while (suspect := _suspect(hearing, basis)) is not None:
        found[suspect] = Doubt("", hearing.case(suspect).against, None)
        hearing.dismiss(suspect)
    return {report: _reasoned(doubt, known[report], hearing.trusted) for report, doubt in sorted(found.items())}


def _reasoned(doubt: Doubt, witnesses: Sequence[Witness], trusted: Mapping[str, date]) -> Doubt:
    return replace(doubt, verdict=judge([one for one in witnesses if one.report in trusted]))


def _suspect(hearing: Hearing, basis: Mapping[str, str]) -> str | None:
    """Return the report whose day most siblings contradict, None where none is to be doubted.

    Of two that contradict each other alone the later is: no day of a crawl or of a change lies before the report.
    """
    trusted = hearing.trusted
    cases = {report: hearing.case(report) for report in hearing.contradicted()}
    doubtful = [r for r, case in cases.items() if case.strength > 0 and _enough(r, case, hearing)]
    return max(
        doubtful,
        key=lambda r: (cases[r].strength, not by_a_person(basis[r]), trusted[r], r),
        default=None,
    )


def _enough(report: str, case: Case, hearing: Hearing) -> bool:
    siblings = {one.report for one in case.against}
    if len(siblings) > 1:
        return True
    (other,) = siblings
    trusted = hearing.trusted
    return (
        trusted[report] > trusted[other]
        and (len({one.pointer for one in case.against}) > 1 or max(one.weight for one in case.against) >= SURE)
        and min(distance(one, trusted[report]) for one in case.against) > FAR_ALONE
        and hearing.case(other).strength <= case.strength
    )


def _told_as_past(sentences: Sequence[Sentence], text: str, stated: date) -> str | None:
    """Return, in words, a day named in full that a report tells as past before it came; None where there is none."""
    for sentence in sentences:
        for named in sentence.days:
            ahead = (named.day - stated).days > AHEAD
            if not (named.in_full and ahead) or named.to_come:
                continue
            before, behind = text[sentence.span[0] : named.span[0]], text[named.span[1] : sentence.span[1]]
            limit = before.casefold().split()[-1:]
            if _is_past(f"{before} {behind}") and not set(limit) & set(_tense()["limits"]):
                words = " ".join(text[slice(*named.span)].split())
                return f'it tells of "{words}" as past'
    return None


def _late(
    report: str, text: str, openings: Openings, dated: Mapping[str, date], witnesses: Sequence[Witness]
) -> str | None:
    """Return, in words, that a report has the news of siblings long before it and does not look back; else None."""
    mine = dated[report]
    # Where the story goes on, others are near. Those of the very same day may have been crawled together.
    if any(one.allows(mine) and dated[one.report] != mine for one in witnesses) or openings.goes_on(report, LATE):
        return None
    alike = openings.days(report)
    before = sorted(day for day in alike.elements() if (mine - day).days > LATE)
    if len(before) < _LEAST_ALIKE or _looks_back(text, before[0].year) or len(before) <= alike[mine]:
        return None
    span = f"{before[0]}" if before[0] == before[-1] else f"{before[0]} to {before[-1]}"
    reports = "1 report" if len(before) == 1 else f"{len(before)} reports"
    return f"it has the news of {reports} of {span} and says nothing of looking back"


def _looks_back(text: str, year: int) -> bool:
    """Return whether a report names a year of the event or after it, or says that something is long ago.

    >>> _looks_back("The ferry that sank in 2031 was raised.", 2031), _looks_back("The ferry sank on Friday.", 2031)
    (True, False)
    """
    words = " ".join(text.casefold().split())
    named = any(int(found) >= year for found in _YEAR.findall(text))
    return named or any(phrase in words for phrase in _tense()["long_ago"])


def _is_past(sentence: str) -> bool:
    """Return whether all that a sentence says is behind: a verb of the past, and nothing that leaves a day open.

    >>> _is_past("The ferry sank on 6 December 2031."), _is_past("The vote, called in May, is on 6 December 2031.")
    (True, False)
    """
    tense = _tense()
    said = sentence.casefold().split()
    bare = [word.strip(".,;:!?\"'()“”‘’") for word in said]
    if any(word in tense["open"] for word in bare):
        return False
    ending = str(tense["past_ending"])
    return any(word in tense["past"] or (len(word) >= _LEAST_WORD and word.endswith(ending)) for word in bare)


@cache
def _tense() -> dict[str, str | list[str]]:
    text = files("onrecord.relating.dating").joinpath("words.toml").read_text(encoding="utf-8")
    tables: dict[str, str | list[str]] = tomllib.loads(text)["tense"]
    return tables


def by_a_person(basis: str) -> bool:
    """Return whether a person said on which day a report was published."""
    return basis in BY_A_PERSON or basis.startswith(DECIDED)
