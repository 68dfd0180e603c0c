"""Equal values held once. An empty set takes 216 bytes, and of most statements most sets are empty."""

from __future__ import annotations

from typing import Any, TypeVar

_Value = TypeVar("_Value")


class Once:
    """Keeps the first of each set of equal values.

    >>> once = Once()
    >>> once(frozenset("a")) is once(frozenset("a"))
    True
    """

    def __init__(self) -> None:
        self._held: dict[Any, Any] = {}

    def __call__(self, value: _Value) -> _Value:
        """Return the value equal to one that was given first."""
        held: _Value = self._held.setdefault(value, value)
        return held
