"""What has changed between two states of one story: a value, from two stories and nothing else.

In come two stories of one record, the earlier first; out goes `Changes`: new reports and claims, claims that gained or
lost backing, revised values, new contradictions, promises made, moved and settled, new days, and who is named for the
first time. `weightiest` picks the few that a reader should hear of first.

Modules, in reading order: `values` are what comes out; `find` strings together; `descent` says what of the later story
is what of the earlier; `claims`, `disputes` and `promises` each find the changes of one kind; `weight` ranks them.
"""

from __future__ import annotations

from onrecord.record.changes.find import changes
from onrecord.record.changes.values import (
    Change,
    Changes,
    ClaimChange,
    DayChange,
    Dispute,
    Gone,
    Named,
    PromiseChange,
    Step,
    Voice,
)
from onrecord.record.changes.weight import weightiest

__all__ = [
    "Change",
    "Changes",
    "ClaimChange",
    "DayChange",
    "Dispute",
    "Gone",
    "Named",
    "PromiseChange",
    "Step",
    "Voice",
    "changes",
    "weightiest",
]
