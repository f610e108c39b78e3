"""Linking: what becomes one entity, what must stay two, and that nothing depends on order."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import GraphError
from kg.graph.link import LeftOut, link
from kg.graph.naming import BASE
from kg.model import Entity, Extraction, KnowledgeGraph


def entities(name: str, *said: str) -> Extraction:
    """A document of names only: each `said` is `Type name|alias`."""
    made = []
    for index, line in enumerate(said):
        type_, _, names = line.partition(" ")
        made.append(Entity(f"e{index}", type_, type_, tuple(names.split("|"))))
    return Extraction(name, tuple(made), (), ())


def met(graph: KnowledgeGraph) -> list[tuple[str, ...]]:
    """The names of each node, sorted."""
    return sorted(tuple(sorted({node.label, *node.aliases})) for node in graph.nodes)


def node(graph: KnowledgeGraph, name: str):
    (found,) = [n for n in graph.nodes if n.label == name]
    return found


def test_three_documents_names_for_one_institute_become_one_node(graph):
    institute = node(graph, "云澜理工大学临江研究院")
    assert institute.aliases == ("云澜临江研究院", "云澜临研院")
    assert institute.cls == "ResearchInstitute"
    assert institute.documents == ("丙报", "乙报", "甲报")
    assert dict(institute.attested)["丙报"] == ("云澜临研院",)


def test_homophones_stay_apart(graph):
    assert {n.label for n in graph.nodes} >= {"张伟", "章伟"}


def test_people_of_one_name_stay_apart_without_a_common_companion(graph):
    assert [n.iri for n in graph.nodes if n.label == "张伟"] == [
        f"{BASE}id/Person/张伟/丙报",
        f"{BASE}id/Person/张伟/甲报",
    ]


def test_people_of_one_name_meet_in_the_same_company(write, vocabulary):
    documents = [
        write(
            name,
            f"{said}。",
            {"p": "Person 张伟", "o": "Enterprise 澄晶半导体"},
            ["p worksFor o: " + said],
        )
        for name, said in (("一", "澄晶半导体董事长张伟"), ("二", "张伟是澄晶半导体的创始人"))
    ]
    assert met(link(documents, vocabulary)) == [("张伟",), ("澄晶半导体",)]
    assert node(link(documents, vocabulary), "张伟").iri == f"{BASE}id/张伟"


def test_offices_relative_to_a_place_never_meet(graph):
    assert len([n for n in graph.nodes if n.label == "区科技局"]) == 2


def test_a_relative_name_carries_its_document_even_when_alone(vocabulary):
    graph = link([entities("一", "Government 区科技局")], vocabulary)
    assert graph.nodes[0].iri == f"{BASE}id/Government/区科技局/一"


def test_a_bare_alias_joins_the_only_full_name_it_stands_for(vocabulary):
    documents = [entities("一", "University 云澜理工大学|云理工"), entities("二", "University 云理工")]
    assert met(link(documents, vocabulary)) == [("云澜理工大学", "云理工")]


def test_an_alias_of_two_different_full_names_links_nothing(vocabulary):
    documents = [
        entities("一", "Place 东海市西湖区|西湖区"),
        entities("二", "Place 南山市西湖区|西湖区"),
        entities("三", "Place 西湖区"),
        entities("四", "Place 西湖区"),
    ]
    assert len(link(documents, vocabulary).nodes) == 4


def test_a_scheme_that_each_document_describes_in_its_own_way_is_one_by_its_quoted_name(vocabulary):
    documents = [
        entities("一", "Policy “揭榜领题”机制|揭榜领题"),
        entities("二", "Policy “揭榜领题”项目|揭榜领题"),
        entities("三", "Policy 揭榜领题"),
    ]
    (only,) = link(documents, vocabulary).nodes
    assert only.label == "揭榜领题"


def test_names_known_to_be_shared_in_the_world_need_more_evidence(vocabulary):
    documents = [entities("一", "Place 鼓楼区"), entities("二", "Place 鼓楼区")]
    assert len(link(documents, vocabulary).nodes) == 1
    assert len(link(documents, vocabulary, shared_names=["鼓楼区"]).nodes) == 2


def test_a_shared_name_meets_where_a_common_companion_tells_which(write, vocabulary):
    documents = [
        write(name, f"{city}鼓楼区。", {"a": "Place 鼓楼区", "b": f"Place {city}"}, [f"a partOf b: {city}鼓楼区"])
        for name, city in (("一", "东海市"), ("二", "东海市"), ("三", "南山市"))
    ]
    districts = [n for n in link(documents, vocabulary, shared_names=["鼓楼区"]).nodes if n.label == "鼓楼区"]
    assert sorted(n.documents for n in districts) == [("一", "二"), ("三",)]


@pytest.mark.parametrize("alias", ["研究院", "创新中心"])
def test_a_common_word_as_alias_links_nothing(vocabulary, alias):
    documents = [entities("一", f"Platform 云澜{alias}|{alias}"), entities("二", f"Platform {alias}")]
    assert len(link(documents, vocabulary).nodes) == 2


def test_a_laboratory_named_for_a_place_is_known_by_that_name(vocabulary):
    documents = [entities("一", "Place 西湖", "Platform 西湖实验室"), entities("二", "Platform 西湖实验室")]
    assert len(link(documents, vocabulary).nodes) == 2


def test_what_one_document_tells_apart_stays_apart(vocabulary):
    documents = [
        entities("一", "Platform 云澜实验室", "Platform 云澜创新实验室园"),
        entities("二", "Platform 云澜创新实验室园|云澜实验室"),
    ]
    assert len(link(documents, vocabulary).nodes) == 2


def test_but_a_short_form_that_another_document_explains_is_the_same(vocabulary):
    documents = [
        entities("一", "Platform 云澜临江研究院", "Platform 云澜临研院"),
        entities("二", "Platform 云澜临江研究院|云澜临研院"),
    ]
    assert met(link(documents, vocabulary)) == [("云澜临江研究院", "云澜临研院")]


def test_two_types_of_one_name_in_one_document_get_typed_iris(vocabulary):
    graph = link([entities("一", "Platform 北斗七星", "Policy 北斗七星", "Policy 星火")], vocabulary)
    assert {n.iri for n in graph.nodes} == {
        f"{BASE}id/Platform/北斗七星",
        f"{BASE}id/Policy/北斗七星",
        f"{BASE}id/星火",
    }


def test_a_park_here_and_a_platform_there_are_one_if_the_full_name_is_equal(vocabulary):
    documents = [
        entities("一", "Park 云澜中试基地"),
        entities("二", "Platform 云澜中试基地"),
        entities("三", "Platform 云澜中试基地"),
    ]
    (only,) = link(documents, vocabulary).nodes
    assert only.type == "Platform"


def test_a_policy_and_a_fund_of_one_name_stay_two(vocabulary):
    documents = [entities("一", "Policy 云帆千亿"), entities("二", "Fund 云帆千亿")]
    assert len(link(documents, vocabulary).nodes) == 2


def test_the_finer_class_wins(vocabulary):
    one = Extraction("一", (Entity("a", "Platform", "Platform", ("云澜实验室",)),), (), ())
    two = Extraction("二", (Entity("b", "Platform", "Laboratory", ("云澜实验室",)),), (), ())
    assert node(link([one, two], vocabulary), "云澜实验室").cls == "Laboratory"


def test_the_label_is_a_plain_name_where_there_is_one(vocabulary):
    said = [
        ("Policy “暖心宝”制度|暖心宝", "暖心宝"),
        ("Government 云澜组织（YLO）|云澜组织|YLO", "云澜组织"),
        ("Enterprise 澄晶（临江）有限公司|澄晶", "澄晶（临江）有限公司"),
        ("Policy 《临江人才办法》", "临江人才办法"),
        ("Policy “一轴”“两翼”", "“一轴”“两翼”"),
    ]
    for line, label in said:
        (only,) = link([entities("一", line)], vocabulary).nodes
        assert only.label == label
    assert link([entities("一", said[1][0])], vocabulary).nodes[0].label_en == "YLO"


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_documents_does_not_matter(sample, vocabulary, graph, order):
    assert link([sample[i] for i in order], vocabulary) == graph


pool = ["云澜院", "云澜研究院", "云澜临江研究院", "云研院", "张伟", "鼓楼区", "临江鼓楼区", "区科技局", "创新中心"]
lines = st.builds(
    lambda type_, names: f"{type_} {'|'.join(names)}",
    st.sampled_from(["Platform", "Park", "Place", "Person", "Enterprise"]),
    st.lists(st.sampled_from(pool), min_size=1, max_size=3, unique=True),
)


@given(st.lists(st.lists(lines, max_size=4), max_size=5), st.randoms(use_true_random=False))
def test_any_corpus_links_alike_in_any_order_and_no_two_nodes_share_an_iri(vocabulary, corpus, random):
    documents = [entities(f"d{i}", *said) for i, said in enumerate(corpus)]
    graph = link(documents, vocabulary)
    random.shuffle(documents)
    assert link(documents, vocabulary) == graph
    assert len({n.iri for n in graph.nodes}) == len(graph.nodes)


def test_facts_carry_their_words_and_the_sentence_around(graph):
    (fact,) = [f for f in graph.facts if f.predicate == "coBuildsLabWith"]
    assert fact.quote == "云澜临研院与大熊智慧物联共建联合实验室"
    assert fact.context.startswith(fact.quote + "，已孵化")
    assert "\n" not in fact.context


def test_equal_statements_of_the_same_words_are_one(write, vocabulary):
    twice = ["a cooperatesWith b: 云澜院与澄晶合作", "b cooperatesWith a: 云澜院与澄晶合作"]
    document = write("一", "云澜院与澄晶合作。", {"a": "Platform 云澜院", "b": "Enterprise 澄晶"}, twice)
    assert len(link([document], vocabulary).facts) == 1


def test_of_an_asserted_and_a_planned_reading_of_the_same_words_the_plan_is_kept(write, vocabulary):
    both = ["a issues b: 东海市推出星火计划", "a issues! b: 东海市推出星火计划"]
    document = write("一", "东海市推出星火计划。", {"a": "Place 东海市", "b": "Policy 星火计划"}, both)
    assert [f.status for f in link([document], vocabulary).facts] == ["planned"]


def test_what_cannot_stand_is_left_out_and_said(write, vocabulary):
    document = write(
        "一",
        "云澜院孵化东海市，云澜院与云澜院合作。",
        {"a": "Platform 云澜院", "b": "Place 东海市"},
        ["a incubates b: 云澜院孵化东海市", "a cooperatesWith a: 云澜院与云澜院合作"],
        [("a", "指数", float("nan"), "", "=", None, "achieved", "云澜院")],
    )
    forged = replace(document, relations=(*document.relations, replace(document.relations[0], quote="编造的话")))
    said: list[LeftOut] = []
    graph = link([forged], vocabulary, on_left_out=said.append)
    assert (graph.facts, graph.figures) == ((), ())
    assert [left.reason for left in said] == [
        "“孵化”不能连接Platform与Place",
        "关系的两端是同一实体",
        "“孵化”不能连接Platform与Place",
        "数据没有数值或指标",
    ]


def test_words_that_are_not_in_the_document_are_no_evidence(write, vocabulary):
    document = write(
        "一", "澄晶位于东海市。", {"a": "Enterprise 澄晶", "b": "Place 东海市"}, ["a locatedIn b: 澄晶位于东海市"]
    )
    forged = replace(document, relations=(replace(document.relations[0], quote="编造的话"),))
    said: list[LeftOut] = []
    assert link([forged], vocabulary, on_left_out=said.append).facts == ()
    assert [left.reason for left in said] == ["引文与原文不符"]


def test_whole_numbers_are_kept_whole(graph):
    assert {repr(f.value) for f in graph.figures} == {"32", "60000000", "3.55"}


def test_two_documents_of_one_name_are_refused(sample, vocabulary):
    with pytest.raises(GraphError, match="甲报"):
        link([sample[0], sample[0]], vocabulary)


def test_a_class_the_ontology_lacks_is_refused(vocabulary):
    with pytest.raises(GraphError, match="Castle"):
        link([entities("一", "Castle 云澜堡")], vocabulary)


def test_the_base_is_settable(sample, vocabulary):
    graph = link(sample, vocabulary, base="https://数据.example/")
    iris = [thing.iri for thing in (*graph.nodes, *graph.facts, *graph.figures, *graph.sources)]
    assert all(iri.startswith("https://数据.example/") for iri in iris)
