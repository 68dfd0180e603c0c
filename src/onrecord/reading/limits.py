"""What reading may take: bytes, seconds, memory, processes."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_MAX_BYTES = 20_000_000
"""The largest file, or thing in a container, that is read, in bytes: a long article has 100,000, so a larger one is
some other thing."""
DEFAULT_TIME_LIMIT = 30.0
"""Seconds for one thing that is read, a page or a PDF: long pages of 5 MB take 4."""
DEFAULT_MEMORY_LIMIT = 2_000_000_000
"""Bytes of address space that a worker may take: a page of 50 MB takes 1.2 GB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading may take."""

    max_bytes: int = DEFAULT_MAX_BYTES
    """The largest file, or thing in a container, that is read."""
    time_limit: float = DEFAULT_TIME_LIMIT
    """Seconds that reading one of them may take."""
    memory_limit: int = DEFAULT_MEMORY_LIMIT
    """Bytes that a process which reads may take, where the system can hold it to that (Linux)."""
    jobs: int | None = None
    """How many processes read; None for as many as there are processors, up to four."""
