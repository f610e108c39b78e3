"""Which sightings, across documents, are one entity. Precision before recall: in doubt, two stay two.

Evidence is taken from strong to weak, each step in an order fixed by names alone:

1. equal full names, unless the name is anybody's (张伟, 科技创新大会, a name that two full names lay claim to);
2. a shared alias, if it is distinctive and all the full names it stands for can be one entity's;
3. for names that are anybody's, an equal name and a common companion: something known for sure to be the same, to
   which both are related or beside which both stand in a sentence.

Names that are relative to a place (区科技局) never meet, and two entities that one document tells apart stay apart
unless another document says that their names are one's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import combinations

from kg.graph.identity import agree, is_abbreviation, is_common, is_distinctive, is_relative
from kg.graph.sightings import Corpus, Sighting

_ORGANIZATIONS = ("Platform", "Enterprise", "University", "Government")
# A zone is annotated as park or as place, a base as park or as platform, according to what the sentence makes of it.
_NEIGHBOURS = (("Platform", "Park"), ("Park", "Place"))
# A name shorter than this is too weak to bridge two types.
_BRIDGE = 4
# More full names than this behind one alias are a muddle, not one entity.
_MUDDLE = 12


def cluster(corpus: Corpus, shared_names: Collection[str] = ()) -> list[tuple[int, ...]]:
    """The sightings' indices, grouped by entity, in the order of each group's first.

    `shared_names` (folded) are names known to be borne by several things in the world, such as 西湖区.
    """
    clusters = _Clusters(corpus)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, sighting in enumerate(corpus.sightings):
        for key in sighting.keys:
            groups[_family(sighting.type), key].append(index)
    judge = _Judge(corpus, groups, shared_names)
    ordered = sorted(groups)

    for family, key in ordered:
        _join_equal_names(clusters, judge, groups[family, key], key)
    for one, other in _NEIGHBOURS:
        for family, key in ordered:
            if family == _family(one) and len(key) >= _BRIDGE and (_family(other), key) in groups:
                both = groups[family, key] + groups[_family(other), key]
                _join_all(clusters, [i for i in both if judge.is_strong(i, key) and judge.type(i) in (one, other)])
    for family, key in ordered:
        _join_shared_alias(clusters, judge, groups[family, key], key)
    for family, key in ordered:
        _join_companions(clusters, judge, groups[family, key], key)
    return clusters.groups()


class _Judge:
    """What a name is worth as evidence in this corpus."""

    def __init__(self, corpus: Corpus, groups: dict[tuple[str, str], list[int]], shared: Collection[str]) -> None:
        self.corpus = corpus
        self.shared = shared
        self.disputed = {group for group, indices in groups.items() if self._is_disputed(group[1], indices)}
        self.relative = {i for i, s in enumerate(corpus.sightings) if is_relative(s.key, s.type)}
        self.weak = {i for i, s in enumerate(corpus.sightings) if self._is_anybodys(s)}

    def type(self, index: int) -> str:
        return self.corpus.sightings[index].type

    def is_sure(self, index: int) -> bool:
        """Whether the sighting's own full name says who is meant."""
        return index not in self.relative and index not in self.weak

    def is_strong(self, index: int, key: str) -> bool:
        """Whether `key` is the sighting's full name, and says who is meant."""
        return self.corpus.sightings[index].key == key and self.is_sure(index)

    def can_bridge(self, index: int, key: str) -> bool:
        """Whether `key`, as an alias, would do for the sighting."""
        sighting = self.corpus.sightings[index]
        if key in self.shared or (_family(sighting.type), key) in self.disputed or index in self.relative:
            return False
        return is_distinctive(key, sighting.type, self.corpus.places)

    def _is_disputed(self, key: str, indices: list[int]) -> bool:
        """Whether the full names that `key` stands for cannot all be one entity's."""
        fulls: dict[str, str] = {}
        for index in indices:
            sighting = self.corpus.sightings[index]
            if sighting.key != key and not sighting.quotes(key):
                fulls[sighting.key] = sighting.type
        if len(fulls) > _MUDDLE:
            return True
        return any(not agree(a, b, fulls[a], self.corpus.places) for a, b in combinations(sorted(fulls), 2))

    def _is_anybodys(self, sighting: Sighting) -> bool:
        return (
            sighting.type == "Person"
            or sighting.key in self.shared
            or (_family(sighting.type), sighting.key) in self.disputed
            or is_common(sighting.key, sighting.type)
        )


class _Clusters:
    """Disjoint sets that refuse to join what one document tells apart."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.root = list(range(len(corpus.sightings)))
        self.members: dict[int, list[int]] = {index: [index] for index in self.root}
        self.bearers: dict[str, set[int]] = defaultdict(set)
        for index, sighting in enumerate(corpus.sightings):
            for key in sighting.keys:
                self.bearers[key].add(index)

    def find(self, index: int) -> int:
        while self.root[index] != index:
            self.root[index] = index = self.root[self.root[index]]
        return index

    def join(self, one: int, other: int) -> bool:
        """Make the two one entity, if that may be; whether they now are."""
        one, other = sorted((self.find(one), self.find(other)))
        if one != other:
            if self._told_apart(one, other):
                return False
            self.root[other] = one
            self.members[one] += self.members.pop(other)
        return True

    def groups(self) -> list[tuple[int, ...]]:
        return [tuple(sorted(members)) for _, members in sorted(self.members.items())]

    def _told_apart(self, one: int, other: int) -> bool:
        places: dict[str, list[Sighting]] = defaultdict(list)
        for index in self.members[one]:
            places[self.corpus.sightings[index].document].append(self.corpus.sightings[index])
        return any(
            not self._said_to_be_one(theirs, ours)
            for theirs in map(self.corpus.sightings.__getitem__, self.members[other])
            for ours in places.get(theirs.document, ())
        )

    def _said_to_be_one(self, one: Sighting, other: Sighting) -> bool:
        """Whether a third document gives one entity both names, one being short for the other."""
        if one.type != other.type or not (is_abbreviation(one.key, other.key) or is_abbreviation(other.key, one.key)):
            return False
        witnesses = self.bearers[one.key] & self.bearers[other.key]
        return any(self.corpus.sightings[index].document != one.document for index in witnesses)


def _join_equal_names(clusters: _Clusters, judge: _Judge, indices: list[int], key: str) -> None:
    by_type: dict[str, list[int]] = defaultdict(list)
    for index in indices:
        if judge.is_strong(index, key):
            by_type[judge.type(index)].append(index)
    firsts = []
    for type_ in sorted(by_type):
        documents = [clusters.corpus.sightings[i].document for i in by_type[type_]]
        if len(set(documents)) < len(documents):
            # A document knows two of that name and type: then the name alone decides nothing.
            judge.weak.update(by_type[type_])
            continue
        _join_all(clusters, by_type[type_])
        firsts.append(by_type[type_][0])
    if len(key) >= _BRIDGE:
        _join_all(clusters, firsts)


def _join_shared_alias(clusters: _Clusters, judge: _Judge, indices: list[int], key: str) -> None:
    willing = [index for index in indices if judge.can_bridge(index, key)]
    if len(key) >= _BRIDGE:
        _join_all(clusters, willing)
        return
    for type_ in sorted({judge.type(index) for index in willing}):
        _join_all(clusters, [index for index in willing if judge.type(index) == type_])


def _join_companions(clusters: _Clusters, judge: _Judge, indices: list[int], key: str) -> None:
    sightings = clusters.corpus.sightings
    if not any(index in judge.weak and sightings[index].key == key for index in indices):
        return
    met: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index in indices:
        if index not in judge.relative:
            for companion in sorted(_companions(clusters, judge, index)):
                met[judge.type(index), companion].append(index)
    for type_, companion in sorted(met):

        def agreed(one: int, other: int, type_: str = type_) -> bool:
            names = {sightings[i].key for i in clusters.members[one] + clusters.members[other]}
            return all(agree(a, b, type_, clusters.corpus.places) for a, b in combinations(sorted(names), 2))

        _join_all(clusters, met[type_, companion], agreed)


def _companions(clusters: _Clusters, judge: _Judge, index: int) -> set[int]:
    """The entities, known for sure, by whose company the sighting can be told."""
    corpus = clusters.corpus
    near = {
        other
        for other in corpus.beside.get(index, ())
        # A whole province or field keeps company with everybody; for a place, though, another place says which.
        if judge.type(other) not in ("Field", "Person")
        and (judge.type(other) == "Place") == (judge.type(index) == "Place")
    }
    return {clusters.find(other) for other in near | corpus.related.get(index, frozenset()) if judge.is_sure(other)}


def _join_all(
    clusters: _Clusters, indices: Iterable[int], agreed: Callable[[int, int], bool] = lambda one, other: True
) -> None:
    """Join each with the first of those before it that it may join; `agreed` is asked about two clusters' roots."""
    heads: list[int] = []
    for index in indices:
        for head in heads:
            if agreed(clusters.find(head), clusters.find(index)) and clusters.join(head, index):
                break
        else:
            heads.append(index)


def _family(type_: str) -> str:
    return "Organization" if type_ in _ORGANIZATIONS else type_
