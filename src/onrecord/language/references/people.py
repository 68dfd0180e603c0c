"""Who is who among a report's persons: the mentions of one person, the fullest form, and what tells a gender."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from onrecord.language.along import Along
from onrecord.language.names import word_lists
from onrecord.language.places import text_of, token_range
from onrecord.model import Name, Span

PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_TITLE, _NOUN, _OWN = 6, 4, 2
"""What a title ("Mrs."), a noun ("his wife, Ana Orr") and a pronoun of one's own ("Orr said she ran") count against
one pronoun that follows a name in its sentence."""
_VOTES = 4
_SHARE = 0.8
"""The votes that must agree, and the share of them (fraction), before they tell a person's gender."""
_LATE = 3
"""Mentions. A short name that stands so often before a fuller one is not short for it."""
_BESIDE = 80
"""Code points in which a fuller name stands behind a short one that it is put beside."""
_HEAD = 400
"""Code points: a headline and a standfirst, where short names come before full ones."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_GENERATIONS = frozenset({"jr", "sr"})
"""Father and son are two people; a numeral may be left out."""

Person = str
"""A key that all mentions of one person share within a report: "ana orr", or "orr" where no fuller name stands."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands for a person; `person` is None where it fits two: "Orr" beside Ana Orr and Tam Orr."""

    name: Name
    person: Person | None
    start: int
    end: int
    """Token range."""


class People:
    """The persons of one report."""

    def __init__(self, doc: Doc, names: Iterable[Name]) -> None:
        """Put the mentions together: "Mr. Orr", "Orr" and "Ana Orr" are one person if nobody else is called Orr."""
        self._text = text_of(doc)
        people = [name for name in names if name.kind == "person"]
        forms = {name.span: _parts(self._text[slice(*name.span)]) for name in people}
        called = {name.span: _called(self._text[slice(*name.span)]) for name in people}
        self._full: dict[Person, list[Name]] = {}
        self._ending: dict[tuple[str, ...], set[Person]] = {}  # "orr" -> the persons whose fuller name ends so
        self._opening: dict[str, set[Person]] = {}
        for name in people:
            parts = forms[name.span]
            if len(parts) > 1:
                person = called[name.span]
                self._full.setdefault(person, []).append(name)
                self._opening.setdefault(parts[0], set()).add(person)
                for cut in range(1, len(parts)):
                    self._ending.setdefault(parts[cut:], set()).add(person)
        self._titled = {name.span: _title_gender(doc, name) for name in people}
        self._drop_late_comers(people, forms)
        self._drop_relatives(people, forms, called)
        self._lone: dict[Person, list[Name]] = {}
        self.genders: dict[Person, str] = {}
        found = {
            name.span: Mention(name, self._who(forms[name.span], called[name.span]), *token_range(doc, name.span))
            for name in people
        }
        self._set(found.values())
        told = {person: votes for person, votes in self._votes(doc, ()).items() if person in self._full}
        for span, mention in found.items():
            if mention.person is None:
                which = self._which(mention.name, sorted(self._fitting(forms[span])), told)
                found[span] = replace(mention, person=which)
        self._set(found.values())

    def _set(self, found: Iterable[Mention]) -> None:
        self._mentions = Along(found, span=lambda mention: mention.name.span)
        self._by_span = {mention.name.span: mention for mention in self._mentions}
        self._lone = {}
        for mention in self._mentions:
            if mention.person is not None and mention.person not in self._full:
                self._lone.setdefault(mention.person, []).append(mention.name)

    def _drop_late_comers(self, people: Sequence[Name], forms: dict[Span, tuple[str, ...]]) -> None:
        """Do not take a short name for a fuller one that comes long after it: "Orr" is not her husband Tam Orr."""
        for ending, persons in self._ending.items():
            if len(persons) != 1:
                continue
            first = self._full[next(iter(persons))][0].span[0]
            early = [name for name in people if forms[name.span] == ending and _HEAD < name.span[0] < first]
            if len(early) >= _LATE:
                persons.clear()

    def _drop_relatives(
        self, people: Sequence[Name], forms: dict[Span, tuple[str, ...]], called: dict[Span, Person]
    ) -> None:
        """Do not take a short name for a fuller one that its sentence gives to somebody else.

        In "Orr and his wife, Ana Orr," the first is not the second, and "Mr. Orr" is not "Mrs. Ana Orr".
        """
        short: dict[tuple[str, ...], list[Name]] = {}
        for name in people:
            if self._ending.get(forms[name.span]):
                short.setdefault(forms[name.span], []).append(name)
        places = Along(people, span=lambda name: name.span)
        for name in people:
            if len(forms[name.span]) < 2:
                continue
            for one in places.within(max(0, name.span[0] - _BESIDE), name.span[0]):
                ending = forms[one.span] if len(forms[one.span]) == 1 else forms[one.span][1:]
                between = self._text[one.span[1] : name.span[0]]
                if called[one.span] == called[name.span] or forms[name.span][-len(ending) :] != ending:
                    continue
                # Of two full names "and" tells nothing of who is meant by the surname alone.
                if _are_two(between) and (len(forms[one.span]) == 1 or _names_relative(between)):
                    self._ending[ending].discard(called[name.span])
        for ending, names in short.items():
            titled = {self._titled[name.span] for name in names} - {None}
            for person in sorted(self._ending[ending]):
                own = {self._titled[name.span] for name in self._full[person]} - {None}
                if len(titled) == 1 and len(own) == 1 and titled != own:
                    self._ending[ending].discard(person)

    def own(self, mention: Mention) -> bool:
        """Whether a short name is of a person of its own, though a fuller name in the report ends so."""
        return mention.person in self._lone and any(
            person.removesuffix(" jr").removesuffix(" sr").endswith(f" {mention.person}") for person in self._full
        )

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._mentions)

    def at(self, span: Span) -> Mention | None:
        """Return the mention with exactly this span."""
        return self._by_span.get(span)

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions between two places (code points), in order."""
        return self._mentions.within(start, end)

    def called(self, words: str) -> Person | None:
        """The one person whose fuller name ends in some words, or opens with them if they are one word."""
        fitting = self._fitting(_parts(words))
        return next(iter(fitting)) if len(fitting) == 1 else None

    def fullest(self, person: Person) -> Name:
        """Return the first mention in the fullest form."""
        names = self._full.get(person) or self._lone[person]
        return max(names, key=lambda name: (len(self._text[slice(*name.span)].split()), -name.span[0]))

    def form(self, person: Person) -> str:
        """Return the fullest form as the report writes it."""
        return " ".join(self._text[slice(*self.fullest(person).span)].split())

    def namesakes(self, words: str) -> int:
        """How many persons of the report a short name fits."""
        return len(self._fitting(_parts(words)))

    def bearers(self, words: str) -> int:
        """How many persons of the report have a fuller name that ends in some words, whoever is meant by them."""
        ending = _parts(words)
        return sum(1 for person in self._full if ending and tuple(_parts(person))[-len(ending) :] == ending)

    def read_genders(self, doc: Doc, nouns: Sequence[tuple[Person, str]]) -> None:
        """Find the genders: by a title or a noun that tells ("his wife, Ana Orr"), and by the pronouns that go along.

        Args:
            doc: the parsed text.
            nouns: a person and a lower-case noun that the text puts to them.
        """
        self.genders = self._votes(doc, nouns)

    def _votes(self, doc: Doc, nouns: Sequence[tuple[Person, str]]) -> dict[Person, str]:
        lists = word_lists()
        votes: dict[Person, Counter[str]] = {}
        for mention in self:
            gender = self._titled[mention.name.span]
            if mention.person is not None and gender is not None:
                votes.setdefault(mention.person, Counter())[gender] += _TITLE
        for person, noun in sorted(set(nouns)):
            if noun in lists["female"] | lists["male"]:
                # "Spokesman Ana Orr" is written too; "her son, Tam Orr" is sure.
                sure = not noun.endswith("man") or noun in ("man", "woman") or noun in lists["female"]
                votes.setdefault(person, Counter())["f" if noun in lists["female"] else "m"] += _NOUN if sure else 1
        for person, gender in self._own_pronouns(doc):
            votes.setdefault(person, Counter())[gender] += _OWN
        for person, gender in self._lone_pronouns(doc):
            votes.setdefault(person, Counter())[gender] += 1
        genders = {}
        for person, counted in votes.items():
            gender, most = max(counted.items(), key=lambda item: (item[1], item[0]))
            if most >= _VOTES and most >= _SHARE * counted.total():
                genders[person] = gender
        return genders

    def _fitting(self, parts: tuple[str, ...]) -> set[Person]:
        if not parts:
            return set()
        if len(parts) > 1 and f"{parts[0]} {parts[-1]}" in self._full:
            return {f"{parts[0]} {parts[-1]}"}
        return self._ending.get(parts) or (self._opening.get(parts[0], set()) if len(parts) == 1 else set())

    def _who(self, parts: tuple[str, ...], called: Person) -> Person | None:
        if called in self._full:
            return called
        fitting = self._fitting(parts)
        if not fitting:
            return " ".join(parts[:1] + parts[-1:]) if len(parts) > 1 else " ".join(parts)
        return next(iter(fitting)) if len(fitting) == 1 else None

    def _which(self, name: Name, fitting: Sequence[Person], told: dict[Person, str]) -> Person | None:
        """The one of several namesakes who is meant: by title ("Mrs. Orr"), else the one the report is about.

        A report names its main person first and most often, and gives a namesake's name in full each time. Where the
        namesake was the last one named in full, in the same paragraph, it could be either.
        """
        titled = self._titled[name.span]
        if titled is not None:
            fitting = [person for person in fitting if told.get(person, titled) == titled]
            sure = [person for person in fitting if told.get(person) == titled]
            fitting = sure if len(sure) == 1 else fitting
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        most = max(len(self._full[person]) for person in fitting)
        chiefs = [person for person in fitting if len(self._full[person]) == most]
        last = {person: self._last_before(person, name.span[0]) for person in fitting}
        nearest = max(fitting, key=lambda person: last[person])
        if nearest in chiefs and (len(chiefs) == 1 or last[nearest] >= 0 > min(last[person] for person in chiefs)):
            return nearest
        first = min(fitting, key=lambda person: self._full[person][0].span[0])
        same_paragraph = "\n" not in self._text[max(0, last[nearest]) : name.span[0]] and last[nearest] >= 0
        return first if chiefs == [first] and not same_paragraph else None

    def _last_before(self, person: Person, place: int) -> int:
        starts = [name.span[0] for name in self._full[person]]
        position = bisect_left(starts, place)
        return starts[position - 1] if position else -1

    def _lone_pronouns(self, doc: Doc) -> Iterator[tuple[Person, str]]:
        """Each "he" or "she" before which its sentence names one person and no other: mostly that person."""
        for token in doc:
            gender = PRONOUNS.get(token.lower_)
            if gender is None:
                continue
            persons = {m.person for m in self._mentions.starting(token.sent.start_char, token.idx)}
            if len(persons) == 1 and (person := next(iter(persons))) is not None:
                yield person, gender

    def _own_pronouns(self, doc: Doc) -> Iterator[tuple[Person, str]]:
        """The gender of "she" in "Ana Orr said she ran": the subject of what somebody says of themselves."""
        for mention in self:
            root = doc[mention.start : mention.end].root
            if mention.person is None or root.dep_ != "nsubj":
                continue
            clauses = (c for c in root.head.children if c.dep_ == "ccomp" and c.i > root.i)
            subjects = (t for clause in clauses for t in clause.children if t.dep_ == "nsubj")
            yield from ((mention.person, PRONOUNS[t.lower_]) for t in subjects if t.lower_ in ("he", "she"))


def _parts(form: str) -> tuple[str, ...]:
    """The words of a name that tell who it is, lower case: without a middle initial, a "Jr." and a possessive ending.

    >>> _parts("Ana K. Orr Jr."), _parts("Odo O’Brandt’s")
    (('ana', 'orr'), ('odo', "o'brandt"))
    """
    words = [re.sub(r"'s$", "", word.replace("’", "'")).strip(".,;:\"'“”()[]").lower() for word in form.split()]
    kept = [word for word in words if word and word not in _SUFFIXES]
    return tuple(word for place, word in enumerate(kept) if place in (0, len(kept) - 1) or len(word) > 1)


def _are_two(between: str) -> bool:
    """Whether the words between a short name and a fuller one tell two people apart: "and", or a relative.

    >>> _are_two(" and his wife, "), _are_two("'s son, "), _are_two(" said. "), _are_two(" is a plan of ")
    (True, True, False, False)
    """
    words = re.findall(r"[^\W\d_]+", between.lower())
    if re.search(r"[.!?\n\"“”:]", between.replace("Mr.", "").replace("Mrs.", "").replace("Ms.", "")) or not words:
        return False
    return words[0] in ("and", "with") or _names_relative(between)


def _names_relative(between: str) -> bool:
    return not word_lists()["kin"].isdisjoint(re.findall(r"[^\W\d_]+", between.lower()))


def _called(form: str) -> Person:
    """The key of a person by a full name: the first and last of its parts, and "jr" or "sr".

    >>> _called("Odo K. Brandt, Jr."), _called("Odo Brandt")
    ('odo brandt jr', 'odo brandt')
    """
    parts = _parts(form)
    last = form.replace("’s", "").replace("'s", "").split()[-1].strip(".,;:").lower() if parts else ""
    return " ".join((*parts[:1], *parts[1:][-1:], *([last] if last in _GENERATIONS and len(parts) > 1 else [])))


def _title_gender(doc: Doc, name: Name) -> str | None:
    start, _ = token_range(doc, name.span)
    lists = word_lists()
    before = [token.lower_.rstrip(".") for token in doc[max(0, start - 2) : start]]
    for words, gender in ((lists["female"], "f"), (lists["male"], "m")):
        if any(word in words for word in before):
            return gender
    return None
