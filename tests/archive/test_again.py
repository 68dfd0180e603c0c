"""What a later run makes of what earlier ones left: other inputs, other options, files that somebody took away."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import msgspec
import pytest

import onrecord
from onrecord.archive import Stories
from onrecord.archive.analyses import Analysing
from onrecord.archive.cards import Carding
from onrecord.archive.columns import load
from onrecord.archive.former import find_former, put_away
from onrecord.archive.given import Given, Shard
from onrecord.archive.reads import Reading, row_of, schema
from onrecord.archive.shards import Place, writing
from onrecord.build import OwnOutlets
from onrecord.errors import UsageError
from onrecord.model import Report
from onrecord.plugins import Plugins, using
from onrecord.reading import Limits, field_names
from tests.archive.conftest import articles, write_archive
from tests.archive.test_stories import Told, exports, inside, run


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stories]:
    folder = tmp_path_factory.mktemp("again")
    write_archive(folder / "archive")
    return folder, run(folder)


@pytest.fixture
def copied(whole: tuple[Path, Stories], tmp_path: Path) -> Path:
    """A folder with the archive and what a run made of it."""
    shutil.copytree(whole[0], tmp_path / "copied")
    return tmp_path / "copied"


def test_a_story_that_is_again_as_it_was_has_the_record_of_then(whole: tuple[Path, Stories], copied: Path) -> None:
    later = {**articles()[0], "url": "https://later.example/1", "outlet": "Later", "date_publish": "2031-05-09"}
    later["text"] += "\n\nLater had warned of the state of the Grey Tern for years."
    (copied / "archive" / "later.json").write_text(json.dumps(later), "utf-8")
    run(copied)
    assert exports(copied) != exports(whole[0])
    (copied / "archive" / "later.json").unlink()
    run(copied)
    assert exports(copied) == exports(whole[0])


def test_decisions_come_back_with_a_story_that_had_no_record_for_a_while(copied: Path) -> None:
    records, former = copied / "out" / "records", copied / "out" / "former"
    (name,) = [name for name, text in exports(copied).items() if "Grey Tern" in text]
    with onrecord.open(records / name) as record:
        said = next(one for one in record.story().statements if one.kind == "direct")
    onrecord.decide(records / name, "not-a-statement", [said.id], by="Ada")
    run(copied, min_reports=9)
    assert [path.name for path in former.iterdir()] == [name]
    for made in ("2 made, 0 as they were, 0 failed", "0 made, 2 as they were, 0 failed"):
        told: list[str] = []
        run(copied, progress=Told(told))
        assert made in told
    with onrecord.open(records / name) as record:
        assert [one.text for one in record.story().struck] == [said.text]


def test_records_that_are_kept_do_not_take_each_others_place(copied: Path) -> None:
    records, former = copied / "out" / "records", copied / "out" / "former"
    (name,) = [name for name, text in exports(copied).items() if "Grey Tern" in text]
    plain = (records / name).read_bytes()
    with onrecord.open(records / name) as record:
        first, second = [one for one in record.story().statements if one.kind == "direct"][:2]
    for said in (first, second):
        onrecord.decide(records / name, "not-a-statement", [said.id], by="Ada")
        for one in find_former(records, {}):
            put_away(one)
        (records / name).write_bytes(plain)
    (records / name).write_bytes(b"SQLite format 3\x00 and no more")
    (broken,) = find_former(records, {})
    assert broken.broken is not None
    put_away(broken)
    stem = name.removesuffix(".db")
    assert sorted(path.name for path in former.iterdir()) == [f"{stem}-2.db", f"{stem}-3.db", name]


def test_a_folder_that_holds_other_things_is_not_written_to(tmp_path: Path) -> None:
    write_archive(tmp_path / "archive")
    (tmp_path / "work").mkdir()
    with inside(tmp_path), pytest.raises(UsageError, match=r"\.: holds other things"):
        onrecord.stories("archive", ".")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "work"]


def test_pages_that_were_taken_away_are_made_again(copied: Path) -> None:
    records, pages = copied / "out" / "records", copied / "out" / "pages"
    carding = Carding(str(records), str(pages))
    articles_of = dict.fromkeys((path.stem for path in records.glob("*.db")), 3)
    done = carding.tasks(articles_of, frozenset(articles_of), copied / "out" / "work" / "cards")
    assert [task.path.exists() for task in done] == [True]
    shutil.rmtree(pages)
    for paged, there in ((frozenset[str](), True), (frozenset(articles_of), False)):
        (task,) = carding.tasks(articles_of, paged, copied / "out" / "work" / "cards")
        if not paged:
            carding.do(task)
        assert task.path.exists() is there
    (task,) = carding.tasks(articles_of, frozenset(articles_of), copied / "out" / "work" / "cards")
    carding.do(task)
    assert {path.stem for path in pages.glob("*.html")} == set(articles_of)


def test_of_two_reports_of_one_id_the_second_is_rejected_with_the_reason(tmp_path: Path) -> None:
    """Forty bits are few: of a million reports two share them by chance."""
    one = Report(id="r-0123456789", input="a.txt", text="The ferry left Eske at dawn, the harbour master said.")
    other = Report(id="r-0123456789", input="b.txt", text="The mine near Torvey was shut on Friday, Quint said.")
    (task,) = reading().tasks([Shard((Given(name="a.txt", size=1),))], tmp_path)
    with writing(task.path, schema()) as rows:
        for report in (one, other):
            rows.add(row_of(report))
    columns = load([task], tmp_path)
    columns.reject(columns.namesakes())
    assert list(columns.standing().values()) == [0]
    assert columns.reasons == {1: "its id, r-0123456789, is also that of a.txt, which is another report"}
    assert columns.namesakes() == {}


def test_what_is_read_depends_on_the_plugins_that_read() -> None:
    plain = reading().key()
    for name, same in (("reader.tide", False), ("language.tide", True)):
        with using(Plugins.of({name: object()})):
            assert (reading().key() == plain) is same


def test_reports_that_a_plugin_failed_on_are_asked_for_again(tmp_path: Path) -> None:
    """What is asked for was not kept, so that a file of theirs is of a run in which the plugin failed."""
    analysing = Analysing(str(tmp_path), None, OwnOutlets())
    places = [Place("a.parquet", row) for row in range(3)]
    (task,) = analysing.tasks(places, tmp_path)
    task.path.write_bytes(b"")
    task.parted.write_bytes(msgspec.msgpack.encode(()))
    assert analysing.tasks(places, tmp_path) == [task]
    assert not task.path.exists()
    assert not task.parted.exists()


def reading() -> Reading:
    return Reading(limits=Limits(), names=field_names([]), outlets=OwnOutlets())
