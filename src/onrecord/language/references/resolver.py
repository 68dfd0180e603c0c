"""The order of the rules: a pronoun, a name in the source, a role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from onrecord.language.along import Along
from onrecord.language.names import put_to_noun, word_lists
from onrecord.language.places import text_of, token_range
from onrecord.language.quotes import Quote
from onrecord.language.references.people import PRONOUNS, People, Person
from onrecord.language.references.pronouns import OPEN, read_pronouns
from onrecord.language.references.relatives import RELATIVES, antecedent
from onrecord.language.references.roles import (
    definite,
    holders,
    role_words,
    roles_of_bodies,
    roles_of_people,
)
from onrecord.model import Name, Reference, Span

_NEAR = 900
"""Code points, about two paragraphs. Of several who hold a role, the only one named so near before is meant."""
_ABOUT = 1 / 3
"""A report is not about a place that it names less often than this fraction of its most frequent one. By reading."""
_BEHIND_NAME = frozenset({",", "(", "who", "-", "–", "—", "―", ";", "'s", "’s"})
_OTHERS = frozenset({"i", "we", "you", "they", "it", "me", "us", "them", "my", "our", "your", "their", "its"})
_UNRESOLVED_PRONOUN = "a pronoun that could stand for more than one person, or for none named near it"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The name that a source stands for (its span in the report, None if unresolved), and why."""

    name: Span | None
    because: str


class Resolver:
    """Resolves the sources of one report."""

    def __init__(self, doc: Doc, names: Along[Name], quotes: Along[Quote]) -> None:
        """Read who is who in the report: its persons, their roles and genders, and its pronouns."""
        self._doc = doc
        self._text = text_of(doc)
        self._names = names
        self._people = People(doc, names)
        self._roles = roles_of_people(doc, self._people)
        self._bodies = roles_of_bodies(doc, names)
        places = (self._slice(name.span) for name in names if name.kind in ("place", "group"))
        self._places = Counter(frozenset(form.lower().split()) for form in places)
        nouns = [(person, role.noun) for person, roles in self._roles.items() for role in roles]
        self._people.read_genders(doc, nouns)
        self._pronouns = read_pronouns(doc, self._people, self._roles, names, quotes)

    def resolve(self, source: tuple[int, int] | None) -> Resolution:
        """Return the name that a source (token range) stands for.

        The evidence is for a reader: plain words, with the names as the report has them.
        """
        if source is None:
            return Resolution(None, "the report names no source")
        words = self._doc[source[0] : source[1]]
        alone = words[0].lower_ if len([t for t in words if not t.is_punct]) == 1 else ""
        if alone in PRONOUNS:
            return self._pronoun(words[0])
        if alone in RELATIVES:
            return self._relative(words[0])
        if alone in _OTHERS:
            return Resolution(None, f"{alone!r}: nobody is named for it")
        return self._phrase(words)

    # ---- all that a report speaks of somebody by

    def role(self, words: Words) -> Resolution:
        """Return the name that a phrase without one stands for: "the minister", "the authority"."""
        return self._role(words)

    def owner(self, head: Token) -> Resolution:
        """Return the name that "his" or "her" before a noun stands for; no name where none stands there."""
        for child in head.children:
            if child.dep_ == "poss" and child.lower_ in PRONOUNS:
                return self._pronoun(child)
        return Resolution(None, "")

    def pronouns(self) -> Iterator[Reference]:
        """Yield each "he" or "she" outside quotations that clearly stands for somebody named."""
        for place, referent in sorted(self._pronouns.items()):
            if referent.person is not None:
                token = self._doc[place]
                found = self._pronoun(token)
                span = (token.idx, token.idx + len(token))
                yield Reference(span=span, kind="pronoun", name=found.name, because=found.because)

    def short_names(self) -> Iterator[Reference]:
        """Yield each short name that fits several fuller ones in the report, and clearly stands for one or for none."""
        first: dict[Person, Span] = {}
        for mention in self._people:
            form = self._slice(mention.name.span)
            if mention.person is not None and self._people.own(mention):
                own = first.setdefault(mention.person, mention.name.span)
                why = f"{form!r} is somebody else than who is named with it"
                yield Reference(span=mention.name.span, kind="name", name=own, because=why)
            elif mention.person is not None and self._people.bearers(form) > 1:
                found = self._fullest(mention.name)
                if found.name not in (None, mention.name.span):
                    yield Reference(span=mention.name.span, kind="name", name=found.name, because=found.because)

    # ---- pronouns

    def _pronoun(self, token: Token) -> Resolution:
        referent = self._pronouns.get(token.i, OPEN)
        if referent.person is None:
            return Resolution(None, _UNRESOLVED_PRONOUN)
        form, said = self._people.form(referent.person), token.lower_
        if referent.alone:
            why = f"{said!r}: the only person named nearby is {form!r}"
        elif referent.speaker:
            why = f"{said!r}: goes on from {form!r}, who spoke last"
        else:
            why = f"{said!r}: of the persons named nearby, {form!r} stands out"
        return Resolution(self._people.fullest(referent.person).span, why)

    def _relative(self, token: Token) -> Resolution:
        phrase = antecedent(self._doc, token)
        if phrase is None:
            return Resolution(None, f"{token.lower_!r}: what it hangs on is open")
        words = self._doc[phrase[0] : phrase[1]]
        found = self._phrase(words)
        fits = found.name is not None and (self._people.at(found.name) is not None) == (token.lower_ in ("who", "whom"))
        if found.name is None or not fits:
            return Resolution(None, f"{token.lower_!r} hangs on {words.text!r}: {found.because}")
        return Resolution(found.name, f"{token.lower_!r} hangs on {words.text!r}")

    # ---- a name in the source itself

    def _phrase(self, words: Words) -> Resolution:
        start, end = words.start_char, words.end_char
        inside = self._names.within(start, end)
        if self._are_several(words, inside):
            return Resolution(None, "several are named together")
        named = self._named(words, inside)
        if named is not None:
            return self._fullest(named)
        person = self._people.called(words.text) if words[-1].pos_ == "PROPN" else None
        if person is not None:
            return self._short(words.text, person)
        return self._role(words)

    def _named(self, words: Words, inside: Sequence[Name]) -> Name | None:
        """The name that is the head of the source, or put to it: "Tesk, the minister", "the minister, Tesk"."""
        head = words.root.i
        people = [n for n in inside if n.kind == "person"]
        opening = next((n for n in people if self._opens(words, n)), None)
        if opening is not None:
            return opening
        last = people[-1] if people and self._ends_with(words, people[-1]) else None
        if last is not None and self._is_modifier(words, last):
            last = None
        if last is not None and self._follows_title(last):
            return last  # "Haldrian Seafarers' Union President Ana Orr", wherever the parser sees the head
        holding = [n for n in inside if n.kind != "group" and n.span[0] <= self._doc[head].idx < n.span[1]]
        if holding and not (holding[0].kind in ("place", "organisation") and self._goes_on(words, holding[0])):
            return holding[0]
        if holding and last is not None:
            return last
        if last is not None and self._doc[head].lemma_.lower() in word_lists()["roles"]:
            return last  # "Mayor of Torvey Ana Orr"
        if self._doc[head].tag_ in ("NN", "NNP"):
            put = [n for n in people if self._is_apposition(n, head)]
            if len(put) == 1:
                return put[0]
        return None

    def _are_several(self, words: Words, inside: Sequence[Name]) -> bool:
        """Whether two are the source: "Orr and Tesk", and not "the Ministry of Trade and Industry"."""
        joined = [t for t in words if t.dep_ == "conj" and t.head.i == words.root.i and t.pos_ in ("NOUN", "PROPN")]
        return any(
            not any(name.span[0] <= words.root.idx and token.idx < name.span[1] for name in inside) for token in joined
        )

    def _is_modifier(self, words: Words, name: Name) -> bool:
        """Whether the last name only says more of the source: "Orr, spokesman for President Tesk"."""
        start, _ = token_range(self._doc, name.span)
        if words.root.i >= start:
            return False
        between = self._doc[words.root.i + 1 : start]
        return any(t.pos_ == "ADP" or t.tag_ in ("VBN", "VBG") or t.text == "," for t in between)

    def _goes_on(self, words: Words, name: Name) -> bool:
        """Whether a noun follows a name: the source is a "Torvey resident", not Torvey."""
        _, end = token_range(self._doc, name.span)
        return end < words.end and self._doc[end].pos_ in ("NOUN", "PROPN")

    def _opens(self, words: Words, name: Name) -> bool:
        """Whether a source starts with a name, and what follows is put to it: "Orr, who chairs the port"."""
        start, end = token_range(self._doc, name.span)
        before = self._doc[words.start : start]
        if any(t.lower_.rstrip(".") not in word_lists()["titles"] for t in before):
            return False
        following = self._doc[end].lower_ if end < words.end else ","
        if following in ("'s", "’s"):
            return end + 1 == words.end
        several = any(t.lower_ in ("and", "&") and t.head.i in range(start, end) for t in words)
        return following in _BEHIND_NAME and not several

    def _ends_with(self, words: Words, name: Name) -> bool:
        """Whether a source ends with a name, or with that and an age: "Torvey resident Ana Orr, 23"."""
        _, end = token_range(self._doc, name.span)
        behind = [t for t in self._doc[end : words.end] if not t.is_punct]
        return not behind or (len(behind) == 1 and behind[0].like_num and self._doc[end].text in (",", "("))

    def _follows_title(self, name: Name) -> bool:
        start, _ = token_range(self._doc, name.span)
        before = self._doc[start - 1] if start > 0 else None
        lists = word_lists()
        return before is not None and before.lower_.rstrip(".") in lists["titles"] | lists["roles"]

    def _is_apposition(self, name: Name, head: int) -> bool:
        start, end = token_range(self._doc, name.span)
        noun = put_to_noun(self._doc[start:end].root)
        return noun is not None and noun.i == head

    def _fullest(self, name: Name) -> Resolution:
        """A short name stands for the one fuller name in the report that ends or starts with it, or for itself."""
        mention = self._people.at(name.span)
        if mention is None:
            return Resolution(name.span, "named in the source")
        if mention.person is None:
            return Resolution(None, f"{self._slice(name.span)!r} could be short for more than one name in the report")
        return self._short(self._slice(name.span), mention.person, name.span)

    def _short(self, form: str, person: Person, own: Span | None = None) -> Resolution:
        fullest = self._people.fullest(person)
        if own is not None and len(self._slice(fullest.span).split()) <= len(form.split()):
            return Resolution(own, "named in the source")
        others = self._people.namesakes(form) > 1
        why = "the one whom the report names in full before" if others else "the only fuller name in the report"
        return Resolution(fullest.span, f"{form!r} is short for {self._people.form(person)!r}, {why}")

    # ---- roles: "the minister"

    def _role(self, words: Words) -> Resolution:
        head = words.root
        noun = head.lemma_.lower()
        if head.tag_ in ("NNS", "NNPS"):
            return Resolution(None, "several people, none named")
        if not definite(words, head):
            return Resolution(None, "somebody with a role, not named")
        found = holders(words, head, self._roles) if noun in role_words()["nouns"] else []
        elsewhere = [person for person in found if self._is_elsewhere(person, words, noun)]
        found = [person for person in found if person not in elsewhere]
        if elsewhere and not found:
            form = self._people.form(elsewhere[0])
            return Resolution(None, f"the report calls {form!r} {noun!r} of another place than it is about")
        if len(found) > 1:
            near = {m.person for m in self._people.within(max(0, words.start_char - _NEAR), words.start_char)}
            found = [person for person in found if person in near]
        if len(found) == 1:
            name = self._people.fullest(found[0])
            return Resolution(name.span, f"the report calls {self._people.form(found[0])!r} {noun!r}, and nobody else")
        return self._body(words, head) or Resolution(None, f"the report calls nobody alone {noun!r}")

    def _is_elsewhere(self, person: Person, words: Words, noun: str) -> bool:
        """Whether a role is put to somebody with a place that the report is not about, and "the mayor" is not he.

        It is he where nobody was named since.
        """
        said = {token.lower_ for token in words}
        held = [role.narrowed for role in self._roles[person] if role.noun == noun]
        if not held or not all(self._of_minor_place(narrowed - said) for narrowed in held):
            return False
        before = self._people.within(max(0, words.start_char - _NEAR), words.start_char)
        return not before or before[-1].person != person

    def _of_minor_place(self, narrowed: frozenset[str]) -> bool:
        """Whether what narrows a role is a place, or the name of its people, that the report seldom names."""
        counts = [count for words, count in self._places.items() if words <= narrowed]
        return bool(counts) and max(counts) < _ABOUT * max(self._places.values())

    def _body(self, words: Words, head: Token) -> Resolution | None:
        """An organisation by its last word or what is put to it: "the authority" after "Torvey Port Authority"."""
        noun = head.lemma_.lower()
        if noun in role_words()["common"] | role_words()["nouns"] or words[0].lower_ not in ("the", "this"):
            return None
        narrowing = {t.lower_ for t in words[1:] if t.i != head.i and t.pos_ in ("ADJ", "NOUN", "PROPN")}
        fitting = {
            body: held[0][0]
            for body, held in self._bodies.items()
            if any(role.noun == noun and narrowing <= role.narrowed for _, role in held)
        }
        if len(fitting) != 1:
            return None
        name = next(iter(fitting.values()))
        if name.span[0] > words.start_char:
            return None
        return Resolution(name.span, f"the report calls {self._slice(name.span)!r} {noun!r}, and no other body")

    def _slice(self, span: Span) -> str:
        return self._text[slice(*span)]
