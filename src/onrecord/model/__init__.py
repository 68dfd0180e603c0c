"""The nouns of a record, as frozen, typed values. This package imports nothing else of ours.

Three values follow one another: a `Report` is one article as one outlet published it; an `Analysis` is what
was found in the text of one report; a `Story` is what the analyses of all reports say together, and is
what a record holds and an export writes. The modules follow one another likewise, each named for the room that gives
its values: `reading`, `language`, `relating`, then `decisions` (what people say of these) and `story` (all of it).
All names are names of `onrecord.model`, where everything else takes them from.

Spans are `(start, end)` in Unicode code points of the report's frozen text (W3C `TextPositionSelector`). Dates are
EDTF (ISO 8601-2): `2024-12-06`, `2024-12`, `2025-41` (the second half of 2025), `2025-01-26/2025-02`, `../2025-12-31`.
Every tuple is in a fixed order, so that equal inputs give equal values whatever order they came in.
"""

from __future__ import annotations

from onrecord.model.decisions import (
    Anchor,
    AnchorKind,
    Decision,
    DecisionState,
    Doubt,
    DoubtKind,
    Standing,
)
from onrecord.model.language import (
    BESIDE,
    PASSED_ON,
    Analysis,
    Citation,
    Clause,
    EntityKind,
    Flag,
    Happening,
    Label,
    Marker,
    MentionKind,
    Name,
    Quantity,
    Reference,
    Relay,
    Setting,
    Statement,
    StatementKind,
    Tense,
    Time,
    TimeType,
    Where,
)
from onrecord.model.reading import (
    Confidence,
    Duplicate,
    Furniture,
    Link,
    Rejected,
    Report,
    Span,
    make_id,
)
from onrecord.model.relating import (
    NAMING,
    Claim,
    Conflict,
    ConflictKind,
    Copy,
    Coverage,
    Entity,
    Evidence,
    Mention,
    Passage,
    Path,
    PathKind,
    Promise,
    PromiseStatus,
    Slot,
    TimelineEntry,
    Topic,
    TopicKind,
    Window,
)
from onrecord.model.story import (
    Story,
)

__all__ = [
    "BESIDE",
    "NAMING",
    "PASSED_ON",
    "Analysis",
    "Anchor",
    "AnchorKind",
    "Citation",
    "Claim",
    "Clause",
    "Confidence",
    "Conflict",
    "ConflictKind",
    "Copy",
    "Coverage",
    "Decision",
    "DecisionState",
    "Doubt",
    "DoubtKind",
    "Duplicate",
    "Entity",
    "EntityKind",
    "Evidence",
    "Flag",
    "Furniture",
    "Happening",
    "Label",
    "Link",
    "Marker",
    "Mention",
    "MentionKind",
    "Name",
    "Passage",
    "Path",
    "PathKind",
    "Promise",
    "PromiseStatus",
    "Quantity",
    "Reference",
    "Rejected",
    "Relay",
    "Report",
    "Setting",
    "Slot",
    "Span",
    "Standing",
    "Statement",
    "StatementKind",
    "Story",
    "Tense",
    "Time",
    "TimeType",
    "TimelineEntry",
    "Topic",
    "TopicKind",
    "Where",
    "Window",
    "make_id",
]
