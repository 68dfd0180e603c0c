"""The archives that are made to measure cost, and what is reckoned from a run over one."""

from __future__ import annotations

import gzip
import random
from collections import Counter
from datetime import date

import pytest

import archive_files
import archive_make
import archive_paper
from archive_run import trend

SYLLABLES = tuple(a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "or", "un"))


def words(dice: random.Random, number: int, length: int) -> list[str]:
    return ["".join(dice.choices(SYLLABLES, k=length)) for _ in range(number)]


def real(at: int) -> archive_make.Real:
    dice = random.Random(at)  # noqa: S311 -- the same words every time
    lines = [
        f"{' '.join(words(dice, 2, 2)).title()} said in March {2012 + at} that {' '.join(words(dice, 20, 3))}."
        for _ in range(8)
    ]
    event = "the ferry" if at % 2 else None
    return archive_make.Real(f"Report {at} of Monday", "\n".join(lines), date(2012 + at, 3, 5), event)


REALS = [real(at) for at in range(6)]


@pytest.fixture(scope="module")
def made() -> list[archive_files.Made]:
    return list(archive_make.Archive(REALS, daily=40).inputs(800))


def test_a_small_archive_is_the_beginning_of_a_large_one(made: list[archive_files.Made]) -> None:
    assert list(archive_make.Archive(REALS, daily=40).inputs(90)) == made[:90]


def test_reports_come_by_day_as_many_on_each(made: list[archive_files.Made]) -> None:
    assert sorted(made, key=lambda one: one.published) == made
    assert set(Counter(one.published[:10] for one in made).values()) == {40}


def test_most_reports_stand_alone_and_some_of_all_that_archives_hold_is_there(made: list[archive_files.Made]) -> None:
    kinds = Counter(one.kind for one in made)
    assert kinds["alone"] > len(made) / 2
    assert set(kinds) == {"alone", "story", "copy", "again", "version", "broken"}


def test_two_stories_made_of_one_report_have_other_words(made: list[archive_files.Made]) -> None:
    alone = [one for one in made if one.kind == "alone"]
    assert len({one.text for one in alone}) == len(alone)


def test_a_version_is_at_the_address_of_the_report_and_a_copy_is_elsewhere(made: list[archive_files.Made]) -> None:
    addresses = Counter(one.url for one in made if one.kind in ("alone", "story"))
    assert set(addresses.values()) == {1}
    assert all(one.url in addresses for one in made if one.kind == "version")
    assert not any(one.url in addresses for one in made if one.kind == "copy")


def test_a_crawled_file_has_a_record_for_each_input(made: list[archive_files.Made]) -> None:
    packed = archive_files.as_warc(made[:7])
    assert gzip.decompress(packed).count(b"WARC-Type: response") == 7


def test_twice_the_inputs_take_twice_the_hours_on_paper() -> None:
    figures = {
        "inputs": 1000.0,
        "share in records": 0.5,
        "core seconds an input: reading": 0.036,
        "core seconds a report in a record: language": 0.72,
        "core seconds a report in a record: records": 0.0,
        "seconds an input on one machine: stories": 0.001,
        "bytes an input: read": 5000.0,
    }
    once, twice = (archive_paper.table(figures, inputs) for inputs in (10**7, 2 * 10**7))
    assert "mapped, all        1,100" in once
    assert "mapped, all        2,200" in twice
    assert "0.05" in once  # terabytes
    assert "0.10" in twice


def test_memory_that_grows_is_seen_and_what_is_loaded_is_not() -> None:
    flat = [(0.5 * at, 100 if at < 10 else 1000) for at in range(200)]
    grows = [(0.5 * at, 100 if at < 10 else 1000 + 10 * at) for at in range(200)]
    assert trend({1: flat}, 30) == [(1, 1000.0, 1000.0)]
    ((_, first, last),) = trend({2: grows}, 30)
    assert last > 1.5 * first
