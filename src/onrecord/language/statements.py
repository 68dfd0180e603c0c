"""From drafts to statements: who said it, in whose words, with which flags, times, numbers and names inside.

`find_statements` is the order of the search: quotations first, for their marks are the surest evidence; then
headlines; then what the parse shows; then what the tagger sees beside it; then what is left over, which the outlet says
in its own voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from spacy.tokens import Doc

from onrecord.dates import bounds
from onrecord.language.along import Along
from onrecord.language.blocks import find_blocks
from onrecord.language.carriers import carriers, unfold
from onrecord.language.clauses import main_verb
from onrecord.language.cues import Cues, load_cues
from onrecord.language.draft import Draft, token_range
from onrecord.language.flags import flags_of
from onrecord.language.headlines import find_in_headline
from onrecord.language.indirect import find_indirect, sentences_touched
from onrecord.language.merging import merge
from onrecord.language.names import word_lists
from onrecord.language.nested import find_nested, marks_beside
from onrecord.language.quotations import find_quotations, join_followers
from onrecord.language.quotes import Quote
from onrecord.language.references import Resolver
from onrecord.language.tagger import Tags, propose
from onrecord.model import PASSED_ON, Citation, Name, Quantity, Relay, Span, Statement, StatementKind, Time

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
    tags: Tags


def find_statements(found: Findings) -> tuple[Statement, ...]:
    """Return the statements of a text, attributed and own, in text order of their content."""
    cues = load_cues()
    drafts = find_quotations(found.doc, found.quotes, found.paragraphs, cues)
    if found.headline is not None and not any(_overlap(d, found.headline) for d in drafts):
        lists = word_lists()
        headline = find_in_headline(found.doc, found.headline, found.names, cues, lists["roles"] | lists["speakers"])
        drafts += [headline] if headline is not None else []
    drafts += find_blocks(found.doc, found.quotes, found.paragraphs, drafts, cues)
    drafts += find_indirect(found.doc, found.quotes, drafts, cues)
    drafts = unfold(found.doc, join_followers(found.doc, found.quotes, found.paragraphs, drafts))
    drafts = merge(found.doc, drafts, propose(found.tags, found.quotes), found.paragraphs)
    drafts = [draft for draft in drafts if not any(found.furniture.touching(*span) for span in draft.content)]
    drafts.sort(key=lambda draft: (_place(found.doc, draft), draft.content))
    resolver = Resolver(found.doc, found.names, found.quotes)
    statements = [_statement(found, draft, resolver, cues) for draft in drafts]
    statements = [_with_inner(found, *both, resolver, cues) for both in zip(statements, drafts, strict=True)]
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
    ahead = _ahead(found, content)
    flags = flags_of(doc, draft.head, draft.cue, tokens, quotes=found.quotes, ahead=ahead, cues=cues)
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
        relays=_relays(found, (sentence,), content, source, carriers(doc, draft)),
        said_on=_said_on(found, draft, sentence, content),
        negated=flags.negated,
        hedged=flags.hedged,
        future=flags.future,
        markers=flags.markers,
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
        ahead = _ahead(found, (span,))
        flags = flags_of(found.doc, -1, (), tokens, quotes=found.quotes, ahead=ahead, cues=load_cues())
        statement = Statement(
            kind="own",
            content=(span,),
            text=found.text[slice(*span)],
            sentence=span,
            because="the outlet says so in its own voice",
            relays=_relays(found, (span,), (), ()),
            negated=flags.negated,
            hedged=flags.hedged,
            future=flags.future,
            markers=flags.markers,
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


def _ahead(found: Findings, content: Sequence[Span]) -> tuple[Span, ...]:
    """The times in a content that name a day or period behind the day of publication."""
    if found.published is None:
        return ()
    day = date.fromisoformat(found.published[:10])
    ahead = []
    for time in (time for span in content for time in found.times.within(*span)):
        if time.type not in ("DATE", "TIME") or time.edtf is None:
            continue
        first, last = bounds(time.edtf)
        if (first is not None and first > day) or (first is None and last is not None and last > day):
            ahead.append(time.span)
    return tuple(ahead)


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


def _with_inner(found: Findings, statement: Statement, draft: Draft, resolver: Resolver, cues: Cues) -> Statement:
    """Put to a statement those that it passes on. They are resolved last, so that no "he" is taken for their source."""
    inner = []
    for nested in find_nested(found.doc, replace(draft, content=statement.content), found.quotes, cues):
        one = _statement(found, nested, resolver, cues)
        if one.name is not None and statement.name is not None and _same_name(found.text, one.name, statement.name):
            continue  # the speaker, of what they said another time
        carrying = [
            tokens
            for tokens in carriers(found.doc, nested)
            if any(_holds(piece, _span(found.doc, *tokens)) for piece in statement.content)
        ]
        named = _relays(found, statement.content, one.content, one.source, carrying)
        tokens = [i for span in one.content for i in range(*token_range(found.doc, span))]
        marks = marks_beside(found.text, found.quotes, statement.content, found.doc[nested.head].idx)
        one = replace(
            one,
            kind=_kind(found.doc, tokens, marks),
            relays=(*named, _passed_on(found, statement), *statement.relays),
        )
        inner.append(_with_inner(found, one, nested, resolver, cues))
    return replace(statement, inner=tuple(inner))


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _same_name(text: str, one: Span, other: Span) -> bool:
    return text[slice(*one)].split()[-1] == text[slice(*other)].split()[-1]


def _passed_on(found: Findings, outer: Statement) -> Relay:
    """The source of a statement as the relay of what it passes on: by its outlet, its name, or the report's words."""
    span = (outer.source[0][0], outer.source[-1][1])
    cited = found.citations.within(*span)
    name = cited[0].outlet if cited else found.text[slice(*(outer.name or span))]
    return Relay(name=" ".join(name.split()), span=span, basis=PASSED_ON)


def _relays(
    found: Findings,
    places: Sequence[Span],
    content: Sequence[Span],
    source: Sequence[Span],
    carrying: Sequence[tuple[int, int]] = (),
) -> tuple[Relay, ...]:
    """The outlets that some places name as the way by which the words came, then others who carried them."""
    cited = [
        citation
        for place in places
        for citation in found.citations.within(*place)
        if citation.how in _RELAYING and not _touches(citation.span, (*content, *source))
    ]
    named = [Relay(name=one.outlet, span=one.span, basis="named with the statement") for one in cited]
    carried = [_span(found.doc, *tokens) for tokens in carrying]
    named += [
        Relay(name=" ".join(found.text[slice(*span)].split()), span=span, basis=PASSED_ON)
        for span in carried
        if not _touches(span, [one.span for one in cited])
    ]
    return tuple(named)


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


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
