"""A small convolutional network over characters, computed in whole numbers.

Every value of `features.FIELDS` has a vector; the vectors of a character, put side by side, are mixed down to a few
numbers, and layers of dilated convolutions (Yu and Koltun 2016; for names Strubell et al. 2017) each add what they
see of the characters around. Weights and activations are small integers, kept in floats: no sum comes near 2**24, up
to which 32-bit floats count exactly, so the order of summation does not matter and every machine gets the same scores.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import RulebookError
from kg.extract.mentions.features import PAD, Row

#: How far to either side each convolution looks; at most PAD.
DILATIONS = (1, 2, 4, 1, 2, 4, 1)
#: Vectors are kept in units of 1/VECTOR, activations in units of 1/ACTIVE, scores in units of 1/SCALE.
VECTOR, ACTIVE, SCALE = 64, 16, 256
#: The greatest absolute value of a number of a vector or of a layer's weight; the greatest activation.
SMALL, FULL = 127, 255
#: Characters scored at a time, which bounds memory whatever the document.
_PIECE = 4096

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights and biases, whole numbers in floats, in units of 2**-shift, and of that of the sum, respectively.

    `weights` has the shape (taps, inputs, outputs).
    """

    weights: Floats
    bias: Floats
    shift: int


@dataclass(frozen=True, slots=True)
class Network:
    """One trained network: a table of vectors for each field, row 0 for unknown values, and the layers in order."""

    tables: tuple[Floats, ...]
    layers: tuple[Layer, ...]

    def scores(self, known: NDArray[np.intp], real: Floats) -> Floats:
        """Scores in units of 1/SCALE, shape (characters, columns).

        Args:
            known: the row of each field's table that each character has, shape (characters, fields).
            real: 1 for characters and 0 for padding, shape (characters, 1).
        """
        first, *inner, last = self.layers
        vectors = np.concatenate([table[known[:, n]] for n, table in enumerate(self.tables)], axis=1)
        state = _settled(vectors @ first.weights[0] + first.bias, first.shift, VECTOR) * real
        for reach, layer in zip(DILATIONS, inner, strict=True):
            before, here, after = layer.weights
            total = state @ here + layer.bias
            total[reach:] += state[:-reach] @ before
            total[:-reach] += state[reach:] @ after
            state = np.minimum(state + _settled(total, layer.shift, ACTIVE) * real, np.float32(FULL))
        scores = state @ last.weights[0] + last.bias
        rounded: Floats = np.floor(scores * _step(SCALE, last.shift, ACTIVE) + np.float32(0.5))
        return rounded


def _step(to: int, shift: int, unit: int) -> np.float32:
    """What turns a sum over inputs in 1/unit with weights in 2**-shift into units of 1/to: a power of two, exact."""
    return np.float32(to / (unit * 2.0**shift))


def _settled(total: Floats, shift: int, unit: int) -> Floats:
    """The activations that sums come to: none below zero, rounded, in units of 1/ACTIVE."""
    rounded: Floats = np.floor(np.maximum(total, 0) * _step(ACTIVE, shift, unit) + np.float32(0.5))
    return np.minimum(rounded, np.float32(FULL))


@dataclass(frozen=True, slots=True)
class Networks:
    """Networks that share their fields' known values: `values[f]` ascending, in row n + 1 of the field's table."""

    values: tuple[NDArray[np.int64], ...]
    members: tuple[Network, ...]

    def scores(self, row: Row) -> NDArray[np.int32]:
        """The mean of the networks' scores for every character of a row, in units of 1/SCALE."""
        columns = self.members[0].layers[-1].bias.shape[0]
        out = np.zeros((len(row.places), columns), np.int32)
        for start, end in _pieces(row.ranges, len(row.places)):
            known = rows_of(self.values, row.fields[start:end])
            real = (row.places[start:end, None] >= 0).astype(np.float32)
            total = np.zeros((end - start, columns), np.float32)
            for network in self.members:
                total += network.scores(known, real)
            out[start:end] = np.floor(total / np.float32(len(self.members)) + np.float32(0.5))
        return out


def rows_of(values: Sequence[NDArray[np.int64]], fields: NDArray[np.int64]) -> NDArray[np.intp]:
    """The tables' rows for the values of `fields`; 0 for those that are not known."""
    out = np.zeros(fields.shape, np.intp)
    for n, known in enumerate(values):
        if len(known):
            at = np.minimum(np.searchsorted(known, fields[:, n]), len(known) - 1)
            out[:, n] = np.where(known[at] == fields[:, n], at + 1, 0)
    return out


def _pieces(ranges: Sequence[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """Half-open pieces of a row of that size, each of whole sentences with the padding about them."""
    start = 0
    for _, end in ranges:
        if end - start >= _PIECE:
            yield start, end + PAD
            start = end
    if start < size:
        yield start, size


def save(networks: Networks, path: Path) -> None:
    """Write the networks in deterministic bytes.

    Before deflating: a line of JSON with the shapes; then, little endian, the known values as differences (int64),
    and for each network its tables (int8) and its layers' weights (int8, the last layer's int16) and biases (int32).
    """
    first = networks.members[0]
    told = {
        "values": [len(v) for v in networks.values],
        "widths": [t.shape[1] for t in first.tables],
        "layers": [list(layer.weights.shape) for layer in first.layers],
        "shifts": [[layer.shift for layer in network.layers] for network in networks.members],
    }
    parts = [json.dumps(told, sort_keys=True).encode() + b"\n"]
    parts += [np.diff(v, prepend=np.int64(0)).astype("<i8").tobytes() for v in networks.values]
    for network in networks.members:
        parts += [t.astype("i1").tobytes() for t in network.tables]
        for n, layer in enumerate(network.layers):
            kind = "<i2" if n == len(network.layers) - 1 else "i1"
            parts += [layer.weights.astype(kind).tobytes(), layer.bias.astype("<i4").tobytes()]
    path.write_bytes(zlib.compress(b"".join(parts), 9))


def load(path: Path) -> Networks:
    """Read what `save` wrote.

    Raises:
        RulebookError: the file is missing or damaged.
    """
    try:
        head, _, raw = zlib.decompress(path.read_bytes()).partition(b"\n")
        told = json.loads(head)
        at = 0

        def take(kind: str, *shape: int) -> NDArray[np.generic]:
            nonlocal at
            size = int(np.prod(shape))
            found = np.frombuffer(raw, kind, size, at).reshape(shape)
            at += found.nbytes
            return found

        values = tuple(np.cumsum(take("<i8", n).astype(np.int64)) for n in told["values"])
        members = []
        for shifts in told["shifts"]:
            tables = tuple(
                take("i1", n + 1, width).astype(np.float32)
                for n, width in zip(told["values"], told["widths"], strict=True)
            )
            layers = []
            for n, (shape, shift) in enumerate(zip(told["layers"], shifts, strict=True)):
                weights = take("<i2" if n == len(shifts) - 1 else "i1", *shape).astype(np.float32)
                layers.append(Layer(weights, take("<i4", shape[-1]).astype(np.float32), int(shift)))
            members.append(Network(tables, tuple(layers)))
    except (OSError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise RulebookError(f"{path}: the tagger's weights cannot be read ({error}); reinstall the package") from error
    return Networks(values, tuple(members))
