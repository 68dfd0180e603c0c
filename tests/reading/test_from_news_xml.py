from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.reading.facts import Draft
from onrecord.reading.from_xml import read_xml
from onrecord.reading.report import make_report

NITF = """<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><title>Wall</title></head><body><body.head><hedline>
<hl1>The wall</hl1></hedline></body.head><body.content><p>The wall of <em>Eske</em> fell.</p>
<p>Two ships were lost.</p></body.content></body></nitf>"""
XHTML = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Wall</title></head><body><p>The wall of <a
href="x">Eske</a> fell.<br/>So it was.</p>Two ships<script>x()</script> were lost.</body></html>"""
ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:norra:1" version="2" standard="NewsML-G2"
  standardversion="2.34" conformance="power" xml:lang="en-GB">
 <rightsInfo><copyrightHolder qcode="nprov:NW"><name>Norra Wire</name></copyrightHolder></rightsInfo>
 <itemMeta><itemClass qcode="ninat:text"/><provider literal="Vennholt Desk"/>
  <versionCreated>2031-05-05T12:00:00+03:00</versionCreated><firstCreated>2031-05-04T12:00:00+03:00</firstCreated>
  <pubStatus qcode="stat:{status}"/><link rel="irel:self" href="https://norra.example/wall"/></itemMeta>
 <contentMeta><creator literal="JD"/><language tag="en-GB"/><headline>The wall falls</headline><by>By Jane Doe</by>
 </contentMeta><contentSet><inlineXML contenttype="application/nitf+xml">{content}</inlineXML></contentSet>
</newsItem>"""
PICTURE = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">
<itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
<contentSet><remoteContent href="wall.jpg"/></contentSet></newsItem>"""


def item(status: str = "usable", content: str = NITF) -> str:
    return ITEM.format(status=status, content=content)


def message(*items: str) -> bytes:
    head = '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2031-05-06</sent></header><itemSet>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{"".join(items)}</itemSet></newsMessage>'.encode()


def test_a_news_item_with_nitf_is_read_with_its_metadata() -> None:
    [(mark, draft)] = read_xml(item().encode())
    assert mark == ""
    assert isinstance(draft, Draft)
    report = make_report("a.xml", draft, {})
    assert report.text == "The wall of Eske fell.\n\nTwo ships were lost."
    assert (report.title, report.outlet, report.authors) == ("The wall falls", "Norra Wire", ("Jane Doe",))
    assert (report.published, report.modified) == ("2031-05-04T12:00:00", "2031-05-05T12:00:00")
    assert (report.language, report.url) == ("en", "https://norra.example/wall")
    assert report.basis["published"] == "metadata: firstCreated"
    assert report.source is not None
    assert report.source.record == "urn:norra:1"


def test_a_news_item_with_xhtml_has_a_paragraph_for_each_block() -> None:
    [(_, draft)] = read_xml(item(content=XHTML).encode())
    assert isinstance(draft, Draft)
    assert draft.text == "The wall of Eske fell.\n\nSo it was.\n\nTwo ships were lost."


def test_each_item_of_a_message_is_one_input_with_its_own_outcome() -> None:
    found = dict(read_xml(message(item(), item("canceled"), item("withheld"), PICTURE)))
    assert isinstance(found["#1"], Draft)
    assert "withdrawn" in str(found["#2"])
    assert "not to be published yet" in str(found["#3"])
    assert "it is picture" in str(found["#4"])


def test_a_nitf_document_is_read_alone() -> None:
    data = b"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "http://www.nitf.example/nitf-3-6.dtd">
    <nitf xml:lang="en"><head><docdata management-status="usable"><doc-id id-string="n-1"/>
    <date.issue norm="20310504T093000Z"/><doc.copyright year="2031" holder="Norra Wire"/></docdata>
    <pubdata name="Norra News" ex-ref="https://norra.example/wall"/></head><body><body.head><hedline><hl1>The wall falls
    </hl1></hedline><byline>By <person>Jane Doe</person><byttl>Reporter</byttl></byline></body.head>
    <body.content><block><p>The wall&nbsp;fell.</p><p>Two ships.</p></block></body.content></body></nitf>"""
    [(_, draft)] = read_xml(data)
    assert isinstance(draft, Draft)
    report = make_report("a.xml", draft, {})
    assert report.text == "The wall fell.\n\nTwo ships."
    assert (report.title, report.outlet, report.authors) == ("The wall falls", "Norra News", ("Jane Doe",))
    assert (report.published, report.url) == ("2031-05-04T09:30:00", "https://norra.example/wall")


def test_a_killed_nitf_document_is_rejected_with_that_reason() -> None:
    killed = b'<nitf><head><docdata management-status="canceled"/></head><body><body.content><p>x</p></body.content>'
    [(_, refused)] = read_xml(killed + b"</body></nitf>")
    assert "withdrawn" in str(refused)


def test_a_package_that_names_its_articles_alone_says_so() -> None:
    with pytest.raises(InputError, match="a package names its articles, it does not hold them"):
        list(read_xml(b'<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"><groupSet root="G1"/></packageItem>'))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY b SYSTEM "{file}">',
        '<!ENTITY % p SYSTEM "{file}"> %p; <!ENTITY b "x">',
    ],
)
def test_entities_of_its_own_are_refused_and_no_other_file_is_read(tmp_path: Path, declaration: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The password of Vennholt", encoding="utf-8")
    doctype = f"<!DOCTYPE newsItem [{declaration.format(file=secret.as_uri())}]>"
    with pytest.raises(InputError) as refused:
        list(read_xml((doctype + item(content=NITF.replace("Eske", "&b;"))).encode()))
    assert "declares entities of its own" in str(refused.value)
    assert "password" not in str(refused.value)


def test_a_file_that_was_cut_off_is_refused() -> None:
    with pytest.raises(InputError, match="not XML that can be read"):
        list(read_xml(message(item(), item())[:-200]))


def test_what_is_nested_beyond_reason_is_refused() -> None:
    deep = "<block>" * 50_000 + "x" + "</block>" * 50_000
    with pytest.raises(InputError):
        list(read_xml(item(content=NITF.replace("Eske", deep)).encode()))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_damage_to_a_message_raises_anything_but_a_reason(data: st.DataObject) -> None:
    whole = bytearray(message(item(), item(content=XHTML)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=8))
    try:
        found = list(read_xml(bytes(whole)))
    except InputError:
        return
    assert all(isinstance(draft, Draft | InputError) for _, draft in found)
