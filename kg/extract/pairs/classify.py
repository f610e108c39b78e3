"""One logistic model per relation over hashed features; integer scores, a fixed table from score to confidence."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import RulebookError
from kg.extract.pairs.candidates import Pair
from kg.extract.pairs.strings import Hashes

#: Scores are kept in units of 1/SCALE of a natural logarithm.
SCALE = 256

Scores = NDArray[np.int32]

#: How many bits of a feature are looked at first.
_BITS = 20


@dataclass(frozen=True, slots=True)
class PairClassifier:
    """Weights of all relations.

    `columns` are the predicates; `keys` are the hashes of the features that have weights, rising, and `table` a row of
    integer weights for each; `bias` has one integer per predicate; `threshold` the least score at which a pair is
    taken for a relation; `types` the pairs of scored types that each predicate may join.
    """

    columns: tuple[str, ...]
    keys: Hashes
    table: Scores
    bias: Scores
    threshold: Scores
    types: dict[str, frozenset[tuple[str, str]]]
    #: Whether any key ends in these bits: most features have no weight, and are told so without a search.
    _ends: NDArray[np.bool_] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        ends = np.zeros(1 << _BITS, np.bool_)
        ends[self.keys & (1 << _BITS) - 1] = True
        object.__setattr__(self, "_ends", ends)

    def scores(self, pairs: Sequence[Pair]) -> Scores:
        """The score of every predicate for each pair, shape (pairs, predicates), without regard to types."""
        total = np.tile(self.bias, (len(pairs), 1))
        if not pairs or not len(self.keys):
            return total
        features = np.concatenate([p.features for p in pairs])
        edges = np.cumsum([len(p.features) for p in pairs])
        known = np.flatnonzero(self._ends[features & (1 << _BITS) - 1])
        places = np.searchsorted(self.keys, features[known])
        places[places == len(self.keys)] = 0
        found = self.keys[places] == features[known]
        known, places = known[found], places[found]
        owners = np.searchsorted(edges, known, side="right")
        first = np.flatnonzero(np.diff(owners, prepend=-1))
        if len(first):
            total[owners[first]] += np.add.reduceat(self.table[places], first, axis=0)
        return total

    def best(self, pairs: Sequence[Pair], type_of: Mapping[str, str]) -> dict[tuple[str, str, str], tuple[int, Pair]]:
        """(subject, predicate, object) -> the highest score over all pairs of the document, and that pair.

        Args:
            type_of: entity id -> scored type.
        """
        best: dict[tuple[str, str, str], tuple[int, Pair]] = {}
        joins: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for pair, row in zip(pairs, self.scores(pairs).tolist(), strict=True):
            ends = pair.subject.entity, pair.object.entity
            joined = type_of[ends[0]], type_of[ends[1]]
            if joined not in joins:
                joins[joined] = [(n, p) for n, p in enumerate(self.columns) if joined in self.types[p]]
            for n, predicate in joins[joined]:
                key = (ends[0], predicate, ends[1])
                if key not in best or best[key][0] < row[n]:
                    best[key] = (row[n], pair)
        return best


def confidence(score: int) -> float:
    """The logistic function of a score, to two decimals."""
    return float(round(1 / (1 + float(np.exp(-score / SCALE))), 2))


def save(model: PairClassifier, path: Path) -> None:
    """Write a model in deterministic bytes: a header line of text, then arrays, deflated."""
    head = "\n".join(
        f"{p} {int(model.bias[n])} {int(model.threshold[n])} " + ",".join(f"{a}>{b}" for a, b in sorted(model.types[p]))
        for n, p in enumerate(model.columns)
    ).encode("ascii")
    rows, cells = np.nonzero(model.table)
    raw = b"".join(
        (
            np.array([len(head), len(model.keys), len(cells)], "<u4").tobytes(),
            head,
            np.diff(model.keys.astype("<i8"), prepend=0).astype("<u4").tobytes(),
            np.bincount(rows, minlength=len(model.keys)).astype("u1").tobytes(),
            cells.astype("u1").tobytes(),
            model.table[rows, cells].clip(-32768, 32767).astype("<i2").tobytes(),
        )
    )
    path.write_bytes(zlib.compress(raw, 9))


def load(path: Path) -> PairClassifier:
    """Read what `save` wrote.

    Raises:
        RulebookError: the file is missing or damaged.
    """
    try:
        raw = zlib.decompress(path.read_bytes())
        size, number, filled = (int(n) for n in np.frombuffer(raw, "<u4", 3))
        lines = raw[12 : 12 + size].decode("ascii").splitlines()
        at = 12 + size
        keys = np.cumsum(np.frombuffer(raw, "<u4", number, at).astype(np.int64))
        at += 4 * number
        counts = np.frombuffer(raw, "u1", number, at)
        at += number
        cells = np.frombuffer(raw, "u1", filled, at)
        at += filled
        values = np.frombuffer(raw, "<i2", filled, at)
        table = np.zeros((number, len(lines)), np.int32)
        table[np.repeat(np.arange(number), counts), cells] = values
        parts = [line.split(" ") for line in lines]
        types = {p: frozenset((a, b) for a, b in (t.split(">") for t in ts.split(",") if t)) for p, _, _, ts in parts}
    except (OSError, zlib.error, ValueError, IndexError) as error:
        raise RulebookError(f"{path}: the pair model cannot be read ({error}); reinstall the package") from error
    return PairClassifier(
        tuple(p for p, *_ in parts),
        keys.astype(np.uint32),
        table,
        np.array([int(b) for _, b, _, _ in parts], np.int32),
        np.array([int(t) for _, _, t, _ in parts], np.int32),
        types,
    )
