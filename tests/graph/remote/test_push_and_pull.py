"""A graph goes to a real SPARQL server and comes back the same; what is there already is not sent again."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import GraphError, UsageError
from kg.graph.output import write_build
from kg.graph.remote import Endpoint, pull, push, query_address
from kg.graph.remote.graphs import body, read_built


@pytest.fixture
def built(tmp_path, graph, vocabulary) -> Path:
    folder = tmp_path / "build"
    folder.mkdir()
    write_build(folder, graph, vocabulary)
    return folder


@pytest.fixture
def journal(tmp_path) -> Path:
    return tmp_path / "state" / "journal.jsonl"


def quads(data: bytes) -> set[ox.Quad]:
    return set(ox.parse(data, format=ox.RdfFormat.N_QUADS))


def back(store: Endpoint) -> bytes:
    with Endpoint(query_address(store.url)) as query:
        return pull(store, query).files["graph.nq"]


def test_what_is_pushed_and_pulled_is_the_same_to_the_byte(built, journal, oxigraph, endpoint):
    graphs = read_built(built)
    with endpoint(oxigraph.store) as store:
        done = push(graphs, store, journal)
        assert done.sent == tuple(graphs)
        assert len(graphs) == 3
        assert quads(back(store)) == quads((built / "graph.nq").read_bytes())
        assert back(store) == (built / "graph.nq").read_bytes()


def test_the_merged_turtle_comes_back_the_same(built, journal, oxigraph, endpoint):
    with endpoint(oxigraph.store) as store, Endpoint(query_address(oxigraph.store)) as query:
        push(read_built(built), store, journal)
        assert pull(store, query).files["graph.ttl"] == (built / "graph.ttl").read_bytes()


def test_a_second_push_sends_nothing(built, journal, oxigraph, endpoint):
    with endpoint(oxigraph.store) as store:
        push(read_built(built), store, journal)
        again = push(read_built(built), store, journal)
    assert again.sent == ()
    assert len(again.kept) == 3


def test_only_a_changed_graph_is_sent_again(built, journal, oxigraph, endpoint):
    graphs = read_built(built)
    with endpoint(oxigraph.store) as store:
        push(graphs, store, journal)
        first = next(iter(graphs))
        graphs[first] = graphs[first][:-1]
        assert push(graphs, store, journal).sent == (first,)
        assert len(quads(back(store))) == sum(map(len, graphs.values()))


def test_a_store_that_was_emptied_is_filled_again(built, journal, oxigraph, endpoint):
    graphs = read_built(built)
    with endpoint(oxigraph.store) as store:
        push(graphs, store, journal)
        gone = list(graphs)[1]
        store.request("DELETE", {"graph": gone})
        assert push(graphs, store, journal).sent == (gone,)


def test_verify_finds_what_was_changed_behind_our_back(built, journal, oxigraph, endpoint):
    graphs = read_built(built)
    with endpoint(oxigraph.store) as store:
        push(graphs, store, journal)
        changed = list(graphs)[2]
        store.request("PUT", {"graph": changed}, body=body(graphs[changed][:5]), type_="application/n-triples")
        assert push(graphs, store, journal).sent == ()
        assert push(graphs, store, journal, verify=True).sent == (changed,)
        assert push(graphs, store, journal, verify=True).sent == ()


def test_verify_needs_no_journal(built, journal, tmp_path, oxigraph, endpoint):
    with endpoint(oxigraph.store) as store:
        push(read_built(built), store, journal)
        assert push(read_built(built), store, tmp_path / "another.jsonl", verify=True).sent == ()


def test_what_the_build_has_no_more_is_told_and_removed_only_if_asked(built, journal, oxigraph, endpoint):
    graphs = read_built(built)
    with endpoint(oxigraph.store) as store:
        store.request("PUT", {"graph": "urn:theirs"}, body=b"<urn:a> <urn:b> <urn:c> .\n", type_="text/turtle")
        push(graphs, store, journal)
        gone = next(iter(graphs))
        del graphs[gone]
        assert push(graphs, store, journal).stray == (gone,)
        assert push(graphs, store, journal, prune=True).removed == (gone,)
        assert push(graphs, store, journal, prune=True).removed == ()
        assert {quad.graph_name.value for quad in quads(back(store))} == {*graphs, "urn:theirs"}


def test_a_push_that_broke_off_goes_on_where_it_was(built, journal, misbehaving, say, endpoint):
    graphs = read_built(built)
    broken = misbehaving(lambda handler, n: say(handler, 500 if n == 1 else 204))
    with endpoint(broken.url) as store:
        with pytest.raises(GraphError, match="500"):
            push(graphs, store, journal)
        done = push(graphs, store, journal)
    assert len(done.kept) == 1
    assert len(done.sent) == 2


def test_a_journal_cut_short_by_a_crash_is_still_read(built, journal, oxigraph, endpoint):
    with endpoint(oxigraph.store) as store:
        push(read_built(built), store, journal)
        journal.write_text(journal.read_text("utf-8")[:-20], "utf-8")
        assert len(push(read_built(built), store, journal).sent) == 1
        assert push(read_built(built), store, journal).sent == ()


def test_blank_nodes_come_back_with_names_that_depend_on_what_is_said(oxigraph, endpoint):
    with endpoint(oxigraph.store) as store:
        for first, second in (("a", "b"), ("z", "y")):
            triples = f'_:{first} <urn:p> "1" .\n_:{second} <urn:p> "2" .\n_:{first} <urn:q> _:{second} .\n'
            store.request("PUT", {"graph": "urn:g"}, body=triples.encode(), type_="application/n-triples")
            found = back(store)
            assert found.count(b"_:c14n") == 4
        assert b'"1"' in found


@pytest.mark.parametrize(
    ("store", "query"),
    [
        ("http://h:7878/store", "http://h:7878/query"),
        ("http://h:3030/ds/data", "http://h:3030/ds/query"),
        ("http://h:7200/repositories/kg/rdf-graphs/service", "http://h:7200/repositories/kg"),
        ("http://h:8890/sparql-graph-crud/", "http://h:8890/sparql"),
    ],
)
def test_the_query_address_of_well_known_stores_is_known(store, query):
    assert query_address(store) == query


def test_an_unknown_kind_of_store_must_be_given_a_query_address():
    with pytest.raises(UsageError, match="--query"):
        query_address("http://h/rdf")


def test_push_and_pull_from_the_command_line(built, tmp_path, oxigraph, monkeypatch):
    monkeypatch.setenv("INNOKG_STATE", str(tmp_path / "state"))

    def run(*words: str) -> str:
        result = CliRunner().invoke(main, list(words))
        assert result.exit_code == 0, result.output
        return result.output

    assert "送出 3，未变 0" in run("push", oxigraph.store, "--graph", str(built))
    assert "送出 0，未变 3" in run("push", oxigraph.store, "--graph", str(built))
    assert "3 graphs" in run("pull", oxigraph.store, "-o", str(tmp_path / "back"))
    assert (tmp_path / "back" / "graph.nq").read_bytes() == (built / "graph.nq").read_bytes()
    assert "是" in run("query", "ASK { ?x a ik:Place }", "--graph", str(tmp_path / "back"))


def test_a_folder_without_a_graph_is_named(tmp_path):
    result = CliRunner().invoke(main, ["push", "http://127.0.0.1:1/store", "--graph", str(tmp_path)])
    assert result.exit_code == 2
    assert "kg build" in result.output
