from __future__ import annotations

import os
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive.sketches import SIZE, sketch, sketches
from onrecord.archive.words import words_of
from tests.archive.texts import article, changed

_WORDS = st.lists(
    st.sampled_from(["ferry", "Eske", "left", "at", "dawn", "nine", "9", "the", "quay’s", "—", "12.5", ","]),
    max_size=60,
)
_TEXTS = st.lists(st.builds(" ".join, _WORDS) | st.text(max_size=80), max_size=6)


@given(_TEXTS)
def test_a_batch_gives_what_each_text_alone_gives(texts: list[str]) -> None:
    assert sketches(texts) == [sketch(text) for text in texts]


@given(st.text(max_size=2000))
def test_a_sketch_is_small_and_sorted_whatever_the_text(text: str) -> None:
    import numpy as np

    made = np.frombuffer(sketch(text), "<u4")
    assert len(made) <= SIZE
    assert bool((made[1:] > made[:-1]).all())


def test_a_long_text_fills_no_more_than_512_bytes() -> None:
    assert len(sketch(article("long", 40))) == 4 * SIZE == 512


def test_a_text_shorter_than_a_run_has_an_empty_sketch() -> None:
    assert [sketch(text) for text in ("", "—", "Ferry lost")] == [b"", b"", b""]


def test_case_marks_and_headlines_make_no_difference() -> None:
    text = article("a")
    assert sketch(text) == sketch(f"Ferry lost\n\n{text.upper().replace(' ', ', ')}\n\nRelated articles")


def test_a_cut_text_keeps_its_share_of_the_sketch() -> None:
    import numpy as np

    whole, part = article("a", 20), article("a", 8)
    shared = np.intersect1d(np.frombuffer(sketch(whole), "<u4"), np.frombuffer(sketch(part), "<u4"))
    assert 0.25 * SIZE < len(shared) < 0.55 * SIZE


def test_the_sketch_of_an_edited_text_has_much_in_common_and_of_another_nothing() -> None:
    texts = article("a"), changed(article("a"), 0.1, "e"), article("b")
    made = [set(words.shingles.tolist()) for words in words_of(texts)]
    assert len(made[0] & made[1]) > 0.6 * len(made[0])
    assert not made[0] & made[2]


def test_a_sketch_is_the_same_in_another_process() -> None:
    code = "from onrecord.archive.sketches import sketch; print(sketch('One two three four five six.').hex())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == sketch("One two three four five six.").hex()
