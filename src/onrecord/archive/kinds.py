"""What two near duplicates are to one another: what `reading` says of them, and whether two outlets printed them.

Nothing is decided anew: duplicates and versions are those of `reading.settle`, which the record of a story is made
with. Copies and repeats are kinds of reports, not of inputs: both reports stand, and who copied whom is for `relating`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from onrecord.model import History, Report
from onrecord.reading import settle
from onrecord.relating.lineage.find import same_outlet

Kind = Literal["duplicate", "version", "repeat", "copy", "unknown"]
"""`duplicate`: one report given twice. `version`: one page, changed. `repeat`: one outlet, under another address.
`copy`: two outlets; one has it from the other or both from a third. `unknown`: by whom one is, is not known."""


def kind_of(one: Report, other: Report, histories: Iterable[History] = ()) -> Kind:
    """Return what two near duplicates are to one another.

    Args:
        one: A report.
        other: A near duplicate of it.
        histories: The pages with several versions, as `settle` gives them for all reports together: two may be known
            for versions through a third alone.

    >>> page = {"input": "a.txt", "outlet": "Esk Courier", "url": "https://esk.example/ferry"}
    >>> one, other = Report(id="r-1", text="The ferry sank.", **page), Report(id="r-2", text="The ferry sank.", **page)
    >>> kind_of(one, other)
    'duplicate'
    """
    if any({one.id, other.id} <= {version.report for version in history.versions} for history in histories):
        return "version"
    both = settle((one, other))
    if both.duplicates:
        return "duplicate"
    if both.histories:
        return "version"
    if one.outlet is None or other.outlet is None:
        return "unknown"
    return "repeat" if same_outlet(one, other) else "copy"
