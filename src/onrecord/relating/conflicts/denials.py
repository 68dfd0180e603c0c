"""A denial and the claim that it denies, in whatever words: "denied that she had ever asked for it".

A denial names its matter, so that the claim it is of need not be told alike. It is looked for in two ways: a denial
that tells what it denies is of the statement that holds most of that; one that only points back ("denied it",
"disputed the allegations") is of what was reported in the sentence before it. Either way the one who denies must be
named in what is denied, or much must be shared. A denial is set against one statement, the best: others that say the
same are of its claim.
"""

from __future__ import annotations

import re
import tomllib
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from onrecord.model import Report
from onrecord.relating.doings import Part
from onrecord.relating.facts import Facts, is_word
from onrecord.relating.tokens import denied_whole, denies
from onrecord.relating.words import words

COVERED = 0.7
"""Share of the weight of what is denied, 0..1, that a statement must hold to be what is denied."""
ENOUGH = 0.6
"""Weight (a telling word) that both must share where the one who denies is named in what is denied."""
ENOUGH_UNNAMED = 1.8
"""The same where they are not named: two telling words and a name, or more."""
_SLIP = 1e-9
"""By how much a sum may be off that is taken in another order."""
_JUST_BEFORE = 4
"""Code points between two sentences that follow each other: a full stop's quotation mark, a new paragraph."""
_OPENING = 4
"""Words of a content within which the charge stands that is denied: "any such *claims* of"."""
_TOKEN = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Tables:
    deny: frozenset[str]
    reject: frozenset[str]
    charges: frozenset[str]
    false: frozenset[str]
    back: frozenset[str]
    asking: frozenset[str]


def denial_pairs(facts: Mapping[str, Facts], reports: Mapping[str, Report]) -> Iterator[tuple[Facts, Facts, str]]:
    """Yield each denial with what it denies, and how that is known; a denial at most once, in the order of the ids.

    Args:
        facts: The facts of all statements, by statement id.
        reports: All reports of the story, by id.
    """
    denials = [facts[key] for key in sorted(facts) if _is_denial(facts[key])]
    if not denials:
        return
    known = {denial.id for denial in denials}
    others = [facts[key] for key in sorted(facts) if key not in known]
    holders: dict[str, array[int]] = defaultdict(lambda: array("q"))
    for at, other in enumerate(others):
        for feature in other.weights.keys() | {other.speaker or ""}:
            holders[feature].append(at)
    by_report: dict[str, list[Facts]] = defaultdict(list)
    for key in sorted(facts):
        by_report[facts[key].statement.report].append(facts[key])
    for denial in denials:
        matter = _matter(denial)
        sources = _words_of_source(denial, reports)
        if matter:
            near = [others[at] for at in _holding_enough(matter, holders, len(others))]
            found = _most_held(denial, matter, near, sources)
        elif _points_back(denial):
            found = _told_before(denial, by_report[denial.statement.report], sources)
        else:
            found = None
        if found is not None:
            yield denial, *found


def _holding_enough(matter: Mapping[str, float], holders: Mapping[str, Sequence[int]], number: int) -> list[int]:
    """Return which statements may hold enough of what is denied: for all of them at once, what each holds.

    Args:
        matter: The features of what is denied, with their weights.
        holders: The places of the statements that hold a feature.
        number: How many statements there are.
    """
    held = np.zeros(number)
    for feature, weight in matter.items():
        held[np.array(holders.get(feature, ()), np.int64)] += weight
    enough = max(COVERED * sum(matter.values()), ENOUGH) - _SLIP
    found: list[int] = np.flatnonzero(held >= enough).tolist()
    return found


def _is_denial(facts: Facts) -> bool:
    """Return whether a statement says of something that was put that it is not so."""
    tables, statement = _tables(), facts.statement
    if not statement.content or facts.open or statement.future:
        return False
    opening = [token.lower() for token in _TOKEN.findall(statement.text)[:_OPENING]]
    charged = any(_singular(token) in tables.charges for token in opening)
    if denied_whole(facts):
        return statement.cue_lemma in tables.deny or (statement.cue_lemma in tables.reject and charged)
    if _denier(facts) is not None:
        return True
    tokens = _TOKEN.findall(statement.text.lower())
    return charged and statement.kind != "own" and not statement.negated and tokens[-1] in tables.false


def _denier(facts: Facts) -> Part | None:
    """Return who denies in a sentence that is all of a denial: "*The mayor* has denied having said that"."""
    doing = facts.main
    if doing is None or doing.lemma not in _tables().deny or doing.negated or len(doing.doers) != 1:
        return None
    return doing.doers[0]


def _who(denial: Facts) -> str | None:
    """Return the entity that denies."""
    if denied_whole(denial):
        return denial.speaker
    denier = _denier(denial)
    return denial.speaker if denier is None else denier.entity


def _matter(denial: Facts) -> dict[str, float]:
    """Return what a denial tells of what it denies, by weight: without who denies, and the words for a charge."""
    tables = _tables()
    left_out = {words().key(word) for word in tables.charges} | tables.charges | {_who(denial) or ""}
    if not denied_whole(denial):
        saying_so = tables.false | tables.deny
        left_out |= {words().key(word) for word in saying_so} | saying_so
    return {feature: weight for feature, weight in sorted(denial.weights.items()) if feature not in left_out}


def _most_held(
    denial: Facts, matter: Mapping[str, float], others: Sequence[Facts], sources: frozenset[str]
) -> tuple[Facts, str] | None:
    """Return the statement that holds most of what is denied, and what it holds."""
    total = sum(matter.values())
    best: tuple[tuple[float, bool, bool, float, str], Facts, list[str]] | None = None
    for other in others:
        shared = sorted(feature for feature in matter if feature in other.weights or feature == other.speaker)
        held = sum(matter[feature] for feature in shared)
        if held < COVERED * total or held < ENOUGH or not any(f in other.words and f in other.weights for f in matter):
            continue
        named = _names(other, denial, sources)
        if held < (ENOUGH if named else ENOUGH_UNNAMED) or not _put_by_another(denial, other, matter):
            continue
        rank = (-round(held, 3), not named, not other.attributed, other.total, other.id)
        if best is None or rank < best[0]:
            best = rank, other, [feature for feature in shared if is_word(feature)]
    return None if best is None else (best[1], f"one denies what the other says, and names it ({', '.join(best[2])})")


def _points_back(denial: Facts) -> bool:
    """Return whether a denial only points to what was told: "denied it", "disputed the allegations"."""
    tables = _tables()
    tokens = _TOKEN.findall(denial.statement.text.lower())
    return any(token in tables.back for token in tokens) or (
        tokens[:1] in (["the"], ["those"], ["these"]) and any(_singular(token) in tables.charges for token in tokens)
    )


def _told_before(denial: Facts, others: Sequence[Facts], sources: frozenset[str]) -> tuple[Facts, str] | None:
    """Return the last thing reported in the sentence before a denial that names who denies."""
    start = denial.statement.sentence[0]
    before = [
        other
        for other in others
        if 0 <= start - other.statement.sentence[1] <= _JUST_BEFORE
        and other.attributed
        and _put_by_another(denial, other, {})
        and _names(other, denial, sources)
    ]
    last = max(before, key=lambda other: (other.statement.content[0], other.id), default=None)
    return None if last is None else (last, "denied in the next sentence")


def _put_by_another(denial: Facts, other: Facts, matter: Mapping[str, float]) -> bool:
    """Return whether a statement puts something as so, and not by who denies it."""
    tables = _tables()
    same_voice = _who(denial) is not None and _who(denial) == other.speaker
    if other.id == denial.id or same_voice or other.open or other.statement.negated or _is_denial(other):
        return False
    if denies(other) or other.statement.cue_lemma in tables.asking or not other.statement.content:
        return False
    if other.statement.within == denial.id or denial.statement.within == other.id:
        return False
    doubted = {token for token in _TOKEN.findall(other.plain) if token in tables.false}
    return doubted <= matter.keys()


def _names(other: Facts, denial: Facts, sources: frozenset[str]) -> bool:
    """Return whether a statement names the one who denies: as an entity, or by a name in the words of the source."""
    if _who(denial) is not None and _who(denial) in other.entities:
        return True
    return not sources.isdisjoint(other.plain.split())


def _words_of_source(denial: Facts, reports: Mapping[str, Report]) -> frozenset[str]:
    """Return the words with a capital in the source of a denial, in lower case, but for its first word."""
    said = [
        token
        for span in denial.statement.source
        for token in _TOKEN.findall(reports[denial.statement.report].slice(span))
    ]
    return frozenset(token.lower() for token in said if token[0].isupper() and len(token) > 2) - words().light


def _singular(token: str) -> str:
    return token.removesuffix("s")


@cache
def _tables() -> _Tables:
    text = files("onrecord.relating.conflicts").joinpath("denials.toml").read_text(encoding="utf-8")
    return _Tables(**{name: frozenset(listed) for name, listed in tomllib.loads(text).items()})
