"""Minting IRIs and comparing names: readable, injective, and deaf to how a name sounds."""

from __future__ import annotations

from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.errors import GraphError
from kg.graph.naming import BASE, document_iri, entity_iri, statement_iri
from kg.graph.spelling import fold, tidy

names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).map(tidy).filter(bool)


@pytest.mark.parametrize(
    ("name", "segment"),
    [
        ("西电杭研院", "西电杭研院"),
        ("湘湖科芯2号", "湘湖科芯2号"),
        ("Bio Lab", "Bio%20Lab"),
        ("50%让利/“先用后付”", "50%25让利%2F“先用后付”"),
        ("研究院（筹）", "研究院（筹）"),
        ("..", "%2E%2E"),
        ("5G+行动", "5G+行动"),
    ],
)
def test_only_what_an_iri_forbids_is_encoded(name, segment):
    assert entity_iri(name) == f"{BASE}id/{segment}"


@given(names)
def test_every_minted_iri_is_one_and_gives_the_name_back(name):
    iri = entity_iri(name)
    assert ox.NamedNode(iri).value == iri
    assert not any(c.isspace() for c in iri)
    assert unquote(iri.removeprefix(f"{BASE}id/")) == name


@given(names, names, names, names)
def test_different_names_never_share_an_iri_with_or_without_type_and_scope(a, b, c, d):
    made = {entity_iri(x, *more) for x, third in ((a, c), (b, d)) for more in ((), ("Platform",), ("Platform", third))}
    assume(len({a, b}) == 2)
    assert len(made) == 6


@pytest.mark.parametrize(("one", "other"), [("张伟", "章伟"), ("安心宝", "安芯宝"), ("乾晶", "前景")])
def test_homophones_stay_apart(one, other):
    assert entity_iri(one) != entity_iri(other)
    assert fold(one) != fold(other)


def test_composed_and_decomposed_names_are_one():
    assert entity_iri(tidy("Schro\u0308dinger实验室")) == entity_iri("Schrödinger实验室")


@pytest.mark.parametrize("name", ["", " 西电", "西 电", "a\tb", "a  b", "西电\u3000院", "a\u00a0b"])
def test_stray_white_space_is_refused_at_the_mint(name):
    with pytest.raises(GraphError, match="空白"):
        entity_iri(name)


def test_half_a_character_is_refused():
    with pytest.raises(GraphError, match="半个字符"):
        entity_iri("西\ud800电")


@pytest.mark.parametrize("base", ["", "innokg", "https://例.cn/ x/", "https://x.cn/kg", "//x/", "https://x/<a>/"])
def test_a_base_that_would_break_the_graph_is_refused(base):
    with pytest.raises(GraphError, match="基准"):
        entity_iri("西电", base=base)


def test_another_base_moves_everything_that_is_minted():
    base = "https://数据.example/kg/"
    assert entity_iri("西电", base=base) == f"{base}id/西电"
    assert document_iri("甲 一", base=base) == f"{base}doc/甲%20一"
    assert statement_iri("fact", 1, base=base).startswith(f"{base}fact/")


def test_a_statement_is_named_by_its_content_alone():
    assert statement_iri("fact", "a", 1) == statement_iri("fact", "a", "1")
    assert statement_iri("fact", "ab", "c") != statement_iri("fact", "a", "bc")
    assert statement_iri("fact", "a") != statement_iri("observation", "a")


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("西电\n杭研院", "西电杭研院"),
        ("Bio  Lab", "Bio Lab"),
        (" 红螯螯虾80K GBTS芯片 ", "红螯螯虾80K GBTS芯片"),
        ("CMOS 集成电路", "CMOS集成电路"),
    ],
)
def test_tidying_mends_what_the_page_broke(printed, kept):
    assert tidy(printed) == kept
    assert tidy(kept) == kept


def test_folding_forgets_width_case_and_quotation_marks_only():
    assert fold("“ＡＩ+”行动") == fold("ai+行动") != fold("AI行动")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)
