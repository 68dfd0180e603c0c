"""Reports added in the app: files are kept in a folder beside the record, under names that are safe, and then read.

What was sent is never written over: another file of the same name gets a number. The folder is an input like any other,
so that `onrecord build reports/ story-added/` makes the same record again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.app import apart
from onrecord.app.desk import State
from onrecord.errors import OnrecordError, UsageError

FILE_BYTES = 20_000_000
"""One file: what `reading` takes at most."""
NAME_MAX = 100
"""Code points of a file's name; file systems take 255 bytes."""
SAME_NAME_MAX = 1000
MANIFEST = "manifest.csv"
"""What is known of the files sent with it: see `onrecord add --manifest`."""
_UNSAFE = re.compile(r"[^\w .,()+-]+")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@dataclass(frozen=True, slots=True)
class Became:
    """What became of an input."""

    input: str
    what: str
    """`read`, `duplicate`, `rejected` or `waits`."""
    report: str = ""
    """The id of the report, or of that of which it is a duplicate."""
    reason: str = ""


def folder_of(record: Path) -> Path:
    """Return the folder in which files sent to a record are kept.

    >>> folder_of(Path("desk/story.db")).as_posix()
    'desk/story-added'
    """
    return record.with_name(f"{record.stem}-added")


def safe_name(given: str) -> str:
    r"""Return a name for a file that was sent: no folder, no sign that steers, nothing that a system reserves.

    >>> safe_name("..\\..\\story.db"), safe_name("/etc/.hidden"), safe_name("a\u202ecod.txt"), safe_name("nul.txt")
    ('story.db', 'hidden', 'acod.txt', 'file-nul.txt')
    >>> safe_name("  what? <b>.html "), safe_name("..")
    ('what_ _b_.html', 'file')
    """
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    name = _UNSAFE.sub("_", name).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    if len(name) > NAME_MAX:
        suffix = suffix[:16]
        name = f"{(stem if dot else name)[: NAME_MAX - 17]}{dot}{suffix if dot else ''}"
    if not name or _RESERVED.fullmatch(name):
        return f"file-{name}" if name else "file"
    return name


def keep(record: Path, files: Iterable[tuple[str, BinaryIO]]) -> tuple[Path, ...]:
    """Keep files beside a record; one that is there already, byte for byte, is not kept twice.

    Args:
        record: The record's file.
        files: Their names as they were sent, and what is in them.

    Returns:
        Where they are, in the order in which they were given.

    Raises:
        UsageError: A file is too large.
        OnrecordError: They cannot be written.
    """
    folder = folder_of(record)
    kept: list[Path] = []
    try:
        folder.mkdir(exist_ok=True)
        for given, stream in files:
            content = stream.read(FILE_BYTES + 1)
            if len(content) > FILE_BYTES:
                raise UsageError(f"{safe_name(given)}: has more than {FILE_BYTES // 1_000_000} MB; nothing was added")
            kept.append(_put(folder, safe_name(given), content))
    except OSError as error:
        raise OnrecordError(f"{folder}: cannot be written ({error.strerror}); nothing was added") from error
    return tuple(kept)


def _put(folder: Path, name: str, content: bytes) -> Path:
    stem, suffix = Path(name).stem, Path(name).suffix
    for number in range(1, SAME_NAME_MAX):
        path = folder / (name if number == 1 else f"{stem}-{number}{suffix}")
        try:
            with path.open("xb") as stream:
                stream.write(content)
        except FileExistsError:
            if path.is_file() and path.read_bytes() == content:
                return path
        else:
            return path
    raise OnrecordError(f"{folder}: has {SAME_NAME_MAX} files of the name {name}; nothing was added")


def add_now(record: Path, inputs: tuple[str, ...], manifest: Path | None) -> None:
    """Add files that were kept to a record; run in a process of its own, which tells of the steps.

    Raises:
        UsageError: The record is unfinished, or the manifest cannot be read.
        RecordError: Another process is writing it.
        ModelError: The language model is not installed.
    """
    from onrecord.build import add

    add(record, inputs, manifest=manifest, progress=_Told(apart.say)).close()


class _Told:
    """Tells of the steps of a build in a few words."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say, self._step, self._done = say, "", 0
        self._total: int | None = None

    def begin(self, step: str, total: int | None) -> None:
        """Tell that a step begins."""
        self._step, self._total, self._done = step, total, 0
        self._say(step)

    def advance(self) -> None:
        """Tell that one thing is done."""
        self._done += 1
        self._say(f"{self._step} {self._done}{f' of {self._total}' if self._total else ''}")

    def end(self, step: str, seconds: float, note: str) -> None:
        """Tell nothing: the next step says that this is done."""


def became(state: State, inputs: Iterable[str]) -> tuple[Became, ...]:
    """Return what became of inputs, each input within a file by itself."""
    story = state.story
    known = [Became(one.input, "read", one.id) for one in story.reports]
    known += [Became(one.input, "duplicate", one.of) for one in story.duplicates]
    known += [Became(one.input, "rejected", reason=one.reason) for one in story.rejected]
    by_file: dict[str, list[Became]] = {}
    for one in known:
        # What a container holds is named behind it: `a.zip/page.html`, `a.mbox#3`.
        ends = [match.start() for match in re.finditer(r"[#/~]", one.input)] + [len(one.input)]
        for end in ends:
            by_file.setdefault(one.input[:end], []).append(one)
    return tuple(found for name in inputs for found in by_file.get(name, [Became(name, "waits")]))
