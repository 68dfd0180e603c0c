"""From what a file gives to a `Report`: each field from the best evidence for it, the furniture marked, the id made.

The order of evidence: the manifest; the front matter or the file's metadata; the address of the article (a day in
its path, the outlet of its domain); what the text says (a date line, then a dateline); for the language, the text
itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from onrecord.model import Report, make_id
from onrecord.outlets import by_domain, by_name, domain_of
from onrecord.reading.clues import clues_in, find_title
from onrecord.reading.dates import date_in_url
from onrecord.reading.facts import AUTHORS_SEPARATOR, Draft, Fact, Facts, first_of, one_line
from onrecord.reading.furniture import find_furniture
from onrecord.reading.languages import detect_language
from onrecord.reading.publication import SAID_BY_A_PERSON, publication


def make_report(name: str, draft: Draft, manifest: Facts) -> Report:
    """Return the report that an article is.

    Args:
        name: the input that it was read from.
        draft: the article as its file gives it.
        manifest: what the manifest says of it.
    """
    text = draft.text
    said = (manifest, *draft.layers)
    title = first_of(said, "title")
    words, title_span = find_title(text, one_line(title.value) if title else None)
    if title is None and words is not None:
        title = Fact(words, "text: first line")
    clues = clues_in(text, title_span)
    url = first_of((*said, clues), "url")
    from_url = _facts_of_url(url.value) if url else {}
    layers = (*said, from_url, draft.weak, clues)
    published = publication(layers, url.value if url else None, text, title_span)
    modified = first_of(said, "modified")
    facts = {
        "title": Fact(words, title.basis) if title and words else None,
        "outlet": _outlet(layers),
        "authors": first_of(layers, "authors"),
        "url": url,
        "published": published.fact,
        "language": _language(first_of(layers, "language"), text),
    }
    known = {field: fact for field, fact in facts.items() if fact is not None}
    value = {field: fact.value for field, fact in known.items()}
    return Report(
        id=make_id("r", text, value.get("outlet"), value.get("published"), value.get("url")),
        input=name,
        text=text,
        title=value.get("title"),
        title_span=title_span,
        outlet=value.get("outlet"),
        authors=tuple(value["authors"].split(AUTHORS_SEPARATOR)) if "authors" in value else (),
        url=value.get("url"),
        published=value.get("published"),
        published_confidence=published.confidence,
        published_doubt=published.doubt,
        language=value.get("language"),
        basis={field: known[field].basis for field in sorted(known)},
        furniture=find_furniture(text, title_span),
        links=draft.links,
        source=draft.source,
        places=draft.places,
        modified=modified.value if modified else None,
    )


def _facts_of_url(url: str) -> Facts:
    facts: dict[str, Fact] = {}
    domain = domain_of(url)
    if domain:
        facts["outlet"] = Fact(domain, "url")
    try:
        day = date_in_url(urlsplit(url).path)
    except ValueError:  # "http://[norra": no address, so no path
        day = None
    if day:
        facts["published"] = Fact(day, "url")
    return facts


def _outlet(layers: tuple[Facts, ...]) -> Fact | None:
    """Take the first name, and the table's form of it where the table knows it.

    A bare domain is a name only where nothing better is known: a page of "norra.example" that says "Norra News" is
    by that.
    """
    found = [layer["outlet"] for layer in layers if "outlet" in layer]
    if not found:
        return None
    names = [Fact(name, fact.basis) for fact, name in _named(found)]
    return names[0] if names else Fact(domain_of(found[0].value) or found[0].value, found[0].basis)


def _named(facts: list[Fact]) -> Iterator[tuple[Fact, str]]:
    for fact in facts:
        value = one_line(fact.value)
        is_domain = "." in value and " " not in value and value == value.casefold()
        outlet = by_name(value, ambiguous=False) or (by_domain(value) if is_domain else None)
        if outlet is not None:
            yield fact, outlet.name
        elif not is_domain or fact.basis in SAID_BY_A_PERSON:
            yield fact, value


def _language(said: Fact | None, text: str) -> Fact | None:
    """Believe a person; else the text before a page's setting, which is often the language of its menus."""
    if said is not None and said.basis in SAID_BY_A_PERSON:
        return said
    detected = detect_language(text)
    if detected is None or (said is not None and said.value == detected):
        return said
    basis = "detected" if said is None else f"detected; {said.basis} says {said.value}"
    return Fact(detected, basis)
