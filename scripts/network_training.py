"""A network of `kg.extract.mentions.network` in floats: forward, backward, Adam, and its rounding to whole numbers.

Nothing here depends on the machine but the matrix products, and those only on the kernel that OpenBLAS picks:
`train_tagger.py` names one.
"""

from __future__ import annotations

import numpy as np

from kg.extract.mentions.network import ACTIVE, DILATIONS, SMALL, VECTOR, Layer, Network

F32 = np.float32
#: The greatest absolute weight of the last layer: 255 times this over all its inputs stays below 2**24.
_LAST = 500
_NORM = 2.0


class Trainer:
    """A network with its optimiser's state.

    Args:
        sizes: rows of each field's table.
        widths: length of each field's vectors.
        hidden: numbers that a character is mixed down to.
        columns: scores of a character.
        seed: of all that is drawn.
        drop: share of activations dropped (Srivastava et al. 2014).
        blank: share of values taken as unknown, so that the vector of the unknown is learnt; in the fields `blanked`.
    """

    def __init__(self, sizes, widths, hidden, columns, seed, drop, blank, blanked):
        self.random = np.random.Generator(np.random.PCG64(seed))
        self.widths, self.drop, self.blank, self.blanked = widths, drop, blank, blanked
        self.tables = [
            (self.random.standard_normal((size, width)) * 0.3).astype(F32)
            for size, width in zip(sizes, widths, strict=True)
        ]
        shapes = [(1, sum(widths), hidden), *((3, hidden, hidden) for _ in DILATIONS), (1, hidden, columns)]
        self.weights = [self._uniform(shape) for shape in shapes]
        self.biases = [np.zeros(shape[2], F32) for shape in shapes]
        self._moments = [(np.zeros_like(w), np.zeros_like(w)) for w in (*self.tables, *self.weights, *self.biases)]
        self.steps = 0

    def _uniform(self, shape):
        return ((self.random.random(shape) * 2 - 1) / np.sqrt(shape[0] * shape[1])).astype(F32)

    def _mask(self, shape):
        return (self.random.random(shape, dtype=F32) >= self.drop).astype(F32) * F32(1 / (1 - self.drop))

    def scores(self, known, real):
        """As `Network.scores`, in floats and natural units."""
        return self._forward(known, real, False)[0]

    def _forward(self, known, real, training):
        seen = {}

        def dropped(values, name):
            if not training:
                return values
            seen[name] = self._mask(values.shape)
            return values * seen[name]

        vectors = np.concatenate([t[known[:, n]] for n, t in enumerate(self.tables)], axis=1)
        vectors = dropped(vectors, "vectors mask")
        state = np.maximum(vectors @ self.weights[0][0] + self.biases[0], 0) * real
        seen |= {"vectors": vectors, "first": state}
        for n, reach in enumerate(DILATIONS, 1):
            given = dropped(state, f"mask {n}")
            before, here, after = self.weights[n]
            total = given @ here + self.biases[n]
            total[reach:] += given[:-reach] @ before
            total[:-reach] += given[reach:] @ after
            total = np.maximum(total, 0) * real
            seen |= {f"given {n}": given, f"total {n}": total}
            state = state + total
        state = dropped(state, "last mask")
        seen["last"] = state
        return state @ self.weights[-1][0] + self.biases[-1], seen

    def learn(self, known, real, columns, rate):
        """One step down the mean cross-entropy of the characters; returns it.

        Args:
            known, real: as in `Network.scores`.
            columns: the right column of each character.
            rate: of Adam (Kingma and Ba 2015).
        """
        known = known.copy()
        for n in self.blanked:
            known[self.random.random(len(known), dtype=F32) < self.blank, n] = 0
        scores, seen = self._forward(known, real, True)
        powers = exp(scores - scores.max(axis=1, keepdims=True))
        chances = powers / powers.sum(axis=1, keepdims=True)
        rows, share = np.arange(len(columns)), real / real.sum()
        loss = -float((np.log(chances[rows, columns]) * share[:, 0]).sum())
        chances[rows, columns] -= 1
        tables, weights, biases = self._backward(chances * share, known, seen)
        self._adam(tables, weights, biases, rate)
        return loss

    def _backward(self, slope, known, seen):
        """The gradients: of each table the rows touched and theirs, of each layer's weights and biases."""
        weights, biases = [seen["last"].T @ slope], [slope.sum(axis=0)]
        slope = (slope @ self.weights[-1][0].T) * seen["last mask"]
        for n in range(len(DILATIONS), 0, -1):
            reach, given = DILATIONS[n - 1], seen[f"given {n}"]
            before, here, after = self.weights[n]
            inner = slope * (seen[f"total {n}"] > 0)
            weights.append(
                np.stack((given[:-reach].T @ inner[reach:], given.T @ inner, given[reach:].T @ inner[:-reach]))
            )
            biases.append(inner.sum(axis=0))
            back = inner @ here.T
            back[:-reach] += inner[reach:] @ before.T
            back[reach:] += inner[:-reach] @ after.T
            slope = slope + back * seen[f"mask {n}"]
        slope = slope * (seen["first"] > 0)
        weights.append((seen["vectors"].T @ slope)[None])
        biases.append(slope.sum(axis=0))
        slope = (slope @ self.weights[0][0].T) * seen["vectors mask"]
        edges = np.cumsum([0, *self.widths])
        tables = [_by_row(known[:, n], slope[:, edges[n] : edges[n + 1]]) for n in range(len(self.widths))]
        weights[0] = weights[0][None]
        return tables, weights[::-1], biases[::-1]

    def _adam(self, tables, weights, biases, rate):
        parts = [*(grad for _, grad in tables), *weights, *biases]
        norm = np.sqrt(sum(float(np.square(g, dtype=np.float64).sum()) for g in parts))
        scale = F32(min(1.0, _NORM / max(norm, 1e-9)))
        self.steps += 1
        rate = F32(rate * np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps))
        targets = [*self.tables, *self.weights, *self.biases]
        touched = [*(rows for rows, _ in tables), *(slice(None) for _ in (*weights, *biases))]
        for target, (first, second), rows, grad in zip(targets, self._moments, touched, parts, strict=True):
            grad = grad * scale
            first[rows] = first[rows] * F32(0.9) + grad * F32(0.1)
            second[rows] = second[rows] * F32(0.999) + grad * grad * F32(0.001)
            target[rows] -= rate * first[rows] / (np.sqrt(second[rows]) + F32(1e-8))

    def parameters(self):
        """A copy of all tables, weights and biases, in this order."""
        return [p.copy() for p in (*self.tables, *self.weights, *self.biases)]

    def replace(self, parameters):
        """Take other parameters, ordered as `parameters` gives them."""
        tables, layers = len(self.tables), len(self.weights)
        self.tables = parameters[:tables]
        self.weights, self.biases = parameters[tables : tables + layers], parameters[tables + layers :]

    def rounded(self):
        """The network in whole numbers."""
        tables = tuple(np.clip(np.rint(t * VECTOR), -SMALL, SMALL).astype(F32) for t in self.tables)
        layers = []
        for n, (weights, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            most = _LAST if n == len(self.weights) - 1 else SMALL
            shift = int(np.floor(np.log2(most / np.abs(weights).max())))
            whole = np.rint(weights * 2.0**shift)
            unit = VECTOR if n == 0 else ACTIVE
            layers.append(Layer(whole.astype(F32), np.rint(bias * unit * 2.0**shift).astype(F32), shift))
        return Network(tables, tuple(layers))


def mean(parameters):
    """The mean of several `Trainer.parameters`: of the last rounds of training, steadier than the last alone."""
    return [np.mean(same, axis=0, dtype=np.float64).astype(F32) for same in zip(*parameters, strict=True)]


def exp(values):
    """e to the power of values up to 0, in 32 bits: the same on every machine, which `numpy.exp` is not."""
    values = np.maximum(values, F32(-80))
    halvings = np.rint(values * F32(1.4426950408889634))
    rest = (values - halvings * F32(0.6931471805599453)).astype(F32)
    out = np.full_like(rest, 1 / 720)
    for factor in (1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1):
        out = out * rest + F32(factor)
    return np.ldexp(out, halvings.astype(np.int32))


def _by_row(index, values):
    """The rows of `index`, each once, and the sums of the values that belong to each."""
    order = np.argsort(index, kind="stable")
    ordered = index[order]
    first = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    return ordered[first], np.add.reduceat(values[order], first, axis=0)
