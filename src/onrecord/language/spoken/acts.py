"""An act of saying in the parse: its cue, the verbs that go with it, the occasion or document that it is made in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.language.drafts.cues import load_cues
from onrecord.language.drafts.draft import Draft
from onrecord.language.spoken.words import load_saying
from onrecord.model import Span, Time

VERBAL = frozenset({"VERB", "AUX"})
_DEFINITE = frozenset({"the", "that", "this", "his", "her", "their", "its", "same", "those", "these"})


@dataclass(frozen=True, slots=True)
class Said:
    """When something was said, and why. `edtf` is None where the words name a day on which it cannot have been."""

    edtf: str | None
    because: str
    time: Time | None = None
    """The expression, if the cue shows that another day is meant than was found."""
    words: str = ""
    """The words that name the day."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What an act of saying rests on in the parse."""

    doc: Doc
    head: Token
    verbs: tuple[Token, ...]
    """The cue and the verbs that go with it: in "spoke on Friday, saying", both."""
    tokens: tuple[int, ...]
    source: tuple[int, int] | None
    content: tuple[Span, ...]

    @property
    def words(self) -> str:
        """The words that carry it."""
        return str(self.head.text)

    def in_content(self, token: int) -> bool:
        """Whether a token lies in the content."""
        return any(a <= self.doc[token].idx < b for a, b in self.content)

    def in_source(self, token: int) -> bool:
        """Whether a token lies in the source."""
        return self.source is not None and self.source[0] <= token < self.source[1]


def cue_of(doc: Doc, draft: Draft, content: Sequence[Span]) -> Cue | None:
    """Return the cue of a draft, None where none of its words stands for it (a dash, a colon)."""
    if draft.head < 0 or not draft.cue:
        return None
    head = doc[draft.head]
    return Cue(doc, head, tuple(_together(head)), tuple(sorted(draft.cue)), draft.source, tuple(content))


def is_one_act(cue: Cue) -> bool:
    """Whether something was said once: not "will say", "may have said", "has repeatedly said"."""
    words = load_saying()
    for verb in cue.verbs[:1]:
        if any(child.tag_ == "MD" for child in verb.children):
            return False
        if any(child.lower_ in words.standing for child in (*verb.children, *(cue.doc[i] for i in cue.tokens))):
            return False
        if _is_infinitive(verb) and verb.head.lemma_ in words.to_come:
            return False
    return True


def event_of(cue: Cue) -> Token | None:
    """Return the occasion or document at or in which something is said: "said at the briefing", "wrote in a letter"."""
    words = load_saying()
    for verb in cue.verbs:
        for child in verb.children:
            if child.dep_ != "prep" or child.lower_ not in ("at", "in", "during", "on", "via", "through"):
                continue
            for noun in child.children:
                lemma = noun.lemma_.lower()
                if noun.dep_ == "pobj" and words.names_event(lemma) and not cue.in_content(noun.i):
                    return noun
    if cue.source is not None:
        root = cue.doc[cue.source[0] : cue.source[1]].root
        if root.pos_ == "NOUN" and root.lemma_.lower() in words.documents:
            return root
    return None


def names_topic(cue: Cue, preposition: Token) -> bool:
    """Whether a preposition of the cue leads to what was spoken of: "said of Monday's storm"."""
    after_cue = preposition.i == max(cue.tokens) + 1 or preposition.i in cue.tokens
    return preposition.lower_ in ("of", "as", "for", "over") and (preposition.head in cue.verbs or after_cue)


def shown_event(event: Token, way: Iterable[Token]) -> str:
    """Return the words of an event, behind a "!" where it was put out later ("an interview published on Sunday")."""
    words = load_saying()
    later = event.lemma_.lower() in words.recorded and any(
        t.lemma_.lower() in words.put_out and t.tag_ in ("VBN", "VBD") for t in way
    )
    before = [child.text for child in event.lefts if child.dep_ == "compound" and child.i == event.i - 1]
    shown = " ".join([*before, event.text])
    return f"!{shown}" if later else shown


def is_definite(noun: Token) -> bool:
    """Whether an event is one that the reader knows: "the briefing", "her speech"."""
    return any(child.dep_ in ("det", "poss") and child.lower_ in _DEFINITE for child in noun.children)


def is_new_event(cue: Cue) -> bool:
    """Whether something is said at an occasion, or in a document, that was not named before: "said in an interview"."""
    noun = event_of(cue)
    return noun is not None and not is_definite(noun)


def is_beside(cue: Cue) -> bool:
    """Whether an act is told beside what its sentence tells, on a day of its own: "Tesk, who vowed last year"."""
    # The label alone is not enough: behind a long content, parsers hang "Tesk said" on its last noun.
    verb = cue.head
    relative = any(child.lower_ in ("who", "which", "that") and child.i < verb.i for child in verb.children)
    marked = any(child.dep_ == "mark" for child in verb.children)
    return (
        (verb.dep_ == "relcl" and relative)
        or (verb.dep_ == "acl" and verb.tag_ in ("VBG", "VBN"))
        or (verb.dep_ == "advcl" and marked and len(cue.verbs) == 1)
    )


def is_perfect(cue: Cue) -> bool:
    """Whether a cue leaves open when it was: "has said", "had said"."""
    return any(child.lemma_ == "have" and child.dep_ == "aux" for child in cue.head.children)


def speaks(cue: Cue) -> bool:
    """Whether a cue is a verb of speaking or writing, not of thinking or wanting."""
    lemma, cues = cue.head.lemma_.lower(), load_cues()
    return lemma in cues["speech"] or lemma in cues["speech_object"]


def _together(head: Token) -> Iterator[Token]:
    """Yield a cue's verb and those on which it hangs and whose day it shares."""
    words = load_saying()
    yield head
    verb = head
    for _ in range(3):
        above = verb.head
        if above.i == verb.i or above.pos_ not in VERBAL:
            return
        subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")}
        if verb.dep_ == "advcl":
            shares = bool(marks & words.at_once) or (not subjects and not marks - {"also", "then"})
            shares = shares and (verb.tag_ in ("VBG", "VB") or bool(marks & words.at_once))
        elif verb.dep_ == "conj":
            shares = not subjects and verb.i > above.i
        else:
            shares = verb.dep_ == "xcomp" and not subjects
        if not shares or above.lemma_.lower() in words.to_come:
            return
        yield above
        verb = above


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)
