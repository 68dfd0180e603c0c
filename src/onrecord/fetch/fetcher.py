"""From addresses to an archive: robots.txt, pace, redirections, feeds, and what became of each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin

from httpx2 import URL

from onrecord.fetch.address import parse
from onrecord.fetch.archive import Archive
from onrecord.fetch.errors import AgainError, FailedError, FetchError, RefusedError
from onrecord.fetch.exchange import Answer, Check, Headers, ask
from onrecord.fetch.feed import links
from onrecord.fetch.guard import Resolver, system_resolver
from onrecord.fetch.known import Known, known
from onrecord.fetch.manners import MAX_WAIT, Manners
from onrecord.fetch.outcome import Outcome, State
from onrecord.fetch.pace import AGAIN, Clock, Pace, after, again
from onrecord.fetch.robots import Robots

MAX_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
READ = frozenset(
    {
        "",
        "application/atom+xml",
        "application/feed+json",
        "application/json",
        "application/octet-stream",
        "application/pdf",
        "application/rdf+xml",
        "application/rss+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/x-rss+xml",
        "application/xhtml+xml",
        "application/xml",
        "text/html",
        "text/markdown",
        "text/plain",
        "text/xml",
    }
)
"""Media types of what `reading` reads, and those that leave it to the bytes."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched."""

    archive: Path | None
    """None if nothing was asked for."""
    outcomes: tuple[Outcome, ...]
    """In the order given, each feed's items behind it."""


def fetch(
    addresses: Iterable[str],
    inbox: Path,
    manners: Manners | None = None,
    *,
    tell: Callable[[Outcome], None] = lambda _: None,
    resolve: Resolver = system_resolver,
    clock: Clock | None = None,
) -> Fetched:
    """Fetch pages and the pages that feeds name into a new archive of a folder.

    Each address is asked for once, however often it is given. When it is interrupted, the archive is finished with what
    is in it.

    Args:
        addresses: Of pages and feeds.
        inbox: The folder; made if it is not there.
        manners: How they are asked for.
        tell: Called with what became of each, as soon as that is known.
        resolve: Resolves names.
        clock: The time.

    Raises:
        OSError: the archive cannot be written.
    """
    manners = manners or Manners()
    outcomes: list[Outcome] = []
    with Archive(inbox, manners) as archive:
        work = _Work(manners, archive, known(inbox), resolve, clock or Clock())
        given = deque((address.strip(), None) for address in addresses)
        queue: deque[tuple[str, str | None]] = deque(given)
        seen: set[str] = set()
        while queue:
            address, feed = queue.popleft()
            name = address.partition("#")[0]
            if name in seen:
                continue
            seen.add(name)
            outcome, items = work.fetch(address, feed)
            outcomes.append(outcome)
            tell(outcome)
            queue.extendleft((item, address) for item in reversed(items))
    return Fetched(archive.path, tuple(outcomes))


@dataclass(slots=True)
class _Work:
    """What the addresses of one run share."""

    manners: Manners
    archive: Archive
    before: dict[str, Known]
    resolve: Resolver
    clock: Clock
    pace: Pace = field(init=False)
    robots: Robots = field(init=False)
    kept: str | None = None
    """The record of the last answer."""

    def __post_init__(self) -> None:
        self.pace = Pace(self.clock)
        self.robots = Robots(self._rules, self.manners)

    def fetch(self, address: str, feed: str | None) -> tuple[Outcome, tuple[str, ...]]:
        """Fetch an address, and return what became of it and, for a feed, the items to fetch."""
        self.kept = None
        items: tuple[str, ...] | None = None
        answer: Answer | None = None
        try:
            url = parse(address)
            if feed is not None and self.manners.skip_known and str(url) in self.before:
                return Outcome(url=address, state="known", feed=feed), ()
            answer = self._follow(url, self._page, check_type)
            unchanged = answer.status == HTTPStatus.NOT_MODIFIED
            plain = (
                self.before[str(answer.url)].body(self.manners.max_bytes)
                if unchanged
                else answer.unpacked(self.manners.max_bytes)
            )
            if not unchanged:
                self.kept = self.archive.keep(answer)
            items = links(plain, str(answer.url)) if feed is None else None
            outcome = self._outcome(
                address, feed, answer, state="not modified" if unchanged else "fetched", items=items
            )
        except FetchError as error:
            answer = error.answer or answer
            state: State = "refused" if isinstance(error, RefusedError) else "failed"
            outcome = self._outcome(address, feed, answer, state=state, reason=str(error))
        self.archive.tell(outcome, self.kept)
        return outcome, (items or ())[: self.manners.items]

    def _outcome(
        self,
        address: str,
        feed: str | None,
        answer: Answer | None,
        *,
        state: State,
        reason: str | None = None,
        items: tuple[str, ...] | None = None,
    ) -> Outcome:
        if answer is None:
            return Outcome(url=address, state=state, reason=reason, feed=feed)
        final = str(answer.url)
        return Outcome(
            url=address,
            state=state,
            reason=reason,
            final=final if final != str(parse(address)) else None,
            status=answer.status,
            size=len(answer.body),
            media_type=answer.media_type or None,
            items=None if items is None else len(items),
            feed=feed,
        )

    def _follow(self, url: URL, get: Callable[[URL, Check], Answer], check: Check) -> Answer:
        """Ask for an address, and for where it leads, each hop checked as if it had been given.

        Raises:
            FetchError: one of the hops was not fetched, or there are too many.
        """
        seen = [url]
        while True:
            answer = get(url, check)
            if answer.status not in _MOVED:
                return answer
            self.kept = self.archive.keep(answer)
            target = answer.header("location")
            if target is None:
                raise FailedError(f"moved (status {answer.status}), and the server does not say where to", answer)
            try:
                url = parse(urljoin(str(url), target))
            except ValueError as error:
                raise RefusedError(f"moved to what is no address ({error})", answer) from error
            except RefusedError as error:
                raise RefusedError(f"moved to {target}: {error}", answer) from error
            if url in seen:
                raise FailedError("its redirections lead in a circle", answer)
            if len(seen) > MAX_REDIRECTS:
                raise FailedError(f"more than {MAX_REDIRECTS} redirections", answer)
            seen.append(url)

    def _page(self, url: URL, check: Check) -> Answer:
        """Ask for one hop of a page's way."""
        try:
            delay = self.robots.delay(url)
            before = self.before.get(str(url))
            extra = before.asks() if before else ()
            answer = again(lambda: self._ask(url, delay, extra, check), self.clock)
        except FetchError as error:
            if error.answer is not None and error.answer.response:
                self.kept = self.archive.keep(error.answer)
            raise
        if answer.status == HTTPStatus.NOT_MODIFIED:
            if before is None:
                raise FailedError("the server says that nothing changed, and was not asked", answer)
            self.kept = self.archive.keep(answer)
        return answer

    def _rules(self, url: URL) -> Answer:
        """Ask for a robots.txt; its redirections are followed without asking the rules of where they lead."""
        kept = self.kept
        answer = self._follow(
            url, lambda hop, check: again(lambda: self._ask(hop, self.manners.delay, (), check), self.clock), _any
        )
        self.archive.keep(answer)
        self.kept = kept  # of the page on whose way this was asked for
        return answer

    def _ask(self, url: URL, delay: float, extra: Headers, check: Check) -> Answer:
        """Ask once.

        Raises:
            AgainError: the status may be another later.
            FailedError: it is one that brings no page.
        """
        self.pace.wait(url.netloc.decode("ascii"), delay)
        answer = ask(url, self.manners, self.resolve, extra=extra, check=check)
        status = answer.status
        if status == HTTPStatus.OK or status == HTTPStatus.NOT_MODIFIED or status in _MOVED:
            return answer
        words = f"the server answered {status}{_phrase(status)}"
        if status in AGAIN:
            pause = after(answer)
            asks = f", and asks to come back in {pause:,.0f} s" if pause is not None and pause > MAX_WAIT else ""
            raise AgainError(words + asks, answer, pause)
        raise FailedError(words, answer)


def check_type(answer: Answer) -> None:
    """See that the head of a page's answer does not name a media type that nothing reads.

    Raises:
        RefusedError: it does.
    """
    if answer.status == HTTPStatus.OK and answer.media_type not in READ:
        raise RefusedError(f"of a kind that is not read ({answer.media_type})")


def _any(_: Answer) -> None:
    """Look at nothing: what a robots.txt says that it is does not matter."""


def _phrase(status: int) -> str:
    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""
