"""Words that stand for an entity named elsewhere."""

import pytest

from kg import resources
from kg.extract import references, sentences
from kg.model import Entity, Mention


@pytest.fixture
def resolved(document, vocabulary):
    """(text, {name: class}, home name) -> [(words, name of the entity they stand for)]."""

    def run(text, classes, home=None):
        doc = document(text)
        mentions, entities = [], {}
        for number, (name, cls) in enumerate(classes.items()):
            id_ = f"e{number}"
            entities[id_] = Entity(id_, vocabulary.type_of(cls), cls, (name,))
            at = text.find(name)
            while at >= 0:
                mentions.append(Mention(at, at + len(name), cls, "test", 1.0, id_))
                at = text.find(name, at + 1)
        mentions.sort(key=lambda m: m.start)
        rules = references.load_rules(resources.rulebook() / "references.toml", vocabulary)
        home_id = next((i for i, e in entities.items() if home in e.names), None)
        found = references.resolve(doc, sentences.split(doc), mentions, entities, home_id, rules, vocabulary)
        return [(text[m.start : m.end], entities[m.entity].names[0]) for m in found]

    return run


def test_我区_is_the_district_the_text_is_about(resolved):
    assert resolved("东山区召开大会。我区成绩喜人。", {"东山区": "Place"}, "东山区") == [("我区", "东山区")]


def test_全省_is_not_a_district(resolved):
    assert resolved("东山区列全省第二。", {"东山区": "Place"}, "东山区") == []


def test_该中心_is_the_centre_named_before_it(resolved):
    text = "东山智能验证中心揭牌。华岭科技到场。该中心将服务企业。"
    names = {"东山智能验证中心": "ProofOfConceptCentre", "华岭科技": "Enterprise"}
    assert resolved(text, names) == [("该中心", "东山智能验证中心")]


def test_a_bare_noun_opens_a_clause_and_must_end_the_name(resolved):
    text = "东山智能验证中心揭牌，中心还设立基金。"
    assert resolved(text, {"东山智能验证中心": "ProofOfConceptCentre"}) == [("中心", "东山智能验证中心")]


def test_nothing_stands_for_what_was_not_named(resolved):
    assert resolved("该公司表示满意。", {}) == []


TWO = {"东山光电": "Enterprise", "西岭材料": "Enterprise"}


def test_前者_and_后者_are_the_first_and_the_last_of_the_list_before(resolved):
    text = "毕业企业有东山光电和西岭材料。前者投产，后者落户外地。"
    assert resolved(text, TWO) == [("前者", "东山光电"), ("后者", "西岭材料")]


def test_前者_may_follow_后者(resolved):
    text = "东山光电、西岭材料都获奖，后者比前者多两项。"
    assert resolved(text, TWO) == [("后者", "西岭材料"), ("前者", "东山光电")]


def test_the_partner_of_a_list_is_none_of_its_members(resolved):
    names = {"华岭科技": "Enterprise", "东山大学": "University", "西岭大学": "University"}
    text = "华岭科技与东山大学、西岭大学分别签约，前者派出团队。"
    assert resolved(text, names) == [("前者", "东山大学")]


def test_a_lone_后者_is_the_one_named_last(resolved):
    names = {"创新大赛": "Event", **TWO}
    text = "东山光电承办创新大赛，奖项颁给了西岭材料，后者研制出样机。"
    assert resolved(text, names) == [("后者", "西岭材料")]


def test_两个数字_have_no_后者(resolved):
    assert resolved("东山光电扩产。营收7亿元，净利润2亿元，后者翻番。", TWO) == []


def test_它_is_the_subject_of_the_sentence_before(resolved):
    text = "东山光电去年迁来。它的样机已经交付。"
    assert resolved(text, TWO) == [("它", "东山光电")]


def test_它们_and_其它_are_nobody(resolved):
    assert resolved("东山光电扩产。它们都有订单，其它还在谈。", TWO) == []


def test_区里_is_the_district_and_城市里_is_not(resolved):
    text = "东山区推行改革。区里出资，大城市里也有。"
    assert resolved(text, {"东山区": "Place"}, "东山区") == [("区里", "东山区")]


def test_本办法_is_the_text_itself_and_not_its_basis(resolved):
    text = "东山市人才办法\n根据《西岭省人才办法》，制定本办法。"
    names = {"东山市人才办法": "Policy", "西岭省人才办法": "Policy"}
    assert resolved(text, names) == [("本办法", "东山市人才办法")]


def test_brackets_behind_a_name_are_not_its_end(resolved):
    names = {"东山物理研究中心（西岭）": "Platform", "钠电中试线": "Platform"}
    text = "东山物理研究中心（西岭）新增钠电中试线，由该中心孵化。"
    assert resolved(text, names) == [("该中心", "东山物理研究中心（西岭）")]
