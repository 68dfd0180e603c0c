"""What each outlet calls whom: the labels of a story by name and outlet, side by side, with how often and where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from onrecord.dates import published_key
from onrecord.model import Entity, Evidence, Label, Report, Story
from onrecord.record.wording import called


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelUse:
    """A label that an outlet uses; capitals make no difference."""

    text: str
    """As it is written where it stands first."""
    places: tuple[Evidence, ...]
    """Where it stands, by day of publication, in the order of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLabels:
    """What one outlet calls somebody."""

    outlet: str
    uses: tuple[LabelUse, ...]
    """The most frequent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Somebody whom the reports put labels to."""

    id: str
    name: str
    outlets: tuple[OutletLabels, ...]
    """Those that put a label, by name."""
    silent: tuple[str, ...]
    """Those that name them and put no label, by name."""


def labels_of(story: Story) -> tuple[Labelled, ...]:
    """Return who carries labels, those that most outlets label first, then those with most labels."""
    reports = {report.id: report for report in story.reports}
    ranked = [(one, _labelled(one, reports)) for one in story.entities if one.labels]
    ranked.sort(key=lambda pair: (-len(pair[1].outlets), -len(pair[0].labels), pair[0].name, pair[0].id))
    return tuple(labelled for _, labelled in ranked)


def _labelled(entity: Entity, reports: dict[str, Report]) -> Labelled:
    def order(label: Label) -> tuple[object, ...]:
        return (published_key(reports[label.report].published), label.report, label.span)

    uses: defaultdict[str, defaultdict[str, list[Label]]] = defaultdict(lambda: defaultdict(list))
    for label in sorted(entity.labels, key=order):
        uses[called(reports[label.report])][" ".join(label.text.split()).casefold()].append(label)
    naming = {called(reports[at.report]) for at in entity.named}
    return Labelled(
        id=entity.id,
        name=entity.name,
        outlets=tuple(OutletLabels(outlet=outlet, uses=_uses(found)) for outlet, found in sorted(uses.items())),
        silent=tuple(sorted(naming - uses.keys())),
    )


def _uses(found: dict[str, list[Label]]) -> tuple[LabelUse, ...]:

    return tuple(
        LabelUse(
            text=" ".join(found[key][0].text.split()),
            places=tuple(Evidence(report=label.report, span=label.span) for label in found[key]),
        )
        for key in sorted(found, key=lambda key: (-len(found[key]), key))
    )
