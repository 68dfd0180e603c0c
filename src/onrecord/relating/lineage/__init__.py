"""Lineage: which passages one report took from another, or both from the same wire.

In: reports. Out: `Copy` values with their passages. `wording` makes comparable words of a text, quotations told
apart; `candidates` meets reports that share runs of words, `alignment` lays the passages side by side, `parsimony`
leaves out what two reports share through a third, `direction` says who had the words first, and how that is known.
"""

from __future__ import annotations

from onrecord.relating.lineage.find import find_copies
from onrecord.relating.lineage.parsimony import MIN_COPIED

__all__ = ["MIN_COPIED", "find_copies"]
