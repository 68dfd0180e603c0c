"""Dates of a record as other formats have them: EDTF says more than ISO 8601-1, XML Schema and most tools can read."""

from __future__ import annotations

import re
from datetime import date, datetime

from onrecord.dates import bounds

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_HOUR = re.compile(r"T\d\d:\d\d(?=$|Z|[+-])")


def moment(edtf: str | None) -> str | None:
    """Return a date that is one day, or one moment of it, as ISO 8601-1 has it; None for any other.

    >>> moment("2031-03-05T09:30"), moment("2031-03-05"), moment("2031-03-05/2031-03-06"), moment("2031-41")
    ('2031-03-05T09:30:00', '2031-03-05', None, None)
    """
    if edtf is None or not _MOMENT.fullmatch(edtf):
        return None
    try:
        if "T" in edtf:
            datetime.fromisoformat(edtf)
        else:
            date.fromisoformat(edtf)
    except ValueError:
        return None
    return _HOUR.sub(lambda found: f"{found[0]}:00", edtf)


def first_and_last(edtf: str | None) -> tuple[str | None, str | None]:
    """Return the first and the last day that a date can mean, None for an end that is open or unknown.

    >>> first_and_last("2032-41"), first_and_last("2031-03-05/.."), first_and_last(None)
    (('2032-07-01', '2032-12-31'), ('2031-03-05', None), (None, None))
    """
    first, last = bounds(edtf or "")
    return None if first is None else first.isoformat(), None if last is None else last.isoformat()
