"""What kind of entity a name is, by vote over the whole story: one tagger's slip in one report must not decide.

Each mention gives one vote as its report's analysis took it; its surroundings and its own words give more. A weapon
that one report calls "Kestrel" without more is told from a person by the reports that say "the Kestrel missile".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import takewhile

from onrecord.model import EntityKind
from onrecord.outlets import by_name
from onrecord.relating.entities.forms import Form, Naming, next_word, preceding_word
from onrecord.relating.entities.words import fold, gazetteer, name_words

STRONG = 2
"""Votes of evidence that outweighs one tag: a title, a kind of thing that follows, a word that names the kind."""
SURE = 3
"""Votes of what a report says in so many words, and for each mention of a name that the gazetteer knows, unless most
of its mentions were taken for a person."""

Votes = Counter[EntityKind]

_INVERTED = re.compile(r"[,?!.]\s?[\"”’']\s*([^\W\d_]+)\s+$")

CALLED = 2
"""Reports that must say in so many words what it is ("the ferry Grey Swan"), or all, if fewer name it."""

_OF = re.compile(r"([^\W\d_]+) of (?:the )?$")
_APPOSITION = re.compile(r", (?:an?|the|its|their|one of the) ((?:[\w-]+ ){0,5}[\w-]+)")

_ORDER: tuple[EntityKind, ...] = ("place", "organisation", "group", "thing", "person")
"""Which kind a tie goes to: a person last, for a thing taken for a person can be made to speak."""


def votes_of(form: Form) -> Votes:
    """Return the votes of one form: those of its mentions, and those of its own words."""
    votes: Votes = Counter()
    for mention in form.mentions:
        votes[mention.kind] += 1
        votes.update(_surroundings(mention))
    for kind, number in _own_words(form).items():
        votes[kind] += number * len(form.mentions)
    persons = sum(1 for mention in form.mentions if mention.kind == "person")
    speaks = any(_speaks(mention) for mention in form.mentions)
    if not speaks and _is_called(form, name_words().thing_words):
        votes["thing"] += SURE * len(form.mentions)
    bodies = {mention.report for mention in form.mentions if _called_a_body(mention)}
    if len(bodies) >= CALLED:
        votes["organisation"] += SURE * len(form.mentions)
    known = gazetteer().kinds.get(form.key)
    # "One witness, an American, said" names a people; "Christian" alone may be a given name.
    people = known == "group" and form.key not in name_words().also_given_names
    if known is not None and (people or persons * 2 <= len(form.mentions)):
        votes[known] += SURE * len(form.mentions)
    elif (known is None and form.key in name_words().platforms) or (
        known is None and by_name(form.mentions[0].text, ambiguous=False) is not None
    ):
        votes["organisation"] += SURE * len(form.mentions)
    return votes


def winner(votes: Votes) -> EntityKind:
    """Return the kind with most votes; where none has any, it is a thing, of which the least is said.

    >>> winner(Counter({"person": 2, "thing": 2}))
    'thing'
    """
    best = max(_ORDER, key=lambda kind: (votes[kind], -_ORDER.index(kind)))
    return best if votes[best] > 0 else "thing"


def total(forms: Iterable[Votes]) -> Votes:
    """Return the sum of votes, negative ones kept."""
    votes: Votes = Counter()
    for each in forms:
        votes.update(each)
    return votes


def looks_like_person(form: Form) -> bool:
    """Say whether the words of a form may be a person's: none names a kind or a people, none is lower case."""
    words, known = name_words(), gazetteer().kinds
    others = (words.place_words | words.thing_words | words.organisation_words | words.legal_suffixes) - words.particles
    if not (others - words.also_surnames).isdisjoint(form.parts) or form.key in known:
        return False
    if form.parts[0] in known and form.parts[0] not in words.also_given_names:
        return False
    return all(
        part[0].isupper() or fold(part) in words.particles or part[:3] in ("al-", "el-")
        for part in form.mentions[0].text.split()
    )


def _surroundings(mention: Naming) -> Votes:
    words = name_words()
    votes: Votes = Counter()
    following = "" if mention.possessive else next_word(mention.after, words.thing_adjectives)
    if mention.titles:
        votes["person"] += STRONG
    if following in words.thing_words:
        votes["thing"] += 1 if mention.kind == "organisation" else STRONG  # "the Marlet phone" is made by Marlet.
        votes["person"] -= STRONG
    elif _alone(mention, following) and mention.determined and not mention.titles:
        votes["person"] -= STRONG
    if preceding_word(mention.before) in words.thing_cues:
        votes["thing"] += STRONG
    if match := _OF.search(mention.before):
        votes["place"] += SURE if match.group(1).casefold() in words.place_cues | words.place_words else 0
    if preceding_word(mention.before) in words.place_prepositions and not mention.titles:
        votes["place"] += 1
        votes["person"] -= 1
    if _speaks(mention):
        votes["thing"] -= STRONG
        votes["place"] -= 1
    if next_word(mention.after.lstrip(", ")) == "who":
        votes["person"] += STRONG
    return votes


def _is_called(form: Form, nouns: frozenset[str]) -> bool:
    """Say whether enough reports put one of some nouns to a name."""
    called = {mention.report for mention in form.mentions if _called_so(mention, nouns)}
    return bool(called) and len(called) >= min(CALLED, len({mention.report for mention in form.mentions}))


def _called_so(mention: Naming, nouns: frozenset[str]) -> bool:
    """Say whether a report says in so many words what it is: "the ferry Grey Swan", "the Grey Swan, a fast ferry"."""
    if mention.titles or mention.possessive:
        return False
    said = match.group(1).casefold().split() if (match := _APPOSITION.match(mention.after)) else []
    # "Tesk, a missile analyst at a paper" is an analyst: the last word before the next small one says what it is.
    phrase = list(takewhile(lambda word: word not in name_words().function_words, said))
    return preceding_word(mention.before) in nouns or (bool(phrase) and phrase[-1] in nouns)


def _called_a_body(mention: Naming) -> bool:
    """Say whether the noun before it says that it is a body: "the law firm Marlet Krag"."""
    return not mention.titles and not mention.determined and preceding_word(mention.before) in name_words().body_cues


def _speaks(mention: Naming) -> bool:
    following = "" if mention.possessive else next_word(mention.after)
    return following in name_words().speech_verbs or _inverted(mention.before)


def _own_words(form: Form) -> Votes:
    words, parts = name_words(), form.parts
    votes: Votes = Counter()
    head = parts[: parts.index("of")] if "of" in parts[1:] else parts  # "Council of the Esk Union" is a council
    if len(parts) > 1:
        last = head[-1]
        persons = sum(1 for mention in form.mentions if mention.kind == "person")
        if last in words.also_surnames and persons * 2 >= len(form.mentions):
            votes["person"] += STRONG if parts[0] in words.nicknames else 0
        elif last in words.place_words:
            votes["place"] += STRONG
        elif last in words.thing_words:
            votes["thing"] += STRONG
            votes["person"] -= STRONG
        elif not words.organisation_words.isdisjoint(parts) or last in words.legal_suffixes:
            votes["organisation"] += STRONG
            votes["person"] -= STRONG
        elif parts[0] in words.nicknames:
            votes["person"] += STRONG
    elif all(is_acronym(mention.text) for mention in form.mentions):
        votes["person"] -= 1
    if any(c.isdigit() for c in form.key):
        votes["person"] -= STRONG
    return votes


def is_acronym(text: str) -> bool:
    """Say whether a name is written like an acronym.

    >>> [is_acronym(t) for t in ("THU", "T.H.U.", "Thu", "KESTREL")]
    [True, True, False, False]
    """
    letters = text.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


def _alone(mention: Naming, following: str) -> bool:
    """Say whether a determiner is the name's: in "the Berg inquiry" it is the noun's, in "the Bergs" the family's."""
    return not mention.key.endswith("s") and (not following or following in name_words().function_words)


def _inverted(before: str) -> bool:
    """Say whether a verb of speech after a quotation stands before: "It is built," said Ada Berg."""
    match = _INVERTED.search(before)
    return match is not None and fold(match.group(1)) in name_words().speech_verbs
