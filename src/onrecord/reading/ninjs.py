"""ninjs 2 and 3: what is a list there, headlines, bodies, sources, and what an agency withholds.

In version 1 an article has `headline` and `body_text`, which `from_json` reads by their names. From version 2 on it has
lists of objects with a role, a content type and a value; from 3.1 on the names have capitals (`contentType`).

Standard: https://www.iptc.org/std/ninjs/userguide/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from onrecord.errors import InputError
from onrecord.reading.dates import parse_date
from onrecord.reading.facts import Fact, Facts, author_names, language_code
from onrecord.reading.schema_org import text_of

NOT_PUBLISHED = {
    "canceled": "withdrawn by who published it (pubstatus: canceled)",
    "withheld": "not to be published yet (pubstatus: withheld)",
}
"""What a status says, but for `usable` (https://cv.iptc.org/newscodes/pubstatusg2/)."""
MAIN = "main"
"""The role of the headline and the body that are those of the article."""


class Body(NamedTuple):
    """The text of an article."""

    value: str
    is_html: bool


def refuse_unpublished(article: Mapping[str, Any]) -> None:
    """Let an article pass unless its publisher holds it back.

    Raises:
        InputError: It does.

    >>> refuse_unpublished({"pubstatus": "usable"})
    """
    status = article.get("pubstatus", article.get("pubStatus"))
    reason = NOT_PUBLISHED.get(status.strip().casefold()) if isinstance(status, str) else None
    if reason is not None:
        raise InputError(reason)


def body_of(article: Mapping[str, Any]) -> Body | None:
    """Return the text that is the article's: the main one, and of two main ones the one with paragraphs."""
    found = [
        (one.get("role", MAIN) != MAIN, not is_html, number, Body(value, is_html))
        for number, one in enumerate(_objects(article.get("bodies")))
        if isinstance(value := one.get("value"), str) and value.strip()
        for is_html in ("ml" in (text_of(one.get("contenttype", one.get("contentType"))) or ""),)
    ]
    return min(found)[-1] if found else None


def item_facts(article: Mapping[str, Any]) -> Facts:
    """Return what a ninjs item says of itself in fields that are its own.

    >>> item_facts({"headlines": [{"role": "main", "value": "A port opens"}]})["title"]
    Fact(value='A port opens', basis='metadata: headlines')
    """
    said = {key.casefold(): (key, value) for key, value in article.items()}
    headlines = sorted(_objects(article.get("headlines")), key=lambda one: one.get("role", MAIN) != MAIN)
    values: dict[tuple[str, str], str | None] = {
        ("title", "headlines"): next((value for one in headlines if (value := text_of(one.get("value")))), None),
        ("outlet", "infosources"): next(_names(_of(said, "infosources")), None),
        ("authors", "bylines"): author_names([*_names(_of(said, "bylines"))]),
        ("language", "languages"): next(
            (code for name in _names(_of(said, "languages")) if (code := language_code(name))), None
        ),
    }
    if _is_item(said):
        first, version = _day(said, "firstcreated"), _day(said, "versioncreated")
        values["published", "firstcreated" if first else "versioncreated"] = first or version
        if first and version != first:
            values["modified", "versioncreated"] = version
        values["outlet", "copyrightholder"] = text_of(_of(said, "copyrightholder"))
    return {
        field: Fact(value, f"metadata: {said[key][0]}") for (field, key), value in values.items() if value is not None
    }


def _is_item(said: Mapping[str, tuple[str, Any]]) -> bool:
    return "uri" in said and ("versioncreated" in said or "firstcreated" in said)


def _of(said: Mapping[str, tuple[str, Any]], key: str) -> Any:
    return said[key][1] if key in said else None


def _day(said: Mapping[str, tuple[str, Any]], key: str) -> str | None:
    return parse_date(text_of(_of(said, key)) or "")


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    for one in value if isinstance(value, list) else []:
        if isinstance(one, dict):
            yield one


def _names(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else []:
        name = text_of(one.get("name", one.get("value")) if isinstance(one, dict) else one)
        if name:
            yield name
