"""Where each entity stands: communities as islands apart, linked entities near each other inside them.

Discs within discs: entities in clusters, clusters in communities, communities in the plane. Deterministic, and
quick enough for tens of thousands (networkx's spring layout takes 105 s for ten thousand).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.explore.communities import Floats, Ints, by_size, communities, sums
from kg.explore.packing import Links, pack

_LARGE = 90  # a community with more entities is laid out as several clusters
_GAPS = (16.0, 26.0, 56.0)  # between entities, clusters, communities
_ASPECT = 1.8
_HUB = 13.0  # an entity drawn so large bears its name at any zoom: room for it
_BAND = 3000  # so many loose entities at most stand in rows; more of them in a disc like any other


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions and radii of entities, their communities, and the communities' discs; all in world units.

    `band` is the box (left, top, right, bottom) in whose rows the loose entities stand, the last community.
    """

    x: Ints
    y: Ints
    radius: Floats
    community: Ints
    discs: tuple[tuple[int, int, int], ...]
    band: tuple[int, int, int, int] | None = None


def place(count: int, a: Ints, b: Ints, weight: Floats, kind: Ints | None = None) -> Layout:
    """Lay out `count` entities joined by the undirected edges (a, b), each pair at most once, of some weight.

    `kind` numbers the kinds of entities: loose ones of a kind stand together.
    """
    degree = np.bincount(a, minlength=count) + np.bincount(b, minlength=count)
    radius = np.minimum(5.0 + 2.1 * np.sqrt(degree), 26.0)
    if count == 0:
        return Layout(degree, degree, radius, degree, ())
    community, loose = _gather_loose(_absorb(communities(count, a, b, weight), a, b, weight), a, b)
    cluster = _clusters(community, loose, a, b, weight)
    order = np.lexsort((-degree, cluster))  # the best linked of a cluster start in its middle
    back = np.empty(count, dtype=np.int64)
    back[order] = np.arange(count)

    roomy = radius + np.where(radius >= _HUB, 12.0, 0.0)
    inner, reach = pack(cluster[order], roomy[order], _links(cluster, back, a, b, weight), _GAPS[0])
    inner = inner[back]
    owner = np.zeros(int(cluster.max()) + 1, dtype=np.int64)
    owner[cluster] = community
    apart = np.where(np.bincount(owner, minlength=len(owner))[owner] > 1, _GAPS[1], 0.0)
    apart[np.unique(cluster[loose])] = _GAPS[0] / 2
    middle, span = pack(owner, reach + apart / 2, _between(owner, cluster, a, b, weight), 0.0, tight=True)
    world = np.zeros(len(span), dtype=np.int64)
    in_rows = bool(loose.any()) and int(loose.sum()) <= _BAND
    centre = _map(span, _between(world, community, a, b, weight), int(community[loose][0]) if in_rows else -1)

    middle = _turn(middle, owner, centre[owner], _between_ends(cluster, a, b), centre[owner] + middle)
    home = centre[owner] + middle
    inner = _turn(inner, cluster, home[cluster], (a, b), home[cluster] + inner)
    points = home[cluster] + inner
    box = np.zeros(4)
    if in_rows:
        where, box = _rows(points[~loose], reach, cluster[loose], kind[loose] if kind is not None else cluster[loose])
        points[loose] = where[cluster[loose]] + inner[loose]
        last = int(community[loose][0])
        centre[last] = (box[:2] + box[2:]) / 2
        span[last] = (box[2:] - box[:2]).min() / 2
    shift = (points.min(axis=0) + points.max(axis=0)) / 2
    points, centre = np.rint(points - shift).astype(np.int64), np.rint(centre - shift).astype(np.int64)
    discs = tuple(zip(centre[:, 0].tolist(), centre[:, 1].tolist(), np.ceil(span).astype(int).tolist(), strict=True))
    left, top, right, bottom = np.rint(box - np.tile(shift, 2)).astype(int).tolist()
    return Layout(points[:, 0], points[:, 1], radius, community, discs, (left, top, right, bottom) if in_rows else None)


def _rows(others: Floats, reach: Floats, cluster: Ints, kind: Ints) -> tuple[Floats, Floats]:
    """Centres of the loose clusters in rows under all `others`, handfuls first, then by kind; and the rows' box."""
    size = np.bincount(cluster, minlength=len(reach))
    first = np.zeros(len(reach), dtype=np.int64)
    first[cluster[::-1]] = kind[::-1]
    step = 2 * reach + _GAPS[0]
    found = np.unique(cluster)
    order = found[np.lexsort((found, first[found], -size[found]))]
    area = float((step[found] ** 2).sum())
    if len(others):
        (left, _), (right, top) = others.min(axis=0) - 20, others.max(axis=0) + 20
        top += _GAPS[2] + _GAPS[1]
    else:
        left, top, right = 0.0, 0.0, (1.7 * area) ** 0.5
    right = max(right, left + (3.4 * area) ** 0.5 if len(others) else right)
    centre = np.zeros((len(reach), 2))
    x, y, high = left, top, 0.0
    for one in order.tolist():
        wide = float(step[one])
        if x > left and x + wide > right:
            x, y, high = left, y + high, 0.0
        high = max(high, wide)  # of a row the first is the largest
        centre[one] = x + wide / 2, y + high / 2
        x += wide
    return centre, np.array([left - 14, top - 14, right + 14, y + high + 14])


def _map(span: Floats, links: Links, skipped: int) -> Floats:
    """Centres of the communities' discs: what hangs together as one map, the rest but `skipped` beside or below it."""
    linked = np.zeros(len(span), bool)
    linked[links.a] = linked[links.b] = True
    linked[0] = True  # the largest
    index = np.cumsum(linked) - 1
    springs = Links(index[links.a], index[links.b], links.weight)
    points, _ = pack(np.zeros(int(linked.sum()), dtype=np.int64), span[linked], springs, _GAPS[2], _ASPECT, tight=True)
    centre = np.zeros((len(span), 2))
    centre[linked] = points
    rim = span[linked]
    low, high = (points - rim[:, None]).min(axis=0), (points + rim[:, None]).max(axis=0)
    rest = np.flatnonzero(~linked & (np.arange(len(span)) != skipped))
    area = float(((2 * span[rest] + _GAPS[1]) ** 2).sum())
    wide, tall = (high - low).tolist()
    beside = wide < 1.3 * tall  # the islands fill columns to the right of the map, or else rows below it
    along, across = (1, 0) if beside else (0, 1)
    end = low[along] + max((wide, tall)[along], (1.4 * (wide * tall + area)) ** 0.5 * (0.7 if beside else 1.0))
    at, line, deep = float(low[along]), float(high[across]) + _GAPS[2], 0.0
    for disc in rest.tolist():
        size = float(span[disc])
        if at > low[along] and at + 2 * size > end:
            at, line, deep = float(low[along]), line + deep + _GAPS[1], 0.0
        centre[disc, along], centre[disc, across] = at + size, line + size
        at, deep = at + 2 * size + _GAPS[1], max(deep, 2 * size)
    return centre


def _absorb(community: Ints, a: Ints, b: Ints, weight: Floats) -> Ints:
    """Communities too small to be seen as such join the one they deal with most."""
    least = max(4, int(len(community) ** 0.5 / 10))
    for _ in range(3):
        size = int(community.max()) + 1
        small = np.bincount(community, minlength=size) < least
        one, other = np.concatenate([community[a], community[b]]), np.concatenate([community[b], community[a]])
        use = small[one] & (one != other)
        if not use.any():
            break
        keys, place = np.unique(one[use] * size + other[use], return_inverse=True)
        joint = sums(place, np.concatenate([weight, weight])[use], len(keys))
        who, where = keys // size, keys % size
        order = np.lexsort((where, small[where], -joint, who))  # the strongest, rather one that is not small itself
        first = np.ones(len(order), bool)
        first[1:] = who[order][1:] != who[order][:-1]
        target = np.arange(size)
        target[who[order][first]] = where[order][first]
        # of two small ones that want each other the larger number gives way
        mutual = small & (target[target] == np.arange(size)) & (target > np.arange(size))
        target[mutual] = np.flatnonzero(mutual)
        community = target[community]
    return by_size(community)


def _gather_loose(community: Ints, a: Ints, b: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Entities without any relation, and handfuls that nothing joins to the rest, form one last community.

    Gives the communities, and for each entity whether it is among the loose.
    """
    size = int(community.max()) + 1
    joined = np.zeros(size, bool)
    across = community[a] != community[b]
    joined[community[a[across]]] = joined[community[b[across]]] = True
    apart = ~joined & (np.bincount(community, minlength=size) < 4)
    apart[0] = False  # the largest
    loose = apart[community]
    kept = np.unique(community[~loose])
    return np.where(loose, len(kept), np.searchsorted(kept, community)), loose


def _clusters(community: Ints, loose: NDArray[np.bool_], a: Ints, b: Ints, weight: Floats) -> Ints:
    """Large communities divided further; of the loose each handful for itself."""
    divided = loose | (np.bincount(community) > _LARGE)[community]
    use = divided[a] & divided[b]
    fine = communities(len(community), a[use], b[use], weight[use], within=community, sweeps=2)
    key = community * (len(community) + 1) + np.where(divided, fine + 1, 0)
    _, cluster = np.unique(key, return_inverse=True)
    return cluster


def _links(group: Ints, index: Ints, a: Ints, b: Ints, weight: Floats) -> Links:
    inside = group[a] == group[b]
    return Links(index[a[inside]], index[b[inside]], weight[inside])


def _between(parent: Ints, child: Ints, a: Ints, b: Ints, weight: Floats) -> Links:
    """Links between the children of the same parent; `child` maps entities to children, `parent` children to parents.

    The weight grows with the square root of what joins two children, so that one busy pair does not rule the map.
    """
    one, other = child[a], child[b]
    use = (one != other) & (parent[one] == parent[other])
    low, high = np.minimum(one, other)[use], np.maximum(one, other)[use]
    keys, where = np.unique(low * len(parent) + high, return_inverse=True)
    pull = np.sqrt(sums(where, weight[use], len(keys))) * 0.5
    return Links(keys // len(parent), keys % len(parent), pull)


def _between_ends(child: Ints, a: Ints, b: Ints) -> tuple[Ints, Ints]:
    use = child[a] != child[b]
    return child[a][use], child[b][use]


def _turn(inner: Floats, group: Ints, home: Floats, ends: tuple[Ints, Ints], points: Floats) -> Floats:
    """Turn (or mirror) each group as a whole so that members with links outside face what they are linked to."""
    a, b = ends
    outside = group[a] != group[b]
    one = np.concatenate([a[outside], b[outside]])
    other = np.concatenate([b[outside], a[outside]])
    groups = int(group.max()) + 1
    best = np.zeros((groups, 3))  # cosine, sine, mirror
    best[:, 0] = best[:, 2] = 1.0
    aim = points[other] - home[one]
    x, y = inner[one, 0], inner[one, 1]
    strongest = np.zeros(groups)
    for mirror in (1.0, -1.0):
        along = np.bincount(group[one], x * aim[:, 0] + mirror * y * aim[:, 1], groups)
        across = np.bincount(group[one], x * aim[:, 1] - mirror * y * aim[:, 0], groups)
        length = np.sqrt(along * along + across * across)
        better = length > strongest * 1.001 + 1e-9
        safe = np.where(length > 0, length, 1.0)
        best[better] = np.stack([along / safe, across / safe, np.full(groups, mirror)], axis=1)[better]
        strongest = np.maximum(strongest, length)
    cosine, sine, mirrored = (best[group, column] for column in range(3))
    flipped = inner[:, 1] * mirrored
    return np.stack([inner[:, 0] * cosine - flipped * sine, inner[:, 0] * sine + flipped * cosine], axis=1)
