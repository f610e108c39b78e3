"""Clues of whom a figure is about: the outline of its clause, names dealt out, levels, nouns, figures before."""

import pytest
from figures_text import named

from kg.extract import sentences
from kg.extract.figures.chain import Heard
from kg.extract.figures.find import read
from kg.extract.figures.outline import dealt

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


@pytest.mark.parametrize(
    ("text", "entity", "clue"),
    [
        ("南山电子获云海基金投资3000万元。", "南山电子", "ol:X+f->m"),
        ("南山电子获云海基金投资3000万元。", "云海基金", "ol:o+X->m"),
        ("云海基金向南山电子投资3000万元。", "南山电子", "olx:X->:money"),
        ("云海基金以3000万元投资南山电子。", "云海基金", "olx:X>-:money"),
    ],
)
def test_the_outline_tells_who_gives_and_who_gets(told, text, entity, clue):
    assert clue in told(text)[-1].candidates[entity]


def test_who_is_not_in_the_clause_has_its_outline_with_where_it_stands(told):
    (one,) = told("南山电子落户东山市，云海基金投资3000万元。")
    assert any(c.startswith("og:->") for c in one.candidates["南山电子"])
    assert not any(c.startswith("og:") for c in one.candidates["云海基金"])


def test_values_are_dealt_to_names_of_the_clause_before(told):
    figures = told("南山电子、北岭材料评为优秀，分别给予300万元、200万元。")
    assert [dealt(t.case) for t in figures] == ["南山电子", "北岭材料"]


def test_nothing_is_dealt_where_values_and_names_differ_in_number(told):
    figures = told("南山电子、北岭材料、启明研究院评为优秀，分别给予300万元、200万元。")
    assert [dealt(t.case) for t in figures] == [None, None]


def test_the_whole_county_is_none_of_a_city(told):
    (one,) = told("东山市派专家到河口县，全县企业研发投入2亿元。")
    assert "lv:fits" in one.candidates["河口县"]
    assert "lv:differs" in one.candidates["东山市"]


def test_a_noun_stands_for_the_last_that_it_fits(told):
    (one,) = told("启明研究院孵化了南山电子。公司现有员工210人。")
    assert "nr:0" in one.candidates["南山电子"]
    assert not any(c.startswith("nr:") for c in one.candidates["启明研究院"])


def test_figures_before_speak_for_their_subject(told):
    first, second = told("南山电子有员工210人，北岭材料的专利有30件。")
    heard = Heard()
    assert heard.clues(first) == first.candidates
    heard.take(first, "南山电子")
    clues = heard.clues(second)
    assert "hd:1:Enterprise" in clues["南山电子"]
    assert "hd:0:Enterprise" in clues["北岭材料"]
    assert "hk:Enterprise:Enterprise" in clues["北岭材料"]
