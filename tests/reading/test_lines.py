from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.reading.lines import lines_of


@given(st.lists(st.text("aé\u2028 ", max_size=5), min_size=1, max_size=12), st.integers(12, 200), st.booleans())
def test_a_long_file_has_the_lines_that_it_would_have_as_a_short_one(
    lines: list[str], most: int, windows: bool
) -> None:
    data = ("x" + ("\r\n" if windows else "\n").join(lines)).encode()
    whole = list(lines_of(BytesIO(data), len(data)))
    assert [line.strip(" \n\u2028") for line in lines_of(BytesIO(data), most + 6)] == [
        line.strip(" \n\u2028") for line in whole
    ]


def test_a_line_that_is_too_long_ends_the_file_with_the_number_and_the_option() -> None:
    lines = lines_of(BytesIO(b"one\n" + b"x" * 50), 10)
    assert next(lines) == "one\n"
    with pytest.raises(InputError, match=r"line 2 is too long: the limit is 10 bytes; .* --max-bytes"):
        next(lines)


def test_a_long_file_has_to_be_utf_8() -> None:
    with pytest.raises(InputError, match="line 2 is not UTF-8"):
        list(lines_of(BytesIO(b"one\ncaf\xe9\n" + b"x\n" * 50), 10))


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert next(lines_of(BytesIO("\ufeffone\n".encode() * 9), 10)) == "one\n"
