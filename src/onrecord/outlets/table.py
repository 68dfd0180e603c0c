"""A table of outlets and what it is asked: whose name or domain this is, and where a text names one."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

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
                self._plain[name_key(form)] = outlet
            for form in outlet.ambiguous:
                key = name_key(form)
                called_so = outlet if form == outlet.name else None
                # A form that two outlets share ("ABC News") belongs to the one that is called so, if only one is.
                self._loose[key] = called_so or self._loose.get(key, outlet)

    def by_domain(self, url_or_domain: str) -> Outlet | None:
        """Return the outlet that publishes at a URL or domain; a name below an outlet's domain belongs to it.

        >>> from onrecord.outlets import default_outlets
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

        >>> from onrecord.outlets import default_outlets
        >>> default_outlets().by_name("agence france presse").name
        'AFP'
        >>> default_outlets().by_name("UP", ambiguous=False) is None
        True
        """
        key = name_key(name)
        if not key:
            return None
        found = self._plain.get(key)
        if found is None and ambiguous:
            found = self._loose.get(key)
        return found

    def find(self, asked: str) -> tuple[Outlet, ...]:
        """Return the outlets that somebody may ask for: of that name or domain, else with those words in a name.

        >>> from onrecord.outlets import default_outlets
        >>> [outlet.name for outlet in default_outlets().find("agence france")]
        ['AFP']
        """
        exact = self.by_name(asked) or (self.by_domain(asked) if "." in asked else None)
        if exact is not None:
            return (exact,)
        words = f" {name_key(asked)}"
        if not words.strip():
            return ()
        names = {one: (one.name, *one.aliases, *one.ambiguous) for one in self.outlets}
        return tuple(one for one, forms in names.items() if any(words in f" {name_key(form)}" for form in forms))

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

        >>> from onrecord.outlets import default_outlets
        >>> default_outlets().mention_pattern.search("an official told Al Jazeera English on Friday").group()
        'Al Jazeera English'
        """
        return _any_of({form for outlet in self.outlets for form in outlet.plain_names})

    @cached_property
    def loose_pattern(self) -> re.Pattern[str]:
        """A pattern of the forms that are also words and that one outlet alone has, and no further name behind them.

        Only the words around one can show that it is an outlet: "told Variety".

        >>> from onrecord.outlets import default_outlets
        >>> default_outlets().loose_pattern.search("she told Variety so").group()
        'Variety'
        """
        counted = Counter(form for outlet in self.outlets for form in outlet.ambiguous)
        others = {name_key(form) for outlet in self.outlets for form in outlet.plain_names}
        forms = {form for form, times in counted.items() if times == 1 and name_key(form) not in others}
        return re.compile(rf"{_any_of(forms).pattern}(?!\s+[A-Z])")


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


@lru_cache(maxsize=16_384)
def name_key(name: str) -> str:
    """Return a name folded: two that differ in case, accents, points and hyphens alone have one.

    >>> name_key("Süddeutsche  Zeitung") == name_key("suddeutsche zeitung"), name_key("BFM-TV") == name_key("BFM TV")
    (True, True)
    """
    plain = name
    if not name.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"[.'’`]", "", plain.casefold())
    return " ".join(re.findall(r"\w+", plain))


def _any_of(forms: Set[str]) -> re.Pattern[str]:
    # Forms by their first letter: at a place of a text those of one letter are tried, not all of hundreds.
    beginning: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        beginning.setdefault(form[:1], []).append(form[1:])
    either = "|".join(
        f"{_written(first)}(?:{'|'.join(_written(rest) for rest in others)})" for first, others in beginning.items()
    )
    # "U.S.-based" must not begin a match.
    return re.compile(rf"(?<![\w@#])(?:{either or '(?!)'})(?!\w)")


def _written(form: str) -> str:
    """Return a pattern of how a form is written: "Sueddeutsche Zeitung" with one space or a line break."""
    return re.escape(form).replace(r"\ ", r"\s+").replace("'", "['’]")
