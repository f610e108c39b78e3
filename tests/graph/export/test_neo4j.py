"""The import files of Neo4j: sound headers, no id missing or twice, plans apart from what is."""

from __future__ import annotations

import csv
import io
import re

from kg.graph.export import export

FIELD = re.compile(r"(\w+)?(:(ID|START_ID|END_ID|LABEL|TYPE|int|double|string\[\]))?")


def read(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


def test_every_end_of_a_relationship_is_a_node_and_every_node_is_one(graph, vocabulary):
    files = export(graph, vocabulary, "neo4j")
    nodes = [row["iri:ID"] for name in ("entities.csv", "figures.csv", "documents.csv") for row in read(files[name])]
    assert len(set(nodes)) == len(nodes) == len(graph.nodes) + len(graph.figures) + len(graph.sources)
    for name in ("facts.csv", "about.csv", "mentioned.csv"):
        for row in read(files[name]):
            assert {row[":START_ID"], row[":END_ID"]} <= set(nodes)
            assert re.fullmatch("[A-Z_]+", row[":TYPE"])


def test_headers_are_those_the_importer_knows(graph, vocabulary):
    for name, data in export(graph, vocabulary, "neo4j").items():
        if name.endswith(".csv"):
            header, *lines = csv.reader(io.StringIO(data.decode("utf-8")))
            assert all(FIELD.fullmatch(field) for field in header), header
            assert all(len(line) == len(header) for line in lines)
        else:
            told = data.decode("utf-8")
            assert all(f"={name_}" in told for name_ in export(graph, vocabulary, "neo4j") if name_ != name)


def test_values_stand_as_they_are(graph, vocabulary):
    files = export(graph, vocabulary, "neo4j")
    node = max(graph.nodes, key=lambda n: len(n.aliases))
    row = next(row for row in read(files["entities.csv"]) if row["iri:ID"] == node.iri)
    assert row["name"] == node.label
    assert tuple(row["aliases:string[]"].split("|")) == node.aliases
    assert row[":LABEL"].split("|") == list(vocabulary.ancestors(node.cls))
    assert sorted(float(r["value:double"]) for r in read(files["figures.csv"])) == sorted(
        f.value for f in graph.figures
    )


def test_a_plan_is_a_relationship_of_another_type(graph, vocabulary):
    kinds = {row["iri"]: row[":TYPE"] for row in read(export(graph, vocabulary, "neo4j")["facts.csv"])}
    for fact in graph.facts:
        assert kinds[fact.iri].startswith("PLANNED_") is (fact.status == "planned")
    assert "CO_BUILDS_LAB_WITH" in kinds.values()
