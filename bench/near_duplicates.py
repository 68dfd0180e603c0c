"""Near duplicates: how many are found and how many are right, by kind of edit, and how fast; beside datasketch.

    python bench/near_duplicates.py                    # quality, then speeds at 2,000 and 20,000 texts
    python bench/near_duplicates.py --texts 2000       # speeds at these numbers of texts alone
    python bench/near_duplicates.py --no-speed

It needs real articles, which are not part of this repository: by default it looks for them in `../shared`, beside it.
Without them it says so and ends with exit code 0, having measured nothing.

**Quality.** Each article and its edits (`near_edits`) are a family: all pairs of a family are near duplicates, all
others are not, be they reports of one event, articles under one notice, or one sheet with other figures. Articles that
are copies of one another in reality (a wire's report in several outlets: a share of `KIN` or more of the word
5-shingles of the shorter) are kin: pairs of kin families count neither way. Articles are parted into two halves, the
reports of an event in one of them: thresholds were chosen on the first half, figures are of the second.

**The peer.** datasketch's MinHashLSH with 128 permutations, made with `MinHash.bulk` and inserted in a session; its
runs of words (1 to 5), its threshold, and the estimated likeness from which a pair is taken are those of the best F1
on the first half. For the speeds it is timed with its own hash, SHA-1, and with `zlib.crc32` in its place.

**Speeds.** End to end, from texts in memory to the pairs, each in a process of its own on one core: processor seconds,
texts a second by them, and the peak memory above that of the texts. A quarter of the texts are edits of another
quarter's articles; the rest are articles whose words are shuffled, which are like nothing else.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, islice
from pathlib import Path

from near_edits import Text, articles, look_alikes, made, shuffled
from near_peer import Setting, datasketch_pairs, prints, tuned

BENCH = Path(__file__).parent
KIN = 0.08
"""Real reports of one event that share so much hold passages that one took from the other or both from a wire."""
SEEDS = {"tuning": 1, "reporting": 2}
EDITS = 5
"""Edits that an article gets, of the thirteen kinds."""
WHOSE = ("onrecord", "datasketch", "datasketch, crc32")
Found = set[tuple[str, str]]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=BENCH.parents[1] / "shared/data")
    parser.add_argument("--texts", type=int, nargs="*", metavar="N", help="numbers of texts to time; no quality")
    parser.add_argument("--no-speed", action="store_true")
    parser.add_argument("--half", choices=("tuning", "reporting"), default="reporting")
    parser.add_argument("--time", nargs=2, metavar=("WHOSE", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.time:
        print(json.dumps(timed(options.time[0], Path(options.time[1]))))
        return 0
    if importlib.util.find_spec("datasketch") is None:
        print("datasketch is not installed (pip install datasketch); nothing is measured")
        return 0
    if not options.data.is_dir():
        print(f"{options.data}: not there; nothing is measured")
        return 0
    originals = articles(options.data)
    if options.texts is None:
        quality(originals, options.half)
    if not options.no_speed:
        speeds(originals, options.texts or [2_000, 20_000])
    return 0


def quality(originals: Sequence[tuple[str, str]], half: str) -> None:
    """Print precision and recall on one half, ours and the peer's, which is tuned on the first half."""
    print("tuning datasketch", file=sys.stderr)
    texts, kin = pile(originals, "tuning")
    family = {text.id: text.family for text in texts}

    def verdict(one: str, other: str) -> bool | None:
        same = family[one] == family[other]
        return same if same or not _related(family[one], family[other], kin) else None

    setting, best = tuned(texts, verdict, _every(texts))
    print(f"datasketch at its best on the first half: {setting}, F1 {best:.1%}\n")
    texts, kin = pile(originals, half)
    ours, theirs = our_pairs(texts), datasketch_pairs(prints(texts, setting.run), setting)
    print(f"{half} half: {len(texts):,} texts, {sum(1 for t in texts if t.how == 'original')} articles")
    show({"onrecord": ours, "datasketch": theirs}, texts, kin)


def pile(originals: Sequence[tuple[str, str]], half: str) -> tuple[list[Text], set[tuple[str, str]]]:
    """Return the texts of one half, and the pairs of articles in it that are copies in reality."""
    # The parity is of the event's name, so that the reports of one event are in one half.
    mine = [one for one in originals if (zlib.crc32(_event(one[0]).encode()) % 2 == 0) == (half == "tuning")]
    notices, families = mine[::7], [one for n, one in enumerate(mine) if n % 7]
    texts = made(families, SEEDS[half], EDITS) + look_alikes(notices, SEEDS[half], 90)
    return texts, _kin(mine)


def _event(name: str) -> str:
    return name if name.startswith("noise/") else name.rpartition("/")[0]


def _kin(originals: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    shingles = {}
    holders: dict[int, list[str]] = defaultdict(list)
    for name, text in originals:
        words = text.casefold().split()
        shingles[name] = {zlib.crc32(" ".join(words[i : i + 5]).encode()) for i in range(len(words) - 4)}
        for one in sorted(shingles[name]):
            holders[one].append(name)
    shared = Counter(pair for names in holders.values() for pair in combinations(sorted(names), 2))
    return {(a, b) for (a, b), n in shared.items() if n >= KIN * min(len(shingles[a]), len(shingles[b]))}


def our_pairs(texts: Sequence[Text]) -> Found:
    """Return the pairs that onrecord finds."""
    from onrecord.archive.near import near_pairs
    from onrecord.archive.sketches import sketches

    by_id = {text.id: text.text for text in texts}
    return {(p.one, p.other) for p in near_pairs(list(zip(by_id, sketches(by_id.values()), strict=True)), by_id)}


def score(found: Found, texts: Sequence[Text], kin: set[tuple[str, str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over all pairs but those of kin."""
    family = {text.id: text.family for text in texts}
    right = sum(family[a] == family[b] for a, b in found)
    wrong = sum(not _related(family[a], family[b], kin) for a, b in found)
    precision, recall = right / max(1, right + wrong), right / max(1, _every(texts))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _every(texts: Sequence[Text]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(text.family for text in texts).values())


def _related(one: str, other: str, kin: set[tuple[str, str]]) -> bool:
    return one == other or (min(one, other), max(one, other)) in kin


def show(by_whom: dict[str, Found], texts: Sequence[Text], kin: set[tuple[str, str]]) -> None:
    """Print a row for each kind of edit, and for each kind of what only looks alike."""
    by_id = {text.id: text for text in texts}
    families = defaultdict(list)
    for text in texts:
        families[text.family].append(text)
    gold: dict[str, Found] = defaultdict(set)
    for members in families.values():
        for one, other in combinations(members, 2):
            pair = (min(one.id, other.id), max(one.id, other.id))
            gold[other.how if one.how == "original" else "two edits of one article"].add(pair)
    names = list(by_whom)
    print(f"{'':32}{'pairs':>8}" + "".join(f"{name + ' P':>15}{'R':>8}" for name in names))
    wrong = {
        name: {p for p in found if not _related(by_id[p[0]].family, by_id[p[1]].family, kin)}
        for name, found in by_whom.items()
    }
    for kind, pairs in sorted(gold.items()):
        row = f"{kind:32}{len(pairs):>8}"
        for name in names:
            right = len(pairs & by_whom[name])
            amiss = sum(1 for p in wrong[name] if kind in {by_id[i].how for i in p})
            told = f"{right / (right + amiss):.1%}" if right + amiss else "-"
            row += f"{told:>15}{right / len(pairs):>8.1%}"
        print(row)
    total = f"{'all':32}{sum(map(len, gold.values())):>8}"
    for name in names:
        precision, recall, _ = score(by_whom[name], texts, kin)
        total += f"{precision:>15.2%}{recall:>8.2%}"
    print(f"{total}\n\nwrong pairs, by what they are")
    sorts = {name: Counter(_sort(by_id[a], by_id[b]) for a, b in wrong[name]) for name in names}
    for sort in sorted({sort for counted in sorts.values() for sort in counted}):
        print(f"  {sort:38}" + "".join(f"{name:>12}{sorts[name][sort]:>7}" for name in names))
    neither = {
        name: sum(by_id[a].family != by_id[b].family and (a, b) not in wrong[name] for a, b in found)
        for name, found in by_whom.items()
    }
    print(f"  {'(kin, which count neither way)':38}" + "".join(f"{name:>12}{neither[name]:>7}" for name in names))


def _sort(one: Text, other: Text) -> str:
    kinds = {text.how for text in (one, other)}
    if len(kinds) == 1 and (kind := min(kinds)).startswith(("sheet", "shared")):
        return kind
    same = _event(one.family) == _event(other.family) and not one.family.startswith("noise/")
    return "reports of one event" if same else "others"


def speeds(originals: Sequence[tuple[str, str]], numbers: Iterable[int]) -> None:
    """Print how long both take, and what memory."""
    print(f"\n{'':20}{'texts':>8}{'pairs':>9}{'CPU s':>9}{'texts/s':>10}{'peak MB':>9}")
    for number in numbers:
        texts = speed_texts(originals, number)
        rates = {}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "texts.json"
            path.write_text(json.dumps([[t.id, t.text] for t in texts]), encoding="utf-8")
            for whose in WHOSE:
                command = [sys.executable, __file__, "--time", whose, str(path)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                row = json.loads(done.stdout)
                rates[whose] = number / row["cpu"]
                print(
                    f"{whose:20}{number:>8,}{row['pairs']:>9,}{row['cpu']:>9.2f}{rates[whose]:>10,.0f}"
                    f"{row['peak_mb']:>9.0f}",
                    flush=True,
                )
        for whose in WHOSE[1:]:
            print(f"  {rates['onrecord'] / rates[whose]:.1f} times as fast as {whose}")


def speed_texts(originals: Sequence[tuple[str, str]], number: int) -> list[Text]:
    """Return texts of which a quarter are articles, a quarter edits of these, and the rest like nothing else."""
    few = list(originals)[: max(1, min(len(originals), number // 8))]
    texts = made(few, 3, 3)[: number // 2]
    return texts + list(islice(shuffled(originals, 3), number - len(texts)))


def timed(whose: str, path: Path) -> dict[str, float]:
    """Find the pairs of a file of texts; return how many, the processor seconds, and the peak memory in MB."""
    texts = [Text(one, one, "", text) for one, text in json.loads(path.read_text(encoding="utf-8"))]
    find: dict[str, Callable[[Sequence[Text]], Found]] = {
        "onrecord": our_pairs,
        "datasketch": lambda those: datasketch_pairs(prints(those, SPEED.run), SPEED),
        "datasketch, crc32": lambda those: datasketch_pairs(prints(those, SPEED.run, fast=True), SPEED),
    }
    find[whose](texts[:20])  # what is loaded at the first use is not what is measured
    before = resource.getrusage(resource.RUSAGE_SELF)
    started = time.process_time()
    found = find[whose](texts)
    took = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before.ru_maxrss
    return {"pairs": len(found), "cpu": took, "peak_mb": peak / 1024}


SPEED = Setting(run=1, threshold=0.3, least=0.4)
"""What the peer is timed with: what it is best with on the first half."""

if __name__ == "__main__":
    sys.exit(main())
