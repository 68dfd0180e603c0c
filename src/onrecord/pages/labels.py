"""What each outlet calls each person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.model import Entity
from onrecord.pages.shelf import Shelf
from onrecord.record import mentioned


@dataclass(frozen=True, slots=True)
class LabelUse:
    """A label in one outlet, with the places where it stands."""

    text: str
    places: tuple[tuple[str, str], ...]
    """`(address, day)`."""
    alone: bool
    """Whether no other outlet uses it for this person."""


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person, with the labels by outlet."""

    name: str
    forms: tuple[str, ...]
    mentioned: str
    """How often they are named, and spoken of otherwise."""
    outlets: tuple[tuple[str, tuple[LabelUse, ...]], ...]
    silent: tuple[str, ...]
    """The outlets that name the person and put no label."""
    because: tuple[str, ...]


def labels(shelf: Shelf) -> list[PersonView]:
    """Return the persons who carry a label, the most labelled and most mentioned first."""
    people = [one for one in shelf.story.entities if one.kind == "person" and one.labels]
    people.sort(key=lambda one: (-len({label.text.casefold() for label in one.labels}), -len(one.named), one.name))
    return [_person(shelf, one) for one in people]


def _person(shelf: Shelf, person: Entity) -> PersonView:
    uses: dict[str, dict[str, list[tuple[str, str]]]] = {}
    written: dict[str, str] = {}
    for label in sorted(person.labels, key=lambda one: (shelf.order(one.report), one.span)):
        words = " ".join(label.text.split())
        key = words.casefold()
        written.setdefault(key, words)
        spot = shelf.href.report(label.report, label.span), shelf.day(label.report)
        uses.setdefault(shelf.outlet(label.report), {}).setdefault(key, []).append(spot)
    using = Counter(key for of in uses.values() for key in of)
    outlets = tuple(
        (
            outlet,
            tuple(
                LabelUse(written[key], tuple(spots), using[key] == 1 and len(uses) > 1)
                for key, spots in sorted(of.items(), key=lambda item: (-len(item[1]), item[0]))
            ),
        )
        for outlet, of in sorted(uses.items())
    )
    naming = {shelf.outlet(one.report) for one in person.named}
    return PersonView(
        person.name,
        tuple(form for form in person.forms if form != person.name),
        mentioned(person),
        outlets,
        tuple(sorted(naming - uses.keys())),
        person.because,
    )
