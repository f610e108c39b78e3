"""Which queries are let through: only those that read what is here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.graph.naming import BASE
from kg.graph.sparql import MAX_LENGTH, _plainly_reads, check
from kg.graph.terms import prefixes

KNOWN = prefixes(BASE)

CALLS = [
    "SELECT * { SERVICE <http://x.cn/> { ?a ?b ?c } }",
    "SELECT * { service silent <http://x.cn/> { ?a ?b ?c } }",
    "SELECT * { SeRvIcE<http://x.cn/>{ ?a ?b ?c } }",
    "PREFIX : <http://x.cn/> SELECT * { SERVICE:q { ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE<http://x.cn/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p 1SERVICE<http://x.cn/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p 1.SERVICE?x { ?a ?b ?c } }",
    "SELECT * { { SELECT * { SERVICE ?x { ?a ?b ?c } } } } # harmless",
    "SELECT * { ?s ?p '#' . SERVICE <http://x.cn/> {} }",
    'SELECT * { ?s ?p "\\"" . SERVICE <http://x.cn/> {} }',
    "SELECT * { ?s ?p '''it's''' . SERVICE <http://x.cn/> {} }",
    "SELECT * { FILTER(1 <2) SERVICE <http://x.cn/> {} }",
]


@pytest.mark.parametrize("query", CALLS)
def test_a_call_to_another_machine_is_refused_however_it_is_spelt(query):
    with pytest.raises(QueryError, match=r"SERVICE|关键字"):
        check(query, KNOWN)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ik:serves ?x }",
        'SELECT * { ?x rdfs:label "SERVICE <http://x.cn/>" }',
        "SELECT * { ?x rdfs:label '''SERVICE''' , 'FROM' } # SERVICE <http://x.cn/>",
        "SELECT * { ?x a <http://x.cn/SERVICE> ; schema:serviceType ik:ServicePlatform }",
        "SELECT * { ?x skos:altLabel 'x'@en-service }",
        "SELECT (COUNT(*) AS ?insert) { ?delete ?load ?clear }",
    ],
)
def test_the_word_in_a_name_a_string_or_a_comment_is_harmless(query):
    assert check(query, KNOWN).text == query


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:a> <b:b> 1 }",
        "# x\nPREFIX a: <a:> delete where { ?a ?b ?c }",
        "LOAD <file:///etc/passwd>",
        "DROP ALL",
        "WITH <a:a> DELETE { ?a ?b ?c } WHERE { ?a ?b ?c }",
    ],
)
def test_an_update_is_refused_and_said_to_be_one(query):
    with pytest.raises(QueryError, match="会改动图谱"):
        check(query, KNOWN)


def test_a_refusal_says_where():
    with pytest.raises(QueryError, match="第 2 行第 5 列"):
        check("SELECT * {\n    SERVICE <http://x.cn/> {} }", KNOWN)


def test_from_clauses_are_read_in_every_spelling():
    query = f"PREFIX d: <{BASE}doc/> SELECT * FROM d:甲报 FROM NAMED <{BASE}doc/\\u4E59报> FROM doc:丙报 {{ ?a ?b ?c }}"
    checked = check(query, KNOWN)
    assert checked.graphs == (f"{BASE}doc/甲报", f"{BASE}doc/乙报", f"{BASE}doc/丙报")
    assert checked.named


def test_only_a_query_about_named_graphs_asks_for_them():
    assert check("SELECT * { GRAPH ?g { ?a ?b ?c } }", KNOWN).named
    assert not check("SELECT ?graph { ?graph ?b 'FROM' }", KNOWN).named


def test_a_relative_graph_is_one_of_the_base():
    query = f"BASE <{BASE}x/> BASE <../doc/> SELECT * FROM <甲报> FROM NAMED <{BASE}a/../b> {{ ?a ?b ?c }}"
    assert check(query, KNOWN).graphs == (f"{BASE}doc/甲报", f"{BASE}a/../b")


@pytest.mark.parametrize("base", ["relative", "http://[", "urn:x"])
def test_a_base_that_resolves_nothing_is_no_help(base):
    with pytest.raises(QueryError, match="FROM 须"):
        check(f"BASE <{base}> SELECT * FROM <graph.ttl> {{ ?a ?b ?c }}", KNOWN)


@pytest.mark.parametrize("clause", ["FROM <graph.ttl>", "FROM nowhere:x", "FROM"])
def test_a_from_clause_without_an_absolute_iri_is_refused(clause):
    with pytest.raises(QueryError, match="FROM 须"):
        check(f"SELECT * {clause} {{ ?a ?b ?c }}", KNOWN)


def test_what_is_too_long_or_broken_is_refused():
    with pytest.raises(QueryError, match="超过上限"):
        check("#" * (MAX_LENGTH + 1), KNOWN)
    with pytest.raises(QueryError, match="半个字符"):
        check("SELECT * { ?a ?b '\ud800' }", KNOWN)


@given(st.text(max_size=60), st.sampled_from(["SERVICE", "service"]), st.text(max_size=60))
def test_no_surroundings_hide_a_call_from_the_check_but_quotes_iris_and_comments(before, word, after):
    inside = set("\"'#<:") & set(before + after)
    if not inside and not (before[-1:].isalnum() or before[-1:] in "?$@_\\.-·%" or after[:1] in ":.-·"):
        with pytest.raises(QueryError):
            check(f"{before}{word}{after}", KNOWN)


@given(
    st.lists(
        st.sampled_from(
            ["SELECT", "ask ", "*", "{", "}", " ", "\n", "#", "# x\n", "SERVICE", "ſervice", "Service:", "from", "FROM ",
             "NAMED", "<a:b>", "graph", "GRAPH ", "named:x", "?graph", "'from'", "INSERT", "load ", "BASE ", "PREFIX ",
             "1", "a", "_", ":", "@en", "ß", "中", "servıce", "%41", "\\", "-", ".", "'", '"', ">", "<", "prov:wasDerivedFrom",
             "GRAPH <https://w3id.org/innokg/ontology>", "graph <https://w3id.org/innokg/ontology>{"]
        ),
        max_size=12,
    ).map("".join)
)  # fmt: skip
def test_what_is_let_through_at_a_glance_is_let_through_on_a_closer_look(query):
    if reads := _plainly_reads(query):
        # A base that is never used makes the same question one that must be taken apart.
        looked_at = check(f"BASE <{BASE}> {query}", KNOWN)
        assert looked_at.graphs == ()
        assert not looked_at.named or reads == "named"
