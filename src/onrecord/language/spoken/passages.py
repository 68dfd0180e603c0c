"""The day of a statement that names none, from the act of saying that was named before it in the same passage.

"Tesk told a news conference on Friday that it holds. ... 'Nobody need leave,' she added." A speaker goes on until
another day, another occasion or a new scene is named. So the day is taken over only by a past "said" (or a present
"says" from a present), by the same speaker, at most a few paragraphs on; a belief, a "has said" and a statement "in an
interview" of which no day is given take over nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.dates import disjoint
from onrecord.language.along import Along
from onrecord.language.findings import Findings
from onrecord.language.places import token_range
from onrecord.language.spoken.acts import (
    Cue,
    Said,
    event_of,
    is_beside,
    is_definite,
    is_new_event,
    is_one_act,
    is_perfect,
    speaks,
)
from onrecord.language.spoken.lead import date_lead
from onrecord.language.spoken.moments import Moment, moment_of
from onrecord.language.spoken.scenes import Occasion, Scene, find_occasions, find_scenes, held_event, is_other, verb_of
from onrecord.language.spoken.speakers import Act, Speaker, named, speaker_of
from onrecord.language.spoken.words import load_saying
from onrecord.model import Span

FARTHEST = 4
"""Paragraphs from one statement of a speaker to the next in which the day is taken over: farther on, reports on several
occasions have mostly come to another (read in PolNeAR's train articles)."""
_PRESENT = frozenset({"VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class _Last:
    """The last dated act of a speaker."""

    speaker: Speaker
    place: int
    end: int
    said: Said
    present: bool = False
    event: str = ""
    """The lemma of the occasion or document that is named with it."""


def carry_days(found: Findings, acts: Sequence[Act]) -> list[Said | None]:
    """Return what is known of the day of each act, in their order: its own day, or the one that it takes over.

    Args:
        found: what is known of the text.
        acts: the statements of a report, those that others pass on left out.
    """
    occasions = find_occasions(found)
    contents = Along([span for act in acts for span in act.statement.content], span=lambda span: span)
    scenes = find_scenes(found, occasions, contents)
    appearances = _appearances(found, contents)
    last: dict[str, _Last] = {}
    days: dict[int, Said | None] = {}
    for number in sorted(range(len(acts)), key=lambda n: (acts[n].place, n)):
        act = acts[number]
        while appearances and appearances[0].place < act.place:
            appearance = appearances.pop(0)
            last[appearance.speaker.key] = appearance
        speaker = speaker_of(found, act.statement)
        said = act.said
        if said is None and act.cue is not None:
            said = _at_occasion(act.cue, occasions) or _taken_over(
                found, act, act.cue, speaker, last.get(speaker.key), scenes
            )
        days[number] = said
        if not speaker.key or act.cue is None:
            continue
        if said is not None and said.edtf is not None and _leads_on(act.cue):
            last[speaker.key] = _next(act, act.cue, speaker, said, last.get(speaker.key))
        elif (said is not None and said.edtf is None) or (is_new_event(act.cue) and not is_beside(act.cue)):
            last.pop(speaker.key, None)
    return date_lead(found, acts, [days[number] for number in range(len(acts))])


def _leads_on(cue: Cue) -> bool:
    """Whether what follows can go on with an act: not with one told beside another, nor with one of before.

    "Tesk, who vowed last year to mend it, said": the vow is not the day of "said"; "had said" leads back at once.
    """
    return speaks(cue) and not is_perfect(cue) and not is_beside(cue)


def _next(act: Act, cue: Cue, speaker: Speaker, said: Said, before: _Last | None) -> _Last:
    event = event_of(cue)
    named = event.lemma_.lower() if event is not None else ""
    if not named and before is not None and said is not act.said:
        named = before.event
    end = max(act.statement.sentence[1], act.statement.content[-1][1])
    return _Last(speaker, act.place, end, said, cue.head.tag_ in _PRESENT, named)


def _appearances(found: Findings, contents: Along[Span]) -> list[_Last]:
    """Who is said to have spoken on which day, in text order: "Tesk spoke at a rally on Monday."."""
    words = load_saying()
    appearances = []
    for time in found.times:
        if contents.holds(time.span[0]) or found.quotes.holds(time.span[0]):
            continue
        start, end = token_range(found.doc, time.span)
        verb = verb_of(found.doc[start:end].root)
        if (
            verb is None
            or verb.tag_ != "VBD"
            or not (verb.lemma_.lower() in words.speaking or held_event(verb) is not None)
        ):
            continue
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        names = found.names.touching(subject.idx, subject.idx + len(subject)) if subject is not None else []
        moment = moment_of(found.doc, time, found.published)
        if not names or not isinstance(moment, Moment):
            continue
        said = Said(moment.edtf, f'"{moment.words}" stands with "{verb.text}"', words=moment.words)
        speaker = named(found, names[0].span, names[0])
        appearances.append(_Last(speaker, time.span[0], verb.sent.end_char, said))
    return appearances


def _at_occasion(cue: Cue, occasions: Sequence[Occasion]) -> Said | None:
    """The day of the occasion that a statement was made at, if the report names one such before, and one day."""
    noun = event_of(cue)
    if noun is None or not is_one_act(cue) or not is_definite(noun):
        return None
    lemma = noun.lemma_.lower()
    same = [one for one in occasions if one.noun == lemma]
    before = [one for one in same if one.place <= noun.idx]
    if not before or any(disjoint(one.moment.edtf, before[-1].moment.edtf) for one in same):
        return None
    moment = min(before, key=lambda one: (len(one.moment.edtf) != len("2024-12-06"), -one.place)).moment
    return Said(moment.edtf, f'"{moment.words}" stands with "{noun.text}" before', words=moment.words)


def _taken_over(
    found: Findings, act: Act, cue: Cue, speaker: Speaker, last: _Last | None, scenes: Along[Scene]
) -> Said | None:
    """The day of the last act of the same speaker, if this one goes on with it."""
    if last is None or last.said.edtf is None or not _goes_on(cue, last) or is_new_event(cue):
        return None
    if not last.speaker.may_be(speaker):
        return None
    event = event_of(cue)
    own = event is not None and any(child.dep_ == "poss" for child in event.children)
    if event is not None and event.lemma_.lower() != last.event and not (own and not last.event):
        return None
    start = min(act.statement.sentence[0], act.place)
    if start > last.end:
        if len(found.paragraphs.touching(last.end, start)) - 1 > FARTHEST:
            return None
        if any(is_other(scene, last.said.edtf) for scene in scenes.starting(last.end, act.place)):
            return None
    elif any(is_other(scene, last.said.edtf) for scene in scenes.starting(start, act.place)):
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
    if not speaks(cue) or not is_one_act(cue) or is_perfect(cue):
        return False
    if verb.tag_ == "VBG":
        return verb.head.pos_ in ("VERB", "AUX") and last.place >= verb.sent.start_char
    if verb.tag_ in _PRESENT:
        return last.present
    return verb.tag_ in ("VBD", "VBN") and not last.present
