"""Walks: every shortest way is found, each step has its words, and networkx agrees."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest

from kg.errors import GraphError
from kg.graph.index import make_index
from kg.graph.link import link
from kg.graph.lookup import Index
from kg.graph.naming import BASE
from kg.graph.network import to_networkx
from kg.graph.walks import Roads, around, common, ways


def iri(name: str) -> str:
    return f"{BASE}id/{name}"


INSTITUTE = iri("云澜理工大学临江研究院")


@pytest.fixture(scope="module")
def index(graph, vocabulary, tmp_path_factory):
    folder = tmp_path_factory.mktemp("walks")
    (folder / "index.sqlite").write_bytes(make_index(graph, vocabulary))
    with Index(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def square(write, vocabulary, tmp_path_factory):
    """甲 and 丁 joined by two ways of two steps, and by a third that is a plan only."""
    text = "甲公司与乙公司合作。甲公司与丙公司合作。乙公司与丁公司合作。丙公司服务丁公司。甲公司位于戊市。丁公司拟落户戊市。"
    said = write(
        "文",
        text,
        {
            "a": "Enterprise 甲公司",
            "b": "Enterprise 乙公司",
            "c": "Enterprise 丙公司",
            "d": "Enterprise 丁公司",
            "e": "Place 戊市",
        },
        [
            "a cooperatesWith b: 甲公司与乙公司合作",
            "a cooperatesWith c: 甲公司与丙公司合作",
            "b cooperatesWith d: 乙公司与丁公司合作",
            "c serves d: 丙公司服务丁公司",
            "a locatedIn e: 甲公司位于戊市",
            "d locatedIn! e: 丁公司拟落户戊市",
        ],
    )
    folder = tmp_path_factory.mktemp("square")
    (folder / "index.sqlite").write_bytes(make_index(link([said], vocabulary), vocabulary))
    with Index(folder) as opened:
        yield opened


def through(found):
    return {way.links[0].node.label for way in found.ways}


def test_all_shortest_ways_are_found_and_no_longer_one(square):
    found = ways(square, iri("甲公司"), iri("丁公司"))
    assert (found.length, found.total) == (2, 3)
    assert through(found) == {"乙公司", "丙公司", "戊市"}


def test_a_walk_can_leave_plans_classes_and_relations_aside(square):
    ends = iri("甲公司"), iri("丁公司")
    assert through(ways(square, *ends, Roads(planned=False))) == {"乙公司", "丙公司"}
    assert through(ways(square, *ends, Roads(avoid=frozenset({"Place"})))) == {"乙公司", "丙公司"}
    assert through(ways(square, *ends, Roads(relations=frozenset({"cooperatesWith"})))) == {"乙公司"}
    assert ways(square, *ends, Roads(relations=frozenset({"funds"}))).length is None


def test_a_class_to_avoid_may_still_be_where_the_way_ends(square):
    assert ways(square, iri("甲公司"), iri("戊市"), Roads(avoid=frozenset({"Place"}))).length == 1


def test_more_ways_than_asked_for_are_counted(square):
    found = ways(square, iri("甲公司"), iri("丁公司"), limit=1)
    assert (len(found.ways), found.total) == (1, 3)


def test_a_way_longer_than_asked_for_is_not_taken(square):
    assert ways(square, iri("甲公司"), iri("丁公司"), longest=1).ways == ()


def test_the_way_to_oneself_has_no_steps(square):
    found = ways(square, iri("甲公司"), iri("甲公司"))
    assert (found.length, found.ways[0].links) == (0, ())


def test_networkx_finds_the_same_ways(graph, index):
    network = nx.Graph(to_networkx(graph))
    for one, other in itertools.permutations([node.iri for node in graph.nodes], 2):
        found = ways(index, one, other)
        if not nx.has_path(network, one, other):
            assert found.length is None
            continue
        told = {(way.start.iri, *(link.node.iri for link in way.links)) for way in found.ways}
        assert told == {tuple(path) for path in nx.all_shortest_paths(network, one, other)}


def test_every_step_shows_the_facts_that_join_its_ends(graph, index):
    for node in graph.nodes:
        for way in ways(index, INSTITUTE, node.iri).ways:
            near = way.start.iri
            for step in way.links:
                assert step.facts
                assert all({fact.subject, fact.object} == {near, step.node.iri} for fact in step.facts)
                assert all(fact.quote in fact.context for fact in step.facts)
                near = step.node.iri


def test_neighbours_stand_at_their_distance(graph, index):
    distances = nx.single_source_shortest_path_length(nx.Graph(to_networkx(graph)), INSTITUTE, cutoff=2)
    found = around(index, INSTITUTE, 2)
    assert {n.node.iri: n.distance for n in found.neighbours} == {k: d for k, d in distances.items() if d}
    assert [n.distance for n in found.neighbours] == sorted(n.distance for n in found.neighbours)
    assert found.total == len(found.neighbours)


def test_a_neighbour_is_joined_to_those_a_step_nearer(graph, index):
    distances = {n.node.iri: n.distance for n in around(index, INSTITUTE, 3).neighbours} | {INSTITUTE: 0}
    for found in around(index, INSTITUTE, 3).neighbours:
        assert found.links
        for link_ in found.links:
            assert distances[link_.node.iri] == found.distance - 1
            assert all({fact.subject, fact.object} == {found.node.iri, link_.node.iri} for fact in link_.facts)


def test_neighbours_beyond_the_limit_are_counted(index):
    found = around(index, INSTITUTE, 2, limit=2)
    assert len(found.neighbours) == 2 < found.total


def test_what_two_share_is_beside_both_with_the_words_for_each(square):
    found = common(square, [iri("甲公司"), iri("丁公司")])
    assert {shared.node.label for shared in found.entities} == {"乙公司", "丙公司", "戊市"}
    for shared in found.entities:
        assert [link.node.label for link in shared.links] == ["甲公司", "丁公司"]
        assert all(link.facts for link in shared.links)
    assert [source.name for source in found.sources] == ["文"]


def test_an_unknown_entity_is_refused(index):
    with pytest.raises(GraphError, match="没有实体"):
        ways(index, INSTITUTE, iri("火星"))
