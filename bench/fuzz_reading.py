"""Read inputs that a fuzzer makes from honest and hostile files, for as long as is asked.

    python bench/fuzz_reading.py MINUTES [SEED]

Prints how many were tried, and on which a reader failed: see `tests/hostile/fuzzing.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.hostile.fuzzing import main

if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
