"""Clues of whom a figure is about: names dealt out, levels, figures before."""

import pytest
from figures_text import named

from kg.extract import sentences
from kg.extract.figures.chain import Heard
from kg.extract.figures.find import read
from kg.extract.figures.listed import dealt

KINDS = {
    "南山电子": "Enterprise",
    "北岭材料": "Enterprise",
    "云海基金": "Fund",
    "东山市": "Place",
    "河口县": "Place",
    "启明研究院": "Platform",
}


@pytest.fixture
def told(document, rules):
    def run(text):
        doc = document(text)
        mentions = named(text, KINDS)
        return [t for _, ts in read(doc, sentences.split(doc), mentions, "东山市", rules) for t in ts]

    return run


def test_values_are_dealt_to_names_of_the_clause_before(told):
    figures = told("南山电子、北岭材料评为优秀，分别给予300万元、200万元。")
    assert [dealt(t.case) for t in figures] == ["南山电子", "北岭材料"]


def test_nothing_is_dealt_where_values_and_names_differ_in_number(told):
    figures = told("南山电子、北岭材料、启明研究院评为优秀，分别给予300万元、200万元。")
    assert [dealt(t.case) for t in figures] == [None, None]


def test_what_a_body_owns_is_one_member_of_the_list(told):
    figures = told("南山电子、云海基金旗下北岭材料和启明研究院分别开通了29条、18条和11条航线。")
    assert [dealt(t.case) for t in figures] == ["南山电子", "北岭材料", "启明研究院"]


def test_former_and_latter_are_of_the_two_named_last(told):
    figures = told("东山市、河口县两地携手，同比增幅前者为18.4%，后者为26.9%。")
    assert [dealt(t.case) for t in figures] == ["东山市", "河口县"]


def test_the_whole_county_is_none_of_a_city(told):
    (one,) = told("东山市派专家到河口县，全县企业研发投入2亿元。")
    assert "lv:fits" in one.candidates["河口县"]
    assert "lv:differs" in one.candidates["东山市"]


def test_figures_before_speak_for_their_subject(told):
    first, second = told("南山电子有员工210人，北岭材料的专利有30件。")
    heard = Heard()
    assert heard.clues(first) == first.candidates
    heard.take(first, "南山电子")
    clues = heard.clues(second)
    assert "hd:1:Enterprise" in clues["南山电子"]
    assert "hd:0:Enterprise" in clues["北岭材料"]
    assert "hk:Enterprise:Enterprise" in clues["北岭材料"]
