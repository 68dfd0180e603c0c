"""What an expression's meaning depends on: the day of publication, the verb's tense, the dates named before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from onrecord.language.times.grammar import Grammar
from onrecord.language.times.habits import DayOrder
from onrecord.language.times.periods import FINENESS, UNKNOWN, Period
from onrecord.model import TimeType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Tense = Literal["past", "present", "future"]

_LONG_AGO = 2
"""How many sentences back a date still anchors "a year earlier"; news leads from one to the next."""
_SENTENCE = 300
"""Code points that a sentence has at most where its end is not seen."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What an expression means: the parts of a `Time`, and the stretch of the calendar that later ones may refer to."""

    type: TimeType
    value: str
    edtf: str | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A place where a rule's pattern fits."""

    start: int
    end: int
    means: str
    order: int
    groups: dict[str, str]
    text: str


@dataclass(slots=True)
class Context:
    """What is known while the expressions of a text are read in order."""

    doc: Doc
    text: str
    """The document's text: spaCy would join its tokens anew each time it is asked."""
    grammar: Grammar
    published: date | None
    hour: float | None = None
    """The hour of publication, 0 to 24, where it is known."""
    day_order: DayOrder | None = None
    """Which of day and month comes first in "6/12/2024", if that is settled in this text."""
    country: str | None = None
    """The outlet's country, ISO 3166-1 alpha-2."""
    named: list[tuple[int, Period]] = field(default_factory=list)
    """The periods named so far, with the offset where each stands."""

    def last_named(
        self, kinds: tuple[str, ...] = FINENESS, near: int | None = None, sentences: int = _LONG_AGO
    ) -> Period | None:
        """Return the period of one of these kinds that was named last; with `near`, so few sentences before it."""
        for start, period in reversed(self.named):
            if near is not None and not self._is_near(start, near, sentences):
                return None
            if period.kind in kinds:
                return period
        return None

    def _is_near(self, earlier: int, later: int, sentences: int) -> bool:
        text = self.text
        passed = sum(text.count(mark, earlier, later) for mark in (". ", ".\n", "? ", "! "))
        return passed <= sentences and later - earlier < _SENTENCE * sentences

    def follows(self, modifier: str, offset: int) -> bool:
        """Return whether the words of a modifier of the grammar stand right before an offset."""
        return self.grammar.modifiers[modifier].search(self.text[max(0, offset - 40) : offset]) is not None

    def asks_by(self, offset: int) -> bool:
        """Whether "by" stands before an offset inside its sentence: "asked for a ship by Monday" is about the next one.

        At the head of a sentence ("By Monday, the toll had risen") it looks back as often as ahead.
        """
        token = self.token(offset)
        if token is None or token.i == 0:
            return False
        by = token.nbor(-1)
        if by.lower_ != "by" or by.is_sent_start or by.head.tag_ == "VBN" or self._is_perfect(by):
            return False
        told = by.head.tag_ == "VBD" and by.head.lemma_ not in self.grammar.words["aim"]
        return not told  # "ten had sunk by Monday", "snow fell by Monday"

    def _is_perfect(self, token: Token) -> bool:
        verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
        return verb is not None and any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children)

    def token(self, offset: int) -> Token | None:
        """Return the token that stands at an offset of the text."""
        span = self.doc.char_span(offset, offset + 1, alignment_mode="expand")
        return span[0] if span else None

    def tense(self, offset: int) -> Tense | None:
        """Return the tense of the verb that governs the words at an offset; None where there is none."""
        token = self.token(offset)
        if token is None:
            return None
        for verb in token.ancestors:
            if verb.pos_ in ("VERB", "AUX"):
                return "past" if self._came_otherwise(verb) else self._tense_of(verb)
        return None

    def _came_otherwise(self, verb: Token) -> bool:
        """Whether what was planned is past by what is told after it: "was scheduled to sail Sunday, but left late"."""
        plan = verb if verb.lemma_ in self.grammar.words["schedule"] else verb.head
        if plan.lemma_ not in self.grammar.words["schedule"]:
            return False
        was = any(child.tag_ == "VBD" and child.dep_ in ("aux", "auxpass") for child in plan.lefts)
        return was and any(
            child.dep_ == "conj" and child.tag_ == "VBD" and child.lemma_ not in self.grammar.words["aim"]
            for child in plan.rights
        )

    def is_denied(self, offset: int) -> bool:
        """Whether the verb that governs the words at an offset is denied: "will not open until May"."""
        token = self.token(offset)
        verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None) if token is not None else None
        return verb is not None and any(child.dep_ == "neg" for child in verb.children)

    def is_appointed(self, offset: int) -> bool:
        """Whether a date is the one that something is set for: "the judge set a hearing for June 28"."""
        token = self.token(offset)
        if token is None or not self.follows("aimed", offset):
            return False
        verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
        return verb is not None and verb.lemma_ in self.grammar.words["appoint"]

    def opens_sentence(self, offset: int) -> bool:
        """Whether the word before an offset is the first of its sentence: "Until Monday, they had not said so"."""
        token = self.token(offset)
        return token is not None and token.i > 0 and bool(token.nbor(-1).is_sent_start)

    def looks_ahead(self, offset: int) -> bool:
        """Whether a day is to come by its place: "ahead of Friday's vote", "Friday is the deadline"."""
        token = self.token(offset)
        if token is None:
            return False
        for head in token.ancestors:
            if head.pos_ in ("VERB", "AUX"):
                direct = head.i == token.head.i or (token.dep_ == "pobj" and head.i == token.head.head.i)
                # A VBP is often a past form that the tagger took for one.
                told = head.tag_ != "VBZ" or head.lemma_ in self.grammar.words["told"]
                return direct and not told and self._tense_of(head) == "present"
            if head.lower_ in self.grammar.words["ahead"]:
                return True
        return False

    def is_told_by_verb(self, start: int, end: int) -> bool:
        """Whether an expression, by its offsets, hangs on a verb ("met in May"), not on a noun ("a visit in May")."""
        token = self.token(start)
        if token is None:
            return False
        heads = (t for t in token.ancestors if not start <= t.idx < end and t.pos_ not in ("ADP", "PROPN", "NUM"))
        return next((head.pos_ in ("VERB", "AUX") for head in heads), False)

    def has_happened(self, offset: int) -> bool:
        """Whether what a date describes has been: "the May ruling bars them", "the attacks in May that killed six"."""
        token = self.token(offset)
        if token is None:
            return False
        noun = next((t for t in token.ancestors if t.pos_ not in ("ADP", "PROPN", "NUM")), None)
        if noun is None or noun.pos_ != "NOUN":
            return False
        acts = token.dep_ == "compound" and noun.dep_ == "nsubj" and self._tense_of(noun.head) == "past"
        acts = acts and any(child.dep_ == "dobj" for child in noun.head.rights)  # "the May vote loomed" is to come
        told = (verb for verb in noun.rights if verb.dep_ == "relcl" and verb.i > token.i)
        return acts or any(self._tense_of(verb) == "past" for verb in told)

    def _tense_of(self, verb: Token) -> Tense | None:
        """Return the tense of one verb, from its form, its auxiliaries and the verb it completes."""
        words = self.grammar.words
        if verb.lemma_ in words["schedule"]:
            return "future"
        helpers = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass") and child.tag_ != "NNP"]  # May
        if any(child.lower_.replace("’", "'") in words["future_auxiliary"] for child in helpers):
            return "past" if any(child.lemma_ == "have" for child in helpers) else "future"
        if any(child.tag_ == "TO" for child in helpers):
            if verb.head.i == verb.i or verb.head.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
                return None
            if verb.head.lemma_ in words["aim"]:
                return "future"
            return None
        if verb.tag_ == "VBG" and verb.lemma_ in words["timetable"] and any(child.lemma_ == "be" for child in helpers):
            return "future" if any(child.tag_ in ("VBZ", "VBP") for child in helpers) else None  # "was leaving in May"
        if verb.tag_ == "VBD" or any(child.tag_ == "VBD" or child.lemma_ == "have" for child in helpers):
            return "past"
        if verb.tag_ == "VBN" and any(child.tag_ == "MD" for child in helpers):
            return None  # "could be shown in May", "could not be reached on Monday"
        if verb.tag_ == "VBN":
            return "present" if any(child.tag_ in ("VBZ", "VBP") for child in helpers) else "past"
        if verb.lemma_ == "be" and any(child.lower_ in words["aim"] for child in verb.rights if child.dep_ == "acomp"):
            return "future"
        if verb.tag_ in ("VBZ", "VBP") and not helpers and verb.lemma_ in words["timetable"]:
            return "future"
        if verb.tag_ in ("VBZ", "VBP") or helpers:
            return "present"
        if verb.tag_ == "VBG" and verb.head.i != verb.i and verb.head.pos_ in ("VERB", "AUX"):
            return self._tense_of(verb.head)
        return None


Meaning = Callable[[Found, Context], Sense | None]
"""What reads one kind of expression: None where the words turn out to be no time."""


def of(period: Period) -> Sense:
    """Return the sense of an expression that names a period."""
    return Sense("DATE", period.timex, period.edtf, period)


def unknown(kind: str) -> Sense:
    """Return the sense of a period that nothing anchors."""
    return Sense("DATE", UNKNOWN[kind])


def which(found: Found, context: Context, name: str = "which") -> int | None:
    """Return the steps that "last", "this" or "next" go; None where no such word stands."""
    word = found.groups.get(name)
    if word is None:
        return None
    return int(str(context.grammar.meaning("which", word)))
