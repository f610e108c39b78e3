"""What the dataset and the service say of themselves: VoID, DCAT and SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from kg.graph import terms
from kg.graph.terms import Triple
from kg.graph.turtle import write_turtle
from kg.serve.library import Library, Reply, Request, found

_OURS = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "formats": "http://www.w3.org/ns/formats/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
}
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)
_TITLE = ("创新知识图谱", "Innovation knowledge graph")
_ONTOLOGY = terms.iri(terms.PREFIXES["ik"].removesuffix("#"))


def dataset(library: Library, request: Request) -> Reply:
    """The description, as RDF in `form`; `here` is this server's address, as the client calls it."""
    here, form = request["here"], request["form"]
    triples = sorted(set(_service(library, here)) | set(_dataset(library, here)))
    if form == "turtle":
        prefixes = dict(sorted({**library.served.prefixes, **_OURS}.items()))
        used = {
            p: ns
            for p, ns in prefixes.items()
            if any(term.startswith(f"<{ns}") for triple in triples for term in triple)
        }
        return found("turtle", write_turtle(triples, used, order=lambda subject: ()).encode())
    return found(form, library.served.rewrite("".join(f"{s} {p} {o} .\n" for s, p, o in triples).encode(), form))


def _service(library: Library, here: str) -> Iterator[Triple]:
    service, described = terms.iri(f"{here}/sparql"), terms.iri(f"{here}/.well-known/void#dataset")
    default = terms.iri(f"{here}/.well-known/void#default")
    yield service, _name("rdf:type"), _name("sd:Service")
    yield service, _name("sd:endpoint"), service
    yield service, _name("sd:supportedLanguage"), _name("sd:SPARQL11Query")
    yield service, _name("sd:defaultDataset"), described
    for format_ in _FORMATS:
        yield service, _name("sd:resultFormat"), terms.iri(f"{_OURS['formats']}{format_}")
    yield described, _name("rdf:type"), _name("sd:Dataset")
    yield described, _name("sd:defaultGraph"), default
    yield default, _name("rdf:type"), _name("sd:Graph")
    yield default, _name("void:triples"), terms.integer(library.counts["triples"])
    for graph in library.served.graphs():
        named = terms.iri(f"{here}/graphs?graph={quote(graph, safe='')}")
        yield described, _name("sd:namedGraph"), named
        yield named, _name("rdf:type"), _name("sd:NamedGraph")
        yield named, _name("sd:name"), terms.iri(graph)


def _dataset(library: Library, here: str) -> Iterator[Triple]:
    self, counts = terms.iri(f"{here}/.well-known/void#dataset"), library.counts
    dump = terms.iri(f"{here}/.well-known/void#dump")
    yield self, _name("rdf:type"), _name("void:Dataset")
    yield self, _name("rdf:type"), _name("dcat:Dataset")
    yield self, _name("dcterms:title"), terms.text(_TITLE[0], "zh")
    yield self, _name("dcterms:title"), terms.text(_TITLE[1], "en")
    yield self, _name("void:sparqlEndpoint"), terms.iri(f"{here}/sparql")
    yield self, _name("void:uriSpace"), terms.text(library.base)
    yield self, _name("void:vocabulary"), _ONTOLOGY
    yield self, _name("void:triples"), terms.integer(counts["triples"])
    yield self, _name("void:entities"), terms.integer(counts["classes"].get("Entity", 0))
    yield self, _name("void:documents"), terms.integer(counts["classes"].get("Document", 0))
    yield self, _name("void:dataDump"), terms.iri(f"{here}/graphs?default")
    yield self, _name("dcat:distribution"), dump
    yield dump, _name("rdf:type"), _name("dcat:Distribution")
    yield dump, _name("dcat:downloadURL"), terms.iri(f"{here}/graphs?default")
    yield dump, _name("dcat:mediaType"), terms.iri("https://www.iana.org/assignments/media-types/text/turtle")
    for kind, number in counts["classes"].items():
        part = terms.iri(f"{here}/.well-known/void#class-{kind}")
        yield self, _name("void:classPartition"), part
        yield part, _name("void:class"), terms.name(f"ik:{kind}")
        yield part, _name("void:entities"), terms.integer(number)
    for predicate, number in counts["predicates"].items():
        part = terms.iri(f"{here}/.well-known/void#property-{predicate}")
        yield self, _name("void:propertyPartition"), part
        yield part, _name("void:property"), terms.name(f"ik:{predicate}")
        yield part, _name("void:triples"), terms.integer(number)


def _name(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return terms.iri(_OURS[prefix] + local) if prefix in _OURS else terms.name(prefixed)
