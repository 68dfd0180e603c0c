"""Which names of peoples stand for a country: its adjective.

"Haldrian officials" speaks of Haldria; "the Haldrians" are its people, which is not the same. A country that no report
names by its own name is not made up: then the adjective stays what it is. Capitals are in `metonyms`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onrecord.model import Analysis, EntityKind, MentionKind
from onrecord.relating.entities.forms import Form, Naming
from onrecord.relating.entities.words import gazetteer


@dataclass(frozen=True, slots=True)
class Use:
    """A name that stands for a country."""

    naming: Naming
    kind: MentionKind
    because: str


@dataclass(frozen=True, slots=True)
class Uses:
    """The names that stand for countries, and the forms of what is left."""

    by_country: Mapping[str, tuple[Use, ...]]
    others: dict[str, Form]

    def of(self, keys: Iterable[str]) -> tuple[Use, ...]:
        """Return the uses for the country that one of some keys names."""
        known = gazetteer().names
        countries = sorted({known[key] for key in keys if key in known})
        return tuple(use for country in countries for use in self.by_country.get(country, ()))


def uses_for_countries(
    forms: Mapping[str, Form], kinds: Mapping[str, EntityKind], analyses: Mapping[str, Analysis]
) -> Uses:
    """Take from the forms the names that stand for a country which the story names."""
    known = gazetteer()
    shown: dict[str, str] = {}
    for key, form in forms.items():
        country = known.names.get(key)
        if country in known.countries and kinds[key] == "place":
            shown.setdefault(country, form.mentions[0].text)
    uses: dict[str, list[Use]] = defaultdict(list)
    others = dict(forms)
    for key, form in forms.items():
        country = known.demonyms.get(key)
        if country not in shown or kinds[key] not in ("group", "place", "organisation"):
            continue
        used = {
            (report, reference.span)
            for report in sorted({naming.report for naming in form.mentions})
            for reference in analyses[report].references
            if reference.kind == "demonym"
        }
        for naming in form.mentions:
            if (naming.report, naming.span) in used:
                because = f'"{naming.text}" is the adjective to "{shown[country]}"'
                uses[country].append(Use(naming, "demonym", because))
        left = tuple(naming for naming in form.mentions if (naming.report, naming.span) not in used)
        if left:
            others[key] = replace(form, mentions=left)
        else:
            del others[key]
    return Uses({country: tuple(found) for country, found in sorted(uses.items())}, others)
