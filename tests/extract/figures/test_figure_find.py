"""Whole sentences: whose figure it is, what is counted, when, and whether it is a target."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import sentences
from kg.extract.figures import find_observations, load_figure_rules
from kg.model import Block, Document

shipped_rules = cache(load_figure_rules)
CITY = {"东山市": "Place"}


def test_the_words_before_a_number_without_it_are_the_indicator(figures):
    text = "东山市加快发展。全市技术交易额达119.11亿元，同比增速达160.43%。"
    assert figures(text, CITY) == [
        ("东山市", "技术交易额", "=", 11_911_000_000, "元"),
        ("东山市", "技术交易额同比增速", "=", 160.43, "%"),
    ]


def test_what_stands_behind_a_counted_number_belongs_to_it(figures):
    assert figures("去年，全市公开发布22个企业技术需求。", CITY) == [("东山市", "公开发布企业技术需求", "=", 22, "个")]


def test_a_list_shares_its_verb(figures):
    text = "全市累计培育国高企948家、雏鹰企业249家。"
    assert [f[1:] for f in figures(text, CITY)] == [
        ("累计培育国高企", "=", 948, "家"),
        ("累计培育雏鹰企业", "=", 249, "家"),
    ]


def test_a_list_of_numbers_before_their_nouns_is_taken_apart(figures):
    text = "全市已累计落地3家全国重点实验室总部、2个杭州中心、1家省级实验室等。"
    assert [(f[1], f[3]) for f in figures(text, CITY)] == [
        ("累计落地全国重点实验室总部", 3),
        ("累计落地杭州中心", 2),
        ("累计落地省级实验室", 1),
    ]


def test_values_are_dealt_out_to_coordinated_words(figures):
    text = "全市数字制造业、高新产业增加值增长31.5%、21.6%。"
    assert [(f[1], f[3]) for f in figures(text, CITY)] == [
        ("数字制造业增加值增长", 31.5),
        ("高新产业增加值增长", 21.6),
    ]


def test_one_value_of_several_things_is_told_of_each(figures):
    text = "东山市是全省首个出口、消费、税收三项指标均突破千亿元的大区。"
    assert [f[1:4] for f in figures(text, CITY)] == [
        ("出口", ">", 10**11),
        ("消费", ">", 10**11),
        ("税收", ">", 10**11),
    ]


def test_growth_of_two_goes_to_the_two_before(figures):
    text = "全市签订技术合同134项、成交额4.3亿元，同比分别增长31%和52%。"
    assert [f[1] for f in figures(text, CITY)][2:] == ["签订技术合同同比增长", "签订技术合同成交额同比增长"]


def test_from_and_to_are_two_figures_of_one_indicator_each_with_its_year(observed):
    text = "全市R&D经费投入强度从2020年的3.21%提升到2024年的3.91%。"
    assert [(o.indicator, o.value, o.period) for o in observed(text, CITY)] == [
        ("R&D经费投入强度", 3.21, "2020"),
        ("R&D经费投入强度", 3.91, "2024"),
    ]


def test_a_rank_names_what_is_ranked_and_where(figures):
    text = "全市高新技术企业达到1022家，居全省第二位。"
    assert figures(text, CITY)[1] == ("东山市", "高新技术企业全省排名", "=", 2, "位")


def test_the_field_of_a_ranking_is_no_figure(figures):
    text = "东山市在全国178家高新区综合评价中列第21位。"
    assert [f[3:] for f in figures(text, CITY)] == [(21, "位")]


def test_a_figure_in_brackets_takes_up_the_noun_before(figures):
    text = "全市建成创新平台48家（其中国家级17家、省级15家）。"
    assert [(f[1], f[3]) for f in figures(text, CITY)] == [
        ("建成创新平台", 48),
        ("国家级创新平台", 17),
        ("省级创新平台", 15),
    ]


@pytest.mark.parametrize(
    ("text", "kinds", "figure"),
    [
        (
            "全市设立总规模50亿元的海川产业基金。",
            {"海川产业基金": "Fund"},
            ("海川产业基金", "总规模", "=", 5_000_000_000, "元"),
        ),
        (
            "该市把8万平方米的智芯大厦改造一新。",
            {"智芯大厦": "Park"},
            ("智芯大厦", "面积", "=", 80_000, "平方米"),
        ),
    ],
)
def test_a_thing_behind_its_size_is_what_the_size_is_about(figures, text, kinds, figure):
    assert figures(text, CITY | kinds) == [figure]


def test_the_subject_of_a_clause_is_carried_over_its_sentence(figures):
    text = "云岭科技成立于2019年，现有员工320人，累计授权专利56件。"
    kinds = CITY | {"云岭科技": "Enterprise"}
    assert {f[0] for f in figures(text, kinds)} == {"云岭科技"}


def test_全市_speaks_of_home_whoever_was_spoken_of(figures):
    text = "东山市召开大会。云岭科技等企业参会，全市高新技术企业达到820家。"
    kinds = CITY | {"云岭科技": "Enterprise"}
    assert figures(text, kinds) == [("东山市", "高新技术企业", "=", 820, "家")]


def test_numbers_inside_names_and_titles_count_nothing(figures):
    text = "东山市出台科技新政22条，发布《全球100强企业名录》，完成3.0版本迭代。"
    assert figures(text, CITY | {"科技新政22条": "Policy"}) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("力争全年新培育高新企业300家以上。", "target"),
        ("到2027年，全市在孵企业突破3000家。", "target"),
        ("去年新培育高新企业300家。", "achieved"),
        ("计划总投资10亿元，目前已完成投资5亿元。", "achieved"),
    ],
)
def test_a_plan_is_not_an_achievement(observed, text, status):
    assert observed(text, CITY)[-1].status == status


def test_what_stands_under_a_plans_heading_is_a_target(observed):
    text = "一、工作情况。新增高新企业90家。\n二、下一步工作打算。新增高新企业120家。\n"
    assert [o.status for o in observed(text, CITY)] == ["achieved", "target"]


def test_a_year_holds_for_the_clauses_behind_it(observed):
    text = "2024年，全市新增高新企业90家，技术交易额达12亿元。"
    assert {o.period for o in observed(text, CITY)} == {"2024"}


def test_a_figure_shows_its_words(observed):
    text = "东山市很努力。去年，全市孵化企业 200 余家。"
    (figure,) = observed(text, CITY)
    assert figure.quote == "全市孵化企业200余" + "家"
    assert "".join(text[figure.start : figure.end].split()) == figure.quote


def test_a_figure_said_twice_is_one(figures):
    assert len(figures("全市孵化企业200家。全市孵化企业200家。", CITY)) == 1


def test_without_anybody_to_speak_of_there_is_no_figure(figures):
    assert figures("孵化企业200家。", {}, home=None) == []


@given(st.text(alphabet="东山市0123456789１２一二十百千万亿元家个项%.,，。、；（）《》“”第前超近至-—达到年月 \ue000\n"))
def test_no_text_breaks_the_reading_and_every_quote_is_in_it(text):
    doc = Document("doc", text, text, range(len(text)), (Block("paragraph", 0, len(text)),))
    found = find_observations(doc, sentences.split(doc), [], "东山市", shipped_rules())
    for o in found:
        assert "".join(doc.original[o.start : o.end].split()) == o.quote
        assert o.indicator and o.value > 0
