"""Web pages: the article's text through trafilatura, what the page says of itself through JSON-LD and meta tags.

The frozen text is made here, since a page has none: the headline, then one paragraph for each block of the article,
parted by an empty line, as the page has it (see `page_source`). Of trafilatura's metadata nothing is taken: its dates
and authors are in part guesses from the page's words, and a guess is no basis. Where neither the metadata nor an
element of its own states the day, htmldate is asked what the page's markup says of it, not its words.

A page that nests too deep for its tree is read by another parser (see `deep`).

Text extraction: A. Barbaresi, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and
Extraction" (ACL-IJCNLP 2021, System Demonstrations). Dates: A. Barbaresi, "htmldate: A Python package to extract
publication dates from web pages" (JOSS 5(51), 2020).
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from onrecord.errors import InputError
from onrecord.reading.dates import parse_date
from onrecord.reading.decode import clean, decode
from onrecord.reading.deep import cut_off, refuse_depth, second_opinion
from onrecord.reading.facts import Draft, Fact, Facts, author_names, language_code, one_line
from onrecord.reading.links import links_in_page
from onrecord.reading.page_source import lay_out, mended, places_in
from onrecord.reading.schema_org import article_facts, find_article, web_address

MIN_ARTICLE_LENGTH = 60
"""In code points. Below it trafilatura falls back to all words of the page in one paragraph, its menus too; its own
limit of 250 does that to a short news item."""

BROKEN_PAGE = (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What lxml and trafilatura raise on trees that no page should have: elements without a parent, nesting without end."""

DATES_FROM, DATES_TO = datetime(1995, 1, 1), datetime(2100, 1, 1)
"""Between which htmldate may find a day; its own bounds are its makers' first and the day on which it runs."""

HEAD_LENGTH = 500
"""In code points: where a page says that it is one, behind comments and an XML declaration."""

META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "citation_publisher"),
    "authors": ("author", "article:author", "dc.creator", "parsely-author", "byl"),
    "url": ("og:url", "twitter:url", "parsely-link"),
    "published": (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date.issued",
        "dc.date.issued",
        "dcterms.issued",
        "publish-date",
        "publish_date",
        "pubdate",
        "publication_date",
        "article.published",
        "parsely-pub-date",
        "sailthru.date",
        "citation_publication_date",
        "dc.date",
        "date",
    ),
    "modified": ("article:modified_time", "og:updated_time", "dcterms.modified", "last-modified"),
    "language": ("og:locale", "dc.language", "content-language", "language"),
}
"""For each field the names of the meta tags that hold it, the most trusted first (Open Graph, Dublin Core, Parse.ly and
what large sites use)."""

_TAG = re.compile(r"<[a-z][a-z0-9]*[\s>/]", re.IGNORECASE)
_WHOLE_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_BLOCKS = frozenset({"p", "head", "item", "quote", "cell", "ab", "code", "row"})


def read_html(data: bytes) -> Draft:
    """Return the article of a web page.

    Raises:
        InputError: no text that can be decoded, or no article in it.
    """
    return draft_of_page(decode(data, declared_in_page=True))


def draft_of_page(page: str) -> Draft:
    """Return the article of a decoded web page or of a piece of HTML.

    Raises:
        InputError: there is no article text in it.
    """
    import trafilatura

    if _TAG.search(page) and not _WHOLE_PAGE.search(page[:HEAD_LENGTH]):
        page = f"<!doctype html>\n{page}"  # without it trafilatura takes "<p>The port opens" for no HTML
    source = lay_out(page)
    refuse_depth(source)
    tree = trafilatura.load_html(page)
    if tree is None:
        raise InputError("no article text found: it is no HTML")
    layers: tuple[Facts, ...] = (_linked_data(tree), _meta_tags(tree), _document(tree))
    paragraphs = mended(
        source, second_opinion(page, article_alone=True) if cut_off(tree, source) else _paragraphs(tree)
    )
    if not paragraphs:
        raise InputError("no article text found in the page")
    title = next((layer["title"].value for layer in layers if "title" in layer), None)
    if title and _folded(title) not in {_folded(paragraph) for paragraph in paragraphs[:3]}:
        paragraphs.insert(0, title)
    text = clean("\n\n".join(paragraphs))
    address = next((layer["url"].value for layer in layers if "url" in layer), None)
    weak = {} if any("published" in layer for layer in layers) else _markup_day(tree)
    links = links_in_page(source, text, address)
    return Draft(text=text, layers=layers, weak=weak, links=links, places=places_in(source, text))


def _paragraphs(tree: Any) -> list[str]:
    """Return the blocks of the article, with their line breaks."""
    from trafilatura import bare_extraction
    from trafilatura.settings import DEFAULT_CONFIG

    config = copy.deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(MIN_ARTICLE_LENGTH)
    try:
        # Without its metadata: they are not used, and its search for dates stumbles over broken pages.
        found = bare_extraction(tree, include_comments=False, config=config)
    except BROKEN_PAGE as error:
        raise InputError(f"no article text found: the page is broken ({type(error).__name__})") from error
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    blocks = (_words(block) for block in _innermost(found.body))
    return [block for block in blocks if block]


def _markup_day(tree: Any) -> Facts:
    """Return the day that a page's markup states, by htmldate; it also looks at elements that are no metadata.

    A page whose metadata state days and contradict each other is not asked a second time.
    """
    from htmldate import find_date

    names = {tag.casefold() for tag in tree.xpath("//meta/@property | //meta/@name | //meta/@itemprop")}
    if not names.isdisjoint(META["published"]) or tree.xpath('//time[@pubdate or @itemprop="datePublished"]'):
        return {}
    try:
        found = find_date(
            copy.copy(tree), extensive_search=False, original_date=True, min_date=DATES_FROM, max_date=DATES_TO
        )
    except BROKEN_PAGE:
        return {}
    day = parse_date(found or "")
    return {"published": Fact(day, "markup: htmldate")} if day else {}


def _innermost(body: Any) -> Iterator[Any]:
    """Walk the blocks that hold no block themselves, in order; a quote of two paragraphs is its two paragraphs."""
    for element in body.iter():
        if element.tag in _BLOCKS and not any(inner.tag in _BLOCKS for inner in element.iterdescendants()):
            yield element


def _words(block: Any) -> str:
    parts = [block.text or ""]
    for inner in block.iterdescendants():
        parts += ["\n" if inner.tag == "lb" else "", inner.text or "", inner.tail or ""]
    lines = (one_line(line) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _linked_data(tree: Any) -> Facts:
    """Read the first schema.org article among the page's JSON-LD scripts; a script that is broken says nothing."""
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        source = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>)\s*$", "", script.text or "")
        try:
            article = find_article(json.loads(source, strict=False))
        except (ValueError, RecursionError):
            continue
        if article is not None:
            return article_facts(article, "metadata: JSON-LD")
    return {}


def _meta_tags(tree: Any) -> Facts:
    tags: dict[str, list[str]] = {}
    for tag in tree.xpath("//meta[@content]"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        tags.setdefault(name.strip().casefold(), []).append(one_line(tag.get("content")))
    facts: dict[str, Fact] = {}
    for field, names in META.items():
        for name in names:
            value = _value(field, tags.get(name, []))
            if value:
                facts[field] = Fact(value, f"metadata: {name}")
                break
    return facts


def _value(field: str, contents: list[str]) -> str | None:
    contents = [content for content in contents if content]
    if not contents:
        return None
    if field == "authors":
        return author_names(contents)
    if field in ("published", "modified"):
        days = {parse_date(content) for content in contents}
        return days.pop() if len(days) == 1 else None
    if field == "language":
        return language_code(contents[0])
    return web_address(contents[0]) if field == "url" else contents[0]


def _document(tree: Any) -> Facts:
    """Read the document's own elements: the canonical address, the one `<time pubdate>`, the heading, the language."""
    facts: dict[str, Fact] = {}
    for link in tree.xpath('//link[@rel="canonical"][@href]'):
        address = web_address(link.get("href"))
        if address:
            facts["url"] = Fact(address, "metadata: link canonical")
            break
    times = tree.xpath('//time[@pubdate or @itemprop="datePublished"]/@datetime')
    days = {parse_date(time) for time in times} - {None}
    if len(days) == 1:
        facts["published"] = Fact(str(days.pop()), "metadata: time")
    for place, names in (("h1", tree.xpath("//h1")), ("title", tree.xpath("//head/title"))):
        words = one_line(names[0].text_content()) if len(names) == 1 else ""
        if words:
            # "Port of Eske opens | Norra News": behind the bar is the site.
            facts["title"] = Fact(words.rpartition(" | ")[0] or words, f"metadata: {place}")
            break
    code = language_code(tree.get("lang") or tree.get("xml:lang") or "")
    if code:
        facts["language"] = Fact(code, "metadata: lang")
    return facts


def _folded(text: str) -> str:
    return one_line(text).casefold().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
