"""`onrecord stories` from end to end: what it makes, and what is left when it, or a process of its, is killed."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import onrecord
from onrecord.archive import Stories
from onrecord.cli import main
from onrecord.formats.json import export, lines
from tests.archive.conftest import articles, write_archive

COLUMNS = ["input", "url", "report", "story", "status", "reason", "published", "outlet"]
linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found as Linux shows them")


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in a folder, so that inputs have the same names in each."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def run(folder: Path, **options: object) -> Stories:
    with inside(folder):
        return onrecord.stories("archive", "out", jobs=2, **options)  # type: ignore[arg-type]


def rows(folder: Path) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = pq.read_table(folder / "out" / "stories.parquet").to_pylist()
    return found


def exports(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted((folder / "out" / "records").glob("*.db")):
        with onrecord.open(path) as record:
            found[path.name] = "".join(lines(export(record)))
    return found


def outcome(folder: Path) -> tuple[bytes, Mapping[str, str]]:
    return (folder / "out" / "stories.parquet").read_bytes(), exports(folder)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stories]:
    """A run that nobody disturbs."""
    folder = tmp_path_factory.mktemp("whole")
    write_archive(folder / "archive")
    return folder, run(folder)


def test_every_input_has_a_row_and_the_sum_holds(whole: tuple[Path, Stories]) -> None:
    folder, found = whole
    assert pq.read_schema(folder / "out" / "stories.parquet").names == COLUMNS
    told = rows(folder)
    assert [row["input"] for row in told] == sorted(str(row["input"]) for row in told)
    assert len(told) == found.given == found.read + found.duplicates + found.versions + found.rejected == 10
    assert (found.read, found.duplicates, found.rejected) == (7, 1, 2)
    status = {str(row["input"]): row["status"] for row in told}
    assert status["archive/page-1.json"] == "duplicate"
    assert status["archive/empty.txt"] == status["archive/export.jsonl#6"] == "rejected"
    assert all((row["story"] is None) == (row["status"] == "rejected") for row in told)
    assert all(row["reason"] for row in told if row["status"] != "read")


def test_stories_of_several_reports_get_a_record_and_the_report_alone_none(whole: tuple[Path, Stories]) -> None:
    folder, found = whole
    by_story: dict[str | None, set[str]] = {}
    for row in rows(folder):
        if row["status"] == "read":
            by_story.setdefault(row["story"], set()).add(str(row["url"]).rpartition("/")[2].partition("-")[0])
    assert sorted(map(sorted, by_story.values())) == [["brass"], ["ferry"], ["haldria"]]
    assert found.stories == 3
    assert sorted(exports(folder)) == sorted(f"{story}.db" for story, titles in by_story.items() if titles != {"brass"})


def test_a_record_exports_what_build_makes_of_the_same_inputs(whole: tuple[Path, Stories], tmp_path: Path) -> None:
    """The ferry's reports, each in a file of the name that its input has in the archive."""
    folder, _ = whole
    ferry = next(text for text in exports(folder).values() if "Grey Tern" in text)
    with inside(tmp_path):
        Path("archive").mkdir()
        for name in ("page-0.json", "page-1.json", "page-1-again.json"):
            Path("archive", name).write_bytes((folder / "archive" / name).read_bytes())
        Path("archive", "export.jsonl").write_text(json.dumps(articles()[2]) + "\n", "utf-8")
        with onrecord.build("archive", "story.db") as record:
            assert "".join(lines(export(record))) == ferry


def test_what_is_done_is_not_done_again(whole: tuple[Path, Stories]) -> None:
    folder, found = whole
    before = {path: path.stat().st_mtime_ns for path in sorted((folder / "out" / "work").rglob("*")) if path.is_file()}
    told: list[str] = []
    assert run(folder, progress=Told(told)) == found
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert "0 analysed, 6 known, 0 cannot be" in told
    assert "0 made, 2 as they were, 0 failed" in told


def test_what_people_decided_goes_with_a_story_that_an_earlier_report_gives_another_name(
    whole: tuple[Path, Stories], tmp_path: Path
) -> None:
    shutil.copytree(whole[0], tmp_path, dirs_exist_ok=True)
    records = tmp_path / "out" / "records"
    before = next(path for path in sorted(records.glob("*.db")) if "Grey Tern" in exports(tmp_path)[path.name])
    with onrecord.open(before) as record:
        said = next(one for one in record.story().statements if one.kind == "direct")
    onrecord.decide(before, "not-a-statement", [said.id], by="Ada")
    earlier = {**articles()[0], "url": "https://earlier.example/1", "outlet": "Earlier", "date_publish": "2031-05-04"}
    earlier["text"] += "\n\nEarlier had warned of the state of the Grey Tern for years."
    (tmp_path / "archive" / "earlier.json").write_text(json.dumps(earlier), "utf-8")
    told: list[str] = []
    found = run(tmp_path, progress=Told(told))
    assert found.records == 2
    assert not before.exists()
    assert (tmp_path / "out" / "former" / before.name).exists()
    (after,) = set(exports(tmp_path)) - set(exports(whole[0]))
    with onrecord.open(records / after) as record:
        assert [one.text for one in record.story().struck] == [said.text]
        assert len(record.story().reports) == 4
    assert "1 analysed, 6 known, 0 cannot be" in told
    assert "1 made, 1 as they were, 0 failed" in told


class Told:
    """Keeps the notes on the steps."""

    def __init__(self, notes: list[str]) -> None:
        self.notes = notes

    def begin(self, step: str, total: int | None) -> None:
        pass

    def advance(self) -> None:
        pass

    def end(self, step: str, seconds: float, note: str) -> None:  # noqa: ARG002
        self.notes.append(note)


def workers_of(process: int) -> list[int]:
    """Return the engine's processes that a process has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == process and b"udf_worker" in (path / "cmdline").read_bytes():
                found.append(int(path.name))
    return sorted(found)


def there(folder: Path, pattern: str) -> bool:
    return any(folder.glob(pattern))


def when(ready: Callable[[], bool], then: Callable[[], object], over: threading.Event) -> threading.Thread:
    """Do something once, in a thread of its own, as soon as it can be."""

    def watch() -> None:
        while not over.is_set():
            if ready():
                then()
                return
            time.sleep(0.005)

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


@linux
def test_a_process_that_is_killed_in_the_middle_costs_no_document(whole: tuple[Path, Stories], tmp_path: Path) -> None:
    """One that reads, then one that analyses."""
    write_archive(tmp_path / "archive")
    work, over, killed = tmp_path / "out" / "work", threading.Event(), []

    def kill(step: str) -> Callable[[], None]:
        def now() -> None:
            for process in workers_of(os.getpid()):
                os.kill(process, signal.SIGKILL)
                killed.append(step)

        return now

    threads = [when(partial(there, work, f"{step}/**/*.begun"), kill(step), over) for step in ("read", "analysed")]
    try:
        found = run(tmp_path)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert set(killed) == {"read", "analysed"}
    assert found.read == whole[1].read
    assert outcome(tmp_path) == outcome(whole[0])


@linux
def test_a_run_that_is_killed_anywhere_goes_on_where_it_was(whole: tuple[Path, Stories], tmp_path: Path) -> None:
    write_archive(tmp_path / "archive")
    work = tmp_path / "out" / "work"
    moments: tuple[tuple[str, str], ...] = (
        ("read/*.begun", ""),
        ("analysed/**/*.begun", "read/*.parquet"),
        ("stories/s-*", "analysed/**/*.parquet"),
    )
    for moment, kept in moments:
        over = threading.Event()
        process = subprocess.Popen(
            [sys.executable, "-m", "onrecord", "stories", "archive", "-o", "out", "-j", "2"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        thread = when(partial(there, work, moment), process.kill, over)
        process.wait()
        over.set()
        thread.join()
        assert process.returncode == -signal.SIGKILL, moment
        before = {path: path.stat().st_mtime_ns for path in work.glob(kept)} if kept else {}
        assert before or not kept
    found = run(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert found.read == whole[1].read
    assert outcome(tmp_path) == outcome(whole[0])
    assert not list(tmp_path.rglob("*.begun"))


def test_the_command_says_what_came_of_it(whole: tuple[Path, Stories]) -> None:
    folder, _ = whole
    with inside(folder):
        said = CliRunner().invoke(main, ["stories", "archive", "-o", "out"])
        as_json = CliRunner().invoke(main, ["stories", "archive", "-o", "out", "--json", "--min-reports", "3"])
    assert said.exit_code == as_json.exit_code == 0, said.output
    assert said.stdout.splitlines()[0] == "out: 10 inputs = 7 reports + 1 duplicate + 2 rejected"
    assert said.stdout.splitlines()[1].startswith("3 stories, 2 records; ")
    told = json.loads(as_json.stdout)
    assert (told["given"], told["reports"], told["records"], told["failed"]) == (10, 7, 2, {})
