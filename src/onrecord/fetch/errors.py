"""Why an address was not fetched: it must not be, or it could not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.fetch.exchange import Answer


class FetchError(OnrecordError):
    """An address that was not fetched. The message is the reason; `fetch` turns it into an `Outcome`.

    Args:
        reason: Why.
        answer: What the server answered, where it did.
    """

    def __init__(self, reason: str, answer: Answer | None = None) -> None:
        super().__init__(reason)
        self.answer = answer


class RefusedError(FetchError):
    """It is not asked for, or not read to its end: robots.txt, a private address, too large, no such scheme."""


class FailedError(FetchError):
    """It was asked for and did not come: no such host, a status, a time limit, a broken answer."""


class AgainError(FailedError):
    """It did not come now and may come later.

    Args:
        reason: As for `FetchError`.
        answer: As for `FetchError`.
        after: Seconds after which the server asks to be asked again (`Retry-After`), None where it says nothing.
    """

    def __init__(self, reason: str, answer: Answer | None = None, after: float | None = None) -> None:
        super().__init__(reason, answer)
        self.after = after
