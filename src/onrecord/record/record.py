"""An open record, for reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from onrecord.errors import RecordError, UsageError
from onrecord.model import Analysis, Decision, DoubtKind, Duplicate, Rejected, Report, Story
from onrecord.record import connect
from onrecord.record.check import Problem, check
from onrecord.record.decided import DecisionRow, QueueRow, decision_rows, pending, queue
from onrecord.record.look import Look, Shown, look_at
from onrecord.record.notebook import box
from onrecord.record.overview import Overview, overview
from onrecord.record.promises import on_day
from onrecord.record.read import read_decisions, read_duplicate, read_kept, read_story
from onrecord.record.search import Found, search, with_claims
from onrecord.record.version import Version, version_of
from onrecord.record.versions import PageRow, versions_of
from onrecord.record.who import Who, who
from onrecord.record.write import write_story

if TYPE_CHECKING:
    from onrecord.record.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The day as of which a record is seen, and how many reports are left out for it."""

    day: str
    """The last day of publication that is seen, `2024-12-07`."""
    later: int
    """Reports published after it."""
    undated: int
    """Reports of which no day is known: that they were there by then cannot be told."""
    first: str | None = None
    """The day of the first report that the record holds, None where none is dated."""


class Record:
    """A record, open for reading; nothing done with it changes the file. Use it as a context manager.

    Args:
        path: The record's file.

    Raises:
        UsageError: There is no such file.
        RecordError: It is not a record, or is from a newer onrecord.

    Example:
        ```python
        with Record("story.db") as record:
            for said in record.who("Brask").said:
                print(said.report.outlet, said.statement.text)
        ```
    """

    _closed = False

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._connection: sqlite3.Connection = connect.open_to_read(self.path)

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._closed = True
        self._connection.close()

    def seen(self, story: Story, as_of: AsOf) -> Record:
        """Return another story of this record's reports as a record that lies in memory, to be read alike.

        Args:
            story: What some of the reports say together.
            as_of: Which of them it was made from.

        Raises:
            RecordError: The record is damaged, or the story points at what it does not hold.
        """
        ids = {report.id for report in story.reports}
        inputs = {one.input for one in story.reports} | {one.input for one in story.duplicates}
        view = Record.__new__(Record)
        view.path = self.path
        view._connection = connect.open_in_memory()
        with connect.reading_errors(self.path):
            kept = self._connection.execute(
                "select reports.id, reports.analysis, analyses.analyser, analyses.analysis as found from reports "
                "join analyses on analyses.key = reports.analysis"
            ).fetchall()
            kept = [row for row in kept if row["id"] in ids]
            view._connection.execute("begin")
            view._connection.executemany(
                "insert or replace into analyses (key, analyser, analysis) values (?, ?, ?)",
                [(row["analysis"], row["analyser"], row["found"]) for row in kept],
            )
            write_story(
                view._connection,
                story,
                as_read={name: report for name, report in self.as_read().items() if name in inputs},
                analysis_keys={row["id"]: row["analysis"] for row in kept},
                not_analysed=self.not_analysed(),
            )
            meta = {
                **self.meta(),
                "given": str(story.given),
                "as_of": msgspec.json.encode(as_of).decode(),
            }
            view._connection.executemany("insert or replace into meta values (?, ?)", sorted(meta.items()))
            view._connection.execute("commit")
        return view

    @property
    def as_of(self) -> AsOf | None:
        """The day as of which the record is seen, None for all that it holds."""
        kept = self.meta().get("as_of")
        return None if kept is None else msgspec.json.decode(kept, type=AsOf)

    def story(self) -> Story:
        """Return all that the record holds, read once.

        Raises:
            RecordError: The record is unfinished or damaged.
        """
        return self._story

    def meta(self) -> dict[str, str]:
        """Return what the record says of itself: `state`, `given`, `analyser`, `model`, `languages`, `onrecord`, ...

        `outlets` is the table of outlets that a person gave, in TOML, `outlets_file` the file that it was read from;
        `fields` what a person said that exports call our fields, `title=headline`, '' for nothing.
        """
        with connect.reading_errors(self.path):
            rows = self._connection.execute("select key, value from meta where key <> 'writer' order by key")
            return {row["key"]: row["value"] for row in rows}

    def version(self) -> Version:
        """Return what the content is known by: another one after every change of it, and only then."""
        with connect.reading_errors(self.path):
            return version_of(self._connection)

    def log(self) -> tuple[Decision, ...]:
        """Return the decisions as `story` does, without reading the rest."""
        with connect.reading_errors(self.path):
            return read_decisions(self._connection)

    def who(self, name: str, today: date | None = None) -> Who:
        """Return what somebody is reported to have said, by date, with the relays.

        Args:
            name: A form of the name, or some words of one, without regard to case and accents; or an entity's id.
            today: The day on which promises are judged; None is the newest report's.

        Raises:
            NameNotFoundError: Nobody, or more than one, goes by that name; its `candidates` are those that it may mean.
        """
        return who(on_day(self._story, today), name)

    def decisions(self) -> tuple[DecisionRow, ...]:
        """Return the corrections by people, taken back or not, by when they were made, and what became of each."""
        return decision_rows(self._story)

    def pending(self) -> tuple[Decision, ...]:
        """Return the decisions that are written and not worked in yet: see `onrecord.work_in`."""
        return pending(self._story)

    def queue(self, limit: int | None = 20, kinds: Iterable[DoubtKind] = ()) -> tuple[QueueRow, ...]:
        """Return the links that the machine is least sure of and that nobody has decided on, those first.

        Args:
            limit: How many to return at most; None is all that are kept.
            kinds: `claim`, `person`, `copy`, `speaker`; none is all.
        """
        return queue(self._story, limit, kinds)

    def search(self, query: str, limit: int = 20, *, claims: bool = True) -> Found:
        """Find words in statements and reports: see `onrecord.record.search`.

        Args:
            query: FTS5 query syntax, or plain words.
            limit: How many statements and how many reports to return at most.
            claims: Say of each statement to which claim it belongs: that alone needs the whole story to be read.
        """
        self._require_complete()
        with connect.reading_errors(self.path):
            found = search(self._connection, query, limit)
        return with_claims(found, self._story) if claims else found

    def overview(self, today: date | None = None) -> Overview:
        """Return the story as it is read first, with words and names in the place of ids.

        Args:
            today: The day on which promises are judged; None is the newest report's.
        """
        return overview(on_day(self._story, today))

    def versions(self) -> tuple[PageRow, ...]:
        """Return the pages of which there are several versions, with what was changed silently from one to the next.

        Example:
            ```python
            for page in record.versions():
                for rewrite in page.rewrites:
                    print(page.outlet, rewrite.seen, [edit.now for edit in rewrite.edits if edit.how == "added"])
            ```
        """
        return versions_of(self._story)

    def look_at(self, what: Shown | str) -> Look:
        """Return one thing with all that stands behind it, to be looked at in a notebook or printed.

        Args:
            what: A claim, statement, conflict, entity or report of the story, or the id of one.

        Raises:
            UsageError: The record has nothing of that id.
        """
        return look_at(self._story, what)

    def table(self, name: str, *, today: date | None = None, with_text: bool = False) -> Rows:
        """Return a table of the record, the same as exports to CSV and Parquet write.

        Args:
            name: One of `onrecord.record.tables.TABLES`: `claims`, `statements`, `promises`, ...
            today: The day on which promises are judged; None is the newest report's.
            with_text: Give the whole text of each report in `reports`, too.

        Returns:
            A list of dicts that `to_pandas` and `to_polars` make into a data frame.

        Raises:
            UsageError: There is no such table.
        """
        from onrecord.record.rows import Rows
        from onrecord.record.tables import TABLES, View

        if name not in TABLES:
            raise UsageError(f"there is no table {name!r}; there are {', '.join(TABLES)}")
        view = View(self._story, self.not_analysed(), today, with_text=with_text)
        return Rows(TABLES[name], TABLES[name].rows(view))

    def __repr__(self) -> str:
        as_of = "" if self._closed or self.as_of is None else f", as of {self.as_of.day}"
        return f"<Record {self.path}{as_of}{', closed' if self._closed else ''}>"

    def _repr_html_(self) -> str | None:
        if self._closed or self.meta().get("state") != "complete":
            return None  # the plain form says what can be said
        return box(f"<b>{escape(str(self.path))}</b>", self.overview()._repr_html_())

    def check(self) -> tuple[Problem, ...]:
        """Return what is wrong with the record; nothing is wrong with a sound one."""
        with connect.reading_errors(self.path):
            return check(self._connection)

    def counts(self) -> dict[str, int]:
        """Return how many inputs, reports, statements and so on the record holds, without reading them.

        `reports` are articles, each counted once; `versions` are the further versions of some of them.

        Raises:
            RecordError: The record is unfinished or damaged.
        """
        self._require_complete()
        with connect.reading_errors(self.path):
            outcomes = self._connection.execute("select outcome, count(*) from inputs group by outcome").fetchall()
            came_of = {row[0]: row[1] for row in outcomes}
            found = {"given": sum(came_of.values()), "reports": came_of.get("report", 0)}
            found |= {"versions": came_of.get("version", 0)}
            found |= {"duplicates": came_of.get("duplicate", 0), "rejected": came_of.get("rejected", 0)}
            for table in ("statements", "entities", "claims", "promises", "conflicts", "copies"):
                query = f"select count(*) from {table}"  # noqa: S608 -- the names stand above
                query += " where not struck" if table == "statements" else ""
                found[table] = self._connection.execute(query).fetchone()[0]
        return found

    def duplicates(self) -> tuple[Duplicate, ...]:
        """Return the inputs that gave no new report, as `story` does."""
        with connect.reading_errors(self.path):
            rows = self._connection.execute(
                "select input, report, captured from inputs where outcome = 'duplicate' order by position"
            )
            return tuple(map(read_duplicate, rows))

    def rejected(self) -> tuple[Rejected, ...]:
        """Return the inputs that gave no report, as `story` does."""
        with connect.reading_errors(self.path):
            rows = self._connection.execute(
                "select input, reason from inputs where outcome = 'rejected' order by position"
            )
            return tuple(Rejected(input=row["input"], reason=row["reason"]) for row in rows)

    def not_analysed(self) -> Mapping[str, str]:
        """Return why a report was not analysed, by report id, for those that were not."""
        with connect.reading_errors(self.path):
            rows = self._connection.execute(
                "select id, not_analysed from reports where not_analysed is not null order by position"
            )
            return {row["id"]: row["not_analysed"] for row in rows}

    def analyses(self, of: Container[str] | None = None) -> Mapping[str, Analysis]:
        """Return the analysis of each report that has one, by report id.

        Args:
            of: The ids of the reports whose analyses are wanted; None is all.
        """
        with connect.reading_errors(self.path):
            rows = self._connection.execute(
                "select reports.id as id, analyses.analysis as analysis from reports "
                "join analyses on analyses.key = reports.analysis order by reports.position"
            )
            return {
                row["id"]: msgspec.json.decode(row["analysis"], type=Analysis)
                for row in rows
                if of is None or row["id"] in of
            }

    def kept(self) -> dict[str, bytes]:
        """Return what relating kept of pairs, by name: see `relating.Kept`."""
        with connect.reading_errors(self.path):
            return read_kept(self._connection)

    def analysis_keys(self) -> Mapping[str, str]:
        """Return the key under which the analysis of each report is kept, by report id, for those that have one."""
        with connect.reading_errors(self.path):
            rows = self._connection.execute("select id, analysis from reports where analysis is not null order by id")
            return {row["id"]: row["analysis"] for row in rows}

    def as_read(self) -> Mapping[str, Report]:
        """Return, by the input's name, the report as it was read from each input that gave one, duplicates included."""
        with connect.reading_errors(self.path):
            rows = self._connection.execute(
                "select input, as_read from inputs where as_read is not null order by position"
            )
            return {row["input"]: msgspec.json.decode(row["as_read"], type=Report) for row in rows}

    @cached_property
    def _story(self) -> Story:
        self._require_complete()
        with connect.reading_errors(self.path):
            return read_story(self._connection)

    def _require_complete(self) -> None:
        if self.meta().get("state") != "complete":
            raise RecordError(f"{self.path}: is unfinished; run the same `onrecord build` again and it goes on")
