"""Statements of an invented story, whose spans are found by their words, so that each is right by construction."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.model import Marker, Relay, Report, Span, Statement, StatementKind


@dataclass
class Builder:
    """Finds the spans of words and gathers what was said."""

    reports: dict[str, Report] = field(default_factory=dict)
    said: list[Statement] = field(default_factory=list)

    def span(self, report: str, words: str, nth: int = 0) -> Span:
        """Return where the words stand in a report; they must stand there."""
        found = [
            one.span() for one in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", self.reports[report].text)
        ]
        assert found, (report, words)
        return found[nth]

    def sentence(self, report: str, span: Span) -> Span:
        """Return the line's sentence round a span."""
        text = self.reports[report].text
        starts = [0, *(one.end() for one in re.finditer(r"[.?!][”]?\s+(?=[“A-Z])|\n+", text))]
        ends = [*(start for start in starts[1:]), len(text)]
        start = max(one for one in starts if one <= span[0])
        end = min(one for one in ends if one >= span[1])
        return start, start + len(text[start:end].rstrip())

    def say(
        self,
        id_: str,
        report: str,
        content: str | tuple[str, ...],
        source: str = "",
        speaker: str | None = None,
        kind: StatementKind = "indirect",
        relay: str = "",
        said_on: str | None = None,
        *,
        nth: int = 0,
        source_nth: int = 0,
        negated: bool = False,
        future: bool = False,
        shows: str = "",
    ) -> None:
        """Add a statement."""
        pieces = (content,) if isinstance(content, str) else tuple(content)
        spans = tuple(self.span(report, piece, nth) for piece in pieces)
        sources = (self.span(report, source, source_nth),) if source else ()
        whole = (min(one[0] for one in spans + sources), max(one[1] for one in spans + sources))
        relays: tuple[Relay, ...] = ()
        if relay:
            relays = (Relay(name=relay, span=self.span(report, relay), basis="named with the statement"),)
        self.said.append(
            Statement(
                id=id_,
                report=report,
                kind=kind,
                source=sources,
                content=spans,
                text=" [...] ".join(self.reports[report].slice(one) for one in spans),
                sentence=self.sentence(report, whole),
                speaker=speaker,
                relays=relays,
                said_on=said_on,
                negated=negated,
                future=future,
                markers=(Marker(flag="negated", span=self.span(report, shows)),) if shows else (),
                because="the source is the name" if speaker else "",
            )
        )
