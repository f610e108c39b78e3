from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract import sentences
from kg.extract.relations import RelationRules
from kg.extract.relations.examples import parse

Facts = Callable[..., set[tuple[str, str, str]]]


def fields(marked: str, rules: RelationRules) -> list[str]:
    document, mentions = parse(marked)
    [sentence] = sentences.split(document)
    return [m.entity.removeprefix("field:") for m in rules.fields.find(document, sentence, mentions)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("聚焦人工智能、生命健康、区块链等方向。", ["人工智能", "生命健康", "区块链"]),
        ("重点投向集成电路和生物医药产业。", ["集成电路", "生物医药"]),
        ("围绕清洁能源装备、航空燃机三大方向攻关。", ["清洁能源装备", "航空燃机"]),
        ("主攻多模态推理与世界模型。", ["多模态推理", "世界模型"]),
        ("将人工智能作为主攻方向。", ["人工智能"]),
        ("做光刻胶的[青禾芯片|Enterprise]来了。", ["光刻胶"]),
        ("[远帆光电|Enterprise]，专做浸没式液冷，去年落户。", ["浸没式液冷"]),
        ("重点发展结构陶瓷、生物医药。", ["结构陶瓷", "生物医药"]),
        ("手术机器人企业相继落户。", []),
    ],
)
def test_names_of_fields_end_where_the_sentence_goes_on(text: str, expected: list[str], rules: RelationRules) -> None:
    assert fields(text, rules) == expected


@pytest.mark.parametrize(
    "text",
    [
        "聚焦企业需求。",
        "围绕产业链建设综合平台。",
        "培育一批众创空间、孵化器和加速器。",
        "拥有高新技术企业300家。",
        "打造世界级现代产业集群。",
    ],
)
def test_common_nouns_are_no_fields(text: str, rules: RelationRules) -> None:
    assert fields(text, rules) == []


def test_no_field_overlaps_a_mention(rules: RelationRules) -> None:
    assert fields("聚焦[人工智能大会|Event]、低空经济等领域。", rules) == ["低空经济"]


def test_only_fields_that_are_objects_are_returned(facts: Facts, rules: RelationRules) -> None:
    assert facts("论坛谈到人工智能、生物医药等领域。") == set()
