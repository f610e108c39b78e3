"""The network's training: its gradients, its exponential, its rounding."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from kg.extract.mentions.network import ACTIVE, PAD

sys.path.insert(0, str(Path(__file__).parents[3] / "scripts"))

from network_training import Trainer, exp

SIZES, WIDTHS, HIDDEN, COLUMNS = (6, 9), (4, 3), 8, 5


def trainer(drop: float = 0.0) -> Trainer:
    return Trainer(SIZES, WIDTHS, HIDDEN, COLUMNS, 1, drop, 0.0, ())


def material(size: int = 20) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(2)
    real = np.zeros((size + 2 * PAD, 1), np.float32)
    real[PAD:-PAD] = 1
    known = np.stack([random.integers(0, n, len(real)) for n in SIZES], axis=1)
    return known, real, random.integers(0, COLUMNS, len(real))


def loss(of: Trainer, known: np.ndarray, real: np.ndarray, right: np.ndarray) -> float:
    scores = of.scores(known, real).astype(np.float64)
    chances = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return -float((chances[np.arange(len(right)), right] * real[:, 0]).sum() / real.sum())


def test_gradients_are_the_slopes_of_the_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    of, (known, real, right) = trainer(), material()
    of.tables, of.weights = [t.astype(np.float64) for t in of.tables], [w.astype(np.float64) for w in of.weights]
    of.biases = [b.astype(np.float64) + 0.05 for b in of.biases]
    seen = {}
    monkeypatch.setattr(of, "_adam", lambda *gradients: seen.update(zip("twb", gradients, strict=False)))
    of.learn(known, real, right, 0.01)
    random = np.random.default_rng(3)
    slopes = [*seen["w"], *seen["b"]]
    for n, (values, slope) in enumerate(zip([*of.weights, *of.biases], slopes, strict=True)):
        for _ in range(4):
            at = tuple(int(random.integers(0, length)) for length in values.shape)
            kept = values[at]
            ends = []
            for step in (1e-4, -1e-4):
                values[at] = kept + step
                ends.append(loss(of, known, real, right))
            values[at] = kept
            assert slope[at] == pytest.approx((ends[0] - ends[1]) / 2e-4, abs=2e-4), n
    for table, (rows, slope) in zip(of.tables, seen["t"], strict=True):
        row = int(rows[1])
        kept = table[row, 0]
        table[row, 0] = kept + 1e-4
        above = loss(of, known, real, right)
        table[row, 0] = kept - 1e-4
        below = loss(of, known, real, right)
        table[row, 0] = kept
        assert slope[1, 0] == pytest.approx((above - below) / 2e-4, abs=2e-4)


def test_learning_twice_from_one_seed_gives_the_same_network_and_lowers_the_loss() -> None:
    known, real, right = material(60)
    losses, networks = [], []
    for _ in range(2):
        of = trainer(0.1)
        before = loss(of, known, real, right)
        for _ in range(60):
            of.learn(known, real, right, 0.01)
        losses.append(loss(of, known, real, right) / before)
        networks.append(of.rounded())
    assert losses[0] == losses[1] < 0.6
    for one, other in zip(networks[0].layers, networks[1].layers, strict=True):
        assert (one.weights == other.weights).all()


def test_rounding_keeps_the_scores() -> None:
    of, (known, real, _) = trainer(), material()
    whole = of.rounded().scores(known, real) / 256
    assert np.abs(whole - of.scores(known, real))[PAD:-PAD].max() < 4 / ACTIVE


def test_the_exponential_is_one() -> None:
    values = np.linspace(-70, 0, 10_001, dtype=np.float32)
    assert exp(values) == pytest.approx(np.exp(values.astype(np.float64)), rel=5e-6)
