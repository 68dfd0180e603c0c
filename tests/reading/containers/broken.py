"""What the tests of containers share: files made by real programs, and ways to break them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.reading.items import Item, Opener, Refused

FILES = Path(__file__).parent.parent / "files"
MAX_BYTES = 1_000_000


def given_by(opener: Opener, data: bytes, max_bytes: int = MAX_BYTES) -> list[Item | Refused]:
    return list(opener(BytesIO(data), max_bytes))


def texts(items: list[Item | Refused]) -> dict[str, str]:
    """Return what each mark gave: the first words of its bytes, or the reason against it."""
    return {
        one.mark: f"refused: {one.reason}" if isinstance(one, Refused) else one.data[:20].decode("utf-8", "replace")
        for one in items
    }


def mutants(data: bytes) -> st.SearchStrategy[bytes]:
    """Bytes of a file with some changed, some cut out, some twice, and its end missing."""
    place = st.integers(0, len(data))
    change = st.tuples(place, st.binary(min_size=1, max_size=8))
    piece = st.tuples(place, st.integers(0, 64))

    def broken(changes: list[tuple[int, bytes]], cut: tuple[int, int], twice: tuple[int, int], end: int) -> bytes:
        made = bytearray(data)
        for at, new in changes:
            made[at : at + len(new)] = new
        del made[cut[0] : cut[0] + cut[1]]
        made[twice[0] : twice[0]] = made[twice[0] : twice[0] + twice[1]]
        return bytes(made[:end])

    return st.builds(broken, st.lists(change, max_size=4), piece, piece, st.integers(0, len(data) * 2))


def ends_well(opener: Opener, data: bytes) -> bool:
    """Open what may be broken, whatever comes of it but an error that is not meant."""
    kept: Callable[[Item | Refused], bool] = lambda one: isinstance(one, Item | Refused)  # noqa: E731
    try:
        return all(map(kept, given_by(opener, data)))
    except InputError as error:
        return bool(str(error))
