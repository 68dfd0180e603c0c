"""From drafts to statements: who said it, in whose words, with which flags, times, numbers and names inside.

`find_statements` is the order of the search: quotations first, for their marks are the surest evidence; then
headlines; then what the parse shows; then what is left over, which the outlet says in its own voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from spacy.tokens import Doc, Token

from onrecord.dates import bounds
from onrecord.language.along import Along
from onrecord.language.cues import Cues, load_cues
from onrecord.language.draft import Draft, token_range
from onrecord.language.flags import flags_of, main_verb
from onrecord.language.headlines import find_in_headline
from onrecord.language.indirect import find_indirect, sentences_touched
from onrecord.language.names import word_lists
from onrecord.language.quotations import find_quotations, join_followers
from onrecord.language.quotes import Quote
from onrecord.language.references import Resolver
from onrecord.model import Citation, Name, Quantity, Relay, Span, Statement, StatementKind, Time

_CARRYING = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM", "ADV"})
_EMPTY = frozenset(
    {
        "be",
        "have",
        "do",
        "say",
        "also",
        "there",
        "then",
        "so",
        "very",
        "now",
        "here",
        "just",
        "when",
        "where",
        "how",
        "why",
    }
)
_BULLETS = " \t\n\r\u00a0•*▪●–—-"
_OWN_WORDS = 5
"""Words. A shorter sentence in the outlet's own voice is a heading or a caption, not an assertion."""
_SPEAKING = frozenset({"address", "appear", "ask", "interview", "speak", "talk", "testify", "write"})
_RELAYING = frozenset({"told", "quoted by", "citing", "reported by"})


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of a text before its statements are sought."""

    text: str
    doc: Doc
    published: str | None
    paragraphs: Along[Span]
    furniture: Along[Span]
    headline: Span | None
    quotes: Along[Quote]
    names: Along[Name]
    times: Along[Time]
    quantities: Along[Quantity]
    citations: Along[Citation]


def find_statements(found: Findings) -> tuple[Statement, ...]:
    """Return the statements of a text, attributed and own, in text order of their content."""
    cues = load_cues()
    drafts = find_quotations(found.doc, found.quotes, found.paragraphs, cues)
    if found.headline is not None and not any(_overlap(d, found.headline) for d in drafts):
        lists = word_lists()
        headline = find_in_headline(found.doc, found.headline, found.names, cues, lists["roles"] | lists["speakers"])
        drafts += [headline] if headline is not None else []
    drafts += find_indirect(found.doc, found.quotes, drafts, cues)
    drafts = join_followers(found.doc, found.quotes, found.paragraphs, drafts)
    drafts = [draft for draft in drafts if not any(found.furniture.touching(*span) for span in draft.content)]
    drafts.sort(key=lambda draft: (_place(found.doc, draft), draft.content))
    resolver = Resolver(found.doc, found.names, found.quotes)
    statements = [_statement(found, draft, resolver, cues) for draft in drafts]
    statements += _own(found, statements)
    return tuple(sorted(statements, key=lambda s: (s.content, s.kind)))


def _overlap(draft: Draft, span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in draft.content)


def _place(doc: Doc, draft: Draft) -> int:
    return doc[draft.source[0]].idx if draft.source is not None else draft.content[0][0]


def _statement(found: Findings, draft: Draft, resolver: Resolver, cues: Cues) -> Statement:
    doc = found.doc
    tokens = [i for span in draft.content for i in range(*token_range(doc, span))]
    content = tuple(sorted(draft.content))
    source = (_span(doc, *draft.source),) if draft.source is not None else ()
    cue = _runs(doc, draft.cue)
    parts = (*content, *cue, *source)
    sentence = sentences_touched(doc, (min(s for s, _ in parts), max(e for _, e in parts)))
    flags = flags_of(doc, draft.head, draft.cue, tokens, cues)
    resolution = resolver.resolve(draft.source)
    statement = Statement(
        kind=_kind(doc, tokens, found.quotes),
        source=source,
        cue=cue,
        content=content,
        text=_words(found.text, content),
        sentence=sentence,
        name=resolution.name,
        because=resolution.because,
        relays=_relays(found, sentence, content, source),
        said_on=_said_on(found, draft, sentence, content),
        negated=flags.negated,
        hedged=flags.hedged,
        future=flags.future or _to_come(found, content),
        cue_lemma=_cue_lemma(doc, draft),
    )
    return _with_contents(found, statement, tokens)


def _own(found: Findings, attributed: Sequence[Statement]) -> list[Statement]:
    """The sentences that the outlet says in its own voice: no furniture, no headline, no question, nobody's words."""
    taken = Along(
        [(s.sentence[0], s.sentence[1]) for s in attributed]
        + list(found.furniture)
        + [
            citation.span
            for citation in found.citations
            if citation.how in ("credit", "quoted by") and citation.speaker
        ]
        + [quote.span for quote in found.quotes if quote.span[1] - quote.span[0] > 60]
        + ([found.headline] if found.headline is not None else []),
        span=lambda span: span,
    )
    own = []
    for span in sentence_spans(found.doc):
        if taken.touching(*span):
            continue
        start, end = token_range(found.doc, span)
        words = found.doc[start:end]
        if sum(1 for t in words if t.is_alpha) < _OWN_WORDS or words.text.rstrip()[-1:] in "?:":
            continue
        if not any(t.pos_ in ("VERB", "AUX") for t in words):
            continue
        tokens = list(range(start, end))
        flags = flags_of(found.doc, -1, (), tokens, load_cues())
        statement = Statement(
            kind="own",
            content=(span,),
            text=found.text[slice(*span)],
            sentence=span,
            because="the outlet says so in its own voice",
            relays=_relays(found, span, (), ()),
            negated=flags.negated,
            hedged=flags.hedged,
            future=flags.future or _to_come(found, (span,)),
        )
        own.append(_with_contents(found, statement, tokens))
    return own


def sentence_spans(doc: Doc) -> list[Span]:
    """Return the spans of a text's sentences, white space at their ends left out."""
    spans = []
    for sentence in doc.sents:
        text = sentence.text
        start = sentence.start_char + len(text) - len(text.lstrip(_BULLETS))
        end = sentence.end_char - (len(text) - len(text.rstrip()))
        if end > start:
            spans.append((start, end))
    return spans


def _with_contents(found: Findings, statement: Statement, tokens: Sequence[int]) -> Statement:
    """Put to a statement what stands inside its content: times, quantities, names, terms and the main verb."""
    words = [found.doc[i] for i in tokens]
    main = main_verb(words)
    return replace(
        statement,
        times=tuple(t for span in statement.content for t in found.times.within(*span)),
        quantities=tuple(q for span in statement.content for q in found.quantities.within(*span)),
        names=tuple(n.span for span in statement.content for n in found.names.within(*span)),
        terms=tuple(
            w.lemma_.lower()
            for w in words
            if w.pos_ in _CARRYING and not (w.is_stop and w.pos_ != "VERB") and w.lemma_.lower() not in _EMPTY
        ),
        event=main.lemma_.lower() if main is not None else "",
    )


def _to_come(found: Findings, content: Sequence[Span]) -> bool:
    """Whether a content names a day or period to come, and its main verb does not tell what has happened already."""
    if found.published is None:
        return False
    words = [found.doc[i] for span in content for i in range(*token_range(found.doc, span))]
    main = main_verb(words)
    if main is not None and _is_past(main):
        return False
    day = date.fromisoformat(found.published[:10])
    for time in (time for span in content for time in found.times.starting(*span)):
        if time.type not in ("DATE", "TIME") or time.edtf is None:
            continue
        first, last = bounds(time.edtf)
        if (first is not None and first > day) or (first is None and last is not None and last > day):
            return True
    return False


def _is_past(verb: Token) -> bool:
    """Whether a verb tells what has happened: past or perfect, without a modal."""
    helpers = list(verb.children)
    perfect = any(child.lemma_ == "have" and child.dep_ == "aux" for child in helpers)
    return (verb.tag_ == "VBD" or perfect) and not any(child.tag_ == "MD" for child in helpers)


def _kind(doc: Doc, tokens: Sequence[int], quotes: Along[Quote]) -> StatementKind:
    words = [doc[i] for i in tokens if not doc[i].is_punct and not doc[i].is_space]
    quoted = [w for w in words if quotes.holds(w.idx)]
    if words and len(quoted) == len(words):
        return "direct"
    return "mixed" if quoted else "indirect"


def _span(doc: Doc, start: int, end: int) -> Span:
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def _runs(doc: Doc, tokens: Sequence[int]) -> tuple[Span, ...]:
    """Join neighbouring tokens into spans: "has said" is one cue, "has ... said" is two pieces."""
    if not tokens:
        return ()
    ordered = sorted(tokens)
    breaks = [0, *(n + 1 for n, (a, b) in enumerate(pairwise(ordered)) if b != a + 1), len(ordered)]
    return tuple(_span(doc, ordered[a], ordered[b - 1] + 1) for a, b in pairwise(breaks))


def _words(text: str, content: Sequence[Span]) -> str:
    return " [...] ".join(text[start:end] for start, end in content)


def _cue_lemma(doc: Doc, draft: Draft) -> str:
    if draft.frame == "according_to":
        return "according to"
    if draft.head < 0 or not doc[draft.head].is_alpha:
        return ""
    return doc[draft.head].lemma_.lower()


def _relays(found: Findings, sentence: Span, content: Sequence[Span], source: Sequence[Span]) -> tuple[Relay, ...]:
    """The outlets that the sentence names as the way by which the words came."""
    relays = []
    for citation in found.citations.within(*sentence):
        if citation.how not in _RELAYING:
            continue
        start, end = citation.span
        if any(a < end and start < b for a, b in (*content, *source)):
            continue
        relays.append(Relay(name=citation.outlet, span=citation.span, basis="named with the statement"))
    return tuple(relays)


def _said_on(found: Findings, draft: Draft, sentence: Span, content: Sequence[Span]) -> str | None:
    """The day that the cue is put to ("said on Friday", "Speaking on Friday, she said"), if it is one day."""
    days = {
        time.edtf
        for time in found.times.starting(*sentence)
        if time.type in ("DATE", "TIME")
        and time.edtf is not None
        and len(time.edtf) == len("2024-12-06")
        and not any(a <= time.span[0] < b for a, b in content)
        and _belongs_to_cue(found.doc, draft, time.span)
    }
    return days.pop() if len(days) == 1 else None


def _belongs_to_cue(doc: Doc, draft: Draft, span: Span) -> bool:
    """Whether the verb that a time hangs on is the cue, or one that goes with it."""
    if draft.head < 0:
        return False
    cue = doc[draft.head]
    start, end = token_range(doc, span)
    verb = next((t for t in doc[start:end].root.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return False
    leads = cue.dep_ in ("advcl", "conj", "xcomp") and verb.i == cue.head.i
    speaking = verb.dep_ == "advcl" and verb.head.i == cue.i and verb.lemma_ in _SPEAKING
    return verb.i == cue.i or leads or speaking
