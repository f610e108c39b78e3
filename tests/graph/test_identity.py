"""Judgements on names alone, each with the cases that must not match beside those that must."""

from __future__ import annotations

import pytest

from kg.graph.identity import agree, is_abbreviation, is_common, is_distinctive, is_relative, place_spellings

PLACES = frozenset({"杭州", "成都"})


@pytest.mark.parametrize("name", ["区科技局", "省科技厅", "市委", "管委会", "经信局", "我区政协", "全市人大", "组织部"])
def test_an_office_without_its_place_is_relative(name):
    assert is_relative(name, "Government")


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("萧山区科技局", "Government"),
        ("国家知识产权局", "Government"),
        ("教育部", "Government"),
        ("区块链研究院", "Platform"),
        ("市北高新园", "Park"),
        ("镇江高新区", "Park"),
        ("县域创新指数", "Award"),
        ("人工智能", "Field"),
    ],
)
def test_a_name_with_its_place_or_one_of_a_kind_is_not(name, type_):
    assert not is_relative(name, type_)


@pytest.mark.parametrize(
    ("name", "type_"),
    [("高新区", "Park"), ("省科学技术奖", "Award"), ("区产业引导基金", "Fund"), ("市科技创新大会", "Event")],
)
def test_zones_prizes_funds_and_conferences_can_be_relative_too(name, type_):
    assert is_relative(name, type_)


@pytest.mark.parametrize(
    ("name", "type_", "common"),
    [
        ("科技创新大会", "Event", True),
        ("产业引导基金", "Fund", True),
        ("三年行动计划", "Policy", True),
        ("杭州国际科创中心", "Platform", True),
        ("技术转移中心", "Platform", True),
        ("湘湖实验室", "Platform", False),
        ("杭州高新区", "Park", False),
        ("国家重点研发计划", "Policy", False),
        ("国家科技进步奖", "Award", False),
        ("科技服务", "Field", False),
        ("科技部", "Government", False),
        ("科技创新券", "Policy", True),
    ],
)
def test_names_made_of_common_words_are_anybodys(name, type_, common):
    assert is_common(name, type_, PLACES) is common


@pytest.mark.parametrize(
    ("name", "type_", "distinctive"),
    [
        ("浙大", "University", True),
        ("乾晶", "Enterprise", True),
        ("西电杭研院", "Platform", True),
        ("研究院", "Platform", False),
        ("杭州研究院", "Platform", False),
        ("三芯", "Park", False),
        ("张伟", "Person", False),
        ("33", "Fund", False),
    ],
)
def test_an_alias_links_only_if_it_is_distinctive(name, type_, distinctive):
    assert is_distinctive(name, type_, PLACES) is distinctive


@pytest.mark.parametrize(
    ("one", "other", "type_", "same"),
    [
        ("西电杭州研究院", "西安电子科技大学杭州研究院", "Platform", True),
        ("浙江大学", "浙江大学国际科创中心", "Platform", False),
        ("浙大杭州国际科创中心", "北航杭州国际科创中心", "Platform", False),
        ("萧山", "杭州市萧山区", "Place", True),
        ("杭州市西湖区", "南昌市西湖区", "Place", False),
        ("乾晶半导体", "杭州乾晶半导体有限公司", "Enterprise", True),
        ("乾晶半导体", "乾晶半导体(杭州)有限公司", "Enterprise", True),
        ("大华股份", "大华智慧物联", "Enterprise", False),
        ("2021年度省科创鼎", "杭州科创鼎", "Award", True),
        ("成都科创鼎", "杭州科创鼎", "Award", False),
    ],
)
def test_full_names_agree_if_one_is_the_other_with_something_left_out(one, other, type_, same):
    assert agree(one, other, type_, PLACES) is same
    assert agree(other, one, type_, PLACES) is same


def test_an_abbreviation_keeps_the_end_and_is_no_mere_beginning():
    assert is_abbreviation("西电杭研院", "西电杭州研究院")
    assert not is_abbreviation("西电", "西电杭州研究院")
    assert not is_abbreviation("西电杭研所", "西电杭州研究院")
    assert not is_abbreviation("西电", "西电")


def test_a_place_is_spelt_with_and_without_its_kind():
    assert place_spellings("萧山区") == ("萧山区", "萧山")
    assert place_spellings("城区") == ("城区",)
