"""The command that adds what arrives: `watch`."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.fetch import manners, manners_options
from onrecord.cli.terminal import counted, example, line, note
from onrecord.errors import HeldError, UsageError

if TYPE_CHECKING:
    from onrecord.fetch import Manners
    from onrecord.record import Record

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_EVERY = re.compile(r"(\d{1,6})\s*([smhd])?", re.ASCII)
_LEAST = 60
"""Seconds: a feed is not asked for more often, whatever its keeper's machine would bear."""
_HELD_SECONDS = 5.0
"""Between two looks at a record that another process writes."""
_LOOK_MS = 500
"""Milliseconds between two looks at files that may still be written."""


def _seconds(_: click.Context, __: click.Parameter, value: str) -> float:
    found = _EVERY.fullmatch(value.strip())
    if found is None:
        raise click.BadParameter(f"{value!r} is no span of time: write 90s, 10m, 2h or 1d")
    return float(max(_LEAST, int(found[1]) * _UNITS[found[2] or "s"]))


@click.command(
    epilog=example("onrecord watch reports/ -o story.db", "onrecord watch https://norra.example/feed.xml --every 30m")
)
@click.argument("what", metavar="FOLDER|FEED")
@click.option("-o", "--output", default="story.db", show_default=True, metavar="FILE", help="The record to add to.")
@click.option(
    "--every",
    callback=_seconds,
    default="10m",
    show_default=True,
    metavar="TIME",
    help="How often a feed is asked for: 90s, 10m, 2h, 1d; not more than once a minute.",
)
@click.option("--once", is_flag=True, help="Add what is there now, and end.")
@click.option(
    "--settle",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    metavar="S",
    help="Seconds in which a file must not change to be read.",
)
@manners_options
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def watch(what: str, output: str, every: float, once: bool, settle: float, quiet: bool, **options: Any) -> None:
    """Add to a record what arrives in a folder or a feed, until Ctrl-C.

    A file is read when it has not changed for two seconds. A feed is fetched every ten minutes into a folder beside the
    record (story.db has story-inbox), as `onrecord fetch` does it, and what is new in it is added. A record that is not
    there is built first. While another process writes the record, this one waits.
    """
    keeper = _Keeper(Path(output), (lambda _: None) if quiet else _say)
    try:
        if what.startswith(("http://", "https://")):
            _feed(what, keeper, manners(skip_known=True, **options), every, once=once)
        else:
            folder = Path(what)
            if not folder.is_dir():
                raise UsageError(f"{what}: is no folder, and no address of a feed (http:// or https://)")
            _folder(folder, keeper, settle, once=once)
    except KeyboardInterrupt:
        note("stopped; what was added is in the record")


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Adds to one record, and says what became of each thing."""

    record: Path
    say: Callable[[str], None]

    def missing(self, folder: Path) -> tuple[Path, ...]:
        """Return the files of a folder that the record does not account for."""
        from onrecord.reading import find_inputs
        from onrecord.record import Record

        found = [one for one in find_inputs([folder]) if not self._own(one.path)]
        if not self._there():
            return tuple(one.path for one in found)
        with Record(self.record) as record:
            known = _Accounts(record)
            return tuple(one.path for one in found if not known.of(one.name))

    def take(self, paths: Sequence[Path], folder: Path) -> None:
        """Add files of a folder, or build the record of them if there is none; wait while another writes it."""
        import onrecord
        from onrecord.reading import find_inputs, find_manifest

        wanted = set(paths)
        inputs = [one for one in find_inputs([folder]) if one.path in wanted and not self._own(one.path)]
        if not inputs:
            return
        given, told = [one.path for one in inputs], False
        manifest = find_manifest([folder])
        while True:
            try:
                if self._there():
                    grown = onrecord.add(self.record, given, manifest=manifest)
                else:
                    grown = onrecord.build(given, self.record, manifest=manifest)
                break
            except HeldError as error:
                if not told:
                    note(f"{error}; waiting")
                    told = True
                time.sleep(_HELD_SECONDS)
        with grown:
            accounts = _Accounts(grown)
            for one in inputs:
                self.say(f"{one.name}: {accounts.words(one.name)}")

    def _there(self) -> bool:
        return self.record.exists() and self.record.stat().st_size > 0

    def _own(self, path: Path) -> bool:
        """Tell the record itself, and what SQLite keeps beside it, from reports."""
        from onrecord.fetch.arrivals import unfinished

        return unfinished(path) or (
            path.name.startswith(self.record.name) and path.parent.resolve() == self.record.parent.resolve()
        )


class _Accounts:
    """What became of the inputs of a record, by their names."""

    def __init__(self, record: Record) -> None:
        duplicates = {one.input: f"a duplicate of {one.of}" for one in record.duplicates()}
        rejected = {one.input: f"rejected: {one.reason}" for one in record.rejected()}
        self._said = {**dict.fromkeys(record.as_read(), "a report"), **duplicates, **rejected}

    def of(self, name: str) -> dict[str, str]:
        """Return what became of a file, or of the things in it (`archive.zip/page.html`, `crawl.warc#17`)."""
        inside = (f"{name}#", f"{name}/")
        return {known: said for known, said in self._said.items() if known == name or known.startswith(inside)}

    def words(self, name: str) -> str:
        """Return the same as words."""
        found = self.of(name)
        if len(found) == 1:
            return next(iter(found.values()))
        if not found:
            return "nothing in it"
        kinds = [said.partition(":")[0].partition(" of ")[0].removeprefix("a ") for said in found.values()]
        counts = {kind: kinds.count(kind) for kind in ("report", "duplicate", "rejected")}
        return ", ".join(
            f"{count:,} rejected" if kind == "rejected" else counted(count, kind)
            for kind, count in counts.items()
            if count
        )


def _say(words: str) -> None:
    from datetime import datetime

    click.echo(line(f"{datetime.now().astimezone():%H:%M:%S}  {words}"))


def _folder(folder: Path, keeper: _Keeper, settle: float, *, once: bool) -> None:
    """Add what is in a folder and not in the record, then what arrives."""
    from onrecord.fetch import Arrivals

    arrivals = Arrivals(settle)
    changes = iter(()) if once else _changes(folder)
    arrivals.note(keeper.missing(folder), time.monotonic())
    while True:
        done = arrivals.settled(time.monotonic())
        if done:
            keeper.take(done, folder)
        if once:
            if not arrivals.waiting:
                return
            time.sleep(_LOOK_MS / 1000)
        else:
            arrivals.note(next(changes), time.monotonic())


def _changes(folder: Path) -> Iterator[Iterable[Path]]:
    """Yield the files that came or changed, an empty tuple when nothing did for a while."""
    from watchfiles import Change, watch

    def seen(polling: bool | None) -> Iterator[Iterable[Path]]:
        # No filter: the library's own leaves out what it takes for a programmer's litter.
        for changes in watch(
            folder, watch_filter=None, rust_timeout=_LOOK_MS, yield_on_timeout=True, force_polling=polling
        ):
            yield sorted(
                folder / Path(path).relative_to(folder.resolve() if Path(path).is_absolute() else folder)
                for change, path in changes
                if change is not Change.deleted
            )

    try:
        yield from seen(None)
    except OSError as error:  # the system has no watches left
        note(f"{folder}: cannot be watched ({error}); looking into it again and again instead")
        yield from seen(True)


def _feed(address: str, keeper: _Keeper, how: Manners, every: float, *, once: bool) -> None:
    """Fetch a feed again and again, and add the archives in which something is."""
    from onrecord.fetch import brings, fetch

    inbox = keeper.record.with_name(f"{keeper.record.stem}-inbox")
    while True:
        fetched = fetch([address], inbox, how)
        for outcome in fetched.outcomes:
            if not outcome.good:
                note(f"{outcome.state} {outcome.url}: {outcome.reason}")
        # Those of before, too, which were fetched and not added when this was stopped.
        archives = keeper.missing(inbox) if inbox.is_dir() else ()
        keeper.take([path for path in archives if brings(path)], inbox)
        if once:
            return
        time.sleep(every)
