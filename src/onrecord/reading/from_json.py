"""JSON and JSON lines: news-please, newspaper4k, ninjs, schema.org, JSON Feed, articles as lists of paragraphs.

The text of a field that holds text is kept code point for code point; where the article comes as a list of
paragraphs or as HTML, the frozen text is made here, paragraphs parted by an empty line. A field for text that is HTML
from its first tag to its last counts as HTML; a stray tag in a text stays, so that offsets are those of the field.

Formats: news-please (https://github.com/fhamborg/news-please), newspaper4k
(https://github.com/AndyTheFactory/newspaper4k), CC-NEWS as a data set (`title`, `text`, `domain`, `date`), ninjs
(https://iptc.org/standards/ninjs/), schema.org `NewsArticle`; and any other whose fields are named (`field_names`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from onrecord.errors import InputError
from onrecord.model import Link, Place
from onrecord.reading.dates import parse_date
from onrecord.reading.decode import clean, decode
from onrecord.reading.elsewhere import fetch_it
from onrecord.reading.facts import Draft, Fact, Facts, author_names, language_code
from onrecord.reading.field_names import TARGETS, USUAL, FieldNames, value_at
from onrecord.reading.fragments import text_of_fragment
from onrecord.reading.json_feed import drafts_of_json_feed, is_json_feed
from onrecord.reading.lines import lines_of
from onrecord.reading.links import links_in_page
from onrecord.reading.ninjs import body_of, item_facts, refuse_unpublished
from onrecord.reading.page_source import lay_out
from onrecord.reading.schema_org import article_facts, find_article, text_of, web_address

TEXT_FIELDS = ("maintext", "text", "articleBody", "body_text", "body")
HTML_FIELDS = ("body_html", "body_xhtml")
PARAGRAPH_FIELDS = ("body-paragraphs", "body_paragraphs", "paragraphs", "body", "text")

FIELDS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "copyrightholder", "media_name", "meta_site_name"),
    "authors": ("authors", "author", "byline", "by"),
    "url": ("url", "uri", "canonical_url", "canonical_link", "link", "documentidentifier"),
    "published": (
        "published",
        "date_publish",
        "date_published",
        "datePublished",
        "published_at",
        "publish_date",
        "firstpublished",
        "firstcreated",
        "versioncreated",
        "date",
    ),
    "language": ("language", "inLanguage", "lang", "meta_lang"),
}
"""For each field the keys that hold it, the most trusted first. `date_modify` is no publication."""
DOMAIN_FIELDS = ("source_domain", "domain")
WEAK_OUTLET_FIELDS = ("source", "provider")
"""`source` is an outlet in one format, a code in another, a wire in a third: the address overrules it."""
_ALL_HTML = re.compile(
    r"\s*<(?:p|div|article|section|h[1-6])\b[^<>]*>.*</(?:p|div|article|section|ul|ol)\s*>\s*",
    re.DOTALL | re.IGNORECASE,
)


ONLY_AN_ADDRESS = "only an address"
"""What an article of a list of articles is (GDELT, Media Cloud)."""
LIST_FIELD = "articles"
"""Where some services put a list of articles in an object (GDELT DOC 2.0)."""


def read_json(data: bytes, names: FieldNames = USUAL) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield the articles of a JSON file, each with what its name gets: `#2` for the second of a list, else nothing.

    Args:
        data: The file.
        names: What it calls our fields.

    Raises:
        InputError: no text that can be decoded, or no JSON; the message says where.
    """
    value = _load(decode(data))
    if is_json_feed(value):
        yield from drafts_of_json_feed(value, data)
        return
    if isinstance(value, dict) and isinstance(value.get(LIST_FIELD), list):
        value = value[LIST_FIELD]
    if isinstance(value, list):
        if not value:
            raise InputError("empty: a list of no articles")
        for number, item in enumerate(value, 1):
            yield f"#{number}", _attempt(item, names)
    else:
        yield "", _attempt(value, names)


def read_json_lines(
    file: BinaryIO, max_bytes: int, names: FieldNames = USUAL
) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield the article of each line that is not empty, with what its name gets: `#3` for line 3.

    Args:
        file: Open for reading; it may be of any length.
        max_bytes: The longest line that is read.
        names: What the lines call our fields.

    Raises:
        InputError: no text that can be decoded.
    """
    empty = True
    for number, line in enumerate(lines_of(file, max_bytes), 1):
        if line.strip():
            empty = False
            draft: Draft | InputError
            try:
                draft = draft_of_object(_load(line), names)
            except InputError as error:
                draft = error
            else:
                place = Place(span=(0, len(draft.text)), at=f"line={number - 1},{number}")
                draft = replace(draft, places=(place,))
            yield f"#{number}", draft
    if empty:
        raise InputError("empty: nothing but empty lines")


def draft_of_object(value: object, names: FieldNames = USUAL) -> Draft:
    """Return the article that a JSON object holds.

    Args:
        value: The object.
        names: What it calls our fields; where it has nothing by these names, the usual ones hold.

    Raises:
        InputError: it is no object, holds no article text (the message names the fields that were looked for), or is
            held back by its publisher.

    >>> draft_of_object({"text": "The port opens.", "title": "A port"}).layers[-1]["title"].basis
    'metadata: title'
    """
    if not isinstance(value, dict):
        raise InputError("not an article: a JSON object is expected")
    found = find_article(value)
    article = value if found is None else found
    refuse_unpublished(article)
    facts = (
        _named_facts(value, names),
        article_facts(article) if found is not None else {},
        item_facts(article),
        _facts(article),
    )
    layers = tuple(layer for layer in facts if layer)
    address = next((layer["url"].value for layer in layers if "url" in layer), None)
    text, links = _text(article, address, [(name, value_at(value, name)) for name in names.of("text")])
    return Draft(text=text, layers=layers, weak=_weak_facts(article), links=links)


def _attempt(value: object, names: FieldNames) -> Draft | InputError:
    try:
        return draft_of_object(value, names)
    except InputError as error:
        return error


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets in thousands of brackets
        raise InputError(f"not JSON that can be read: {error}") from error


def _text(
    article: Mapping[str, Any], address: str | None, named: Sequence[tuple[str, object]]
) -> tuple[str, tuple[Link, ...]]:
    """Return the article's text, and the links of its HTML, whether the text is made of that or stands beside it.

    Args:
        article: The article.
        address: Its own.
        named: What it holds by the names that were given for its text.
    """
    given = dict(named)
    for value in (*given.values(), *map(article.get, TEXT_FIELDS)):
        if isinstance(value, str) and value.strip():
            if _ALL_HTML.fullmatch(value):
                return text_of_fragment(value, address)
            text = clean(value)
            return text, _links_beside(text, article, address)
    for value in (*given.values(), *map(article.get, PARAGRAPH_FIELDS)):
        paragraphs = list(_paragraphs(value))
        if paragraphs:
            text = clean("\n\n".join(paragraphs))
            return text, _links_beside(text, article, address)
    body = body_of(article)
    if body is not None:
        return text_of_fragment(body.value, address) if body.is_html else (clean(body.value), ())
    for field in HTML_FIELDS:
        value = article.get(field)
        if isinstance(value, str) and value.strip():
            return text_of_fragment(value, address)
    if address is not None:
        raise InputError(f"{ONLY_AN_ADDRESS}: {fetch_it(address)}")
    looked_for = ", ".join(dict.fromkeys((*given, *TEXT_FIELDS, *PARAGRAPH_FIELDS, *HTML_FIELDS)))
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


def _named_facts(article: Mapping[str, Any], names: FieldNames) -> Facts:
    """Return what an article says of itself in the fields that names were given for."""
    facts: dict[str, Fact] = {}
    for field in TARGETS:
        for name in names.of(field) if field != "text" else ():
            value = _value(field, value_at(article, name))
            if value:
                facts[field] = Fact(value, f"metadata: {name}")
                break
    return facts


def _facts(article: Mapping[str, Any]) -> Facts:
    facts: dict[str, Fact] = {}
    for field, keys in FIELDS.items():
        for key in keys:
            value = _value(field, article.get(key))
            if value:
                facts[field] = Fact(value, f"metadata: {key}")
                break
    for key in DOMAIN_FIELDS:
        domain = text_of(article.get(key))
        if domain and "outlet" not in facts:
            facts["outlet"] = Fact(domain, f"metadata: {key}")
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
    if field in ("published", "modified"):
        return parse_date(text)
    return language_code(text) if field == "language" else text
