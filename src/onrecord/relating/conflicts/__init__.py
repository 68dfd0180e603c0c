"""Conflicts: two claims that cannot both be right, or a later one that revises an earlier.

In: claims and their statements. Out: `Conflict` values with both sides marked. `disagreements` finds the one thing that
parts two statements told alike, `tallies` sets the growing counts of a story against each other, `denials`, `measures`
and `plans` find what contradicts however it is told, `find` chooses.
"""

from __future__ import annotations

from onrecord.relating.conflicts.find import find_conflicts

__all__ = ["find_conflicts"]
