from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from kg import resources
from kg.extract import sentences
from kg.extract.relations import contexts, load_rules
from kg.extract.relations.discourse import Context
from kg.graph.ontology import load_vocabulary
from kg.model import Block, Document, Mention

Read = Callable[..., list[Context]]
RULES = load_rules(resources.rulebook() / "relations", load_vocabulary(resources.ontology()))


def members(context: Context) -> list[list[str]]:
    return [[m.entity for m in unit.members] for unit in context.view.order]


def test_coordinated_mentions_become_one_unit(read: Read) -> None:
    [context] = read("[甲公司|Enterprise]、[乙公司|Enterprise]以及[丙大学|University]参展。")
    assert members(context) == [["甲公司", "乙公司", "丙大学"]]


def test_the_end_of_a_list_is_part_of_it(read: Read) -> None:
    [context] = read("引进[甲公司|Enterprise]、[乙公司|Enterprise]等12家龙头企业。")
    assert context.view.text[3:] == "。"
    [two] = read("[甲计划|Policy]、[乙计划|Policy]两大行动启动。")
    assert two.view.text[1:] == "启动。"


def test_a_list_goes_on_behind_its_count(read: Read) -> None:
    [context] = read("由[甲公司|Enterprise]、[乙公司|Enterprise]等五家单位和[丙研究所|ResearchInstitute]设立。")
    assert members(context) == [["甲公司", "乙公司", "丙研究所"]]


def test_mentions_of_unlike_classes_are_not_coordinated(read: Read) -> None:
    [context] = read("[甲政策|Policy]和[乙公司|Enterprise]受关注。")
    assert members(context) == [["甲政策"], ["乙公司"]]


def test_a_conjunction_parts_two_sides(read: Read) -> None:
    [context] = read("[甲公司|Enterprise]与[乙公司|Enterprise]、[丙大学|University]合作。")
    assert context.view.order[0].split == 1


def test_leader_and_those_who_join_are_one_unit(read: Read) -> None:
    [context] = read("由[甲公司|Enterprise]牵头、[乙大学|University]参与建设的[丙平台|Platform]启用。")
    assert members(context) == [["甲公司", "乙大学"], ["丙平台"]]


def test_the_subject_of_a_relative_clause_is_no_member_of_the_list_before_it(read: Read) -> None:
    [context] = read("[甲公司|Enterprise]、[乙大学|University]孵化的[丙公司|Enterprise]、[丁公司|Enterprise]参展。")
    assert members(context) == [["甲公司"], ["乙大学"], ["丙公司"], ["丁公司"]]


def test_quotation_marks_around_a_name_belong_to_it_and_stress_marks_go(read: Read) -> None:
    [context] = read("从“[甲孵化器|Incubator]”顺利“毕业”。")
    assert context.view.text[0] == "从"
    assert context.view.text[2:] == "顺利毕业。"


def test_adjacent_quoted_names_are_a_list(read: Read) -> None:
    [context] = read("实施“[甲计划|Policy]”“[乙计划|Policy]”。")
    assert members(context) == [["甲计划", "乙计划"]]


def test_a_bracket_with_the_short_name_belongs_to_the_mention(read: Read) -> None:
    [context] = read("[甲研究院|ResearchInstitute]（以下简称“[甲院=甲研究院|ResearchInstitute]”）揭牌。")
    assert context.view.text[1:] == "揭牌。"


def test_a_bracket_that_names_another_is_a_view_of_its_own(read: Read) -> None:
    outer, inner = read("支持[甲科技园|Park](昆大所在地)、[乙科技园|Park]([丙大学|University]所在地)建设。")
    assert members(outer) == [["甲科技园", "乙科技园"]]
    assert members(inner) == [["乙科技园"], ["丙大学"]]


def test_half_width_punctuation_is_widened_but_not_inside_numbers(read: Read) -> None:
    [context] = read("[甲公司|Enterprise]投资1,200万元,投产.")
    assert "，投产" in context.view.text and "1，" not in context.view.text


PIECES = ["甲公司", "、", "与", "等三家企业", "“", "”", "（", "）", "的", "建设", "，", "\ue005", " "]


@given(st.lists(st.sampled_from(PIECES)))
def test_every_private_character_of_a_view_stands_for_mentions(pieces: list[str]) -> None:
    text = "".join(pieces) + "。"
    spans = [n for n in range(len(text)) if text.startswith("甲公司", n)]
    mentions = [Mention(n, n + 3, "Enterprise", "test", 1.0, f"e{n}") for n in spans]
    document = Document("d", text, text, range(len(text)), (Block("paragraph", 0, len(text)),))
    seen = set()
    for context in contexts(document, sentences.split(document), mentions, None, RULES):
        view = context.view
        assert {n for n, char in enumerate(view.text) if "\ue000" <= char <= "\uf8ff"} == set(view.units)
        assert all(a < b for a, b in zip(view.starts, view.ends, strict=True))
        seen |= {m.entity for unit in view.order for m in unit.members}
    assert seen == {m.entity for m in mentions}
