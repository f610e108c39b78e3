"""Where the features of many pairs are gathered, and what each pair's come to."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from kg.extract.pairs.strings import Hashes, Ints, Strings, moved


class Sheet:
    """Features of pairs, each told as the hash of what it begins with and a string that follows."""

    def __init__(self) -> None:
        self._owners: list[Ints] = []
        self._heads: list[Hashes] = []
        self._crcs: list[Hashes] = []
        self._sizes: list[Ints] = []

    def add(self, owners: Ints, heads: Hashes, rest: Strings | None = None) -> None:
        """To each pair of `owners` the feature that begins as its head says and goes on with its rest, if any."""
        self._owners.append(owners)
        self._heads.append(heads)
        self._crcs.append(rest.crc if rest else np.zeros(len(owners), np.uint32))
        self._sizes.append(rest.size if rest else np.zeros(len(owners), np.int64))

    def features(self, pairs: int) -> list[Hashes]:
        """The distinct features of each of so many pairs, rising."""
        if not self._owners:
            return [np.zeros(0, np.uint32)] * pairs
        hashes = moved(np.concatenate(self._heads), np.concatenate(self._sizes)) ^ np.concatenate(self._crcs)
        told = np.sort(np.concatenate(self._owners).astype(np.uint64) << np.uint64(32) | hashes)
        told = told[np.diff(told, prepend=told[:1] + np.uint64(1)) != 0]
        edges = np.searchsorted(told >> np.uint64(32), np.arange(pairs + 1))
        own = (told & np.uint64(0xFFFFFFFF)).astype(np.uint32)
        return [own[a:b] for a, b in pairwise(edges.tolist())]
