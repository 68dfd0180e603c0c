"""The day of a statement that names none, from the act of saying that was named before it in the same passage.

"Tesk told a news conference on Friday that it holds. ... 'Nobody need leave,' she added." A speaker goes on until
another day, another occasion or a new scene is named. So the day is taken over only by a past "said" (or a present
"says" from a present), by the same speaker, at most a few paragraphs on; a belief, a "has said" and a statement "in an
interview" of which no day is given take over nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.dates import day_of, disjoint
from onrecord.language.along import Along
from onrecord.language.drafts.cues import load_cues
from onrecord.language.findings import Findings
from onrecord.language.places import text_of, token_range
from onrecord.language.spoken.beside import Cue, Said, event_of, is_one_act
from onrecord.language.spoken.moments import Moment, moment_of
from onrecord.language.spoken.words import load_saying
from onrecord.model import Span, Statement

FARTHEST = 4
"""Paragraphs from one statement of a speaker to the next in which the day is taken over: farther on, reports on several
occasions have mostly come to another (read in PolNeAR's train articles)."""
LEAD = 3
"""Paragraphs: the headline and the first two of the text."""
NEWS = 3
"""Days before publication in which the news of a report lies."""
_LEAD = 6
"""Tokens at the head of a sentence among which a time sets a new scene: "Two weeks ago, she was in Port Eske."."""
_DEFINITE = frozenset({"the", "that", "this", "his", "her", "their", "its", "same", "those", "these"})
_PRESENT = frozenset({"VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class Act:
    """A statement with what is known of when it was said."""

    statement: Statement
    cue: Cue | None
    said: Said | None

    @property
    def place(self) -> int:
        """Where its cue stands; where there is none, its content (code points)."""
        return self.cue.head.idx if self.cue is not None else self.statement.content[0][0]


@dataclass(frozen=True, slots=True)
class _Last:
    """The last dated act of a speaker."""

    place: int
    end: int
    said: Said
    present: bool
    name: str = ""
    """The speaker, as fully as the report names them there."""
    event: str = ""
    """The lemma of the occasion or document that is named with it."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """An occasion or a document whose day the report names."""

    noun: str
    place: int
    moment: Moment


def carry_days(found: Findings, acts: Sequence[Act]) -> list[Said | None]:
    """Return what is known of the day of each act, in their order: its own day, or the one that it takes over.

    Args:
        found: what is known of the text.
        acts: the statements of a report, those that others pass on left out.
    """
    occasions = find_occasions(found)
    scenes = _scenes(found, occasions)
    appearances = _appearances(found, acts)
    last: dict[str, _Last] = {}
    days: dict[int, Said | None] = {}
    for number in sorted(range(len(acts)), key=lambda n: (acts[n].place, n)):
        act = acts[number]
        while appearances and appearances[0][1].place < act.place:
            who, appearance = appearances.pop(0)
            last[who] = appearance
        speaker = _speaker(found, act)
        said = act.said
        if said is None and act.cue is not None:
            said = _at_occasion(act.cue, occasions) or _taken_over(found, act, act.cue, last.get(speaker), scenes)
        days[number] = said
        if not speaker or act.cue is None:
            continue
        if said is not None and said.edtf is not None:
            end = max(act.statement.sentence[1], act.statement.content[-1][1])
            event = event_of(act.cue)
            named = event.lemma_.lower() if event is not None else last[speaker].event if speaker in last else ""
            last[speaker] = _Last(act.place, end, said, act.cue.head.tag_ in _PRESENT, _name(found, act), named)
        elif _is_new_occasion(act.cue):
            last.pop(speaker, None)
    _date_the_lead(found, acts, days)
    return [days[number] for number in range(len(acts))]


def _date_the_lead(found: Findings, acts: Sequence[Act], days: dict[int, Said | None]) -> None:
    """Date the headline and the lead from the first statement behind them by the same speaker, if that is the news.

    A report opens with what was said and tells when in its next sentences; only a day within `NEWS` of the report's own
    is taken back, for a lead may lead to an old story.
    """
    ends = [span[1] for span in list(found.paragraphs)[:LEAD]]
    published = day_of(found.published)
    if not ends or published is None:
        return
    order = sorted(days, key=lambda n: (acts[n].place, n))
    for position, number in enumerate(order):
        act, speaker = acts[number], _speaker(found, acts[number])
        if days[number] is not None or not speaker or act.cue is None or act.place >= ends[-1]:
            continue
        later = next((n for n in order[position + 1 :] if _speaker(found, acts[n]) == speaker), None)
        if later is None or not _may_be_one(_name(found, act), _name(found, acts[later])):
            continue
        said = acts[later].said
        if said is None or said.edtf is None or not _near(found, act, acts[later]):
            continue
        day = day_of(said.edtf) if "/" not in said.edtf else None
        if day is None or (published - day).days > NEWS or not _opens(act.cue) or _is_new_occasion(act.cue):
            continue
        because = f'as the statement after it by the same speaker, for which the report has "{said.words}"'
        days[number] = Said(said.edtf, because, words=said.words)


def _near(found: Findings, act: Act, later: Act) -> bool:
    return len(found.paragraphs.touching(act.place, later.place + 1)) - 1 <= LEAD


def _opens(cue: Cue) -> bool:
    """Whether a cue tells of one act of saying: "said", and "says" as headlines and leads have it."""
    lemma, verb = cue.head.lemma_.lower(), cue.head
    spoken = lemma in load_cues()["speech"] or lemma in load_cues()["speech_object"]
    perfect = any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children)
    return spoken and is_one_act(cue) and not perfect and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN")


def find_occasions(found: Findings) -> list[Occasion]:
    """Return the occasions and documents to which the report puts a day: "Friday's briefing", "held a rally on Monday"."""
    occasions = []
    for time in found.times:
        start, end = token_range(found.doc, time.span)
        noun = _noun_of(found.doc[start:end].root)
        moment = moment_of(found.doc, time, found.published) if noun is not None else None
        if noun is not None and isinstance(moment, Moment):
            occasions.append(Occasion(noun.lemma_.lower(), noun.idx, moment))
    return occasions


def _appearances(found: Findings, acts: Sequence[Act]) -> list[tuple[str, _Last]]:
    """Who is said to have spoken on which day, in text order: "Tesk spoke at a rally on Monday."."""
    words = load_saying()
    contents = Along([span for act in acts for span in act.statement.content], span=lambda span: span)
    appearances = []
    for time in found.times:
        if contents.holds(time.span[0]) or found.quotes.holds(time.span[0]):
            continue
        start, end = token_range(found.doc, time.span)
        verb = _verb_of(found.doc[start:end].root)
        if verb is None or verb.tag_ != "VBD" or not (verb.lemma_.lower() in words.speaking or _held(verb) is not None):
            continue
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        names = found.names.touching(subject.idx, subject.idx + len(subject)) if subject is not None else []
        moment = moment_of(found.doc, time, found.published)
        if not names or not isinstance(moment, Moment):
            continue
        said = Said(moment.edtf, f'"{moment.words}" stands with "{verb.text}"', words=moment.words)
        key = _key(text_of(found.doc)[slice(*names[0].span)], person=names[0].kind == "person")
        name = text_of(found.doc)[slice(*names[0].span)]
        appearances.append((key, _Last(time.span[0], verb.sent.end_char, said, False, name)))
    return appearances


def _verb_of(root: Token) -> Token | None:
    """The verb that a time is put to, directly or through an occasion: "spoke on Monday", "spoke at a rally on Monday"."""
    words = load_saying()
    node = root
    for _ in range(5):
        head = node.head
        if head.i == node.i:
            return None
        if head.pos_ == "VERB":
            return head
        event = words.names_event(head.lemma_.lower()) or head.lemma_.lower() in words.listeners
        if head.pos_ != "ADP" and not (head.pos_ == "NOUN" and event) and head.pos_ != "PROPN":
            return None
        node = head
    return None


def _noun_of(root: Token) -> Token | None:
    """The occasion that a time is put to, by itself or through the verb that says that it was held."""
    words = load_saying()
    node = root
    for _ in range(5):
        head = node.head
        if head.i == node.i:
            return None
        lemma = head.lemma_.lower()
        if head.pos_ == "NOUN":
            return head if words.names_event(lemma) else None
        if head.pos_ in ("VERB", "AUX"):
            if head.dep_ == "acl" and lemma in words.issued:
                node = head
                continue
            if any(child.tag_ == "MD" for child in head.children):
                return None
            return _held(head)
        if head.pos_ != "ADP":
            return None
        node = head
    return None


def _held(verb: Token) -> Token | None:
    words = load_saying()
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    places = [g for c in verb.children if c.dep_ == "prep" and c.lower_ in ("at", "during", "in") for g in c.children]
    for noun in (*objects, *places):
        if noun.pos_ == "NOUN" and words.names_event(noun.lemma_.lower()):
            return noun
    return None


def _at_occasion(cue: Cue, occasions: Sequence[Occasion]) -> Said | None:
    """The day of the occasion that a statement was made at, if the report names one such occasion before, and one day."""
    noun = event_of(cue)
    if noun is None or not is_one_act(cue) or not _is_definite(noun):
        return None
    lemma = noun.lemma_.lower()
    same = [one for one in occasions if one.noun == lemma]
    before = [one for one in same if one.place <= noun.idx]
    if not before or any(disjoint(one.moment.edtf, before[-1].moment.edtf) for one in same):
        return None
    moment = min(before, key=lambda one: (len(one.moment.edtf) != len("2024-12-06"), -one.place)).moment
    return Said(moment.edtf, f'"{moment.words}" stands with "{noun.text}" before', words=moment.words)


def _is_definite(noun: Token) -> bool:
    marks = {child.lower_ for child in noun.children if child.dep_ in ("det", "poss")}
    return bool(marks & _DEFINITE)


def _is_new_occasion(cue: Cue) -> bool:
    noun = event_of(cue)
    return noun is not None and not _is_definite(noun)


def _taken_over(found: Findings, act: Act, cue: Cue, last: _Last | None, scenes: Along[_Scene]) -> Said | None:
    """The day of the last act of the same speaker, if this one goes on with it."""
    if last is None or last.said.edtf is None or not _goes_on(cue, last) or _is_new_occasion(cue):
        return None
    if not _may_be_one(last.name, _name(found, act)):
        return None
    event = event_of(cue)
    own = event is not None and any(child.dep_ == "poss" for child in event.children)
    if event is not None and event.lemma_.lower() != last.event and not (own and not last.event):
        return None
    start = min(act.statement.sentence[0], act.place)
    if start > last.end:
        if len(found.paragraphs.touching(last.end, start)) - 1 > FARTHEST:
            return None
        if any(_other(scene, last.said.edtf) for scene in scenes.starting(last.end, act.place)):
            return None
    elif any(_other(scene, last.said.edtf) for scene in scenes.starting(start, act.place)):
        return None
    words = last.said.words
    return Said(
        last.said.edtf,
        f'as the statement before it by the same speaker, for which the report has "{words}"',
        words=words,
    )


def _goes_on(cue: Cue, last: _Last) -> bool:
    """Whether a cue tells of one more act of the same kind: "said" after "said on Friday", "says" after "tells".

    "Adding" and "saying" go with the verb before them.
    """
    verb = cue.head
    lemma = verb.lemma_.lower()
    if lemma not in load_cues()["speech"] and lemma not in load_cues()["speech_object"]:
        return False
    if not is_one_act(cue) or any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children):
        return False
    if verb.tag_ == "VBG":
        return verb.head.pos_ in ("VERB", "AUX") and last.place >= verb.sent.start_char
    if verb.tag_ in _PRESENT:
        return last.present
    return verb.tag_ in ("VBD", "VBN") and not last.present


@dataclass(frozen=True, slots=True)
class _Scene:
    span: Span
    edtf: str | None


def _scenes(found: Findings, occasions: Sequence[Occasion]) -> Along[_Scene]:
    """The times that set a scene: those that open a sentence outside quotation marks, and the days of occasions.

    One that names no day ("a few weeks later", "recently") sets a scene too, of a day that is not known.
    """
    scenes = [_Scene(one.moment.time.span, one.moment.edtf) for one in occasions]
    for time in found.times:
        if time.type == "SET" or time.value == "PRESENT_REF" or found.quotes.holds(time.span[0]):
            continue
        start, _ = token_range(found.doc, time.span)
        if start - found.doc[start].sent.start < _LEAD:
            scenes.append(_Scene(time.span, time.edtf.partition("T")[0] if time.edtf is not None else None))
    return Along(scenes, span=lambda scene: scene.span)


def _other(scene: _Scene, said_on: str) -> bool:
    return scene.edtf is None or disjoint(scene.edtf, said_on)


def _speaker(found: Findings, act: Act) -> str:
    """What stands for a speaker inside one report: the name, or the words of a source that is definite; '' for none."""
    statement, text = act.statement, text_of(found.doc)
    if statement.name is not None:
        name = next((one for one in found.names.touching(*statement.name)), None)
        return _key(text[slice(*statement.name)], person=name is None or name.kind == "person")
    source = " ".join(text[slice(*span)] for span in statement.source).casefold()
    first, _, rest = source.partition(" ")
    return rest if first == "the" else ""


def _name(found: Findings, act: Act) -> str:
    return text_of(found.doc)[slice(*act.statement.name)] if act.statement.name is not None else ""


def _may_be_one(one: str, other: str) -> bool:
    """Whether two names with the same end can be one person's: "Ana Orr" and "Tam Orr" are two."""
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return words <= others or others <= words or len(words & others) > 1


def _key(name: str, *, person: bool) -> str:
    """A person's last name, another name as a whole: "Norra News" and "Eske News" are two."""
    words = name.casefold().removeprefix("the ").split()
    return words[-1] if person else " ".join(words)
