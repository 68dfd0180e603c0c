"""Proper names: the model's entities, mended where its small size shows."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from onrecord.language.places import text_of, token_range
from onrecord.model import EntityKind, Name, Span

_LONGEST_NAME = 3
"""Words. In a headline with capitals a longer name that stands nowhere else in the report is none."""
_FULL_NAME = 2
"""Words. "The trader Ana Orr" is a person, "the trader Norralines" may be none."""
_SHOWN_WEIGHT = 5
"""Votes that the words around a name count, against one of the model's: they are rarely wrong, it often is."""
_DASHES = frozenset({"-", "–", "—", "―", "--"})
_CLAUSE_OPENS = frozenset({"which", "who", "whom", "whose", "where", "when", "that", "while", "but", "he", "she", "it"})
_OCCUPATIONS = ("er", "or", "man", "woman", "ist", "ian")
"""Endings of words for what somebody does, in front of a surname: "Striker Orr", "Guitarist Orr"."""
_KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "PRODUCT": "thing",
    "EVENT": "thing",
    "WORK_OF_ART": "thing",
    "LAW": "thing",
}


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The word lists of `words.toml` by name."""
    text = (files("onrecord.language") / "words.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


def find_names(doc: Doc, headline: Span | None = None) -> tuple[Name, ...]:
    """Return the names of a parsed text in order, none overlapping another.

    A title before a name ("Minister Tesk"), an article, a possessive ending and stray punctuation are cut off; a name
    without a capital letter is a slip of the model and left out.

    Args:
        doc: the parsed text.
        headline: where its headline stands, in which every word may have a capital.
    """
    found = []
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_)
        if kind is None:
            continue
        words = _trimmed(entity)
        if words is None:
            continue
        found.append(Name(span=(words.start_char, words.end_char), kind=_kind(words, kind)))
    taken = {place for name in found for place in range(*name.span)}
    found += _introduced(doc, taken)
    return tuple(_agreed(doc, sorted(found, key=lambda name: name.span), headline))


def _agreed(doc: Doc, found: list[Name], headline: Span | None) -> list[Name]:
    """Make the names of one report agree: one form has one kind; a person's last name is found wherever it stands.

    The small model reads each mention alone. "Tesk" is an organisation in one paragraph and a person in the next; taken
    as it comes, "he" would then stand for somebody else.
    """
    text = text_of(doc)
    lists = word_lists()
    votes: dict[str, Counter[EntityKind]] = {}
    for name in found:
        shown = _shown_kind(doc, name)
        votes.setdefault(text[slice(*name.span)], Counter())[shown or name.kind] += _SHOWN_WEIGHT if shown else 1
    surnames = set()
    for name in found:
        words = text[slice(*name.span)].split()
        if name.kind != "person" or len(words) < 2 or not words[-1][0].isupper() or text.count(words[-1]) < 2:
            continue
        alone = votes.get(words[-1], Counter())
        is_thing = alone["thing"] > 0 and alone["thing"] >= alone["person"]
        if not is_thing and words[-1].lower() not in lists["organisations"] | lists["things"]:
            surnames.add(words[-1])
    agreed = []
    for name in found:
        form = text[slice(*name.span)]
        inside_headline = headline is not None and headline[0] <= name.span[0] < headline[1]
        words = form.split()
        if inside_headline and len(words) > _LONGEST_NAME and text.count(form) == 1:
            continue  # "Ana Orr Backs Ilva Tesk": where every word has a capital, the model sees one long name
        alone = votes.get(words[0], Counter())
        known = words[0] in surnames or alone["person"] > alone.total() / 2
        if inside_headline and len(words) > 1 and known and text.count(form) == 1:  # "Orr Briefed on Dam"
            agreed.append(Name(span=(name.span[0], name.span[0] + len(words[0])), kind="person"))
        elif form in surnames:
            agreed.append(Name(span=name.span, kind="person"))
        else:
            # Of equal counts the later in the alphabet of kinds: "thing" before "person", for a thing speaks to nobody.
            kind = max(votes[form].items(), key=lambda item: (item[1], item[0]))[0]
            agreed.append(Name(span=name.span, kind=kind))
    taken = {place for name in agreed for place in range(*name.span)}
    agreed += [
        Name(span=(token.idx, token.idx + len(token)), kind="person")
        for token in doc
        if token.text in surnames and token.idx not in taken and not _has_other_first_name(token)
    ]
    return sorted(agreed, key=lambda name: name.span)


def _has_other_first_name(token: Token) -> bool:
    """Whether a surname that the model passed over stands behind a first name: "Dita Orr" is not Ana Orr.

    A word for what somebody does ("Striker Orr") is none.
    """
    before = token.doc[token.i - 1] if token.i > 0 else None
    if before is None or before.pos_ != "PROPN" or before.dep_ != "compound" or not before.whitespace_:
        return False
    word, lists = before.lower_, word_lists()
    occupation = word in lists["titles"] | lists["roles"] | lists["people_nouns"] | lists["label_nouns"]
    return before.text.istitle() and before.is_alpha and not (occupation or word.endswith(_OCCUPATIONS))


def _shown_kind(doc: Doc, name: Name) -> EntityKind | None:
    """The kind that the words around a name show: "who" and a role a person, "the ferry ..." a thing."""
    lists = word_lists()
    start, end = token_range(doc, name.span)
    root = doc[start:end].root
    clauses = [c for c in root.children if c.dep_ == "relcl"]
    of_people = name.kind != "group"  # "a Haldrian who saw it" is a person, but "Haldrian" is not the name of one
    if of_people and any(g.lower_ == "who" and g.dep_ == "nsubj" for c in clauses for g in c.children):
        return "person"
    if name.kind == "organisation" and _names_one(doc[start:end]) and _is_put_to_person(doc, start, end, root):
        return "person"
    put_to = put_to_noun(root)
    if put_to is not None and put_to.lemma_.lower() in lists["roles"] and put_to.tag_ == "NN":
        return "person"
    if start > 0 and doc[start - 1].lemma_.lower() in lists["things"] and doc[start - 1].tag_ == "NN":
        return "thing"
    return None


def _is_put_to_person(doc: Doc, start: int, end: int, root: Token) -> bool:
    """Whether a title or a noun for one person is put to a name: "Mayor Orr", "the trader Ana Orr", "Orr, a trader"."""
    lists = word_lists()
    before = doc[start - 1] if start > 0 else None
    if before is not None and _titles_person(before):
        return True
    nouns = (lists["roles"] | lists["people_nouns"]) - lists["not_one_person"] - lists["also_bodies"] - {"general"}
    behind = [c for c in root.children if c.dep_ == "appos" and c.i >= end]
    put = [*behind, *([] if before is None or end - start < _FULL_NAME else [before])]
    return any(noun.tag_ == "NN" and noun.lemma_.lower() in nouns for noun in put)


def _titles_person(token: Token) -> bool:
    return token.text[0].isupper() and token.lower_.rstrip(".") in word_lists()["persons_titles"]


def _names_one(words: Words) -> bool:
    """Whether words behind a title can be a person's name, and not what is called after one: "Orr Hospital"."""
    lists = word_lists()
    last = words[-1].lower_
    plain = all(token.text[0].isupper() and not token.text.isupper() for token in words)
    return (
        plain
        and len(words) <= _LONGEST_NAME
        and last not in lists["organisations"] | lists["things"] | lists["named_after"]
    )


def put_to_noun(root: Token) -> Token | None:
    """The noun that a name is put to: "the mayor of Torvey, Ana Orr" is about the mayor."""
    if root.dep_ != "appos":
        return None
    noun = root.head
    if noun.pos_ == "PROPN" and noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ == "NOUN":
        return noun.head.head
    return noun


def _introduced(doc: Doc, taken: set[int]) -> list[Name]:
    """Persons that the model missed but a role introduces: "Ana Orr, head of the port", "the head, Ana Orr".

    A title does so before the subject of a sentence: "Deputy Chief Constable Ana Orr said".
    """
    lists = word_lists()
    found = []
    for token in doc:
        if token.pos_ != "PROPN" or token.idx in taken or not token.text[0].isupper():
            continue
        role = token.dep_ == "nsubj" and any(
            c.dep_ == "appos" and any(t.lemma_.lower() in lists["roles"] for t in c.subtree) for c in token.children
        )
        noun = put_to_noun(token)
        role = role or (noun is not None and noun.tag_ == "NN" and noun.lemma_.lower() in lists["roles"])
        first = token.i
        while first > token.left_edge.i and doc[first - 1].pos_ == "PROPN" and doc[first - 1].text[:1].isupper():
            first -= 1
        while first < token.i and doc[first].lower_.rstrip(".") in lists["titles"]:
            first += 1
        titled = first > 0 and _titles_person(doc[first - 1]) and _names_one(doc[first : token.i + 1])
        role = role or (titled and token.dep_ == "nsubj")
        if role and first < token.i and not any(t.idx in taken for t in doc[first : token.i]):
            found.append(Name(span=(doc[first].idx, token.idx + len(token)), kind="person"))
    return found


def _trimmed(entity: Words) -> Words | None:
    """Cut off what does not belong to the name, or return None if no name is left."""
    lists = word_lists()
    start, end = entity.start, entity.end
    doc = entity.doc
    for i in range(start, end):
        if doc[i].is_space or (i > start and _breaks_in(doc, i)):
            end = i
            break
    while start < end and (
        doc[start].lower_ in ("the", "a", "an")
        or doc[start].is_punct
        or doc[start].tag_ == "VBG"
        or (doc[start].tag_ == "RB" and doc[start].is_sent_start)
        or (entity.label_ == "PERSON" and end - start > 1 and _tells_of(doc[start]))
        or (doc[start].text[0] in "-–—•" and len(doc[start]) > 1 and end - start > 2)
        or (doc[start].lower_.rstrip(".") in lists["titles"] and end - start > (1 if entity.label_ == "PERSON" else 2))
    ):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].tag_ == "POS" or doc[end - 1].text in ("’s", "'s")):
        end -= 1
    missing = entity.label_ == "PERSON" and start == entity.start and end - start == 1 and start > 0
    if missing and _is_first_name(doc, start - 1, start, end):
        start -= 1
    if end - start == 2 and doc[start].text == doc[start + 1].text:
        start += 1  # "... said Norra | Norra is listed": the end of a heading and a name, taken for one
    office = start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lemma_.lower() in lists["roles"]
    if entity.label_ == "PERSON" and office and end - start > 2:
        start += 1  # "Mayor of Torvey | Ana Kolm"
    words = doc[start:end]
    text = words.text
    if not text or not any(c.isupper() for c in text) or not any(c.isalpha() for c in text):
        return None
    if len(words) == 1 and text.istitle() and _is_pictured(words[0]):
        return None
    if text.lower() in lists["never_names"] or any(mark in text for mark in '"“”<>|@'):
        return None
    if all(t.text.isupper() and len(t.text) > 5 for t in words) and len(words) > 3:
        return None  # a line in capitals
    return words


def _breaks_in(doc: Doc, place: int) -> bool:
    """Whether a clause breaks in upon a name: "Torvey | -which is old-". Not "Torvey-on-Esk"."""
    return doc[place].text in _DASHES and place + 1 < len(doc) and doc[place + 1].lower_ in _CLAUSE_OPENS


def _tells_of(token: Token) -> bool:
    """Whether a word before a name says what somebody is, or how at the start: "Lawyer | Ana", "Devastated | Ana"."""
    lists, word = word_lists(), token.lower_
    if not token.nbor(1).text[0].isupper():
        return False
    if word in lists["roles"] | lists["people_nouns"] | lists["label_nouns"]:
        return True
    opens = token.is_sent_start or token.i == 0 or token.nbor(-1).is_space or token.nbor(-1).is_quote
    return bool(opens) and word in lists["epithets"]


def _is_pictured(token: Token) -> bool:
    """Whether one word with a capital is no name but what is shown or written: "Videos", "Documents"."""
    lists, word = word_lists(), token.lower_
    return word in lists["pictured"] or (token.tag_ in ("NNS", "NNPS") and word in lists["speakers"])


def _is_first_name(doc: Doc, place: int, start: int, end: int) -> bool:
    """Whether the model left out the first name of a person: "Ana" before "Kolm"."""
    token = doc[place]
    return (
        token.pos_ == "PROPN"
        and token.dep_ == "compound"
        and start <= token.head.i < end
        and not token.ent_type_
        and token.text.istitle()
        and token.lower_.rstrip(".") not in word_lists()["titles"] | word_lists()["roles"] | word_lists()["things"]
    )


def _kind(words: Words, kind: EntityKind) -> EntityKind:
    """Mend the kind where the words around the name show it."""
    lists = word_lists()
    doc = words.doc
    following = doc[words.end].lemma_.lower() if words.end < len(doc) else ""
    last = words[-1].lemma_.lower()
    if kind in ("person", "organisation", "place") and (following in lists["things"] or last in lists["things"]):
        return "thing"
    if kind == "person" and (last in lists["organisations"] or any(token.text == "&" for token in words)):
        return "organisation"
    if kind == "person" and words.start > 0 and doc[words.start - 1].lower_ == "the" and len(words) == 1:
        return "thing"
    return kind
