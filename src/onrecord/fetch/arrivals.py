"""What has come into a folder and is whole: a file that is being written is not read half."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

_UNFINISHED = frozenset({".crdownload", ".download", ".filepart", ".open", ".part", ".partial", ".swp", ".tmp"})
"""What browsers, mail programs, editors and crawlers put behind the name of what they are still writing."""
DEFAULT_SETTLE = 2.0
"""Seconds in which a file must not change to count as whole: programs write in bursts of less."""


@dataclass(slots=True)
class Arrivals:
    """Tells which files of a folder have arrived. It looks at no clock and waits for nothing.

    Args:
        settle: Seconds in which a file must not change.
    """

    settle: float = DEFAULT_SETTLE
    _waiting: dict[Path, tuple[float, tuple[int, int]]] = field(default_factory=dict)
    """Since when it has been like this, and what it is like: its size, and when it was changed."""

    def note(self, paths: Iterable[Path], now: float) -> None:
        """Take note of files that came or changed, at a moment in seconds."""
        for path in paths:
            if not unfinished(path):
                self._waiting[path] = (now, _look(path) or (-1, -1))

    def settled(self, now: float) -> tuple[Path, ...]:
        """Return the files that have been whole for long enough, by name; they are forgotten here.

        One that is gone again is forgotten, too.
        """
        done: list[Path] = []
        for path, (since, before) in sorted(self._waiting.items()):
            look = _look(path)
            if look is None:
                del self._waiting[path]
            elif look != before:
                self._waiting[path] = (now, look)
            elif now - since >= self.settle:
                del self._waiting[path]
                done.append(path)
        return tuple(done)

    @property
    def waiting(self) -> bool:
        """Whether there are files that may yet change."""
        return bool(self._waiting)


def unfinished(path: Path) -> bool:
    """Tell by its name what is hidden or still being written.

    >>> unfinished(Path("inbox/ferry.html.part")), unfinished(Path("inbox/ferry.html"))
    (True, False)
    """
    return path.name.startswith((".", "~$")) or path.suffix.lower() in _UNFINISHED


def _look(path: Path) -> tuple[int, int] | None:
    """Return a file's size and when it was changed; None for what is no file, or not there."""
    try:
        state = path.stat()
    except OSError:
        return None
    return (state.st_size, state.st_mtime_ns) if path.is_file() else None
