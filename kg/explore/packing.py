"""Discs put on a plane: linked ones near each other, none overlapping. Many groups of discs at once.

A force model after Fruchterman and Reingold for whole batches of small groups in dense arrays. Only elementwise
+ - * / and square roots and sequential sums: no sines, no BLAS, nothing that differs between machines.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_Floats32 = NDArray[np.float32]

#: Turning by the golden angle, as (cosine, sine).
_GOLDEN = (-0.7373688780783197, 0.6754902942615238)
_PAIRS = 30_000  # pairs in one dense array: it and its fellows stay in the processor's cache
_WORK = 3_000_000  # pairs looked at in all, about: large graphs get fewer steps
_DENSE = 1024  # a larger group keeps the sunflower's order
_SEPARATIONS = 24  # at most; a third of them where steps are few


@dataclass(frozen=True, slots=True)
class Links:
    """Springs between discs (by index) of the same group."""

    a: Ints
    b: Ints
    weight: Floats


def pack(
    group: Ints, radius: Floats, links: Links, gap: float, aspect: float = 1.0, tight: bool = False
) -> tuple[Floats, Floats]:
    """Positions (n, 2) of n discs, each relative to its group's centre, and the radius of each group.

    `group` numbers the groups from 0; `gap` is the least distance between two rims; `aspect` above 1 spreads
    the groups wider than high. Discs that come first in a group start near its middle. `tight` draws what the
    forces have spread together again, for discs that are themselves spacious.
    """
    count = len(group)
    sizes = np.bincount(group)
    order = np.argsort(group, kind="stable")
    place = np.empty(count, dtype=np.int64)
    place[order] = np.arange(count) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    position = np.zeros((count, 2))
    # Groups of like size share arrays of the width that the largest of them needs.
    by_size = np.argsort(-sizes, kind="stable")
    by_size = by_size[: int((sizes > 1).sum())]
    pairs = int((sizes * sizes).sum())
    steps = min(200, max(8, _WORK // max(pairs, 1)))
    first = 0
    while first < len(by_size):
        width = int(sizes[by_size[first]])
        share = max(1, _PAIRS // (width * width))
        batch = _Batch.gather(by_size[first : first + share], width, group, place, radius, links)
        position[batch.members] = batch.arranged(gap, aspect, steps, tight)
        first += share
    reach = np.zeros(len(sizes))
    np.maximum.at(reach, group, np.sqrt(position[:, 0] ** 2 + position[:, 1] ** 2) + radius)
    return position, reach


def _sunflower(areas: _Floats32) -> _Floats32:
    """Discs of some areas (groups, width) like the seeds of a sunflower: the first in the middle, each its room."""
    width = areas.shape[1]
    turns = np.zeros((width, 2))
    x, y = 1.0, 0.0
    for index in range(width):
        turns[index] = x, y
        x, y = x * _GOLDEN[0] - y * _GOLDEN[1], x * _GOLDEN[1] + y * _GOLDEN[0]
    inner = np.cumsum(areas, axis=1, dtype=np.float64) - 0.7 * areas
    return (turns[None] * (np.sqrt(inner) / 1.7724538509055159)[:, :, None]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Groups of at most `width` discs in dense arrays; `radii` is nan where a row has no more discs."""

    members: Ints
    rows: Ints
    columns: Ints
    radii: _Floats32
    springs: Links

    @classmethod
    def gather(cls, groups: Ints, width: int, group: Ints, place: Ints, radius: Floats, links: Links) -> _Batch:
        row = np.full(int(group.max()) + 1, -1, dtype=np.int64)
        row[groups] = np.arange(len(groups))
        members = np.flatnonzero(row[group] >= 0)
        rows, columns = row[group[members]], place[members]
        radii = np.full((len(groups), width), np.nan, dtype=np.float32)
        radii[rows, columns] = radius[members]
        slot = row[group] * width + place
        held = row[group[links.a]] >= 0
        springs = Links(slot[links.a[held]], slot[links.b[held]], links.weight[held])
        return cls(members, rows, columns, radii, springs)

    def arranged(self, gap: float, aspect: float, steps: int, tight: bool) -> Floats:
        """Positions of the members about the centre of each group."""
        groups, width = self.radii.shape
        filled = (~np.isnan(self.radii)).sum(axis=1)
        points = _sunflower(np.nan_to_num((2 * self.radii + gap) ** 2, nan=1.0))
        if len(self.springs.a) and width <= _DENSE:
            ideal = self.radii[:, :, None] + self.radii[:, None, :] + np.float32(gap)
            points = _forces(points, ideal, filled, self.springs, aspect, steps)
            rounds = _SEPARATIONS if steps > 30 else _SEPARATIONS // 3
            points = _separate(points, ideal, rounds)
            if tight:
                points = _separate(points, ideal, 2 * rounds, 0.04, aspect)
                points = _separate(points, ideal, rounds)
        found: Floats = points[self.rows, self.columns].astype(np.float64)
        for axis in (0, 1):
            found[:, axis] -= (np.bincount(self.rows, found[:, axis], groups) / filled)[self.rows]
        return found


def _forces(points: _Floats32, ideal: _Floats32, filled: Ints, springs: Links, aspect: float, steps: int) -> _Floats32:
    width = ideal.shape[1]
    typical = np.nanmax(ideal, axis=(1, 2))
    wanted = np.nan_to_num(ideal)
    square = wanted * wanted
    length = np.maximum(wanted.reshape(-1)[springs.a * width + springs.b % width], 1e-3)
    hot = (typical * np.sqrt(filled)).astype(np.float32) * np.float32(0.12)
    pull = np.array([1.0, aspect], dtype=np.float32) * np.float32(0.35)
    pull = pull * np.sqrt(filled).astype(np.float32)[:, None, None]
    field = _Field(points.shape)
    for step in range(steps):
        dx, dy, push = field.between(points)
        push += np.float32(1e-2)
        np.divide(square, push, out=push)
        force = field.along(push, dx, dy)
        flat, moved = points.reshape(-1, 2), force.reshape(-1, 2)
        ax, ay = (flat[springs.a, axis] - flat[springs.b, axis] for axis in (0, 1))
        strength = np.sqrt(ax * ax + ay * ay) / length * springs.weight
        for axis, part in enumerate((ax, ay)):
            swing = np.bincount(springs.b, strength * part, len(flat))
            swing -= np.bincount(springs.a, strength * part, len(flat))
            moved[:, axis] += swing.astype(np.float32)
        force -= points * pull
        size = np.sqrt(force[:, :, 0] ** 2 + force[:, :, 1] ** 2) + np.float32(1e-6)
        heat = hot * np.float32((1 - step / steps) ** 1.5)
        points = points + force * (np.minimum(size, heat[:, None]) / size)[:, :, None]
    return points


def _separate(points: _Floats32, ideal: _Floats32, rounds: int, pull: float = 0.0, aspect: float = 1.0) -> _Floats32:
    """Push discs apart until no two are nearer than they should be, or the rounds run out.

    With `pull` everything is drawn to the middle by that share in each step, more in height than in width.
    """
    least = ideal.copy()
    least[:, np.arange(least.shape[1]), np.arange(least.shape[1])] = np.nan
    least = np.nan_to_num(least)
    keep = np.array([1 - pull, 1 - pull * aspect], dtype=np.float32)
    field = _Field(points.shape)
    half = np.float32(0.5)
    for _ in range(rounds):
        points = points * keep
        dx, dy, distance = field.between(points)
        np.sqrt(distance, out=distance)
        distance += np.float32(1e-3)
        lacking = np.subtract(least, distance, out=field.spare)
        np.maximum(lacking, np.float32(0), out=lacking)
        if not pull and not lacking.any():
            break
        lacking /= distance
        lacking *= half
        points = points + field.along(lacking, dx, dy)
    return points


class _Field:
    """Differences between all discs of each group, in arrays used again and again: making them anew takes longer."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        groups, width = shape[:2]
        self.dx, self.dy, self.square, self.spare = np.empty((4, groups, width, width), dtype=np.float32)
        self.sum = np.empty((groups, width, 2), dtype=np.float32)

    def between(self, points: _Floats32) -> tuple[_Floats32, _Floats32, _Floats32]:
        """For each pair of a group: how far across, how far down, and the square of the distance."""
        x, y = points[:, :, 0], points[:, :, 1]
        np.subtract(x[:, :, None], x[:, None, :], out=self.dx)
        np.subtract(y[:, :, None], y[:, None, :], out=self.dy)
        np.multiply(self.dx, self.dx, out=self.square)
        np.multiply(self.dy, self.dy, out=self.spare)
        self.square += self.spare
        return self.dx, self.dy, self.square

    def along(self, strength: _Floats32, dx: _Floats32, dy: _Floats32) -> _Floats32:
        """What pulls each disc when every pair pulls along the line between them. Uses up `dx` and `dy`."""
        dx *= strength
        dy *= strength
        np.sum(dx, axis=2, out=self.sum[:, :, 0])
        np.sum(dy, axis=2, out=self.sum[:, :, 1])
        return self.sum
