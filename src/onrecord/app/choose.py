"""Which claims are asked for: by words, speaker, outlet, days, kind, and how they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from onrecord.app.index import Facts, Index
from onrecord.errors import UsageError
from onrecord.record.who import fold

KINDS = {"direct": "quoted", "indirect": "paraphrased", "mixed": "partly quoted", "own": "the outlet’s own voice"}
"""The kinds of statement, and what they are called."""
STANDINGS = {
    "shared": "in two or more reports",
    "contested": "contested",
    "revised": "revised",
    "single": "single channel",
    "promise": "promises",
    "hedged": "hedged",
    "negated": "in the negative",
    "future": "about the future",
}
"""How a claim may stand, and what that is called."""
ORDERS = {"backing": "most backed first", "newest": "newest first", "oldest": "oldest first"}
"""In which order claims may be listed."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is asked for; '' asks for nothing."""

    q: str = ""
    """Words that must all stand in the claim's words or its speakers' names."""
    speaker: str = ""
    """An entity's id."""
    outlet: str = ""
    since: str = ""
    """A day: published on it or later."""
    until: str = ""
    """A day: published on it or earlier."""
    kind: str = ""
    stands: str = ""
    """One of `STANDINGS`."""
    order: str = ""

    def __bool__(self) -> bool:
        """Return whether anything is left out by it."""
        return any(value for name, value in asdict(self).items() if name != "order")

    def asked(self) -> dict[str, str]:
        """Return what is asked for, by name."""
        return {name: value for name, value in asdict(self).items() if value}


def choice_of(given: Mapping[str, str]) -> Choice:
    """Return what an address asks for.

    Raises:
        UsageError: A day, a kind or a standing is none.
    """
    choice = Choice(**{name: given.get(name, "").strip() for name in asdict(Choice())})
    for name in ("since", "until"):
        day = getattr(choice, name)
        if day and not _DAY.fullmatch(day):
            raise UsageError(f"{day!r} is no day: write it as 2024-12-07")
    for name, known in (("kind", KINDS), ("stands", STANDINGS), ("order", ORDERS)):
        if getattr(choice, name) and getattr(choice, name) not in known:
            raise UsageError(f"{name} is one of {', '.join(known)}")
    return choice


def choose(index: Index, choice: Choice) -> list[Facts]:
    """Return the claims that are asked for, in the order asked for."""
    words = fold(choice.q).split()
    found = [
        one
        for one in index.claims
        if all(word in one.folded for word in words)
        and (not choice.speaker or choice.speaker in one.speakers)
        and (not choice.outlet or choice.outlet in one.outlets)
        and (not choice.since or one.last_day >= choice.since)
        and (not choice.until or ("" < one.first_day <= choice.until))
        and (not choice.kind or choice.kind in one.kinds)
        and (not choice.stands or _stands(one, choice.stands))
    ]
    if choice.order == "oldest":
        found.sort(key=lambda one: (not one.first_day, one.first_day))
    elif choice.order == "newest":
        found.sort(key=lambda one: one.first_day, reverse=True)
    return found


def _stands(one: Facts, how: str) -> bool:
    if how in ("hedged", "negated", "future"):
        return how in one.flags
    if how == "contested":
        return one.contested and not one.revised
    return {"shared": one.reports > 1, "revised": one.revised, "single": one.single, "promise": bool(one.promise)}[how]
