"""Record → what other tools read.

In comes an open record; out go files. `registry` lists the formats and says what one is; each is a module with a
`FORMAT`, and reads the record through `registry.HoldsRecord` alone. `objects` makes the JSON object's parts.
"""

from __future__ import annotations
