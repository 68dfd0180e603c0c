"""The steps of a build, a function each: find the inputs, read them, load the analyser, make the record.

Everything heavy is imported by the step that needs it.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.build.watch import Watch
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.language import Analysers
    from onrecord.model import Analysis, Rejected, Report
    from onrecord.reading import FieldNames, Input, Limits, Manifest
    from onrecord.record import Writer

KEEP_AFTER_SECONDS = 2.0
"""Analyses are committed this often: a killed build loses no more work than that, and a commit costs milliseconds."""

PathLike = str | Path
STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class OwnOutlets:
    """The table of outlets that a person gave, as a record keeps it; empty for none."""

    text: str = ""
    """In TOML."""
    file: str = ""
    """The file that it was read from, as it was named."""
    tables: tuple[tuple[str, str], ...] = ()
    """The tables of plugins that it extends: whose each is, and its TOML."""

    def meta(self) -> dict[str, str]:
        """Return what a record says of it."""
        from onrecord.outlets import PLUGINS_KEPT

        return {"outlets": self.text, "outlets_file": self.file, PLUGINS_KEPT: json.dumps(self.tables)}


def own_outlets(outlets: PathLike | None) -> OwnOutlets | None:
    """Return a person's table of outlets, before anything is written; None where none is given.

    Raises:
        UsageError: The file cannot be read or is no table of outlets.
    """
    from onrecord.outlets import extended, read_table

    if outlets is None:
        return None
    own = OwnOutlets(read_table(Path(outlets)), str(outlets))
    return own if extended(own.text, own.file).own else OwnOutlets()


@contextmanager
def using_outlets(given: OwnOutlets | None, meta: Mapping[str, str], *, anew: bool = True) -> Iterator[OwnOutlets]:
    """Use a person's table of outlets, the one that is given, else the one that the record keeps, over the plugins'.

    Args:
        given: The table; None is the record's own.
        meta: What the record says of itself.
        anew: Whether a record is made: with the tables of the plugins that are there now. Else one is read: with those
            that it was made with, so that it says the same wherever it is opened.
    """
    from onrecord.outlets import extended, kept_tables, plugged_tables, using

    tables = plugged_tables() if anew else kept_tables(meta)
    own = given or OwnOutlets(meta.get("outlets", ""), meta.get("outlets_file", ""))
    with using(extended(own.text, own.file, tables)):
        yield replace(own, tables=tables)


@contextmanager
def piped_in(
    inputs: PathLike | Iterable[PathLike], stdin_format: str | None
) -> Iterator[tuple[tuple[Path, ...], tuple[Input, ...]]]:
    """Part what is given into files and folders, and what is piped in, which is there inside.

    Args:
        inputs: Files and folders; `-` is standard input.
        stdin_format: What comes from there, as a file's name would end, with or without its dot; None: its first bytes
            tell it.

    Raises:
        UsageError: Nothing comes, or nothing was given.
    """
    from onrecord.reading import piped

    paths = (Path(inputs),) if isinstance(inputs, (str, Path)) else tuple(Path(one) for one in inputs)
    if not paths:
        raise UsageError("no inputs were given")
    files = tuple(path for path in paths if path != STDIN)
    if len(files) == len(paths):
        yield files, ()
        return
    with piped(suffix=f".{stdin_format.lstrip('.').casefold()}" if stdin_format else None) as came:
        yield files, (came,)


def find(
    paths: Sequence[Path], manifest: PathLike | None, output: Path | None = None, came: Sequence[Input] = ()
) -> tuple[tuple[Input, ...], Manifest | None]:
    """Return the files to read, and the manifest that is named or lies in a folder given.

    Args:
        paths: Files and folders.
        manifest: The manifest's file, if one is named.
        output: The record's file, which is no input even where it lies among them.
        came: What was piped in.

    Raises:
        UsageError: There is no file to read, or the manifest cannot be read.
    """
    from onrecord.reading import find_inputs, find_manifest, load_manifest, real_path

    # A record that lies in the folder of its reports is not one of them, nor are SQLite's files beside it.
    own = {Path(f"{real_path(output)}{suffix}") for suffix in ("", "-wal", "-shm", "-journal")} if output else set()
    # A file system may hold names that are no Unicode and cannot be kept; they are written with escapes.
    found = tuple(came) + tuple(
        replace(one, name=one.name.encode("utf-8", "backslashreplace").decode("utf-8"))
        for one in find_inputs(paths)
        if one.real not in own
    )
    if not found:
        raise UsageError(f"no file to read in {', '.join(str(path) for path in paths)}")
    listed = Path(manifest) if manifest is not None else find_manifest(paths)
    return found, None if listed is None else load_manifest(listed)


def limits(max_bytes: int | None, time_limit: float | None, jobs: int | None) -> Limits:
    """Return what reading may take; None is the default of `reading`."""
    from onrecord.reading import Limits

    usual = Limits()
    return Limits(
        max_bytes=usual.max_bytes if max_bytes is None else max_bytes,
        time_limit=usual.time_limit if time_limit is None else time_limit,
        jobs=jobs,
    )


def own_names(fields: str | Iterable[str] | None) -> FieldNames | None:
    """Return what a person says that exports call our fields; None where nothing is said.

    Raises:
        UsageError: It is no list of pairs such as `title=headline`, or there is no such field.
    """
    from onrecord.reading import field_names

    return None if fields is None else field_names([fields] if isinstance(fields, str) else fields)


def names_in_use(given: FieldNames | None, meta: Mapping[str, str]) -> FieldNames:
    """Return what exports call our fields: as a person says now, else as the record keeps it from before."""
    from onrecord.reading import field_names

    return field_names([meta.get("fields", "")]) if given is None else given


def read(
    found: Sequence[Input],
    rows: Manifest | None,
    within: Limits,
    names: FieldNames,
    watch: Watch,
    meanwhile: tuple[Writer, Analysers] | None = None,
) -> tuple[tuple[Report, ...], tuple[Rejected, ...]]:
    """Read the inputs: the reports, duplicates not yet dropped, and the rejections.

    Other processes read while this one analyses what has come with what is given for it, and keeps it: a build that is
    stopped here goes on here.
    """
    from onrecord.model import Report
    from onrecord.reading import read as read_inputs

    reports: list[Report] = []
    rejected: list[Rejected] = []

    def as_they_come() -> Iterator[Report]:
        for outcome in read_inputs(found, manifest=rows, limits=within, names=names):
            watch.advance()
            if isinstance(outcome, Report):
                reports.append(outcome)
                yield outcome
            else:
                rejected.append(outcome)

    with watch.step("reading", len(found)) as note:
        if meanwhile is None:
            deque(as_they_come(), maxlen=0)
        else:
            fresh = _analyse_new(*meanwhile, as_they_come())
        note(f"{len(reports)} read, {len(rejected)} rejected")
        if meanwhile is not None:
            note(f"{fresh} analysed meanwhile")
    return tuple(reports), tuple(rejected)


def _analyse_new(writer: Writer, analyser: Analysers, reports: Iterable[Report]) -> int:
    """Analyse what the record has no analysis of; return how many were analysed."""
    from onrecord.language import NotAnalysed

    keys: deque[str] = deque()
    seen: set[str] = set()

    def todo() -> Iterator[Report]:
        for report in reports:
            if not analyser.can_read(report):
                continue
            key = analyser.key(report)
            if key not in seen and writer.analysis(key) is None:
                keys.append(key)
                yield report
            seen.add(key)

    kept = Kept(writer, analyser.version)
    for analysis in analyser.analyse(todo()):
        key = keys.popleft()
        if not isinstance(analysis, NotAnalysed):  # it is tried again, and said then
            kept.add(key, analysis)
    kept.commit()
    return kept.count


@dataclass(slots=True)
class Kept:
    """Analyses on their way into a record."""

    writer: Writer
    version: str
    fresh: dict[str, Analysis] = field(default_factory=dict)
    committed: float = field(default_factory=time.monotonic)
    count: int = 0

    def add(self, key: str, analysis: Analysis) -> None:
        """Take an analysis, and commit what was taken from time to time."""
        self.fresh[key] = analysis
        self.count += 1
        if time.monotonic() - self.committed > KEEP_AFTER_SECONDS:
            self.commit()

    def commit(self) -> None:
        """Write what was taken."""
        self.writer.keep(self.fresh, self.version)
        self.fresh, self.committed = {}, time.monotonic()


def load_analyser(model: str | None, watch: Watch) -> Analysers:
    """Load the language model, before anything is written: without it there is no record to be made."""
    from onrecord.language import Analysers

    with watch.step("language model", None) as note:
        analyser = Analysers(model)
        note(analyser.version)
    return analyser


def make(
    writer: Writer,
    as_read: Sequence[Report],
    rejected: Sequence[Rejected],
    analyser: Analysers,
    model: str | None,
    watch: Watch,
    own: OwnOutlets,
    fields: str = "",
) -> None:
    """Take what was read to a finished record.

    Args:
        writer: Of the record.
        as_read: The reports as they were read, duplicates among them.
        rejected: What gave none.
        analyser: What finds what stands in them.
        model: The language model that was asked for; None for the usual one.
        watch: Is told what is being done.
        own: The table of outlets in use, which the record keeps.
        fields: What exports call our fields, as `FieldNames` writes it, which the record keeps.
    """
    from importlib.metadata import version

    from onrecord.reading import settle, with_pages
    from onrecord.relating import Kept, date_reports, decided_days, relate, with_days

    reports, duplicates, histories = settle(as_read)
    decisions = writer.decisions()
    as_stated = tuple(analyser.key(report) for report in reports)  # what holds again when a date is taken back
    days = decided_days(decisions, reports)
    reports = with_days(reports, days)
    rejected = sorted(with_pages(rejected, as_read), key=lambda one: (one.input, one.reason))
    keys, analyses, not_analysed = _analyse(writer, analyser, reports, watch)
    undated = tuple(keys.values())
    with watch.step("dating", None) as note:
        read_on = {report.id: report.published for report in reports}
        reports = date_reports(reports, analyses)
        changed = tuple(report for report in reports if report.published != read_on[report.id])
        note(f"{len(changed)} of {len(reports)} reports dated by their siblings, or their day not believed")
    if changed:  # "on Friday" means another day now
        keys_again, analyses_again, not_again = _analyse(writer, analyser, changed, watch)
        keys, analyses, not_analysed = keys | keys_again, analyses | analyses_again, not_analysed | not_again
        keys = {one: key for one, key in keys.items() if one not in not_again}
    with watch.step("relating", None) as note:
        kept = Kept(writer.kept())
        story = relate(
            reports,
            analyses,
            duplicates=duplicates,
            rejected=tuple(rejected),
            histories=histories,
            decisions=decisions,
            kept=kept,
        )
        note(f"{len(story.statements)} statements, {len(story.entities)} entities, {len(story.claims)} claims")
    with watch.step("record", None) as note:
        writer.replace(
            story,
            as_read={report.input: report for report in as_read},
            analysis_keys=keys,
            keep=(*undated, *as_stated),
            not_analysed=not_analysed,
            kept=kept.to_keep(),
            meta={
                "onrecord": version("onrecord"),
                "analyser": analyser.version,
                "languages": " ".join(sorted(analyser.languages)),
                "model": model or "",
                **own.meta(),
                "fields": fields,
                "given": str(len(as_read) + len(rejected)),
            },
        )
        note(str(writer.path))


def _analyse(
    writer: Writer, analyser: Analysers, reports: Sequence[Report], watch: Watch
) -> tuple[dict[str, str], dict[str, Analysis], dict[str, str]]:
    """Return the keys of the analyses, the analyses, and why there is none, each by report id."""
    from onrecord.language import NotAnalysed
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
        kept_now = Kept(writer, analyser.version)
        failed: dict[str, str] = {}
        for key, analysis in zip(todo, analyser.analyse(todo.values()), strict=True):
            watch.advance()
            if isinstance(analysis, NotAnalysed):  # not kept: a mended plugin is to try again
                failed[key] = analysis.reason
                continue
            by_key[key] = analysis
            kept_now.add(key, analysis)
        kept_now.commit()
        note(f"{len(todo)} analysed, {len(keys) - len(todo)} known, {len(not_analysed)} in other languages")
    not_analysed |= {one: failed[key] for one, key in keys.items() if key in failed}
    keys = {one: key for one, key in keys.items() if key not in failed}
    analyses = {report.id: by_key[keys[report.id]] if report.id in keys else Analysis() for report in reports}
    return keys, analyses, not_analysed
