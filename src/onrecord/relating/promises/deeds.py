"""What a content says will be done: clause by clause, who does it, what is done, and under which reserve.

Only the words are looked at, and the words that show the future (`Statement.markers`): a content may be a whole
paragraph of speech, and one sentence of it promises. A clause runs from one joint ("; ", ", but", "and that") to the
next; its subject stands before the word of the future, its verb behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.model import Report, Span, Statement
from onrecord.relating.promises.lists import lists, patterns

_SENTENCE = re.compile(r"(?<=[^\W_A-Z]{3})[.!?]\S?\s+(?=\S?[A-Z])")
"""The end of a sentence within a content, and not of an abbreviation: "Mr. Velt"."""
_JOINT = re.compile(
    r"[;:—–]|\s-\s|,?\s(?:and|but|so|or)\s(?:that\s)?|,\s(?:while|although|though|because|as)\s|,\s(?=which\s|who\s)"
)
_LEAD = re.compile(
    r"^\W*(?:(?:that|and|but|so|or|well|secondly|firstly|also|then|of course|because|while)\b\W*)+", re.I
)
_INFINITIVE = re.compile(r"\W*(to)\s+\W*\w", re.IGNORECASE)
_PAST = re.compile(r"was|were|planned|intended", re.IGNORECASE)
"""How a plan begins that may be one of long ago: "was scheduled to"."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PHRASE_END = re.compile(r"[,;:.!?()\[\]—–\"“”]")
_APPOSED = re.compile(r"[,()—–]")
_STEM = 3
"""Code points that a written verb and its lemma share at least: "published", "publish"."""
_VOWELS = re.compile("[aeiou]")


@dataclass(frozen=True, slots=True)
class Deed:
    """One clause about what is yet to come."""

    sentence: Span
    """Code points of the report's text."""
    clause: Span
    marker: Span
    """The word of the future; empty where the cue alone shows it ("promised an inquiry")."""
    how: str
    """`will`, `would`, `plan`, `possible`, `infinitive` or `object`."""
    subject: str
    """The words before the marker, lower case, without what leads up to them; '' is the speaker."""
    subject_span: Span
    verb: str
    """The lemma of the deed where the content's terms have it, the word as written otherwise; '' for an object."""
    passive: bool
    state: str
    """With "be": the word behind it; `able` for "be able to"."""
    thing: str
    """The lemma of what it is done to: the last word of the object, of the subject in the passive; '' where none is."""
    wishes: bool
    """It is hoped, expected or guessed: "we hope that it will"."""
    negated: bool
    conditional: bool
    waits: bool
    """It hangs on something that has no date: "once we have the papers"."""
    unsure: bool
    """Likely, probably, perhaps."""
    thought: bool
    """It is said as what the speaker thinks: "I think we will"."""
    asked: bool


def deeds(statement: Statement, report: Report, cues: frozenset[str], nouns: frozenset[str]) -> list[Deed]:
    """Return the clauses of a content that say what will be done, in text order.

    Args:
        statement: The statement.
        report: Its report.
        cues: Lemmas of cues under which an infinitive is a deed: "promised to mend it".
        nouns: Lemmas of cues under which a bare object is one: "promised an inquiry".
    """
    shown = [marker.span for marker in statement.markers if marker.flag == "future"]
    found: list[Deed] = []
    for sentence in _sentences(statement, report):
        found += _in_sentence(statement, report, sentence, shown)
    if not found and statement.content:
        start, end = statement.content[0]
        opened = _INFINITIVE.match(report.text, start, end)
        if statement.cue_lemma in cues and opened is not None:
            to = (opened.start(1), opened.end(1))
            found = [_deed(statement, report, (start, end), (start, start), to, "infinitive")]
        elif statement.cue_lemma in nouns and not statement.event:
            found = [_deed(statement, report, (start, end), (start, start), (start, start), "object")]
    return found


def _sentences(statement: Statement, report: Report) -> Iterator[Span]:
    for start, end in statement.content:
        edges = [start, *(start + m.end() for m in _SENTENCE.finditer(report.text[start:end])), end]
        yield from ((a, b) for a, b in pairwise(edges) if a < b)


def _in_sentence(statement: Statement, report: Report, sentence: Span, shown: Sequence[Span]) -> list[Deed]:
    text = report.text[sentence[0] : sentence[1]]
    marks: list[tuple[Span, str]] = []
    for how in ("will", "plan", "would", "possible"):
        for match in patterns()[how].finditer(text):
            span = (sentence[0] + match.start(), sentence[0] + match.end())
            marked = any(a < span[1] and span[0] < b for a, b in shown)
            reported = how == "would" or _PAST.match(match[0]) is not None
            if reported and not marked and (shown or not statement.future):
                continue
            if not any(a < span[1] and span[0] < b for (a, b), _ in marks):
                marks.append((span, how))
    marks.sort()
    if any(how != "possible" for _, how in marks):  # "will become possible" is one deed
        marks = [mark for mark in marks if mark[1] != "possible"]
    found: list[Deed] = []
    for at, (span, how) in enumerate(marks):
        before = marks[at - 1][0][1] if at else sentence[0]
        after = marks[at + 1][0][0] if at + 1 < len(marks) else sentence[1]
        joints = [before + m.end() for m in _JOINT.finditer(report.text[before : span[0]])]
        start = joints[-1] if joints else before
        ends = [span[1] + m.start() for m in _JOINT.finditer(report.text[span[1] : after])]
        # The next clause begins at the last joint before its own marker; within it, "and" may join two nouns.
        end = (ends[-1] if ends else after) if at + 1 < len(marks) else sentence[1]
        deed = _deed(statement, report, sentence, (start, end), span, how)
        if not deed.subject and found:  # "it will open and will be paid for": one subject for both
            deed = replace(deed, subject=found[-1].subject, subject_span=found[-1].subject_span)
        found.append(deed)
    return found


def _deed(statement: Statement, report: Report, sentence: Span, clause: Span, marker: Span, how: str) -> Deed:
    text = report.text
    if how in ("infinitive", "object"):
        clause = sentence
    lead = text[clause[0] : marker[0]]
    tail = text[marker[1] : clause[1]]
    whole = text[sentence[0] : sentence[1]]
    wishes = bool(patterns()["wishing"].search(lead))
    subject, offset = _subject(lead)
    verb, passive, state = _verb(tail, statement.terms) if how != "object" else ("", False, "")
    near = f"{lead[-24:]} {text[marker[0] : marker[1]]} {tail[:24]}"
    return Deed(
        sentence=sentence,
        clause=clause,
        marker=marker,
        how=how,
        subject=subject,
        subject_span=(clause[0] + offset, marker[0]),
        verb=verb,
        passive=passive,
        state=state,
        thing=_thing(_head(subject, lead[offset:]), tail, passive or bool(state), statement.terms)
        if how != "object"
        else "",
        wishes=wishes,
        negated=bool(patterns()["denials"].search(near if how != "object" else whole)),
        conditional=bool(patterns()["conditions"].search(whole)),
        waits=bool(patterns()["waiting"].search(text[clause[0] : clause[1]])),
        unsure=bool(patterns()["likely"].search(near)),
        thought=bool(patterns()["thought"].search(lead)),
        asked=whole.rstrip(" \"”’'").endswith("?"),
    )


def _subject(lead: str) -> tuple[str, int]:
    """Return the words of the subject in lower case, and where they begin in what leads up to the marker."""
    start = 0
    for match in patterns()["thinking"].finditer(lead):
        start = match.end()
    opened = _LEAD.match(lead[start:])
    start += opened.end() if opened else 0
    words = list(_WORD.finditer(lead, start))
    while words and (words[-1][0].lower() in lists().fillers or words[-1][0].lower().endswith("ly")):
        words.pop()
    if not words:
        return "", start
    return " ".join(m[0].lower() for m in words), words[0].start()


def _head(subject: str, written: str) -> str:
    """Return a subject without what stands in apposition to it.

    >>> _head("the ferry kestrel built in 2009", "the ferry Kestrel, built in 2009, ")
    'the ferry kestrel'
    """
    first = next((part for part in _APPOSED.split(written) if _WORD.search(part)), written)
    return " ".join(subject.split()[: len(_WORD.findall(first))])


def _verb(tail: str, terms: Sequence[str]) -> tuple[str, bool, str]:
    """Return the deed's lemma, whether it is in the passive, and what follows "be"."""
    words = [m[0].lower() for m in _WORD.finditer(tail)]
    words = [w for w in words if w not in lists().fillers and not (w.endswith("ly") and len(w) > len("apply"))]
    while words[:1] == ["to"] or words[:1] == ["and"]:
        words.pop(0)
    if words[:3] == ["be", "able", "to"]:
        return _lemma(words[3], terms) if words[3:] else "", False, "able"
    if not words:
        return "", False, ""
    if words[0] in ("be", "get", "been") and len(words) > 1:
        state = words[1]
        if state.endswith("ed") or state in lists().participles:
            return _lemma(state, terms), True, state
        if state.endswith("ing") and words[0] == "be":
            return _lemma(state, terms), False, ""
        return "be" if words[0] != "get" else "get", False, state
    return _lemma(words[0], terms), False, ""


def _thing(subject: str, tail: str, of_the_subject: bool, terms: Sequence[str]) -> str:
    """Return the lemma of what a deed is done to.

    >>> _thing("the firm", " open a battery plant in May", False, ["open", "battery", "plant"])
    'plant'
    >>> _thing("the findings of the inquiry", " be published", True, ["finding", "inquiry", "publish"])
    'finding'
    """
    object_ = "" if of_the_subject else _PHRASE_END.split(tail.strip(), maxsplit=1)[0]
    words = [word for word in _phrase(object_) if word not in lists().fillers and word != "to"][1:]
    words = words or _phrase(subject)
    return _lemma(words[-1], terms) if words else ""


def _phrase(words: str) -> list[str]:
    """Return the words of a noun phrase up to its first preposition, in lower case."""
    found: list[str] = []
    for match in _WORD.finditer(words):
        word = match[0].lower()
        if word in lists().stops and found:
            break
        found.append(word)
    return found


def _lemma(word: str, terms: Sequence[str]) -> str:
    """Return the lemma of a written verb, by the terms of its content.

    >>> _lemma("published", ["ministry", "publish"]), _lemma("held", ["talk", "hold"]), _lemma("shut", ["road"])
    ('publish', 'hold', 'shut')
    """
    return next((term for term in terms if term == word), None) or _nearest(word, terms)


def is_form_of(word: str, lemma: str) -> bool:
    """Return whether a written word may be a form of a lemma.

    >>> is_form_of("published", "publish"), is_form_of("held", "hold"), is_form_of("pub", "publish")
    (True, True, False)
    """
    return bool(lemma) and (word == lemma or _nearest(word, [lemma]) == lemma)


def _nearest(word: str, terms: Sequence[str]) -> str:
    best = max(terms, key=lambda term: (_common(word, term), -len(term), term), default="")
    if len(word) >= len(best) - 1 and _common(word, best) >= max(_STEM, min(len(best), len(word)) - 1):
        return best
    # "Held" and "hold" share their first two consonants.
    bones = _VOWELS.sub("", word)[:2]
    alike = (t for t in terms if abs(len(t) - len(word)) <= _STEM - 1 and t[:1] == word[:1])
    return next((term for term in alike if _VOWELS.sub("", term)[:2] == bones), word)


def _common(a: str, b: str) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count
