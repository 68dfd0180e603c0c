"""The entries of a table of outlets, read and held to their form: see `outlets.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from onrecord.errors import UsageError
from onrecord.outlets.table import KINDS, Outlet, domain_of, name_key


def parse(data: Mapping[str, Any], where: str) -> list[Outlet]:
    """Return the outlets of a table as TOML holds it, in its order.

    Args:
        data: What `tomllib` made of it.
        where: What it is called, for messages.

    Raises:
        UsageError: It is not of that form; the message names the entry.
    """
    entries = data.get("outlets")
    if not isinstance(entries, list):
        raise UsageError(f"{where}: no list `outlets` in it")
    return [_outlet(entry, f"{where}, outlet {number}") for number, entry in enumerate(entries, 1)]


def _outlet(entry: object, where: str) -> Outlet:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"].strip():
        raise UsageError(f"{where}: an outlet needs a `name`")
    where = f"{where} ({entry['name']})"
    if not name_key(entry["name"]):
        raise UsageError(f"{where}: a name needs a letter or a figure")
    unknown = sorted(set(entry) - {"name", "aliases", "ambiguous", "domains", "country", "kind", "wire", "source"})
    if unknown:
        raise UsageError(f"{where}: unknown key {unknown[0]!r}")
    lists: dict[str, tuple[str, ...]] = {}
    for key in ("aliases", "ambiguous", "domains"):
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise UsageError(f"{where}: `{key}` must be a list of strings")
        nameless = [item for item in value if key != "domains" and not name_key(item)]
        if nameless:
            raise UsageError(f"{where}: {nameless[0]!r} is no name: it needs a letter or a figure")
        lists[key] = tuple(value)
    country, kind, wire = entry.get("country"), entry.get("kind", "website"), entry.get("wire", False)
    if country is not None and not (isinstance(country, str) and re.fullmatch("[A-Z]{2}", country)):
        raise UsageError(f"{where}: `country` must be two capital letters (ISO 3166-1)")
    if not isinstance(kind, str) or kind not in KINDS:
        raise UsageError(f"{where}: `kind` must be one of {', '.join(sorted(KINDS))}")
    if not isinstance(wire, bool):
        raise UsageError(f"{where}: `wire` must be true or false")
    source = entry.get("source")
    if source is not None and not (isinstance(source, str) and source.strip()):
        raise UsageError(f"{where}: `source` must be words")
    for domain in lists["domains"]:
        if "." not in domain_of(domain):
            raise UsageError(f"{where}: {domain!r} is no domain")
    return Outlet(
        name=entry["name"],
        aliases=lists["aliases"],
        ambiguous=lists["ambiguous"],
        domains=tuple(domain_of(domain) for domain in lists["domains"]),
        country=country,
        kind=kind,
        wire=wire,
        source=source,
    )
