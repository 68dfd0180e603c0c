"""What a site's robots.txt says (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from httpx2 import URL
from protego import Protego

from onrecord.fetch.errors import AgainError, FetchError, RefusedError
from onrecord.fetch.exchange import Answer
from onrecord.fetch.manners import MAX_WAIT, Manners

MAX_BYTES = 500 * 1024
"""How much of a robots.txt is parsed (RFC 9309, 2.5, asks for at least that)."""


@dataclass(slots=True)
class Robots:
    """The rules of each site, asked for once.

    Args:
        get: Returns what is at an address, through redirections.
        manners: As whom.
    """

    get: Callable[[URL], Answer]
    manners: Manners
    _rules: dict[str, Protego | FetchError] = field(default_factory=dict)

    def delay(self, url: URL) -> float:
        """Return the seconds between two requests to the site.

        Raises:
            RefusedError: the site's rules keep the address from programs, or ask for a pause that is not waited out.
            FetchError: the rules could not be read, so that all is to be taken for refused (RFC 9309, 2.3.1.4).
        """
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if site not in self._rules:
            self._rules[site] = self._read(URL(f"{site}/robots.txt"))
        rules = self._rules[site]
        if isinstance(rules, FetchError):
            raise type(rules)(f"{rules} (asked for its robots.txt)")
        if not rules.can_fetch(str(url), self.manners.agent):
            raise RefusedError("refused by the site's robots.txt")
        asked = rules.crawl_delay(self.manners.agent) or 0.0
        if asked > MAX_WAIT:
            raise RefusedError(f"the site's robots.txt asks for {asked:g} s between pages: fetch it by hand")
        return max(self.manners.delay, asked)

    def _read(self, url: URL) -> Protego | FetchError:
        try:
            answer = self.get(url)
        except AgainError as error:
            return error  # a 429, too: who is too busy for this is too busy for pages
        except FetchError as error:
            status = error.answer.status if error.answer is not None else 0
            if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
                return Protego.parse("")  # there is none: all is allowed (RFC 9309, 2.3.1.3)
            return error
        try:
            text = answer.unpacked(self.manners.max_bytes)
        except FetchError as error:
            return error
        return Protego.parse(text[:MAX_BYTES].decode("utf-8-sig", "replace"))
