"""Names that stand for another where they act: a capital for its country, a palace for the government in it.

In "*Torvey* said it would not pay" a capital speaks for its country; in "ferries to *Torvey*" it is a city. Both are
one entity, the city; it is kept apart from the country, and linked to it in the first place alone. So are the houses
and streets of `metonyms.toml`. A link is made only to what the story names by a name of its own, and never where the
name may mean something else: a person of that name, or a place of that name whose words stand in the same report.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from onrecord.model import Analysis, Entity, Mention, Report, Span, Statement
from onrecord.relating.entities.callings import countries_of
from onrecord.relating.entities.words import fold, gazetteer

SPEAKS = "is the source of a statement"
"""Why a name is taken to act where a statement is put to it."""


def with_metonyms(
    entities: Sequence[Entity], reports: Sequence[Report], analyses: Mapping[str, Analysis]
) -> tuple[Entity, ...]:
    """Return the entities, those that stand for another linked to it, which gets their mentions where they act.

    Args:
        entities: The entities of a story, with the mentions that are names.
        reports: The reports of the story, in any order.
        analyses: The analysis of each report, by report id; its references and statements are used.
    """
    named = {entity.id: entity for entity in entities}
    targets = _targets(entities)
    persons = {word for entity in entities if entity.kind == "person" for form in entity.forms for word in _words(form)}
    texts = {report.id: report.text for report in reports}
    acts = {report: _acting(analyses[report]) for report in texts}
    linked: dict[str, Entity] = {}
    reached: dict[str, list[Mention]] = defaultdict(list)
    for entity in entities:
        seat = _seat(entity)
        target = next((targets[name] for name in seat.stands_for if name in targets), None) if seat else None
        if seat is None or target in (None, entity.id) or seat.key in persons:
            continue
        link = f'"{entity.name}" is {seat.what} of "{named[target].name}"'
        places = [
            Mention(report=at.report, span=at.span, kind="metonym", because=f"{link} and {why}")
            for at in entity.named
            if (why := acts[at.report].get(at.span)) and not (seat.also and seat.also.search(texts[at.report]))
        ]
        if places:
            where = f"speaks or acts in {len(places)} of {len(entity.named)} places"
            linked[entity.id] = replace(entity, stands_for=target, stands_for_because=f"{link} and {where}")
            reached[target] += places
    return tuple(
        replace(one, mentions=tuple(sorted((*one.mentions, *reached[one.id]), key=lambda m: (m.report, m.span))))
        for one in (linked.get(entity.id, entity) for entity in entities)
    )


@dataclass(frozen=True, slots=True)
class _Seat:
    key: str
    stands_for: tuple[str, ...]
    """Folded names of what it stands for, the first that a story names is meant."""
    what: str
    also: re.Pattern[str] | None = None
    """Words of reports in which the name may mean something else."""


def _seat(entity: Entity) -> _Seat | None:
    if entity.kind not in ("place", "organisation"):
        return None
    known = gazetteer()
    keys = dict.fromkeys(known.names.get(fold(form), fold(form)) for form in entity.forms)
    return next((seats()[key] for key in keys if key in seats()), None)


@cache
def seats() -> Mapping[str, _Seat]:
    """Return what stands for others: capitals and houses, by the folded name that stands for them."""
    table = tomllib.loads((files("onrecord.relating.entities") / "metonyms.toml").read_text(encoding="utf-8"))
    known = gazetteer()
    also = {
        fold(name): re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b") for name, words in table["also"].items()
    }
    found = {}
    for city, country in known.capitals.items():
        key = known.names.get(city, city)
        found[key] = _Seat(key, (country,), "the seat of the government", also.get(key))
    for name, row in table["seats"].items():
        stands_for = tuple(known.names.get(fold(one), fold(one)) for one in row["for"])
        found[fold(name)] = _Seat(fold(name), stands_for, row["is"])
    return found


def _targets(entities: Sequence[Entity]) -> dict[str, str]:
    """What may be stood for, by folded name: the countries of the story, and its organisations and groups."""
    found: dict[str, str] = {}
    for entity in entities:
        if entity.kind in ("organisation", "group"):
            for form in entity.forms:
                found.setdefault(fold(form), entity.id)
    return {**found, **countries_of({entity.id: entity for entity in entities})}


def _acting(analysis: Analysis) -> dict[Span, str]:
    """Return, for the names of a report that act, why they are taken to."""
    sources = {s.name: SPEAKS for s in _all_of(analysis.statements) if s.kind != "own" and s.name is not None}
    return sources | {r.span: r.because for r in analysis.references if r.kind == "metonym"}


def _all_of(statements: Iterable[Statement]) -> Iterator[Statement]:
    for statement in statements:
        yield statement
        yield from _all_of(statement.inner)


def _words(form: str) -> list[str]:
    return fold(form).split()
