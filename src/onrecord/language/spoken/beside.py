"""The day that a report puts to one act of saying: "said on Friday", "speaking on Monday, she said", "a 2014 study found".

Where a time attaches is what small parsers get wrong most, so two witnesses are heard. The order of words: a time that
only listeners, places and events part from the cue stands with it ("told reporters in the hall on Friday"), and so
does one that opens the sentence before the source. The tree: a time whose way up leads to the cue, or to a verb or
noun of speaking that goes with it. Every word on either way has to be known as one that has no day of its own, so a
time of what is spoken about ("said of the storm on Friday") is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from onrecord.dates import bounds, within
from onrecord.language.drafts.cues import load_cues
from onrecord.language.drafts.draft import Draft
from onrecord.language.findings import Findings
from onrecord.language.places import span_of, token_range
from onrecord.language.spoken.moments import Late, Moment, moment_of
from onrecord.language.spoken.words import load_saying
from onrecord.model import Span, Time

_REACH = 16
"""Tokens between a cue and a time that stands with it."""
_STEPS = 10
"""Steps up a tree."""
_SMALL = frozenset({"DET", "PRON", "PROPN", "ADJ", "ADV", "NUM", "PART", "CCONJ", "SPACE"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_NO_DAY = frozenset({"over", "within", "for", "until", "till", "by", "before", "after", "since", "through", "throughout", "between"})
"""Before a time, these make a stretch or a bound of it."""
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Said:
    """When something was said, and why. `edtf` is None where the words name a day on which it cannot have been."""

    edtf: str | None
    because: str
    time: Time | None = None
    """The expression, if the cue shows that another day is meant than was found."""
    words: str = ""
    """The words that name the day."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What an act of saying rests on in the parse."""

    doc: Doc
    head: Token
    verbs: tuple[Token, ...]
    """The cue and the verbs that go with it: in "spoke on Friday, saying", both."""
    tokens: tuple[int, ...]
    source: tuple[int, int] | None
    content: tuple[Span, ...]

    @property
    def words(self) -> str:
        """The words that carry it."""
        return str(self.head.text)

    def in_content(self, token: int) -> bool:
        """Whether a token lies in the content."""
        return any(a <= self.doc[token].idx < b for a, b in self.content)

    def in_source(self, token: int) -> bool:
        """Whether a token lies in the source."""
        return self.source is not None and self.source[0] <= token < self.source[1]


def cue_of(doc: Doc, draft: Draft, content: Sequence[Span]) -> Cue | None:
    """Return the cue of a draft, None where none of its words stands for it (a dash, a colon)."""
    if draft.head < 0 or not draft.cue:
        return None
    head = doc[draft.head]
    return Cue(doc, head, tuple(_together(head)), tuple(sorted(draft.cue)), draft.source, tuple(content))


def is_one_act(cue: Cue) -> bool:
    """Whether something was said once: not "will say", "may have said", "has repeatedly said"."""
    words = load_saying()
    for verb in cue.verbs[:1]:
        if any(child.tag_ == "MD" for child in verb.children):
            return False
        if any(child.lower_ in words.standing for child in (*verb.children, *(cue.doc[i] for i in cue.tokens))):
            return False
        if _is_infinitive(verb) and verb.head.lemma_ in words.to_come:
            return False
    return True


def said_beside(found: Findings, cue: Cue, sentence: Span) -> Said | None:
    """Return the day that the words beside a cue put to it, None where they put none.

    Args:
        found: what is known of the text.
        cue: the act of saying.
        sentence: the sentence or sentences that hold the statement.
    """
    if not is_one_act(cue):
        return None
    late: Late | None = None
    ranked: list[tuple[int, Moment, str]] = []
    for time in found.times.starting(*sentence):
        if any(a <= time.span[0] < b for a, b in cue.content):
            continue
        way = _way(cue, time, found)
        if way is None:
            continue
        moment = moment_of(cue.doc, time, found.published)
        if isinstance(moment, Moment):
            ranked.append((way[0], moment, way[1]))
        elif moment is not None:
            late = moment
    chosen = _one(ranked)
    if chosen is not None:
        moment, event = chosen
        edtf, because = moment.edtf, f'"{moment.words}" stands with "{event or cue.words}"'
        if event.startswith("!"):
            edtf, because = f"../{_last_day(moment.edtf)}", f'"{moment.words}" is when "{event[1:]}" was put out'
        time = moment.time
        return Said(edtf, because, time if time not in found.times.starting(*time.span) else None, moment.words)
    if late is not None and not ranked and cue.head.lemma_.lower() in load_cues()["speech"]:
        return Said(None, f'"{late.words}" would be {late.edtf}, after the report was published')
    return None


def _one(ranked: Sequence[tuple[int, Moment, str]]) -> tuple[Moment, str] | None:
    """Return the one day that is meant: the surest, and of two as sure the finer, if one holds the other."""
    if not ranked:
        return None
    best = min(rank for rank, _, _ in ranked)
    moments = [(moment, event) for rank, moment, event in ranked if rank == best]
    for moment, event in moments:
        if all(within(moment.edtf, other.edtf) for other, _ in moments):
            return moment, event
    return None


def _last_day(edtf: str) -> str:
    return str(bounds(edtf)[1])


def _way(cue: Cue, time: Time, found: Findings) -> tuple[int, str] | None:
    """Return how a time goes with a cue: how sure (0 is surest) and the words between, None if it does not."""
    start, end = token_range(cue.doc, time.span)
    root = cue.doc[start:end].root
    if found.quotes.holds(time.span[0]) or (start > 0 and cue.doc[start - 1].lower_ in _NO_DAY):
        return None
    placed = _by_order(cue, start, end)
    if placed is not None:
        return placed
    if cue.doc[start:end].text.lower() == "today":  # as often "in these days"
        return None
    return _by_tree(cue, root)


# ---------------------------------------------------------------- the order of words


def _by_order(cue: Cue, start: int, end: int) -> tuple[int, str] | None:
    doc = cue.doc
    if _modifies_noun(doc, start, end):
        return None
    first = start - 1 if start > 0 and doc[start - 1].pos_ == "ADP" else start
    before = [i for i in cue.tokens if i < start]
    if before and not cue.in_source(start):
        between = range(max(before) + 1, first)
        if len(between) <= _REACH and _are_clear(cue, between):
            return 0, _event_among(cue, between)
        behind = _behind_content(cue, first)
        # What the content leaves out behind itself is the cue's: "called it a ruin | on Friday".
        event = _event_among(cue, behind) if behind else ""
        if behind and len(behind) <= _REACH and _are_clear(cue, behind, commas=bool(event)):
            return 1, event
    if cue.source is None:
        return None
    low, high = cue.source
    if high <= start and end <= cue.tokens[0]:
        between = (*range(high, first), *range(end, cue.tokens[0]))
        if len(between) <= _REACH and _are_clear(cue, between, commas=True):
            return 0, _event_among(cue, between)
    if before and low > max(before) and low < start < high == end:  # "said Tesk, the mayor, on Friday"
        commas = [i for i in range(low, first) if doc[i].text == ","]
        if commas and _are_clear(replace(cue, source=None), range(commas[-1] + 1, first)):
            return 0, ""
    opening = _opening(doc, first, low)
    if opening is not None and end <= low < cue.tokens[0] and not any(cue.in_content(i) for i in range(opening, low)):
        lead, rest = range(opening, first), range(end, low)
        if len(lead) <= _REACH and len(rest) <= _REACH and _are_clear(cue, (*lead, *rest), commas=True):
            return 0, _event_among(cue, (*lead, *rest))
    return None


def _behind_content(cue: Cue, first: int) -> range:
    """The words between the content and a time behind it: "called it a ruin | during a speech in Port Eske on | Friday"."""
    start = first = first + 1 if cue.doc[first].pos_ == "ADP" else first
    sentence = cue.doc[first].sent.start
    while start > sentence and not cue.in_content(start - 1):
        start -= 1
    return range(start, first) if start > sentence and start > cue.tokens[-1] else range(0)


def _opening(doc: Doc, first: int, low: int) -> int | None:
    """The start of the sentence that a time opens, if the source stands in the same one."""
    sentence = doc[first].sent
    return int(sentence.start) if sentence.start <= low < sentence.end else None


def _modifies_noun(doc: Doc, start: int, end: int) -> bool:
    """Whether a time describes a noun behind it that is no occasion: "Friday's vote", "the 2014 floods"."""
    root = doc[start:end].root
    head = root.head
    return head.i >= end and head.pos_ in ("NOUN", "PROPN") and not load_saying().names_event(head.lemma_.lower())


def _are_clear(cue: Cue, between: Iterable[int], *, commas: bool = False) -> bool:
    """Whether none of the words between a cue and a time could have that day for itself."""
    words = load_saying()
    for i in between:
        token = cue.doc[i]
        lemma = token.lemma_.lower()
        if cue.in_content(i) or token.lower_ == "that":
            return False
        if cue.in_source(i) or token.pos_ in _SMALL:
            continue
        if token.is_punct and (token.text in "()“”\"‘’'-" or (commas and token.text == ",")):
            continue
        if token.pos_ in ("ADP", "SCONJ") and token.lower_ in words.places and not _names_topic(cue, token):
            continue
        if token.pos_ == "NOUN" and (lemma in words.listeners or words.names_event(lemma)):
            continue
        if token.tag_ in ("VBN", "VBD") and lemma in words.issued and token.dep_ == "acl":
            continue
        if token.tag_ == "VBG" and lemma in words.speaking:
            continue
        return False
    return True


def _names_topic(cue: Cue, preposition: Token) -> bool:
    """Whether a preposition of the cue leads to what was spoken of: "said of Monday's storm"."""
    after_cue = preposition.i == max(cue.tokens) + 1 or preposition.i in cue.tokens
    return preposition.lower_ in ("of", "as", "for", "over") and (preposition.head in cue.verbs or after_cue)


def _event_among(cue: Cue, between: Iterable[int]) -> str:
    """The event or document that stands between a cue and its day, if it was put out later than spoken, with a mark."""
    words = load_saying()
    tokens = [cue.doc[i] for i in between]
    events = [t for t in tokens if t.pos_ == "NOUN" and words.names_event(t.lemma_.lower())]
    return _marked(events[0], tokens) if events else ""


def _marked(event: Token, way: Iterable[Token]) -> str:
    words = load_saying()
    later = event.lemma_.lower() in words.recorded and any(
        t.lemma_.lower() in words.put_out and t.tag_ in ("VBN", "VBD") for t in way
    )
    before = [child.text for child in event.lefts if child.dep_ == "compound" and child.i == event.i - 1]
    shown = " ".join([*before, event.text])
    return f"!{shown}" if later else shown


# ---------------------------------------------------------------- the tree


def _by_tree(cue: Cue, root: Token) -> tuple[int, str] | None:
    """Climb from a time to the cue; every word on the way has to be one that the day can be passed through."""
    words = load_saying()
    if root.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):  # "entered the year", "Friday was"
        return None
    event, way = "", [root]
    node = root
    for _ in range(_STEPS):
        head = node.head
        if head.i == node.i:
            return None
        lemma = head.lemma_.lower()
        if any(head.i == verb.i for verb in cue.verbs):
            if node.dep_ in ("ccomp", "relcl", "nsubj", "nsubjpass", "conj", "xcomp", "parataxis"):
                return None
            return (1 if event else 0), event
        if cue.in_content(head.i):
            return None
        way.append(head)
        if cue.source is not None and head.i == cue.doc[cue.source[0] : cue.source[1]].root.i:
            return _from_source(cue, way)
        if head.pos_ in _VERBAL:
            if not _passes(cue, node, head):
                return None
        elif head.pos_ in _NOMINAL:
            if words.names_event(lemma):
                event = event or _marked(head, way)
            elif head.pos_ == "NOUN" and lemma not in words.listeners:
                return None
        elif head.pos_ not in ("ADP", "SCONJ", "ADV", "PART"):
            return None
        elif head.pos_ == "ADP" and (head.lower_ not in words.places or _names_topic(cue, head)):
            return None
        node = head
    return None


def _from_source(cue: Cue, way: Sequence[Token]) -> tuple[int, str] | None:
    """Whether a time put to the source is the day of saying: "Tesk, speaking on Monday", "a batch of letters from May"."""
    words = load_saying()
    *below, root = way
    spoke = [t for t in below if t.pos_ in _VERBAL and t.lemma_.lower() in words.speaking and t.dep_ in ("acl", "relcl")]
    if spoke and spoke[-1].head.i == root.i:
        return 1, str(spoke[-1].text)
    documents = [t for t in way if t.pos_ == "NOUN" and t.lemma_.lower() in words.documents]
    if not documents:
        return None
    above = way[way.index(documents[0]) + 1 :]
    if all(t.i == root.i or t.lower_ == "of" for t in above) and root.pos_ == "NOUN":
        return 2, _marked(documents[0], way)
    return None


def _passes(cue: Cue, node: Token, verb: Token) -> bool:
    """Whether the day of a verb that hangs on the cue or its source is the cue's day too."""
    words = load_saying()
    lemma = verb.lemma_.lower()
    if verb.dep_ == "acl" and lemma in words.issued and words.names_event(verb.head.lemma_.lower()):
        return True
    if any(child.tag_ == "MD" or child.lower_ in ("having", "after", "before", "since") for child in verb.children):
        return False
    if verb.dep_ in ("acl", "relcl"):
        return lemma in words.speaking and (cue.in_source(verb.head.i) or verb.head.dep_ in ("nsubj", "nsubjpass"))
    marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")}
    if "as" in marks:  # "as he had in 2014"
        return False
    if verb.dep_ not in ("advcl", "pcomp"):
        return False
    if verb.dep_ == "pcomp" and verb.head.lower_ not in ("in", "while", "by"):
        return False
    if marks & words.at_once or lemma in words.speaking:
        return True
    direct = node.dep_ in ("npadvmod", "prep", "advmod", "tmod")
    return direct and verb.tag_ == "VBG" and not marks and lemma not in words.elsewhere


def _together(head: Token) -> Iterator[Token]:
    """Yield a cue's verb and those on which it hangs and whose day it shares."""
    yield head
    verb = head
    for _ in range(3):
        above = verb.head
        if above.i == verb.i or above.pos_ not in _VERBAL:
            return
        subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")}
        if verb.dep_ == "advcl":
            shares = bool(marks & load_saying().at_once) or (not subjects and not marks - {"also", "then"})
            shares = shares and (verb.tag_ in ("VBG", "VB") or bool(marks & load_saying().at_once))
        elif verb.dep_ == "conj":
            shares = not subjects and verb.i > above.i
        else:
            shares = verb.dep_ == "xcomp" and not subjects
        if not shares or above.lemma_.lower() in load_saying().to_come:
            return
        yield above
        verb = above


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def event_of(cue: Cue) -> Token | None:
    """Return the occasion or document at or in which something is said: "said at the briefing", "wrote in a letter"."""
    words = load_saying()
    for verb in cue.verbs:
        for child in verb.children:
            if child.dep_ != "prep" or child.lower_ not in ("at", "in", "during", "on", "via", "through"):
                continue
            for noun in child.children:
                lemma = noun.lemma_.lower()
                if noun.dep_ == "pobj" and words.names_event(lemma) and not cue.in_content(noun.i):
                    return noun
    if cue.source is not None:
        root = cue.doc[cue.source[0] : cue.source[1]].root
        if root.pos_ == "NOUN" and root.lemma_.lower() in words.documents:
            return root
    return None


def span_of_cue(cue: Cue) -> Span:
    """The span from the first to the last word of a cue."""
    return span_of(cue.doc, cue.tokens[0], cue.tokens[-1] + 1)
