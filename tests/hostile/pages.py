"""Web pages and feeds: depth, entities, addresses that run, encodings that lie."""

from __future__ import annotations

import json

from tests.hostile.documents import LAUGHS, NETWORK, SECRET
from tests.hostile.makers import STORY, hostile, page

RUNS = ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "java\tscript:alert(1)")


@hostile(".html")
def fifty_megabytes_of_tags() -> bytes:
    return page("<b>" * 17_000_000)


@hostile(".html")
def five_megabytes_of_tags() -> bytes:
    return page("<i>" * 1_700_000 + STORY)


@hostile(".html")
def hundred_thousand_nested_div() -> bytes:
    return page("<div>" * 100_000 + f"<p>{STORY}</p>" + "</div>" * 100_000)


@hostile(".html")
def twenty_thousand_nested_b() -> bytes:
    return page("<p>" + "<b>" * 20_000 + STORY + "</b>" * 20_000 + "</p>")


@hostile(".html")
def nested_tables() -> bytes:
    return page("<table><tr><td>" * 5_000 + STORY)


@hostile(".html")
def misnested_formatting() -> bytes:
    return page("<a><b><i><p>" * 3_000 + STORY)


@hostile(".html")
def million_attributes() -> bytes:
    return page(f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>{STORY}</p>")


@hostile(".html")
def attribute_without_end() -> bytes:
    return page(f'<p>{STORY}</p><p title="' + "a" * 2_000_000)


@hostile(".html")
def comment_without_end() -> bytes:
    return page(f"<p>{STORY}</p>" + "<!--" * 300_000)


@hostile(".html")
def less_than_signs() -> bytes:
    return page(f"<p>{STORY}</p>" + "<" * 300_000)


@hostile(".html")
def ampersands() -> bytes:
    return page(f"<p>{STORY}</p><p>" + "&amp" * 200_000 + "&#x110000;&#xD800;&#0;&#99999999999999;")


@hostile(".html")
def many_paragraphs_alike() -> bytes:
    return page(f"<p>{STORY}</p>" * 2_000)


@hostile(".html")
def deep_metadata() -> bytes:
    deep = '{"@graph":[' * 50_000
    return page(f"<p>{STORY}</p>", f'<script type="application/ld+json">{deep}</script>')


@hostile(".html")
def metadata_of_junk() -> bytes:
    lies: dict[str, object] = {
        "@type": "NewsArticle",
        "headline": {"@value": ["\x1b[31m=1+1", {"a": None}]},
        "author": [[[{"name": {"name": "\u202eksarB"}}]], 7, None, True],
        "datePublished": "9999999999999-99-99T99:99:99+99:99",
        "publisher": {"name": ["=HYPERLINK()", 1e308]},
        "url": "javascript:alert(1)",
    }
    return page(f"<p>{STORY}</p>", f'<script type="application/ld+json">{json.dumps(lies)}</script>')


@hostile(".html")
def links_that_run() -> bytes:
    links = "".join(f'<p><a href="{address}">{STORY}</a></p>' for address in RUNS)
    return page(links, f'<link rel="canonical" href="{RUNS[0]}"><base href="{RUNS[1]}">')


@hostile(".html")
def addresses_that_are_none() -> bytes:
    odd = ("http://[", "http://[::1", "https://a:99999999/", "http://\udcff".encode("utf-8", "replace").decode(), "//")
    links = "".join(f'<a href="{address}">x</a>' for address in odd)
    return page(f"<p>{STORY} {links}</p>", f'<link rel="canonical" href="{odd[0]}">')


@hostile(".html")
def encoding_that_lies() -> bytes:
    return page(f"<p>{STORY}</p>", '<meta charset="utf-16">') + b"\xff\xfe\xe9"


@hostile(".html")
def encoding_that_is_a_codec() -> bytes:
    return page(f"<p>{STORY}</p>", '<meta charset="zip">') + b"\xe9"


@hostile(".html")
def zero_width_joiners() -> bytes:
    return page("<p>" + "\u200d\u0301" * 200_000 + f"</p><p>{STORY}</p>")


@hostile(".xhtml", ".xml", ".rss")
def billion_laughs() -> bytes:
    return f"<?xml version='1.0'?>{LAUGHS}<html><body><p>&a9; {STORY}</p></body></html>".encode()


@hostile(".xhtml", ".xml", ".rss")
def external_entity() -> bytes:
    return f"<?xml version='1.0'?>{SECRET}<html><body><p>&a9; {STORY}</p></body></html>".encode()


@hostile(".xhtml", ".xml", ".atom")
def entity_of_the_network() -> bytes:
    return f"<?xml version='1.0'?>{NETWORK}<html><body><p>&a9; {STORY}</p></body></html>".encode()


def _feed(doctype: str, title: str, more: str = "") -> bytes:
    item = f"<item><title>{title}</title><link>javascript:alert(1)</link><description>{STORY}</description></item>"
    return f"<?xml version='1.0'?>{doctype}<rss version='2.0'><channel>{item}{more}</channel></rss>".encode()


@hostile(".rss", ".xml")
def feed_of_laughs() -> bytes:
    return _feed(LAUGHS, "&a9;")


@hostile(".rss", ".xml")
def feed_with_a_secret() -> bytes:
    return _feed(SECRET, "&a9;")


@hostile(".rss", ".xml")
def feed_of_attributes() -> bytes:
    attributes = " ".join(f"a{n}='1'" for n in range(100_000))
    return _feed("", "x", f"<item {attributes}><description>{STORY}</description></item>")


@hostile(".rss")
def feed_of_deep_html() -> bytes:
    return _feed("", "x", f"<item><description>{'&lt;div&gt;' * 20_000}{STORY * 20}</description></item>")


@hostile(".rss")
def feed_of_depth() -> bytes:
    return _feed("", "x", "<item><description>" + "<a>" * 100_000)


@hostile(".rss")
def feed_of_many_items() -> bytes:
    return _feed("", "x", "<item/>" * 5_000)


@hostile(".xml")
def news_with_entities() -> bytes:
    news = f"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><contentSet><inlineXML>&a9;{STORY}</inlineXML>"
    return f"<?xml version='1.0'?>{SECRET}{news}</contentSet></newsItem>".encode()
