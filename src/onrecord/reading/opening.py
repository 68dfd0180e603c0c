"""What an input holds: itself, or, of a container, one thing after the other, to a depth and within bounds.

A thing has a name of its own, `saved.zip/page.html`, and is read when it is asked for. What breaks costs itself alone.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import InputError, UsageError
from onrecord.model import Source
from onrecord.reading.by_suffix import (
    CONTAINERS,
    KIND_BYTES,
    MEDIA_TYPES,
    TABLES,
    Drafts,
    drafts_of,
    is_read,
    suffix_of,
)
from onrecord.reading.facts import Draft, Facts
from onrecord.reading.field_names import FieldNames
from onrecord.reading.inputs import Input, is_manifest
from onrecord.reading.items import Item, Items, Refused
from onrecord.reading.kinds import other_kind
from onrecord.reading.manifest import manifest_of
from onrecord.reading.plugged import suffixes

MAX_DEPTH = 3
"""Containers in containers that are opened: an archive of mailboxes whose messages have archives attached."""
MAX_SHARE = 200
"""Times its own size that a container may unpack to: text packs to a tenth, and a thousandfold is a bomb."""
MIN_UNPACKED = 1_000_000_000
"""Bytes that any container may unpack to, however small it is."""

MAX_THINGS = 200_000
"""Things in a container, with those of the containers in it: twice what a file of a crawl of the web's news holds."""
UNREADABLE = "cannot be read:"
"""How the reason begins where the system did not let us have it: it may at another time."""
FAILED = "the reader failed on it:"
"""How the reason begins where a reader raised what it should not: an error of ours, and no rejection by intent."""


Thing = tuple[str, Callable[[], Drafts] | InputError]
"""A name, and how it is read or why it cannot be."""
Told = dict[str, Facts]
"""What the manifests in archives say, by name."""


def things(item: Input, max_bytes: int, names: FieldNames, told: Told | None = None) -> Iterator[Thing]:
    """Yield each thing in an input that is read by itself: the file, or what the container holds.

    Args:
        item: The input.
        max_bytes: The largest thing that is read.
        names: What exports call the fields of an article.
        told: Is given what an archive's own manifest says, before the things that it says it of.
    """
    try:
        if os.path.isdir(item.path):  # noqa: PTH112 -- as in find_inputs: it raises nothing
            raise InputError(f"{UNREADABLE} a folder that may not be looked into")
        suffix = suffix_of(item.path)
        opener = CONTAINERS.get(suffix)
        if suffix in TABLES and suffix not in suffixes():
            yield item.name, partial(_rows, item.path, suffix, max_bytes, names)
            return
        if opener is None:
            data = _bytes(item.path, max_bytes) if is_read(suffix) else b""
            yield item.name, partial(drafts_of, suffix, data, names)
            return
        with _opened(item.path) as file:
            most = max(MIN_UNPACKED, MAX_SHARE * item.path.stat().st_size)
            allowed = _Allowed(most, told={} if told is None else told)
            yield from _inside(opener(file, max_bytes), item.name, max_bytes, allowed, 1, names)
    except InputError as error:
        yield item.name, error
    except OSError as error:
        yield item.name, InputError(f"{UNREADABLE} {error.strerror or error}")
    except RuntimeError as error:  # a link that leads to itself, before Python 3.13
        yield item.name, InputError(f"{UNREADABLE} {error}")


@dataclass(slots=True)
class _Allowed:
    """What a container may still give, all that is in it together."""

    bytes: int
    """That it may unpack to."""
    things: int = MAX_THINGS
    seen: set[str] = field(default_factory=set)
    """The names that it has given."""
    told: Told = field(default_factory=dict)
    """What the manifests in it say."""

    def spend(self, size: int) -> None:
        """Take one thing off.

        Raises:
            InputError: It gives too much.
        """
        self.things -= 1
        self.bytes -= size
        if self.things < 0:
            raise InputError(f"holds more than {MAX_THINGS:,} things; what comes behind was not read")
        if self.bytes < 0:
            raise InputError("unpacks to far more than its size allows; what comes behind was not read")

    def named(self, name: str) -> str:
        """Return a name that no other thing in it has: an archive may hold two of one name."""
        found, again = name, 1
        while found in self.seen:
            again += 1
            found = f"{name}~{again}"
        self.seen.add(found)
        return found


def _inside(
    items: Items, name: str, max_bytes: int, allowed: _Allowed, depth: int, names: FieldNames
) -> Iterator[Thing]:
    """Yield the things in a container; what it breaks off with is the container's own rejection."""
    empty = True
    listed: Mapping[str, str] = {}
    try:
        for item in items:
            if isinstance(item, Item) and item.lists and is_manifest(item.data):
                allowed.spend(len(item.data))
                try:
                    listed = _listed(item, name, allowed.told)
                except InputError as error:  # the files of the archive are read by what they say themselves
                    yield allowed.named(name + item.mark), error
                continue
            empty = False
            inner = name + item.mark.encode("utf-8", "backslashreplace").decode("utf-8")
            allowed.spend(len(item.data) if isinstance(item, Item) else 0)
            opener = CONTAINERS.get(item.suffix) if isinstance(item, Item) else None
            if isinstance(item, Refused):
                yield allowed.named(inner), item.reason
            elif opener is None:
                yield allowed.named(inner), partial(_sourced, item, names)
            elif depth == MAX_DEPTH:
                yield allowed.named(inner), InputError(f"a container in {MAX_DEPTH} others is not opened")
            else:
                held = (_captured_with(item, one) for one in opener(io.BytesIO(item.data), max_bytes))
                yield from _inside(held, inner, max_bytes, allowed, depth + 1, names)
        for row, file in listed.items():
            if not {file, file.rpartition("#")[0]} & allowed.seen:
                yield allowed.named(row), InputError(f"names a file that is not in the archive ({file})")
    except InputError as error:
        yield allowed.named(name), error
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever a library raises is why a container opens no further
        yield allowed.named(name), InputError(failed(error))
    else:
        if empty:
            yield allowed.named(name), InputError("empty: nothing in it that could be a report")


def _listed(item: Item, archive: str, told: Told) -> Mapping[str, str]:
    """Take in what an archive's manifest says; return for each of its rows, by the row's name, what that is about.

    What a manifest around the archive says of the same thing holds before it.

    Raises:
        InputError: It is a manifest that cannot be meant.
    """
    path = archive + item.mark
    try:
        manifest = manifest_of(item.data, Path(item.mark.rpartition("/")[2]))
    except UsageError as error:
        raise InputError(f"the archive's manifest cannot be used: {error}") from error
    folder = path.rpartition("/")[0]
    rows = {f"{path}#{row.line}": (f"{folder}/{row.file}", row.facts) for row in manifest.rows}
    for file, facts in rows.values():
        told[file] = {**facts, **told.get(file, {})}
    return {row: file for row, (file, _) in rows.items()}


def _captured_with(outer: Item, inner: Item | Refused) -> Item | Refused:
    """Give a thing in a container the capture, and the record, of that container, if it has none of its own.

    What is said of the container (its address, its title) is not said of what is in it.
    """
    if isinstance(inner, Refused):
        return inner
    own = inner.record is not None or inner.offset is not None
    return replace(
        inner,
        record=inner.record if own else outer.record,
        offset=inner.offset if own else outer.offset,
        captured=inner.captured or outer.captured,
    )


def failed(error: Exception) -> str:
    """Return the reason of a thing on which a reader or a library failed."""
    return " ".join(f"{FAILED} {type(error).__name__}: {error}".split())


def _sourced(item: Item, names: FieldNames) -> Drafts:
    """Yield the articles of a thing in a container, with what the container says of it."""
    digest = hashlib.sha256(item.data).hexdigest()
    source = Source(
        media_type=item.media_type or MEDIA_TYPES.get(item.suffix, "application/octet-stream"),
        sha256=digest,
        record=item.record,
        offset=item.offset,
        captured=item.captured,
    )
    for mark, draft in drafts_of(item.suffix, item.data, names, item.charset):
        if isinstance(draft, Draft):
            yield (
                mark,
                replace(draft, layers=(item.facts, *draft.layers, item.hints), source=_within(source, draft.source)),
            )
        else:
            yield mark, draft


def _within(outer: Source, own: Source | None) -> Source:
    """Return what a thing says of its own source where it says more than its container: an item of a feed."""
    if own is None:
        return outer
    return replace(own, offset=own.offset or outer.offset, captured=own.captured or outer.captured)


def _rows(path: Path, suffix: str, max_bytes: int, names: FieldNames) -> Drafts:
    """Yield the articles of a table, which is never in memory as a whole."""
    try:
        with _opened(path) as file:
            other = other_kind(suffix, file.read(KIND_BYTES))
            if other is not None:
                raise InputError(f"called {suffix}, but it is {other} by what it holds: give it the suffix of that")
            file.seek(0)
            yield from TABLES[suffix](file, max_bytes, names)
    except OSError as error:
        raise InputError(f"{UNREADABLE} {error.strerror or error}") from error


def _opened(path: Path) -> BinaryIO:
    if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
        raise InputError(f"{UNREADABLE} not a regular file")
    return path.open("rb")


def _bytes(path: Path, max_bytes: int) -> bytes:
    try:
        with _opened(path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > max_bytes:
                raise InputError(_too_large(size, max_bytes))
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise InputError(f"{UNREADABLE} {error.strerror or error}") from error
    except RuntimeError as error:  # a link that leads to itself, before Python 3.13
        raise InputError(f"{UNREADABLE} {error}") from error
    if len(data) > max_bytes:  # it has grown since
        raise InputError(_too_large(len(data), max_bytes))
    return data


def _too_large(size: int, max_bytes: int) -> str:
    return f"too large: {size:,} bytes, the limit is {max_bytes:,}; a higher one can be set with --max-bytes"
