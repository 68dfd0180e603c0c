"""Inputs to reports: which reader a file gets, and what becomes of one that cannot be read.

`read_input` reads one input, here and now; `read` reads many, in workers that can be killed (see `crew`).
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.model import Rejected, Report, Source
from onrecord.outlets import in_use
from onrecord.reading.containers import PACKINGS, open_tar, open_wacz, open_warc, open_zip, opener_of_packed
from onrecord.reading.crew import default_jobs, read_in_workers
from onrecord.reading.decode import decode
from onrecord.reading.facts import Draft, Facts
from onrecord.reading.field_names import USUAL, FieldNames
from onrecord.reading.from_docx import read_docx
from onrecord.reading.from_html import draft_of_page, read_html
from onrecord.reading.from_json import read_json, read_json_lines
from onrecord.reading.from_parquet import read_parquet
from onrecord.reading.from_pdf import read_pdf
from onrecord.reading.from_table import read_csv
from onrecord.reading.from_text import read_text
from onrecord.reading.from_xml import read_xml
from onrecord.reading.inputs import Input, real_path
from onrecord.reading.items import Item, Items, Opener, Refused
from onrecord.reading.kinds import other_kind
from onrecord.reading.limits import DEFAULT_MAX_BYTES, Limits
from onrecord.reading.mail import open_mailbox, open_message, open_saved_page
from onrecord.reading.manifest import Manifest
from onrecord.reading.plugged import drafts, reader_of, suffixes
from onrecord.reading.report import make_report
from onrecord.reading.worker import WHOLE, Setup

MAX_DEPTH = 3
"""Containers in containers that are opened: an archive of mailboxes whose messages have archives attached."""
MAX_SHARE = 200
"""Times its own size that a container may unpack to: text packs to a tenth, and a thousandfold is a bomb."""
MIN_UNPACKED = 1_000_000_000
"""Bytes that any container may unpack to, however small it is."""

MAX_THINGS = 200_000
"""Things in a container, with those of the containers in it: twice what a file of a crawl of the web's news holds."""
FAILED = "the reader failed on it:"
"""How the reason begins where a reader raised what it should not: an error of ours, and no rejection by intent."""

_KIND_BYTES = 64
"""What tells what a file is, see `kinds`."""
FEW = 50
"""Plain texts up to which no other process is started: they take less time than that."""
PLAIN = frozenset({".txt", ".text", ".md", ".markdown", ".json"})
PLAIN_BYTES = 200_000
"""The largest plain text of these."""

Drafts = Iterator[tuple[str, Draft | InputError]]
"""The articles of one file, each with what the file's name gets behind it: `#3` for the third line, else nothing."""


def _one(reader: Callable[[bytes], Draft]) -> Callable[[bytes], Drafts]:
    def drafts(data: bytes) -> Drafts:
        yield "", reader(data)

    return drafts


Table = Callable[[BinaryIO, int, FieldNames], Drafts]
"""From a file, the longest row in bytes and the names of the fields to the articles of its rows."""


def _whole(table: Table, names: FieldNames = USUAL) -> Callable[[bytes], Drafts]:
    return lambda data: table(io.BytesIO(data), max(1, len(data)), names)


READERS: Mapping[str, Callable[[bytes], Drafts]] = {
    ".txt": _one(read_text),
    ".text": _one(read_text),
    ".md": _one(lambda data: read_text(data, markdown=True)),
    ".markdown": _one(lambda data: read_text(data, markdown=True)),
    ".html": _one(read_html),
    ".htm": _one(read_html),
    ".xhtml": _one(read_html),
    ".pdf": _one(read_pdf),
    ".docx": _one(read_docx),
    ".json": read_json,
    ".jsonl": _whole(read_json_lines),
    ".ndjson": _whole(read_json_lines),
    ".csv": _whole(read_csv),
    ".tsv": _whole(read_csv),
    ".parquet": _whole(read_parquet),
    **dict.fromkeys((".rss", ".atom", ".rdf", ".xml"), read_xml),
}
TABLES: Mapping[str, Table] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
}
"""What has an article in each row: a file of any length, whose rows may be as long as another file."""
_PLAIN_CONTAINERS: Mapping[str, Opener] = {
    ".mhtml": open_saved_page,
    ".mht": open_saved_page,
    ".eml": open_message,
    ".mbox": open_mailbox,
    ".zip": open_zip,
    ".tar": open_tar,
    ".warc": open_warc,
    ".wacz": open_wacz,
}
CONTAINERS: Mapping[str, Opener] = {
    **_PLAIN_CONTAINERS,
    **{packing: opener_of_packed(packing) for packing in PACKINGS},
    **{
        f"{suffix}{packing}": opener_of_packed(packing, suffix)
        for suffix in (*READERS, *_PLAIN_CONTAINERS)
        for packing in PACKINGS
    },
    # These unpack themselves: the offsets of records are those in the packed file.
    **dict.fromkeys((".tgz", ".tbz2", ".txz", *(f".tar{packing}" for packing in PACKINGS)), open_tar),
    ".warc.gz": open_warc,
}
"""What holds several things; of the suffixes that fit a name the longest is taken (`.tar.gz`)."""
FORMATS = (
    ".txt, .md, .html, .mhtml, .pdf, .docx, .eml, .mbox, .rss, .atom, .xml (feeds, news), .json, .jsonl, .csv, .tsv, "
    ".parquet, .warc, .wacz, and these in .zip, .tar, .gz, .bz2, .xz"
)
_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/x-ndjson",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".parquet": "application/vnd.apache.parquet",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".rdf": "application/rdf+xml",
    ".xml": "application/xml",
}

Begin = Callable[[str, bool], bool]
"""Is told what is read now, by its name, and whether it is one thing of its own rather than a part of one that is being
read; says whether to read it."""


def read_input(
    item: Input,
    rows: Mapping[str, Facts],
    max_bytes: int = DEFAULT_MAX_BYTES,
    begin: Begin | None = None,
    names: FieldNames = USUAL,
) -> Iterator[Report | Rejected]:
    """Yield what becomes of one input: a report or a rejection for each article in it.

    Args:
        item: The input.
        rows: What the manifest says, by name.
        max_bytes: The largest file that is read; a container or a table may be larger, the things in it may not.
        begin: Is told what is read now, and may pass it over.
        names: What exports call the fields of an article.

    A bad input is a rejection; nothing is raised for it.
    """
    asked = begin or _always
    for name, found in _things(item, max_bytes, names):
        if isinstance(found, InputError):
            if asked(name, True):
                yield Rejected(input=name, reason=str(found))
            continue
        if not asked(name, True):
            continue
        try:
            for mark, draft in found():
                if asked(name + mark, False):
                    yield _outcome(name + mark, draft, rows.get(name + mark, {}))
        except InputError as error:
            yield Rejected(input=name, reason=str(error))
        except MemoryError:
            yield Rejected(input=name, reason="needs more memory than a reader is given")
        except Exception as error:  # noqa: BLE001 -- whatever a parser raises costs the thing that it was to read
            yield Rejected(input=name, reason=_failed(error))


def read(
    inputs: Sequence[Input],
    *,
    manifest: Manifest | None = None,
    limits: Limits | None = None,
    names: FieldNames = USUAL,
) -> Iterator[Report | Rejected]:
    """Yield what becomes of each input, in order.

    Args:
        inputs: what `find_inputs` returns. The manifest's own file among them is passed over: it is no input.
        manifest: what wins over what the files say. Its rows that match nothing are `manifest.unused(inputs)`.
        limits: what reading may take; None for the defaults. A handful of plain texts is read in this process.
        names: what exports (JSON, CSV, Parquet) call the fields of an article.

    Yields:
        One report or rejection for each article: one for a file, one for a line of `.jsonl`, one for an item of a
        JSON list or a container. A bad input is a rejection; nothing is raised for it. A file that its parser dies of,
        or does not come to an end with, is a rejection too.
    """
    matched = manifest.match(inputs) if manifest is not None else {}
    table = real_path(manifest.path) if manifest is not None else None
    items = [item for item in inputs if table is None or item.real != table]
    yield from read_all(items, {name: row.facts for name, row in matched.items()}, limits=limits, names=names)


def read_all(
    items: Sequence[Input],
    rows: Mapping[str, Facts],
    *,
    limits: Limits | None = None,
    names: FieldNames = USUAL,
    part: tuple[int, int] = WHOLE,
    without: frozenset[str] = frozenset(),
) -> Iterator[Report | Rejected]:
    """Yield what becomes of each input, in order, as `read` does.

    Args:
        items: The inputs.
        rows: What a manifest says, by the name of the input.
        limits: As for `read`.
        names: As for `read`.
        part: `(k, n)`: of each input that `can_part` only every n-th article, from the k-th; others are read whole.
            Together the n parts of an input give what the whole gives, but what is wrong with all of it each says.
        without: The names of articles that are passed over.
    """
    added = suffixes()
    guarded = [item for item in items if suffix_of(item.path) not in added]
    if len(guarded) <= FEW and all(_is_plain(item) for item in guarded):
        guarded = []
    within = limits or Limits()
    setup = Setup(limits=within, outlets=in_use(), rows=rows, names=names, part=part, without=without)
    answers = read_in_workers(guarded, setup, within.jobs or default_jobs())
    away = set(guarded)
    with contextlib.closing(answers):
        for item in items:
            if item in away:
                yield from next(answers)
            else:
                yield from read_input(item, rows, within.max_bytes, Wanted(item, part, without), names)


def can_part(path: Path) -> bool:
    """Return whether a file holds articles that can be read without the others: a table, or a crawl's file.

    Going through it takes little beside reading them.
    """
    suffix = suffix_of(path)
    return suffix not in suffixes() and (suffix in TABLES or CONTAINERS.get(suffix) in (open_warc, open_zip))


class Wanted:
    """Says which articles of an input are read where only a part of it is.

    Args:
        item: The input.
        part: See `read_all`.
        without: See `read_all`.
    """

    def __init__(self, item: Input, part: tuple[int, int], without: frozenset[str]) -> None:
        self._rows = suffix_of(item.path) in TABLES
        self._part = part if part[1] > 1 and can_part(item.path) else WHOLE
        self._without = without
        self._thing = self._row = -1

    def __call__(self, name: str, own: bool) -> bool:
        """Return whether what comes next is read; the arguments are those of `Begin`."""
        if own:
            self._thing += 1
        else:
            self._row += 1
        mine, of = self._part
        at = (self._row if not own else mine) if self._rows else (self._thing if own else mine)
        return at % of == mine and name not in self._without


def _is_plain(item: Input) -> bool:
    try:
        return suffix_of(item.path) in PLAIN and item.path.stat().st_size <= PLAIN_BYTES
    except OSError:  # it will be rejected with the reason
        return True


def suffix_of(path: Path) -> str:
    """Return the suffix by which a file is read, in lower case: of those that fit the longest."""
    name, added = path.name.casefold(), suffixes()
    at = name.find(".", 1)
    while at > 0:
        if name[at:] in CONTAINERS or name[at:] in READERS or name[at:] in added:
            return name[at:]
        at = name.find(".", at + 1)
    return path.suffix.casefold()


def _always(_name: str, _own: bool) -> bool:
    return True


Thing = tuple[str, Callable[[], Drafts] | InputError]
"""A name, and how it is read or why it cannot be."""


def _things(item: Input, max_bytes: int, names: FieldNames) -> Iterator[Thing]:
    """Yield each thing in an input that is read by itself: the file, or what the container holds."""
    try:
        if os.path.isdir(item.path):  # noqa: PTH112 -- as in find_inputs: it raises nothing
            raise InputError("cannot be read: a folder that may not be looked into")
        suffix = suffix_of(item.path)
        opener = CONTAINERS.get(suffix)
        if suffix in TABLES and suffix not in suffixes():
            yield item.name, partial(_rows, item.path, suffix, max_bytes, names)
            return
        if opener is None:
            data = _bytes(item.path, max_bytes) if _is_read(suffix) else b""
            yield item.name, partial(_drafts, suffix, data, names)
            return
        with _opened(item.path) as file:
            allowed = _Allowed(max(MIN_UNPACKED, MAX_SHARE * item.path.stat().st_size))
            yield from _inside(opener(file, max_bytes), item.name, max_bytes, allowed, 1, names)
    except InputError as error:
        yield item.name, error
    except OSError as error:
        yield item.name, InputError(f"cannot be read: {error.strerror or error}")
    except RuntimeError as error:  # a link that leads to itself, before Python 3.13
        yield item.name, InputError(f"cannot be read: {error}")


@dataclass(slots=True)
class _Allowed:
    """What a container may still give, all that is in it together."""

    bytes: int
    """That it may unpack to."""
    things: int = MAX_THINGS
    seen: set[str] = field(default_factory=set)
    """The names that it has given."""

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
    try:
        for item in items:
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
    except InputError as error:
        yield allowed.named(name), error
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever a library raises is why a container opens no further
        yield allowed.named(name), InputError(_failed(error))
    else:
        if empty:
            yield allowed.named(name), InputError("empty: nothing in it that could be a report")


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


def _failed(error: Exception) -> str:
    return " ".join(f"{FAILED} {type(error).__name__}: {error}".split())


def _sourced(item: Item, names: FieldNames) -> Drafts:
    """Yield the articles of a thing in a container, with what the container says of it."""
    digest = hashlib.sha256(item.data).hexdigest()
    source = Source(
        media_type=item.media_type or _MEDIA_TYPES.get(item.suffix, "application/octet-stream"),
        sha256=digest,
        record=item.record,
        offset=item.offset,
        captured=item.captured,
    )
    for mark, draft in _drafts(item.suffix, item.data, names, item.charset):
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


def _outcome(name: str, draft: Draft | InputError, facts: Facts) -> Report | Rejected:
    if isinstance(draft, InputError):
        return Rejected(input=name, reason=str(draft))
    if not any(map(str.isalnum, draft.text)):
        return Rejected(input=name, reason="empty: no letter and no figure in it")
    return make_report(name, draft, facts)


def _is_read(suffix: str) -> bool:
    return suffix in READERS or suffix in suffixes()


def _drafts(suffix: str, data: bytes, names: FieldNames, charset: str | None = None) -> Drafts:
    reader, added = READERS.get(suffix), suffixes()
    if reader is None and suffix not in added:
        what = f"{suffix} files are not read" if suffix else "a file without a suffix is not read"
        raise InputError(f"{what}; the formats that are read: {', '.join((FORMATS, *added))}")
    given = reader_of(suffix, data, READERS) if suffix in added else None
    if given is not None:
        return drafts(given, data)
    if reader is None:
        raise InputError(f"no plugin that reads {suffix} files takes this one")
    other = other_kind(suffix, data)
    if other is not None:
        raise InputError(f"called {suffix}, but it is {other} by what it holds: give it the suffix of that")
    named = _reader_with(names, suffix, reader)
    return named(data) if charset is None else _reader_in(charset, suffix, named)(data)


def _reader_with(names: FieldNames, suffix: str, reader: Callable[[bytes], Drafts]) -> Callable[[bytes], Drafts]:
    """Return the reader of an export whose fields have other names than the usual."""
    if suffix in TABLES:
        return _whole(TABLES[suffix], names)
    return partial(read_json, names=names) if suffix == ".json" else reader


def _rows(path: Path, suffix: str, max_bytes: int, names: FieldNames) -> Drafts:
    """Yield the articles of a table, which is never in memory as a whole."""
    try:
        with _opened(path) as file:
            other = other_kind(suffix, file.read(_KIND_BYTES))
            if other is not None:
                raise InputError(f"called {suffix}, but it is {other} by what it holds: give it the suffix of that")
            file.seek(0)
            yield from TABLES[suffix](file, max_bytes, names)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from error


def _reader_in(charset: str, suffix: str, reader: Callable[[bytes], Drafts]) -> Callable[[bytes], Drafts]:
    """Return the reader of a thing that was sent in a stated encoding; some formats state their own."""
    if suffix in (".html", ".htm", ".xhtml"):
        return _one(lambda data: draft_of_page(decode(data, declared=charset, declared_in_page=True)))
    if _MEDIA_TYPES.get(suffix, "").startswith("text/"):
        return lambda data: reader(decode(data, declared=charset).encode())
    return reader


def _opened(path: Path) -> BinaryIO:
    if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
        raise InputError("cannot be read: not a regular file")
    return path.open("rb")


def _bytes(path: Path, max_bytes: int) -> bytes:
    try:
        with _opened(path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > max_bytes:
                raise InputError(_too_large(size, max_bytes))
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from error
    except RuntimeError as error:  # a link that leads to itself, before Python 3.13
        raise InputError(f"cannot be read: {error}") from error
    if len(data) > max_bytes:  # it has grown since
        raise InputError(_too_large(len(data), max_bytes))
    return data


def _too_large(size: int, max_bytes: int) -> str:
    return f"too large: {size:,} bytes, the limit is {max_bytes:,}; a higher one can be set with --max-bytes"
