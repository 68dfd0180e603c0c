"""Long runs of what patterns look for are read in time that grows as they do.

A step that tries each way to part a run would not end here at all: the limit of a worker ends it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model import Report
from onrecord.reading import Limits, find_inputs, read

LENGTH = 40_000
RUNS = {
    "quotes": '"', "curly": "“", "commas": ", ", "said": "said ", "dots": ".", "spaces": " ", "tabs": "\t",
    "capitals": "A", "words": "Ab ", "digits": "1", "numbers": "12 ", "hyphens": "-", "dashes": "— ", "brackets": "(",
    "stars": "*", "lines": "a\n", "addresses": "a@", "days": "March 3 ",
}  # fmt: skip


def test_no_run_takes_a_reader_to_its_limit(tmp_path: Path) -> None:
    for name, piece in RUNS.items():
        words = (piece * LENGTH)[:LENGTH]
        (tmp_path / f"{name}.md").write_text(f"The ferry sails. {words} End of it.\n", encoding="utf-8")
    outcomes = list(read(find_inputs([tmp_path]), limits=Limits(time_limit=20, jobs=1, max_bytes=500_000)))
    assert len(outcomes) == len(RUNS)
    assert [one.input for one in outcomes if not isinstance(one, Report)] == []


@pytest.mark.parametrize("name", ["hyphens", "spaces", "tabs"])
def test_a_run_at_the_start_ends_too(name: str, tmp_path: Path) -> None:
    page = f"<html><body><p>Norra {RUNS[name] * LENGTH} (Norra News) - It sails.</p></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (one,) = read(find_inputs([tmp_path]), limits=Limits(time_limit=20))
    assert isinstance(one, Report)
