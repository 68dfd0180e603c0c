from __future__ import annotations

import os
import platform
import time
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

import onrecord
from onrecord.cli import main, watch
from onrecord.record.writer import Holder
from tests.ferry import write_ferry
from tests.record.stories import tamper


def run(*words: str) -> tuple[int, list[str], str]:
    done = CliRunner().invoke(main, ["watch", "--once", "--settle", "0", *words])
    return done.exit_code, [line[9:] for line in done.stdout.splitlines()], done.stderr


def test_a_folder_becomes_a_record_and_what_is_new_in_it_is_added(tmp_path: Path) -> None:
    folder, record = tmp_path / "ferry", tmp_path / "story.db"
    write_ferry(folder)
    code, lines, _ = run(str(folder), "-o", str(record))
    assert code == 0
    assert lines == [f"{(folder / name).as_posix()}: a report" for name in ("holm.txt", "lantern.txt", "norra.txt")]
    assert run(str(folder), "-o", str(record)) == (0, [], "")
    (folder / "again.txt").write_bytes((folder / "holm.txt").read_bytes())
    (folder / "half.txt.part").write_text("Harbour")
    (folder / "odd.xyz").write_text("Harbour")
    code, lines, _ = run(str(folder), "-o", str(record))
    assert len(lines) == 2
    assert lines[0].startswith(f"{(folder / 'again.txt').as_posix()}: a duplicate of ")
    assert lines[1].startswith(f"{(folder / 'odd.xyz').as_posix()}: rejected: .xyz files are not read")


def test_a_record_in_the_folder_that_is_watched_is_no_report(tmp_path: Path) -> None:
    folder = tmp_path / "ferry"
    write_ferry(folder)
    record = folder / "story.db"
    assert len(run(str(folder), "-o", str(record))[1]) == 3
    assert run(str(folder), "-o", str(record)) == (0, [], "")


def test_what_is_no_folder_and_no_address_is_said(tmp_path: Path) -> None:
    code, _, err = run(str(tmp_path / "gone"), "-o", str(tmp_path / "story.db"))
    assert code == 2
    assert "is no folder, and no address of a feed" in err


def test_a_record_that_another_process_writes_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, record = tmp_path / "ferry", tmp_path / "story.db"
    write_ferry(folder)
    onrecord.build([folder / "holm.txt"], record).close()
    holder = Holder(pid=os.getppid(), host=platform.node(), since="2031-03-04 10:00:00", taken=1, at=time.time())
    mark = msgspec.json.encode(holder).decode()
    tamper(record, f"insert or replace into meta values ('writer', '{mark}')")  # noqa: S608
    slept: list[float] = []

    def wait(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:  # the other one is done
            tamper(record, "delete from meta where key = 'writer'")

    monkeypatch.setattr("time.sleep", wait)
    code, lines, err = run(str(folder), "-o", str(record))
    assert (code, len(lines)) == (0, 2)
    assert err.count("waiting") == 1
    assert len(slept) == 2


@pytest.mark.parametrize(("given", "code"), [("10m", 2), ("soon", 2), ("-5", 2)])
def test_a_span_of_time_is_a_number_and_a_unit(given: str, code: int, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["watch", str(tmp_path / "gone"), "--every", given])
    assert done.exit_code == code
    assert ("is no span of time" in done.stderr) == (given != "10m")


def test_a_stop_ends_cleanly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "_changes", lambda _: iter(stopped, None))
    done = CliRunner().invoke(main, ["watch", str(tmp_path), "-o", str(tmp_path / "story.db")])
    assert done.exit_code == 0
    assert "stopped; what was added is in the record" in done.stderr
