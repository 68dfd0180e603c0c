"""Count how common terms are in news, for the grouping of archives: `archive/background.csv`.

    python training/archive_background.py ARTICLES.jsonl.gz... > src/onrecord/archive/background.csv

Each line of the inputs is an object with `text`. What is counted is in how many articles a term stands; terms that are
mostly names are left out (how rare a name is is the archive's to tell), and so are numbers and rare terms: what is not
in the table is rare.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from onrecord.archive.traits import NAME, NUMBER, marked_terms

LEAST = 4
"""Articles that a term must stand in."""


def main(paths: list[str]) -> int:
    """Count and print the table."""
    articles = 0
    counts: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for path in paths:
        with gzip.open(Path(path), "rt", encoding="utf-8") as lines:
            for line in lines:
                articles += 1
                for term, mark in marked_terms(json.loads(line)["text"]).items():
                    counts[term] += 1
                    named[term] += bool(mark & (NAME | NUMBER))
    print("# In how many of 10,000 articles of English-language news a term stands: counted over")
    print(f"# {articles:,} articles, most of 2015 and 2016 on US politics. Names, numbers, what stands in fewer than")
    print(f"# {LEAST} articles are left out. Made by training/archive_background.py; read by rarity.py.")
    print("term,per_10000")
    for term, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if count >= LEAST and named[term] * 2 < count and term.isascii():
            print(f"{term},{10_000 * count / articles:.0f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
