"""onrecord turns a pile of news reports about one story into a record that can be checked.

```python
import onrecord

with onrecord.build("reports/", "story.db") as record:
    for claim in record.story().claims:
        print(len(claim.vouchers), len(claim.channels), claim.text)

with onrecord.open("story.db") as record:
    for said in record.who("Ostrel").said:
        print(said.report.published, said.report.outlet, said.statement.text)

for revised in onrecord.diff("story.db", "2024-12-07").revised:
    print(" → ".join(step.value for step in revised.steps))
```

The values of `onrecord.model` (`Report`, `Statement`, `Claim`, ...), `Record`, `Changes` and the errors are names of
this package. They are imported when first asked for, so that `onrecord --help` answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# At once, for whatever imports the module `onrecord.build` later would put it in the place of the function.
from onrecord.build import add, build, decide, decide_many, diff, undo, work_in
from onrecord.build import open_record as open  # noqa: A004 -- `onrecord.open` is its name

if TYPE_CHECKING:
    from onrecord.archive import Stories, stories
    from onrecord.errors import InputError, ModelError, OnrecordError, RecordError, UsageError
    from onrecord.model import (
        Analysis,
        Citation,
        Claim,
        Conflict,
        Copy,
        Coverage,
        Decision,
        Duplicate,
        Entity,
        Evidence,
        Furniture,
        Label,
        Mention,
        Name,
        Passage,
        Promise,
        Quantity,
        Rejected,
        Relay,
        Report,
        Slot,
        Span,
        Statement,
        Story,
        Time,
        TimelineEntry,
        Window,
    )
    from onrecord.record import Changes, Record

    __version__: str

__all__ = [
    "Analysis",
    "Changes",
    "Citation",
    "Claim",
    "Conflict",
    "Copy",
    "Coverage",
    "Decision",
    "Duplicate",
    "Entity",
    "Evidence",
    "Furniture",
    "InputError",
    "Label",
    "Mention",
    "ModelError",
    "Name",
    "OnrecordError",
    "Passage",
    "Promise",
    "Quantity",
    "Record",
    "RecordError",
    "Rejected",
    "Relay",
    "Report",
    "Slot",
    "Span",
    "Statement",
    "Stories",
    "Story",
    "Time",
    "TimelineEntry",
    "UsageError",
    "Window",
    "__version__",
    "add",
    "build",
    "decide",
    "decide_many",
    "diff",
    "open",
    "stories",
    "undo",
    "work_in",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("onrecord")
    if name not in __all__:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(import_module(f"onrecord.{_home(name)}"), name)


def _home(name: str) -> str:
    """Return the room that has a name."""
    if name in ("Stories", "stories"):
        return "archive"
    if name in ("Changes", "Record"):
        return "record"
    return "errors" if name.endswith("Error") else "model"


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
