"""Names that hold two: "Berg's Harbour Board", "the Berg-Tesk talks", "a Berg-era law".

A tagger takes them for one name. Where a part is a name by itself elsewhere in the story, it is one here too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from onrecord.model import EntityKind, Name, Report
from onrecord.relating.entities.words import gazetteer

_OWNER = re.compile(r"(.+?)\s?['’]s\s+(?=\S)")
_HYPHEN = re.compile(r"\s?[-‐‑–]\s?")
_SIDES = re.compile(r"(North|South|East|West)ern? and (?:North|South|East|West)ern? |(North|South|East|West) and ")


def parted(reports: Sequence[Report], names: Mapping[str, Sequence[Name]]) -> dict[str, tuple[Name, ...]]:
    """Return the names of each report, by its id, with those that hold two parted."""
    known = _known(reports, names)
    return {
        report.id: tuple(part for name in names[report.id] for part in _parts(report, name, known))
        for report in reports
    }


def _known(reports: Sequence[Report], names: Mapping[str, Sequence[Name]]) -> dict[str, EntityKind]:
    """What each text that is a name by itself is mostly taken for."""
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for report in reports:
        for name in names[report.id]:
            votes[report.slice(name.span)][name.kind] += 1
    return {text: max(found, key=lambda kind: (found[kind], kind)) for text, found in votes.items()}


def _parts(report: Report, name: Name, known: Mapping[str, EntityKind]) -> Iterator[Name]:
    text, start = report.slice(name.span), name.span[0]
    owner = _OWNER.match(text)
    if owner is not None and known.get(owner[1]) == "person" and text[owner.end() :][:1].isupper():
        yield Name(span=(start, start + len(owner[1])), kind="person")
        yield Name(span=(start + owner.end(), name.span[1]), kind=name.kind)
        return
    if (sides := _SIDES.match(text)) is not None and text[sides.end() :].lower() in gazetteer().countries:
        yield Name(span=(start, start + text.index(" ")), kind="place")
        yield Name(span=(start + sides.end(), name.span[1]), kind="place")
        return
    cut = _HYPHEN.search(text)
    if cut is None or len(_HYPHEN.findall(text)) > 1:
        yield name
        return
    sides_of = [(text[: cut.start()], start), (text[cut.end() :], start + cut.end())]
    found = [
        Name(span=(place, place + len(part)), kind=known[part])
        for part, place in sides_of
        if known.get(part) in ("person", "place")
    ]
    others = [part for part, _ in sides_of if known.get(part) not in ("person", "place")]
    # "Berg-Tesk" is two, "Berg-era" is Berg's; "Berg-Haugen", of whom only Berg is known, is a name of its own.
    yield from found if found and all(part.islower() for part in others) else [name]
