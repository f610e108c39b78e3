from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[..., set[tuple[str, str, str]]]


@pytest.mark.parametrize("words", ["将", "拟", "计划于明年", "力争", "即将", "下一步，", "有望"])
def test_words_of_the_future_make_a_plan(facts: Facts, words: str) -> None:
    assert facts(f"[甲市|Place]{words}设立[乙基金|Fund]。") == {("甲市", "establishes?", "乙基金")}


def test_a_plan_goes_on_over_clauses_without_a_subject_of_their_own(facts: Facts) -> None:
    found = facts("[甲市|Place]将设立[乙基金|Fund]，打造[丙园区|Park]。")
    assert found == {("甲市", "establishes?", "乙基金"), ("甲市", "establishes?", "丙园区")}


def test_a_plan_ends_at_the_next_subject(facts: Facts) -> None:
    found = facts("[甲市|Place]将设立[乙基金|Fund]，[丙公司|Enterprise]研发了[丁芯片|Product]。")
    assert ("丙公司", "develops", "丁芯片") in found


def test_jiang_before_an_object_is_no_plan(facts: Facts) -> None:
    found = facts("[甲市|Place]将人工智能作为主导产业。")
    assert found == {("甲市", "focusesOn", "人工智能")}


def test_a_name_that_holds_a_word_of_the_future_is_no_plan(facts: Facts) -> None:
    assert facts("[甲市|Place]实施[未来计划|Policy]。") == {("甲市", "issues", "未来计划")}


def test_what_stands_under_a_heading_of_plans_is_planned(facts: Facts) -> None:
    text = "一、工作情况\n[甲市|Place]设立[乙基金|Fund]。\n二、下一步工作打算\n[甲市|Place]建设[丙园区|Park]。"
    assert facts(text) == {("甲市", "establishes", "乙基金"), ("甲市", "establishes?", "丙园区")}


@pytest.mark.parametrize("words", ["未", "尚未", "并未", "没有", "不再", "取消"])
def test_what_is_denied_is_not_stated(facts: Facts, words: str) -> None:
    assert facts(f"[甲市|Place]{words}设立[乙基金|Fund]。") == set()


def test_a_denial_holds_for_its_clause_only(facts: Facts) -> None:
    found = facts("[甲市|Place]没有设立[乙基金|Fund]，[丙市|Place]设立了[丁基金|Fund]。")
    assert found == {("丙市", "establishes", "丁基金")}


def test_a_question_states_nothing_but_what_it_takes_for_granted(facts: Facts) -> None:
    assert facts("[甲公司|Enterprise]是否研发了[乙芯片|Product]？") == set()
    assert facts("[甲公司|Enterprise]研发了[乙芯片|Product]，感受如何？") == {("甲公司", "develops", "乙芯片")}


def test_a_plan_in_a_later_clause_of_the_words_is_a_plan(facts: Facts) -> None:
    found = facts("[甲市|Place]与[乙大学|University]签约，拟共建[丙联合实验室|JointLaboratory]。")
    assert {p for _, p, o in found if o == "丙联合实验室"} == {"establishes?"}
