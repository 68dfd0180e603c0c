"""One list of drafts from two witnesses: the tagger proposes, the grammar of quotation disposes.

The tagger finds what no pattern foresees, and where contents end; layout and fixed turns of phrase (a block quotation,
who signs it, "was quoted as saying") are surer still. The grammar knows the subject of a verb, which the tagger misses
when it is far or shared, where a noun phrase begins and ends, and which paragraphs are one quotation. Each statement
comes once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.language.along import Along
from onrecord.language.drafts.carriers import without_carrier
from onrecord.language.drafts.cues import load_cues
from onrecord.language.drafts.draft import Draft
from onrecord.language.drafts.frames import noun_phrase, subject_of
from onrecord.language.drafts.indirect import is_left_unsaid
from onrecord.language.places import text_of, token_range
from onrecord.language.quotes import Quote
from onrecord.language.tagger import Proposal
from onrecord.model import Span

_SURE = frozenset({"signed", "block", "turn", "headline", "noun", "quoted_as", "according_to", "sourceless"})
"""Frames that go before the tagger. All others in their place lose: "quotation" first costs 0.4 of statement F1 on
PolNeAR's dev articles, "parenthetical" 0.2."""
_IN_PIECES = frozenset({"quotation", "parenthetical"})
"""Frames whose content comes in pieces, of which the tagger may see one: '"The dam," she said, "holds"'."""
_STRAY = frozenset({")", "(", ",", ".", "•", "-", "–", "—", "|", ":"})
"""Marks that open no source."""
_UNSURE = 0.65
"""Score under which the bounds of a content are the parser's, if it sees the statement too."""
_ALONE = 0.7
_ALONE_WITHOUT_CLAUSE = 0.8
"""Scores that a statement needs which the parser does not see; the second where its content is no clause and no
quotation ("passed a law", "showed footage" are mostly acts). On PolNeAR's dev articles the two give up 1.4 of F1 for 4
of precision; on news of other kinds, read by hand, half of what they leave out was wrong."""
_OPEN_ENDS = frozenset({"DET", "ADP", "CCONJ", "SCONJ", "AUX"})
"""Parts of speech in which no content ends."""
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
"""Parts of speech of which a source holds one at least ("the first", "some", "the wounded")."""


def merge(
    doc: Doc,
    grammar: Sequence[Draft],
    proposals: Sequence[Proposal],
    paragraphs: Along[Span],
    quotes: Along[Quote],
) -> list[Draft]:
    """Return the tagger's statements, each with its source, and those of the grammar that it does not see.

    Args:
        doc: the parsed text.
        grammar: the drafts that marks and the parse give.
        proposals: the tagger's.
        paragraphs: the text's paragraphs.
        quotes: its quotations.
    """
    by_cue = {i: draft for draft in grammar for i in draft.cue}
    phrases = Along([(phrase.start, phrase.end) for phrase in doc.noun_chunks], span=lambda span: span)
    tagged = [
        _draft(doc, proposal, by_cue, phrases, paragraphs)
        for proposal in proposals
        if any(i in by_cue for i in _cue(doc, proposal)) or _stands_alone(doc, proposal, quotes)
    ]
    tagged = [draft for draft in tagged if not _says_nothing(doc, draft) and not _tells_of_telling(doc, draft, grammar)]
    tagged = [_within_its_sentence(doc, draft, grammar) for draft in tagged]
    sure = [draft for draft in grammar if draft.frame in _SURE]
    first = [*sure, *_beside(doc, _with_all_pieces(tagged, grammar), sure)]
    return [*first, *_beside(doc, [draft for draft in grammar if draft.frame not in _SURE], first)]


def _stands_alone(doc: Doc, proposal: Proposal, quotes: Along[Quote]) -> bool:
    """Whether the tagger is believed where the parser sees no statement."""
    quoted = any(quotes.touching(*span) for span in proposal.content)
    words = [doc[i] for span in proposal.content for i in range(*token_range(doc, span))]
    clause = any(word.dep_ in ("nsubj", "nsubjpass", "expl") for word in words)
    if proposal.score < (_ALONE if quoted or clause else _ALONE_WITHOUT_CLAUSE):
        return False
    if proposal.source is None and not quoted:
        return False
    cue = [doc[i] for i in _cue(doc, proposal)]
    if not any(word.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PUNCT") for word in cue):
        return False
    verbs = [word for word in cue if word.pos_ == "VERB"]
    # "The council is accused of selling it": the subject of a passive says nothing.
    return not verbs or not any(child.dep_ in ("auxpass", "nsubjpass") for child in verbs[-1].children)


def _beside(doc: Doc, drafts: Sequence[Draft], taken: Sequence[Draft]) -> list[Draft]:
    """Return those of some drafts that share no word of content or cue with others."""
    spans = Along([span for draft in taken for span in _around(doc, draft)], span=lambda span: span)
    return [draft for draft in drafts if not any(spans.touching(*span) for span in _around(doc, draft))]


def _around(doc: Doc, draft: Draft) -> list[Span]:
    return [*draft.content, *((doc[i].idx, doc[i].idx + len(doc[i])) for i in draft.cue)]


def _says_nothing(doc: Doc, draft: Draft) -> bool:
    """Whether nobody says anything: "did not say when", "do you think that it holds?"."""
    if draft.source is not None and doc[draft.source[0] : draft.source[1]].text.lower() == "you":
        return True
    return is_left_unsaid(doc, draft.cue, token_range(doc, draft.content[0])[0])


def _tells_of_telling(doc: Doc, draft: Draft, grammar: Sequence[Draft]) -> bool:
    """Whether "according to" only tells who tells of a statement: "according to an aide, Tesk said it holds"."""
    if doc[draft.cue[0]].lower_ != "according":
        return False
    return any(
        a <= doc[other.head].idx < b
        for other in grammar
        if other.source is not None and other.frame != "according_to"
        for a, b in draft.content
    )


def _within_its_sentence(doc: Doc, draft: Draft, grammar: Sequence[Draft]) -> Draft:
    """Cut content at a sentence that another cue closes: "..., Tesk said. It leaks, she added."."""
    own = doc[draft.head].sent.start
    others = [doc[other.head].sent for other in grammar if other.source is not None and other.frame == "parenthetical"]
    starts = [sentence.start_char for sentence in others if sentence.start != own]
    content = [
        (a, min([b, *(len(text_of(doc)[:start].rstrip()) for start in starts if a < start < b)]))
        for a, b in draft.content
    ]
    return replace(draft, content=tuple(content))


def _with_all_pieces(tagged: Sequence[Draft], grammar: Sequence[Draft]) -> list[Draft]:
    """Give to statements the further pieces of content that marks, paragraphs and commas join to theirs."""
    taken = Along([span for draft in tagged for span in draft.content], span=lambda span: span)
    quotations = {draft.head: draft for draft in grammar if draft.frame in _IN_PIECES}
    result = []
    for draft in tagged:
        whole = quotations.get(draft.head)
        more = [span for span in whole.content if not taken.touching(*span)] if whole is not None else []
        result.append(replace(draft, content=tuple(sorted([*draft.content, *more]))))
    return result


def _draft(
    doc: Doc, proposal: Proposal, by_cue: dict[int, Draft], phrases: Along[Span], paragraphs: Along[Span]
) -> Draft:
    cue = _cue(doc, proposal)
    verbs = [i for i in cue if doc[i].pos_ == "VERB"]
    same = next((by_cue[i] for i in cue if i in by_cue), None)
    head = same.head if same is not None and same.head in cue else (verbs[-1] if verbs else cue[0])
    barred = {i for span in (*proposal.content, *proposal.cue) for i in range(*token_range(doc, span))}
    source = _phrase(doc, proposal, phrases, barred)
    if source is None:
        source = same.source if same is not None else _subject(doc, head)
    content = tuple(part for span in proposal.content for part in _by_paragraph(doc, span, paragraphs))
    if same is not None and (proposal.score < _UNSURE or _breaks_off(doc, content[-1])):
        content = same.content
    return Draft(
        content=content,
        cue=cue,
        source=source,
        head=head,
        frame=same.frame if same is not None else "tagged",
    )


def _breaks_off(doc: Doc, span: Span) -> bool:
    """Whether a piece of content ends in the middle of a phrase: "that it lay close to the"."""
    last = doc[token_range(doc, span)[1] - 1]
    return last.pos_ in _OPEN_ENDS or last.tag_ in ("WDT", "WP", "WRB") or last.text in ("-", "–", "—")


def _cue(doc: Doc, proposal: Proposal) -> tuple[int, ...]:
    """The cue's tokens without what says when and where: "said:", "said Monday", "said at the hearing"."""
    tokens = sorted({i for span in proposal.cue for i in range(*token_range(doc, span))})
    words = [i for i in tokens if not doc[i].is_punct and doc[i].ent_type_ not in ("DATE", "TIME")] or tokens
    speaking = next((i for i in words if doc[i].pos_ == "VERB" and load_cues().speaks(doc[i].lemma_.lower())), None)
    if speaking is not None:
        occasion = next((i for i in words if i > speaking and doc[i].dep_ == "prep" and _opens_phrase(doc[i])), None)
        words = [i for i in words if occasion is None or i < occasion]
    return tuple(words)


def _opens_phrase(preposition: Token) -> bool:
    """Whether a preposition says where or when: "said in Port Eske"; not "spoke of it", "complained about it"."""
    return preposition.lower_ in ("at", "in", "on", "during", "after", "before", "by")


def _by_paragraph(doc: Doc, span: Span, paragraphs: Along[Span]) -> list[Span]:
    """Cut a piece of content where a paragraph ends, and leave out the white space there."""
    text = text_of(doc)
    parts = [(max(span[0], start), min(span[1], end)) for start, end in paragraphs.touching(*span)]
    trimmed = [
        (start + len(text[start:end]) - len(text[start:end].lstrip()), start + len(text[start:end].rstrip()))
        for start, end in parts
    ]
    return [(start, end) for start, end in trimmed if any(c.isalnum() for c in text[start:end])] or [span]


def _phrase(doc: Doc, proposal: Proposal, phrases: Along[Span], barred: set[int]) -> tuple[int, int] | None:
    """The source that the tagger sees, widened to the noun phrases that it cuts; None if it names nobody."""
    if proposal.source is None:
        return None
    start, end = token_range(doc, proposal.source)
    broken = [i for i in range(start, end) if "\n" in doc[i].text_with_ws]
    start = broken[-1] + 1 if broken and broken[-1] + 1 < end else start
    for phrase in phrases.touching(start, end):
        if not barred.intersection(range(*phrase)) and (not broken or phrase[0] > broken[-1]):
            start, end = min(start, phrase[0]), max(end, phrase[1])
    start, end = without_carrier(doc, (start, end)) or (start, end)
    end = next((i for i in range(start + 1, end) if _is_clause(doc[i]) or _is_meanwhile(doc, i)), end)
    while start < end and (doc[start].is_space or doc[start].text in _STRAY):
        start += 1
    while end > start and (doc[end - 1].text == "," or doc[end - 1].pos_ == "ADP"):
        end -= 1
    return (start, end) if any(doc[i].pos_ in _NAMING for i in range(start, end)) else None


def _is_clause(token: Token) -> bool:
    """Whether a token is the verb of a sentence: "the minister | spoke in Port Eske to ..."."""
    return token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ == "ROOT"


def _is_meanwhile(doc: Doc, place: int) -> bool:
    """Whether at a comma begins what the source did meanwhile: "Tesk|, speaking at the gate"."""
    return doc[place].text == "," and place + 1 < len(doc) and doc[place + 1].tag_ == "VBG"


def _subject(doc: Doc, head: int) -> tuple[int, int] | None:
    if doc[head].pos_ not in ("VERB", "AUX"):
        return None
    subject = subject_of(doc[head])
    return noun_phrase(subject, doc[head]) if subject is not None else None
