from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from onrecord.errors import InputError
from onrecord.reading.facts import Draft
from onrecord.reading.feed_items import TEASER_WORDS
from onrecord.reading.from_json import read_json
from onrecord.reading.from_xml import read_xml
from onrecord.reading.report import make_report
from tests.reading.containers.broken import mutants

FILES = Path(__file__).parent / "files"
BODY = "<p>The port of Eske opens on Monday.</p><p>It rains, &amp; the mole is <a href='/mole'>wet</a>.</p>"
TEXT = "Port of Eske opens\n\nThe port of Eske opens on Monday.\n\nIt rains, & the mole is wet."
WHOLE = f"<content:encoded><![CDATA[{BODY}]]></content:encoded>"


def rss(*items: str, channel: str = "", head: str = '<?xml version="1.0"?>') -> bytes:
    inside = "".join(f"<item><title>Port of Eske opens</title>{item}</item>" for item in items)
    return (
        f'{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>Norra News</title><link>https://norra.example/</link>{channel}{inside}</channel></rss>"
    ).encode()


def atom(entry: str, feed: str = "") -> bytes:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Norra News</title>'
        f"{feed}<entry><title>Port of Eske opens</title>{entry}</entry></feed>"
    ).encode()


def one(data: bytes) -> Draft:
    ((mark, draft),) = read_xml(data)
    assert mark == "#1"
    assert isinstance(draft, Draft), str(draft)
    return draft


def reason(data: bytes) -> str:
    ((_, error),) = read_xml(data)
    assert isinstance(error, InputError)
    return str(error)


@pytest.mark.parametrize(("name", "kind"), [("feed.rss", "application/rss+xml"), ("feed.atom", "application/atom+xml")])
def test_a_feed_of_feedgen_gives_what_is_whole_and_refuses_the_teaser(name: str, kind: str) -> None:
    whole, teaser = (draft for _, draft in read_xml((FILES / name).read_bytes()))
    assert isinstance(whole, Draft)
    report = make_report(name, whole, {})
    assert (report.title, report.outlet, report.authors, report.language) == (
        "Port of Eske opens",
        "Norra News",
        ("Jane Doe",),
        "en",
    )
    assert (report.url, report.published) == ("https://norra.example/port", "2031-05-04T18:05:00")
    assert report.text.startswith("Port of Eske opens\n\nThe port of Eske opens on Monday after nine months")
    assert report.title_span == (0, 18)
    assert report.source is not None
    assert (report.source.media_type, report.source.record) == (kind, "https://norra.example/port")
    assert isinstance(teaser, InputError)
    assert str(teaser) == (
        "only a teaser of 18 words, and a teaser is not the report: "
        "fetch https://norra.example/ferry and give that page"
    )


@pytest.mark.parametrize(
    "data",
    [
        rss(WHOLE),
        rss(f"<description>Short.</description>{WHOLE}"),
        atom(f'<content type="html"><![CDATA[{BODY}]]></content>'),
        atom(f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content>'),
        atom('<content type="text">The port of Eske opens on Monday.\n\nIt rains, &amp; the mole is wet.</content>'),
        rss(f"<content:encoded><![CDATA[<h1>Port of Eske opens</h1>{BODY}]]></content:encoded>"),
        rss(WHOLE.replace("]]>", "<p>The post <a>Port of Eske opens</a> appeared first on <a>Norra News</a>.</p>]]>")),
    ],
)
def test_the_content_of_an_item_is_its_text_under_its_title(data: bytes) -> None:
    assert one(data).text == TEXT


def test_rss_1_has_its_items_beside_the_channel() -> None:
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        '<channel rdf:about="https://norra.example/"><title>Norra News</title></channel>'
        '<item rdf:about="https://norra.example/port"><title>Port of Eske opens</title>'
        f"<link>https://norra.example/port</link><dc:date>2031-05-04</dc:date><dc:creator>Jane Doe</dc:creator>{WHOLE}"
        "</item></rdf:RDF>"
    ).encode()
    draft = one(data)
    assert draft.text == TEXT
    assert {name: fact.value for name, fact in draft.layers[0].items()} == {
        "title": "Port of Eske opens",
        "url": "https://norra.example/port",
        "authors": "Jane Doe",
        "published": "2031-05-04",
    }
    assert draft.weak["outlet"].value == "Norra News"
    assert draft.source is not None
    assert draft.source.record == "https://norra.example/port"


def test_a_long_description_is_the_report_and_a_short_one_is_a_teaser() -> None:
    words = " ".join(["word"] * TEASER_WORDS)
    assert one(rss(f"<description>{words}.</description>")).text.endswith("word.")
    assert "only a teaser of 109 words" in reason(rss(f"<description>{words[5:]}.</description>"))
    assert "only a teaser" in reason(rss(f"<description>{words} [&#8230;]</description>"))


@pytest.mark.parametrize("end", ["[…]", "[...]", "and so on…", "Read more »", "Continue reading Port of Eske opens →"])
def test_a_short_content_that_is_cut_off_is_a_teaser_too(end: str) -> None:
    assert "only a teaser" in reason(rss(f"<content:encoded>The port opens. {end}</content:encoded>"))


def test_an_item_with_a_title_alone_is_refused() -> None:
    assert reason(rss("<link>https://norra.example/port</link>")) == (
        "no article text found: the item has a title alone: fetch https://norra.example/port and give that page"
    )


@pytest.mark.parametrize(
    ("item", "address"),
    [
        ("<link>https://norra.example/port</link>", "https://norra.example/port"),
        ("<link>/port</link>", "https://norra.example/port"),
        ("<guid>https://norra.example/port</guid>", "https://norra.example/port"),
        ('<guid isPermaLink="false">https://norra.example/port</guid>', None),
        ("<guid>tag:norra.example,2031:port</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>http://[norra</link>", None),
        (
            "<link>https://count.example/1</link><feedburner:origLink xmlns:feedburner='x'>https://norra.example/port"
            "</feedburner:origLink>",
            "https://norra.example/port",
        ),
        (
            '<atom:link rel="self" href="https://norra.example/feed"/><atom:link href="https://norra.example/port"/>',
            "https://norra.example/port",
        ),
    ],
)
def test_the_address_of_an_item_is_that_of_its_page(item: str, address: str | None) -> None:
    facts = one(rss(item + WHOLE)).layers[0]
    assert (facts["url"].value if "url" in facts else None) == address


@pytest.mark.parametrize(
    ("item", "authors"),
    [
        ("<author>jane@norra.example (Jane Doe)</author>", "Jane Doe"),
        ("<author>jane@norra.example</author>", None),
        ("<dc:creator>Jane Doe</dc:creator><dc:creator>By John Roe</dc:creator>", "Jane Doe\nJohn Roe"),
        (
            "<atom:author><atom:name>Jane Doe</atom:name><atom:email>j@norra.example</atom:email></atom:author>",
            "Jane Doe",
        ),
    ],
)
def test_authors_are_names_and_no_addresses(item: str, authors: str | None) -> None:
    facts = one(rss(item + WHOLE)).layers[0]
    assert (facts["authors"].value if "authors" in facts else None) == authors


@pytest.mark.parametrize(
    ("item", "published"),
    [
        ("<pubDate>Sun, 04 May 2031 18:05:00 +0200</pubDate>", "2031-05-04T18:05:00"),
        ("<pubDate>Sun, 04 May 31 18:05:00 EST</pubDate>", "2031-05-04T18:05:00"),
        ("<dc:date>2031-05-04T18:05:00Z</dc:date>", "2031-05-04T18:05:00"),
        ("<pubDate>soon</pubDate>", None),
    ],
)
def test_the_day_of_an_item_is_read_as_rfc_822_and_iso_8601_write_it(item: str, published: str | None) -> None:
    facts = one(rss(item + WHOLE)).layers[0]
    assert (facts["published"].value if "published" in facts else None) == published


def test_a_day_of_change_is_no_day_of_publication_where_there_is_one() -> None:
    content = "<content>The port opens.</content>"
    both = one(atom(f"<published>2031-05-04</published><updated>2031-05-06</updated>{content}"))
    assert (both.layers[0]["published"].value, both.layers[0]["modified"].value) == ("2031-05-04", "2031-05-06")
    alone = one(atom(f"<updated>2031-05-06</updated>{content}"))
    assert "published" not in alone.layers[0]
    assert alone.weak["published"].basis == "feed: updated"


def test_an_item_from_another_outlet_is_that_outlets() -> None:
    draft = one(rss(f'<source url="https://eske.example/feed">Eske Post</source>{WHOLE}'))
    assert draft.weak["outlet"].value == "Eske Post"


def test_names_that_xml_does_not_know_are_characters() -> None:
    assert one(rss("<content:encoded>The caf&eacute;&nbsp;opens.</content:encoded>")).text.endswith("The café opens.")


def test_a_title_that_was_escaped_twice_is_read_as_it_was_meant() -> None:
    data = rss(WHOLE).replace(b"Port of Eske opens</title>", b"Port &amp;amp; &lt;b&gt;mole&lt;/b&gt; open</title>")
    assert one(data).layers[0]["title"].value == "Port & mole open"


def test_the_encoding_that_a_feed_declares_is_believed() -> None:
    head = '<?xml version="1.0" encoding="windows-1251"?>'
    data = rss("<content:encoded>Порт откроют в понедельник.</content:encoded>", head=head).decode().encode("cp1251")
    assert one(data).text.endswith("Порт откроют в понедельник.")


def test_entities_are_not_expanded_and_nothing_is_fetched() -> None:
    for declared in ('<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">', '<!ENTITY a SYSTEM "file:///etc/passwd">'):
        data = rss("<content:encoded>&a;</content:encoded>", head=f"<!DOCTYPE rss [{declared}]>")
        with pytest.raises(InputError, match="declares entities"):
            list(read_xml(data))


def test_a_document_type_without_entities_does_no_harm() -> None:
    head = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss-0.91.dtd">'
    assert one(rss(WHOLE, head=head)).text == TEXT


def test_a_broken_feed_is_mended_and_what_was_lost_of_it_is_told() -> None:
    assert one(rss(WHOLE.replace("<![CDATA[", "").replace("]]>", "").replace("<p>", "<br>").replace("</p>", ""))).text
    first, second, third = _until_error(read_xml(rss(WHOLE, WHOLE, WHOLE)[:-80]))
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert str(third) == "the feed breaks off in it"


def test_xml_of_another_kind_and_no_xml_are_refused() -> None:
    for data, match in ((b"<menu/>", "its root is <menu>"), (b"The port opens.", "no XML"), (b"", "empty")):
        with pytest.raises(InputError, match=match):
            list(read_xml(data))
    with pytest.raises(InputError, match="no items"):
        list(read_xml(rss()))


def test_a_json_feed_gives_what_is_whole() -> None:
    data = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Norra News", "language": "en-GB",
      "authors": [{"name": "Jane Doe"}], "items": [
      {"id": 7, "url": "https://norra.example/port", "title": "Port of Eske opens",
       "date_published": "2031-05-04T18:05:00+02:00", "date_modified": "2031-05-05",
       "content_html": "<p>The port of Eske opens on Monday.</p>"},
      {"id": "https://norra.example/rain", "content_text": "It rains."},
      {"id": "3", "summary": "Short."}, 4]}"""
    (_, first), (_, second), (_, third), (mark, fourth) = read_json(data)
    assert isinstance(first, Draft)
    assert first.text == "Port of Eske opens\n\nThe port of Eske opens on Monday."
    assert {name: fact.value for name, fact in first.layers[0].items()} == {
        "title": "Port of Eske opens",
        "url": "https://norra.example/port",
        "authors": "Jane Doe",
        "published": "2031-05-04T18:05:00",
        "modified": "2031-05-05",
        "language": "en",
    }
    assert first.source is not None
    assert (first.source.media_type, first.source.record) == ("application/feed+json", "7")
    assert isinstance(second, Draft)
    assert second.layers[0]["url"].value == "https://norra.example/rain"
    assert "only a teaser" in str(third)
    assert (mark, isinstance(fourth, InputError)) == ("#4", True)


@pytest.mark.parametrize("name", ["feed.rss", "feed.atom"])
def test_broken_bytes_give_what_there_is_or_a_reason(name: str) -> None:
    @given(data=mutants((FILES / name).read_bytes()))
    @settings(max_examples=120, deadline=None)
    def holds(data: bytes) -> None:
        assert all(isinstance(found, Draft | InputError) for found in _until_error(read_xml(data)))

    holds()


def _until_error(drafts: Iterator[tuple[str, Draft | InputError]]) -> Iterator[Draft | InputError]:
    try:
        for _, draft in drafts:
            yield draft
    except InputError as error:
        yield error
