"""How pages are asked for: as whom, how often, how much of them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from onrecord.reading.limits import DEFAULT_MAX_BYTES

DEFAULT_DELAY = 1.0
"""Seconds between two requests to one host: what crawlers for research keep; more than a person who clicks."""
DEFAULT_TIMEOUT = 30.0
"""Seconds for one answer from the first byte sent to the last received."""
MAX_WAIT = 120.0
"""The longest pause that is waited out, in seconds, where a site asks for one; beyond that it is told, not slept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How pages are asked for."""

    delay: float = DEFAULT_DELAY
    """Seconds between two requests to one host; a longer `Crawl-delay` of its robots.txt wins."""
    timeout: float = DEFAULT_TIMEOUT
    """Seconds that one answer may take, all of it."""
    max_bytes: int = DEFAULT_MAX_BYTES
    """Of one answer, as sent and unpacked; no byte beyond it is read."""
    user_agent: str | None = None
    """Who asks; None for `onrecord/VERSION`."""
    contact: str | None = None
    """A mail address that a site's keeper can write to; told in `From` and `User-Agent`."""
    items: int | None = None
    """How many items of a feed are fetched, its first ones; None for all."""
    skip_known: bool = False
    """Do not ask again for items of a feed that the inbox has; else they are asked whether they changed."""
    allow_private: bool = False
    """Connect to addresses that are not public, too: for a laboratory."""
    proxy: str | None = None
    """An HTTP proxy that all goes through. It resolves the names, so that only addresses in figures are checked."""

    @property
    def agent(self) -> str:
        """What `User-Agent` says.

        >>> Manners(user_agent="desk/1", contact="desk@norra.example").agent
        'desk/1 (+mailto:desk@norra.example)'
        """
        name = self.user_agent or f"onrecord/{version('onrecord')}"
        return f"{name} (+mailto:{self.contact})" if self.contact else name
