"""News in XML: NewsML-G2, with its text as NITF or XHTML, and NITF alone.

It is parsed by `safe_xml`: an XML bomb, or a file that asks for another one, is refused like any other broken file.

Standards: https://iptc.org/standards/newsml-g2/, https://iptc.org/standards/nitf/.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from onrecord.errors import InputError
from onrecord.model import Source
from onrecord.reading.dates import parse_date
from onrecord.reading.decode import clean
from onrecord.reading.facts import Draft, Fact, Facts, author_names, language_code, one_line
from onrecord.reading.ninjs import NOT_PUBLISHED
from onrecord.reading.schema_org import web_address

NEWSML = "application/vnd.iptc.g2.newsitem+xml"
NITF = "application/nitf+xml"
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


def drafts_of_news(root: Any, data: bytes, wrong: str | None) -> Drafts:
    """Yield the articles of a NewsML-G2 file, each with what its name gets: `#2` for the second of several.

    Args:
        root: Its root element.
        data: Its bytes.
        wrong: What is wrong with its XML.

    Raises:
        InputError: It is broken, or holds no article.
    """
    _refuse_broken(wrong)
    items = [root] if _name(root) == "newsitem" else list(_below(root, "newsitem"))
    if not items:
        raise InputError("holds no newsItem: a package names its articles, it does not hold them")
    source = Source(media_type=NEWSML, sha256=hashlib.sha256(data).hexdigest())
    for number, item in enumerate(items, 1):
        own = replace(source, record=item.get("guid"))
        yield f"#{number}" if len(items) > 1 else "", _attempt(item, next(_below(item, "nitf"), None), own)


def drafts_of_nitf(root: Any, data: bytes, wrong: str | None) -> Drafts:
    """Yield the article of a NITF file; see `drafts_of_news`."""
    _refuse_broken(wrong)
    doc = next((one.get("id-string") for one in _below(root, "doc-id")), None)
    yield "", _attempt(None, root, Source(media_type=NITF, sha256=hashlib.sha256(data).hexdigest(), record=doc))


def _refuse_broken(wrong: str | None) -> None:
    """Refuse what had to be mended: an agency's file that is broken has been cut off."""
    if wrong is not None:
        raise InputError(f"not XML that can be read: {one_line(wrong)[:200]}")


def _attempt(item: Any, nitf: Any, source: Source) -> Draft | InputError:
    try:
        text = _text(item, nitf)
        layers = (_item_facts(item) if item is not None else {}, _nitf_facts(nitf) if nitf is not None else {})
        return Draft(text=text, layers=tuple(layer for layer in layers if layer), source=source)
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
    meta, about = next(_below(item, "contentmeta"), item), next(_below(item, "itemmeta"), item)
    first, created = _day(_below(about, "firstcreated")), _day(_below(meta, "contentcreated"))
    version = _day(_below(about, "versioncreated"))
    links = (one.get("href") for one in _below(about, "link") if _code(one, "rel") in _SELF)
    tags = (one.get("tag") for one in _below(meta, "language"))
    return _known(
        ("title", "headline", _words(_below(meta, "headline"))),
        ("title", "title", _words(_below(about, "title")) if about is not item else None),
        ("outlet", "copyrightHolder", _who(_below(item, "copyrightholder"))),
        ("outlet", "infoSource", _who(_below(meta, "infosource"))),
        ("outlet", "provider", _who(_below(about, "provider"))),
        ("authors", "by", author_names([words for one in _below(meta, "by") if (words := _words([one]))])),
        ("authors", "creator", author_names([who for one in _below(meta, "creator") if (who := _who([one]))])),
        ("url", "link", next(filter(None, map(web_address, links)), None)),
        ("published", "firstCreated", first),
        ("published", "contentCreated", created),
        ("published", "versionCreated", version),
        ("modified", "versionCreated", version if version != (first or created or version) else None),
        ("language", "language", next(filter(None, (language_code(tag or "") for tag in tags)), None)),
        ("language", "xml:lang", language_code(item.get(f"{_XML}lang") or "")),
    )


_SELF = ("self", "canonical", "permalink")
"""The relations of a link that lead to the article itself."""


def _nitf_facts(nitf: Any) -> Facts:
    """Return what a NITF document says of its article."""
    head = next(_below(nitf, "head"), nitf)
    rights, where = next(_below(head, "doc.copyright"), None), next(_below(head, "pubdata"), None)
    return _known(
        ("title", "hl1", _words(_below(nitf, "hl1"))),
        ("title", "title", _words(_below(head, "title"))),
        ("outlet", "pubdata", one_line(where.get("name") or "") if where is not None else None),
        ("outlet", "doc.copyright", one_line(rights.get("holder") or "") if rights is not None else None),
        ("authors", "byline", author_names([name for one in _below(nitf, "byline") if (name := _by(one))])),
        ("url", "pubdata", web_address(where.get("ex-ref")) if where is not None else None),
        ("published", "date.release", _day(_below(head, "date.release"), "norm")),
        ("published", "date.issue", _day(_below(head, "date.issue"), "norm")),
        ("published", "story.date", _day(_below(nitf, "story.date"), "norm")),
        ("language", "xml:lang", language_code(nitf.get(f"{_XML}lang") or "")),
    )


def _known(*said: tuple[str, str, str | None]) -> Facts:
    """Return for each field the first that is known; each is given with the name of its element."""
    facts: dict[str, Fact] = {}
    for field, key, value in said:
        if value and field not in facts:
            facts[field] = Fact(value, f"metadata: {key}")
    return facts


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


def _who(elements: Iterable[Any]) -> str | None:
    """Return the name of a party: its `name`, its own words or its literal; a code alone names nobody."""
    names = (_words(_below(one, "name")) or _words([one]) or one_line(one.get("literal") or "") for one in elements)
    return next(filter(None, names), None)


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
