"""The tagger's network counts in whole numbers, and its file gives back what was put in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.errors import RulebookError
from kg.extract.mentions import network
from kg.extract.mentions.features import FIELDS, PAD, Row
from kg.extract.mentions.network import ACTIVE, DILATIONS, FULL, SMALL, VECTOR, Layer, Network, Networks

VALUES = 5
WIDTH, HIDDEN, COLUMNS = 3, 8, 7


def random_networks(seed: int, members: int = 2) -> Networks:
    random = np.random.default_rng(seed)

    def whole(most: int, *shape: int) -> NDArray[np.float32]:
        return random.integers(-most, most + 1, shape).astype(np.float32)

    def one() -> Network:
        shapes = [(1, WIDTH * len(FIELDS), HIDDEN), *[(3, HIDDEN, HIDDEN)] * len(DILATIONS), (1, HIDDEN, COLUMNS)]
        layers = [Layer(whole(SMALL, *shape), whole(900, shape[-1]), 8) for shape in shapes]
        return Network(tuple(whole(SMALL, VALUES + 1, WIDTH) for _ in FIELDS), tuple(layers))

    values = tuple(np.sort(random.choice(50, VALUES, replace=False)).astype(np.int64) for _ in FIELDS)
    return Networks(values, tuple(one() for _ in range(members)))


def random_row(seed: int, lengths: list[int]) -> Row:
    random = np.random.default_rng(seed)
    size = PAD + sum(n + PAD for n in lengths)
    places, ranges, at = np.full(size, -1, np.int64), [], PAD
    for n in lengths:
        places[at : at + n] = np.arange(n)
        ranges.append((at, at + n))
        at += n + PAD
    fields = random.integers(0, 50, (size, len(FIELDS)))
    fields[places < 0] = 0
    return Row(places, tuple(ranges), fields)


def counted(networks: Networks, row: Row) -> NDArray[np.int64]:
    """The same scores in Python's own whole numbers, sentence by sentence."""
    out = np.zeros((len(row.places), COLUMNS), np.int64)
    known = network.rows_of(networks.values, row.fields)

    def settled(total: NDArray[np.int64], unit: int) -> NDArray[np.int64]:
        halves = np.maximum(total, 0) * 2 * ACTIVE + unit * 2**8
        return np.minimum(halves // (2 * unit * 2**8), FULL)

    for a, b in row.ranges:
        total = np.zeros((b - a, COLUMNS), np.int64)
        for member in networks.members:
            first, *inner, last = [(x.weights.astype(np.int64), x.bias.astype(np.int64)) for x in member.layers]
            vectors = np.concatenate([t[known[a:b, n]] for n, t in enumerate(member.tables)], axis=1).astype(np.int64)
            state = settled(vectors @ first[0][0] + first[1], VECTOR)
            for reach, (weights, bias) in zip(DILATIONS, inner, strict=True):
                wide = np.pad(state, ((reach, reach), (0, 0)))
                sums = sum(wide[t * reach : t * reach + b - a] @ weights[t] for t in range(3)) + bias
                state = np.minimum(state + settled(sums, ACTIVE), FULL)
            sums = state @ last[0][0] + last[1]
            total += (sums * 2 * network.SCALE + ACTIVE * 2**8) // (2 * ACTIVE * 2**8)
        out[a:b] = (2 * total + len(networks.members)) // (2 * len(networks.members))
    return out


@pytest.mark.parametrize("seed", range(5))
def test_scores_are_those_of_whole_numbers(seed: int) -> None:
    networks, row = random_networks(seed), random_row(seed, [3, 1, 40, 12])
    inside = row.places >= 0
    assert (networks.scores(row)[inside] == counted(networks, row)[inside]).all()


def test_a_long_document_is_scored_in_pieces_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    networks, row = random_networks(1), random_row(2, [30, 50, 7, 90, 4, 61])
    whole = networks.scores(row)
    monkeypatch.setattr(network, "_PIECE", 60)
    inside = row.places >= 0
    assert (networks.scores(row)[inside] == whole[inside]).all()


def test_a_saved_network_is_read_back_and_saved_to_the_same_bytes(tmp_path: Path) -> None:
    networks, row = random_networks(3), random_row(4, [20])
    network.save(networks, tmp_path / "a")
    again = network.load(tmp_path / "a")
    network.save(again, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (again.scores(row) == networks.scores(row)).all()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    network.save(random_networks(5), tmp_path / "weights")
    (tmp_path / "weights").write_bytes((tmp_path / "weights").read_bytes()[:200])
    with pytest.raises(RulebookError, match="weights"):
        network.load(tmp_path / "weights")
    with pytest.raises(RulebookError, match="none"):
        network.load(tmp_path / "none")


def test_no_sum_of_the_shipped_network_can_leave_the_exact_range() -> None:
    for member in network.load(Path(network.__file__).with_name("tagger.bin")).members:
        for n, layer in enumerate(member.layers):
            most = SMALL if n == 0 else FULL
            reached = np.abs(layer.weights).sum(axis=(0, 1)) * most + np.abs(layer.bias)
            assert reached.max() < 2**24
