"""The table of outlets: names, other names, domains, and which of them are wires.

In: a name, a URL or a domain. Out: the `Outlet` that it belongs to, or None. What the table does not know stays
unknown; a form that is also an ordinary word ("the sun") is never taken for an outlet in running text.
The data is `outlets.toml`; `load_outlets` reads it together with a file of the reader's own.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from onrecord.errors import UsageError

KINDS = frozenset(
    {"wire", "broadcaster", "newspaper", "magazine", "website", "state-run", "government", "company"},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes reports (schema.org `NewsMediaOrganization`)."""

    name: str
    """The form that stands for all others."""
    aliases: tuple[str, ...] = ()
    """Other forms that name this outlet and nothing else."""
    ambiguous: tuple[str, ...] = ()
    """Forms that are also ordinary words or other outlets' names. The name itself may be among them."""
    domains: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    kind: str = "website"
    """One of `KINDS`."""
    wire: bool = False
    """Whether others republish its reports."""

    @property
    def plain_names(self) -> tuple[str, ...]:
        """The forms that name this outlet wherever they stand, the name first."""
        return tuple(form for form in (self.name, *self.aliases) if form not in self.ambiguous)


class Outlets:
    """A table of outlets, with its indexes."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self.outlets = tuple(sorted(outlets, key=lambda outlet: (outlet.name.casefold(), outlet.name)))
        self._by_domain = {domain: outlet for outlet in self.outlets for domain in outlet.domains}
        self._plain: dict[str, Outlet] = {}
        self._loose: dict[str, Outlet | None] = {}
        for outlet in self.outlets:
            for form in outlet.plain_names:
                self._plain[_key(form)] = outlet
            for form in outlet.ambiguous:
                key = _key(form)
                own = outlet if form == outlet.name else None
                # A form that two outlets share ("ABC News") belongs to the one that is called so, if only one is.
                self._loose[key] = own or self._loose.get(key, outlet)

    def by_domain(self, url_or_domain: str) -> Outlet | None:
        """Return the outlet that publishes at a URL or domain; a name below an outlet's domain belongs to it.

        >>> default_outlets().by_domain("https://edition.cnn.com/2024/12/06/a.html").name
        'CNN'
        >>> default_outlets().by_domain("norra-news.example") is None
        True
        """
        labels = domain_of(url_or_domain).split(".")
        for start in range(len(labels) - 1):
            outlet = self._by_domain.get(".".join(labels[start:]))
            if outlet is not None:
                return outlet
        return None

    def by_name(self, name: str, *, ambiguous: bool = True) -> Outlet | None:
        """Return the outlet that a whole string names, whatever its case, accents and punctuation.

        Args:
            name: the name alone, as a field or a line holds it; no text around it.
            ambiguous: whether forms that are also ordinary words count.

        >>> default_outlets().by_name("agence france presse").name
        'AFP'
        >>> default_outlets().by_name("UP", ambiguous=False) is None
        True
        """
        key = _key(name)
        if not key:
            return None
        found = self._plain.get(key)
        if found is None and ambiguous:
            found = self._loose.get(key)
        return found

    def wires(self) -> tuple[Outlet, ...]:
        """Return the outlets that others republish, by name."""
        return tuple(outlet for outlet in self.outlets if outlet.wire)

    @cached_property
    def mention_pattern(self) -> re.Pattern[str]:
        """A pattern that finds every plain name in running text, the longest first; case counts.

        >>> default_outlets().mention_pattern.search("an official told Al Jazeera English on Friday").group()
        'Al Jazeera English'
        """
        names = {form for outlet in self.outlets for form in outlet.plain_names}
        ordered = sorted(names, key=lambda form: (-len(form), form))
        # "Sueddeutsche Zeitung" is written with one space or a line break; "U.S.-based" must not begin a match.
        either = "|".join(re.escape(form).replace(r"\ ", r"\s+").replace("'", "['’]") for form in ordered)
        return re.compile(rf"(?<![\w@#])(?:{either})(?!\w)")


def domain_of(url_or_domain: str) -> str:
    """Return the host of a URL or domain in lower case, without a port and a leading `www.`.

    >>> domain_of("HTTPS://www.Norra-News.example:443/a?b")
    'norra-news.example'
    >>> domain_of("norra-news.example/story")
    'norra-news.example'
    """
    text = url_or_domain.strip()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:  # "http://[norra" is no address
        return ""
    host = host.rstrip(".").casefold()
    return host.removeprefix("www.")


@lru_cache(maxsize=1)
def default_outlets() -> Outlets:
    """Return the table that comes with onrecord, read once."""
    source = resources.files("onrecord").joinpath("outlets.toml")
    return Outlets(_parse(tomllib.loads(source.read_text(encoding="utf-8")), "outlets.toml"))


def load_outlets(extra: Path | None = None) -> Outlets:
    """Return the table that comes with onrecord, extended by a TOML file of the same form.

    Args:
        extra: a file of `outlets = [{ name = "Norra News", domains = ["norra.example"] }, ...]`. An outlet in it takes
            the place of one in the table that has the same name.

    Raises:
        UsageError: the file cannot be read or is not of that form; the message names the entry.
    """
    if extra is None:
        return default_outlets()
    try:
        data = tomllib.loads(extra.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{extra}: the table of outlets cannot be read: {error}") from error
    merged = {outlet.name: outlet for outlet in default_outlets().outlets}
    merged.update((outlet.name, outlet) for outlet in _parse(data, str(extra)))
    return Outlets(merged.values())


def by_domain(url_or_domain: str) -> Outlet | None:
    """Return the outlet of a URL or domain in the table that comes with onrecord: see `Outlets.by_domain`."""
    return default_outlets().by_domain(url_or_domain)


def by_name(name: str, *, ambiguous: bool = True) -> Outlet | None:
    """Return the outlet of a name in the table that comes with onrecord: see `Outlets.by_name`."""
    return default_outlets().by_name(name, ambiguous=ambiguous)


def wires() -> tuple[Outlet, ...]:
    """Return the wires in the table that comes with onrecord."""
    return default_outlets().wires()


def mention_pattern() -> re.Pattern[str]:
    """Return the pattern of all plain names in the table that comes with onrecord: see `Outlets.mention_pattern`."""
    return default_outlets().mention_pattern


def _key(name: str) -> str:
    """Fold a name: `"Süddeutsche  Zeitung"` and `"suddeutsche zeitung"` are one, and so are `BFM-TV` and `BFM TV`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"[.'’`]", "", plain.casefold())
    return " ".join(re.findall(r"\w+", plain))


def _parse(data: Mapping[str, Any], where: str) -> list[Outlet]:
    entries = data.get("outlets")
    if not isinstance(entries, list):
        raise UsageError(f"{where}: no list `outlets` in it")
    return [_outlet(entry, f"{where}, outlet {number}") for number, entry in enumerate(entries, 1)]


def _outlet(entry: object, where: str) -> Outlet:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"].strip():
        raise UsageError(f"{where}: an outlet needs a `name`")
    where = f"{where} ({entry['name']})"
    unknown = sorted(set(entry) - {"name", "aliases", "ambiguous", "domains", "country", "kind", "wire"})
    if unknown:
        raise UsageError(f"{where}: unknown key {unknown[0]!r}")
    lists: dict[str, tuple[str, ...]] = {}
    for key in ("aliases", "ambiguous", "domains"):
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise UsageError(f"{where}: `{key}` must be a list of strings")
        lists[key] = tuple(value)
    country, kind, wire = entry.get("country"), entry.get("kind", "website"), entry.get("wire", False)
    if country is not None and not (isinstance(country, str) and re.fullmatch("[A-Z]{2}", country)):
        raise UsageError(f"{where}: `country` must be two capital letters (ISO 3166-1)")
    if kind not in KINDS:
        raise UsageError(f"{where}: `kind` must be one of {', '.join(sorted(KINDS))}")
    if not isinstance(wire, bool):
        raise UsageError(f"{where}: `wire` must be true or false")
    return Outlet(
        name=entry["name"],
        aliases=lists["aliases"],
        ambiguous=lists["ambiguous"],
        domains=tuple(domain_of(domain) for domain in lists["domains"]),
        country=country,
        kind=kind,
        wire=wire,
    )
