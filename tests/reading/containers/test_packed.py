import bz2
import gzip
import io
import lzma
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.reading.containers.packed import PACKINGS, Unpacked, opener_of_packed
from onrecord.reading.items import Item
from tests.reading.containers.broken import FILES, ends_well, given_by, mutants

PACK: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}


@pytest.mark.parametrize("packing", PACKINGS)
@given(pieces=st.lists(st.binary(max_size=2000), min_size=1, max_size=3))
@settings(max_examples=25, deadline=None)
def test_what_is_packed_in_one_piece_or_several_comes_out_as_it_was(packing: str, pieces: list[bytes]) -> None:
    packed = b"".join(map(PACK[packing], pieces))
    (item,) = given_by(opener_of_packed(packing, ".txt"), packed)
    assert isinstance(item, Item)
    assert (item.mark, item.suffix, item.data) == ("", ".txt", b"".join(pieces))


@pytest.mark.parametrize("packing", PACKINGS)
@given(size=st.integers(0, 300_000), first=st.integers(0, 300_000), second=st.integers(0, 300_000))
@settings(max_examples=15, deadline=None)
def test_winding_back_gives_the_same_bytes(packing: str, size: int, first: int, second: int) -> None:
    data = (b"The port of Eske opens on Monday. " * 9000)[:size]
    reader = io.BufferedReader(Unpacked(io.BytesIO(PACK[packing](data)), PACKINGS[packing]))
    for place in (first, second):
        reader.seek(place)
        assert reader.read(10) == data[place : place + 10]


@pytest.mark.parametrize("packing", PACKINGS)
def test_what_breaks_off_is_refused(packing: str) -> None:
    packed = PACK[packing](b"The port of Eske opens." * 100)
    for end in (0, 5, len(packed) - 1):
        with pytest.raises(InputError, match="breaks off"):
            given_by(opener_of_packed(packing, ".txt"), packed[:end])


@pytest.mark.parametrize("packing", PACKINGS)
def test_zeros_behind_the_end_are_let_be(packing: str) -> None:
    (item,) = given_by(opener_of_packed(packing, ".txt"), PACK[packing](b"port") + bytes(512))
    assert isinstance(item, Item)
    assert item.data == b"port"


@pytest.mark.parametrize("packing", PACKINGS)
def test_what_is_larger_than_the_limit_is_refused_before_it_is_unpacked(packing: str) -> None:
    with pytest.raises(InputError, match="too large"):
        given_by(opener_of_packed(packing, ".txt"), PACK[packing](bytes(3_000_000)), max_bytes=1000)


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_bomb_is_told_by_its_growth(packing: str) -> None:
    reader = Unpacked(io.BytesIO(PACK[packing](bytes(110_000_000))), PACKINGS[packing])
    with pytest.raises(InputError, match="zip bombs"):
        reader.seek(110_000_000)


def test_the_name_in_a_gzip_head_says_what_is_packed() -> None:
    (item,) = given_by(opener_of_packed(".gz"), (FILES / "port.html.gz").read_bytes())
    assert isinstance(item, Item)
    assert item.suffix == ".html"
    with pytest.raises(InputError, match="nothing says what is packed"):
        given_by(opener_of_packed(".gz"), gzip.compress(b"port"))


@pytest.mark.parametrize("name", ["port.html.gz", "port.html.bz2"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_broken_bytes_give_what_there_is_or_a_reason(name: str, data: st.DataObject) -> None:
    opener = opener_of_packed("." + name.rpartition(".")[2], ".html")
    assert ends_well(opener, data.draw(mutants((FILES / name).read_bytes())))
