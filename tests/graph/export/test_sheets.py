"""The tables as CSV and as a workbook, read back by csv and by openpyxl, and no cell that runs."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest

from kg.errors import GraphError
from kg.graph.export import export
from kg.graph.export.sheets import tables
from kg.graph.export.workbook import write_workbook

FORMULAS = ["=1+1", "+8613", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠A1"]


def book(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_csv_tables_hold_every_statement_under_chinese_headers(graph, vocabulary):
    files = export(graph, vocabulary, "csv")
    assert list(files) == ["entities.csv", "relations.csv", "figures.csv", "documents.csv"]
    read = {n: list(csv.DictReader(io.StringIO(d.decode("utf-8-sig"), newline=""))) for n, d in files.items()}
    assert all(data.startswith(b"\xef\xbb\xbf") for data in files.values())
    assert [row["名称"] for row in read["entities.csv"]] == [node.label for node in graph.nodes]
    assert [row["标识"] for row in read["relations.csv"]] == [fact.iri for fact in graph.facts]
    assert [(row["原文"], int(row["起始字符"])) for row in read["relations.csv"]] == [
        (fact.quote, fact.start) for fact in graph.facts
    ]
    assert [float(row["数值"]) for row in read["figures.csv"]] == [figure.value for figure in graph.figures]
    assert {row["状态"] for row in read["relations.csv"]} == {"已述", "计划"}


def test_openpyxl_reads_the_same_tables(graph, vocabulary):
    (data,) = export(graph, vocabulary, "xlsx").values()
    workbook = book(data)
    assert workbook.sheetnames == ["实体", "关系", "指标", "文献"]
    for table in tables(graph, vocabulary):
        header, *rows = workbook[table.title].iter_rows(values_only=True)
        assert header == table.columns
        assert [tuple("" if cell is None else cell for cell in row) for row in rows] == table.rows
        assert workbook[table.title].freeze_panes == "A2"


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_in_a_text_is_never_run(write, vocabulary, text):
    (data,) = [write_workbook([("表", ("列",), [(text,)])])]
    cell = book(data)["表"]["A2"]
    assert "<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode("utf-8")
    assert cell.data_type != "f"
    assert cell.quotePrefix
    assert cell.value == text


def test_a_formula_in_a_name_gets_an_apostrophe_in_csv(write, vocabulary):
    from kg.graph.link import link

    said = write("=cmd", "=A1公司研发乙。", {"a": "Enterprise =A1公司", "b": "Product 乙"}, ["a develops b: 研发乙"])
    for data in export(link([said], vocabulary), vocabulary, "csv").values():
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith("=")]
        assert not [cell for cell in cells if cell.startswith(tuple("+-@"))]


def test_numbers_stay_numbers_and_awkward_texts_texts():
    rows = [(12, 3.5, 10**20, "007", "一\n二 ", "<&>\"'", "😀\x00", "长" * 40_000)]
    sheet = book(write_workbook([("表", tuple("甲乙丙丁戊己庚辛"), rows)]))["表"]
    read = [cell.value for cell in sheet[2]]
    assert read[:7] == [12, 3.5, str(10**20), "007", "一\n二 ", "<&>\"'", "😀\ufffd"]
    assert len(read[7]) == 32_767
    assert read[7].endswith("…")


def test_a_table_longer_than_a_sheet_is_refused():
    class Long(list):
        def __len__(self):
            return 1_048_576

    with pytest.raises(GraphError, match="csv"):
        write_workbook([("表", ("列",), Long())])


def test_columns_beyond_z_are_named():
    columns = tuple(f"列{n}" for n in range(60))
    sheet = book(write_workbook([("表", columns, [tuple(range(60))])]))["表"]
    assert [cell.value for cell in sheet[2]] == list(range(60))
