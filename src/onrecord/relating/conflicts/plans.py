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
from onrecord.model import Time
from onrecord.relating.conflicts.disagreements import wished
from onrecord.relating.facts import Facts
from onrecord.relating.windows import apart

LONGEST = 31
"""Days of a date that says when something is planned for: a month or less."""


Dated = tuple[Facts, Time]


def plan_pairs(facts: Mapping[str, Facts]) -> Iterator[tuple[Facts, Time, Facts, Time]]:
    """Yield two statements with the times that they give for one deed, in the order of the ids.

    Args:
        facts: The facts of all statements, by statement id.
    """
    by_deed: dict[tuple[str, str], list[Dated]] = defaultdict(list)
    for key in sorted(facts):
        one = facts[key]
        for deed, time in _deeds(one):
            by_deed[deed].append((one, time))
    for deed in sorted(by_deed):
        told = by_deed[deed]
        for at, (a, mine) in enumerate(told):
            for b, other in told[at + 1 :]:
                if _two_voices(a, b) and apart(a.windows[0], b.windows[0]):
                    yield a, mine, b, other


def _put(facts: Facts) -> bool:
    return not (facts.open or facts.statement.negated or facts.statement.hedged or wished(facts))


def _deeds(facts: Facts) -> Iterator[tuple[tuple[str, str], Time]]:
    """Yield who does what once, of a statement that tells a plan and one date for it."""
    if not facts.forward or len(facts.windows) != 1 or (days(facts.windows[0]) or LONGEST + 1) > LONGEST:
        return
    when = next((time for time in facts.statement.times if time.edtf == facts.windows[0]), None)
    if when is None or not _put(facts):
        return
    once = _once()
    for doing in facts.doings:
        if doing.main and doing.lemma in once and not doing.negated:
            for entity in sorted({part.entity for part in doing.doers if part.entity is not None}):
                yield (entity, once[doing.lemma]), when


def _two_voices(a: Facts, b: Facts) -> bool:
    return a.statement.report != b.statement.report or (a.speaker is not None and a.speaker != b.speaker)


@cache
def _once() -> dict[str, str]:
    """Return the deed that each verb is of."""
    text = files("onrecord.relating.conflicts").joinpath("plans.toml").read_text(encoding="utf-8")
    return {verb: deed for deed, verbs in tomllib.loads(text)["once"].items() for verb in verbs}
