"""Record → what other tools read.

In comes an open record; out go files. `registry` lists the formats and says what one is; each is a module with a
`FORMAT`, and reads the record through `registry.HoldsRecord` alone. `objects` makes the JSON object's parts,
`notes` the source notes of Markdown and .docx, `lineage` the graph of GraphML and GEXF; the rows of CSV and Parquet are
`record.tables`. `plain` takes out of a report's words what steers the program that shows them.
"""

from __future__ import annotations
