"""How much of what real stories share is of unknown path: a count, not a score.

    python bench/paths.py

It needs the stories, which are not part of this repository: by default it looks for them in `../shared`, beside it;
`--stories` names another place. Without them it says so and ends with exit code 0, having measured nothing.

Printed are, for the claims of two or more reports, the channels, how many of them are of unknown path, and how their
reports tell the others; and, as a check of the rule, how often a copy of a report under another outlet's name, put into
the story as one more report, gave a claim that it did not change otherwise more channels or more known ones: it must
not happen.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from onrecord.language import Analyser
from onrecord.model import Analysis, Claim, Report, Story
from onrecord.reading import find_inputs, read, settle
from onrecord.relating import date_reports, relate

ROOT = Path(__file__).resolve().parents[1]
COPIED = 6
"""Stories of no more reports are copied into, a report at a time."""


def main() -> int:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stories", type=Path, default=ROOT.parent / "shared" / "data" / "stories")
    asked = parser.parse_args()
    folders = [*sorted(asked.stories.glob("clusters/*")), *sorted(asked.stories.glob("oreshnik"))]
    if not folders:
        print(f"no stories at {asked.stories}: nothing is measured")
        return 0
    analyser = Analyser()
    counts: Counter[str] = Counter()
    how: Counter[str] = Counter()
    for folder in folders:
        found = [one for one in read(find_inputs([folder])) if isinstance(one, Report)]
        reports = settle(found).reports
        reports = date_reports(reports, dict(zip([r.id for r in reports], analyser.analyse(reports), strict=True)))
        analyses = dict(zip([r.id for r in reports], analyser.analyse(reports), strict=True))
        story = relate(reports, analyses)
        for claim in (one for one in story.claims if len(one.reports) > 1):
            counts["claims"] += 1
            counts["channels"] += len(claim.channels)
            counts["unknown"] += len(claim.unknown)
            counts["all known"] += not claim.unknown
            counts["none known"] += len(claim.unknown) == len(claim.channels)
            how.update(path.how for path in claim.paths)
            how["not told"] += len(claim.reports) - len(claim.paths)
        if len(reports) <= COPIED:
            counts.update(_with_copies(story, analyses))
    print(f"{len(folders)} stories: {counts['claims']} claims of two or more reports, {counts['channels']} channels")
    print(f"of unknown path: {counts['unknown']} channels; all channels known: {counts['all known']} claims")
    print(f"no channel known: {counts['none known']} claims")
    print("; ".join(f"{name} {number}" for name, number in sorted(how.items(), key=lambda one: (-one[1], one[0]))))
    print(f"claims held against a story with one copy more: {counts['held']}; with more channels: {counts['more']}")
    return 0


def _with_copies(story: Story, analyses: Mapping[str, Analysis]) -> Counter[str]:
    """Count the claims that a copy of each report in turn gives more channels."""
    counts: Counter[str] = Counter()
    of = {statement: claim for claim in story.claims for statement in claim.statements}
    for report in story.reports:
        copy = replace(report, id=f"{report.id}-copy", input="copy", outlet="Copying Courier", url=None, authors=())
        after = relate((*story.reports, copy), {**analyses, copy.id: analyses[report.id]})
        for claim in after.claims:
            known = [statement for statement in claim.statements if statement in of]
            if known and set(known) == set(of[known[0]].statements):
                counts["held"] += 1
                counts["more"] += _has_more(claim, of[known[0]])
    return counts


def _has_more(claim: Claim, before: Claim) -> bool:
    more = len(claim.channels) > len(before.channels)
    return more or len(claim.channels) - len(claim.unknown) > len(before.channels) - len(before.unknown)


if __name__ == "__main__":
    sys.exit(main())
