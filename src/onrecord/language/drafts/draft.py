"""A statement in the making: tokens for cue and source, code points for content."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.model import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """What the modules beside this one propose, before flags, names and times are put to it."""

    content: tuple[Span, ...]
    cue: tuple[int, ...]
    """Token indices, ascending; empty where a mark such as a colon is the cue and `cue_span` holds it."""
    source: tuple[int, int] | None
    """Token range, None where the text names nobody."""
    head: int
    """The token that stands for the cue, -1 for none."""
    frame: str

    def joined(self, span: Span) -> Draft:
        """Return the same statement with one more piece of content."""
        return replace(self, content=(*self.content, span))
