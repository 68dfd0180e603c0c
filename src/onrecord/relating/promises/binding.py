"""Who is bound by a statement, to what, and why: or why nobody is.

Bound is who promises ("pledged"), who speaks of what he himself will do ("we will", "he said he would"), and who can be
held to what is his: a firm to its products, a government to its country, the holder of an office to what the office
does. Nobody is bound by a forecast, a wish, a demand or a condition, or by what others will do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model import Entity, EntityKind, Report, Span, Statement
from onrecord.relating.facts import Facts
from onrecord.relating.promises.deeds import Deed, deeds
from onrecord.relating.promises.due import Due, due_of
from onrecord.relating.promises.lists import lists

_STEM = 5
"""Code points by which a place and its adjective are known as one: "Haldria", "Haldrian"."""
_NO_WORDS = re.compile(r"[\d\W]*(?:also|now|then|soon|\w+ly)?")
"""What may stand between a name that is the subject and its verb: an age, an adverb."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIRST = frozenset({"i", "we"})
_OWN = frozenset({"my", "our"})
_THIRD: Mapping[EntityKind, frozenset[str]] = {
    "person": frozenset({"he", "she"}),
    "organisation": frozenset({"it"}),
    "place": frozenset({"it"}),
    "group": frozenset({"they"}),
    "thing": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Bound:
    """One statement that binds its speaker."""

    facts: Facts
    speaker: str
    due: Due
    deed: Deed
    hedged: bool
    """Only a possibility is put: "could", "I think it will"."""
    why: str


def binds(
    facts: Facts, report: Report, people: Mapping[str, Entity], named: Mapping[tuple[str, Span], str]
) -> Bound | str:
    """Return how a statement binds its speaker, or why it does not.

    Args:
        facts: The statement.
        report: Its report.
        people: All entities, by id.
        named: The entity of each mention, by report and span.
    """
    speaker = people.get(facts.speaker or "")
    statement, table = facts.statement, lists()
    if not facts.attributed or speaker is None:
        return "nobody known says it"
    if statement.negated:
        return "denied"
    if statement.cue_lemma not in table.speaking | table.cues:
        return "foreseen, wished or passed on"
    if any(term in table.other_terms for term in statement.terms):
        return "a forecast"
    found = deeds(statement, report, table.cues, table.nouns)
    if not found:
        return "no deed to come"
    reasons = []
    options: list[Bound] = []
    for deed in found:
        bound = _by(deed, facts, speaker, report, people, named)
        if isinstance(bound, str):
            reasons.append(bound)
        else:
            options.append(bound)
    if not options:
        return reasons[0]
    return min(options, key=lambda b: (not b.due.dated, b.due.span is None, b.deed.marker))


def _by(
    deed: Deed,
    facts: Facts,
    speaker: Entity,
    report: Report,
    people: Mapping[str, Entity],
    named: Mapping[tuple[str, Span], str],
) -> Bound | str:
    statement = facts.statement
    if deed.negated:
        return "denied"
    if deed.conditional:
        return "on a condition"
    if deed.asked:
        return "a question"
    if deed.wishes:
        return "a wish or an expectation"
    due = due_of(deed, statement, report)
    if due is None:
        return "no time to come"
    held = _office(facts, speaker, report)
    official = held is not None or speaker.kind in ("organisation", "place")
    self_ = _whose(deed, facts, speaker, report, people, named)
    if self_ == "other":
        return "what others will do"
    if deed.how == "possible" and not (due.dated and official):
        return "a possibility without a date"
    if not _controlled(deed, due, self_):
        return "not for anybody to promise"
    if not (due.dated or due.span is not None) and not _definite(
        deed, self_, official, speaker.kind in ("organisation", "place"), facts, report
    ):
        return "no time, and no deed that is definite enough"
    why = _tie(facts, speaker, self_, held)
    if why is None:
        return "a person without an office, on what others will do"
    hedged = deed.how == "possible" or statement.hedged or deed.unsure or deed.thought
    return Bound(facts, speaker.id, due, deed, hedged, why)


def _tie(facts: Facts, speaker: Entity, self_: str, held: str | None) -> str | None:
    """Return what binds the speaker to the words, in plain words."""
    cue = facts.statement.cue_lemma
    if cue in lists().cues:
        return f'by the word "{cue}"'
    if self_ == "first person":
        return "in the first person"
    if speaker.kind == "organisation":
        return "by an organisation"
    if speaker.kind == "place":
        return "by a government, named by its place"
    if speaker.kind == "person" and held is not None:
        return f"by the holder of an office: {held}"
    if speaker.kind == "person" and self_ == "speaker":
        return "of what the speaker will do"
    return None


def _office(facts: Facts, speaker: Entity, report: Report) -> str | None:
    """Return the words of an office that a person holds, by the labels put to it and by how the source is named."""
    if speaker.kind != "person":
        return None
    written = [label.text for label in speaker.labels]
    written += [report.slice(span) for span in facts.statement.source]
    held = sorted({word for text in written for word in re.findall(r"[\w-]+", text.lower()) if word in lists().offices})
    return ", ".join(held[:2]) if held else None


def _whose(
    deed: Deed,
    facts: Facts,
    speaker: Entity,
    report: Report,
    people: Mapping[str, Entity],
    named: Mapping[tuple[str, Span], str],
) -> str:
    """Return who is to do it: `first person`, `speaker`, `body`, `thing` or `other`."""
    table, statement = lists(), facts.statement
    subject = deed.subject.split()
    quoted = _quoted(deed, statement.kind, report)
    if deed.how in ("infinitive", "object"):
        return "speaker"
    if not subject:  # "planned to open it" is the speaker's plan; "will open it" is whose?
        return "speaker" if deed.how == "plan" else "thing"
    last = subject[-1]
    if subject[0] == "which" and deed.how != "plan":  # "the buses, which will be handed over soon"
        return "thing"
    if subject[0] in ("which", "who") or last in ("which", "who"):
        return "other"
    if last in _FIRST or re.fullmatch(r"(?:i|we)['’](?:m|re|ll|d|ve)", last):
        return "first person" if quoted else "speaker"
    if last in _THIRD[speaker.kind] and not quoted:
        return "speaker"
    if last in ("he", "she", "you", "who", "which", "that", "this", "these", "those", "they", "there", "what"):
        return "thing" if last in ("this", "these", "they", "there") and not quoted else "other"
    here = [
        (span, named[(statement.report, span)])
        for span in sorted(statement.names)
        if deed.subject_span[0] <= span[0] < deed.subject_span[1] and (statement.report, span) in named
    ]
    if here:
        (start, end), entity = here[-1]
        rest = report.text[end : deed.subject_span[1]].strip(" ,\"”'’\n")
        opens = report.text[deed.subject_span[0] : start].strip(" ,\"“'‘\n").lower()
        whole = re.fullmatch(r"(?:s|also|now|then|soon|\w+ly)?", rest) is not None and opens in ("", "the", "that", "a")
        if entity == speaker.id and whole:
            return "speaker"
        # A court sentences, a club signs: what is done to a person is done by the body that says so.
        announced = deed.passive and speaker.kind == "organisation"
        announced = announced or statement.cue_lemma in table.cues or opens.split()[:1] == ["our"]
        if people[entity].kind == "person" and entity != speaker.id and _NO_WORDS.fullmatch(rest) and not announced:
            return "other"
        if (
            whole
            and people[entity].kind in ("organisation", "place", "group")
            and not _speaks_for(speaker, people[entity], statement, report)
        ):
            return "other"
    if any(word in table.others for word in subject[-1:]) or subject[0] in table.others:
        return "other"
    if subject[0] in _OWN and quoted:
        return "body"
    return "body" if last in table.bodies else "thing"


def _quoted(deed: Deed, kind: str, report: Report) -> bool:
    """Return whether a clause is in the speaker's own words, so that "he" is another and "I" the speaker."""
    if kind == "direct":
        return True
    before = report.text[deed.sentence[0] : deed.marker[1]]
    return kind == "mixed" and (before.count("“") > before.count("”") or before.count('"') % 2 == 1)


def _speaks_for(speaker: Entity, other: Entity, statement: Statement, report: Report) -> bool:
    """Return whether a speaker can be held to what a body or a country does: its labels or its name name it.

    "Kestrel Motors will open a plant, its chief executive Ivo Brandt said": whose he is stands in the source.
    """
    source = " ".join(report.slice(span) for span in statement.source).lower()
    of_the_body = re.search(r"\b(?:its|their|the ([a-z]+)['’]s)\s", source)
    if other.kind == "organisation" and of_the_body and of_the_body[1] in (None, *lists().bodies):
        return True
    said = " ".join([*speaker.forms, *(label.text for label in speaker.labels)]).lower()
    stems = {form.lower()[: max(_STEM, len(form) - 2)] for form in other.forms if len(form) >= _STEM - 1}
    return any(re.search(rf"\b{re.escape(stem)}", said) for stem in sorted(stems))


def _controlled(deed: Deed, due: Due, self_: str) -> bool:
    """Return whether it is a deed that somebody can be held to."""
    table = lists()
    verb = deed.verb
    if deed.how == "object":
        return True
    if verb in table.broken:
        return False
    if verb == "be":
        return due.dated and deed.state in table.states
    if verb in ("become", "have"):
        return due.dated
    if verb in ("get", "go"):  # "we will go", but "prices will go up"
        return due.dated and self_ != "thing"
    if verb in table.other_events:
        return due.dated and verb in table.with_a_date and self_ != "thing"
    return True


def _definite(deed: Deed, self_: str, official: bool, body: bool, facts: Facts, report: Report) -> bool:
    """Return whether a deed without any date is one to be held to: its doer says it, and it is no mere endeavour."""
    table = lists()
    cue = facts.statement.cue_lemma in table.cues
    if deed.waits or deed.unsure or deed.how in ("possible", "plan") or facts.statement.hedged:
        return False
    if deed.state == "able" or _tells_of_old(facts, report):
        return False
    # "He agreed to sit down" tells what was done; that a city agreed to pay is news.
    if deed.how == "infinitive" and facts.statement.cue_lemma not in table.strict and not body:
        return False
    if deed.passive:  # who announces what will be done has it in hand
        return cue and official and deed.verb not in table.other_events
    if deed.verb in table.vague or deed.verb in table.other_events or not deed.verb:
        return False
    if cue and facts.statement.cue_lemma in table.strict and official:
        return True
    return official and self_ in ("first person", "speaker", "body")


def _tells_of_old(facts: Facts, report: Report) -> bool:
    """Return whether the sentence names a year before that of the report: "in 2009 he promised to rebuild it"."""
    if facts.published is None:
        return True
    years = _YEAR.findall(report.slice(facts.statement.sentence))
    return any(int(year) < facts.published.year for year in years)
