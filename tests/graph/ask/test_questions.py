"""Questions with their answers, on a graph of bodies that do not exist; and what is not understood is said."""

from __future__ import annotations

import pytest

from kg.graph.ask import ask
from kg.graph.ask.lexicon import load_lexicon

INSTITUTE = "云澜理工大学临江研究院"

LISTS = {
    "云澜临研院孵化了哪些企业？": "澄晶半导体 微光医疗",
    "云澜理工大学临江研究院培育了哪些公司": "澄晶半导体 微光医疗",
    "云澜临研院孵化的企业有哪些？": "澄晶半导体 微光医疗",
    "请问云澜临研院都孵化过什么企业呢？": "澄晶半导体 微光医疗",
    "谁孵化了澄晶半导体？": INSTITUTE,
    "哪个平台孵化了青禾农业？": "东岭创谷",
    "哪家机构孵化了微光医疗": INSTITUTE,
    "澄晶是谁孵化的？": INSTITUTE,
    "澄晶半导体由谁孵化？": INSTITUTE,
    "青禾农业是被哪个孵化器孵化的？": "东岭创谷",
    "澄晶半导体的孵化方是谁？": INSTITUTE,
    "谁是青禾农业的孵化方？": "东岭创谷",
    "孵化青禾农业的平台是哪个？": "东岭创谷",
    "云澜临研院和谁共建了联合实验室？": "大熊智慧物联 北川电子",
    "云澜临研院与哪些企业共建联合实验室？": "大熊智慧物联 北川电子",
    "谁和北川电子共建了联合实验室？": INSTITUTE,
    "与云澜临研院共建联合实验室的企业有哪些？": "大熊智慧物联 北川电子",
    "云澜临研院在哪里？": "临江区",
    "云澜临研院位于哪里？": "临江区",
    "东岭创谷位于哪个城市？": "东岭市",
    "微光医疗落户在什么地方": "东岭市",
    "临江区有哪些企业？": "澄晶半导体",
    "临江区有哪些企业获奖？": "澄晶半导体",
    "临江区有哪些研究院？": INSTITUTE,
    "在东岭市的企业有哪些？": "微光医疗",
    "位于东岭市的孵化器有哪些？": "东岭创谷",
    "哪些企业位于临江区？": "澄晶半导体",
    "哪些机构落户东岭市？": "东岭创谷 微光医疗",
    "临江区出台了哪些政策？": "暖心宝 领航计划",
    "临江区有哪些政策？": "暖心宝 领航计划",
    "暖心宝是谁出台的？": "临江区",
    "揽才办法由哪个城市发布？": "东岭市",
    "领航计划的发布方是谁？": "临江区",
    "澄晶半导体研发了什么？": "碧波芯片",
    "澄晶半导体有哪些产品？": "碧波芯片",
    "谁研发了碧波芯片？": "澄晶半导体",
    "碧波芯片的研发机构是哪家？": "澄晶半导体",
    "澄晶半导体获得了哪些奖项？": "省科技奖 金鼎奖",
    "澄晶半导体的荣誉有哪些": "省科技奖 金鼎奖",
    "哪些企业获得了省科技奖？": "澄晶半导体 微光医疗",
    "获得金鼎奖的是谁？": "澄晶半导体",
    "临江区哪些企业获得了省科技奖？": "澄晶半导体",
    "东岭市的哪些企业获得了省科技奖？": "微光医疗",
    "谁举办了湖畔创新大会？": "临江区",
    "湖畔创新大会的主办方是谁？": "临江区",
    "临江区举办了什么活动？": "湖畔创新大会",
    "哪些企业参加了湖畔创新大会？": "澄晶半导体",
    "谁投资了澄晶半导体？": "启明基金",
    "启明基金投资了哪些企业？": "澄晶半导体",
    "临江区设立了什么基金？": "启明基金",
    "云澜临研院聚焦哪些领域？": "人工智能",
    "谁聚焦第三代半导体？": "澄晶半导体",
    "云澜临研院和谁合作？": "区科技局 大熊智慧物联 北川电子",
    "云澜临研院有哪些合作？": "区科技局 大熊智慧物联 北川电子",
    "谁在东岭市？": "东岭创谷 微光医疗",
    "云澜临研院的合作伙伴有哪些？": "区科技局 大熊智慧物联 北川电子",
    "张伟任职于哪个部门？": "区科技局",
    "区科技局有哪些人？": "张伟",
    "云澜临研院计划设立什么？": "云澜概念验证中心",
    "智算实验室隶属于谁？": INSTITUTE,
    "云澜临研院旗下有哪些实验室？": "智算实验室",
    "澄晶半导体拿了什么奖": "省科技奖 金鼎奖",
    "谁服务澄晶半导体？": "大熊智慧物联",
    "暖心宝支持了哪些企业？": "微光医疗",
    "图谱里有哪些奖项？": "省科技奖 金鼎奖",
    "有哪些基金": "启明基金",
    "金鼎奖是什么？": "金鼎奖",
    "澄晶半导体是谁孵化": INSTITUTE,
    "和北川电子共建实验室的单位里，哪家是研究院": INSTITUTE,
    "澄晶半导体拿了谁的钱": "启明基金",
    "云澜临研院的澄晶半导体是谁投资的": "启明基金",
    "启明基金支持了哪些企业": "澄晶半导体",
    "云澜临研院出了哪些企业": "澄晶半导体 微光医疗",
    "临江区出了什么政策": "暖心宝 领航计划",
    "临江区出台过哪些扶持政策": "暖心宝 领航计划",
    "东岭市入驻企业有哪些": "微光医疗",
    "云澜临研院有哪些合作企业": "大熊智慧物联 北川电子",
    "湖畔创新大会参会企业有哪些": "澄晶半导体",
}
COUNTS = {
    "临江区有多少家企业？": 1,
    "临江区出台了多少项政策？": 2,
    "澄晶半导体获得了几个奖项？": 2,
    "东岭创谷孵化了几家企业？": 1,
    "图谱里一共有多少家企业？": 5,
    "有几个政策": 3,
    "多少家企业获得了省科技奖？": 2,
}
YES = {
    "云澜临研院孵化了澄晶半导体吗？": True,
    "云澜临研院是不是孵化了青禾农业？": False,
    "云澜临研院和大熊智慧物联是否合作？": True,
    "区科技局和云澜临研院合作吗？": True,
    "云澜临研院是否位于临江区？": True,
    "澄晶半导体在东岭市吗": False,
    "澄晶半导体是被云澜临研院孵化的吗？": True,
    "云澜临研院设立了云澜概念验证中心吗？": False,
}
FIGURES = {
    "云澜临研院孵化了多少家企业？": [32],
    "临江区的技术交易额是多少？": [500_000_000],
    "临江区2024年的研发投入是多少？": [350_000_000],
    "2023年临江区研发投入有多少": [200_000_000],
    "临江区的技术交易额": [500_000_000],
    "临江区技术交易额有多少亿元": [500_000_000],
    "云澜临研院的孵化企业数量是多少": [32],
    "临江区研发投入是多少": [350_000_000, 200_000_000],
}
RANKS = {
    "谁孵化的企业最多？": (INSTITUTE, 2),
    "哪个平台孵化的企业最多？": (INSTITUTE, 2),
    "孵化企业最多的平台是哪个？": (INSTITUTE, 2),
    "出台政策最多的地方是哪里？": ("临江区", 2),
    "哪家企业获得的奖项最多？": ("澄晶半导体", 2),
}
#: Questions that must not be answered, and the part that is told not to be understood.
UNCLEAR = {
    "澄晶半导体喜欢什么？": "喜欢",
    "火星基地孵化了哪些企业？": "火星基地",
    "云澜临研院明天会下雨吗？": "明天会下雨",
    "澄晶半导体的市值是多少？": "市值",
    "为什么临江区有企业": "为什么",
    "临江区有哪些企业没有获奖？": "没有",
    "除了澄晶半导体，云澜临研院还孵化了谁": "除了",
    "云澜临研院什么时候孵化了澄晶半导体？": "什么时候",
    "谁没孵化澄晶半导体": "没",
    "获奖超过2项的企业有哪些": "超过",
    "澄晶半导体在哪里举办": "整句",
    "阿里巴巴孵化了谁": "阿里巴巴",
    "孵化": "整句",
    "": "整句",
}


def labels(reply):
    return [answer.node.label for answer in reply.answers]


@pytest.mark.parametrize("question", LISTS)
def test_a_question_gets_all_its_answers_with_their_words(opened, question):
    reply = ask(question, *opened)
    assert not reply.unclear
    assert set(labels(reply)) == set(LISTS[question].split())
    assert len(labels(reply)) == len(set(labels(reply)))
    assert reply.sparql
    if "？（" in reply.understood or reply.understood.endswith("？"):
        assert all(answer.facts for answer in reply.answers)


@pytest.mark.parametrize("question", COUNTS)
def test_how_many_is_counted(opened, question):
    reply = ask(question, *opened)
    assert (reply.count, len(reply.answers)) == (COUNTS[question], COUNTS[question])


@pytest.mark.parametrize("question", YES)
def test_yes_or_no(opened, question):
    reply = ask(question, *opened)
    assert reply.yes is YES[question]
    assert bool(reply.answers) is YES[question]


@pytest.mark.parametrize("question", FIGURES)
def test_a_figure_of_the_text_answers_before_counting_does(opened, question):
    reply = ask(question, *opened)
    assert sorted(figure.value for figure in reply.figures) == sorted(FIGURES[question])
    assert opened[1].query(reply.sparql).rows


@pytest.mark.parametrize("question", RANKS)
def test_a_ranking_begins_with_the_first(opened, question):
    first = ask(question, *opened).answers[0]
    assert (first.node.label, first.number) == RANKS[question]
    assert len(first.facts) == first.number


@pytest.mark.parametrize("question", UNCLEAR)
def test_what_is_not_understood_is_said_and_nothing_answered(opened, question):
    reply = ask(question, *opened)
    assert UNCLEAR[question] in "；".join(reply.unclear)
    assert not reply.answers
    assert not reply.figures
    assert reply.yes is None


def test_a_relation_between_two_is_shown(opened):
    reply = ask("云澜临研院和澄晶半导体有什么关系？", *opened)
    assert [fact.predicate for fact in reply.answers[0].facts] == ["incubates"]


def test_without_a_fact_a_plan_is_pointed_at_and_not_taken_for_one(opened):
    reply = ask("云澜临研院设立了什么？", *opened)
    assert not reply.answers
    assert any("计划" in note for note in reply.notes)


def test_what_narrows_leaves_nothing_out_that_was_told_before(opened):
    assert labels(ask("云澜临研院孵化的企业里哪家是高校", *opened)) == []


def test_where_an_event_is_held_is_not_who_holds_it(opened):
    assert labels(ask("湖畔创新大会在哪儿开", *opened)) == []


def test_a_slip_in_a_name_is_mended_and_said(opened):
    reply = ask("谁孵化了澄晶伴导体？", *opened)
    assert labels(reply) == [INSTITUTE]
    assert any("澄晶伴导体" in note for note in reply.notes)


def test_a_year_leaves_out_what_is_not_said_of_it(opened):
    reply = ask("2024年谁孵化了澄晶半导体", *opened)
    assert not reply.answers
    assert any("2024" in note and "1 个没有写明" in note for note in reply.notes)


def test_every_relation_and_class_of_the_ontology_has_its_words(vocabulary):
    lexicon = load_lexicon(vocabulary)
    meant = {name for word in lexicon.words.values() if word.kind in "RN" for name in word.means}
    assert meant == set(vocabulary.properties)
    assert {word.means[0] for word in lexicon.words.values() if word.kind == "C"} == set(vocabulary.labels)
