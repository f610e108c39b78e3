"""What must be true of the graph of the five texts, each with the words that say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import pipeline, resources
from kg.graph.lookup import Index

ORIGINALS = Path(__file__).parent.parent.parent / "shared" / "seeds"
LABS = {
    "基于大模型的服装设计自动生成平台联合实验室": ("北大信研院", "知衣科技"),
    "消费金融产业智慧运营联合实验室": ("北大信研院", "惠瀜科技"),
    "智能决策联合实验室": ("西电杭研院", "大华智慧物联"),
}


@pytest.fixture(scope="module", params=["own", "originals"])
def graph(request, tmp_path_factory):
    texts = resources.seeds() / "texts" if request.param == "own" else ORIGINALS
    if not texts.exists():
        pytest.skip("the original pages are not part of the repository")
    folder = tmp_path_factory.mktemp(request.param)
    pipeline.build([texts], folder)
    with Index(folder) as index:
        yield index


def the(graph, name):
    found = graph.resolve(name).only
    assert found is not None, name
    return found.iri


def said(graph, subject, predicate, other):
    """The quotes of the facts that join two names by a predicate, in either direction."""
    one, two = the(graph, subject), the(graph, other)
    return [f.quote for f in graph.facts(one) if f.predicate == predicate and {f.subject, f.object} == {one, two}]


def test_湘湖实验室_is_a_laboratory_that_developed_湘湖科芯2号(graph):
    assert "Laboratory" in [name for name, _, _ in graph.card(the(graph, "湘湖实验室")).classes]
    assert any("2号" in quote for quote in said(graph, "湘湖实验室", "develops", "湘湖科芯2号"))


def test_浙大杭州国际科创中心_incubates_乾晶半导体(graph):
    assert any("孵化" in quote for quote in said(graph, "浙大杭州国际科创中心", "incubates", "乾晶半导体"))


@pytest.mark.parametrize(("one", "other"), [("西电杭研院", "西电杭州研究院"), ("北大信研院", "北大信息技术高等研究院")])
def test_two_names_are_one_entity(graph, one, other):
    assert the(graph, one) == the(graph, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("西电杭研院", "大华智慧物联"),
        ("北大信研院", "知衣科技"),
        ("北大信研院", "惠瀜科技"),
        ("浙大杭州国际科创中心", "杭州之江有机硅化工有限公司"),
    ],
)
def test_they_co_build_a_laboratory(graph, one, other):
    assert any("联合实验室" in quote for quote in said(graph, one, "coBuildsLabWith", other))


@pytest.mark.parametrize("lab", LABS)
def test_a_named_joint_laboratory_is_established_by_both_sides(graph, lab):
    assert "JointLaboratory" in [name for name, _, _ in graph.card(the(graph, lab)).classes]
    for side in LABS[lab]:
        assert any("联合实验室" in quote for quote in said(graph, side, "establishes", lab)), side


def test_安心宝_is_a_policy_of_萧山_with_its_parts_and_its_figure(graph):
    card = graph.card(the(graph, "安心宝"))
    assert card.node.type == "Policy"
    assert any("安心宝" in quote for quote in said(graph, "萧山", "issues", "安心宝"))
    figures = [f for f in card.figures if f.value == 60_000_000 and f.unit == "元"]
    assert figures
    assert figures[0].comparator == ">"
    assert "6000万元" in figures[0].quote
    parts = [f for f in graph.facts(card.node.iri) if f.predicate == "partOf" and f.object == card.node.iri]
    named = " ".join(graph.node(f.subject).label for f in parts)
    for part in ("先研后付", "科技保险", "科研贷款"):
        assert part in named, part
