"""What the page of all stories shows of each: a card from its record, and the page of each of the largest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec import structs

from onrecord.archive.carrying import Task, put
from onrecord.archive.shards import digest, fingerprint
from onrecord.pages.archive import StoryCard

STORIES = 16
"""Stories of a task: a card takes some hundredths of a second, a page some tenths."""


class _Wanted(msgspec.Struct, frozen=True, array_like=True):
    story: str
    page: bool
    """Whether its page is written too."""


@dataclass(frozen=True, slots=True)
class Carding:
    """Makes cards and pages from records."""

    records: str
    """The folder of the records."""
    pages: str
    """The folder of the pages."""

    def tasks(self, stories: Mapping[str, int], paged: frozenset[str], folder: Path) -> list[Task]:
        """Return the tasks of some stories; one is done while its records' files are as they were.

        Those with the largest stories come first: begun last, one of them would keep all other processes waiting.

        Args:
            stories: Those that have a record, by id, each with how many articles tell it.
            paged: Those of which a page is written.
            folder: Where the cards are put.
        """
        code = fingerprint("pages", "record")
        ordered = sorted(stories)
        found = []
        for at in range(0, len(ordered), STORIES):
            wanted = [_Wanted(story, story in paged) for story in ordered[at : at + STORIES]]
            states = [(one.story, one.page, *self._state(one.story)) for one in wanted]
            task = Task(
                id=wanted[0].story,
                output=str(folder / digest(code, states)),
                spec=msgspec.msgpack.encode(wanted),
                size=len(wanted),
            )
            for one in wanted:
                if one.page and not self._page(one.story).exists():
                    for done in (task.path, _alone(task, one.story).path):
                        done.unlink(missing_ok=True)
            found.append((-max(stories[one.story] for one in wanted), task.id, task))
        return [task for *_, task in sorted(found, key=lambda one: one[:2])]

    def do(self, task: Task) -> None:
        """Make the cards of some stories, and their pages."""
        cards = []
        for one in msgspec.msgpack.decode(task.spec, type=list[_Wanted]):
            task.reach(one.story)
            cards.append(self._made(one))
        put(task.path, msgspec.msgpack.encode(cards))

    def parts(self, task: Task, at: str, why: str) -> Sequence[Task]:  # noqa: ARG002 -- others ask them
        """Return a task for each story."""
        wanted = msgspec.msgpack.decode(task.spec, type=list[_Wanted])
        if len(wanted) == 1:
            return ()
        return [structs.replace(_alone(task, one.story), spec=msgspec.msgpack.encode([one])) for one in wanted]

    def refuse(self, task: Task, why: str) -> None:  # noqa: ARG002 -- the record is there, and opens
        """Leave a story without a card."""
        put(task.path, msgspec.msgpack.encode([]))

    def _made(self, wanted: _Wanted) -> StoryCard:
        from onrecord.pages import page
        from onrecord.pages.archive import story_card
        from onrecord.record import Record

        with Record(self._record(wanted.story)) as record:
            card = story_card(wanted.story, record.story())
            if wanted.page:
                put(self._page(wanted.story), page(record).encode("utf-8"))
        return card

    def _state(self, story: str) -> tuple[int, int]:
        """Return what stands for a record's content."""
        found = self._record(story).stat()
        return found.st_size, found.st_mtime_ns

    def _record(self, story: str) -> Path:
        return Path(self.records) / f"{story}.db"

    def _page(self, story: str) -> Path:
        return Path(self.pages) / f"{story}.html"


def _alone(task: Task, story: str) -> Task:
    """Return the part of a task that is one story."""
    return Task(id=f"{task.id}/{story}", output=f"{task.output}.{story}", spec=b"")


def cards_of(tasks: Sequence[Task]) -> list[StoryCard]:
    """Return the cards that some tasks made."""
    return [
        card
        for task in tasks
        for card in msgspec.msgpack.decode(task.path.read_bytes(), type=list[StoryCard], strict=False)
    ]
