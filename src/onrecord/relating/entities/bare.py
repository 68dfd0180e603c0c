"""Whom a bare surname or given name names, once full names are grouped into persons.

In this order, each only where it leaves one person: a title with the surname ("President Berg"); the one person of that
surname who is named in the same report; of several, the one to whom this surname alone leads in the other reports, if
it was also the last of them to be named in full; the one person of that surname in the story; the one person of that
given name in the report. Where two remain, the name is left out of both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from onrecord.model import EntityKind, Span
from onrecord.relating.entities.forms import Form, Naming, word_before
from onrecord.relating.entities.persons import Person, same_surname, skeleton
from onrecord.relating.entities.words import gazetteer, name_words

ESTABLISHED = 2
"""Other reports in which a surname alone must lead to one person for it to be that person's."""
CHIEFLY = 0.8
"""Of all reports in which a surname alone leads to somebody, the fraction in which it must lead to that person."""

Given = list[tuple[Naming, int, str]]
"""A mention, the number of the person, and the ground."""


def resolve_bare(
    forms: Mapping[str, Form],
    kinds: Mapping[str, EntityKind],
    persons: Sequence[Person],
    short: Mapping[tuple[str, Span], Span] = MappingProxyType({}),
) -> dict[str, Form]:
    """Give bare names to persons, whose mentions and reasons grow; return the forms of what is no known person's.

    A mention that could be two persons' is in neither. `short` gives, for a bare name (report, span) of several bearers
    in its report, the span of the fuller name that its analysis takes it to stand for.
    """
    mentions = [m for form in forms.values() for m in form.mentions if _may_be_person(m, kinds[form.key])]
    _mark_family_first(mentions, persons)
    surnames = _Surnames(persons)
    # "The North" is no spelling of Noerth: a form that is nobody's name is held against a surname as it stands.
    called = {key for key, form in forms.items() if "person" in (kinds[key], *(m.kind for m in form.mentions))}
    bearers = {key: surnames.bearers(key, spellings=key in called) for key in forms}
    named: dict[str, dict[Span, int]] = defaultdict(dict)
    for number, person in enumerate(persons):
        for mention in person.mentions:
            named[mention.report][mention.span] = number

    in_full = {report: set(spans.values()) for report, spans in named.items()}
    given: Given = []
    unclear: dict[tuple[str, Span], list[int]] = {}
    given_names = {name.given for person in persons for name in person.names} | set(name_words().nicknames)
    for mention in mentions:
        if (first := word_before(mention)) in given_names:
            full = [i for i in bearers[mention.key] if any(name.given == first for name in persons[i].names)]
            if len(full) == 1:
                given.append((mention, full[0], "the one with the given name before it"))
                named[mention.report][mention.span] = full[0]
            else:  # Somebody else's full name, of which the analysis marked half.
                unclear[_place(mention)] = []
        elif (titled := _by_title(mention, bearers[mention.key], persons)) is not None:
            given.append((mention, titled, f"the one of that surname with the title {min(_offices(mention))}"))
            named[mention.report][mention.span] = titled
    settled = {_place(mention) for mention, _, _ in given} | unclear.keys()
    for mention in mentions:
        if _place(mention) in settled:
            continue
        candidates, ground = _candidates(
            mention, kinds[mention.key], bearers[mention.key], set(named[mention.report].values()), persons
        )
        stands_for = short.get(_place(mention))
        meant = named[mention.report].get(stands_for) if stands_for is not None else None
        if stands_for is not None and meant is None:
            candidates = [i for i in bearers[mention.key] if i not in in_full.get(mention.report, ())]
            ground = "the one person of that surname beside the one whom its report names with it"
        if len(candidates) == 1:
            given.append((mention, candidates[0], ground))
        elif meant in candidates and meant is not None:
            given.append((mention, meant, "the one of that surname whom the same report is about"))
        elif candidates:
            unclear[_place(mention)] = candidates
    given += _established([m for m in mentions if unclear.get(_place(m))], unclear, given, named)

    _give(given, persons)
    gone = unclear.keys() | {_place(mention) for mention, _, _ in given}
    left = {key: tuple(m for m in form.mentions if _place(m) not in gone) for key, form in forms.items()}
    return {key: Form(key, rest) for key, rest in left.items() if rest}


def _place(mention: Naming) -> tuple[str, Span]:
    return mention.report, mention.span


def _may_be_person(mention: Naming, kind: EntityKind) -> bool:
    """A known place or people is a person only where it was taken for one; a thing never is."""
    if mention.key in gazetteer().kinds and kind != "person":
        return mention.kind == "person"
    return kind != "thing"


def _mark_family_first(mentions: Iterable[Naming], persons: Sequence[Person]) -> None:
    of_given = name_words().titles_of_given_names
    titled = {mention.key for mention in mentions if mention.titles and of_given.isdisjoint(mention.titles)}
    surnames = {name.surname for person in persons for name in person.names}
    for person in persons:
        person.family_first = any(name.given in titled and name.given not in surnames for name in person.names)


class _Surnames:
    """Finds the persons of a surname."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self._persons = persons
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._alike: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for number, person in enumerate(persons):
            for surname in sorted(person.surnames()):
                self._exact[surname].append(number)
                self._alike[skeleton(surname)].append((surname, number))

    def bearers(self, key: str, *, spellings: bool) -> list[int]:
        """Return the persons of a surname; those of another spelling of it only where nobody's is the same.

        Args:
            key: The surname, folded.
            spellings: Whether another spelling of it counts at all.
        """
        if key in self._exact:
            return self._seniors(self._exact[key])
        if not spellings:
            return []
        return sorted({i for surname, i in self._alike.get(skeleton(key), []) if same_surname(key, surname)})

    def _seniors(self, bearers: list[int]) -> list[int]:
        """Leave out a "Jr." where another bears the surname: he is told apart by it each time."""
        others = [i for i in bearers if not any(name.generation == "jr" for name in self._persons[i].names)]
        return others or bearers


def _offices(mention: Naming) -> set[str]:
    return set(mention.titles) - name_words().courtesy


def _by_title(mention: Naming, bearers: Sequence[int], persons: Sequence[Person]) -> int | None:
    offices = _offices(mention)
    if not offices or len(bearers) < 2:
        return None
    holders = [i for i in bearers if offices & persons[i].titles()]
    return holders[0] if len(holders) == 1 else None


def _candidates(
    mention: Naming, kind: EntityKind, bearers: Sequence[int], here: set[int], persons: Sequence[Person]
) -> tuple[list[int], str]:
    local = [i for i in bearers if i in here]
    if local:
        return local, "the one person of that surname in the same report"
    if "person" not in (mention.kind, kind):
        return [], ""
    if bearers:
        return list(bearers), "the one person of that surname in all reports"
    local = [i for i in sorted(here) if any(name.given == mention.key for name in persons[i].names)]
    return local, "the one person of that given name in the same report"


def _established(
    mentions: Sequence[Naming],
    unclear: Mapping[tuple[str, Span], list[int]],
    given: Given,
    named: Mapping[str, Mapping[Span, int]],
) -> Given:
    """Resolve among several persons of one surname by use: in the other reports, and in this one up to here."""
    reports: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for mention, person, _ in given:
        reports[mention.key][person].add(mention.report)
    found: Given = []
    for mention in mentions:
        candidates = unclear[_place(mention)]
        used = {i: len(reports[mention.key][i] - {mention.report}) for i in candidates}
        before = [i for span, i in sorted(named[mention.report].items()) if span < mention.span and i in candidates]
        leading = [i for i, number in used.items() if number >= ESTABLISHED]
        chief = next((i for i in leading if used[i] >= CHIEFLY * sum(used.values())), None)
        if chief is not None and before.count(chief) >= max((before.count(i) for i in before), default=0):
            ground = "the one to whom that surname alone leads in the other reports"
            ground += ", and named as often as any other here" if before else ""
            found.append((mention, leading[0], ground))
    return found


def _give(given: Given, persons: Sequence[Person]) -> None:
    why: dict[int, Counter[str]] = defaultdict(Counter)
    for mention, person, ground in given:
        persons[person].mentions.append(mention)
        why[person][f'"{mention.text}" is taken for {ground}'] += 1
    for person, reasons in sorted(why.items()):
        persons[person].because += [
            f"{reason}, {number} times" if number > 1 else reason for reason, number in sorted(reasons.items())
        ]
