"""Topics: names, numbers and words that reports of several outlets have, and which outlets never mention them.

A claim is what statements put; much that an outlet leaves out was put by no statement that others share: a person whom
four outlets name, a number that three give, a matter ("ballot … recount") that two treat. Each topic is found in the
reports' own words, and an outlet lacks it only if no form of it stands anywhere in its reports.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from onrecord.model import Citation, Copy, Entity, Evidence, Report, Span, Statement, Topic, TopicKind, make_id
from onrecord.outlets import by_name
from onrecord.relating.channels import channels_in, outlet_key
from onrecord.relating.coverage import LEAST, Chances, carriers
from onrecord.relating.joined import Joined
from onrecord.relating.words import words

LEAST_NUMBER = 10
"""A count under this many is no topic of its own: "two men" may be any two."""
RARE = 0.9
"""What a word is worth in any news (fraction 0..1) from which it can make a topic: seldom in more than one sentence of
a thousand."""
STEM = 5
"""Code points by which a word is known again in other forms: "recount", "recounted"."""
_SHORT = 4
"""Code points. A form of a name no longer than this must stand as a whole word; others may have an ending: "Norran"."""
_HEAD = 3
"""Words of a longer name by which it is known again."""
_WORD = re.compile(r"\w+")
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
     "april", "june", "july", "august", "september", "october", "november", "december"}
)  # fmt: skip
"""Words of dates, which tell when and not what; "may" is too short to make a topic."""


def find_topics(
    reports: Mapping[str, Report],
    statements: Sequence[Statement],
    entities: Sequence[Entity],
    copies: Sequence[Copy],
    citations: Sequence[Citation],
) -> tuple[Topic, ...]:
    """Return what at least two outlets have over at least two channels, and which outlets do not.

    Args:
        reports: All reports of the story, by id. Reports without an outlet make no second outlet.
        statements: All statements, attributed; their numbers and rare words are looked at.
        entities: All entities. The outlets themselves are no topics, nor are groups, whose names are mostly adjectives
            ("Norran").
        copies: All copies, for the channels.
        citations: All citations, for the channels.

    Returns:
        The topics sorted by id. `missing` holds the outlets that published a report on the story after the topic was
        first reported, up to `NEWS_DAYS` after it was last, and have no form of it in any report.
    """
    texts = _Texts(reports)
    joined = Joined(reports, copies, citations)
    chances = Chances(reports)
    found: list[tuple[Topic, _Draft]] = []
    for draft in (
        *_names(reports, entities),
        *_numbers(statements, reports),
        *_word_groups(statements, reports, _words_of_names(entities)),
    ):
        carrying = sorted(draft.places)
        outlets = carriers(reports, carrying)
        if len(outlets) < LEAST:
            continue
        channels, _ = channels_in(carrying, {}, joined)
        if len(channels) < LEAST:
            continue
        silent = set(chances.outlets_after(carrying)) - draft.otherwise - set(outlets)
        missing = sorted(silent - texts.that_have(draft, silent))
        topic = Topic(
            id=make_id("t", draft.kind, draft.key),
            kind=draft.kind,
            text=draft.text,
            entity=draft.key if draft.kind == "name" else None,
            evidence=tuple(Evidence(report=report, span=draft.places[report]) for report in carrying),
            channels=channels,
            outlets=tuple(outlets),
            missing=tuple(missing),
        )
        found.append((topic, draft))
    return tuple(sorted(_once_a_word(found), key=lambda topic: topic.id))


def _once_a_word(found: Iterable[tuple[Topic, _Draft]]) -> Iterator[Topic]:
    """Leave each rare word to one topic: to the one that most channels have, then the longest."""
    taken: set[str] = set()
    for topic, draft in sorted(found, key=lambda one: (-len(one[0].channels), -len(one[1].forms), one[0].id)):
        if topic.kind == "words":
            if not taken.isdisjoint(draft.forms):
                continue
            taken.update(draft.forms)
        yield topic


@dataclass(frozen=True, slots=True)
class _Draft:
    kind: TopicKind
    key: str
    text: str
    places: Mapping[str, tuple[int, int]]
    """By report, where it stands first."""
    forms: tuple[str, ...]
    """What would show that a text has it: one of them for a name or a number, all of them for words."""
    otherwise: frozenset[str] = frozenset()
    """The outlets that give another number of the same thing: they did not leave it out."""


class _Texts:
    """All that the outlets wrote, in lower case, by the words in it.

    A form of a topic is looked for in the reports alone that have its words, not in all that everybody wrote.
    """

    def __init__(self, reports: Mapping[str, Report]) -> None:
        self._outlets: list[str] = []
        self._texts: list[str] = []
        self._having: dict[str, list[int]] = defaultdict(list)
        for report in reports.values():
            if report.outlet is not None:
                text = f"{(report.title or '').casefold()}\n{report.text.casefold()}"
                for word in set(_WORD.findall(text)):
                    self._having[word].append(len(self._texts))
                self._outlets.append(report.outlet)
                self._texts.append(text)
        self._words = sorted(self._having)
        self._begun: dict[str, list[int]] = {}

    def that_have(self, draft: _Draft, outlets: Set[str]) -> set[str]:
        """Return which of some outlets have a topic in any report: one form of a name or number, all of its words."""
        each = (self._with(form, draft.kind, outlets) for form in draft.forms)
        return set(outlets).intersection(*each) if draft.kind == "words" else set().union(*each)

    def _with(self, form: str, kind: TopicKind, outlets: Set[str]) -> set[str]:
        """Return which of some outlets have a form."""
        pattern, found = _pattern(form, kind), set()
        for place in self._places(form, kind):
            outlet = self._outlets[place]
            if outlet in outlets and outlet not in found and pattern.search(self._texts[place]):
                found.add(outlet)
        return found

    def _places(self, form: str, kind: TopicKind) -> Iterable[int]:
        """Return the numbers of the reports that have the rarest word of a form, in which it can stand."""
        form = _sought(form, kind)
        words_ = _WORD.findall(form)
        if not words_:
            return range(len(self._texts))
        having = [self._having.get(word, []) for word in words_[:-1]]
        last = words_[-1]
        # What the form ends with may go on in the text.
        having.append(self._beginning(last) if form.endswith(last) else self._having.get(last, []))
        return min(having, key=len)

    def _beginning(self, start: str) -> list[int]:
        """Return the numbers of the reports that have a word with this beginning."""
        if start not in self._begun:
            found: set[int] = set()
            at = bisect_left(self._words, start)
            while at < len(self._words) and self._words[at].startswith(start):
                found.update(self._having[self._words[at]])
                at += 1
            self._begun[start] = sorted(found)
        return self._begun[start]


def _sought(form: str, kind: TopicKind) -> str:
    return form[: max(STEM, len(form) - 2)] if kind == "words" else form


@lru_cache(maxsize=2_048)
def _pattern(form: str, kind: TopicKind) -> re.Pattern[str]:
    if kind == "words":
        return re.compile(rf"\b{re.escape(_sought(form, kind))}")
    end = "" if kind == "name" and len(form) > _SHORT else r"(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(form)}{end}")  # "U.S." has no word's end behind it


def _names(reports: Mapping[str, Report], entities: Iterable[Entity]) -> Iterator[_Draft]:
    own = {outlet_key(report.outlet) for report in reports.values() if report.outlet is not None}
    for entity in entities:
        if (
            entity.kind == "group"
            or outlet_key(entity.name) in own
            or by_name(entity.name, ambiguous=False) is not None
        ):
            continue
        places: dict[str, tuple[int, int]] = {}
        for mention in sorted(entity.named, key=lambda one: (one.report, one.span)):
            if mention.report in reports:
                places.setdefault(mention.report, mention.span)
        forms = {form.casefold() for form in entity.forms}
        if entity.kind == "person":  # an outlet may have the last name alone
            forms |= {form.split()[-1] for form in forms if form.split()}
        # Long names vary in their ends: "the Joint Harbour Council of Eske", "... of Eske and Norra".
        forms |= {" ".join(form.split()[:_HEAD]) for form in forms if len(form.split()) > _HEAD}
        yield _Draft("name", entity.id, entity.name, places, tuple(sorted(forms)))


def _numbers(statements: Iterable[Statement], reports: Mapping[str, Report]) -> Iterator[_Draft]:
    found: dict[tuple[float, str], dict[str, tuple[int, int]]] = defaultdict(dict)
    given: dict[str, set[str]] = defaultdict(set)
    for statement in sorted(statements, key=lambda s: (s.report, s.sentence, s.id)):
        for quantity in statement.quantities:
            if quantity.low is not None and quantity.low >= LEAST_NUMBER and quantity.low == quantity.high:
                unit = words().key(quantity.unit)
                if (outlet := reports[statement.report].outlet) is not None:
                    given[unit].add(outlet)
                if unit not in words().measures:
                    found[quantity.low, unit].setdefault(statement.report, quantity.span)
    for (number, unit), places in sorted(found.items()):
        first = min(places)
        written = {reports[report].slice(span) for report, span in places.items()}
        forms = {digits.casefold() for words_ in written for digits in re.findall(r"\d[\d.,]*\d|\d+", words_)}
        forms |= {f"{number:.15g}", f"{number:,.15g}"}
        text = reports[first].slice(places[first])
        others = frozenset(given[unit])
        yield _Draft("number", f"{number:.15g} {unit}", text, places, tuple(sorted(forms)), others)


def _words_of_names(entities: Iterable[Entity]) -> frozenset[str]:
    return frozenset(word.casefold() for entity in entities for form in entity.forms for word in _WORD.findall(form))


def _word_groups(statements: Iterable[Statement], reports: Mapping[str, Report], names: Set[str]) -> Iterator[_Draft]:
    """Return pairs of rare words that stand in one statement of two outlets' reports, pairs of one place joined."""
    held: dict[tuple[str, str], dict[str, Statement]] = defaultdict(dict)
    for statement in sorted(statements, key=lambda s: (s.report, s.sentence, s.id)):
        rare = sorted({term for term in statement.terms if _is_rare(term) and term not in names})
        for at, one in enumerate(rare):
            for other in rare[at + 1 :]:
                held[one, other].setdefault(statement.report, statement)
    groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for pair, by_report in held.items():
        if len({reports[report].outlet for report in by_report}) >= LEAST:
            groups[tuple(sorted(statement.id for statement in by_report.values()))].update(pair)
    known = {statement.id: statement for by_report in held.values() for statement in by_report.values()}
    for ids, terms in sorted(groups.items()):
        by_report = {known[one].report: known[one] for one in ids}
        found = {report: _place(by_report[report], reports[report], terms) for report in sorted(by_report)}
        places = {report: place for report, place in found.items() if place is not None}
        if len(places) == len(found):
            first = min(places)
            text = " … ".join(_spelled(by_report[first], reports[first], terms))
            yield _Draft("words", " ".join(sorted(terms)), text, places, tuple(sorted(terms)))


def _is_rare(term: str) -> bool:
    return len(term) > STEM and term.isalpha() and term not in _DAYS and words().worth(term) >= RARE


def _place(statement: Statement, report: Report, terms: Iterable[str]) -> tuple[int, int] | None:
    """Return the stretch of a sentence from the first to the last of some words."""
    spans = [span for term in sorted(terms) if (span := _stands(statement, report, term)) is not None]
    return (min(spans)[0], max(end for _, end in spans)) if spans else None


def _spelled(statement: Statement, report: Report, terms: Iterable[str]) -> list[str]:
    """Return some words as a report spells them, in its order."""
    spans = [span for term in terms if (span := _stands(statement, report, term)) is not None]
    return [report.slice(span) for span in sorted(set(spans))]


def _stands(statement: Statement, report: Report, term: str) -> tuple[int, int] | None:
    size = max(STEM, len(term) - 2)
    start = term[:size]
    return next((span for word, span in _words_in(report.text, statement.sentence) if word[:size] == start), None)


# A sentence is asked for each of its rare words, one after another.
@lru_cache(maxsize=256)
def _words_in(text: str, sentence: Span) -> tuple[tuple[str, Span], ...]:
    return tuple((match[0].casefold(), match.span()) for match in _WORD.finditer(text, *sentence))
