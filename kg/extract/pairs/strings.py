"""Strings known by their CRC-32 and their length alone, whole arrays of them at once.

The checksum of a string follows from those of its parts: crc32(a + b) is crc32(a), moved on by as many zero bytes as
b is long, xor crc32(b). So what tens of thousands of strings hash to is found from the few words they are made of,
by whole-array integer arithmetic, and none of them is ever built.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint32]

_POLYNOMIAL = 0xEDB88320
#: Moves by up to this many bytes are looked up at once; longer ones are made of several.
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class Strings:
    """An array of strings: the CRC-32 and the number of bytes of each."""

    crc: Hashes
    size: Ints

    @classmethod
    def of(cls, texts: Sequence[str]) -> Strings:
        """These strings, in UTF-8."""
        known = np.array([_known(t) for t in texts], np.int64)
        return cls((known & 0xFFFFFFFF).astype(np.uint32), known >> 32)

    def __getitem__(self, index: Ints) -> Strings:
        return Strings(self.crc[index], self.size[index])

    def __add__(self, other: Strings) -> Strings:
        """Each string followed by its partner."""
        return Strings(moved(self.crc, other.size) ^ other.crc, self.size + other.size)


class Joined:
    """A row of strings, any stretch of which can be joined.

    Args:
        parts: the strings.
        between: what stands between them when joined.
    """

    def __init__(self, parts: Sequence[str], between: str = "") -> None:
        self._parts = Strings.of([*parts, ""])
        joined: Callable[[int, str], int] = lambda crc, part: zlib.crc32((part + between).encode("utf-8"), crc)  # noqa: E731
        self._crc = np.array(list(accumulate(parts, joined, initial=0)), np.uint32)
        self._end = np.concatenate(([0], np.cumsum(self._parts.size[:-1] + len(between.encode("utf-8")))))

    def stretch(self, low: Ints, high: Ints) -> Strings:
        """The parts [low, high) joined; "" where there are none."""
        some = high > low
        last = np.where(some, high - 1, len(self._end) - 1)
        low = np.where(some, low, last)
        size = self._end[last] - self._end[low]
        return Strings(self._crc[last] ^ moved(self._crc[low], size), size) + self._parts[last]


@dataclass(frozen=True, slots=True)
class Few:
    """An array of strings of which only a few differ: `index[n]` is the place of the n-th among `distinct`."""

    distinct: Sequence[str]
    index: Ints

    @classmethod
    def of(cls, texts: Sequence[str]) -> Few:
        """These strings."""
        places: dict[str, int] = {}
        index = [places.setdefault(t, len(places)) for t in texts]
        return cls(list(places), np.array(index, np.int64))

    def crc(self, form: str, at: Ints | slice = slice(None)) -> Hashes:
        """The hashes of `form` with `{}` filled in by each string, or by those at the places `at`."""
        return np.array([_filled(form, t) for t in self.distinct], np.uint32)[self.index[at]]


def moved(crc: Hashes, size: Ints) -> Hashes:
    """The checksums as `size` more zero bytes would leave them but for the outermost inversion."""
    table = _table()
    while True:
        step = np.minimum(size, _LONGEST) * 1024
        crc = (
            table[step + (crc & 255)]
            ^ table[step + 256 + (crc >> 8 & 255)]
            ^ table[step + 512 + (crc >> 16 & 255)]
            ^ table[step + 768 + (crc >> 24)]
        )
        if not len(size) or size.max() <= _LONGEST:
            return crc
        size = np.maximum(size - _LONGEST, 0)


def spread(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """All places of the ranges [low, high): the number of the range that each belongs to, and the place."""
    count = np.maximum(high - low, 0)
    owner = np.repeat(np.arange(len(low)), count)
    first = np.cumsum(count) - count
    return owner, np.arange(len(owner)) + (low - first)[owner]


@cache
def _table() -> Hashes:
    """What moving on does: entry 1024 * bytes + 256 * k + b is byte b at place k of a checksum, moved."""
    one = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        one = np.where(one & 1, one >> 1 ^ np.uint32(_POLYNOMIAL), one >> 1).astype(np.uint32)
    rows = [np.concatenate([np.arange(256, dtype=np.uint32) << 8 * k for k in range(4)])]
    for _ in range(_LONGEST):
        rows.append(rows[-1] >> 8 ^ one[rows[-1] & 255])
    return np.concatenate(rows).astype(np.uint32)


@lru_cache(maxsize=1 << 16)
def _known(text: str) -> int:
    """The size of a string above its checksum's 32 bits: one number, for arrays are made of numbers sooner."""
    data = text.encode("utf-8")
    return len(data) << 32 | zlib.crc32(data)


@lru_cache(maxsize=1 << 16)
def _filled(form: str, text: str) -> int:
    return zlib.crc32(form.replace("{}", text).encode("utf-8"))
