"""What a statement puts, laid out so that two can be compared: its features and their weights, dates, numbers, voice.

A *feature* is a word (by family, see `words`), an entity (by id), a number with what it counts, or a date. Its weight,
0..1, is the geometric mean of what it is worth in any news and what it is worth in this story: a word that every fifth
statement of the story holds joins little.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from onrecord.dates import bounds, day_of, days, without_hours
from onrecord.model import Clause, Entity, Report, Span, Statement
from onrecord.relating.doings import Doing, Doings, Part
from onrecord.relating.once import Once
from onrecord.relating.steady import steady
from onrecord.relating.templates import template_terms
from onrecord.relating.tokens import UNMARKED, Marks, marks_of
from onrecord.relating.wording import Wording, wordings
from onrecord.relating.words import Words, words

ENTITY_WORTH = 0.8
"""What a name is worth in any news, 0..1: more than most words, less than a rare one."""
NUMBER_WORTH = 1.0
SMALL, SMALL_WORTH = 5, 0.5
"""A count under this many is worth less: "two children died" may be any two."""
DATE_WORTH = 0.7
LONGEST_WINDOW = 200
"""Days. A date that spans more (a year, a decade) says too little to tell two events apart."""
LONGEST_TO_COME = 366
"""Days. The same for dates to come: "in 2031" is a window that somebody can be held to."""
_LEANING_REACH = 400
"""Code points before a sentence in which "it" and "this" find what they stand for: two sentences or so."""

_OPEN_REACH = 45
"""Code points from the start of a content within which "whether" leaves its main verb open."""

_LAYERED = 0.5
"""Share of a content (code points) from which it is the saying of another statement, and not only holds one."""
_GRADE_REACH = 40
"""Code points after a count in which "critically" says of which part it is: to the end of its phrase at most."""
_STEM = 3
"""Code points of what is counted by which its word is known again in a count: "missile", "missiles"."""

_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|us|[Mm]yself|[Oo]urselves|[Mm]ine|[Oo]urs)\b(?![.&])")
_LEANING = re.compile(
    r"^\W*(?:(?:and|but|so|secondly|firstly|finally|also|well|then|i|we|think|believe|hope|that|he|she|they)\b\W*)*"
    r"\b(?:it|this|these|those|such)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)+")
"""A number that is part of a word: a "two-berth ferry" counts no berths that another ferry could have more of."""
_SCORE = re.compile(r"\d+[-‐‑–]\d")
"""So are both parts of "an 11-5 record"."""
_QUOTED = re.compile(r"^\W*[\"“„«]")
_OPEN = re.compile(r"\b(?:whether|unclear|unknown|not (?:clear|known|sure|certain))\b", re.IGNORECASE)
_SHARES = re.compile(
    r"^\W*(?:that )?(?:(?P<except>all but)|(?P<all>all|every|everyone|both)|(?P<none>none|no one|nobody|neither)"
    r"|(?P<most>most)|(?P<many>many)|(?P<few>few)|(?P<half>half)|(?P<one>one|only one) of|(?P<some>some|several))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """A number in a statement, by family of what is counted and of what happened."""

    unit: str
    event: str
    low: float | None
    high: float | None
    span: Span

    @property
    def key(self) -> tuple[str, str]:
        """What two numbers must share to be about the same thing."""
        return self.unit, self.event


@dataclass(frozen=True, slots=True)
class Facts:
    """One statement, ready to be compared."""

    statement: Statement
    plain: str
    """Its words in lower case, without punctuation: equal for the same words in two kinds of quotation marks."""
    wording: Wording = field(compare=False, repr=False)
    outlet: str
    published: date | None
    attributed: bool
    first_person: bool
    weights: Mapping[str, float]
    """Feature to weight, 0..1."""
    total: float
    """The sum of the weights."""
    entities: frozenset[str]
    specific: frozenset[str]
    """Of the entities, the persons and the things: what happened to one did not happen to another."""
    around: frozenset[str]
    """Features of what stands just before a content that opens with "it" or "this"; empty for other contents."""
    windows: tuple[str, ...]
    """The dates in the content that are narrow enough to tell events apart, EDTF."""
    tallies: tuple[Tally, ...]
    event: str
    """The family of the main verb, '' for light verbs ("be", "have")."""
    verb: bool
    """Whether it has a main verb at all: "high-level talks" puts nothing."""
    open: bool
    """It leaves open whether something is so: "it was unclear whether the driver braked"."""
    share: str
    """How many of a whole it opens with: `all`, `except`, `one`, `some`, ..., '' where it does not say."""
    forward: bool
    """It is about what is yet to come."""
    passes_on: bool = False
    """It holds a statement of somebody else's."""
    layered: bool = False
    """It holds little else: it only says that it was said; what was said is put by the statement that it passes on."""
    doings: tuple[Doing, ...] = ()
    """Who does what in it, and where, clause by clause."""
    main: Doing | None = None
    """Of these, the one of its main verb."""
    named: tuple[Part, ...] = ()
    """The names in it that an entity bears, in text order."""
    entities_named: frozenset[str] = frozenset()
    """The entities that it names."""
    words: frozenset[str] = field(default=frozenset(), repr=False)
    """The features of the story that are words: one set, which all of its statements share."""
    contrary: frozenset[str] = frozenset()
    """Those of its features that have an opposite."""
    marks: Marks = UNMARKED
    """What its words say of whether it is so and of which event it tells."""

    @property
    def id(self) -> str:
        """The id of the statement."""
        return self.statement.id

    @property
    def speaker(self) -> str | None:
        """The entity that says it, None for the outlet and for sources that were not resolved."""
        return self.statement.speaker


def is_word(feature: str) -> bool:
    """Return whether a feature is a word, and not an entity, a date or a number.

    >>> is_word("bridge"), is_word("e-1"), is_word("on 2031-04-02"), is_word("84..84 person die")
    (True, False, False, False)
    """
    return not feature.startswith(("e-", "on ")) and ".." not in feature


def gather_facts(
    reports: Mapping[str, Report],
    statements: Sequence[Statement],
    entities: Sequence[Entity],
    clauses: Mapping[str, Sequence[Clause]] | None = None,
) -> dict[str, Facts]:
    """Return the facts of every statement, by statement id, in the order of the ids.

    Args:
        reports: All reports of the story, by id.
        statements: All statements, with `id`, `report` and `speaker` filled, in any order.
        entities: All entities: names that an entity mentions are compared by entity, others by their words.
        clauses: The clauses of each report, by report id; without them no statement has doings.
    """
    table = words()
    doings = Doings(reports, clauses or {}, entities)
    named = {(at.report, at.span): entity.id for entity in entities for at in entity.named}
    # "Torvey will pay" tells what "Haldria will pay" does, where Torvey stands for Haldria.
    named |= {(at.report, at.span): one.id for one in entities for at in one.mentions if at.kind == "metonym"}
    ordered = sorted(statements, key=lambda s: s.id)
    printed = template_terms(ordered)
    features = {s.id: _features(s, reports[s.report], named, printed.get(s.id, frozenset()), table) for s in ordered}
    # Five hundred copies of one text make its words no commoner: each text counts once.
    alike: dict[str, str] = {}
    plain = {s.id: alike.setdefault(text, text) for s in ordered for text in [_plain(s)]}
    told: dict[str, frozenset[str]] = {}
    for statement, text in plain.items():
        told[text] = told.get(text, frozenset()) | features[statement]
    weights = _weigh(told, table)
    worded = wordings(plain, {s.id: _words_of_names(s, reports[s.report]) for s in ordered})
    around = _surroundings(ordered, features)
    specific = {entity.id for entity in entities if entity.kind in ("person", "thing")}
    outer = frozenset(s.within for s in ordered if s.within is not None)
    layered = _layered(ordered)
    in_words = frozenset(feature for feature in weights if is_word(feature))
    weighed: dict[frozenset[str], dict[str, float]] = {}  # told alike, they share what they weigh
    once = Once()
    found = {}
    for s in sorted(ordered, key=lambda s: s.report):
        features_of_it = features[s.id]
        if features_of_it not in weighed:
            weighed[features_of_it] = {feature: weights[feature] for feature in sorted(features_of_it)}
        own = weighed[features_of_it]
        parts, told_of = doings.named(s), doings.of(s)
        found[s.id] = replace(
            _facts_of(
                s,
                reports[s.report],
                features_of_it,
                own,
                around[s.id],
                specific,
                plain[s.id],
                worded[s.id],
                table,
                once,
            ),
            words=in_words,
            passes_on=s.id in outer,
            layered=s.id in layered,
            marks=marks_of(s),
            doings=told_of,
            main=next((one for one in told_of if one.main), None),
            named=parts,
            entities_named=once(frozenset(part.entity for part in parts if part.entity is not None)),
        )
    return {s.id: found[s.id] for s in ordered}


def own_facts(facts: Mapping[str, Facts]) -> dict[str, Facts]:
    """Return the facts of the statements that put something, and do not only pass on what another says."""
    return {statement: one for statement, one in facts.items() if not one.layered}


def _layered(statements: Sequence[Statement]) -> frozenset[str]:
    """Return the ids of the statements most of whose content is source, cue and content of those that they pass on."""
    held: dict[str, int] = defaultdict(int)
    for inner in statements:
        if inner.within is not None:
            spans = (*inner.source, *inner.cue, *inner.content)
            held[inner.within] += max(end for _, end in spans) - min(start for start, _ in spans)
    lengths = {s.id: sum(end - start for start, end in s.content) for s in statements if s.id in held}
    return frozenset(outer for outer, length in lengths.items() if held[outer] >= _LAYERED * length)


def leans(statement: Statement) -> bool:
    """Return whether a content opens with a word for what was told before it: "it will be sold", "I think this is"."""
    return _LEANING.match(statement.text) is not None


def _facts_of(
    statement: Statement,
    report: Report,
    features: frozenset[str],
    own: Mapping[str, float],
    around: frozenset[str],
    specific: Set[str],
    plain: str,
    wording: Wording,
    table: Words,
    once: Once,
) -> Facts:
    published = day_of(report.published)
    windows = tuple(sorted(_windows(statement, published)))
    event = table.key(statement.event)
    return Facts(
        statement=statement,
        plain=plain,
        wording=wording,
        outlet=report.outlet or report.id,
        published=published,
        attributed=statement.kind != "own",
        first_person=(statement.kind in ("direct", "mixed") or _QUOTED.match(statement.text) is not None)
        and _FIRST_PERSON.search(statement.text) is not None,
        weights=own,
        total=sum(own.values()),
        entities=once(frozenset(f for f in features if f.startswith("e-"))),
        specific=once(features & specific),
        around=once(around),
        windows=windows,
        tallies=tuple(_tallies(statement, report, table)),
        event="" if statement.event in table.light or event in table.light else event,
        verb=statement.event != "",
        open=_OPEN.search(statement.text[:_OPEN_REACH]) is not None,
        share=_share(statement.text),
        forward=statement.future or any(_after(window, published) for window in windows),
        contrary=once(features.intersection(table.opposites)),
    )


def _share(text: str) -> str:
    """Return how many of a whole a content opens with.

    >>> [_share(text) for text in ("that one of them was hurt", "All but three were hurt", "The crew was hurt")]
    ['one', 'except', '']
    """
    match = _SHARES.match(text)
    return "" if match is None else next(name for name, words_of_it in match.groupdict().items() if words_of_it)


def _plain(statement: Statement) -> str:
    return " ".join(_WORD.findall(statement.text.casefold()))


def _words_of_names(statement: Statement, report: Report) -> frozenset[str]:
    return frozenset(word for span in statement.names for word in _WORD.findall(report.slice(span).casefold()))


def _features(
    statement: Statement,
    report: Report,
    named: Mapping[tuple[str, Span], str],
    printed: frozenset[str],
    table: Words,
) -> frozenset[str]:
    """Return the features of one statement. The words of a resolved name give way to the entity."""
    found: set[str] = set()
    spoken_for = set(printed)
    for span in statement.names:
        entity = named.get((report.id, span))
        if entity is not None:
            found.add(entity)
            spoken_for.update(_WORD.findall(report.slice(span).lower()))
    # The words of a date are told by the date, those of a count by the count: "second half", "fourteen" are no topic.
    for time in statement.times:
        spoken_for.update(_WORD.findall(report.slice(time.span).lower()))
    for quantity in statement.quantities:
        counted = quantity.unit[:_STEM]
        words_of_it = _WORD.findall(report.slice(quantity.span).lower())
        spoken_for.update(word for word in words_of_it if not word.startswith(counted))
    found.update(table.key(term) for term in statement.terms if term not in spoken_for and term[:1].isalpha())
    found.update(f"on {window}" for window in _windows(statement, day_of(report.published)))
    found.update(_number(tally) for tally in _tallies(statement, report, table))
    return frozenset(found)


def _number(tally: Tally) -> str:
    """Return the feature of a number: its bounds and what it counts, "84..84 person die"."""
    low, high = ("" if bound is None else f"{bound:g}" for bound in (tally.low, tally.high))
    return f"{low}..{high} {tally.unit} {tally.event}".strip()


def _tallies(statement: Statement, report: Report, table: Words) -> list[Tally]:
    found = []
    for quantity in statement.quantities:
        unit, event = table.key(quantity.unit), table.key(quantity.event)
        if unit in table.tally_events:  # "84 dead" and "84 people were killed" count the same.
            unit, event = "person", unit
        phrase = report.slice(quantity.span)
        if _COMPOUND.fullmatch(phrase) or _SCORE.match(phrase):
            unit = f"-{unit}"
        grade = _grade(report.text[quantity.span[0] : quantity.span[1] + _GRADE_REACH], table)
        found.append(
            Tally(
                unit=unit,
                event=grade or ("" if quantity.event in table.light else event),
                low=quantity.low,
                high=quantity.high,
                span=quantity.span,
            )
        )
    return found


def _grade(text: str, table: Words) -> str:
    """Return the part that a count is of: `critical` for "18 people are in a critical condition", '' for a whole."""
    phrase = re.split(r"[,;.]|\band\b|\bbut\b", text, maxsplit=1)[0]
    return next((table.grades[word] for word in re.findall(r"[a-z-]+", phrase.lower()) if word in table.grades), "")


def _windows(statement: Statement, published: date | None) -> set[str]:
    """Return the dates in a content that say when: no past years, no decades, nothing without any end."""
    found = set()
    for time in statement.times:
        if time.edtf is None or time.type not in ("DATE", "TIME"):
            continue
        window = without_hours(time.edtf)
        first, last = bounds(window)
        length = days(window)
        longest = LONGEST_TO_COME if _after(window, published) else LONGEST_WINDOW
        if (first or last) and (length is None or length <= longest):
            found.add(window)
    return found


def _after(window: str, published: date | None) -> bool:
    """Return whether a date lies wholly after a day, or is a term that ends after it ("by the end of the year")."""
    first, last = bounds(window)
    if published is None:
        return False
    return last is not None and last > published if first is None else first > published


def _weigh(features: Mapping[str, frozenset[str]], table: Words) -> dict[str, float]:
    """Return the weight of every feature of a story."""
    count = Counter(feature for found in features.values() for feature in found)
    told = steady(len(features))
    scale = math.log(told + 1) or 1.0
    weights = {}
    for feature in sorted(count):
        in_story = math.log((told + 1) / steady(count[feature])) / scale
        weights[feature] = round(math.sqrt(worth(feature, table) * in_story), 6)
    return weights


def worth(feature: str, table: Words) -> float:
    """Return what a feature is worth in any news, 0..1: see `ENTITY_WORTH`, `NUMBER_WORTH` and `words`."""
    if feature.startswith("e-"):
        return ENTITY_WORTH
    if feature.startswith("on "):
        return DATE_WORTH
    if ".." in feature:
        low = feature.partition("..")[0]
        return SMALL_WORTH if low and float(low) < SMALL else NUMBER_WORTH
    return table.worth(feature)


def _surroundings(statements: Sequence[Statement], features: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return, for contents that open with a pronoun, the features of the same sentence and of the one before."""
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_report[statement.report].append(statement)
    around: dict[str, frozenset[str]] = {}
    for group in by_report.values():
        group.sort(key=lambda s: (s.sentence, s.content, s.id))
        for at, statement in enumerate(group):
            near: set[str] = set()
            if leans(statement):
                for other in reversed(group[:at]):
                    if other.sentence[1] < statement.sentence[0] - _LEANING_REACH:
                        break
                    near |= features[other.id]
            around[statement.id] = frozenset(near)
    return around
