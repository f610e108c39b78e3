"""The named queries: each runs, answers what its title says, and takes its parameters by any name of the thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.graph.library import bind, find, named_queries, resolver
from kg.graph.lookup import Index
from kg.graph.output import write_build
from kg.graph.results import to_table
from kg.graph.store import Session


@pytest.fixture(scope="module")
def build(graph, vocabulary, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    write_build(folder, graph, vocabulary)
    return folder


@pytest.fixture(scope="module")
def ask(build):
    with Session(build) as session, Index(build) as index:

        def answer(name: str, **values: str) -> list[tuple[str, ...]]:
            return to_table(session.query(bind(find(name), values, resolver(index))))[1]

        yield answer


def test_there_is_a_choice_of_queries_each_with_titles_in_both_languages():
    queries = named_queries()
    assert len(queries) >= 20
    assert len({query.title_zh for query in queries.values()}) == len(queries)
    assert all(query.title_zh and query.title_en for query in queries.values())


@pytest.mark.parametrize("name", named_queries())
def test_each_runs_as_it_stands_and_gives_no_row_twice(ask, name):
    rows = ask(name)
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize(
    ("name", "values", "rows"),
    [
        ("incubated", {"platform": "yllyy"}, [("云澜理工大学临江研究院", "澄晶半导体", "已述")]),
        ("joint-labs", {"organization": "大熊智慧物联"}, [("大熊智慧物联", "云澜理工大学临江研究院", "")]),
        ("policies-with-money", {}, [("暖心宝", "补助", "<=")]),
        ("planned-only", {}, [("云澜理工大学临江研究院", "设立", "云澜概念验证中心")]),
        ("platforms-in", {"place": "临江区"}, [("临江区", "云澜理工大学临江研究院", "研究院所")]),
        ("policies-of", {"issuer": "临江区"}, [("临江区", "暖心宝", "")]),
        ("people", {}, [("张伟", "区科技局")]),
        ("fields", {"field": "人工智能"}, [("人工智能", "1", "云澜理工大学临江研究院")]),
        ("figures", {"entity": "云澜临研院", "indicator": "孵化"}, [("云澜理工大学临江研究院", "孵化企业", "=", "32")]),
        ("targets", {}, [("云澜理工大学临江研究院", "投入增长", "=", "3.55")]),
        ("behind", {"entity": "澄晶"}, [("澄晶半导体", "孵化", "云澜理工大学临江研究院")]),
        ("awards", {"award": "省科技奖"}, [("云澜理工大学临江研究院", "省科技奖")]),
        ("most-connected", {"class": "Platform"}, [("云澜理工大学临江研究院", "7"), ("云澜概念验证中心", "1")]),
        (
            "documents",
            {},
            [("丙报", "", "", "2", "0"), ("乙报", "", "2024", "2", "1"), ("甲报", "临江的院", "2025-03-01", "5", "2")],
        ),
        ("doubtful", {"below": "0.5"}, []),
    ],
)
def test_a_query_answers_what_its_title_says(ask, name, values, rows):
    answered = ask(name, **values)
    assert [row[: len(rows[i])] for i, row in enumerate(answered)] == rows


def test_a_query_is_found_by_its_title_too():
    assert find("平台孵化的企业").name == "incubated"


def test_an_unknown_query_or_parameter_is_told_with_the_known_ones():
    with pytest.raises(QueryError, match="incubated"):
        find("incubate")
    with pytest.raises(QueryError, match="它的参数是：platform"):
        bind(find("incubated"), {"plattform": "x"}, str)


def test_a_name_that_leaves_a_doubt_is_not_guessed(build):
    with Index(build) as index, pytest.raises(QueryError, match="云澜概念验证中心"):
        bind(find("incubated"), {"platform": "云澜"}, resolver(index))


@pytest.mark.parametrize(
    ("name", "values"),
    [("doubtful", {"below": "0.5 } SELECT"}), ("doubtful", {"below": "nan"}), ("most-connected", {"class": "A } {"})],
)
def test_a_value_of_another_kind_is_refused(name, values):
    with pytest.raises(QueryError, match="须为"):
        bind(find(name), values, str)


def test_a_text_cannot_break_out_of_its_quotes(ask):
    assert ask("figures", indicator='" } } SERVICE <http://x.cn/> { #') == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * {}", "须以"),
        ("# 标题: 甲\n# Title: a\n# 参数: x 实体 乙\nSELECT * {}", "参数 x 未写明"),
        ("# 标题: 甲\n# Title: a\n# 参数: x 东西 乙\nSELECT * { VALUES ?x { UNDEF } }", "参数 x 未写明"),
    ],
)
def test_a_faulty_file_is_told_with_its_path(tmp_path, text, said):
    (tmp_path / "faulty.rq").write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=said) as caught:
        named_queries(tmp_path)
    assert "faulty.rq" in str(caught.value)
