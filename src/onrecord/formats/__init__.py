"""Record → what other tools read.

In comes an open record; out goes the object that `docs/reference/record.schema.json` describes (`json`). A format is a
module; it reads a record through `Record.story` alone.
"""

from __future__ import annotations
