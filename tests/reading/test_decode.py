from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.reading.decode import clean, decode

GERMAN = (
    "Der Bürgermeister von Eske sagte am Montag, dass der Hafen über Nacht geöffnet werde. "
    "Größere Schiffe müssten warten. "
)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"The wall.", "The wall."),
        (b"\xef\xbb\xbfThe wall.", "The wall."),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        ("Größe “so” \U0001f30a".encode(), "Größe “so” \U0001f30a"),
        ("The wall — so.".encode("utf-16"), "The wall — so."),
        (b"\xfe\xff" + "The wall.".encode("utf-16-be"), "The wall."),
        (b"e\xcc\x81", "e\u0301"),
    ],
)
def test_text_is_kept_code_point_for_code_point(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_an_old_encoding_is_told_where_there_is_enough_of_it() -> None:
    assert decode((GERMAN * 3).encode("cp1252")) == GERMAN * 3


def test_a_page_may_say_its_encoding() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Стена упала.</body></html>'
    assert decode(page.encode("windows-1251"), declared_in_page=True) == page


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"The\x00wall", "not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not text"),
        (bytes(range(128, 256)) * 3, "not text"),
        (b"\xff\xfe\x00", "not text that can be decoded"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        decode(data)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(InputError, match="code point 3"):
        clean("The\ud83dwall")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), min_size=1))
def test_utf_8_comes_back_as_it_is(text: str) -> None:
    if text.strip():
        assert decode(text.encode()) == text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except InputError:
        return
    assert text.strip()
    assert "\0" not in text
    assert "\r" not in text
