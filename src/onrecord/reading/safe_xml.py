"""XML from anywhere, parsed without what makes XML dangerous: no entity is expanded, no DTD and no address is opened.

What breaks the rules of XML is mended as far as libxml2 can, since every tenth feed does; what it cannot mend is told.
"""

from __future__ import annotations

import html.entities
import re
from typing import Any

from onrecord.errors import InputError
from onrecord.reading.decode import decode

_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{2,40})""")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!ENTITY\s+(?!%)", re.IGNORECASE)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NOT_IN_XML = {code: None for code in (*range(0x20), 0xFFFE, 0xFFFF) if code not in (0x09, 0x0A, 0x0D)}
"""Code points that XML 1.0 forbids, and that would end its parsing."""


def xml_root(data: bytes) -> tuple[Any, str | None]:
    """Return the root element of an XML file (lxml), and what is wrong with it; None for nothing.

    Names of HTML that XML does not know (`&nbsp;`) count as the characters that they stand for.

    Raises:
        InputError: it is no XML, or declares entities, which may be bombs and are not expanded.
    """
    from lxml import etree

    encoding = _ENCODING.search(data[:512])
    text = decode(data, declared=encoding[1].decode("ascii") if encoding else None)
    if _ENTITY.search(text):
        raise InputError("declares entities of its own, which are not expanded: save it without them")
    text = _DECLARATION.sub("", text, count=1).translate(_NOT_IN_XML).lstrip()
    raw = _NAMED.sub(_character, text).encode()
    wrong = None
    for recover in (False, True):
        parser = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            recover=recover,
        )
        try:
            root = etree.fromstring(raw, parser)
        except etree.XMLSyntaxError as error:
            wrong = wrong or " ".join(str(error).split())
            continue
        if root is not None:
            return root, wrong
    raise InputError(f"no XML: {wrong}")


def local_name(element: Any) -> str:
    """Return an element's name without its namespace, '' for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _character(name: re.Match[str]) -> str:
    return name[0] if name[1] in _OF_XML else html.entities.html5.get(f"{name[1]};", name[0])
