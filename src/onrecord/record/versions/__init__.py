"""Pages that were changed after they were published: their versions, and what was changed on them without a word.

In comes a story with its histories; out come rows with words in the place of ids. Modules, in reading order: `pages`
are the versions of a page with what was changed between them, `words` the changes inside one sentence, `claims` which
versions carry a claim and since when it is gone.
"""

from onrecord.record.versions.claims import CarriedRow, Fate, carried_by_versions, pages_of
from onrecord.record.versions.pages import EditRow, PageRow, RewriteRow, SaidRow, StatedRow, VersionRow, versions_of
from onrecord.record.versions.words import Piece, pieces

__all__ = [
    "CarriedRow",
    "EditRow",
    "Fate",
    "PageRow",
    "Piece",
    "RewriteRow",
    "SaidRow",
    "StatedRow",
    "VersionRow",
    "carried_by_versions",
    "pages_of",
    "pieces",
    "versions_of",
]
