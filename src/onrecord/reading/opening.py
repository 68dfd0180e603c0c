"""From a container to what can be read in it: items, those of the containers in it among them, within limits.

An archive of a few kilobytes may unpack to more than a disk holds. What a container of the user's unpacks to, all that
is in it together, is therefore measured while it is read, and the rest is refused.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.reading.items import Item, Refused
from onrecord.reading.kinds import CONTAINERS

MAX_DEPTH = 3
"""Containers in containers: a feed in a web archive in a zip file. People make no more; zip bombs make six."""
MAX_UNPACKED_TIMES = 100
"""Items may have this many times the bytes of the container that the user gave: pages pack to a tenth or a twentieth,
and what packs to a hundredth says the same over and over."""
MIN_UNPACKED = 100_000_000
"""In bytes: what any container may unpack to, however small it is."""
MAX_ITEMS = 200_000
"""In one container that the user gave, those of the containers in it too: twice what a day's archive of a news crawl
of the whole web holds."""


@dataclass(slots=True)
class Budget:
    """What a container may still give."""

    bytes: int
    items: int = MAX_ITEMS

    @classmethod
    def of(cls, size: int) -> Budget:
        """Return what a container of this many bytes may give."""
        return cls(bytes=max(MIN_UNPACKED, MAX_UNPACKED_TIMES * size))

    def spend(self, size: int) -> None:
        """Take one item off.

        Raises:
            InputError: There is nothing left to take it off.
        """
        self.items -= 1
        self.bytes -= size
        if self.items < 0:
            raise InputError(f"holds too much: the rest was not read, the limit is {MAX_ITEMS:,} items")
        if self.bytes < 0:
            raise InputError(
                f"unpacks to too much: the rest was not read, the limit is {MAX_UNPACKED_TIMES} times its own size "
                f"or {MIN_UNPACKED:,} bytes"
            )


def unpack(
    file: BinaryIO, suffix: str, max_bytes: int, budget: Budget, *, readable: Container[str] = frozenset()
) -> Iterator[Item | Refused]:
    """Yield what is in a container, in order: items that are no containers themselves, marked from the outermost one.

    No two have one mark. What ends the reading of a container, it breaking off or the budget, is refused under its own
    mark ('' for the outermost); what was yielded before stands.

    Args:
        file: The container, open for reading and seeking.
        suffix: Its key in `CONTAINERS`.
        max_bytes: The largest item, in bytes.
        budget: What it may give; it is spent.
        readable: Suffixes of containers that are not opened, since a reader takes them.
    """
    seen: set[str] = set()
    for one in _inside(file, suffix, max_bytes, budget, readable, 1):
        mark = one.mark.encode("utf-8", "backslashreplace").decode("utf-8")
        again = 1
        while mark in seen:
            again += 1
            mark = f"{one.mark}~{again}"
        seen.add(mark)
        yield one if mark == one.mark else replace(one, mark=mark)


def _inside(
    file: BinaryIO, suffix: str, max_bytes: int, budget: Budget, readable: Container[str], depth: int
) -> Iterator[Item | Refused]:
    empty = True
    try:
        for one in CONTAINERS[suffix](file, max_bytes):
            empty = False
            budget.spend(len(one.data) if isinstance(one, Item) else 0)
            if isinstance(one, Refused) or one.suffix not in CONTAINERS or one.suffix in readable:
                yield one
            elif depth == MAX_DEPTH:
                yield Refused(mark=one.mark, reason=InputError(f"{MAX_DEPTH} containers deep is as far as they open"))
            else:
                for inner in _inside(BytesIO(one.data), one.suffix, max_bytes, budget, readable, depth + 1):
                    yield _within(one, inner)
    except InputError as error:
        yield Refused(mark="", reason=error)
        return
    if empty:
        yield Refused(mark="", reason=InputError("empty: nothing in it that could be a report"))


def _within(outer: Item, inner: Item | Refused) -> Item | Refused:
    """Name something by the container that it is in, too; it was captured with that, if nothing else is said.

    What is said of the container (its address, its title) is not said of what is in it.
    """
    mark = outer.mark + inner.mark
    if isinstance(inner, Refused):
        return replace(inner, mark=mark)
    own = inner.record is not None or inner.offset is not None
    return replace(
        inner,
        mark=mark,
        record=inner.record if own else outer.record,
        offset=inner.offset if own else outer.offset,
        captured=inner.captured or outer.captured,
    )
