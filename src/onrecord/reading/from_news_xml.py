"""News in XML: NewsML-G2, with its text as NITF or XHTML, and NITF alone.

The parser resolves no entity, loads no DTD, asks no network and takes no huge tree, so that an XML bomb, or one that
asks for another file, is an error like any other.

Standards: https://iptc.org/standards/newsml-g2/, https://iptc.org/standards/nitf/.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from onrecord.errors import InputError
from onrecord.reading.dates import parse_date
from onrecord.reading.decode import clean
from onrecord.reading.facts import Draft, Fact, Facts, author_names, language_code, one_line
from onrecord.reading.ninjs import NOT_PUBLISHED
from onrecord.reading.schema_org import web_address

ROOTS = {"newsitem": "item", "newsmessage": "items", "packageitem": "package", "nitf": "nitf"}
"""The root elements that are read, in lower case, without their namespace."""
_BLOCKS = frozenset(
    {
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hl2",
        "li",
        "dt",
        "dd",
        "blockquote",
        "bq",
        "tr",
        "pre",
        "figcaption",
        "note",
    }
)
"""The elements of NITF and XHTML that are a paragraph each."""
_NO_TEXT = frozenset({"script", "style", "head", "media", "table-reference", "tobject"})
_XML = "{http://www.w3.org/XML/1998/namespace}"

Drafts = Iterator[tuple[str, Draft | InputError]]


def read_news_xml(data: bytes) -> Drafts:
    """Yield the articles of a file, each with what its name gets: `#2` for the second of several, else nothing.

    Raises:
        InputError: It is no XML, or none of news.
    """
    from lxml import etree

    # resolve_entities=False keeps `&name;` of the document's own DTD as nodes without text.
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"not XML that can be read: {one_line(str(error))[:200]}") from error
    if _name(root) not in ROOTS:
        raise InputError(
            f"XML, but neither NewsML-G2 nor NITF: its root element is {_name(root)[:60]}; a page is read as .xhtml"
        )
    if _name(root) == "nitf":
        yield "", _attempt(None, root)
        return
    items = [one for one in root.iter() if _name(one) == "newsitem"]
    if not items:
        raise InputError("holds no newsItem: a package names its articles, it does not hold them")
    for number, item in enumerate(items, 1):
        yield f"#{number}" if len(items) > 1 else "", _attempt(item, next(_below(item, "nitf"), None))


def _attempt(item: Any, nitf: Any) -> Draft | InputError:
    try:
        text = _text(item, nitf)
        layers = (_item_facts(item) if item is not None else {}, _nitf_facts(nitf) if nitf is not None else {})
        return Draft(text=text, layers=tuple(layer for layer in layers if layer))
    except InputError as error:
        return error


def _text(item: Any, nitf: Any) -> str:
    """Return the paragraphs of an article."""
    if item is not None:
        status = next((_code(one) for one in _below(item, "pubstatus")), "")
        if status in NOT_PUBLISHED:
            raise InputError(NOT_PUBLISHED[status])
    if nitf is not None:
        kind = next((one.get("management-status") for one in _below(nitf, "docdata")), None)
        if kind in NOT_PUBLISHED:
            raise InputError(NOT_PUBLISHED[kind])
    whole = nitf if nitf is not None else next(_below(item, "inlinexml"), None)
    content = None if whole is None else next(chain(_below(whole, "body.content"), _below(whole, "body")), whole)
    if content is None:
        data = next(_below(item, "inlinedata"), None)
        if data is not None and data.text and data.text.strip():
            return clean(data.text)
        kinds = next((_code(one) for one in _below(item, "itemclass")), "")
        what = f"; it is {kinds}" if kinds and kinds != "text" else ""
        raise InputError(f"no article text found: its newsItem has no inlineXML and no inlineData{what}")
    paragraphs = [line for line in _paragraphs(content) if line]
    if not paragraphs:
        raise InputError("no article text found: its body holds none")
    return clean("\n\n".join(paragraphs))


def _paragraphs(content: Any) -> Iterator[str]:
    """Yield the words of each block, in order; words outside of any block are a paragraph by themselves."""
    held: list[str] = []
    # An explicit stack: a document may be as deep as the parser lets it.
    todo: list[tuple[Any, bool]] = [(content, False)]
    while todo:
        element, done = todo.pop()
        if not done and (not isinstance(element.tag, str) or _name(element) in _NO_TEXT):
            if element is not content:
                held.append(element.tail or "")
            continue
        block = _name(element) in _BLOCKS or _name(element) == "br"
        if block:
            yield one_line("".join(held))
            held = []
        if done:
            held.append(element.tail or "" if element is not content else "")
            continue
        held.append(element.text or "")
        todo.append((element, True))
        todo.extend((child, False) for child in reversed(element))
    yield one_line("".join(held))


def _item_facts(item: Any) -> Facts:
    """Return what a newsItem says of its article."""
    meta = next(_below(item, "contentmeta"), item)
    first = _day(_below(item, "firstcreated")) or _day(_below(meta, "contentcreated"))
    version = _day(_below(item, "versioncreated"))
    found = {
        "title": ("headline", _words(_below(meta, "headline")) or _words(_below(item, "title"))),
        "outlet": (
            "copyrightHolder",
            next((_who(one) for one in _below(item, "copyrightholder") if _who(one)), None),
        ),
        "authors": ("by", author_names([name for one in _below(meta, "by") if (name := _words([one]))])),
        "url": (
            "link",
            next(
                (
                    web
                    for one in _below(item, "link")
                    if _code(one, "rel") in _SELF and (web := web_address(one.get("href")))
                ),
                None,
            ),
        ),
        "published": ("firstCreated" if first else "versionCreated", first or version),
        "modified": ("versionCreated", version if first and version != first else None),
        "language": (
            "language",
            next((code for one in _below(meta, "language") if (code := language_code(one.get("tag") or ""))), None)
            or language_code(item.get(f"{_XML}lang") or ""),
        ),
    }
    if found["outlet"][1] is None:
        found["outlet"] = (
            "infoSource",
            next(
                (who for name in ("infosource", "provider") for one in _below(item, name) if (who := _who(one))), None
            ),
        )
    if found["authors"][1] is None:
        found["authors"] = ("creator", author_names([who for one in _below(meta, "creator") if (who := _who(one))]))
    return {field: Fact(value, f"metadata: {key}") for field, (key, value) in found.items() if value}


_SELF = ("self", "canonical", "permalink")
"""The relations of a link that lead to the article itself."""


def _nitf_facts(nitf: Any) -> Facts:
    """Return what a NITF document says of its article."""
    issued = _day(_below(nitf, "date.release"), "norm") or _day(_below(nitf, "date.issue"), "norm")
    story = _day(_below(nitf, "story.date"), "norm")
    found = {
        "title": ("hl1", _words(_below(nitf, "hl1")) or _words(_below(nitf, "title"))),
        "outlet": (
            "doc.copyright",
            next((one_line(one.get("holder") or "") for one in _below(nitf, "doc.copyright")), None)
            or next((one_line(one.get("name") or "") for one in _below(nitf, "pubdata")), None),
        ),
        "authors": ("byline", author_names([name for one in _below(nitf, "byline") if (name := _by(one))])),
        "url": (
            "pubdata",
            next((web for one in _below(nitf, "pubdata") if (web := web_address(one.get("ex-ref")))), None),
        ),
        "published": ("date.release" if issued else "story.date", issued or story),
        "language": ("lang", language_code(nitf.get(f"{_XML}lang") or "")),
    }
    return {field: Fact(value, f"metadata: {key}") for field, (key, value) in found.items() if value}


def _by(byline: Any) -> str | None:
    """Return the person of a byline, which may name a title behind."""
    return _words(_below(byline, "person")) or _words([byline])


def _day(elements: Any, attribute: str | None = None) -> str | None:
    """Return the first moment of some elements, as text or as an attribute (`20310504T093000Z`)."""
    for one in elements:
        said = one_line((one.get(attribute) if attribute else one.text) or "")
        if len(said) >= len("20310504T093000") and said[:8].isdigit() and said[8] == "T":
            said = f"{said[:4]}-{said[4:6]}-{said[6:8]}T{said[9:11]}:{said[11:13]}:{said[13:15]}"
        if day := parse_date(said):
            return day
    return None


def _who(element: Any) -> str | None:
    """Return the name of a party: its `name`, its literal or its own words; a code alone names nobody."""
    return _words(_below(element, "name")) or one_line(element.get("literal") or "") or _words([element])


def _code(element: Any, attribute: str = "qcode") -> str:
    """Return the code of an element without its scheme: `canceled` of `stat:canceled`."""
    said = element.get(attribute) or element.get("uri") or ""
    return said.rpartition(":")[2].rpartition("/")[2].casefold()


def _words(elements: Any) -> str | None:
    return next((words for one in elements if (words := one_line("".join(one.itertext())))), None)


def _below(element: Any, name: str) -> Iterator[Any]:
    return (one for one in element.iter() if _name(one) == name and one is not element)


def _name(element: Any) -> str:
    """Return the name of an element in lower case, without its namespace."""
    return element.tag.rpartition("}")[2].casefold() if isinstance(element.tag, str) else ""
