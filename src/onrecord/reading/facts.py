"""What is known about an article, field by field, and how it is known.

A `Draft` is an article as its file gives it: its text and layers of facts, the most trusted first. A field takes
the first layer that knows it; the name of that layer's evidence is its basis in the `Report`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.model import Link, Place, Source

_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]+)*", re.IGNORECASE)


class Fact(NamedTuple):
    """A value and how it is known."""

    value: str
    basis: str


Facts = Mapping[str, Fact]
"""By field: `title`, `outlet`, `authors` (parted by `AUTHORS_SEPARATOR`), `url`, `published`, `modified` (its last
change), `language`."""

AUTHORS_SEPARATOR = "\n"

_HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which JSON and mail can hold and no file or record can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as its file gives it."""

    text: str
    layers: tuple[Facts, ...] = ()
    """What the file says, the most trusted first."""
    weak: Facts = field(default_factory=dict)
    """What the file says that the address of the article overrules: a `source` that may be a code."""
    links: tuple[Link, ...] = ()
    """The links that stand on words of the text, in order."""
    places: tuple[Place, ...] = ()
    """Where its passages stand in the source, in order; none where the text is the source itself."""
    source: Source | None = None
    """What is known of the bytes that it was read from; None where the input is the source, with nothing to add."""


def first_of(layers: Iterable[Facts], field: str) -> Fact | None:
    """Return what the first layer that knows a field says.

    >>> first_of([{}, {"title": Fact("A port", "front matter")}], "title")
    Fact(value='A port', basis='front matter')
    """
    return next((layer[field] for layer in layers if field in layer), None)


def language_code(text: str) -> str | None:
    """Return the ISO 639-1 code of a language tag, or None.

    >>> language_code("en-US")
    'en'
    >>> language_code("English") is None
    True
    """
    match = _LANGUAGE.fullmatch(text.strip())
    return match.group(1).casefold() if match else None


def one_line(text: str) -> str:
    r"""Return text with each run of white space as one space.

    >>> one_line(" A port \n opens ")
    'A port opens'
    """
    return _HALF.sub("\ufffd", " ".join(text.split()))


def author_names(value: object) -> str | None:
    """Return names from what a field `authors` may hold: a string, a list, objects with a `name`; None for none.

    Addresses are no names, and one name is kept once.

    >>> author_names([{"name": "Jane Doe"}, "Jane Doe", "https://norra.example/jane"])
    'Jane Doe'
    """
    names: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str):
            name = re.sub(r"^by\s+", "", one_line(name), flags=re.IGNORECASE)
            if name and "://" not in name and name not in names:
                names.append(name)
    return AUTHORS_SEPARATOR.join(names) or None
