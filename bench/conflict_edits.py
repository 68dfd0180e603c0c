"""What is changed in a sentence that a contradiction or a distractor is planted with: one function a kind.

Each takes a sentence of a real report and returns it told otherwise, None where there is nothing of its kind to change.
They look by word patterns and word lists of their own, not by the room that is measured.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from onrecord.model import Entity, Report, Span, Story

_NOT_BEFORE = r"(?<![\w.,$€£:/-])"
DIGITS = re.compile(
    _NOT_BEFORE + r"\d{1,3}(?:,\d{3})+(?![\w.,/:-]\w)"
    r"|" + _NOT_BEFORE + r"\d{1,4}(?![\d.,/:%-]*\w*\d|[-:/]|st\b|nd\b|rd\b|th\b|s\b)"
)
_NUMERALS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty
"""
NUMERALS = _NUMERALS.split()
WORD_NUMBER = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)\b(?!-)", re.IGNORECASE
)
COUNTED = re.compile(
    r"^ (?:more |other )?(?:[a-z]+ ){0,2}?[a-z]{3,}s\b|^ (?:people|children|women|men|dead|injured|percent|per cent)\b"
)
NOT_COUNTED = re.compile(
    r"^ (?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|times|a\.m|p\.m|am|pm|o'clock|of)\b"
)
BOUNDED = re.compile(r"(?:least|most|about|around|than|nearly|almost|over|to|some|the|these|those|of|up) $")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_MONTH = f"(?:{'|'.join(MONTHS)})"
DAY_OF_MONTH = re.compile(rf"\b{_MONTH} \d{{1,2}}\b(?!,? ?\d{{1,2}}:)|\b\d{{1,2}} {_MONTH}\b")
WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")
_SAYING = """
say tell add note argue claim insist explain write warn call ask think believe want hope feel know describe suggest
report quote cite mention talk speak comment respond reply tweet post be have do go come seem look
"""
SAYING = frozenset(_SAYING.split())
"""Verbs of which another subject is another voice, or another case, and no other doer."""
ANTONYMS = {
    "increased": "decreased", "rose": "fell", "opened": "closed", "won": "lost", "approved": "rejected",
    "accepted": "refused", "confirmed": "denied", "arrested": "released", "succeeded": "failed", "began": "ended",
    "started": "ended", "allowed": "banned", "bought": "sold", "supported": "opposed", "arrived": "left",
    "launched": "cancelled", "imposed": "lifted", "passed": "rejected", "gained": "lost", "survived": "died",
    "hired": "fired", "granted": "denied", "agreed": "refused", "joined": "left", "strengthened": "weakened",
    "raised": "lowered", "expanded": "shrank", "alive": "dead", "guilty": "innocent",
    "safe": "unsafe", "legal": "illegal", "true": "false", "public": "secret", "first": "last", "higher": "lower",
    "killed": "spared", "praised": "condemned",
}  # fmt: skip
HELPER = re.compile(
    r"\b(?P<helper>is|are|was|were|has|have|had|will|would|can|could|should|must)\b(?! (?:not|n't|no|never|to)\b)"
)
NEGATIVE = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|denie[sd]|deny|refused?)\b|n['’]t\b", re.IGNORECASE
)
SYNONYMS = {
    "people": "persons", "about": "around", "also": "as well", "however": "though", "after": "following",
    "police": "officers", "began": "started", "many": "a lot of", "several": "a number of", "shows": "indicates",
    "because": "since", "while": "as", "get": "obtain", "help": "assist", "build": "construct", "huge": "enormous",
    "show": "indicate", "important": "significant", "near": "close to", "including": "among them", "but": "yet",
    "last week": "the past week", "said": "stated", "says": "states", "told": "informed", "killed": "slain",
    "injured": "hurt", "wounded": "hurt", "used": "employed", "made": "produced", "bought": "purchased",
}  # fmt: skip
HOLDS = {
    "Paris": "France", "Nice": "France", "London": "Britain", "Moscow": "Russia", "Beijing": "China", "Tokyo": "Japan",
    "Berlin": "Germany", "Seoul": "South Korea", "Pyongyang": "North Korea", "Minsk": "Belarus", "Kyiv": "Ukraine",
    "Washington": "the United States", "New York": "the United States", "Chicago": "the United States",
    "Los Angeles": "the United States", "San Francisco": "the United States", "Seattle": "the United States",
    "Sydney": "Australia", "Melbourne": "Australia", "Tehran": "Iran", "Jerusalem": "Israel", "Cairo": "Egypt",
    "Istanbul": "Turkey", "Brussels": "Belgium", "Geneva": "Switzerland", "Madrid": "Spain", "Rome": "Italy",
    "Toronto": "Canada", "Houston": "Texas", "Dallas": "Texas", "Miami": "Florida", "Atlanta": "Georgia",
}  # fmt: skip
PLACE_BEFORE = re.compile(r"\b(?:in|at|near|outside) (?:the )?$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what an edit needs to know."""

    report: Report
    span: Span
    text: str
    names: tuple[tuple[Span, Entity], ...]
    """Names inside, by code points of the sentence."""
    times: tuple[tuple[Span, str], ...]
    """Days inside, with their EDTF."""
    clauses: tuple[tuple[str, Span], ...]
    """Verbs that have a named doer: the lemma, and where the name stands in the sentence."""
    story: Story


Edit = Callable[[Sentence], str | None]


# ---------------------------------------------------------------- contradictions


def _number(one: Sentence) -> tuple[Span, int, bool] | None:
    """Return the first counted number of a sentence: where, how many, whether in digits."""
    for pattern, digits in ((DIGITS, True), (WORD_NUMBER, False)):
        for match in pattern.finditer(one.text):
            after = one.text[match.end() :]
            taken = any(match.start() < end and start < match.end() for (start, end), _ in (*one.times, *one.names))
            if (
                taken
                or not COUNTED.match(after)
                or NOT_COUNTED.match(after)
                or one.text[: match.start()].endswith(("$", "€", "£"))
            ):
                continue
            value = int(match[0].replace(",", "")) if digits else NUMERALS.index(match[0].lower())
            if value >= 2 and not (digits and 1900 <= value <= 2100):
                return match.span(), value, digits
    return None


def _written(value: int, digits: bool, like: str = "") -> str:
    if digits or value >= len(NUMERALS):
        return f"{value:,}" if "," in like or value > 9999 else str(value)
    return NUMERALS[value].capitalize() if like[:1].isupper() else NUMERALS[value]


def _put(text: str, span: Span, new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]


def other_number(one: Sentence) -> str | None:
    """Change a count by more than rounding."""
    found = _number(one)
    if found is None or BOUNDED.search(one.text[: found[0][0]]):
        return None
    span, value, digits = found
    return _put(one.text, span, _written(value + max(2, round(0.4 * value)), digits, one.text[slice(*span)]))


def other_day(one: Sentence) -> str | None:
    """Move a day two days back: what has happened stays past."""
    if len(one.times) != 1:
        return None
    span, edtf = one.times[0]
    moved = date.fromisoformat(edtf) - timedelta(days=2)
    words = one.text[slice(*span)]
    if WEEKDAY.fullmatch(words):
        return _put(one.text, span, WEEKDAYS[moved.weekday()])
    if DAY_OF_MONTH.fullmatch(words):
        return _put(one.text, span, f"{MONTHS[moved.month - 1]} {moved.day}")
    return None


def other_place(one: Sentence) -> str | None:
    """Put another place of the story where a place stands: a country for a country, a city for a city."""
    here = {entity.id for _, entity in one.names}
    for span, entity in one.names:
        if (
            entity.kind != "place"
            or not PLACE_BEFORE.search(one.text[: span[0]])
            or one.text[span[1] :].startswith((",", "'", "’", " and", " or"))
        ):
            continue
        if one.text[span[1] : span[1] + 1].isalnum() or re.match(r" [A-Z]", one.text[span[1] :]):
            continue
        level = _level(entity)
        rivals = [e for e in one.story.entities if e.kind == "place" and e.id not in here and _level(e) == level]
        if level and rivals:
            best = max(rivals, key=lambda e: (len(e.mentions), e.id))
            return _put(one.text, span, best.name)
    return None


def _level(entity: Entity) -> str:
    forms = {entity.name, *entity.forms}
    return next((level for level, known in gazetteer().items() if forms & known), "")


@cache
def gazetteer() -> dict[str, frozenset[str]]:
    """Return the names of known countries, cities and regions."""
    table = tomllib.loads(files("onrecord.relating.entities").joinpath("places.toml").read_text(encoding="utf-8"))
    countries = {name for first, (others, _) in table["countries"].items() for name in (first, *others)}
    cities = {name for first, others in table["cities"].items() for name in (first, *others)}
    return {"country": frozenset(countries), "city": frozenset(cities), "region": frozenset(table["regions"]["names"])}


def other_doer(one: Sentence) -> str | None:
    """Put another person or body of the story where one is the subject of a verb that is no verb of saying."""
    here = {entity.id for _, entity in one.names}
    for lemma, doer in one.clauses:
        if lemma in SAYING:
            continue
        for span, entity in one.names:
            if entity.kind not in ("person", "organisation") or span[1] != doer[1]:
                continue
            rivals = [
                e for e in one.story.entities if e.kind == entity.kind and e.id not in here and len(e.mentions) > 1
            ]
            if rivals:
                best = max(rivals, key=lambda e: (len(e.mentions), e.id))
                return _put(one.text, doer, best.name)
    return None


def antonym(one: Sentence) -> str | None:
    """Put the opposite of the first word that has one."""
    if NEGATIVE.search(one.text) or "“" in one.text or '"' in one.text:
        return None
    for match in re.finditer(r"[a-z]+", one.text):
        other = ANTONYMS.get(match[0])
        if other is not None:
            return _put(one.text, match.span(), other)
    return None


def negated(one: Sentence) -> str | None:
    """Put "not" behind the first auxiliary."""
    helper = HELPER.search(one.text)
    if (
        helper is None
        or NEGATIVE.search(one.text)
        or "“" in one.text
        or '"' in one.text
        or re.search(r"\b(?:who|which|that|if|when|as|while)\b", one.text[: helper.start()])
    ):
        return None
    return _put(one.text, (helper.end(), helper.end()), " not")


def denied(one: Sentence) -> str | None:
    """Let somebody deny it."""
    if (
        NEGATIVE.search(one.text)
        or "“" in one.text
        or '"' in one.text
        or re.search(r"\b(?:said|says|told|according)\b", one.text)
    ):
        return None
    if not re.match(r"(?:The|An?|His|Her|Their) [a-z]", one.text) and not (one.names and one.names[0][0][0] == 0):
        return None
    first = one.text if one.names and one.names[0][0][0] == 0 else one.text[0].lower() + one.text[1:]
    return f"A spokesman denied that {first}"


# ---------------------------------------------------------------- distractors


def at_least(one: Sentence) -> str | None:
    """Say "at least" or "about" before a count."""
    found = _number(one)
    if found is None or found[1] < 3 or BOUNDED.search(one.text[: found[0][0]]):
        return None
    start = found[0][0]
    if start == 0:
        return f"At least {one.text[0].lower()}{one.text[1:]}"
    return _put(one.text, (start, start), "at least ")


def in_other_figures(one: Sentence) -> str | None:
    """Write a small number out, or a written one in digits; "dozens" for some forty."""
    found = _number(one)
    if found is None:
        return None
    span, value, digits = found
    if digits and value < len(NUMERALS):
        return _put(one.text, span, NUMERALS[value].capitalize() if span[0] == 0 else NUMERALS[value])
    if digits and 30 <= value <= 90:
        return _put(one.text, span, "Dozens of" if span[0] == 0 else "dozens of")
    return _put(one.text, span, str(value)) if not digits else None


def same_day(one: Sentence) -> str | None:
    """Give the date of a weekday."""
    for span, edtf in one.times:
        if WEEKDAY.fullmatch(one.text[slice(*span)]) and one.text[: span[0]].endswith("on "):
            day = date.fromisoformat(edtf)
            return _put(one.text, span, f"{MONTHS[day.month - 1]} {day.day}")
    return None


def wider_place(one: Sentence) -> str | None:
    """Name the country or state that holds a city."""
    for span, entity in one.names:
        if (
            entity.kind == "place"
            and one.text[slice(*span)] in HOLDS
            and PLACE_BEFORE.search(one.text[: span[0]])
            and not one.text[span[1] :].startswith(",")
        ):
            return _put(one.text, span, HOLDS[one.text[slice(*span)]])
    return None


def by_office(one: Sentence) -> str | None:
    """Name a person who does something by a label that reports put to them."""
    for lemma, doer in one.clauses:
        for span, entity in one.names:
            if entity.kind == "person" and span[1] == doer[1] and entity.labels and lemma not in SAYING:
                label = min((x.text for x in entity.labels if 1 <= len(x.text.split()) <= 4), default=None)
                if label is not None and label[0].islower():
                    return _put(one.text, doer, f"{'The' if doer[0] == 0 else 'the'} {label}")
    return None


def other_event(one: Sentence) -> str | None:
    """Tell of an earlier event of the kind, with another number."""
    changed = other_number(one)
    if changed is None or one.times:
        return None
    return f"In a separate case two years earlier, {changed[0].lower()}{changed[1:]}"


def part_of_count(one: Sentence) -> str | None:
    """Count a part of what is counted."""
    found = _number(one)
    if found is None or found[1] < 6:
        return None
    span, value, digits = found
    rest = one.text[span[0] :]
    unit = re.match(r"[\w,]+ (?P<unit>(?:[a-z]+ ){0,1}?[a-z]{3,}s|people|children|women|men)\b", rest)
    if unit is None:
        return None
    return f"{_written(value // 3, True)} of the {_written(value, digits)} {unit['unit']} came from the same region."


def bound(one: Sentence) -> str | None:
    """Give a lower bound that the count meets."""
    found = _number(one)
    if found is None or found[1] < 10 or BOUNDED.search(one.text[: found[0][0]]):
        return None
    span, value, _ = found
    return _put(one.text, span, f"{'M' if span[0] == 0 else 'm'}ore than {_written(value - max(1, value // 10), True)}")


def paraphrase(text: str, turn: int) -> str:
    """Return a sentence in other words: synonyms, an opening that changes places, a source put before it.

    >>> paraphrase("On the quay, many people waited after the storm.", 0)
    'a lot of persons waited following the storm on the quay.'
    """
    for one, other in SYNONYMS.items():
        text = re.sub(rf"\b{one}\b", other, text)
    opening = re.match(r"(?P<lead>(?:In|On|At|After|Before|During|Since) [^,“\"]{4,60}), (?P<rest>[^“\"]+)\.$", text)
    if opening and turn % 2 == 0:
        text = f"{opening['rest']} {opening['lead'][0].lower()}{opening['lead'][1:]}."
    if turn % 5 == 1 and "“" not in text and '"' not in text and " said" not in text and " stated" not in text:
        text = f"According to people familiar with the matter, {text}"
    return text


def told_again(one: Sentence) -> str | None:
    """Tell it again and change nothing."""
    told = paraphrase(one.text, 0)
    return told if told != one.text else f"{one.text[:-1]}, it emerged." if one.text.endswith(".") else None


CONTRADICTIONS: dict[str, Edit] = {
    "number": other_number,
    "date": other_day,
    "place": other_place,
    "attribution": other_doer,
    "negation: not": negated,
    "negation: denied": denied,
    "negation: opposite": antonym,
}
DISTRACTORS: dict[str, Edit] = {
    "at least": at_least,
    "other figures": in_other_figures,
    "same day": same_day,
    "wider place": wider_place,
    "by office": by_office,
    "other event": other_event,
    "part of count": part_of_count,
    "bound": bound,
    "told again": told_again,
}
EDITS = CONTRADICTIONS | DISTRACTORS
