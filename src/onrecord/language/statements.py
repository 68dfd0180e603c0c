"""From drafts to statements: who said it, in whose words, with which flags, times, numbers and names inside.

What no draft covers the outlet says in its own voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc

from onrecord.dates import bounds
from onrecord.language.along import Along
from onrecord.language.drafts import find_drafts
from onrecord.language.drafts.blocks import puts_nothing
from onrecord.language.drafts.carriers import carriers
from onrecord.language.drafts.contents import behind_addressee, questions_of_turns
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
from onrecord.language.spoken import Act, Said, carry_days, cue_of, quoted_times, said_beside
from onrecord.model import Span, Statement, StatementKind, Time

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


def find_statements(found: Findings, resolver: Resolver) -> tuple[tuple[Statement, ...], tuple[Time, ...]]:
    """Return the statements of a text, attributed and own, in text order of their content; and the text's times.

    Sources are resolved by `resolver`.

    The times are those of `found`, but for expressions between quotation marks that are read from another day than that
    of publication: the day on which the words were said.
    """
    cues = load_cues()
    drafts = find_drafts(found, cues)
    drafts = [draft for draft in drafts if not any(found.furniture.touching(*span) for span in draft.content)]
    drafts = [behind_addressee(found.doc, draft) for draft in drafts]
    drafts.sort(key=lambda draft: (_place(found.doc, draft), draft.content))
    asked = questions_of_turns(found.doc, drafts)
    told = [_Told(_statement(found, draft, resolver), draft) for draft in drafts]
    told, found = _dated(found, [_with_inner(found, one, resolver, cues) for one in told])
    statements = [_finished(found, one, cues) for one in told]
    own = _own(found, statements)
    # Left out only here: a turn that puts nothing, or asks, is still no sentence of the outlet's.
    put = [
        statement
        for place, (statement, one) in enumerate(zip(statements, told, strict=True))
        if place not in asked and not _is_empty_turn(found.doc, one.draft)
    ]
    return tuple(sorted([*put, *own], key=lambda s: (s.content, s.kind))), tuple(found.times)


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement with the draft that it is made from, and those that it passes on."""

    statement: Statement
    draft: Draft
    inner: tuple[_Told, ...] = ()


def _is_empty_turn(doc: Doc, draft: Draft) -> bool:
    return draft.frame == "turn" and all(puts_nothing(doc, span) for span in draft.content)


def _place(doc: Doc, draft: Draft) -> int:
    return doc[draft.source[0]].idx if draft.source is not None else draft.content[0][0]


def _statement(found: Findings, draft: Draft, resolver: Resolver) -> Statement:
    """The statement of a draft, without its day and what depends on it: flags, and the times in its content."""
    doc = found.doc
    tokens = [i for span in draft.content for i in range(*token_range(doc, span))]
    content = tuple(sorted(draft.content))
    source = (span_of(doc, *draft.source),) if draft.source is not None else ()
    cue = _runs(doc, draft.cue)
    parts = (*content, *cue, *source)
    sentence = sentences_touched(doc, (min(s for s, _ in parts), max(e for _, e in parts)))
    resolution = resolver.resolve(draft.source)
    return Statement(
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
        cue_lemma=_cue_lemma(doc, draft),
    )


def _dated(found: Findings, told: Sequence[_Told]) -> tuple[list[_Told], Findings]:
    """Put to each statement the day on which it was said, and read the times that depend on it anew.

    What a statement passes on was said on a day of its own.
    """
    acts = []
    for one in told:
        cue = cue_of(found.doc, one.draft, one.statement.content)
        said = said_beside(found, cue, one.statement.sentence) if cue is not None else None
        acts.append(Act(one.statement, cue, said))
    days = carry_days(found, acts)
    dated = [_on(found, one, said) for one, said in zip(told, days, strict=True)]
    meant = {said.time.span: said.time for said in days if said is not None and said.time is not None}
    quoted = [time for one in dated for time in quoted_times(found, one.statement, one.statement.said_on)]
    meant |= {time.span: time for time in quoted}
    if meant:
        times = (meant.get(time.span, time) for time in found.times)
        found = replace(found, times=Along(times, span=lambda time: time.span))
    return dated, found


def _on(found: Findings, told: _Told, said: Said | None) -> _Told:
    inner = []
    for one in told.inner:
        cue = cue_of(found.doc, one.draft, one.statement.content)
        inner.append(_on(found, one, said_beside(found, cue, one.statement.sentence) if cue is not None else None))
    statement = told.statement
    if said is not None:
        statement = replace(statement, said_on=said.edtf, said_on_because=said.because)
    return _Told(statement, told.draft, tuple(inner))


def _finished(found: Findings, told: _Told, cues: Cues) -> Statement:
    """Put to a statement its flags and what stands inside its content."""
    statement, draft = told.statement, told.draft
    tokens = [i for span in draft.content for i in range(*token_range(found.doc, span))]
    ahead = _ahead(found, statement.content, statement.said_on)
    flags = flags_of(found.doc, draft.head, draft.cue, tokens, quotes=found.quotes, ahead=ahead, cues=cues)
    statement = replace(
        statement,
        negated=flags.negated,
        hedged=flags.hedged,
        future=flags.future,
        markers=flags.markers,
        inner=tuple(_finished(found, one, cues) for one in told.inner),
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


def _ahead(found: Findings, content: Sequence[Span], said_on: str | None = None) -> tuple[Span, ...]:
    """The times in a content that name a day behind that of saying, or of publication where that is not known."""
    spoken = said_on or found.published
    day = bounds(spoken)[1] if spoken is not None else None
    if day is None:
        return ()
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


def _with_inner(found: Findings, told: _Told, resolver: Resolver, cues: Cues) -> _Told:
    """Put to a statement those that it passes on. They are resolved last, so that no "he" is taken for their source."""
    statement, inner = told.statement, []
    for nested in find_nested(found.doc, replace(told.draft, content=statement.content), found.quotes, cues):
        one = _statement(found, nested, resolver)
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
        inner.append(_with_inner(found, _Told(one, nested), resolver, cues))
    return _Told(statement, told.draft, tuple(inner))


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _same_name(text: str, one: Span, other: Span) -> bool:
    return text[slice(*one)].split()[-1] == text[slice(*other)].split()[-1]
