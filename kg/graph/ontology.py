"""`ontology.ttl` as plain values, so that the other wings know the classes and relations without parsing RDF.

What counts as ours is what stands in the `ik:` namespace: the classes below `ik:Entity`, and the relations below
`ik:relatesTo`. Alignments to other vocabularies are left to RDF tools.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg import resources
from kg.errors import OntologyError
from kg.model import TYPES, Property, Vocabulary

#: The namespace of our classes and properties. Fixed: a settable base moves entities, not the ontology.
IK = "https://w3id.org/innokg/ontology#"

_OWL = "http://www.w3.org/2002/07/owl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"

_Terms: TypeAlias = dict[tuple[str, str], list[object]]


def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """The classes and relations that `path` (by default the shipped `ontology.ttl`) declares, sorted by local name.

    `ik:Entity` is the root and is among the classes. Raises `OntologyError`, naming the file, the line where one
    can be told, and the term, if the file cannot be read or parsed; if a class or relation lacks a label in zh or
    en, a known domain or range, or a single superclass of ours; or if one of the guide's types is missing.
    """
    return _Reader(path or resources.ontology()).vocabulary()


class _Reader:
    """One pass over one ontology file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.source = path.read_text(encoding="utf-8")
            triples = list(ox.parse(self.source, format=ox.RdfFormat.TURTLE))
        except (OSError, UnicodeDecodeError) as error:
            raise OntologyError(f"{path}：无法读取（{error}）；请恢复此文件") from error
        except SyntaxError as error:
            raise OntologyError(f"{path}:{error.lineno}：不是合法的 Turtle（{error.msg}）；请改正") from error
        self.terms: _Terms = defaultdict(list)
        for triple in triples:
            self.terms[_key(triple.subject), triple.predicate.value].append(triple.object)
        self.children: dict[tuple[str, str], list[str]] = defaultdict(list)
        for triple in triples:
            if isinstance(triple.object, ox.NamedNode):
                self.children[triple.predicate.value, triple.object.value].append(_key(triple.subject))

    def vocabulary(self) -> Vocabulary:
        classes = self._below(f"{_RDFS}subClassOf", "Entity")
        relations = self._below(f"{_RDFS}subPropertyOf", "relatesTo")
        if missing := [name for name in TYPES if name not in classes]:
            raise OntologyError(f"{self.path}：缺少类 ik:{missing[0]}；请在 ik:Entity 之下声明")
        relations.remove("relatesTo")
        return Vocabulary(
            parents={name: self._parent(name, classes) for name in sorted(classes)},
            labels={name: self._labels(name) for name in sorted(classes)},
            properties={name: self._property(name, classes) for name in sorted(relations)},
        )

    def _below(self, predicate: str, root: str) -> set[str]:
        """`root` and every name of ours that `predicate` puts below it."""
        found = {root}
        waiting = [root]
        while waiting:
            for iri in self.children.get((predicate, IK + waiting.pop()), ()):
                name = iri.removeprefix(IK)
                if iri.startswith(IK) and name not in found:
                    found.add(name)
                    waiting.append(name)
        return found

    def _parent(self, name: str, classes: set[str]) -> str:
        if name == "Entity":
            return ""
        parents = self._names(name, f"{_RDFS}subClassOf")
        if len(parents) != 1 or parents[0] not in classes:
            raise self._fault(name, f"的上位类是 {'、'.join(parents) or '空'}；请给它一个本体中的上位类")
        return parents[0]

    def _property(self, name: str, classes: set[str]) -> Property:
        zh, en = self._labels(name)
        symmetric = "SymmetricProperty" in self._names(name, f"{_RDF}type", _OWL)
        inverses = [i.removeprefix(IK) for i in self.children.get((f"{_OWL}inverseOf", IK + name), ())]
        if symmetric:
            inverse = (zh, en)
        elif len(inverses) == 1:
            inverse = self._labels(inverses[0])
        else:
            raise self._fault(name, f"有 {len(inverses)} 个逆关系；请声明一个，或声明它为 owl:SymmetricProperty")
        domain = self._ends(name, "domain", classes)
        range_ = self._ends(name, "range", classes)
        if symmetric and domain != range_:
            raise self._fault(name, "是对称关系，但定义域与值域不同；请改为相同")
        return Property(name, zh, en, domain, range_, symmetric, *inverse)

    def _ends(self, name: str, which: str, classes: set[str]) -> tuple[str, ...]:
        """The classes of a domain or range: one class, or the members of an owl:unionOf, in the file's order."""
        given = self.terms.get((IK + name, _RDFS + which), [])
        if len(given) != 1:
            # Several rdfs:domain statements would mean their intersection, which is never what is meant.
            raise self._fault(name, f"有 {len(given)} 个 rdfs:{which}；请只写一个，多个类用 owl:unionOf")
        unions = self.terms.get((_key(given[0]), f"{_OWL}unionOf"), [])
        members = list(self._list(_key(unions[0]))) if unions else [_key(given[0])]
        names = tuple(member.removeprefix(IK) for member in members)
        for member in names:
            if member not in classes:
                raise self._fault(name, f"的 rdfs:{which} 提到 {member}，但它不是 ik:Entity 之下的类；请改正")
        return names

    def _list(self, head: str) -> Iterator[str]:
        while (head, f"{_RDF}first") in self.terms:
            yield _key(self.terms[head, f"{_RDF}first"][0])
            head = _key(self.terms[head, f"{_RDF}rest"][0])

    def _labels(self, name: str) -> tuple[str, str]:
        found: dict[str | None, str] = {}
        for term in self.terms.get((IK + name, f"{_RDFS}label"), []):
            if isinstance(term, ox.Literal):
                found[term.language] = term.value
        for language in ("zh", "en"):
            if not found.get(language):
                raise self._fault(name, f"没有 @{language} 的 rdfs:label；请补上")
        return found["zh"], found["en"]

    def _names(self, name: str, predicate: str, namespace: str = IK) -> list[str]:
        """The local names, in `namespace`, of what `ik:name predicate ?` points at."""
        found = (_key(term) for term in self.terms.get((IK + name, predicate), ()))
        return [iri.removeprefix(namespace) for iri in found if iri.startswith(namespace)]

    def _fault(self, name: str, what: str) -> OntologyError:
        """An error that shows the line on which the term's own description begins."""
        match = re.search(rf"^ik:{re.escape(name)}(?=\s)", self.source, re.MULTILINE)
        line = f":{self.source.count(chr(10), 0, match.start()) + 1}" if match else ""
        return OntologyError(f"{self.path}{line}：ik:{name} {what}")


def _key(term: object) -> str:
    """An IRI as it is, a blank node with its marker, so that the two cannot be taken for each other."""
    return term.value if isinstance(term, ox.NamedNode) else str(term)
