"""Communities: groups of entities that deal mostly with each other, found by modularity, in numpy.

Agglomeration by whole rounds (every pair that prefers each other merges at once, leaves join their only
neighbour), then sweeps in which single nodes change sides. Plain elementwise arithmetic and counting sorts only, so
that every machine finds the same groups.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_SWEEPS = 8
_ROUNDS = 60
_FEW = 400  # sweeps end when fewer than one node in so many moves


def communities(
    count: int, a: Ints, b: Ints, weight: Floats, within: Ints | None = None, sweeps: int = _SWEEPS
) -> Ints:
    """The community of each of `count` nodes, numbered from 0 by falling size, ties by smallest member.

    `a`, `b` are the ends of the undirected edges and `weight` their weights. A node with no edge is a community.
    With `within` (a group for each node) each group is divided as a graph of its own: edges between groups
    do not count. After `sweeps` nobody changes sides any more.
    """
    if count == 0:
        return np.zeros(0, dtype=np.int64)
    part = np.zeros(count, dtype=np.int64) if within is None else within
    inside = part[a] == part[b]
    a, b, weight = a[inside], b[inside], weight[inside]
    label = np.arange(count, dtype=np.int64)
    if len(a):
        total = sums(part[a], weight, int(part.max()) + 1)[part]
        label = _agglomerate(count, a, b, weight, total)
        label = _refine(label, count, a, b, weight, total, sweeps)
    return by_size(label)


def sums(keys: Ints, weight: Floats, size: int) -> Floats:
    """The sum of the weights of each key below `size`, added up in order."""
    return np.bincount(keys, weight, size).astype(np.float64)


def _contract(label: Ints, a: Ints, b: Ints, weight: Floats) -> tuple[Ints, Ints, Floats]:
    """Edges between groups, each pair once (smaller first, in order) with the sum of the weights."""
    low, high = np.minimum(label[a], label[b]), np.maximum(label[a], label[b])
    between = low != high
    size = int(label.max()) + 1
    low, high, weight = low[between], high[between], weight[between]
    keys = low * size + high
    if (keys[1:] > keys[:-1]).all():  # sorted already, no pair twice: so they mostly come at first
        return low, high, weight
    keys, place = np.unique(keys, return_inverse=True)
    return keys // size, keys % size, sums(place, weight, len(keys))


def _agglomerate(count: int, a: Ints, b: Ints, weight: Floats, total: Floats) -> Ints:
    label = fresh = np.arange(count, dtype=np.int64)
    strength = sums(a, weight, count) + sums(b, weight, count)
    low, high, joint = a, b, weight
    for _ in range(_ROUNDS):
        low, high, joint = _contract(fresh, low, high, joint)
        share = total[low]
        gain = joint / share - strength[low] * strength[high] / (2 * share * share)
        good = gain > 0
        if not good.any():
            break
        groups = len(strength)
        degree = np.bincount(low, minlength=groups) + np.bincount(high, minlength=groups)
        best = _best(groups, low[good], high[good], gain[good])
        ids = np.arange(groups)
        mutual = (best >= 0) & (best[np.maximum(best, 0)] == ids)
        target = np.where(mutual, np.minimum(ids, best), ids)
        leaf = (degree == 1) & (best >= 0) & ~mutual
        target = np.where(leaf, target[np.maximum(best, 0)], target)
        root = target == ids  # whoever is joined stays where it is
        fresh = (np.cumsum(root) - 1)[target]
        label = fresh[label]
        total = total[root]
        strength = sums(fresh, strength, len(total))
    return label


def _best(groups: int, low: Ints, high: Ints, gain: Floats) -> Ints:
    """For each group the neighbour with the largest gain (ties: the smallest number), -1 where there is none.

    The pairs come sorted, so that of each group the neighbours stand in order once its pairs are brought together.
    """
    one, other = np.concatenate([high, low]), np.concatenate([low, high])
    order = np.argsort(one, kind="stable")
    one, other, gains = one[order], other[order], np.concatenate([gain, gain])[order]
    first = _tops(one, gains)
    best = np.full(groups, -1, dtype=np.int64)
    best[one[first]] = other[first]
    return best


def _tops(ordered: Ints, value: Floats) -> Ints:
    """Where in each run of equal numbers the largest value stands first."""
    starts = _starts(ordered)
    top = np.repeat(np.maximum.reduceat(value, starts), np.diff(np.append(starts, len(ordered))))
    winners = np.flatnonzero(value == top)
    return winners[_starts(ordered[winners])]


def _starts(ordered: Ints) -> Ints:
    """Where each run of equal numbers begins."""
    return np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))


def _refine(label: Ints, count: int, a: Ints, b: Ints, weight: Floats, total: Floats, sweeps: int) -> Ints:
    """Let single nodes move to the neighbouring community where they raise modularity most, half of them a sweep."""
    node, near = np.concatenate([a, b]), np.concatenate([b, a])
    doubled = np.concatenate([weight, weight])
    strength = sums(node, doubled, count)
    ids = np.arange(count)
    for sweep in range(sweeps):
        size = int(label.max()) + 1
        mass = sums(label, strength, size)
        keys, place = np.unique(node * size + label[near], return_inverse=True)
        into = sums(place, doubled, len(keys))
        who, where = keys // size, keys % size
        home = label[who] == where
        rest = mass[where] - np.where(home, strength[who], 0.0)
        score = into - strength[who] * rest / (2 * total[who])
        stay = -strength * (mass[label] - strength) / np.maximum(2 * total, 1.0)
        stay[who[home]] = score[home]
        top = _tops(who, score)
        moves = (score[top] > stay[who[top]] + 1e-9) & ((ids[who[top]] + sweep) % 2 == 0)
        label = label.copy()
        label[who[top][moves]] = where[top][moves]
        if sweep and moves.sum() * _FEW < count:
            break
    return label


def by_size(label: Ints) -> Ints:
    """The groups renumbered from 0 by falling size, ties by their first member."""
    _, first, place, sizes = np.unique(label, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[place]
