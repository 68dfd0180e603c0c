"""What became of an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["fetched", "not modified", "known", "refused", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an address."""

    url: str
    """As it was given, or as a feed names it."""
    state: State
    """`known` is an item of a feed that the inbox has, and that was not asked for again."""
    reason: str | None = None
    """Why it was refused or failed."""
    final: str | None = None
    """Where redirections led, None where there were none."""
    status: int | None = None
    """Of the last answer, None for no answer."""
    size: int = 0
    """Bytes of the last answer as sent."""
    media_type: str | None = None
    items: int | None = None
    """How many links a feed has; None for what is no feed."""
    feed: str | None = None
    """The feed that named it."""

    @property
    def good(self) -> bool:
        """Whether it is in the inbox, from now or before."""
        return self.state in ("fetched", "not modified", "known")
