"""What a person's own export calls the fields of an article: `--fields title=headline,text=body_clean`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.errors import UsageError

TARGETS = ("text", "title", "outlet", "authors", "url", "published", "modified", "language")
"""The fields that a name can be given for."""


@dataclass(frozen=True, slots=True)
class FieldNames:
    """The names that an export has for our fields; where one of them holds nothing, the usual names hold."""

    pairs: tuple[tuple[str, str], ...] = ()
    """Ours and theirs, in the order given; a field may have several names, the first that holds anything is taken.
    Theirs may be a path into an object, with points: `content.body`."""

    def of(self, target: str) -> tuple[str, ...]:
        """Return the names that are given for one of our fields.

        >>> FieldNames((("title", "headline"), ("title", "kicker"))).of("title")
        ('headline', 'kicker')
        """
        return tuple(theirs for ours, theirs in self.pairs if ours == target)

    def columns(self) -> tuple[str, ...]:
        """Return what stands at the top of an object, or in the head of a table: of a path its first name, too."""
        named = (name for _, theirs in self.pairs for name in (theirs, theirs.partition(".")[0]))
        return tuple(dict.fromkeys(named))

    def __str__(self) -> str:
        """Return them as they are given.

        >>> str(field_names(["title=headline", "text=body_clean"]))
        'title=headline,text=body_clean'
        """
        return ",".join(f"{ours}={theirs}" for ours, theirs in self.pairs)


USUAL = FieldNames()
"""No names but the usual."""


def field_names(given: Iterable[str]) -> FieldNames:
    """Return the names that are given, as options of the command line: `title=headline,text=body_clean`; '' is none.

    Raises:
        UsageError: One of them is no pair, or gives a name for a field that there is not.

    >>> field_names(["title=headline, text=body_clean", "published=date"]).of("published")
    ('date',)
    """
    pairs: list[tuple[str, str]] = []
    for pair in (part.strip() for option in given if option.strip() for part in option.split(",")):
        ours, mark, theirs = (part.strip() for part in pair.partition("="))
        if not mark or not ours or not theirs:
            raise UsageError(
                f"--fields: {pair!r} is no pair; write it as title=headline: our field, then its name there"
            )
        if ours not in TARGETS:
            raise UsageError(f"--fields: there is no field {ours!r}; the fields are {', '.join(TARGETS)}")
        pairs.append((ours, theirs))
    return FieldNames(tuple(dict.fromkeys(pairs)))


def value_at(article: Mapping[str, object], name: str) -> object:
    """Return what an object holds under a name, which may be a path; None where there is nothing.

    >>> value_at({"content": {"body": "The port opens."}}, "content.body")
    'The port opens.'
    """
    if name in article:
        return article[name]
    value: object = article
    for part in name.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value
