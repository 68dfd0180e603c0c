"""Who said a quotation: the cue and the source that stand beside it, in front of it or behind it.

The outlet's own words between two quotations, or between one and the edge of its paragraph, are a *segment*; the cue is
sought in the segments on both sides of a quotation, and the source is the cue's subject, or the noun next to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.language.along import Along
from onrecord.language.drafts.cues import Cues
from onrecord.language.drafts.frames import as_saying, noun_phrase, subject_of
from onrecord.language.places import text_of, token_range
from onrecord.language.quotes import Quote
from onrecord.model import Span

_REACH = 25
"""Tokens from a quotation's edge within which its cue must stand."""
_SHORT_IN_TITLE = 5
"""Letters. A shorter word (of, the, from) may be in lower case in a title."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The outlet's own words beside a quotation, in tokens."""

    start: int
    end: int


def attribution(
    doc: Doc, quote: Quote, before: Segment, behind: Segment, inside: set[int], cues: Cues, *, only_before: bool
) -> tuple[tuple[int, ...], tuple[int, int] | None, str] | None:
    """Return cue tokens, source range and the side on which they stand, or None."""
    final = final_mark(doc, quote)
    previous = last_word(doc, before)
    introduced = previous is not None and previous.text in {",", ":", "―", "—"}
    sides = ["after", "before"]
    if introduced and final in ".?!" and not (previous is not None and previous.text == "," and final != "."):
        sides = ["before", "after"]
    if only_before:
        sides = ["before"]  # “... ,” she said. “It is old.” Tesk added that ...: the second is hers
    for side in sides:
        if side == "before" and (not introduced or _names_a_work(doc, quote, previous)):
            continue
        verb = cue_after(doc, behind, inside, cues) if side == "after" else _cue_before(doc, before, inside, cues)
        if verb is None and side == "before" and previous is not None and previous.text == ":":
            put = _put_as(doc, previous.i, before, cues)
            if put is not None:
                return *put, side
        if verb is None:
            continue
        source = _source(doc, verb, behind if side == "after" else before, inside)
        if source is None and side == "after":
            continue
        if source is None and verb.tag_ == "VBG":
            source = _source_before(doc, verb, before, cues)
        return _cue(verb), source, side
    return None


def cue_and_source_before(
    doc: Doc, paragraph: Span, quotes: Along[Quote], cues: Cues
) -> tuple[tuple[int, ...], tuple[int, int] | None] | None:
    """Return the cue's tokens and the source's range of a paragraph that introduces the next ("Tesk wrote:")."""
    segment = Segment(*after_quotes(doc, paragraph, quotes))
    verb = _cue_before(doc, segment, set(), cues)
    return (_cue(verb), _source(doc, verb, segment, set())) if verb is not None else None


def after_quotes(doc: Doc, paragraph: Span, quotes: Along[Quote]) -> tuple[int, int]:
    """The tokens of a paragraph behind its last quotation."""
    start, end = token_range(doc, paragraph)
    return max([start, *(token_range(doc, q.span)[1] for q in quotes.starting(*paragraph))]), end


def cue_after(doc: Doc, segment: Segment, inside: set[int], cues: Cues) -> Token | None:
    """Return the first cue of the segment behind a quotation, unless another clause comes first."""
    end = min(_sentence_end(doc, segment.start, segment.end), segment.start + _REACH)
    for token in doc[segment.start : end]:
        if token.i not in inside and _is_cue(token, cues):
            return token
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "relcl", "acl", "amod"):
            return None  # another clause has begun: the quotation is not this far verb's
    return None


def _cue_before(doc: Doc, segment: Segment, inside: set[int], cues: Cues) -> Token | None:
    tokens = [t for t in doc[segment.start : segment.end] if t.i not in inside]
    sentence: list[Token] = []
    for token in reversed(tokens):
        if token.text in {".", "!", "?"} or (token.is_space and "\n" in token.text and sentence):
            break
        sentence.append(token)
    for token in sentence[:_REACH]:
        if _is_cue(token, cues):
            return token
    return None


def _is_cue(token: Token, cues: Cues) -> bool:
    went_on = token.lemma_ == "go" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "on"
    return (
        (token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"))
        and (cues.speaks(token.lemma_.lower()) or went_on)
        and token.dep_ not in ("aux", "auxpass", "amod", "compound")
    )


def _cue(verb: Token) -> tuple[int, ...]:
    parts = [verb.i]
    parts += [c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt") and abs(c.i - verb.i) < 4]
    return tuple(sorted({*parts, *as_saying(verb)}))


def _sentence_end(doc: Doc, start: int, end: int) -> int:
    for token in doc[start:end]:
        if token.text in {".", "!", "?", ";"} or (token.is_space and "\n" in token.text):
            return token.i
    return end


def _put_as(doc: Doc, colon: int, before: Segment, cues: Cues) -> tuple[tuple[int, ...], tuple[int, int] | None] | None:
    """Cue and source of a noun before a colon: She | issued a short statement | : “...”."""
    noun = doc[colon - 1]
    while noun.i > before.start and noun.dep_ in ("pobj", "prep", "compound") and noun.lemma_ not in cues["put_as"]:
        noun = noun.head
    if noun.dep_ != "dobj" or noun.lemma_.lower() not in cues["put_as"] or not before.start <= noun.head.i < noun.i:
        return None
    verb = noun.head
    subject = subject_of(verb)
    if subject is None or not before.start <= subject.i < verb.i:
        return None
    return tuple(range(verb.i, noun.i + 1)), noun_phrase(subject, verb)


def _names_a_work(doc: Doc, quote: Quote, previous: Token | None) -> bool:
    """Whether a quotation is the title of what the noun before it names: her second novel, “A House by the Weir,”."""
    if previous is None or previous.text != "," or previous.i == 0 or doc[previous.i - 1].pos_ not in ("NOUN", "PROPN"):
        return False
    words = [w.strip(".,;:!?") for w in text_of(doc)[slice(*quote.inner)].split()]
    capitals = all(w[:1].isupper() or len(w) < _SHORT_IN_TITLE for w in words)
    return len(words) > 1 and capitals and words[-1][:1].isupper()


def _source(doc: Doc, verb: Token, segment: Segment, inside: set[int]) -> tuple[int, int] | None:
    """Return the source's tokens: the parse's subject if it stands in the segment, else the noun beside the cue."""
    subject = subject_of(verb)
    if subject is not None and subject.i < verb.i:
        subject = _before_bracket(doc, subject, segment)
    if subject is not None and subject.i not in inside and segment.start <= subject.i < segment.end:
        start, end = noun_phrase(subject, verb)
        return _outside(doc, max(start, segment.start), min(end, segment.end), subject.i, inside)
    if subject is not None and subject.i not in inside and verb.tag_ == "VBG":
        return noun_phrase(subject, verb)
    chunks = [c for c in doc[segment.start : segment.end].noun_chunks if c.root.i not in inside]
    left = [c for c in chunks if c.end <= verb.i and all(t.pos_ in ("AUX", "ADV") for t in doc[c.end : verb.i])]
    right = [c for c in chunks if c.start >= verb.i + 1 and c.start - verb.i <= 2]
    chunk = left[-1] if left else (right[0] if right and verb.tag_ in ("VBD", "VBZ", "VBP") else None)
    if chunk is None:
        return None
    return chunk.start, chunk.end


def _source_before(doc: Doc, verb: Token, segment: Segment, cues: Cues) -> tuple[int, int] | None:
    """The source of the sentence before, for one that has none of its own: She said it held. Adding, “...”."""
    first = verb.sent.start
    if first <= segment.start or first == 0:
        return None
    root = doc[first - 1].sent.root
    subject = subject_of(root) if cues.speaks(root.lemma_.lower()) else None
    return noun_phrase(subject, root) if subject is not None else None


def _before_bracket(doc: Doc, subject: Token, segment: Segment) -> Token:
    """The noun that a bracket follows, where the parse took a word inside it: Hanne Brodt (Valley Party) said."""
    for i in range(subject.i, segment.start, -1):
        if doc[i].text == ")" or doc[i].is_space:
            break
        if doc[i].text == "(" and doc[i - 1].pos_ in ("NOUN", "PROPN"):
            return doc[i - 1]
    return subject


def _outside(doc: Doc, start: int, end: int, head: int, inside: set[int]) -> tuple[int, int]:
    """Shrink a range to the words around its head that stand outside quotations and start no new sentence."""
    low = head
    while low > start and low - 1 not in inside and not (doc[low - 1].is_space and "\n" in doc[low - 1].text):
        low -= 1
    high = head + 1
    while high < end and high not in inside and not doc[high].is_space:
        high += 1
    while low < head and doc[low].text in {",", "—", "–", "-"}:
        low += 1
    while high - 1 > head and doc[high - 1].text in {",", "—", "–", "-", "."}:
        high -= 1
    return low, high


def last_word(doc: Doc, segment: Segment) -> Token | None:
    """Return the last word or mark of a segment, None where it is blank."""
    tokens = [token for token in doc[segment.start : segment.end] if not token.is_space]
    return tokens[-1] if tokens else None


def final_mark(doc: Doc, quote: Quote) -> str:
    """Return the last mark or letter of a quotation; in “She said, ‘Go home.’” the stop before the inner mark."""
    return text_of(doc)[slice(*quote.inner)].rstrip(" \t\r\n\u00a0'’”\"")[-1:]
