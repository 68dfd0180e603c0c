"""The steps of an archive strung together: read, settle, near duplicates, stories, analyses, records, the table.

Each step leaves its files in the folder of work and goes by those that are there, so that a run that was stopped goes
on, and one over an archive that has grown does what is new.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.archive.analyses import Analysed, Analysing, known
from onrecord.archive.cards import Carding, cards_of
from onrecord.archive.carrying import carry_out, here
from onrecord.archive.columns import DUPLICATE, READ, REJECTED, STATUSES, VERSION, Columns, load
from onrecord.archive.former import FOLDER as FORMER
from onrecord.archive.former import find_former, put_away
from onrecord.archive.given import Archive, find
from onrecord.archive.index import days, rejections, without_others
from onrecord.archive.index import write as write_index
from onrecord.archive.reads import Reading
from onrecord.archive.records import Recording, Story, receipt
from onrecord.archive.settles import Settling, groups_of
from onrecord.archive.shards import LOCK, alone_in, digest, fingerprint, read_rows
from onrecord.archive.table import write as write_table
from onrecord.build import OwnOutlets, PathLike, Progress, Watch
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.archive.engine import Engine


AT_ONCE = 200_000
"""Reports whose pages are held in memory at a time: some 400 MB."""


_HALF_WRITTEN = re.compile(r"\..+\.\d+(?:-(?:wal|shm|journal))?")
"""Files on their way to their places have the number of their process behind their name."""
NO_CARD = "it has a record, which this page could not be made of"
"""What is said of a story whose record is there and breaks what sums it up."""
FEW = 8
"""Stories up to which no other process is started to draw their pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """What an archive came to. `read` + `duplicates` + `versions` + `rejected` = `given`."""

    folder: Path
    """Where it all lies: `stories.parquet`, `records/`, `index.html`."""
    given: int
    read: int
    duplicates: int
    versions: int
    rejected: int
    stories: int
    """Also those of one report."""
    records: int
    failed: tuple[tuple[str, str], ...] = ()
    """The stories of which no record could be made, with the reasons."""

    @property
    def table(self) -> Path:
        """The table of all inputs."""
        return self.folder / "stories.parquet"

    @property
    def page(self) -> Path:
        """The page of all stories that have a record."""
        return self.folder / "index.html"


def stories(
    archive: PathLike | Iterable[PathLike],
    output: PathLike,
    *,
    cluster: str | None = None,
    min_reports: int = 2,
    pages: int = 100,
    manifest: PathLike | None = None,
    outlets: PathLike | None = None,
    model: str | None = None,
    max_bytes: int | None = None,
    time_limit: float | None = None,
    jobs: int | None = None,
    fields: str | Iterable[str] | None = None,
    progress: Progress | None = None,
) -> Stories:
    """Find the stories in an archive of reports, and build the record of each.

    A run that was stopped goes on where it was when it is run again. Over an archive that has grown, only what is new
    is read and analysed, and only stories that changed are related; what people decided in a record holds.

    Args:
        archive: Files and folders of reports, as for `build`, and addresses in object stores (`s3://bucket/2031/`).
        output: The folder to make: `stories.parquet`, `records/<story>.db`, `index.html`, and `work/`, which can be
            deleted when no further run is meant.
        cluster: The address of a Ray cluster, `ray://host:10001` or `auto`; None works on this machine. The archive
            and `output` must be where all its machines find them, by the same path.
        min_reports: A story of fewer articles gets no record.
        pages: Of so many stories, the largest, the page is written too: `pages/<story>.html`.
        manifest: As for `build`.
        outlets: As for `build`.
        model: As for `build`.
        max_bytes: As for `build`.
        time_limit: As for `build`.
        jobs: How many processes work; None for as many as there are processors.
        fields: As for `build`.
        progress: Who is told what is being done.

    Returns:
        What came of it.

    Raises:
        UsageError: An input does not exist, the engine (`onrecord[archive]`) is not installed, the cluster does not
            answer, another process works on `output`, or the options are as `build` refuses them.
        ModelError: The language model is not installed.

    Example:
        ```python
        found = onrecord.stories("archive/", "out/")
        print(found.given, found.stories, found.records, found.page)
        ```
    """
    from onrecord.archive.engine import Engine
    from onrecord.build import limits, names_in_use, own_names, own_outlets
    from onrecord.outlets import plugged_tables

    paths = [archive] if isinstance(archive, (str, Path)) else list(archive)
    if not paths:
        raise UsageError("no archive was given")
    if min_reports < 1:
        raise UsageError("a story has one report at least")
    out = Path(output).absolute()
    if out.exists() and not out.is_dir():
        raise UsageError(f"{output}: is a file; name a folder")
    if not _may_write_to(out):
        raise UsageError(f"{output}: holds other things; name a new folder with -o, or one that an earlier run made")
    reading = Reading(
        limits=limits(max_bytes, time_limit, jobs),
        names=names_in_use(own_names(fields), {}),
        outlets=replace(own_outlets(outlets) or OwnOutlets(), tables=plugged_tables()),
        model=model,
    )
    found = find(paths, manifest, out)
    engine = Engine(cluster, jobs)
    with alone_in(out / "work"):
        return _Run(engine, out, found, reading, min_reports, pages, Watch(progress)).all()


def _may_write_to(out: Path) -> bool:
    """Return whether a folder is ours to write to: what we put there and take away is told by its names."""
    ours = (out / "work" / LOCK, out / "stories.parquet")
    return any(one.exists() for one in ours) or not out.is_dir() or all(map(_is_hidden, out.iterdir()))


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(".")


class _Run:
    """One run over an archive."""

    def __init__(
        self, engine: Engine, out: Path, found: Archive, reading: Reading, min_reports: int, pages: int, watch: Watch
    ) -> None:
        self.engine, self.out, self.found, self.reading = engine, out, found, reading
        self.min_reports, self.pages, self.watch, self.work = min_reports, pages, watch, out / "work"

    def all(self) -> Stories:
        """Do all steps."""
        columns = self.read()
        self.settle(columns)
        self.without_boilerplate(columns)
        told = self.group(columns, self.near(columns))
        members = self.members(columns, told)
        analysed = self.analyse(columns, members) if members else Analysed()
        if analysed.refused:
            columns.reject(analysed.refused)
            members = self.members(columns, told)
        failed = self.record(columns, members, analysed)
        found = self.tell(columns, told, members, failed)
        self.index(columns, members, found)
        return found

    def read(self) -> Columns:
        """Read all shards."""
        folder = self.work / "read"
        tasks = self.reading.tasks(self.found.shards, folder)
        with self.watch.step("reading", sum(task.size for task in tasks)) as note:
            done = carry_out(self.engine.map, self.reading, tasks, self._advance)
            columns = load(done, folder)
            columns.tell_pages()
            note(f"{columns.count(READ)} read, {columns.count(REJECTED)} rejected")
        return columns

    def settle(self, columns: Columns) -> None:
        """Settle what shares words or an address."""
        import numpy as np

        settling = Settling(str(columns.folder))
        rows = np.flatnonzero(columns.status == READ)
        found = groups_of(columns.words[rows], columns.addresses[rows], columns.addressed[rows])
        groups = ([columns.place(int(rows[at])) for at in group] for group in found)
        tasks = settling.tasks(groups, self.work / "settled")
        with self.watch.step("duplicates", sum(task.size for task in tasks)) as note:
            over = self.engine.map if len(tasks) > 1 else here
            done = carry_out(over, settling, tasks, self._advance)
            columns.settle(row for task in done for row in read_rows(task.path))
            columns.reject(columns.namesakes())
            note(f"{columns.count(DUPLICATE)} duplicates, {columns.count(VERSION)} versions")

    def without_boilerplate(self, columns: Columns) -> None:
        """Reject the pages that hold no article, by what else their outlets published; some outlets at a time."""
        import numpy as np

        from onrecord.archive.boilerplate import Page, boilerplate_only

        with self.watch.step("pages", None) as note:
            rows = np.fromiter(columns.standing().values(), np.int64)
            parts = 1 + len(rows) // AT_ONCE
            which = columns.publishers[rows] % np.uint64(parts)
            found: dict[str, str] = {}
            for part in range(parts):
                some = columns.each("page", rows[which == part].tolist())
                found |= boilerplate_only(msgspec.msgpack.decode(page, type=Page) for _, page in some)
            row_of = columns.standing()
            columns.reject({row_of[name]: why for name, why in found.items()})
            note(f"{len(found)} hold no article")

    def near(self, columns: Columns) -> list[tuple[int, int]]:
        """Find near duplicates, by row."""
        from onrecord.archive.near import near_pairs

        with self.watch.step("near copies", None) as note:
            row_of = columns.standing()
            items = [(columns.cell("id", row), made) for row, made in columns.each("sketch", row_of.values())]
            found = near_pairs(items, lambda key: columns.text(row_of[key]))
            pairs = sorted((row_of[pair.one], row_of[pair.other]) for pair in found)
            note(f"{len(pairs)} pairs")
        return pairs

    def group(self, columns: Columns, near: Sequence[tuple[int, int]]) -> dict[int, str]:
        """Return the story of each report that stands, by row."""
        from onrecord.archive.grouping import group
        from onrecord.archive.traits import Traits

        with self.watch.step("stories", None) as note:
            row_of = columns.standing()
            traits = (msgspec.msgpack.decode(made, type=Traits) for _, made in columns.each("traits", row_of.values()))
            same = [(rows[0], row) for rows in columns.standing_pages() for row in rows[1:]]
            pairs = [(columns.cell("id", one), columns.cell("id", other)) for one, other in (*same, *near)]
            told = {row_of[key]: story for key, story in sorted(group(traits, pairs).items())}
            # A page is of one story, however long it changes.
            told |= {row: told[first] for first, row in same}
            note(f"{len(set(told.values()))} stories of {len(told)} reports")
        return told

    def members(self, columns: Columns, told: Mapping[int, str]) -> dict[str, list[int]]:
        """Return the rows of all inputs of each story that gets a record, by story."""
        articles: dict[str, int] = defaultdict(int)
        for row, story in told.items():
            articles[story] += int(columns.status[row] == READ)
        members: dict[str, list[int]] = defaultdict(list)
        for row, of in enumerate(columns.of.tolist()):
            if of >= 0 and articles[told[of]] >= self.min_reports:
                members[told[of]].append(row)
        return dict(sorted(members.items()))

    def analyse(self, columns: Columns, members: Mapping[str, Sequence[int]]) -> Analysed:
        """Analyse the reports of stories that were not analysed before."""
        from onrecord.language import Analysers

        with self.watch.step("language model", None) as note:
            version = Analysers(self.reading.model).version
            note(version)
        folder = self.work / "analysed" / digest(fingerprint("reading"), version, repr(self.reading.outlets))
        analysing = Analysing(str(columns.folder), self.reading.model, self.reading.outlets)
        wanted = {columns.cell("id", row): row for rows in members.values() for row in rows if columns.of[row] == row}
        before = known(folder)
        todo = [columns.place(row) for name, row in wanted.items() if name not in before]
        with self.watch.step("language", len(todo)) as note:
            carry_out(self.engine.map, analysing, analysing.tasks(todo, folder), self._advance)
            found = {wanted[name]: one for name, one in known(folder).items() if name in wanted}
            at = {row: (one.place, one.key) for row, one in found.items() if one.key is not None}
            refused = {row: one.reason for row, one in found.items() if one.reason is not None}
            note(f"{len(todo)} analysed, {len(wanted) - len(todo)} known, {len(refused)} cannot be")
        return Analysed(folder, version, at, refused)

    def record(self, columns: Columns, members: Mapping[str, Sequence[int]], analysed: Analysed) -> dict[str, str]:
        """Make the records; return the stories of which none could be made, with the reasons."""
        recording = Recording(
            read=str(columns.folder),
            analysed=str(analysed.folder),
            records=str(self.out / "records"),
            model=self.reading.model,
            outlets=self.reading.outlets,
            fields=str(self.reading.names),
            analyser=analysed.version,
        )
        former = find_former(
            self.out / "records", {columns.cell("id", row): story for story, rows in members.items() for row in rows}
        )
        stories = [
            Story(
                id=story,
                members=tuple(columns.place(row) for row in rows),
                analyses=tuple(analysed.at[row] for row in rows if row in analysed.at),
                prints=columns.prints(rows),
                before=tuple(str(one.path) for one in former if one.heir == story),
            )
            # The largest first: begun last, one of them would keep all other processes waiting at the end.
            for story, rows in sorted(members.items(), key=lambda one: -len(one[1]))
        ]
        tasks = recording.tasks(stories, self.work / "stories")
        with self.watch.step("records", len(tasks)) as note:
            again = recording.forget(tasks)
            receipts = [receipt(task) for task in carry_out(self.engine.map, recording, tasks, self._advance)]
            failed = {one.story: one.failed for one in receipts if one.failed is not None}
            for one in former:
                if one.heir not in failed:
                    put_away(one)
            broken = sum(one.broken is not None for one in former)
            left = f", {broken} of earlier runs cannot be opened: see {FORMER}/" if broken else ""
            note(f"{again} made, {len(tasks) - again} as they were, {len(failed)} failed{left}")
        return failed

    def tell(
        self, columns: Columns, told: Mapping[int, str], members: Mapping[str, object], failed: Mapping[str, str]
    ) -> Stories:
        """Write the table; return what all came to."""
        unused = self.found.unused
        self.tidy(columns)
        with self.watch.step("table", None) as note:
            write_table(self.out / "stories.parquet", columns, told, unused)
            note(str(self.out / "stories.parquet"))
        counts = {status: columns.count(code) for code, status in enumerate(STATUSES)}
        standing = {told[row] for row in columns.standing().values()}
        return Stories(
            folder=self.out,
            given=sum(counts.values()) + len(unused),
            read=counts["read"],
            duplicates=counts["duplicate"],
            versions=counts["version"],
            rejected=counts["rejected"] + len(unused),
            stories=len(standing),
            records=len(members) - len(failed),
            failed=tuple(sorted(failed.items())),
        )

    def index(self, columns: Columns, members: Mapping[str, Sequence[int]], found: Stories) -> None:
        """Write the page of all stories, and the pages of the largest."""
        from onrecord.pages.archive import Accounts

        failed = dict(found.failed)
        stories = [story for story in members if story not in failed]
        articles = {story: sum(int(columns.status[row] == READ) for row in members[story]) for story in stories}
        paged = frozenset(sorted(stories, key=lambda one: (-articles[one], one))[: self.pages])
        carding = Carding(records=str(self.out / "records"), pages=str(self.out / "pages"))
        without_others(self.out / "pages", paged)
        tasks = carding.tasks(articles, paged, self.work / "cards")
        with self.watch.step("index", len(stories)) as note:
            over = self.engine.map if len(stories) > FEW else here
            cards = cards_of(carry_out(over, carding, tasks, self._advance))
            without = sorted(set(stories) - {card.story for card in cards})
            accounts = Accounts(
                given=found.given,
                read=found.read,
                versions=found.versions,
                duplicates=found.duplicates,
                rejected=found.rejected,
                reasons=rejections(columns, self.found.unused),
                alone=found.read - sum(articles.values()),
                stories=found.stories,
                failed=(*found.failed, *((story, NO_CARD) for story in without)),
                days=days(columns),
            )
            note(str(write_index(self.out, cards, accounts)))

    def tidy(self, columns: Columns) -> None:
        """Delete what earlier runs left that no run will ask for again, and what killed ones had half written."""
        for path in (self.work / "read").glob("*.parquet"):
            if path.name not in columns.shards:
                path.unlink()
        for folder in (self.work, self.out / "records"):
            for path in folder.rglob(".*"):
                if _HALF_WRITTEN.fullmatch(path.name) is not None and path.is_file():
                    path.unlink(missing_ok=True)

    def _advance(self, number: int) -> None:
        for _ in range(number):
            self.watch.advance()
