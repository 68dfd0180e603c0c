"""What holds several things to read: archives, mailboxes, captures of the web, feeds.

A container is read to its items, one after the other, without unpacking anything to disk. An item is read as a file of
its suffix would be; one that is a container itself is opened too, to a depth. What the container says of an item (its
address, the time of its capture) comes before what the item says of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.reading.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing in a container."""

    mark: str
    """What the container's name gets behind it: `/inner/page.html` in an archive, `#17` for the 17th record."""
    suffix: str
    """In lower case, with its point: which reader it gets."""
    data: bytes
    facts: Facts = field(default_factory=dict)
    """What the container says of it."""
    record: str | None = None
    """See `model.Source`, as the next two."""
    offset: int | None = None
    captured: str | None = None
    charset: str | None = None
    """The encoding that it was sent with (HTTP `Content-Type`), which its bytes may contradict."""
    media_type: str | None = None
    """What it was sent as; None where its suffix tells."""
    hints: Facts = field(default_factory=dict)
    """What the container says of it that it knows better itself: these come last."""
    lists: bool = False
    """Whether it is called what an archive's manifest is, and lies above all else in it; it is then yielded first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A thing in a container that cannot be read, and why."""

    mark: str
    reason: InputError


Items = Iterator[Item | Refused]
Opener = Callable[[BinaryIO, int], Items]
"""From a container, open for reading and seeking, and the largest item in bytes, to its items in order. What is no
report by its nature (a style sheet, an image, a request of a crawl) is passed over; what might be one and cannot be
read is `Refused`.

Raises:
    InputError: it is no such container, or breaks off; the items before that stand.
"""
