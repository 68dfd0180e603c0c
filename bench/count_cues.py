"""Count in which frames English verbs carry statements, on PolNeAR's training articles: makes language/drafts/cues.csv.

    python bench/count_cues.py ../shared/data/polnear/train.jsonl.gz > src/onrecord/language/drafts/cues.csv

A frame counts as marked where an annotator's cue holds the verb, and the annotator's content and the frame's share at
least half of their words. Verbs inside quotations are left out: nobody marks statements there. For the frames of a
that-clause the verb being a cue is enough. Only counts leave this script: no text of the corpus.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from onrecord.language.analyser import parse_whole
from onrecord.language.drafts.frames import frames_of
from onrecord.language.paragraphs import pieces
from onrecord.language.places import token_range
from onrecord.language.quotes import find_quotes

MIN_SEEN = 4
"""Places. A share of fewer is chance."""
MIN_KEPT = 0.3
"""Fraction. Below, a frame is no statement oftener than it is one; `cues.MIN_SHARE` decides among the rest."""
CUE_IS_ENOUGH = frozenset({"clause", "told_clause", "parenthetical"})

HEADER = """\
# Frames that carry a statement, and how often: of `seen` places where the verb stood in the frame, in how many the
# frame's content was marked as something said, written or thought (`marked`), and the share, smoothed (`share`).
# Counted outside quotations on the training articles of PolNeAR v1.0.0 (Newell, Margolin and Ruths, LREC 2018) by
# bench/count_cues.py, which says what is left out. Lemmas are the parser's own ("hop" is its "hope").
# Frames: see frames.py. No text of the corpus is here.
"""


def main() -> int:
    """Read the corpus, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="PolNeAR's train.jsonl.gz")
    path = parser.parse_args().gold
    if not path.exists():
        print(f"{path} is absent: nothing to count", file=sys.stderr)
        return 2
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    seen: Counter[tuple[str, str]] = Counter()
    cued: Counter[tuple[str, str]] = Counter()
    marked: Counter[tuple[str, str]] = Counter()
    sourced: Counter[tuple[str, str]] = Counter()
    for document, doc in zip(gold, parse_whole([g["text"] for g in gold]), strict=True):
        count(document, doc, seen, cued, marked, sourced)
    sys.stdout.write(HEADER)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["lemma", "frame", "seen", "marked", "share"])
    for key in sorted(seen):
        right = cued[key] if key[1] in CUE_IS_ENOUGH else marked[key]
        share = (right + 0.5) / (seen[key] + 1.5)
        usable = seen[key] >= MIN_SEEN and marked[key] >= 2 and sourced[key] * 2 >= marked[key]
        if usable and share >= MIN_KEPT and key[0].isalpha():
            writer.writerow([*key, seen[key], marked[key], round(share, 2)])
    return 0


def count(
    document: dict[str, Any],
    doc: Doc,
    seen: Counter[tuple[str, str]],
    cued: Counter[tuple[str, str]],
    marked: Counter[tuple[str, str]],
    sourced: Counter[tuple[str, str]],
) -> None:
    """Add one article's frames to the counts."""
    quotes = find_quotes(document["text"], pieces(document["text"]))
    by_cue: dict[int, list[tuple[set[int], set[int]]]] = defaultdict(list)
    for statement in document["statements"]:
        for place in tokens(doc, statement["cue"]):
            by_cue[place].append((tokens(doc, statement["content"]), tokens(doc, statement["source"])))
    for token in doc:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass"):
            continue
        if any(quote.holds(token.idx) for quote in quotes):
            continue
        for frame in frames_of(token):
            key = (token.lemma_.lower(), frame.name)
            seen[key] += 1
            cued[key] += bool(by_cue.get(token.i))
            content = {i for start, end in frame.content for i in range(start, end) if not doc[i].is_punct}
            for gold_content, gold_source in by_cue.get(token.i, []):
                union = content | gold_content
                if union and len(content & gold_content) / len(union) >= 0.5:
                    marked[key] += 1
                    source = set(range(*frame.source)) if frame.source else set()
                    sourced[key] += (not source and not gold_source) or bool(source & gold_source)
                    break


def tokens(doc: Doc, spans: list[list[int]]) -> set[int]:
    """The words that spans of code points touch."""
    return {i for start, end in spans for i in range(*token_range(doc, (start, end))) if not doc[i].is_punct}


if __name__ == "__main__":
    sys.exit(main())
