"""Make a record of any number of reports, to measure what a large one costs to serve: see `growing_story`.

    python bench/large_record.py 2000 large.db
    python bench/serving.py large.db --datasette /path/to/datasette

The reports are made from the real ones in `../shared/data/stories`, beside this repository, which the language model
reads once; they are kept in `--cache`, as those of `bench/relating.py` are. Two thousand are related in two minutes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from growing_story import GrowingStory
from onrecord import relating as rooms
from onrecord.model import Analysis, Report
from onrecord.record import Writer
from relating import FOLDERS, ROOT, _originals


def main(arguments: list[str] | None = None) -> int:
    """Make the record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int, help="how many")
    parser.add_argument("record", type=Path, help="the file, which must not be there")
    parser.add_argument("--stories", type=Path, default=ROOT.parent / "shared/data/stories")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-bench-originals.json")
    options = parser.parse_args(arguments)
    folders = [options.stories / name for name in FOLDERS]
    if not all(folder.is_dir() for folder in folders):
        print(f"skipped, nothing made: there are no reports in {options.stories}")
        return 0
    if options.record.exists():
        parser.error(f"{options.record} is there already")
    make(list(GrowingStory(_originals(folders, options.cache)).reports(options.reports)), options.record)
    return 0


def make(made: list[tuple[Report, Analysis]], path: Path) -> None:
    """Relate reports and keep them in a record."""
    found = {report.id: analysis for report, analysis in made}
    reports = list(rooms.date_reports(list({report.id: report for report, _ in made}.values()), found))
    story = rooms.relate(reports, found)
    keys = {report.id: f"made-{report.id}" for report in reports}
    with Writer(path) as writer:
        writer.keep({keys[id_]: analysis for id_, analysis in found.items()}, "bench")
        meta = dict.fromkeys(("model", "outlets", "outlets_file", "onrecord"), "")
        meta |= {"given": str(len(reports)), "analyser": "bench", "languages": "en"}
        as_read = {report.input: report for report in reports}
        writer.replace(story, as_read=as_read, analysis_keys=keys, not_analysed={}, meta=meta)
    print(f"{path}: {len(story.reports):,} reports, {len(story.statements):,} statements, {len(story.claims):,} claims")


if __name__ == "__main__":
    sys.exit(main())
