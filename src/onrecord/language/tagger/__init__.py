"""A small network that says of each word whether it belongs to a statement: to whose cue, and as what.

`windows` lays a text before it, `tags` runs it, `decode` reads statements off what it says. Its weights
(`statements.onnx`) and vocabulary (`vocabulary.txt`) lie beside the code; `docs/model-card.md` says what they were
learnt from, how well they do, and where they fail.
"""

from __future__ import annotations

from onrecord.language.tagger.decode import Proposal, propose
from onrecord.language.tagger.tags import Tagger, Tags

__all__ = ["Proposal", "Tagger", "Tags", "propose"]
