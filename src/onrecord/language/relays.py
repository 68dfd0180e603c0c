"""Who carried the words between a speaker and the outlet, as the sentence tells: "told Norra News".

What a whole report says of its sources (a credit line, "told Norra News" three sentences before) is `relating`'s.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.language.findings import Findings
from onrecord.language.places import span_of
from onrecord.model import PASSED_ON, Relay, Span, Statement

_RELAYING = frozenset({"told", "quoted by", "citing", "reported by"})


def relays_of(
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
    carried = [span_of(found.doc, *tokens) for tokens in carrying]
    named += [
        Relay(name=" ".join(found.text[slice(*span)].split()), span=span, basis=PASSED_ON)
        for span in carried
        if not _touches(span, [one.span for one in cited])
    ]
    return tuple(named)


def passed_on(found: Findings, outer: Statement) -> Relay:
    """The source of a statement as the relay of what it passes on: by its outlet, its name, or the report's words."""
    span = (outer.source[0][0], outer.source[-1][1])
    cited = found.citations.within(*span)
    name = cited[0].outlet if cited else found.text[slice(*(outer.name or span))]
    return Relay(name=" ".join(name.split()), span=span, basis=PASSED_ON)


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
