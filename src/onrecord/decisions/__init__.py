"""What people decided, apart from any record: what a decision points at, which of them hold, and which contradict.

In: decisions, and the reports and statements of a story. Out: where each decision's anchors stand in that story, the
decisions that nobody took back, and the contradictions among them. All of it are pure functions of values; the record
keeps decisions, `relating` works them in, and the program asks people.
"""

from __future__ import annotations

from onrecord.decisions.anchors import Places, anchor_at, anchor_of_outlet, anchor_of_report
from onrecord.decisions.contradictions import Contradiction, Placed, contradictions, placed
from onrecord.decisions.log import WHATS, decided_by, decision_of, in_force, standing, told
from onrecord.decisions.merge import Clash, Merged, Verdict, merge, take_back

__all__ = [
    "WHATS",
    "Clash",
    "Contradiction",
    "Merged",
    "Placed",
    "Places",
    "Verdict",
    "anchor_at",
    "anchor_of_outlet",
    "anchor_of_report",
    "contradictions",
    "decided_by",
    "decision_of",
    "in_force",
    "merge",
    "placed",
    "standing",
    "take_back",
    "told",
]
