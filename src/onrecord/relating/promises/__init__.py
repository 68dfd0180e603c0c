"""Promises: what somebody who can be held to it said would happen, by when, and what became of it.

In: claims and their statements. Out: `Promise` values with a window and a status. `find` tells promises from forecasts,
`fates` looks for what was reported of them later.
"""

from __future__ import annotations

from onrecord.relating.promises.find import find_promises

__all__ = ["find_promises"]
