"""Analysing the reports of the stories that get a record, each once, whatever becomes of its story later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.archive.carrying import Task
from onrecord.archive.shards import Place, digest, read_rows, reports_at, writing
from onrecord.build import OwnOutlets
from onrecord.model import Analysis, Report

if TYPE_CHECKING:
    import pyarrow as pa

    from onrecord.language import Analysers

REPORTS = 64
"""Reports that one task analyses: some fifteen seconds, which is what a process that dies costs. The model stays loaded
from one to the next."""


@dataclass(frozen=True, slots=True)
class Analysing:
    """Analyses reports with a language model that stays loaded."""

    read: str
    """The folder of what was read."""
    model: str | None
    outlets: OwnOutlets

    def tasks(self, places: Sequence[Place], folder: Path) -> list[Task]:
        """Return the tasks for some reports; what was made with another analyser lies in another folder.

        What an earlier run left for the same reports holds no analysis of them, or they would not be asked for: a
        plugin failed on all, which may have been mended.
        """
        tasks = [_task(tuple(places[at : at + REPORTS]), folder) for at in range(0, len(places), REPORTS)]
        for task in tasks:
            for left in (task.path, task.parted):
                left.unlink(missing_ok=True)
        return tasks

    def do(self, task: Task) -> None:
        """Analyse the reports of a task."""
        from onrecord.build import using_outlets
        from onrecord.language import NotAnalysed

        places = msgspec.msgpack.decode(task.spec, type=tuple[Place, ...])
        reports = reports_at(Path(self.read), places)
        analyser = analyser_of(self.model)
        with using_outlets(self.outlets, {}), writing(task.path, schema()) as rows:
            readable = []
            for report in reports:
                if analyser.can_read(report):
                    readable.append(report)
                else:
                    rows.add({"id": report.id})  # known for what it is: it is not asked for again
            for report, analysis in zip(readable, _analysed(analyser, readable), strict=True):
                if isinstance(analysis, NotAnalysed):  # not kept: a mended plugin is to try again
                    continue
                if isinstance(analysis, str):
                    rows.add({"id": report.id, "reason": analysis})
                else:
                    found = msgspec.msgpack.encode(analysis)
                    rows.add({"id": report.id, "key": analyser.key(report), "analysis": found})

    def parts(self, task: Task, at: str, why: str) -> Sequence[Task]:  # noqa: ARG002 -- others ask them
        """Part a task by its reports."""
        places = msgspec.msgpack.decode(task.spec, type=tuple[Place, ...])
        half = len(places) // 2
        return [_task(some, task.path.parent) for some in (places[:half], places[half:])] if half else ()

    def refuse(self, task: Task, why: str) -> None:
        """Say why a report cannot be analysed."""
        (place,) = msgspec.msgpack.decode(task.spec, type=tuple[Place, ...])
        (report,) = reports_at(Path(self.read), [place])
        with writing(task.path, schema()) as rows:
            rows.add({"id": report.id, "reason": f"could not be analysed: {why}"})


@cache
def analyser_of(model: str | None) -> Analysers:
    """Return the analyser of this process, loaded once."""
    from onrecord.language import Analysers

    return Analysers(model)


def _analysed(analyser: Analysers, reports: Sequence[Report]) -> Iterator[object]:
    """Yield the analysis of each report, or why it cannot be made; all together, for that is faster."""
    done = 0
    try:
        for analysis in analyser.analyse(reports):
            yield analysis
            done += 1
    except Exception:  # noqa: BLE001 -- one of those that were under way: they are tried one by one
        for report in reports[done:]:
            yield _alone(analyser, report)


def _alone(analyser: Analysers, report: Report) -> object:
    try:
        return next(iter(analyser.analyse([report])))
    except Exception as error:  # noqa: BLE001 -- whatever a report does to the analyser is why it has no analysis
        return f"could not be analysed: {' '.join(f'{type(error).__name__}: {error}'.split())}"


def schema() -> pa.Schema:
    """Return the columns of what was analysed: a row a report, with the key of its analysis or why there is none."""
    import pyarrow as pa

    return pa.schema({"id": pa.string(), "key": pa.string(), "reason": pa.string(), "analysis": pa.binary()})


class Known(msgspec.Struct, frozen=True):
    """What is known of a report that was looked at; in a language that the analyser does not know, nothing more."""

    place: Place
    key: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Analysed:
    """The analyses of the reports of an archive."""

    folder: Path = Path()
    version: str = ""
    """The analyser's."""
    at: Mapping[int, tuple[Place, str]] = field(default_factory=dict)
    """Where each lies, and its key, by the row of the report."""
    refused: Mapping[int, str] = field(default_factory=dict)
    """Why a report cannot be analysed, by its row."""


def known(folder: Path) -> dict[str, Known]:
    """Return what was analysed so far, by report id."""
    found: dict[str, Known] = {}
    for path in sorted(folder.glob("*.parquet")):
        for number, row in enumerate(read_rows(path, ("id", "key", "reason"))):
            found.setdefault(row["id"], Known(Place(path.name, number), row["key"], row["reason"]))
    return found


def decoded(data: bytes) -> Analysis:
    """Return the analysis that bytes stand for."""
    return msgspec.msgpack.decode(data, type=Analysis)


def _task(places: tuple[Place, ...], folder: Path) -> Task:
    spec = msgspec.msgpack.encode(places)
    name = digest(spec)
    return Task(id=name, output=str(folder / f"{name}.parquet"), spec=spec, size=len(places))
