"""Whether a statement is negated, hedged or about what is to come, and by which words.

`find` puts the three together; `hedges` and `futures` find theirs, `clauses` tells main clauses apart, the words
are in `flags.toml`.
"""

from __future__ import annotations

from onrecord.language.flags.find import flags_of

__all__ = ["flags_of"]
