"""JSON and JSON lines: news-please, ninjs, schema.org articles, JSON Feed, articles as lists of paragraphs.

The text of a field that holds text is kept code point for code point; where the article comes as a list of
paragraphs or as HTML, the frozen text is made here, paragraphs parted by an empty line. A field for text that is HTML
from its first tag to its last counts as HTML; a stray tag in a text stays, so that offsets are those of the field.

Formats: news-please (https://github.com/fhamborg/news-please), ninjs (https://iptc.org/standards/ninjs/), schema.org
`NewsArticle`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.errors import InputError
from onrecord.model import Link
from onrecord.reading.dates import parse_date
from onrecord.reading.decode import clean, decode
from onrecord.reading.facts import Draft, Fact, Facts, author_names, language_code
from onrecord.reading.fragments import text_of_fragment
from onrecord.reading.json_feed import drafts_of_json_feed, is_json_feed
from onrecord.reading.links import links_in_page
from onrecord.reading.page_source import lay_out
from onrecord.reading.schema_org import article_facts, find_article, text_of, web_address

TEXT_FIELDS = ("maintext", "text", "articleBody", "body_text", "body")
HTML_FIELDS = ("body_html", "body_xhtml")
PARAGRAPH_FIELDS = ("body-paragraphs", "body_paragraphs", "paragraphs", "body", "text")

FIELDS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "copyrightholder"),
    "authors": ("authors", "author", "byline", "by"),
    "url": ("url", "uri", "canonical_url", "link"),
    "published": (
        "published",
        "date_publish",
        "date_published",
        "datePublished",
        "published_at",
        "firstpublished",
        "firstcreated",
        "versioncreated",
        "date",
    ),
    "language": ("language", "inLanguage", "lang"),
}
"""For each field the keys that hold it, the most trusted first. `date_modify` is no publication."""
DOMAIN_FIELD = "source_domain"
WEAK_OUTLET_FIELDS = ("source", "provider")
"""`source` is an outlet in one format, a code in another, a wire in a third: the address overrules it."""
_ALL_HTML = re.compile(
    r"\s*<(?:p|div|article|section|h[1-6])\b[^<>]*>.*</(?:p|div|article|section|ul|ol)\s*>\s*",
    re.DOTALL | re.IGNORECASE,
)


def read_json(data: bytes) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield the articles of a JSON file, each with what its name gets: `#2` for the second of a list, else nothing.

    Raises:
        InputError: no text that can be decoded, or no JSON; the message says where.
    """
    value = _load(decode(data))
    if is_json_feed(value):
        yield from drafts_of_json_feed(value, data)
    elif isinstance(value, list):
        if not value:
            raise InputError("empty: a list of no articles")
        for number, item in enumerate(value, 1):
            yield f"#{number}", _attempt(item)
    else:
        yield "", _attempt(value)


def read_json_lines(data: bytes) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield the article of each line that is not empty, with what its name gets: `#3` for line 3.

    Raises:
        InputError: no text that can be decoded.
    """
    # Only "\n" ends a line: U+2028 may stand in a string, and str.splitlines would break there.
    for number, line in enumerate(decode(data).split("\n"), 1):
        if line.strip():
            try:
                value = _load(line)
            except InputError as error:
                yield f"#{number}", error
            else:
                yield f"#{number}", _attempt(value)


def draft_of_object(value: object) -> Draft:
    """Return the article that a JSON object holds.

    Raises:
        InputError: it is no object, or holds no article text; the message names the fields that were looked for.

    >>> draft_of_object({"text": "The port opens.", "title": "A port"}).layers[1]["title"].basis
    'metadata: title'
    """
    if not isinstance(value, dict):
        raise InputError("not an article: a JSON object is expected")
    found = find_article(value)
    article = value if found is None else found
    facts = (article_facts(article) if found is not None else {}, _facts(article))
    address = next((layer["url"].value for layer in facts if "url" in layer), None)
    text, links = _text(article, address)
    return Draft(text=text, layers=facts, weak=_weak_facts(article), links=links)


def _attempt(value: object) -> Draft | InputError:
    try:
        return draft_of_object(value)
    except InputError as error:
        return error


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets in thousands of brackets
        raise InputError(f"not JSON that can be read: {error}") from error


def _text(article: Mapping[str, Any], address: str | None) -> tuple[str, tuple[Link, ...]]:
    """Return the article's text, and the links of its HTML, whether the text is made of that or stands beside it."""
    for field in TEXT_FIELDS:
        value = article.get(field)
        if isinstance(value, str) and value.strip():
            if _ALL_HTML.fullmatch(value):
                return text_of_fragment(value, address)
            text = clean(value)
            return text, _links_beside(text, article, address)
    for field in PARAGRAPH_FIELDS:
        paragraphs = list(_paragraphs(article.get(field)))
        if paragraphs:
            text = clean("\n\n".join(paragraphs))
            return text, _links_beside(text, article, address)
    for field in HTML_FIELDS:
        value = article.get(field)
        if isinstance(value, str) and value.strip():
            return text_of_fragment(value, address)
    looked_for = ", ".join(dict.fromkeys((*TEXT_FIELDS, *PARAGRAPH_FIELDS, *HTML_FIELDS)))
    raise InputError(f"no article text found: none of the fields {looked_for} holds any")


def _links_beside(text: str, article: Mapping[str, Any], address: str | None) -> tuple[Link, ...]:
    """Return the links of a field of HTML that holds the same article as the text."""
    for field in HTML_FIELDS:
        value = article.get(field)
        if isinstance(value, str) and value.strip():
            return links_in_page(lay_out(value), text, address)
    return ()


def _paragraphs(value: object) -> Iterator[str]:
    """Yield the paragraphs of a list of strings, or of lists of sentences."""
    for item in value if isinstance(value, list) else []:
        sentences = item if isinstance(item, list) else [item]
        paragraph = " ".join(sentence.strip() for sentence in sentences if isinstance(sentence, str)).strip()
        if paragraph:
            yield paragraph


def _facts(article: Mapping[str, Any]) -> Facts:
    facts: dict[str, Fact] = {}
    for field, keys in FIELDS.items():
        for key in keys:
            value = _value(field, article.get(key))
            if value:
                facts[field] = Fact(value, f"metadata: {key}")
                break
    domain = text_of(article.get(DOMAIN_FIELD))
    if domain and "outlet" not in facts:
        facts["outlet"] = Fact(domain, f"metadata: {DOMAIN_FIELD}")
    return facts


def _weak_facts(article: Mapping[str, Any]) -> Facts:
    for key in WEAK_OUTLET_FIELDS:
        value = text_of(article.get(key))
        if value:
            return {"outlet": Fact(value, f"metadata: {key}")}
    return {}


def _value(field: str, value: object) -> str | None:
    if field == "authors":
        return author_names(value)
    if field == "url":
        return web_address(value)
    text = text_of(value)
    if not text:
        return None
    if field == "published":
        return parse_date(text)
    return language_code(text) if field == "language" else text
