"""Which names of peoples and cities stand for a country: its adjective, and its seat of government where it acts.

"Haldrian officials" speaks of Haldria; "the Haldrians" are its people, which is not the same. "Torvey refused" is said
of the country, "in Torvey" of the city. A country that no report names by its own name is not made up: then both stay
what they are.
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
        country = known.demonyms.get(key) or known.capitals.get(key)
        if country not in shown or kinds[key] not in ("group", "place", "organisation"):
            continue
        kind: MentionKind = "demonym" if key in known.demonyms else "metonym"
        used = {
            (report, reference.span): reference.because
            for report in sorted({naming.report for naming in form.mentions})
            for reference in analyses[report].references
            if reference.kind == kind
        }
        taken = [naming for naming in form.mentions if (naming.report, naming.span) in used]
        for naming in taken:
            because = _because(naming, kind, shown[country], used[naming.report, naming.span])
            uses[country].append(Use(naming, kind, because))
        left = tuple(naming for naming in form.mentions if (naming.report, naming.span) not in used)
        if left:
            others[key] = replace(form, mentions=left)
        else:
            del others[key]
    return Uses({country: tuple(found) for country, found in sorted(uses.items())}, others)


def _because(naming: Naming, kind: MentionKind, country: str, used: str) -> str:
    if kind == "demonym":
        return f'"{naming.text}" is the adjective to "{country}"'
    return f'"{naming.text}" is the seat of the government of "{country}" and {used}'
