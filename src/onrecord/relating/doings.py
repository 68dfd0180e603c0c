"""Who did what to whom, and where, of the statements of a story: the clauses of the analyses, with entities for names.

A *doing* is one clause of a statement's content; its *parts* are the doers, what it was done to, and the places. Two
parts are one when they are one entity or, where neither is named, the same noun.
"""

from __future__ import annotations

import re
import sys
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from onrecord.model import Clause, Entity, EntityKind, Report, Setting, Span, Statement
from onrecord.relating.entities import EntityIndex
from onrecord.relating.once import Once
from onrecord.relating.words import words

_NESTING = re.compile(r",? in (?:the )?|, (?:the )?|'s |’s | \(|, near |,? of ")
"""What stands between a place and the one that holds it: "Eske *in* Norra", "Eske*,* Norra"."""

_PRONOUNS = """
he she it they we i you him her them us me who which that this these those there what one ones others another himself
herself itself themselves someone somebody anyone anybody everyone everybody nobody something
"""
PRONOUNS = frozenset(_PRONOUNS.split())
"""Words that name nobody by themselves."""


_NONE: frozenset[str] = frozenset()
_SMALL = frozenset({"the", "a", "an", "of", "and", "for", "&", "mr", "mr.", "mrs", "mrs.", "ms", "ms."})


@dataclass(frozen=True, slots=True)
class Part:
    """One who or what, or a place."""

    span: Span
    head: str
    """Its last word, lower case; '' for a pronoun."""
    entity: str | None
    kind: EntityKind | None
    """The entity's."""
    words: frozenset[str] = frozenset()
    """Of a name: its words, lower case. Two names that share one may be one ("the Harbour Board", "the Board")."""
    how: Setting | None = None
    """Of a place."""
    level: str = ""
    """Of a place: `country`, `city`, `region`, '' where it is not known."""
    beside: frozenset[str] = frozenset()
    """Of a place: the places that some report names as holding it or held by it ("Port Eske in Norra")."""

    def may_be(self, other: Part) -> bool:
        """Return whether two names may be one's: they share a word.

        Places that the gazetteer knows are told apart by it: "North Korea" is not "South Korea".
        """
        if self.entity == other.entity:
            return True
        return not (self.level and other.level) and not self.words.isdisjoint(other.words)

    def same(self, other: Part) -> bool:
        """Return whether two parts are one, as far as can be told: pronouns are nobody's."""
        if self.entity is not None or other.entity is not None:
            return self.entity == other.entity
        return bool(self.head) and words().key(self.head) == words().key(other.head)


@dataclass(frozen=True, slots=True)
class Doing:
    """What one verb of a statement tells."""

    event: str
    """The family of the verb."""
    lemma: str
    negated: bool
    main: bool
    """It is the main verb of the statement."""
    doers: tuple[Part, ...]
    objects: tuple[Part, ...]
    places: tuple[Part, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All but the places."""
        return self.doers + self.objects


class Doings:
    """The doings of a story's statements.

    Args:
        reports: All reports of the story, by id.
        clauses: The clauses of each report, by report id, in the order of their verbs.
        entities: All entities of the story.
    """

    def __init__(
        self, reports: Mapping[str, Report], clauses: Mapping[str, Sequence[Clause]], entities: Sequence[Entity]
    ) -> None:
        self._reports, self._clauses = reports, clauses
        self._index = EntityIndex(entities)
        self._kinds = {entity.id: entity.kind for entity in entities}
        self._levels = {entity.id: level_of(entity.forms) for entity in entities if entity.kind == "place"}
        self._beside = _nested(reports, entities)
        self._report = ""
        self._parts: dict[tuple[Span, Setting | None], Part] = {}
        """Those of the report that was last asked for: statement after statement of one report, few are made twice."""
        self._once = Once()
        named: dict[str, set[Span]] = defaultdict(set)
        for entity in entities:
            for at in entity.named:
                named[at.report].add(at.span)
        self._named = {report: sorted(spans) for report, spans in named.items()}

    def of(self, statement: Statement) -> tuple[Doing, ...]:
        """Return the doings in a statement's content, in text order."""
        clauses = self._clauses.get(statement.report, ())
        found: list[Doing] = []
        for start, end in statement.content:
            for clause in clauses[bisect_left(clauses, start, key=lambda one: one.verb[0]) :]:
                if clause.verb[0] >= end:
                    break
                main = clause.lemma == statement.event and not any(one.main for one in found)
                found.append(self._doing(statement.report, clause, main))
        return tuple(found)

    def named(self, statement: Statement) -> tuple[Part, ...]:
        """Return the names in a statement's content that an entity bears, in text order."""
        mentions = self._named.get(statement.report, [])
        found = []
        for start, end in statement.content:
            for span in mentions[bisect_left(mentions, (start, start)) :]:
                if span[0] >= end:
                    break
                if span[1] <= end:
                    found.append(self._part(statement.report, span))
        return tuple(found)

    def _doing(self, report: str, clause: Clause, main: bool) -> Doing:
        return Doing(
            event=words().key(clause.lemma),
            lemma=clause.lemma,
            negated=clause.negated,
            main=main,
            doers=tuple(self._part(report, span) for span in clause.doers),
            objects=tuple(self._part(report, span) for span in clause.objects),
            places=tuple(self._part(report, one.span, one.how) for one in clause.places),
        )

    def _part(self, report: str, span: Span, how: Setting | None = None) -> Part:
        # A place is asked for by its clause, by clauses that share it, and as a name.
        if report != self._report:
            self._report, self._parts = report, {}
        key = (span, how)
        if key not in self._parts:
            self._parts[key] = self._made_part(report, span, how)
        return self._parts[key]

    def _made_part(self, report: str, span: Span, how: Setting | None) -> Part:
        said = [sys.intern(word) for word in self._reports[report].slice(span).lower().split()]
        last = said[-1]
        entity = self._index.at(report, (span[1] - 1, span[1]))
        return Part(
            span=span,
            head="" if last in PRONOUNS else last,
            entity=entity,
            kind=None if entity is None else self._kinds[entity],
            words=_NONE if entity is None else self._once(frozenset(said) - _SMALL),
            how=how,
            level="" if entity is None else self._levels.get(entity, ""),
            beside=_NONE if entity is None else self._beside.get(entity, _NONE),
        )


def level_of(names: Sequence[str]) -> str:
    """Return what kind of place the gazetteer knows under one of several names, '' for none.

    >>> level_of(("Czechia",)), level_of(("Geneva",)), level_of(("Port Eske",))
    ('country', 'city', '')
    """
    return next((_levels()[name] for name in names if name in _levels()), "")


@cache
def _levels() -> dict[str, str]:
    table = tomllib.loads(files("onrecord.relating.entities").joinpath("places.toml").read_text(encoding="utf-8"))
    found = dict.fromkeys(table["regions"]["names"], "region")
    found |= {name: "city" for first, others in table["cities"].items() for name in (first, *others)}
    return found | {name: "country" for first, (others, _) in table["countries"].items() for name in (first, *others)}


def _nested(reports: Mapping[str, Report], entities: Sequence[Entity]) -> dict[str, frozenset[str]]:
    """Return, for each place, those that stand beside its name as what holds it or is held by it."""
    places: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for entity in entities:
        if entity.kind == "place":
            for at in entity.named:
                places[at.report].append((at.span, entity.id))
    beside: dict[str, set[str]] = defaultdict(set)
    for report, mentions in places.items():
        text = reports[report].text
        for (one, inner), (other, outer) in pairwise(sorted(mentions)):
            if inner != outer and _NESTING.fullmatch(text, one[1], max(one[1], other[0])):
                beside[inner].add(outer)
                beside[outer].add(inner)
    return {place: frozenset(found) for place, found in beside.items()}
