"""A figure is worded in several ways; the clues that weigh most choose."""

from dataclasses import replace

import pytest
from figures_text import named

from kg.extract import sentences
from kg.extract.figures.find import read, told_words, word
from kg.extract.figures.wordings import best, weighed

KINDS = {"云岭科技": "Enterprise", "东山市": "Place", "海川基金": "Fund"}


@pytest.fixture
def options(document, rules):
    """(text, its figures' subject) -> the wordings of each figure."""

    def run(text, subject):
        doc = document(text)
        clauses = read(doc, sentences.split(doc), named(text, KINDS), "东山市", rules)
        subjects = [(subject, 0.9) for _, told in clauses for _ in told]
        return [
            (words, weighed(told.case, words, subject, memory, rules))
            for told, _, _, words, memory in told_words(clauses, subjects, rules)
        ]

    return run


def test_the_words_of_the_rules_are_always_among_the_wordings(options):
    for words, found in options("东山市技术交易额达119亿元，其中海川基金投了云岭科技3亿元。", "东山市"):
        assert words in found


def test_the_noun_behind_a_number_may_end_before_its_verb(options):
    ((_, found),) = options("东山市460家企业在这里安家。", "东山市")
    assert "企业" in found


def test_what_stands_before_the_last_verb_may_be_left_out(options):
    ((_, found),) = options("云岭科技第三年拿到商业银行的贷款2500万元。", "云岭科技")
    assert "贷款" in found


def test_what_was_told_before_may_complete(options):
    _, (_, found) = options("东山市新建工作站64家，平均每站6500万元。", "东山市")
    assert any(w.startswith("新建工作站") and w.endswith("每站") for w in found)


def test_whom_money_went_to_may_be_told(options):
    ((_, found),) = options("海川基金给了云岭科技3亿元。", "海川基金")
    assert {"投资", "投资云岭科技"} <= found.keys()
    assert not any(w.endswith("海川基金") for w in found)


def test_a_wording_is_of_one_clause_and_no_longer_than_can_be_read(options):
    text = "海川基金" + "跟着老工程师走遍了山里的每一个车间" * 3 + "，投了3亿元，还给了6家企业一年的房租。"
    for first, found in options(text, "海川基金"):
        assert all(len(w) <= 24 and "，" not in w for w in found if w != first)


def test_the_heaviest_clues_win_and_without_any_the_rules():
    found = {"投了": ["a"], "投资": ["b", "c"]}
    assert best(found, "投了", {"b": 600, "c": 200, "a": 100}) == "投资"
    assert best(found, "投了", {"b": 300, "c": 200, "a": 100}) == "投了"  # not surely enough
    assert best(found, "投了", {}) == "投了"


def test_the_weights_word_the_observation(document, rules):
    text = "海川基金给了云岭科技3亿元。"
    doc = document(text)
    clauses = read(doc, sentences.split(doc), named(text, KINDS), "东山市", rules)
    taught = replace(rules, wording_weights={"from:usual+|投资": 9000})
    assert [o.indicator for o in word(doc, clauses, [("海川基金", 0.9)], taught)] == ["投资云岭科技"]
