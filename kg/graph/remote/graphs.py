"""Named graphs as sorted N-Triples, so that two of them can be compared by their bytes."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError

#: A graph's IRI, "" for the default graph -> its triples, each a line of N-Triples, sorted and without repeats.
Graphs = dict[str, list[str]]

_FORMATS = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/turtle": ox.RdfFormat.TURTLE}
# Oxigraph keeps every kind of integer as a plain one; Web Annotation says which kind a place in a text is.
_XSD = "http://www.w3.org/2001/XMLSchema#"
_PLACE = re.compile(rf'(<http://www\.w3\.org/ns/oa#(?:start|end)> "\d+"\^\^<{re.escape(_XSD)})integer> \.$')
_AS_WRITTEN = r"\1nonNegativeInteger> ."
#: What is asked for, and all that is taken: never RDF/XML, whose entities may be bombs or other people's files.
ACCEPT = "application/n-triples, text/turtle;q=0.5"


def read_built(path: Path) -> Graphs:
    """The graphs of a build folder's graph.nq, or of an N-Quads file, in the order of their IRIs.

    Raises `GraphError` if there is none or it is broken.
    """
    file = path / "graph.nq" if path.is_dir() else path
    if file.suffix != ".nq" or not file.is_file():
        raise GraphError(f"{file}：不存在，或不是 .nq 文件；请先运行 kg build，或用 --graph 指明图谱")
    found: dict[str, set[str]] = defaultdict(set)
    try:
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.N_QUADS):
            name = quad.graph_name
            if isinstance(name, ox.BlankNode):
                raise GraphError(f"{file}：有以空白节点为名的图，图存储协议无法表达")
            found["" if isinstance(name, ox.DefaultGraph) else name.value].add(f"{quad.triple} .")
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"{file}：不是完好的 N-Quads（{error}）；请重新运行 kg build") from error
    return {name: sorted(found[name]) for name in sorted(found)}


def read_body(body: bytes, type_: str, where: str) -> list[str]:
    """The triples of a store's answer. Raises `GraphError` if it is of a format not asked for, or broken."""
    if type_ not in _FORMATS:
        raise GraphError(f"{where}：答复是 {type_ or '未注明的格式'}，只接受 N-Triples 与 Turtle")
    try:
        dataset = ox.Dataset(ox.parse(body, format=_FORMATS[type_], rename_blank_nodes=True))
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"{where}：答复不是完好的 RDF（{error}）") from error
    if any(isinstance(term, ox.BlankNode) for quad in dataset for term in (quad.subject, quad.object)):
        # Blank nodes get names that depend on nothing but what is said of them.
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted({_PLACE.sub(_AS_WRITTEN, f"{quad.triple} .") for quad in dataset})


def digest(triples: list[str]) -> str:
    """A name for the content of a graph."""
    return hashlib.sha256("\n".join(triples).encode("utf-8")).hexdigest()


def body(triples: list[str]) -> bytes:
    """The graph as a request's body, in N-Triples."""
    return "".join(f"{line}\n" for line in triples).encode("utf-8")
