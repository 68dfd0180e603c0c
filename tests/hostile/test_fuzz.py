"""What a fuzzer makes of honest and hostile files breaks no reader; `bench/fuzz_reading.py` looks for longer."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from tests.hostile.fuzzing import inputs, try_one

TRIED = 60


def test_no_reader_fails_on_what_a_fuzzer_makes(tmp_path: Path) -> None:
    failed = [
        (suffix, wrong)
        for suffix, data in islice(inputs(seed=2031), TRIED)
        if (wrong := try_one(suffix, data, tmp_path)) is not None
    ]
    assert failed == []
