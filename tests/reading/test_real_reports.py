"""What reading does with real reports, where they are at hand: all are read, few of their words are furniture."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model import Report
from onrecord.reading import find_inputs, find_manifest, load_manifest, read, settle

STORIES = Path(__file__).parents[2] / "../shared/data/stories"
LARGEST_SHARE = 0.12
"""So much of a collection's code points may be furniture at most; 0.107 was measured in the clusters, where four texts
are galleries for the most part."""

pytestmark = pytest.mark.skipif(not STORIES.is_dir(), reason="the real reports are not at hand")


@pytest.mark.parametrize("folder", ["oreshnik", "clusters", "basil"])
def test_every_input_is_a_report_with_a_basis_for_each_field(folder: str) -> None:
    paths = [STORIES / folder]
    manifest = find_manifest(paths)
    inputs = find_inputs(paths)
    rows = load_manifest(manifest) if manifest else None
    items = list(read(inputs, manifest=rows))
    reports = [item for item in items if isinstance(item, Report)]
    assert len(items) == len(reports) == len(inputs)
    assert rows is None or not rows.unused(inputs)
    for report in reports:
        fields = ("title", "outlet", "authors", "url", "published", "language")
        assert {field for field in fields if getattr(report, field)} == set(report.basis)
        assert report.title_span is None or report.slice(report.title_span).strip()
    marked = sum(part.span[1] - part.span[0] for report in reports for part in report.furniture)
    assert marked < LARGEST_SHARE * sum(len(report.text) for report in reports)
    kept, duplicates, _ = settle(reports)
    assert len(kept) + len(duplicates) == len(reports)
