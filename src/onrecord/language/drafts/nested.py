"""Speech within speech, as in: a source told Norra News that the minister had said the dam would hold.

A statement whose content is that somebody else spoke has two layers. The inner one, the minister's, is the statement
that matters; the outer one only says that it was said, and is the way by which it came. Only clear cases are taken: an
inner source that is named or described and is not the outer one, a verb of speaking that is put as a fact (not "if he
says", "would say", "did not say", "I think he said").

The layers follow PARC (Pareti 2016, "PARC 3.0: A Corpus of Attribution Relations"), where attributions nest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.language.along import Along
from onrecord.language.drafts.carriers import quoted_as_saying
from onrecord.language.drafts.cues import Cues
from onrecord.language.drafts.draft import Draft
from onrecord.language.drafts.indirect import can_think, find_indirect
from onrecord.language.drafts.quotations import find_quotations
from onrecord.language.names import word_lists
from onrecord.language.places import text_of, token_range
from onrecord.language.quotes import Quote, quotes_inside
from onrecord.model import Span

_CLAUSES = frozenset({"clause", "told_clause", "parenthetical", "according_to", "as_said_by", "noun", "quotation"})
_UPWARD = frozenset({"ccomp", "xcomp", "pcomp", "conj"})
_EDGE = ' \t\r\n,;:—–―-“”"„«»'


def find_nested(doc: Doc, draft: Draft, quotes: Along[Quote], cues: Cues) -> list[Draft]:
    """Return the statements that a statement passes on, in text order of their content.

    Args:
        doc: the parsed text.
        draft: the statement whose content is looked into; its content is in text order.
        quotes: the quotations of the text.
        cues: the lexicon.
    """
    quoted = quoted_as_saying(doc, draft)
    if quoted is not None:
        return [quoted]
    if not _passes_on(doc, draft, cues):
        return []
    pieces = _pieces(quotes, draft.content)
    inside = {i for piece in pieces for i in range(*token_range(doc, piece))}
    tried = [doc[i] for i in sorted(inside) if _may_carry(doc[i], cues)]
    if not tried:
        return []
    marks = marks_within(text_of(doc), quotes, draft.content)
    direct = find_quotations(doc, marks, Along(pieces, span=lambda span: span), cues)
    found = []
    for one in direct + find_indirect(doc, marks, direct, cues, among=tried):
        nested = replace(one, content=_clipped(doc, one.content, pieces))
        if _is_clear(doc, draft, nested, inside, cues) and _is_so(doc, nested, inside, cues):
            found.append(nested)
    return sorted(found, key=lambda nested: nested.content)


def marks_beside(text: str, quotes: Along[Quote], content: Sequence[Span], cue: int) -> Along[Quote]:
    """Return the quotations by which a nested statement is quoted: those inside the outer content, or without its cue.

    Args:
        text: the report's text.
        quotes: its quotations.
        content: the outer content.
        cue: where the inner cue stands (code points).
    """
    inside = marks_within(text, quotes, content)
    apart = [quote for piece in content for quote in quotes.touching(*piece) if not quote.holds(cue)]
    return Along([*inside, *apart], span=lambda quote: quote.span)


def marks_within(text: str, quotes: Along[Quote], content: Sequence[Span]) -> Along[Quote]:
    """Return the quotations that stand inside a content and are not the content itself.

    "She said, ‘It holds,’" has one where the whole is quoted, and so has: the mayor had called it "a disgrace".
    """
    inside: list[Quote] = []
    for piece in content:
        for quote in quotes.touching(*piece):
            smaller = piece[0] <= quote.span[0] and quote.span[1] <= piece[1] and quote.span != piece
            inner = [quote] if smaller else quotes_inside(text, quote)
            inside += [
                one for one in inner if piece[0] <= one.span[0] and one.span[1] <= piece[1] and one.span != piece
            ]
    return Along(inside, span=lambda quote: quote.span)


# ---------------------------------------------------------------- which statements are clear


def _passes_on(doc: Doc, draft: Draft, cues: Cues) -> bool:
    """Whether a statement can be the saying that somebody spoke: no denial, question, thought or "did not say"."""
    if draft.source is None:
        return False
    if draft.head < 0 or draft.frame in ("according_to", "headline", "noun"):
        return True
    lemma = doc[draft.head].lemma_.lower()
    closed = cues["denial"] | cues["hedging"] | cues["asking"]
    return cues.speaks(lemma) and lemma not in closed and not any(doc[i].dep_ == "neg" for i in draft.cue)


def _may_carry(token: Token, cues: Cues) -> bool:
    lemma = token.lemma_.lower()
    return token.lower_ == "according" or lemma in cues["nouns"] or (token.pos_ == "VERB" and cues.speaks(lemma))


def _is_clear(doc: Doc, outer: Draft, nested: Draft, inside: set[int], cues: Cues) -> bool:
    """Whether a nested statement has a source of its own, a verb of speaking, and a clause as content."""
    if nested.source is None or not nested.content or not inside.issuperset((*nested.cue, *range(*nested.source))):
        return False
    lemma = doc[nested.head].lemma_.lower()
    if nested.frame == "parenthetical" and outer.frame != "quotation":
        return False  # "Tesk said it would hold, an aide told Norra": the aide tells of Tesk, not Tesk of the aide
    if nested.frame == "infinitive":
        if lemma not in cues["promise"]:
            return False
    elif nested.frame not in _CLAUSES or lemma in cues["asking"]:
        return False
    words = [doc[i] for span in nested.content for i in range(*token_range(doc, span))]
    first = next((t for t in words if t.is_alpha), None)
    if first is None or first.lower_ in cues["opens"] or not any(t.pos_ in ("VERB", "AUX") for t in words):
        return False
    return _is_somebody(doc, nested.source, cues) and _plain(doc, nested.source) != _plain(doc, outer.source)


def _is_somebody(doc: Doc, source: tuple[int, int], cues: Cues) -> bool:
    """Whether a source is a name or a description of somebody, and neither a pronoun nor "some people"."""
    words = doc[source[0] : source[1]]
    head = words.root
    if head.pos_ in ("PRON", "DET") or any(t.lower_ in cues["vague"] for t in words if t.i <= head.i):
        return False
    lists = word_lists()
    bare = head.tag_ == "NNS" and not any(child.i < head.i for child in head.children)
    if bare and head.lemma_.lower() in lists["people_nouns"]:
        return False  # "critics say": nobody in particular
    return can_think(doc, source) or bool({head.lower_, f"{head.lower_}s"} & lists["speakers"])


def _is_so(doc: Doc, nested: Draft, inside: set[int], cues: Cues) -> bool:
    """Whether the saying is put as a fact: not asked, denied, supposed or wished for, itself or by what it hangs on."""
    verb = doc[nested.head]
    if verb.sent.text.rstrip().rstrip("\"”’'").endswith("?"):
        return False
    if nested.frame in ("according_to", "noun"):
        return True
    if (
        verb.dep_ == "relcl"
        and verb.tag_ in ("VBZ", "VBP")
        and any(c.lower_ in ("a", "an") for c in verb.head.children)
    ):
        return False  # "a minister who says so is a fool": any minister
    step = verb
    while True:
        if not _is_plain(step) or any(
            c.lower_ in cues["opens"] and c.i < step.i for c in step.children if c.dep_ in ("mark", "advmod")
        ):
            return False
        if step.i != verb.i and step.lemma_.lower() in cues["hedging"] | cues["denial"] | cues["asking"]:
            return False
        if nested.frame in ("parenthetical", "quotation") or step.dep_ not in _UPWARD or step.head.i not in inside:
            return True
        step = step.head


def _is_plain(verb: Token) -> bool:
    """Whether a verb tells what is or was: no "not", no modal, no infinitive."""
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ == "aux" and (child.tag_ in ("MD", "TO") or child.lower_ == "to")):
            return False
        if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in ("nobody", "none"):
            return False
    return verb.dep_ != "aux"


def _plain(doc: Doc, source: tuple[int, int] | None) -> str:
    return "" if source is None else doc[source[0] : source[1]].text.casefold().removeprefix("the ")


# ---------------------------------------------------------------- pieces of content


def _pieces(quotes: Along[Quote], content: Sequence[Span]) -> list[Span]:
    """The pieces of a content, without the marks of those that are quotations as a whole."""
    marked = {quote.span: quote.inner for piece in content for quote in quotes.touching(*piece)}
    return [marked.get(piece, piece) for piece in sorted(content)]


def _clipped(doc: Doc, content: Sequence[Span], pieces: Sequence[Span]) -> tuple[Span, ...]:
    """A content cut to what lies in the outer one, without white space and marks of its edges where it was cut."""
    text = text_of(doc)
    found = []
    for start, end in content:
        for low, high in pieces:
            first, last = max(start, low), min(end, high)
            while first < last and first > start and text[first] in _EDGE:
                first += 1
            while first < last and last < end and text[last - 1] in _EDGE:
                last -= 1
            if first < last and text[first:last].lower() != "that":
                found.append((first, last))
    return tuple(sorted(found))
