"""Work that changes the record: one piece after another, off the threads that answer readers, its state to be seen."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from onrecord.errors import OnrecordError

TOLD_SECONDS = 20.0
"""How long a piece of work that is done, or has failed, is told of."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of work as readers see it."""

    what: str
    """What is being done, in words."""
    seconds: int
    """Since it began."""
    failed: str
    """Why it failed, '' while it runs."""
    progress: str = ""
    """How far it is, in words; '' where that is not told."""


class Work:
    """Runs pieces of work in the order in which they came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="onrecord-work")
        self._running: list[tuple[str, float]] = []
        self._waiting: dict[str, Future[None]] = {}
        self._failed: tuple[str, str, float] | None = None
        self._progress = ""

    def do(self, what: str, run: Callable[[], object], once: str = "") -> Future[None]:
        """Have a piece of work done; an error that onrecord raises on purpose is shown, any other is raised.

        Args:
            what: What is done, in words for people: "adding 3 files".
            run: Does it.
            once: Where work of this name waits and has not begun, it will do for this, too; '' is always more work.
        """
        with self._lock:
            if once in self._waiting:
                return self._waiting[once]
            entry = (what, time.monotonic())
            self._running.append(entry)
            self._failed = None

        def piece() -> None:
            with self._lock:
                self._waiting.pop(once, None)
                self._progress = ""
            try:
                run()
            except OnrecordError as error:
                with self._lock:
                    self._failed = (what, str(error), time.monotonic())
            except BaseException:
                with self._lock:
                    self._failed = (what, "an error of onrecord itself; the record is as it was", time.monotonic())
                raise
            finally:
                with self._lock:
                    self._running.remove(entry)

        with self._lock:
            done = self._worker.submit(piece)
            if once:
                self._waiting[once] = done
        return done

    def tell(self, progress: str) -> None:
        """Say how far the piece of work is that runs."""
        with self._lock:
            self._progress = progress

    @property
    def shown(self) -> Shown | None:
        """What is being done now, or has failed a moment ago; None for neither."""
        with self._lock:
            now = time.monotonic()
            if self._running:
                what, began = self._running[0]
                return Shown(what, int(now - began), "", self._progress)
            if self._failed is not None and now - self._failed[2] < TOLD_SECONDS:
                return Shown(self._failed[0], 0, self._failed[1])
            return None

    def close(self) -> None:
        """Let what runs end; what waits is given up."""
        self._worker.shutdown(wait=True, cancel_futures=True)
