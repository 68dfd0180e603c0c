"""Names that a caption ran into: "Port Eske Mara Velt" where a picture's place or credit stands before a person's name.

The tagger takes the two for one name. A full name that the story knows by itself, after the name of a known place,
outlet or platform, is that person's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from onrecord.outlets import by_name
from onrecord.relating.entities.forms import Form, Naming
from onrecord.relating.entities.persons import parse_name
from onrecord.relating.entities.types import looks_like_person
from onrecord.relating.entities.words import gazetteer, name_words

LONGEST_GLUED = 2
"""Words that may stand before the name: "Port Eske", "Norra News"."""


def unglued(forms: Mapping[str, Form]) -> dict[str, Form]:
    """Return the forms with what is glued before a person's full name taken off; the rest is as it was."""
    mentions = {key: list(form.mentions) for key, form in forms.items()}
    for key, form in forms.items():
        start = _name_starts(form, forms)
        if start:
            rest = " ".join(form.parts[start:])
            mentions[rest] += [_from(mention, start) for mention in form.mentions]
            del mentions[key]
    ordered = {key: sorted(mentions[key], key=lambda m: (m.report, m.span)) for key in sorted(mentions)}
    return {key: Form(key, tuple(found)) for key, found in ordered.items()}


def _name_starts(form: Form, forms: Mapping[str, Form]) -> int:
    """Return the number of words before the full name of a known person; 0 where that is not certain."""
    for size in range(1, min(LONGEST_GLUED, len(form.parts) - 2) + 1):
        rest = forms.get(" ".join(form.parts[size:]))
        if rest is None or parse_name(rest.key) is None or not looks_like_person(rest):
            continue
        if any(m.kind == "person" for m in rest.mentions) and _stands_before(" ".join(form.parts[:size]), forms):
            return size
    return 0


def _stands_before(key: str, forms: Mapping[str, Form]) -> bool:
    """Return whether a name is one that captions open with: of a place, an outlet or a platform, and no given name."""
    words, known = name_words(), forms.get(key)
    if key in words.also_given_names or key in words.nicknames:
        return False
    if key in words.credit_words or gazetteer().kinds.get(key) == "place" or by_name(key) is not None:
        return True
    return known is not None and sum(m.kind == "place" for m in known.mentions) * 2 > len(known.mentions)


def _from(mention: Naming, start: int) -> Naming:
    words = mention.text.split()
    text = " ".join(words[start:])
    return replace(mention, kind="person", text=text, key=" ".join(mention.key.split()[start:]))
