"""Whom a source stands for: "he", "the minister" or "Tesk" resolved to a name in the same report, or left unresolved.

The method is that of sieves (Lee et al. 2013, "Deterministic Coreference Resolution Based on Entity-Centric,
Precision-Ranked Rules"): the surest rule first, and no guess where two names fit. Wrong is worse than silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as Words

from onrecord.language.along import Along
from onrecord.language.draft import token_range
from onrecord.language.names import put_to_noun, word_lists
from onrecord.language.quotes import Quote
from onrecord.model import Name, Span

_PRONOUNS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_REACH = 900
"""Code points. A pronoun looks no farther back than this, about two paragraphs, for the name it stands for."""
_GENDER_VOTES = 2
_GENDER_SHARE = 0.8
"""Pronouns that must agree, and the share of them (fraction), before they tell a person's gender."""
_UNRESOLVED_PRONOUN = "a pronoun that could stand for more than one person, or for none named near it"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The name that a source stands for (its span in the report, None if unresolved), and why."""

    name: Span | None
    because: str


class Resolver:
    """Resolves the sources of one report, in text order: a source that is resolved helps the next one."""

    def __init__(self, doc: Doc, names: Along[Name], quotes: Along[Quote]) -> None:
        """Read the roles and genders that the text puts to its names."""
        self._doc = doc
        self._whole = doc.text
        self._names = names
        self._people = Along((name for name in names if name.kind == "person"), span=lambda name: name.span)
        self._given: dict[str, dict[str, Name]] = {}  # the same by their first part, which some names are known by
        self._long: dict[
            str, dict[str, Name]
        ] = {}  # last part -> fuller forms that end in it, each with its first place
        for name in self._people:
            parts = self._text(name).split()
            if len(parts) > 1:
                self._long.setdefault(parts[-1], {}).setdefault(self._text(name), name)
                self._given.setdefault(parts[0], {}).setdefault(self._text(name), name)
        # People named only in what somebody says: "We need Arkwell," she said. They are not who says it.
        self._quoted = {n.span for n in self._people if quotes.holds(n.span[0])}
        self._keys = {name.span: self._key_of(name) for name in self._people}
        self._best: dict[str, Name] = {}  # key -> the fullest and first name with it
        for name in self._people:
            best = self._best.get(self._key(name))
            if best is None or len(self._text(name).split()) > len(self._text(best).split()):
                self._best[self._key(name)] = name
        self._roles = self._read_roles()
        self._gender = self._read_genders()
        self._spoke: list[tuple[int, Span | None]] = []  # where each source stands, and its name if that is known

    def resolve(self, source: tuple[int, int] | None) -> Resolution:
        """Return the name that a source (token range) stands for. Call it in text order."""
        if source is None:
            return Resolution(None, "the report names no source")
        found = self._resolve(source)
        words = self._doc[source[0] : source[1]]
        alone = words.root.tag_ in ("NN", "NNP") or words.root.lower_ in _PRONOUNS
        if found.name is not None or alone:
            self._spoke.append((words.start_char, found.name))
        return found

    def _resolve(self, source: tuple[int, int]) -> Resolution:
        words = self._doc[source[0] : source[1]]
        start, end = words.start_char, words.end_char
        if len(words) == 1 and words[0].lower_ in _PRONOUNS:
            return self._pronoun(words[0].lower_, start)
        named = self._named(words, self._names.within(start, end))
        if named is not None:
            return self._fullest(named)
        return self._role(words)

    # ---- a name in the source itself

    def _named(self, words: Words, inside: Sequence[Name]) -> Name | None:
        """The name that is the head of the source, or put to it: "Tesk, the minister", "the minister, Tesk"."""
        head = self._head(words)
        people = [n for n in inside if n.kind == "person"]
        last = people[-1] if people and people[-1].span[1] == words.end_char else None
        if last is not None and self._follows_title(last):
            return last  # "Haldrian Seafarers' Union President Ana Orr", wherever the parser sees the head
        holding = [n for n in inside if n.kind != "group" and self._holds(n, head)]
        if holding:
            return holding[0]
        if last is not None and self._doc[head].lemma_.lower() in word_lists()["roles"]:
            return last  # "Mayor of Torvey Ana Orr"
        if self._doc[head].tag_ in ("NN", "NNP"):
            put = [n for n in people if self._is_apposition(n, head)]
            if len(put) == 1:
                return put[0]
        return None

    def _follows_title(self, name: Name) -> bool:
        start, _ = token_range(self._doc, name.span)
        before = self._doc[start - 1] if start > 0 else None
        lists = word_lists()
        return before is not None and before.lower_.rstrip(".") in lists["titles"] | lists["roles"]

    def _head(self, words: Words) -> int:
        return int(words.root.i)

    def _holds(self, name: Name, token: int) -> bool:
        return name.span[0] <= self._doc[token].idx < name.span[1]

    def _is_apposition(self, name: Name, head: int) -> bool:
        start, end = token_range(self._doc, name.span)
        root = self._doc[start:end].root
        noun = put_to_noun(root)
        return noun is not None and noun.i == head

    def _fullest(self, name: Name) -> Resolution:
        """A short name stands for the one fuller name in the report that ends or starts with it, or for itself."""
        text = self._text(name)
        fuller = self._fuller(name)
        if fuller is None:
            return Resolution(name.span, "named in the source")
        return Resolution(
            fuller.span, f"{text!r} is short for {self._text(fuller)!r}, the only fuller name in the report"
        )

    def _fuller(self, name: Name) -> Name | None:
        words = self._text(name).split()
        if name.kind != "person" or len(words) > 1:
            return None
        fuller = self._long.get(words[0]) or self._given.get(words[0], {})
        return next(iter(fuller.values())) if len(fuller) == 1 else None

    # ---- pronouns

    def _pronoun(self, pronoun: str, at: int) -> Resolution:
        gender = _PRONOUNS[pronoun]
        before = [n for n in self._people.starting(max(0, at - _REACH), at) if self._may_be(n, gender)]
        place, last = next(((p, s) for p, s in reversed(self._spoke) if p < at), (-_REACH, None))
        recent = place >= at - _REACH
        if recent and last is None:
            return Resolution(None, f"{pronoun!r}: the one who spoke last is not named")
        last = last if recent else None
        paragraph = self._whole.rfind("\n", 0, at) + 1
        near = [n for n in before if n.span[0] >= paragraph] or before
        keys = self._distinct(near)
        goes_on = last is not None and self._keys.get(last, keys[0] if keys else "") not in keys
        if len(keys) == 1 and (not goes_on or any(self._is_subject(n) for n in near)):
            name = self._first_of(keys[0])
            return Resolution(name.span, f"{pronoun!r}: the only person named nearby is {self._text(name)!r}")
        # "As for Arkwell's promises, she said" takes the word from nobody; "the remarks of Arkwell" may do so.
        if len(keys) == 1 and goes_on and not all(self._is_possessor(n) for n in near):
            return Resolution(None, _UNRESOLVED_PRONOUN)
        if last is not None:
            speaker = next((n for n in self._people.starting(*last) if n.span == last), None)
            between = self._subjects_between(place, at)
            if speaker is not None and self._fits(speaker, gender) and not between - {self._key(speaker)}:
                return Resolution(last, f"{pronoun!r}: goes on from {self._text(speaker)!r}, who spoke last")
        subjects = [n for n in near if self._is_subject(n)]
        keys = self._distinct(subjects)
        if len(keys) == 1:
            name = self._first_of(keys[0])
            return Resolution(
                name.span, f"{pronoun!r}: the only subject among the names nearby is {self._text(name)!r}"
            )
        return Resolution(None, _UNRESOLVED_PRONOUN)

    def _may_be(self, name: Name, gender: str) -> bool:
        return name.span not in self._quoted and self._fits(name, gender)

    def _fits(self, name: Name, gender: str) -> bool:
        return self._gender.get(self._key(name), gender) == gender

    def _subjects_between(self, start: int, at: int) -> set[str]:
        return {self._key(n) for n in self._people.starting(start + 1, at) if self._is_subject(n)}

    def _is_subject(self, name: Name) -> bool:
        start, end = token_range(self._doc, name.span)
        root = self._doc[start:end].root
        while root.dep_ in ("appos", "compound") and root.head.i != root.i:
            root = root.head
        return root.dep_ in ("nsubj", "nsubjpass")

    def _is_possessor(self, name: Name) -> bool:
        start, end = token_range(self._doc, name.span)
        return bool(self._doc[start:end].root.dep_ == "poss")

    def _distinct(self, names: Sequence[Name]) -> list[str]:
        return sorted({self._key(name) for name in names})

    def _key(self, name: Name) -> str:
        return self._keys[name.span]

    def _key_of(self, name: Name) -> str:
        """The last part of a name: what the report calls the person after the first time."""
        fuller = self._fuller(name)
        return self._text(fuller or name).split()[-1].lower()

    def _first_of(self, key: str) -> Name:
        return self._best[key]

    # ---- roles: "the minister"

    def _role(self, words: Words) -> Resolution:
        token = self._doc[self._head(words)]
        lemma = token.lemma_.lower()
        if token.tag_ in ("NNS", "NNPS"):
            return Resolution(None, "several people, none named")
        if lemma not in word_lists()["roles"]:
            return Resolution(None, "no name, and no role that the report puts to one name")
        if not any(child.lower_ in ("the", "this") for child in token.children) and token.pos_ != "PROPN":
            return Resolution(None, "somebody with a role, not named")
        qualifiers = {t.lower_ for t in words if t.i != token.i and t.pos_ in ("ADJ", "NOUN", "PROPN")}
        keys = sorted(key for key, roles in self._roles.items() if self._matches(lemma, qualifiers, roles))
        if len(keys) == 1:
            name = self._first_of(keys[0])
            return Resolution(name.span, f"the report calls {self._text(name)!r} {lemma!r}, and nobody else")
        return Resolution(None, f"the report calls {'nobody' if not keys else 'more than one person'} {lemma!r}")

    def _matches(self, lemma: str, qualifiers: set[str], roles: list[tuple[str, frozenset[str]]]) -> bool:
        return any(role == lemma and qualifiers <= words for role, words in roles)

    def _read_roles(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        """Roles put to each person: "Minister Ilva Tesk", "Ilva Tesk, the minister", "Tesk is the minister"."""
        roles: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for name in self._people:
            start, end = token_range(self._doc, name.span)
            root = self._doc[start:end].root
            heads = [
                c for c in root.children if c.dep_ in ("appos", "compound", "nmod", "amod") and not start <= c.i < end
            ]
            if root.dep_ == "appos":
                heads.append(root.head)
            if root.dep_ == "nsubj" and root.head.lemma_ == "be":
                heads += [c for c in root.head.children if c.dep_ == "attr"]
            for head in heads:
                lemma = head.lemma_.lower()
                if lemma in word_lists()["roles"]:
                    around = {t.lower_ for t in head.subtree if t.pos_ in ("ADJ", "NOUN", "PROPN")}
                    around |= {
                        t.lower_ for t in self._doc[max(0, start - 4) : start] if t.pos_ in ("ADJ", "NOUN", "PROPN")
                    }
                    roles.setdefault(self._key(name), []).append((lemma, frozenset(around)))
        return roles

    def _read_genders(self) -> dict[str, str]:
        """The gender of each person: by a title or role that tells, else by the pronouns that go with the name."""
        lists = word_lists()
        told: dict[str, str] = {}
        votes: dict[str, Counter[str]] = {}
        for name in self._people:
            key = self._key(name)
            start, _ = token_range(self._doc, name.span)
            before = [t.lower_.rstrip(".") for t in self._doc[max(0, start - 2) : start]]
            roles = [role for role, _ in self._roles.get(key, [])]
            for words, gender in ((lists["female"], "f"), (lists["male"], "m")):
                if any(word in words for word in [*before, *roles]):
                    told.setdefault(key, gender)
            own = self._own_pronoun(name)
            if own is not None:
                votes.setdefault(key, Counter())[own] += 1
        for key, gender in self._lone_pronouns():
            votes.setdefault(key, Counter())[gender] += 1
        for key, counted in votes.items():
            gender, most = max(counted.items(), key=lambda item: (item[1], item[0]))
            if most >= _GENDER_VOTES and most >= _GENDER_SHARE * counted.total():
                told.setdefault(key, gender)
        return told

    def _lone_pronouns(self) -> Iterator[tuple[str, str]]:
        """Each "he" or "she" before which its sentence names one person and no other: mostly that person."""
        for token in self._doc:
            if token.lower_ not in _PRONOUNS:
                continue
            keys = {self._key(name) for name in self._people.starting(token.sent.start_char, token.idx)}
            if len(keys) == 1:
                yield keys.pop(), _PRONOUNS[token.lower_]

    def _own_pronoun(self, name: Name) -> str | None:
        """The gender of "she" in "Ana Orr said she ran": the subject of what somebody says of themselves."""
        start, end = token_range(self._doc, name.span)
        root = self._doc[start:end].root
        if root.dep_ != "nsubj":
            return None
        for clause in root.head.children:
            if clause.dep_ == "ccomp" and clause.i > root.i:
                for child in clause.children:
                    if child.dep_ == "nsubj" and child.lower_ in ("he", "she"):
                        return _PRONOUNS[child.lower_]
        return None

    def _text(self, name: Name) -> str:
        return self._whole[slice(*name.span)]
