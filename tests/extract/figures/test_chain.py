"""Subjects are decided by the weight of clues, one figure after the other."""

from dataclasses import replace

import pytest
from figures_text import named

from kg.errors import RulebookError
from kg.extract import sentences
from kg.extract.figures.chain import decide
from kg.extract.figures.find import read, word
from kg.extract.figures.rules import _weights

TEXT = "云岭科技来到东山市，海川基金投资3亿元，新增专利5件。"
KINDS = {"云岭科技": "Enterprise", "东山市": "Place", "海川基金": "Fund"}


@pytest.fixture
def told(document, rules):
    doc = document(TEXT)
    return [t for _, ts in read(doc, sentences.split(doc), named(TEXT, KINDS), "东山市", rules) for t in ts]


def test_everybody_spoken_of_before_the_number_is_a_candidate(told):
    assert [set(t.candidates) for t in told] == [set(KINDS), set(KINDS)]


def test_the_heaviest_clues_win_and_tell_the_chance(told):
    (first, chance), _ = decide(told, {"kind:Fund": 2000})
    assert (first, chance) == ("海川基金", round(7.389 / 9.389, 2))


def test_the_subject_before_weighs_on_the_next(told):
    subjects = [s for s, _ in decide(told, {"leads:False": 3000, "again:s": 1000, "home": 500})]
    assert subjects == ["海川基金", "海川基金"]


def test_an_uncertain_subject_leaves_the_figure_out(document, rules):
    doc = document(TEXT)
    clauses = read(doc, sentences.split(doc), named(TEXT, KINDS), "东山市", replace(rules, weights={}))
    sure, unsure = [("海川基金", 0.9)] * 2, [("海川基金", 0.2)] * 2
    assert len(word(doc, clauses, sure, rules)) == 2
    assert word(doc, clauses, unsure, rules) == []


@pytest.mark.parametrize("means", ["通过“研发券”机制", "依托海川基金", "由东山市与海川基金共建"])
def test_a_subject_with_means_holds_for_its_whole_sentence(document, rules, means):
    text = f"作为“支付宝”，云帆平台{means}，运行平稳，如今带动投入6000万元。"
    kinds = {"支付宝": "Product", "云帆平台": "Platform", "研发券": "Policy", "东山市": "Place", "海川基金": "Fund"}
    doc = document(text)
    told = [t for _, ts in read(doc, sentences.split(doc), named(text, kinds), "东山市", rules) for t in ts]
    assert decide(told, {"kind:Fund": 9000, "kind:Place": 9000}) == [("云帆平台", 0.8)]


def test_a_second_subject_ends_the_hold_of_the_first(document, rules):
    text = "云帆平台依托研发券，运行平稳，海川基金随后跟进，带动投入6000万元。"
    doc = document(text)
    mentions = named(text, {"云帆平台": "Platform", "研发券": "Policy", "海川基金": "Fund"})
    (told,) = [t for _, ts in read(doc, sentences.split(doc), mentions, None, rules) for t in ts]
    assert told.bound is None


def test_damaged_weights_are_named(tmp_path):
    path = tmp_path / "clues.tsv"
    path.write_text("home\theavy\n", "utf-8")
    with pytest.raises(RulebookError, match=r"clues\.tsv"):
        _weights(path)
