"""Inputs to reports: which reader a file gets, and what becomes of one that cannot be read."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.model import Rejected, Report, Source
from onrecord.reading.facts import Draft, Facts
from onrecord.reading.inputs import Input, real_path
from onrecord.reading.items import Item, Refused
from onrecord.reading.kinds import CONTAINERS, FORMATS, MEDIA_TYPES, READERS, UNKNOWN_TYPE, Drafts, suffix_of
from onrecord.reading.manifest import Manifest
from onrecord.reading.opening import Budget, unpack
from onrecord.reading.plugged import drafts, reader_of, suffixes
from onrecord.reading.report import make_report
from onrecord.reading.sniff import refuse_other

DEFAULT_MAX_BYTES = 20_000_000
"""The largest file or item that is read, in bytes; a long article has 100,000, so a larger one is some other thing."""

FAILED = "the reader failed on it:"
"""How the reason begins why a thing gave no report where a reader raised what it should not: an error of ours."""

_TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
"""Suffixes of files whose text is the source itself: there is nothing to say of where it stands."""


def _nothing(number: int, name: str) -> None:
    """Do nothing when a thing is begun."""


def read(
    inputs: Sequence[Input], *, manifest: Manifest | None = None, max_bytes: int = DEFAULT_MAX_BYTES
) -> Iterator[Report | Rejected]:
    """Yield what becomes of each input, in order, one file at a time.

    Args:
        inputs: what `find_inputs` returns. The manifest's own file among them is passed over: it is no input.
        manifest: what wins over what the files say. Its rows that match nothing are `manifest.unused(inputs)`.
        max_bytes: the largest file that is read; of what holds several things, the largest of these.

    Yields:
        One report or rejection for each article: one for a file, one for a line of `.jsonl`, one for an item of a
        JSON list or of an archive. A bad input is a rejection; nothing is raised for it. What makes a parser hang,
        crash or take all memory does so here: `Workers` reads it in a process of its own.
    """
    for given, said in asked(inputs, manifest):
        yield from outcomes(given, said, max_bytes)


def asked(inputs: Sequence[Input], manifest: Manifest | None) -> Iterator[tuple[Input, Mapping[str, Facts]]]:
    """Yield the inputs without the manifest's own file, each with what the manifest says of it."""
    said = manifest.said(inputs) if manifest is not None else {}
    table = real_path(manifest.path) if manifest is not None else None
    for given in inputs:
        if table is None or given.real != table:
            yield given, said.get(given.name, {})


def outcomes(
    given: Input,
    said: Mapping[str, Facts],
    max_bytes: int,
    *,
    skip: int = 0,
    begin: Callable[[int, str], None] = _nothing,
) -> Iterator[Report | Rejected]:
    """Yield what becomes of one input: a report or a rejection for each article in it, one or more.

    Args:
        given: the input.
        said: what a manifest says of it, by what the input's name has behind it (`Manifest.said`).
        max_bytes: as for `read`.
        skip: how many of the things in it are passed over, since it is known what became of them.
        begin: called before each thing in it is read, with its number from 0 and its name.
    """
    try:
        for number, item in enumerate(_items(given, max_bytes)):
            if number < skip:
                continue
            begin(number, given.name + item.mark)
            yield from _outcomes_of(item, given.name, said)
    except InputError as error:
        yield Rejected(input=given.name, reason=str(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever a library raises is the reason why a file opens no further
        yield Rejected(input=given.name, reason=_failed(error))


def _outcomes_of(item: Item | Refused, name: str, said: Mapping[str, Facts]) -> Iterator[Report | Rejected]:
    try:
        for mark, draft in _drafts(item):
            yield _outcome(name, mark, draft, said.get(mark, {}))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever a parser raises is the reason why a thing gives no report
        yield Rejected(input=name + item.mark, reason=_failed(error))


def _failed(error: Exception) -> str:
    return " ".join(f"{FAILED} {type(error).__name__}: {error}".split())


def _outcome(name: str, mark: str, draft: Draft | InputError, said: Facts) -> Report | Rejected:
    name += mark
    if isinstance(draft, InputError):
        return Rejected(input=name, reason=str(draft))
    if not any(map(str.isalnum, draft.text)):
        return Rejected(input=name, reason="empty: no letter and no figure in it")
    return make_report(name, draft, said)


def _items(given: Input, max_bytes: int) -> Iterator[Item | Refused]:
    """Yield the things in an input that a reader takes: the file itself, or what is in it."""
    if os.path.isdir(given.path):  # noqa: PTH112 -- as in find_inputs: it raises nothing
        raise InputError("cannot be read: a folder that may not be looked into")
    plugged = suffixes()
    suffix = suffix_of(given.path.name, {*READERS, *CONTAINERS, *plugged})
    if suffix in CONTAINERS and suffix not in plugged:
        with _opened(given.path) as file:
            budget = Budget.of(os.fstat(file.fileno()).st_size)
            yield from unpack(file, suffix, max_bytes, budget, readable=plugged)
        return
    if suffix not in READERS and suffix not in plugged:
        what = f"{suffix} files are not read" if suffix else "a file without a suffix is not read"
        raise InputError(f"{what}; the formats that are read: {', '.join((FORMATS, *plugged))}")
    with _opened(given.path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > max_bytes:
            raise InputError(_too_large(size, max_bytes))
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:  # it has grown since
        raise InputError(_too_large(len(data), max_bytes))
    yield Item(mark="", suffix=suffix, data=data)


def _drafts(item: Item | Refused) -> Drafts:
    """Yield the articles of a thing, each with what the input's name gets behind it."""
    if isinstance(item, Refused):
        yield item.mark, item.reason
        return
    try:
        for mark, draft in _reader(item.suffix, item.data):
            yield item.mark + mark, draft if isinstance(draft, InputError) else _of(item, draft)
    except InputError as error:
        yield item.mark, error


def _reader(suffix: str, data: bytes) -> Drafts:
    reader, plugged = READERS.get(suffix), suffixes()
    given = reader_of(suffix, data, READERS) if suffix in plugged else None
    if given is not None:
        return drafts(given, data)
    if reader is None and suffix in plugged:
        raise InputError(f"no plugin that reads {suffix} files takes this one")
    if reader is None:
        raise InputError(f"{suffix or 'what has no suffix'} is not read; what is: {', '.join((FORMATS, *plugged))}")
    if MEDIA_TYPES.get(suffix, "").startswith(("text/", "application/json", "application/x-ndjson")):
        refuse_other(data, suffix)
    return reader(data)


def _of(item: Item, draft: Draft) -> Draft:
    """Put what the container says of an item before what it says of itself, and say which bytes it was read from."""
    contained = item.mark or item.facts or item.record is not None or item.captured is not None
    source = draft.source
    if source is None and (contained or item.suffix not in _TEXT):
        source = Source(
            media_type=MEDIA_TYPES.get(item.suffix, UNKNOWN_TYPE), sha256=hashlib.sha256(item.data).hexdigest()
        )
    if source is not None:
        source = replace(
            source,
            record=source.record if source.record is not None else item.record,
            offset=source.offset if source.offset is not None else item.offset,
            captured=source.captured or item.captured,
        )
    return replace(draft, layers=(item.facts, *draft.layers) if item.facts else draft.layers, source=source)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file; whatever the system says against it, then or while it is read, is an `InputError`."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            raise InputError("cannot be read: not a regular file")
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from error
    except RuntimeError as error:  # a link that leads to itself, before Python 3.13
        raise InputError(f"cannot be read: {error}") from error


def _too_large(size: int, max_bytes: int) -> str:
    return f"too large: {size:,} bytes, the limit is {max_bytes:,}; a higher one can be set with --max-bytes"
