"""From drafts to statements: who said it, in whose words, with which flags, times, numbers and names inside.

What no draft covers the outlet says in its own voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from spacy.tokens import Doc

from onrecord.dates import bounds
from onrecord.language.along import Along
from onrecord.language.drafts import find_drafts
from onrecord.language.drafts.carriers import carriers
from onrecord.language.drafts.cues import Cues, load_cues
from onrecord.language.drafts.draft import Draft
from onrecord.language.drafts.indirect import sentences_touched
from onrecord.language.drafts.nested import find_nested, marks_beside
from onrecord.language.findings import Findings
from onrecord.language.flags import flags_of
from onrecord.language.flags.clauses import main_verb
from onrecord.language.places import span_of, token_range
from onrecord.language.quotes import Quote
from onrecord.language.references import Resolver
from onrecord.language.relays import passed_on, relays_of
from onrecord.model import Span, Statement, StatementKind

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


def find_statements(found: Findings) -> tuple[Statement, ...]:
    """Return the statements of a text, attributed and own, in text order of their content."""
    cues = load_cues()
    drafts = find_drafts(found, cues)
    drafts = [draft for draft in drafts if not any(found.furniture.touching(*span) for span in draft.content)]
    drafts.sort(key=lambda draft: (_place(found.doc, draft), draft.content))
    resolver = Resolver(found.doc, found.names, found.quotes)
    statements = [_statement(found, draft, resolver, cues) for draft in drafts]
    statements = [_with_inner(found, *both, resolver, cues) for both in zip(statements, drafts, strict=True)]
    statements += _own(found, statements)
    return tuple(sorted(statements, key=lambda s: (s.content, s.kind)))


def _place(doc: Doc, draft: Draft) -> int:
    return doc[draft.source[0]].idx if draft.source is not None else draft.content[0][0]


def _statement(found: Findings, draft: Draft, resolver: Resolver, cues: Cues) -> Statement:
    doc = found.doc
    tokens = [i for span in draft.content for i in range(*token_range(doc, span))]
    content = tuple(sorted(draft.content))
    source = (span_of(doc, *draft.source),) if draft.source is not None else ()
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
        relays=tuple(
            relay
            for relay in relays_of(found, (sentence,), content, source, carriers(doc, draft))
            if resolution.name is None or not _same_name(found.text, resolution.name, relay.span)
        ),
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
            relays=relays_of(found, (span,), (), ()),
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
    day = bounds(found.published)[1] or date.max
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


def _runs(doc: Doc, tokens: Sequence[int]) -> tuple[Span, ...]:
    """Join neighbouring tokens into spans: "has said" is one cue, "has ... said" is two pieces."""
    if not tokens:
        return ()
    ordered = sorted(tokens)
    breaks = [0, *(n + 1 for n, (a, b) in enumerate(pairwise(ordered)) if b != a + 1), len(ordered)]
    return tuple(span_of(doc, ordered[a], ordered[b - 1] + 1) for a, b in pairwise(breaks))


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
            if any(_holds(piece, span_of(found.doc, *tokens)) for piece in statement.content)
        ]
        named = relays_of(found, statement.content, one.content, one.source, carrying)
        tokens = [i for span in one.content for i in range(*token_range(found.doc, span))]
        marks = marks_beside(found.text, found.quotes, statement.content, found.doc[nested.head].idx)
        one = replace(
            one,
            kind=_kind(found.doc, tokens, marks),
            relays=(*named, passed_on(found, statement), *statement.relays),
        )
        inner.append(_with_inner(found, one, nested, resolver, cues))
    return replace(statement, inner=tuple(inner))


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _same_name(text: str, one: Span, other: Span) -> bool:
    return text[slice(*one)].split()[-1] == text[slice(*other)].split()[-1]


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
