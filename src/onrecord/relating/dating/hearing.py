"""Which siblings bear out the stated day of each report, and which contradict it, as one after another is dismissed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.relating.dating.witnesses import Witness, judge

FAR = 14
"""Days between what is stated and what the siblings tell from which both cannot be: two weeks, as the same weekday of
the next week may be another meeting of the same people."""
PLAIN = (3.0, 0.4)
"""Weight and part of it that sentences must share for a day to be contradicted by them: more than for dating. Where 83
real stories of ten years are taken for one, no right day is doubted from these on."""


@dataclass(frozen=True, slots=True)
class Case:
    """Of one report: the siblings that its stated day agrees with, and those that contradict it."""

    agree: frozenset[str]
    against: tuple[Witness, ...]

    @property
    def strength(self) -> int:
        """By how many more siblings it is contradicted than borne out."""
        return len({one.report for one in self.against}) - len(self.agree)


class Hearing:
    """Weighs each trusted report's day against the others; what one says against another speaks against both.

    One after another is dismissed; only the reports that it bore witness for or against are then weighed anew.
    """

    def __init__(self, known: Mapping[str, Sequence[Witness]], trusted: Mapping[str, date]) -> None:
        self.trusted = dict(trusted)
        self._known = known
        self._heard_by: dict[str, set[str]] = defaultdict(set)
        for report in trusted:
            for one in known[report]:
                self._heard_by[one.report].add(report)
        self._agreeing: dict[str, frozenset[str]] = {}
        """Of each report the siblings whose words agree with its day."""
        self._against: dict[str, tuple[Witness, ...]] = {}
        for report in trusted:
            self._hear(report)
        self._cases: dict[str, Case] = {}

    def contradicted(self) -> list[str]:
        """Return the trusted reports that something speaks against, in order."""
        return sorted(report for report, against in self._against.items() if against)

    def case(self, report: str) -> Case:
        """Return what speaks for and against the day of a trusted report."""
        if report not in self._cases:
            agree = self._agreeing[report] | {
                other for other in self._heard_by[report] if report in self._agreeing.get(other, ())
            }
            against = tuple(one for one in self._against[report] if one.report not in agree)
            self._cases[report] = Case(agree, against)
        return self._cases[report]

    def dismiss(self, report: str) -> None:
        """Trust a report no longer, nor hear it."""
        del self.trusted[report], self._agreeing[report], self._against[report]
        changed = {report} | {one.report for one in self._known[report]}
        for other in self._heard_by[report] & self.trusted.keys():
            changed |= {other} | self._agreeing[other]
            self._hear(other)
            changed |= self._agreeing[other]
        for other in changed:
            self._cases.pop(other, None)

    def _hear(self, report: str) -> None:
        day = self.trusted[report]
        heard = [one for one in self._known[report] if one.report in self.trusted]
        agreeing = [one for one in heard if one.allows(day)]
        # What one sibling bears out, another that tells of something like it does not contradict.
        settled = {one.pointer for one in agreeing}
        far = [
            one
            for one in heard
            if one.pointer not in settled
            and (one.weight >= PLAIN[0] and one.share >= PLAIN[1])
            and distance(one, day) > FAR
        ]
        verdict = judge(far)
        self._agreeing[report] = frozenset(one.report for one in agreeing)
        self._against[report] = verdict.witnesses if verdict is not None else ()


def distance(one: Witness, day: date) -> int:
    """Return how many days a day lies outside of what a witness allows."""
    return max((one.first - day).days, (day - one.last).days, 0)
