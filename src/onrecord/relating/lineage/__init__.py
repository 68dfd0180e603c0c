"""Lineage: which passages one report took from another, or both from the same wire.

In: reports. Out: `Copy` values with their passages. `wording` makes comparable words of a text, quotations told
apart; `find` meets reports that share runs of words, `alignment` lays the passages side by side, `direction` says
who had them first, and how that is known.
"""

from __future__ import annotations

from onrecord.relating.lineage.find import MIN_COPIED, find_copies

__all__ = ["MIN_COPIED", "find_copies"]
