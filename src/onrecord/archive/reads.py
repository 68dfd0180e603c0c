"""Reading a shard: its files to reports and rejections, and of each report what the later steps need instead of it.

What reads is `reading`, with its own processes that may hang or die; what is worked out of each report are small
columns: the digest of its words, its address, its sketch and its traits, so that the whole archive is looked at without
its texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec
from msgspec import structs

from onrecord.archive.carrying import Task, put
from onrecord.archive.given import Given, Shard
from onrecord.archive.shards import digest, encode, fingerprint, short, writing
from onrecord.build import OwnOutlets
from onrecord.model import Rejected, Report

if TYPE_CHECKING:
    import pyarrow as pa

    from onrecord.reading import FieldNames, Input, Limits

_AGAIN = ".again"
"""The ending of a file beside a shard's: something could not be got at, a store or a disk, and may be the next time."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the files of an archive are read."""

    limits: Limits
    names: FieldNames
    outlets: OwnOutlets
    model: str | None = None

    def key(self) -> str:
        """Return what stands for all that what is read depends on, beside the files."""
        from onrecord.reading import plugged_readers

        return digest(
            fingerprint("reading", "archive"),
            repr((self.limits.max_bytes, self.limits.time_limit, self.limits.memory_limit)),
            repr(self.names),
            repr(self.outlets),
            plugged_readers(),
        )

    def tasks(self, shards: Sequence[Shard], folder: Path) -> list[Task]:
        """Return a task for each shard; those in which a file could not be got at are done again."""
        for mark in folder.glob(f"*{_AGAIN}"):
            mark.with_name(mark.name.removesuffix(_AGAIN)).unlink(missing_ok=True)
            mark.unlink()
        key = self.key()
        return [_task(shard, folder, key) for shard in shards]

    def do(self, task: Task) -> None:
        """Read a shard."""
        from onrecord.build import using_outlets
        from onrecord.reading import UNREADABLE

        shard = msgspec.msgpack.decode(task.spec, type=Shard)
        with (
            TemporaryDirectory(prefix="onrecord-") as folder,
            using_outlets(self.outlets, {}),
            writing(task.path, schema()) as rows,
        ):
            for name, reason in shard.without:
                rows.add({"input": name, "reason": reason})
            for outcome in self._outcomes(shard, Path(folder)):
                task.reach(outcome.input)
                rows.add(row_of(outcome))
                task.reach("")
                if isinstance(outcome, Rejected) and outcome.reason.startswith(UNREADABLE):
                    put(task.path.with_name(f"{task.path.name}{_AGAIN}"), b"")

    def _outcomes(self, shard: Shard, folder: Path) -> Iterator[Report | Rejected]:
        from onrecord.reading import Fact, read_all

        facts = {name: {one.field: Fact(one.value, one.basis) for one in said} for name, said in shard.rows}
        items: list[Input] = []
        for number, one in enumerate(shard.files):
            item = _here(one, folder / str(number))
            if isinstance(item, Rejected):
                yield item
            else:
                items.append(item)
        yield from read_all(
            items,
            facts,
            limits=replace(self.limits, jobs=1),
            names=self.names,
            part=shard.part,
            without=frozenset(name for name, _ in shard.without),
        )

    def parts(self, task: Task, at: str, why: str) -> Sequence[Task]:
        """Take the article that it was at out of a shard; where none is known, part it by its files."""
        shard, folder, key = msgspec.msgpack.decode(task.spec, type=Shard), task.path.parent, self.key()
        if at and at not in dict(shard.without):
            return [_task(structs.replace(shard, without=(*shard.without, (at, why))), folder, key)]
        half = len(shard.files) // 2
        if not half:
            return ()
        return [
            _task(structs.replace(shard, files=files, without=_of_these(shard.without, files)), folder, key)
            for files in (shard.files[:half], shard.files[half:])
        ]

    def refuse(self, task: Task, why: str) -> None:
        """Reject the one file of a shard."""
        shard = msgspec.msgpack.decode(task.spec, type=Shard)
        with writing(task.path, schema()) as rows:
            for name, reason in (*shard.without, (shard.files[0].name, why)):
                rows.add({"input": name, "reason": reason})


def _of_these(without: Sequence[tuple[str, str]], files: Sequence[Given]) -> tuple[tuple[str, str], ...]:
    """Return of the articles that are passed over those of some files."""
    return tuple(
        one
        for one in without
        if any(
            one[0] == file.name or one[0].startswith((f"{file.name}#", f"{file.name}/", f"{file.name}~"))
            for file in files
        )
    )


def _task(shard: Shard, folder: Path, key: str) -> Task:
    spec = msgspec.msgpack.encode(shard)
    # An archive that was moved is the same archive.
    files = tuple(structs.replace(one, where=b"") for one in shard.files)
    name = digest(key, msgspec.msgpack.encode(structs.replace(shard, files=files)))
    return Task(
        id=name, output=str(folder / f"{name}.parquet"), spec=spec, size=1 if shard.part[0] else len(shard.files)
    )


def _here(one: Given, folder: Path) -> Input | Rejected:
    """Return a file as an input of `reading`, fetched where it lies in an object store."""
    from onrecord.archive.engine import fetch
    from onrecord.reading import UNREADABLE, Input

    if not one.remote:
        return Input(one.name, one.path)
    folder.mkdir()
    path = folder / one.name.rstrip("/").rpartition("/")[2]
    try:
        fetch(one.name, path)
    except OSError as error:
        return Rejected(input=one.name, reason=f"{UNREADABLE} {error.strerror or error}")
    return Input(one.name, path)


def schema() -> pa.Schema:
    """Return the columns of what is read: a row a report or a rejection."""
    import pyarrow as pa

    return pa.schema(
        {
            "input": pa.string(),
            "reason": pa.string(),
            "id": pa.string(),
            "print": pa.binary(8),
            "words": pa.binary(8),
            "address": pa.binary(8),
            "url": pa.string(),
            "outlet": pa.string(),
            "published": pa.string(),
            "by": pa.binary(8),
            "page": pa.binary(),
            "sketch": pa.binary(),
            "traits": pa.binary(),
            "report": pa.binary(),
        }
    )


def row_of(outcome: Report | Rejected) -> dict[str, object]:
    """Return the row of a report, or of a rejection, which has a reason."""
    from onrecord.archive.boilerplate import page_of
    from onrecord.archive.sketches import sketch
    from onrecord.archive.traits import traits
    from onrecord.reading import address_of, body

    if isinstance(outcome, Rejected):
        return {"input": outcome.input, "reason": outcome.reason}
    address = address_of(outcome)
    report, page = encode(outcome), page_of(outcome)
    return {
        "input": outcome.input,
        "id": outcome.id,
        "print": short(report),
        "words": short(outcome.text),
        "address": None if address is None else short(address),
        "url": outcome.url,
        "outlet": outcome.outlet,
        "published": outcome.published,
        "by": short(page.outlet),
        "page": msgspec.msgpack.encode(page),
        "sketch": sketch(body(outcome)),
        "traits": msgspec.msgpack.encode(traits(outcome)),
        "report": report,
    }
