"""Who speaks, inside one report: enough to tell whether two statements are one speaker's."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language.findings import Findings
from onrecord.language.places import text_of
from onrecord.language.spoken.acts import Cue, Said
from onrecord.model import Name, Span, Statement


@dataclass(frozen=True, slots=True)
class Act:
    """A statement with what is known of when it was said."""

    statement: Statement
    cue: Cue | None
    said: Said | None

    @property
    def place(self) -> int:
        """Where its cue stands; where there is none, its content (code points)."""
        return self.cue.head.idx if self.cue is not None else self.statement.content[0][0]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as far as one report goes."""

    key: str
    """A person's last name, another name as a whole, or the words of a source with "the"; '' stands for nobody."""
    name: str
    """The name as the report has it in full, '' for none."""

    def may_be(self, other: Speaker) -> bool:
        """Whether two names with the same end can be one person's: "Ana Orr" and "Tam Orr" are two.

        >>> ana = Speaker("orr", "Ana Orr")
        >>> ana.may_be(Speaker("orr", "Orr")), ana.may_be(Speaker("orr", "Tam Orr"))
        (True, False)
        """
        if not self.key or self.key != other.key:
            return False
        words, others = set(self.name.casefold().split()), set(other.name.casefold().split())
        return words <= others or others <= words or len(words & others) > 1


def speaker_of(found: Findings, statement: Statement) -> Speaker:
    """Return who says a statement: the name that its source resolves to, or the words of a source that is definite."""
    if statement.name is not None:
        name = next((one for one in found.names.touching(*statement.name)), None)
        return named(found, statement.name, name)
    source = " ".join(text_of(found.doc)[slice(*span)] for span in statement.source).casefold()
    first, _, rest = source.partition(" ")
    return Speaker(rest if first == "the" else "", "")


def named(found: Findings, span: Span, name: Name | None) -> Speaker:
    """Return the speaker of a name: a person is known by the last word, "Norra News" and "Eske News" are two."""
    words = text_of(found.doc)[slice(*span)].split()
    kept = [word.casefold() for word in words if word.casefold() != "the"] or [word.casefold() for word in words]
    person = name is None or name.kind == "person"
    return Speaker(kept[-1] if person else " ".join(kept), " ".join(words))
