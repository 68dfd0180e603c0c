"""Claims: the statements that say the same, over reports and wordings.

In: statements with their speakers. Out: `Claim` values, each statement in exactly one. `candidates` finds the pairs
worth a look, `pairs` makes one scored decision on each with its reasons, `scores` the same for all pairs of a story at
once, `vetoes` says what two statements cannot both be part of, `find` joins what was decided to be the same and keeps
apart what was not, `ruled` is what people say of it, `doubts` what they should look at.
"""

from __future__ import annotations

from onrecord.relating.claims.find import claims_and_doubts, find_claims

__all__ = ["claims_and_doubts", "find_claims"]
