"""Whom a source stands for: "he", "the minister", "who" or "Tesk" resolved to a name in the same report, or left open.

In goes a parsed report with its names and quotations, and then its sources in text order; out comes, for each, the
span of a name and the evidence, or no name and the reason. The method is that of sieves (Lee et al. 2013,
"Deterministic Coreference Resolution Based on Entity-Centric, Precision-Ranked Rules"): the surest rule first, and no
guess where two names fit. Wrong is worse than silent. `people` puts the mentions of one person together, `roles` reads
which noun belongs to whom, `pronouns` and `relatives` follow "he" and "who".
"""

from onrecord.language.references.find import find_references
from onrecord.language.references.resolver import Resolution, Resolver

__all__ = ["Resolution", "Resolver", "find_references"]
