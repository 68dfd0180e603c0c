"""The one place that strings the steps together: inputs → reports → analyses → story → record.

Here stands what others call; `steps` has the steps, `watch` who is told of them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.build.as_of import diff, newest, open_record, since
from onrecord.build.decisions import ContradictionError, decide, decide_many, import_decisions, undo
from onrecord.build.marked import decisions_of_marks
from onrecord.build.steps import (
    OwnOutlets,
    PathLike,
    find,
    limits,
    load_analyser,
    make,
    names_in_use,
    own_names,
    own_outlets,
    piped_in,
    read,
    using_outlets,
)
from onrecord.build.wanted import Wanted
from onrecord.build.watch import Progress, Watch
from onrecord.build.working_in import work_in
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.model import Analysis, Rejected, Report
    from onrecord.reading import FieldNames, Input, Limits, Manifest
    from onrecord.record import Record, Writer

__all__ = [
    "ContradictionError",
    "OwnOutlets",
    "PathLike",
    "Progress",
    "Wanted",
    "Watch",
    "add",
    "analyse",
    "build",
    "decide",
    "decide_many",
    "decisions_of_marks",
    "diff",
    "import_decisions",
    "limits",
    "make",
    "names_in_use",
    "newest",
    "open_record",
    "own_names",
    "own_outlets",
    "since",
    "undo",
    "using_outlets",
    "work_in",
]


def build(
    inputs: PathLike | Iterable[PathLike],
    output: PathLike,
    *,
    manifest: PathLike | None = None,
    outlets: PathLike | None = None,
    model: str | None = None,
    max_bytes: int | None = None,
    time_limit: float | None = None,
    jobs: int | None = None,
    stdin_format: str | None = None,
    fields: str | Iterable[str] | None = None,
    replace: bool = False,
    progress: Progress | None = None,
) -> Record:
    """Build a record from files and folders.

    A build that was stopped goes on where it was when it is run again: analyses are kept as they are made. A record of
    the same inputs is built anew, and only what changed is analysed.

    Args:
        inputs: Files and folders of reports; `-` is standard input.
        output: The record's file.
        manifest: A CSV file with a row for each input: `file`, and any of `outlet`, `published`, `title`, `url`,
            `language`. None takes the `manifest.csv` of a folder that was given, if there is one.
        outlets: A table of outlets of your own, in TOML, that extends the one that comes with onrecord. It is kept in
            the record. None takes the one that the record keeps, if it is there; an empty list takes it back.
        model: The name of a spaCy model; None is the one that comes with onrecord.
        max_bytes: Inputs larger than this are rejected; None is the default of `reading`.
        time_limit: Inputs that take more seconds than this to be read are rejected; None is the default of `reading`.
        jobs: How many processes read; None for as many as there are processors, up to four.
        stdin_format: What standard input is, `html`, `jsonl`, ...; None tells it by its first bytes.
        fields: What exports in JSON, CSV and Parquet call the fields of an article, where they call them otherwise than
            we do: `title=headline,text=body_clean`. It is kept in the record. None takes what the record keeps, ''
            takes it back.
        replace: Replace a record of other inputs.
        progress: Who is told what is being done.

    Returns:
        The record, open for reading.

    Raises:
        UsageError: An input does not exist, `fields` names none of ours, `outlets` is no table of outlets, or `output`
            is the record of other inputs and `replace` is not set.
        RecordError: `output` is there and is not a record, or another process is writing it.
        ModelError: The language model is not installed.

    Example:
        ```python
        with onrecord.build("reports/", "story.db", manifest="what-i-know.csv") as record:
            print(len(record.story().claims))
        ```
    """
    from onrecord.record import Record, Writer

    path, watch, given, called = Path(output), Watch(progress), own_outlets(outlets), own_names(fields)
    within = limits(max_bytes, time_limit, jobs)
    with piped_in(inputs, stdin_format) as (paths, came):
        found, rows = find(paths, manifest, path, came)
        analyser = load_analyser(model, watch)
        with Writer(path) as writer, using_outlets(given, writer.meta()) as own:
            names = names_in_use(called, writer.meta())
            # Whether a record that is there is one of these inputs shows when all are read: nothing is kept before.
            complete = writer.state() == "complete"
            reports, rejected = read(found, rows, within, names, watch, None if complete else (writer, analyser))
            unused = () if rows is None else rows.unused(found)
            if complete:
                given_now = {one.input for one in reports} | {one.input for one in rejected}
                _refuse_other(given_now, writer.inputs() - _lines(rows), replace, writer)
            make(writer, reports, (*rejected, *unused), analyser, model, watch, own, str(names))
    return Record(path)


def add(
    record: PathLike,
    inputs: PathLike | Iterable[PathLike],
    *,
    manifest: PathLike | None = None,
    outlets: PathLike | None = None,
    model: str | None = None,
    max_bytes: int | None = None,
    time_limit: float | None = None,
    jobs: int | None = None,
    stdin_format: str | None = None,
    fields: str | Iterable[str] | None = None,
    progress: Progress | None = None,
) -> Record:
    """Add files and folders to a record. The result equals a build of everything; only what is new is analysed.

    An input that the record has already is read again, and what it says now takes the place of what it said.

    Args:
        record: The record's file.
        inputs: Files and folders of reports; `-` is standard input.
        manifest: As for `build`; it is for the inputs that are added.
        outlets: As for `build`; it is for all reports of the record.
        model: The name of a spaCy model; None is the one that the record was made with.
        max_bytes: Inputs larger than this are rejected; None is the default of `reading`.
        time_limit: Inputs that take more seconds than this to be read are rejected; None is the default of `reading`.
        jobs: How many processes read; None for as many as there are processors, up to four.
        stdin_format: What standard input is, `html`, `jsonl`, ...; None tells it by its first bytes.
        fields: What exports in JSON, CSV and Parquet call the fields of an article, where they call them otherwise than
            we do: `title=headline,text=body_clean`. It is kept in the record. None takes what the record keeps, ''
            takes it back.
        progress: Who is told what is being done.

    Returns:
        The record, open for reading.

    Raises:
        UsageError: An input or the record does not exist, or the record is unfinished.
        RecordError: The file is not a record, or another process is writing it.
        ModelError: The language model is not installed.

    Example:
        ```python
        with onrecord.add("story.db", ["later/", "one-more.html"]) as record:
            print(record.meta()["given"])
        ```
    """
    from onrecord.record import Record, Writer

    path, watch, given, called = Path(record), Watch(progress), own_outlets(outlets), own_names(fields)
    with Record(path) as old:  # says so if there is no record, where a writer would make one
        model = model or old.meta().get("model") or None
    within = limits(max_bytes, time_limit, jobs)
    with piped_in(inputs, stdin_format) as (paths, came):
        found, rows = find(paths, manifest, path, came)
        analyser = load_analyser(model, watch)
        with Writer(path) as writer, using_outlets(given, writer.meta()) as own:
            if writer.state() != "complete":
                raise UsageError(f"{path}: is unfinished; run the same `onrecord build` again before adding to it")
            with Record(path) as old:
                kept = dict(old.as_read())
                refused = old.rejected()
            names = names_in_use(called, writer.meta())
            reports, rejected = read(found, rows, within, names, watch, (writer, analyser))
            again = {one.name for one in found}
            before = tuple(report for name, report in kept.items() if not _is_of(name, again))
            refused = tuple(rejection for rejection in refused if not _is_of(rejection.input, again))
            if rows is not None:
                refused = tuple(rejection for rejection in refused if rejection not in rows.unused(()))
                rejected += rows.unused((*found, *_known(kept, found)))
            make(writer, (*before, *reports), (*refused, *rejected), analyser, model, watch, own, str(names))
    return Record(path)


def analyse(
    inputs: PathLike | Iterable[PathLike],
    *,
    manifest: PathLike | None = None,
    outlets: PathLike | None = None,
    model: str | None = None,
    max_bytes: int | None = None,
    time_limit: float | None = None,
    jobs: int | None = None,
    stdin_format: str | None = None,
    fields: str | Iterable[str] | None = None,
    progress: Progress | None = None,
) -> Iterator[tuple[Report, Analysis] | Rejected]:
    """Yield each report with what was found in it, as soon as it is done, and each rejection, in the order of reading.

    No record is made, no report dropped as a duplicate; rows of a manifest for files that were not asked for are passed
    over. The arguments and what is raised are those of `build`. A report
    in a language that the analyser does not know comes with an empty analysis.
    """
    given = own_outlets(outlets)
    found = _analysed(
        inputs,
        manifest,
        model,
        limits(max_bytes, time_limit, jobs),
        names_in_use(own_names(fields), {}),
        stdin_format,
        progress,
    )
    while True:
        # A generator's `with` would hold in what its caller does between two results.
        with using_outlets(given, {}):
            outcome = next(found, None)
        if outcome is None:
            return
        yield outcome


def _analysed(
    inputs: PathLike | Iterable[PathLike],
    manifest: PathLike | None,
    model: str | None,
    within: Limits,
    names: FieldNames,
    stdin_format: str | None,
    progress: Progress | None,
) -> Iterator[tuple[Report, Analysis] | Rejected]:
    from onrecord.language import NotAnalysed
    from onrecord.model import Rejected, Report
    from onrecord.reading import read as read_inputs

    watch = Watch(progress)
    read_so_far: deque[Report | Rejected] = deque()
    with piped_in(inputs, stdin_format) as (paths, came):
        found, rows = find(paths, manifest, came=came)
        analyser = load_analyser(model, watch)

        def reports() -> Iterator[Report]:
            for outcome in read_inputs(found, manifest=rows, limits=within, names=names):
                read_so_far.append(outcome)
                if isinstance(outcome, Report):
                    yield outcome

        with watch.step("language", len(found)):
            for analysis in analyser.analyse(reports()):
                while isinstance(outcome := read_so_far.popleft(), Rejected):
                    yield outcome
                watch.advance()
                if isinstance(analysis, NotAnalysed):
                    yield Rejected(input=outcome.input, reason=analysis.reason)
                else:
                    yield outcome, analysis
        for outcome in read_so_far:
            if isinstance(outcome, Report):
                raise RuntimeError(f"{outcome.input}: the analyser returned no analysis for it")
            yield outcome


def _known(kept: Iterable[str], found: Sequence[Input]) -> tuple[Input, ...]:
    """Return the inputs that a record has from before, so that a row of the manifest on one of them is not unused."""
    from onrecord.reading import Input

    here = {one.name for one in found}
    names = {name for line in kept for name in (line, re.sub(r"#[0-9]+$", "", line))} - here
    return tuple(Input(name, Path(name)) for name in sorted(names))


def _is_of(name: str, inputs: Set[str]) -> bool:
    """Return whether what was read under a name was one of some inputs or stood in one: `a.zip/a.html`, `a.json#3`."""
    return any(name[: mark.start()] in inputs for mark in re.finditer(r"[#/~]|$", name))


def _refuse_other(given: Set[str], held: Set[str], replace: bool, writer: Writer) -> None:
    """Refuse to put a record of some inputs in the place of a record of others, unless that is meant."""
    if given == held:
        return
    if not replace:
        raise UsageError(
            f"{writer.path}: is the record of other inputs ({len(held - given)} of its inputs were not given now, "
            f"{len(given - held)} given now are not in it); "
            "add to it with `onrecord add`, or say --replace to build it anew"
        )
    decisions = len(writer.decisions())
    if decisions:
        raise UsageError(
            f"{writer.path}: holds {decisions} decisions by people, which would be lost; "
            "build to another file (`onrecord decisions export` and `import` take them there), "
            "or delete this one if that is meant"
        )


def _lines(rows: Manifest | None) -> frozenset[str]:
    """Return the names by which lines of a manifest are rejected: lines come and go without the inputs being others."""
    return frozenset() if rows is None else frozenset(one.input for one in rows.unused(()))
