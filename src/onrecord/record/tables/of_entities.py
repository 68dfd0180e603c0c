"""Tables of those whom the reports speak of, what they are called, and of the decisions of people."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import NAMING
from onrecord.record.labels import labels_of
from onrecord.record.tables.table import PLACE, SOURCE, Column, Row, Table, View, place


def _entities(view: View) -> Iterator[Row]:
    ordered = sorted(view.story.entities, key=lambda one: (-len(one.mentions), one.name, one.id))
    for one in ordered:
        yield {
            "id": one.id,
            "name": one.name,
            "kind": one.kind,
            "forms": one.forms,
            "mentions": len(one.mentions),
            "named": sum(mention.kind in NAMING for mention in one.mentions),
            "reports": len({mention.report for mention in one.mentions}),
            "stands_for": one.stands_for,
            "stands_for_because": one.stands_for_because or None,
            "because": one.because,
        }


ENTITIES = Table(
    "entities",
    "a person, organisation, place, group or thing that the reports name",
    (
        Column("id", "string", "id of the entity"),
        Column("name", "string", "the form that stands for it"),
        Column("kind", "string", "person, organisation, place, group or thing"),
        Column("forms", "strings", "every form in which a report names it, the most frequent first"),
        Column("mentions", "integer", "how many places speak of it"),
        Column("named", "integer", "how many of these name it"),
        Column("reports", "integer", "how many reports speak of it"),
        Column("stands_for", "string", "id of the entity that it speaks for: the country of a capital"),
        Column("stands_for_because", "string", "why it is taken to speak for it"),
        Column("because", "strings", "why forms that differ were taken as one"),
    ),
    _entities,
    key=("id",),
    links={"stands_for": "entities"},
)


def _labels(view: View) -> Iterator[Row]:
    for labelled in labels_of(view.story):
        for outlet in labelled.outlets:
            for use in outlet.uses:
                first = use.places[0]
                yield {
                    "entity": labelled.id,
                    "name": labelled.name,
                    "outlet": outlet.outlet,
                    "label": use.text,
                    "times": len(use.places),
                    "report": first.report,
                    "url": view.reports[first.report].url,
                    **place(first.span),
                }


LABELS = Table(
    "labels",
    "words that an outlet puts to a name, how often, and where first",
    (
        Column("entity", "string", "id of the entity"),
        Column("name", "string", "its name"),
        Column("outlet", "string", "the outlet, or the file where it is not known"),
        Column("label", "string", "the words; capitals make no difference"),
        Column("times", "integer", "how often the outlet puts them"),
        Column("report", "string", "id of the report that has them first"),
        Column("url", "string", "its address"),
        *PLACE,
    ),
    _labels,
    links={"entity": "entities", "report": "reports"},
)


def _mentions(view: View) -> Iterator[Row]:
    every = [(mention, one) for one in view.story.entities for mention in one.mentions]
    every.sort(key=lambda pair: (view.order[pair[0].report], pair[0].span, pair[1].id, pair[0].kind, pair[0].because))
    for mention, one in every:
        yield {
            **view.from_report(mention.report),
            "entity": one.id,
            "name": one.name,
            "kind": mention.kind,
            "mention_words": view.words(mention.report, mention.span),
            "because": mention.because or None,
            **place(mention.span),
        }


MENTIONS = Table(
    "mentions",
    "a place in a report that speaks of an entity",
    (
        *SOURCE,
        Column("entity", "string", "id of the entity"),
        Column("name", "string", "its name"),
        Column("kind", "string", "name, demonym, metonym, role, pronoun or group"),
        Column("mention_words", "string", "the words"),
        Column("because", "string", "why they were taken to speak of it; empty for a name"),
        *PLACE,
    ),
    _mentions,
    links={"report": "reports", "entity": "entities"},
)


def _decisions(view: View) -> Iterator[Row]:
    for one in sorted(view.story.decisions, key=lambda one: (one.at, one.id)):
        yield {"id": one.id, "at": one.at, "by": one.by, "what": one.what, "on": one.on, "to": one.to, "why": one.why}


DECISIONS = Table(
    "decisions",
    "a correction by a person",
    (
        Column("id", "string", "id of the decision"),
        Column("at", "string", "when it was made"),
        Column("by", "string", "by whom"),
        Column("what", "string", "what was decided"),
        Column("on", "strings", "the ids that it is about"),
        Column("to", "string", "to what value"),
        Column("why", "string", "why, in the words of who decided"),
    ),
    _decisions,
    key=("id",),
)
