"""What goes through the pipes between onrecord and a process that reads for it: values, each behind its length.

What a worker is told comes from this program and is a pickle; what it answers was made of strangers' files, and is
decoded to the types below and to nothing else (msgspec, MessagePack).
"""

from __future__ import annotations

import pickle
import struct
from typing import Any, BinaryIO

import msgspec

from onrecord.model import Rejected, Report
from onrecord.outlets import Outlet
from onrecord.reading.facts import Facts
from onrecord.reading.inputs import Input

_LENGTH = struct.Struct(">I")


class Setup(msgspec.Struct, frozen=True):
    """How a worker is to read."""

    max_bytes: int
    seconds: float
    """The longest that it may take for one thing."""
    memory: int
    """The most memory that it may use, in bytes."""
    plugins: bool
    outlets: tuple[tuple[Outlet, ...], frozenset[str], str, dict[str, str]] | None
    """The arguments of the table of outlets in use; None for the one that comes with onrecord."""


class Task(msgspec.Struct, frozen=True):
    """One input to read, behind the first `skip` things in it."""

    given: Input
    said: dict[str, Facts]
    skip: int = 0


class Begun(msgspec.Struct, frozen=True, tag=True):
    """A thing is about to be read: the file, or one of those in it."""

    number: int
    name: str


class Outcome(msgspec.Struct, frozen=True, tag=True):
    """One of the two."""

    report: Report | None = None
    rejected: Rejected | None = None


class Warned(msgspec.Struct, frozen=True, tag=True):
    """A plugin failed: what a warning says of it."""

    words: str


class Ready(msgspec.Struct, frozen=True, tag=True):
    """All is loaded, or an input is done with."""

    peak: int = 0
    """The most memory that the worker has used so far, in bytes; 0 where the platform does not tell."""


Answer = Begun | Outcome | Warned | Ready

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Answer).decode


def tell(pipe: BinaryIO, what: Setup | Task) -> None:
    """Send a worker something to do."""
    _put(pipe, pickle.dumps(what))


def heard(pipe: BinaryIO) -> Any:
    """Return what the worker is told, None where there is nothing more to come."""
    data = _get(pipe)
    return None if data is None else pickle.loads(data)  # noqa: S301 -- from the process that started this one


def answer(pipe: BinaryIO, what: Answer) -> None:
    """Send back what has become of it."""
    _put(pipe, _encode(what))


def answered(pipe: BinaryIO) -> Answer | None:
    """Return a worker's next answer, None where it has ended.

    Raises:
        msgspec.DecodeError: It is no answer.
    """
    data = _get(pipe)
    return None if data is None else _decode(data)


def _put(pipe: BinaryIO, data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _get(pipe: BinaryIO) -> bytes | None:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None
