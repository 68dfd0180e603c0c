"""What was worked out of two things when a story was last related, so that one more report costs its own pairs.

Most of relating is asking things of pairs: which words two reports share, how alike two statements are told, whether
anything forbids that they are one claim. Each answer follows from the two alone, so it is kept under a *digest* of all
that it follows from, and found again while neither changed. Nothing is ever taken from here that would be answered
otherwise today: a digest of 128 bits stands for the two as they are, and all of it is dropped when the code or the word
lists of relating are others (`version`). What a relating did not ask for is dropped with it, so that what is kept is
never more than what one story needs.
"""

from __future__ import annotations

import hashlib
import platform
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ASKED = ("relating", "decisions", "model")
"""The packages of ours on which an answer may depend, beside the modules that stand in none."""
_CODE = (".py", ".toml", ".csv", ".txt", ".npy")
_SIZE = 16
"""Bytes of a digest: of a hundred million pairs, two share one with a likelihood of 1 in 10**22."""
_MASK = 2**64 - 1
_FRESH = 65_536
"""Numbers that are held one by one before they are sorted in: some 16 MB, of which ten times as many sorted take 16."""
_encoder = msgspec.json.Encoder(order="deterministic")


class Kept:
    """Answers about pairs, from the relating before and from this one.

    Args:
        held: What `to_keep` returned for the relating before; nothing for a first one.
    """

    def __init__(self, held: Mapping[str, bytes] | None = None) -> None:
        now = version()
        self._held = {name: value for name, value in (held or {}).items() if name.endswith(now)}
        self._shelves: dict[str, Numbers | Values] = {}
        self._once: dict[str, dict[str, bytes]] = {}

    def numbers(self, name: str) -> Numbers:
        """Return the shelf of a name whose answers are numbers."""
        found = self._shelves.setdefault(name, Numbers(self._held.get(_named(name), b"")))
        assert isinstance(found, Numbers)  # noqa: S101 -- a name is of one kind
        return found

    def values(self, name: str) -> Values:
        """Return the shelf of a name whose answers are bytes."""
        found = self._shelves.setdefault(name, Values(self._held.get(_named(name), b"")))
        assert isinstance(found, Values)  # noqa: S101 -- a name is of one kind
        return found

    def once(self, name: str) -> dict[str, bytes]:
        """Return what is made once for this relating and not kept: digests, by what they stand for."""
        return self._once.setdefault(name, {})

    def to_keep(self) -> dict[str, bytes]:
        """Return what this relating asked for, by name: what the next one is to be given."""
        return {_named(name): shelf.to_keep() for name, shelf in sorted(self._shelves.items())}


class Numbers:
    """Numbers by the digests of pairs: a few bytes each, where there are millions.

    Args:
        held: What `to_keep` returned.
    """

    def __init__(self, held: bytes = b"") -> None:
        import numpy as np

        rows = np.frombuffer(held, _row())
        self._one, self._two, self._values = (np.ascontiguousarray(rows[name]) for name in ("one", "two", "value"))
        self._asked = np.zeros(len(self._one), bool)
        self._fresh: dict[tuple[int, int], float] = {}
        """What was put one by one and not yet sorted in among the others."""

    def look(self, digests: NDArray[np.uint64]) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
        """Return of which digests the number is known, and the numbers (0 where it is not).

        Args:
            digests: A row of two parts for each pair, see `both`.
        """
        import numpy as np

        if not len(self._one) or not len(digests):
            return np.zeros(len(digests), bool), np.zeros(len(digests))
        at = np.minimum(np.searchsorted(self._one, digests[:, 0]), len(self._one) - 1)
        known = (self._one[at] == digests[:, 0]) & (self._two[at] == digests[:, 1])
        self._asked[at[known]] = True
        return known, np.where(known, self._values[at], 0.0)

    def find(self, digest: tuple[int, int]) -> float | None:
        """Return the number under one digest, None where it is not known."""
        fresh = self._fresh.get(digest)
        if fresh is not None or not len(self._one):
            return fresh
        at = min(int(self._one.searchsorted(_unsigned(digest[0]))), len(self._one) - 1)
        if int(self._one[at]) != digest[0] or int(self._two[at]) != digest[1]:
            return None
        self._asked[at] = True
        return float(self._values[at])

    def put(self, digest: tuple[int, int], value: float) -> None:
        """Keep the number of a pair."""
        self._fresh[digest] = value
        if len(self._fresh) > max(_FRESH, len(self._one) // 8):  # so that what is there is sorted a few times only
            self._sort_in()

    def put_all(self, digests: NDArray[np.uint64], values: Sequence[float] | NDArray[np.float64]) -> None:
        """Keep the numbers of pairs."""
        import numpy as np

        self._add(digests, np.asarray(values, np.float64))

    def to_keep(self) -> bytes:
        """Return what was asked for or put, as bytes: the same for the same answers, in whatever order they came."""
        import numpy as np

        self._sort_in()
        asked = self._asked
        rows = np.zeros(int(asked.sum()), _row())
        rows["one"], rows["two"], rows["value"] = self._one[asked], self._two[asked], self._values[asked]
        return rows.tobytes()

    def _sort_in(self) -> None:
        import numpy as np

        fresh = np.array(list(self._fresh), np.uint64).reshape(-1, 2)
        values = np.fromiter(self._fresh.values(), np.float64, len(self._fresh))
        self._fresh = {}
        self._add(fresh, values)

    def _add(self, digests: NDArray[np.uint64], values: NDArray[np.float64]) -> None:
        """Take pairs in among those that are there, sorted by their digests."""
        import numpy as np

        one, two = np.concatenate((self._one, digests[:, 0])), np.concatenate((self._two, digests[:, 1]))
        order = np.lexsort((two, one))
        one = one[order]
        # Of two that share half a digest, one is worked out each time.
        repeated = np.flatnonzero(one[1:] == one[:-1]) + 1
        order, self._one = np.delete(order, repeated), np.delete(one, repeated)
        del one
        self._two = two[order]
        del two
        self._values = np.concatenate((self._values, values))[order]
        self._asked = np.concatenate((self._asked, np.ones(len(values), bool)))[order]


class Values:
    """Bytes by the digests of pairs.

    Args:
        held: What `to_keep` returned.
    """

    def __init__(self, held: bytes = b"") -> None:
        self._held: dict[bytes, Any] = dict(msgspec.msgpack.decode(held, type=list[tuple[bytes, Any]])) if held else {}
        self._used: dict[bytes, Any] = {}

    def find(self, digest: bytes) -> Any | None:
        """Return what was put under a digest, None where nothing was."""
        found = self._used.get(digest)
        if found is None:
            found = self._held.get(digest)
            if found is not None:
                self._used[digest] = found
        return found

    def put(self, digest: bytes, value: Any) -> None:
        """Keep what is known of a pair: anything that msgpack holds, but None; an array comes back as bytes."""
        self._used[digest] = value

    def to_keep(self) -> bytes:
        """Return what was asked for or put, as bytes."""
        return msgspec.msgpack.encode(sorted(self._used.items()), enc_hook=array.tobytes)


def digest_of(*parts: object) -> bytes:
    """Return the digest of some values; sets and mappings count by what they hold, not by its order.

    >>> digest_of({"b", "a"}, 1) == digest_of({"a", "b"}, 1), digest_of("a", "b") == digest_of("ab", "")
    (True, False)
    """
    return hashlib.blake2b(_encoder.encode(parts), digest_size=_SIZE).digest()


def halves(digest: bytes) -> tuple[int, int]:
    """Return a digest as two numbers."""
    return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")


def both(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the digests of pairs from those of their two, whichever comes first: their sums, modulo 2**64.

    Args:
        one: A row for each pair, see `halves`.
        other: The same of the other.
    """
    return one + other


def one_of_both(one: Sequence[int] | NDArray[np.uint64], other: Sequence[int] | NDArray[np.uint64]) -> tuple[int, int]:
    """Return the digest of one pair, as `both` does of many.

    Args:
        one: The two numbers of one.
        other: Those of the other.
    """
    return (int(one[0]) + int(other[0])) & _MASK, (int(one[1]) + int(other[1])) & _MASK


@cache
def version() -> str:
    """Return what stands for the code and the word lists that the answers follow from."""
    from importlib.metadata import version as of

    found = hashlib.blake2b(digest_size=_SIZE)
    found.update(f"{platform.python_implementation()} {of('numpy')} {of('msgspec')}".encode())
    here = files("onrecord")
    for name, source in sorted(_sources(here)):
        found.update(f"\x1f{name}\x1f".encode())
        found.update(source.read_bytes())
    return found.hexdigest()


def _sources(folder: Traversable, within: str = "") -> Iterator[tuple[str, Traversable]]:
    for one in folder.iterdir():
        name = f"{within}{one.name}"
        if one.is_dir():
            if within or one.name in _ASKED:
                yield from _sources(one, f"{name}/")
        elif one.name.endswith(_CODE):
            yield name, one


def _named(name: str) -> str:
    return f"{name} {version()}"


def _row() -> np.dtype[np.void]:
    """Return the kind of a row that is kept."""
    import numpy as np

    return np.dtype([("one", "<u8"), ("two", "<u8"), ("value", "<f8")])


def _unsigned(number: int) -> Any:
    import numpy as np

    return np.uint64(number)
