"""Names for the things of a record that other tools can follow: IRIs of our own, and a report's address on the web.

Ours are URNs (RFC 8141) made of the record's ids, `urn:onrecord:s-0e9a19c9f4`: the same inputs give the same ones, and
nothing has to be looked up. The id of a report, a statement or a claim is made of its words; that of an entity of its
kind and name alone, so that the namesakes of two records have one IRI. `onrecord` is no registered namespace.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_SPACE = "urn:onrecord:"
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?)*\.?")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LEFT_ALONE = "/?:@!$&'()*+,;=%"
"""What may stand in the path and the query of a URI as it is (RFC 3986), beside letters and digits."""
_CODE = re.compile(r"[a-z]{2,3}")


def iri(*parts: str) -> str:
    """Return the IRI of what has an id in the record, and of what belongs to it.

    Args:
        parts: The id; then, for what has none of its own, words that tell it from its siblings.

    >>> iri("s-0e9a19c9f4"), iri("s-0e9a19c9f4", "cue"), iri("outlet", "Norra / News")
    ('urn:onrecord:s-0e9a19c9f4', 'urn:onrecord:s-0e9a19c9f4/cue', 'urn:onrecord:outlet/Norra%20%2F%20News')
    """
    return _SPACE + "/".join(quote(part, safe="") for part in parts)


def web_address(url: str | None) -> str | None:
    """Return a URL that is safe to link to, in the characters that a URI may have; None where it is not one.

    Only `http` and `https` lead to a page: `javascript:` would run, and `file:` is of somebody's own machine. One that
    holds a password or a character that cannot be seen is nobody's address for a report.

    >>> web_address("https://norra.example/ä b?q=1#top"), web_address("javascript:alert(1)"), web_address(None)
    ('https://norra.example/%C3%A4%20b?q=1#top', None, None)
    """
    plain = (url or "").strip()
    if not plain or not plain.isprintable():
        return None
    try:
        parts = urlsplit(plain)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:  # UnicodeError, a host that IDNA has no form for, is one
        return None
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    where = host if port is None else f"{host}:{port}"
    path, query, fragment = (_encoded(part) for part in (parts.path, parts.query, parts.fragment))
    return f"{parts.scheme}://{where}{path}{f'?{query}' if query else ''}{f'#{fragment}' if fragment else ''}"


def language_tag(language: str | None) -> str | None:
    """Return a report's language where it has the form of a language's code, so that it can stand in a tag (BCP 47).

    >>> language_tag("en"), language_tag("English, mostly")
    ('en', None)
    """
    return language if language is not None and _CODE.fullmatch(language) else None


def _encoded(part: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", part), safe=_LEFT_ALONE)
