"""What `load_vocabulary` promises: our classes and relations as values, and a fault shown where it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib

from kg import resources
from kg.errors import OntologyError
from kg.graph.ontology import IK, load_vocabulary
from kg.model import TYPES

PREDICATES = {
    "incubates", "coBuildsLabWith", "establishes", "funds", "supports", "issues", "locatedIn", "partOf",
    "cooperatesWith", "develops", "serves", "focusesOn", "receives", "worksFor", "organizes", "participatesIn",
}  # fmt: skip


def broken(tmp_path: Path, old: str, new: str) -> Path:
    """The shipped ontology with one piece replaced."""
    source = resources.ontology().read_text(encoding="utf-8")
    assert source.count(old) == 1
    path = tmp_path / "ontology.ttl"
    path.write_text(source.replace(old, new), encoding="utf-8")
    return path


def test_it_holds_the_types_and_the_relations_of_the_guide():
    vocabulary = load_vocabulary()
    assert set(TYPES) <= set(vocabulary.parents)
    assert set(vocabulary.properties) == PREDICATES


def test_every_class_leads_to_entity_and_below_organization_to_its_type():
    vocabulary = load_vocabulary()
    assert {vocabulary.ancestors(name)[-1] for name in vocabulary.parents} == {"Entity"}
    assert vocabulary.ancestors("JointLaboratory") == (
        "JointLaboratory",
        "Laboratory",
        "Platform",
        "Organization",
        "Entity",
    )
    assert vocabulary.type_of("MakerSpace") == "Platform"


def test_facts_observations_and_documents_are_no_entity_classes():
    assert not {"Statement", "Fact", "Observation", "Document"} & set(load_vocabulary().parents)


def test_a_relation_knows_its_ends_its_inverse_and_its_symmetry():
    properties = load_vocabulary().properties
    incubates = properties["incubates"]
    assert (incubates.label_zh, incubates.inverse_label_zh) == ("孵化", "孵化方")
    assert (incubates.domain, incubates.range) == (("Organization", "Park"), ("Enterprise",))
    assert {name for name, value in properties.items() if value.symmetric} == {"coBuildsLabWith", "cooperatesWith"}


def test_every_term_of_ours_has_labels_and_definitions_in_both_languages():
    graph = rdflib.Graph().parse(resources.ontology())
    ours = {s for s in graph.subjects() if isinstance(s, rdflib.URIRef) and s.startswith(IK)}
    assert len(ours) > 60
    for term in ours:
        for said in (rdflib.RDFS.label, rdflib.SKOS.definition):
            assert {value.language for value in graph.objects(term, said)} == {"zh", "en"}, (term, said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('rdfs:label "孵化"@zh , "incubates"@en', 'rdfs:label "孵化"@zh', "ik:incubates 没有 @en 的 rdfs:label"),
        ("ik:Organization ik:Park )", "ik:Organization ik:Pork )", "提到 Pork"),
        ("owl:inverseOf ik:incubates ;", "", "ik:incubates 有 0 个逆关系"),
        ("ik:Fund a owl:Class ;\n    rdfs:subClassOf ik:Entity ;", "ik:Fund a owl:Class ;", "缺少类 ik:Fund"),
        ("ik:Fund a owl:Class ;", "ik:Fund a owl:Class ; rdfs:subClassOf ik:Policy ;", "请给它一个本体中的上位类"),
        ("ik:Fund a owl:Class ;", "ik:Fund a owl:Class ; rdfs:subClassOf ;", "不是合法的 Turtle"),
    ],
    ids=["label", "range", "inverse", "type", "parents", "syntax"],
)
def test_a_fault_is_told_with_the_file_the_line_and_the_term(tmp_path, old, new, said):
    path = broken(tmp_path, old, new)
    with pytest.raises(OntologyError, match=r"ontology\.ttl") as caught:
        load_vocabulary(path)
    assert said in str(caught.value)
    assert re.search(r"ontology\.ttl:\d+：", str(caught.value)) or "缺少" in said


def test_a_missing_file_is_told_with_its_name(tmp_path):
    with pytest.raises(OntologyError, match=r"nowhere\.ttl"):
        load_vocabulary(tmp_path / "nowhere.ttl")
