"""How well undated reports are dated by their siblings, and wrong dates noticed: real stories with known dates.

    python bench/dating.py

It needs stories of dated reports, a folder each, which are not part of this repository: by default it looks for them in
`../shared`, beside it. Without them it says so and ends with exit code 0, having measured nothing.

Undated: each dated report of a story with two or more is read once as if its date were not known. Printed are the share
that is dated, the share of these whose interval holds the true day, and the mean width in days; beside it two plain
peers on the same reports: the median day of the siblings with as many days around it, and the newest sibling's day with
as many days before it. The same for the stories whose siblings lie more than a week apart, where peers have it harder.

Wrong: each dated report in turn gets a date of a crawl (2 years and some days later), a date 40 days later, or one of 5
years before; printed are how many of them are not believed, and how many of the dates as they stand are not.

All stories as one: the same where reports on other events of ten years lie in the same pile.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean as mean
from statistics import median_low
from typing import Any, NamedTuple

from onrecord.dates import bounds, day_of
from onrecord.language import Analyser
from onrecord.language.times import find_times
from onrecord.model import Analysis, Report
from onrecord.reading import find_inputs, read, settle
from onrecord.relating.dating import date_reports
from onrecord.relating.dating.sentences import Sentences
from onrecord.relating.dating.witnesses import LONGEST, find_witnesses, judge

ROOT = Path(__file__).resolve().parents[1]
STORIES = ("clusters", "basil")
WRONG = {"2 years later": 757, "40 days later": 40, "5 years before": -1826}
"""Days that a wrong date lies from the true one."""
SPREAD = 7
"""Days between the first and the last dated sibling from which a story is a long one."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story whose dates are known."""

    name: str
    reports: tuple[Report, ...]
    analyses: Mapping[str, Analysis]
    docs: Mapping[str, Any]

    def days(self) -> dict[str, date]:
        """Return the day of each dated report."""
        return {report.id: day for report in self.reports if (day := day_of(report.published)) is not None}

    def with_date(self, report: Report, published: str | None) -> Report:
        """Return a report of the story settled as if it had stated another date, or none."""
        changed = replace(report, published=published)
        times = find_times(self.docs[report.id], published)
        analyses = {**self.analyses, report.id: replace(self.analyses[report.id], times=times)}
        reports = [changed if one.id == report.id else one for one in self.reports]
        return next(one for one in date_reports(reports, analyses) if one.id == report.id)


class _Row(NamedTuple):
    """One report that was dated: in a long story, and whether the interval and those of the peers hold the true day."""

    spread: bool
    right: bool
    median: bool
    newest: bool
    width: int
    confidence: str


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, default=ROOT.parent / "shared/data/stories")
    parser.add_argument("--most", type=int, help="measure so many stories of each collection only")
    parser.add_argument("--errors", action="store_true", help="print what is dated or doubted wrongly")
    options = parser.parse_args(arguments)
    folders = [options.stories / name for name in STORIES]
    missing = [str(path) for path in folders if not path.is_dir()]
    if missing:
        print("skipped, nothing measured: there is no " + ", no ".join(missing))
        return 0
    chosen = [path for folder in folders for path in sorted(folder.iterdir())[: options.most] if path.is_dir()]
    stories = [story for story in _stories(chosen) if len(story.days()) > 1]
    print(f"{len(stories)} stories, {sum(len(story.days()) for story in stories)} dated reports\n")
    _undated(stories, options.errors)
    _wrong(stories, options.errors)
    _pile(stories, options.errors)
    return 0


def _stories(folders: Sequence[Path]) -> Iterator[Story]:
    analyser = Analyser()
    for folder in folders:
        found = [one for one in read(find_inputs([folder])) if isinstance(one, Report)]
        reports = settle(found).reports
        reports = tuple(report for report in reports if analyser.can_read(report))
        analyses = dict(zip((r.id for r in reports), analyser.analyse(reports), strict=True))
        docs = {report.id: doc for report, doc, _ in analyser.parsed(reports) if doc is not None}
        reports = tuple(report for report in reports if report.id in docs)
        yield Story(folder.name, reports, analyses, docs)


def _undated(stories: Sequence[Story], show: bool) -> None:
    rows: list[_Row] = []
    asked = long = 0
    for story in stories:
        days = story.days()
        for report in story.reports:
            if report.id not in days:
                continue
            others = sorted(day for one, day in days.items() if one != report.id)
            spread = (others[-1] - others[0]).days > SPREAD
            asked, long = asked + 1, long + spread
            found = story.with_date(replace(report, basis={}), None)
            first, last = bounds(found.published or "")
            if first is None or last is None:
                continue
            true, width = days[report.id], (last - first).days + 1
            right = first <= true <= last
            middle, newest = median_low(others), others[-1]
            before = timedelta(days=width // 2)
            rows.append(
                _Row(
                    spread,
                    right,
                    middle - before <= true < middle - before + timedelta(days=width),
                    newest - timedelta(days=width - 1) <= true <= newest,
                    width,
                    found.published_confidence or "",
                )
            )
            if show and not right:
                print(f"  wrong: {story.name} {report.outlet} {true}: {found.published}, {found.basis['published']}")
    print(f"undated{'':22}{'asked':>7}{'dated':>7}{'share':>8}{'right':>8}{'days':>7}{'median':>9}{'newest':>8}")
    lines = [("all", rows, asked), ("stories of over a week", [row for row in rows if row.spread], long)]
    lines += [(f"confidence {name}", [row for row in rows if row.confidence == name], 0) for name in ("medium", "low")]
    for name, some, of in lines:
        share = f"{len(some) / of:8.1%}" if of else f"{'':8}"
        columns = [[row.right for row in some], [row.median for row in some], [row.newest for row in some]]
        rates = [mean(column) if some else 0.0 for column in columns]
        wide = mean(row.width for row in some) if some else 0.0
        print(f"{name:29}{of or '':>7}{len(some):7}{share}{rates[0]:8.1%}{wide:7.1f}{rates[1]:9.1%}{rates[2]:8.1%}")


def _wrong(stories: Sequence[Story], show: bool) -> None:
    print(f"\nwrong dates{'':18}{'planted':>9}{'caught':>8}{'share':>8}{'redated':>9}{'right':>8}")
    for name, shift in WRONG.items():
        planted = caught = redated = right = 0
        for story in stories:
            days = story.days()
            for report in story.reports:
                if report.id not in days:
                    continue
                planted += 1
                wrong = (days[report.id] + timedelta(days=shift)).isoformat()
                found = story.with_date(report, wrong)
                caught += found.published != wrong
                first, last = bounds(found.published or "")
                if found.published_doubt and first is not None and last is not None:
                    redated += 1
                    right += first <= days[report.id] <= last
        print(f"{name:29}{planted:9}{caught:8}{caught / planted:8.1%}{redated:9}{right / max(redated, 1):8.1%}")
    stood = doubted = 0
    for story in stories:
        for found in date_reports(story.reports, story.analyses):
            stood += day_of(found.published) is not None or found.published_doubt is not None
            doubted += found.published_doubt is not None
            if show and found.published_doubt:
                print(f"  doubted: {story.name} {found.outlet}: {found.published_doubt}")
    print(f"dates as they stand: {stood}, of these not believed: {doubted}")


def _pile(stories: Sequence[Story], show: bool) -> None:
    """Take all stories, of ten years, for one: whatever is like something else elsewhere misleads."""
    reports = {report.id: report for story in stories for report in story.reports}
    analyses = {report: found for story in stories for report, found in story.analyses.items()}
    ordered = sorted(reports.values(), key=lambda report: report.id)
    days = {report.id: day for report in ordered if (day := day_of(report.published)) is not None}
    sentences = Sentences(ordered, analyses)
    dated = right = 0
    for report, day in days.items():
        verdict = judge(find_witnesses(report, sentences, days))
        if verdict is not None and (verdict.last - verdict.first).days < LONGEST:
            dated += 1
            right += verdict.first <= day <= verdict.last
    doubted = [one for one in date_reports(ordered, analyses) if one.published_doubt is not None]
    print(f"\nall stories as one: {len(days)} asked, {dated} dated, of these right {right / max(dated, 1):.1%};")
    print(f"dates as they stand not believed: {len(doubted)}")
    for one in doubted if show else ():
        print(f"  doubted: {one.outlet}: {one.published_doubt}")


if __name__ == "__main__":
    sys.exit(main())
