"""Groups that the reports speak of by a noun: "the migrants", "Haldrian officials", "the Haldrian government".

Who acts for a country ("officials", "troops") or governs it is the country where its name stands with the noun. Other
people are a group of the story by their noun, over all reports, if these speak of them often: "migrants". A whole is
the same group as those whom it is made of, where reports say so: "a caravan of migrants".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Analysis, Entity, Mention, Reference, Report, make_id
from onrecord.relating.entities.callings import Callings
from onrecord.relating.entities.index import EntityIndex
from onrecord.relating.entities.words import fold, gazetteer, name_words

OFTEN = 5
"""Mentions, in at least two reports where there are as many, that make a noun a group of the story."""


TIED = 2
"""Places that speak of a whole as one of some people ("a caravan of migrants"), before the two are one group."""

_Found = tuple[Report, Reference]


@dataclass(frozen=True, slots=True)
class Groups:
    """What nouns for several speak of."""

    of_named: Mapping[str, tuple[Mention, ...]]
    """By the id of an entity that has a name."""
    groups: tuple[Entity, ...]
    """Those that nobody named."""


def groups_of(
    entities: Mapping[str, Entity],
    index: EntityIndex,
    callings: Callings,
    reports: Sequence[Report],
    analyses: Mapping[str, Analysis],
) -> Groups:
    """Return the mentions by nouns for several."""
    words = name_words()
    of_named: dict[str, list[Mention]] = defaultdict(list)
    by_noun: dict[str, list[tuple[Report, Reference]]] = defaultdict(list)
    for report in sorted(reports, key=lambda r: r.id):
        for reference in analyses[report.id].references:
            if reference.kind != "group":
                continue
            shown = report.slice(reference.span)
            acting = reference.head in words.acting_for | words.governing
            named = index.at(report.id, reference.name) if reference.name is not None else None
            if reference.head in words.governing and named is not None and entities[named].kind == "person":
                country = callings.country_of(named, governs=True)
                if country is not None:
                    why = f'"{entities[named].name}" is said to govern "{entities[country].name}"'
                    of_named[country].append(
                        Mention(report=report.id, span=reference.span, kind="metonym", because=why)
                    )
            elif acting and named is not None and _is_country(entities[named]):
                governs = reference.head in words.governing
                why = f'"{shown}" {"governs" if governs else "acts for"} "{entities[named].name}"'
                mention = Mention(
                    report=report.id, span=reference.span, kind="metonym" if governs else "group", because=why
                )
                of_named[named].append(mention)
            elif (
                not acting
                and reference.head not in words.loose
                and (named is None or entities[named].kind in ("group", "place"))
            ):
                by_noun[reference.head].append((report, reference))
    least = min(2, len(reports))
    groups = [
        _group(found, because)
        for found, because in _joined(by_noun)
        if len(found) >= OFTEN and len({report.id for report, _ in found}) >= least
    ]
    unnamed: dict[str, Entity] = {}
    for group in groups:
        if group.id in entities:
            of_named[group.id] += group.mentions
        elif group.id in unnamed:  # one word that was read as two nouns
            unnamed[group.id] = _both(unnamed[group.id], group)
        else:
            unnamed[group.id] = group
    return Groups({entity: tuple(found) for entity, found in of_named.items()}, tuple(unnamed.values()))


def _both(one: Entity, other: Entity) -> Entity:
    places = {(mention.report, mention.span): mention for mention in (*one.mentions, *other.mentions)}
    return replace(
        one,
        forms=tuple(dict.fromkeys((*one.forms, *other.forms))),
        mentions=tuple(places[place] for place in sorted(places)),
    )


def _is_country(entity: Entity) -> bool:
    known = gazetteer()
    return entity.kind == "place" and any(known.names.get(fold(form)) in known.countries for form in entity.forms)


def _joined(by_noun: Mapping[str, Sequence[_Found]]) -> list[tuple[list[_Found], tuple[str, ...]]]:
    """Put the nouns together that reports make one group of: "a caravan of migrants", "members of the caravan"."""
    words = name_words()
    stands_for = {noun: noun for noun in by_noun}
    ties: Counter[tuple[str, str]] = Counter()
    for noun, found in by_noun.items():
        for _, reference in found:
            others = [other for other in reference.narrowed if other in by_noun and other != noun]
            if noun in words.wholes:
                ties.update((noun, other) for other in others if other not in words.wholes | words.parts)
    because: dict[str, list[str]] = defaultdict(list)
    for whole in sorted(words.wholes & by_noun.keys()):
        tied = {other: n for (one, other), n in ties.items() if one == whole}
        if tied:
            other, number = max(tied.items(), key=lambda item: (item[1], item[0]))
            if number >= TIED:
                stands_for[whole] = other
                because[other].append(f'reports speak of a "{whole}" of "{other}"s, {number} times')
    gathered: dict[str, list[_Found]] = defaultdict(list)
    for noun, found in sorted(by_noun.items()):
        for report, reference in found:
            if noun in words.parts:
                others = [other for other in reference.narrowed if other in by_noun and other not in words.parts]
                if len(others) == 1:
                    gathered[stands_for[others[0]]].append((report, reference))
            else:
                gathered[stands_for[noun]].append((report, reference))
    return [(found, tuple(because[noun])) for noun, found in sorted(gathered.items())]


def _group(found: Sequence[_Found], because: tuple[str, ...]) -> Entity:
    used = Counter(_shown(report, reference) for report, reference in found)
    forms = tuple(sorted(used, key=lambda text: (-used[text], text)))
    mentions = sorted(
        (Mention(report=report.id, span=reference.span, kind="group") for report, reference in found),
        key=lambda m: (m.report, m.span),
    )
    return Entity(
        id=make_id("e", "group", forms[0]),
        name=forms[0],
        kind="group",
        forms=forms,
        mentions=tuple(mentions),
        because=because,
    )


def _shown(report: Report, reference: Reference) -> str:
    words = report.slice(reference.span).split()
    while len(words) > 1 and (words[0].casefold() in _DETERMINERS or words[0][0].isdigit()):
        words.pop(0)
    text = " ".join(words)
    return text if text[:2].isupper() or text[1:2] == "." else text[:1].lower() + text[1:]


_DETERMINERS = frozenset(
    {
        "the",
        "these",
        "those",
        "some",
        "many",
        "several",
        "a",
        "an",
        "all",
        "two",
        "three",
        "other",
        "more",
        "most",
        "few",
    }
    | {
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozen",
        "hundred",
        "thousand",
        "million",
        "than",
        "least",
    }
    | {
        "about",
        "around",
        "nearly",
        "almost",
        "over",
        "at",
        "up",
        "to",
        "so",
        "much",
        "alleged",
        "only",
        "just",
        "my",
        "your",
    }
    | {"its", "his", "her", "their", "our", "any", "no", "both", "each", "every", "such"}
)
