"""What a build says while it runs: bars on a terminal, times with -v, nothing into a pipe."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from onrecord.cli.terminal import console, line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Reporter:
    """Tells of a build's steps on stderr. Use it as a context manager; it is an `onrecord.build.Progress`.

    Args:
        quiet: Say nothing.
        verbose: Say of each step, when it is done, how long it took and what it did.
        bars: Draw bars, if stderr is a terminal.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False, bars: bool = True) -> None:
        self._verbose = verbose and not quiet
        self._bars: Progress | None = None
        self._task: TaskID | None = None
        if bars and sys.stderr.isatty() and not quiet:
            self._bars = _bars()

    def __enter__(self) -> Reporter:
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    def begin(self, step: str, total: int | None) -> None:
        """A step begins."""
        if self._bars is not None:
            self._task = self._bars.add_task(step, total=total)

    def advance(self) -> None:
        """One thing is done."""
        if self._bars is not None and self._task is not None:
            self._bars.advance(self._task)

    def end(self, step: str, seconds: float, note: str) -> None:
        """The step is done."""
        if self._bars is not None and self._task is not None:
            self._bars.remove_task(self._task)
            self._task = None
        if self._verbose:
            out = self._bars.console if self._bars is not None else console(stderr=True)
            out.print(f"{step:<15}{seconds:8.2f} s   {line(note)}", soft_wrap=True)


def _bars() -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description:<15}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console(stderr=True),
        transient=True,
    )
