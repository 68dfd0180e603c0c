"""Who is heard to vouch for a claim, and who only as somebody else tells of it."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import PASSED_ON, Statement


def only_as_told_by(statements: Iterable[Statement], speaker: str) -> tuple[str, ...]:
    """Return who tells that a speaker said it, if in each of some statements somebody else does; else nobody.

    Args:
        statements: The statements of one claim.
        speaker: The id of an entity that vouches for it.

    >>> from onrecord.model import Relay, Statement
    >>> aide = Relay(name="an aide", span=(0, 7), basis=PASSED_ON)
    >>> told, heard = Statement(kind="indirect", speaker="e-1", relays=(aide,)), Statement(kind="direct", speaker="e-1")
    >>> only_as_told_by([told], "e-1"), only_as_told_by([told, heard], "e-1")
    (('an aide',), ())
    """
    carriers = [
        [relay.name for relay in one.relays if relay.basis == PASSED_ON] for one in statements if one.speaker == speaker
    ]
    return tuple(sorted({name for names in carriers for name in names})) if all(carriers) else ()
