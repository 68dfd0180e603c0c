"""Entities: the people, bodies, places, groups and things that the reports of a story name, each once.

In: the names and references of every report. Out: `Entity` values, with every form and mention, and why forms that
differ are one. `parted` and `passed_over` mend the names that taggers glued together, cut short or missed; `forms`
gathers and cleans them (`glue` takes off what an extractor stuck to them), `types` votes on what each is, `merge` joins
spellings, `persons` parts of a person's name, `bare` surnames that stand alone, `countries` their adjectives and
capitals; `find` runs them. Then `spoken` adds the places without a name: roles (by `callings`), "the country" (`lands`)
and `groups`.
"""

from __future__ import annotations

from onrecord.relating.entities.find import find_entities
from onrecord.relating.entities.index import EntityIndex

__all__ = ["EntityIndex", "find_entities"]
