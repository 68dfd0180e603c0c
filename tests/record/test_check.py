from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.record import Record
from tests.record.stories import ferry_story, keep, tamper

FAULTS = [
    ("update reports set text = 'X' || substr(text, 2) where position = 0", "text", "not the one that was read"),
    ("update reports set words = 1 where position = 0", "text", "number of words"),
    ("update mentions set start = start + 1 where position = 0 and entity = 'e-brask'", "span", "does not hold"),
    ("update mentions set end = 99999 where entity = 'e-eske'", "span", "outside"),
    ("update mentions set start = -1 where entity = 'e-eske'", "span", "outside"),
    ("update labels set text = 'King' where position = 0", "span", "does not hold"),
    ("update labels set name_end = 99999 where position = 0", "span", "outside"),
    ("update furniture set end = end + 1", "span", "does not hold"),
    ("update reports set places = '[[0,99999,\"char=0,9\"]]' where position = 0", "span", "outside the text"),
    ('update reports set places = \'[[0,5,"line=0,1"],[4,9,"line=1,2"]]\'', "span", "lies over the one before"),
    ("update reports set places = '[[0,5,\"\"]]' where position = 0", "span", "leads nowhere"),
    ("update citations set end = end - 1", "span", "does not hold"),
    ("update slots set text = 'At least 50 people' where position = 0", "span", "does not hold"),
    ("update passages set copy_end = copy_end - 1", "span", "does not hold"),
    ("update passages set origin_start = 0", "span", "does not hold"),
    ("update timeline_evidence set end = start", "span", "does not hold"),
    ("update statement_spans set start = start + 1 where role = 'cue'", "span", "does not hold"),
    ("update markers set start = start - 1", "span", "does not hold"),
    ("update statement_times set end = 99999", "span", "outside"),
    ("update quantities set end = end - 1", "span", "does not hold"),
    ("update relays set start = start - 1", "span", "does not hold"),
    ("update statements set text = 'the ferry would sink' where id = 's-1'", "words", "not those of its content"),
    ("update claims set text = 'the ferry would sink' where id = 'c-ferry'", "words", "none of its statements"),
    ("update timeline_evidence set wider = 1", "timeline", "not in its evidence"),
    ("update timeline set text = 'No one stood at the quay.'", "words", "stand in no report"),
    ("delete from claim_statements where claim = 'c-few'", "claim", "no statement stands behind it"),
    ("insert into claim_statements values ('c-few', 1, 's-3')", "claim", "stands in 2 claims"),
    ("delete from claim_reports where claim = 'c-ferry' and position = 1", "claim", "reports are not those"),
    ("delete from claim_channels where claim = 'c-many'", "claim", "channels do not hold"),
    ("delete from claims where id = 'c-many'", "link", "missing row of claims"),
    (
        "delete from inputs where outcome = 'duplicate'",
        "inputs",
        "4 were given, but 2 report + 0 duplicate + 1 rejected",
    ),
    ("update inputs set outcome = 'duplicate' where input = 'reports/norra.txt'", "inputs", "0 inputs gave it"),
    ("update decisions set anchors = replace(anchors, 'lodie Brask', 'lodie Bask')", "span", "words that it quotes"),
    ("update statements set struck = 1 where id = 's-1'", "claim", "is struck, and stands in a claim"),
    ("update standings set decision = 'd-2'", "link", "missing row of decisions"),
    ("update meta set value = 'building' where key = 'state'", "state", "marked as unfinished"),
]


@pytest.mark.parametrize(("sql", "what", "words"), FAULTS, ids=[sql for sql, _, _ in FAULTS])
def test_a_fault_is_found_and_named(tmp_path: Path, sql: str, what: str, words: str) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    tamper(path, sql)
    with Record(path) as record:
        problems = record.check()
    assert [problem for problem in problems if problem.what == what and words in problem.message], problems


def test_nothing_is_wrong_with_a_sound_record(tmp_path: Path) -> None:
    with Record(keep(tmp_path / "story.db", ferry_story())) as record:
        assert record.check() == ()


def test_a_table_that_is_not_there_is_a_problem_of_the_file(tmp_path: Path) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    tamper(path, "drop table quantities")
    with Record(path) as record:
        assert [problem.message for problem in record.check()] == ["no such table: quantities"]


def test_a_damaged_page_of_the_file_is_found(tmp_path: Path) -> None:
    path = keep(tmp_path / "story.db", ferry_story())
    content = bytearray(path.read_bytes())
    middle = len(content) // 8192 * 4096  # the head of a page of 4,096 bytes, at half the file
    content[middle : middle + 64] = b"\xff" * 64
    path.write_bytes(content)
    with Record(path) as record:
        assert {problem.what for problem in record.check()} == {"file"}
