"""The clauses of a statement that carry its matter, as `flags`, `hedges` and `futures` look at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.language.along import Along
from onrecord.language.drafts.cues import Cues
from onrecord.language.quotes import Quote

OPINIONS = frozenset(
    {"believe", "expect", "fear", "feel", "guess", "hop", "hope", "reckon", "suppose", "suspect", "think"}
)
"""Lemmas of verbs by which a speaker puts what follows as an opinion: "I think that it will hold". The small parser's
lemma of "hoped" is "hop"."""
_SKIPPED = frozenset({"think", "believe", "guess", "hope"})
"""Those behind which `main_verb` looks for the verb of the matter."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one statement.

    Token indices are those of the document. An assertion in the outlet's own voice has neither head nor cue.
    """

    doc: Doc
    head: int
    """The token that stands for the cue, -1 for none."""
    cue: tuple[int, ...]
    tokens: tuple[int, ...]
    """The tokens of the content, ascending."""
    inside: frozenset[int]
    verbs: tuple[Token, ...]
    """The verbs of the main clauses, in text order: that of each sentence of the content, and what is coordinated."""
    main: Token | None
    """The verb of the first of them that counts as the statement's own: see `main_verb`."""
    lemma: str
    """The cue's lemma, '' for none."""
    quotes: Along[Quote]
    cues: Cues

    @property
    def words(self) -> list[Token]:
        """The tokens of the content."""
        return [self.doc[i] for i in self.tokens]

    @property
    def backshifted(self) -> bool:
        """Whether the cue is in the past, so that "would" outside a quotation reports a "will"."""
        if self.head < 0:
            return False
        if any(self.doc[i].tag_ in ("VBD", "VBN") for i in self.cue):
            return True
        head = self.doc[self.head]
        tense = next((t for t in head.ancestors if t.pos_ == "VERB"), head) if head.tag_ == "VBG" else head
        return tense.tag_ not in ("VBZ", "VBP")

    def quoted(self, token: Token) -> bool:
        """Whether a token stands inside a quotation."""
        return bool(self.quotes.holds(token.idx))


def wording(
    doc: Doc, head: int, cue: Sequence[int], tokens: Sequence[int], quotes: Along[Quote], cues: Cues
) -> Wording:
    """Return the words of a statement with its main clauses."""
    inside = frozenset(tokens)
    words = [doc[i] for i in tokens]
    verbs: list[Token] = []
    for sentence in _sentences(words):
        verb = main_verb(sentence)
        for one in _coordinated(verb, inside) if verb is not None else ():
            verbs += [one, *_opined(one, inside)]
    return Wording(
        doc=doc,
        head=head,
        cue=tuple(cue),
        tokens=tuple(tokens),
        inside=inside,
        verbs=tuple(dict.fromkeys(verbs)),
        main=main_verb(words),
        lemma=doc[head].lemma_.lower() if head >= 0 else "",
        quotes=quotes,
        cues=cues,
    )


def main_verb(words: Sequence[Token]) -> Token | None:
    """Return the verb of the content's main clause: the first, in text order, that the fewest of its words stand above.

    The cue and its clause do not count: "It holds," she said, "and it will hold." has "holds".
    "I think that it will hold" has "hold": the speaker's own "I think" only hedges.
    """
    verbs = [w for w in words if w.pos_ in ("VERB", "AUX") and w.dep_ not in ("aux", "auxpass")]
    if not verbs:
        return None
    inside = {word.i for word in words}
    best = min(verbs, key=lambda verb: (sum(above.i in inside for above in verb.ancestors), verb.i))
    if best.lemma_ in _SKIPPED and first_person(best):
        inner = [child for child in best.children if child.dep_ in ("ccomp", "xcomp") and child in verbs]
        return inner[0] if inner else best
    return best


def _sentences(words: Sequence[Token]) -> list[list[Token]]:
    """Part words where a sentence of the parse ends."""
    parted: list[list[Token]] = []
    end = -1
    for word in words:
        if word.i >= end:
            parted.append([])
            end = word.sent.end
        parted[-1].append(word)
    return parted


def _coordinated(verb: Token, inside: frozenset[int]) -> Iterator[Token]:
    """Yield a verb and those coordinated with it: "it is old and will be mended"."""
    yield verb
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX") and child.i in inside:
            yield from _coordinated(child, inside)


def _opined(verb: Token, inside: frozenset[int]) -> list[Token]:
    """Return the verbs of what somebody thinks, for they say what is put: "I expect that it will come down"."""
    if verb.lemma_ not in OPINIONS:
        return []
    return [c for c in verb.children if c.dep_ == "ccomp" and c.i in inside and c.pos_ in ("VERB", "AUX")]


def first_person(verb: Token) -> bool:
    """Whether "I" or "we" is a verb's subject."""
    return any(child.lower_ in ("i", "we") and child.dep_ == "nsubj" for child in verb.children)


def auxiliaries(verb: Token) -> list[Token]:
    """Return the auxiliaries of a verb; a verb coordinated without any has those of the first: "will come and stay"."""
    own = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if not own and verb.dep_ == "conj" and verb.tag_ in ("VB", "VBN") and verb.head.pos_ in ("VERB", "AUX"):
        return auxiliaries(verb.head)
    return own


def clause_verb(token: Token) -> Token | None:
    """Return the verb of the clause that a token stands in, None where there is none above it."""
    for above in (token, *token.ancestors):
        if above.pos_ in ("VERB", "AUX") and above.dep_ not in ("aux", "auxpass", "amod"):
            return above
    return None


def infinitives(token: Token) -> list[Token]:
    """Return the "to" of each infinitive that hangs on a word: "plans to mend", "due to open"."""
    return [
        grandchild
        for child in token.children
        if child.dep_ in ("xcomp", "ccomp", "acl")
        for grandchild in child.children
        if grandchild.lower_ in ("to", "na") and grandchild.dep_ == "aux" and child.i > token.i
    ]


def is_past(verb: Token) -> bool:
    """Whether a verb tells what has happened: past, perfect or past passive, without a modal."""
    helpers = auxiliaries(verb)
    if any(helper.tag_ == "MD" for helper in helpers):
        return False
    return verb.tag_ == "VBD" or any(helper.lemma_ == "have" or helper.tag_ == "VBD" for helper in helpers)


def conditions(verb: Token, inside: frozenset[int]) -> list[Token]:
    """Return the "if" and "unless" that a verb hangs on; "even if" and "as if" are no condition."""
    return [
        mark
        for clause in verb.children
        if clause.dep_ == "advcl"
        for mark in clause.children
        if mark.dep_ == "mark"
        and mark.lower_ in ("if", "unless")
        and mark.i in inside
        and (mark.i == 0 or mark.nbor(-1).lower_ not in ("even", "as"))
    ]
