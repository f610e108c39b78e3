"""Does a graph look as it should? SHACL shapes, and what shapes cannot say, in one readable report.

Three things are checked: the hand-written shapes of `shapes.ttl`; the ends of every relation, by shapes derived from
the domains and ranges of the ontology; and that every class and property is declared in the ontology, and that direct
triples and asserted facts agree. Planned relations have no direct triple, but their ends are held to the same shapes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyshacl
from rdflib import OWL, RDF, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from kg import resources
from kg.errors import GraphError
from kg.graph.ontology import IK, load_vocabulary
from kg.model import Vocabulary

SHAPES = Path(__file__).with_name("shapes.ttl")

_IK = Namespace(IK)
_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: the node, the property it is wrong at ("" if the node itself), the value, and why."""

    focus: str
    path: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation. `triples` is how many were looked at; `faults` are sorted and without repeats."""

    conforms: bool
    faults: tuple[Fault, ...]
    triples: int


def validate(path: Path, ontology: Path | None = None) -> Report:
    """Check a build folder (its `graph.ttl`) or one Turtle file against the ontology and the shapes.

    Raises `GraphError` if there is no such file or it is not Turtle, `OntologyError` if the ontology is broken.
    """
    file = path / "graph.ttl" if path.is_dir() else path
    try:
        graph = Graph().parse(file, format="turtle")
    except OSError as error:
        raise GraphError(f"{file}：无法读取（{error.strerror}）；请先运行 kg build，或指明图谱") from error
    except (BadSyntax, ParserError, UnicodeDecodeError) as error:
        raise GraphError(f"{file}：不是合法的 Turtle（{_first_line(error)}）；请重新运行 kg build") from error
    return validate_graph(graph, ontology)


def validate_graph(graph: Graph, ontology: Path | None = None) -> Report:
    """The same for a graph in hand, which stays as it is."""
    source = ontology or resources.ontology()
    vocabulary = load_vocabulary(source)
    declared = Graph().parse(source, format="turtle")
    shapes = Graph().parse(SHAPES, format="turtle")
    _add_relation_shapes(shapes, vocabulary)

    data = Graph()
    data += graph
    for subject, predicate, object_ in _stated(graph):
        data.add((subject, predicate, object_))
    _, results, text = pyshacl.validate(data, shacl_graph=shapes, ont_graph=declared, inplace=True)
    if not isinstance(results, Graph):
        raise GraphError(f"形状无法应用：{_first_line(text)}；请核对 shapes.ttl")
    faults = {
        *_violations(results),
        *_undeclared(graph, declared),
        *_unclassified(graph, vocabulary),
        *_disagreements(graph, vocabulary),
    }
    return Report(not faults, tuple(sorted(faults)), len(graph))


def _add_relation_shapes(shapes: Graph, vocabulary: Vocabulary) -> None:
    """For each relation, two shapes: what its subjects and what its objects may be.

    An entity carries all the classes above its own (`_unclassified` sees to that), so one of the allowed classes
    stands among its types, which costs a look-up where sh:class would climb the class tree for each.
    """
    for name, relation in vocabulary.properties.items():
        ends = (
            ("domain", SH.targetSubjectsOf, relation.domain, "主语", "subject"),
            ("range", SH.targetObjectsOf, relation.range, "宾语", "object"),
        )
        for end, target, allowed, zh, en in ends:
            shape, constraint, allowing, members = URIRef(f"{IK}{name}-{end}"), BNode(), BNode(), BNode()
            Collection(shapes, members, [_IK[c] for c in allowed])
            labels = [vocabulary.labels[c] for c in allowed]
            shapes.add((shape, RDF.type, SH.NodeShape))
            shapes.add((shape, target, _IK[name]))
            shapes.add((shape, SH.property, constraint))
            shapes.add((constraint, SH.path, RDF.type))
            shapes.add((constraint, SH.qualifiedMinCount, Literal(1)))
            shapes.add((constraint, SH.qualifiedValueShape, allowing))
            shapes.add((allowing, SH["in"], members))
            said = f"“{relation.label_zh}”的{zh}须为：{'、'.join(label for label, _ in labels)}"
            shapes.add((constraint, SH.message, Literal(said, lang="zh")))
            said = f"the {en} of “{relation.label_en}” is one of: {', '.join(label for _, label in labels)}"
            shapes.add((constraint, SH.message, Literal(said, lang="en")))


def _stated(graph: Graph) -> Iterator[tuple[Node, Node, Node]]:
    """The relation that each fact states, asserted or planned."""
    for fact in graph.subjects(RDF.type, _IK.Fact):
        ends = [graph.value(fact, part, any=True) for part in (RDF.subject, RDF.predicate, RDF.object)]
        if ends[0] is not None and isinstance(ends[1], URIRef) and ends[2] is not None:
            yield ends[0], ends[1], ends[2]


def _violations(results: Graph) -> Iterator[Fault]:
    for result in results.subjects(RDF.type, SH.ValidationResult):
        messages = sorted(results.objects(result, SH.resultMessage), key=_chinese_first)
        yield Fault(
            focus=str(results.value(result, SH.focusNode) or ""),
            path=_text(results.value(result, SH.resultPath)),
            value=_text(results.value(result, SH.value)),
            message=str(messages[0]) if messages else "不符合形状",
        )


def _undeclared(graph: Graph, declared: Graph) -> Iterator[Fault]:
    """Classes and properties in use, also as the predicate of a fact, that the ontology does not declare."""
    known = {term for kind in _KINDS for term in declared.subjects(RDF.type, kind)}
    for subject, predicate, object_ in graph:
        if predicate not in known:
            yield Fault(str(subject), str(predicate), "", "本体未声明此属性")
        if predicate in (RDF.type, RDF.predicate) and object_ not in known:
            yield Fault(str(subject), str(predicate), str(object_), "本体未声明此类或关系")


def _unclassified(graph: Graph, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Entities that lack a class above one they have."""
    for name in vocabulary.parents:
        above = [_IK[cls] for cls in vocabulary.ancestors(name)[1:]]
        for entity in graph.subjects(RDF.type, _IK[name]):
            for cls in above:
                if (entity, RDF.type, cls) not in graph:
                    yield Fault(str(entity), str(RDF.type), str(cls), "实体缺少其类的上位类")


def _disagreements(graph: Graph, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Asserted facts without their direct triple, and direct triples that no asserted fact states."""
    asserted = set()
    for fact in graph.subjects(_IK.status, Literal("asserted")):
        subject, predicate, object_ = (
            graph.value(fact, part, any=True) for part in (RDF.subject, RDF.predicate, RDF.object)
        )
        if subject is None or not isinstance(predicate, URIRef) or object_ is None:
            continue  # the shapes say so
        relation = vocabulary.properties.get(predicate.removeprefix(IK))
        stated = [(subject, predicate, object_)]
        if relation is not None and relation.symmetric:
            stated.append((object_, predicate, subject))
        asserted.update(stated)
        for triple in stated:
            if triple not in graph:
                yield Fault(str(fact), str(predicate), str(triple[2]), "已述的事实缺少直接三元组")
    for name in vocabulary.properties:
        for subject, object_ in graph.subject_objects(_IK[name]):
            if (subject, _IK[name], object_) not in asserted:
                yield Fault(str(subject), IK + name, str(object_), "直接三元组没有已述的事实为据")


def _chinese_first(message: Node) -> tuple[bool, str]:
    return getattr(message, "language", None) != "zh", str(message)


def _text(term: Node | None) -> str:
    return str(term) if isinstance(term, URIRef | Literal) else ""


def _first_line(error: object) -> str:
    """rdflib's syntax errors quote the file at length; the line that says what is wrong comes first."""
    return " ".join(str(error).strip().split("\n")[0].split())
