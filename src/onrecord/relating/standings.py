"""What became of each decision: worked in, taken back, contradicted, or without a place; and what the machine says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from onrecord.decisions import Placed, Places, in_force, placed
from onrecord.model import Anchor, Claim, Copy, Decision, DecisionState, Entity, Report, Standing, Statement
from onrecord.outlets import Outlets
from onrecord.relating.claims.ruled import by_machine
from onrecord.relating.facts import Facts
from onrecord.relating.rulings import Rulings


class Machine:
    """What the machine finds by itself, to be shown beside what people decided.

    Args:
        statements: The statements as it finds them.
        entities: The entities as it finds them.
        copies: The copies as it finds them.
        facts: What statements put, for those that may be compared.
        reports: The reports, by id.
        outlets: The table of outlets without what people decided.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        entities: Sequence[Entity],
        copies: Sequence[Copy],
        facts: Mapping[str, Facts],
        reports: Mapping[str, Report],
        outlets: Outlets,
    ) -> None:
        self._outlets = outlets
        self._statements = {one.id: one for one in statements}
        self._entities = {one.id: one for one in entities}
        self._copies = {tuple(sorted((one.origin, one.copy))): one for one in copies}
        self._facts, self._reports = facts, reports

    def of(self, each: Placed) -> str:
        """Return what it finds where a decision was made, in words; '' for a note."""
        kinds = {anchor.kind for anchor in each.decision.anchors}
        what, here = each.decision.what, [on for on in each.on if on]
        if what in ("same", "not-same"):
            pairs = [(a, b) for a, b in combinations(here, 2) if a != b]
            if kinds == {"entity"}:
                return "two" if pairs else self._one(here)
            return "; ".join(by_machine(a, b, self._facts) for a, b in pairs if a in self._facts and b in self._facts)
        if not here:
            return ""
        if what == "speaker" and here[0] in self._statements:
            return self._speaker(self._statements[here[0]])
        if what == "date":
            return self._date(each, here[0])
        if what in ("copied", "not-copied") and len(here) == 2:
            return self._copy(min(here), max(here))
        if what == "wire":
            known = self._outlets.by_name(here[0])
            return "not in the table of outlets" if known is None else "a wire" if known.wire else f"a {known.kind}"
        if what == "not-a-statement" and here[0] in self._statements:
            return f"a statement ({self._speaker(self._statements[here[0]])})"
        return ""

    def _one(self, here: Sequence[str]) -> str:
        if not here or here[0] not in self._entities:
            return ""
        return "; ".join(("one", *self._entities[here[0]].because))

    def _speaker(self, statement: Statement) -> str:
        if statement.kind == "own":
            return "the outlet itself"
        speaker = self._entities.get(statement.speaker or "")
        told = "no speaker known" if speaker is None else speaker.name
        return f"{told}: {statement.because}" if statement.because else told

    def _date(self, each: Placed, here: str) -> str:
        if each.decision.anchors[0].kind == "report":
            return self._reports[here].basis.get("published", "") if here in self._reports else ""
        if here in self._statements:
            one = self._statements[here]
            return f"{one.said_on}: {one.said_on_because}" if one.said_on else "no day known"
        times = {
            f"{one.report}@{time.span[0]}-{time.span[1]}": time
            for one in self._statements.values()
            for time in one.times
        }
        return (times[here].edtf or times[here].value) if here in times else ""

    def _copy(self, one: str, other: str) -> str:
        copy = self._copies.get((one, other))
        return "no copy" if copy is None else f"{copy.copy} from {copy.origin}, share {copy.share:.2f}; {copy.because}"


def find_standings(
    decisions: Sequence[Decision],
    rulings: Rulings,
    machine: Machine,
    places: Places,
    claims: Sequence[Claim],
) -> tuple[Standing, ...]:
    """Return what became of each decision, sorted by id.

    Args:
        decisions: The whole log.
        rulings: What was worked in.
        machine: What the machine finds by itself.
        places: The story as it is now, struck statements too.
        claims: Its claims: the anchor of a claim is the claim that holds its statement.
    """
    if not decisions:
        return ()
    claim_of = {statement: claim.id for claim in claims for statement in claim.statements}
    standing = {decision.id for decision in in_force(decisions)}
    before = {each.decision.id: each for each in rulings.worked_in}
    found = []
    for each in placed(decisions, places):
        decision = each.decision
        state: DecisionState = "applied"
        because = ""
        if decision.what == "undo":
            state, because = "undoes", ""
        elif decision.id not in standing:
            state = "undone"
            because = f"taken back by {', '.join(_undone_by(decision.id, decisions))}"
        elif decision.id in rulings.contradicted:
            state, because = "contradicted", rulings.contradicted[decision.id]
        elif not _enough(each) or decision.id not in before:
            state, because = "not placed", _where(each.missing)
        elif each.missing:
            because = f"but for {_where(each.missing)}"
        on = tuple(_shown(key, anchor, claim_of) for key, anchor in zip(each.on, decision.anchors, strict=True))
        told = machine.of(before.get(decision.id, each)) if state in ("applied", "contradicted") else ""
        found.append(Standing(decision=decision.id, state=state, on=on, machine=told, because=because))
    return tuple(found)


def _shown(key: str, anchor: Anchor, claim_of: Mapping[str, str]) -> str:
    return claim_of.get(key, key) if anchor.kind == "claim" else key


def _enough(each: Placed) -> bool:
    """Return whether enough of what a decision is about has a place: two of several, both of two, the one."""
    here = sum(bool(on) for on in each.on)
    return here >= (2 if each.decision.what in ("same", "not-same") else len(each.on)) and bool(each.on)


def _undone_by(key: str, decisions: Iterable[Decision]) -> list[str]:
    return sorted(one.id for one in decisions if one.what == "undo" and key in one.on)


def _where(missing: Sequence[Anchor]) -> str:
    places = []
    for anchor in missing:
        at = f"report {anchor.report}{f' ({anchor.outlet})' if anchor.outlet else ''}"
        places.append(f'"{_short(anchor.quote)}" in {at}' if anchor.quote else at)
    return f"not found here: {'; '.join(places)}" if places else "it says of nothing what it is about"


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 80 else f"{plain[:77]}..."
