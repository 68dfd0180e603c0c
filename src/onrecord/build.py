"""The one place that strings the steps together: inputs → reports → analyses → story → record.

Everything heavy is imported by the step that needs it.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.language import Analyser
    from onrecord.model import Analysis, Rejected, Report
    from onrecord.reading import Input, Manifest
    from onrecord.record import Record, Writer

KEEP_AFTER_SECONDS = 2.0
"""Analyses are committed this often: a killed build loses no more work than that, and a commit costs milliseconds."""

PathLike = str | Path


class Progress(Protocol):
    """Somebody who watches a build."""

    def begin(self, step: str, total: int | None) -> None:
        """A step begins; `total` is the number of things to do, if it is known."""

    def advance(self) -> None:
        """One of them is done."""

    def end(self, step: str, seconds: float, note: str) -> None:
        """The step is done; the note says in words what it did."""


def build(
    inputs: PathLike | Iterable[PathLike],
    output: PathLike,
    *,
    manifest: PathLike | None = None,
    model: str | None = None,
    max_bytes: int | None = None,
    replace: bool = False,
    progress: Progress | None = None,
) -> Record:
    """Build a record from files and folders.

    A build that was stopped goes on where it was when it is run again: analyses are kept as they are made. A record of
    the same inputs is built anew, and only what changed is analysed.

    Args:
        inputs: Files and folders of reports.
        output: The record's file.
        manifest: A CSV file with a row for each input: `file`, and any of `outlet`, `published`, `title`, `url`,
            `language`. None takes the `manifest.csv` of a folder that was given, if there is one.
        model: The name of a spaCy model; None is the one that comes with onrecord.
        max_bytes: Inputs larger than this are rejected; None is the default of `reading`.
        replace: Replace a record of other inputs.
        progress: Who is told what is being done.

    Returns:
        The record, open for reading.

    Raises:
        UsageError: An input does not exist, or `output` is the record of other inputs and `replace` is not set.
        RecordError: `output` is there and is not a record, or another process is writing it.
        ModelError: The language model is not installed.
    """
    from onrecord.record import Record, Writer

    path, watch = Path(output), _Watch(progress)
    found, rows = _find(inputs, manifest, path)
    analyser = _analyser(model, watch)
    with Writer(path) as writer:
        read, rejected = _read(found, rows, max_bytes, watch)
        unused = () if rows is None else rows.unused(found)
        if writer.state() == "complete":
            names = {one.input for one in read} | {one.input for one in rejected}
            _refuse_other(names, writer.inputs() - _lines(rows), replace, writer)
        _make(writer, read, (*rejected, *unused), analyser, model, watch)
    return Record(path)


def add(
    record: PathLike,
    inputs: PathLike | Iterable[PathLike],
    *,
    manifest: PathLike | None = None,
    model: str | None = None,
    max_bytes: int | None = None,
    progress: Progress | None = None,
) -> Record:
    """Add files and folders to a record. The result equals a build of everything; only what is new is analysed.

    An input that the record has already is read again, and what it says now takes the place of what it said.

    Args:
        record: The record's file.
        inputs: Files and folders of reports.
        manifest: As for `build`; it is for the inputs that are added.
        model: The name of a spaCy model; None is the one that the record was made with.
        max_bytes: Inputs larger than this are rejected; None is the default of `reading`.
        progress: Who is told what is being done.

    Returns:
        The record, open for reading.

    Raises:
        UsageError: An input or the record does not exist, or the record is unfinished.
        RecordError: The file is not a record, or another process is writing it.
        ModelError: The language model is not installed.
    """
    from onrecord.record import Record, Writer

    path, watch = Path(record), _Watch(progress)
    with Record(path) as old:  # says so if there is no record, where a writer would make one
        model = model or old.meta().get("model") or None
    found, rows = _find(inputs, manifest, path)
    analyser = _analyser(model, watch)
    with Writer(path) as writer:
        if writer.state() != "complete":
            raise UsageError(f"{path}: is unfinished; run the same `onrecord build` again before adding to it")
        with Record(path) as old:
            kept = dict(old.as_read())
            refused = old.story().rejected
        read, rejected = _read(found, rows, max_bytes, watch)
        named = {one.input for one in read} | {one.input for one in rejected}
        before = tuple(report for name, report in kept.items() if name not in named)
        refused = tuple(rejection for rejection in refused if rejection.input not in named)
        if rows is not None:
            refused = tuple(rejection for rejection in refused if rejection not in rows.unused(()))
            rejected += rows.unused((*found, *_known(kept, found)))
        _make(writer, (*before, *read), (*refused, *rejected), analyser, model, watch)
    return Record(path)


def analyse(
    inputs: PathLike | Iterable[PathLike],
    *,
    manifest: PathLike | None = None,
    model: str | None = None,
    max_bytes: int | None = None,
    progress: Progress | None = None,
) -> Iterator[tuple[Report, Analysis] | Rejected]:
    """Yield each report with what was found in it, as soon as it is done, and each rejection, in the order of reading.

    No record is made, no report dropped as a duplicate. The arguments and what is raised are those of `build`. A report
    in a language that the analyser does not know comes with an empty analysis.
    """
    from onrecord.model import Rejected, Report
    from onrecord.reading import DEFAULT_MAX_BYTES, read

    watch = _Watch(progress)
    found, rows = _find(inputs, manifest)
    analyser = _analyser(model, watch)
    read_so_far: deque[Report | Rejected] = deque()

    def reports() -> Iterator[Report]:
        for outcome in read(found, manifest=rows, max_bytes=DEFAULT_MAX_BYTES if max_bytes is None else max_bytes):
            read_so_far.append(outcome)
            if isinstance(outcome, Report):
                yield outcome

    with watch.step("language", len(found)):
        for analysis in analyser.analyse(reports()):
            while isinstance(outcome := read_so_far.popleft(), Rejected):
                yield outcome
            watch.advance()
            yield outcome, analysis
    for outcome in (*read_so_far, *(() if rows is None else rows.unused(found))):
        if isinstance(outcome, Report):
            raise RuntimeError(f"{outcome.input}: the analyser returned no analysis for it")
        yield outcome


def _known(kept: Iterable[str], found: Sequence[Input]) -> tuple[Input, ...]:
    """Return the inputs that a record has from before, so that a row of the manifest on one of them is not unused."""
    from onrecord.reading import Input

    here = {one.name for one in found}
    names = {name for line in kept for name in (line, re.sub(r"#[0-9]+$", "", line))} - here
    return tuple(Input(name, Path(name)) for name in sorted(names))


def _find(
    inputs: PathLike | Iterable[PathLike], manifest: PathLike | None, output: Path | None = None
) -> tuple[tuple[Input, ...], Manifest | None]:
    from onrecord.reading import Input, find_inputs, find_manifest, load_manifest

    paths = [Path(inputs)] if isinstance(inputs, (str, Path)) else [Path(one) for one in inputs]
    if not paths:
        raise UsageError("no inputs were given")
    # A record that lies in the folder of its reports is not one of them, nor are SQLite's files beside it.
    own = {Path(f"{output.resolve()}{suffix}") for suffix in ("", "-wal", "-shm", "-journal")} if output else set()
    # A file system may hold names that are no Unicode and cannot be kept; they are written with escapes.
    found = tuple(
        Input(one.name.encode("utf-8", "backslashreplace").decode("utf-8"), one.path)
        for one in find_inputs(paths)
        if one.path.resolve() not in own
    )
    if not found:
        raise UsageError(f"no file to read in {', '.join(str(path) for path in paths)}")
    listed = Path(manifest) if manifest is not None else find_manifest(paths)
    return found, None if listed is None else load_manifest(listed)


def _read(
    found: Sequence[Input], rows: Manifest | None, max_bytes: int | None, watch: _Watch
) -> tuple[tuple[Report, ...], tuple[Rejected, ...]]:
    from onrecord.model import Report
    from onrecord.reading import DEFAULT_MAX_BYTES, read

    reports: list[Report] = []
    rejected: list[Rejected] = []
    with watch.step("reading", len(found)) as note:
        for outcome in read(found, manifest=rows, max_bytes=DEFAULT_MAX_BYTES if max_bytes is None else max_bytes):
            if isinstance(outcome, Report):
                reports.append(outcome)
            else:
                rejected.append(outcome)
            watch.advance()
        note(f"{len(reports)} read, {len(rejected)} rejected")
    return tuple(reports), tuple(rejected)


def _lines(rows: Manifest | None) -> frozenset[str]:
    """Return the names by which lines of a manifest are rejected: lines come and go without the inputs being others."""
    return frozenset() if rows is None else frozenset(one.input for one in rows.unused(()))


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
            "build to another file, or delete this one if that is meant"
        )


def _analyser(model: str | None, watch: _Watch) -> Analyser:
    """Load the language model, before anything is written: without it there is no record to be made."""
    from onrecord.language import Analyser

    with watch.step("language model", None) as note:
        analyser = Analyser(model)
        note(analyser.version)
    return analyser


def _make(
    writer: Writer,
    read: Sequence[Report],
    rejected: Sequence[Rejected],
    analyser: Analyser,
    model: str | None,
    watch: _Watch,
) -> None:
    """Take what was read to a finished record."""
    from importlib.metadata import version

    from onrecord.reading import settle
    from onrecord.relating import relate

    reports, duplicates = settle(read)
    rejected = sorted(rejected, key=lambda one: (one.input, one.reason))
    keys, analyses, not_analysed = _analyse(writer, analyser, reports, watch)
    with watch.step("relating", None) as note:
        story = relate(reports, analyses, duplicates=duplicates, rejected=tuple(rejected), decisions=writer.decisions())
        note(f"{len(story.statements)} statements, {len(story.entities)} entities, {len(story.claims)} claims")
    with watch.step("record", None) as note:
        writer.replace(
            story,
            as_read={report.input: report for report in read},
            analysis_keys=keys,
            not_analysed=not_analysed,
            meta={
                "onrecord": version("onrecord"),
                "analyser": analyser.version,
                "languages": " ".join(sorted(analyser.languages)),
                "model": model or "",
                "given": str(len(read) + len(rejected)),
            },
        )
        note(str(writer.path))


def _analyse(
    writer: Writer, analyser: Analyser, reports: Sequence[Report], watch: _Watch
) -> tuple[dict[str, str], dict[str, Analysis], dict[str, str]]:
    """Return the keys of the analyses, the analyses, and why there is none, each by report id."""
    from onrecord.model import Analysis

    not_analysed = {
        report.id: f"not analysed: language {report.language}" for report in reports if not analyser.can_read(report)
    }
    keys = {report.id: analyser.key(report) for report in reports if report.id not in not_analysed}
    by_key: dict[str, Analysis] = {}
    for key in keys.values():
        kept = writer.analysis(key)
        if kept is not None:
            by_key[key] = kept
    # Two outlets may publish one text on one day: it is analysed once.
    todo = {keys[report.id]: report for report in reports if report.id in keys and keys[report.id] not in by_key}
    with watch.step("language", len(todo)) as note:
        fresh: dict[str, Analysis] = {}
        committed = time.monotonic()
        for key, analysis in zip(todo, analyser.analyse(todo.values()), strict=True):
            by_key[key] = fresh[key] = analysis
            watch.advance()
            if time.monotonic() - committed > KEEP_AFTER_SECONDS:
                writer.keep(fresh, analyser.version)
                fresh, committed = {}, time.monotonic()
        writer.keep(fresh, analyser.version)
        note(f"{len(todo)} analysed, {len(keys) - len(todo)} known, {len(not_analysed)} in other languages")
    analyses = {report.id: by_key[keys[report.id]] if report.id in keys else Analysis() for report in reports}
    return keys, analyses, not_analysed


class _Watch:
    """Tells a `Progress`, if there is one, of the steps and how long they took."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    @contextmanager
    def step(self, name: str, total: int | None) -> Iterator[Callable[[str], None]]:
        """Time a step; the value is to be called with a note on what was done."""
        notes: list[str] = []
        if self._progress is not None:
            self._progress.begin(name, total)
        start = time.perf_counter()
        yield notes.append
        if self._progress is not None:
            self._progress.end(name, time.perf_counter() - start, "; ".join(notes))

    def advance(self) -> None:
        """Tell of one thing done."""
        if self._progress is not None:
            self._progress.advance()
