"""How fast a host is asked, and how often again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from onrecord.fetch.errors import AgainError
from onrecord.fetch.exchange import Answer
from onrecord.fetch.manners import MAX_WAIT

TRIES = 4
"""How often an address is asked for: once, and after 2, 4 and 8 seconds."""
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may be others later (RFC 9110, 15; RFC 6585, 4; RFC 8470, 5.2)."""
_SECONDS = re.compile(r"\d{1,9}", re.ASCII)
_BACK_OFF = wait_exponential(multiplier=2, max=MAX_WAIT)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time; tests bring their own."""

    now: Callable[[], float] = time.monotonic
    """Seconds from anywhere."""
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Pace:
    """Sees that no host is asked more often than it should be."""

    clock: Clock = field(default_factory=Clock)
    _free: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str, delay: float) -> None:
        """Wait until a host may be asked, and take the turn: the next is `delay` seconds later."""
        pause = self._free.get(host, 0.0) - self.clock.now()
        if pause > 0:
            self.clock.sleep(pause)
        self._free[host] = self.clock.now() + delay


def again(ask: Callable[[], Answer], clock: Clock) -> Answer:
    """Return an answer, asking again after a while where it may be another then.

    Raises:
        AgainError: it was not, or the server asks for more patience than `MAX_WAIT`.
        FetchError: whatever else `ask` raises, at once.
    """
    tries = Retrying(
        sleep=clock.sleep, stop=stop_after_attempt(TRIES), wait=_wait, retry=retry_if_exception(_worth), reraise=True
    )
    return tries(ask)


def after(answer: Answer) -> float | None:
    """Return the seconds that a server asks to wait (`Retry-After`, RFC 9110, 10.2.3), None where it does not."""
    text = (answer.header("retry-after") or "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _worth(error: BaseException) -> bool:
    return isinstance(error, AgainError) and (error.after or 0) <= MAX_WAIT


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome is not None else None
    asked = error.after if isinstance(error, AgainError) else None
    return max(asked or 0.0, _BACK_OFF(state))
