"""Reported speech without marks of its own: clauses, infinitives, objects, "according to", "reportedly".

Every verb outside a quotation is tried in each of its frames (`frames`), and the lexicon (`cues`) says which of
them carry statements. What lies inside another statement's content is left to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from onrecord.language.along import Along
from onrecord.language.drafts.cues import Cues
from onrecord.language.drafts.draft import Draft
from onrecord.language.drafts.frames import Frame, frames_of, noun_phrase
from onrecord.language.drafts.sourceless import find_sourceless
from onrecord.language.names import word_lists
from onrecord.language.places import text_of, token_range
from onrecord.language.quotes import Quote
from onrecord.model import Span

_STRENGTH = {"parenthetical": 0, "told_clause": 1, "clause": 2, "told_infinitive": 3, "infinitive": 4}
"""Of two frames of one cue the first here is kept: a clause says more than the object beside it."""
_REALISED = frozenset({"appear", "begin", "continue", "go", "happen", "seem", "start", "use"})
"""Verbs whose infinitive is done, not wanted: "she went on to say"."""
_TRIM = {"•", "*", ",", ";", ":", "—", "–", "-", "―", "."}


def find_indirect(
    doc: Doc, quotes: Along[Quote], taken: Sequence[Draft], cues: Cues, among: Iterable[Token] | None = None
) -> list[Draft]:
    """Return the drafts of statements that the parse shows; no cue lies in a quotation or in another content.

    Args:
        doc: the parsed text.
        quotes: its quotations.
        taken: statements found already, whose content and cues are left alone.
        cues: the lexicon.
        among: the tokens that may be a cue; None is all of them.
    """
    tried: Iterable[Token] = doc if among is None else tuple(among)
    spoken = {i for quote in quotes if _is_sentence(doc, quote) for i in range(*token_range(doc, quote.span))}
    occupied = {i for draft in taken for span in draft.content for i in range(*token_range(doc, span))}
    used = {i for draft in taken for i in draft.cue}
    found: list[Draft] = []
    proposals = [
        *_from_verbs(tried, cues, spoken | used),
        *_according_to(tried),
        *_as_confirmed_by(tried, cues),
        *_from_nouns(tried, cues),
        *find_sourceless(tried, cues),
    ]
    for frame in sorted(proposals, key=lambda f: (_depth(doc[f.head]), _STRENGTH.get(f.name, 9), f.head)):
        if frame.head in occupied or frame.head in spoken or frame.head in used:
            continue
        if _parted(doc, frame, quotes):
            continue
        content = _content(doc, frame, quotes, cues)
        tokens = {i for start, end in content for i in range(start, end)}
        if not _says_something(doc, tokens) or tokens & occupied or is_left_unsaid(doc, frame.cue, min(tokens)):
            continue
        used.update(frame.cue)
        occupied |= tokens
        spans = tuple(_span_of(doc, a, b) for a, b in content)
        found.append(Draft(spans, frame.cue, _not_relative(doc, frame), frame.head, frame.name))
    return found


def _parted(doc: Doc, frame: Frame, quotes: Along[Quote]) -> bool:
    """Whether a semicolon outside quotations stands between cue and content: they are two sentences."""
    for start, end in frame.content:
        low, high = (end, frame.head) if end <= frame.head else (frame.head, start)
        between = [t for t in doc[low:high] if t.text == ";" and not quotes.holds(t.idx)]
        if between or (end <= frame.head and doc[end - 1].text == ";"):
            return True
    return False


def _from_verbs(tokens: Iterable[Token], cues: Cues, spoken: set[int]) -> Iterator[Frame]:
    for token in tokens:
        if token.i in spoken or token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass"):
            continue
        for frame in frames_of(token):
            lemma = token.lemma_.lower()
            thinks = cues.speaks(lemma) or can_think(token.doc, frame.source)
            if thinks and cues.carries(lemma, frame.name) and _plausible(token.doc, frame):
                yield frame


def _plausible(doc: Doc, frame: Frame) -> bool:
    """Whether a frame has a source that can speak: "it" and "there" cannot, and a cue in the infinitive has none."""
    if frame.source is None:
        verb = doc[frame.head]
        return frame.name in ("clause", "told_clause") and verb.tag_ == "VBG" and verb.lemma_ in ("say", "add", "note")
    verb = doc[frame.head]
    if any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children) and verb.head.lemma_ not in _REALISED:
        return False  # "they want her to reject it": she has said nothing yet
    if (verb.tag_ == "VBG" or verb.dep_ == "acl") and not can_think(doc, frame.source):
        return False
    words = doc[frame.source[0] : frame.source[1]]
    if len(words) == 1 and words[0].lower_ in ("it", "there", "that", "this", "what", "you"):
        return False
    return not (frame.name == "object" and doc[frame.head].lemma_ == "say")


def can_think(doc: Doc, source: tuple[int, int] | None) -> bool:
    """Return whether a source (token range) can want or believe: "the port" may, "the missile" may not."""
    if source is None:
        return False
    words = doc[source[0] : source[1]]
    head = words.root
    lists = word_lists()
    if head.pos_ in ("PRON", "PROPN") or head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return True
    return head.lemma_.lower() in lists["roles"] | lists["speakers"] | lists["organisations"] | lists["people_nouns"]


def _according_to(tokens: Iterable[Token]) -> Iterator[Frame]:
    """As in "According to the port, nobody was hurt": the sentence without the phrase is the content."""
    for token in tokens:
        doc = token.doc
        if token.lower_ != "according" or token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
            continue
        heads = [c for c in doc[token.i + 1].children if c.dep_ == "pobj"] or [
            c for c in token.children if c.dep_ == "pobj"
        ]
        if not heads:
            continue
        start, end = noun_phrase(heads[0], token)
        start = max(start, token.i + 2)
        if end - start == 1 and doc[start].pos_ == "NOUN" and not can_think(doc, (start, end)):
            continue  # "sorted according to size"
        sentence = token.sent
        left = (sentence.start, token.i)
        right = (end, sentence.end)
        if token.i > sentence.start and doc[token.i - 1].text not in (",", "—") and right[1] - right[0] > 3:
            right = (end, end)  # the phrase closes its clause: what comes behind is another
        yield Frame("according_to", token.i, (token.i, token.i + 1), (left, right), (start, end))


def _as_confirmed_by(tokens: Iterable[Token], cues: Cues) -> Iterator[Frame]:
    """As in "The doors were shut, as confirmed by the captain": what stands before the comma is the content."""
    for token in tokens:
        doc = token.doc
        if token.tag_ != "VBN" or not cues.speaks(token.lemma_.lower()) or token.i < 3:
            continue
        agents = [g for c in token.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        if not agents or doc[token.i - 1].lower_ != "as" or doc[token.i - 2].text != ",":
            continue
        content = (token.sent.start, token.i - 2)
        yield Frame("as_said_by", token.i, (token.i,), (content,), noun_phrase(agents[0], token))


def _from_nouns(tokens: Iterable[Token], cues: Cues) -> Iterator[Frame]:
    """As in "The union's claim that the doors were open": whose claim it is stands before it."""
    for token in tokens:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in cues["nouns"]:
            continue
        owners = [c for c in token.children if c.dep_ == "poss"]
        clauses = [c for c in token.children if c.dep_ in ("acl", "ccomp", "relcl") and c.i > token.i and _that(c)]
        if owners and clauses:
            start, end = owners[0].left_edge.i, owners[0].right_edge.i + 1
            while end - 1 > owners[0].i and token.doc[end - 1].tag_ == "POS":
                end -= 1
            clause = (clauses[0].left_edge.i, clauses[0].right_edge.i + 1)
            yield Frame("noun", token.i, (token.i,), (clause,), (start, end))


def _that(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _is_sentence(doc: Doc, quote: Quote) -> bool:
    """Whether a quotation holds a sentence, and not a name or a few words of one."""
    start, end = token_range(doc, quote.inner)
    return any(t.dep_ in ("nsubj", "nsubjpass", "expl") for t in doc[start:end]) and end - start > 3


def _content(doc: Doc, frame: Frame, quotes: Along[Quote], cues: Cues) -> list[tuple[int, int]]:
    ranges = []
    around = set(frame.cue) | (set(range(*frame.source)) if frame.source else set())
    for first, last in frame.content:
        start, end = first, last
        for quote in quotes.touching(*_span_of(doc, start, end)):  # a quotation is in or out as a whole
            q_start, q_end = token_range(doc, quote.span)
            if q_start < start and not around & set(range(q_start, start)):
                start = q_start
            if q_end > end and not around & set(range(end, q_end)):
                end = q_end
        end = _cut_at_next_cue(doc, start, end, quotes, cues)
        while start < end and (doc[start].text in _TRIM or doc[start].is_space):
            start += 1
        while end > start and (doc[end - 1].text in _TRIM or doc[end - 1].is_space):
            end -= 1
        ranges += _without(start, end, around)
    said = [(a, b) for a, b in ranges if any(not doc[i].is_punct and not doc[i].is_space for i in range(a, b))]
    return [(a, b) for n, (a, b) in enumerate(said) if n == 0 or not (_only_when(doc, a, b) or doc[a].tag_ == "VBG")]


def _span_of(doc: Doc, start: int, end: int) -> Span:
    return (doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) if end > start else (0, 0)


def _only_when(doc: Doc, start: int, end: int) -> bool:
    """Whether words behind a cue only say when it was said ("it will hold, she said | on Friday")."""
    return all(t.ent_type_ in ("DATE", "TIME") or t.pos_ in ("ADP", "DET", "PUNCT", "SPACE") for t in doc[start:end])


def _without(start: int, end: int, around: set[int]) -> list[tuple[int, int]]:
    """Cut a range where cue and source stand inside it."""
    inside = [i for i in range(start, end) if i in around]
    if not inside:
        return [(start, end)]
    return [(a, b) for a, b in ((start, inside[0]), (inside[-1] + 1, end)) if b > a]


def _cut_at_next_cue(doc: Doc, start: int, end: int, quotes: Along[Quote], cues: Cues) -> int:
    """End the content where the next participle of saying begins: "he said it held, adding that ..."."""
    for token in doc[start:end]:
        if (
            token.tag_ == "VBG"
            and (token.i == start or token.i > start + 2)
            and doc[token.i - 1].text == ","
            and (cues.speaks(token.lemma_.lower()) or token.lemma_ == "cite")
            and not quotes.holds(token.idx)
        ):
            return token.i - 1
        if (
            token.lower_ == "according"
            and token.i > start
            and token.i + 1 < len(doc)
            and doc[token.i + 1].lower_ == "to"
            and not quotes.holds(token.idx)
        ):
            return token.i - 1 if doc[token.i - 1].text == "," else token.i
    return end


def is_left_unsaid(doc: Doc, cue: Sequence[int], first: int) -> bool:
    """Whether a question stands behind a cue that is negated: who "would not say when" has said nothing of it.

    Args:
        doc: the parsed text.
        cue: the cue's tokens.
        first: the first token of the content.
    """
    asks = doc[first].tag_ in ("WRB", "WP", "WDT") or doc[first].lower_ in ("if", "whether")
    return asks and any(doc[i].dep_ == "neg" for i in cue)


def _says_something(doc: Doc, tokens: set[int]) -> bool:
    words = [doc[i] for i in sorted(tokens) if not doc[i].is_punct and not doc[i].is_space]
    if not words:
        return False
    return len(words) > 1 or words[0].pos_ in ("NOUN", "VERB", "ADJ", "PROPN")


def _not_relative(doc: Doc, frame: Frame) -> tuple[int, int] | None:
    """Put the noun in the place of "who" or "which": "the captain, who said ..."."""
    if frame.source is None:
        return None
    start, end = frame.source
    if end - start == 1 and doc[start].lower_ in ("who", "which", "that"):
        clause = doc[frame.head]
        if clause.dep_ == "relcl":
            return noun_head_phrase(clause.head, start)
    return frame.source


def noun_head_phrase(head: Token, before: int) -> tuple[int, int]:
    """Return the range of a noun phrase up to its relative clause."""
    end = head.i + 1
    while end < before and head.doc[end].text not in {",", "-", "—"} and head.doc[end].lower_ not in ("who", "which"):
        end += 1
    return head.left_edge.i, end


def sentences_touched(doc: Doc, span: Span) -> Span:
    """Return the span from the start of the first to the end of the last sentence that a span touches."""
    start, end = token_range(doc, span)
    first, last = doc[start].sent, doc[max(start, end - 1)].sent
    begin, stop = doc[first.start].idx, doc[last.end - 1].idx + len(doc[last.end - 1])
    text = text_of(doc)[begin:stop]
    return begin + len(text) - len(text.lstrip()), stop - (len(text) - len(text.rstrip()))
