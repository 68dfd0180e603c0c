"""schema.org articles, as JSON or as JSON-LD in a page: which object is the article, what it says of itself.

Standard: https://schema.org/NewsArticle (`headline`, `datePublished`, `dateModified`, `publisher.name`, `author`,
`inLanguage`, `url`, `mainEntityOfPage`, `articleBody`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.reading.dates import parse_date
from onrecord.reading.facts import Fact, Facts, author_names, language_code, one_line

ARTICLE_TYPES = frozenset(
    {
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "AskPublicNewsArticle",
        "ReviewNewsArticle",
        "LiveBlogPosting",
        "BlogPosting",
        "SocialMediaPosting",
        "Report",
    }
)
MAX_DEPTH = 6
"""How deep an article may stand in lists and `@graph`s; deeper is no page that we met."""


def find_article(data: object) -> Mapping[str, Any] | None:
    """Return the first object of an article type, through lists, `@graph` and `mainEntity`; None if there is none.

    >>> find_article([{"@type": "WebSite"}, {"@graph": [{"@type": "NewsArticle", "headline": "A port"}]}])["headline"]
    'A port'
    """
    return next(_articles(data, MAX_DEPTH), None)


def article_facts(article: Mapping[str, Any], basis: str = "metadata") -> Facts:
    """Return what an article object says of itself; each basis names the property: `metadata: datePublished`.

    >>> article_facts({"headline": "A port opens", "publisher": {"name": "Norra News"}})["outlet"]
    Fact(value='Norra News', basis='metadata: publisher')
    """
    page = article.get("mainEntityOfPage")
    found = {
        "title": ("headline", text_of(article.get("headline")) or text_of(article.get("name"))),
        "outlet": ("publisher", text_of(article.get("publisher"))),
        "authors": ("author", author_names(article.get("author"))),
        "url": ("url", web_address(article.get("url")) or web_address(page)),
        "published": ("datePublished", parse_date(text_of(article.get("datePublished")) or "")),
        "modified": ("dateModified", parse_date(text_of(article.get("dateModified")) or "")),
        "language": ("inLanguage", language_code(text_of(article.get("inLanguage")) or "")),
    }
    return {field: Fact(value, f"{basis}: {name}") for field, (name, value) in found.items() if value}


def text_of(value: object) -> str | None:
    """Return the words of a property: a string, the `name` of an object, the first of a list; None for none.

    >>> text_of([{"@type": "Organization", "name": " Norra  News "}])
    'Norra News'
    """
    if isinstance(value, list):
        return next((text for text in map(text_of, value) if text), None)
    if isinstance(value, dict):
        value = value.get("name", value.get("alternateName", value.get("@value")))
    return one_line(value) or None if isinstance(value, str) else None


def web_address(value: object) -> str | None:
    """Return an http address from a string or an object with `@id` or `url`, or None.

    >>> web_address({"@id": "https://norra.example/a"})
    'https://norra.example/a'
    """
    if isinstance(value, dict):
        return web_address(value.get("@id")) or web_address(value.get("url"))
    if isinstance(value, str) and value.strip().casefold().startswith(("http://", "https://")):
        address = value.strip()
        return None if any(char.isspace() for char in address) else address
    return None


def _articles(data: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth == 0:
        return
    if isinstance(data, list):
        for item in data:
            yield from _articles(item, depth - 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        if any(
            kind in ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
        ):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(data.get(key), (list, dict)):
                yield from _articles(data[key], depth - 1)
