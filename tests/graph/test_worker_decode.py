"""Terms out of the engine's lines: what is read is what the engine holds."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.decode import STRING, Term, rows, triples

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.one_of(st.integers(-(10**6), 10**6).map(str), st.floats(width=32).map(str), st.decimals().map(str))
VALUES = st.one_of(
    TEXT.map(ox.Literal),
    st.tuples(TEXT, st.sampled_from(["zh", "en-gb"])).map(lambda said: ox.Literal(said[0], language=said[1])),
    st.tuples(st.one_of(NUMBERS, TEXT), st.sampled_from("integer decimal double boolean date gYear x".split())).map(
        lambda said: ox.Literal(said[0], datatype=ox.NamedNode(XSD + said[1]))
    ),
    st.booleans().map(ox.Literal),
    st.sampled_from(["urn:a", "https://例.cn/甲?a=1&b=(2)#'x"]).map(ox.NamedNode),
)
SUBJECT, PREDICATE = ox.NamedNode("s:s"), ox.NamedNode("p:p")


def as_ours(value: ox.Literal | ox.NamedNode) -> Term:
    if isinstance(value, ox.NamedNode):
        return Term("iri", value.value)
    return Term("literal", value.value, value.datatype.value, value.language or "")


def store(values: list[ox.Literal | ox.NamedNode]) -> ox.Store:
    made = ox.Store()
    made.extend(ox.Quad(SUBJECT, PREDICATE, value) for value in values)
    return made


@given(st.lists(VALUES, max_size=8))
def test_rows_hold_the_very_terms(values):
    made, asked = store(values), "SELECT ?o ?none ?s { ?s ?p ?o }"
    columns, read = rows(made.query(asked).serialize(format=ox.QueryResultsFormat.TSV))
    assert columns == ("o", "none", "s")
    assert read == tuple((as_ours(row[0]), None, Term("iri", "s:s")) for row in made.query(asked))


@given(st.lists(VALUES, max_size=8))
def test_triples_hold_the_very_terms_and_are_sorted(values):
    made = store(values)
    read = triples(made.query("CONSTRUCT WHERE { ?s ?p ?o }").serialize(format=ox.RdfFormat.N_TRIPLES))
    wanted = [(Term("iri", "s:s"), Term("iri", "p:p"), as_ours(quad.object)) for quad in made]
    assert read == tuple(sorted(wanted, key=lambda row: [term.n_triples() for term in row]))


def test_blank_nodes_are_numbered_as_they_come():
    a, b = Term("bnode", "b0"), Term("bnode", "b1")
    assert rows(b"?x\t?y\n_:ff\t_:e\n_:e\t_:ff\n")[1] == ((a, b), (b, a))


def test_rows_of_nothing_are_counted():
    assert rows(b"\n\n\n") == ((), ((), ()))
    assert rows(b"?x\n\n\n") == (("x",), ((None,), (None,)))
    assert rows(b"?x\n") == (("x",), ())


def test_a_triple_within_a_triple_stays_one_term():
    said = '<<( <a:b> <a:b> "c\\td" )>>'
    assert rows(f"?x\n{said}\n".encode())[1] == ((Term("triple", said),),)
    assert triples(f"<a:b> <a:b> {said} .\n".encode())[0][2] == Term("triple", said)


def test_characters_by_number_are_read():
    assert triples(b'<a:b> <a:b> "\\u0000\\U0001F600\\b\\f" .\n')[0][2] == Term("literal", "\0\U0001f600\b\f", STRING)
