"""The order of time: a period's own year, what is told against the day of writing, and what nothing dates."""

from __future__ import annotations

import pytest

from kg.graph.index import make_index
from kg.graph.lookup import Index
from kg.graph.naming import BASE
from kg.graph.timeline import timeline, when
from kg.model import Figure


@pytest.mark.parametrize(
    ("period", "written", "told"),
    [
        ("2021", "2025-03-01", "2021"),
        ("2020年7月", "2022", "2020-07"),
        ("2023年12月5日", "2024", "2023-12-05"),
        ("2024-05", "", "2024-05"),
        ("2021年以来", "2025-03-01", "2025-03-01"),
        ("2021年以来", "", "2021"),
        ("截至目前", "2025-03-01", "2025-03-01"),
        ("近3年", "2025", "2025"),
        ("去年", "2025-03-01", "2024"),
        ("上年", "2025", "2024"),
        ("前年", "2025", "2023"),
        ("大前年", "2025", "2022"),
        ("去年11月", "2025", "2024-11"),
        ("今年", "2025-03-01", "2025"),
        ("1-8月", "2024", "2024-08"),
        ("7月", "2024-09-01", "2024-07"),
        ("“十五五”时期", "2026", "2026"),
        ("“十四五”期间", "", "2021"),
        ("十三五", "2020", "2016"),
        ("去年", "", ""),
        ("第三届", "2025", ""),
    ],
)
def test_a_period_is_placed_in_time(period, written, told):
    assert when(period, written) == told


@pytest.fixture(scope="module")
def events(graph, vocabulary, tmp_path_factory):
    folder = tmp_path_factory.mktemp("timeline")
    (folder / "index.sqlite").write_bytes(make_index(graph, vocabulary))
    with Index(folder) as opened:
        yield timeline(opened, f"{BASE}id/云澜理工大学临江研究院")


def test_everything_said_stands_once_in_the_order_of_time(graph, events):
    institute = f"{BASE}id/云澜理工大学临江研究院"
    said = [f for f in graph.facts if institute in (f.subject, f.object)]
    said += [f for f in graph.figures if f.subject == institute]
    assert sorted(e.said.iri for e in events) == sorted(f.iri for f in said)
    dated = [e.when for e in events if e.when]
    assert dated == sorted(dated)


def test_a_figure_is_dated_by_its_period_and_a_fact_by_its_document(events):
    growth = next(e for e in events if isinstance(e.said, Figure) and e.said.unit == "%")
    assert (growth.when, growth.by) == ("2024", "period")
    incubates = next(e for e in events if not isinstance(e.said, Figure) and e.said.predicate == "incubates")
    assert (incubates.when, incubates.by) == ("2025-03-01", "document")


def test_what_has_no_date_stands_last_and_says_so(events):
    undated = [e for e in events if not e.when]
    assert undated and list(events[-len(undated) :]) == undated
    assert all(e.by == "" for e in undated)
