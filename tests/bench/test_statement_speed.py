"""Speed and memory are measured in a process of their own; what they are is no business of a test."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import statement_speed


@pytest.mark.parametrize(
    ("options", "paths"),
    [((), {"bare", "floor", "whole"}), (("--words", "40"), {"whole"})],
    ids=["all paths", "one report"],
)
def test_each_path_is_given_in_words_a_second(tmp_path: Path, options: tuple[str, ...], paths: set[str]) -> None:
    gold = tmp_path / "invented.jsonl.gz"
    with gzip.open(gold, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": "gazette_1", "text": "Ilvara Tesk said the dam was safe."}))
    found = statement_speed.measured(gold, *options)
    words = {"words"} if options else set()
    assert found.keys() == paths | {f"{path} busy" for path in paths} | {"megabytes"} | words
    assert all(figure > 0 for figure in found.values())
    assert found.get("words", 42) == 42  # six rounds of seven words
