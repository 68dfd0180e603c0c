"""The tables of this folder: a sentence, its day of publication, and every time expression in it.

A file is a topic. `published` is the day on which its sentences stand in a report. A row has the text and its times: the
words, the TIMEX3 type and value, the EDTF date ("" is none); a row without times only looks as if it had some. A row
may have a day of its own, the outlet's `country` and the `day_order` that it writes.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from onrecord.dates import bounds
from onrecord.language.times import find_times
from tests.language.test_times import pipeline

TABLES = sorted(Path(__file__).parent.glob("*.toml"))


def _rows() -> list[Any]:
    rows = []
    for path in TABLES:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for row in table["rows"]:
            published = row.get("published", table["published"])
            habits = [str(row[key]) for key in ("published", "country", "day_order") if key in row]
            name = " ".join([f"{path.stem}:", row["text"], *habits])
            rows.append(pytest.param(row | {"published": published}, id=name))
    return rows


ROWS = _rows()


@pytest.mark.parametrize("row", ROWS)
def test_a_sentence_has_these_times_and_no_others(row: dict[str, Any]) -> None:
    text, day = row["text"], row["published"] or None
    times = find_times(pipeline()(text), day, day_order=row.get("day_order"), country=row.get("country"))
    found = [[text[slice(*time.span)], time.type, time.value, time.edtf or ""] for time in times]
    assert found == row["times"]


@pytest.mark.parametrize("edtf", sorted({time[3] for row in ROWS for time in row.values[0]["times"] if time[3]}))
def test_every_date_of_the_tables_is_one_for_us_and_for_the_edtf_package(edtf: str) -> None:
    from edtf import parse_edtf

    first, last = bounds(edtf)
    assert first is not None or last is not None
    assert parse_edtf(edtf) is not None


def test_each_topic_has_its_table() -> None:
    assert len(TABLES) > 10
    assert len({row.id for row in ROWS}) == len(ROWS), "a sentence stands twice"
