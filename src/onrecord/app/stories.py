"""Stories for the desk: what a record holds, or held on a day, read in this process or brought over from another.

A story of thousands of reports is brought over in pieces, each decoded in some hundredths of a second: in one piece it
would hold up every reader for a second or more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from onrecord.model import Story
from onrecord.record.version import Version

if TYPE_CHECKING:
    from onrecord.record import AsOf, Changes

PIECE = 500
"""Values of a piece: of the largest, entities with thousands of mentions, a tenth of a second to decode."""
Pieces = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A story with what the record says beside it."""

    story: Story
    meta: dict[str, str]
    not_analysed: dict[str, str]
    version: Version
    judged: date | None
    """The day for which the promises' statuses hold."""
    as_of: AsOf | None = None


@dataclass(frozen=True, slots=True)
class Packed:
    """The same to be sent from one process to another: the story in pieces."""

    pieces: Pieces
    rest: Held


def held_now(path: Path, today: date) -> Held:
    """Return what a record holds, promises judged by a day.

    Raises:
        UsageError: There is no such file.
        RecordError: It is unfinished or damaged.
    """
    from onrecord.record import Record, judged_on, on_day

    with Record(path) as record:
        version, story = record.version(), record.story()
        return Held(on_day(story, today), record.meta(), dict(record.not_analysed()), version, judged_on(story, today))


def held_on(path: Path, day: str) -> Held:
    """Return what a record held on a day: its reports by then, related anew.

    Raises:
        UsageError: There is no such file, or it is no day.
        RecordError: It is unfinished or damaged.
    """
    from onrecord.build.as_of import story_on
    from onrecord.record import Record

    with Record(path) as record:
        version, (story, as_of) = record.version(), story_on(record, day)
        return Held(story, record.meta(), dict(record.not_analysed()), version, date.fromisoformat(as_of.day), as_of)


def changed_since(path: Path, day: str) -> Changes:
    """Return what has changed in a record since a day: see `onrecord.diff`."""
    from onrecord.build.as_of import diff

    return diff(path, day)


def packed_now(path: Path, today: date) -> Packed:
    """Return `held_now` to be sent."""
    return pack(held_now(path, today))


def packed_on(path: Path, day: str) -> Packed:
    """Return `held_on` to be sent."""
    return pack(held_on(path, day))


def pack(held: Held) -> Packed:
    """Return a story in pieces."""
    story = held.story
    rest = Held(Story(), held.meta, held.not_analysed, held.version, held.judged, held.as_of)
    return Packed(tuple(_pieces(story)), rest)


def unpack(packed: Packed) -> Held:
    """Return the story of pieces."""
    types = get_type_hints(Story)
    gathered: dict[str, list[Any]] = {one.name: [] for one in fields(Story)}
    for name, piece in packed.pieces:
        gathered[name] += msgspec.msgpack.decode(piece, type=types[name])
    rest = packed.rest
    story = Story(**{name: tuple(values) for name, values in gathered.items()})
    return Held(story, rest.meta, rest.not_analysed, rest.version, rest.judged, rest.as_of)


def _pieces(story: Story) -> Iterator[tuple[str, bytes]]:
    for one in fields(story):
        values = getattr(story, one.name)
        for at in range(0, len(values), PIECE):
            yield one.name, msgspec.msgpack.encode(values[at : at + PIECE])
