"""Plain text and Markdown, with or without a YAML front matter.

The text is kept code point for code point. A front matter is what stands between a first line `---` and the next
line `---` or `...`, where that is a YAML mapping; it is then no part of the text. Anything else that begins with
`---` is text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from onrecord.errors import InputError
from onrecord.reading.dates import parse_date
from onrecord.reading.decode import decode
from onrecord.reading.facts import Draft, Fact, Facts, author_names, language_code, one_line
from onrecord.reading.links import links_in_markdown
from onrecord.reading.schema_org import web_address

BASIS = "front matter"
KEYS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "source"),
    "authors": ("authors", "author", "byline"),
    "url": ("url", "link", "canonical_url"),
    "published": ("published", "date", "date_published", "datepublished", "pubdate"),
    "language": ("language", "lang"),
}
"""For each field the keys that hold it, the most trusted first."""

MAX_FRONT_MATTER = 20_000
"""In code points: a longer one is text between two rules of dashes."""

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_NOTHING = frozenset({"", "~", "null", "none"})


def read_text(data: bytes, *, markdown: bool = False) -> Draft:
    r"""Return the article of a text file.

    Args:
        data: the file's bytes.
        markdown: whether any YAML mapping is a front matter; in plain text it has to hold a key that we know, since
            a text may
            begin with a rule of dashes.

    Raises:
        InputError: empty, or no text that can be decoded.

    >>> draft = read_text(b"---\ntitle: A port\n---\nThe port opens.\n")
    >>> draft.text, draft.layers[0]["title"]
    ('The port opens.\n', Fact(value='A port', basis='front matter'))
    """
    text = decode(data)
    match = _FRONT_MATTER.match(text, 0, MAX_FRONT_MATTER)
    values = _mapping(match.group(1)) if match else None
    if match is None or values is None:
        return _draft(text, ())
    facts = _facts(values)
    if not facts and not markdown:
        return _draft(text, ())
    body = text[match.end() :]
    if not body.strip():
        raise InputError("empty: a front matter and nothing after it")
    return _draft(body, (facts,))


def _draft(text: str, layers: tuple[Facts, ...]) -> Draft:
    return Draft(text=text, layers=layers, weak={}, links=links_in_markdown(text))


def _mapping(source: str) -> Mapping[str, object] | None:
    """Read a YAML mapping with every value as the string that is written; None for anything else."""
    import yaml

    try:
        # The base loader makes strings, lists and mappings and nothing else: a date stays as its writer wrote it.
        value = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    return {str(key).strip().casefold(): item for key, item in value.items()}


def _facts(values: Mapping[str, object]) -> Facts:
    facts: dict[str, Fact] = {}
    for field, keys in KEYS.items():
        for key in keys:
            value = _value(field, values.get(key))
            if value:
                facts[field] = Fact(value, BASIS)
                break
    return facts


def _value(field: str, value: object) -> str | None:
    if field == "authors":
        return author_names(value)
    if not isinstance(value, str) or value.strip().casefold() in _NOTHING:
        return None
    if field == "published":
        return parse_date(value)
    if field == "language":
        return language_code(value)
    return web_address(value) if field == "url" else one_line(value)
