"""Entities: the people, bodies, places, groups and things that the reports of a story name, each once.

In: the names of every report. Out: `Entity` values, with every form and mention, and why forms that differ are one.
`forms` gathers and cleans the names (`glue` takes off what an extractor stuck to them), `types` votes on what each is,
`merge` joins spellings, `persons` parts of a person's name, `bare` surnames that stand alone; `find` runs them.
"""

from __future__ import annotations

from onrecord.relating.entities.find import find_entities
from onrecord.relating.entities.index import EntityIndex

__all__ = ["EntityIndex", "find_entities"]
