"""Two days for one deed to come that is done once: "will leave on January 1", "would retire at the end of February".

Much that is planned happens again and again (they meet, they vote), so only verbs of what one does once are taken (see
`plans.toml`), of one doer with a name, each with one date, told by two reports or two speakers.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from onrecord.dates import days
from onrecord.relating.conflicts.disagreements import wished
from onrecord.relating.facts import Facts
from onrecord.relating.windows import apart

LONGEST = 31
"""Days of a date that says when something is planned for: a month or less."""


def plan_pairs(facts: Mapping[str, Facts]) -> Iterator[tuple[Facts, str, Facts, str]]:
    """Yield two statements with the dates that they give for one deed, in the order of the ids.

    Args:
        facts: The facts of all statements, by statement id.
    """
    by_deed: dict[tuple[str, str], list[Facts]] = defaultdict(list)
    for key in sorted(facts):
        one = facts[key]
        for deed in _deeds(one):
            by_deed[deed].append(one)
    for deed in sorted(by_deed):
        told = by_deed[deed]
        for at, a in enumerate(told):
            for b in told[at + 1 :]:
                if _two_voices(a, b) and apart(a.windows[0], b.windows[0]):
                    yield a, a.windows[0], b, b.windows[0]


def _deeds(facts: Facts) -> frozenset[tuple[str, str]]:
    """Return who does what once, of a statement that tells a plan and one date for it."""
    if not facts.forward or len(facts.windows) != 1 or (days(facts.windows[0]) or LONGEST + 1) > LONGEST:
        return frozenset()
    if facts.open or facts.statement.negated or facts.statement.hedged or wished(facts):
        return frozenset()
    once = _once()
    return frozenset(
        (part.entity, once[doing.lemma])
        for doing in facts.doings
        if doing.main and doing.lemma in once and not doing.negated
        for part in doing.doers
        if part.entity is not None
    )


def _two_voices(a: Facts, b: Facts) -> bool:
    return a.statement.report != b.statement.report or (a.speaker is not None and a.speaker != b.speaker)


@cache
def _once() -> dict[str, str]:
    """Return the deed that each verb is of."""
    text = files("onrecord.relating.conflicts").joinpath("plans.toml").read_text(encoding="utf-8")
    return {verb: deed for deed, verbs in tomllib.loads(text)["once"].items() for verb in verbs}
