"""The bench of times measures what it is given, and is kind to the peers in what it makes of their output."""

from __future__ import annotations

import datetime
import doctest
import gzip
import json
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import time_dateparser
import time_peers
import time_recognizers
import time_scores
import times
from scorers import load_scorer

SCORER = Path(__file__).parents[2] / "../shared/bench/score_times.py"
needs_scorer = pytest.mark.skipif(
    not SCORER.exists(), reason="the scorer, which is not part of this repository, is absent"
)
PUBLISHED = "2031-05-01"
"""A Thursday."""

DOCUMENTS = [
    {
        "id": "gazette",
        "text": "\nIlvara Tesk said last year that the dam was built in 2019.\n",
        "published": PUBLISHED,
        "times": [
            {"start": 18, "end": 27, "type": "DATE", "value": "2030"},
            {"start": 54, "end": 58, "type": "DATE", "value": "2019"},
        ],
    },
    {
        "id": "courier",
        "text": "\nThe ferry left three hours late.\n",
        "published": PUBLISHED,
        "times": [{"start": 16, "end": 27, "type": "DATE", "value": "1999"}],
    },
]
"""The last expression is annotated as nobody would find it."""


def both(timex: str, past: str, future: str) -> list[dict[str, str]]:
    return [{"timex": timex, "value": past}, {"timex": timex, "value": future}]


def between(timex: str, start: str, end: str) -> list[dict[str, str]]:
    return [{"timex": timex, "start": start, "end": end}]


@pytest.mark.parametrize(
    ("kind", "words", "values", "expected"),
    [
        ("date", "Friday", both("XXXX-WXX-5", "2031-04-25", "2031-05-02"), ("DATE", "2031-05-02")),
        ("date", "Monday", both("XXXX-WXX-1", "2031-04-28", "2031-05-05"), ("DATE", "2031-04-28")),
        ("date", "Aug. 2", both("XXXX-08-02", "2030-08-02", "2031-08-02"), ("DATE", "2031-08-02")),
        ("date", "two years ago", [{"timex": "2029-05-01", "value": "2029-05-01"}], ("DATE", "2029")),
        ("date", "a month later", [{"timex": "2031-06-01", "value": "2031-06-01"}], ("DATE", "2031-06")),
        ("date", "three weeks ago", [{"timex": "2031-04-10", "value": "2031-04-10"}], ("DATE", "2031-W15")),
        ("date", "two days ago", [{"timex": "2031-04-29", "value": "2031-04-29"}], ("DATE", "2031-04-29")),
        ("date", "by Friday", [], ("DATE", "")),
        ("daterange", "last year", between("2030", "2030-01-01", "2031-01-01"), ("DATE", "2030")),
        ("daterange", "last week", between("2031-W17", "2031-04-21", "2031-04-28"), ("DATE", "2031-W17")),
        ("daterange", "May", between("XXXX-05", "2031-05-01", "2031-06-01"), ("DATE", "2031-05")),
        (
            "daterange",
            "the third quarter",
            between("(2031-07-01,2031-10-01,P3M)", "2030-07-01", "2030-10-01"),
            ("DATE", "2030-Q3"),
        ),
        (
            "daterange",
            "the second half of 2030",
            between("(2030-07-01,2031-01-01,P6M)", "2030-07-01", "2031-01-01"),
            ("DATE", "2030-H2"),
        ),
        (
            "daterange",
            "the 1990s",
            between("(1990-01-01,2000-01-01,P10Y)", "1990-01-01", "2000-01-01"),
            ("DATE", "199"),
        ),
        (
            "daterange",
            "the last three weeks",
            between("(2031-04-10,2031-05-01,P3W)", "2031-04-10", "2031-05-01"),
            ("DURATION", "P3W"),
        ),
        ("daterange", "the summer", [{"timex": "SU", "value": "not resolved"}], ("DATE", "2031-SU")),
        ("daterange", "last fall", [{"timex": "2030-FA", "value": "not resolved"}], ("DATE", "2030-FA")),
        ("datetime", "now", [{"timex": "PRESENT_REF", "value": "2031-05-01 00:00:00"}], ("DATE", "PRESENT_REF")),
        (
            "datetime",
            "noon Monday",
            both("XXXX-WXX-1T12", "2031-04-28 12:00:00", "2031-05-05 12:00:00"),
            ("TIME", "2031-04-28T12"),
        ),
        ("time", "10:35 a.m.", [{"timex": "T10:35", "value": "10:35:00"}], ("TIME", "2031-05-01T10:35")),
        ("timerange", "morning", between("TMO", "08:00:00", "12:00:00"), ("TIME", "2031-05-01TMO")),
        ("timerange", "from 3 to 5 p.m.", between("(T15,T17,PT2H)", "15:00:00", "17:00:00"), ("TIME", "2031-05-01T15")),
        ("duration", "five years", [{"timex": "P5Y", "value": "157680000"}], ("DURATION", "P5Y")),
        ("duration", "two decades", [{"timex": "P21", "value": "630720000"}], ("DURATION", "P20Y")),
        ("set", "daily", [{"timex": "P1D", "value": "not resolved"}], ("SET", "P1D")),
        ("set", "every morning", [{"timex": "TMO", "value": "not resolved"}], ("SET", "XXXX-XX-XXTMO")),
    ],
)
def test_what_recognizers_text_understood_is_written_as_timex3(
    kind: str, words: str, values: list[dict[str, str]], expected: tuple[str, str]
) -> None:
    assert time_recognizers.meaning(kind, words, values, PUBLISHED) == expected


def test_a_span_that_recognizers_text_cut_wrong_is_put_right_and_asked_of_again() -> None:
    text = "The dam opens by Monday night, they say."
    asked = []

    def recognise(words: str) -> list[Any]:
        asked.append(words)
        if words == text:
            return [SimpleNamespace(start=13, end=27, type_name="datetimeV2.datetimerange", resolution=None)]
        values = [{"timex": "2031-04-28TNI", "start": "2031-04-28 20:00:00", "end": "2031-04-28 23:59:59"}]
        return [SimpleNamespace(start=0, end=11, type_name="datetimeV2.datetimerange", resolution={"values": values})]

    found = time_recognizers.convert(recognise, text, PUBLISHED)
    assert found == [(17, 29, "TIME", "2031-04-28TNI")]
    assert asked == [text, "Monday night"]


@pytest.mark.parametrize(
    ("moment", "period", "expected"),
    [
        (datetime.datetime(2031, 4, 25), "day", ("DATE", "2031-04-25")),
        (datetime.datetime(2031, 4, 25), "week", ("DATE", "2031-W17")),
        (datetime.datetime(2031, 4, 25), "month", ("DATE", "2031-04")),
        (datetime.datetime(2031, 4, 25), "year", ("DATE", "2031")),
        (datetime.datetime(2031, 4, 25, 9, 5), "time", ("TIME", "2031-04-25T09:05")),
        (datetime.datetime(2031, 4, 25, 8), "part_of_day", ("TIME", "2031-04-25TMO")),
        (datetime.datetime(2031, 4, 25, 22), "part_of_day", ("TIME", "2031-04-25TNI")),
        (datetime.datetime(2031, 5, 1), "time", ("DATE", "PRESENT_REF")),
    ],
)
def test_what_dateparser_understood_is_told_as_exactly_as_it_says(
    moment: datetime.datetime, period: str, expected: tuple[str, str]
) -> None:
    assert time_dateparser.meaning(moment, period, PUBLISHED) == expected


def test_the_same_words_twice_are_found_at_both_places() -> None:
    day = datetime.datetime(2031, 4, 25)
    found = time_dateparser.convert(
        "On Friday it rained; friday, Friday.", [("On Friday", day, "day"), ("Friday.", day, "day")], PUBLISHED
    )
    assert [(start, end) for start, end, _, _ in found] == [(3, 9), (29, 35)]


def test_words_that_dateparser_changed_are_left_out() -> None:
    row = ("the 3rd of may", datetime.datetime(2031, 5, 3), "day")
    assert time_dateparser.convert("It was May 3.", [row], PUBLISHED) == []


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("$37", False),
        ("we", False),
        ("52%", False),
        ("mayor", False),
        ("sun", False),
        ("May", True),
        ("Sept. 3", True),
        ("Fridays", True),
        ("2019", True),
        ("3/4/2031", True),
        ("two weeks ago", True),
        ("10:35", True),
        ("now", True),
    ],
)
def test_of_what_dateparser_takes_for_dates_those_with_words_of_time_are_kept(words: str, kept: bool) -> None:
    found = [(0, len(words), "DATE", "2031")]
    assert time_dateparser.with_words_of_time(words, found) == (found if kept else [])


@pytest.mark.parametrize(
    ("words", "timex", "expected"),
    [
        ("3 May 2031", 'TIMEX3 type="DATE" value="2031-05-03T00:00:00"', ("DATE", "2031-05-03")),
        ("May 3, 2031", 'TIMEX3 type="DATE" value="2031-05-03T00:00:00"', ("DATE", "2031-05-03")),
        ("2031/5/3", 'TIMEX3 type="DATE" value="2031-05-03T00:00:00"', ("DATE", "2031-05-03")),
        ("May 31", 'TIMEX3 type="DATE" value="2031-05-01T00:00:00"', ("DATE", "2031-05")),
        ("three weeks", 'TIMEX3 type="DURATION" value="P3W"', ("DURATION", "P3W")),
    ],
)
def test_what_timexy_understood_is_told_without_a_clock(words: str, timex: str, expected: tuple[str, str]) -> None:
    assert time_peers.timexy_meaning(words, timex) == expected


@pytest.mark.parametrize("module", [time_dateparser, time_peers, time_recognizers, time_scores])
def test_the_examples_are_true(module: ModuleType) -> None:
    done = doctest.testmod(module)
    assert done.attempted > 0
    assert done.failed == 0


def test_the_interval_lies_around_the_figure_and_is_the_same_each_time() -> None:
    counts = [(1, 4), (4, 8), (0, 5), (3, 7), (2, 4)]
    low, high = time_scores.interval(counts)
    figure = 2 * sum(right for right, _ in counts) / sum(there for _, there in counts)
    assert 0 <= low < figure < high <= 1
    assert time_scores.interval(counts) == (low, high)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for corpus in times.CORPORA:
        with gzip.open(tmp_path / f"{corpus}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(document) + "\n" for document in DOCUMENTS)
    return tmp_path


def test_without_documents_it_measures_nothing_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert times.main(["--data", str(tmp_path / "none"), "--scorer", str(tmp_path / "no.py")]) == 0
    assert capsys.readouterr().out.startswith(f"skipped, nothing measured: there is no {tmp_path / 'no.py'}, no ")


@needs_scorer
def test_figures_are_given_for_each_half_of_the_documents(data: Path) -> None:
    gold = load_scorer(SCORER).read_documents(str(data / "timebank.jsonl.gz"), gold=True)
    found = {"gazette": [(18, 27, "DATE", "2030"), (54, 58, "DATE", "2018")]}
    scored = time_scores.score(load_scorer(SCORER), gold, found)
    assert {half: figures["value"]["recall"] for half, figures in scored.figures.items()} == {
        "all": 1 / 3,
        "tuned on": 1 / 2,
        "not tuned on": 0.0,
    }
    assert scored.figures["tuned on"]["strict"]["f1"] == 1.0
    assert [line.split("\t")[0] for line in scored.wrong] == ["value", "missed"]


@needs_scorer
def test_files_that_are_analysed_give_the_same_times_as_the_texts(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = data / "wrong.tsv"
    figures = data / "figures.json"
    options = ["--data", str(data), "--scorer", str(SCORER), "--errors", str(wrong), "--json", str(figures)]
    assert times.main([*options, "--files", "--no-peers"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("from files, the same times at the same places: yes") == 2
    assert "HeidelTime 2.2, quoted" in printed
    found = json.loads(figures.read_text(encoding="utf-8"))["corpora"]
    assert list(found) == ["timebank", "aquaint"]
    assert found["timebank"]["onrecord"]["figures"]["tuned on"]["value"]["f1"] == 1.0
    assert "courier" in wrong.read_text(encoding="utf-8")
