"""The table of outlets: names, other names, domains, and which of them are wires.

In: a name, a URL or a domain. Out: the `Outlet` that it belongs to, or None. What the table does not know stays
unknown; a form that is also an ordinary word ("the sun") is never taken for an outlet in running text.
The data is `outlets.toml`; `load_outlets` reads it together with the tables of plugins and a file of the reader's own,
and `using` puts that table in the place of the one that comes with onrecord.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from onrecord.errors import UsageError
from onrecord.plugins import OutletTable
from onrecord.plugins import in_use as in_use_of_plugins

KINDS = frozenset(
    {"wire", "broadcaster", "newspaper", "magazine", "website", "state-run", "government", "company"},
)


PLUGINS_KEPT = "outlets_plugins"
"""Where a record keeps the tables of the plugins that it was made with: a JSON list of pairs, whose and TOML."""


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
    source: str | None = None
    """Where it is stated of what kind and country it is: who owns it, its imprint, a catalogue's number."""

    @property
    def plain_names(self) -> tuple[str, ...]:
        """The forms that name this outlet wherever they stand, the name first."""
        return tuple(form for form in (self.name, *self.aliases) if form not in self.ambiguous)


class Outlets:
    """A table of outlets, with its indexes.

    Args:
        outlets: The outlets.
        own: The names of those that a reader's own table gave.
        where: What that table is called, '' for none.
        by_plugin: By the names of those that a plugin's table gave, whose it is.
    """

    def __init__(
        self,
        outlets: Iterable[Outlet],
        own: Iterable[str] = (),
        where: str = "",
        by_plugin: Mapping[str, str] | None = None,
    ) -> None:
        self.by_plugin = dict(by_plugin or {})
        self.outlets = tuple(sorted(outlets, key=lambda outlet: (outlet.name.casefold(), outlet.name)))
        self.own = frozenset(own)
        self.where = where
        self._by_domain = {domain: outlet for outlet in self.outlets for domain in outlet.domains}
        self._plain: dict[str, Outlet] = {}
        self._loose: dict[str, Outlet | None] = {}
        for outlet in self.outlets:
            for form in outlet.plain_names:
                self._plain[_key(form)] = outlet
            for form in outlet.ambiguous:
                key = _key(form)
                called_so = outlet if form == outlet.name else None
                # A form that two outlets share ("ABC News") belongs to the one that is called so, if only one is.
                self._loose[key] = called_so or self._loose.get(key, outlet)

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

    def find(self, asked: str) -> tuple[Outlet, ...]:
        """Return the outlets that somebody may ask for: of that name or domain, else with those words in a name.

        >>> [outlet.name for outlet in default_outlets().find("agence france")]
        ['AFP']
        """
        exact = self.by_name(asked) or (self.by_domain(asked) if "." in asked else None)
        if exact is not None:
            return (exact,)
        words = f" {_key(asked)}"
        if not words.strip():
            return ()
        names = {one: (one.name, *one.aliases, *one.ambiguous) for one in self.outlets}
        return tuple(one for one, forms in names.items() if any(words in f" {_key(form)}" for form in forms))

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all that the table says: what was found with it is kept as long as it stands."""
        said = "\x1e".join(repr(outlet) for outlet in self.outlets)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def wires(self) -> tuple[Outlet, ...]:
        """Return the outlets that others republish, by name."""
        return tuple(outlet for outlet in self.outlets if outlet.wire)

    @cached_property
    def mention_pattern(self) -> re.Pattern[str]:
        """A pattern that finds every plain name in running text, the longest first; case counts.

        >>> default_outlets().mention_pattern.search("an official told Al Jazeera English on Friday").group()
        'Al Jazeera English'
        """
        return _any_of({form for outlet in self.outlets for form in outlet.plain_names})

    @cached_property
    def loose_pattern(self) -> re.Pattern[str]:
        """A pattern of the forms that are also words and that one outlet alone has, and no further name behind them.

        Only the words around one can show that it is an outlet: "told Variety".

        >>> default_outlets().loose_pattern.search("she told Variety so").group()
        'Variety'
        """
        counted = Counter(form for outlet in self.outlets for form in outlet.ambiguous)
        others = {_key(form) for outlet in self.outlets for form in outlet.plain_names}
        forms = {form for form, times in counted.items() if times == 1 and _key(form) not in others}
        return re.compile(rf"{_any_of(forms).pattern}(?!\s+[A-Z])")


def _any_of(forms: Set[str]) -> re.Pattern[str]:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    # "Sueddeutsche Zeitung" is written with one space or a line break; "U.S.-based" must not begin a match.
    either = "|".join(re.escape(form).replace(r"\ ", r"\s+").replace("'", "['’]") for form in ordered)
    return re.compile(rf"(?<![\w@#])(?:{either or '(?!)'})(?!\w)")


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
    """Return the table that comes with onrecord and those of plugins, extended by a TOML file of the same form.

    Args:
        extra: a file of `outlets = [{ name = "Norra News", domains = ["norra.example"] }, ...]`. An outlet in it takes
            the place of one in the table that has the same name.

    Raises:
        UsageError: the file cannot be read or is not of that form; the message names the entry.
    """
    text, where = ("", "") if extra is None else (read_table(extra), str(extra))
    return extended(text, where, plugged_tables())


def read_table(path: Path) -> str:
    """Return the text of a reader's table.

    Raises:
        UsageError: The file cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: the table of outlets cannot be read: {error}") from error


def plugged_tables() -> tuple[tuple[str, str], ...]:
    """Return the tables that the plugins give, whose each is and its TOML, by the names of the plugins.

    A table that is not of the form is named in a `PluginWarning` and left out.
    """
    plugins, found = in_use_of_plugins(), []
    for given in plugins.give("outlets"):
        if not isinstance(given.what, OutletTable):
            plugins.blame(given.plugin, f"{given.what!r} is no OutletTable")
            continue
        try:
            extended(given.what.toml, f"plugin {given.plugin}")
        except UsageError as error:
            plugins.blame(given.plugin, str(error))
        else:
            found.append((f"plugin {given.plugin}", given.what.toml))
    return tuple(found)


def kept_tables(meta: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the tables of plugins with which a record was made.

    Args:
        meta: What the record says of itself.
    """
    return tuple((where, text) for where, text in json.loads(meta.get(PLUGINS_KEPT, "[]")))


def extended(text: str, where: str, tables: Iterable[tuple[str, str]] = ()) -> Outlets:
    """Return the table that comes with onrecord, extended by a table in TOML; an empty text extends it by nothing.

    An outlet of the same name is replaced; a domain or another name that one of the reader's outlets has is taken from
    the one that had it.

    Args:
        text: As `load_outlets` reads it.
        where: What the table is called, for messages.
        tables: Tables of plugins that extend it before: whose each is, and its TOML. A later one counts more.

    Raises:
        UsageError: It is not of that form, or says one thing twice; the message names the entry.
    """
    base = default_outlets()
    by_plugin: dict[str, str] = {}
    for whose, table in tables:
        base = _over(base, table, whose)
        by_plugin = {**by_plugin, **dict.fromkeys(base.own, whose)}
    made = _over(base, text, where)
    if not by_plugin:
        return made
    return Outlets(made.outlets, made.own if made is not base else (), where if made is not base else "", by_plugin)


def _over(base: Outlets, text: str, where: str) -> Outlets:
    """Return a table extended by one in TOML; itself where that holds nothing."""
    if not text:
        return base
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{where}: the table of outlets cannot be read: {error}") from error
    own = _parse(data, where)
    _refuse_twice(own, where)
    if not own:
        return base
    names = {outlet.name for outlet in own}
    domains = {domain for outlet in own for domain in outlet.domains}
    forms = {_key(form) for outlet in own for form in (outlet.name, *outlet.aliases)}
    others = (_without(outlet, domains, forms) for outlet in base.outlets if outlet.name not in names)
    return Outlets([*others, *own], names, where)


def _refuse_twice(own: Iterable[Outlet], where: str) -> None:
    """Refuse a table in which two outlets have one name or one domain: which of them is meant could not be told."""
    seen: dict[str, str] = {}
    for outlet in own:
        for form in sorted({_key(form) for form in outlet.plain_names} | set(outlet.domains)):
            if seen.setdefault(form, outlet.name) != outlet.name:
                raise UsageError(f"{where}: {outlet.name} and {seen[form]} are both called {form!r}")
    names = [outlet.name for outlet in own]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"{where}: {twice[0]} is in it twice")


def _without(outlet: Outlet, domains: Set[str], forms: Set[str]) -> Outlet:
    """Return an outlet without what another table gives to another: its name becomes one that is looked for nowhere."""
    taken = tuple(form for form in outlet.plain_names if _key(form) in forms)
    if not taken and domains.isdisjoint(outlet.domains):
        return outlet
    return replace(
        outlet,
        aliases=tuple(alias for alias in outlet.aliases if alias not in taken),
        ambiguous=(*outlet.ambiguous, *(form for form in taken if form == outlet.name)),
        domains=tuple(domain for domain in outlet.domains if domain not in domains),
    )


_IN_USE: ContextVar[Outlets | None] = ContextVar("outlets", default=None)


def in_use() -> Outlets:
    """Return the table in use: the one that comes with onrecord, or what `using` has put in its place."""
    return _IN_USE.get() or default_outlets()


@contextmanager
def using(table: Outlets) -> Iterator[Outlets]:
    """Put a table in the place of the one that comes with onrecord, for all that is done inside.

    What reads, analyses and relates is a function of its arguments and of this one table, which is the same for a whole
    record; who builds or opens one sets it (`build`).

    >>> norra = Outlet(name="Norra News", domains=("norra.example",))
    >>> with using(Outlets([norra])):
    ...     by_domain("norra.example/a").name
    'Norra News'
    >>> by_domain("norra.example/a") is None
    True
    """
    token = _IN_USE.set(table)
    try:
        yield table
    finally:
        _IN_USE.reset(token)


def by_domain(url_or_domain: str) -> Outlet | None:
    """Return the outlet of a URL or domain in the table in use: see `Outlets.by_domain`."""
    return in_use().by_domain(url_or_domain)


def by_name(name: str, *, ambiguous: bool = True) -> Outlet | None:
    """Return the outlet of a name in the table in use: see `Outlets.by_name`."""
    return in_use().by_name(name, ambiguous=ambiguous)


def wires() -> tuple[Outlet, ...]:
    """Return the wires in the table in use."""
    return in_use().wires()


def mention_pattern() -> re.Pattern[str]:
    """Return the pattern of all plain names in the table in use: see `Outlets.mention_pattern`."""
    return in_use().mention_pattern


@lru_cache(maxsize=16_384)
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
    if not _key(entry["name"]):
        raise UsageError(f"{where}: a name needs a letter or a figure")
    unknown = sorted(set(entry) - {"name", "aliases", "ambiguous", "domains", "country", "kind", "wire", "source"})
    if unknown:
        raise UsageError(f"{where}: unknown key {unknown[0]!r}")
    lists: dict[str, tuple[str, ...]] = {}
    for key in ("aliases", "ambiguous", "domains"):
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise UsageError(f"{where}: `{key}` must be a list of strings")
        nameless = [item for item in value if key != "domains" and not _key(item)]
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
