"""Reading one text from end to end: what only shows when all stages work together."""

from __future__ import annotations

import pytest

from kg import pipeline, sources


@pytest.fixture(scope="module")
def read():
    reader = pipeline.extractor(False)
    return lambda text: reader.extract(sources.parse(text, "文"))


def test_a_declared_short_form_is_of_its_full_name_s_kind_wherever_it_stands(read):
    text = (
        "湘潭大学智能装备研究院（以下简称“湘大智装院”）在湘潭经开区揭牌。\n"
        "揭牌当天，湘大智装院与崇德科技共建“高速滑动轴承联合实验室”。由湘大智装院孵化的星河传感也到场。\n"
    )
    found = read(text)
    named = [e for e in found.entities if "湘大智装院" in e.names]
    assert [(e.type, e.names) for e in named] == [("Platform", ("湘潭大学智能装备研究院", "湘大智装院"))]


def test_a_brand_is_found_after_the_company_s_name(read):
    found = read("芯穹半导体落户东山科技园。芯穹获评国家高新技术企业。\n")
    assert any({"芯穹半导体", "芯穹"} <= set(e.names) for e in found.entities)


def test_a_name_does_not_end_within_a_word(read):
    found = read("区政协委员周立言说，东山区将设立基金。\n")
    assert not any(name.endswith("政协委") for e in found.entities for name in e.names)
