"""Why two names may be one, and why not."""

import pytest

from kg import resources
from kg.extract.aliases import forms
from kg.extract.aliases.rules import load_rules


@pytest.fixture(scope="module")
def rules():
    return load_rules(resources.rulebook() / "aliases.toml")


@pytest.fixture(scope="module")
def cut(words):
    return lambda name: [name[a:b] for a, b in words.cut(name)]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("萧山", "萧山区"),
        ("萧山区", "杭州市萧山区"),
        ("萧山", "杭州市萧山区"),
        ("青岛", "青岛市"),
        ("双流区", "成都市双流区"),
    ],
)
def test_a_place_is_the_same_with_and_without_its_level_and_what_holds_it(short, long, rules):
    assert forms.place(short, long, rules) == "place"


@pytest.mark.parametrize(("one", "other"), [("吉林市", "吉林省"), ("杭州市", "杭州市萧山区"), ("朝阳区", "朝阳市")])
def test_places_of_two_levels_are_two_places(one, other, rules):
    assert forms.place(one, other, rules) == ""


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("北大信研院", "北大信息技术高等研究院"),
        ("西电杭研院", "西电杭州研究院"),
        ("市科技局", "市科学技术局"),
    ],
)
def test_a_name_shortens_word_by_word(short, long, rules, cut):
    assert forms.words(short, long, rules, cut) or forms.everyday(short, rules) == forms.everyday(long, rules)


@pytest.mark.parametrize(
    ("short", "long"),
    [("浙大", "浙江大学"), ("上科大", "上海科技大学"), ("北理工", "北京理工大学"), ("中科大", "中国科学技术大学")],
)
def test_a_university_keeps_大_or_nothing_of_大学(short, long, rules, cut):
    assert forms.words(short, long, rules, cut, university=True) == "words"


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("河北大学", "河北科技大学"),
        ("天津大学", "天津科技大学"),
        ("省实验室", "省重点实验室"),
        ("普陀区科委", "普陀区、长宁区、静安区三区科委"),
    ],
)
def test_a_word_less_before_the_full_noun_is_another_name(short, long, rules, cut):
    assert forms.words(short, long, rules, cut, university=True) == ""


def test_a_place_inside_a_name_may_be_left_out(rules, cut):
    long = "浙大杭州国际科创中心"
    assert forms.words("浙大国际科创中心", long, rules, cut, places=frozenset({"杭州"})) == "words"
    assert forms.words("浙大国际科创中心", long, rules, cut) == ""


def test_a_company_loses_its_place_and_its_legal_form(rules, cut):
    for places in (frozenset({"浙江"}), frozenset({"浙江", "东南"})):
        assert forms.company("东南网架", "浙江东南网架股份有限公司", rules, cut, places) == "registered"


def test_a_company_loses_its_word_of_trade(rules, cut):
    assert forms.company("乾晶", "乾晶半导体", rules, cut, frozenset()) == "trade"


def test_a_group_is_not_its_daughter_of_another_trade(rules, cut):
    assert forms.company("步长集团", "步长生物", rules, cut, frozenset()) == ""


@pytest.mark.parametrize(
    ("short", "long"), [("安心宝", "“安心宝”制度"), ("天眼", "中国“天眼”"), ("“三芯”社区", "“三芯”产业社区")]
)
def test_the_quoted_part_of_a_name_is_the_name(short, long):
    assert forms.quoted(short, long) == "quoted"


def test_homophones_have_no_reason_to_meet(rules, cut):
    for one, other in (("安心宝", "安芯宝"), ("张伟", "章伟")):
        assert not forms.quoted(one, other)
        assert not forms.words(one, other, rules, cut)
        assert not forms.tail(one, other, rules)


def test_years_and_levels_do_not_tell_awards_apart(rules):
    assert forms.front("科技创新鼎", "2021年度省“科技创新鼎”", rules) == "front"
