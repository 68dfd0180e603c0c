"""Python's search for cycles of garbage, left out while a story is related.

Relating makes millions of values that live until it is done, and no cycles. The search for them walks through all that
is there again and again, each time through more: a seventh of the time for a thousand reports.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Leave the search for cycles out, also as a decorator; afterwards it is as it was before.

    >>> with without_collector():
    ...     gc.isenabled()
    False
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
