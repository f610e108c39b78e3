"""One logistic model per relation over hashed features; integer scores, a fixed table from score to confidence."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import RulebookError
from kg.extract.pairs.candidates import Pair

#: Scores are kept in units of 1/SCALE of a natural logarithm.
SCALE = 256


@dataclass(frozen=True, slots=True)
class PairClassifier:
    """Weights of all relations.

    `columns` are the predicates; `weights` maps a feature's hash to its row of integer weights; `bias` has one
    integer per predicate; `threshold` the least score at which a pair is taken for a relation; `types` the pairs of
    scored types that each predicate may join.
    """

    columns: tuple[str, ...]
    weights: dict[int, NDArray[np.int32]]
    bias: NDArray[np.int32]
    threshold: NDArray[np.int32]
    types: dict[str, frozenset[tuple[str, str]]]

    def scores(self, pair: Pair) -> NDArray[np.int32]:
        """The score of every predicate for one pair, without regard to types."""
        total = self.bias.copy()
        weights = self.weights
        for feature in pair.features:
            row = weights.get(feature)
            if row is not None:
                total += row
        return total

    def best(self, pairs: Sequence[Pair], type_of: dict[str, str]) -> dict[tuple[str, str, str], tuple[int, Pair]]:
        """(subject, predicate, object) -> the highest score over all pairs of the document, and that pair.

        Args:
            type_of: entity id -> scored type.
        """
        best: dict[tuple[str, str, str], tuple[int, Pair]] = {}
        for pair in pairs:
            joined = (type_of[pair.subject.entity], type_of[pair.object.entity])
            scores = self.scores(pair)
            for n, predicate in enumerate(self.columns):
                if joined in self.types[predicate]:
                    key = (pair.subject.entity, predicate, pair.object.entity)
                    if key not in best or best[key][0] < scores[n]:
                        best[key] = (int(scores[n]), pair)
        return best


def confidence(score: int) -> float:
    """The logistic function of a score, to two decimals."""
    return float(round(1 / (1 + float(np.exp(-score / SCALE))), 2))


def save(model: PairClassifier, path: Path) -> None:
    """Write a model in deterministic bytes: a header line of text, then arrays, deflated."""
    keys = sorted(model.weights)
    head = "\n".join(
        f"{p} {int(model.bias[n])} {int(model.threshold[n])} " + ",".join(f"{a}>{b}" for a, b in sorted(model.types[p]))
        for n, p in enumerate(model.columns)
    ).encode("ascii")
    table = np.array([model.weights[k] for k in keys], np.int32).reshape(len(keys), len(model.columns))
    rows, cells = np.nonzero(table)
    raw = b"".join(
        (
            np.array([len(head), len(keys), len(cells)], "<u4").tobytes(),
            head,
            np.diff(np.array(keys, "<i8"), prepend=0).astype("<u4").tobytes(),
            np.bincount(rows, minlength=len(keys)).astype("u1").tobytes(),
            cells.astype("u1").tobytes(),
            table[rows, cells].clip(-32768, 32767).astype("<i2").tobytes(),
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
        {int(k): table[n] for n, k in enumerate(keys)},
        np.array([int(b) for _, b, _, _ in parts], np.int32),
        np.array([int(t) for _, _, t, _ in parts], np.int32),
        types,
    )
