"""Which passages one report took from another, or both from the same wire.

1. *Fingerprints* (`candidates`): reports that share runs of words are looked at together, each with the few that share
   most with it.
2. *Alignment* (`alignment`): from shared runs, equal words are followed over edits, as blocks.
3. *What counts*: words that are quoted in either report do not: two outlets that quote one speech have not copied each
   other. Nor does furniture, nor what an outlet prints under many of its reports. Names, figures and function words
   count little.
4. *Parsimony* (`parsimony`): what two reports share through a third that has more in common with both is not claimed.
5. *Direction* (`direction`): who from whom, or that nothing tells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.model import Copy, Passage, Report
from onrecord.relating.channels import outlet_key
from onrecord.relating.kept import Kept
from onrecord.relating.lineage.alignment import Block, Seeds, align, seeds_of
from onrecord.relating.lineage.candidates import candidates, without_boilerplate
from onrecord.relating.lineage.direction import Direction, direct
from onrecord.relating.lineage.known import KnownBlocks
from onrecord.relating.lineage.parsimony import MIN_COPIED, MIN_STRONGEST, needed
from onrecord.relating.lineage.wording import Wording, wording
from onrecord.relating.rulings import NO_COPIES, CopyRulings

MAX_EDIT = 4
"""Words that may differ inside one passage, in either report; where more do, the next equal words are another
passage."""
MIN_PASSAGE = 3.0
"""What the equal words of a passage must be worth, quoted or not: a name or two words by themselves between long edits
("dead as the ferry", "dead in the ferry") show a reader nothing."""

MIN_WHOLE = 0.8
"""Share of the words of the longer of two reports from which they are as good as one text, whatever their length: a
newsflash of two sentences is worth less than `MIN_COPIED`, and in five outlets is one flash still. A fifth may be a
dateline, a credit or another word."""

Pair = tuple[str, str]


def find_copies(
    reports: Sequence[Report], rulings: CopyRulings = NO_COPIES, kept: Kept | None = None
) -> tuple[Copy, ...]:
    """Return who copied whom, sorted by (origin, copy).

    Args:
        reports: The reports of a story, in any order; ids are distinct.
        rulings: What people decided on pairs of reports. What was not copied explains no other copy either.
        kept: What pairs of texts were found to share when the story was last related; it changes no result.

    Returns:
        One value for each pair of reports where one holds prose worth `MIN_COPIED` words that it took from the other,
        or both took from the same wire, or where both are short and as good as the same (`MIN_WHOLE`). `share` is the
        fraction 0..1 of the copy's words, furniture left out, that stand in the origin. Where they share it through a
        third report, the pair is left out.
    """
    by_id = {report.id: report for report in reports}
    words = without_boilerplate(by_id, {r.id: wording(r) for r in sorted(reports, key=lambda r: r.id)})
    shared = {
        pair: blocks for pair, blocks in _aligned(by_id, words, kept or Kept()).items() if pair not in rulings.parted
    }
    ways = {
        (one, other): direct(by_id[one], by_id[other], words[one], words[other], equal(blocks))
        for (one, other), blocks in shared.items()
    }
    copies = [_copy(ways[pair], shared[pair], pair, words) for pair in needed(shared, ways, words, by_id)]
    copies = _decided(copies, rulings, by_id, words)
    return tuple(sorted(copies, key=lambda c: (c.origin, c.copy)))


def _decided(
    copies: list[Copy], rulings: CopyRulings, by_id: Mapping[str, Report], words: Mapping[str, Wording]
) -> list[Copy]:
    """Put in what people say was copied, with the machine's own finding in the reason."""
    by_pair = {tuple(sorted((copy.origin, copy.copy))): copy for copy in copies}
    for (origin, copy), why in sorted(rulings.copied.items()):
        if origin not in by_id or copy not in by_id:
            continue
        pair = min(origin, copy), max(origin, copy)
        blocks = align(words[pair[0]], words[pair[1]], seeds_of(words[pair[0]]))
        way = Direction(origin=origin, copy=copy, because=f"{why} (the machine: {_found(by_pair.get(pair))})")
        by_pair[pair] = _copy(way, blocks, pair, words)
    return list(by_pair.values())


def _found(copy: Copy | None) -> str:
    return "no copy" if copy is None else f"a copy from {copy.origin}, {copy.because}"


def counts(blocks: Sequence[Block], longer: int) -> bool:
    """Say whether blocks are enough to claim a copy.

    Args:
        blocks: What two reports share.
        longer: How many words the longer of them has.
    """
    scores = [block.score for block in blocks]
    enough = sum(scores) >= MIN_COPIED or equal(blocks) >= MIN_WHOLE * longer
    return enough and max(scores, default=0.0) >= MIN_STRONGEST


def _longer(one: Wording, other: Wording) -> int:
    return max(len(one.words), len(other.words))


def equal(blocks: Sequence[Block]) -> int:
    """Return how many words are the same."""
    return sum(sum(block.places[2::3]) for block in blocks)


def same_outlet(one: Report, other: Report) -> bool:
    """Say whether two reports are known to be by one outlet."""
    return one.outlet is not None and other.outlet is not None and outlet_key(one.outlet) == outlet_key(other.outlet)


def _aligned(by_id: Mapping[str, Report], words: Mapping[str, Wording], kept: Kept) -> dict[Pair, tuple[Block, ...]]:
    """Return the blocks of each pair that shares enough; reports of the same words are laid beside another once."""
    same: dict[object, str] = {}
    alike = {report: same.setdefault((one.words, one.worth), report) for report, one in words.items()}
    before = KnownBlocks(words, kept)
    found = {}
    last = ""
    seeds: Seeds | None = None
    for first, second in candidates(by_id, words):
        one, other = alike[first], alike[second]
        blocks = before.find(one, other)
        if blocks is None:
            if seeds is None or one != last:
                last, seeds = one, seeds_of(words[one])
            blocks = align(words[one], words[other], seeds)
            if not counts(blocks, _longer(words[one], words[other])):
                blocks = ()  # most pairs: not kept
            before.put(one, other, blocks)
        if same_outlet(by_id[first], by_id[second]):
            blocks = _without_sign_off(blocks, words[first], words[second])
        if counts(blocks, _longer(words[first], words[second])):
            found[first, second] = blocks
    return found


def _without_sign_off(blocks: tuple[Block, ...], one: Wording, other: Wording) -> tuple[Block, ...]:
    """Drop the passage that ends both reports of one outlet: a rights notice, a note on transcripts, a sign-off."""
    ends = len(one.words), len(other.words)
    return tuple(block for block in blocks if (block.spans[0][1], block.spans[1][1]) != ends)


def _copy(way: Direction, blocks: Sequence[Block], pair: Pair, words: Mapping[str, Wording]) -> Copy:
    if way.origin != pair[0]:
        blocks = [block.turned() for block in blocks]
    origin, copy = words[way.origin], words[way.copy]
    passages = tuple(sorted((p for block in blocks for p in _passages(block, origin, copy)), key=lambda p: p.copy))
    prose = sum(block.prose for block in blocks)
    return Copy(
        origin=way.origin,
        copy=way.copy,
        share=round(equal(blocks) / len(copy.words), 4),
        passages=passages,
        directed=way.directed,
        because=f"{prose} words outside quotations are the same in both ({_count(passages)}); {way.because}",
    )


def _passages(block: Block, origin: Wording, copy: Wording) -> list[Passage]:
    """Return the passages of a block: its equal words with the small edits between them."""
    first, *others = block.runs
    parts = [[first]]
    for run in others:
        last = parts[-1][-1]
        gap = max(run[0] - last[0] - last[2], run[1] - last[1] - last[2])
        if gap <= MAX_EDIT:
            parts[-1].append(run)
        else:
            parts.append([run])
    telling = [part for part in parts if sum(sum(origin.bare[f : f + n]) for f, _, n in part) >= MIN_PASSAGE]
    return [
        Passage(
            origin=(origin.begins[part[0][0]], origin.ends[part[-1][0] + part[-1][2] - 1]),
            copy=(copy.begins[part[0][1]], copy.ends[part[-1][1] + part[-1][2] - 1]),
        )
        for part in telling or parts
    ]


def _count(passages: Sequence[Passage]) -> str:
    return "1 passage" if len(passages) == 1 else f"{len(passages)} passages"
