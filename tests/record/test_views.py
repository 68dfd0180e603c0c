from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.record.stories import ferry_story, keep

SAID = 'the ferry would sail "in the second half of next year"'

VIEWS: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "select day, outlet, speaker, named_as, cue, words, flags, said_on, relays from who_said_what",
        [
            {
                "day": "2031-03-04",
                "outlet": "Norra",
                "speaker": "Élodie Brask",
                "named_as": "Élodie Brask",
                "cue": "said",
                "words": SAID,
                "flags": "future (would)",
                "said_on": "2031-03-03",
                "relays": None,
            },
            {
                "day": "2031-03-05",
                "outlet": "The Lantern",
                "speaker": "Élodie Brask",
                "named_as": "Elodie Brask",
                "cue": "told",
                "words": SAID,
                "flags": "future (would)",
                "said_on": None,
                "relays": "Norra",
            },
        ],
    ),
    (
        "select words, vouchers, channels, reports, vouched_by, outlets_by_channel from claims_by_channel limit 1",
        [
            {
                "words": SAID,
                "vouchers": 1,
                "channels": 1,
                "reports": 2,
                "vouched_by": "Élodie Brask",
                "outlets_by_channel": "Norra, The Lantern",
            }
        ],
    ),
    (
        "select date, reading, words, channels, reports, outlets_by_channel from timeline_told",
        [
            {
                "date": "2031-03-04",
                "reading": "",
                "words": "At least 40 people stood at the quay.",
                "channels": 1,
                "reports": 1,
                "outlets_by_channel": "Norra",
            }
        ],
    ),
    (
        "select due, status, speaker, words, later_statements from promises_due",
        [{"due": "2032-41", "status": "open", "speaker": "Élodie Brask", "words": SAID, "later_statements": 1}],
    ),
    (
        "select kind, reading, first_value, first_outlet, second_value, second_outlet from conflicts_side_by_side",
        [
            {
                "kind": "number",
                "reading": "they disagree",
                "first_value": "40 or more",
                "first_outlet": "Norra",
                "second_value": "about 25",
                "second_outlet": "The Lantern",
            }
        ],
    ),
    (
        "select copy_outlet, origin_outlet, share, passages from who_copied_whom",
        [{"copy_outlet": "The Lantern", "origin_outlet": "Norra", "share": 0.4, "passages": 1}],
    ),
    (
        "select name, outlet, label, times from labels_by_outlet",
        [
            {"name": "Élodie Brask", "outlet": "Norra", "label": "Transport minister", "times": 1},
            {"name": "Élodie Brask", "outlet": "The Lantern", "label": "Minister", "times": 1},
        ],
    ),
    (
        "select input, outcome, note from inputs_accounted",
        [
            {"input": "reports/lantern.html", "outcome": "report", "note": None},
            {
                "input": "reports/norra copy.txt",
                "outcome": "duplicate",
                "note": "the same report as reports/norra.txt",
            },
            {"input": "reports/norra.txt", "outcome": "report", "note": None},
            {"input": "reports/photo.jpg", "outcome": "rejected", "note": "not text: a JPEG picture"},
        ],
    ),
]


@pytest.mark.parametrize(("query", "rows"), VIEWS, ids=lambda value: str(value).split("from ")[-1][:30])
def test_a_view_reads_as_a_person_would_ask(tmp_path: Path, query: str, rows: list[dict[str, Any]]) -> None:
    connection = sqlite3.connect(keep(tmp_path / "story.db", ferry_story()))
    connection.row_factory = sqlite3.Row
    assert [dict(row) for row in connection.execute(query)] == rows
    connection.close()


def test_an_interval_of_days_is_shown_whole_and_a_time_of_day_is_left_out(tmp_path: Path) -> None:
    story = ferry_story()
    between = replace(story.reports[0], published="2031-03-04/2031-03-09")
    path = keep(tmp_path / "story.db", replace(story, reports=(between, story.reports[1])))
    with closing(sqlite3.connect(path)) as connection:
        days = dict(connection.execute("select outlet, day from inputs_accounted where outcome = 'report'"))
    assert days == {"Norra": "2031-03-04/2031-03-09", "The Lantern": "2031-03-05"}
