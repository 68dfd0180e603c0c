"""One article's address, in whatever form it was met: what two forms of it have in common.

Trackers are left out and parameters sorted by `courlan`, which follows the lists of AdGuard, ClearURLs and Firefox; the
rest (`www.`, AMP, a trailing slash, the scheme) is what the same page is served under.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from onrecord.model import Report

SAME_SITE = re.compile(r"^(?:www\d?|m|mobile|amp)\.")
"""Names under which a site serves the same pages, in another layout."""
_AMP_QUERY = frozenset({"amp", "outputtype"})
_AMP_PATH = re.compile(r"/amp$|\.amp(?=\.html?$)|\.amp$", re.IGNORECASE)
_INDEX = re.compile(r"/index\.(?:html?|php|aspx?)$", re.IGNORECASE)


def address_of(report: Report) -> str | None:
    """Return what names the page of a report; None where that is not known.

    An address that was read in the text is no evidence: a report may print that of another.
    """
    if report.url is None or report.basis.get("url", "").startswith(("text:", "dateline", "date line")):
        return None
    return canonical(report.url)


@lru_cache(maxsize=65536)
def canonical(url: str) -> str | None:
    """Return what all addresses of one page have in common; None for a home page and for what is no address.

    >>> canonical("http://www.norra.example/2031/ferry/?utm_source=feed#comments")
    'norra.example/2031/ferry'
    >>> canonical("https://amp.norra.example/2031/ferry/amp/") == canonical("https://norra.example/2031/ferry")
    True
    >>> canonical("https://norra.example/story?page=2&id=7"), canonical("https://norra.example/")
    ('norra.example/story?id=7&page=2', None)
    """
    from courlan import normalize_url

    try:
        parts = urlsplit(normalize_url(url.strip(), trailing_slash=False))
        host, port = parts.hostname, parts.port
    except ValueError:  # "http://[norra": no address
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    path = _INDEX.sub("", unquote(parts.path).rstrip("/"))
    path = _AMP_PATH.sub("", path).rstrip("/")
    asked = [(name, value) for name, value in parse_qsl(parts.query) if name and name.casefold() not in _AMP_QUERY]
    if not path and not asked:
        return None  # a home page: another article every day
    site = SAME_SITE.sub("", host) + (f":{port}" if port not in (None, 80, 443) else "")
    return f"{site}{path}{'?' + urlencode(sorted(asked)) if asked else ''}"
