"""Sessions: a cookie that no script can read, and the token that a change must bring beside it.

A session is a random name; its token is an HMAC of it under a key that lives as long as the process (the signed
double-submit of OWASP's CSRF cheat sheet). Where there is a password, only it opens a session.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

LASTS_SECONDS = 12 * 60 * 60
"""A working day: then the password is asked for again."""
SESSIONS_MAX = 2000
"""Sessions held; the oldest go first. Far more than a newsroom has people, small enough to cost nothing."""
NAME_MAX = 80
"""Code points of a name that is kept."""
TRIES, TRIES_SECONDS = 10, 60
"""So many wrong passwords a minute, by anybody; then none is looked at for the rest of it."""


class Sessions:
    """Who is let in.

    Args:
        password: What opens a session; None lets everybody in, as on the loopback address.
        port: Told apart in the cookie's name: a browser sends a cookie to every port of a host.
        clock: Seconds that never go back.
    """

    def __init__(self, password: str | None, port: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.cookie = f"onrecord-{port}"
        self._password = password
        self._key = secrets.token_bytes(32)
        self._clock = clock
        self._open: OrderedDict[str, float] = OrderedDict()
        self._names: dict[str, str] = {}
        self._wrong: list[float] = []
        self._lock = Lock()

    @property
    def locked(self) -> bool:
        """Whether a password is needed."""
        return self._password is not None

    def open(self) -> str:
        """Return the name of a new session."""
        name = secrets.token_urlsafe(24)
        with self._lock:
            self._open[name] = self._clock() + LASTS_SECONDS
            while len(self._open) > SESSIONS_MAX:
                self._names.pop(self._open.popitem(last=False)[0], None)
        return name

    def close(self, name: str) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(name, None)
            self._names.pop(name, None)

    def knows(self, name: str) -> bool:
        """Return whether a session of that name is open."""
        with self._lock:
            ends = self._open.get(name)
            return ends is not None and ends > self._clock()

    def sign(self, session: str, name: str) -> None:
        """Keep the name by which somebody decides, for the next decision."""
        with self._lock:
            if session in self._open and name:
                self._names[session] = name[:NAME_MAX]

    def name(self, session: str) -> str:
        """Return the name by which somebody decided last, '' for none."""
        with self._lock:
            return self._names.get(session, "")

    def lets_in(self, password: str) -> bool:
        """Return whether a password is the right one, in a time that tells nothing of it; never after too many wrong.

        >>> Sessions("tin whistle", 8010).lets_in("tin whistle"), Sessions("tin whistle", 8010).lets_in("")
        (True, False)
        """
        if self._password is None:
            return True
        if not password:
            return False
        with self._lock:
            now = self._clock()
            self._wrong = [at for at in self._wrong if at > now - TRIES_SECONDS]
            if len(self._wrong) >= TRIES:
                return False
            right = hmac.compare_digest(_digest(password), _digest(self._password))
            if not right:
                self._wrong.append(now)
            return right

    @property
    def tired(self) -> bool:
        """Whether no password is looked at for a while."""
        with self._lock:
            return sum(at > self._clock() - TRIES_SECONDS for at in self._wrong) >= TRIES

    def token(self, session: str) -> str:
        """Return the token that a change in a session must bring."""
        return hmac.new(self._key, session.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def trusts(self, session: str, token: str) -> bool:
        """Return whether a token is that of an open session."""
        return self.knows(session) and hmac.compare_digest(_digest(self.token(session)), _digest(token))

    def set_cookie(self, session: str) -> str:
        """Return the `Set-Cookie` header of a session: for this host, no script, no other site's links."""
        return f"{self.cookie}={session}; Path=/; HttpOnly; SameSite=Strict; Max-Age={LASTS_SECONDS}"


def _digest(words: str) -> bytes:
    """Return a digest, so that what is compared has one length whatever was given."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()
