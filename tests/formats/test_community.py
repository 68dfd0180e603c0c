"""What holds for each of the formats that carry a record to the tools of other communities."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from tests.record.stories import ferry_story, keep

KINDS = ("webannotation", "schemaorg", "prov", "ftm", "docbin", "conll", "brat")


def exported(record: Path, kind: str, *options: str) -> dict[str, bytes]:
    """Return the files that the command writes, by name."""
    where = record.parent / f"out-{len(list(record.parent.iterdir()))}"
    done = CliRunner().invoke(main, ["export", str(record), "--format", kind, "-o", str(where), *options])
    assert done.exit_code == 0, done.output
    if where.is_dir():
        return {path.name: path.read_bytes() for path in sorted(where.iterdir())}
    return {"": where.read_bytes()}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_record_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    one, two = (tmp_path / name for name in ("one", "two"))
    one.mkdir()
    two.mkdir()
    first = exported(keep(one / "story.db", ferry_story()), kind)
    assert first
    assert all(first.values())
    assert exported(keep(two / "story.db", ferry_story()), kind) == first


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_leaves_out_what_was_published_later(tmp_path: Path, kind: str) -> None:
    record = keep(tmp_path / "story.db", ferry_story())
    whole, seen = exported(record, kind), exported(record, kind, "--as-of", "2031-03-04")
    assert "r-0000000002" in words(whole)
    assert "r-0000000002" not in words(seen)


def words(files: dict[str, bytes]) -> str:
    """Return all that stands in files, their names included; a DocBin is packed."""
    plain = (zlib.decompress(one) if one.startswith(b"x\x9c") else one for one in files.values())
    return " ".join((*files, *(one.decode("utf-8", "replace") for one in plain)))
