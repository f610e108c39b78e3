"""The same question in other orders and with other words around it; and what narrows it is never left out."""

from __future__ import annotations

import pytest

from kg.graph.ask import ask

INSTITUTE = "云澜理工大学临江研究院"

ORDERS = {
    "哪些企业是云澜临研院孵化的": "澄晶半导体 微光医疗",
    "云澜临研院 孵化企业 名单": "澄晶半导体 微光医疗",
    "麻烦帮我列一下云澜临研院孵出来的公司，谢谢": "澄晶半导体 微光医疗",
    "想去临江区考察，那边有哪些企业？": "澄晶半导体",
    "澄晶半导体拿到了谁的投资": "启明基金",
    "澄晶半导体获得了哪只基金的投资": "启明基金",
    "云澜临研院孵化的企业里，哪些拿到过投资": "澄晶半导体",
    "启明基金投资的企业落户在哪个区": "临江区",
    "哪个区的企业拿了金鼎奖": "临江区",
    "智算实验室是谁旗下的": INSTITUTE,
    "碧波芯片是哪家公司的产品": "澄晶半导体",
    "聚焦第三代半导体的企业在哪儿": "临江区",
    "临江区出台的政策和制度": "暖心宝 领航计划",
    "谁给澄晶半导体做配套": "大熊智慧物联",
    "张伟在哪个单位上班": "区科技局",
}
RANKS = {
    "合作伙伴最多的单位是哪家": INSTITUTE,
    "哪家机构孵化企业数排第一": INSTITUTE,
    "政策最多的是哪个区": "临江区",
}
#: Words that narrow a question beyond what the graph can tell.
NARROWED = (
    "云澜临研院孵化了哪些上市企业",
    "云澜临研院孵化了哪些女性创办的企业",
    "云澜临研院孵化的最年轻的企业有哪些",
    "云澜临研院拒绝孵化哪些企业",
    "除了澄晶半导体，云澜临研院孵化的企业有哪些",
    "澄晶半导体和微光医疗是同一个平台孵化的吗",
    "想去火星基地考察，那边有哪些企业",
    "推进大会有哪些企业参加",
    "临江区研究火箭的企业有哪些",
)


@pytest.mark.parametrize("question", ORDERS)
def test_the_order_of_the_words_and_what_stands_around_them_make_no_difference(opened, question):
    reply = ask(question, *opened)
    assert not reply.unclear
    assert {answer.node.label for answer in reply.answers} == set(ORDERS[question].split())


@pytest.mark.parametrize("question", RANKS)
def test_a_rank_is_asked_for_by_verbs_and_by_nouns(opened, question):
    assert ask(question, *opened).answers[0].node.label == RANKS[question]


@pytest.mark.parametrize("question", NARROWED)
def test_what_narrows_a_question_and_is_not_understood_keeps_it_from_being_answered(opened, question):
    reply = ask(question, *opened)
    assert not (reply.answers or reply.figures or reply.yes)


def test_a_post_is_told_by_the_words_and_another_post_is_not_taken_for_it(opened):
    assert [a.node.label for a in ask("区科技局局长是谁", *opened).answers] == ["张伟"]
    assert not ask("区科技局书记是谁", *opened).answers
    assert any("局长" in fact.context for fact in ask("张伟担任什么职务", *opened).answers[0].facts)
