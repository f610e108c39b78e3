"""Clusters of sightings -> nodes: one class, one canonical name and one IRI each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kg.graph.identity import is_relative
from kg.graph.naming import entity_iri
from kg.graph.sightings import Corpus, Sighting
from kg.graph.spelling import fold
from kg.model import TYPES, Extraction, Node, Vocabulary

_MARKS = frozenset("“”‘’「」『』《》\"'")


def make_nodes(
    corpus: Corpus,
    clusters: Sequence[tuple[int, ...]],
    documents: Sequence[Extraction],
    vocabulary: Vocabulary,
    base: str,
) -> list[Node]:
    """One node per cluster, in the clusters' order."""
    uses = _uses(corpus, documents, vocabulary)
    groups = [[corpus.sightings[index] for index in members] for members in clusters]
    types = [_type(members, corpus, uses) for members in clusters]
    labels = [_label(group) for group in groups]
    iris = _iris(groups, types, labels, base)
    return [
        _node(group, type_, _class(group, type_, vocabulary), label, iri)
        for group, type_, label, iri in zip(groups, types, labels, iris, strict=True)
    ]


def _node(group: Sequence[Sighting], type_: str, cls: str, label: str, iri: str) -> Node:
    attested: dict[str, set[str]] = defaultdict(set)
    for sighting in group:
        attested[sighting.document].update(sighting.names)
    aliases = sorted({name for names in attested.values() for name in names} - {label}, key=_longest_first)
    latin = [name for name in (label, *aliases) if is_latin(name)]
    return Node(
        iri=iri,
        cls=cls,
        type=type_,
        label=label,
        aliases=tuple(aliases),
        label_en=min(latin, key=_longest_first) if latin else "",
        documents=tuple(sorted(attested)),
        attested=tuple((name, tuple(sorted(names, key=_longest_first))) for name, names in sorted(attested.items())),
    )


def is_latin(name: str) -> bool:
    """Whether `name` is in Latin letters, so that it serves as an English label (WIPO, but not 5G)."""
    letters = [c for c in name if c.isalpha()]
    return len(letters) > 1 and all(c.isascii() or 0xC0 <= ord(c) <= 0x24F for c in letters) and letters[0] == name[0]


def _label(group: Sequence[Sighting]) -> str:
    """The canonical name: the longest of the documents' full names, but rather one that is nothing but a name.

    A name that more documents use wins among equally long ones, then the first in the order of code points.
    """
    votes = Counter(sighting.names[0] for sighting in group)
    for sighting in group:
        if not _is_plain(sighting.names[0]):
            votes.update({name: 0 for name in sighting.names if _is_plain(name)})
    return min(votes, key=lambda name: (not _is_plain(name), -len(name), -votes[name], name))


def _is_plain(name: str) -> bool:
    """Whether `name` has no name within it: “安心宝”制度 and 世界知识产权组织（WIPO） have."""
    return _MARKS.isdisjoint(name) and name[-1] not in ")）"


def _type(members: Iterable[int], corpus: Corpus, uses: dict[int, Counter[str]]) -> str:
    """The type under which most of the cluster's relations hold, then the one that most documents see."""
    votes = Counter(corpus.sightings[index].type for index in members)
    if len(votes) == 1:
        return next(iter(votes))
    fits = sum((uses.get(index, Counter()) for index in members), Counter())
    return min(votes, key=lambda type_: (-fits[type_], -votes[type_], TYPES.index(type_)))


def _uses(corpus: Corpus, documents: Sequence[Extraction], vocabulary: Vocabulary) -> dict[int, Counter[str]]:
    """For each sighting, how many of its relations each type would fit."""
    fitting = {
        name: (_types_below(relation.domain, vocabulary), _types_below(relation.range, vocabulary))
        for name, relation in vocabulary.properties.items()
    }
    uses: dict[int, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for relation in document.relations:
            for end, types in zip((relation.subject, relation.object), fitting[relation.predicate], strict=True):
                index = corpus.ids.get((document.name, end))
                if index is not None:
                    uses[index].update(types)
    return uses


def _types_below(classes: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    return [type_ for type_ in TYPES if not set(vocabulary.ancestors(type_)).isdisjoint(classes)]


def _class(group: Sequence[Sighting], type_: str, vocabulary: Vocabulary) -> str:
    """The most specific class that a document gives, of those below `type_`."""
    votes = Counter(s.entity.cls for s in group if type_ in vocabulary.ancestors(s.entity.cls))
    votes[type_] += 0
    return min(votes, key=lambda cls: (-len(vocabulary.ancestors(cls)), -votes[cls], cls))


def _iris(groups: Sequence[Sequence[Sighting]], types: Sequence[str], labels: Sequence[str], base: str) -> list[str]:
    """An IRI from the name alone; with the type where two share it; with a document where two share that as well.

    A name that means something else in every place (区科技局) is no identity, so it always carries its document.
    """
    sharing = Counter(labels)
    sharing_typed = Counter(zip(types, labels, strict=True))
    taken: Counter[str] = Counter()
    iris = []
    for group, type_, label in zip(groups, types, labels, strict=True):
        scope = ""
        if sharing_typed[type_, label] > 1 or is_relative(fold(label), type_):
            scope = group[0].document
        iri = entity_iri(label, type_ if scope or sharing[label] > 1 else "", scope, base)
        taken[iri] += 1
        # Two of one name and type in one document: numbered in the order of their names and ids.
        iris.append(iri if taken[iri] == 1 else f"{iri}/{taken[iri]}")
    return iris


def _longest_first(name: str) -> tuple[int, str]:
    return -len(name), name
