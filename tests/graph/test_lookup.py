"""Look-ups: every way to say a name leads to its entity, doubt is shown, and what was built is what is read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from kg.errors import GraphError
from kg.graph.index import make_index
from kg.graph.link import link
from kg.graph.lookup import Index
from kg.graph.naming import BASE
from kg.graph.output import write_build
from kg.graph.spelling import fold
from kg.model import Entity, Extraction

INSTITUTE = f"{BASE}id/云澜理工大学临江研究院"


@pytest.fixture(scope="module")
def build(graph, vocabulary, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    write_build(folder, graph, vocabulary)
    return folder


@pytest.fixture(scope="module")
def index(build):
    with Index(build) as opened:
        yield opened


def names(*labels: str) -> Extraction:
    return Extraction("一", tuple(Entity(n, "Platform", "Platform", tuple(n.split("|"))) for n in labels), (), ())


def opened(vocabulary, tmp_path, *labels: str) -> Index:
    (tmp_path / "index.sqlite").write_bytes(make_index(link([names(*labels)], vocabulary), vocabulary))
    return Index(tmp_path)


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("云澜理工大学临江研究院", "name"),
        ("云澜临研院", "alias"),
        ("“云澜 临研院”", "alias"),
        ("yllyy", "initials"),
        ("YLLYY", "initials"),
        ("yunlanlinyanyuan", "pinyin"),
        ("yun lan lin yan yuan", "pinyin"),
        ("yunlanlinyany", "pinyin"),
        ("理工大学临江", "part"),
        ("云澜临江研究所", "typo"),
        ("云兰理工大学临江研究院", "typo"),
    ],
)
def test_every_way_to_say_it_leads_to_the_same_entity(index, said, how):
    found = index.resolve(said)
    assert (found.how, found.only and found.only.iri) == (how, INSTITUTE)


def test_several_of_one_name_are_all_shown_and_none_is_chosen(index):
    found = index.resolve("张伟")
    assert (found.how, found.only, len(found.matches)) == ("name", None, 2)


def test_a_part_of_several_names_is_ambiguous(index):
    found = index.resolve("云澜")
    assert found.only is None
    assert {m.label for m in found.matches} == {"云澜理工大学临江研究院", "云澜概念验证中心"}


def test_another_person_is_offered_at_most_and_never_taken_for_meant(vocabulary, tmp_path):
    index = opened(vocabulary, tmp_path, "章伟国", "安心宝")
    assert index.resolve("张伟国").only is None
    assert index.resolve("安芯宝").only is None
    assert [m.label for m in index.resolve("安芯宝").matches] == ["安心宝"]


def test_two_names_equally_near_a_slip_are_both_offered(vocabulary, tmp_path):
    found = opened(vocabulary, tmp_path, "云澜东实验室", "云澜西实验室").resolve("云澜南实验室")
    assert (found.how, found.only, len(found.matches)) == ("typo", None, 2)


def test_a_likelier_reading_goes_before_a_rarer_one(vocabulary, tmp_path):
    index = opened(vocabulary, tmp_path, "重庆院", "中启院")
    assert index.resolve("zqy").only.label == "中启院"
    assert index.resolve("zhongqingyuan").only.label == "重庆院"


@pytest.mark.parametrize("nothing", ["", "  ", "“”", "天马行空之物", "%", "' OR 1=1 --", "\x02", "a" * 5000])
def test_what_names_nothing_finds_nothing(index, nothing):
    assert index.resolve(nothing).matches == ()


def test_a_single_character_is_looked_for_in_all_names(index):
    assert {m.label for m in index.resolve("晶").matches} == {"澄晶半导体"}


@given(st.data())
def test_any_name_and_any_part_of_it_is_found(index, data):
    nodes = index.graph().nodes
    node = data.draw(st.sampled_from(nodes))
    name = data.draw(st.sampled_from((node.label, *node.aliases)))
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]
    found = index.resolve(part, limit=100)
    if fold(part):
        assert node.iri in {m.iri for m in found.matches} or found.how in ("name", "alias")


def test_the_graph_is_read_back_as_it_was(index, graph, vocabulary):
    assert index.graph() == graph
    assert index.vocabulary == vocabulary


def test_the_same_graph_gives_the_same_bytes(sample, graph, vocabulary):
    assert make_index(graph, vocabulary) == make_index(link(sample[::-1], vocabulary), vocabulary)


def test_a_card_holds_classes_relations_both_ways_and_figures(index):
    card = index.card(INSTITUTE)
    assert [c[1] for c in card.classes] == ["研究院所", "创新平台", "组织机构"]
    shown = {(g.direction, g.label_zh): [link.node.label for link in g.links] for g in card.groups}
    assert shown == {
        ("out", "孵化"): ["澄晶半导体"],
        ("out", "聚焦"): ["人工智能"],
        ("out", "设立"): ["云澜概念验证中心"],
        ("out", "位于"): ["临江区"],
        ("out", "获得"): ["省科技奖"],
        ("both", "共建联合实验室"): ["大熊智慧物联"],
        ("both", "合作"): ["区科技局"],
    }
    assert [link.planned for g in card.groups for link in g.links if g.label_zh == "设立"] == [True]
    assert [(f.indicator, f.value, f.status) for f in card.figures] == [
        ("投入增长", 3.55, "target"),
        ("孵化企业", 32, "achieved"),
    ]
    assert [s.name for s in card.sources] == ["丙报", "乙报", "甲报"]


def test_the_other_ends_card_reads_the_relation_backwards(index):
    (group,) = index.card(f"{BASE}id/澄晶半导体").groups
    assert (group.direction, group.label_zh, group.links[0].node.iri) == ("in", "孵化方", INSTITUTE)
    assert group.links[0].facts[0].quote.endswith("已孵化澄晶半导体")


def test_a_search_finds_names_and_sentences_with_every_word(index):
    hits = index.search("澄晶")
    assert [m.label for m in hits.names] == ["澄晶半导体"]
    (sentence,) = index.search("孵化 联合实验室").sentences
    assert [sentence.text[a:b] for a, b in sentence.spans] == ["联合实验室", "孵化"]
    assert sentence.source.title == "临江的院"
    assert {m.label for m in sentence.about} == {"云澜理工大学临江研究院", "大熊智慧物联", "澄晶半导体"}


def test_a_search_says_when_it_is_cut(index):
    assert index.search("云", limit=1).cut
    assert not index.search("暖心宝").cut


def test_a_search_marks_full_width_and_case_as_the_text_has_them(write, vocabulary, tmp_path):
    text = "云澜院推出ＡＩ平台。"
    document = write(
        "一", text, {"a": "Platform 云澜院", "b": "Product ＡＩ平台"}, ["a develops b: 云澜院推出ＡＩ平台"]
    )
    (tmp_path / "index.sqlite").write_bytes(make_index(link([document], vocabulary), vocabulary))
    (hit,) = Index(tmp_path).search("ai平台").sentences
    assert [hit.text[a:b] for a, b in hit.spans] == ["ＡＩ平台"]


def test_no_index_and_another_file_are_told_with_the_path(tmp_path):
    with pytest.raises(GraphError, match="kg build"):
        Index(tmp_path)
    (tmp_path / "index.sqlite").write_bytes(b"not a database at all, but long enough to be one" * 50)
    with pytest.raises(GraphError, match=r"index\.sqlite"):
        Index(tmp_path)


def test_an_unknown_entity_is_refused(index):
    with pytest.raises(GraphError, match="没有实体"):
        index.card(f"{BASE}id/无")


def test_a_cold_look_up_imports_none_of_the_heavy_libraries(build):
    program = (
        "import sys; from pathlib import Path\n"
        "from kg.graph.lookup import Index\n"
        "index = Index(Path(sys.argv[1]))\n"
        "index.card(index.resolve('yllyy').only.iri); index.search('孵化')\n"
        "heavy = {'jieba', 'rdflib', 'networkx', 'pypinyin', 'pyoxigraph', 'numpy', 'pyvis', 'rapidfuzz', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(build)],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )
    assert run.stdout.strip() == "[]"


@given(st.data())
def test_no_name_is_more_alike_than_the_one_offered_first(index, data):
    names = sorted({name for node in index.graph().nodes for name in (node.label, *node.aliases)})
    name = data.draw(st.sampled_from([name for name in names if len(name) > 3]))
    at = data.draw(st.integers(0, len(name) - 1))
    slip = name[:at] + data.draw(st.sampled_from(["", "囧", "囧" + name[at]])) + name[at + 1 :]
    found = index.resolve(slip)
    if found.how == "typo":
        nearest = max(Levenshtein.normalized_similarity(fold(slip), fold(name)) for name in names)
        assert found.matches[0].likeness == pytest.approx(nearest, abs=1e-4)


def test_a_slip_is_mended_among_thousands_of_names_that_share_its_ending(vocabulary, tmp_path):
    labels = [f"{chr(0x4E00 + n)}{chr(0x5E00 + n)}智能装备股份有限公司" for n in range(2600)]
    index = opened(vocabulary, tmp_path, *labels)
    found = index.resolve(labels[7].replace("装备", "装配"))
    assert (found.how, [m.label for m in found.matches[:1]]) == ("typo", labels[7:8])
