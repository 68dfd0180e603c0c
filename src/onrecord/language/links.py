"""Citations by link: words of a report that lead to another outlet's page, as to where something is from.

"A union leader *said* the yard was empty", with a link on "said" to the Courier's article, names the Courier to every
reader who may click. Which link is a citation, its target and its place tell: an article of another outlet (or of a
site that the table of outlets does not know: then its domain is its name), on words inside a paragraph of the report.
Not one: the outlet's own pages; networks, shops, searches, works of reference; a front page, a tag, an author's page;
a call ("read more"); a line that is nothing but links; and a place where the outlet is named in words already.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from onrecord.model import Citation, Link, Report, Span
from onrecord.outlets import by_domain, by_name, domain_of

MIN_BESIDE = 3
"""Words of its line that stand in no link, at the fewest, where a link is in running text; a list of links has a date
or a bullet beside each."""

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def link_citations(report: Report, named: Sequence[Citation], sentences: Sequence[Span]) -> tuple[Citation, ...]:
    """Return the citations that a report's links are, in order: one for each outlet and sentence.

    Args:
        report: The report, with its links.
        named: The citations in words: what a sentence names so, a link in it does not name again.
        sentences: The sentences of its text.

    >>> text = "A union leader said on Friday the yard was empty."
    >>> link = Link(span=(15, 19), url="https://www.courier.example/2031/yard-empty")
    >>> report = Report(id="r-1", input="a.html", text=text, outlet="Norra News", links=(link,))
    >>> [(one.outlet, one.how) for one in link_citations(report, (), [(0, len(text))])]
    [('courier.example', 'link')]
    """
    told = {(one.outlet, _sentence(one.span, sentences)) for one in named}
    found = []
    for link in report.links:
        outlet = _source(link, report)
        if outlet is None or not _in_running_text(link, report):
            continue
        place = (outlet, _sentence(link.span, sentences))
        if place not in told:
            told.add(place)
            found.append(Citation(outlet=outlet, span=link.span, how="link"))
    return tuple(found)


def _source(link: Link, report: Report) -> str | None:
    """Return the outlet whose article a link leads to, None where it leads to no article of another one."""
    try:
        parts = urlsplit(link.url)
    except ValueError:
        return None
    host, steps = domain_of(link.url), [step for step in parts.path.casefold().split("/") if step]
    if not _HOST.fullmatch(host) or not steps or _is_under(host, link_lists().hosts):
        return None
    if not link_lists().paths.isdisjoint(steps[:-1]) or steps[0] in link_lists().paths:
        return None
    known = by_domain(host)
    if _is_own(host, known.name if known is not None else None, report):
        return None
    return known.name if known is not None else host


def _is_own(host: str, outlet: str | None, report: Report) -> bool:
    """Whether a host is that of the report's own outlet, as far as name and address tell."""
    own = by_name(report.outlet) if report.outlet is not None else None
    if outlet is not None and own is not None and outlet == own.name:
        return True
    home = domain_of(report.url) if report.url is not None else ""
    if home and (_is_under(host, frozenset({home})) or _is_under(home, frozenset({host}))):
        return True
    # "Norra News" at norra-news.example: an outlet that the table does not know is known by its letters.
    letters = "".join(_WORD.findall((report.outlet or "").casefold().removeprefix("the ")))
    return bool(letters) and letters in re.sub(r"[^a-z0-9]", "", host)


def _is_under(host: str, others: frozenset[str]) -> bool:
    labels = host.split(".")
    return any(".".join(labels[start:]) in others for start in range(len(labels) - 1))


def _in_running_text(link: Link, report: Report) -> bool:
    """Whether a link stands on words of a paragraph, and is neither a call nor an item of a list of links."""
    words = " ".join(_WORD.findall(report.slice(link.span).casefold()))
    if not words or words in link_lists().calls:
        return False
    if any(part.span[0] < link.span[1] and link.span[0] < part.span[1] for part in report.furniture):
        return False
    start = report.text.rfind("\n", 0, link.span[0]) + 1
    end = report.text.find("\n", link.span[1])
    end = len(report.text) if end < 0 else end
    letters = list(report.text[start:end])
    for other in report.links:
        first, last = max(other.span[0], start), min(other.span[1], end)
        letters[max(0, first - start) : max(0, last - start)] = " " * max(0, last - first)
    return len(_WORD.findall("".join(letters))) >= MIN_BESIDE


def _sentence(span: Span, sentences: Sequence[Span]) -> Span:
    return next((one for one in sentences if one[0] <= span[0] < one[1]), span)


@dataclass(frozen=True, slots=True)
class LinkLists:
    """The lists of `links.toml`."""

    hosts: frozenset[str]
    paths: frozenset[str]
    calls: frozenset[str]


@cache
def link_lists() -> LinkLists:
    """Return the lists that come with the package, read once."""
    table = tomllib.loads(files("onrecord.language").joinpath("links.toml").read_text(encoding="utf-8"))
    return LinkLists(**{name: frozenset(words) for name, words in table.items()})
